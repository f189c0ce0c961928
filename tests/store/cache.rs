//! Data sets of the cache.

use crate::support::{assignment, at, cache, invite, member, names, team};
use gatehouse::access::{
    Account, AccountStatus, ChildAccount, Extra, Folder, Role, RoleLimit, Site, Team,
};
use gatehouse::store::{Cache, End, Set, StoreError};
use serde_json::json;
use tempfile::tempdir;

fn site(id: &str, name: &str) -> Site {
    Site {
        name: name.to_owned(),
        ..Site::bare(id.into())
    }
}

#[test]
fn a_whole_team_comes_back_in_its_order() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    assert_eq!(cache.team().unwrap(), (Team::default(), None));
    let mut zoe = member("u9", "Zoe");
    zoe.assignments = vec![assignment("6642345101181663232")];
    zoe.extra
        .insert("planet".to_owned(), json!({ "moons": [1, 2] }));
    let all = team(
        &[zoe, member("u1", "Ana"), member("u5", "Mo")],
        &[invite("i2", "b@n.example"), invite("i1", "a@n.example")],
    );
    let meta = cache
        .replace(Set::team(), &all, &End::complete(at(1)))
        .unwrap()
        .unwrap();
    assert_eq!((meta.rows, meta.pages, meta.complete), (5, 1, true));
    assert_eq!((meta.read_at, meta.last_complete), (at(1), Some(at(1))));
    assert_eq!(cache.team().unwrap(), (all, Some(meta)));
}

#[test]
fn it_is_there_after_opening_again() {
    let temp = tempdir().unwrap();
    let mut first = cache(&temp);
    let all = team(&[member("u1", "Ana")], &[]);
    first
        .replace(Set::team(), &all, &End::complete(at(1)))
        .unwrap();
    drop(first);
    let path = temp.path().join("cache.sqlite");
    let mut reader = Cache::open_read_only(&path).unwrap();
    assert_eq!(reader.team().unwrap().0, all);
    let error = reader.clear().unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
}

#[test]
fn an_interrupted_reading_keeps_the_old_rows() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let old = team(
        &[member("u1", "Ana"), member("u2", "Bo"), member("u3", "Cy")],
        &[],
    );
    cache
        .replace(Set::team(), &old, &End::complete(at(0)))
        .unwrap();

    let mut reading = cache.begin(Set::team(), at(5)).unwrap();
    let page = team(&[member("u4", "Di"), member("u2", "Bob")], &[]);
    cache.put_page(&mut reading, &page).unwrap();
    // This is also what a program that ended here would find.
    let meta = cache.team().unwrap().1.unwrap();
    assert!(!meta.complete);
    assert_eq!(meta.note.as_deref(), Some("The last reading was cut off"));
    assert_eq!((meta.read_at, meta.last_complete), (at(0), Some(at(0))));

    let end = End::cut_off(at(6), "Page 2 could not be read");
    let meta = cache.finish(reading, &end).unwrap().unwrap();
    assert_eq!((meta.complete, meta.rows, meta.pages), (false, 4, 1));
    assert_eq!((meta.read_at, meta.last_complete), (at(6), Some(at(0))));
    assert_eq!(meta.note.as_deref(), Some("Page 2 could not be read"));
    let (now, _) = cache.team().unwrap();
    assert_eq!(names(&now), ["Di", "Bob", "Ana", "Cy"]);
}

#[test]
fn a_finished_reading_removes_what_it_did_not_tell() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let old = team(
        &[member("u1", "Ana"), member("u2", "Bo")],
        &[invite("i1", "x@n.example")],
    );
    cache
        .replace(Set::team(), &old, &End::complete(at(0)))
        .unwrap();
    let mut reading = cache.begin(Set::team(), at(1)).unwrap();
    for page in [
        team(&[member("u3", "Cy")], &[]),
        team(&[member("u1", "")], &[]),
    ] {
        cache.put_page(&mut reading, &page).unwrap();
    }
    assert_eq!((reading.pages(), reading.rows()), (2, 2));
    let meta = cache
        .finish(reading, &End::complete(at(2)))
        .unwrap()
        .unwrap();
    assert_eq!(
        (meta.complete, meta.rows, meta.pages, meta.note),
        (true, 2, 2, None)
    );
    let (now, _) = cache.team().unwrap();
    assert_eq!(
        names(&now),
        ["Cy", "Ana"],
        "an absent name keeps the known one"
    );
    assert!(now.invites.is_empty());
}

