//! Importing sheets: by path, by drop, by paste; how they are read, what is wrong in them, the plan
//! and the result of every row.

use crate::act::CTRL;
use crate::everywhere::CTRL_SHIFT;
use crate::hands::Pointer;
use crate::members::{first_site, read, screen};
use crate::members_change::{confirm, over, without_limit};
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;
use gatehouse::sheet::check::KEPT;
use gatehouse::worker::protocol::{MemberColumn, PlanState, SheetStep};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A file as the window hands it over.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

pub(crate) fn drop_file(screen: &mut Screen, file: &Path) {
    let file = Arc::new(Dropped(file.to_owned()));
    screen.by_mouse(Pointer::Drops, |s| {
        s.harness.input_mut().dropped_files.push(file);
    });
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

pub(crate) fn sheet(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).expect("a file");
    file
}

/// Types a path into the field that has the keyboard and goes on.
pub(crate) fn type_path(screen: &mut Screen, file: &Path) {
    screen.chord(CTRL, Key::A);
    screen.write(file.to_str().expect("a path"));
    screen.key(Key::Enter);
}

pub(crate) fn choose(screen: &mut Screen, list: &str, value: &str) {
    screen.click(Role::ComboBox, list);
    screen.until_there(Role::ListBoxOption, value);
    screen.click(Role::ListBoxOption, value);
}

/// Looks at the problems of one kind, wherever those are chosen.
pub(crate) fn group(screen: &mut Screen, words: &str) {
    let list = "Kind of problem";
    if !screen.names(Role::ComboBox).iter().any(|n| n == list) {
        let tab = screen.beginning(Role::Tab, words);
        return screen.click(Role::Tab, &tab);
    }
    screen.click(Role::ComboBox, list);
    let kind = screen.beginning(Role::ListBoxOption, words);
    screen.click(Role::ListBoxOption, &kind);
}

/// Saves what the dialog offers there; gives what was written.
pub(crate) fn saved(screen: &mut Screen, dialog: &str, file: &Path) -> String {
    screen.until_there(Role::Dialog, dialog);
    type_path(screen, file);
    screen.until("a saved file", |_| file.exists().then_some(()));
    screen.until_gone(Role::Dialog, dialog);
    std::fs::read_to_string(file).expect("a text")
}

/// Five rows: a good one, a misspelt domain, a double, no address, somebody who is there.
pub(crate) fn members_sheet(there: &str) -> String {
    format!(
        "Login address;First name;Last name\r\n\
         ana@new.example;Ana;Zoë\r\n\
         bo@gmial.com;Bo;Berg\r\n\
         ANA@new.example;Ana;Again\r\n\
         cy at new.example;Cy;Stone\r\n\
         {there};Already;Here\r\n"
    )
}

