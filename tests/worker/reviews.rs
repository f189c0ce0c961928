//! Reviews: made and decided with the network off, applied online, and proved.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::review::{After, Hand, ItemKind, LastChange, Matter, Scope, Verdict, Word};
use gatehouse::access::{ACCOUNT_ADMIN, OWNER, SITE_ADMIN, UserId};
use gatehouse::plan::{Outcome, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{
    Command, JobKind, NewReview, PlanState, ReviewCommand, ReviewRow, ReviewTable, Stage, Trouble,
};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Asks something and waits for its end.
fn ask(desk: &mut Desk, command: ReviewCommand) -> Result<String, Trouble> {
    desk.take_in();
    desk.model.review_said = None;
    desk.send(Command::Reviews(Box::new(command)));
    let said = desk.until("an answer", |m| m.review_said.clone());
    match &said.end {
        Ok(_) => Ok(said.review.clone()),
        Err(error) => Err(error.trouble),
    }
}

fn make(desk: &mut Desk, name: &str, scope: Scope) -> String {
    let wanted = NewReview {
        name: name.to_owned(),
        scope,
        reviewer: "Ana".to_owned(),
        due_days: Some(14),
        repeat_days: Some(90),
    };
    ask(desk, ReviewCommand::Make(wanted)).expect("a review")
}

fn table(desk: &mut Desk, id: &str, decided: u32) -> Arc<ReviewTable> {
    desk.until("the review as it stands", |m| {
        let table = m.review.clone()?;
        let fits = table.card.campaign.id == id && table.card.counts.decided() == decided;
        fits.then_some(table)
    })
}

fn say(desk: &mut Desk, id: &str, items: &[u32], verdict: Verdict) -> Result<String, Trouble> {
    let word = Word::Decided {
        items: items.to_vec(),
        verdict,
        reason: String::new(),
    };
    ask(desk, ReviewCommand::Say(id.to_owned(), word))
}

fn read_sites(desk: &mut Desk) {
    let before = desk.model.jobs.len();
    desk.send(Command::SyncSites(Vec::new()));
    desk.until("the end of a reading", |m| {
        let job = m.last_job(JobKind::SyncSites)?;
        (m.jobs.len() > before && !job.state.is_active()).then_some(())
    });
    desk.take_in();
}

/// Opens the only profile again, so many hours later, without a network if that is wanted.
fn again(setup: &Setup, wix: &Wix, hours: i64, offline: bool) -> Desk {
    let setup = Setup {
        offline,
        hours,
        ..setup.clone()
    };
    let mut desk = setup.desk(Some(wix));
    desk.send(Command::OpenLast);
    desk.until("an open profile", |m| {
        (m.session.is_some() && m.team.is_some()).then_some(())
    });
    if !offline {
        desk.synced();
    }
    desk
}

fn of(table: &ReviewTable, fits: impl Fn(&ReviewRow) -> bool) -> &ReviewRow {
    table.rows.iter().find(|r| fits(r)).expect("such an entry")
}

fn is_owner(row: &ReviewRow) -> bool {
    row.item.roles.iter().any(|r| r.as_str() == OWNER)
}

/// The entries that are decided about, by their numbers.
struct Entries {
    role: u32,
    contributor: u32,
    invite: u32,
    by_hand: u32,
    reduced: u32,
}

#[test]
fn a_review_is_decided_offline_goes_on_later_and_its_end_is_proved() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    {
        let mut desk = setup.desk(Some(&wix));
        desk.connect(&wix, &wix.key("full"));
        let invite = Wish::InviteToSites {
            sites: vec![wix.site(0).as_str().into()],
            emails: vec!["guest@example.com".to_owned()],
            roles: vec![SITE_ADMIN.into()],
            language: None,
        };
        let invite = desk.plan(invite);
        desk.apply(&invite);
        read_sites(&mut desk);
        desk.sync();
    }
    let log = wix.log().len();
    let (id, at) = begin(&setup, &wix);
    go_on(&setup, &wix, &id, &at);
    assert_eq!(wix.log().len(), log, "nothing was asked of Wix");
    apply(&setup, &wix, &id, &at);
}

