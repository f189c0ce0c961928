//! Which column holds what.

use super::field::{Field, Kind};
use super::names;
use crate::access::is_address;
use crate::sheet::read::{Format, Row};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// How it came that a column holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum By {
    /// Its name says so.
    Name,
    /// What stands in it says so.
    Content,
    /// A file of this shape was read so before.
    Memory,
    /// Somebody said so.
    Hand,
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Its name as it stands there; may be empty.
    pub name: String,
    /// What it holds; `None` leaves it out.
    pub holds: Option<Holds>,
    /// How that is known.
    pub by: By,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Holds {
    /// A field.
    Field(Field),
    /// A custom field of members, by its key.
    Custom(String),
}

/// Which column holds what. It can be shown, changed and remembered under the shape of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mapping {
    /// What the sheet is about.
    pub kind: Kind,
    /// Column by column.
    pub columns: Vec<Column>,
    /// Names that stand there more than once: the first one counts.
    pub doubled: Vec<String>,
    /// Whether every name is one of the template's: nobody needs to look.
    pub exact: bool,
}

impl Mapping {
    /// Guesses by the names of the columns, and by what stands in the first rows. `top` are the
    /// first rows of the file as they are read in `format`, the names among them.
    pub fn guess(kind: Kind, format: &Format, top: &[Row]) -> Self {
        let head = format
            .header
            .and_then(|n| top.iter().find(|r| r.number == n));
        let data = || {
            top.iter()
                .filter(|r| format.header.is_none_or(|h| r.number > h))
        };
        let widest = data().map(Row::len).max().unwrap_or(0);
        let count = head.map_or(widest, Row::len).max(format.columns);
        let mut mapping = Self {
            kind,
            columns: Vec::new(),
            doubled: Vec::new(),
            exact: head.is_some(),
        };
        let mut taken: Vec<Holds> = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        for at in 0..count {
            let name = head.map_or("", |r| r.cell(at)).trim();
            let folded = names::fold(name);
            let again = !folded.is_empty() && seen.contains(&folded);
            if again && !mapping.doubled.iter().any(|d| d == name) {
                mapping.doubled.push(name.to_owned());
            }
            seen.push(folded.clone());
            let by_name = match name.strip_prefix("custom.") {
                Some(_) if kind.takes(Field::Nickname) => Some(Holds::Custom(name.to_owned())),
                _ => names::field(kind, name).map(Holds::Field),
            };
            // The template's own name of a field stands before other words for it.
            let named = |h: &Holds| match h {
                Holds::Field(f) if names::fold(f.header()) != folded => {
                    let own = names::fold(f.header());
                    head.is_some_and(|r| r.cells().any(|c| names::fold(c) == own))
                }
                _ => false,
            };
            let holds = by_name.filter(|h| !again && !taken.contains(h) && !named(h));
            let own = |f: &Field| names::fold(f.header()) == folded;
            mapping.exact &= kind.fields().iter().any(own);
            taken.extend(holds.clone());
            mapping.columns.push(Column {
                name: name.to_owned(),
                holds,
                by: By::Name,
            });
        }
        mapping.by_content(&data().take(100));
        mapping.prefer_parts();
        mapping
    }

    /// A column of addresses that no name speaks for.
    fn by_content<'a>(&mut self, rows: &(impl Iterator<Item = &'a Row> + Clone)) {
        let Some(field) = self.kind.fields().iter().copied().find(|f| f.is_address()) else {
            return;
        };
        let share = |at: usize| {
            let cells = rows
                .clone()
                .map(|r| r.cell(at).trim())
                .filter(|c| !c.is_empty());
            let (all, good) = cells.fold((0_u32, 0_u32), |(all, good), c| {
                (all + 1, good + u32::from(is_address(c)))
            });
            (all > 0).then(|| f64::from(good) / f64::from(all))
        };
        let named = self.column(field);
        // A name can mislead: “Login” may hold names while “Contact” holds the addresses.
        if named.is_some_and(|at| share(at).is_none_or(|s| s >= 0.5)) {
            return;
        }
        let free = (0..self.columns.len()).filter(|at| {
            let holds = self.columns.get(*at).and_then(|c| c.holds.as_ref());
            matches!(holds, None | Some(Holds::Field(Field::Emails)))
        });
        let best = free
            .filter_map(|at| Some((at, share(at).filter(|s| *s >= 0.6)?)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        if let Some((at, _)) = best {
            self.put(at, Some(Holds::Field(field)), By::Content);
        }
    }

    /// Names in two columns speak louder than one column with both.
    fn prefer_parts(&mut self) {
        let parts =
            self.column(Field::FirstName).is_some() || self.column(Field::LastName).is_some();
        if parts && let Some(full) = self.column(Field::FullName) {
            self.put(full, None, By::Name);
        }
    }

    /// The column that holds this.
    pub fn column(&self, field: Field) -> Option<usize> {
        let holds = Holds::Field(field);
        self.columns
            .iter()
            .position(|c| c.holds.as_ref() == Some(&holds))
    }

    /// Lets a column hold something else; another column that held it is left out.
    pub fn set(&mut self, at: usize, holds: Option<Holds>) {
        self.put(at, holds, By::Hand);
    }

    fn put(&mut self, at: usize, holds: Option<Holds>, by: By) {
        if holds.is_some() {
            for column in self.columns.iter_mut().filter(|c| c.holds == holds) {
                column.holds = None;
            }
        }
        if let Some(column) = self.columns.get_mut(at) {
            column.holds = holds;
            column.by = by;
        }
    }

    /// What must be there and is not, in words.
    pub fn missing(&self) -> Vec<&'static str> {
        let needs = self.kind.needs().iter();
        needs
            .filter(|(fields, _)| fields.iter().all(|f| self.column(*f).is_none()))
            .map(|(_, words)| *words)
            .collect()
    }

    /// Columns by what they hold, custom fields by key.
    pub fn custom(&self) -> BTreeMap<&str, usize> {
        let all = self.columns.iter().enumerate();
        all.filter_map(|(at, c)| match &c.holds {
            Some(Holds::Custom(key)) => Some((key.as_str(), at)),
            _ => None,
        })
        .collect()
    }

    /// The name of a column to show: its own, else its number.
    pub fn name(&self, at: usize) -> String {
        match self.columns.get(at).map(|c| c.name.as_str()) {
            Some("") | None => format!("Column {}", at + 1),
            Some(name) => name.to_owned(),
        }
    }

    /// The shape of the file: under it a mapping can be remembered. Files with the same columns in
    /// the same order have the same shape, whatever stands in their rows.
    pub fn shape(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.kind.word());
        hash.update((self.columns.len() as u64).to_be_bytes());
        for column in &self.columns {
            let name = names::fold(&column.name);
            hash.update((name.len() as u64).to_be_bytes());
            hash.update(name);
        }
        let bytes = hash.finalize();
        let half: [u8; 16] = std::array::from_fn(|at| bytes[at]);
        format!("{:032x}", u128::from_be_bytes(half))
    }

    /// Takes over what was remembered for this shape; false if it is for another one.
    pub fn recall(&mut self, remembered: &Self) -> bool {
        if remembered.shape() != self.shape() {
            return false;
        }
        for (column, known) in self.columns.iter_mut().zip(&remembered.columns) {
            column.holds.clone_from(&known.holds);
            column.by = By::Memory;
        }
        true
    }
}
