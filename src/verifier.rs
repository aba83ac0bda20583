//! The procedure: every check in its order, first to last.
//!
//! Up to the claims each step makes what the next one needs, so a failure ends the reading.
//! From then on the checks stand in one table, [`JUDGING`]: [`Verifier::verify`] stops at the
//! first that fails, [`Verifier::explain`] runs them all.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::claims::Claims;
use crate::context::Context;
use crate::decision::{Code, Decision, DomainMatch, Refusal, Status, quoted};
use crate::domain::{self, HostMapper};
use crate::explain::{Outcome, Step, Trace};
use crate::json::number_text;
use crate::jws::{Compact, Header};
use crate::keys::verdicts::{Seat, Verdict, Verdicts};
use crate::keys::{Key, Keys, Supply};
use crate::policy::{Audience, DomainBinding, Issuer, Policy};
use crate::revocation::{self, Denylist};
use crate::time::{self, Ends, Standing};
use crate::{requirements, status};

/// Judges tokens by keys and a policy.
#[derive(Debug)]
pub struct Verifier {
    keys: Arc<Keys>,
    policy: Policy,
    /// Tokens that were withdrawn.
    pub denylist: Denylist,
    mapper: Option<HostMapper>,
    verdicts: Verdicts,
}

impl Verifier {
    /// A verifier with keys that do not change.
    pub fn new(keys: Keys, policy: Policy) -> Self {
        Verifier {
            keys: Arc::new(keys),
            policy,
            denylist: Denylist::default(),
            mapper: None,
            verdicts: Verdicts::new(0),
        }
    }

    /// Reads names of other scripts and labels `xn--…` by `mapper`. Without one, such a host is
    /// malformed, and such a pattern matches nothing.
    #[must_use]
    pub fn host_mapper(self, mapper: HostMapper) -> Self {
        Verifier { mapper: Some(mapper), ..self }
    }

    /// Remembers the signatures of so many tokens as verified, each when it was verified twice: of one
    /// that comes again then all is judged afresh but its signature. None by default.
    #[must_use]
    pub fn remembering(self, most: usize) -> Self {
        Verifier { verdicts: Verdicts::new(most), ..self }
    }

    /// The keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Judges `token`, a compact JWS (RFC 7515 section 3.1). Never fails: whatever is wrong with
    /// a token is an answer.
    pub fn verify(&self, token: &str, context: &Context<'_>) -> Decision {
        self.verify_by(&self.supply(), token, context)
    }

    /// Judges `token` and tells of every check in its order.
    pub fn explain(&self, token: &str, context: &Context<'_>) -> Vec<Step> {
        self.explain_by(&self.supply(), token, context)
    }

    /// The keys, which are all there are.
    pub(crate) fn supply(&self) -> Supply {
        Supply::complete(&self.keys)
    }

    /// [`Verifier::verify`] by keys that come from elsewhere.
    pub(crate) fn verify_by(&self, supply: &Supply, token: &str, context: &Context<'_>) -> Decision {
        let signed = match self.signed(supply, token) {
            Ok(signed) => signed,
            Err((refusal, key_id)) => return Decision { key_id, ..Decision::refused(refusal) },
        };
        let decision = match self.judge(&signed.claims, context, 0) {
            Ok((code, domain)) => {
                let license = Some(Arc::clone(&signed.claims));
                Decision { domain, license, ..Decision::refused(code.into()) }
            }
            Err(refusal) => Decision::refused(refusal),
        };
        let ends = Ends::of(&signed.claims, &self.policy);
        Decision {
            key_id: signed.key_id,
            expires_at: ends.license,
            grace_ends_at: ends.grace,
            refresh_by: ends.assertion,
            ..decision
        }
    }

    /// Where a token is remembered that has come more than once.
    pub(crate) fn seat_of(&self, token: &str) -> Option<Seat> {
        self.verdicts.seat_of(token)
    }

