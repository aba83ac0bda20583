//! What is said of tokens, generated ones: the same as a second, plain implementation says, and
//! what must hold of any judge.

#[path = "../given/mod.rs"]
mod given;
#[allow(dead_code, reason = "of what it can sign, only tokens are signed here")]
#[path = "../rs256/private_key.rs"]
mod private_key;

mod case;
mod reference;
mod scene;

mod agreement;
mod narrowing;
mod patterns;
mod remembering;
mod spelling;
mod time;
