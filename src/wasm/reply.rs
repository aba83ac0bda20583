//! The answer to a call about fetched keys: what it comes to, or what comes first.

use alloc::string::String;

use crate::json::{Writer, number_text};
use crate::keys::cache::{Errand, Order, Request, To};

/// What TypeScript is to do with a call.
#[derive(Default)]
pub(super) struct Reply {
    /// What the call comes to. Without one the order comes first.
    pub(super) answer: Option<String>,
    pub(super) order: Option<(Order, Errand)>,
    /// What is to be made in the background.
    pub(super) behind: Option<Request>,
    /// What the storage is to keep, and for how many seconds to wait until it does.
    pub(super) kept: Option<(String, f64)>,
}

impl Reply {
    pub(super) fn answer(text: String) -> Self {
        Reply { answer: Some(text), ..Reply::default() }
    }

    pub(super) fn order(order: Order, errand: Errand) -> Self {
        Reply { order: Some((order, errand)), ..Reply::default() }
    }

    /// An answer alone as it is, which is no array of an object; anything else as such an array.
    pub(super) fn into_text(self, events: &str) -> String {
        let Reply { answer, order, behind, kept } = self;
        let answer = match answer {
            Some(answer) if events == "[]" && behind.is_none() => return answer,
            answer => answer,
        };
        let mut reply = Writer::object();
        reply.text("answer", answer.as_deref());
        if let Some((order, errand)) = order {
            let mut numbers = Writer::array();
            for number in errand.to_numbers() {
                numbers.push(&number_text(number));
            }
            match order {
                Order::Make(request) => reply.member("request", Some(&request_to_json(&request))),
                Order::Wait(seconds) => reply.number("wait", Some(seconds)),
            };
            reply.member("errand", Some(&numbers.finish()));
        }
        if let Some(request) = behind {
            reply.member("behind", Some(&request_to_json(&request)));
        }
        if let Some((set, patience)) = kept {
            reply.member("keep", Some(&set)).number("patience", Some(patience));
        }
        ["[", &*reply.member("events", Some(events)).finish(), "]"].concat()
    }
}

fn request_to_json(Request { id, to, time_limit }: &Request) -> String {
    let (is_stored, etag) = match to {
        To::Storage => (true, None),
        To::Server { etag } => (false, etag.as_deref()),
    };
    Writer::object()
        .number("id", Some(id.to_number()))
        .flag("stored", is_stored)
        .text("etag", etag)
        .number("timeLimit", Some(*time_limit))
        .finish()
}
