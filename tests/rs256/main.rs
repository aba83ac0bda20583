//! `rs256::PublicKey` by the engine of this build: keys in every form, signatures that hold, and
//! forgeries. [`elsewhere`] hands the same signatures to the engines that are WebAssembly.

mod case;
mod private_key;

mod cube_roots;
mod differential;
mod elsewhere;
mod forgeries;
mod keys;
mod published;
mod wycheproof;
mod wycheproof_tokens;
