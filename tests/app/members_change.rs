//! Changing members from their list: approve, block behind the brake, edit, make new ones.

use crate::act::CTRL;
use crate::members::{of_size, read, read_all, screen};
use crate::screen::Screen;
use crate::support::Wix;
use egui::Key;
use egui::accesskit::Role;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, MemberColumn, MemberRow, PlanState, RunPhase};
use serde_json::json;

/// The confirming button of the plan that is shown, once it can be pressed.
pub(crate) fn confirm(screen: &mut Screen, words: &str) {
    screen.until("a plan", |s| match &*s.model().plan {
        PlanState::Ready(_) => Some(()),
        PlanState::Failed(error) => panic!("{error:?}"),
        _ => None,
    });
    let confirm = screen.beginning(Role::Button, words);
    screen.press(&confirm);
}

/// Waits until the run is over and closes it; gives the sentence of its receipt.
pub(crate) fn over(screen: &mut Screen) -> String {
    let sentence = screen.until("a run that is over", |s| {
        let run = s.model().run.clone()?;
        let receipt = run.receipt.as_ref()?;
        (run.phase == RunPhase::Over).then(|| receipt.sentence())
    });
    screen.until_there(Role::Button, "Done");
    screen.press("Done");
    sentence
}

/// Takes the limit of the pace off, as a person may in the practice account.
pub(crate) fn without_limit(screen: &mut Screen) {
    screen.chord(CTRL, Key::Comma);
    screen.until_there(Role::Heading, "Settings");
    screen.click(Role::Switch, "No limit");
    screen.press("Save pace");
    screen.until("no limit", |s| s.model().pace.limit.is_none().then_some(()));
    let members = screen.beginning(Role::Button, "Members");
    screen.press(&members);
}

fn of_status(screen: &Screen, status: &str) -> Vec<MemberRow> {
    let table = screen.model().members.clone().expect("members");
    let fits = |r: &&MemberRow| r.status().wire() == status;
    table.rows.iter().filter(fits).cloned().collect()
}

pub(crate) fn status_tab(screen: &mut Screen, status: &str) {
    let tab = screen.beginning(Role::Tab, status);
    screen.click(Role::Tab, &tab);
}

/// The row of a member alone on the screen, selected.
fn alone(screen: &mut Screen, row: &MemberRow) {
    screen.chord(CTRL, Key::F);
    screen.chord(CTRL, Key::A);
    screen.write(row.text(MemberColumn::Slug));
    screen.until_says("1 of 120 shown");
    screen.click(Role::Row, &row.name());
    screen.until_says("1 selected");
}

#[test]
fn a_member_who_waits_is_approved_by_a_plan() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    let before = of_status(&screen, "PENDING").len();
    status_tab(&mut screen, "Pending");
    screen.until_says(&format!("{before} of 120 shown"));
    let first = crate::browse::rows(&screen)[0].clone();
    screen.click(Role::Row, &first);
    screen.until_says("1 selected");
    let unblock = screen.about(Role::Button, "Block…");
    assert!(unblock.0, "{unblock:?}");
    screen.press("Approve…");
    screen.beginning(Role::Button, "Approve 1");
    assert_eq!(
        wix.writes().len(),
        0,
        "nothing is sent before it is confirmed"
    );
    confirm(&mut screen, "Approve 1");
    over(&mut screen);
    screen.until("one fewer", |s| {
        (of_status(s, "PENDING").len() + 1 == before).then_some(())
    });
}

#[test]
fn a_member_is_edited_and_gets_another_page_address() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    let mut approved = of_status(&screen, "APPROVED").into_iter().skip(20);
    let row = approved
        .find(|row| !row.text(MemberColumn::Phones).is_empty())
        .expect("somebody with a telephone");
    alone(&mut screen, &row);
    screen.chord(CTRL, Key::E);
    let title = format!("Edit {}", row.name());
    screen.until_there(Role::Dialog, &title);
    screen.until_there(Role::TextInput, "Nickname");
    let plan = screen.about(Role::Button, "Make the plan…");
    assert_eq!(plan, (false, "Nothing is otherwise yet".to_owned()));
    screen.click(Role::TextInput, "Nickname");
    screen.chord(CTRL, Key::A);
    screen.write("Nick of the test");
    screen.click(Role::TextInput, "Further addresses");
    screen.chord(CTRL, Key::A);
    screen.write("nobody");
    let plan = screen.about(Role::Button, "Make the plan…");
    assert!(plan.1.contains("not a mail address"), "{plan:?}");
    screen.chord(CTRL, Key::A);
    screen.write("nick@example.com");
    screen.click(Role::TextInput, "Phones");
    screen.chord(CTRL, Key::A);
    screen.key(Key::Delete);
    screen.press("Make the plan…");
    // Two calls, and one member.
    screen.until_says("writing calls");
    confirm(&mut screen, "Edit 1 member");
    over(&mut screen);
    let writes = wix.writes();
    assert_eq!(writes.len(), 2, "{writes:?}");
    let body = writes[0]["body"].to_string();
    assert!(body.contains("Nick of the test") && body.contains("nick@example.com"));
    assert!(!body.contains("firstName"), "{body}");
    screen.until_says("Nick of the test");

    screen.click(Role::Button, "More");
    let slug = "Change the page address…";
    screen.until_there(Role::Button, slug);
    screen.press(slug);
    screen.until_there(Role::TextInput, "End of the page’s address");
    screen.chord(CTRL, Key::A);
    screen.write("nick-of-the-test");
    screen.press("Make the plan…");
    confirm(&mut screen, "Change the page of 1");
    over(&mut screen);
    screen.until("the new address", |s| {
        let table = s.model().members.clone()?;
        let mut rows = table.rows.iter();
        rows.any(|r| r.text(MemberColumn::Slug) == "nick-of-the-test")
            .then_some(())
    });
}

