//! Members of a site: read to the end, stopped and gone on with, what is new, who is gone, what is
//! refused, and Wix's own search.

use crate::desk::Desk;
use crate::support::{Setup, Wix, start};
use gatehouse::access::{MemberEventKind, MemberId, MemberStatus, SiteId};
use gatehouse::sandbox::{Config, MembersArea, Size};
use gatehouse::worker::protocol::{
    Command, JobKind, JobState, MemberMark, MembersReading, MembersTable, Trouble, ViewRequest,
    member_groups,
};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

/// A window that looks at the first site, whose members were never read.
fn opened(wix: &Wix) -> (Desk, SiteId) {
    let mut desk = desk(wix);
    let site = SiteId::new(&wix.site(0));
    open(&mut desk, &site);
    (desk, site)
}

/// The same after a reading to the end.
fn all_read(wix: &Wix) -> (Desk, SiteId) {
    let (mut desk, site) = opened(wix);
    complete(&mut desk, &site, MembersReading::Everybody);
    (desk, site)
}

fn open(desk: &mut Desk, site: &SiteId) {
    desk.send(Command::OpenMembers(Some(site.clone())));
    desk.until("the site", |m| {
        let desk = &m.members_desk;
        (desk.site.as_ref() == Some(site) && !desk.opening).then_some(())
    });
}

/// Begins a reading and waits for its end.
fn read(desk: &mut Desk, site: &SiteId, how: MembersReading) -> JobState {
    let before = desk.model.jobs.first().map(|j| j.id);
    desk.send(Command::SyncMembers {
        site: site.clone(),
        how,
    });
    let end = desk.until("the members", |m| {
        let job = m.last_job(JobKind::SyncMembers)?;
        (Some(job.id) > before && !job.state.is_active()).then(|| job.state.clone())
    });
    desk.take_in();
    end
}

/// Reads, and nothing stands against it.
fn complete(desk: &mut Desk, site: &SiteId, how: MembersReading) {
    let end = read(desk, site, how);
    assert!(matches!(end, JobState::Done(_)), "{end:?}");
}

fn table(desk: &Desk) -> Arc<MembersTable> {
    desk.model.members.clone().expect("members")
}

fn ids(desk: &Desk) -> BTreeSet<String> {
    let table = table(desk);
    table
        .rows
        .iter()
        .map(|r| r.id().as_str().to_owned())
        .collect()
}

/// Calls that asked for members.
fn queries(wix: &Wix) -> usize {
    let log = wix.log();
    let path = |e: &&serde_json::Value| {
        e["path"]
            .as_str()
            .unwrap_or_default()
            .contains("/members/v1/members/query")
    };
    log.iter().filter(path).count()
}

fn signs_up(wix: &Wix, site: &SiteId, login: &str) {
    let what = json!({"do": "memberCreate", "siteId": site.as_str(), "loginEmail": login});
    wix.post("outside", &what);
}

fn is_deleted(wix: &Wix, site: &SiteId, member: &MemberId) {
    let (site, member) = (site.as_str(), member.as_str());
    let what = json!({"do": "memberDelete", "siteId": site, "memberId": member});
    wix.post("outside", &what);
}

#[test]
fn everybody_is_read_in_as_many_calls_as_were_announced_and_opens_offline() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut desk = setup.desk(None);
    desk.connect(&wix, &wix.key("full"));
    let site = SiteId::new(&wix.site(0));
    open(&mut desk, &site);
    assert!(desk.model.members.is_none(), "nothing was ever read");
    desk.send(Command::PlanMembers(site.clone()));
    let plan = desk.until("what it takes", |m| {
        m.members_sync
            .site
            .is_some()
            .then(|| Arc::clone(&m.members_sync))
    });
    assert_eq!(
        (plan.total, plan.left, plan.newest),
        (Some(120), None, None)
    );
    let before = queries(&wix);
    complete(&mut desk, &site, MembersReading::Everybody);
    // One call more tells who is a Wix user.
    assert_eq!((queries(&wix) - before + 1) as u64, plan.everybody.0);
    let all = table(&desk);
    assert_eq!(all.rows.len(), 120);
    assert!(all.info.is_whole(), "{:?}", all.info);
    assert_eq!(all.info.missing(), None);
    assert_eq!(all.changes.1, 0, "a first reading is no news");
    let owner = all.rows.iter().filter(|r| r.is(MemberMark::Owner)).count();
    assert_eq!(owner, 1, "Wix says whose member it is");
    assert_eq!(all.users_untold, None);

    // What is searched and filtered is what was read.
    let row = &all.rows[30];
    let mut request = ViewRequest::default();
    row.name().clone_into(&mut request.filter.text);
    request
        .filter
        .toggle(member_groups::STATUS, row.status().wire());
    desk.send(Command::ViewMembers(request.clone()));
    let view = desk.until("a view", |m| {
        let view = m.members_view.clone()?;
        (view.request == request).then_some(view)
    });
    assert!(
        view.view
            .rows
            .iter()
            .any(|r| view.table.rows[*r as usize].id() == row.id())
    );
    assert!(view.view.rows.len() < 120);

    // One of them with everything that was told.
    desk.send(Command::ShowMember {
        site: site.clone(),
        id: row.id(),
    });
    let sheet = desk.until("a member", |m| m.member.clone());
    let member = sheet.member.clone().expect("kept");
    assert_eq!(member.id, row.id());
    assert!(
        member
            .contact
            .is_some_and(|c| c.as_str() != member.id.as_str())
    );
    drop(desk);

    let mut later = Setup {
        offline: true,
        ..setup
    }
    .desk(None);
    later.send(Command::OpenLast);
    later.until("the profile", |m| m.session.clone());
    open(&mut later, &site);
    assert_eq!(table(&later).rows.len(), 120);
    later.send(Command::SyncMembers {
        site: site.clone(),
        how: MembersReading::Everybody,
    });
    let error = later.until("why not", |m| m.members_desk.error.clone());
    assert_eq!(error.trouble, Trouble::Offline);
}

