//! A signing key, tokens by it, and verifiers that trust it.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use symbolon::{Decision, Keys, Verifier};

use crate::given;
use crate::private_key::PrivateKey;

static KEY: LazyLock<PrivateKey> = LazyLock::new(|| PrivateKey::new(2048, 65537));

/// The key set, with the one key in it.
static JWKS: LazyLock<String> = LazyLock::new(|| {
    let n = URL_SAFE_NO_PAD.encode(KEY.n.to_bytes_be());
    json!({ "keys": [{ "kty": "RSA", "kid": "one", "n": n, "e": "AQAB" }] }).to_string()
});

/// A genuine token with this payload.
pub fn signed(payload: &str) -> String {
    let encode = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
    let input = format!("{}.{}", encode(br#"{"alg":"RS256","kid":"one"}"#), encode(payload.as_bytes()));
    let signature = KEY.sign(input.as_bytes());
    format!("{input}.{}", encode(&signature))
}

/// A verifier with these options that trusts the key.
pub fn verifier(options: &Value) -> Verifier {
    let mut verifier = Verifier::new(Keys::from_jwks(&JWKS).unwrap(), given::policy(options));
    verifier.denylist = given::denylist(options);
    verifier
}

/// What a verifier says of a token.
pub fn judge(verifier: &Verifier, token: &str, context: &Value) -> Decision {
    let require = given::requirements(&context["require"]);
    verifier.verify(token, &given::context(context, &require))
}
