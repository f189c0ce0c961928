//! A review by keyboard alone: decided with the network off, left, continued, finished, applied,
//! and what became of it.

use crate::act::CTRL;
use crate::browse::rows;
use crate::everywhere::CTRL_SHIFT;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gatehouse::access::OWNER;
use gatehouse::access::review::{After, Verdict};
use gatehouse::app::Options;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::Stage;

pub(crate) fn reviews() -> Options {
    Options {
        route: Some(Route::Reviews),
        ..options()
    }
}

/// The program on a profile that was read before, so many hours later, without a network if that is wanted.
pub(crate) fn again(setup: &Setup, wix: &Wix, hours: i64, offline: bool) -> Screen {
    let setup = Setup {
        offline,
        hours,
        ..setup.clone()
    };
    let mut screen = Screen::open(&setup, Some(wix), reviews());
    screen.until("the list of reviews", |s| {
        let idle = s.model().jobs.iter().all(|j| !j.state.is_active());
        (idle && s.model().team.is_some() && s.model().reviews.is_some()).then_some(())
    });
    screen
}

pub(crate) fn decided(screen: &mut Screen, n: u32) {
    screen.until(&format!("{n} decisions"), |s| {
        let table = s.model().review.as_ref()?;
        let view = s.model().review_view.as_ref()?;
        let newest = std::sync::Arc::ptr_eq(&view.table, table);
        (table.card.counts.decided() == n && newest).then_some(())
    });
}

/// Makes a review of everything by keys, and stands in its first entry; gives how many there are.
pub(crate) fn begin(screen: &mut Screen) -> usize {
    screen.until_says("No review yet");
    screen.tab_to(Role::Button, "New review…");
    screen.key(Key::Enter);
    screen.until_says("entries: ");
    let begin = screen.until("the count", |s| {
        let mut names = s.names(Role::Button).into_iter();
        names.find(|n| n.starts_with("Review ") && n.ends_with(" entries"))
    });
    screen.tab_to(Role::Button, &begin);
    screen.key(Key::Enter);
    decided(screen, 0);
    screen.until("the first entry", |s| {
        let table = s.model().review.clone()?;
        (s.at().0 == Role::Row).then_some(table.rows.len())
    })
}

#[test]
fn a_review_goes_from_its_first_key_to_what_became_of_it() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    drop(Screen::practice(&setup, &wix));
    let log = wix.log().len();
    let (all, revoked) = decide(&setup, &wix);
    finish(&setup, &wix, all);
    assert_eq!(wix.log().len(), log, "nothing was asked of Wix");
    apply(&setup, &wix, all, revoked);
}

/// With the network off: made and decided with nothing but keys. Gives the number of its entries, and
/// the one that was revoked.
fn decide(setup: &Setup, wix: &Wix) -> (usize, usize) {
    let mut screen = again(setup, wix, 1, true);
    screen.until_says("No review yet");
    screen.tab_to(Role::Button, "New review…");
    screen.key(Key::Enter);
    screen.until_says("entries: ");
    screen.tab_to(Role::CheckBox, "Invites");
    screen.key(Key::Space);
    let begin = screen.until("the count", |s| {
        let names = s.names(Role::Button).into_iter();
        names
            .into_iter()
            .find(|n| n.starts_with("Review ") && n.ends_with(" entries"))
    });
    screen.tab_to(Role::Button, &begin);
    screen.key(Key::Enter);
    decided(&mut screen, 0);
    let all = screen.until("the first entry", |s| {
        let table = s.model().review.clone()?;
        (s.at().0 == Role::Row).then_some(table)
    });
    let name = |n: usize| {
        let item = &all.rows[n].item;
        format!("{}, {}, {}", item.name, item.role_words(), item.place)
    };
    assert_eq!(screen.at().1, name(0), "the keyboard is on the first entry");
    one_by_one(&mut screen, &name);
    // Everybody but the owner can be taken out; the last entries stay undecided.
    let revoked = all
        .rows
        .iter()
        .position(|r| {
            let owner = r.item.roles.iter().any(|role| role.as_str() == OWNER);
            !owner && r.number > 2 && r.item.context.joined.is_some()
        })
        .expect("an entry");
    screen.key(Key::Home);
    for _ in 0..revoked {
        screen.key(Key::ArrowDown);
    }
    assert_eq!(screen.at().1, name(revoked));
    screen.key(Key::R);
    decided(&mut screen, 2);
    the_rest(&mut screen, all.rows.len());
    (all.rows.len(), revoked)
}