#[test]
fn a_reading_that_was_stopped_goes_on_and_loses_nobody_when_the_list_moves() {
    let wix = Wix::of(Size::L);
    let mut desk = desk(&wix);
    let site = SiteId::new(&wix.site(1));
    open(&mut desk, &site);
    wix.fault(&json!({
        "match": {"path": "members/query"}, "after": 3, "times": 50, "kind": {"delayMs": 400},
    }));
    desk.send(Command::SyncMembers {
        site: site.clone(),
        how: MembersReading::Everybody,
    });
    let job = desk.until("two pages", |m| {
        let job = m.running(JobKind::SyncMembers)?;
        (job.progress.done >= 199).then_some(job.id)
    });
    desk.send(Command::Cancel(job));
    desk.until("the end", |m| {
        let job = m.last_job(JobKind::SyncMembers)?;
        matches!(job.state, JobState::Cancelled(_)).then_some(())
    });
    wix.no_faults();
    desk.take_in();
    let left = table(&desk).info.left.expect("something is left");
    let first = ids(&desk);
    assert_eq!(first.len() as u64, left.1);
    assert!(table(&desk).info.missing().is_some());

    // Those who were read move up by three, and somebody new stands at the end.
    for row in table(&desk).rows.iter().skip(8).take(3) {
        is_deleted(&wix, &site, &row.id());
    }
    signs_up(&wix, &site, "new@example.com");
    let before = queries(&wix);
    complete(&mut desk, &site, MembersReading::Everybody);
    let all = table(&desk);
    let total = all.info.total.expect("counted") as usize;
    assert_eq!(
        ids(&desk).len(),
        total + 3,
        "nobody is missing; the deleted ones were read before"
    );
    let (used, scratch) = (queries(&wix) - before, 1 + total.div_ceil(99));
    assert!(used < scratch, "{used} calls, {scratch} from the start");
    assert!(all.rows.iter().any(|r| r.name().contains("new")));

    // The next reading to the end finds who is gone.
    complete(&mut desk, &site, MembersReading::Everybody);
    assert_eq!(ids(&desk).len(), total);
    let gone = table(&desk).changes.0.clone();
    assert_eq!(
        gone.iter()
            .filter(|c| c.kind == MemberEventKind::Deleted)
            .count(),
        3
    );
}

#[test]
fn what_is_new_or_changed_takes_one_call_and_who_is_gone_is_told_by_the_count() {
    let wix = Wix::of(Size::S);
    let (mut desk, site) = all_read(&wix);
    let before = table(&desk);
    let (renamed, gone) = (before.rows[40].id(), before.rows[50].id());
    wix.post("clock", &json!({"advanceMs": 3_600_000}));
    wix.post("outside", &json!({"do": "memberUpdate", "siteId": site.as_str(), "memberId": renamed.as_str(), "nickname": "Somebody else"}),
    );
    signs_up(&wix, &site, "fresh@example.com");
    is_deleted(&wix, &site, &gone);
    let calls = queries(&wix);
    complete(&mut desk, &site, MembersReading::Newest);
    assert_eq!(queries(&wix) - calls, 1);
    let now = table(&desk);
    assert_eq!(
        now.rows.len(),
        121,
        "who is gone stays until everybody is read"
    );
    let note = now.info.note.clone().expect("a note");
    assert!(note.starts_with("1 member fewer at Wix"), "{note}");
    let kinds: BTreeSet<MemberEventKind> = now.changes.0.iter().map(|c| c.kind).collect();
    let wanted = [MemberEventKind::Created, MemberEventKind::Updated];
    assert_eq!(kinds, BTreeSet::from(wanted));
    let change = now
        .changes
        .0
        .iter()
        .find(|c| c.id == renamed)
        .expect("the rename");
    assert!(change.since.is_some_and(|since| since < change.at));
    // Rows keep their numbers, so a selection stays.
    let number = |t: &MembersTable| {
        let at = t.rows.iter().position(|r| r.id() == renamed).unwrap();
        t.numbers.number(at as u32)
    };
    assert_eq!(number(&before), number(&now));
    read(&mut desk, &site, MembersReading::Everybody);
    assert_eq!(table(&desk).rows.len(), 120);
    assert_eq!(table(&desk).info.missing(), None);
    assert_eq!(table(&desk).changes.0[0].kind, MemberEventKind::Deleted);
}

