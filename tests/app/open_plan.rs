//! Opening a plan that was saved: the same plan, and errors with a way out.

use crate::act::CTRL;
use crate::browse::rows;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;

fn open(screen: &mut Screen, file: &std::path::Path) {
    screen.chord(CTRL, Key::O);
    screen.until_there(Role::Dialog, "Open a plan");
    assert_eq!(screen.at(), (Role::TextInput, "File".to_owned()));
    screen.chord(CTRL, Key::A);
    screen.write(file.to_str().expect("a path"));
    screen.key(Key::Enter);
}

#[test]
fn a_saved_plan_is_opened_and_applied() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    let somebody = rows(&screen)[6].clone();
    screen.click(Role::Row, &somebody);
    screen.press("Remove…");
    screen.until_there(Role::Button, "Remove 1 person");
    screen.press("Save plan…");
    screen.until_there(Role::Dialog, "Save the plan");
    let file = setup.dir.path().join("plan.json");
    screen.chord(CTRL, Key::A);
    screen.write(file.to_str().expect("a path"));
    screen.key(Key::Enter);
    screen.until("a saved plan", |_| file.exists().then_some(()));
    screen.until_there(Role::Button, "Remove 1 person");
    screen.press("Cancel");
    screen.until_gone(Role::Button, "Remove 1 person");

    open(&mut screen, &file);
    screen.until_there(Role::Button, "Remove 1 person");
    assert!(screen.says(&somebody));
    screen.press("Remove 1 person");
    screen.until_there(Role::Label, "1 done");
    assert_eq!(wix.writes().len(), 1);
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");

    // What was carried out once is not carried out again, whatever the file says.
    open(&mut screen, &file);
    screen.press("Remove 1 person");
    screen.until_says("This plan was carried out already");
    screen.press("Close");
    assert_eq!(wix.writes().len(), 1);
}

#[test]
fn a_file_that_cannot_be_used_says_why_and_what_to_do() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut screen = Screen::practice(&setup, &wix);
    screen.press("Activity");
    screen.press("Open plan…");
    screen.until_there(Role::Dialog, "Open a plan");
    let (free, why) = screen.about(Role::Button, "Open");
    assert!(!free && why.contains("Choose a file"), "{why}");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Open a plan");

    let file = setup.dir.path().join("no plan.json");
    open(&mut screen, &file);
    screen.until_there(Role::Dialog, "This plan cannot be opened");
    screen.until_says("Choose another file");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "This plan cannot be opened");

    std::fs::write(&file, b"{\"plan\": 7}").expect("a file");
    open(&mut screen, &file);
    screen.until_there(Role::Dialog, "This plan cannot be opened");
    screen.until_says("cannot be used");
    assert!(wix.writes().is_empty());
}
