//! Inviting addresses, from the pasted list to what Wix was sent.

use crate::act::CTRL;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::access::{ACCOUNT_ADMIN, RoleId};
use gatehouse::sandbox::Size;

#[test]
fn three_addresses_are_invited_in_one_call() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let table = screen.model().team.clone().expect("a team");
    let role = table
        .directory
        .role_name(&RoleId::new(ACCOUNT_ADMIN))
        .to_owned();
    screen.chord(CTRL, Key::N);
    screen.until_there(Role::Dialog, "Invite to the account");
    assert_eq!(
        screen.at(),
        (Role::MultilineTextInput, "Addresses".to_owned())
    );
    screen.write(
        "Ana Díaz <ana@guests.example>, bo@guests.example\nana@guests.example; eva@guests.example",
    );
    screen.until_says("3 addresses found, 1 double left out");
    let why = (false, "Choose at least one role".to_owned());
    assert_eq!(screen.about(Role::Button, "Make the plan…"), why);
    screen.click(Role::CheckBox, &role);
    screen.press("Make the plan…");
    screen.until_there(Role::Button, "Invite 3 people");
    screen.until_says("Call 1 of 1, with 2 others");
    assert!(wix.writes().is_empty(), "a plan sends nothing");
    screen.press("Invite 3 people");
    screen.until_there(Role::Label, "3 done");
    let writes = wix.writes();
    assert_eq!(writes.len(), 1, "{writes:#?}");
    let sent = writes[0]["body"]["subjectsAssignments"]
        .as_array()
        .expect("addresses");
    let emails: Vec<&str> = sent
        .iter()
        .filter_map(|s| s["subjectEmail"].as_str())
        .collect();
    let wanted = [
        "ana@guests.example",
        "bo@guests.example",
        "eva@guests.example",
    ];
    assert_eq!(emails, wanted);
    screen.until_says("What was done can be taken back: 3 by hand");
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
    screen.fill(Role::TextInput, "Search the team", "guests.example");
    screen.until_says("3 of ");
}
