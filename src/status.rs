//! The claim `status`: what the vendor says of the license.

use crate::decision::{Code, Refusal, quoted};

/// The statuses known, in lower case, and what each means: `None` lets the license pass.
const STATUSES: [(&str, Option<Code>); 13] = [
    ("active", None),
    ("valid", None),
    ("trial", None),
    ("trialing", None),
    ("suspended", Some(Code::LicenseSuspended)),
    ("blocked", Some(Code::LicenseSuspended)),
    ("revoked", Some(Code::LicenseRevoked)),
    ("canceled", Some(Code::LicenseRevoked)),
    ("cancelled", Some(Code::LicenseRevoked)),
    ("expired", Some(Code::LicenseExpired)),
    ("inactive", Some(Code::LicenseNotActivated)),
    ("not_activated", Some(Code::LicenseNotActivated)),
    ("pending", Some(Code::LicenseNotActivated)),
];

/// Judges `status`, without regard to the case of its ASCII letters. A license without one
/// passes; one with an unknown status does not.
pub(crate) fn check(status: Option<&str>) -> Result<(), Refusal> {
    let Some(status) = status else { return Ok(()) };
    let known = STATUSES.iter().find(|(name, _)| status.eq_ignore_ascii_case(name));
    let code = known.map_or(Some(Code::LicenseStatusUnknown), |(_, code)| *code);
    match code {
        None => Ok(()),
        Some(code) => {
            let sentence = code.sentence().strip_suffix(".").unwrap_or_default();
            Err(Refusal::because(code, [sentence, " (its `status` is ", &quoted(status), ")."].concat()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_that_of_ascii_letters_alone() {
        let code = |status| check(Some(status)).err().map(|refusal| refusal.code);
        assert_eq!(code("TrialING"), None);
        assert_eq!(code("BLOCKED"), Some(Code::LicenseSuspended));
        assert_eq!(code("Not_Activated"), Some(Code::LicenseNotActivated));
        for unknown in ["", "active ", "act\u{131}ve", "tr\u{130}al", "su\u{17f}pended"] {
            assert_eq!(code(unknown), Some(Code::LicenseStatusUnknown), "{unknown}");
        }
    }
}
