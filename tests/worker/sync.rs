//! Reading the account, and finding it again with the network off.

use crate::support::{Setup, Wix};
use gatehouse::index::Filter;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, Connection, ViewRequest, groups};
use serde_json::json;

#[test]
fn size_l_reads_260_people_and_140_invites_and_shows_them_offline() {
    let wix = Wix::of(Size::L);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let table = desk.model.team.clone().unwrap();
    assert_eq!(
        (table.team.members.len(), table.team.invites.len()),
        (260, 140)
    );
    assert!(table.info.as_ref().unwrap().complete, "{:?}", table.info);
    assert_eq!(desk.model.session.as_ref().unwrap().datasets.len(), 6);
    let names: Vec<String> = table.rows.iter().map(|r| r.name.clone()).collect();
    drop(desk);
    let calls = wix.log().len();

    let mut offline = Setup {
        offline: true,
        ..setup
    }
    .desk(None);
    offline.send(Command::OpenLast);
    let again = offline.until("the kept team", |m| m.team.clone());
    assert_eq!(
        again
            .rows
            .iter()
            .map(|r| r.name.clone())
            .collect::<Vec<_>>(),
        names
    );
    let session = offline.model.session.clone().unwrap();
    assert!(matches!(session.connection, Connection::Offline(_)));
    assert!(
        session.no_writing.as_ref().unwrap().contains("offline"),
        "{session:?}"
    );
    drop(offline);
    assert_eq!(wix.log().len(), calls, "offline asks nobody");
}

#[test]
fn facets_agree_with_wix_and_filters_combine() {
    let wix = Wix::of(Size::L);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    let mut filter = Filter::default();
    filter.toggle(groups::STATUS, "Invite open");
    desk.send(Command::ViewTeam(ViewRequest {
        filter: filter.clone(),
        order: None,
    }));
    let open = desk.until("open invites", |m| {
        m.view.clone().filter(|v| v.request.filter == filter)
    });
    assert_eq!(open.view.rows.len(), 58, "as the sandbox was asked for");
    let status = open
        .table
        .index
        .facets()
        .groups()
        .iter()
        .position(|g| g.key == groups::STATUS);
    assert_eq!(
        open.view.counts[status.unwrap()][..6],
        [260, 58, 37, 12, 21, 12]
    );

    filter.text = "northlight".to_owned();
    desk.send(Command::ViewTeam(ViewRequest {
        filter: filter.clone(),
        order: Some((0, true)),
    }));
    let both = desk.until("both", |m| {
        m.view.clone().filter(|v| v.request.filter == filter)
    });
    assert!(both.view.rows.len() < 58);
    let rows = &both.table.rows;
    assert!(
        both.view
            .rows
            .iter()
            .all(|r| rows[*r as usize].status == "Invite open")
    );
}

#[test]
fn a_reading_that_breaks_keeps_what_was_there_and_says_incomplete() {
    let wix = Wix::of(Size::L);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    wix.fault(&json!({
        "match": {"path": "/team/search"}, "after": 2, "times": 50,
        "kind": {"status": 403, "body": {"message": "no more", "details": {}}},
    }));
    desk.sync();
    let table = desk.model.team.clone().unwrap();
    assert_eq!(table.team.members.len(), 260, "nothing was taken away");
    let info = table.info.clone().unwrap();
    assert!(!info.complete && info.note.is_some(), "{info:?}");
    assert!(
        desk.model
            .activity
            .notices
            .iter()
            .any(|n| n.text.sentence.starts_with("Team"))
    );
}

#[test]
fn somebody_who_left_is_gone_after_a_whole_reading() {
    let wix = Wix::of(Size::S);
    let mut desk = Setup::default().desk(None);
    desk.connect(&wix, &wix.key("full"));
    let user = desk.ordinary(1)[0].clone();
    wix.post(
        "outside",
        &json!({"do": "removeMember", "userId": user.as_str()}),
    );
    desk.sync();
    let table = desk.model.team.clone().unwrap();
    assert!(table.team.member(&user).is_none());
    assert_eq!(table.team.members.len(), 11);
}
