//! A second implementation of what is judged once a signature holds: claims in, decision out, one
//! check after the other as the package promises them, on plain JSON values, without a thought for
//! speed or size.

mod domain;

use serde_json::{Map, Value, json};

/// The members of a decision that follow from claims, options and context.
pub fn judge(options: &Value, claims: &Value, context: &Value) -> Value {
    if !are_well_typed(claims) {
        return json!({ "status": "INVALID", "code": "claims_malformed" });
    }
    let mut decision = ends(options, claims);
    let code = match check(options, claims, context, &mut decision) {
        Ok(in_grace) if in_grace => "license_in_grace",
        Ok(_) => "ok",
        Err(code) => {
            decision.remove("domain");
            code
        }
    };
    decision.insert("status".into(), status(code).into());
    decision.insert("code".into(), code.into());
    decision.into()
}

fn status(code: &str) -> &'static str {
    match code {
        "ok" => "ACTIVE",
        "license_in_grace" => "GRACE",
        "license_expired" | "assertion_expired" => "EXPIRED",
        "not_yet_valid" | "issued_in_future" => "NOT_YET_VALID",
        "license_suspended" => "SUSPENDED",
        "license_revoked" | "token_revoked" => "REVOKED",
        "license_not_activated" => "NOT_ACTIVATED",
        "license_status_unknown" => "UNKNOWN",
        "feature_missing" | "scope_missing" | "role_missing" | "plan_mismatch" | "hardware_mismatch" => "FORBIDDEN",
        _ => "INVALID",
    }
}

fn are_well_typed(claims: &Value) -> bool {
    let time = |value: &Value| value.as_f64().is_some_and(|time| (0.0..=9_007_199_254_740_991.0).contains(&time));
    let array = |value: &Value| value.as_array().is_some_and(|all| all.iter().all(Value::is_string));
    let texts = |value: &Value| value.is_string() || array(value);
    claims.as_object().unwrap().iter().all(|(name, value)| match name.as_str() {
        "exp" | "nbf" | "iat" | "license_exp" => time(value),
        "iss" | "sub" | "jti" | "token_use" | "plan" => value.is_string(),
        "status" => value.is_string() || value["status_list"].is_object(),
        "aud" | "domain" | "domains" | "dom" | "scp" | "scope" | "hwid" => texts(value),
        "features" | "roles" => array(value),
        "limits" => value.as_object().is_some_and(|limits| limits.values().all(Value::is_number)),
        "hw_bound" => value.is_boolean(),
        _ => true,
    })
}

/// A string is a list of itself; what is absent is empty.
fn list(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

/// The claims `scp` and `scope` together: strings split at single spaces, members of arrays whole.
fn scopes(claims: &Value) -> Vec<&str> {
    let split = |claim: &'static str| match &claims[claim] {
        Value::String(text) => text.split(' ').filter(|part| !part.is_empty()).collect(),
        other => list(other),
    };
    [split("scp"), split("scope")].concat()
}

/// A number of the options, or its default.
fn number(options: &Value, name: &str, default: f64) -> f64 {
    options[name].as_f64().unwrap_or(default)
}

/// When the license ends, if it does, and when the token does, whatever the license.
fn expiries(options: &Value, claims: &Value) -> (Option<f64>, Option<f64>) {
    let (exp, license_exp) = (claims["exp"].as_f64(), claims["license_exp"].as_f64());
    if options["exp"] == "assertion" || license_exp.is_some() { (license_exp, exp) } else { (exp, None) }
}

fn ends(options: &Value, claims: &Value) -> Map<String, Value> {
    let (license, assertion) = expiries(options, claims);
    let (tolerance, grace) = (number(options, "clockTolerance", 60.0), number(options, "gracePeriod", 0.0));
    let told =
        [("expiresAt", license), ("graceEndsAt", license.map(|end| end + tolerance + grace)), ("refreshBy", assertion)];
    told.into_iter().filter_map(|(name, time)| Some((name.to_owned(), json!(time?)))).collect()
}

