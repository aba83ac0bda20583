//! One token has one spelling: whatever is changed of a valid one, it is valid no more.

use serde_json::{Value, json};
use symbolon::Verifier;

use crate::case::NOW;
use crate::scene;

/// What takes the place of a character, or comes before it: of the alphabet, of base64, and such as
/// lax readers pass over or read otherwise.
const CHARACTERS: [char; 20] = [
    'A', 'B', 'Q', 'g', 'w', 'z', '0', '9', '-', '_', '+', '/', '=', '.', ' ', '\n', '\0', '\u{feff}', 'а', '\u{ff21}',
];

/// Tokens whose payloads end in each of the ways in which base64url can end.
fn tokens() -> Vec<String> {
    let claims = |sub: &str| json!({ "exp": NOW, "sub": sub }).to_string();
    ["", "a", "ab"].map(|sub| scene::signed(&claims(sub))).into()
}

fn context() -> Value {
    json!({ "now": NOW })
}

/// One that judges every token afresh, and one that remembers the valid ones.
fn verifiers() -> [Verifier; 2] {
    let verifier = || scene::verifier(&json!({ "domain": "off" }));
    [verifier(), verifier().remembering(10)]
}

/// That of all `spellings` of a token nobody takes any but the token itself.
fn only_as_signed(token: &str, spellings: impl Iterator<Item = String>) {
    let verifiers = verifiers();
    for verifier in &verifiers {
        // Remembered is what was verified twice.
        assert!((0..3).all(|_| scene::judge(verifier, token, &context()).granted()));
    }
    let mut changed = 0;
    for spelling in spellings.filter(|spelling| spelling != token) {
        changed += 1;
        for verifier in &verifiers {
            assert!(!scene::judge(verifier, &spelling, &context()).granted(), "{token}\nis also {spelling:?}");
        }
    }
    assert!(changed > token.len(), "only {changed} spellings were tried");
}

/// The token with the characters of `range` replaced.
fn with(token: &str, range: std::ops::Range<usize>, by: &str) -> String {
    [&token[..range.start], by, &token[range.end..]].concat()
}

#[test]
fn no_character_can_be_another() {
    for token in tokens() {
        only_as_signed(
            &token,
            (0..token.len()).flat_map(|at| {
                let own = &token[at..at + 1];
                let other_case =
                    if own == own.to_ascii_lowercase() { own.to_ascii_uppercase() } else { own.to_ascii_lowercase() };
                let others = CHARACTERS.map(String::from).into_iter().chain([other_case]);
                others.map(|other| with(&token, at..at + 1, &other)).collect::<Vec<_>>()
            }),
        );
    }
}

#[test]
fn nothing_can_come_in_between() {
    for token in tokens() {
        only_as_signed(
            &token,
            (0..=token.len()).flat_map(|at| CHARACTERS.map(|character| with(&token, at..at, &character.to_string()))),
        );
    }
}

#[test]
fn nothing_can_be_left_out_or_change_places() {
    for token in tokens() {
        let cut = (0..token.len())
            .flat_map(|at| [with(&token, at..at + 1, ""), token[..at].to_owned(), token[at + 1..].to_owned()]);
        let swapped = (1..token.len())
            .map(|at| with(&token, at - 1..at + 1, &format!("{}{}", &token[at..=at], &token[at - 1..at])));
        let doubled = (0..token.len()).map(|at| with(&token, at..at, &token[at..=at]));
        only_as_signed(&token, cut.chain(swapped).chain(doubled));
    }
}

#[test]
fn the_last_character_of_a_segment_has_no_bits_to_spare() {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for token in &tokens() {
        let ends: Vec<usize> = token.match_indices('.').map(|(at, _)| at - 1).chain([token.len() - 1]).collect();
        let all = ends.iter().flat_map(|at| {
            ALPHABET.split("").filter(|one| !one.is_empty()).map(move |one| with(token, *at..at + 1, one))
        });
        // Padding, as other encoders write it.
        let padded =
            ends.iter().flat_map(|at| (1..4).map(move |count| with(token, at + 1..at + 1, &"=".repeat(count))));
        let spellings: Vec<_> = all.chain(padded).chain((0..token.len()).map(|at| with(token, at..at, "."))).collect();
        only_as_signed(token, spellings.into_iter());
    }
}
