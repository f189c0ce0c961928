//! Hostile and honest plans, told in tables: what is hostile is stopped before the first write,
//! what is honest passes with no extra step.

mod case;
mod edits;
pub(crate) mod play;
mod words;

use case::Case;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn table(text: &str) -> Vec<Case> {
    let mut json = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut json)
        .unwrap_or_else(|e| panic!("{} ({})", e.inner(), e.path()))
}

/// Plays every case of a table and names all that fail.
fn play_all(text: &str, honest: bool) {
    let cases = table(text);
    let failed: Vec<&str> = cases
        .iter()
        .filter(|case| catch_unwind(AssertUnwindSafe(|| play::play(case, honest))).is_err())
        .map(|case| case.name.as_str())
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

macro_rules! tables {
    ($kind:ident, $honest:literal, $folder:literal: $($name:ident)*) => {
        mod $kind {
            $(
                #[test]
                fn $name() {
                    super::play_all(
                        include_str!(concat!("../fixtures/plans/", $folder, "/", stringify!($name), ".json")),
                        $honest,
                    );
                }
            )*

            #[test]
            fn there_are_more_than_thirty() {
                let tables = [$(
                    include_str!(concat!("../fixtures/plans/", $folder, "/", stringify!($name), ".json")),
                )*];
                let mut names: Vec<String> = tables
                    .iter()
                    .flat_map(|t| super::table(t))
                    .map(|c| c.name)
                    .collect();
                let all = names.len();
                names.sort();
                names.dedup();
                assert_eq!(names.len(), all, "each has its own name");
                assert!(all > 30, "only {all}");
            }
        }
    };
}

tables!(hostile, false, "hostile": brakes holders invites members files crafted stale lifts);
tables!(honest, true, "honest": roles removals invites members files meanwhile);
