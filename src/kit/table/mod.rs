//! A table for a million rows.
//!
//! The work of a frame depends on the rows in sight, never on the number of rows: the place in
//! the table is kept in rows with 64 bits, so wheel, keys, scroll bar and jumps act alike at row
//! 10 and at row 999,990. The pane sorts and filters; the table asks for rows by their number in
//! that order and remembers people by key.
//!
//! By mouse: click, ctrl click, shift click, double click, right click; headings sort, their
//! edges resize, a double click on an edge fits the column. By keyboard: arrows, Page Up and
//! Down, Home and End, each with shift (select) or ctrl (only move), Space, Enter, Escape,
//! ctrl+A, shift+F10 for the menu; in the heading left and right, Space to sort, ctrl+left and
//! ctrl+right for the width. By screen reader: a grid with rows and cells; the row of the
//! keyboard is its active descendant, rows can be clicked and focused.

mod body;
mod cell;
mod column;
mod frame;
mod gallery;
mod hands;
mod header;
mod keys;
mod scroll;
mod selection;
mod state;

use std::ops::Range;

use egui::accesskit::Role;
use egui::{InnerResponse, Popup, Response, Sense, SetOpenCommand, Ui, UiBuilder};

pub use cell::{cell_label, cell_quiet, cell_with_badges};
pub use column::Column;
pub use gallery::gallery;
pub use selection::Selection;
pub use state::{Sort, TableState};

use crate::kit::tokens;
use frame::Frame;
use hands::Hands;

/// How high rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// 26 points.
    Compact,
    /// 32 points.
    #[default]
    Normal,
    /// 40 points.
    Roomy,
}

impl Density {
    /// Height of a row in points.
    pub fn height(self) -> f32 {
        match self {
            Self::Compact => 26.0,
            Self::Normal => tokens::size::ROW,
            Self::Roomy => 40.0,
        }
    }
}

/// The content of a table. `row` is a number in the list as shown, after sort and filter;
/// `column` an index into the columns given to [`Table`].
pub trait Rows {
    /// How many rows there are. Called every frame, must be quick.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The stable key of a row: its index in the whole data. Unique within the list.
    fn key(&self, row: usize) -> u32;

    /// What a screen reader calls the row, for example the person's name.
    fn name(&self, row: usize) -> String;

    /// Draws one cell; use [`cell_label`] for texts.
    fn cell(&self, ui: &mut Ui, row: usize, column: usize);

    /// The text of a cell, for screen readers and for copying.
    fn cell_text(&self, row: usize, column: usize) -> String;

    /// Where a key is now. Called once after the order has changed, to keep the keyboard on the
    /// same record; without an answer it stays at the same height.
    fn find(&self, key: u32) -> Option<usize> {
        let _ = key;
        None
    }

    /// Adds these rows to the selection. A list in the order of its keys can do it at once with
    /// [`Selection::insert_range`]; this asks for each key, some milliseconds for a million.
    fn select(&self, rows: Range<usize>, selection: &mut Selection) {
        for row in rows {
            selection.insert(self.key(row));
        }
    }
}

/// What happened in this frame. Row numbers are those of the list as shown.
#[derive(Debug)]
pub struct TableResponse {
    /// The table itself.
    pub response: Response,
    /// A row was clicked, by mouse or by screen reader.
    pub clicked: Option<usize>,
    /// A row was opened: double click or Enter.
    pub activated: Option<usize>,
    /// The menu of a row was asked for: right click or shift+F10. See
    /// [`TableResponse::context_menu`].
    pub menu: Option<usize>,
    /// [`TableState::sort`] is another one: sort the rows.
    pub sort_changed: bool,
    /// The selection is another one.
    pub selection_changed: bool,
    /// The keyboard is on another row.
    pub cursor_changed: bool,
    /// A width was changed by hand: worth storing.
    pub columns_changed: bool,
    /// Ctrl+C was pressed: put the selected rows into the clipboard.
    pub copy: bool,
    /// The keyboard is in the table.
    pub focused: bool,
    /// Rows that are at least partly in sight.
    pub visible: Range<usize>,
    /// How many columns had no room and folded away.
    pub folded: usize,
    /// The column that the menu was asked for with the mouse; `None` by keyboard.
    pub menu_column: Option<usize>,
    menu_at: egui::Pos2,
}

