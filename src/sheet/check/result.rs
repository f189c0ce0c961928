//! What became of every row of a file, in the order of the file.

use super::checker::{Checker, Verdict};
use super::class::Rule;
use super::wanted::ROW;
use crate::access::{AccountId, SiteId, fold_email};
use crate::plan::{Outcome, Plan, Receipt, Skip};
use crate::sheet::escaped;
use std::collections::HashMap;
use std::io::{self, Write};

/// What became of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Came {
    /// Where, if it concerns one site.
    site: Option<SiteId>,
    outcome: Outcome,
    reason: String,
    request: String,
}

/// The results of a run, or of a plan that was not carried out, by whom they are about: under the
/// id that the plan gives the person, and under the address, folded.
#[derive(Debug, Clone, Default)]
pub struct Results {
    came: HashMap<String, Vec<Came>>,
    /// Rows that were left out when the plan was made: why, and whether all was so already. What
    /// is so now was not so then.
    left: HashMap<u64, (String, bool)>,
}

/// One line of a result file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultRow {
    /// The row, as a spreadsheet counts.
    pub row: u64,
    /// Whom it names.
    pub who: String,
    /// What it came to.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
    /// Wix's ids of the requests.
    pub requests: String,
}

impl Results {
    /// What came of names for accounts that were kept; an empty one took a name away.
    pub fn of_names(names: &[(AccountId, String)]) -> Self {
        let mut results = Self::default();
        for (id, name) in names {
            let reason = match name.as_str() {
                "" => "Your own name for it is gone".to_owned(),
                name => format!("Is called {name} here"),
            };
            results.done(id.as_str(), &reason);
        }
        results
    }

    /// Out of the receipt of a run.
    pub fn of_receipt(receipt: &Receipt) -> Self {
        let mut results = Self::default();
        for line in &receipt.lines {
            let result = &line.result;
            let reason = result.detail.clone().unwrap_or_default();
            let came = Came {
                site: line.site.clone(),
                outcome: result.outcome,
                reason: if reason.is_empty() {
                    line.action.clone()
                } else {
                    reason
                },
                request: result.request_id.clone().unwrap_or_default(),
            };
            results.add(&line.who, &line.email, came);
        }
        results.skipped(&receipt.skipped);
        results
    }

    /// Out of a plan of which nothing was sent.
    pub fn of_plan(plan: &Plan) -> Self {
        let mut results = Self::default();
        for line in &plan.lines {
            let came = Came {
                site: line.action.site().cloned(),
                outcome: Outcome::NotTried,
                reason: line.action.label().to_owned(),
                request: String::new(),
            };
            results.add(&line.who.id, &line.who.email, came);
        }
        results.skipped(&plan.skipped);
        results
    }

    fn skipped(&mut self, all: &[Skip]) {
        for skip in all {
            let row = skip.who.id.strip_prefix(ROW).and_then(|n| n.parse().ok());
            if let Some(row) = row {
                let words = format!("Row {row}: ");
                let reason = skip.reason.strip_prefix(&words).unwrap_or(&skip.reason);
                self.left.insert(row, (reason.to_owned(), skip.already_so));
                continue;
            }
            let outcome = if skip.already_so {
                Outcome::AlreadySo
            } else {
                Outcome::Skipped
            };
            let came = Came {
                site: skip.site.clone(),
                outcome,
                reason: skip.reason.clone(),
                request: String::new(),
            };
            self.add(&skip.who.id, &skip.who.email, came);
        }
    }

    /// Notes what became of somebody outside of a plan.
    pub fn done(&mut self, id: &str, reason: &str) {
        let came = Came {
            site: None,
            outcome: Outcome::Done,
            reason: reason.to_owned(),
            request: String::new(),
        };
        self.add(id, "", came);
    }

    fn add(&mut self, id: &str, email: &str, came: Came) {
        let folded = fold_email(email);
        if !id.is_empty() && id != folded {
            self.came
                .entry(id.to_owned())
                .or_default()
                .push(came.clone());
        }
        if !folded.is_empty() {
            self.came.entry(folded).or_default().push(came);
        }
    }

    /// The line of the row that was checked last.
    pub fn of(&self, checker: &Checker<'_>, verdict: &Verdict) -> ResultRow {
        let who = checker.shown().to_owned();
        let row = checker.number();
        let reason = verdict.reason.clone().unwrap_or_default();
        let plain = |outcome, reason| ResultRow {
            row,
            who: who.clone(),
            outcome,
            reason,
            requests: String::new(),
        };
        match self.left.get(&row) {
            Some((why, true)) => return plain(Outcome::AlreadySo, why.clone()),
            Some((why, false)) => return plain(Outcome::Skipped, why.clone()),
            None => {}
        }
        let here = |came: &&Came| {
            let sites = checker.sites();
            let site = came.site.as_ref();
            sites.is_empty() || site.is_none_or(|s| sites.contains(s))
        };
        // Receipts of older versions know addresses alone.
        let all = self.came.get(checker.key());
        let all = all.or_else(|| self.came.get(&fold_email(checker.shown())));
        let own: Vec<&Came> = all.into_iter().flatten().filter(here).collect();
        match verdict.rule {
            Rule::Take => {}
            Rule::Skip if !verdict.already => return plain(Outcome::Skipped, reason),
            _ if !own.is_empty() => {}
            _ if verdict.already => return plain(Outcome::AlreadySo, reason),
            Rule::Skip => return plain(Outcome::Skipped, reason),
            Rule::Ask | Rule::Stop => return plain(Outcome::NotTried, reason),
        }
        let worst = Outcome::ALL
            .into_iter()
            .find(|o| own.iter().any(|c| c.outcome == *o));
        let Some(outcome) = worst else {
            return plain(Outcome::NotTried, "It is not in this plan".to_owned());
        };
        let joined = |text: fn(&Came) -> &str| {
            let mut all: Vec<&str> = own
                .iter()
                .map(|c| text(c))
                .filter(|t| !t.is_empty())
                .collect();
            all.dedup();
            all.join("; ")
        };
        ResultRow {
            row,
            who,
            outcome,
            reason: joined(|c| &c.reason),
            requests: joined(|c| &c.request),
        }
    }
}

/// A result file that is being written.
#[derive(Debug)]
pub(in crate::sheet) struct ResultFile<W: Write>(csv::Writer<W>);

impl<W: Write> ResultFile<W> {
    /// Begins it with the names of the columns.
    pub(in crate::sheet) fn begin(to: W) -> io::Result<Self> {
        let mut csv = csv::Writer::from_writer(to);
        csv.write_record(["Row", "Address", "Outcome", "Reason", "Request id"])?;
        Ok(Self(csv))
    }

    /// Writes a line.
    pub(in crate::sheet) fn line(&mut self, row: &ResultRow) -> io::Result<()> {
        self.0.write_field(row.row.to_string())?;
        self.0.write_field(escaped(&row.who))?;
        self.0.write_field(row.outcome.label())?;
        self.0.write_field(escaped(&row.reason))?;
        self.0.write_field(escaped(&row.requests))?;
        self.0.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Hands over what is left.
    pub(in crate::sheet) fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
