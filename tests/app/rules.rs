//! House rules by keyboard: a finding is put right, another one is let stand for good.

use crate::act::CTRL;
use crate::everywhere::CTRL_SHIFT;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::plan::rules::Rule;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice};
use serde_json::json;

pub(crate) fn open(setup: &Setup, wix: &Wix) -> Screen {
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(Route::Rules),
        ..options()
    };
    let mut screen = Screen::open(setup, Some(wix), options);
    screen.until("findings, read", |s| {
        let m = s.model();
        let idle = m.jobs.iter().all(|j| !j.state.is_active());
        (idle && m.rules_view.is_some()).then_some(())
    });
    screen
}

/// How many are open of a rule.
pub(crate) fn open_of(screen: &Screen, wanted: Rule) -> usize {
    let table = screen.model().rules.clone().expect("findings");
    let all = table.per_rule();
    let of = all.into_iter().find(|(rule, ..)| *rule == wanted);
    of.map_or(0, |(_, open, _)| open)
}

/// Throws away what was read.
fn forget_cache(below: &std::path::Path) {
    for entry in std::fs::read_dir(below).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            forget_cache(&path);
        } else if name.starts_with("cache.sqlite") {
            std::fs::remove_file(&path).expect("removed");
        }
    }
}

pub(crate) fn search(screen: &mut Screen, words: &str, shown: &str) {
    screen.chord(CTRL, Key::F);
    screen.write(words);
    screen.until_says(shown);
}

#[test]
fn a_finding_is_put_right_and_another_is_let_stand_by_keyboard_alone() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let who = json!({"do": "addMember", "email": "kim@faraway.example", "firstName": "Kim",
        "lastName": "Far"});
    wix.post("outside", &who);
    let mut screen = open(&setup, &wix);
    let outside = open_of(&screen, Rule::OutsideDomain);
    let all = screen.model().rules.clone().expect("findings").rows.len();

    // Put right.
    search(&mut screen, "kim far", &format!("2 of {all} shown"));
    let row = screen.tab_to_rows();
    assert!(row.contains("Kim Far"), "{row}");
    // Kim holds no role either: two findings, and one line puts both right.
    screen.chord(CTRL, Key::A);
    screen.until_says("2 selected");
    screen.until_says("One plan for 2 findings");
    screen.until_says("faraway.example is not one of northlight.example");
    screen.chord(CTRL, Key::E);
    let button = screen.beginning(Role::Button, "Remove 1");
    assert!(wix.writes().is_empty(), "a plan sends nothing");
    screen.tab_to(Role::Button, &button);
    screen.key(Key::Enter);
    screen.until_there(Role::Button, "Done");
    assert_eq!(wix.writes().len(), 1);
    screen.tab_to(Role::Button, "Done");
    screen.key(Key::Enter);
    screen.until_gone(Role::Button, "Done");
    screen.until("Kim gone", |s| {
        (open_of(s, Rule::OutsideDomain) == outside - 1).then_some(())
    });
    let all = all - 2;
    screen.chord(CTRL_SHIFT, Key::F);
    screen.until_says(&format!("{all} shown"));

    // Let stand.
    search(&mut screen, "two addresses", &format!("1 of {all} shown"));
    screen.tab_to_rows();
    screen.key(Key::Space);
    screen.until_says("1 selected");
    screen.chord(CTRL_SHIFT, Key::E);
    screen.until_there(Role::Dialog, "Let this stand");
    let (free, why) = screen.about(Role::Button, "Waive 1 finding");
    assert!(!free && why.contains("Say why first"), "{why}");
    screen.tab_to(Role::MultilineTextInput, "Why");
    screen.write("They are two people");
    screen.tab_to(Role::Button, "Waive 1 finding");
    screen.key(Key::Enter);
    screen.until_gone(Role::Dialog, "Let this stand");
    screen.until("it is waived", |s| {
        (open_of(s, Rule::TwoAddresses) == 0).then_some(())
    });
    screen.until_says("Show 1 waived");
    screen.until_says("No finding matches “two addresses”");
    drop(screen);

    // The copy of what Wix told goes, the waiver stays.
    forget_cache(setup.dir.path());
    let mut screen = open(&setup, &wix);
    screen.until_says("Show 1 waived");
    assert_eq!(open_of(&screen, Rule::TwoAddresses), 0);
    screen.tab_to(Role::Switch, "Show 1 waived");
    screen.key(Key::Space);
    search(&mut screen, "two people", &format!("1 of {all} shown"));
    screen.tab_to_rows();
    screen.key(Key::Space);
    screen.until_says("They are two people");
    screen.chord(CTRL, Key::Delete);
    screen.until("it is open again", |s| {
        (open_of(s, Rule::TwoAddresses) == 1).then_some(())
    });
}

#[test]
fn rules_are_switched_off_and_limited_and_a_calm_pane_says_what_was_looked_at() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&Setup::default(), &wix);
    screen.chord(CTRL, Key::N);
    screen.until_there(Role::Dialog, "House rules");
    let (free, why) = screen.about(Role::Button, "Set the rules");
    assert_eq!((free, why.as_str()), (false, "Nothing is otherwise yet"));
    screen.fill(Role::MultilineTextInput, "Own domains", "nowhere");
    screen.until_says("“nowhere” is no domain");
    let broken: Vec<Rule> = {
        let table = screen.model().rules.clone().expect("findings");
        let broken = table.per_rule().into_iter().filter(|(_, n, _)| *n > 0);
        broken.map(|(rule, ..)| rule).collect()
    };
    assert!(broken.contains(&Rule::OutsideDomain), "{broken:?}");
    screen.key(Key::End);
    screen.write(".example");
    for rule in &broken {
        screen.click(Role::CheckBox, rule.title());
    }
    screen.press("Set the rules");
    screen.until_gone(Role::Dialog, "House rules");
    screen.until_says("Nothing breaks the house rules");
    let left = 12 - broken.len();
    screen.until_says(&format!("with {left} of 12 rules"));
    screen.until_says("were not read");
}
