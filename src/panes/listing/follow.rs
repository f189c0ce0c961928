//! What has changed since the last frame, and what the worker has to be told.

use super::panels::Panel;
use super::rows::Shown;
use super::{Listed, Listing, Parts, View, views};
use crate::kit::table::Rows as _;
use crate::model::Model;
use crate::panes::{Cx, PaneCommand};
use crate::worker::protocol::{Command, ViewRequest};
use std::sync::Arc;

impl<T: Listed> Listing<T> {
    /// Begins anew where another account is open.
    pub(super) fn meet<P: Parts<Table = T>>(&mut self, parts: &mut P, model: &Model) {
        let profile = model.session.as_ref().map(|s| &s.profile.id);
        if self.profile.as_ref() != profile {
            // What was chosen before the list was first drawn is meant for this account.
            if self.profile.is_some() {
                self.reset(parts);
            }
            self.profile = profile.cloned();
        }
        self.load(parts, model);
        self.load_of_profile(parts, model);
    }

    /// Takes in what has changed since the last frame.
    pub(super) fn follow<P: Parts<Table = T>>(&mut self, parts: &mut P, model: &Model) {
        let Some(view) = parts.view(model).cloned() else {
            return;
        };
        let same = self
            .table
            .as_ref()
            .is_some_and(|t| Arc::ptr_eq(t, &view.table));
        if !same {
            for (at, sheet) in self.sheets.iter_mut().enumerate() {
                let before = sheet.selection.len();
                let table = &view.table;
                sheet
                    .selection
                    .retain(|number| parts.there(table, at, number));
                self.gone += before - sheet.selection.len();
            }
            self.table = Some(Arc::clone(&view.table));
        }
        self.side.follow(&view, &self.filter, parts.elsewhere());
        parts.follow(&view, &self.filter);
        self.views.follow(&view.request.filter, &self.filter);
        let sheet = parts.sheet();
        let known = self.seen.as_ref();
        if known.is_some_and(|(v, s)| Arc::ptr_eq(v, &view) && *s == sheet) {
            return;
        }
        if known.is_some_and(|(v, _)| v.request.filter != view.request.filter) {
            // Another list begins at its first row.
            for sheet in &mut self.sheets {
                sheet.table.set_position(0.0);
            }
            parts.restart();
        }
        self.pick(parts, model);
    }

    /// Another account is open: what was chosen in the last one means nothing here. Columns and
    /// folded facets stay.
    fn reset<P: Parts<Table = T>>(&mut self, parts: &mut P) {
        let mut fresh = Self {
            facets: std::mem::take(&mut self.facets),
            out: std::mem::take(&mut self.out),
            loaded: self.loaded,
            ..Self::default()
        };
        for (new, old) in fresh.sheets.iter_mut().zip(&mut self.sheets) {
            new.table = std::mem::take(&mut old.table);
        }
        *self = fresh;
        let mut kept = std::collections::BTreeMap::new();
        parts.keep(&mut kept);
        *parts = P::default();
        parts.load(&kept);
    }

    /// Computes the facts about the selection again.
    pub(in crate::panes) fn pick<P: Parts<Table = T>>(&mut self, parts: &mut P, model: &Model) {
        let Some(view) = parts.view(model).cloned() else {
            return;
        };
        let sheet = parts.sheet();
        self.picked = parts.meant(&self.sheets[sheet.min(1)].selection, &view);
        parts.pick(&self.picked, &view);
        self.seen = Some((view, sheet));
    }

    /// The view to ask for; `None` while the worker already has it.
    pub(super) fn due<P: Parts<Table = T>>(&mut self, parts: &P, model: &Model) -> Option<Command> {
        let table = parts.table(model)?;
        let state = &self.sheets[parts.sheet().min(1)].table;
        let order = state.sort.as_ref().and_then(|sort| {
            let column = parts.ranks().iter().position(|id| *id == sort.column)?;
            Some((column, !sort.ascending))
        });
        let filter = self.filter.clone();
        let wanted = parts.wanted(ViewRequest { filter, order });
        let told = self.sent.as_ref();
        if told.is_some_and(|(t, sent)| Arc::ptr_eq(t, table) && *sent == wanted) {
            return None;
        }
        // A view that fits may be the one before an answer that is still on its way.
        let waiting = told.is_some_and(|(_, sent)| *sent != wanted);
        self.sent = Some((Arc::clone(table), wanted.clone()));
        let view = parts.view(model).filter(|_| !waiting);
        let answered = view.is_some_and(|v| Arc::ptr_eq(&v.table, table) && v.request == wanted);
        (!answered).then(|| parts.request(wanted))
    }

