//! Invites to the account and to sites: which are open, what ends when, and what to do about it.

mod asking;
mod body;
mod dialogs;
mod head;
mod inspector;
mod keys;
mod list;
mod picked;
mod saved;
mod states;
mod timeline;

use crate::kit::table::Selection;
use crate::model::{Ask, Model};
use crate::panes::side::Side;
use crate::panes::{Cx, Pane, PaneCommand};
use crate::plan::Tend;
use crate::worker::protocol::{
    Command, InviteState, InvitesTable, InvitesView, ProfileId, invite_groups,
};
use egui::{Context, Ui};
use picked::Picked;
use std::sync::Arc;

/// A panel beside the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panel {
    Facets,
    Inspector,
}

/// Which panels stand beside the table in this frame, and which would have room.
#[derive(Debug, Clone, Copy, Default)]
struct Docks {
    facets: bool,
    facets_fit: bool,
    inspector: bool,
    inspector_fits: bool,
    /// The title line has no room for more than the title.
    tight: bool,
    /// There is room for the timeline above the table.
    timeline: bool,
}

/// The invites pane.
#[derive(Debug, Default)]
pub struct InvitesPane {
    profile: Option<ProfileId>,
    asking: asking::Asking,
    keys: keys::Keys,
    saved: saved::Saved,
    selection: Selection,
    picked: Picked,
    /// The view that `picked` was computed for.
    picked_in: Option<Arc<InvitesView>>,
    side: Side<InvitesTable>,
    timeline: timeline::Timeline,
    dialog: dialogs::Open,
    focus_search: bool,
    focus_table: bool,
    focus_filters: bool,
    focus_inspector: bool,
    docks: Docks,
    over: Option<Panel>,
    /// The panel was opened in this frame, by the very click that it sees.
    over_fresh: bool,
}

impl Pane for InvitesPane {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.follow(cx);
        body::show(self, ui, cx);
        if let Some(request) = self.asking.due(cx.model, &self.saved.table) {
            cx.ask(Command::ViewInvites(request));
        }
        self.saved.keep(ui, cx);
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialogs::show(&mut self.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        !matches!(self.dialog, dialogs::Open::None)
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        match command {
            PaneCommand::Search => self.focus_search = true,
            PaneCommand::ClearFilters => self.clear_filters(),
            PaneCommand::SelectAll => self.select_all(cx),
            PaneCommand::SelectNone => {
                self.selection.clear();
                self.pick(cx);
            }
            PaneCommand::Facets => self.flip(Panel::Facets, cx),
            PaneCommand::Inspector => self.flip(Panel::Inspector, cx),
            PaneCommand::ChangeRoles => self.begin(Tend::Renew, cx),
            PaneCommand::SameAs => self.begin(Tend::Resend, cx),
            PaneCommand::Remove => self.begin(Tend::Revoke, cx),
            PaneCommand::Invite => self.invite(cx),
            PaneCommand::AddInvites => self.add(cx),
            PaneCommand::CopyLinks => self.copy_links(cx),
            PaneCommand::Ended => self.only(invite_groups::STATE, InviteState::Ended.key()),
        }
    }

    fn blocked(&self, command: PaneCommand, cx: &Cx<'_>) -> Option<String> {
        match command {
            PaneCommand::ChangeRoles => self.picked.blocked(Tend::Renew, cx.model),
            PaneCommand::SameAs => self.picked.blocked(Tend::Resend, cx.model),
            PaneCommand::Remove => self.picked.blocked(Tend::Revoke, cx.model),
            PaneCommand::Invite => no_inviting(cx.model),
            PaneCommand::AddInvites => no_adding(cx.model),
            PaneCommand::CopyLinks => self.picked.no_links(),
            _ => None,
        }
    }
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

impl InvitesPane {
    fn clear_filters(&mut self) {
        self.asking.filter = crate::index::Filter::default();
    }

