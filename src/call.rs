//! The context of a call, as its picture shows it.

use crate::context::Context;
use crate::picture::{self, Fault, Form, Item, Kind, Known};
use crate::requirements::{Hardware, Requirements};
use alloc::borrow::ToOwned as _;
use alloc::string::String;

/// What a context may have.
pub(crate) const CONTEXT: Known = &[
    ("host", Form::Plain),
    ("now", Form::Plain),
    ("hardwareId", Form::Plain),
    ("require", Form::Members(REQUIRE)),
    ("waitUntil", Form::Plain),
];

const REQUIRE: Known = &[
    ("features", Form::Plain),
    ("scopes", Form::Plain),
    ("roles", Form::Plain),
    ("plan", Form::Plain),
    ("hardware", Form::Plain),
];

/// Where and when tokens are used, with what is required of them.
#[derive(Debug, Default)]
pub(crate) struct CallContext {
    now: Option<f64>,
    host: Option<String>,
    hardware_id: Option<String>,
    require: Requirements,
}

impl CallContext {
    /// Reads the text of a picture of a context. Where it has no host, or `null`, that of the page
    /// or worker counts, if there is one.
    pub(crate) fn read(picture: &str, host: Option<String>) -> Result<Self, Fault> {
        let mut call = CallContext { host, ..CallContext::default() };
        let picture = picture::parse(picture, "context", Kind::Context)?;
        let context = Item::new(&picture, "context", Kind::Context);
        if context.is_null() {
            return Ok(call);
        }
        let context = context.members(CONTEXT)?;
        if let Some(host) = context.get_nullable("host")? {
            call.host = Some(read_host(host)?.to_owned());
        }
        if let Some(now) = context.get_nullable("now")? {
            call.now = Some(now.seconds()?);
        }
        call.hardware_id = context.nullable_text("hardwareId")?.map(str::to_owned);
        if let Some(require) = context.get_nullable("require")? {
            call.require = read_requirements(require)?;
        }
        if let Some(wait_until) = context.get_nullable("waitUntil")? {
            wait_until.function()?;
        }
        Ok(call)
    }

    /// The context of a call at `now`, in Unix seconds, which counts where the picture has no time.
    pub(crate) fn at(&self, now: f64) -> Context<'_> {
        Context {
            now: self.now.unwrap_or(now),
            host: self.host.as_deref(),
            hardware_id: self.hardware_id.as_deref(),
            require: Some(&self.require),
        }
    }
}

/// A string, or a URL, whose `host` counts.
fn read_host<'p>(item: Item<'p, '_>) -> Result<&'p str, Fault> {
    item.url_host().map_or_else(|| item.text_or("a string or a URL"), Ok)
}

fn read_requirements(item: Item<'_, '_>) -> Result<Requirements, Fault> {
    let given = item.members(REQUIRE)?;
    let mut require = Requirements::default();
    for (name, target) in
        [("features", &mut require.features), ("scopes", &mut require.scopes), ("roles", &mut require.roles)]
    {
        if let Some(item) = given.get_nullable(name)? {
            *target = item.texts()?;
        }
    }
    require.plan = given.nullable_text("plan")?.map(str::to_owned);
    if let Some(item) = given.get_nullable("hardware")? {
        const HARDWARE: [Hardware; 2] = [Hardware::Matched, Hardware::Attested];
        require.hardware = HARDWARE.get(item.choice(&["matched", "attested"])?).copied();
    }
    Ok(require)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 100.0;

    fn read(picture: &str) -> Result<CallContext, String> {
        CallContext::read(picture, Some("ambient".to_owned())).map_err(|fault| fault.text())
    }

    #[test]
    fn what_is_left_out_is_as_at_the_call() {
        for picture in
            ["", "null", "{}", r#"{"host":null,"now":null,"hardwareId":null,"require":null,"waitUntil":null}"#]
        {
            let call = read(picture).unwrap();
            let Context { now, host, hardware_id, require } = call.at(NOW);
            assert_eq!((now, host, hardware_id), (NOW, Some("ambient"), None), "{picture}");
            assert_eq!(require, Some(&Requirements::default()), "{picture}");
        }
    }

    #[test]
    fn what_is_given_counts() {
        let call = read(
            r#"{"host":"a","now":0.5,"hardwareId":"h","waitUntil":{"":"function"},"require":
                {"features":["f"],"scopes":["s","t"],"roles":[],"plan":"p","hardware":"attested"}}"#,
        )
        .unwrap();
        let Context { now, host, hardware_id, .. } = call.at(NOW);
        assert_eq!((now, host, hardware_id), (0.5, Some("a"), Some("h")));
        let Requirements { features, scopes, roles, plan, hardware } = call.require;
        assert_eq!((features, scopes, roles), (vec!["f".to_owned()], vec!["s".to_owned(), "t".to_owned()], vec![]));
        assert_eq!((plan.as_deref(), hardware), (Some("p"), Some(Hardware::Attested)));
        let url = read(r#"{"host":{"":"URL","host":"a:8443"}}"#).unwrap();
        assert_eq!(url.at(NOW).host, Some("a:8443"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (picture, sentence) in [
            ("5", "`context` must be an object."),
            ("[]", "`context` must be an object."),
            (r#"{"":"function"}"#, "`context` must be an object."),
            (
                r#"{"hots":0}"#,
                r#"`context` has no member "hots"; there are `host`, `now`, `hardwareId`, `require`, `waitUntil`."#,
            ),
            (r#"{"host":5}"#, "`context.host` must be a string or a URL."),
            (r#"{"host":{"host":"a"}}"#, "`context.host` must be a string or a URL."),
            (r#"{"host":{"":"object"}}"#, "`context.host` must be a string or a URL."),
            (r#"{"host":{"":"URL","host":{"":"ill-formed text"}}}"#, "`context.host` must be a string or a URL."),
            (r#"{"host":{"":"ill-formed text"}}"#, "`context.host` must be well-formed Unicode."),
            (r#"{"host":{"":"threw"}}"#, "`context.host` could not be read: its getter threw."),
            (r#"{"now":-1}"#, "`context.now` must be a finite number of seconds, not negative."),
            (r#"{"now":{"":"NaN"}}"#, "`context.now` must be a finite number of seconds, not negative."),
            (r#"{"now":"5"}"#, "`context.now` must be a finite number of seconds, not negative."),
            (r#"{"hardwareId":5}"#, "`context.hardwareId` must be a string."),
            (r#"{"waitUntil":{}}"#, "`context.waitUntil` must be a function."),
            (r#"{"require":["f"]}"#, "`context.require` must be an object."),
            (r#"{"require":{"features":"f"}}"#, "`context.require.features` must be an array of strings."),
            (r#"{"require":{"scopes":["s",5]}}"#, "`context.require.scopes[1]` must be a string."),
            (r#"{"require":{"plan":5}}"#, "`context.require.plan` must be a string."),
            (r#"{"require":{"hardware":"yes"}}"#, "`context.require.hardware` must be 'matched' or 'attested'."),
        ] {
            assert_eq!(read(picture).unwrap_err(), format!("context_invalid: {sentence}"), "{picture}");
        }
        assert!(
            read(r#"{"require":{"feature":["f"]}}"#).unwrap_err().starts_with("context_invalid: `context.require`")
        );
    }
}
