//! Contributors of all sites: find them by person, site, role and location, look at them, change
//! what they may do.

mod dialogs;
mod grid;
mod grouped;
mod inspector;
mod persons;
mod picked;
mod rows;
mod states;
#[cfg(test)]
mod tests;

use crate::index::Filter;
use crate::kit::button::Button;
use crate::kit::choice;
use crate::kit::icons::Icon;
use crate::kit::table::{Column, Selection};
use crate::model::{Ask, Dialog, Model, age, count, exact};
use crate::panes::Cx;
use crate::panes::listing::{
    Deed as ListDeed, Line, ListPane, Listed, Listing, Opener, Parts, Picked, Shown, View, Words,
    found, lists, put,
};
use crate::plan::Wish;
use crate::sheet::map::Kind;
use crate::worker::protocol::{
    AccessRow, AccessTable, AccessView, Command, JobKind, Numbered as _,
};
use egui::{Context, Ui};
use grouped::Grouped;
use jiff::Timestamp;
use picked::{Chosen, Deed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Name of the chosen shape in the settings.
const SHAPE: &str = "contributors.shape";

static WORDS: Words = Words {
    title: "Contributors",
    grid: "Contributors",
    kept: &["contributors", "contributors.persons"],
    search: "Search contributors",
    hint: "Search people, sites, roles",
    searched: "names, addresses, ids, sites, roles and locations",
    no_one: "No one",
    dataset: "Sites",
    area: "Contributors",
    what: "the account",
    some: "Some sites",
    unread: "The sites come first; then their contributors can be read",
    ..Words::NONE
};

/// How the contributors stand on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Shape {
    /// A row for each account on each site.
    #[default]
    Rows,
    /// A row for each account.
    Persons,
    /// Accounts down, sites across.
    Grid,
}

impl Listed for AccessTable {
    fn name(row: &AccessRow) -> String {
        format!("{}, {}", row.name, row.site_name)
    }
}

/// The pane.
pub type ContributorsPane = ListPane<Contributors>;

/// What the pane has beside its list.
#[derive(Debug, Default)]
pub struct Contributors {
    shape: Shape,
    chosen: Chosen,
    grouped: Grouped,
    grouped_for: Option<Arc<AccessView>>,
    grid: grid::Grid,
    inspector: inspector::Inspector,
    dialog: dialogs::Open,
}

impl Parts for Contributors {
    type Table = AccessTable;

