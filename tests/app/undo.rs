//! What was edited and not sent is taken back and done again by keys.

use crate::accounts;
use crate::act::CTRL;
use crate::browse::rows;
use crate::everywhere::CTRL_SHIFT;
use crate::people;
use crate::rules::{open, open_of, search};
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::model::{Route, Way};
use gatehouse::plan::rules::{Rule, Waiver};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol;

const WHY: &str = "They are two people";

/// Waits until so many of these findings are open.
fn until_open(screen: &mut Screen, wanted: usize) {
    screen.until(&format!("{wanted} open"), |s| {
        (open_of(s, Rule::TwoAddresses) == wanted).then_some(())
    });
}

/// The waiver that counts, if one does.
fn waiver(screen: &Screen) -> Option<Waiver> {
    let table = screen.model().rules.clone().expect("findings");
    let of = |r: &&_| -> bool {
        let row: &protocol::FindingRow = r;
        row.finding.rule == Rule::TwoAddresses
    };
    table.rows.iter().find(of).and_then(|r| r.waiver.clone())
}

/// The pane with one finding waived, by keys.
fn waived(wix: &Wix) -> Screen {
    let mut screen = open(&Setup::default(), wix);
    let nothing = Some("Nothing to undo".to_owned());
    assert_eq!(screen.model().no_steps(Way::Back), nothing);
    screen.chord(CTRL, Key::Z);
    screen.until_says("Nothing to undo");
    let all = screen.model().rules.clone().expect("findings").rows.len();
    search(&mut screen, "two addresses", &format!("1 of {all} shown"));
    screen.tab_to_rows();
    screen.key(Key::Space);
    screen.until_says("1 selected");
    screen.chord(CTRL_SHIFT, Key::E);
    screen.until_there(Role::Dialog, "Let this stand");
    screen.tab_to(Role::MultilineTextInput, "Why");
    screen.write(WHY);
    // The key in a field is about what was typed there.
    screen.chord(CTRL, Key::Z);
    screen.write(WHY);
    screen.tab_to(Role::Button, "Waive 1 finding");
    screen.key(Key::Enter);
    screen.until_gone(Role::Dialog, "Let this stand");
    until_open(&mut screen, 0);
    screen
}

#[test]
fn a_waiver_goes_and_comes_back_by_keys_and_says_so() {
    let wix = Wix::of(Size::S);
    let mut screen = waived(&wix);
    let given = waiver(&screen).expect("a waiver");
    assert!(given.why.ends_with(WHY), "{}", given.why);
    screen.chord(CTRL, Key::Z);
    screen.until_says("Taken back: waiver of 1 finding");
    until_open(&mut screen, 1);
    screen.chord(CTRL_SHIFT, Key::Z);
    screen.until_says("Done again: waiver of 1 finding");
    until_open(&mut screen, 0);

    // From elsewhere nothing is changed that cannot be seen.
    screen.chord(CTRL, Key::Num2);
    screen.chord(CTRL, Key::Z);
    screen.until_says("The last change was made under House rules");
    assert_eq!(open_of(&screen, Rule::TwoAddresses), 0);
    assert!(wix.writes().is_empty());
}

#[test]
fn a_waiver_that_was_taken_back_comes_again_with_its_words() {
    let wix = Wix::of(Size::S);
    let mut screen = waived(&wix);
    let given = waiver(&screen).expect("a waiver");
    screen.click(Role::Switch, "Show 1 waived");
    screen.tab_to_rows();
    // It was not forgotten that it had been selected.
    screen.until_says("1 selected");
    screen.chord(CTRL, Key::Delete);
    until_open(&mut screen, 1);
    screen.chord(CTRL, Key::Z);
    screen.until_says("Taken back: end of the waivers of 1 finding");
    until_open(&mut screen, 0);
    let again = waiver(&screen).expect("a waiver");
    assert_eq!((again.why, again.until), (given.why, given.until));
    // The waiver before it is the next one.
    screen.chord(CTRL, Key::Z);
    screen.until_says("Taken back: waiver of 1 finding");
    until_open(&mut screen, 1);
}

#[test]
fn rules_that_were_set_go_back_to_what_they_were() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&Setup::default(), &wix);
    let rules = |s: &Screen| {
        s.model()
            .rules
            .clone()
            .expect("findings")
            .house
            .rules
            .clone()
    };
    let before = rules(&screen);
    screen.chord(CTRL, Key::N);
    screen.until_there(Role::Dialog, "House rules");
    let title = Rule::TwoAddresses.title();
    screen.tab_to(Role::CheckBox, title);
    screen.key(Key::Space);
    screen.tab_to(Role::Button, "Set the rules");
    screen.key(Key::Enter);
    screen.until("other rules", |s| (rules(s) != before).then_some(()));
    screen.chord(CTRL, Key::K);
    screen.write("undo house");
    screen.key(Key::Enter);
    screen.until_says("Taken back: house rules as they were set");
    screen.until("the rules from before", |s| {
        (rules(s) == before).then_some(())
    });
}

