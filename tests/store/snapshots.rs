//! Snapshots: what they share, what goes, and what damage is called.

use crate::support::{assignment, at, data, invite, member, profile, team};
use gatehouse::access::{
    Comparison, Contributor, Extra, Member, MemberStatus, Retention, Role, RoleLimit, Site, SiteId,
    SnapshotHead, Thing, compare,
};
use gatehouse::store::{
    DataDir, End, MembersPage, Part, ProfileStore, Set, StoreError, Taking, Told,
};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn open(dir: &DataDir) -> ProfileStore {
    ProfileStore::open(dir, &profile(), at(0)).unwrap().0
}

fn file(dir: &DataDir) -> PathBuf {
    dir.profile(&profile()).snapshots()
}

fn role() -> Role {
    Role {
        id: "r1".into(),
        title: "Editor".to_owned(),
        description: String::new(),
        limit: RoleLimit::None,
        custom: false,
        extra: Extra::new(),
    }
}

fn site(id: &str) -> Site {
    let none = serde_json::Value::Null;
    serde_json::from_value(serde_json::json!({
        "id": id, "name": format!("Site {id}"), "display_name": "", "created_at": none,
        "updated_at": none, "trashed_at": none, "published": none, "premium": none,
        "domain_connected": none, "blocked": none, "url": none, "owner": none,
        "contributors": [], "editor": none, "folder": none, "namespace": none,
    }))
    .unwrap()
}

fn contributor(id: &str, roles: &[&str]) -> Contributor {
    Contributor {
        account: id.into(),
        owner: None,
        roles: roles.iter().map(|r| (*r).into()).collect(),
        locations: Vec::new(),
    }
}

/// Everybody of the first site is read: so many, of whom these are blocked.
fn members(store: &mut ProfileStore, hour: i64, all: u32, blocked: &[u32]) {
    let site = SiteId::new("s1");
    let one = |n: u32| Member {
        login_email: format!("m{n}@example.com"),
        status: if blocked.contains(&n) {
            MemberStatus::Blocked
        } else {
            MemberStatus::Approved
        },
        ..Member::bare(format!("4d0a6c2e-88b1-4f7d-9e33-{n:012}").as_str().into())
    };
    let rows: Vec<Member> = (0..all).map(one).collect();
    let cache = &mut store.cache;
    let generation = cache.begin_members(&site, at(hour), true, None).unwrap();
    let page = MembersPage {
        members: &rows,
        at: at(hour),
        total: Some(u64::from(all)),
        part: Part::Everybody {
            generation,
            done: u64::from(all),
            anchor: None,
        },
    };
    cache.put_members(&site, &page).unwrap();
    let end = End::complete(at(hour));
    cache.finish_members(&site, generation, &end).unwrap();
}

/// Reads a small account to its end.
fn read(store: &mut ProfileStore) {
    let end = End::complete(at(0));
    let cache = &mut store.cache;
    let mut ana = member("u1", "Ana");
    ana.assignments.push(assignment("r1"));
    let mut open = invite("i1", "new@example.com");
    open.accept_link = Some("https://accept.example/secret".to_owned());
    let all = team(&[ana, member("u2", "Bo")], &[open]);
    cache.replace(Set::team(), &all, &end).unwrap();
    cache
        .replace(Set::roles("en"), &[role()][..], &end)
        .unwrap();
    let sites = [site("s1"), site("s2")];
    cache.replace(Set::sites(), &sites[..], &end).unwrap();
    cache.replace(Set::folders(), &[][..], &end).unwrap();
    for id in ["s1", "s2"] {
        let all = [contributor("a1", &["r1"]), contributor("a2", &[])];
        let set = Set::contributors(&SiteId::new(id));
        cache.replace(set, &all[..], &end).unwrap();
    }
    members(store, 0, 2_000, &[]);
}

fn take(store: &mut ProfileStore, id: &str, hour: i64) -> SnapshotHead {
    store
        .take_snapshot(Taking {
            id: id.to_owned(),
            at: at(hour),
            why: "asked",
            locale: "en",
            gaps: Vec::new(),
            of_site_alone: false,
        })
        .unwrap()
}

