//! Roles by site: the grid by keyboard, what it counts, and its file.

use crate::act::CTRL;
use crate::contributors::all_read;
use crate::import::type_path;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Spot};
use std::collections::BTreeSet;

/// The grid of the practice account, every site read.
pub(crate) fn open(setup: &Setup, wix: &Wix) -> Screen {
    let mut screen = all_read(setup, wix);
    screen.press("Roles");
    screen.until_there(Role::Heading, "Roles");
    screen.until_there(Role::RadioButton, "By site");
    screen.click(Role::RadioButton, "By site");
    screen.until("the grid", |s| {
        let grids = s.names(Role::Grid);
        grids.iter().any(|n| n.contains(" by ")).then_some(())
    });
    screen.tab_until_grid();
    screen
}

impl Screen {
    /// Goes with the Tab key into the grid.
    fn tab_until_grid(&mut self) {
        let name = self
            .names(Role::Grid)
            .into_iter()
            .find(|n| n.contains(" by "))
            .expect("a grid");
        self.tab_to(Role::Grid, &name);
    }
}

#[test]
fn the_grid_counts_people_at_every_place_and_is_saved() {
    let wix = Wix::of(Size::S);
    let setup = Setup {
        unlimited: true,
        ..Setup::default()
    };
    let mut screen = open(&setup, &wix);
    let view = screen.model().roles_view.clone().expect("roles");
    let (table, grid) = (&view.table, &view.table.by_site);
    // Counted anew from who holds what: people, not grants; invites do not count.
    let mut some = 0;
    for (row, role) in table.rows.iter().enumerate() {
        for (spot, place) in grid.spots.iter().enumerate() {
            let site = match place {
                Spot::Site(_, name, _) => name.as_str(),
                Spot::Account => "Whole account",
                Spot::Unclear => continue,
            };
            let held = role.holders.iter().filter(|h| {
                let now = matches!(h.held, protocol::Where::Team | protocol::Where::Site);
                now && h.place == site
            });
            let people: BTreeSet<&str> = held.map(|h| h.person.as_str()).collect();
            let count = grid.count(row, spot) as usize;
            assert!(count >= people.len(), "{}, {site}", role.title);
            if *place == Spot::Account {
                assert_eq!(count, people.len(), "{}", role.title);
            }
            some += usize::from(count > 0);
        }
    }
    assert!(some > 10, "{some} cells");
    assert!(grid.spots.len() > 2 && grid.spots[0] == Spot::Account);

    // Down and to the right: what is there is heard, and its role is selected.
    screen.key(Key::ArrowDown);
    screen.key(Key::ArrowRight);
    let row = view.view.rows[1] as usize;
    let n = grid.count(row, 1);
    let people = match n {
        0 => "nobody".to_owned(),
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    };
    let says = format!(
        "{}, {}: {people}",
        table.rows[row].title,
        grid.spots[1].name()
    );
    screen.until_says(&says);
    screen.key(Key::Space);
    let place = grid.spots[1].name();
    screen.until_says(&format!("{place}: {people}"));

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("grid.csv");
    screen.press("Save grid…");
    screen.until_there(Role::Dialog, "Save roles by site");
    type_path(&mut screen, &file);
    let text = screen.until("the file", |_| {
        let text = std::fs::read_to_string(&file).ok()?;
        text.ends_with('\n').then_some(text)
    });
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), view.view.rows.len() + 1);
    assert!(
        lines[0].starts_with("\u{feff}Role,Role id,Whole account,"),
        "{}",
        lines[0]
    );
    assert!(lines[2].contains(table.rows[row].role.id.as_str()));

    // Search narrows the lines of the grid too.
    screen.until_gone(Role::Dialog, "Save roles by site");
    screen.chord(CTRL, Key::F);
    screen.write(&table.rows[row].title);
    screen.until("fewer lines", |s| {
        let view = s.model().roles_view.as_ref()?;
        (view.view.rows.len() < lines.len() - 1).then_some(())
    });
}
