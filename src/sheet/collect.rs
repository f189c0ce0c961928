//! From the rows of a file to what is wished, and to what came of it.

use super::check::{
    Checker, Collected, Known, MembersOf, ResultFile, Results, Rule, Verdict, Wanted,
};
use super::import::Import;
use super::read::{Encoding, Row, SaveError, save};
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

    /// Writes what became of every row, in the order of the file.
    ///
    /// # Errors
    /// What the file or the writer said.
    pub fn results(
        &self,
        source: impl Read + Send,
        known: Known<'_>,
        results: &Results,
        out: &mut dyn Write,
    ) -> io::Result<Became> {
        let mut became = Became::default();
        let mut file = ResultFile::begin(out)?;
        let each = |checker: &Checker<'_>, _: &Row, verdict: &Verdict| {
            let row = results.of(checker, verdict);
            became.rows += 1;
            if !matches!(row.outcome, Outcome::Done | Outcome::AlreadySo) {
                became.left.insert(row.row);
            }
            file.line(&row)
        };
        self.pass::<io::Error>(source, known, each, &mut |_| true)?;
        file.end()?;
        Ok(became)
    }

    /// Writes the rows that were not done, corrected as far as they were, as a sheet of the same
    /// form.
    ///
    /// # Errors
    /// [`SaveError`].
    pub fn left(
        &self,
        source: impl Read,
        became: &Became,
        mut out: &mut dyn Write,
    ) -> Result<(), SaveError> {
        let format = &self.guess.format;
        let header = format.header.unwrap_or(0);
        save(source, format, format.encoding, &mut out, |row| {
            if row.number <= header {
                return Some(false);
            }
            let left = became.left.contains(&row.number);
            left.then(|| self.edits.apply(row))
        })
    }

    /// Writes the sheet with its corrections in this encoding; gives the number of rows that were
    /// corrected.
    ///
    /// # Errors
    /// [`SaveError`].
    pub fn corrected(
        &self,
        source: impl Read,
        into: Encoding,
        mut out: &mut dyn Write,
    ) -> Result<u64, SaveError> {
        let format = &self.guess.format;
        let header = format.header.unwrap_or(0);
        let mut changed = 0;
        save(source, format, into, &mut out, |row| {
            let differs = row.number > header && self.edits.apply(row);
            changed += u64::from(differs);
            Some(differs)
        })?;
        Ok(changed)
    }
}

/// What became of the rows of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Became {
    /// How many there are.
    pub rows: usize,
    /// The numbers of those that were not done and were not so already.
    pub left: BTreeSet<u64>,
}
