use super::*;
use core::fmt;

const KNOWN: Known = &[("a", Form::Plain), ("b", Form::Plain)];

/// What `read` makes of the value that a picture shows, or the complaint.
fn of<T>(picture: &str, read: impl FnOnce(Item<'static, 'static>) -> Result<T, Fault>) -> Result<T, String> {
    let picture = parse(picture, "it", Kind::Options).map_err(|fault| fault.text())?;
    read(Item::new(Box::leak(Box::new(picture)), "it", Kind::Options)).map_err(|fault| fault.text())
}

fn wrong<T: fmt::Debug>(picture: &str, read: impl FnOnce(Item<'static, 'static>) -> Result<T, Fault>) -> String {
    of(picture, read).expect_err(picture).strip_prefix("options_invalid: ").unwrap().to_owned()
}

#[test]
fn nothing_is_like_null_and_what_is_no_picture_is_said() {
    assert!(of("", |item| Ok(item.is_null())).unwrap());
    assert!(of("null", |item| Ok(item.is_null())).unwrap());
    for text in ["{", r#"{"a":0,"a":0}"#, r#""\ud800""#] {
        assert_eq!(wrong(text, Item::flag), "`it` could not be read.", "{text}");
    }
}

#[test]
fn each_type_is_read_as_itself_alone() {
    assert_eq!(of("true", Item::flag), Ok(true));
    assert_eq!(of(r#""x""#, |item| item.text().map(str::to_owned)), Ok("x".to_owned()));
    assert_eq!(of("0.5", Item::seconds), Ok(0.5));
    assert_eq!(of("7", Item::count), Ok(7));
    assert_eq!(of("1e300", Item::count), Ok(usize::MAX));
    assert_eq!(of(r#"["x",""]"#, Item::texts), Ok(vec!["x".to_owned(), String::new()]));
    assert_eq!(of(r#"{"":"function"}"#, Item::function), Ok(()));
    let others = ["null", "[true]", "{}", r#"{"":"NaN"}"#, r#"{"":"bigint"}"#, r#"{"":"object"}"#];
    for other in others {
        assert_eq!(wrong(other, Item::flag), "`it` must be true or false.", "{other}");
        assert_eq!(wrong(other, Item::text), "`it` must be a string.", "{other}");
        assert_eq!(wrong(other, Item::function), "`it` must be a function.", "{other}");
        assert_eq!(wrong(other, Item::seconds), "`it` must be a finite number of seconds, not negative.", "{other}");
        assert_eq!(wrong(other, Item::count), "`it` must be a whole number, not negative.", "{other}");
    }
    for other in ["-1", "-0.1"] {
        assert!(of(other, Item::seconds).is_err() && of(other, Item::count).is_err(), "{other}");
    }
    assert!(of("0.5", Item::count).is_err());
}

#[test]
fn texts_are_well_formed() {
    let ill = r#"{"":"ill-formed text"}"#;
    assert_eq!(wrong(ill, Item::text), "`it` must be well-formed Unicode.");
    assert_eq!(wrong(&format!(r#"["a",{ill}]"#), Item::texts), "`it[1]` must be well-formed Unicode.");
    assert_eq!(wrong(&format!("[{ill}]"), Item::expected_texts), "`it[0]` must be well-formed Unicode.");
}

#[test]
fn something_is_expected() {
    for (picture, texts) in [(r#""x""#, vec!["x"]), (r#"["x","y"]"#, vec!["x", "y"])] {
        assert_eq!(of(picture, Item::expected_texts).unwrap(), texts, "{picture}");
    }
    for picture in [r#""""#, "[]", r#"["x",""]"#, "5", "null", "{}"] {
        let sentence = "`it` must be a string or an array of strings, none of them empty.";
        assert_eq!(wrong(picture, Item::expected_texts), sentence, "{picture}");
    }
    assert_eq!(wrong(r#"["x",5]"#, Item::expected_texts), "`it[1]` must be a string.");
}

#[test]
fn a_word_is_one_of_those_there_are() {
    let words = ["yes", "no"];
    assert_eq!(of(r#""no""#, |item| item.choice(&words)), Ok(1));
    for picture in [r#""No""#, "null", "2", r#"["no"]"#] {
        assert_eq!(wrong(picture, |item| item.choice(&words)), "`it` must be 'yes' or 'no'.", "{picture}");
    }
}

#[test]
fn members_are_known_by_name() {
    for picture in ["null", "5", "[]", r#""a""#, r#"{"":"function","a":1}"#, r#"{"":"object"}"#] {
        assert_eq!(wrong(picture, |item| item.members(KNOWN).map(drop)), "`it` must be an object.", "{picture}");
    }
    for (picture, name) in [(r#"{"a":1,"c":0}"#, r#""c""#), (r#"{"":0}"#, r#""""#), (r#"{"A\"":0}"#, r#""A\"""#)] {
        let sentence = format!("`it` has no member {name}; there are `a`, `b`.");
        assert_eq!(wrong(picture, |item| item.members(KNOWN).map(drop)), sentence, "{picture}");
    }
    of(r#"{"b":null}"#, |item| {
        let members = item.members(KNOWN)?;
        assert!(members.get("a")?.is_none() && members.get_nullable("b")?.is_none());
        assert!(members.get("b")?.is_some_and(|item| item.is_null()));
        assert_eq!(members.must_have("`a`").text(), "options_invalid: `it` must have `a`.");
        Ok(())
    })
    .unwrap();
    let threw = |item: Item<'_, '_>| item.members(KNOWN)?.get("a").map(drop);
    assert_eq!(wrong(r#"{"a":{"":"threw"}}"#, threw), "`it.a` could not be read: its getter threw.");
    let inner = |item: Item<'_, '_>| item.members(KNOWN)?.get("b")?.unwrap().members(KNOWN)?.get("a")?.unwrap().flag();
    assert_eq!(wrong(r#"{"b":{"a":1}}"#, inner), "`it.b.a` must be true or false.");
}

#[test]
fn objects_and_functions_may_have_methods() {
    let get = |item: Item<'_, '_>| item.method("get");
    for picture in [r#"{"get":{"":"function"},"other":0}"#, r#"{"":"function","get":{"":"function"}}"#] {
        assert_eq!(of(picture, get), Ok(()), "{picture}");
    }
    for picture in
        ["null", "[]", "{}", r#"{"get":{}}"#, r#"{"get":5}"#, r#"{"":"function"}"#, r#"{"get":{"":"threw"}}"#]
    {
        assert_eq!(wrong(picture, get), "`it` must have a method `get`.", "{picture}");
    }
}

#[test]
fn what_is_known_beside_a_word_is_read_by_that_word() {
    let url = r#"{"":"URL","host":"a:1"}"#;
    assert_eq!(of(url, |item| Ok(item.url_host().map(str::to_owned))), Ok(Some("a:1".to_owned())));
    let json = r#"{"":"JSON","text":"{}"}"#;
    assert_eq!(of(json, |item| Ok(item.json().map(str::to_owned))), Ok(Some("{}".to_owned())));
    for picture in ["{}", r#""a""#, r#"{"host":"a","text":"{}"}"#, r#"{"":"URL"}"#, r#"{"":"JSON","text":5}"#] {
        assert!(of(picture, |item| Ok(item.url_host().or(item.json()).is_none())).unwrap(), "{picture}");
    }
}
