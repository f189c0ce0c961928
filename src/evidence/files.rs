//! The files of a pack: names, and what they hold.

use super::pack::{Account, PartRead};
use super::{Manifest, Pack, WriteError, manifest, report, zip};
use crate::access::RoleId;
use crate::access::review::{Campaign, Standing, Verdict, Word};
use crate::journal::Hash;
use crate::sheet::{self, ReviewLine, escaped};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names of the files.
pub(super) mod name {
    pub(in crate::evidence) const MANIFEST: &str = "manifest.json";
    pub(in crate::evidence) const POPULATION: &str = "population.json";
    pub(in crate::evidence) const ITEMS: &str = "items.json";
    pub(in crate::evidence) const ITEMS_CSV: &str = "items.csv";
    pub(in crate::evidence) const DECISIONS: &str = "decisions.json";
    pub(in crate::evidence) const DECISIONS_CSV: &str = "decisions.csv";
    pub(in crate::evidence) const PLAN: &str = "plan.json";
    pub(in crate::evidence) const RECEIPT: &str = "receipt.json";
    pub(in crate::evidence) const RECEIPT_CSV: &str = "receipt.csv";
    pub(in crate::evidence) const JOURNAL: &str = "journal.log";
    pub(in crate::evidence) const AFTER: &str = "after.json";
    pub(in crate::evidence) const AFTER_CSV: &str = "after.csv";
    pub(in crate::evidence) const REPORT: &str = "report.html";
}

/// `population.json`: what was reviewed, out of what, and how that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Population {
    pub(super) account: Account,
    /// The review as it was made: snapshot, gaps, filter, counts.
    pub(super) review: Campaign,
    pub(super) complete: bool,
    pub(super) filter_in_words: String,
    /// How the snapshot was read.
    pub(super) parts: Vec<PartRead>,
}

impl Population {
    fn of(pack: &Pack) -> Self {
        Self {
            account: pack.account.clone(),
            review: pack.campaign.clone(),
            complete: pack.campaign.is_complete(),
            filter_in_words: pack.campaign.scope.words(),
            parts: pack.parts.clone(),
        }
    }
}

/// `decisions.json`: everything that was said, and the titles of roles it names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Decisions {
    pub(super) entries: Vec<crate::access::review::Entry>,
    pub(super) titles: BTreeMap<RoleId, String>,
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, WriteError> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Every file but the manifest, in no order that matters.
pub(super) fn all(pack: &Pack) -> Result<Vec<(String, Vec<u8>)>, WriteError> {
    let standing = pack.standing();
    let decisions = Decisions {
        entries: pack.entries.clone(),
        titles: pack.titles.clone(),
    };
    let mut files = vec![
        (name::POPULATION, json(&Population::of(pack))?),
        (name::ITEMS, json(&pack.items)?),
        (name::ITEMS_CSV, items_csv(pack, &standing)?),
        (name::DECISIONS, json(&decisions)?),
        (name::DECISIONS_CSV, decisions_csv(pack, &standing)?),
        (name::REPORT, report::html(pack, &standing).into_bytes()),
    ];
    if let Some(carried) = &pack.carried {
        files.push((name::PLAN, sheet::plan_json(&carried.plan)?));
        files.push((name::JOURNAL, carried.journal.clone().into_bytes()));
        if let Some(receipt) = &carried.receipt {
            files.push((name::RECEIPT, sheet::receipt_json(receipt)?));
            files.push((name::RECEIPT_CSV, sheet::receipt_csv(receipt)?));
        }
    }
    if let Some(after) = &pack.after {
        files.push((name::AFTER, json(after)?));
        files.push((name::AFTER_CSV, after_csv(pack, &standing)?));
    }
    let named = files.into_iter().map(|(n, bytes)| (n.to_owned(), bytes));
    Ok(named.collect())
}

/// The pack as a file, and its digest, to be handed over apart from it.
///
/// # Errors
/// [`WriteError`]; a review of 20,000 entries stays far below the limits.
pub fn write(pack: &Pack) -> Result<(Vec<u8>, Hash), WriteError> {
    let mut files = all(pack)?;
    let manifest: Manifest = manifest::of(pack, &files);
    files.push((name::MANIFEST.to_owned(), json(&manifest)?));
    let bytes = zip::write(&files)?;
    let digest = Hash::of(&bytes);
    Ok((bytes, digest))
}

impl Pack {
    /// Titles of the roles that a decision leaves.
    pub(super) fn reduced_to(&self, verdict: Option<&Verdict>) -> Vec<String> {
        let Some(Verdict::Reduce { roles }) = verdict else {
            return Vec::new();
        };
        let title = |r: &RoleId| {
            let known = self.titles.get(r).cloned();
            known.unwrap_or_else(|| r.as_str().to_owned())
        };
        roles.iter().map(title).collect()
    }

