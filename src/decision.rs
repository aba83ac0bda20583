//! What comes out: a status, a stable code, a sentence, and what the license allows.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;

use crate::claims::Claims;
use crate::json::{Writer, number_text, texts};

/// Declares an enum together with the names it has on the wire, so that neither can be
/// changed without the other.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $wire:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name on the wire and in JavaScript.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

names! {
    /// Where the license stands. The list is closed: new reasons come as new [`Code`]s.
    Status {
        /// Genuine, for this site, in time: act on it.
        Active => "ACTIVE",
        /// Past its expiry but within the grace period: act on it, and ask for renewal.
        Grace => "GRACE",
        /// Past its expiry and grace.
        Expired => "EXPIRED",
        /// Its time has not come, or this clock is behind.
        NotYetValid => "NOT_YET_VALID",
        /// Suspended by the vendor; may come back.
        Suspended => "SUSPENDED",
        /// Withdrawn by the vendor.
        Revoked => "REVOKED",
        /// Issued but never activated.
        NotActivated => "NOT_ACTIVATED",
        /// Not a token for this verifier: not genuine, or not meant for it or this site.
        Invalid => "INVALID",
        /// Genuine, but not for this device or this use.
        Forbidden => "FORBIDDEN",
        /// Nobody could be asked: the keys could not be had.
        Degraded => "DEGRADED",
        /// Genuine, with a status this version does not know.
        Unknown => "UNKNOWN",
    }
}

/// The one table of codes: variant, wire name, the status it brings, its sentence.
macro_rules! codes {
    ($($variant:ident => $wire:literal, $status:ident, $sentence:literal;)+) => {
        names! {
            /// Why a decision came out as it did. Codes are stable; new ones may come.
            Code { $(#[doc = $sentence] $variant => $wire,)+ }
        }

        impl Code {
            /// The status that this reason brings.
            pub const fn status(self) -> Status {
                match self { $(Self::$variant => Status::$status,)+ }
            }

            /// What to say where nothing more precise is known.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)+ }
            }
        }
    };
}

codes! {
    Ok => "ok", Active, "The license is genuine, meant for this use and in time.";
    LicenseInGrace => "license_in_grace", Grace, "The license has expired and is in its grace period: ask for renewal.";

    TokenMissing => "token_missing", Invalid, "No token was given: pass the license token as a non-empty string.";
    TokenMalformed => "token_malformed", Invalid, "The token is not a compact JWS: pass the three base64url segments exactly as they were issued.";
    TokenTooLong => "token_too_long", Invalid, "The token is longer than `maxTokenLength` allows.";
    HeaderMalformed => "header_malformed", Invalid, "The token's header is not what RFC 7515 asks for.";
    HeaderUnsupported => "header_unsupported", Invalid, "The token's header asks for an extension (`crit` or `b64`) that is not supported.";
    AlgorithmNotAllowed => "algorithm_not_allowed", Invalid, "The token is not signed with RS256, the only algorithm allowed.";
    TypeMismatch => "type_mismatch", Invalid, "The token's header `typ` is not the expected one.";

    KeyUnknown => "key_unknown", Invalid, "None of the verifier's keys can have signed this token: check its `kid` against your key set.";
    KeyAmbiguous => "key_ambiguous", Invalid, "More than eight keys could have signed this token: give each key a `kid` of its own.";
    KeysUnavailable => "keys_unavailable", Degraded, "The keys could not be fetched, so nothing is known about this license: try again later.";
    SignatureInvalid => "signature_invalid", Invalid, "The signature does not hold: the token was changed or signed with another key.";

    ClaimsMalformed => "claims_malformed", Invalid, "The token's claims are not what RFC 7519 and the license claims ask for.";
    IssuerMismatch => "issuer_mismatch", Invalid, "The token's `iss` is not the expected issuer.";
    AudienceMismatch => "audience_mismatch", Invalid, "The token's `aud` does not name the expected audience.";
    TokenUseMismatch => "token_use_mismatch", Invalid, "The token's `token_use` is not the expected one: this is a token for something else.";
    ClaimMissing => "claim_missing", Invalid, "The token lacks a claim that the verifier requires.";

    TokenRevoked => "token_revoked", Revoked, "The token has been revoked.";
    LicenseSuspended => "license_suspended", Suspended, "The license is suspended.";
    LicenseRevoked => "license_revoked", Revoked, "The license has been revoked.";
    LicenseExpired => "license_expired", Expired, "The license has expired: renew it.";
    LicenseNotActivated => "license_not_activated", NotActivated, "The license has not been activated yet.";
    LicenseStatusUnknown => "license_status_unknown", Unknown, "The license has a status that this version does not know: upgrade the verifier or ask the vendor.";

    DomainMismatch => "domain_mismatch", Invalid, "The token is bound to another domain.";
    DomainMissing => "domain_missing", Invalid, "The token is bound to no domain, which this verifier requires.";
    HostUnavailable => "host_unavailable", Invalid, "The token is bound to a domain, but no host was given: pass `host` in the context.";
    HostMalformed => "host_malformed", Invalid, "The host is not a valid host: pass `location.host`, a `Host` header or a `URL` object.";

    ExpiryMissing => "expiry_missing", Invalid, "The token has no `exp`, which this verifier requires.";
    NotYetValid => "not_yet_valid", NotYetValid, "The token is not valid yet.";
    IssuedInFuture => "issued_in_future", NotYetValid, "The token was issued in the future: this machine's clock is behind.";
    AssertionExpired => "assertion_expired", Expired, "The token has expired, whatever the license: fetch a fresh token.";

    FeatureMissing => "feature_missing", Forbidden, "The license does not include a required feature.";
    ScopeMissing => "scope_missing", Forbidden, "The token does not include a required scope.";
    RoleMissing => "role_missing", Forbidden, "The token includes none of the required roles.";
    PlanMismatch => "plan_mismatch", Forbidden, "The license is for another plan.";
    HardwareMismatch => "hardware_mismatch", Forbidden, "The license is not for this device.";
}

/// A check that did not pass.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) code: Code,
    pub(crate) message: Cow<'static, str>,
    /// When asking again may give another answer, in Unix seconds.
    pub(crate) retry_at: Option<f64>,
}