    /// Whether the token that is remembered at `seat`, judged afresh, comes to what was `told` of it;
    /// not if it is not remembered there any more, or not by a key that may be used now. What stands
    /// in a decision beside what is compared follows from the claims and the policy, which are as
    /// they were.
    pub(crate) fn would_say_again(&self, told: &Decision, supply: &Supply, seat: Seat, context: &Context<'_>) -> bool {
        let Some(verdict) = self.verdicts.at(seat) else { return false };
        let Ok(Some(signer)) = signer_again(&verdict, supply) else { return false };
        // Refusals by the settled checks bring this status. Any other says that all of these passed.
        let from = if matches!(told.code.status(), Status::Invalid) { 0 } else { SETTLED };
        let same = match self.judge(&verdict.claims, context, from) {
            Ok((code, domain)) => code == told.code && domain == told.domain,
            Err(Refusal { code, message, .. }) => code == told.code && message == told.message,
        };
        same && signer.id == told.key_id
    }

    /// Why the token may be used, and by which domain if it is bound to some, by the checks from one
    /// on.
    fn judge(
        &self,
        claims: &Claims,
        context: &Context<'_>,
        from: usize,
    ) -> Result<(Code, Option<DomainMatch>), Refusal> {
        let case = Case { claims, verifier: self, context };
        let mut code = Code::Ok;
        let mut domain = None;
        for (_, check) in &JUDGING[from..] {
            match check(&case)? {
                Finding::InGrace => code = Code::LicenseInGrace,
                Finding::Domain(matched) => domain = Some(matched),
                Finding::Passed(_) | Finding::Skipped(_) => {}
            }
        }
        Ok((code, domain))
    }

    /// The claims of a token whose signature holds, proven or remembered; or why there are none,
    /// and whose signature it is if it holds.
    fn signed(&self, supply: &Supply, token: &str) -> Result<Signed, (Refusal, Option<String>)> {
        if let Some((seat, verdict)) = self.verdicts.of(token) {
            if let Some(signer) = signer_again(&verdict, supply).map_err(|refusal| (refusal, None))? {
                return Ok(Signed { key_id: signer.id.clone(), claims: Arc::clone(&verdict.claims) });
            }
            self.verdicts.forget(seat);
        }
        let Opened { payload, kid, signer } =
            self.open(supply, token, &mut Trace::default()).map_err(|refusal| (refusal, None))?;
        let key_id = signer.id.clone();
        let claims = Claims::parse(payload).map_err(|refusal| (refusal, key_id.clone()))?;
        let claims = Arc::new(claims);
        if self.verdicts.is_back(token) {
            let among = supply.keys.as_ref().map(Arc::downgrade).unwrap_or_default();
            let verdict = Verdict { kid, signer: Arc::clone(signer), among, claims: Arc::clone(&claims) };
            self.verdicts.remember(token, verdict);
        }
        Ok(Signed { key_id, claims })
    }

    /// [`Verifier::explain`] by keys that come from elsewhere.
    pub(crate) fn explain_by(&self, supply: &Supply, token: &str, context: &Context<'_>) -> Vec<Step> {
        let mut trace = Trace::listening();
        if let Ok(claims) = self.claims(supply, token, &mut trace) {
            let case = Case { claims: &claims, verifier: self, context };
            for (name, check) in JUDGING {
                trace.push(case.step(name, check(&case)));
            }
        }
        trace.finish(&Self::CHECKS)
    }

    /// From a text to claims: the steps of [`READING`].
    fn claims(&self, supply: &Supply, token: &str, trace: &mut Trace) -> Result<Claims, Refusal> {
        let opened = self.open(supply, token, trace)?;
        let claims = Claims::parse(opened.payload).map_err(|refusal| trace.failed(CLAIMS, refusal))?;
        trace.passed(CLAIMS, &["The claims are ", &claims.text, "."]);
        Ok(claims)
    }

    /// Form and header alone: the checks that come before any request for keys. The header says
    /// which key is needed.
    pub(crate) fn read_header(&self, token: &str) -> Result<Header, Refusal> {
        self.header_of(&Compact::parse(token, self.policy.max_token_length)?)
    }

    fn header_of(&self, compact: &Compact<'_>) -> Result<Header, Refusal> {
        let header = compact.header()?;
        header.check_type(self.policy.token_type.as_deref())?;
        Ok(header)
    }

