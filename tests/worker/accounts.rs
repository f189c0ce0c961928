//! Child accounts: their facts, reading them with the parent's key or their own, and everybody in
//! all of them.

use crate::desk::Desk;
use crate::files::files;
use crate::support::{Setup, Wix};
use gatehouse::access::AccountId;
use gatehouse::index::Filter;
use gatehouse::plan::{NewAccount, Outcome, Undo, Wish};
use gatehouse::sandbox::Size;
use gatehouse::secrets::KeyStore as _;
use gatehouse::worker::protocol::{
    AccountKey, AccountRow, AccountsTable, Command, ErrorCard, EverybodyView, JobKind, KeyPlace,
    Kin, RunPhase, Secret, Trouble, ViewRequest,
};
use serde_json::json;
use std::sync::Arc;

/// Reads accounts and waits for what came of it.
fn read(desk: &mut Desk, accounts: Vec<AccountId>, whole: bool) -> Result<String, ErrorCard> {
    desk.take_in();
    let before = desk.model.accounts_end.clone();
    desk.send(Command::ReadAccounts { accounts, whole });
    let end = desk.until("the end of the reading", |m| {
        let end = m.accounts_end.clone()?;
        let new = before.as_ref().is_none_or(|b| !Arc::ptr_eq(b, &end));
        new.then_some(end)
    });
    desk.take_in();
    (*end).clone()
}

fn table(desk: &Desk) -> Arc<AccountsTable> {
    desk.model.accounts.clone().expect("accounts")
}

fn row(desk: &Desk, id: &AccountId) -> AccountRow {
    let table = table(desk);
    table.rows.iter().find(|r| r.id == *id).unwrap().clone()
}

fn children(desk: &Desk) -> Vec<AccountId> {
    table(desk).children().map(|r| r.id.clone()).collect()
}

fn connected(wix: &Wix, setup: &Setup) -> Desk {
    let mut desk = setup.desk(None);
    desk.connect(wix, &wix.key("full"));
    desk.until("child accounts", |m| {
        let table = m.accounts.as_ref()?;
        (table.children().count() == 12).then_some(())
    });
    desk
}

fn refuse(wix: &Wix) {
    wix.post("switches", &json!({ "childByParentKey": false }));
}

fn find(desk: &mut Desk, text: &str) -> Arc<EverybodyView> {
    let request = ViewRequest {
        filter: Filter {
            text: text.to_owned(),
            ..Filter::default()
        },
        order: None,
    };
    desk.send(Command::ViewEverybody(request.clone()));
    desk.until("people of all accounts", |m| {
        let view = m.everybody_view.clone()?;
        (view.request == request).then_some(view)
    })
}

#[test]
fn facts_of_all_accounts_take_one_call_each_and_stay() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut desk = connected(&wix, &setup);
    let calls = wix.log().len();
    let own = table(&desk).own().unwrap().clone();
    assert_eq!((own.kin, own.state()), (Kin::Own, "Active"));
    assert!(own.told_at.is_some() && !own.owner.contains('-'), "{own:?}");
    assert_eq!(
        read(&mut desk, Vec::new(), false).unwrap(),
        "12 accounts were looked up"
    );
    assert_eq!(
        wix.log().len() - calls,
        13,
        "the list, and one call for each"
    );
    let first = children(&desk)[0].clone();
    let told = row(&desk, &first);
    assert_eq!(told.state(), "Active");
    let parent = told.told.as_ref().unwrap().parent.clone().unwrap();
    assert_eq!(parent.as_str(), wix.account());
    assert_eq!(told.key, AccountKey::Untried);

    desk.send(Command::NameAccount(first.clone(), "The bakery".to_owned()));
    desk.until("the name", |m| {
        let row = m.accounts.as_ref()?.find("the BAKERY").ok()?;
        (row.id == first).then_some(())
    });
    drop(desk);
    let mut offline = Setup {
        offline: true,
        ..setup
    }
    .desk(None);
    offline.send(Command::OpenLast);
    let kept = offline.until("the kept accounts", |m| m.accounts.clone());
    assert_eq!(kept.find("The bakery").unwrap().told, told.told);
}