impl Refusal {
    /// A refusal that says more than the code's own sentence. The message must hold neither
    /// the token nor a key; quote what comes from outside with [`quoted`].
    pub(crate) fn because(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Refusal { code, message: message.into(), retry_at: None }
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Refusal::because(code, code.sentence())
    }
}

/// Quotes a value from outside for a message: escaped, so that it cannot forge log lines,
/// and cut at 100 characters.
pub(crate) fn quoted(value: &str) -> String {
    const MOST: usize = 100;
    let mut text = String::from("\"");
    let mut characters = value.chars();
    for character in characters.by_ref().take(MOST) {
        let letter = match character {
            '"' | '\\' => character,
            '\0' => '0',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ if is_unseen(character) => 'u',
            _ => {
                text.push(character);
                continue;
            }
        };
        text.push('\\');
        text.push(letter);
        if letter == 'u' {
            text.push('{');
            push_hex(&mut text, character.into());
            text.push('}');
        }
    }
    text.push('"');
    if characters.next().is_some() {
        text.push('…');
    }
    text
}

/// A number in hexadecimal digits, of which there are none for zero.
fn push_hex(text: &mut String, number: u32) {
    if number > 0 {
        push_hex(text, number >> 4);
        text.push(char::from(b"0123456789abcdef"[number as usize & 0xf]));
    }
}

/// Whether a character shows nothing of itself, or changes how others are shown: controls,
/// separators, and what Unicode has for layout (general categories Cc, Cf, Zl, Zp, Co, and the
/// variation selectors).
fn is_unseen(character: char) -> bool {
    const UNSEEN: [(char, char); 15] = [
        ('\0', '\u{1f}'),
        ('\u{7f}', '\u{9f}'),
        ('\u{ad}', '\u{ad}'),
        ('\u{600}', '\u{605}'),
        ('\u{61c}', '\u{61c}'),
        ('\u{6dd}', '\u{6dd}'),
        ('\u{70f}', '\u{70f}'),
        ('\u{180b}', '\u{180f}'),
        ('\u{200b}', '\u{200f}'),
        ('\u{2028}', '\u{202e}'),
        ('\u{2060}', '\u{206f}'),
        ('\u{e000}', '\u{f8ff}'),
        ('\u{fe00}', '\u{fe0f}'),
        ('\u{feff}', '\u{feff}'),
        ('\u{fff0}', '\u{fffb}'),
    ];
    character >= '\u{e0000}' || UNSEEN.iter().any(|(first, last)| (first..=last).contains(&&character))
}

/// Which pattern of the token let which host pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainMatch {
    /// The host in canonical form: lower case, A-labels, the URL Standard's form of addresses,
    /// with the port if one was given.
    pub host: String,
    /// The first pattern of the token that matched, as written there; `loopback` for a loopback
    /// host let in by [`Policy::allow_loopback`](crate::Policy::allow_loopback).
    pub pattern: String,
}

/// The answer to "may this be used here and now?".
///
/// What a license allows (its subject, plan, features, limits, domain and claims) is there
/// only where it is granted: the claims of a refused token are not to be acted on.
/// All times are Unix seconds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Decision {
    /// The reason, which also gives the [status](Decision::status).
    pub code: Code,
    /// One sentence that helps a developer. It never holds the token or a key.
    pub message: Cow<'static, str>,
    /// When asking again may give another answer.
    pub retry_at: Option<f64>,
    /// `kid` of the key whose signature held, if that key has one.
    pub key_id: Option<String>,
    /// When the license expires; `None` for a perpetual one. Known once the claims are.
    pub expires_at: Option<f64>,
    /// When tolerance and grace are over, too.
    pub grace_ends_at: Option<f64>,
    /// When the token itself ends and a fresh one is needed, whatever the license.
    pub refresh_by: Option<f64>,
    /// How the token's domain binding was met; `None` for a token bound to none.
    pub domain: Option<DomainMatch>,
    /// What the license says, if it is granted.
    pub(crate) license: Option<Arc<Claims>>,
}

