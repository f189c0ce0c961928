//! Runs on their way: paused, stopped, cut off and asked about, taken back.

use crate::act::CTRL;
use crate::change::{people, people_in, select, set_role_at, site, tall, title};
use crate::everywhere::CTRL_SHIFT;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::access::SITE_ADMIN;
use gatehouse::app::Options;
use gatehouse::model::Route;
use gatehouse::plan::Outcome;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{RunPhase, TeamRow};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// So many writes take this long, in milliseconds, before they have their effect.
pub(crate) fn slow(wix: &Wix, after: usize, times: usize, ms: u64) {
    wix.fault(&json!({
        "match": {"path": "/team/assignments"}, "after": after, "times": times,
        "kind": {"delayMs": ms},
    }));
}

/// Twelve people shall get a role at a site; the plan is on the screen.
pub(crate) fn planned(screen: &mut Screen, wix: &Wix) -> Vec<TeamRow> {
    let people = people(screen, 12);
    select(screen, &people);
    let role = title(screen, SITE_ADMIN);
    set_role_at(screen, &site(wix, 1), &role);
    screen.until_there(Role::Button, "Change roles of 12 people");
    people
}

pub(crate) fn count(screen: &Screen, outcome: Outcome) -> usize {
    let run = screen.model().run.as_ref();
    run.map_or(0, |r| {
        let same = r.results.iter().filter(|l| l.outcome == outcome);
        same.count()
    })
}

/// Starts the run and pauses it once something is done.
pub(crate) fn paused(screen: &mut Screen, wix: &Wix) {
    // The calls that are under way come to their end; the others wait.
    slow(wix, 0, 12, 60);
    screen.press("Change roles of 12 people");
    screen.until("something done", |s| {
        (count(s, Outcome::Done) > 0).then_some(())
    });
    screen.press("Pause");
    screen.until("a paused run", |s| {
        (s.model().run.as_ref()?.phase == RunPhase::Paused).then_some(())
    });
}

fn each_once(writes: &[Value], people: &[TeamRow]) {
    let wanted: BTreeSet<String> = people.iter().map(|p| p.id.clone()).collect();
    assert_eq!(people_in(writes), wanted);
    assert_eq!(writes.len(), people.len(), "nobody twice");
}

#[test]
fn a_run_is_paused_by_a_key_and_goes_on() {
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    let people = planned(&mut screen, &wix);
    paused(&mut screen, &wix);
    screen.until_says("Paused: ");
    screen.get(Role::Button, "Go on");
    screen.press("Hide");
    screen.until_gone(Role::Button, "Go on");
    screen.press("Activity");
    screen.until_there(Role::Button, "Go on");
    screen.press("Show");
    screen.until_there(
        Role::Dialog,
        &screen.model().run.clone().unwrap().plan.title,
    );
    assert!(count(&screen, Outcome::NotTried) > 0, "it stands still");
    screen.until_says("Paused: ");
    screen.chord(CTRL_SHIFT, Key::P);
    screen.until_there(Role::Button, "Done");
    screen.get(Role::Label, "12 done");
    each_once(&wix.writes(), &people);
}

#[test]
fn a_stopped_run_keeps_what_was_sent_and_plans_the_rest() {
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    let people = planned(&mut screen, &wix);
    slow(&wix, 0, 12, 60);
    screen.press("Change roles of 12 people");
    screen.until("something done", |s| {
        (count(s, Outcome::Done) > 0).then_some(())
    });
    screen.chord(CTRL, Key::Period);
    screen.until_there(Role::Button, "Done");
    let left = count(&screen, Outcome::NotTried);
    assert!(left > 0 && left < 12, "{left}");
    assert_eq!(wix.writes().len(), 12 - left);
    screen.press(&format!("Plan the {left} lines left…"));
    screen.until_says("It plans what is left of “");
    screen.press(&format!("Change roles of {left} people"));
    screen.until_there(Role::Label, &format!("{left} done"));
    each_once(&wix.writes(), &people);
}

/// Copies the data folder as a power cut would leave it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The program was killed in the middle of a run and is started again.
pub(crate) fn reopened(wix: &Wix) -> (Screen, Vec<TeamRow>) {
    let setup = Setup::default();
    let mut screen = tall(&setup, wix);
    let people = planned(&mut screen, wix);
    slow(wix, 3, 4, 1_000);
    screen.press("Change roles of 12 people");
    // Three are answered, and the calls after them are on their way.
    screen.until("three done", |s| {
        (count(s, Outcome::Done) >= 3).then_some(())
    });
    let other = Setup {
        dir: Arc::new(tempfile::tempdir().expect("a folder")),
        ..setup.clone()
    };
    copy(
        &setup.dir.path().join("data"),
        &other.dir.path().join("data"),
    );
    drop(screen);
    let options = Options {
        route: Some(Route::Team),
        ..options()
    };
    (Screen::open(&other, Some(wix), options), people)
}

