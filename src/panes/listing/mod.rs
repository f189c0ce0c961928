//! One piece for every list over a frozen table: head line, search, filters and inspector beside
//! the table or over it, selection, keyboard, every state, and what of it is kept.
//!
//! A pane is a [`ListPane`] over its own [`Parts`]: what its columns, cells, buttons and details
//! are. Everything that lists have in common is here once, so that a key or a state means the same
//! in each of them. What a row can be done to is said once as a [`Deed`]; buttons, menu, keyboard
//! and palette come from that. The work of a frame does not grow with the rows: numbers of rows
//! come frozen with the table ([`Numbered`](crate::worker::protocol::Numbered)), and the selection
//! is looked through only when it or the table changes.

mod deed;
mod follow;
mod head;
mod kept;
mod menu;
mod pane;
mod panels;
mod parts;
mod picked;
mod rows;
mod saving;
mod show;
mod side;
mod states;
#[cfg(test)]
mod tests;
mod views;
mod words;

pub use deed::{Deed, Opener};
pub use pane::ListPane;
pub use parts::{Line, Parts, Row};
pub use picked::Picked;
pub use words::Words;

pub(in crate::panes) use kept::put;
pub(in crate::panes) use parts::lists;
pub(in crate::panes) use rows::{Shown, badges};
pub(in crate::panes) use show::part;
pub(in crate::panes) use side::found;
pub(in crate::panes) use states::{answer_of, kind, lacks, loading, refused};
pub(in crate::panes) use views::words as filter_words;

use crate::index::Filter;
use crate::kit::facets::FacetState;
use crate::kit::table::Selection;
use crate::model::Ask;
use crate::panes::{Cx, Reveal, copying};
use crate::worker::protocol::{OutRows, Outgoing, ProfileId, TableView, ViewRequest};
use egui::Ui;
use kept::Sheet;
use panels::Panels;
use side::Side;
use std::sync::Arc;

/// A table whose rows have names.
pub trait Listed: Outgoing {
    /// Name of a row, as it is read out.
    fn name(row: &Self::Row) -> String;
}

/// The view of a table as a pane has it.
pub type View<T> = Arc<TableView<T>>;

/// Where the keyboard shall be in the next frame.
#[derive(Debug, Default)]
struct Focus {
    search: bool,
    table: bool,
    filters: bool,
    inspector: bool,
}

/// State of a list.
#[derive(Debug)]
pub struct Listing<T> {
    /// Text and chosen values.
    pub(in crate::panes) filter: Filter,
    sheets: [Sheet; 2],
    facets: FacetState,
    loaded: bool,
    /// The profile whose filters were loaded, and those that are kept for it.
    filtered: Option<(ProfileId, Filter)>,
    changed: Option<f64>,
    picked: Picked,
    /// Selected rows that were not in the newest reading.
    gone: usize,
    table: Option<Arc<T>>,
    /// The view and the sheet that the selection was looked through for.
    seen: Option<(View<T>, usize)>,
    sent: Option<(Arc<T>, ViewRequest)>,
    side: Side<T>,
    panels: Panels,
    views: views::Views,
    focus: Focus,
    profile: Option<ProfileId>,
    out: saving::Kept,
    saving: Option<Box<saving::Saving>>,
    /// The row to go to once it is there.
    pub(in crate::panes) reveal: Option<Reveal>,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            sheets: Default::default(),
            facets: FacetState::default(),
            loaded: false,
            filtered: None,
            changed: None,
            picked: Picked::default(),
            gone: 0,
            table: None,
            seen: None,
            sent: None,
            side: Side::default(),
            panels: Panels::default(),
            views: views::Views::default(),
            focus: Focus::default(),
            profile: None,
            out: saving::Kept::default(),
            saving: None,
            reveal: None,
        }
    }
}

impl<T: Listed> Listing<T> {
    /// The selected rows of the newest table, and how many of them are hidden.
    pub(in crate::panes) fn picked(&self) -> &Picked {
        &self.picked
    }

    /// The numbers of the selected rows.
    pub(in crate::panes) fn selection(&mut self, sheet: usize) -> &mut Selection {
        &mut self.sheets[sheet.min(1)].selection
    }

    /// Width, in points, that the head line has no more than.
    pub(in crate::panes) fn tight(&self) -> bool {
        self.panels.docks.tight
    }

    /// Whether the pane is so low that what can be done with the selection stands in one menu.
    pub(in crate::panes) fn short(&self) -> bool {
        self.panels.docks.short
    }