#[test]
fn a_typed_path_is_read_corrected_planned_applied_and_its_result_saved() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1280.0, 800.0));
    without_limit(&mut screen);
    read(&mut screen, &wix);
    let there = {
        let table = screen.model().members.clone().expect("members");
        table.rows[3].text(MemberColumn::Login).to_owned()
    };
    let folder = folder();
    let file = sheet(&folder, "people.csv", members_sheet(&there).as_bytes());
    screen.press_further("Import…");
    screen.until_there(Role::Dialog, "Import a sheet");
    assert_eq!(screen.at(), (Role::TextInput, "File".to_owned()));
    let (free, why) = screen.about(Role::Button, "Next");
    assert!(!free && why.contains("Choose a file"), "{why}");
    type_path(&mut screen, &file);

    // What was guessed stands there, and another guess changes the rows.
    screen.until_there(Role::Dialog, "Import people.csv");
    screen.until_says("Zoë");
    choose(&mut screen, "Letters", "windows-1252");
    screen.until_says("ZoÃ«");
    choose(&mut screen, "Letters", "UTF-8");
    screen.until_says("Zoë");

    // The names are those of the template: there is nothing to say about columns.
    screen.press("Next: columns");
    screen.until_says("5 rows: 1 to take, 2 left out, 2 to decide");
    let (free, why) = screen.about(Role::Button, "Next: what will happen");
    assert!(!free && why.contains("2 rows wait"), "{why}");
    screen.until_says("Rows 2 and 4 name the same");
    group(&mut screen, "Not a mail address");
    let row = screen.beginning(Role::Row, "Row 5");
    screen.click(Role::Row, &row);
    screen.until_there(Role::TextInput, "Row 5, Login address");
    screen.click(Role::TextInput, "Row 5, Login address");
    screen.chord(CTRL, Key::A);
    screen.write("cy@new.example");
    screen.press("Correct this cell");
    screen.until_says("1 correction");
    screen.until_says("5 rows: 2 to take, 2 left out, 1 to decide");
    screen.chord(CTRL, Key::Z);
    screen.until_says("Taken back: 0 corrections now");
    screen.until_says("5 rows: 1 to take, 2 left out, 2 to decide");
    let nothing = (false, "Nothing to undo".to_owned());
    assert_eq!(
        screen.about(Role::Button, "Take the last one back"),
        nothing
    );
    screen.chord(CTRL_SHIFT, Key::Z);
    screen.until_says("Made again: 1 correction now");
    screen.until_says("5 rows: 2 to take, 2 left out, 1 to decide");
    group(&mut screen, "Mail domains that look misspelt");
    screen.press("Take 1 suggestion");
    screen.until_says("5 rows: 3 to take, 2 left out, 0 to decide");

    screen.press("Save the corrected sheet…");
    let copy = folder.path().join("corrected.csv");
    let written = saved(&mut screen, "Save the corrected sheet", &copy);
    let wanted = members_sheet(&there)
        .replace("cy at new", "cy@new")
        .replace("gmial", "gmail");
    assert_eq!(written, wanted, "and nothing else is otherwise");

    screen.press("Next: what will happen");
    screen.until_says("To create");
    screen.press("Make the plan…");
    assert_eq!(wix.writes().len(), 0);
    let before = wix.writes().len();
    confirm(&mut screen, "Create 3");
    over(&mut screen);
    assert_eq!(wix.writes().len() - before, 3);
    screen.until_there(Role::Button, "Save the result…");
    screen.press("Save the result…");
    let result = folder.path().join("result.csv");
    let written = saved(&mut screen, "Save the result of the sheet", &result);
    let rows: Vec<Vec<&str>> = written.lines().map(|l| l.split(',').collect()).collect();
    let came: Vec<(&str, &str)> = rows.iter().skip(1).map(|r| (r[0], r[2])).collect();
    let wanted = [
        ("2", "Done"),
        ("3", "Done"),
        ("4", "Skipped by rule"),
        ("5", "Done"),
        ("6", "Already so"),
    ];
    assert_eq!(came.as_slice(), wanted, "{written}");
    screen.press("Close");
    screen.until_gone(Role::Dialog, "Import people.csv");
}

#[test]
fn a_dropped_file_opens_the_import_and_its_columns_are_said_once() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1280.0, 800.0));
    let folder = folder();
    let text = "Wer,Was\npat@one.example,Pat\nsam@two.example,Sam\n";
    let file = sheet(&folder, "leute.csv", text.as_bytes());
    drop_file(&mut screen, &file);
    screen.until_there(Role::Dialog, "Import leute.csv");
    // The dialog grows when the rows come; a click before that would miss what moved.
    screen.until_says("sam@two.example");
    let site = first_site(&screen, &wix);
    let (free, why) = screen.about(Role::Button, "Next: columns");
    assert!(!free && why.contains("Choose the site"), "{why}");
    choose(&mut screen, "Site of these members", &site);
    screen.press("Next: columns");
    screen.until_there(Role::ComboBox, "Was holds");
    choose(&mut screen, "Was holds", "First name");
    screen.until_says("as you said");
    screen.press("Next: problems");
    screen.until_says("2 rows: 2 to take");
    screen.press("Close");
    screen.until_gone(Role::Dialog, "Import leute.csv");

    // The next file of this shape is read the same way.
    let text = "Wer,Was\nkim@one.example,Kim\n";
    let file = sheet(&folder, "mehr.csv", text.as_bytes());
    drop_file(&mut screen, &file);
    screen.until_there(Role::Dialog, "Import mehr.csv");
    screen.until_says("kim@one.example");
    choose(&mut screen, "Site of these members", &site);
    screen.press("Next: columns");
    screen.until_says("as in an earlier file");
    assert!(wix.writes().is_empty());
}

