//! Whether a receipt says what the journal says of its run.

use crate::journal::Record;
use crate::plan::{Outcome, Receipt};
use std::collections::BTreeMap;

/// What a journal says of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    plan: Option<String>,
    lines: u32,
    how: Option<String>,
    outcomes: BTreeMap<u32, String>,
}

impl Told {
    /// Takes in a record of the run.
    pub fn see(&mut self, record: &Record) {
        match record {
            Record::RunStarted { plan, lines, .. } => {
                self.plan = Some(plan.clone());
                self.lines = *lines;
            }
            Record::RunEnded { how, .. } => self.how = Some(how.clone()),
            Record::Outcome { line, outcome, .. } => {
                self.outcomes.insert(*line, outcome.clone());
            }
            _ => {}
        }
    }

    /// The first thing in which the receipt differs, as the end of a sentence.
    pub fn differs(&self, receipt: &Receipt) -> Option<String> {
        if self.plan.is_none() {
            return Some("its run did not begin there".to_owned());
        }
        if self.plan.as_deref() != Some(receipt.plan_hash.as_str()) {
            return Some("its run was begun with another plan".to_owned());
        }
        if self.how.as_deref() != Some(receipt.how.as_str()) {
            return Some("its run ended in another way".to_owned());
        }
        if self.lines as usize != receipt.lines.len() {
            return Some(format!("its run has {} lines", self.lines));
        }
        for (number, line) in (0_u32..).zip(&receipt.lines) {
            let says = line.result.outcome;
            let known = self.outcomes.get(&number);
            let known = known.map_or(Outcome::NotTried.word(), String::as_str);
            if known != says.word() {
                return Some(format!(
                    "line {} came to “{known}”, not “{}”",
                    number + 1,
                    says.word()
                ));
            }
        }
        None
    }
}