    /// Whether the filters stand beside the table: what they offer needs no chips above it.
    pub(in crate::panes) fn filters_beside(&self) -> bool {
        self.panels.docks.facets
    }

    /// Shows everything again.
    pub(in crate::panes) fn clear_filters(&mut self) {
        self.filter = Filter::default();
    }

    /// Narrows the list to one value and nothing else.
    pub(in crate::panes) fn only(&mut self, group: &str, value: &str) {
        self.clear_filters();
        self.filter.toggle(group, value);
    }

    /// Puts the keyboard into the table.
    pub(in crate::panes) fn focus_table(&mut self) {
        self.focus.table = true;
    }

    /// Whether the keyboard is to go into the table now; told once. It waits below a dialog or a
    /// box of the palette, and in the frame after them: egui lets nothing there take it.
    pub(in crate::panes) fn take_focus(&mut self, ui: &Ui) -> bool {
        ui.memory(|m| m.allows_interaction(ui.layer_id())) && std::mem::take(&mut self.focus.table)
    }

    /// Something that is kept has changed.
    pub(in crate::panes) fn touch(&mut self, ui: &Ui) {
        self.changed = Some(ui.input(|i| i.time));
    }

    /// Begins a deed, if nothing stands against it.
    pub(in crate::panes) fn begin<P: Parts<Table = T>>(
        &mut self,
        parts: &mut P,
        deed: usize,
        cx: &mut Cx<'_>,
    ) {
        let deeds = parts.deeds(&self.picked, cx.model);
        if deeds.get(deed).is_some_and(|d| d.blocked.is_none()) {
            parts.begin(deed, self, cx);
        }
    }

    /// Copies one cell of the row that the keyboard is on.
    fn copy_cell<P: Parts<Table = T>>(&self, parts: &P, column: usize, cx: &mut Cx<'_>) {
        let at = self.cursor(parts);
        let Some((at, view)) = at.zip(parts.view(cx.model)) else {
            return;
        };
        let row = view.view.rows.get(at);
        let row = row.and_then(|r| view.table.rows().get(*r as usize));
        let (columns, _) = parts.copied();
        if let Some((row, column_of)) = row.zip(columns.get(column)) {
            let text = parts.cell_text(row, column, cx.model.now);
            cx.ask(copying::one(&column_of.title, &text));
        }
    }

    /// Copies the selected rows: what stands in the columns that are shown, in the order of the
    /// list, then the rows that the filter hides.
    pub(in crate::panes) fn copy<P: Parts<Table = T>>(&self, parts: &P, cx: &mut Cx<'_>) {
        let Some(view) = parts.view(cx.model) else {
            return;
        };
        let picked = &self.picked.rows;
        if picked.is_empty() {
            return;
        }
        if picked.len() > copying::MOST {
            return cx.ask(copying::too_many(picked.len()));
        }
        let (columns, sheet) = parts.copied();
        let on = copying::shown(&columns, &self.sheets[sheet.min(1)].table);
        let titles: Vec<String> = on.iter().map(|at| columns[*at].title.clone()).collect();
        let now = cx.model.now;
        let order = OutRows::picked(Arc::clone(view), picked.clone()).order();
        let rows = order
            .iter()
            .filter_map(|r| view.table.rows().get(*r as usize));
        // Where an export has the column, its cell is taken: times are whole there, and names are
        // those that an import finds again.
        let table = &*view.table;
        let (ahead, known) = (table.ahead(), table.out_columns(false));
        let exported = table.members_of().is_none();
        let same = |at: &usize| known.iter().position(|c| c.id == columns[*at].id);
        let places: Vec<Option<usize>> = on.iter().map(same).collect();
        let lines = rows.map(|row| {
            let line = exported.then(|| table.out_lines(&ahead, row, false));
            let line = line.and_then(|lines| lines.into_iter().next());
            let cell = |(at, place): (&usize, &Option<usize>)| {
                let known = place.and_then(|n| line.as_ref()?.get(n).cloned());
                known.unwrap_or_else(|| parts.cell_text(row, *at, now))
            };
            on.iter().zip(&places).map(cell).collect()
        });
        cx.ask(Ask::CopyRows {
            text: copying::text(&titles, lines),
            said: copying::said(picked.len(), on.len()),
        });
    }
}

/// Puts these on the clipboard, a line each; those that are empty are left out.
pub(in crate::panes) fn copy_all<'a>(all: impl Iterator<Item = &'a str>, cx: &mut Cx<'_>) {
    let lines: Vec<&str> = all.filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        cx.ask(Ask::Copy(lines.join("\n")));
    }
}
