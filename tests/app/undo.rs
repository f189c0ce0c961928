//! What was edited and not sent is taken back and done again by keys.

use crate::act::CTRL;
use crate::everywhere::CTRL_SHIFT;
use crate::rules::{open, open_of, search};
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::model::Way;
use gatehouse::plan::rules::{Rule, Waiver};
use gatehouse::sandbox::Size;

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
        let row: &gatehouse::worker::protocol::FindingRow = r;
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
