//! Pictures of the report, drawn as SVG. Every figure stands in them as a text too.

use super::{number, safe};
use crate::access::review::{Counts, Item, ItemKind};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// Width of the pictures.
const WIDTH: f64 = 1036.0;
/// Least width of a part of a bar.
const LEAST: f64 = 4.0;

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// One bar in parts: how many entries have which decision.
pub(super) fn progress(counts: &Counts) -> String {
    let parts = [
        ("Keep", counts.keep, "#2f9e62"),
        ("Reduce", counts.reduce, "#d9a021"),
        ("Revoke", counts.revoke, "#cf4a4a"),
        ("Unsure", counts.unsure, "#4a7fd0"),
        ("Handed over", counts.hand_over, "#7b61c4"),
        ("Undecided", counts.undecided(), "#c3cad5"),
    ];
    let shown = || parts.iter().filter(|(_, n, _)| *n > 0);
    let words: Vec<String> = shown()
        .map(|(name, n, _)| format!("{name} {}", number((*n).into())))
        .collect();
    let mut out = String::new();
    let label = safe(&words.join(", "));
    line(
        &mut out,
        &format!(
            "<svg viewBox=\"0 0 {WIDTH:.0} 66\" width=\"{WIDTH:.0}\" height=\"66\" role=\"img\" \
             aria-label=\"Decisions: {label}\">"
        ),
    );
    // Few beside many are still seen.
    let all = f64::from(counts.all.max(1));
    let room = WIDTH - LEAST * shown().count() as f64;
    let mut x = 0.0;
    for (_, n, colour) in shown() {
        let width = LEAST + f64::from(*n) / all * room;
        let rect = format!(
            "<rect x=\"{x:.2}\" y=\"0\" width=\"{width:.2}\" height=\"26\" fill=\"{colour}\"/>"
        );
        line(&mut out, &rect);
        x += width;
    }
    let mut x = 0.0;
    for (name, n, colour) in shown() {
        let words = format!("{name} {}", number((*n).into()));
        line(
            &mut out,
            &format!(
                "<rect x=\"{x:.0}\" y=\"42\" width=\"12\" height=\"12\" rx=\"2\" \
                 fill=\"{colour}\"/><text x=\"{:.0}\" y=\"52\">{words}</text>",
                x + 18.0
            ),
        );
        x += 44.0 + words.len() as f64 * 7.0;
    }
    line(&mut out, "</svg>");
    out
}

/// Most columns and rows of the matrix; what is less frequent is added up.
const COLUMNS: usize = 20;
const ROWS: usize = 24;
/// What the rest is called.
const REST: &str = "Others";

/// How often a role is held at a place, of the entries that have roles. Nothing where none has.
pub(super) fn matrix(items: &[Arc<Item>]) -> Option<String> {
    let mut cells: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let with_roles = |i: &&Arc<Item>| matches!(i.kind(), ItemKind::Team | ItemKind::Contributors);
    for item in items.iter().filter(with_roles) {
        for title in &item.titles {
            *cells.entry((title, &item.place)).or_default() += 1;
        }
    }
    if cells.is_empty() {
        return None;
    }
    let rows = frequent(cells.iter().map(|((role, _), n)| (*role, *n)), ROWS);
    let columns = frequent(cells.iter().map(|((_, place), n)| (*place, *n)), COLUMNS);
    let of = |all: &[&str], name: &str| all.iter().position(|x| *x == name);
    let (beyond_rows, beyond_columns) = (rows.len(), columns.len());
    let mut sums: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for ((role, place), n) in &cells {
        let row = of(&rows, role).unwrap_or(beyond_rows);
        let column = of(&columns, place).unwrap_or(beyond_columns);
        *sums.entry((row, column)).or_default() += n;
    }
    let more = |has: bool, mut names: Vec<String>| {
        if has {
            names.push(REST.to_owned());
        }
        names
    };
    let owned = |all: &[&str]| all.iter().map(|x| (*x).to_owned()).collect();
    let rows = more(sums.keys().any(|k| k.0 == beyond_rows), owned(&rows));
    let columns = more(sums.keys().any(|k| k.1 == beyond_columns), owned(&columns));
    Some(grid(&rows, &columns, &sums))
}

/// The most frequent names, the most frequent first.
fn frequent<'a>(all: impl Iterator<Item = (&'a str, u64)>, most: usize) -> Vec<&'a str> {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, n) in all {
        *sums.entry(name).or_default() += n;
    }
    let mut sorted: Vec<(&str, u64)> = sums.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    sorted
        .into_iter()
        .take(most)
        .map(|(name, _)| name)
        .collect()
}

/// The beginning of a text that is too long.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{start}…")
}

/// Left of the cells and above them.
const LEFT: f64 = 210.0;
const TOP: f64 = 150.0;
/// Size of a cell.
const CELL: (f64, f64) = (36.0, 24.0);

fn grid(rows: &[String], columns: &[String], sums: &BTreeMap<(usize, usize), u64>) -> String {
    let most = sums.values().copied().max().unwrap_or(1).max(1) as f64;
    let width = LEFT + columns.len() as f64 * CELL.0 + 120.0;
    let height = TOP + rows.len() as f64 * CELL.1 + 8.0;
    let mut out = String::new();
    line(
        &mut out,
        &format!(
            "<svg viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\" aria-label=\"How many entries have a role at a \
             place\">"
        ),
    );
    for (n, name) in columns.iter().enumerate() {
        let x = LEFT + (n as f64 + 0.6) * CELL.0;
        let y = TOP - 8.0;
        line(
            &mut out,
            &format!(
                "<text x=\"{x:.0}\" y=\"{y:.0}\" transform=\"rotate(-50 {x:.0} {y:.0})\">\
                 <title>{}</title>{}</text>",
                safe(name),
                safe(&short(name, 24))
            ),
        );
    }
    for (n, name) in rows.iter().enumerate() {
        let top = TOP + n as f64 * CELL.1;
        let mut row = format!(
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\"><title>{}</title>{}</text>",
            LEFT - 10.0,
            top + 16.0,
            safe(name),
            safe(&short(name, 30))
        );
        for column in 0..columns.len() {
            let count = sums.get(&(n, column)).copied().unwrap_or_default();
            let x = LEFT + column as f64 * CELL.0;
            // From a wash to full colour by the root, so that few are seen beside many.
            let strength = if count == 0 {
                0.0
            } else {
                0.15 + 0.6 * (count as f64 / most).sqrt()
            };
            write!(
                row,
                "<rect x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"3\" \
                 fill=\"#3367c8\" fill-opacity=\"{:.3}\"/>",
                x + 1.0,
                top + 1.0,
                CELL.0 - 2.0,
                CELL.1 - 2.0,
                strength.max(0.04)
            )
            .unwrap_or_default();
            if count > 0 {
                write!(
                    row,
                    "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{}</text>",
                    x + CELL.0 / 2.0,
                    top + 16.0,
                    number(count)
                )
                .unwrap_or_default();
            }
        }
        line(&mut out, &row);
    }
    line(&mut out, "</svg>");
    out
}
