//! More than 1,900 entries in one review with the network off: decided, left in the middle, continued
//! and finished with nothing but keys, one or two for each decision.

use crate::contributors::all_read;
use crate::reviews::{again, begin, decided};
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gatehouse::access::review::Verdict;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::Stage;
use std::time::Instant;

/// Fewest entries that the review has to have.
const ENTRIES: usize = 1_900;

/// Reads the whole practice account of size l, its sites as well.
fn read(setup: &Setup, wix: &Wix) {
    let mut screen = all_read(setup, wix);
    screen.until("a snapshot of it", |s| {
        let list = s.model().snapshots.as_ref()?;
        let newest = list.all.as_ref().ok()?.first()?;
        (newest.figures.contributors > 0).then_some(())
    });
}

/// The key of a decision: mostly keep, sometimes something else.
fn key_of(n: usize) -> Key {
    match n % 20 {
        7 => Key::R,
        13 => Key::U,
        _ => Key::K,
    }
}

/// Decides so many entries from where the keyboard is; gives how many keys that took.
fn decide(screen: &mut Screen, from: usize, to: usize) -> usize {
    for n in from..to {
        screen
            .harness
            .key_press_modifiers(Modifiers::NONE, key_of(n));
        screen.harness.step();
    }
    decided(screen, to as u32);
    to - from
}

#[test]
#[ignore = "takes minutes; see tests/bench/FIGURES.md"]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it prints a figure: how long somebody takes who never thinks"
)]
fn all_of_size_l_is_decided_left_continued_and_finished_by_keys_alone() {
    let wix = Wix::of(Size::L);
    let setup = Setup {
        unlimited: true,
        ..Setup::default()
    };
    read(&setup, &wix);
    let log = wix.log().len();

    let mut screen = again(&setup, &wix, 1, true);
    let begun = Instant::now();
    let all = begin(&mut screen);
    assert!(all >= ENTRIES, "{all} entries");
    let half = all / 2;
    let mut keys = decide(&mut screen, 0, half);
    drop(screen);

    let mut screen = again(&setup, &wix, 2, true);
    screen.tab_to_rows();
    screen.key(Key::Enter);
    decided(&mut screen, half as u32);
    let left = screen.until("the entry where it was left", |s| {
        let row = s.model().review.as_ref()?.rows.get(half)?;
        let (role, name) = s.at();
        (role == Role::Row && name.starts_with(&row.item.name)).then_some(name)
    });
    assert!(!left.is_empty());
    keys += decide(&mut screen, half, all);
    assert_eq!(keys, all, "one key for each entry");
    let took = begun.elapsed();
    let table = screen.model().review.clone().expect("a review");
    for row in &table.rows {
        let made = row.made.as_ref().expect("a decision");
        let wanted = match key_of(row.number as usize) {
            Key::R => Verdict::Revoke,
            Key::U => Verdict::Unsure,
            _ => Verdict::Keep,
        };
        assert_eq!(
            (&made.verdict, made.together),
            (&wanted, 1),
            "{}",
            row.number
        );
    }
    screen.tab_to(Role::Button, "Finish");
    screen.key(Key::Enter);
    screen.until("its end", |s| {
        (s.model().review.as_ref()?.card.stage == Stage::Closed).then_some(())
    });
    assert_eq!(wix.log().len(), log, "nothing was asked of Wix");
    println!(
        "{all} entries with {keys} keys in {:.1} s",
        took.as_secs_f64()
    );
}
