//! What a screen reader is told: where it is in a table, and what changes by itself.

use crate::browse::rows;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::accesskit::{Live, Role};
use egui_kittest::kittest::NodeT as _;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, JobKind, Practice};
use serde_json::json;

/// What is read out by itself, and how urgent it is.
fn told(screen: &Screen) -> Vec<(Live, String)> {
    screen
        .nodes()
        .filter(|n| n.accesskit_node().live() != Live::Off)
        .map(|n| (n.accesskit_node().live(), crate::tree::name(&n)))
        .collect()
}

fn says(screen: &Screen, how: Live, words: &str) -> Option<()> {
    let all = told(screen);
    all.iter()
        .any(|(live, name)| *live == how && name.contains(words))
        .then_some(())
}

#[test]
fn rows_and_cells_say_where_they_are_in_every_list() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    for pane in ["Team", "People", "Sites", "Invites", "Roles", "Accounts"] {
        let entry = screen.beginning(Role::Button, pane);
        screen.press(&entry);
        screen.until("rows", |s| (!rows(s).is_empty()).then_some(()));
        let grid = screen
            .nodes()
            .find(|n| n.accesskit_node().role() == Role::Grid);
        let grid = grid.expect("a table").accesskit_node();
        let (count, columns) = (grid.data().row_count(), grid.data().column_count());
        let mut at = Vec::new();
        for row in screen
            .nodes()
            .filter(|n| n.accesskit_node().role() == Role::Row)
        {
            if crate::tree::name(&row) == "Columns" {
                continue;
            }
            let it = row.accesskit_node();
            at.push(it.data().row_index().expect("the number of a row"));
            let cells: Vec<_> = row
                .children()
                .filter(|c| c.accesskit_node().role() == Role::Cell)
                .collect();
            assert_eq!(Some(cells.len()), columns, "{pane}");
            for (column, cell) in cells.iter().enumerate() {
                let name = crate::tree::name(cell);
                let it = cell.accesskit_node();
                assert!(
                    name.contains(": "),
                    "{pane}: heading and value, not “{name}”"
                );
                assert_eq!(it.data().column_index(), Some(column), "{pane}: {name}");
                assert_eq!(it.data().row_index(), at.last().copied(), "{pane}: {name}");
            }
        }
        let one_after_the_other: Vec<usize> = (0..at.len()).collect();
        assert_eq!(at, one_after_the_other, "{pane}");
        assert!(count.is_some_and(|n| n >= at.len()), "{pane}: {count:?}");
    }
}

#[test]
fn jobs_and_their_end_are_told() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    screen.until("quiet", |s| says(s, Live::Polite, "No job running"));
    wix.fault(&json!({"match": {}, "times": 1, "kind": {"delayMs": 800}}));
    screen.press("Read the account again");
    screen.until("a job", |s| {
        s.model().running(JobKind::Sync)?;
        says(s, Live::Polite, "Read the account: running")
    });
    screen.until("its end", |s| says(s, Live::Polite, "No job running"));
}

#[test]
fn errors_interrupt() {
    let wix = Wix::of(Size::S);
    let start = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(Route::Team),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), Some(&wix), start);
    screen.until_read();
    wix.fault(&json!({"match": {}, "times": 900, "kind": "cutBefore"}));
    screen.press("Read the account again");
    screen.until_there(Role::Button, "Dismiss");
    let told = told(&screen);
    let alert = told.iter().find(|(live, _)| *live == Live::Assertive);
    let (_, words) = alert.unwrap_or_else(|| panic!("nothing interrupts: {told:?}"));
    assert!(words.starts_with("Error: "), "{words}");
}
