//! The team: everybody who is in, and every invite; find them, look at them, begin a change.

mod asking;
pub(in crate::panes) mod bits;
mod body;
pub(in crate::panes) mod dialogs;
mod head;
mod inspector;
mod keys;
mod people;
mod picked;
mod saved;
mod states;
#[cfg(test)]
pub(in crate::panes) mod tests;

use crate::access::UserId;
use crate::kit::table::Selection;
use crate::model::{Ask, Dialog};
use crate::panes::side::Side;
use crate::panes::{Cx, PaneCommand};
use crate::plan::Wish;
use crate::worker::protocol::{Command, ProfileId, TeamTable, TeamView};
use egui::{Context, Ui};
use picked::{Deed, Picked};
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
}

/// The team pane.
#[derive(Debug, Default)]
pub struct TeamPane {
    profile: Option<ProfileId>,
    asking: asking::Asking,
    keys: keys::Keys,
    saved: saved::Saved,
    selection: Selection,
    picked: Picked,
    /// The view that `picked` was computed for.
    picked_in: Option<Arc<TeamView>>,
    /// Selected people who were not in the newest reading.
    gone: usize,
    top: people::TopTitles,
    side: Side<TeamTable>,
    inspector: inspector::Inspector,
    dialog: dialogs::Open,
    focus_search: bool,
    focus_table: bool,
    focus_filters: bool,
    docks: Docks,
    over: Option<Panel>,
    /// The panel was opened in this frame, by the very click that it sees.
    over_fresh: bool,
}

impl TeamPane {
    /// Draws the pane into the place.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.follow(cx);
        body::show(self, ui, cx);
        self.send(cx);
        self.saved.keep(ui, cx);
    }

    /// Draws the dialog that is open, over everything. The shell calls it in every frame.
    pub fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialogs::show(&mut self.dialog, ctx, cx);
    }

    /// Opens one of the pane's dialogs; true if it is one of them.
    pub fn open_dialog(&mut self, dialog: Dialog) -> bool {
        self.dialog.open(dialog)
    }

    /// Whether one of the pane's dialogs is open.
    pub fn has_dialog(&self) -> bool {
        !matches!(self.dialog, dialogs::Open::None)
    }

    /// Narrows the list to one value and nothing else.
    pub fn filter_by(&mut self, group: &str, value: &str) {
        self.clear_filters();
        self.asking.filter.toggle(group, value);
    }

    /// Does what keyboard or palette ask for.
    pub fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        match command {
            PaneCommand::Search => self.focus_search = true,
            PaneCommand::ClearFilters => self.clear_filters(),
            PaneCommand::SelectAll => {
                if let Some(view) = &cx.model.view {
                    self.selection
                        .extend(view.view.rows.iter().map(|r| self.keys.key(*r)));
                    self.pick(cx);
                }
            }
            PaneCommand::SelectNone => {
                self.selection.clear();
                self.pick(cx);
            }
            PaneCommand::Facets => self.flip(Panel::Facets, cx),
            PaneCommand::Inspector => self.flip(Panel::Inspector, cx),
            PaneCommand::ChangeRoles => self.begin(Deed::ChangeRoles, cx),
            PaneCommand::SameAs => self.begin(Deed::SameAs, cx),
            PaneCommand::Remove => self.begin(Deed::Remove, cx),
            // Commands of the list of invites, see `blocked`.
            PaneCommand::AddInvites | PaneCommand::CopyLinks | PaneCommand::Ended => {}
            PaneCommand::Invite => {
                if head::no_inviting(cx.model).is_none() {
                    cx.ask(Ask::Open(Dialog::Invite));
                }
            }
        }
    }

    /// Why the selection cannot be acted on by this command now; `None` if it can, or if the
    /// command is about something else.
    pub fn blocked(&self, command: PaneCommand, cx: &Cx<'_>) -> Option<String> {
        let deed = match command {
            PaneCommand::ChangeRoles => Deed::ChangeRoles,
            PaneCommand::SameAs => Deed::SameAs,
            PaneCommand::Remove => Deed::Remove,
            PaneCommand::Invite => return head::no_inviting(cx.model),
            _ => return None,
        };
        self.picked.blocked(deed, cx.model)
    }

    /// The people that are selected.
    pub fn selected_people(&self) -> &[UserId] {
        &self.picked.people
    }

    fn clear_filters(&mut self) {
        self.asking.filter = crate::index::Filter::default();
    }

    /// Begins a change of the selected people, if nothing stands against it.
    fn begin(&mut self, deed: Deed, cx: &mut Cx<'_>) {
        if self.picked.blocked(deed, cx.model).is_some() {
            return;
        }
        let people = self.picked.people.clone();
        cx.ask(match deed {
            Deed::ChangeRoles => Ask::Open(Dialog::ChangeRoles(people)),
            Deed::SameAs => Ask::Open(Dialog::SameAs(people)),
            Deed::Remove => Command::MakePlan(Wish::Remove { people }).into(),
        });
    }

    /// Takes in what has changed since the last frame.
    fn follow(&mut self, cx: &mut Cx<'_>) {
        let profile = cx.model.session.as_ref().map(|s| &s.profile.id);
        if self.profile.as_ref() != profile {
            self.profile = profile.cloned();
            self.asking.reset();
            self.selection.clear();
            self.gone = 0;
            self.dialog = dialogs::Open::default();
        }
        self.saved.load(cx.model);
        let Some(view) = &cx.model.view else { return };
        if self.keys.follow(&view.table) {
            self.top = people::TopTitles::of(&view.table);
            let before = self.selection.len();
            let keys = &self.keys;
            self.selection.retain(|key| keys.row(key).is_some());
            self.gone += before - self.selection.len();
        }
        self.side.follow(view, &self.asking.filter, &[]);
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
        if let Some(view) = &cx.model.view {
            self.picked = Picked::of(&self.selection, &self.keys, view);
            self.picked_in = Some(Arc::clone(view));
        }
    }

    /// Tells the worker what to show, if it does not know yet.
    fn send(&mut self, cx: &mut Cx<'_>) {
        if let Some(request) = self.asking.due(cx.model, &self.saved.table) {
            cx.ask(Command::ViewTeam(request));
        }
    }
}