#[test]
fn where_wix_refuses_the_order_new_members_are_found_and_the_rest_is_said() {
    let wix = Wix::of(Size::S);
    let (mut desk, site) = opened(&wix);
    let refuse = |field: &str| {
        wix.fault(&json!({
            "match": {"path": "members/query", "bodyContains": field}, "times": 99,
            "kind": {"status": 400, "body": {"message": "no such order", "details": {}}},
        }));
    };
    refuse("updatedDate");
    read(&mut desk, &site, MembersReading::Everybody);
    assert_eq!(table(&desk).rows.len(), 120);
    signs_up(&wix, &site, "fresh@example.com");
    complete(&mut desk, &site, MembersReading::Newest);
    let now = table(&desk);
    assert_eq!(now.rows.len(), 121);
    assert!(
        now.info
            .note
            .as_ref()
            .is_some_and(|n| n.contains("only new")),
        "{:?}",
        now.info
    );

    // Without any order everybody is read all the same.
    refuse("createdDate");
    complete(&mut desk, &site, MembersReading::Anew);
    assert_eq!(table(&desk).rows.len(), 121);
    assert!(table(&desk).info.is_whole());
}

#[test]
fn a_reading_with_a_row_that_cannot_be_read_removes_nobody() {
    let wix = Wix::of(Size::S);
    let (mut desk, site) = all_read(&wix);
    wix.fault(&json!({
        "match": {"path": "members/query", "bodyContains": "createdDate"}, "times": 1,
        "kind": {"status": 200, "body": {
            "members": [{"profile": {"nickname": "nobody"}}], "metadata": {"count": 1, "total": 1},
        }},
    }));
    complete(&mut desk, &site, MembersReading::Everybody);
    let now = table(&desk);
    assert_eq!(now.rows.len(), 120);
    let missing = now.info.missing().expect("a note");
    assert!(missing.contains("could not be understood"), "{missing}");
}

#[test]
fn refusals_are_told_and_what_was_kept_stays() {
    let wix = Wix::of(Size::S);
    let (mut desk, site) = all_read(&wix);
    wix.fault(&json!({
        "match": {"path": "members/query"}, "times": 9,
        "kind": {"status": 403, "body": {"message": "no permission", "details": {}}},
    }));
    desk.send(Command::PlanMembers(site.clone()));
    let plan = desk.until("a refusal", |m| m.members_sync.blocked.clone());
    assert_eq!(plan.trouble, Trouble::NoAccess);
    let end = read(&mut desk, &site, MembersReading::Newest);
    assert!(matches!(end, JobState::Failed(_)), "{end:?}");
    assert!(desk.model.members_desk.error.is_some());
    assert_eq!(table(&desk).rows.len(), 120);

    let mut config = Config::fixed(Size::S, start());
    config.switches.members_area = MembersArea::Precondition;
    let without = Wix::new(config);
    let (mut other, site) = opened(&without);
    let end = read(&mut other, &site, MembersReading::Everybody);
    let JobState::Failed(error) = end else {
        panic!("refused: {end:?}");
    };
    assert!(error.remedy.contains("Members Area"), "{error}");
    assert!(other.model.members.is_none());
}

#[test]
fn wixs_own_search_finds_who_was_never_read_and_marks_them() {
    let wix = Wix::of(Size::S);
    let (mut desk, site) = opened(&wix);
    signs_up(&wix, &site, "needle@haystack.example");
    desk.send(Command::SearchMembers {
        site: site.clone(),
        text: " needle@ ".to_owned(),
    });
    let found = desk.until("what was found", |m| m.members.clone()?.found.clone());
    assert_eq!((found.text.as_str(), found.fetched), ("needle@", 1));
    let now = table(&desk);
    let marked: Vec<_> = now
        .rows
        .iter()
        .filter(|r| r.is(MemberMark::Found))
        .collect();
    let [one] = marked.as_slice() else {
        panic!("one: {marked:?}");
    };
    assert_ne!(*one.status(), MemberStatus::Unknown);
    assert!(!now.info.is_whole());
    assert!(now.info.missing().is_some(), "only some were read");
}

