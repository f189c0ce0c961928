//! A joiner gets the same access as a colleague: dialog, plan, receipt, and what Wix was really sent.

use crate::change::{people, tall};
use crate::members_change::{confirm, over};
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use gatehouse::sandbox::Size;

#[test]
fn a_joiner_gets_the_same_access_as_a_colleague() {
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    let all = people(&screen, 6);
    let joiner = all[0].clone();
    let colleague = all
        .iter()
        .find(|row| row.roles.iter().any(|role| !joiner.roles.contains(role)));
    let colleague = colleague.expect("somebody with another role").clone();
    screen.click(Role::Row, &joiner.name);
    screen.until_there(Role::Label, "1 selected");
    screen.press("Same access as…");
    screen.until_there(Role::Dialog, "Same access as a colleague for 1 person");
    let plan = screen.about(Role::Button, "Make the plan…");
    assert_eq!(plan, (false, "Choose a colleague".to_owned()));
    screen.write(&colleague.email);
    let label = format!("{}, {}", colleague.name, colleague.email);
    screen.until_there(Role::RadioButton, &label);
    screen.click(Role::RadioButton, &label);
    screen.until_says("Holds (");
    screen.press("Make the plan…");
    confirm(&mut screen, "Change roles of 1 person");
    assert!(over(&mut screen).starts_with("1 done"));
    let writes = wix.writes();
    assert_eq!(writes.len(), 1, "{writes:?}");
    assert!(
        writes[0]["body"].to_string().contains(&joiner.id),
        "{writes:?}"
    );
    screen.until("the roles of both", |s| {
        let table = s.model().team.clone()?;
        let row = table.rows.iter().find(|row| row.id == joiner.id)?;
        let mut held = colleague.roles.iter().chain(&joiner.roles);
        held.all(|role| row.roles.contains(role)).then_some(())
    });
}
