//! Lists on their way into a file: which rows, which columns, and what stands in the cells.
//!
//! Window and command line choose; the cells come from here, so that both write the same bytes.
//! Cells are made for machines and for the way back: times are whole and in UTC, ids stand in
//! columns of their own, and the names of columns are those that an import understands.

mod accounts;
mod changes;
mod members;
mod people;
mod reviews;
mod rules;
mod sites;
mod team;

use super::{Numbered, TableView};
use crate::access::SiteId;
use jiff::Timestamp;
use std::borrow::Cow;
use std::fmt::Debug;
use std::io;
use std::sync::Arc;

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutColumn {
    /// Its name in settings and on the command line.
    pub id: Cow<'static, str>,
    /// Its title in the file.
    pub title: Cow<'static, str>,
}

/// Columns out of pairs of id and title.
fn columns(of: &[(&'static str, &'static str)]) -> Vec<OutColumn> {
    let column = |(id, title): &(&'static str, &'static str)| OutColumn {
        id: Cow::Borrowed(id),
        title: Cow::Borrowed(title),
    };
    of.iter().map(column).collect()
}

/// A list whose rows can be written into a file.
pub trait Outgoing: Numbered + Debug {
    /// The word for the list in names of files and settings.
    const WORD: &'static str;
    /// What a line is where a row can be written as several; `None` where it is always one.
    const PARTS: Option<&'static str> = None;
    /// What is worked out once for all rows.
    type Ahead;

    /// Works that out.
    fn ahead(&self) -> Self::Ahead;

    /// All columns: those of the list in its order, then what else is known. `parts`: a row is
    /// written as several lines.
    fn out_columns(&self, parts: bool) -> Vec<OutColumn>;

    /// The lines of a row, with a cell for each column.
    fn out_lines(&self, ahead: &Self::Ahead, row: &Self::Row, parts: bool) -> Vec<Vec<String>>;

    /// How many lines a row makes.
    fn out_count(&self, _row: &Self::Row, _parts: bool) -> u64 {
        1
    }

    /// The site, where the cells are taken out of what is kept of its members; the key of a row
    /// then is the number of its place there.
    fn members_of(&self) -> Option<&SiteId> {
        None
    }

    /// The place of a member, see [`Outgoing::members_of`].
    fn place(_row: &Self::Row) -> u32 {
        0
    }
}

/// Rows that are to be written, whatever list they are of.
pub trait OutSource: Debug + Send + Sync {
    /// The word for the list.
    fn word(&self) -> &'static str;
    /// What a line is where a row can be written as several.
    fn parts(&self) -> Option<&'static str>;
    /// Number of rows.
    fn rows(&self) -> usize;
    /// Number of lines.
    fn lines(&self, parts: bool) -> u64;
    /// All columns.
    fn columns(&self, parts: bool) -> Vec<OutColumn>;
    /// Gives the cells of every line in order, with the number of rows before it.
    ///
    /// # Errors
    /// What `put` gave; nothing more is given after that.
    fn each(&self, parts: bool, put: &mut Put<'_>) -> io::Result<()>;
    /// The site and the places of its members, in order, where the cells are taken out of what is
    /// kept.
    fn members(&self) -> Option<(SiteId, Vec<u32>)>;
}

/// Takes a line.
pub type Put<'a> = dyn FnMut(usize, &[String]) -> io::Result<()> + 'a;

/// Rows of one table.
#[derive(Debug)]
pub struct OutRows<T> {
    table: Arc<T>,
    view: Option<Arc<TableView<T>>>,
    picked: Option<Vec<u32>>,
}

impl<T: Outgoing> OutRows<T> {
    /// Everything that a view shows, in its order.
    pub fn shown(view: Arc<TableView<T>>) -> Self {
        Self {
            table: Arc::clone(&view.table),
            view: Some(view),
            picked: None,
        }
    }

    /// These rows of the table: those that the view shows in its order, then the others.
    pub fn picked(view: Arc<TableView<T>>, rows: Vec<u32>) -> Self {
        Self {
            picked: Some(rows),
            ..Self::shown(view)
        }
    }

    /// These rows of a table as they stand, or all of them.
    pub fn of(table: Arc<T>, rows: Option<Vec<u32>>) -> Self {
        Self {
            table,
            view: None,
            picked: rows,
        }
    }

