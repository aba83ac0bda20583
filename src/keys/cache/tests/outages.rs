//! What `docs/remote-keys.md` says of outages is what happens.

use std::ops::Range;

use super::*;

/// A row of a table in the documentation: when, what a verification comes to, how many requests
/// there have been.
type Row = (u32, String, u32);

/// What goes on under one heading.
struct Story {
    heading: &'static str,
    /// When the server is down, in seconds.
    down: Range<u32>,
    /// Since when there is a new key, which takes the place of the old one for new tokens.
    rotated_at: u32,
    /// When tokens are verified: from, and how often.
    verified: (u32, usize),
    /// Whether the tokens name keys that nobody has, but for the first.
    forged: bool,
    /// Whether another process has fetched the set at the beginning.
    stored: bool,
}

const NEVER: u32 = u32::MAX;
const MINUTE: usize = 60;

const STORY: Story =
    Story { heading: "", down: NEVER..NEVER, rotated_at: NEVER, verified: (0, MINUTE), forged: false, stored: false };

const STORIES: [Story; 7] = [
    Story { heading: "The server goes down for good at 1:00", down: 60..NEVER, ..STORY },
    Story { heading: "The server is down from 9:00 to 15:30", down: 540..930, ..STORY },
    Story {
        heading: "A key is rotated in at 2:00, the first token that needs it comes at 3:00",
        rotated_at: 120,
        ..STORY
    },
    Story { heading: "The same while the server is down from 2:30 to 5:30", down: 150..330, rotated_at: 120, ..STORY },
    Story {
        heading: "Forged tokens with a new `kid` each, every second from 0:01 on",
        verified: (0, 1),
        forged: true,
        ..STORY
    },
    Story { heading: "A process starts while the server is down", down: 0..NEVER, ..STORY },
    Story {
        heading: "The same with a `cache` that another process filled at 0:00 and left at 30:00",
        down: 0..NEVER,
        verified: (1800, MINUTE),
        stored: true,
        ..STORY
    },
];

impl Story {
    fn tell(&self, until: u32) -> Vec<Row> {
        let mut cache = with(if self.stored { Storage::Unread } else { Storage::None });
        let mut rows = Vec::new();
        let (from, every) = self.verified;
        for now in (from..=until).step_by(every) {
            let kid = match (self.forged && now > 0, now >= self.rotated_at.saturating_add(60)) {
                (true, _) => "forged",
                (false, true) => "new",
                (false, false) => "old",
            };
            let before = cache.requests;
            let outcome = self.verify(&mut cache, kid, now);
            let waited = match (outcome.1, before < cache.requests) {
                (false, _) => "at once",
                (true, _) if cache.last_error().is_some() => "after a failed fetch",
                (true, _) => "after a fetch",
            };
            let requests = cache.requests - u64::from(self.stored);
            rows.push((now, format!("{} {waited}", outcome.0), requests as u32));
        }
        rows
    }

    /// What a verification comes to, and whether it waited for the network.
    fn verify(&self, cache: &mut KeyCache, kid: &str, now: u32) -> (&'static str, bool) {
        let mut errand = Errand::new(Need::Keys, at(now.into()));
        let (end, mut waited) = self.get(cache, &mut errand, now);
        let judge = |cache: &KeyCache| {
            cache.supply(Use::Polled, at(now.into())).candidates(Some(kid)).err().map(|refusal| refusal.code.as_str())
        };
        let mut refused = judge(cache);
        if let Some(mut errand) = errand.for_other_keys(end).filter(|_| refused.is_some()) {
            waited |= self.get(cache, &mut errand, now).1;
            refused = judge(cache);
        }
        (refused.unwrap_or("granted"), waited)
    }

    /// Makes the requests that are ordered. How that ends, and whether the server was waited for.
    fn get(&self, cache: &mut KeyCache, errand: &mut Errand, now: u32) -> (End, bool) {
        let mut waited = false;
        loop {
            match errand.next(cache, at(now.into())) {
                Next::GoOn(end, behind) => {
                    behind.iter().for_each(|request| self.answer(cache, request, now));
                    return (end, waited);
                }
                Next::First(Order::Make(request)) => {
                    waited |= request.to != To::Storage;
                    self.answer(cache, &request, now);
                }
                other => panic!("{other:?}"),
            }
        }
    }

    fn answer(&self, cache: &mut KeyCache, request: &Request, now: u32) {
        if request.to == To::Storage {
            let set = Keys::from_jwks(&jwks(&["old"])).unwrap();
            let provenance = Provenance { fetched_at: at(0.0).wall, max_age: None, etag: None };
            let text = stored::write(URI, &set, &provenance);
            return cache.handle_stored(request.id, Ok(Some(&text)), 1.0, at(now.into()));
        }
        if self.down.contains(&now) {
            return failed(cache, request.id, now.into());
        }
        let ids = if now >= self.rotated_at { &["old", "new"][..] } else { &["old"] };
        answered(cache, request.id, ids, [""; 2], now.into());
    }
}

/// The rows under each heading of the third level.
fn documented(heading: &str) -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/remote-keys.md");
    let page = std::fs::read_to_string(path).unwrap();
    let section = page.split("\n### ").find(|section| section.starts_with(&format!("{heading}\n"))).expect(heading);
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| time"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (minutes, seconds) = cells[1].split_once(':').unwrap();
        let time = minutes.parse::<u32>().unwrap() * 60 + seconds.parse::<u32>().unwrap();
        (time, cells[2].to_owned(), cells[3].parse().unwrap())
    })
    .collect()
}

#[test]
fn outages_come_out_as_documented() {
    for story in &STORIES {
        let rows = documented(story.heading);
        assert!(rows.len() > 1, "{}", story.heading);
        let told = story.tell(rows.last().unwrap().0);
        for row in &rows {
            let happened = told.iter().find(|(time, ..)| *time == row.0);
            assert_eq!(happened, Some(row), "{}", story.heading);
        }
    }
}
