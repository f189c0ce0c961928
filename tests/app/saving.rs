//! Saving rows of a list as a file: what is filtered, what is selected, which columns; the file is
//! the list.

use crate::act::CTRL;
use crate::import::{folder, type_path};
use crate::members::{read, screen};
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::model::Model;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{JobKind, JobState, MemberColumn};
use std::path::Path;

const DIALOG: &str = "Save rows as a file";

/// Presses the button with the number of rows and types a place; gives what was written.
fn saved(screen: &mut Screen, button: &str, file: &Path) -> String {
    screen.press(button);
    screen.until_there(Role::Dialog, "Save the rows");
    type_path(screen, file);
    screen.until("a saved file", |s| {
        let job = s.model().last_job(JobKind::Save)?;
        (!job.state.is_active() && file.exists()).then_some(())
    });
    screen.until_gone(Role::Dialog, "Save the rows");
    std::fs::read_to_string(file).expect("a text")
}

/// The button of the dialog, with its number.
fn button(screen: &Screen) -> String {
    let names = screen.names(Role::Button).into_iter();
    let mut saves = names.filter(|n| n.starts_with("Save ") && n != "Save rows…");
    saves.next().expect("a button with a number")
}

fn table(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = csv.records().map(|r| r.expect("a row"));
    rows.map(|r| r.iter().map(str::to_owned).collect())
        .collect()
}

fn shown(model: &Model) -> Vec<String> {
    let view = model.view.as_ref().expect("a view");
    let rows = view.view.rows.iter();
    rows.map(|at| view.table.rows[*at as usize].email.clone())
        .collect()
}

#[test]
fn what_is_filtered_is_saved_in_the_order_of_the_list_and_the_choice_is_kept() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    screen.chord(CTRL, Key::F);
    screen.write("designer");
    screen.until("fewer rows", |s| {
        let view = s.model().view.as_ref()?;
        let some = (1..view.table.rows.len()).contains(&view.view.rows.len());
        (some && view.request.filter.text == "designer").then_some(())
    });
    let wanted = shown(screen.model());
    screen.chord(CTRL, Key::S);
    screen.until_there(Role::Dialog, DIALOG);
    let (free, why) = screen.about(Role::RadioButton, "The selection: nothing");
    assert!(!free && why.contains("Nothing is selected"), "{why}");
    screen.press("No column");
    let label = format!("Save {} rows…", wanted.len());
    let (free, why) = screen.about(Role::Button, &label);
    assert!(!free && why.contains("at least one column"), "{why}");
    screen.click(Role::CheckBox, "Address");
    screen.click(Role::CheckBox, "Status");
    screen.click(Role::RadioButton, "Another program: UTF-8 without a mark");
    let folder = folder();
    let file = folder.path().join("team.csv");
    let text = saved(&mut screen, &label, &file);
    let rows = table(&text);
    assert_eq!(rows[0], ["Address", "Status"]);
    let found: Vec<&str> = rows[1..].iter().map(|r| r[0].as_str()).collect();
    assert_eq!(found, wanted);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file.metadata().expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else reads it");
    }

    // What was chosen is there the next time, and each role is a line of its own if that is wanted.
    screen.chord(CTRL, Key::S);
    screen.until_there(Role::Dialog, DIALOG);
    screen.press("All columns");
    screen.click(Role::RadioButton, "One line for each role and place");
    let label = button(&screen);
    let parts = folder.path().join("parts.csv");
    let text = saved(&mut screen, &label, &parts);
    assert!(!text.starts_with('\u{feff}'), "the choice was kept");
    let lines = table(&text).len() - 1;
    assert_eq!(label, format!("Save {lines} rows…"));
    assert!(lines > wanted.len(), "{lines}");
}

#[test]
fn a_selection_is_saved_alone_and_its_hidden_rows_come_last() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    let all = shown(screen.model());
    for at in [3, 1] {
        let row = screen.model().team.clone().expect("a team").rows[at]
            .name
            .clone();
        let row = screen.beginning(Role::Row, &row);
        screen.click_with(Role::Row, &row, CTRL);
    }
    screen.until_says("2 selected");
    screen.chord(CTRL, Key::F);
    screen.write(&all[3]);
    screen.until_says("2 selected, 1 not shown");
    screen.press("Save rows…");
    screen.until_there(Role::Dialog, DIALOG);
    screen.until_there(Role::RadioButton, "The selection: 2 selected, 1 not shown");
    let folder = folder();
    let file = folder.path().join("two.csv");
    let text = saved(&mut screen, "Save 2 rows…", &file);
    assert!(text.starts_with('\u{feff}'), "for spreadsheets unless said");
    let rows = table(&text);
    let address = rows[0].iter().position(|h| h == "Address").expect("it");
    let found: Vec<&str> = rows[1..].iter().map(|r| r[address].as_str()).collect();
    assert_eq!(found, [all[3].as_str(), all[1].as_str()]);
}

#[test]
fn members_are_saved_with_everything_that_is_kept_of_them() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1280.0, 800.0));
    read(&mut screen, &wix);
    let logins: Vec<String> = {
        let view = screen.model().members_view.clone().expect("members");
        let rows = view.view.rows.iter();
        let rows = rows.map(|at| &view.table.rows[*at as usize]);
        rows.map(|r| r.text(MemberColumn::Login).to_owned())
            .collect()
    };
    screen.chord(CTRL, Key::S);
    screen.until_there(Role::Dialog, DIALOG);
    let folder = folder();
    let file = folder.path().join("members.csv");
    let text = saved(&mut screen, "Save 120 rows…", &file);
    let rows = table(&text);
    let at = |name: &str| rows[0].iter().position(|h| h == name).expect("a column");
    let found: Vec<&str> = rows[1..]
        .iter()
        .map(|r| r[at("Login address")].as_str())
        .collect();
    assert_eq!(found, logins);
    let some = |name: &str| rows[1..].iter().any(|r| !r[at(name)].is_empty());
    assert!(some("Phones") && some("First name") && some("Member id"));
    let job = screen.model().last_job(JobKind::Save).expect("a job");
    let JobState::Done(words) = &job.state else {
        panic!("{job:?}");
    };
    assert!(words.contains("Saved 120 rows"), "{words}");
}

#[test]
fn every_list_can_be_saved_and_an_empty_one_says_why_not() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    let folder = folder();
    for word in ["People", "Sites", "Invites", "Roles", "Accounts"] {
        let entry = screen.beginning(Role::Button, word);
        screen.press(&entry);
        screen.until_there(Role::Heading, word);
        screen.until("rows to save", |s| {
            let (free, _) = s.about(Role::Button, "Save rows…");
            free.then_some(())
        });
        screen.press("Save rows…");
        screen.until_there(Role::Dialog, DIALOG);
        let label = button(&screen);
        let file = folder.path().join(format!("{word}.csv"));
        let text = saved(&mut screen, &label, &file);
        let lines = table(&text).len() - 1;
        let rows = if lines == 1 { "row" } else { "rows" };
        assert_eq!(label, format!("Save {lines} {rows}…"), "{word}");
    }
    let entry = screen.beginning(Role::Button, "Contributors");
    screen.press(&entry);
    screen.until_there(Role::Heading, "Contributors");
    screen.until("a list without rows", |s| {
        let (free, why) = s.about(Role::Button, "Save rows…");
        (!free && why.contains("No row is shown")).then_some(())
    });
}