#[test]
fn a_child_is_read_with_the_parents_key_into_a_profile_of_its_own() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut desk = connected(&wix, &setup);
    let ids: Vec<AccountId> = children(&desk)[..2].to_vec();
    assert_eq!(
        read(&mut desk, ids.clone(), true).unwrap(),
        "2 accounts were read"
    );
    for id in &ids {
        let read = row(&desk, id);
        assert!(matches!(read.key, AccountKey::Works(_)), "{read:?}");
        assert!(
            read.complete && read.people >= Some(3) && read.sites >= Some(1),
            "{read:?}"
        );
    }
    let home = desk.model.session.clone().unwrap().profile.clone();
    let profiles = desk.model.profiles.clone().unwrap();
    let below: Vec<_> = profiles
        .iter()
        .filter(|p| p.parent.as_ref() == Some(&home.id))
        .collect();
    assert_eq!(below.len(), 2);
    assert!(below.iter().all(|p| p.key == KeyPlace::Parent));
    for profile in below {
        let kept = setup.keys.get(&profile.id.0).unwrap();
        assert!(kept.is_none(), "the key lies with the parent alone");
    }
    let key = wix.key("full");
    for file in files(&desk.data()) {
        let bytes = std::fs::read(&file).unwrap();
        let holds = bytes.windows(key.len()).any(|w| w == key.as_bytes());
        assert!(!holds, "{} holds the key", file.display());
    }

    // One click there, one click back.
    desk.send(Command::OpenAccount(ids[0].clone()));
    let there = desk.until("the child", |m| {
        let session = m.session.clone()?;
        (session.profile.account == ids[0] && m.team.is_some()).then_some(session)
    });
    assert_eq!(there.profile.parent, Some(home.id.clone()));
    desk.until("the account above, in its list", |m| {
        let rows = &m.accounts.as_ref()?.rows;
        rows.iter().any(|r| r.kin == Kin::Parent).then_some(())
    });
    desk.send(Command::OpenProfile(home.id));
    desk.until("the parent", |m| {
        let session = m.session.clone()?;
        (session.profile.account.as_str() == wix.account()).then_some(())
    });
}

#[test]
fn a_refused_parents_key_is_said_plainly_and_an_own_key_helps() {
    let wix = Wix::of(Size::L);
    refuse(&wix);
    let mut desk = connected(&wix, &Setup::default());
    let id = children(&desk)[0].clone();
    let calls = wix.log().len();
    let words = read(&mut desk, vec![id.clone()], true).unwrap();
    assert!(words.contains("do not take the parent’s key"), "{words}");
    assert_eq!(wix.log().len() - calls, 2, "two refusals are enough");
    assert!(matches!(row(&desk, &id).key, AccountKey::Refused { .. }));
    let notice = desk.model.activity.notices[0].text.clone();
    assert!(notice.remedy.contains("key of its own"), "{notice}");

    // In the child's own window it is said too, with what to do.
    let home = desk.model.session.clone().unwrap().profile.id.clone();
    desk.send(Command::OpenAccount(id.clone()));
    let end = desk.until("a refusal in the child", |m| {
        let here = m.session.as_ref()?.profile.account == id;
        let end = m.reading.clone().filter(|e| e.failed.is_some())?;
        here.then_some(end)
    });
    let failed = end.failed.clone().unwrap();
    assert_eq!(failed.trouble, Trouble::NoAccess);
    assert!(failed.sentence.contains("parent’s key"), "{failed}");
    desk.synced();
    desk.send(Command::OpenProfile(home));
    desk.until("the parent", |m| {
        let account = m.session.as_ref()?.profile.account.clone();
        (account.as_str() == wix.account() && m.accounts.is_some()).then_some(())
    });
    desk.synced();

    let children = wix.hello().children.clone();
    let other = children
        .iter()
        .find(|c| c.account_id != id.as_str())
        .unwrap();
    let give = |form: u64, key: &str| Command::GiveAccountKey {
        form,
        account: id.clone(),
        key: Secret(key.to_owned()),
    };
    desk.send(give(1, &other.api_key));
    desk.until("a refused key", |m| {
        let given = m.given_key.as_ref().filter(|g| g.form == 1)?;
        let refused = given.end.as_ref()?.as_ref().unwrap_err();
        refused.sentence.contains("reads nothing").then_some(())
    });
    assert!(matches!(row(&desk, &id).key, AccountKey::Refused { .. }));
    let own = children
        .iter()
        .find(|c| c.account_id == id.as_str())
        .unwrap();
    desk.send(give(2, &own.api_key));
    desk.until("its own key", |m| {
        let row = m.accounts.as_ref()?.rows.iter().find(|r| r.id == id)?;
        (row.key == AccountKey::Own).then_some(())
    });
    assert_eq!(
        read(&mut desk, vec![id.clone()], true).unwrap(),
        "1 account was read"
    );
    assert_eq!(row(&desk, &id).people, Some(3));
}

