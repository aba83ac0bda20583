//! The vectors that every runtime of the npm package is held to, judged by the crate itself.
//! `tests/vectors/README.md` says what they hold.

mod given;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use given::{context, denylist, equal, policy, requirements};
use serde_json::{Map, Value, json};
use symbolon::{Code, Decision, Keys, Outcome, Verifier};

/// Every code there is, less what only a key server can bring about.
#[test]
fn every_code_occurs() {
    let told: Vec<String> = rooms()
        .values()
        .flat_map(|room| room["cases"].as_array().unwrap().clone())
        .filter_map(|case| Some(case["expect"]["code"].as_str()?.to_owned()))
        .collect();
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !told.iter().any(|own| own == code.as_str())).collect();
    assert_eq!(missing, [&Code::KeysUnavailable]);
}

#[test]
fn every_vector_is_judged_as_it_says() {
    let mut failures = Vec::new();
    let mut judged = 0;
    for (room, content) in rooms() {
        for case in content["cases"].as_array().unwrap() {
            let Some(result) = judge(&content["defaults"], case) else { continue };
            judged += 1;
            if let Err(problem) = result {
                failures.push(format!("{room}: {}: {problem}", case["name"]));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {judged} failed:\n{}", failures.len(), failures.join("\n"));
    assert!(judged > 1000, "only {judged} vectors were judged");
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors"))
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn rooms() -> BTreeMap<String, Value> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), read(&path)))
        .collect()
}

/// `None` for a case that is about JavaScript alone: presets, mistakes in options other than
/// keys, values that Rust's types rule out, names that need a mapper.
fn judge(defaults: &Value, case: &Value) -> Option<Result<(), String>> {
    let without = case["without"].as_array().map_or(&[][..], Vec::as_slice);
    if case.get("preset").is_some() || case["mapper"] == json!(true) || !without.is_empty() {
        return None;
    }
    let options = overlaid(&defaults["options"], &case["options"]);
    let where_used = overlaid(&defaults["context"], &case["context"]);
    match case["throws"].as_str() {
        Some("keys_invalid") => {
            let refused = keys(&options["keys"])?.is_err();
            return Some(if refused { Ok(()) } else { Err("the keys were accepted".to_owned()) });
        }
        Some(_) => return None,
        None => {}
    }
    let token = case.get("token").unwrap_or(&defaults["token"]).as_str()?;
    let keys = match keys(&options["keys"])? {
        Ok(keys) => keys,
        Err(problem) => return Some(Err(problem)),
    };
    let mut verifier = Verifier::new(keys, policy(&options)).remembering(10);
    verifier.denylist = denylist(&options);
    let require = requirements(&where_used["require"]);
    let used = context(&where_used, &require);
    let decision = verifier.verify(token, &used);
    // Remembered is what was verified twice.
    if (0..2).any(|_| verifier.verify(token, &used) != decision) {
        return Some(Err(format!("a remembered signature makes another decision than {}", decision.code)));
    }
    let steps = verifier.explain(token, &used);
    let first_failure = steps.iter().find_map(|step| match step.outcome {
        Outcome::Failed(code) => Some(code),
        _ => None,
    });
    let names: Vec<_> = steps.iter().map(|step| step.check).collect();
    if names != Verifier::CHECKS || first_failure.is_some() == decision.granted() {
        return Some(Err(format!("explain disagrees with {}: {steps:?}", decision.code)));
    }
    if first_failure.is_some_and(|code| code != decision.code) {
        return Some(Err(format!("explain says {first_failure:?}, verify {}", decision.code)));
    }
    Some(compare(&decision, &case["expect"]))
}

/// `over` laid over `base`, member by member.
fn overlaid(base: &Value, over: &Value) -> Value {
    let mut all = base.as_object().cloned().unwrap_or_default();
    all.extend(over.as_object().cloned().unwrap_or_default());
    resolved(Value::Object(all))
}

/// Puts keys in the place of references to them.
fn resolved(value: Value) -> Value {
    match value {
        Value::Array(elements) => elements.into_iter().map(resolved).collect(),
        Value::Object(mut members) => {
            for (reference, form) in [("$spki", "spki"), ("$pkcs1", "pkcs1"), ("$private", "private")] {
                if let Some(name) = members.get(reference) {
                    return key_file(name)[form].clone();
                }
            }
            let mut key = match members.remove("$key") {
                Some(name) => key_file(&name)["jwk"].as_object().unwrap().clone(),
                None => Map::new(),
            };
            key.extend(members.into_iter().map(|(name, value)| (name, resolved(value))));
            Value::Object(key)
        }
        other => other,
    }
}

fn key_file(name: &Value) -> Value {
    read(&folder().join("keys").join(format!("{}.json", name.as_str().unwrap())))
}

fn keys(source: &Value) -> Option<Result<Keys, String>> {
    let pem = |text: &str| Keys::from_pem(text).map_err(|error| error.to_string());
    let form = source.as_object()?.iter().next()?;
    Some(match form {
        (name, Value::String(text)) if name == "pem" => pem(text),
        (name, Value::Array(texts)) if name == "pem" => {
            let sets: Result<Vec<Keys>, String> =
                texts.iter().map(|text| pem(text.as_str().unwrap_or_default())).collect();
            sets.and_then(|sets| sets.into_iter().reduce(Keys::and).ok_or("no PEM at all".to_owned()))
        }
        (name, jwk) if name == "jwk" => Keys::from_jwk(&jwk.to_string()).map_err(|error| error.to_string()),
        (name, set) if name == "jwks" => Keys::from_jwks(&set.to_string()).map_err(|error| error.to_string()),
        _ => return None,
    })
}

fn compare(decision: &Decision, expect: &Value) -> Result<(), String> {
    let found: Value = serde_json::from_str(&decision.to_json()).unwrap();
    for (name, expected) in expect.as_object().unwrap() {
        if !equal(&found[name], expected) {
            return Err(format!("{name} is {}, expected {expected}: {}", found[name], decision.message));
        }
    }
    let granted = matches!(expect["status"].as_str(), Some("ACTIVE" | "GRACE"));
    let told = ["subject", "plan", "domain", "claims"].iter().any(|name| found.get(name).is_some());
    let something = told || found["features"] != json!([]) || found["limits"] != json!({});
    if found["granted"] != json!(granted) || (!granted && something) {
        return Err(format!("a decision that does not fit its status: {found}"));
    }
    Ok(())
}
