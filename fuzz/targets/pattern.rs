//! Patterns: none matches a host that does not end in the labels that are written. The first line
//! is the pattern, the second the host.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some((pattern, host)) = text.split_once('\n') else { return };
    if symbolon::fuzzing::matches(pattern, host) != Some(true)
        || pattern.starts_with("ip4:")
        || pattern.starts_with("ip6:")
    {
        return;
    }
    let written = pattern.strip_prefix("**.").or_else(|| pattern.strip_prefix("*."));
    let written_name = name(written.unwrap_or(pattern));
    let own = name(host);
    match written {
        None => assert_eq!(own, written_name),
        Some(_) => {
            assert!(own.strip_suffix(&written_name).is_some_and(|before| before.len() > 1 && before.ends_with('.')))
        }
    }
});

/// The canonical form without a port.
fn name(host: &str) -> String {
    let canonical = symbolon::fuzzing::host(host).expect("what matches is a host");
    let end = canonical.rfind(':').filter(|&at| !canonical[at..].contains(']')).unwrap_or(canonical.len());
    canonical[..end].to_owned()
}
