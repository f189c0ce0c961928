//! Members of sites: kept as they were told, shown in blocks, and what happened to them.

use crate::support::{at, cache};
use gatehouse::access::{Member, MemberEventKind, MemberStatus, Privacy, SiteId};
use gatehouse::store::{Cache, End, MembersPage, Part, StoreError};

fn site() -> SiteId {
    SiteId::new("site-1")
}

fn member(id: &str, nickname: &str) -> Member {
    Member {
        nickname: nickname.to_owned(),
        login_email: format!("{id}@example.com"),
        status: MemberStatus::Approved,
        privacy: Privacy::Private,
        phones: Some(vec!["+1 555".to_owned()]),
        ..Member::bare(id.into())
    }
}

/// Takes in a page of a reading of everybody.
fn page(cache: &mut Cache, generation: i64, hours: i64, done: u64, members: &[Member]) {
    let anchor = members.last().map(|m| m.id.as_str().to_owned());
    let page = MembersPage {
        members,
        at: at(hours),
        total: Some(1_000),
        part: Part::Everybody {
            generation,
            done,
            anchor,
        },
    };
    cache.put_members(&site(), &page).unwrap();
}

fn look(cache: &mut Cache, hours: i64, members: &[Member]) {
    let page = MembersPage {
        members,
        at: at(hours),
        total: None,
        part: Part::Look,
    };
    cache.put_members(&site(), &page).unwrap();
}

/// Reads these and nobody else, to the end.
fn whole(cache: &mut Cache, hours: i64, members: &[Member]) {
    let generation = cache.begin_members(&site(), at(hours), true, None).unwrap();
    page(cache, generation, hours, members.len() as u64, members);
    let end = End::complete(at(hours));
    cache.finish_members(&site(), generation, &end).unwrap();
}

fn shown(cache: &mut Cache) -> Vec<(u32, String)> {
    let mut all = Vec::new();
    let site = site();
    cache.prepare_members(&site).unwrap();
    cache
        .visit_members(&site, |slot, brief| {
            all.push((slot, brief.nickname.to_owned()));
        })
        .unwrap();
    all
}

#[test]
fn a_reading_that_was_left_goes_on_and_only_its_end_removes() {
    let temp = tempfile::tempdir().unwrap();
    let mut cache = cache(&temp);
    assert_eq!(cache.members_state(&site()).unwrap(), None);
    whole(
        &mut cache,
        1,
        &[member("a", "Ana"), member("b", "Bo"), member("c", "Cy")],
    );
    let generation = cache.begin_members(&site(), at(5), true, None).unwrap();
    page(&mut cache, generation, 5, 1, &[member("a", "Ana")]);
    drop(cache);

    // The program ended in the middle.
    let path = temp.path().join("cache.sqlite");
    let (mut cache, _) = Cache::open(&path, at(6)).unwrap();
    let state = cache.members_state(&site()).unwrap().unwrap();
    let left = state.under_way.unwrap();
    assert_eq!((left.done, left.anchor.as_deref()), (1, Some("a")));
    assert_eq!((state.kept, state.full_at), (3, Some(at(1))));
    assert_eq!(shown(&mut cache).len(), 3, "nobody is gone before the end");
    assert_eq!(cache.members_generation(&site()).unwrap(), Some(generation));
    page(&mut cache, generation, 6, 2, &[member("c", "Cyril")]);
    let end = End::complete(at(7));
    cache.finish_members(&site(), generation, &end).unwrap();
    let state = cache.members_state(&site()).unwrap().unwrap();
    assert_eq!((state.kept, state.full_at), (2, Some(at(7))));
    assert_eq!(state.under_way, None);
    let now = shown(&mut cache);
    assert_eq!(
        now,
        [(0, "Ana".to_owned()), (2, "Cyril".to_owned())],
        "places stay"
    );
    let (changes, all) = cache.member_changes(&site(), 10).unwrap();
    assert_eq!(all, 2);
    assert_eq!(changes[0].kind, MemberEventKind::Deleted);
    assert_eq!(
        (changes[0].id.as_str(), changes[0].name.as_str()),
        ("b", "Bo")
    );
    assert_eq!((changes[0].since, changes[0].at), (Some(at(1)), at(7)));
    assert_eq!(changes[1].kind, MemberEventKind::Updated);
    assert_eq!(
        (changes[1].old.as_str(), changes[1].at),
        ("nickname", at(6))
    );
}

#[test]
fn a_page_of_a_reading_that_was_begun_anew_is_refused() {
    let temp = tempfile::tempdir().unwrap();
    let mut cache = cache(&temp);
    let old = cache.begin_members(&site(), at(1), true, None).unwrap();
    cache.begin_members(&site(), at(2), true, None).unwrap();
    let members = [member("a", "Ana")];
    let late = MembersPage {
        members: &members,
        at: at(3),
        total: None,
        part: Part::Everybody {
            generation: old,
            done: 1,
            anchor: None,
        },
    };
    let refused = cache.put_members(&site(), &late);
    assert!(matches!(refused, Err(StoreError::Superseded { .. })));
    assert!(shown(&mut cache).is_empty());
    let end = End::complete(at(3));
    assert!(cache.finish_members(&site(), old, &end).is_err());
}

