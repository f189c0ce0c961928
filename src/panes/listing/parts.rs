//! What a pane says to be a list.

use super::{Deed, Listed, Listing, Opener, Picked, View, Words, show, states};
use crate::index::Filter;
use crate::kit::table::{Column, Selection};
use crate::kit::text;
use crate::model::{Dialog, Model};
use crate::panes::{Cx, PaneCommand};
use crate::worker::protocol::{Command, Numbered, TableView, ViewRequest};
use egui::{Context, Ui};
use jiff::Timestamp;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The line beside the title.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Counts and age.
    pub words: String,
    /// More of it, on hover.
    pub more: Option<String>,
}

impl Line {
    /// Parts after one another; only the first begins with a capital.
    pub fn of(parts: &[String], more: Option<String>) -> Self {
        let rest = parts.iter().skip(1).map(|part| text::lower(part));
        let all: Vec<String> = parts.first().cloned().into_iter().chain(rest).collect();
        Self {
            words: all.join(" · "),
            more,
        }
    }

    /// All of it in one text, for where there is no room beside the title.
    pub(super) fn hover(&self) -> String {
        match &self.more {
            Some(more) => format!("{}\n{more}", self.words),
            None => self.words.clone(),
        }
    }
}

/// A row of a pane's table.
pub type Row<P> = <<P as Parts>::Table as Numbered>::Row;

/// What a pane adds to what every list has. Only the first part has to be there.
pub trait Parts: std::fmt::Debug + Default + Sized {
    /// Its table.
    type Table: Listed;

