//! A pane that is a list.

use super::{Listing, Parts, kept, views};
use crate::model::Dialog;
use crate::panes::{Cx, Pane, PaneCommand, Reveal};
use egui::{Context, Ui};

/// A list, and what is its own.
#[derive(Debug)]
pub struct ListPane<P: Parts> {
    pub(in crate::panes) list: Listing<P::Table>,
    pub(in crate::panes) own: P,
}

impl<P: Parts> Default for ListPane<P> {
    fn default() -> Self {
        Self {
            list: Listing::default(),
            own: P::default(),
        }
    }
}

impl<P: Parts> Pane for ListPane<P> {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.list.show(&mut self.own, ui, cx);
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        self.own.dialogs(ctx, cx);
        self.list.saving_dialog(ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        self.own.has_dialog() || self.list.is_saving()
    }

    fn open_dialog(&mut self, dialog: Dialog) -> Option<Dialog> {
        self.own.open_dialog(dialog)
    }

    fn forget(&mut self, cx: &mut Cx<'_>) {
        kept::forget(&self.own, cx);
        *self = Self::default();
    }

    fn filter_by(&mut self, group: &str, value: &str) {
        self.list.only(group, value);
    }

    fn search_for(&mut self, text: &str) {
        self.list.clear_filters();
        text.clone_into(&mut self.list.filter.text);
    }

    fn reveal(&mut self, row: Reveal) {
        self.list.clear_filters();
        self.own.reveals();
        self.list.reveal = Some(row);
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        let (list, own) = (&mut self.list, &mut self.own);
        if list.command(own, command, cx) || own.command(command, list, cx) {
            return;
        }
        let deeds = own.deeds(list.picked(), cx.model);
        if let Some(at) = deeds.iter().position(|d| d.command == Some(command)) {
            list.begin(own, at, cx);
            return;
        }
        let openers = own.openers(cx.model);
        let meant = openers.iter().position(|o| o.command == Some(command));
        if let Some(at) = meant.filter(|at| openers[*at].blocked.is_none()) {
            own.open(at, list, cx);
        }
    }

    fn blocked(&self, command: PaneCommand, cx: &Cx<'_>) -> Option<String> {
        let deeds = self.own.deeds(self.list.picked(), cx.model);
        if let Some(deed) = deeds.into_iter().find(|d| d.command == Some(command)) {
            return deed.blocked;
        }
        let mut openers = self.own.openers(cx.model).into_iter();
        if let Some(opener) = openers.find(|o| o.command == Some(command)) {
            return opener.blocked;
        }
        match command {
            PaneCommand::Save => self.list.no_saving(&self.own, cx.model),
            PaneCommand::Views => views::none(&self.own, cx.model),
            PaneCommand::ChangeRoles
            | PaneCommand::SameAs
            | PaneCommand::Remove
            | PaneCommand::Invite => Some(self.own.words().elsewhere.to_owned()),
            _ => None,
        }
    }
}