#[test]
fn a_poorer_answer_takes_nothing_away_and_is_no_change() {
    let temp = tempfile::tempdir().unwrap();
    let mut cache = cache(&temp);
    whole(&mut cache, 1, &[member("a", "Ana")]);
    let poor = Member {
        nickname: "Ana".to_owned(),
        ..Member::bare("a".into())
    };
    look(&mut cache, 2, std::slice::from_ref(&poor));
    let (kept, told) = cache.member(&site(), &"a".into()).unwrap().unwrap();
    assert_eq!((kept, told), (member("a", "Ana"), at(2)));
    assert_eq!(cache.member_changes(&site(), 9).unwrap().1, 0);
    let blocked = Member {
        status: MemberStatus::Blocked,
        slug: "ana".to_owned(),
        ..poor
    };
    look(&mut cache, 3, &[blocked]);
    let (kept, _) = cache.member(&site(), &"a".into()).unwrap().unwrap();
    assert_eq!(
        (kept.status, kept.privacy),
        (MemberStatus::Blocked, Privacy::Private)
    );
    let (changes, _) = cache.member_changes(&site(), 9).unwrap();
    let [one] = changes.as_slice() else {
        panic!("one change: {changes:?}");
    };
    assert_eq!(
        (one.old.as_str(), one.new.as_str()),
        ("Approved", "Blocked")
    );
    assert_eq!((one.since, one.at), (Some(at(2)), at(3)));
}

#[test]
fn who_is_found_before_everybody_was_read_is_no_news_and_afterwards_is() {
    let temp = tempfile::tempdir().unwrap();
    let mut cache = cache(&temp);
    look(&mut cache, 1, &[member("a", "Ana")]);
    whole(&mut cache, 2, &[member("a", "Ana"), member("b", "Bo")]);
    assert_eq!(cache.member_changes(&site(), 9).unwrap().1, 0);
    let members = [member("n", "Nia")];
    let page = MembersPage {
        members: &members,
        at: at(3),
        total: Some(3),
        part: Part::Newest,
    };
    let filed = cache.put_members(&site(), &page).unwrap();
    assert_eq!((filed.new, filed.changed), (1, 0));
    cache
        .newest_members_read(&site(), at(3), Some(7), None)
        .unwrap();
    let state = cache.members_state(&site()).unwrap().unwrap();
    assert_eq!(
        (state.newest_at, state.full_at, state.kept),
        (Some(at(3)), Some(at(2)), 3)
    );
    assert_eq!(state.newest, Some(7));
    let (changes, _) = cache.member_changes(&site(), 9).unwrap();
    assert_eq!(changes[0].kind, MemberEventKind::Created);
    assert_eq!((changes[0].since, changes[0].at), (Some(at(2)), at(3)));
    assert!(
        cache
            .remove_site_member(&site(), &"n".into(), at(4))
            .unwrap()
    );
    assert!(
        !cache
            .remove_site_member(&site(), &"n".into(), at(4))
            .unwrap()
    );
    assert_eq!(shown(&mut cache).len(), 2);
    assert_eq!(cache.members_state(&site()).unwrap().unwrap().kept, 2);
}

#[test]
fn sites_do_not_mix_and_blocks_that_were_damaged_are_made_again() {
    let temp = tempfile::tempdir().unwrap();
    let mut cache = cache(&temp);
    let many: Vec<Member> = (0..2_500)
        .map(|n| member(&format!("m{n}"), &format!("N {n}")))
        .collect();
    whole(&mut cache, 1, &many);
    let other = SiteId::new("site-2");
    let members = [member("m7", "Someone else")];
    let page = MembersPage {
        members: &members,
        at: at(2),
        total: None,
        part: Part::Look,
    };
    cache.put_members(&other, &page).unwrap();
    assert_eq!(shown(&mut cache).len(), 2_500);
    drop(cache);
    let path = temp.path().join("cache.sqlite");
    #[expect(clippy::disallowed_methods, reason = "a stranger touches the file")]
    let raw = rusqlite::Connection::open(&path).unwrap();
    let blocks: i64 = raw
        .query_row("SELECT count(*) FROM member_block", [], |r| r.get(0))
        .unwrap();
    assert_eq!(blocks, 3);
    raw.execute("UPDATE member_block SET rows = x'01ff00'", [])
        .unwrap();
    drop(raw);
    let (mut cache, _) = Cache::open(&path, at(3)).unwrap();
    let all = shown(&mut cache);
    assert_eq!(all.len(), 2_500);
    assert_eq!(all[2_499], (2_499, "N 2499".to_owned()));
    let states = cache.members_states().unwrap();
    assert_eq!(states.len(), 2);
    drop(cache);
    // A reader shows the same and writes nothing.
    let mut reader = Cache::open_read_only(&path).unwrap();
    assert_eq!(shown(&mut reader).len(), 2_500);
    drop(reader);
    let (mut cache, _) = Cache::open(&path, at(4)).unwrap();
    cache.clear().unwrap();
    assert!(shown(&mut cache).is_empty());
    assert_eq!(cache.members_states().unwrap(), []);
}
