//! The team: everybody who is in, and every invite; find them, look at them, begin a change.

pub(in crate::panes) mod dialogs;
mod inspector;
mod people;
mod picked;
#[cfg(test)]
pub(in crate::panes) mod tests;

use crate::access::UserId;
use crate::index::Filter;
use crate::kit::icons::Icon;
use crate::kit::table::Column;
use crate::model::{Ask, Dialog, Freshness, Model, Route, age, count, exact};
use crate::panes::listing::{
    self, Line, ListPane, Listed, Listing, Opener, Parts, Picked, View, Words, lists,
};
use crate::panes::{Cx, PaneCommand, refused};
use crate::plan::Wish;
use crate::sheet::map::Kind;
use crate::worker::protocol::{Command, TableView, TeamRow, TeamTable};
use egui::{Context, Ui};
use jiff::Timestamp;
use picked::{Chosen, Deed};
use std::sync::Arc;

static WORDS: Words = Words {
    title: "Team",
    grid: "People and invites",
    kept: &["team"],
    search: "Search the team",
    hint: "Search people, roles, sites",
    searched: "names, addresses, roles, places and states",
    no_one: "No one",
    noun: ("person", "people"),
    place: "in the team",
    what: "the team",
    some: "Some people",
    empty: (
        "Nobody is in this team, and nobody is invited",
        "Invite somebody, or read the account again",
    ),
    ..Words::NONE
};

/// Place of the line "Copy addresses" behind the deeds.
const COPY: usize = Deed::ALL.len();

impl Listed for TeamTable {
    fn name(row: &TeamRow) -> String {
        row.name.clone()
    }
}

/// The team pane.
pub type TeamPane = ListPane<Team>;

/// What the pane has beside its list.
#[derive(Debug, Default)]
pub struct Team {
    chosen: Chosen,
    top: people::TopTitles,
    top_of: Option<Arc<TeamTable>>,
    inspector: inspector::Inspector,
    dialog: dialogs::Open,
}

impl TeamPane {
    /// The people that are selected.
    pub fn selected_people(&self) -> &[UserId] {
        &self.own.chosen.people
    }
}

/// Why nobody can be invited now; `None` if somebody can.
fn no_inviting(model: &Model) -> Option<String> {
    let closed = refused::closed(model, Route::Team).is_some();
    let closed = closed.then(|| "Wix refuses invites to the account to app instances".to_owned());
    model.no_writing().or(closed).or_else(|| {
        let unread = model.team.is_none();
        unread.then(|| "Read the account first".to_owned())
    })
}

impl Parts for Team {
    type Table = TeamTable;

    lists!(TeamTable, team, view, ViewTeam);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        people::columns()
    }

    fn line(&self, model: &Model) -> Line {
        let remote = model.team_remote();
        let session = model.session.as_ref();
        let info = session.and_then(|s| s.dataset("Team"));
        let mut parts = Vec::new();
        if let Some(table) = &remote.value {
            let people = count(table.team.members.len(), "person", "people");
            let invites = count(table.team.invites.len(), "invite", "invites");
            parts.push(format!("{people}, {invites}"));
        }
        let kept = remote.value.is_some();
        parts.push(match (&remote.freshness, remote.read_at) {
            (Freshness::Reading, _) => "Being read now".to_owned(),
            (_, None) if kept => "Age not known".to_owned(),
            (_, None) => "Never read".to_owned(),
            (_, Some(at)) => {
                let whole = info.is_some_and(|d| d.complete);
                let how = if whole { "complete" } else { "incomplete" };
                format!("Read {}, {how}", age(at, model.now))
            }
        });
        Line::of(
            &parts,
            remote.read_at.map(|at| format!("Read {}", exact(at))),
        )
    }

    fn cell(&self, ui: &mut Ui, row: &TeamRow, column: usize, now: Timestamp) {
        people::cell(ui, row, column, &self.top, now);
    }

    fn cell_text(&self, row: &TeamRow, column: usize, now: Timestamp) -> String {
        people::words(row, column, now)
    }

    fn openers(&self, model: &Model) -> Vec<Opener> {
        vec![
            Opener::import(),
            Opener {
                command: Some(PaneCommand::Invite),
                label: "Invite…",
                icon: Icon::Invite,
                keys: PaneCommand::Invite.keys(),
                blocked: no_inviting(model),
                primary: true,
            },
        ]
    }

    fn open(&mut self, opener: usize, _: &mut Listing<TeamTable>, cx: &mut Cx<'_>) {
        cx.ask(Ask::Open(match opener {
            0 => Dialog::Import(Kind::TeamInvites),
            _ => Dialog::Invite,
        }));
    }

    fn deeds(&self, _: &Picked, model: &Model) -> Vec<listing::Deed> {
        let hint = self.chosen.left_out();
        let each = |deed: Deed| {
            listing::Deed::new(deed.label(), self.chosen.blocked(deed, model))
                .hint(hint.clone())
                .command(deed.command())
        };
        let several = self.chosen.len > 1;
        let copy = if several {
            "Copy addresses"
        } else {
            "Copy address"
        };
        let copy = listing::Deed::new(copy, None).menu_only();
        Deed::ALL.into_iter().map(each).chain([copy]).collect()
    }

    fn begin(&mut self, deed: usize, list: &mut Listing<TeamTable>, cx: &mut Cx<'_>) {
        let people = self.chosen.people.clone();
        match Deed::ALL.get(deed) {
            Some(Deed::ChangeRoles) => cx.ask(Ask::Open(Dialog::ChangeRoles(people))),
            Some(Deed::SameAs) => cx.ask(Ask::Open(Dialog::SameAs(people))),
            Some(Deed::Remove) => cx.ask(Command::MakePlan(Wish::Remove { people })),
            None => {
                let Some(table) = &cx.model.team else { return };
                let rows = list.picked().of(&**table);
                listing::copy_all(rows.map(|r| r.email.as_str()), cx);
            }
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialogs::show(&mut self.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        !matches!(self.dialog, dialogs::Open::None)
    }

    fn open_dialog(&mut self, dialog: Dialog) -> Option<Dialog> {
        self.dialog.open(dialog)
    }

    fn follow(&mut self, view: &View<TeamTable>, _: &Filter) {
        let known = self.top_of.as_ref();
        if !known.is_some_and(|t| Arc::ptr_eq(t, &view.table)) {
            self.top = people::TopTitles::of(&view.table);
            self.top_of = Some(Arc::clone(&view.table));
        }
    }

    fn pick(&mut self, picked: &Picked, view: &TableView<TeamTable>) {
        self.chosen = Chosen::of(picked, &view.table);
    }

    fn left_out(&self) -> Option<String> {
        self.chosen.left_out()
    }

    fn inspector(
        &mut self,
        list: &mut Listing<TeamTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<TeamTable>,
    ) {
        inspector::show(self, list, ui, cx, &view.table);
    }
}