/// The network is off: one is made, and some of it decided.
fn begin(setup: &Setup, wix: &Wix) -> (String, Entries) {
    let mut desk = again(setup, wix, 1, true);
    let id = make(&mut desk, "Quarterly", Scope::default());
    let first = table(&mut desk, &id, 0);
    let kinds: BTreeSet<ItemKind> = first.rows.iter().map(|r| r.item.kind()).collect();
    let three = [ItemKind::Team, ItemKind::Contributors, ItemKind::Invites];
    assert_eq!(kinds, three.into());
    assert_eq!(first.card.stage, Stage::New);
    assert!(first.card.campaign.due.is_some());
    let role = of(&first, |r| {
        r.item.kind() == ItemKind::Team && !is_owner(r) && r.item.context.joined.is_some()
    });
    assert!(matches!(role.item.context.changed, LastChange::NotSince(_)));
    let contributor = of(&first, |r| {
        r.item.kind() == ItemKind::Contributors && !is_owner(r) && r.item.roles.len() == 1
    });
    let invite = of(&first, |r| matches!(r.item.matter, Matter::SiteInvite(..)));
    let by_hand = of(&first, |r| {
        matches!(r.item.matter, Matter::AccountInvite(_)) && r.item.state == "Invite open"
    });
    let reduced = of(&first, |r| {
        let other = r.item.roles.iter().all(|role| role.as_str() != SITE_ADMIN);
        r.item.kind() == ItemKind::Contributors
            && !is_owner(r)
            && other
            && r.number != contributor.number
    });
    let at = Entries {
        role: role.number,
        contributor: contributor.number,
        invite: invite.number,
        by_hand: by_hand.number,
        reduced: reduced.number,
    };
    say(&mut desk, &id, &[at.role], Verdict::Keep).unwrap();
    say(&mut desk, &id, &[at.role], Verdict::Revoke).unwrap();
    let none = Verdict::Reduce { roles: Vec::new() };
    assert_eq!(
        say(&mut desk, &id, &[at.contributor], none),
        Err(Trouble::BadInput)
    );
    say(
        &mut desk,
        &id,
        &[at.contributor, at.invite],
        Verdict::Revoke,
    )
    .unwrap();
    let noted = Word::Noted {
        items: vec![at.contributor],
        note: "Left in May".to_owned(),
    };
    ask(&mut desk, ReviewCommand::Say(id.clone(), noted)).unwrap();
    table(&mut desk, &id, 3);
    (id, at)
}

/// It goes on where it was left, and several are open at once.
fn go_on(setup: &Setup, wix: &Wix, id: &str, at: &Entries) {
    let mut desk = again(setup, wix, 2, true);
    let other = make(
        &mut desk,
        "Outside",
        Scope {
            outside: true,
            domains: vec!["nowhere.example".to_owned()],
            ..Scope::default()
        },
    );
    ask(&mut desk, ReviewCommand::Open(Some(id.to_owned()))).unwrap();
    let resumed = table(&mut desk, id, 3);
    assert_eq!(resumed.standing.last, Some(at.invite));
    assert_eq!(resumed.rows[at.contributor as usize].note, "Left in May");
    say(&mut desk, id, &[at.by_hand], Verdict::Revoke).unwrap();
    say(&mut desk, id, &[at.by_hand], Verdict::Unsure).unwrap();
    ask(&mut desk, ReviewCommand::Undo(id.to_owned())).unwrap();
    let roles = vec![SITE_ADMIN.into()];
    say(&mut desk, id, &[at.reduced], Verdict::Reduce { roles }).unwrap();
    let undone = table(&mut desk, id, 5);
    let made = undone.rows[at.by_hand as usize]
        .made
        .as_ref()
        .expect("a decision");
    assert_eq!(
        made.verdict,
        Verdict::Revoke,
        "the word before counts again"
    );
    assert_eq!(made.by, "ana");
    ask(&mut desk, ReviewCommand::Say(id.to_owned(), Word::Closed)).unwrap();
    assert_eq!(
        say(&mut desk, id, &[at.role], Verdict::Keep),
        Err(Trouble::BadInput)
    );
    assert_eq!(
        ask(&mut desk, ReviewCommand::Delete(id.to_owned())),
        Err(Trouble::BadInput)
    );
    ask(&mut desk, ReviewCommand::Delete(other)).unwrap();
}