#[test]
fn a_person_is_found_in_all_accounts_at_once_and_offline() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut desk = connected(&wix, &setup);
    let all = children(&desk);
    assert_eq!(read(&mut desk, all, true).unwrap(), "12 accounts were read");
    let everybody = find(&mut desk, "");
    assert_eq!((everybody.table.searched, everybody.table.unread), (13, 0));
    let several = |view: &EverybodyView| {
        let rows = view.table.rows.iter();
        rows.filter(|r| r.accounts == 5)
            .map(|r| r.name.clone())
            .collect::<Vec<_>>()
    };
    let names = several(&everybody);
    assert_eq!(
        names.len(),
        5,
        "the main account and four children: {names:?}"
    );
    assert!(names.iter().all(|n| *n == names[0]), "one and the same");
    let found = find(&mut desk, &names[0]);
    assert_eq!(found.view.rows.len(), 5);
    drop(desk);
    let calls = wix.log().len();
    let mut offline = Setup {
        offline: true,
        ..setup
    }
    .desk(None);
    offline.send(Command::OpenLast);
    offline.until("the kept accounts", |m| m.accounts.clone());
    let kept = find(&mut offline, &names[0]);
    assert_eq!(kept.view.rows.len(), 5);
    assert_eq!(wix.log().len(), calls);
}

#[test]
fn without_the_contract_the_list_is_refused_and_the_rest_is_read() {
    let wix = Wix::of(Size::L);
    wix.post("switches", &json!({ "contract": false }));
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    let gap = desk.until("a gap", |m| {
        m.reading.clone().filter(|r| !r.gaps.is_empty())
    });
    assert_eq!(gap.gaps[0].0, "Child accounts");
    let error = read(&mut desk, Vec::new(), false).unwrap_err();
    assert_eq!(error.trouble, Trouble::NoAccess);
    assert_eq!(table(&desk).rows.len(), 1, "this account alone");
}

fn new_account(email: &str) -> Wish {
    Wish::CreateAccount(NewAccount {
        email: email.to_owned(),
        first_name: "Pat".to_owned(),
        last_name: String::new(),
        language: Some("en".to_owned()),
    })
}

fn small() -> (Wix, Desk) {
    let wix = Wix::of(Size::S);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    (wix, desk)
}

#[test]
fn a_lost_answer_about_a_new_account_is_settled_by_the_list() {
    let (wix, mut desk) = small();
    let review = desk.plan(new_account("pat@example.com"));
    let line = &review.plan.lines[0];
    assert!(matches!(line.undo, Undo::Never { .. }), "{line:?}");
    assert_eq!((review.summary.writes, review.summary.mails), (1, 0));
    wix.fault(&json!({
        "match": {"path": "/accounts/create"},
        "kind": {"status": 502, "body": "empty", "afterEffect": true},
    }));
    let run = desk.apply(&review);
    let result = &run.results[0];
    assert_eq!(result.outcome, Outcome::Done, "{result:?}");
    assert!(result.read_back.as_ref().unwrap().as_planned);
    assert_eq!(wix.writes().len(), 1, "it is not sent a second time");
    desk.until("the new account in the list", |m| {
        (m.accounts.as_ref()?.children().count() == 1).then_some(())
    });
}

#[test]
fn an_account_that_somebody_else_made_meanwhile_is_not_taken_for_the_wanted_one() {
    let (wix, mut desk) = small();
    let mine = desk.plan(new_account("pat@example.com"));
    let other = desk.plan(new_account("kim@example.com"));
    let done = desk.apply(&other);
    assert_eq!(done.results[0].outcome, Outcome::Done);
    assert!(done.results[0].made.is_some());
    desk.until("the end of its job", |m| {
        m.running(JobKind::Apply).is_none().then_some(())
    });
    desk.send(Command::Apply {
        plan: Arc::clone(&mine.plan),
        lifts: vec![],
    });
    let stale = desk.until("a stale run", |m| {
        let run = m.run.clone()?;
        (run.plan.id == mine.plan.id && run.phase == RunPhase::Over).then_some(run)
    });
    assert_eq!(stale.moved.len(), 1);
    assert_eq!(wix.writes().len(), 1, "the first alone");
}
