//! Memory: a two-level segregated fit, a third as large as what std brings, and with the same
//! bounds on time whatever is allocated.

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
