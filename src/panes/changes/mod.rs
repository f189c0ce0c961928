//! What changed between two moments: chosen, searched, explained, put back.

mod chart;
mod deeds;
mod inspector;
mod list;
mod moments;
mod shots;
mod states;

use crate::access::Weight;
use crate::kit::badge::toggle_chip;
use crate::kit::icons::Icon;
use crate::kit::table::Column;
use crate::model::{Ask, Model, count, exact};
use crate::panes::listing::{
    Deed, Line, ListPane, Listed, Listing, Opener, Parts, Picked, View, Words, lists,
};
use crate::panes::{Cx, PaneCommand};
use crate::worker::protocol::{
    ChangeRow, Changes as Found, ChangesState, ChangesTable, ChangesView, Command, CompareRequest,
    PutBackRequest, SaveKind, When, change_groups, weight_word,
};
use egui::{Context, Ui};
use jiff::Timestamp;
use moments::Chosen;
use std::sync::Arc;

/// Lowest pane that has room for the chips above its table; the filters have them too.
const CHIPS_FROM: f32 = 380.0;

static WORDS: Words = Words {
    title: "Changes",
    grid: "Changes, worst first",
    kept: &["changes"],
    search: "Search the changes",
    hint: "Search people, roles, sites",
    searched: "sentences, names, places, and how things were and are",
    no_one: "No change",
    nobody: "No change selected",
    noun: ("change", "changes"),
    what: "the account",
    elsewhere: "Go to the team for that",
    ..Words::NONE
};

impl Listed for ChangesTable {
    fn name(row: &ChangeRow) -> String {
        row.what.clone()
    }
}

/// The pane.
pub type ChangesPane = ListPane<Changes>;

/// What the pane has beside its list.
#[derive(Debug, Default)]
pub struct Changes {
    chosen: Chosen,
    /// The request that was sent last, and what “newest” and “previous” meant at that time.
    asked: Option<(CompareRequest, Vec<String>)>,
    listed: bool,
    /// Facts about the selection.
    picked: deeds::Facts,
    chart: chart::Chart,
    shots: Option<shots::Shots>,
}

impl Changes {
    /// The newest comparison, if there is one.
    fn found(model: &Model) -> Option<&Arc<Found>> {
        match &*model.changes {
            ChangesState::Ready(found) => Some(found),
            _ => None,
        }
    }

    /// Asks for the list, and for a comparison whenever another one is meant.
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let Some(list) = &cx.model.snapshots else {
            if !std::mem::replace(&mut self.listed, true) {
                cx.ask(Command::ListSnapshots);
            }
            return;
        };
        let Ok(all) = &list.all else { return };
        if all.len() < 2 {
            return;
        }
        self.chosen.follow(list);
        let request = self.chosen.request();
        let meant = if self.chosen.moves() { 2 } else { 0 };
        let meant = all.iter().take(meant).map(|h| h.id.clone());
        let wanted = (request, meant.collect());
        if self.asked.as_ref() != Some(&wanted) {
            cx.ask(Command::Compare(wanted.0.clone()));
            self.asked = Some(wanted);
        }
    }

    /// Compares again, whatever was asked before.
    fn again(&mut self) {
        self.asked = None;
    }

    fn put_back(list: &Listing<ChangesTable>, cx: &mut Cx<'_>) {
        let Some(table) = &cx.model.changes_table else {
            return;
        };
        let rows = list.picked().of(&**table).filter(|r| deeds::can(r));
        let lines: Vec<String> = rows.map(|r| r.key.clone()).collect();
        let compare = CompareRequest {
            from: When::Id(table.of.from.id.clone()),
            to: When::Id(table.of.to.id.clone()),
            // Whoever sees the lines has insisted already where that was necessary.
            insist: true,
        };
        cx.ask(Command::PutBack(PutBackRequest { compare, lines }));
    }

    /// Lets the owner choose where the report is saved.
    fn save(cx: &mut Cx<'_>) {
        let Some(found) = Self::found(cx.model).cloned() else {
            return;
        };
        let day = found.to.at.strftime("%Y-%m-%d");
        let part = if found.gaps().is_empty() {
            ""
        } else {
            "-incomplete"
        };
        cx.ask(Ask::Save {
            what: Box::new(SaveKind::ChangesText(found.clone())),
            name: format!("changes-{day}{part}.txt"),
        });
    }
}