    /// The rows in the order in which they are written.
    pub fn order(&self) -> Vec<u32> {
        let shown = self.view.as_ref().map(|v| &v.view.rows);
        match (shown, &self.picked) {
            (None, None) => (0..self.table.rows().len() as u32).collect(),
            (None, Some(rows)) => rows.clone(),
            (Some(shown), None) => Vec::clone(shown),
            (Some(shown), Some(rows)) => {
                let mut wanted = vec![false; self.table.rows().len()];
                let mut mark = |row: &u32, to: bool| {
                    let slot = wanted.get_mut(*row as usize);
                    slot.is_some_and(|slot| std::mem::replace(slot, to))
                };
                for row in rows {
                    mark(row, true);
                }
                let mut all: Vec<u32> = shown.iter().copied().filter(|r| mark(r, false)).collect();
                all.extend(rows.iter().copied().filter(|r| mark(r, false)));
                all
            }
        }
    }

    fn row(&self, at: u32) -> Option<&T::Row> {
        self.table.rows().get(at as usize)
    }
}

impl<T> OutSource for OutRows<T>
where
    T: Outgoing,
{
    fn word(&self) -> &'static str {
        T::WORD
    }

    fn parts(&self) -> Option<&'static str> {
        T::PARTS
    }

    fn rows(&self) -> usize {
        match (&self.picked, &self.view) {
            (Some(rows), _) => rows.len(),
            (None, Some(view)) => view.view.rows.len(),
            (None, None) => self.table.rows().len(),
        }
    }

    fn lines(&self, parts: bool) -> u64 {
        if !parts || T::PARTS.is_none() {
            return self.rows() as u64;
        }
        let order = self.order();
        let rows = order.iter().filter_map(|at| self.row(*at));
        rows.map(|row| self.table.out_count(row, true)).sum()
    }

    fn columns(&self, parts: bool) -> Vec<OutColumn> {
        self.table.out_columns(parts)
    }

    fn each(&self, parts: bool, put: &mut Put<'_>) -> io::Result<()> {
        let ahead = self.table.ahead();
        for (done, at) in self.order().into_iter().enumerate() {
            let Some(row) = self.row(at) else { continue };
            for line in self.table.out_lines(&ahead, row, parts) {
                put(done, &line)?;
            }
        }
        Ok(())
    }

    fn members(&self) -> Option<(SiteId, Vec<u32>)> {
        let site = self.table.members_of()?.clone();
        let order = self.order();
        let rows = order.iter().filter_map(|at| self.row(*at));
        Some((site, rows.map(T::place).collect()))
    }
}

/// A list, and how it shall be written.
#[derive(Debug, Clone)]
pub struct OutWish {
    /// Its rows.
    pub source: Arc<dyn OutSource>,
    /// Whether a row is written as several lines.
    pub parts: bool,
    /// Ids of the columns, in the order of the file.
    pub columns: Vec<String>,
    /// Whether the file begins with the mark by which spreadsheets know UTF-8.
    pub mark: bool,
}

impl PartialEq for OutWish {
    /// The same rows are those of the same choice.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.source, &other.source)
            && (self.parts, &self.columns, self.mark) == (other.parts, &other.columns, other.mark)
    }
}

impl OutWish {
    /// Keys of the custom fields among the columns of members, which come last.
    pub fn custom_fields(&self) -> Vec<String> {
        let all = self.source.columns(self.parts).into_iter();
        let own = OutColumn::of_members(&[]).len();
        all.skip(own).map(|c| c.id.into_owned()).collect()
    }

    /// All columns of the list, and the places of the chosen ones among them.
    ///
    /// # Errors
    /// The id that no column has.
    pub fn chosen(&self) -> Result<(Vec<OutColumn>, Vec<usize>), String> {
        let all = self.source.columns(self.parts);
        let find = |id: &String| {
            let found = all.iter().position(|c| c.id == id.as_str());
            found.ok_or_else(|| id.clone())
        };
        let places = self.columns.iter().map(find).collect::<Result<_, _>>()?;
        Ok((all, places))
    }
}

fn time(at: Option<Timestamp>) -> String {
    at.map(|t| t.to_string()).unwrap_or_default()
}

fn number(n: Option<impl ToString>) -> String {
    n.map(|n| n.to_string()).unwrap_or_default()
}

fn joined<T: AsRef<str>>(all: &[T]) -> String {
    let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
    all.join("; ")
}
