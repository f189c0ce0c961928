//! A file on its way in: what was guessed about it, what somebody changed, and passes over its
//! rows. The value holds no rows but the first ones; every pass reads the file again, so that a
//! corrected value is checked anew without anything being kept of the last time.

use super::ahead::each_row;
use super::check::{Checker, Counts, Edits, Known, Problems, Rules, Setup, Verdict};
use super::map::{Kind, Mapping};
use super::read::{Format, Guess, Row, Rows, Said, Survey, guess_with};
use std::io::{self, Read};

/// First rows that are kept to be shown.
const TOP: usize = 100;

/// A file as it is understood. It can be shown, edited, and checked again.
#[derive(Debug, Clone)]
pub struct Import {
    /// How the file is read, and how sure that is.
    pub guess: Guess,
    /// Which column holds what.
    pub mapping: Mapping,
    /// The first rows, the names of the columns among them.
    pub top: Vec<Row>,
    /// Corrections.
    pub edits: Edits,
    /// What is done about problems.
    pub rules: Rules,
}

/// What a pass came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// Every problem.
    pub problems: Problems,
    /// How many rows came to what.
    pub counts: Counts,
    /// Whether the pass reached the end of the file.
    pub whole: bool,
}

impl Import {
    /// Understands a file from a look at its bytes and its first rows. `source` gives the file
    /// from its start.
    ///
    /// # Errors
    /// What the file said.
    pub fn of(survey: &Survey, source: impl Read, kind: Kind, said: Said) -> io::Result<Self> {
        let guess = guess_with(survey, said);
        let top = top(source, &guess.format)?;
        let mapping = Mapping::guess(kind, &guess.format, &top);
        Ok(Self {
            guess,
            mapping,
            top,
            edits: Edits::default(),
            rules: Rules::default(),
        })
    }

    /// Everything a pass needs, held against what is known.
    pub fn setup<'a>(&'a self, known: Known<'a>) -> Setup<'a> {
        Setup {
            mapping: &self.mapping,
            header: self.guess.format.header,
            rules: &self.rules,
            edits: &self.edits,
            known,
        }
    }

    /// Goes over all rows. `each` sees every row with its verdict; `progress` hears of the bytes
    /// that were read, and ends the pass by saying no.
    ///
    /// # Errors
    /// What the file said, or `each`.
    pub fn pass<E: From<io::Error>>(
        &self,
        source: impl Read + Send,
        known: Known<'_>,
        mut each: impl FnMut(&Checker<'_>, &Row, &Verdict) -> Result<(), E>,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Checked, E> {
        let mut checker = Checker::new(self.setup(known));
        let mut one = |row: &mut Row| match checker.row(row) {
            Some(verdict) => each(&checker, row, &verdict),
            None => Ok(()),
        };
        let whole = each_row(source, &self.guess.format, &mut one, progress)?;
        let (problems, counts) = checker.finish();
        Ok(Checked {
            problems,
            counts,
            whole,
        })
    }

    /// Goes over all rows and keeps nothing but problems and counts.
    ///
    /// # Errors
    /// What the file said.
    pub fn check(
        &self,
        source: impl Read + Send,
        known: Known<'_>,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> io::Result<Checked> {
        self.pass::<io::Error>(source, known, |_, _, _| Ok(()), progress)
    }
}

fn top(source: impl Read, format: &Format) -> io::Result<Vec<Row>> {
    let mut rows = Rows::new(source, format);
    let (mut all, mut row) = (Vec::new(), Row::default());
    while all.len() < TOP && rows.read(&mut row)? {
        all.push(row.clone());
    }
    Ok(all)
}