/// One key decides and goes on.
fn one_by_one(screen: &mut Screen, name: &dyn Fn(usize) -> String) {
    screen.key(Key::K);
    assert_eq!(screen.at().1, name(1));
    screen.key(Key::U);
    decided(screen, 2);
    assert_eq!(screen.at().1, name(2));
    screen.key(Key::Z);
    decided(screen, 1);
    screen.key(Key::J);
}

/// A hand over says to whom, and a reason can be given for much at once.
fn the_rest(screen: &mut Screen, all: usize) {
    screen.key(Key::H);
    screen.write("Maya");
    screen.tab_to(Role::Button, "Hand over 1 entry");
    screen.key(Key::Enter);
    decided(screen, 3);
    screen.chord(CTRL, Key::Z);
    decided(screen, 2);
    screen.chord(CTRL_SHIFT, Key::Z);
    screen.until_says("Decide it again instead");
    decided(screen, 2);
    screen.tab_to(Role::Button, &format!("Undecided, {}", all - 2));
    screen.key(Key::Enter);
    screen.until("the undecided ones", |s| {
        let view = s.model().review_view.as_ref()?;
        (view.view.rows.len() == all - 2).then_some(())
    });
    screen.tab_to_rows();
    screen.chord(CTRL, Key::A);
    screen.chord(Modifiers::SHIFT, Key::K);
    screen.until_says("Reason");
    screen.write("known to everybody");
    let keep = format!("Keep {} entries", all - 2);
    screen.tab_to(Role::Button, &keep);
    screen.key(Key::Enter);
    decided(screen, all as u32);
}

/// It is continued where it was left, and finished.
fn finish(setup: &Setup, wix: &Wix, all: usize) {
    let mut screen = again(setup, wix, 2, true);
    screen.tab_to_rows();
    screen.key(Key::Enter);
    decided(&mut screen, all as u32);
    let table = screen.model().review.clone().expect("a review");
    let made = table.rows[0].made.as_ref().expect("a decision");
    assert_eq!((made.verdict.clone(), made.together), (Verdict::Keep, 1));
    let bulk = table.rows[1].made.as_ref().expect("a decision");
    assert_eq!(bulk.reason, "known to everybody");
    assert!(bulk.together > 1, "told to be one of many");
    screen.tab_to(Role::Button, "Finish");
    screen.key(Key::Enter);
    screen.until("its end", |s| {
        (s.model().review.as_ref()?.card.stage == Stage::Closed).then_some(())
    });
}

/// Online: what changed since is shown before the plan, and what became of it after the run.
fn apply(setup: &Setup, wix: &Wix, all: usize, revoked: usize) {
    let mut screen = again(setup, wix, 3, false);
    screen.tab_to_rows();
    screen.key(Key::Enter);
    decided(&mut screen, all as u32);
    screen.tab_to(Role::Button, "Apply decisions…");
    screen.key(Key::Enter);
    screen.until_says("0 changes between");
    screen.tab_to(Role::Button, "Make the plan…");
    screen.key(Key::Enter);
    let apply = screen.until("the plan", |s| {
        let names = s.names(Role::Button).into_iter();
        let mut one = names.filter(|n| n.starts_with("Remove ") || n.starts_with("Change "));
        one.find(|n| n.ends_with("person") || n.ends_with("people"))
    });
    screen.tab_to(Role::Button, &apply);
    screen.key(Key::Enter);
    screen.until_there(Role::Button, "Save receipt…");
    screen.tab_to(Role::Button, "Done");
    screen.key(Key::Enter);
    let after = screen.until("what became of it", |s| {
        let table = s.model().review.as_ref()?;
        let after = table.rows[revoked].after?;
        (table.card.stage == Stage::Applied).then_some(after)
    });
    assert_eq!(after, After::Gone);
    screen.until_says("1 gone");
    screen.chord(CTRL_SHIFT, Key::F);
    screen.until("all entries", |s| (rows(s).len() > 1).then_some(()));
    assert_eq!(wix.writes().len(), 1);
}
