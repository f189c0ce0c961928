//! The index of a whole table, and what one question to it gives.

use super::cancel::{Cancel, Cancelled};
use super::facets::Facets;
use super::filter::Filter;
use super::rank::{Order, Rank, sort};
use super::text::{Found, Needle, TextIndex};

/// Parts of an index that do not have the same number of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the parts of an index differ in their number of rows")]
pub struct Uneven;

/// Texts, facets and orders of one table.
#[derive(Debug, Clone, Default)]
pub struct Index {
    text: TextIndex,
    facets: Facets,
    ranks: Vec<Rank>,
}

/// What one question found. Frozen: it is made on the worker and only read afterwards.
#[derive(Debug, Clone)]
pub struct View {
    /// The rows to show, in their order.
    pub rows: Vec<u32>,
    /// By group and value, in the order of [`Facets::groups`]: see
    /// [`Selection::counts`](super::Selection::counts).
    pub counts: Vec<Vec<u32>>,
    /// Rows of the whole table.
    pub total: u32,
    /// What the text alone found; the next question can start from it.
    pub found: Found,
}

impl Index {
    /// Puts the parts together.
    ///
    /// # Errors
    /// [`Uneven`] if they do not have the same number of rows.
    pub fn new(text: TextIndex, facets: Facets, ranks: Vec<Rank>) -> Result<Self, Uneven> {
        let rows = text.len();
        if facets.len() != rows || ranks.iter().any(|rank| rank.len() != rows) {
            return Err(Uneven);
        }
        Ok(Self {
            text,
            facets,
            ranks,
        })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The groups and values that a filter can choose.
    pub fn facets(&self) -> &Facets {
        &self.facets
    }

    /// Answers one question. `previous` is what the last one found, if it is at hand: typing on
    /// only narrows it. Without an order, or with one of a column that has no rank, rows keep
    /// theirs.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` said so.
    pub fn view(
        &self,
        filter: &Filter,
        order: Option<Order>,
        previous: Option<&Found>,
        cancel: Cancel<'_>,
    ) -> Result<View, Cancelled> {
        let found = self
            .text
            .search(Needle::new(&filter.text), previous, cancel)?;
        let selection = self.facets.select(filter, found.hits(), cancel)?;
        if cancel() {
            return Err(Cancelled);
        }
        let rank = order.and_then(|o| Some((self.ranks.get(o.column)?, o.descending)));
        let rows = match rank {
            Some((rank, descending)) => sort(&selection.hits, rank, descending),
            None => selection.hits.iter().collect(),
        };
        Ok(View {
            rows,
            counts: selection.counts,
            total: self.len() as u32,
            found,
        })
    }
}