/// Every check in its order: the code of the first that fails, else whether the license is in its
/// grace period. Notes down the domain that matched.
fn check(
    options: &Value,
    claims: &Value,
    context: &Value,
    decision: &mut Map<String, Value>,
) -> Result<bool, &'static str> {
    let name_one_of = |claim: &str, expected: &Value| {
        let expected = list(expected);
        list(&claims[claim]).into_iter().any(|own| expected.contains(&own))
    };

    // Issuer, audience, use.
    if !options["issuer"].is_null() && !name_one_of("iss", &options["issuer"]) {
        return Err("issuer_mismatch");
    }
    let if_present = &options["audience"]["ifPresent"];
    let expected = if if_present.is_null() { &options["audience"] } else { if_present };
    let may_be_absent = expected.is_null() || !if_present.is_null();
    if !(expected.is_null() || may_be_absent && claims.get("aud").is_none() || name_one_of("aud", expected)) {
        return Err("audience_mismatch");
    }
    if !options["tokenUse"].is_null() && claims["token_use"] != options["tokenUse"] {
        return Err("token_use_mismatch");
    }
    if list(&options["requiredClaims"]).into_iter().any(|name| claims.get(name).is_none()) {
        return Err("claim_missing");
    }

    // Revocation.
    let denied = |claim: &str| name_one_of(claim, &options["denylist"][claim]);
    let issued = claims["iat"].as_f64();
    let too_old = options["notIssuedBefore"].as_f64().is_some_and(|limit| issued.is_none_or(|iat| iat < limit));
    if denied("jti") || denied("sub") || too_old {
        return Err("token_revoked");
    }

    // The claim `status`.
    match claims["status"].as_str().map(str::to_ascii_lowercase).as_deref() {
        None | Some("active" | "valid" | "trial" | "trialing") => {}
        Some("suspended" | "blocked") => return Err("license_suspended"),
        Some("revoked" | "canceled" | "cancelled") => return Err("license_revoked"),
        Some("expired") => return Err("license_expired"),
        Some("inactive" | "not_activated" | "pending") => return Err("license_not_activated"),
        Some(_) => return Err("license_status_unknown"),
    }

    // Domain and device.
    let binding = options["domain"].as_str().unwrap_or("required");
    let is_bound = ["domain", "domains", "dom"].iter().any(|name| claims.get(name).is_some());
    if binding == "required" && !is_bound {
        return Err("domain_missing");
    }
    if binding != "off" && is_bound {
        let patterns = [list(&claims["domain"]), list(&claims["domains"]), list(&claims["dom"])].concat();
        let (host, pattern) = domain::check(&patterns, context["host"].as_str(), options)?;
        decision.insert("domain".into(), json!({ "host": host, "pattern": pattern }));
    }
    let is_matched = name_one_of("hwid", &context["hardwareId"]);
    if claims.get("hwid").is_some() && !is_matched {
        return Err("hardware_mismatch");
    }

    // Time.
    let now = context["now"].as_f64().unwrap();
    let tolerance = number(options, "clockTolerance", 60.0);
    if claims.get("exp").is_none() && options["requireExpiry"] != false {
        return Err("expiry_missing");
    }
    if claims["nbf"].as_f64().is_some_and(|nbf| nbf > now + tolerance) {
        return Err("not_yet_valid");
    }
    if issued.is_some_and(|iat| iat > now + tolerance) {
        return Err("issued_in_future");
    }
    let (license, assertion) = expiries(options, claims);
    if assertion.is_some_and(|exp| now >= exp + tolerance) {
        return Err("assertion_expired");
    }
    let in_grace = license.is_some_and(|end| now >= end + tolerance);
    if license.is_some_and(|end| now >= end + tolerance + number(options, "gracePeriod", 0.0)) {
        return Err("license_expired");
    }

    // Requirements.
    let require = &context["require"];
    let lacks = |wanted: &Value, own: &[&str]| list(wanted).iter().any(|one| !own.contains(one));
    if lacks(&require["features"], &list(&claims["features"])) {
        return Err("feature_missing");
    }
    if lacks(&require["scopes"], &scopes(claims)) {
        return Err("scope_missing");
    }
    if !list(&require["roles"]).is_empty() && !name_one_of("roles", &require["roles"]) {
        return Err("role_missing");
    }
    if !require["plan"].is_null() && claims["plan"] != require["plan"] {
        return Err("plan_mismatch");
    }
    let is_attested = is_matched || claims["hw_bound"] == true;
    if require["hardware"] == "matched" && !is_matched || require["hardware"] == "attested" && !is_attested {
        return Err("hardware_mismatch");
    }
    Ok(in_grace)
}
