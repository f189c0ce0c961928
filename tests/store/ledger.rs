//! The ledger's tables.

use crate::support::at;
use gatehouse::journal::RunId;
use gatehouse::store::{
    Ledger, LineRow, LocalName, NOTICES_KEPT, NoticeRow, RunRow, SiteInviteRow, StoreError,
};
use tempfile::{TempDir, tempdir};

fn ledger() -> (TempDir, Ledger) {
    let temp = tempdir().unwrap();
    let ledger = Ledger::open(&temp.path().join("ledger.sqlite"), at(0)).unwrap();
    (temp, ledger)
}

fn run(id: &str, hour: i64) -> RunRow {
    RunRow {
        id: RunId::new(id),
        title: format!("Plan {id}"),
        plan: r#"{"b":1, "a":[2]}"#.to_owned(),
        plan_hash: Some(format!("hash of {id}")),
        state: "running".to_owned(),
        started: at(hour),
        ended: None,
        receipt: None,
    }
}

fn line(run: &str, line: u32, outcome: &str) -> LineRow {
    LineRow {
        run: RunId::new(run),
        line,
        outcome: outcome.to_owned(),
        detail: None,
        request_id: None,
        at: at(1),
        read_back: None,
        made: None,
        mails: 0,
    }
}

#[test]
fn runs_are_kept_as_they_go() {
    let (temp, mut ledger) = ledger();
    // The clock went back between the two: the order is that of writing.
    ledger.insert_run(&run("r1", 5)).unwrap();
    ledger.insert_run(&run("r2", 4)).unwrap();
    assert!(ledger.insert_run(&run("r1", 6)).is_err(), "ids are unique");
    let ids = |rows: Vec<gatehouse::store::RunHead>| -> Vec<String> {
        rows.into_iter().map(|r| r.id.to_string()).collect()
    };
    assert_eq!(ids(ledger.runs(9).unwrap()), ["r2", "r1"]);
    assert_eq!(ids(ledger.runs(1).unwrap()), ["r2"]);
    assert_eq!(ids(ledger.unfinished().unwrap()), ["r1", "r2"]);

    let r1 = RunId::new("r1");
    ledger
        .update_run(&r1, "done", Some(at(7)), Some(r#"{"lines":3}"#))
        .unwrap();
    ledger.update_run(&r1, "checked", None, None).unwrap();
    drop(ledger);
    let ledger = Ledger::open(&temp.path().join("ledger.sqlite"), at(0)).unwrap();
    assert_eq!(ids(ledger.unfinished().unwrap()), ["r2"]);
    let found = ledger.run(&r1).unwrap().unwrap();
    let wanted = RunRow {
        state: "checked".to_owned(),
        ended: Some(at(7)),
        receipt: Some(r#"{"lines":3}"#.to_owned()),
        ..run("r1", 5)
    };
    assert_eq!(found, wanted, "the plan is kept byte for byte");
    assert_eq!(ledger.run(&RunId::new("r9")).unwrap(), None);
}

#[test]
fn a_run_that_is_not_there_cannot_be_changed() {
    let (_temp, mut ledger) = ledger();
    let error = ledger
        .update_run(&RunId::new("r9"), "done", None, None)
        .unwrap_err();
    assert!(matches!(error, StoreError::Content { .. }), "{error}");
    assert!(ledger.put_line(&line("r9", 0, "done")).is_err());
    let mut bad = run("r1", 0);
    bad.plan = "not json".to_owned();
    assert!(ledger.insert_run(&bad).is_err());
}

#[test]
fn the_last_word_about_a_line_counts() {
    let (_temp, mut ledger) = ledger();
    ledger.insert_run(&run("r1", 0)).unwrap();
    let mut first = line("r1", 1, "unknown");
    first.request_id = Some("q1".to_owned());
    first.read_back = Some(r#"{"found":true}"#.to_owned());
    ledger.put_line(&first).unwrap();
    let rows = [line("r1", 1, "done"), line("r1", 0, "refused")];
    ledger.put_lines(&rows).unwrap();
    let found = ledger.lines(&RunId::new("r1")).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].outcome, "refused");
    assert_eq!(found[1].outcome, "done");
    assert_eq!(found[1].request_id.as_deref(), Some("q1"));
    assert_eq!(found[1].read_back.as_deref(), Some(r#"{"found":true}"#));

    let rows = [line("r1", 2, "done"), line("r9", 0, "done")];
    assert!(ledger.put_lines(&rows).is_err());
    let found = ledger.lines(&RunId::new("r1")).unwrap();
    assert_eq!(found.len(), 2, "all or none");
}

#[test]
fn only_the_newest_notices_are_kept() {
    let (_temp, mut ledger) = ledger();
    let notice = |n: u32| NoticeRow {
        id: format!("n{n}"),
        tone: "info".to_owned(),
        title: format!("Notice {n}"),
        body: String::new(),
        details: None,
        at: at(0),
        read: false,
    };
    for n in 0..NOTICES_KEPT + 3 {
        ledger.put_notice(&notice(n)).unwrap();
    }
    let all = ledger.notices(9_999).unwrap();
    assert_eq!(all.len(), NOTICES_KEPT as usize);
    assert_eq!(all[0], notice(NOTICES_KEPT + 2));
    assert_eq!(all[all.len() - 1], notice(3));
    ledger.mark_notices_read(Some("n5")).unwrap();
    let read = |ledger: &Ledger| {
        let all = ledger.notices(9_999).unwrap();
        all.iter().filter(|n| n.read).count()
    };
    assert_eq!(read(&ledger), 1);
    ledger.mark_notices_read(None).unwrap();
    assert_eq!(read(&ledger), NOTICES_KEPT as usize);
    ledger.clear_notices().unwrap();
    assert_eq!(ledger.notices(9).unwrap(), []);
}

#[test]
fn site_invites_names_and_values_are_kept() {
    let (_temp, mut ledger) = ledger();
    let invite = |site: &str, id: &str, email: &str| SiteInviteRow {
        site: site.into(),
        invite: id.into(),
        email: email.to_owned(),
        body: r#"{"status":"Pending"}"#.to_owned(),
        at: at(0),
    };
    ledger
        .put_site_invite(&invite("s2", "i1", "a@n.example"))
        .unwrap();
    ledger
        .put_site_invite(&invite("s1", "i2", "b@n.example"))
        .unwrap();
    ledger.put_site_invite(&invite("s2", "i1", "")).unwrap();
    let all = ledger.site_invites(None).unwrap();
    assert_eq!(
        all,
        [
            invite("s1", "i2", "b@n.example"),
            invite("s2", "i1", "a@n.example")
        ]
    );
    assert_eq!(ledger.site_invites(Some(&"s2".into())).unwrap().len(), 1);
    assert!(
        ledger
            .remove_site_invite(&"s2".into(), &"i1".into())
            .unwrap()
    );
    assert!(
        !ledger
            .remove_site_invite(&"s2".into(), &"i1".into())
            .unwrap()
    );

    ledger.set_local_name("app", "x1", " Booker ").unwrap();
    ledger.set_local_name("app", "x2", "Other").unwrap();
    ledger.set_local_name("app", "x2", "  ").unwrap();
    let booker = LocalName {
        kind: "app".to_owned(),
        id: "x1".to_owned(),
        name: "Booker".to_owned(),
    };
    assert_eq!(ledger.local_names().unwrap(), [booker]);

    assert_eq!(ledger.value::<u32>("width").unwrap(), None);
    ledger.set_value("width", &7).unwrap();
    ledger.set_value("width", &[1, 2]).unwrap();
    assert_eq!(ledger.value::<Vec<u32>>("width").unwrap(), Some(vec![1, 2]));
    let error = ledger.value::<String>("width").unwrap_err();
    assert!(error.to_string().contains("“width”"), "{error}");
    ledger.remove_value("width").unwrap();
    assert_eq!(ledger.value::<u32>("width").unwrap(), None);
}
