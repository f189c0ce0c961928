//! Invites to the account and to sites: which are open, what ends when, and what to do about it.

mod dialogs;
mod inspector;
mod list;
mod picked;
mod timeline;

use crate::index::Filter;
use crate::kit::button::{Button, link};
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State};
use crate::kit::table::Column;
use crate::model::{Ask, Dialog, Freshness, Model, age, exact, grouped};
use crate::panes::listing::{
    Deed, Line, ListPane, Listed, Listing, Opener, Parts, Picked, View, Words, copy_all, lists, put,
};
use crate::panes::{Cx, PaneCommand};
use crate::plan::Tend;
use crate::sheet::map::Kind as SheetKind;
use crate::worker::protocol::{
    Command, InviteRow, InviteState, InvitesTable, InvitesView, invite_groups,
};
use egui::{Context, Ui};
use jiff::Timestamp;
use picked::{Chosen, DEEDS, command, label};
use std::collections::BTreeMap;

/// Name of the timeline's scale in the settings.
const DAYS: &str = "invites.days";
/// Lowest pane that has room for the chips of states above its table; the filters have them too.
const CHIPS_FROM: f32 = 360.0;
/// Lowest pane that has room for the timeline above its table.
const TIMELINE_FROM: f32 = 600.0;

/// Places of the lines that copy, behind the deeds.
const COPY_LINKS: usize = DEEDS.len();
const COPY_ADDRESSES: usize = COPY_LINKS + 1;

static WORDS: Words = Words {
    title: "Invites",
    grid: "Invites",
    kept: &["invites"],
    search: "Search the invites",
    hint: "Search addresses, roles, sites",
    searched: "addresses, ids, roles, places and states",
    no_one: "No invite",
    nobody: "None selected",
    noun: ("invite", "invites"),
    what: "the invites",
    one: false,
    some: "Some account invites",
    unread: "Account invites come with it. Site invites are those that are known here.",
    ..Words::NONE
};

impl Listed for InvitesTable {
    fn name(row: &InviteRow) -> String {
        row.name.clone()
    }
}

/// The invites pane.
pub type InvitesPane = ListPane<Invites>;

/// What the pane has beside its list.
#[derive(Debug, Default)]
pub struct Invites {
    chosen: Chosen,
    timeline: timeline::Timeline,
    /// Whether the timeline is shown by days.
    days: bool,
    dialog: dialogs::Open,
}

/// Why nobody can be invited now; `None` if somebody can.
fn no_inviting(model: &Model) -> Option<String> {
    model.no_writing().or_else(|| {
        let unread = model.team.is_none();
        unread.then(|| "Read the account first".to_owned())
    })
}

/// Why no ids can be added now. Nothing is sent by it, so it works offline.
fn no_adding(model: &Model) -> Option<String> {
    let unread = model.team.is_none();
    unread.then(|| "Read the account first: an id belongs to one of its sites".to_owned())
}

impl Invites {
    /// What can be done about the selected invites, each with what it would do.
    fn tends(&self, model: &Model) -> Vec<Deed> {
        let each = |how: Tend| {
            let blocked = self.chosen.blocked(how, model);
            let hint = blocked.is_none().then(|| self.chosen.outlook(how));
            let deed = Deed::new(label(how), blocked).hint(hint);
            deed.command(command(how))
        };
        DEEDS.into_iter().map(each).collect()
    }
}

impl Parts for Invites {
    type Table = InvitesTable;