fn between(store: &ProfileStore, a: &str, b: &str) -> Comparison {
    let pair = store.snapshots.pair(a, b).unwrap().unwrap();
    compare(&pair.before.1, &pair.after.1)
}

#[expect(clippy::disallowed_methods, reason = "a stranger looks into the file")]
fn raw(dir: &DataDir) -> Connection {
    Connection::open(file(dir)).unwrap()
}

/// Bodies in the file, and their bytes.
fn bodies(dir: &DataDir) -> (i64, i64) {
    let conn = raw(dir);
    conn.query_row("SELECT count(*), sum(length(bytes)) FROM body", [], |r| {
        Ok((r.get(0)?, r.get(1)?))
    })
    .unwrap()
}

#[test]
fn what_did_not_change_costs_nothing_and_little_changes_cost_little() {
    let (_temp, dir) = data();
    let mut store = open(&dir);
    read(&mut store);
    let first = take(&mut store, "one", 1);
    assert_eq!(first.gaps, Vec::<String>::new());
    let f = first.figures;
    assert_eq!((f.people, f.invites, f.sites), (2, 1, 2));
    assert_eq!((f.contributors, f.member_sites, f.members), (4, 1, 2_000));
    let (whole, bytes) = bodies(&dir);
    take(&mut store, "two", 2);
    assert_eq!(bodies(&dir), (whole, bytes), "nothing changed");
    // Both sites have the same contributors: one body serves both, and so does one of each bucket.
    members(&mut store, 3, 2_000, &[5, 900]);
    take(&mut store, "three", 3);
    let (more, more_bytes) = bodies(&dir);
    assert!((2..=3).contains(&(more - whole)), "{more} after {whole}");
    assert!(more_bytes - bytes < bytes / 4, "{more_bytes} after {bytes}");
    let found = between(&store, "one", "three");
    let things: Vec<_> = found.differences.iter().map(|d| &d.thing).collect();
    assert_eq!(things.len(), 2, "{things:?}");
    assert!(things.iter().all(|t| matches!(t, Thing::Member(..))));
    assert_eq!(between(&store, "one", "two"), Comparison::default());
}

