//! Every check of a token in its order, and how each came out.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::decision::{Code, Refusal};
use crate::json::Writer;

/// How one check came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The name of the check, one of [`Verifier::CHECKS`](crate::Verifier::CHECKS).
    pub check: &'static str,
    /// How it came out.
    pub outcome: Outcome,
    /// What was found. It never holds the token or a key; that of the check `claims` holds all
    /// claims as JSON.
    pub detail: Cow<'static, str>,
}

impl Step {
    /// The step as the JSON text of the object that JavaScript gets.
    pub fn to_json(&self) -> String {
        let (outcome, code) = match self.outcome {
            Outcome::Passed => ("passed", None),
            Outcome::Failed(code) => ("failed", Some(code.as_str())),
            Outcome::Skipped => ("skipped", None),
        };
        Writer::object()
            .text("check", Some(self.check))
            .text("outcome", Some(outcome))
            .text("code", code)
            .text("detail", Some(&self.detail))
            .finish()
    }
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The token passes.
    Passed,
    /// The token does not pass. The first failure gives the decision its code.
    Failed(Code),
    /// The check was not asked for, or an earlier failure left nothing to check.
    Skipped,
}

/// Listens to the checks, or does not: [`Trace::default`] keeps nothing and costs nothing.
#[derive(Default)]
pub(crate) struct Trace(Option<Vec<Step>>);

impl Trace {
    pub(crate) fn listening() -> Self {
        Trace(Some(Vec::new()))
    }

    /// Notes that a step did not pass which makes what the next one needs, and hands on why.
    pub(crate) fn failed(&mut self, check: &'static str, refusal: Refusal) -> Refusal {
        if let Trace(Some(steps)) = self {
            steps.push(Step::failed(check, &refusal));
        }
        refusal
    }

    /// Notes that such a step passed, with the `parts` of a sentence.
    pub(crate) fn passed(&mut self, check: &'static str, parts: &[&str]) {
        if let Trace(Some(steps)) = self {
            steps.push(Step { check, outcome: Outcome::Passed, detail: parts.concat().into() });
        }
    }

    /// Whether anybody listens.
    pub(crate) fn listens(&self) -> bool {
        self.0.is_some()
    }

    /// Notes a step that was judged elsewhere.
    pub(crate) fn push(&mut self, step: Step) {
        self.0.get_or_insert_default().push(step);
    }

    /// All steps; those of `checks` that were not reached are skipped.
    pub(crate) fn finish(self, checks: &[&'static str]) -> Vec<Step> {
        let mut steps = self.0.unwrap_or_default();
        for check in &checks[steps.len()..] {
            let detail = "An earlier check failed, so that there was nothing to check.".into();
            steps.push(Step { check, outcome: Outcome::Skipped, detail });
        }
        steps
    }
}

impl Step {
    pub(crate) fn failed(check: &'static str, refusal: &Refusal) -> Self {
        Step { check, outcome: Outcome::Failed(refusal.code), detail: refusal.message.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_written_with_a_code_only_where_they_failed() {
        let step = |outcome| Step { check: "form", outcome, detail: "Why.".into() }.to_json();
        assert_eq!(step(Outcome::Passed), r#"{"check":"form","outcome":"passed","detail":"Why."}"#);
        assert_eq!(step(Outcome::Skipped), r#"{"check":"form","outcome":"skipped","detail":"Why."}"#);
        assert_eq!(
            step(Outcome::Failed(Code::TokenMissing)),
            r#"{"check":"form","outcome":"failed","code":"token_missing","detail":"Why."}"#
        );
    }
}
