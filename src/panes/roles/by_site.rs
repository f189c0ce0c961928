//! Roles by site: how many people hold which role where, as a grid.

use super::Roles;
use crate::kit::matrix::{Counts, MatrixState, matrix};
use crate::model::{Ask, count};
use crate::panes::Cx;
use crate::panes::listing::{Listing, View};
use crate::worker::protocol::{RolesTable, RolesView, SaveKind, Spot};
use egui::Ui;
use std::sync::Arc;

/// What the grid keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Grid {
    state: MatrixState,
    /// The cell that was chosen last: row of the table and number of the place.
    pub(super) chosen: Option<(usize, usize)>,
}

struct Shown<'a> {
    view: &'a RolesView,
    on: &'a dyn Fn(usize) -> bool,
}

impl Shown<'_> {
    fn row(&self, line: usize) -> usize {
        self.view
            .view
            .rows
            .get(line)
            .map_or(usize::MAX, |r| *r as usize)
    }
}

impl Counts for Shown<'_> {
    fn name(&self) -> String {
        let (lines, columns) = self.size();
        format!(
            "{} by {}",
            count(lines, "role", "roles"),
            count(columns, "place", "places")
        )
    }

    fn size(&self) -> (usize, usize) {
        (
            self.view.view.rows.len(),
            self.view.table.by_site.spots.len(),
        )
    }

    fn line(&self, line: usize) -> &str {
        let row = self.view.table.rows.get(self.row(line));
        row.map_or("", |r| r.title.as_str())
    }

    fn column(&self, column: usize) -> &str {
        let spot = self.view.table.by_site.spots.get(column);
        spot.map_or("", Spot::name)
    }

    fn count(&self, line: usize, column: usize) -> u32 {
        self.view.table.by_site.count(self.row(line), column)
    }

    fn most(&self) -> u32 {
        self.view.table.by_site.most
    }

    fn says(&self, line: usize, column: usize) -> String {
        let n = self.count(line, column) as usize;
        let people = if n == 0 {
            "nobody".to_owned()
        } else {
            count(n, "person", "people")
        };
        format!("{}, {}: {people}", self.line(line), self.column(column))
    }

    fn is_on(&self, line: usize) -> bool {
        (self.on)(self.row(line))
    }
}

/// Draws it; a cell selects its role.
pub(super) fn show(
    own: &mut Roles,
    list: &mut Listing<RolesTable>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    view: &View<RolesTable>,
) {
    let rows = list.picked().rows.clone();
    let on = |row: usize| rows.iter().any(|r| *r as usize == row);
    let shown = Shown { view, on: &on };
    let out = matrix(ui, &mut own.grid.state, &shown);
    if list.take_focus(ui) {
        out.surface.request_focus();
    }
    if let Some((line, column)) = out.hit {
        let row = shown.row(line);
        own.grid.chosen = Some((row, column));
        let number = view.table.numbers.number(row as u32);
        let selection = list.selection(0);
        selection.clear();
        selection.insert(number);
        list.pick(own, cx.model);
    }
    if out.surface.has_focus()
        && ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Copy)))
    {
        cx.ask(Ask::Copy(tabs(view)));
    }
}

/// The grid as it is shown, for a spreadsheet.
fn tabs(view: &RolesView) -> String {
    let lines = view.table.by_site.lines(&view.table.rows, &view.view.rows);
    let plain = |cell: &String| cell.replace(['\t', '\n'], " ");
    let lines = lines.iter().map(|line| {
        let cells: Vec<String> = line.iter().map(plain).collect();
        cells.join("\t")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Asks where the grid is to be saved.
pub(super) fn save(cx: &mut Cx<'_>) {
    let Some(view) = &cx.model.roles_view else {
        return;
    };
    let lines = view.table.by_site.lines(&view.table.rows, &view.view.rows);
    let day = cx.model.now.strftime("%Y-%m-%d");
    cx.ask(Ask::Save {
        what: Box::new(SaveKind::RolesBySite(Arc::new(lines))),
        name: format!("gatehouse-roles-by-site-{day}.csv"),
    });
}