impl TableResponse {
    /// The menu of the selected rows, opened by right click or shift+F10. Call every frame. When
    /// it closes, the keyboard goes back to the table.
    pub fn context_menu<R>(&self, content: impl FnOnce(&mut Ui) -> R) -> Option<InnerResponse<R>> {
        let command = if self.menu.is_some() {
            Some(SetOpenCommand::Bool(true))
        } else {
            self.clicked.map(|_| SetOpenCommand::Bool(false))
        };
        let (ctx, id) = (&self.response.ctx, menu_id(self.response.id));
        let was_open = Popup::is_id_open(ctx, id);
        let shown = Popup::menu(&self.response)
            .id(id)
            .accessible_name("Actions")
            .open_memory(command)
            .at_position(self.menu_at)
            .show(content);
        if was_open && !Popup::is_id_open(ctx, id) {
            ctx.memory_mut(|memory| {
                if memory.focused().is_none() {
                    memory.request_focus(self.response.id);
                }
            });
        }
        shown
    }
}

/// The id of the menu of a table.
fn menu_id(table: egui::Id) -> egui::Id {
    table.with("menu")
}

/// A table, ready to be shown.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    id: &'a str,
    name: &'a str,
    columns: &'a [Column],
    density: Density,
    height: Option<f32>,
}

impl<'a> Table<'a> {
    /// A table with a stable `id` and the `name` a screen reader says, for example "People".
    pub fn new(id: &'a str, name: &'a str, columns: &'a [Column]) -> Self {
        Self {
            id,
            name,
            columns,
            density: Density::default(),
            height: None,
        }
    }

    /// Sets the height of the rows.
    #[must_use]
    pub fn density(mut self, density: Density) -> Self {
        self.density = density;
        self
    }

    /// Sets the height of the whole table in points instead of all that is left.
    #[must_use]
    pub fn height(mut self, height: f32) -> Self {
        self.height = Some(height);
        self
    }

    /// The id under which the keyboard focus of this table is known in `ui`, to give it the
    /// focus from outside.
    pub fn focus_id(&self, ui: &Ui) -> egui::Id {
        ui.make_persistent_id(("table", self.id))
    }

    /// Shows the table in the room that is left.
    pub fn show(
        self,
        ui: &mut Ui,
        state: &mut TableState,
        selection: &mut Selection,
        rows: &dyn Rows,
    ) -> TableResponse {
        let mut rect = ui.available_rect_before_wrap();
        if let Some(height) = self.height {
            rect.max.y = rect.min.y + height;
        } else if !rect.height().is_finite() {
            // Inside a scroll area there is no end to the room: show ten rows.
            rect.max.y = rect.min.y + frame::HEAD + 10.0 * self.density.height();
        }
        ui.advance_cursor_after_rect(rect);
        let id = self.focus_id(ui);
        let builder = UiBuilder::new()
            .scope_id(id)
            .max_rect(rect)
            .sense(Sense::focusable_noninteractive())
            .accessibility_role(Role::Grid)
            .accessibility_label(self.name);
        let mut grid = ui.new_child(builder);
        grid.shrink_clip_rect(rect);
        grid.style_mut().interaction.selectable_labels = false;
        let out = self.fill(&mut grid, rect, state, selection, rows);
        grid.expand_to_include_rect(rect);
        // A click on a row is a click beside the grid, so the grid's last look at the pointer lets
        // go of the focus that the click gave it.
        let focused = grid.memory(|memory| memory.has_focus(id));
        drop(grid);
        // Asking again for a focus that is there would forget which keys the table keeps.
        if focused && !ui.memory(|memory| memory.has_focus(id)) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if out.selection_changed || out.cursor_changed || out.columns_changed || out.sort_changed {
            ui.ctx().request_repaint();
        }
        out
    }