impl Decision {
    /// A decision that grants nothing.
    pub(crate) fn refused(refusal: Refusal) -> Self {
        Decision {
            code: refusal.code,
            message: refusal.message,
            retry_at: refusal.retry_at,
            key_id: None,
            expires_at: None,
            grace_ends_at: None,
            refresh_by: None,
            domain: None,
            license: None,
        }
    }

    /// Where the license stands.
    pub fn status(&self) -> Status {
        self.code.status()
    }

    /// Whether the license may be used: it is [`Status::Active`] or [`Status::Grace`].
    pub fn granted(&self) -> bool {
        matches!(self.status(), Status::Active | Status::Grace)
    }

    /// Whether the license is in its grace period.
    pub fn grace(&self) -> bool {
        self.status() == Status::Grace
    }

    /// Claim `sub`; `None` unless granted.
    pub fn subject(&self) -> Option<&str> {
        self.license.as_ref()?.sub.as_deref()
    }

    /// Claim `plan`; `None` unless granted.
    pub fn plan(&self) -> Option<&str> {
        self.license.as_ref()?.plan.as_deref()
    }

    /// Claim `features`; empty unless granted.
    pub fn features(&self) -> &[String] {
        self.license.as_ref().map_or(&[], |license| &license.features)
    }

    /// Claim `limits`, in the token's order; empty unless granted.
    pub fn limits(&self) -> &[(String, f64)] {
        self.license.as_ref().map_or(&[], |license| &license.limits)
    }

    /// All claims, as the JSON text that was signed; `None` unless granted.
    pub fn claims(&self) -> Option<&str> {
        self.license.as_ref().map(|license| license.text.as_str())
    }

    /// Whether the license is granted and includes `feature`.
    pub fn has(&self, feature: &str) -> bool {
        self.granted() && self.features().iter().any(|own| own == feature)
    }

    /// The limit called `name`: `Some(0.0)` unless granted, `None` if granted and not limited
    /// by that name.
    pub fn limit(&self, name: &str) -> Option<f64> {
        if !self.granted() {
            return Some(0.0);
        }
        self.limits().iter().find(|(own, _)| own == name).map(|(_, limit)| *limit)
    }

    /// Whether the license is granted and `used` does not exceed the limit called `name`.
    pub fn within(&self, name: &str, used: f64) -> bool {
        self.granted() && self.limit(name).is_none_or(|limit| used <= limit)
    }

    /// The decision as the JSON text of the object that JavaScript gets: absent members are left
    /// out, and `granted` and `grace` are members.
    pub fn to_json(&self) -> String {
        let mut limits = Writer::object();
        for (name, limit) in self.limits() {
            limits.number(name, Some(*limit));
        }
        let mut json = Writer::object();
        json.text("status", Some(self.status().as_str()))
            .text("code", Some(self.code.as_str()))
            .text("message", Some(&self.message))
            .flag("granted", self.granted())
            .flag("grace", self.grace())
            .number("retryAt", self.retry_at)
            .text("keyId", self.key_id.as_deref())
            .number("expiresAt", self.expires_at)
            .number("graceEndsAt", self.grace_ends_at)
            .number("refreshBy", self.refresh_by);
        if let Some(DomainMatch { host, pattern }) = &self.domain {
            let domain = Writer::object().text("host", Some(host)).text("pattern", Some(pattern)).finish();
            json.member("domain", Some(&domain));
        }
        json.text("subject", self.subject())
            .text("plan", self.plan())
            .member("features", Some(&texts(self.features())))
            .member("limits", Some(&limits.finish()))
            .member("claims", self.claims())
            .finish()
    }

    /// The same as TypeScript reads it, which need not look for names: an array of what there may be,
    /// in this order, `null` for what there is not. What the claims say as they stand is left to them;
    /// `kept` are two numbers of whoever keeps the decision.
    pub(crate) fn to_row(&self, kept: [Option<f64>; 2]) -> String {
        let (host, pattern) = self.domain.as_ref().map(|DomainMatch { host, pattern }| (&**host, &**pattern)).unzip();
        let key_id = self.key_id.as_deref();
        let claims = self.claims().unwrap_or("null");
        let mut row = Writer::array_of(claims.len() + ROW);
        for text in
            [Some(self.status().as_str()), Some(self.code.as_str()), Some(&*self.message), key_id, host, pattern]
        {
            row.push_text(text);
        }
        for flag in [self.granted(), self.grace()] {
            row.push(if flag { "true" } else { "false" });
        }
        let [seat, number] = kept;
        for number in [self.retry_at, self.expires_at, self.grace_ends_at, self.refresh_by, seat, number] {
            row.push(&number.map_or("null".into(), number_text));
        }
        row.push(claims);
        row.finish()
    }
}

/// About how many octets of a row are not its claims.
const ROW: usize = 250;

#[cfg(test)]
mod tests;
