//! What every pane is drawn with.

use crate::access::SiteId;
use crate::model::{Ask, Dialog, Model};
use egui::{Context, Ui};

/// What a pane may see, and where its wishes go.
#[derive(Debug)]
pub struct Cx<'a> {
    /// Everything that is known.
    pub model: &'a Model,
    /// What the shell shall do between this frame and the next.
    pub asks: &'a mut Vec<Ask>,
}

impl Cx<'_> {
    /// Asks for something.
    pub fn ask(&mut self, ask: impl Into<Ask>) {
        self.asks.push(ask.into());
    }
}

/// A row to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reveal {
    /// Its number in the tables of the list.
    pub number: u32,
    /// The site of whose members it is one; `None` in every other list.
    pub site: Option<SiteId>,
}

/// A pane with a list of its own.
pub trait Pane {
    /// Draws it.
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>);

    /// Draws its dialogs, over every pane.
    fn dialogs(&mut self, _ctx: &Context, _cx: &mut Cx<'_>) {}

    /// Whether one of its dialogs is open.
    fn has_dialog(&self) -> bool {
        false
    }

    /// Carries out what keyboard and palette ask.
    fn command(&mut self, _command: PaneCommand, _cx: &mut Cx<'_>) {}

    /// Why a command cannot be done now; `None` if it can.
    fn blocked(&self, _command: PaneCommand, _cx: &Cx<'_>) -> Option<String> {
        Some("This list has no such command".to_owned())
    }

    /// Narrows the list to one value and nothing else.
    fn filter_by(&mut self, _group: &str, _value: &str) {}

    /// Searches the list for this text and nothing else.
    fn search_for(&mut self, _text: &str) {}

    /// Goes to a row once it is there: selected alone, with its details.
    fn reveal(&mut self, _row: Reveal) {}

    /// Forgets what it holds: search, filters, selection, open dialogs, and how it was set up, what
    /// the settings keep of that included.
    fn forget(&mut self, _cx: &mut Cx<'_>) {}

    /// Opens a dialog of its own; gives back one that is not.
    fn open_dialog(&mut self, dialog: Dialog) -> Option<Dialog> {
        Some(dialog)
    }
}

/// What keyboard and palette can ask of the pane that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaneCommand {
    /// Put the cursor into the search field.
    Search,
    /// Show everything again.
    ClearFilters,
    /// Select every row that is shown.
    SelectAll,
    /// Select nothing.
    SelectNone,
    /// Save rows as a file.
    Save,
    /// Show or hide the filters beside the table.
    Facets,
    /// Open the list of views: filters that were kept.
    Views,
    /// Show or hide the details at the right.
    Inspector,
    /// Change roles of the selection.
    ChangeRoles,
    /// Give the selection what a colleague has.
    SameAs,
    /// Remove the selection from the team.
    Remove,
    /// Invite addresses to the account.
    Invite,
    /// Note site invites of which the ids are known.
    AddInvites,
    /// Copy the accept links of the selection.
    CopyLinks,
    /// Show the invites that ended, and nothing else.
    Ended,
    /// Show every snapshot.
    Snapshots,
}
