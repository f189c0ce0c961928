//! The table of problems, cell by cell.

use crate::kit::table::{Column, Rows, cell_label, cell_quiet};
use crate::kit::tokens;
use crate::sheet::Import;
use crate::sheet::check::Problem;
use egui::Ui;

/// Height of the heading of a table in points.
const HEAD: f32 = 30.0;

/// Height of a table with so many rows, as far as the window allows.
pub(super) fn height(ui: &Ui, rows: usize, most: usize) -> f32 {
    let window = ui.ctx().content_rect().height();
    let fitting = ((window - 400.0) / tokens::size::ROW)
        .floor()
        .clamp(3.0, most as f32);
    HEAD + (rows.max(1) as f32).min(fitting) * tokens::size::ROW
}

/// Its columns.
pub(super) fn columns() -> Vec<Column> {
    let new = |id, title: &str| Column::new(id, title).unsortable();
    vec![
        new("row", "Row").width(64.0, 52.0),
        new("column", "Column").width(130.0, 90.0).priority(2),
        new("cell", "Cell").width(200.0, 110.0).stretch(2.0),
        new("what", "What is wrong")
            .width(240.0, 120.0)
            .stretch(3.0)
            .priority(1),
        new("instead", "Instead")
            .width(150.0, 90.0)
            .stretch(1.0)
            .priority(3),
    ]
}

/// Problems, in the order of the file.
pub(super) struct Problems<'a> {
    pub(super) import: &'a Import,
    pub(super) all: &'a [Problem],
}

impl Rows for Problems<'_> {
    fn len(&self) -> usize {
        self.all.len()
    }

    fn key(&self, row: usize) -> u32 {
        row as u32
    }

    fn name(&self, row: usize) -> String {
        let problem = self.all.get(row);
        problem.map_or_else(String::new, |p| {
            format!("Row {}: {}", p.row, crate::kit::text::capital(&p.says))
        })
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let words = self.cell_text(row, column);
        if column == 2 || column == 0 {
            cell_label(ui, words);
        } else {
            cell_quiet(ui, words);
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        let Some(problem) = self.all.get(row) else {
            return String::new();
        };
        match column {
            0 => problem.row.to_string(),
            1 => problem
                .column
                .map_or_else(|| "The row".to_owned(), |at| self.import.mapping.name(at)),
            2 => problem.cell.clone(),
            3 => crate::kit::text::capital(&problem.says),
            _ => problem.suggestion.clone().unwrap_or_default(),
        }
    }

    fn find(&self, key: u32) -> Option<usize> {
        Some(key as usize)
    }
}
