//! The index of a whole table, and what one question to it gives.

use super::cancel::{Cancel, Cancelled, check};
use super::facets::Facets;
use super::filter::{Filter, Span};
use super::hits::Hits;
use super::rank::{Order, Ranked, sort};
use super::text::{Found, Needle, TextIndex};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Parts of an index that do not have the same number of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the parts of an index differ in their number of rows")]
pub struct Uneven;

/// A number of each row, such as a time in seconds; `None` where a row has none.
pub type NumberOf = Arc<dyn Fn(u32) -> Option<i64> + Send + Sync>;

/// Texts, facets, orders and numbers of one table.
#[derive(Clone, Default)]
pub struct Index {
    text: TextIndex,
    facets: Facets,
    ranks: Vec<Ranked>,
    numbers: BTreeMap<String, NumberOf>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("rows", &self.len())
            .field("ranks", &self.ranks)
            .finish_non_exhaustive()
    }
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
    pub fn new(
        text: TextIndex,
        facets: Facets,
        ranks: Vec<impl Into<Ranked>>,
    ) -> Result<Self, Uneven> {
        let rows = text.len();
        let ranks: Vec<Ranked> = ranks.into_iter().map(Into::into).collect();
        let uneven = |rank: &Ranked| rank.len().is_some_and(|len| len != rows);
        if facets.len() != rows || ranks.iter().any(uneven) {
            return Err(Uneven);
        }
        Ok(Self {
            text,
            facets,
            ranks,
            numbers: BTreeMap::new(),
        })
    }

    /// Adds a number of each row that spans of a filter name by this key.
    #[must_use]
    pub fn with_number(mut self, key: &str, number: NumberOf) -> Self {
        self.numbers.insert(key.to_owned(), number);
        self
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

    /// The texts.
    pub fn text(&self) -> &TextIndex {
        &self.text
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
        let within = self.within(filter, found.hits(), cancel)?;
        let hits = within.as_ref().unwrap_or(found.hits());
        let selection = self.facets.select(filter, hits, cancel)?;
        if cancel() {
            return Err(Cancelled);
        }
        let rank = order.and_then(|o| Some((self.ranks.get(o.column)?, o.descending)));
        let rows = match rank {
            Some((rank, descending)) => sort(&selection.hits, rank.get(), descending),
            None => selection.hits.iter().collect(),
        };
        Ok(View {
            rows,
            counts: selection.counts,
            total: self.len() as u32,
            found,
        })
    }

    /// The hits that lie in every span; `None` if there is no span.
    fn within(
        &self,
        filter: &Filter,
        hits: &Hits,
        cancel: Cancel<'_>,
    ) -> Result<Option<Hits>, Cancelled> {
        let spans = filter
            .spans
            .iter()
            .map(|(k, span)| (self.numbers.get(k), *span));
        let spans: Vec<(Option<&NumberOf>, Span)> = spans.collect();
        if spans.is_empty() {
            return Ok(None);
        }
        let passes = |row: u32| {
            spans.iter().all(|(number, span)| {
                let number = number.and_then(|of| of(row));
                number.is_some_and(|n| span.has(n))
            })
        };
        let mut rows = Vec::new();
        for (step, row) in hits.iter().enumerate() {
            check(cancel, step)?;
            if passes(row) {
                rows.push(row);
            }
        }
        Ok(Some(Hits::ascending(rows, self.len() as u32)))
    }
}
