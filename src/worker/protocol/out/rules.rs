//! Cells of findings of the house rules.

use super::{OutColumn, Outgoing, columns, time};
use crate::plan::rules::Waiver;
use crate::worker::protocol::{FindingRow, RulesTable};

const COLUMNS: [(&str, &str); 11] = [
    ("rule", "Rule"),
    ("who", "Who or what"),
    ("reason", "Why"),
    ("remedy", "What puts it right"),
    ("standing", "Standing"),
    ("more", "Address or place"),
    ("why", "Waived because"),
    ("by", "Waived by"),
    ("until", "Waived until"),
    ("word", "Rule in commands"),
    ("key", "Key"),
];

impl Outgoing for RulesTable {
    const WORD: &'static str = "findings";
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, _: bool) -> Vec<OutColumn> {
        columns(&COLUMNS)
    }

    fn out_lines(&self, (): &(), row: &FindingRow, _: bool) -> Vec<Vec<String>> {
        let f = &row.finding;
        let waiver = row.waiver.as_ref();
        let of = |word: fn(&Waiver) -> &str| waiver.map_or("", word).to_owned();
        vec![vec![
            f.rule.title().to_owned(),
            f.who.clone(),
            f.reason.clone(),
            f.remedy.words().to_owned(),
            if row.is_open() { "Open" } else { "Waived" }.to_owned(),
            f.more.clone(),
            of(|w| &w.why),
            of(|w| &w.by),
            time(waiver.and_then(|w| w.until)),
            f.rule.word().to_owned(),
            f.key.clone(),
        ]]
    }
}