/// Why no snapshot can be taken now; `None` if one can. Nothing is sent by it, so it works offline.
fn no_taking(model: &Model) -> Option<String> {
    let unread = model.team.is_none() && model.sites.is_none();
    unread.then(|| "Read the account first: there is nothing to keep yet".to_owned())
}

impl Parts for Changes {
    type Table = ChangesTable;

    lists!(ChangesTable, changes_table, changes_view, ViewChanges);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        list::columns()
    }

    fn line(&self, model: &Model) -> Line {
        let Some(found) = Self::found(model) else {
            return Line::default();
        };
        let n = count(found.rows.len(), "change", "changes");
        let times = format!("{} to {}", exact(found.from.at), exact(found.to.at));
        Line {
            words: n,
            more: Some(times),
        }
    }

    fn cell(&self, ui: &mut Ui, row: &ChangeRow, column: usize, _: Timestamp) {
        list::cell(ui, row, column);
    }

    fn cell_text(&self, row: &ChangeRow, column: usize, _: Timestamp) -> String {
        list::words(row, column).to_owned()
    }

    fn openers(&self, model: &Model) -> Vec<Opener> {
        let nothing = Self::found(model).is_none();
        let nothing = nothing.then(|| "Nothing is compared yet".to_owned());
        let opener = |label, icon, blocked| Opener {
            command: None,
            label,
            icon,
            keys: None,
            blocked,
            primary: false,
        };
        vec![
            opener("Save the report…", Icon::Download, nothing),
            Opener {
                command: Some(PaneCommand::Snapshots),
                ..opener("Snapshots…", Icon::Activity, None)
            },
            Opener {
                command: Some(PaneCommand::Invite),
                keys: PaneCommand::Invite.keys(),
                primary: true,
                ..opener("Take a snapshot", Icon::Add, no_taking(model))
            },
        ]
    }

    fn open(&mut self, opener: usize, _: &mut Listing<ChangesTable>, cx: &mut Cx<'_>) {
        match opener {
            0 => Self::save(cx),
            1 => self.shots = Some(shots::Shots::default()),
            _ => cx.ask(Command::TakeSnapshot),
        }
    }

    fn deeds(&self, _: &Picked, model: &Model) -> Vec<Deed> {
        vec![deeds::put_back(&self.picked, model)]
    }

    fn begin(&mut self, _: usize, list: &mut Listing<ChangesTable>, cx: &mut Cx<'_>) {
        Self::put_back(list, cx);
    }

    fn left_out(&self) -> Option<String> {
        self.picked.left_out()
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        if let Some(shots) = &mut self.shots
            && !shots.show(ctx, cx, &mut self.chart)
        {
            self.shots = None;
        }
    }

    fn has_dialog(&self) -> bool {
        self.shots.is_some()
    }

    fn begin_frame(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn pick(&mut self, picked: &Picked, view: &ChangesView) {
        self.picked = deeds::Facts::of(picked, &view.table);
    }

    fn top(&mut self, _: &mut Listing<ChangesTable>, ui: &mut Ui, cx: &mut Cx<'_>) {
        moments::show(&mut self.chosen, ui, cx);
    }

    fn unread(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, _: bool) {
        states::unread(self, ui, cx);
    }

    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        states::banner(ui, cx);
    }

    fn above(
        &mut self,
        list: &mut Listing<ChangesTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        height: f32,
    ) {
        let Some(view) = cx.model.changes_view.as_ref() else {
            return;
        };
        if height < CHIPS_FROM || list.filters_beside() || view.table.rows.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            for weight in Weight::ALL {
                let n = view.table.rows.iter().filter(|r| r.weight == weight);
                let n = n.count() as u64;
                let word = weight_word(weight);
                let on = list.filter.has(change_groups::WEIGHT, word);
                if (n > 0 || on) && toggle_chip(ui, weight.label(), Some(n), on).clicked() {
                    list.filter.toggle(change_groups::WEIGHT, word);
                }
            }
        });
    }

    fn nothing(&mut self, ui: &mut Ui, _: &mut Cx<'_>, table: &ChangesTable) {
        states::nothing(ui, &table.of);
    }

    /// What changed when, and what was not compared.
    fn tells_of_all(&self) -> bool {
        true
    }

    fn inspector(
        &mut self,
        list: &mut Listing<ChangesTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<ChangesTable>,
    ) {
        inspector::show(self, list, ui, cx, &view.table);
    }
}
