//! One card per human: every place where somebody can get in, why, and the way out of all of them.

mod card;
mod cells;
mod deeds;
mod dialog;
mod why;

use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::table::Column;
use crate::kit::tone::Tone;
use crate::kit::{layout, text};
use crate::model::{Model, age, count, exact, grouped};
use crate::panes::listing::{
    Deed, Line, ListPane, Listed, Listing, Parts, Picked, View, Words, lists,
};
use crate::panes::{Cx, PaneCommand};
use crate::worker::protocol::{PeopleRow, PeopleTable};
use egui::{Context, Ui};
use jiff::Timestamp;

static WORDS: Words = Words {
    title: "People",
    grid: "People in all places",
    kept: &["people"],
    search: "Search people",
    hint: "Search names, addresses, roles, sites",
    searched: "names, addresses, roles, sites and ids",
    no_one: "No one",
    noun: ("person", "people"),
    what: "the team",
    some: "Some people and places",
    empty: (
        "Nobody gets in anywhere",
        "Whoever is in the team, contributes to a site or is invited shows here",
    ),
    ..Words::NONE
};

impl Listed for PeopleTable {
    fn name(row: &PeopleRow) -> String {
        row.name.clone()
    }
}

/// The pane.
pub type PeoplePane = ListPane<People>;

/// What the pane has beside its list.
#[derive(Debug, Default)]
pub struct People {
    card: card::Card,
    dialog: Option<dialog::Open>,
    /// The row to go to, by its id.
    go: Option<String>,
}

/// The row of a table.
fn row_of(model: &Model, row: u32) -> Option<&PeopleRow> {
    model.people.as_ref()?.rows.get(row as usize)
}

impl Parts for People {
    type Table = PeopleTable;

    lists!(PeopleTable, people, people_view, ViewPeople);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        cells::columns()
    }

    fn line(&self, model: &Model) -> Line {
        let mut parts = Vec::new();
        if let Some(table) = &model.people {
            parts.push(count(table.rows.len(), "person", "people"));
        }
        let read_at = model.team_remote().read_at;
        if let Some(at) = read_at {
            parts.push(format!("read {}", age(at, model.now)));
        }
        Line::of(&parts, read_at.map(|at| format!("Read {}", exact(at))))
    }

    fn cell(&self, ui: &mut Ui, row: &PeopleRow, column: usize, _: Timestamp) {
        cells::cell(ui, row, column);
    }

    fn cell_text(&self, row: &PeopleRow, column: usize, _: Timestamp) -> String {
        cells::words(row, column)
    }

    fn deeds(&self, picked: &Picked, model: &Model) -> Vec<Deed> {
        let link = deeds::no_linking(model, &picked.rows);
        let remove = deeds::no_removing(model, &picked.rows);
        vec![
            Deed::new("These are one person…", link),
            Deed::new("Remove everywhere…", remove)
                .icon(Icon::RemovePerson)
                .command(PaneCommand::Remove),
        ]
    }

    fn begin(&mut self, deed: usize, list: &mut Listing<PeopleTable>, cx: &mut Cx<'_>) {
        let rows = &list.picked().rows;
        self.dialog = if deed == 0 {
            dialog::Open::link(cx.model, rows)
        } else {
            dialog::Open::remove(cx.model, rows)
        };
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialog::show(&mut self.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        self.dialog.is_some()
    }

    fn above(&mut self, _: &mut Listing<PeopleTable>, ui: &mut Ui, cx: &mut Cx<'_>, _: f32) {
        let unknown = cx.model.people.as_ref().map_or(0, |t| t.unknown_accounts);
        if unknown == 0 {
            return;
        }
        let words = format!(
            "Who owns {} on sites is not known yet. Reading one of their sites tells the user, and \
             you can join people by hand",
            count(unknown, "account", "accounts")
        );
        Note::new(Tone::Info, words).show(ui);
    }

    fn inspector(
        &mut self,
        list: &mut Listing<PeopleTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<PeopleTable>,
    ) {
        match list.picked().rows.as_slice() {
            [] => {
                State::new(Kind::Empty, "Select somebody to see every place")
                    .detail("Click a row, or move with the arrow keys.")
                    .show(ui);
            }
            [row] => card::show(self, ui, cx, &view.table, *row as usize),
            several => several_people(ui, &view.table, several),
        }
        if let Some(id) = self.go.take() {
            list.select(self, &id, cx.model);
        }
    }
}

fn several_people(ui: &mut Ui, table: &PeopleTable, rows: &[u32]) {
    ui.label(text::heading(format!("{} selected", grouped(rows.len()))));
    let all = rows.iter().filter_map(|r| table.rows.get(*r as usize));
    let places: usize = all.clone().map(|r| r.places.open()).sum();
    layout::key_value(ui, "Places together", &grouped(places));
    for row in all.take(12) {
        text::ellipsis(ui, text::body(row.name.as_str()));
    }
    if rows.len() > 12 {
        ui.label(text::muted(format!(
            "and {} more",
            grouped(rows.len() - 12)
        )));
    }
}