    /// Carries out what every list can do; true if it was one of these.
    pub(super) fn command<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        command: PaneCommand,
        cx: &mut Cx<'_>,
    ) -> bool {
        match command {
            PaneCommand::Search => self.focus.search = true,
            PaneCommand::ClearFilters => self.clear_filters(),
            PaneCommand::SelectAll => self.select_all(parts, cx.model),
            PaneCommand::SelectNone => self.select_none(parts, cx.model),
            PaneCommand::Save => {
                if self.no_saving(parts, cx.model).is_none() {
                    self.save_rows(parts, cx.model);
                }
            }
            PaneCommand::Views => self.views.wanted = views::none(parts, cx.model).is_none(),
            PaneCommand::Facets => self.panels.flip(Panel::Facets, cx),
            PaneCommand::Inspector => self.panels.flip(Panel::Inspector, cx),
            _ => return false,
        }
        true
    }

    /// Selects every row that is shown.
    pub(in crate::panes) fn select_all<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        model: &Model,
    ) {
        if let Some(view) = parts.view(model) {
            let all = parts.all(view);
            self.selection(parts.sheet()).extend(all);
            self.pick(parts, model);
        }
    }

    /// Selects nothing.
    pub(in crate::panes) fn select_none<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        model: &Model,
    ) {
        for sheet in &mut self.sheets {
            sheet.selection.clear();
        }
        self.pick(parts, model);
    }

    /// Selects the row with this key, alone, if it is there.
    pub(in crate::panes) fn select<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        key: &T::Key,
        model: &Model,
    ) {
        let Some(table) = self.table.clone() else {
            return;
        };
        if let Some(row) = table.numbers().row_of(key) {
            let selection = self.selection(0);
            selection.clear();
            selection.insert(table.numbers().number(row));
            self.pick(parts, model);
        }
    }

    /// The row of the keyboard, a number in the list as shown.
    pub(in crate::panes) fn cursor<P: Parts<Table = T>>(&self, parts: &P) -> Option<usize> {
        self.sheets[parts.sheet().min(1)].table.cursor()
    }

    /// Puts the keyboard on the row with this number, and selects it alone.
    pub(in crate::panes) fn go_to<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        number: u32,
        view: &View<T>,
        model: &Model,
    ) {
        let sheet = parts.sheet().min(1);
        let rows = Shown {
            view,
            parts: &*parts,
            now: model.now,
        };
        if let Some(at) = rows.find(number) {
            self.sheets[sheet].table.set_cursor(at, &rows);
        }
        let selection = self.selection(sheet);
        selection.clear();
        selection.insert(number);
        self.pick(parts, model);
    }

    /// Goes to the row that somebody was sent to, once the table is there and shows it.
    pub(super) fn go_to_wanted<P: Parts<Table = T>>(&mut self, parts: &mut P, cx: &mut Cx<'_>) {
        let Some(wanted) = &self.reveal else { return };
        let Some(view) = parts.view(cx.model).cloned() else {
            return;
        };
        let there = wanted.site.is_none() || view.table.members_of() == wanted.site.as_ref();
        let asked = parts.wanted(ViewRequest {
            filter: self.filter.clone(),
            order: None,
        });
        if !there || view.request.filter != asked.filter {
            return;
        }
        let number = wanted.number;
        self.reveal = None;
        if view.table.numbers().row(number).is_none() {
            // It is gone since it was found.
            return;
        }
        self.go_to(parts, number, &view, cx.model);
        self.panels.open(Panel::Inspector, cx);
        self.focus.table = true;
    }

    /// Enter or a double click: the row alone, in the inspector.
    pub(in crate::panes) fn open<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        number: u32,
        cx: &mut Cx<'_>,
    ) {
        let selection = self.selection(parts.sheet());
        if !selection.contains(number) {
            selection.clear();
            selection.insert(number);
            self.pick(parts, cx.model);
        }
        self.panels.open(Panel::Inspector, cx);
        self.focus.inspector = true;
    }
}