#[test]
fn new_members_are_made_without_a_mail_and_doubles_are_named_before() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    screen.chord(CTRL, Key::N);
    screen.until_there(Role::Dialog, "New members");
    screen.write("ana@new.example, bo@new.example; ANA@new.example");
    screen.until_says("2 addresses found, 1 double left out");
    let name = screen.nodes().any(|n| {
        let node = egui_kittest::kittest::NodeT::accesskit_node(&n);
        node.is_disabled() && crate::tree::name(&n) == "First name"
    });
    assert!(name, "names are for one address");
    screen.press("Make the plan…");
    confirm(&mut screen, "Create 2");
    over(&mut screen);
    let paths: Vec<String> = wix.writes().iter().map(|w| w["path"].to_string()).collect();
    assert_eq!(paths.len(), 2, "{paths:?}");
    assert!(paths.iter().all(|p| p.ends_with("/members\"")), "{paths:?}");
    screen.until_says("122 shown");
}

/// Has a plan made that gives the one who is selected the badge or role that begins so.
pub(crate) fn give(screen: &mut Screen, begins: &str) {
    screen.press("More");
    screen.press("Give or take a badge or role…");
    screen.until_there(Role::Dialog, "Badge or role of 1 member");
    screen.until("what the site offers", |s| {
        s.about(Role::ComboBox, "Badge or role").0.then_some(())
    });
    screen.click(Role::ComboBox, "Badge or role");
    let thing = screen.beginning(Role::ListBoxOption, begins);
    screen.click(Role::ListBoxOption, &thing);
    screen.press("Make the plan…");
}

#[test]
fn members_get_a_badge_of_the_site() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    status_tab(&mut screen, "Approved");
    let approved = of_status(&screen, "APPROVED").len();
    screen.until_says(&format!("{approved} of 120 shown"));
    let first = crate::browse::rows(&screen)[0].clone();
    screen.click(Role::Row, &first);
    screen.until_says("1 selected");
    give(&mut screen, "Badge: ");
    screen.until("a plan, or nothing to do", |s| match &*s.model().plan {
        PlanState::Ready(review) => Some(review.plan.lines.len() + review.plan.skipped.len()),
        PlanState::Failed(error) => panic!("{error:?}"),
        _ => None,
    });
    let titled = screen
        .nodes()
        .any(|n| crate::tree::name(&n).starts_with("Give a badge"));
    assert!(titled, "{}", screen.dump());
}

