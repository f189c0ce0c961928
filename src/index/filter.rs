//! What a person asked a table for.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A text and chosen facet values. A row passes if it has every word of the text and, in each group
/// with a choice, at least one of the chosen values.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// What was typed into the search field.
    pub text: String,
    /// Keys of the chosen values by key of their group. An empty set is no choice; a value or a
    /// group that the table does not have is one that no row has.
    pub chosen: BTreeMap<String, BTreeSet<String>>,
}

impl Filter {
    /// Whether every row passes.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.chosen.values().all(BTreeSet::is_empty)
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
