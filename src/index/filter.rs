//! What a person asked a table for.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A text, chosen facet values and spans. A row passes if it has every word of the text, in each
/// group with a choice at least one of the chosen values, and in each span a number inside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// What was typed into the search field.
    pub text: String,
    /// Keys of the chosen values by key of their group. An empty set is no choice; a value or a
    /// group that the table does not have is one that no row has.
    pub chosen: BTreeMap<String, BTreeSet<String>>,
    /// Spans by the key of a number that the table has for its rows, such as a time. A row without
    /// that number does not pass; a number that the table does not have is one that no row has.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub spans: BTreeMap<String, Span>,
}

/// Numbers from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Span {
    /// The smallest that passes; `None`: no limit.
    pub from: Option<i64>,
    /// The first that is too large; `None`: no limit.
    pub until: Option<i64>,
}

impl Span {
    /// Whether it leaves nothing out but rows without a number.
    pub fn is_open(self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    /// Whether a number lies in it.
    pub fn has(self, number: i64) -> bool {
        self.from.is_none_or(|from| number >= from) && self.until.is_none_or(|end| number < end)
    }
}

impl Filter {
    /// Whether every row passes.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.chosen.values().all(BTreeSet::is_empty)
            && self.spans.is_empty()
    }

    /// Whether this value is chosen.
    pub fn has(&self, group: &str, value: &str) -> bool {
        self.chosen
            .get(group)
            .is_some_and(|set| set.contains(value))
    }

    /// Chooses a value, or no longer chooses it.
    pub fn toggle(&mut self, group: &str, value: &str) {
        let set = self.chosen.entry(group.to_owned()).or_default();
        if !set.remove(value) {
            set.insert(value.to_owned());
        }
        if set.is_empty() {
            self.chosen.remove(group);
        }
    }
}
