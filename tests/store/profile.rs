//! A profile's files opened together.

use crate::support::{at, data, listing, member, outcome, profile, team};
use gatehouse::journal::Sink as _;
use gatehouse::store::{
    End, ProfileLock, ProfileStore, Set, StoreError, Told, newest_backup, restore_ledger,
};
use std::fs;

#[test]
fn a_second_handle_finds_it_busy() {
    let (_temp, dir) = data();
    let (first, _) = ProfileStore::open(&dir, &profile(), at(0)).unwrap();
    let error = ProfileStore::open(&dir, &profile(), at(0)).unwrap_err();
    let StoreError::Busy { pid, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(pid, Some(std::process::id()));
    let text = error.to_string();
    assert!(text.contains(&std::process::id().to_string()), "{text}");
    drop(first);
    let (again, _) = ProfileStore::open(&dir, &profile(), at(0)).unwrap();
    assert!(!again.is_read_only());
}

#[test]
fn a_lock_file_of_a_dead_process_is_no_obstacle() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("lock");
    fs::write(&path, "4000000000\nleft over from another time\n").unwrap();
    let lock = ProfileLock::take(&path).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        format!("{}\n", std::process::id())
    );
    drop(lock);
}

#[test]
fn a_reader_sees_what_a_writer_has_and_changes_nothing() {
    let (_temp, dir) = data();
    let (mut writer, _) = ProfileStore::open(&dir, &profile(), at(0)).unwrap();
    let all = team(&[member("u1", "Ana")], &[]);
    writer
        .cache
        .replace(Set::team(), &all, &End::complete(at(0)))
        .unwrap();
    writer.ledger.set_value("a", &1).unwrap();
    writer.journal.commit(at(0), outcome("r1", 0)).unwrap();

    let (mut reader, told) = ProfileStore::open_read_only(&dir, &profile()).unwrap();
    assert_eq!(told, []);
    assert!(reader.is_read_only() && !reader.journal.can_write());
    assert_eq!(reader.cache.team().unwrap().0, all);
    assert_eq!(reader.ledger.value::<u8>("a").unwrap(), Some(1));
    assert_eq!(reader.journal.tail(5).unwrap().len(), 1);
    assert!(reader.ledger.set_value("a", &2).is_err());
    assert!(reader.cache.clear().is_err());
    assert!(reader.journal.commit(at(1), outcome("r1", 1)).is_err());

    all.members
        .iter()
        .for_each(|m| writer.cache.put_member(m).unwrap());
    writer.journal.commit(at(1), outcome("r1", 1)).unwrap();
}

#[test]
fn a_reader_of_a_profile_that_was_never_opened_makes_no_files() {
    let (_temp, dir) = data();
    let (reader, told) = ProfileStore::open_read_only(&dir, &profile()).unwrap();
    assert_eq!(told, []);
    assert!(reader.journal.tail(5).unwrap().is_empty());
    assert!(reader.cache.team().unwrap().1.is_none());
    assert_eq!(listing(dir.path()), Vec::<String>::new());
}

#[test]
fn a_damaged_cache_is_told_and_the_rest_opens() {
    let (_temp, dir) = data();
    let place = dir.profile(&profile());
    drop(ProfileStore::open(&dir, &profile(), at(0)).unwrap());
    fs::write(place.cache(), vec![b'x'; 5000]).unwrap();
    let (reader, told) = ProfileStore::open_read_only(&dir, &profile()).unwrap();
    assert!(matches!(told[..], [Told::CacheSkipped { .. }]), "{told:?}");
    assert!(reader.cache.team().unwrap().1.is_none());
    let (_store, told) = ProfileStore::open(&dir, &profile(), at(0)).unwrap();
    let [Told::CacheRebuilt { kept, .. }] = &told[..] else {
        panic!("{told:?}");
    };
    assert_eq!(fs::read(kept).unwrap(), vec![b'x'; 5000]);
    assert!(told[0].to_string().contains("cache.sqlite.broken-1"));
}

#[test]
fn a_damaged_ledger_is_refused_until_its_backup_is_put_back() {
    let (_temp, dir) = data();
    let place = dir.profile(&profile());
    let (mut store, _) = ProfileStore::open(&dir, &profile(), at(0)).unwrap();
    store.ledger.set_value("kept", &"yes").unwrap();
    store.ledger.back_up(at(1)).unwrap();
    let copy = newest_backup(&place.ledger()).unwrap();
    let error = restore_ledger(&dir, &profile(), &copy).unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    drop(store);
    fs::write(place.ledger(), vec![b'x'; 5000]).unwrap();
    for _ in 0..2 {
        let error = ProfileStore::open(&dir, &profile(), at(2)).unwrap_err();
        let StoreError::Damaged { backup, .. } = error else {
            panic!("{error}");
        };
        assert_eq!(backup, Some(copy.clone()));
    }
    let spoilt = place.backups().join("ledger-spoilt.sqlite");
    for bytes in ["", "nothing"] {
        fs::write(&spoilt, bytes).unwrap();
        assert!(restore_ledger(&dir, &profile(), &spoilt).is_err());
    }
    assert_eq!(fs::read(place.ledger()).unwrap(), vec![b'x'; 5000]);

    let kept = restore_ledger(&dir, &profile(), &copy).unwrap();
    assert!(kept.ends_with("ledger.sqlite.damaged-1"));
    assert_eq!(fs::read(kept).unwrap(), vec![b'x'; 5000]);
    let (store, _) = ProfileStore::open(&dir, &profile(), at(3)).unwrap();
    assert_eq!(
        store.ledger.value::<String>("kept").unwrap().as_deref(),
        Some("yes")
    );
    assert!(copy.exists(), "the copy stays");
}