/// Members with this mark.
fn marked(desk: &Desk, mark: MemberMark) -> BTreeSet<String> {
    let table = table(desk);
    let rows = table.rows.iter().filter(|r| r.is(mark));
    rows.map(|r| r.id().as_str().to_owned()).collect()
}

#[test]
fn whose_member_somebody_is_comes_from_wix_and_where_it_does_not_tell_from_addresses() {
    let wix = Wix::of(Size::S);
    let (mut desk, site) = all_read(&wix);
    let owner = marked(&desk, MemberMark::Owner);
    assert_eq!(owner.len(), 1, "{owner:?}");
    assert!(marked(&desk, MemberMark::OwnerAddress).is_empty());
    let id = MemberId::new(owner.first().expect("the owner"));
    desk.send(Command::ShowMember {
        site: site.clone(),
        id: id.clone(),
    });
    let shown = desk.until("the owner's member", |m| {
        m.member.clone().filter(|sheet| sheet.id == id)
    });
    assert!(shown.user.is_some(), "{shown:?}");

    // What was told stays when Wix tells no more.
    wix.fault(&json!({
        "match": {"path": "user-members/query"}, "times": 99,
        "kind": {"status": 403, "body": {"message": "no permission", "details": {}}},
    }));
    complete(&mut desk, &site, MembersReading::Newest);
    assert_eq!(marked(&desk, MemberMark::Owner), owner);
    assert!(table(&desk).users_untold.is_some());

    // Where it never told anything, addresses have to do, and the mark says so.
    let (other, _) = all_read(&wix);
    assert!(marked(&other, MemberMark::Owner).is_empty());
    assert!(table(&other).users_untold.is_some());
    assert_eq!(marked(&other, MemberMark::OwnerAddress), owner);
}

#[test]
fn what_a_member_tells_about_itself_is_read_when_asked_for_and_kept() {
    let wix = Wix::of(Size::S);
    let (mut desk, site) = all_read(&wix);
    let shown = |desk: &mut Desk, id: &MemberId| {
        let (site, id) = (site.clone(), id.clone());
        desk.send(Command::ReadAbout { site, id });
        desk.until("the text, or why not", |m| {
            let sheet = m.member.clone()?;
            let told = &sheet.about;
            let ended = told.kept.is_some() || told.problem.is_some();
            (ended && !told.reading).then_some(sheet)
        })
    };
    let show = |desk: &mut Desk, id: &MemberId| {
        let (site, id) = (site.clone(), id.clone());
        desk.send(Command::ShowMember { site, id });
    };
    let id = table(&desk).rows[9].id();
    show(&mut desk, &id);
    wix.fault(&json!({
        "match": {"path": "abouts/query"}, "times": 1,
        "kind": {"status": 403, "body": {"message": "no permission", "details": {}}},
    }));
    let refused = shown(&mut desk, &id);
    let problem = refused.about.problem.clone().expect("a refusal");
    assert_eq!(problem.trouble, Trouble::NoAccess);
    assert!(problem.remedy.contains("app"), "{problem}");
    assert_eq!(refused.about.kept, None);

    let text = json!({ "type": "TEXT", "textData": { "text": "I bake." } });
    wix.fault(&json!({
        "match": {"path": "abouts/query"}, "times": 1,
        "kind": {"status": 200, "body": {"memberAbouts": [{
            "id": "a1", "memberId": id.as_str(), "revision": "1",
            "content": {"nodes": [{"type": "PARAGRAPH", "nodes": [text]}]},
        }], "pagingMetadata": {"count": 1, "hasNext": false}}},
    }));
    desk.send(Command::ReadAbout {
        site: site.clone(),
        id: id.clone(),
    });
    let told = desk.until("the text", |m| m.member.clone()?.about.kept.clone());
    assert_eq!(told.0.as_ref().map(|t| t.words.as_str()), Some("I bake."));

    // It stays when somebody comes back to the member, and when a reading is refused.
    let other = table(&desk).rows[10].id();
    show(&mut desk, &other);
    desk.until("the other one", |m| {
        m.member.clone().filter(|s| s.id == other)
    });
    show(&mut desk, &id);
    let again = desk.until("the first one", |m| m.member.clone().filter(|s| s.id == id));
    assert_eq!(again.about.kept, Some(told));
    wix.no_faults();
    // The sandbox has no text of this member: that is told too.
    desk.send(Command::ReadAbout {
        site: site.clone(),
        id: id.clone(),
    });
    desk.until("no text any more", |m| {
        let kept = m.member.clone()?.about.kept.clone()?;
        kept.0.is_none().then_some(())
    });
}