#[test]
fn a_name_of_an_account_is_taken_back_changed_and_taken_away() {
    let wix = Wix::of(Size::L);
    let mut screen = accounts::open_of(&wix, protocol::Size::L);
    screen.until_there(Role::Heading, "Accounts");
    let first = rows(&screen)[1].clone();
    assert!(first.starts_with("Child account"), "{first}");
    screen.click(Role::Row, &first);
    let name = |screen: &mut Screen, text: &str, button: &str| {
        screen.press("Name…");
        screen.until_there(Role::Dialog, "Name this account");
        // What it is called so far goes.
        screen.fill(Role::TextInput, "Name", "x");
        screen.chord(CTRL, Key::A);
        screen.key(Key::Delete);
        screen.write(text);
        screen.press(button);
        screen.until_gone(Role::Dialog, "Name this account");
    };
    let until_named = |screen: &mut Screen, wanted: &str| {
        screen.until(wanted, |s| {
            rows(s).contains(&wanted.to_owned()).then_some(())
        });
        assert_eq!(rows(screen).len(), 13);
    };
    name(&mut screen, "Old mill", "Keep the name");
    until_named(&mut screen, "Old mill");
    name(&mut screen, "New mill", "Keep the name");
    until_named(&mut screen, "New mill");
    name(&mut screen, "", "Take the name away");
    until_named(&mut screen, &first);

    // The three steps back, one after the other, and forth again.
    for back in ["New mill", "Old mill", first.as_str()] {
        screen.chord(CTRL, Key::Z);
        screen.until_says("Taken back: name of an account");
        until_named(&mut screen, back);
    }
    let nothing = Some("Nothing to undo".to_owned());
    assert_eq!(screen.model().no_steps(Way::Back), nothing);
    for again in ["Old mill", "New mill", first.as_str()] {
        screen.chord(CTRL_SHIFT, Key::Z);
        screen.until_says("Done again: name of an account");
        until_named(&mut screen, again);
    }

    // What is done anew after a step back ends what could be done again.
    screen.chord(CTRL, Key::Z);
    until_named(&mut screen, "New mill");
    name(&mut screen, "Third mill", "Keep the name");
    until_named(&mut screen, "Third mill");
    let nothing = Some("Nothing to do again".to_owned());
    assert_eq!(screen.model().no_steps(Way::Again), nothing);
    assert!(wix.writes().is_empty(), "Wix hears of no name");
}

#[test]
fn a_link_between_people_is_taken_back_and_made_again() {
    let wix = Wix::of(Size::S);
    let mut screen = people::open(&wix, Route::People);
    screen.until_there(Role::Heading, "People");
    screen.fill(Role::TextInput, "Search people", "mira");
    let until_rows = |screen: &mut Screen, wanted: usize| {
        screen.until(&format!("{wanted} rows"), |s| {
            (rows(s).len() == wanted).then_some(())
        });
    };
    until_rows(&mut screen, 2);
    screen.click(Role::Row, "Mira Okonjo");
    screen.click_with(Role::Row, "mira@contractors.example", CTRL);
    screen.press("These are one person…");
    screen.until_there(Role::Dialog, "Are these one person?");
    screen.press("Yes, join them");
    until_rows(&mut screen, 1);
    screen.chord(CTRL, Key::Z);
    screen.until_says("Taken back: link of two rows");
    until_rows(&mut screen, 2);
    screen.chord(CTRL_SHIFT, Key::Z);
    screen.until_says("Done again: link of two rows");
    until_rows(&mut screen, 1);

    // The end of a link is a step of its own.
    screen.click(Role::Row, "Mira Okonjo");
    screen.until_says("Confirmed by ana on");
    screen.press("Take this link back");
    until_rows(&mut screen, 2);
    screen.chord(CTRL, Key::Z);
    screen.until_says("Taken back: end of a link");
    until_rows(&mut screen, 1);
    screen.chord(CTRL, Key::Z);
    screen.until_says("Taken back: link of two rows");
    until_rows(&mut screen, 2);
    screen.chord(CTRL_SHIFT, Key::Z);
    until_rows(&mut screen, 1);
    screen.chord(CTRL_SHIFT, Key::Z);
    screen.until_says("Done again: end of a link");
    until_rows(&mut screen, 2);
    assert!(wix.writes().is_empty(), "Wix hears of no link");
}