    /// From a text to a payload whose signature held: the steps of [`READING`] but the last.
    fn open<'s>(&self, supply: &'s Supply, token: &str, trace: &mut Trace) -> Result<Opened<'s>, Refusal> {
        let [form, header, key, signature, _] = READING;
        let compact =
            Compact::parse(token, self.policy.max_token_length).map_err(|refusal| trace.failed(form, refusal))?;
        trace.passed(form, &["The token is a compact JWS of three segments."]);
        let head = self.header_of(&compact).map_err(|refusal| trace.failed(header, refusal))?;
        if trace.listens() {
            match &head.kid {
                Some(kid) => trace.passed(header, &["The header asks for RS256 and names the key ", &quoted(kid), "."]),
                None => trace.passed(header, &["The header asks for RS256 and names no key."]),
            }
        }
        let candidates = supply.candidates(head.kid.as_deref()).map_err(|refusal| trace.failed(key, refusal))?;
        if trace.listens() {
            trace.passed(key, &[&number_text(candidates.len() as f64), " of the keys may have signed it."]);
        }
        let opened = compact.open(|signing_input, octets| {
            candidates.iter().find(|key| key.public.verify(signing_input, octets).is_ok())
        });
        let (payload, signer) = opened.ok_or_else(|| trace.failed(signature, Code::SignatureInvalid.into()))?;
        trace.passed(signature, &["The signature holds: nobody has changed the token."]);
        Ok(Opened { payload, kid: head.kid, signer })
    }

    /// The names of all checks, in their order.
    pub const CHECKS: [&'static str; READING.len() + JUDGING.len()] = {
        let mut names = [""; READING.len() + JUDGING.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = if at < READING.len() { READING[at] } else { JUDGING[at - READING.len()].0 };
            at += 1;
        }
        names
    };
}

/// The steps up to the claims, by name.
const READING: [&str; 5] = ["form", "header", "key", "signature", CLAIMS];

const CLAIMS: &str = "claims";

/// The checks of a token whose claims are known, by name, in their order.
const JUDGING: [(&str, Check); 10] = [
    ("issuer", issuer),
    ("audience", audience),
    ("tokenUse", token_use),
    ("requiredClaims", required_claims),
    ("revocation", revocation),
    ("status", status),
    (DOMAIN, domain),
    ("device", device),
    ("time", time),
    ("requirements", requirements),
];

/// How many of them ask the policy about the claims alone, and come out as they did before.
const SETTLED: usize = 4;

const DOMAIN: &str = "domain";