    /// What is worth knowing of an item, as it was when the review was made.
    pub(super) fn worth(&self, item: &crate::access::review::Item) -> String {
        let words = item.worth.iter().map(|w| w.words(self.campaign.made));
        words.collect::<Vec<_>>().join(" · ")
    }
}

fn items_csv(pack: &Pack, standing: &Standing) -> Result<Vec<u8>, WriteError> {
    let beside: Vec<(String, Vec<String>)> = (0_u32..)
        .zip(&pack.items)
        .map(|(n, item)| {
            let verdict = standing.made.get(&n).map(|m| &m.verdict);
            (pack.worth(item), pack.reduced_to(verdict))
        })
        .collect();
    let lines = (0_u32..).zip(pack.items.iter().zip(&beside));
    let lines = lines.map(|(n, (item, (worth, reduced_to)))| ReviewLine {
        number: n + 1,
        item,
        worth,
        made: standing.made.get(&n),
        reduced_to,
        note: standing.notes.get(&n).map_or("", String::as_str),
    });
    Ok(sheet::review_csv(lines)?)
}

/// Columns of `decisions.csv`.
const SAID: [&str; 11] = [
    "Number", "Time", "By", "What", "Entry", "Name", "To", "Reason", "Together", "Counts", "Word",
];

/// What was said, one row for each item that it is about, and whether it counts.
fn decisions_csv(pack: &Pack, standing: &Standing) -> Result<Vec<u8>, WriteError> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(SAID)?;
    let undone = |n: u64| {
        let mut all = pack.entries.iter();
        all.any(|e| matches!(&e.word, Word::Undone { entry } if *entry == n))
    };
    for entry in &pack.entries {
        let (what, items, to, reason): (&str, &[u32], String, &str) = match &entry.word {
            Word::Decided {
                items,
                verdict,
                reason,
            } => {
                let to = match verdict {
                    Verdict::HandOver { to } => to.clone(),
                    other => pack.reduced_to(Some(other)).join("; "),
                };
                (verdict.label(), items, to, reason)
            }
            Word::Noted { items, note } => ("Note", items, String::new(), note),
            Word::Undone { entry } => ("Taken back", &[], format!("number {entry}"), ""),
            Word::Closed => ("Finished", &[], String::new(), ""),
            Word::Reopened => ("Reopened", &[], String::new(), ""),
            Word::Planned { plan } => ("Plan made", &[], plan.clone(), ""),
            Word::Proved { snapshot, .. } => ("Looked up", &[], snapshot.clone(), ""),
        };
        let together = items.len();
        let taken_back = undone(entry.number);
        let row = |item: Option<u32>| {
            let of = item.and_then(|n| pack.items.get(n as usize));
            let counts = match &entry.word {
                Word::Decided { .. } => item
                    .and_then(|n| standing.made.get(&n))
                    .is_some_and(|made| made.entry == entry.number),
                _ => !taken_back,
            };
            let counts = match (taken_back, counts) {
                (true, _) => "taken back",
                (false, true) => "yes",
                (false, false) => "decided again",
            };
            [
                entry.number.to_string(),
                entry.at.to_string(),
                entry.by.clone(),
                what.to_owned(),
                item.map(|n| (n + 1).to_string()).unwrap_or_default(),
                of.map(|i| i.name.clone()).unwrap_or_default(),
                to.clone(),
                reason.to_owned(),
                together.to_string(),
                counts.to_owned(),
                match &entry.word {
                    Word::Decided { verdict, .. } => verdict.word().to_owned(),
                    _ => String::new(),
                },
            ]
        };
        let rows = if items.is_empty() {
            vec![row(None)]
        } else {
            items.iter().map(|n| row(Some(*n))).collect()
        };
        for cells in rows {
            csv.write_record(cells.iter().map(|c| escaped(c)))?;
        }
    }
    done(csv)
}

/// What became of each decision that asked for something.
fn after_csv(pack: &Pack, standing: &Standing) -> Result<Vec<u8>, WriteError> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record([
        "Entry",
        "Name",
        "Address",
        "Role",
        "Reach",
        "Decision",
        "After the run",
    ])?;
    for (n, found) in pack.after.iter().flat_map(|a| &a.found) {
        let Some(item) = pack.items.get(*n as usize) else {
            continue;
        };
        let verdict = standing.made.get(n).map(|m| &m.verdict);
        let cells = [
            (n + 1).to_string(),
            item.name.clone(),
            item.address.clone(),
            item.role_words(),
            item.place.clone(),
            verdict.map_or("", Verdict::label).to_owned(),
            found.label().to_owned(),
        ];
        csv.write_record(cells.iter().map(|c| escaped(c)))?;
    }
    done(csv)
}

fn done(csv: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, WriteError> {
    let bytes = csv.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(bytes)
}
