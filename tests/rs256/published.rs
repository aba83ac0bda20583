//! The RS256 examples of the RFCs themselves, key, token and all.

use symbolon::rs256::PublicKey;
use symbolon::{Audience, Code, Context, Decision, DomainBinding, Issuer, Keys, Policy, Verifier};

use crate::case::{Case, judge};

/// A key as its RFC has it, and a token that was signed by it.
struct Example {
    name: &'static str,
    jwk: &'static str,
    token: [&'static str; 3],
}

const RFC_7515: Example = Example {
    name: "RFC 7515 appendix A.2",
    jwk: r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#,
    token: [
        "eyJhbGciOiJSUzI1NiJ9",
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
    ],
};

const RFC_7520: Example = Example {
    name: "RFC 7520 sections 3.3 and 4.1",
    jwk: r#"{"kty":"RSA","kid":"bilbo.baggins@hobbiton.example","use":"sig","n":"n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw","e":"AQAB"}"#,
    token: [
        "eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9",
        "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4",
        "MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg",
    ],
};

/// When the token of RFC 7515 ends.
const END: f64 = 1_300_819_380.0;

fn octets(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).unwrap()
}

fn pem(jwk: &str) -> String {
    use rsa::pkcs8::{EncodePublicKey as _, LineEnding};
    let jwk: serde_json::Value = serde_json::from_str(jwk).unwrap();
    let number = |name: &str| rsa::BigUint::from_bytes_be(&octets(jwk[name].as_str().unwrap()));
    rsa::RsaPublicKey::new(number("n"), number("e")).unwrap().to_public_key_pem(LineEnding::LF).unwrap()
}

pub fn cases() -> Vec<Case> {
    let both = [RFC_7515, RFC_7520].map(|example| {
        let [header, payload, signature] = example.token;
        let of = |name: &str, message: String, holds| Case {
            source: "the RFCs",
            name: format!("{}: {name}", example.name),
            key: pem(example.jwk).into(),
            message: message.into_bytes(),
            signature: octets(signature),
            holds,
        };
        [
            of("as published", format!("{header}.{payload}"), true),
            of("without the header", payload.to_owned(), false),
            of("with another header", format!("e30.{payload}"), false),
        ]
    });
    both.into_iter().flatten().collect()
}

fn decision(example: &Example, domain: DomainBinding, now: f64) -> Decision {
    let mut policy = Policy::new(Issuer::from("joe"), Audience::Unchecked);
    policy.domain = domain;
    let verifier = Verifier::new(Keys::from_jwk(example.jwk).unwrap(), policy);
    verifier.verify(&example.token.join("."), &Context::new(now))
}

#[test]
fn the_signatures_hold() {
    judge(&cases());
    for example in [RFC_7515, RFC_7520] {
        assert_eq!(PublicKey::from_jwk(example.jwk).unwrap(), PublicKey::from_pem(&pem(example.jwk)).unwrap());
    }
}

#[test]
fn the_token_of_rfc_7515_is_good_until_it_ends_where_no_domain_is_asked_for() {
    let code = |domain, now| decision(&RFC_7515, domain, now).code;
    assert_eq!(code(DomainBinding::Off, END + 59.0), Code::Ok);
    assert_eq!(code(DomainBinding::Optional, END + 59.0), Code::Ok);
    assert_eq!(code(DomainBinding::Optional, END + 60.0), Code::LicenseExpired);
    assert_eq!(code(DomainBinding::Required, END), Code::DomainMissing);
    let granted = decision(&RFC_7515, DomainBinding::Off, END);
    let claims: serde_json::Value = serde_json::from_str(granted.claims().unwrap()).unwrap();
    assert_eq!(claims, serde_json::json!({ "iss": "joe", "exp": END as u64, "http://example.com/is_root": true }));
    assert_eq!(granted.expires_at, Some(END));
}

#[test]
fn the_signed_prose_of_rfc_7520_is_genuine_and_no_license() {
    let decision = decision(&RFC_7520, DomainBinding::Off, END);
    assert_eq!(decision.code, Code::ClaimsMalformed);
    assert_eq!(decision.key_id.as_deref(), Some("bilbo.baggins@hobbiton.example"), "whose signature held");
}
