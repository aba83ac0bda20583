//! Something that several may change, one after the other.

use core::ops::DerefMut;
#[cfg(not(all(target_arch = "wasm32", feature = "wasm")))]
use std::sync::{Mutex, PoisonError};

/// Behind a mutex, as verifiers may be shared between threads.
#[cfg(not(all(target_arch = "wasm32", feature = "wasm")))]
pub(crate) struct Lock<T>(Mutex<T>);

#[cfg(not(all(target_arch = "wasm32", feature = "wasm")))]
impl<T> Lock<T> {
    pub(crate) fn new(value: T) -> Self {
        Lock(Mutex::new(value))
    }

    /// Who panicked with it left nothing half done.
    pub(crate) fn lock(&self) -> impl DerefMut<Target = T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Behind a cell: a JavaScript host gives each thread a module of its own.
#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
pub(crate) struct Lock<T>(core::cell::RefCell<T>);

#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
impl<T> Lock<T> {
    pub(crate) fn new(value: T) -> Self {
        Lock(core::cell::RefCell::new(value))
    }

    pub(crate) fn lock(&self) -> impl DerefMut<Target = T> {
        self.0.borrow_mut()
    }
}
