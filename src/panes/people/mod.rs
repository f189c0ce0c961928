//! One card per human: every place where somebody can get in, why, and the way out of all of them.

mod card;
mod cells;
mod deeds;
mod dialog;
mod why;

use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::table::Column;
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::kit::{layout, text};
use crate::model::{Model, age, count, grouped};
use crate::panes::listing::{Listed, Listing, Parts, Words};
use crate::panes::{Cx, Pane, PaneCommand};
use crate::worker::protocol::{Command, PeopleRow, PeopleTable, PeopleView, ViewRequest};
use egui::{Context, Ui};
use std::sync::Arc;

impl Listed for PeopleTable {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> &str {
        self.rows.get(row).map_or("", |r| r.id.as_str())
    }

    fn name(&self, row: usize) -> &str {
        self.rows.get(row).map_or("", |r| r.name.as_str())
    }
}

/// The pane.
#[derive(Debug, Default)]
pub struct PeoplePane {
    list: Listing<PeopleTable>,
    own: Own,
}

/// What the pane has beside its list.
#[derive(Debug, Default)]
struct Own {
    card: card::Card,
    dialog: Option<dialog::Open>,
    /// The row to go to, by its id.
    go: Option<String>,
}

impl Pane for PeoplePane {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.list.show(&mut self.own, ui, cx);
        if let Some(id) = self.own.go.take() {
            self.list.select(&id);
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialog::show(&mut self.own.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        self.own.dialog.is_some()
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        if self.list.command(&self.own, command, cx) {
            return;
        }
        if command == PaneCommand::Remove {
            let rows = self.list.picked().to_vec();
            self.own.delete(cx, &rows);
        }
    }

    fn blocked(&self, command: PaneCommand, cx: &Cx<'_>) -> Option<String> {
        match command {
            PaneCommand::Remove => deeds::no_removing(cx.model, self.list.picked()),
            PaneCommand::ChangeRoles | PaneCommand::SameAs | PaneCommand::Invite => {
                Some("Go to the team for that".to_owned())
            }
            _ => None,
        }
    }
}

/// The row of a table.
fn row_of(model: &Model, row: usize) -> Option<&PeopleRow> {
    model.people.as_ref()?.rows.get(row)
}

impl Parts<PeopleTable> for Own {
    fn words(&self) -> Words {
        Words {
            key: "people",
            title: "People",
            grid: "People in all places",
            search: "Search people",
            hint: "Search names, addresses, roles, sites",
            noun: ("person", "people"),
        }
    }

    fn columns(&self) -> Vec<Column> {
        cells::columns()
    }

    fn table<'m>(&self, model: &'m Model) -> Option<&'m Arc<PeopleTable>> {
        model.people.as_ref()
    }

    fn view<'m>(&self, model: &'m Model) -> Option<&'m Arc<PeopleView>> {
        model.people_view.as_ref()
    }

    fn request(&self, request: ViewRequest) -> Command {
        Command::ViewPeople(request)
    }

    fn line(&self, model: &Model) -> String {
        let mut parts = Vec::new();
        if let Some(table) = &model.people {
            parts.push(count(table.rows.len(), "person", "people"));
        }
        if let Some(at) = model.team_remote().read_at {
            parts.push(format!("read {}", age(at, model.now)));
        }
        parts.join(" · ")
    }

    fn cell(&self, ui: &mut Ui, table: &PeopleTable, row: usize, column: usize) {
        if let Some(row) = table.rows.get(row) {
            cells::cell(ui, row, column);
        }
    }

    fn cell_text(&self, table: &PeopleTable, row: usize, column: usize) -> String {
        let row = table.rows.get(row);
        row.map(|r| cells::words(r, column)).unwrap_or_default()
    }

    fn buttons(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rows: &[usize]) {
        let blocked = deeds::no_linking(cx.model, rows);
        let link = Button::secondary("These are one person…").enabled_or(blocked);
        if link.show(ui).clicked() {
            self.dialog = dialog::Open::link(cx.model, rows);
        }
        let blocked = deeds::no_removing(cx.model, rows);
        let remove = Button::secondary("Remove everywhere…").icon(Icon::RemovePerson);
        if remove.enabled_or(blocked).show(ui).clicked() {
            self.delete(cx, rows);
        }
    }

    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(table) = &cx.model.people else {
            return;
        };
        if table.unknown_accounts == 0 {
            return;
        }
        let words = format!(
            "Who owns {} on sites is not known yet. Reading one of their sites tells the user, and \
             you can join people by hand",
            count(table.unknown_accounts, "account", "accounts")
        );
        Note::new(Tone::Info, words).show(ui);
        ui.add_space(size::GAP_SMALL);
    }

    fn inspector(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        table: &Arc<PeopleTable>,
        rows: &[usize],
    ) {
        match rows {
            [] => {
                State::new(Kind::Empty, "Select somebody to see every place")
                    .detail("Click a row, or move with the arrow keys.")
                    .show(ui);
            }
            [row] => card::show(self, ui, cx, table, *row),
            several => several_people(ui, table, several),
        }
    }

    fn delete(&mut self, cx: &mut Cx<'_>, rows: &[usize]) {
        if deeds::no_removing(cx.model, rows).is_none() {
            self.dialog = dialog::Open::remove(cx.model, rows);
        }
    }

    fn menu(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rows: &[usize]) {
        use crate::panes::team::bits;
        let blocked = deeds::no_removing(cx.model, rows);
        if bits::item(ui, "Remove everywhere…", blocked.as_deref()) {
            self.delete(cx, rows);
        }
        let blocked = deeds::no_linking(cx.model, rows);
        if bits::item(ui, "These are one person…", blocked.as_deref()) {
            self.dialog = dialog::Open::link(cx.model, rows);
        }
    }
}

fn several_people(ui: &mut Ui, table: &PeopleTable, rows: &[usize]) {
    ui.label(text::heading(format!("{} selected", grouped(rows.len()))));
    let all = rows.iter().filter_map(|r| table.rows.get(*r));
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
