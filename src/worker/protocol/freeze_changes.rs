//! Freezing what changed: the lines of a comparison as a table that can be searched.

use super::Numbers;
use super::numbers::numbered;
use super::snapshots::{By, ChangeRow, Changes};
use super::table::{Frozen, TableView};
use crate::access::Weight;
use crate::index::{COLUMN, FacetsBuilder, Index, Rank, TextIndex};
use std::sync::Arc;

/// Keys of the facet groups of changes.
pub mod change_groups {
    /// What it does to access.
    pub const WEIGHT: &str = "weight";
    /// People, invites, ….
    pub const KIND: &str = "kind";
    /// By us or by others.
    pub const BY: &str = "by";
    /// The site, or the account.
    pub const PLACE: &str = "place";
}

/// What changed between two snapshots, frozen.
#[derive(Debug, Clone)]
pub struct ChangesTable {
    /// The comparison that it was made of, without its rows.
    pub of: Arc<Changes>,
    /// Worst first, like things together.
    pub rows: Vec<ChangeRow>,
    /// Search, facets and ranks over them.
    pub index: Index,
    /// Numbers of the rows.
    pub numbers: Numbers<String>,
}

impl Frozen for ChangesTable {
    fn index(&self) -> &Index {
        &self.index
    }
}

numbered!(ChangesTable, ChangeRow, String, |row| row.key.clone());

/// The changes as filtered and sorted.
pub type ChangesView = TableView<ChangesTable>;

impl By {
    /// Its key among the facets.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Us(_) => "us",
            Self::PerhapsUs(_) => "perhaps",
            Self::Itself => "itself",
            Self::Others => "others",
        }
    }
}

/// Key of a weight among the facets.
pub fn weight_word(weight: Weight) -> &'static str {
    match weight {
        Weight::Top => "top",
        Weight::More => "more",
        Weight::Less => "less",
        Weight::Other => "other",
    }
}

/// Makes the table of a comparison.
pub fn freeze_changes(changes: Arc<Changes>) -> ChangesTable {
    let rows = changes.rows.clone();
    ChangesTable {
        index: index(&rows),
        numbers: Numbers::new(None, rows.iter().map(|r| r.key.clone())),
        rows,
        of: changes,
    }
}

fn index(rows: &[ChangeRow]) -> Index {
    let texts = rows.iter().map(|r| {
        let states = [r.before.as_deref(), r.after.as_deref()];
        let mut parts = vec![r.what.as_str(), r.who.as_str(), r.place.as_str(), &r.key];
        parts.extend(states.into_iter().flatten());
        parts.join(&COLUMN.to_string())
    });
    let text = TextIndex::build(texts);
    let mut facets = FacetsBuilder::default();
    let weight = facets.group(change_groups::WEIGHT, "What it does");
    let kind = facets.group(change_groups::KIND, "Kind");
    let by = facets.group(change_groups::BY, "Made by");
    let place = facets.group(change_groups::PLACE, "Where");
    for one in Weight::ALL {
        facets.value(weight, weight_word(one), one.label());
    }
    for row in rows {
        let values = [
            facets.value(weight, weight_word(row.weight), row.weight.label()),
            facets.value(kind, row.group, row.group),
            facets.value(by, row.by.word(), row.by.label()),
            facets.value(place, &row.place, &row.place),
        ];
        facets.row(&values);
    }
    let weights = rows
        .iter()
        .map(|r| Weight::ALL.iter().position(|w| *w == r.weight));
    let ranks = vec![
        Rank::of_texts(rows.iter().map(|r| Some(r.what.as_str()))),
        Rank::of(&weights.collect::<Vec<_>>()),
        Rank::of_texts(rows.iter().map(|r| Some(r.group))),
        Rank::of_texts(rows.iter().map(|r| Some(r.place.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.by.label()))),
    ];
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}