#[test]
fn a_reading_that_brought_nothing_leaves_all_as_it_was() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let reading = cache.begin(Set::team(), at(0)).unwrap();
    let meta = cache
        .finish(reading, &End::cut_off(at(0), "No network"))
        .unwrap();
    assert_eq!(meta, None, "nothing was ever read");
    let old = team(&[member("u1", "Ana")], &[]);
    cache
        .replace(Set::team(), &old, &End::complete(at(1)))
        .unwrap();
    let reading = cache.begin(Set::team(), at(2)).unwrap();
    let meta = cache
        .finish(reading, &End::cut_off(at(3), "No network"))
        .unwrap();
    let meta = meta.unwrap();
    assert!(meta.complete, "as whole and as old as before");
    assert_eq!(meta.read_at, at(1));
    assert_eq!(meta.note.as_deref(), Some("No network"));
    assert_eq!(cache.team().unwrap().0, old);
}

#[test]
fn an_empty_team_that_was_read_to_its_end_is_empty() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let old = team(&[member("u1", "Ana")], &[]);
    cache
        .replace(Set::team(), &old, &End::complete(at(1)))
        .unwrap();
    let meta = cache
        .replace(Set::team(), &Team::default(), &End::complete(at(2)))
        .unwrap();
    assert_eq!(meta.unwrap().rows, 0);
    assert_eq!(cache.team().unwrap().0, Team::default());
}

#[test]
fn a_newer_reading_drops_the_older_one() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let mut old = cache.begin(Set::team(), at(0)).unwrap();
    let new = cache.begin(Set::team(), at(1)).unwrap();
    let error = cache.put_page(&mut old, &Team::default()).unwrap_err();
    assert!(matches!(error, StoreError::Superseded { .. }), "{error}");
    let error = cache.finish(old, &End::complete(at(2))).unwrap_err();
    assert!(matches!(error, StoreError::Superseded { .. }), "{error}");
    cache.finish(new, &End::complete(at(2))).unwrap();
    let mut old = cache.begin(Set::team(), at(3)).unwrap();
    cache.clear().unwrap();
    assert!(cache.put_page(&mut old, &Team::default()).is_err());
    assert_eq!(cache.team().unwrap(), (Team::default(), None));
}

#[test]
fn a_member_read_by_itself_keeps_its_place() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let old = team(&[member("u1", "Ana"), member("u2", "Bo")], &[]);
    let meta = cache
        .replace(Set::team(), &old, &End::complete(at(0)))
        .unwrap();
    let mut ana = member("u1", "");
    ana.assignments = vec![assignment("6642345101181663232")];
    cache.put_member(&ana).unwrap();
    cache.put_member(&member("u3", "Cy")).unwrap();
    cache.put_invite(&invite("i1", "x@n.example")).unwrap();
    let (now, later) = cache.team().unwrap();
    assert_eq!(names(&now), ["Ana", "Bo", "Cy"]);
    assert_eq!(now.members[0].assignments.len(), 1);
    assert_eq!(now.invites.len(), 1);
    assert_eq!(
        later.map(|m| (m.read_at, m.complete)),
        meta.map(|m| (m.read_at, m.complete))
    );
    assert!(cache.remove_member(&"u1".into()).unwrap());
    assert!(!cache.remove_member(&"u1".into()).unwrap());
    assert!(cache.remove_invite(&"i1".into()).unwrap());
    let (now, _) = cache.team().unwrap();
    assert_eq!(names(&now), ["Bo", "Cy"]);
    assert!(now.invites.is_empty());
}