    /// Narrows the list to one value and nothing else, and puts the keyboard into it.
    fn only(&mut self, group: &str, value: &str) {
        self.clear_filters();
        self.asking.filter.toggle(group, value);
        self.focus_table = true;
    }

    fn select_all(&mut self, cx: &Cx<'_>) {
        if let Some(view) = &cx.model.invites_view {
            let rows = view.view.rows.iter();
            self.selection.extend(rows.map(|r| self.keys.key(*r)));
            self.pick(cx);
        }
    }

    /// Begins a change of the selected invites, if nothing stands against it.
    fn begin(&mut self, how: Tend, cx: &mut Cx<'_>) {
        if self.picked.blocked(how, cx.model).is_none() {
            cx.ask(Command::MakePlan(self.picked.wish(how)));
        }
    }

    fn invite(&mut self, cx: &Cx<'_>) {
        if no_inviting(cx.model).is_none() {
            self.dialog = dialogs::Open::invite();
        }
    }

    fn add(&mut self, cx: &Cx<'_>) {
        if no_adding(cx.model).is_none() {
            self.dialog = dialogs::Open::add();
        }
    }

    /// The accept links of the selection, a line each.
    fn copy_links(&self, cx: &mut Cx<'_>) {
        let rows = self.picked.keys.iter().filter_map(|k| self.keys.entry(*k));
        let links: Vec<&str> = rows.filter_map(|r| r.link.as_deref()).collect();
        if !links.is_empty() {
            cx.ask(Ask::Copy(links.join("\n")));
        }
    }

    /// Takes in what has changed since the last frame.
    fn follow(&mut self, cx: &mut Cx<'_>) {
        let profile = cx.model.session.as_ref().map(|s| &s.profile.id);
        if self.profile.as_ref() != profile {
            self.profile = profile.cloned();
            self.asking.reset();
            self.selection.clear();
            self.dialog = dialogs::Open::default();
        }
        self.saved.load(cx.model);
        let Some(view) = &cx.model.invites_view else {
            return;
        };
        if self.keys.follow(&view.table) {
            let keys = &self.keys;
            self.selection.retain(|key| keys.row(key).is_some());
        }
        self.side.follow(
            view,
            &self.asking.filter,
            &[invite_groups::DAY, invite_groups::WEEK],
        );
        self.timeline
            .follow(view, &self.asking.filter, self.saved.days);
        let before = self.picked_in.clone();
        if before.as_ref().is_some_and(|v| Arc::ptr_eq(v, view)) {
            return;
        }
        if before.is_some_and(|v| v.request.filter != view.request.filter) {
            // Another list begins at its first row.
            self.saved.table.set_position(0.0);
        }
        self.pick(cx);
    }

    /// Computes the facts about the selection again.
    fn pick(&mut self, cx: &Cx<'_>) {
        if let Some(view) = &cx.model.invites_view {
            self.picked = Picked::of(&self.selection, &self.keys, view);
            self.picked_in = Some(Arc::clone(view));
        }
    }

    /// Opens a panel, docked where there is room and over the table where not.
    fn open_panel(&mut self, panel: Panel, cx: &mut Cx<'_>) {
        let docks = self.docks;
        let (fits, open) = match panel {
            Panel::Facets => (docks.facets_fit, docks.facets),
            Panel::Inspector => (docks.inspector_fits, docks.inspector),
        };
        if !fits {
            self.over = Some(panel);
            self.over_fresh = true;
        } else if !open {
            self.flip(panel, cx);
        }
    }

    fn flip(&mut self, panel: Panel, cx: &mut Cx<'_>) {
        let fits = match panel {
            Panel::Facets => self.docks.facets_fit,
            Panel::Inspector => self.docks.inspector_fits,
        };
        if !fits {
            self.over = (self.over != Some(panel)).then_some(panel);
            self.over_fresh = true;
            return;
        }
        saved::change(cx, |settings| match panel {
            Panel::Facets => settings.facets = !settings.facets,
            Panel::Inspector => settings.inspector = !settings.inspector,
        });
    }
}
