//! Facts about the selected findings, computed when the selection or the table changes.

use crate::model::{Model, count};
use crate::panes::listing::Picked;
use crate::worker::protocol::RulesTable;

/// What the selection is.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) len: usize,
    /// Those that a plan puts right.
    pub(super) plans: usize,
    /// Those that are waived.
    pub(super) waived: usize,
    /// Words of the only plan.
    label: Option<String>,
    /// Waived findings of the whole table.
    pub(super) waived_in_all: usize,
}

impl Chosen {
    /// Looks at every selected row once.
    pub(super) fn of(picked: &Picked, table: &RulesTable) -> Self {
        let mut chosen = Self::default();
        for row in picked.of(table) {
            chosen.len += 1;
            chosen.waived += usize::from(!row.is_open());
            if row.can_be_planned() {
                chosen.plans += 1;
                chosen.label = Some(row.finding.remedy.words().to_owned());
            }
        }
        if chosen.plans != 1 {
            chosen.label = None;
        }
        chosen
    }

    fn nobody(&self) -> Option<String> {
        (self.len == 0).then(|| "Select one or more findings first".to_owned())
    }

    /// Why no plan can be made.
    pub(super) fn no_plan(&self, model: &Model) -> Option<String> {
        let by_hand = (self.plans == 0).then(|| {
            "No plan puts this right. What is to be done by hand stands beside it".to_owned()
        });
        self.nobody().or(by_hand).or_else(|| model.no_writing())
    }

    /// Why none can be waived.
    pub(super) fn no_waiver(&self) -> Option<String> {
        let all = (self.waived == self.len).then(|| "This is waived already".to_owned());
        self.nobody().or(all)
    }

    /// Why no waiver can be taken back.
    pub(super) fn no_taking_back(&self) -> Option<String> {
        let none = (self.waived == 0).then(|| "Nothing of this is waived".to_owned());
        self.nobody().or(none)
    }

    /// What a plan would do.
    pub(super) fn outlook(&self) -> Option<String> {
        let by_hand = self.len - self.plans;
        let words = match (self.plans, &self.label) {
            (0, _) => return None,
            (_, Some(label)) => label.clone(),
            (n, None) => format!("One plan for {}", count(n, "finding", "findings")),
        };
        Some(match by_hand {
            0 => words,
            n => format!("{words}; {n} by hand"),
        })
    }
}