/// Online again: what changed since, the plan, the run, and what is gone.
fn apply(setup: &Setup, wix: &Wix, id: &str, at: &Entries) {
    let mut desk = again(setup, wix, 3, false);
    let promoted = desk.ordinary(3).pop().expect("somebody");
    let promotion = json!({"do": "addAssignment", "userId": promoted.as_str(),
        "roleId": ACCOUNT_ADMIN});
    wix.post("outside", &promotion);
    desk.sync();
    desk.send(Command::Reviews(Box::new(ReviewCommand::Since(
        id.to_owned(),
    ))));
    let since = desk.until("what changed", |m| {
        let since = m.review_since.clone()?;
        since.changes.is_some().then_some(since)
    });
    let changes = since.changes.as_ref().unwrap().as_ref().expect("changes");
    assert_eq!((changes.rows.len(), since.moved), (1, 0), "{changes:#?}");
    desk.send(Command::Reviews(Box::new(ReviewCommand::Plan(
        id.to_owned(),
    ))));
    let review = desk.until("a plan", |m| match &*m.plan {
        PlanState::Ready(review) => Some(Arc::clone(review)),
        PlanState::Failed(error) => panic!("{error}"),
        _ => None,
    });
    assert_eq!(review.plan.title, "Apply the review “Quarterly”: 5 lines");
    assert_eq!(
        review.summary.by_hand, 1,
        "no call revokes an account invite"
    );
    let run = desk.apply(&review);
    let done = run.results.iter().filter(|r| r.outcome == Outcome::Done);
    assert_eq!(done.count(), 4, "{:?}", run.results);
    ask(&mut desk, ReviewCommand::Prove(id.to_owned())).unwrap();
    ask(&mut desk, ReviewCommand::Open(Some(id.to_owned()))).unwrap();
    let proved = desk.until("the list of what is gone", |m| {
        let table = m.review.clone()?;
        let told = table.rows.iter().any(|r| r.after.is_some());
        (told && table.card.stage == Stage::Applied).then_some(table)
    });
    for (number, after) in [
        (at.role, After::Gone),
        (at.contributor, After::Gone),
        (at.invite, After::Gone),
        (at.reduced, After::AsDecided),
        (at.by_hand, After::Still),
    ] {
        assert_eq!(proved.rows[number as usize].after, Some(after), "{number}");
    }
    assert_eq!(
        say(&mut desk, id, &[at.role], Verdict::Keep),
        Err(Trouble::BadInput)
    );
    next(&mut desk, id, at, (&proved, &promoted));
}

/// The next one tells whose hand it was.
fn next(desk: &mut Desk, id: &str, at: &Entries, (proved, promoted): (&ReviewTable, &UserId)) {
    let matter = &proved.rows[at.contributor as usize].item.matter;
    let site = matter.site().expect("a site").clone();
    desk.send(Command::SyncSites(vec![site]));
    desk.until("no reading", |m| m.being_read().is_none().then_some(()));
    let next = ask(desk, ReviewCommand::Repeat(id.to_owned())).unwrap();
    let table = table(desk, &next, 0);
    assert_eq!(table.card.campaign.follows.as_deref(), Some(id));
    assert!(table.card.campaign.name.starts_with("Quarterly ("));
    let revoked = proved.rows[at.invite as usize].item.matter.clone();
    assert!(
        table.rows.iter().all(|r| r.item.matter != revoked),
        "a revoked invite is past"
    );
    let hand_of = |row: &ReviewRow| match &row.item.context.changed {
        LastChange::Between { made, hand, .. } => (*made, hand.clone()),
        other => panic!("{other:?}"),
    };
    let held = |r: &ReviewRow| match &r.item.matter {
        Matter::Assignment(user, role, _) => user == promoted && role.as_str() == ACCOUNT_ADMIN,
        _ => false,
    };
    assert_eq!(hand_of(of(&table, held)), (true, Hand::Others));
    let matter = &proved.rows[at.reduced as usize].item.matter;
    let ours = hand_of(of(&table, |r| r.item.matter == *matter));
    assert!(matches!(ours, (false, Hand::Us(_))), "{ours:?}");
}

#[test]
fn a_review_of_nineteen_hundred_entries_is_decided_one_by_one_and_survives_a_restart() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    {
        let mut desk = setup.desk(Some(&wix));
        desk.connect(&wix, &wix.key("full"));
        read_sites(&mut desk);
        desk.sync();
    }
    let mut desk = again(&setup, &wix, 4, true);
    let id = make(&mut desk, "Everything", Scope::default());
    let all = table(&mut desk, &id, 0);
    assert!(all.rows.len() >= 1_900, "{} entries", all.rows.len());
    let decided = all.rows.len() as u32;
    for number in 0..decided {
        let verdict = match number % 10 {
            3 => Verdict::Revoke,
            7 => Verdict::Unsure,
            _ => Verdict::Keep,
        };
        let word = Word::Decided {
            items: vec![number],
            verdict,
            reason: String::new(),
        };
        let command = ReviewCommand::Say(id.clone(), word);
        desk.send(Command::Reviews(Box::new(command)));
        if number == decided / 2 {
            table(&mut desk, &id, number + 1);
            drop(desk);
            desk = again(&setup, &wix, 5, true);
            ask(&mut desk, ReviewCommand::Open(Some(id.clone()))).unwrap();
            assert_eq!(
                table(&mut desk, &id, number + 1).standing.last,
                Some(number)
            );
        }
    }
    let end = table(&mut desk, &id, decided);
    assert_eq!(end.card.counts.undecided(), 0);
    assert_eq!(
        end.card.counts.revoke,
        all.rows.iter().filter(|r| r.number % 10 == 3).count() as u32
    );
    ask(&mut desk, ReviewCommand::Say(id, Word::Closed)).unwrap();
}
