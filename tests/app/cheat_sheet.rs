//! The sheet of all shortcuts: nothing that a key does is missing, and it is found and read by keys.

use crate::act::CTRL;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{ShortcutGroup, UiCommand, shortcuts};
use gatehouse::model::{Model, Route};
use gatehouse::sandbox::Size;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const SHEET: &str = "Keyboard shortcuts";

fn practice(wix: &Wix) -> Screen {
    Screen::practice(&Setup::default(), wix)
}

fn sheet(route: Route) -> Vec<ShortcutGroup> {
    shortcuts(&Model::new(crate::support::start(), route))
}

/// Files of the program in which keys are handled, without what is there for tests and the kit's page.
fn sources(below: &Path, into: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(below).expect("a folder").flatten() {
        let path = entry.path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && !["tests", "gallery", "sandbox"].contains(&name.as_str()) {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs")
            && !["tests.rs", "gallery.rs"].contains(&name.as_str())
        {
            let text = std::fs::read_to_string(&path).expect("a file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            if code.contains("Key::") && code.contains("egui") {
                into.push((path, code.to_owned()));
            }
        }
    }
}

/// Names of the keys that a source speaks of.
fn named(code: &str) -> BTreeSet<String> {
    let after = code.match_indices("Key::").filter(|(at, _)| {
        let before = code[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
    });
    let word = |(at, _): (usize, &str)| -> String {
        let rest = code[at + "Key::".len()..].chars();
        rest.take_while(|c| c.is_alphanumeric()).collect()
    };
    let keys: BTreeSet<String> = Key::ALL.iter().map(|k| format!("{k:?}")).collect();
    after.map(word).filter(|w| keys.contains(w)).collect()
}

#[test]
fn every_key_that_a_source_handles_is_in_the_sheet() {
    let known: BTreeSet<String> = [Route::Team, Route::Reviews, Route::Contributors]
        .into_iter()
        .flat_map(sheet)
        .flat_map(|g| g.lines)
        .flat_map(|(keys, _)| keys)
        .map(|k| format!("{:?}", k.logical_key))
        .collect();
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    assert!(files.len() > 8, "{}", files.len());
    for (path, code) in files {
        // Words for keys are no keys that are handled.
        if path.ends_with("kit/shortcut.rs") {
            continue;
        }
        for key in named(&code) {
            assert!(
                known.contains(&key),
                "{key} of {} is in no sheet",
                path.display()
            );
        }
    }
}

#[test]
fn every_command_with_a_key_is_in_the_sheet_of_every_pane() {
    for route in [
        Route::Overview,
        Route::Team,
        Route::Reviews,
        Route::Settings,
    ] {
        let all: Vec<String> = sheet(route)
            .into_iter()
            .flat_map(|g| g.lines)
            .flat_map(|(keys, _)| keys)
            .map(|k| format!("{k:?}"))
            .collect();
        for command in UiCommand::FIXED {
            let Some(keys) = command.keys() else { continue };
            assert!(
                all.contains(&format!("{keys:?}")),
                "{command:?} in {route:?}"
            );
        }
    }
    // The kit's table and the deck of a review, whose keys are no commands.
    let team = sheet(Route::Team);
    let says = |words: &str| {
        let mut lines = team.iter().flat_map(|g| &g.lines);
        lines.any(|(_, does)| does == words)
    };
    assert!(says("Menu of the row") && says("Undo the last decision"));
}

#[test]
fn the_question_mark_opens_it_and_typing_narrows_it() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    screen.tab_to_rows();
    screen.key(Key::Questionmark);
    screen.until_there(Role::Dialog, SHEET);
    screen.get(Role::List, "Here: Team");
    screen.get(Role::ListItem, "Search in this pane: Ctrl F");
    assert_eq!(screen.at().0, Role::TextInput, "typing searches at once");
    screen.write("row menu");
    screen.settle();
    assert_eq!(screen.names(Role::ListItem), ["Menu of the row: Shift F10"]);
    screen.chord(CTRL, Key::A);
    screen.write("no key does this");
    screen.until_says("No shortcut has these words");
    screen.chord(CTRL, Key::A);
    screen.write("ctrl shift e");
    screen.settle();
    let found = screen.names(Role::ListItem);
    assert!(
        found.iter().any(|l| l.ends_with("Ctrl Shift E")),
        "{found:?}"
    );
    screen.key(Key::Escape);
    if screen.find(Role::Dialog, SHEET).is_some() {
        // The first one empties the field.
        screen.key(Key::Escape);
    }
    screen.until_gone(Role::Dialog, SHEET);
    assert_eq!(screen.at().0, Role::Row, "the keyboard goes back");
}

#[test]
fn in_a_field_it_is_a_sign_and_the_palette_opens_it_too() {
    let wix = Wix::of(Size::S);
    let mut screen = practice(&wix);
    screen.chord(CTRL, Key::F);
    screen.key(Key::Questionmark);
    screen.write("?");
    assert!(
        screen.find(Role::Dialog, SHEET).is_none(),
        "{}",
        screen.dump()
    );
    screen.chord(CTRL, Key::K);
    screen.write("keyboard short");
    screen.key(Key::Enter);
    screen.until_there(Role::Dialog, SHEET);
    // Whatever does not fit comes into sight by keys.
    screen.harness.set_size(egui::vec2(640.0, 480.0));
    screen.settle();
    let last = |s: &Screen| {
        let last = s.nodes().find(|n| crate::tree::name(n) == "Note…: N");
        last.expect("the last line").rect().bottom()
    };
    let before = last(&screen);
    screen.key(Key::PageDown);
    assert!(last(&screen) < before, "{before}");
}
