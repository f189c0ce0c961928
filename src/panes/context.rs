//! What every pane is drawn with.

use crate::model::{Ask, Model};

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
    /// Show or hide the filters beside the table.
    Facets,
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
}