#[test]
fn after_a_crash_one_question_lets_the_run_go_on() {
    let wix = Wix::of(Size::L);
    let (mut screen, people) = reopened(&wix);
    screen.until("the question", |s| {
        let mut dialogs = s.names(Role::Dialog).into_iter();
        dialogs.find(|d| d.contains("was interrupted"))
    });
    assert!(screen.says(" done, "), "{}", screen.dump());
    assert_eq!(count(&screen, Outcome::Unknown), 0, "it was looked up");
    let before = wix.writes().len();
    screen.key(Key::Enter);
    screen.settle();
    assert_eq!(wix.writes().len(), before, "Enter sends nothing");
    screen.press("Go on");
    screen.until_there(Role::Button, "Done");
    each_once(&wix.writes(), &people);
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");
}

#[test]
fn not_now_leaves_the_run_under_activity_where_it_can_be_ended() {
    let wix = Wix::of(Size::L);
    let (mut screen, _) = reopened(&wix);
    screen.until_there(Role::Button, "Not now");
    screen.key(Key::Escape);
    screen.until_gone(Role::Button, "Not now");
    let before = wix.writes().len();
    screen.press("Read the account again");
    screen.until_read();
    assert!(
        screen.names(Role::Dialog).is_empty(),
        "it is not asked again"
    );
    screen.press("Overview");
    screen.until_says("stands still");
    let activity = screen.beginning(Role::Button, "Activity");
    screen.press(&activity);
    screen.click(Role::Tab, "Runs, 1");
    screen.until_says("Stands still");
    screen.press("End here…");
    screen.until_there(Role::Dialog, "End this run here?");
    screen.press("End it here");
    screen.until_there(Role::Button, "Done");
    screen.until_says("It stood still and was ended by hand");
    assert_eq!(wix.writes().len(), before, "nothing was sent");
    let left = count(&screen, Outcome::NotTried);
    screen.get(Role::Button, &format!("Plan the {left} lines left…"));
    screen.press("Done");
    screen.until_gone(Role::Button, "Done");

    let folder = crate::import::folder();
    let runs = folder.path().join("runs.csv");
    screen.press("Save as CSV…");
    let text = crate::import::saved(&mut screen, "Save the runs", &runs);
    assert!(text.starts_with("Run,Plan,Begun,Ended"), "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");
    let journal = screen.beginning(Role::Tab, "Journal, ");
    screen.click(Role::Tab, &journal);
    let lines = folder.path().join("journal.jsonl");
    screen.press("Save as JSON lines…");
    let text = crate::import::saved(&mut screen, "Save the journal", &lines);
    assert_eq!(format!("Journal, {}", text.lines().count()), journal);
    assert!(text.contains("\"kind\":\"runEnded\""), "{text}");
}

#[test]
fn a_change_of_roles_is_taken_back() {
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    let people = people(&screen, 3);
    select(&mut screen, &people);
    let role = title(&screen, SITE_ADMIN);
    set_role_at(&mut screen, &site(&wix, 1), &role);
    screen.press("Change roles of 3 people");
    screen.until_there(Role::Label, "3 done");
    screen.until_says("What was done can be taken back: 3 by a plan");
    screen.press("Take back…");
    screen.until_says("It takes back “");
    assert_eq!(wix.writes().len(), 3, "a plan sends nothing");
    screen.press("Change roles of 3 people");
    screen.until_there(Role::Label, "3 done");
    let writes = wix.writes();
    assert_eq!(writes.len(), 6);
    assert_eq!(people_in(&writes[3..]), people_in(&writes[..3]));
    let holds = |screen: &Screen, who: &TeamRow| {
        let table = screen.model().team.clone().expect("a team");
        let row = table.rows.iter().find(|r| r.id == who.id).cloned();
        row.expect("a row").entry
    };
    for who in &people {
        let (before, after) = (who.entry.clone(), holds(&screen, who));
        let grants = |entry: &gatehouse::access::TeamEntry| match entry {
            gatehouse::access::TeamEntry::Member(m) => {
                let all = m.assignments.iter();
                let all: BTreeSet<String> =
                    all.map(|a| format!("{} {:?}", a.role, a.reach)).collect();
                all
            }
            gatehouse::access::TeamEntry::Invite(_) => BTreeSet::new(),
        };
        assert_eq!(grants(&after), grants(&before), "{}", who.name);
    }
}