    lists!(AccessTable, access, access_view, ViewAccess);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        match self.shape {
            Shape::Persons => persons::columns(),
            Shape::Rows | Shape::Grid => rows::columns(),
        }
    }

    fn line(&self, model: &Model) -> Line {
        let Some(table) = &model.access else {
            return Line::default();
        };
        let mut parts = Vec::new();
        if !table.rows.is_empty() {
            let people = count(table.persons.list.len(), "person", "people");
            let sites = count(table.persons.sites.len(), "site", "sites");
            parts.push(format!("{people} on {sites}"));
        }
        if let Some(at) = table.oldest {
            parts.push(format!("oldest read {}", age(at, model.now)));
        }
        let read = count(table.read, "site", "sites");
        let more = |at| format!("{read} read to the end; the oldest {}", exact(at));
        Line::of(&parts, table.oldest.map(more))
    }

    fn cell(&self, ui: &mut Ui, row: &AccessRow, column: usize, _: Timestamp) {
        rows::cell(ui, row, column);
    }

    fn cell_text(&self, row: &AccessRow, column: usize, _: Timestamp) -> String {
        rows::words(row, column)
    }

    fn copied(&self) -> (Vec<Column>, usize) {
        // Cells are those of a person on a site, whatever the shape of the list.
        (rows::columns(), 0)
    }

    fn openers(&self, model: &Model) -> Vec<Opener> {
        vec![
            Opener::import(),
            Opener {
                command: None,
                label: "Read sites…",
                icon: Icon::Refresh,
                keys: None,
                blocked: states::no_reading(model),
                primary: false,
            },
        ]
    }

    fn open(&mut self, opener: usize, _: &mut Listing<AccessTable>, cx: &mut Cx<'_>) {
        if opener == 0 {
            return cx.ask(Ask::Open(Dialog::Import(Kind::Contributors)));
        }
        self.dialog = dialogs::Open::read(cx);
    }

    fn deeds(&self, _: &Picked, model: &Model) -> Vec<ListDeed> {
        let left = self.chosen.left_out();
        let each = |deed: Deed| {
            let hint = match &left {
                Some(more) => format!("{}. {more}", deed.hint()),
                None => deed.hint().to_owned(),
            };
            ListDeed::new(deed.label(), self.chosen.blocked(deed, model))
                .hint(Some(hint))
                .command(deed.command())
        };
        Deed::ALL.into_iter().map(each).collect()
    }

    fn begin(&mut self, deed: usize, _: &mut Listing<AccessTable>, cx: &mut Cx<'_>) {
        let Some(table) = self.grouped_for.as_ref().map(|v| Arc::clone(&v.table)) else {
            return;
        };
        match Deed::ALL.get(deed) {
            Some(Deed::Roles) => self.dialog = dialogs::Open::roles(table, &self.chosen.free),
            Some(Deed::Locations) => {
                self.dialog = dialogs::Open::locations(table, &self.chosen.free);
            }
            Some(Deed::Remove) => {
                let whom = self.chosen.whom(&table);
                cx.ask(Command::MakePlan(Wish::RemoveContributors { whom }));
            }
            Some(Deed::Name) => {
                if let Some(person) = self.chosen.person(&table) {
                    self.dialog = dialogs::Open::name(person);
                }
            }
            None => {}
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialogs::show(&mut self.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        !matches!(self.dialog, dialogs::Open::None)
    }

    fn follow(&mut self, view: &View<AccessTable>, _: &Filter) {
        let known = self.grouped_for.as_ref();
        if !known.is_some_and(|v| Arc::ptr_eq(v, view)) {
            self.grouped = Grouped::of(view);
            self.grouped_for = Some(Arc::clone(view));
        }
    }

    fn reveals(&mut self) {
        self.shape = Shape::Rows;
    }

    fn restart(&mut self) {
        self.grid.restart();
    }

    fn pick(&mut self, picked: &Picked, view: &AccessView) {
        self.chosen = Chosen::of(picked, &view.table);
    }

    fn selected(&self, picked: &Picked) -> String {
        self.chosen.words(picked.hidden)
    }

    fn left_out(&self) -> Option<String> {
        self.chosen.left_out()
    }

    fn found(&self, view: &View<AccessTable>) -> String {
        let rows = found(Some(view));
        let people = count(self.grouped.persons.len(), "person", "people");
        let sites = count(self.grouped.sites.len(), "site", "sites");
        match self.shape {
            Shape::Rows => rows,
            Shape::Persons => format!("{people}, {rows}"),
            Shape::Grid => format!("{people} on {sites}, {rows}"),
        }
    }

    fn reads_account(&self) -> bool {
        false
    }

    fn filter_room(&self) -> f32 {
        560.0
    }

    fn before_filters(&mut self, list: &mut Listing<AccessTable>, ui: &mut Ui, _: &mut Cx<'_>) {
        let shapes = [
            (Shape::Rows, "By site"),
            (Shape::Persons, "By person"),
            (Shape::Grid, "Grid"),
        ];
        if choice::segmented(ui, "Shape of the list", &mut self.shape, &shapes) {
            list.touch(ui);
        }
    }

    fn after_filters(&mut self, _: &mut Listing<AccessTable>, ui: &mut Ui, cx: &mut Cx<'_>) {
        names_button(ui, cx);
    }

    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        states::banner(self, ui, cx);
    }

    fn nothing(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, table: &AccessTable) {
        states::nothing_read(self, ui, cx, table);
    }

    fn rows(
        &mut self,
        list: &mut Listing<AccessTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<AccessTable>,
    ) {
        let (out, opened) = match self.shape {
            Shape::Grid => return grid::show(self, list, ui, cx, view),
            Shape::Rows => {
                let rows = Shown {
                    view,
                    parts: &*self,
                    now: cx.model.now,
                };
                list.table_of(self, ui, (WORDS.key(), WORDS.grid), &rows)
            }
            Shape::Persons => {
                let rows = persons::People {
                    view,
                    shown: &self.grouped,
                };
                list.table_of(self, ui, ("persons", "People who contribute"), &rows)
            }
        };
        list.after(self, ui, cx, &out, opened);
    }

    fn inspector(
        &mut self,
        list: &mut Listing<AccessTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<AccessTable>,
    ) {
        inspector::show(self, list, ui, cx, &view.table);
    }

    fn sheet(&self) -> usize {
        usize::from(self.shape == Shape::Persons)
    }

    fn ranks(&self) -> Vec<&'static str> {
        match self.shape {
            Shape::Rows => rows::columns().iter().map(|c| c.id).collect(),
            Shape::Persons => persons::SORTED.to_vec(),
            Shape::Grid => Vec::new(),
        }
    }

    fn no_columns(&self) -> Option<&'static str> {
        (self.shape == Shape::Grid).then_some("The grid has a column for each site")
    }

    fn there(&self, table: &AccessTable, sheet: usize, number: u32) -> bool {
        let row = match sheet {
            0 => table.numbers().row(number),
            _ => table.persons.numbers.row(number),
        };
        row.is_some()
    }

    fn meant(&self, selection: &Selection, view: &AccessView) -> Picked {
        match self.shape {
            Shape::Persons => picked::of_people(selection, &self.grouped, &view.table),
            Shape::Rows | Shape::Grid => Picked::new(selection, view),
        }
    }

    fn all(&self, view: &AccessView) -> Vec<u32> {
        if self.shape == Shape::Persons {
            let persons = &view.table.persons;
            let all = self.grouped.persons.iter();
            return all.map(|p| persons.numbers.number(*p)).collect();
        }
        let numbers = view.table.numbers();
        let rows = view.view.rows.iter();
        rows.map(|r| numbers.number(*r)).collect()
    }

    fn load(&mut self, kept: &BTreeMap<String, serde_json::Value>) {
        let shape = kept.get(SHAPE).cloned();
        if let Some(shape) = shape.and_then(|v| serde_json::from_value(v).ok()) {
            self.shape = shape;
        }
    }

    fn keep(&self, kept: &mut BTreeMap<String, serde_json::Value>) {
        put(kept, SHAPE, &self.shape);
    }
}

/// Asks Wix for names that nobody knows.
fn names_button(ui: &mut Ui, cx: &mut Cx<'_>) {
    let persons = cx.model.access.as_ref().map(|t| &t.persons);
    let Some(persons) = persons.filter(|p| p.nameless > 0) else {
        return;
    };
    let running = cx.model.running(JobKind::Names).is_some();
    let looking = || running.then(|| "Names are being looked up".to_owned());
    let blocked = cx.model.no_reading().or_else(looking);
    let hint = format!(
        "{} without a name. Wix tells this key about its own account and those below it, and may \
         tell of {} who of its members they are, with two calls each. Others can be given a name \
         of your own",
        count(persons.nameless, "account is", "accounts are"),
        count(persons.nameless_sites, "site", "sites"),
    );
    let button = Button::quiet("Look up names").hint(hint);
    if button.enabled_or(blocked).show(ui).clicked() {
        cx.ask(Command::LookUpNames);
    }
}
