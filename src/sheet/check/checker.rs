//! Checking row by row, as the file goes by.

use super::class::{Class, Rule, Rules};
use super::domains::Domains;
use super::edits::Edits;
use super::firsts::Firsts;
use super::known::Known;
use super::problem::{Problem, Problems};
use super::text::{clean, damage, is_latin, is_total, is_undamaged, latin, look_alike};
use super::values;
use super::wanted::Wanted;
use crate::access::{SiteId, is_address};
use crate::sheet::map::{Field, Holds, Kind, Mapping};
use crate::sheet::read::Row;
use std::borrow::Cow;
use strum::IntoEnumIterator as _;

/// What is checked against what.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'a> {
    /// Which column holds what.
    pub mapping: &'a Mapping,
    /// The row with the names of the columns.
    pub header: Option<u64>,
    /// What is done about problems.
    pub rules: &'a Rules,
    /// Corrections.
    pub edits: &'a Edits,
    /// What is known of the account.
    pub known: Known<'a>,
}

/// How many rows came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Rows with anything in them, without the names of the columns.
    pub rows: u64,
    /// Rows that can go into a plan.
    pub taken: u64,
    /// Rows that a rule leaves out.
    pub skipped: u64,
    /// Rows that stand against a plan.
    pub blocking: u64,
}

/// What a row came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The strictest rule of its problems.
    pub rule: Rule,
    /// Why, if it is not taken.
    pub reason: Option<String>,
    /// Whether everything is so already.
    pub already: bool,
}

/// A hash of whom a row names, and where: eight bytes at a time, each mixed by a multiplication
/// of which both halves are kept.
fn hash(key: &str, place: &str) -> u64 {
    let mix = |a: u64, b: u64| {
        let wide = u128::from(a) * u128::from(b);
        (wide as u64) ^ ((wide >> 64) as u64)
    };
    let of = |text: &str, start: u64| {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        let words = words.iter().chain(std::iter::once(&last));
        let all = words.fold(start, |hash, word| {
            mix(hash ^ u64::from_le_bytes(*word), 0x9e37_79b9_7f4a_7c15)
        });
        mix(all ^ text.len() as u64, 0xd6e8_feb8_6659_fd93)
    };
    of(place, of(key, 0x2545_f491_4f6c_dd1d))
}

/// Checks rows. Beside the problems it keeps 12 bytes for every row that names somebody, to find
/// doubles.
#[derive(Debug)]
pub struct Checker<'a> {
    pub(super) setup: Setup<'a>,
    pub(super) problems: Problems,
    pub(super) counts: Counts,
    domains: Domains,
    firsts: Firsts,
    /// Whom the row names, folded; used again for each.
    pub(super) key: String,
    /// Whom it names, in words for people, where the key is an id.
    pub(super) name: String,
    /// The sites it is about, where there can be several rows for one person.
    pub(super) sites: Vec<SiteId>,
    number: u64,
    worst: Rule,
    reason: Option<String>,
    already: bool,
    /// Whether the row can be read the quick way.
    latin: bool,
    login: Option<usize>,
    /// Columns with ids of whom the row is about.
    ids: Vec<usize>,
    columns: Vec<(usize, Holds)>,
    /// The column of each field.
    places: Vec<Option<usize>>,
}

impl<'a> Checker<'a> {
    /// Begins.
    pub fn new(setup: Setup<'a>) -> Self {
        let mapping = setup.mapping;
        let all = mapping.columns.iter().enumerate();
        let columns = all
            .filter_map(|(at, c)| Some((at, c.holds.clone()?)))
            .collect();
        let address = mapping.kind.fields().iter().find(|f| f.is_address());
        Self {
            setup,
            problems: Problems::default(),
            counts: Counts::default(),
            domains: Domains::default(),
            firsts: Firsts::default(),
            key: String::new(),
            name: String::new(),
            sites: Vec::new(),
            number: 0,
            worst: Rule::Take,
            reason: None,
            already: false,
            latin: false,
            login: address.and_then(|f| mapping.column(*f)),
            ids: [Field::MemberId, Field::UserId, Field::AccountId]
                .into_iter()
                .filter_map(|f| mapping.column(f))
                .collect(),
            columns,
            places: Field::iter().map(|f| mapping.column(f)).collect(),
        }
    }