    lists!(InvitesTable, invites, invites_view, ViewInvites);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        list::columns()
    }

    fn line(&self, model: &Model) -> Line {
        let remote = model.team_remote();
        let mut parts = Vec::new();
        if let Some(table) = &model.invites {
            let (account, site) = (grouped(table.account), grouped(table.site));
            parts.push(format!("{account} to the account, {site} to sites"));
        }
        parts.push(match (&remote.freshness, remote.read_at) {
            (Freshness::Reading, _) => "Being read now".to_owned(),
            (_, None) => "Never read".to_owned(),
            (_, Some(at)) => format!("Read {}", age(at, model.now)),
        });
        let more = "Site invites are shown as last known: Wix does not list them";
        let more = match remote.read_at {
            Some(at) => format!("Account invites read {}\n{more}", exact(at)),
            None => more.to_owned(),
        };
        Line::of(&parts, Some(more))
    }

    fn cell(&self, ui: &mut Ui, row: &InviteRow, column: usize, now: Timestamp) {
        list::cell(ui, row, column, now);
    }

    fn cell_text(&self, row: &InviteRow, column: usize, now: Timestamp) -> String {
        list::words(row, column, now)
    }

    fn openers(&self, model: &Model) -> Vec<Opener> {
        vec![
            Opener::import(),
            Opener {
                command: Some(PaneCommand::AddInvites),
                label: "Add site invites…",
                icon: Icon::Add,
                keys: PaneCommand::AddInvites.keys(),
                blocked: no_adding(model),
                primary: false,
            },
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

    fn open(&mut self, opener: usize, _: &mut Listing<InvitesTable>, cx: &mut Cx<'_>) {
        match opener {
            0 => cx.ask(Ask::Open(Dialog::Import(SheetKind::SiteInvites))),
            1 => self.dialog = dialogs::Open::add(),
            _ => self.dialog = dialogs::Open::invite(),
        }
    }

    fn deeds(&self, _: &Picked, model: &Model) -> Vec<Deed> {
        let mut deeds = self.tends(model);
        let several = self.chosen.len > 1;
        let (links, addresses) = if several {
            ("Copy accept links", "Copy addresses")
        } else {
            ("Copy accept link", "Copy address")
        };
        let links = Deed::new(links, self.chosen.no_links());
        deeds.push(links.menu_only().command(PaneCommand::CopyLinks));
        deeds.push(Deed::new(addresses, None).menu_only());
        deeds
    }

    fn begin(&mut self, deed: usize, list: &mut Listing<InvitesTable>, cx: &mut Cx<'_>) {
        if let Some(how) = DEEDS.get(deed) {
            cx.ask(Command::MakePlan(self.chosen.wish(*how)));
            return;
        }
        let Some(table) = &cx.model.invites else {
            return;
        };
        let rows = list.picked().of(&**table);
        if deed == COPY_LINKS {
            copy_all(rows.filter_map(|r| r.link.as_deref()), cx);
        } else {
            copy_all(rows.map(|r| r.email.as_str()), cx);
        }
    }

    fn command(
        &mut self,
        command: PaneCommand,
        list: &mut Listing<InvitesTable>,
        _: &mut Cx<'_>,
    ) -> bool {
        if command == PaneCommand::Ended {
            list.only(invite_groups::STATE, InviteState::Ended.key());
            list.focus_table();
            return true;
        }
        false
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialogs::show(&mut self.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        !matches!(self.dialog, dialogs::Open::None)
    }

    fn follow(&mut self, view: &View<InvitesTable>, filter: &Filter) {
        self.timeline.follow(view, filter, self.days);
    }

    fn pick(&mut self, picked: &Picked, view: &InvitesView) {
        self.chosen = Chosen::of(picked, &view.table);
    }

    fn elsewhere(&self) -> &'static [&'static str] {
        &[invite_groups::DAY, invite_groups::WEEK]
    }

    fn after_filters(&mut self, list: &mut Listing<InvitesTable>, ui: &mut Ui, cx: &mut Cx<'_>) {
        select_all(self, list, ui, cx.model);
    }

    fn above(
        &mut self,
        list: &mut Listing<InvitesTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        height: f32,
    ) {
        let view = cx.model.invites_view.as_ref();
        let any = view.is_some_and(|v| !v.table.rows.is_empty());
        if any && height >= CHIPS_FROM {
            let room = height >= TIMELINE_FROM;
            if !list.filters_beside() {
                self.timeline.states(&mut list.filter, ui);
            }
            let days = &mut self.days;
            if room && self.timeline.show(&mut list.filter, days, ui) {
                list.touch(ui);
            }
        }
    }

    fn load(&mut self, kept: &BTreeMap<String, serde_json::Value>) {
        if let Some(days) = kept.get(DAYS).and_then(serde_json::Value::as_bool) {
            self.days = days;
        }
    }

    fn keep(&self, kept: &mut BTreeMap<String, serde_json::Value>) {
        put(kept, DAYS, &self.days);
    }

    fn nothing(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, _: &InvitesTable) {
        let state = State::new(Kind::Empty, "No invite is known")
            .detail(
                "Wix lists invites to the account, and none to sites: those show here once they \
                 are sent from here, or their ids are added.",
            )
            .action(Button::primary("Invite…").enabled_or(no_inviting(cx.model)));
        if state.show(ui).is_some() {
            self.dialog = dialogs::Open::invite();
        }
    }

    fn inspector(
        &mut self,
        list: &mut Listing<InvitesTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<InvitesTable>,
    ) {
        inspector::show(self, list, ui, cx, &view.table);
    }
}

/// One click for everything that is shown.
fn select_all(own: &mut Invites, list: &mut Listing<InvitesTable>, ui: &mut Ui, model: &Model) {
    let view = model.invites_view.as_ref();
    let shown = view.map_or(0, |v| v.view.rows.len());
    if shown == 0 {
        return;
    }
    let all = list.picked().len() == shown && list.picked().hidden == 0;
    let words = if all {
        "Select none".to_owned()
    } else {
        format!("Select all {}", grouped(shown))
    };
    if link(ui, &words).clicked() {
        if all {
            list.select_none(own, model);
        } else {
            list.select_all(own, model);
        }
    }
}
