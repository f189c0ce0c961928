//! The badges and roles that a member holds, in the inspector.

use crate::members::{read, screen};
use crate::members_change::{confirm, give, over, status_tab};
use crate::support::Wix;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;

#[test]
fn badges_and_roles_of_a_member_are_read_when_asked_for_and_follow_a_plan() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    status_tab(&mut screen, "Approved");
    screen.until_says("of 120 shown");
    let one = crate::browse::rows(&screen)[3].clone();
    screen.click(Role::Row, &one);
    screen.until_says("1 selected");
    let calls = wix.log().len();
    screen.until_there(Role::Button, "Read badges and roles");
    assert_eq!(wix.log().len(), calls, "looking at somebody costs no call");
    screen.press("Read badges and roles");
    screen.until_there(Role::Button, "Read them again");

    give(&mut screen, "Role: Press");
    screen.until_says("Role Press");
    confirm(&mut screen, "Change roles of 1 member");
    assert!(over(&mut screen).starts_with("1 done"));
    screen.until_says("Press");
    screen.until_there(Role::Button, "Read them again");
}