#[test]
fn spam_is_blocked_from_the_list_the_honest_approved_and_who_comes_later_named() {
    let wix = Wix::of(Size::L);
    let mut screen = of_size(&wix, (1500.0, 900.0), protocol::Size::L);
    without_limit(&mut screen);
    read_all(&mut screen, &wix, "30,000");
    status_tab(&mut screen, "Pending");
    screen.until_says("2,400 of 30,000 shown");
    screen.chord(CTRL, Key::F);
    screen.write("@prizes.example");
    screen.until_says("1,870 of 30,000 shown");
    // A sample: the inspector shows one of them before anything is done.
    let one = crate::browse::rows(&screen)[0].clone();
    screen.click(Role::Row, &one);
    screen.until_says("@prizes.example");
    screen.chord(CTRL, Key::A);
    screen.until_says("1,870 selected");
    screen.press("Block…");
    screen.until_says("Chosen by the filter");
    screen.until_says("1,870 of 30,000");
    wix.post(
        "outside",
        &json!({"do": "memberSignUps", "siteId": wix.site(0), "count": 15}),
    );
    screen.until_says("“@prizes.example, Status: Pending”: 1,870 of 30,000");
    // The brake holds until the name of the site is typed.
    let site = crate::members::first_site(&screen, &wix);
    let held = screen.beginning(Role::Button, "Block 1,870");
    let held = screen.about(Role::Button, &held);
    assert!(!held.0, "{held:?}");
    let field = format!("Type “{site}” to go on");
    screen.fill(Role::TextInput, &field, &site);
    confirm(&mut screen, "Block 1,870");
    let sentence = over(&mut screen);
    assert!(
        sentence.contains("1,870") || sentence.contains("1870"),
        "{sentence}"
    );
    screen.until_says("15 members signed up meanwhile and were left alone");

    screen.chord(CTRL, Key::F);
    screen.chord(CTRL, Key::A);
    screen.key(Key::Delete);
    screen.until("those who wait", |s| {
        (of_status(s, "PENDING").len() == 530).then_some(())
    });
    screen.until_says("530 of 30,000 shown");
    let first = crate::browse::rows(&screen)[0].clone();
    screen.click(Role::Row, &first);
    screen.chord(CTRL, Key::A);
    screen.until_says("530 selected");
    screen.press("Approve…");
    confirm(&mut screen, "Approve 530");
    over(&mut screen);
    let writes = wix.writes();
    let of = |end: &str| {
        let paths = writes.iter().filter_map(|w| w["path"].as_str());
        paths.filter(|p| p.ends_with(end)).count()
    };
    assert_eq!((of("/block"), of("/approve")), (1870, 530));
    screen.until("nobody waits among those that were read", |s| {
        of_status(s, "PENDING").is_empty().then_some(())
    });
}

/// 200 mails a day unless the settings of the profile say otherwise.
#[test]
fn waves_of_mails_begin_with_the_number_of_the_settings() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    screen.press("Settings");
    screen.until_there(Role::SpinButton, "Mails within 24 hours");
    for _ in 0..3 {
        screen.press("Less: Mails within 24 hours");
    }
    screen.press("Save brakes");
    screen.until("the number is kept", |screen| {
        (screen.model().brakes().mails_per_day == 50).then_some(())
    });
    let entry = screen.beginning(Role::Button, "Members");
    screen.press(&entry);
    status_tab(&mut screen, "Approved");
    let all = of_status(&screen, "APPROVED").len();
    assert!(all > 50);
    screen.click(Role::Row, &crate::browse::rows(&screen)[0].clone());
    screen.chord(CTRL, Key::A);
    screen.until_says(&format!("{all} selected"));
    screen.click(Role::Button, "More");
    screen.press("Mail a link to set a password…");
    // More than go out on a day go out in waves, without a word.
    screen.until_says("for other sites of this profile count too");
    screen.press("Make the plan…");
    screen.until_says("In waves: at most 50 mails within 24 hours");
    screen.until_says("Mails of other plans and sites count too");
    assert_eq!(wix.writes().len(), 0);
}

#[test]
fn mails_to_set_a_password_go_out_in_waves() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    status_tab(&mut screen, "Approved");
    let all = of_status(&screen, "APPROVED").len();
    screen.until_says(&format!("{all} of 120 shown"));
    screen.click(Role::Row, &crate::browse::rows(&screen)[0].clone());
    screen.chord(CTRL, Key::A);
    screen.until_says(&format!("{all} selected"));
    screen.click(Role::Button, "More");
    screen.until_there(Role::Button, "Mail a link to set a password…");
    screen.press("Mail a link to set a password…");
    let title = format!("Mail {all} members a link to set a password");
    screen.until_there(Role::Dialog, &title);
    screen.until_says("Wix sends about 200 such mails a day");
    screen.click(Role::RadioButton, "In waves");
    screen.until_there(Role::SpinButton, "Mails within 24 hours");
    screen.until_says("By the clock of this computer");
    for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] {
        screen.click(Role::CheckBox, day);
    }
    let plan = screen.about(Role::Button, "Make the plan…");
    assert_eq!(plan, (false, "Choose at least one day".to_owned()));
    for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] {
        screen.click(Role::CheckBox, day);
    }
    screen.press("Make the plan…");
    screen.until_says("In waves: at most 200 mails within 24 hours, every day, 9:00–18:00");
    let told = match &*screen.model().plan {
        PlanState::Ready(review) => review.forecast.clone().expect("a forecast"),
        other => panic!("{other:?}"),
    };
    assert_eq!(told.days.len(), 1, "{told:?}");
    let date = told.days[0].date.strftime("%a %-d %b").to_string();
    screen.until_says(&date);
    assert_eq!(
        wix.writes().len(),
        0,
        "nothing is sent before it is confirmed"
    );
}
