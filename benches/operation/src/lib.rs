//! What of a verification is RSA: SHA-256 and RSASSA-PKCS1-v1_5, nothing of a token.

#[cfg(not(feature = "rsa"))]
extern crate alloc;
#[cfg(not(feature = "rsa"))]
mod rs256;

use symbolon::rs256::PublicKey;
use wasm_bindgen::prelude::wasm_bindgen;

/// A public key, prepared once.
#[wasm_bindgen]
pub struct Key(PublicKey);

#[wasm_bindgen]
impl Key {
    /// Reads a key as PEM text.
    #[wasm_bindgen(constructor)]
    pub fn new(pem: &str) -> Result<Key, String> {
        PublicKey::from_pem(pem).map(Key).map_err(|error| error.to_string())
    }

    /// Whether the signature holds. Takes octets as the host's own functions do, and pays for their copy.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify(message, signature).is_ok()
    }
}
