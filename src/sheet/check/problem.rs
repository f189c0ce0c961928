//! Problems by cell, grouped by kind.

use super::class::{Class, Rule, Rules};
use serde::Serialize;
use std::collections::BTreeMap;

/// Problems of one class that are kept with their place; beyond that they are only counted.
pub const KEPT: usize = 1000;
/// Longest text of a cell that is kept.
const LONGEST: usize = 80;

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What kind it is of.
    pub class: Class,
    /// The row, as a spreadsheet counts.
    pub row: u64,
    /// The line of the file.
    pub line: u64,
    /// The column, counted from 0, where one is to blame.
    pub column: Option<usize>,
    /// What stands in the cell, cut if it is long.
    pub cell: String,
    /// What is wrong, as a sentence.
    pub says: String,
    /// What the cell could hold instead.
    pub suggestion: Option<String>,
    /// Another row it is about.
    pub other: Option<u64>,
}

impl Problem {
    /// Text that is short enough to be kept.
    pub(super) fn short(text: &str) -> String {
        match text.char_indices().nth(LONGEST) {
            None => text.to_owned(),
            Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        }
    }
}

/// All problems of one class.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Group {
    /// How many there are.
    pub count: u64,
    /// The first of them, in the order of the file.
    pub shown: Vec<Problem>,
}

/// Every problem of a file, grouped.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Problems {
    /// By class.
    pub groups: BTreeMap<Class, Group>,
}

impl Problems {
    pub(super) fn add(&mut self, problem: Problem) {
        let group = self.groups.entry(problem.class).or_default();
        group.count += 1;
        if group.shown.len() < KEPT {
            group.shown.push(problem);
        }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.groups.values().map(|g| g.count).sum()
    }

    /// Whether any of them stands against a plan under these rules.
    pub fn blocks(&self, rules: &Rules) -> bool {
        self.groups
            .keys()
            .any(|class| matches!(rules.of(*class), Rule::Ask | Rule::Stop))
    }

    /// In the order of the file.
    pub fn by_row(&self) -> Vec<&Problem> {
        let mut all: Vec<&Problem> = self.groups.values().flat_map(|g| &g.shown).collect();
        all.sort_by_key(|p| (p.row, p.column));
        all
    }
}