    /// What was found so far.
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// How many rows came to what so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The end: every problem, and the counts.
    pub fn finish(self) -> (Problems, Counts) {
        (self.problems, self.counts)
    }

    /// Whom the last row names, folded; empty if nobody.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whom the last row names, as people would say it.
    pub fn shown(&self) -> &str {
        if self.name.is_empty() {
            &self.key
        } else {
            &self.name
        }
    }

    /// The sites that the last row is about; none where it can only be one, or the account.
    pub fn sites(&self) -> &[SiteId] {
        &self.sites
    }

    /// The number of the last row, as spreadsheets count.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Checks one row, after its corrections; `None` for the names of the columns and what stands
    /// above them.
    pub fn row(&mut self, row: &mut Row) -> Option<Verdict> {
        if self.setup.header.is_some_and(|h| row.number <= h) {
            return None;
        }
        self.setup.edits.apply(row);
        self.latin = is_latin(row.text());
        self.worst = Rule::Take;
        self.reason = None;
        self.already = false;
        self.key.clear();
        self.name.clear();
        self.sites.clear();
        self.counts.rows += 1;
        self.number = row.number;
        if self.is_total(row) {
            self.add(row, None, Class::Totals, "it holds totals", None);
        } else {
            self.whole(row);
            self.cells(row);
            super::rows::check(self, row);
        }
        match self.worst {
            Rule::Take => self.counts.taken += 1,
            Rule::Skip => self.counts.skipped += 1,
            Rule::Ask | Rule::Stop => self.counts.blocking += 1,
        }
        Some(Verdict {
            rule: self.worst,
            reason: self.reason.take(),
            already: self.already,
        })
    }

    /// The row as a wish, after [`Checker::row`] took it.
    pub fn wanted(&self, row: &Row) -> Option<Wanted> {
        super::rows::wanted(&self.setup, row)
    }

    fn is_total(&self, row: &Row) -> bool {
        let Some(login) = self.login else {
            return false;
        };
        // Most rows hold an address: one look at them is enough.
        if row.cell(login).contains('@') || self.ids.iter().any(|at| !row.cell(*at).is_empty()) {
            return false;
        }
        row.cells().take(3).any(is_total)
    }

    fn whole(&mut self, row: &Row) {
        if row.flaws.cut {
            self.add(
                row,
                None,
                Class::Cut,
                "it is longer than any row can be",
                None,
            );
        }
        if row.flaws.quotes {
            self.add(
                row,
                None,
                Class::Quotes,
                "a quote in it was never closed",
                None,
            );
        }
        let columns = self.setup.mapping.columns.len();
        if row.len() > columns && (columns..row.len()).any(|at| !row.cell(at).trim().is_empty()) {
            let says = format!(
                "it has {} cells, and there are {columns} columns",
                row.len()
            );
            self.add(row, None, Class::TooManyCells, &says, None);
        }
    }

    /// What can be wrong with any cell.
    fn cells(&mut self, row: &Row) {
        for at in 0..self.columns.len() {
            let Some((column, holds)) = self.columns.get(at) else {
                continue;
            };
            let column = *column;
            let names = matches!(holds, Holds::Field(Field::Phones) | Holds::Custom(_));
            let raw = row.cell(column);
            if raw.is_empty() || (self.latin && is_undamaged(raw)) {
                continue;
            }
            let cell = clean(raw);
            if cell.invisible {
                self.add(
                    row,
                    Some(column),
                    Class::Invisible,
                    "it holds characters that nobody sees",
                    None,
                );
            }
            let text = cell.text.as_ref();
            if !text.is_ascii() && text.contains('\u{fffd}') {
                self.add(
                    row,
                    Some(column),
                    Class::Letters,
                    "it holds bytes that are no letters",
                    None,
                );
            }
            if let Some(says) = damage(text) {
                self.add(row, Some(column), Class::Damage, says, None);
            }
            if !names && let Some(latin) = look_alike(text) {
                let says = "it mixes letters of two scripts that look alike";
                self.add(row, Some(column), Class::LookAlike, says, Some(latin));
            }
        }
    }

    /// Notes a problem.
    pub(super) fn add(
        &mut self,
        row: &Row,
        column: Option<usize>,
        class: Class,
        says: &str,
        suggestion: Option<String>,
    ) {
        self.note(row, column, class, says, suggestion, None);
    }