#[test]
fn a_snapshot_opens_whole_survives_the_cache_and_holds_no_link() {
    let (_temp, dir) = data();
    let mut store = open(&dir);
    read(&mut store);
    take(&mut store, "one", 1);
    store.cache.clear().unwrap();
    drop(store);
    std::fs::remove_file(dir.profile(&profile()).cache()).unwrap();
    let (store, _) = ProfileStore::open_read_only(&dir, &profile()).unwrap();
    let (head, moment) = store.snapshots.moment("one").unwrap().unwrap();
    assert!(head.is_complete());
    let team = moment.team.unwrap();
    assert_eq!((team.members.len(), team.invites.len()), (2, 1));
    assert_eq!(team.invites[0].accept_link, None);
    assert_eq!(moment.contributors.len(), 2);
    assert_eq!(moment.members[&SiteId::new("s1")].len(), 2_000);
    assert_eq!(store.snapshots.moment("none").unwrap(), None);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(file(&dir)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn what_is_missing_is_a_part_of_a_snapshot() {
    let (_temp, dir) = data();
    let mut store = open(&dir);
    let nothing = take(&mut store, "none", 1);
    assert_eq!(nothing.gaps.len(), 4, "{:?}", nothing.gaps);
    read(&mut store);
    let cut = End::cut_off(at(2), "Wix did not answer");
    let set = Set::contributors(&SiteId::new("s1"));
    let some = [contributor("a1", &["r1"])];
    store.cache.replace(set, &some[..], &cut).unwrap();
    let head = take(&mut store, "cut", 2);
    assert_eq!(head.gaps, ["Contributors of Site s1: Wix did not answer"]);
    let kept = store.snapshots.list().unwrap();
    assert_eq!(
        kept.iter().map(|h| h.id.as_str()).collect::<Vec<_>>(),
        ["cut", "none"]
    );
    assert!(kept.iter().all(|h| !h.is_complete()));
    // Nothing was known then, so nothing is called new.
    let found = between(&store, "none", "cut");
    assert_eq!(found.differences, []);
    assert!(found.untold.len() >= 6, "{:?}", found.untold);
}

#[test]
fn what_goes_takes_its_bodies_along_and_leaves_those_of_others() {
    let (_temp, dir) = data();
    let mut store = open(&dir);
    read(&mut store);
    for n in 0..6 {
        members(&mut store, n, 2_000, &[n as u32 * 7]);
        take(&mut store, &format!("n{n}"), n);
    }
    let before = bodies(&dir);
    let (keep, none) = (Retention { newest: 2, days: 1 }, BTreeSet::new());
    // The months are the same, so only the two newest stay.
    let gone = store.snapshots.prune(keep, &none, at(6)).unwrap();
    assert_eq!(gone, ["n3", "n2", "n1", "n0"]);
    let after = bodies(&dir);
    assert!(after.0 < before.0, "{after:?} of {before:?}");
    assert_eq!(between(&store, "n4", "n5").differences.len(), 2);
    assert!(store.snapshots.moment("n4").unwrap().is_some());
    assert_eq!(
        store.snapshots.prune(keep, &none, at(6)).unwrap(),
        Vec::<String>::new()
    );
}

#[test]
fn damage_is_named_and_keeps_nothing_else_from_working() {
    let (_temp, dir) = data();
    let mut store = open(&dir);
    read(&mut store);
    take(&mut store, "one", 1);
    members(&mut store, 2, 2_000, &[5]);
    take(&mut store, "two", 2);
    drop(store);
    let conn = raw(&dir);
    let team = "SELECT hash FROM part WHERE kind = 'team' AND snapshot = 1";
    let hash: Vec<u8> = conn.query_row(team, [], |r| r.get(0)).unwrap();
    // The body of another part in its place: well formed, and not what was kept.
    conn.execute(
        "UPDATE body SET bytes = (SELECT bytes FROM body JOIN part USING (hash)
         WHERE kind = 'roles' LIMIT 1) WHERE hash = ?1",
        [hash],
    )
    .unwrap();
    drop(conn);
    let store = open(&dir);
    let error = store.snapshots.pair("one", "two").unwrap_err();
    let StoreError::Content { what, reason, .. } = &error else {
        panic!("{error}");
    };
    assert!(
        what.contains("“team” of the snapshot of 2026-11-21 10:00:00"),
        "{what}"
    );
    assert!(reason.contains("hash"), "{reason}");
    assert_eq!(store.snapshots.list().unwrap().len(), 2);
    drop(store);

    let conn = raw(&dir);
    conn.execute(
        "DELETE FROM part WHERE kind = 'members' AND snapshot = 2",
        [],
    )
    .unwrap();
    drop(conn);
    let error = open(&dir).snapshots.moment("two").unwrap_err();
    assert!(error.to_string().contains("list of parts"), "{error}");

    std::fs::write(file(&dir), vec![7; 9_000]).unwrap();
    let (mut store, told) = ProfileStore::open(&dir, &profile(), at(3)).unwrap();
    assert!(
        matches!(told[..], [Told::SnapshotsDamaged { .. }]),
        "{told:?}"
    );
    assert!(matches!(
        store.snapshots.list(),
        Err(StoreError::Damaged { .. })
    ));
    let taking = Taking {
        id: "three".to_owned(),
        at: at(3),
        why: "asked",
        locale: "en",
        gaps: Vec::new(),
        of_site_alone: false,
    };
    assert!(store.take_snapshot(taking).is_err());
    assert_eq!(store.cache.people().unwrap(), 2, "the rest works");
    assert_eq!(
        std::fs::read(file(&dir)).unwrap().len(),
        9_000,
        "it is left alone"
    );
}
