use super::*;
use crate::claims::Claims;
use crate::revocation;

/// A usable modulus of 2048 bits, 2^2047 + 1, in base64url.
fn jwk(more: &str) -> String {
    format!(r#"{{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"gA{}AQ\"{more}}}"#, "A".repeat(338))
}

/// Knows the addresses whose parts end where these do.
const HOST: Host = Host {
    address: |text| {
        let (protocol, rest) = text.split_once("//")?;
        let (user, rest) = rest.split_once('@').unwrap_or(("", rest));
        let (host, _) = rest.split_once('/')?;
        Some(Address { protocol: protocol.to_owned(), host: host.to_owned(), names_user: !user.is_empty() })
    },
    mapper: |_| None,
};

fn read(picture: &str) -> Result<Options, String> {
    Options::read(picture, HOST).map_err(|fault| fault.text())
}

/// Options with good keys, and these members beside them.
fn with(members: &str) -> Result<Options, String> {
    let keys = jwk("");
    read(&format!(r#"{{"keys":{{"jwk":{{"":"JSON","text":"{keys}"}}}},{members}}}"#))
}

fn with_keys(keys: &str) -> Result<Options, String> {
    read(&format!(r#"{{"issuer":null,"audience":null,"keys":{keys}}}"#))
}

fn remote(more: &str) -> Result<Options, String> {
    with_keys(&format!(r#"{{"jwksUri":"https://a.example/jwks"{more}}}"#))
}

#[test]
fn what_is_left_out_is_as_the_policy_says() {
    let options = with(r#""issuer":null,"audience":null,"tokenUse":null,"type":null"#).unwrap();
    assert_eq!(options.policy, Policy::new(Issuer::Unchecked, Audience::Unchecked));
    assert_eq!((options.remembered_verdicts, options.has_listener), (1000, false));
    assert!(matches!(options.keys, Source::Static(keys) if keys.len() == 1));
}

#[test]
fn what_is_chosen_counts() {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let options = with(
        r#""issuer":"i","audience":{"ifPresent":["a","b"]},"tokenUse":"u","type":"t","domain":"off",
            "domainMatching":"compatible","allowLoopback":true,"exp":"assertion","requireExpiry":false,"gracePeriod":1.5,
            "clockTolerance":0,"requiredClaims":["c"],"notIssuedBefore":9,"denylist":{"jti":["j"]},"maxTokenLength":5,
            "rememberedVerdicts":0,"onEvent":{"":"function"}"#,
    )
    .unwrap();
    let mut policy = Policy::new(Issuer::AnyOf(texts(&["i"])), Audience::IfPresent(texts(&["a", "b"])));
    policy.token_use = Some("u".to_owned());
    policy.token_type = Some("t".to_owned());
    policy.domain = DomainBinding::Off;
    policy.domain_matching = DomainMatching::Compatible;
    policy.allow_loopback = true;
    policy.exp = ExpEnds::Assertion;
    policy.require_expiry = false;
    policy.grace_period = 1.5;
    policy.clock_tolerance = 0.0;
    policy.required_claims = texts(&["c"]);
    policy.not_issued_before = Some(9.0);
    policy.max_token_length = 5;
    assert_eq!(options.policy, policy);
    assert_eq!((options.remembered_verdicts, options.has_listener), (0, true));
    for (audience, expected) in [(r#""a""#, &["a"][..]), (r#"["a","b"]"#, &["a", "b"])] {
        let options = with(&format!(r#""issuer":null,"audience":{audience}"#)).unwrap();
        assert_eq!(options.policy, Policy::new(Issuer::Unchecked, Audience::AnyOf(texts(expected))));
    }
    let claims = Claims::parse(br#"{"jti":"j"}"#.to_vec()).unwrap();
    assert!(revocation::check(&claims, &options.denylist, None).is_err());
}

#[test]
fn mistakes_are_said() {
    for picture in ["", "null", "5", "[]", r#"{"":"function"}"#] {
        assert_eq!(read(picture).unwrap_err(), "options_invalid: `options` must be an object.", "{picture}");
    }
    assert!(read("{").is_err() && read("{}").unwrap_err().ends_with("must have `keys`."));
    let good = r#""issuer":null,"audience":null"#;
    for (members, sentence) in [
        (r#""audience":null"#, "must have `issuer`; null says that it is not checked."),
        (r#""issuer":null"#, "must have `audience`; null says that it is not checked."),
        (r#""issuer":"","audience":null"#, "issuer` must be a string or an array of strings, none of them empty."),
        (r#""issuer":{},"audience":null"#, "issuer` must be a string or an array of strings, none of them empty."),
        (
            r#""issuer":null,"audience":{"":"function"}"#,
            "audience` must be a string or an array of strings, none of them empty.",
        ),
        (r#""issuer":null,"audience":{}"#, "audience` must have `ifPresent`."),
        (r#""issuer":null,"audience":{"if":0}"#, r#"audience` has no member "if"; there are `ifPresent`."#),
        (
            r#""issuer":null,"audience":{"ifPresent":[]}"#,
            "audience.ifPresent` must be a string or an array of strings, none of them empty.",
        ),
    ] {
        assert!(with(members).unwrap_err().ends_with(sentence), "{members}: {:?}", with(members));
    }
    for (member, sentence) in [
        (r#""isuer":0"#, "has no member \"isuer\"; there are `keys`, `issuer`, "),
        (r#""domain":"Off""#, ".domain` must be 'required' or 'optional' or 'off'."),
        (r#""domainMatching":null"#, ".domainMatching` must be 'strict' or 'compatible'."),
        (r#""exp":true"#, ".exp` must be 'license' or 'assertion'."),
        (r#""allowLoopback":null"#, ".allowLoopback` must be true or false."),
        (r#""requireExpiry":0"#, ".requireExpiry` must be true or false."),
        (r#""gracePeriod":-1"#, ".gracePeriod` must be a finite number of seconds, not negative."),
        (r#""clockTolerance":null"#, ".clockTolerance` must be a finite number of seconds, not negative."),
        (r#""notIssuedBefore":{"":"NaN"}"#, ".notIssuedBefore` must be a finite number of seconds, not negative."),
        (r#""maxTokenLength":0.5"#, ".maxTokenLength` must be a whole number, not negative."),
        (r#""rememberedVerdicts":-1"#, ".rememberedVerdicts` must be a whole number, not negative."),
        (r#""requiredClaims":"exp""#, ".requiredClaims` must be an array of strings."),
        (r#""denylist":{"jti":"j"}"#, ".denylist.jti` must be an array of strings."),
        (r#""denylist":{"iss":["i"]}"#, ".denylist` has no member \"iss\"; there are `jti`, `sub`."),
        (r#""tokenUse":5"#, ".tokenUse` must be a string."),
        (r#""type":{"":"ill-formed text"}"#, ".type` must be well-formed Unicode."),
        (r#""onEvent":{}"#, ".onEvent` must be a function."),
        (r#""onEvent":{"":"threw"}"#, ".onEvent` could not be read: its getter threw."),
    ] {
        let complaint = with(&format!("{good},{member}")).unwrap_err();
        assert!(complaint.starts_with("options_invalid: `options"), "{complaint}");
        assert!(complaint.contains(sentence), "{member}: {complaint}");
    }
}

#[test]
fn keys_come_in_one_form() {
    let json = |text: &str| format!(r#"{{"":"JSON","text":"{text}"}}"#);
    let set = json(&format!(r#"{{\"keys\":[{},{}]}}"#, jwk(""), jwk(r#",\"kid\":\"a\""#)));
    let read = with_keys(&format!(r#"{{"jwks":{set}}}"#)).unwrap();
    assert!(matches!(read.keys, Source::Static(keys) if keys.len() == 2));
    let good = json(&jwk(""));
    for (keys, complaint) in [
        ("null".to_owned(), "options_invalid: `options.keys` must be an object."),
        (
            "{}".to_owned(),
            "options_invalid: `options.keys` must have exactly one of `pem`, `jwk`, `jwks` and `jwksUri`.",
        ),
        (
            format!(r#"{{"jwk":{good},"pem":"x"}}"#),
            "options_invalid: `options.keys` must have exactly one of `pem`, `jwk`, `jwks` and `jwksUri`.",
        ),
        (
            format!(r#"{{"jwk":{good},"timeout":5}}"#),
            "options_invalid: `options.keys` must have no `timeout`, which goes with `jwksUri` alone.",
        ),
        (
            r#"{"pem":5}"#.to_owned(),
            "keys_invalid: `options.keys.pem` is not usable: it is neither PEM text nor an array of PEM texts.",
        ),
        (
            r#"{"jwk":{"kty":0}}"#.to_owned(),
            "keys_invalid: `options.keys.jwk` is not usable: it is not an object that JSON can hold.",
        ),
        (
            format!(r#"{{"jwk":{}}}"#, json(r"[]")),
            "keys_invalid: `options.keys.jwk` is not usable: it is not a strict JSON object.",
        ),
        (
            format!(r#"{{"jwk":{}}}"#, json(&jwk(r#",\"use\":\"enc\""#))),
            "keys_invalid: `options.keys.jwk` is not usable: its `use` is not `sig`.",
        ),
    ] {
        assert_eq!(with_keys(&keys).unwrap_err(), complaint, "{keys}");
    }
    assert!(with_keys(r#"{"pem":"x"}"#).unwrap_err().starts_with("keys_invalid: `options.keys.pem` is not usable: "));
    assert!(with_keys(&format!(r#"{{"jwks":{good}}}"#)).unwrap_err().starts_with("keys_invalid: `options.keys.jwks`"));
}

#[test]
fn keys_are_fetched_over_https_or_from_this_machine() {
    for uri in ["https://a.example/", "https://192.0.2.7:8443/jwks", "http://localhost:3000/", "http://[::1]/"] {
        let options = with_keys(&format!(r#"{{"jwksUri":"{uri}"}}"#)).unwrap();
        assert!(matches!(options.keys, Source::Remote(remote) if remote.uri == uri), "{uri}");
    }
    for uri in [
        "",
        "a.example",
        "http://a.example/",
        "http://localhost.example/",
        "ftp://localhost/",
        "https://u@a.example/",
        "https://a b/",
        "https:///",
    ] {
        let complaint = with_keys(&format!(r#"{{"jwksUri":"{uri}"}}"#)).unwrap_err();
        assert_eq!(
            complaint,
            "options_invalid: `options.keys.jwksUri` must be an https address, or an http one on loopback, \
                without user info.",
            "{uri}"
        );
    }
    assert!(with_keys(r#"{"jwksUri":5}"#).unwrap_err().ends_with("jwksUri` must be a string."));
}

#[test]
fn fetching_can_be_told_how() {
    let functions = r#","fetch":{"":"function"},"cache":{"get":{"":"function"},"set":{"":"function"}}"#;
    let Source::Remote(told) = remote(&format!(r#"{functions},"maxBytes":7,"offline":true"#)).unwrap().keys else {
        panic!("the keys are not fetched")
    };
    assert_eq!(told.max_bytes, 7);
    let Source::Remote(untold) = remote("").unwrap().keys else { panic!("the keys are not fetched") };
    assert_eq!(untold.max_bytes, 262_144);
    for (more, sentence) in [
        (r#","fetch":{}"#, ".fetch` must be a function."),
        (r#","cache":{"get":{"":"function"}}"#, ".cache` must have a method `set`."),
        (r#","cache":null"#, ".cache` must have a method `get`."),
        (r#","offline":true"#, " must have a `cache` beside `offline`, or there would be no keys."),
        (r#","offline":1"#, ".offline` must be true or false."),
        (r#","pins":[]"#, ".pins` must be a list, not empty, of thumbprints (RFC 7638, SHA-256, base64url)."),
        (r#","pins":"x""#, ".pins` must be an array of strings."),
        (r#","maxBytes":0.5"#, ".maxBytes` must be a whole number, not negative."),
        (r#","cooldown":-1"#, ".cooldown` must be a finite number of seconds, not negative."),
        (r#","minFreshness":2,"maxFreshness":1"#, " must have a `minFreshness` that is not above its `maxFreshness`."),
    ] {
        let complaint = remote(more).unwrap_err();
        assert!(
            complaint.starts_with("options_invalid: `options.keys") && complaint.ends_with(sentence),
            "{complaint}"
        );
    }
}

#[test]
fn a_bound_of_freshness_moves_the_other_out_of_its_way() {
    let bounds = |more: &str| {
        let picture = picture::parse(&format!("{{{more}}}"), "keys", Kind::Options).unwrap();
        let members = Item::new(&picture, "keys", Kind::Options).members(KEYS).unwrap();
        let lifetimes = keys::read_lifetimes(&members).unwrap();
        (lifetimes.min_freshness, lifetimes.max_freshness)
    };
    assert_eq!(bounds(""), (60.0, 86400.0));
    assert_eq!(bounds(r#""minFreshness":90000"#), (90000.0, 90000.0));
    assert_eq!(bounds(r#""maxFreshness":5"#), (5.0, 5.0));
    assert_eq!(bounds(r#""minFreshness":1,"maxFreshness":2"#), (1.0, 2.0));
    assert_eq!(bounds(r#""minFreshness":2,"maxFreshness":2"#), (2.0, 2.0));
}

#[test]
fn more_is_denied_in_arrays() {
    let denied = |picture: &str| read_entries(picture).map_err(|fault| fault.text());
    let listed = denied(r#"{"sub":["s"],"jti":[]}"#).unwrap();
    assert!(revocation::check(&Claims::parse(br#"{"sub":"s"}"#.to_vec()).unwrap(), &listed, None).is_err());
    assert!(revocation::check(&Claims::parse(br#"{"sub":"t"}"#.to_vec()).unwrap(), &listed, None).is_ok());
    assert!(denied("{}").is_ok());
    for (picture, complaint) in [
        ("", "options_invalid: `entries` must be an object."),
        (r#"{"jti":"j"}"#, "options_invalid: `entries.jti` must be an iterable of strings."),
        (r#"{"sub":[5]}"#, "options_invalid: `entries.sub[0]` must be a string."),
        (r#"{"iss":["i"]}"#, "options_invalid: `entries` has no member \"iss\"; there are `jti`, `sub`."),
    ] {
        assert_eq!(denied(picture).unwrap_err(), complaint, "{picture}");
    }
}