    fn note(
        &mut self,
        row: &Row,
        column: Option<usize>,
        class: Class,
        says: &str,
        suggestion: Option<String>,
        other: Option<u64>,
    ) {
        let rule = self.setup.rules.of(class);
        if rule > self.worst {
            self.worst = rule;
            self.reason = Some(super::capital(says));
            self.already = class == Class::AlreadyThere;
        }
        self.problems.add(Problem {
            class,
            row: row.number,
            line: row.line,
            column,
            cell: column
                .map(|at| Problem::short(row.cell(at)))
                .unwrap_or_default(),
            says: says.to_owned(),
            suggestion,
            other,
        });
    }

    /// The cell of a field, as it is meant.
    pub(super) fn cell<'r>(&self, row: &'r Row, field: Field) -> (Option<usize>, Cow<'r, str>) {
        let column = self.places.get(field as usize).copied().flatten();
        let text = column.map_or(Cow::Borrowed(""), |at| self.meant(row, at));
        (column, text)
    }

    /// A cell as it is meant.
    fn meant<'r>(&self, row: &'r Row, column: usize) -> Cow<'r, str> {
        let cell = row.cell(column);
        if self.latin {
            Cow::Borrowed(latin(cell))
        } else {
            clean(cell).text
        }
    }

    /// Checks an address; what it names becomes the key. False if there is none that can be used.
    pub(super) fn address(&mut self, row: &Row, column: usize) -> bool {
        let text = self.meant(row, column);
        if text.is_empty() {
            self.add(row, Some(column), Class::NoAddress, "it names nobody", None);
            return false;
        }
        if !values::is_plain_address(&text) && !is_address(&text) {
            let says = format!("“{}” is not a mail address", Problem::short(&text));
            let meant = values::address_meant(&text);
            self.add(row, Some(column), Class::BadAddress, &says, meant);
            return false;
        }
        self.key.clear();
        if text.is_ascii() {
            self.key.push_str(&text);
            self.key.make_ascii_lowercase();
        } else {
            self.key.push_str(&text.to_lowercase());
        }
        let at = self.key.find('@').unwrap_or(0);
        let meant = self
            .domains
            .meant(self.key.get(at + 1..).unwrap_or_default());
        if let Some(domain) = meant {
            let local = text.split('@').next().unwrap_or_default();
            let says = format!("did you mean {domain}?");
            let fixed = format!("{local}@{domain}");
            self.add(row, Some(column), Class::Typo, &says, Some(fixed));
        }
        true
    }

    /// Finds out whether the key stands in an earlier row.
    pub(super) fn double(&mut self, row: &Row, column: Option<usize>) {
        let number = u32::try_from(row.number).unwrap_or(u32::MAX);
        let first = self.firsts.first(hash(&self.key, ""), number);
        if first != number {
            self.same(row, column, first, number);
        }
    }

    /// The same where one person may stand in several rows, one for each of these places.
    pub(super) fn double_at(&mut self, row: &Row, column: Option<usize>, places: &[String]) {
        let number = u32::try_from(row.number).unwrap_or(u32::MAX);
        let all: Vec<u64> = places.iter().map(|p| hash(&self.key, p)).collect();
        let first = all.iter().find_map(|h| self.firsts.get(*h));
        match first {
            Some(first) => self.same(row, column, first, number),
            None => {
                for hash in all {
                    self.firsts.first(hash, number);
                }
            }
        }
    }

    fn same(&mut self, row: &Row, column: Option<usize>, first: u32, number: u32) {
        let says = format!("rows {first} and {number} name the same");
        let other = Some(u64::from(first));
        self.note(row, column, Class::Double, &says, None, other);
    }

    pub(super) fn kind(&self) -> Kind {
        self.setup.mapping.kind
    }
}

/// The cell of a field, as it is meant, with its column.
pub(super) fn cell<'r>(
    mapping: &Mapping,
    row: &'r Row,
    field: Field,
) -> (Option<usize>, Cow<'r, str>) {
    let column = mapping.column(field);
    let text = column.map_or(Cow::Borrowed(""), |at| clean(row.cell(at)).text);
    (column, text)
}

/// A custom field's cell.
pub(super) fn at(row: &Row, column: usize) -> Cow<'_, str> {
    clean(row.cell(column)).text
}