#[test]
fn pasted_rows_become_invites_to_the_account() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let role = screen.model().team.clone().expect("a team");
    let role = role.directory.roles().find(|r| r.title.contains("Admin"));
    let role = role.expect("a role").title.clone();
    screen.press("Import…");
    screen.until_there(Role::Dialog, "Import a sheet");
    let rows = format!("Email\tRoles\njoy@new.example\t{role}\nmax@new.example\tNo such role\n");
    screen.harness.event(egui::Event::Paste(rows));
    screen.settle();
    screen.until_there(Role::Dialog, "Import Pasted rows");
    screen.until("the tab, guessed", |s| {
        s.dump().contains("Tab (guessed)").then_some(())
    });
    screen.press("Next: columns");
    screen.press("Next: problems");
    group(&mut screen, "Names that are not known");
    choose(&mut screen, "What happens to these rows", "Leave them out");
    screen.until_says("2 rows: 1 to take, 1 left out, 0 to decide");
    screen.press("Next: what will happen");
    screen.until_says("To invite");
    screen.press("Make the plan…");
    confirm(&mut screen, "Invite 1");
    over(&mut screen);
    assert_eq!(wix.writes().len(), 1);
    screen.until_there(Role::Button, "Save the rows that are left…");
    screen.press("Save the rows that are left…");
    let folder = folder();
    let left = folder.path().join("left.csv");
    let written = saved(&mut screen, "Save the rows that are left", &left);
    assert_eq!(
        written, "Email\tRoles\nmax@new.example\tNo such role\n",
        "as they were pasted"
    );
}

#[test]
fn a_file_that_is_no_sheet_says_why_and_leaves_the_other_ways() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let folder = folder();
    let file = sheet(&folder, "people.xlsx", b"PK\x03\x04 xl/workbook.xml");
    drop_file(&mut screen, &file);
    screen.until_says("people.xlsx is a workbook of Excel, and no sheet of text");
    screen.until_says("Save it as CSV in Excel: File, Save As, CSV UTF-8. Or copy its rows there");
    let (free, why) = screen.about(Role::Button, "Next: columns");
    assert!(!free && why.contains("cannot be read"), "{why}");
    screen.press("Back");
    screen.until_there(Role::TextInput, "File");
    screen.click(Role::TextInput, "File");
    type_path(&mut screen, &folder.path().join("nowhere.csv"));
    screen.until_says("nowhere.csv cannot be read");
    screen.press("Back");
    let template = folder.path().join("template.csv");
    screen.press("Save a template…");
    let written = saved(&mut screen, "Save a template", &template);
    assert!(written.contains("Address,Roles"), "{written}");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Import a sheet");
}

