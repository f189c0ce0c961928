//! Rows on their way to the clipboard: a line of titles, then a line for each row with tabs between
//! the cells, safe to paste into a spreadsheet as exports are.

use crate::kit::table::{Column, Rows, Selection, TableState};
use crate::model::{Ask, count, grouped};
use crate::sheet::escaped;

/// Most rows that are copied. More take longer than a frame, and belong into a file.
pub(in crate::panes) const MOST: usize = 5_000;

/// A cell without what would end it, and without what a spreadsheet would run.
fn cell(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| {
            if matches!(c, '\t' | '\n' | '\r') {
                ' '
            } else {
                c
            }
        })
        .collect();
    escaped(&line)
}

/// Lines under these titles as one text.
pub(in crate::panes) fn text(
    titles: &[String],
    lines: impl Iterator<Item = Vec<String>>,
) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
        cells.join("\t")
    };
    let mut all = vec![line(titles)];
    all.extend(lines.map(|cells| line(&cells)));
    all.join("\n")
}

/// So many rows are too many.
pub(in crate::panes) fn too_many(rows: usize) -> Ask {
    Ask::CopyRows {
        text: String::new(),
        said: format!(
            "Nothing was copied: {} rows are more than the {} that fit. Save them as a file",
            grouped(rows),
            grouped(MOST)
        ),
    }
}

/// What is said once so much is copied.
pub(in crate::panes) fn said(rows: usize, columns: usize) -> String {
    let rows = count(rows, "row", "rows");
    format!("Copied {rows} with {}", count(columns, "column", "columns"))
}

/// One cell.
pub(in crate::panes) fn one(title: &str, text: &str) -> Ask {
    if text.trim().is_empty() {
        return Ask::CopyRows {
            text: String::new(),
            said: format!("Nothing was copied: “{title}” is empty here"),
        };
    }
    Ask::CopyRows {
        text: text.to_owned(),
        said: format!("Copied “{title}”"),
    }
}

/// The columns that are not switched off, by their numbers.
pub(in crate::panes) fn shown(columns: &[Column], state: &TableState) -> Vec<usize> {
    let on = |at: &usize| !state.hidden.contains(columns[*at].id);
    (0..columns.len()).filter(on).collect()
}

/// The selected rows of a table; `None` where nothing is selected.
pub(in crate::panes) fn table(
    columns: &[Column],
    state: &TableState,
    selection: &Selection,
    rows: &dyn Rows,
) -> Option<Ask> {
    let picked = selection.len();
    if picked == 0 {
        return None;
    }
    if picked > MOST {
        return Some(too_many(picked));
    }
    let on = shown(columns, state);
    let titles: Vec<String> = on.iter().map(|at| columns[*at].title.clone()).collect();
    let all = (0..rows.len()).filter(|row| selection.contains(rows.key(*row)));
    let all: Vec<usize> = all.collect();
    let lines = all.iter().map(|row| {
        let cells = on.iter().map(|at| rows.cell_text(*row, *at));
        cells.collect()
    });
    Some(Ask::CopyRows {
        text: text(&titles, lines),
        said: said(all.len(), on.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_in_their_place_and_run_nothing() {
        let titles = ["Name".to_owned(), "Note".to_owned()];
        let lines = [
            vec!["Ana\tBerg".to_owned(), "=1+1".to_owned()],
            vec!["two\nlines".to_owned(), String::new()],
        ];
        let copied = text(&titles, lines.into_iter());
        assert_eq!(copied, "Name\tNote\nAna Berg\t'=1+1\ntwo lines\t");
    }
}
