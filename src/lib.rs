//! Symbolon tells, offline and at once, whether a license token is genuine, is meant for this
//! domain, is still in time, and what it allows.
//!
//! A token is a JWT signed with RS256. It goes one way through this crate: text → JWS → key →
//! signature → claims → policy → [`Decision`]. Each module does one step and hands on a type
//! that cannot be wrong any more. The modules below stand in the order in which a token meets
//! them.
//!
//! ```
//! use symbolon::{Audience, Context, Issuer, Keys, Policy, Verifier};
//!
//! # fn main() -> Result<(), symbolon::rs256::KeyError> {
//! let policy = Policy::new(Issuer::from("https://api.example.com"), Audience::Unchecked);
//! let verifier = Verifier::new(Keys::from_jwks(r#"{"keys":[]}"#)?, policy);
//! let decision = verifier.verify("a.token.here", &Context::new(1_790_000_000.0).host("app.example.com"));
//! assert!(!decision.granted());
//! assert_eq!(decision.code.as_str(), "token_malformed");
//! # Ok(())
//! # }
//! ```
//!
//! The crate knows no clock, no network, no randomness and no global: they come as arguments.
//! With the feature `wasm`, on `wasm32-unknown-unknown`, the module `wasm` fits it to a
//! JavaScript host; the npm package of the same name is made of that. With the feature `rsa`
//! the arithmetic is that of the `rsa` crate.

// There the host is the only one to ask anything of, and what std has for panics is a large part
// of what is downloaded.
#![cfg_attr(all(target_arch = "wasm32", feature = "wasm"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(
    not(all(target_arch = "wasm32", feature = "wasm")),
    allow(dead_code, reason = "what serves fetched keys has its one caller in `wasm`")
)]

extern crate alloc;

mod hearing;
mod verifier;

mod base64url;
pub mod json;
mod jws;
mod keys;
pub mod rs256;

mod claims;
mod policy;
mod revocation;
mod status;
mod domain;
mod time;
mod requirements;

mod context;
mod call;
mod options;
mod picture;
mod decision;
mod explain;

mod lock;
mod octets;
mod rounding;
mod sorting;

#[cfg(fuzzing)]
pub mod fuzzing;

#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
mod wasm;

pub use context::Context;
pub use decision::{Code, Decision, DomainMatch, Status};
pub use domain::HostMapper;
pub use explain::{Outcome, Step};
pub use keys::Keys;
pub use policy::{Audience, DomainBinding, DomainMatching, ExpEnds, Issuer, Policy};
pub use requirements::{Hardware, Requirements};
pub use revocation::Denylist;
pub use verifier::Verifier;

/// The examples in Rust that the README shows.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
