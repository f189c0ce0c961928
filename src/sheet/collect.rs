//! From the rows of a file to what is wished, and to what came of it.

use super::check::{Checker, Collected, Known, MembersOf, Results, Rule, Verdict, Wanted};
use super::check::{result_head, result_row};
use super::import::Import;
use super::read::Row;
use crate::access::{MemberId, fold_email};
use crate::plan::{Outcome, Whom};
use std::collections::BTreeSet;
use std::io::{self, Read, Write};

/// Whom a sheet names: also in rows that are left out.
#[derive(Debug, Clone, Default)]
pub struct Named(BTreeSet<String>);

impl Named {
    /// Members whom no row names; `None` if there are none.
    pub fn absent(&self, members: &MembersOf) -> Option<Whom> {
        let absent = members
            .all()
            .filter(|m| !self.0.contains(&fold_email(&m.login_email)));
        let mut ids: Vec<MemberId> = absent.map(|m| m.id.clone()).collect();
        ids.sort();
        (!ids.is_empty()).then_some(Whom {
            ids,
            logins: Vec::new(),
        })
    }
}

impl Import {
    /// What a row that was checked asks for; `None` if it is left out.
    pub fn wanted(checker: &Checker<'_>, row: &Row, verdict: &Verdict) -> Option<Wanted> {
        checker.wanted(row).filter(|_| verdict.rule == Rule::Take)
    }

    /// Goes over all rows and keeps what they ask for; rows that are left out are named.
    ///
    /// # Errors
    /// What the file said.
    pub fn collect(
        &self,
        source: impl Read + Send,
        known: Known<'_>,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> io::Result<Collected> {
        let mut collected = Collected::default();
        let each = |checker: &Checker<'_>, row: &Row, verdict: &Verdict| {
            match Self::wanted(checker, row, verdict) {
                Some(wanted) => collected.add(wanted),
                None => collected.leave(checker, verdict),
            }
            Ok(())
        };
        self.pass::<io::Error>(source, known, each, progress)?;
        Ok(collected)
    }

    /// Goes over all rows and keeps whom they name.
    ///
    /// # Errors
    /// What the file said.
    pub fn named(
        &self,
        source: impl Read + Send,
        known: Known<'_>,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> io::Result<Named> {
        let mut named = Named::default();
        let each = |checker: &Checker<'_>, _: &Row, _: &Verdict| {
            named.0.insert(checker.key().to_owned());
            Ok(())
        };
        self.pass::<io::Error>(source, known, each, progress)?;
        Ok(named)
    }

    /// Writes what became of every row, in the order of the file; gives the numbers of the rows
    /// that were not done.
    ///
    /// # Errors
    /// What the file or the writer said.
    pub fn results(
        &self,
        source: impl Read + Send,
        known: Known<'_>,
        results: &Results,
        out: &mut dyn Write,
    ) -> io::Result<BTreeSet<u64>> {
        let mut left = BTreeSet::new();
        out.write_all(&result_head()?)?;
        let each = |checker: &Checker<'_>, _: &Row, verdict: &Verdict| {
            let row = results.of(checker, verdict);
            if !matches!(row.outcome, Outcome::Done | Outcome::AlreadySo) {
                left.insert(row.row);
            }
            out.write_all(&result_row(&row)?)
        };
        self.pass::<io::Error>(source, known, each, &mut |_| true)?;
        Ok(left)
    }
}