/// A file that is changed while it is looked at is not read as if it were the same.
#[test]
fn corrections_do_not_go_into_another_file() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let folder = folder();
    let text = "Email,Roles\nnobody,Admin\n";
    let file = sheet(&folder, "team.csv", text.as_bytes());
    drop_file(&mut screen, &file);
    screen.until_there(Role::Dialog, "Import team.csv");
    screen.press("Next: columns");
    screen.press("Next: problems");
    group(&mut screen, "Not a mail address");
    sheet(
        &folder,
        "team.csv",
        b"Email,Roles\na@new.example,Admin\nnobody,Admin\n",
    );
    let row = screen.beginning(Role::Row, "Row 2");
    screen.click(Role::Row, &row);
    screen.click(Role::TextInput, "Row 2, Email");
    screen.chord(CTRL, Key::A);
    screen.write("bo@new.example");
    screen.key(Key::Enter);
    screen.until_says("team.csv was changed meanwhile");
    // Corrections are not lost by one press.
    screen.press("Close");
    screen.until_says("Your corrections are in no file yet");
    screen.press("Close");
    screen.until_gone(Role::Dialog, "Import team.csv");
}

/// The first rows of a file of any size are there at once, and reading the rest can be stopped.
#[test]
fn many_rows_show_their_first_and_can_be_stopped() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let folder = folder();
    let mut text = String::from("Address,Roles,Sites\n");
    for n in 0..150_000 {
        let line = format!("person{n}@somewhere{}.example,Nobody knows,\n", n % 977);
        text.push_str(&line);
    }
    let file = sheet(&folder, "many.csv", text.as_bytes());
    drop_file(&mut screen, &file);
    screen.until_says("person0@somewhere0.example");
    let going = |s: &Screen| {
        let view = s.model().sheet.clone().expect("a sheet");
        matches!(view.step, SheetStep::Going(..))
    };
    assert!(going(&screen), "there is more than the first rows");
    screen.press("Stop");
    screen.until_says("Reading was stopped");
    screen.press("Next: columns");
    let (free, why) = screen.about(Role::Button, "Next: what will happen");
    assert!(!free && why.contains("Reading was stopped"), "{why}");
    // A new start ends with what was counted, and not more of it is kept than can be shown.
    screen.press("Read it again");
    let found = screen.until("every row", |s| {
        s.model().sheet.as_ref().and_then(|v| v.found.clone())
    });
    let counts = found.checked.counts;
    assert_eq!((counts.rows, counts.blocking), (150_000, 150_000));
    let groups = found.checked.problems.groups.len();
    assert!(found.by_row.len() <= KEPT * groups && !found.by_row.is_empty());
}

/// A sheet that says what members shall be is held against them, once they are known.
#[test]
fn the_members_are_read_before_a_sheet_is_the_truth() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1280.0, 800.0));
    let site = first_site(&screen, &wix);
    let folder = folder();
    let text = "Login address,First name\nana@new.example,Ana\n";
    let file = sheet(&folder, "truth.csv", text.as_bytes());
    drop_file(&mut screen, &file);
    screen.until_there(Role::Dialog, "Import truth.csv");
    screen.until("its rows", |s| {
        let (_, why) = s.about(Role::Button, "Next: columns");
        (!why.contains("being looked at")).then_some(())
    });
    choose(&mut screen, "What its rows are", "Members as they shall be");
    choose(&mut screen, "Site of these members", &site);
    screen.press("Next: columns");
    screen.until_says("1 row: ");
    let next = "Next: what will happen";
    screen.until("members to read", |s| {
        let (free, why) = s.about(Role::Button, next);
        (!free && why.contains("Read the members")).then_some(())
    });
    screen.press("Read the members");
    screen.until("members that are known", |s| {
        let found = s.model().sheet.as_ref()?.found.clone()?;
        found.compared
    });
    screen.press(next);
    choose(
        &mut screen,
        "Members whom the sheet does not name",
        "Block them",
    );
    screen.press("Make the plan…");
    let lines = screen.until("a plan", |s| match &*s.model().plan {
        PlanState::Ready(review) => Some(review.plan.lines.len() + review.plan.skipped.len()),
        PlanState::Failed(error) => panic!("{error:?}"),
        _ => None,
    });
    assert_eq!(lines, 121, "the new one, and everybody whom no row names");
    assert!(wix.writes().is_empty());
}