    /// Its words.
    fn words(&self) -> &'static Words;
    /// Its title.
    fn title(&self, _model: &Model) -> Cow<'static, str> {
        Cow::Borrowed(self.words().title)
    }
    /// Its columns.
    fn columns(&self) -> Vec<Column>;
    /// The newest table.
    fn table<'m>(&self, model: &'m Model) -> Option<&'m Arc<Self::Table>>;
    /// The newest view.
    fn view<'m>(&self, model: &'m Model) -> Option<&'m View<Self::Table>>;
    /// The command that asks for a view.
    fn request(&self, request: ViewRequest) -> Command;
    /// The same request with what the pane adds to what was chosen in it.
    fn wanted(&self, request: ViewRequest) -> ViewRequest {
        request
    }
    /// The line beside the title.
    fn line(&self, model: &Model) -> Line;
    /// Draws a cell.
    fn cell(&self, ui: &mut Ui, row: &Row<Self>, column: usize, now: Timestamp);
    /// The words of a cell.
    fn cell_text(&self, row: &Row<Self>, column: usize, now: Timestamp) -> String;
    /// The columns of the cells that are copied, and the sheet that says which of them are shown.
    fn copied(&self) -> (Vec<Column>, usize) {
        (self.columns(), self.sheet())
    }
    /// Draws the details of the selection.
    fn inspector(
        &mut self,
        list: &mut Listing<Self::Table>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<Self::Table>,
    );

    /// Whether its inspector has something to tell while nothing is selected.
    fn tells_of_all(&self) -> bool {
        false
    }

    // What can be done.

    /// What can be done with the list as a whole.
    fn openers(&self, _model: &Model) -> Vec<Opener> {
        Vec::new()
    }
    /// Does it.
    fn open(&mut self, _opener: usize, _list: &mut Listing<Self::Table>, _cx: &mut Cx<'_>) {}
    /// What can be done with the selection.
    fn deeds(&self, _picked: &Picked, _model: &Model) -> Vec<Deed> {
        Vec::new()
    }
    /// Does it. Nothing stands against it.
    fn begin(&mut self, _deed: usize, _list: &mut Listing<Self::Table>, _cx: &mut Cx<'_>) {}
    /// A command of its own that is neither; true if it was one.
    fn command(
        &mut self,
        _command: PaneCommand,
        _list: &mut Listing<Self::Table>,
        _cx: &mut Cx<'_>,
    ) -> bool {
        false
    }

    // Dialogs.

    /// Draws the dialog that is open.
    fn dialogs(&mut self, _ctx: &Context, _cx: &mut Cx<'_>) {}
    /// Whether one is open.
    fn has_dialog(&self) -> bool {
        false
    }
    /// Opens a dialog of its own; gives back one that is not.
    fn open_dialog(&mut self, dialog: Dialog) -> Option<Dialog> {
        Some(dialog)
    }

    // What follows from a new view or selection.

    /// A row is to be gone to: what the pane itself hides must be shown.
    fn reveals(&mut self) {}
    /// Called before each frame.
    fn begin_frame(&mut self, _cx: &mut Cx<'_>) {}
    /// Called when another list begins at its first row.
    fn restart(&mut self) {}
    /// Called with the view and the filter before each frame; what is costly is computed once.
    fn follow(&mut self, _view: &View<Self::Table>, _filter: &Filter) {}
    /// The selection, the view or the sheet is another one.
    fn pick(&mut self, _picked: &Picked, _view: &TableView<Self::Table>) {}

    // Words about the selection.

    /// Selection in words.
    fn selected(&self, picked: &Picked) -> String {
        picked.words(self.words().nobody)
    }
    /// What deeds leave out of the selection.
    fn left_out(&self) -> Option<String> {
        None
    }
    /// `15 of 400 shown`.
    fn found(&self, view: &View<Self::Table>) -> String {
        super::found(Some(view))
    }

    // What is drawn besides.

    /// The spans of time of a filter in words.
    fn spans(&self, _filter: &Filter) -> Vec<String> {
        Vec::new()
    }
    /// Groups of facets that it shows elsewhere.
    fn elsewhere(&self) -> &'static [&'static str] {
        &[]
    }
    /// Why its rows cannot be saved as a file; `None` if they can.
    fn no_saving(&self) -> Option<&'static str> {
        None
    }
    /// Whether the title line offers to read the account again.
    fn reads_account(&self) -> bool {
        true
    }
    /// Least width for the filters where the deeds stand on the same line.
    fn filter_room(&self) -> f32 {
        280.0
    }
    /// Draws a line below the title, also while there is no table.
    fn top(&mut self, _list: &mut Listing<Self::Table>, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
    /// Draws in the place of the table while there is none; `known`: the first list is made of it.
    fn unread(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, known: bool) {
        // Where the team is known, what this list is made of was read too.
        let known = known || cx.model.team.is_some();
        states::unread(self.words(), known, ui, cx);
    }
    /// Draws at the beginning of the line of filters.
    fn before_filters(&mut self, _list: &mut Listing<Self::Table>, _ui: &mut Ui, _cx: &mut Cx<'_>) {
    }
    /// Draws at the end of the line of filters.
    fn after_filters(&mut self, _list: &mut Listing<Self::Table>, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
    /// Draws a line above rows that are kept but not as they should be.
    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        states::banner(self.words(), ui, cx);
    }
    /// Draws below the banner, in a pane of this height.
    fn above(
        &mut self,
        _list: &mut Listing<Self::Table>,
        _ui: &mut Ui,
        _cx: &mut Cx<'_>,
        _height: f32,
    ) {
    }
    /// Draws in the place of a list without any row.
    fn nothing(&mut self, ui: &mut Ui, _cx: &mut Cx<'_>, _table: &Self::Table) {
        states::nothing(self.words(), ui);
    }
    /// Draws where nothing is shown though nobody chose a filter: what the pane itself hides is all
    /// there is. False where that is not so.
    fn all_hidden(&mut self, _filter: &Filter, _ui: &mut Ui, _view: &View<Self::Table>) -> bool {
        false
    }
    /// Draws the rows.
    fn rows(
        &mut self,
        list: &mut Listing<Self::Table>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<Self::Table>,
    ) {
        show::table(list, self, ui, cx, view);
    }

    // Lists that show their rows in more than one way.

    /// The sheet that is shown: 0 or 1. Each has columns, an order and a selection of its own.
    fn sheet(&self) -> usize {
        0
    }
    /// Columns that can be sorted by, in the order of the ranks of the table.
    fn ranks(&self) -> Vec<&'static str> {
        self.columns().iter().map(|c| c.id).collect()
    }
    /// Why there are no columns to choose; `None` if there are.
    fn no_columns(&self) -> Option<&'static str> {
        None
    }
    /// Whether a number of a sheet is still there.
    fn there(&self, table: &Self::Table, _sheet: usize, number: u32) -> bool {
        table.numbers().row(number).is_some()
    }
    /// The rows that a selection means.
    fn meant(&self, selection: &Selection, view: &TableView<Self::Table>) -> Picked {
        Picked::new(selection, view)
    }
    /// The numbers of everything that is shown.
    fn all(&self, view: &TableView<Self::Table>) -> Vec<u32> {
        let numbers = view.table.numbers();
        let rows = view.view.rows.iter();
        rows.map(|r| numbers.number(*r)).collect()
    }

    // What is kept besides.

    /// Takes over what was kept.
    fn load(&mut self, _kept: &BTreeMap<String, serde_json::Value>) {}
    /// Gives what is to be kept.
    fn keep(&self, _kept: &mut BTreeMap<String, serde_json::Value>) {}
    /// Takes over what was kept for the profile that is open.
    fn load_of_profile(&mut self, _kept: serde_json::Value) {}
    /// Gives what is to be kept for it, and goes with it.
    fn keep_of_profile(&self) -> Option<serde_json::Value> {
        None
    }
}

/// Where the table and the view of a list stand in the model, and the command that asks for one.
macro_rules! lists {
    ($table:ty, $rows:ident, $view:ident, $command:ident) => {
        fn table<'m>(&self, model: &'m $crate::model::Model) -> Option<&'m std::sync::Arc<$table>> {
            model.$rows.as_ref()
        }

        fn view<'m>(
            &self,
            model: &'m $crate::model::Model,
        ) -> Option<&'m $crate::panes::listing::View<$table>> {
            model.$view.as_ref()
        }

        fn request(
            &self,
            request: $crate::worker::protocol::ViewRequest,
        ) -> $crate::worker::protocol::Command {
            $crate::worker::protocol::Command::$command(request)
        }
    };
}
pub(in crate::panes) use lists;