    fn fill(
        self,
        grid: &mut Ui,
        rect: egui::Rect,
        state: &mut TableState,
        selection: &mut Selection,
        rows: &dyn Rows,
    ) -> TableResponse {
        let id = grid.unique_id();
        let len = rows.len();
        let (head, body, bar, shown) = Frame::cut(rect, self.density, len);
        let frame = Frame {
            id,
            columns: self.columns,
            placed: column::place(self.columns, state, body.width()),
            tokens: tokens::of(grid.ctx()),
            row_height: self.density.height(),
            head,
            body,
            bar,
            shown,
            focused: grid.memory(|memory| memory.has_focus(id)),
            heard: grid.ctx().has_accesskit_node(id),
        };
        let hidden = self
            .columns
            .iter()
            .filter(|c| state.hidden.contains(c.id))
            .count();
        let mut out = TableResponse {
            response: grid.response(),
            clicked: None,
            activated: None,
            menu: None,
            sort_changed: false,
            selection_changed: false,
            cursor_changed: false,
            columns_changed: false,
            copy: false,
            focused: frame.focused,
            visible: 0..0,
            folded: self.columns.len() - hidden - frame.placed.len(),
            menu_column: None,
            menu_at: egui::Pos2::ZERO,
        };
        grid.painter().rect_filled(rect, 0.0, frame.tokens.surface);
        let mut hands = Hands {
            state,
            selection,
            rows,
            out: &mut out,
        };
        hands.state.view.settle(rows);
        header::show(grid, &frame, &mut hands);
        if frame.focused {
            start(&mut hands);
            keys::handle(grid, &frame, &mut hands);
        }
        scroll::wheel(grid, &frame, hands.state, len);
        if let Some(row) = hands.state.view.reveal.take() {
            hands
                .state
                .view
                .show_row(row.min(len.saturating_sub(1)), shown, true);
        }
        hands.state.view.clamp(len, shown);
        body::show(grid, &frame, &mut hands);
        scroll::bar(grid, &frame, hands.state, len);
        describe(grid, &frame, &hands);
        out.menu_at = state.view.menu_at;
        out.menu_column = state.view.menu_column;
        out
    }
}

/// The keyboard comes into the table for the first time: it stands on the first row in sight.
fn start(hands: &mut Hands<'_>) {
    if hands.state.cursor().is_none() && !hands.rows.is_empty() {
        let row = hands.state.position().ceil() as usize;
        hands.put_cursor(row.min(hands.rows.len() - 1));
        hands.state.view.anchor = hands.state.view.cursor;
    }
}

/// Tells a screen reader about the whole: size, and which row the keyboard is on.
fn describe(grid: &Ui, frame: &Frame<'_>, hands: &Hands<'_>) {
    let active = hands
        .state
        .view
        .cursor
        .filter(|mark| hands.out.visible.contains(&mark.row))
        .map(|mark| frame.id.with(("row", mark.key)).accesskit_id());
    grid.ctx().accesskit_node_builder(frame.id, |node| {
        node.set_row_count(hands.rows.len());
        node.set_column_count(frame.placed.len());
        node.set_size_of_set(hands.rows.len());
        node.set_multiselectable();
        let rect = frame.head.union(frame.body).union(frame.bar);
        node.set_bounds(egui::accesskit::Rect {
            x0: rect.left().into(),
            y0: rect.top().into(),
            x1: rect.right().into(),
            y1: rect.bottom().into(),
        });
        if let Some(active) = active {
            node.set_active_descendant(active);
        }
    });
}
