//! Reviews are in the ledger: they outlive the cache, and what was said in them is only added to.

use crate::support::{at, data, profile};
use gatehouse::access::Reach;
use gatehouse::access::review::{
    Campaign, Context, Drawn, Item, Matter, Scope, Standing, Verdict, Word,
};
use gatehouse::store::{DataDir, Kind, Ledger, ProfileStore};

fn campaign(id: &str, snapshot: &str) -> Campaign {
    Campaign {
        id: id.to_owned(),
        name: format!("Review {id}"),
        scope: Scope::default(),
        snapshot: snapshot.to_owned(),
        snapshot_at: at(0),
        gaps: vec!["Roles: never read".to_owned()],
        reviewer: "ana".to_owned(),
        made: at(1),
        due: None,
        repeat_days: Some(90),
        follows: None,
        drawn: Drawn::default(),
    }
}

fn items(n: usize) -> Vec<Item> {
    let item = |n: usize| Item {
        matter: Matter::Assignment(format!("u{n}").into(), "r".into(), Reach::Account),
        name: format!("Person {n}"),
        address: String::new(),
        roles: vec!["r".into()],
        titles: vec!["Role".to_owned()],
        place: "Whole account".to_owned(),
        locations: Vec::new(),
        state: String::new(),
        context: Context::UNKNOWN,
        worth: Vec::new(),
    };
    (0..n).map(item).collect()
}

fn keep(items: &[u32]) -> Word {
    Word::Decided {
        items: items.to_vec(),
        verdict: Verdict::Keep,
        reason: String::new(),
    }
}

fn open(dir: &DataDir) -> ProfileStore {
    ProfileStore::open(dir, &profile(), at(0)).unwrap().0
}

#[test]
fn throwing_the_cache_away_loses_no_review_and_no_decision() {
    let (_temp, dir) = data();
    let mut store = open(&dir);
    let first = campaign("c1", "s1");
    store.ledger.insert_review(&first, &items(30)).unwrap();
    store
        .ledger
        .insert_review(&campaign("c2", "s2"), &items(3))
        .unwrap();
    assert!(
        store.ledger.insert_review(&first, &items(1)).is_err(),
        "ids are unique"
    );
    let say = |store: &mut ProfileStore, word| {
        let said = store.ledger.say_in_review("c1", at(2), "ben", word);
        said.unwrap().number
    };
    say(&mut store, keep(&[0, 1]));
    let second = say(&mut store, keep(&[2]));
    say(&mut store, Word::Undone { entry: second });
    let proved = Word::Proved {
        snapshot: "s9".to_owned(),
        at: at(3),
    };
    say(&mut store, proved);
    drop(store);

    let files = dir.profile(&profile());
    for name in ["cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm"] {
        let beside = files.cache().with_file_name(name);
        std::fs::remove_file(beside).unwrap_or_default();
    }
    let mut store = open(&dir);
    let all = store.ledger.reviews().unwrap();
    let all: Vec<(&str, usize)> = all.iter().map(|(c, n)| (c.id.as_str(), *n)).collect();
    assert_eq!(all, [("c2", 3), ("c1", 30)]);
    let (kept, there) = store.ledger.review("c1").unwrap().unwrap();
    assert_eq!((kept, there), (first, items(30)));
    let entries = store.ledger.review_entries("c1").unwrap();
    assert_eq!(entries.len(), 4);
    assert_eq!((entries[0].at, entries[0].by.as_str()), (at(2), "ben"));
    let standing = Standing::of(&entries);
    assert_eq!(standing.counts(30).keep, 2);
    let held = store.ledger.snapshots_of_reviews().unwrap();
    assert_eq!(held.into_iter().collect::<Vec<_>>(), ["s1", "s2", "s9"]);
    // Only a review in which nothing was said can be deleted.
    assert!(!store.ledger.delete_review("c1").unwrap());
    assert!(store.ledger.delete_review("c2").unwrap());
    assert_eq!(store.ledger.reviews().unwrap().len(), 1);
    assert!(
        store
            .ledger
            .say_in_review("c2", at(2), "", keep(&[0]))
            .is_err()
    );
}

#[test]
fn what_was_said_cannot_be_changed_or_taken_out() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("ledger.sqlite");
    let mut ledger = Ledger::open(&path, at(0)).unwrap();
    ledger
        .insert_review(&campaign("c1", "s1"), &items(1))
        .unwrap();
    ledger
        .say_in_review("c1", at(2), "ben", keep(&[0]))
        .unwrap();
    drop(ledger);
    let conn = gatehouse::store::open(&path, Kind::Ledger, at(0)).unwrap();
    for sql in [
        "UPDATE review_entry SET person = 'eve'",
        "DELETE FROM review_entry",
        "DELETE FROM review",
    ] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
    drop(conn);
    let ledger = Ledger::open(&path, at(0)).unwrap();
    assert_eq!(ledger.review_entries("c1").unwrap().len(), 1);
}
