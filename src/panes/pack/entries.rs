//! The entries of a pack with what was decided, to be searched and filtered.

use super::super::reviews::deck::{cells, inspector};
use crate::kit::state::{Kind, State};
use crate::kit::table::Column;
use crate::model::Model;
use crate::panes::Cx;
use crate::panes::listing::{Line, Listing, Parts, View, Words, lists};
use crate::worker::protocol::{ReviewRow, ReviewTable};
use egui::Ui;
use jiff::Timestamp;

static WORDS: Words = Words {
    title: "Entries",
    grid: "Entries of the pack",
    kept: &["pack"],
    search: "Search the pack",
    hint: "Search names, roles, sites, notes",
    searched: "names, addresses, roles, places, ids, notes and reasons",
    no_one: "No entry",
    nobody: "No entry selected",
    noun: ("entry", "entries"),
    place: "in the pack",
    empty: ("There is nothing in this pack", ""),
    elsewhere: "A pack is only looked at",
    ..Words::NONE
};

/// A row as a line of the clipboard.
pub(super) fn copied(row: &ReviewRow) -> String {
    cells::copied(row)
}

/// The list.
#[derive(Debug, Default)]
pub(super) struct Entries;

impl Parts for Entries {
    type Table = ReviewTable;

    lists!(ReviewTable, pack_table, pack_view, ViewPack);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        cells::columns()
    }

    fn line(&self, model: &Model) -> Line {
        let table = model.pack_table.as_ref();
        Line {
            words: table.map_or_else(String::new, |t| {
                super::super::reviews::words::stands_on(&t.card)
            }),
            more: None,
        }
    }

    fn cell(&self, ui: &mut Ui, row: &ReviewRow, column: usize, now: Timestamp) {
        cells::draw(ui, row, column, now);
    }

    fn cell_text(&self, row: &ReviewRow, column: usize, now: Timestamp) -> String {
        cells::words(row, column, now)
    }

    fn reads_account(&self) -> bool {
        false
    }

    fn no_saving(&self) -> Option<&'static str> {
        Some("The pack holds these rows already, as items.csv")
    }

    fn banner(&mut self, _: &mut Ui, _: &mut Cx<'_>) {}

    fn inspector(
        &mut self,
        list: &mut Listing<ReviewTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<ReviewTable>,
    ) {
        let rows = &view.table.rows;
        let picked = list.picked().rows.iter();
        let picked: Vec<&ReviewRow> = picked.filter_map(|r| rows.get(*r as usize)).collect();
        match picked.as_slice() {
            [] => {
                State::new(
                    Kind::Empty,
                    "Select an entry to see what was known and decided",
                )
                .show(ui);
            }
            [row] => inspector::one(ui, cx, row),
            several => inspector::many(ui, several),
        }
    }
}