#[test]
fn a_member_added_during_a_reading_stays() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let mut reading = cache.begin(Set::team(), at(0)).unwrap();
    cache
        .put_page(&mut reading, &team(&[member("u1", "Ana")], &[]))
        .unwrap();
    cache.put_member(&member("u2", "New")).unwrap();
    cache.finish(reading, &End::complete(at(1))).unwrap();
    assert_eq!(names(&cache.team().unwrap().0), ["Ana", "New"]);
}

#[test]
fn sites_move_and_keep_what_is_not_told() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let mut shop = site("s1", "shop");
    shop.display_name = "Shop".to_owned();
    shop.folder = Some("f1".into());
    shop.trashed_at = Some(at(0));
    shop.url = Some("https://shop.example".to_owned());
    shop.premium = Some(true);
    cache
        .replace(Set::sites(), &[shop.clone()][..], &End::complete(at(0)))
        .unwrap();
    cache
        .replace(Set::sites(), &[site("s1", "")][..], &End::complete(at(1)))
        .unwrap();
    let (sites, meta) = cache.sites().unwrap();
    assert_eq!(sites[0].label(), "Shop");
    assert_eq!(sites[0].premium, Some(true));
    assert_eq!(sites[0].folder, None, "an absent folder is the root");
    assert_eq!(sites[0].trashed_at, None, "it is out of the trash");
    assert_eq!(sites[0].url, None, "it is not published");
    assert_eq!(meta.unwrap().name, "sites");
}

#[test]
fn the_other_data_sets_come_back() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let end = End::complete(at(0));
    let role = |title: &str| Role {
        id: "1".into(),
        title: title.to_owned(),
        description: String::new(),
        limit: RoleLimit::NotAtSite,
        custom: false,
        extra: Extra::new(),
    };
    let folder = Folder {
        id: "f1".into(),
        name: "Clients".to_owned(),
        parent: None,
        site_count: Some(3),
        extra: Extra::new(),
    };
    let child = ChildAccount {
        id: "c1".into(),
        extra: Extra::new(),
    };
    let account = Account {
        id: "a1".into(),
        slug: "n".to_owned(),
        name: "Northlight".to_owned(),
        status: AccountStatus::Active,
        owner: None,
        is_team: Some(true),
        parent: None,
        website: None,
        co_branding: None,
        created_at: None,
        updated_at: None,
        extra: Extra::new(),
    };
    cache
        .replace(Set::roles("en"), &[role("Billing")][..], &end)
        .unwrap();
    cache
        .replace(Set::roles("de"), &[role("Rechnungen")][..], &end)
        .unwrap();
    cache
        .replace(Set::folders(), &[folder.clone()][..], &end)
        .unwrap();
    cache
        .replace(Set::children(), &[child.clone()][..], &end)
        .unwrap();
    cache.replace(Set::account(), &account, &end).unwrap();
    assert_eq!(cache.roles("en").unwrap().0, [role("Billing")]);
    assert_eq!(cache.roles("de").unwrap().0, [role("Rechnungen")]);
    assert_eq!(cache.roles("fr").unwrap(), (vec![], None));
    assert_eq!(cache.folders().unwrap().0, [folder]);
    assert_eq!(cache.children().unwrap().0, [child]);
    assert_eq!(cache.account().unwrap().0, Some(account));
    assert_eq!(cache.meta(&Set::account()).unwrap().unwrap().rows, 1);
}

#[test]
fn a_row_of_another_shape_is_told_and_the_next_reading_heals_it() {
    let temp = tempdir().unwrap();
    let mut cache = cache(&temp);
    let all = team(&[member("u1", "Ana")], &[]);
    cache
        .replace(Set::team(), &all, &End::complete(at(0)))
        .unwrap();
    let path = temp.path().join("cache.sqlite");
    let raw =
        rusqlite::Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE)
            .unwrap();
    raw.execute("UPDATE item SET body = '{}'", []).unwrap();
    let error = cache.team().unwrap_err();
    assert!(matches!(error, StoreError::Content { .. }), "{error}");
    cache
        .replace(Set::team(), &all, &End::complete(at(1)))
        .unwrap();
    assert_eq!(cache.team().unwrap().0, all);
}
