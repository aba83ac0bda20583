//! What is remembered of a token changes nothing of what is said of it.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::case::{self, cases};
use crate::{given, scene};

/// A genuine token, or one that is not: its payload is another's.
fn tokens(claims: &[Value]) -> Vec<String> {
    let mut tokens: Vec<_> = claims.iter().map(|claims| scene::signed(&claims.to_string())).collect();
    let (first, last) = (tokens[0].clone(), tokens[tokens.len() - 1].clone());
    let payload = |token: &str| token.split('.').nth(1).unwrap().to_owned();
    tokens.push(first.replace(&payload(&first), &payload(&last)));
    tokens.push(first + "A");
    tokens
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn remembered_and_fresh_decisions_are_equal(
        options in case::options(),
        claims in proptest::collection::vec(case::claims(), 1..6),
        visits in proptest::collection::vec((any::<Index>(), case::context(), any::<bool>()), 1..30),
        most in prop_oneof![0..4usize, Just(1000)],
    ) {
        let tokens = tokens(&claims);
        let remembering = scene::verifier(&options).remembering(most);
        let fresh = scene::verifier(&options);
        for (token, context, explained) in &visits {
            let token = token.get(&tokens);
            let require = given::requirements(&context["require"]);
            let context = given::context(context, &require);
            prop_assert_eq!(remembering.verify(token, &context), fresh.verify(token, &context));
            if *explained {
                prop_assert_eq!(remembering.explain(token, &context), fresh.explain(token, &context));
            }
        }
    }
}