type Check = fn(&Case<'_>) -> Result<Finding, Refusal>;

/// What a check found that does not refuse the token.
enum Finding {
    Passed(&'static str),
    Skipped(&'static str),
    Domain(DomainMatch),
    InGrace,
}

fn issuer(case: &Case<'_>) -> Result<Finding, Refusal> {
    case.policy().check_issuer(case.claims)?;
    Ok(match case.policy().issuer {
        Issuer::Unchecked => Finding::Skipped("The issuer is not checked."),
        Issuer::AnyOf(_) => Finding::Passed("`iss` is an expected issuer."),
    })
}

fn audience(case: &Case<'_>) -> Result<Finding, Refusal> {
    case.policy().check_audience(case.claims)?;
    Ok(match case.policy().audience {
        Audience::Unchecked => Finding::Skipped("The audience is not checked."),
        Audience::IfPresent(_) if case.claims.aud.is_none() => Finding::Passed("`aud` is absent, as it may be."),
        Audience::AnyOf(_) | Audience::IfPresent(_) => Finding::Passed("`aud` names an expected audience."),
    })
}

fn token_use(case: &Case<'_>) -> Result<Finding, Refusal> {
    case.policy().check_token_use(case.claims)?;
    Ok(match case.policy().token_use {
        None => Finding::Skipped("No `token_use` is expected."),
        Some(_) => Finding::Passed("`token_use` is the expected one."),
    })
}

fn required_claims(case: &Case<'_>) -> Result<Finding, Refusal> {
    case.policy().check_required_claims(case.claims)?;
    Ok(match case.policy().required_claims.as_slice() {
        [] => Finding::Skipped("No claims are required."),
        [..] => Finding::Passed("All required claims are there."),
    })
}

fn revocation(case: &Case<'_>) -> Result<Finding, Refusal> {
    revocation::check(case.claims, &case.verifier.denylist, case.policy().not_issued_before)?;
    Ok(Finding::Passed("Neither the denylist nor its time of issue revokes the token."))
}

fn status(case: &Case<'_>) -> Result<Finding, Refusal> {
    status::check(case.claims.status.as_deref())?;
    Ok(Finding::Passed("`status` does not stand in the way."))
}

fn domain(case: &Case<'_>) -> Result<Finding, Refusal> {
    match (&case.claims.domains, case.policy().domain) {
        (_, DomainBinding::Off) => Ok(Finding::Skipped("Domain binding is off.")),
        (None, DomainBinding::Required) => Err(Code::DomainMissing.into()),
        (None, DomainBinding::Optional) => Ok(Finding::Passed("The token is bound to no domain, as it may be.")),
        (Some(patterns), DomainBinding::Required | DomainBinding::Optional) => {
            domain::check(patterns, case.context.host, case.policy(), case.verifier.mapper).map(Finding::Domain)
        }
    }
}

fn device(case: &Case<'_>) -> Result<Finding, Refusal> {
    requirements::check_device(case.claims, case.context.hardware_id)?;
    Ok(match case.claims.hwid {
        None => Finding::Skipped("The token names no devices."),
        Some(_) => Finding::Passed("The token names this device."),
    })
}

fn time(case: &Case<'_>) -> Result<Finding, Refusal> {
    Ok(match time::check(case.claims, case.policy(), case.context.now)? {
        Standing::InTime => Finding::Passed("The token and its license are in time."),
        Standing::InGrace => Finding::InGrace,
    })
}

fn requirements(case: &Case<'_>) -> Result<Finding, Refusal> {
    let Some(require) = case.context.require else { return Ok(Finding::Skipped("Nothing is required.")) };
    require.check(case.claims, case.context.hardware_id)?;
    Ok(Finding::Passed("The license has what is required."))
}

/// A token whose signature held, to be judged.
struct Case<'c> {
    claims: &'c Claims,
    verifier: &'c Verifier,
    context: &'c Context<'c>,
}

impl Case<'_> {
    fn policy(&self) -> &Policy {
        &self.verifier.policy
    }

    fn step(&self, check: &'static str, result: Result<Finding, Refusal>) -> Step {
        let mut step = match result {
            Ok(Finding::Passed(detail)) => Step { check, outcome: Outcome::Passed, detail: detail.into() },
            Ok(Finding::Skipped(detail)) => Step { check, outcome: Outcome::Skipped, detail: detail.into() },
            Ok(Finding::Domain(DomainMatch { host, pattern })) => {
                let detail = [&*quoted(&pattern), " matches ", &quoted(&host), "."].concat();
                Step { check, outcome: Outcome::Passed, detail: detail.into() }
            }
            Ok(Finding::InGrace) => {
                Step { check, outcome: Outcome::Passed, detail: Code::LicenseInGrace.sentence().into() }
            }
            Err(refusal) => Step::failed(check, &refusal),
        };
        if let (DOMAIN, Some(patterns)) = (check, &self.claims.domains) {
            step.detail.to_mut().push_str(&domain::notes(patterns, self.verifier.mapper));
        }
        step
    }
}

/// What is known once the signature held.
struct Opened<'s> {
    payload: Vec<u8>,
    /// The `kid` of the header.
    kid: Option<String>,
    signer: &'s Arc<Key>,
}

/// What is known once the signature held and the claims could be read.
struct Signed {
    key_id: Option<String>,
    claims: Arc<Claims>,
}

/// Who signed it, by what is remembered; `None` if that key has gone, or another has taken the `kid`.
fn signer_again<'s>(verdict: &'s Verdict, supply: &'s Supply) -> Result<Option<&'s Arc<Key>>, Refusal> {
    if supply.keys.as_ref().is_some_and(|keys| Arc::as_ptr(keys) == verdict.among.as_ptr()) {
        return Ok(Some(&verdict.signer));
    }
    let candidates = supply.candidates(verdict.kid.as_deref())?;
    let is_signer = |key: &&Arc<Key>| Arc::ptr_eq(key, &verdict.signer) || key.public == verdict.signer.public;
    Ok(candidates.iter().find(is_signer))
}

#[cfg(test)]
mod tests;
