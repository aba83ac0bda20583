//! Options and contexts as JavaScript gives them, in JSON, for the crate.

use serde_json::Value;
use symbolon::{
    Audience, Context, Denylist, DomainBinding, DomainMatching, ExpEnds, Hardware, Issuer, Policy, Requirements,
};

/// What a verifier with these options asks.
pub fn policy(options: &Value) -> Policy {
    let issuer = match texts(&options["issuer"]).as_slice() {
        [] => Issuer::Unchecked,
        expected => Issuer::AnyOf(expected.to_vec()),
    };
    let audience = match (&options["audience"], texts(&options["audience"])) {
        (Value::Null, _) => Audience::Unchecked,
        (Value::Object(conditional), _) => Audience::IfPresent(texts(&conditional["ifPresent"])),
        (_, expected) => Audience::AnyOf(expected),
    };
    let mut policy = Policy::new(issuer, audience);
    for (name, value) in options.as_object().unwrap() {
        let number = || value.as_f64().unwrap_or_else(|| panic!("{name}: {value}"));
        let flag = || value.as_bool().unwrap_or_else(|| panic!("{name}: {value}"));
        match (name.as_str(), value.as_str()) {
            ("keys" | "issuer" | "audience" | "denylist" | "rememberedVerdicts" | "onEvent", _) => {}
            ("tokenUse", text) => policy.token_use = text.map(str::to_owned),
            ("type", text) => policy.token_type = text.map(str::to_owned),
            ("domain", Some("required")) => policy.domain = DomainBinding::Required,
            ("domain", Some("optional")) => policy.domain = DomainBinding::Optional,
            ("domain", Some("off")) => policy.domain = DomainBinding::Off,
            ("domainMatching", Some("strict")) => policy.domain_matching = DomainMatching::Strict,
            ("domainMatching", Some("compatible")) => policy.domain_matching = DomainMatching::Compatible,
            ("exp", Some("license")) => policy.exp = ExpEnds::License,
            ("exp", Some("assertion")) => policy.exp = ExpEnds::Assertion,
            ("allowLoopback", _) => policy.allow_loopback = flag(),
            ("requireExpiry", _) => policy.require_expiry = flag(),
            ("gracePeriod", _) => policy.grace_period = number(),
            ("clockTolerance", _) => policy.clock_tolerance = number(),
            ("requiredClaims", _) => policy.required_claims = texts(value),
            ("notIssuedBefore", _) => policy.not_issued_before = Some(number()),
            ("maxTokenLength", _) => policy.max_token_length = number() as usize,
            other => panic!("an option that the tests do not know: {other:?}"),
        }
    }
    policy
}

pub fn denylist(options: &Value) -> Denylist {
    Denylist::new(texts(&options["denylist"]["jti"]), texts(&options["denylist"]["sub"]))
}

pub fn requirements(require: &Value) -> Requirements {
    Requirements {
        features: texts(&require["features"]),
        scopes: texts(&require["scopes"]),
        roles: texts(&require["roles"]),
        plan: require["plan"].as_str().map(str::to_owned),
        hardware: match require["hardware"].as_str() {
            Some("matched") => Some(Hardware::Matched),
            Some("attested") => Some(Hardware::Attested),
            _ => None,
        },
    }
}

/// Where and when a token is used, for what `requirements` made of it.
pub fn context<'c>(context: &'c Value, require: &'c Requirements) -> Context<'c> {
    let mut used = Context::new(context["now"].as_f64().expect("a context says when")).require(require);
    if let Some(host) = context["host"].as_str() {
        used = used.host(host);
    }
    if let Some(id) = context["hardwareId"].as_str() {
        used = used.hardware_id(id);
    }
    used
}

/// A string or an array of them; nothing for anything else.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(elements) => elements.iter().map(|text| text.as_str().unwrap().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// Equality with numbers as doubles.
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| right.get(name).is_some_and(|other| equal(value, other)))
        }
        (left, right) => left == right,
    }
}
