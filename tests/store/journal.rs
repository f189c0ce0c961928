//! The journal's file in good times.

use crate::support::{at, outcome};
use gatehouse::journal::{Head, Intent, Record, RequestHash, RunId, Sink as _, permit};
use gatehouse::store::{Expected, JournalFile, OpenRun, verify_journal};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

fn journal() -> (TempDir, PathBuf, JournalFile) {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("journal.log");
    let (file, told) = JournalFile::open(&path, at(0)).unwrap();
    assert_eq!(told, []);
    (temp, path, file)
}

fn started(run: &str) -> Record {
    Record::RunStarted {
        run: RunId::new(run),
        title: format!("Title of {run}"),
        lines: 3,
        plan: "00".to_owned(),
    }
}

fn ended(run: &str) -> Record {
    Record::RunEnded {
        run: RunId::new(run),
        how: "done".to_owned(),
    }
}

fn intent(run: &str, lines: &[u32]) -> Intent {
    Intent {
        run: RunId::new(run),
        lines: lines.to_vec(),
        method: "POST".to_owned(),
        path: "/roles/v1".to_owned(),
        request: RequestHash::of("POST", "/roles/v1", "a1", b"{}"),
        what: "Give Ana a role".to_owned(),
    }
}

#[test]
fn entries_are_on_disk_when_the_call_returns() {
    let (_temp, path, mut file) = journal();
    let request = RequestHash::of("POST", "/roles/v1", "a1", b"{}");
    let leave = permit(&mut file, at(1), intent("r1", &[0])).unwrap();
    assert_eq!(leave.seq(), 1);
    assert!(leave.covers(&request));
    let entry = file.commit(at(2), outcome("r1", 0)).unwrap();
    assert_eq!((entry.seq, entry.at), (2, at(2)));
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 2);
    let head = file.head();
    drop(file);
    let (mut file, told) = JournalFile::open(&path, at(3)).unwrap();
    assert_eq!((told, file.head()), (vec![], head));
    file.commit(at(3), outcome("r1", 1)).unwrap();
    let report = verify_journal(&path, Some(file.head())).unwrap();
    assert!(report.is_sound());
    assert_eq!(report.head.count, 3);
    assert_eq!(report.bytes, fs::metadata(&path).unwrap().len());
}

#[test]
fn any_part_can_be_read_of_twenty_thousand_lines() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("journal.log");
    let mut text = String::new();
    let mut head = Head::default();
    for n in 0..20_000 {
        let line = gatehouse::journal::encode(head, at(n), outcome("r1", n as u32)).unwrap();
        text.push_str(&line.text);
        head = line.head;
    }
    fs::write(&path, text).unwrap();
    let (mut file, _) = JournalFile::open(&path, at(0)).unwrap();
    assert_eq!(file.head(), head);
    for _ in 0..3 {
        file.commit(at(1), outcome("r1", 0)).unwrap();
    }
    let seqs = |from, limit| -> Vec<u64> {
        let found = file.entries(from, limit).unwrap();
        found.into_iter().map(|e| e.seq).collect()
    };
    for from in [1, 2, 1023, 1024, 1025, 1026, 10_000, 19_456, 20_000] {
        assert_eq!(seqs(from, 3), [from, from + 1, from + 2]);
    }
    assert_eq!(seqs(0, 2), [1, 2]);
    assert_eq!(seqs(20_002, 10), [20_002, 20_003]);
    assert!(seqs(20_004, 10).is_empty() && seqs(1, 0).is_empty());
    assert_eq!(seqs(1, usize::MAX).len(), 20_003);
    let tail: Vec<u64> = file.tail(2).unwrap().iter().map(|e| e.seq).collect();
    assert_eq!(tail, [20_002, 20_003]);
    assert_eq!(file.tail(usize::MAX).unwrap().len(), 20_003);
    assert!(verify_journal(&path, Some(head)).unwrap().is_sound());
}

fn open_lines(runs: &[OpenRun]) -> Vec<(String, bool, Vec<u32>)> {
    let of = |r: &OpenRun| {
        let open: BTreeSet<u32> = r
            .intents
            .iter()
            .flat_map(|i| i.open_lines.clone())
            .collect();
        (
            r.run.to_string(),
            r.ended.is_some(),
            open.into_iter().collect(),
        )
    };
    runs.iter().map(of).collect()
}

#[test]
fn what_is_open_is_listed_and_survives_opening_again() {
    let (_temp, path, mut file) = journal();
    let commits = [
        started("r2"),
        Record::Intent(intent("r2", &[0, 1])),
        outcome("r2", 0),
        started("r1"),
        Record::Intent(intent("r1", &[0])),
        outcome("r1", 0),
        ended("r1"),
        started("r3"),
        Record::Intent(intent("r3", &[2])),
        ended("r3"),
        started("r4"),
    ];
    for (n, record) in (0..).zip(commits) {
        file.commit(at(n), record).unwrap();
    }
    let wanted = [
        ("r2".to_owned(), false, vec![1]),
        ("r3".to_owned(), true, vec![2]),
        ("r4".to_owned(), false, vec![]),
    ];
    assert_eq!(open_lines(&file.unfinished()), wanted);
    drop(file);
    let (mut file, _) = JournalFile::open(&path, at(20)).unwrap();
    let open = file.unfinished();
    assert_eq!(open_lines(&open), wanted);
    assert_eq!(open[0].title.as_deref(), Some("Title of r2"));
    assert_eq!((open[0].lines, open[0].started), (3, Some(at(0))));
    assert_eq!(open[0].intents[0].seq, 2);
    assert_eq!(open[0].intents[0].intent, intent("r2", &[0, 1]));
    file.commit(at(21), outcome("r3", 2)).unwrap();
    file.commit(at(22), ended("r4")).unwrap();
    file.commit(at(23), ended("r2")).unwrap();
    file.commit(at(24), outcome("r2", 1)).unwrap();
    assert_eq!(file.unfinished(), []);
}

#[test]
fn a_receipt_shows_what_became_of_the_file() {
    let (_temp, path, mut file) = journal();
    let mut heads = vec![file.head()];
    for n in 0..4 {
        file.commit(at(n), outcome("r1", 0)).unwrap();
        heads.push(file.head());
    }
    for head in &heads {
        let report = verify_journal(&path, Some(*head)).unwrap();
        assert_eq!(report.expected, Some(Expected::Found));
    }
    let text = fs::read_to_string(&path).unwrap();
    let three: String = text.split_inclusive('\n').take(3).collect();
    fs::write(&path, three).unwrap();
    let report = verify_journal(&path, Some(heads[4])).unwrap();
    assert_eq!(report.problem, None, "what is left is sound by itself");
    assert_eq!(report.expected, Some(Expected::CutOff));
    assert!(!report.is_sound());
    let report = verify_journal(&path, Some(heads[3])).unwrap();
    assert!(report.is_sound());
    let mut other = heads[2];
    other.hash = heads[3].hash;
    let report = verify_journal(&path, Some(other)).unwrap();
    assert_eq!(report.expected, Some(Expected::Other));
    assert!(verify_journal(&path.with_extension("gone"), None).is_err());
}

#[test]
fn nothing_is_written_into_a_file_that_changed_or_went() {
    let (_temp, path, mut file) = journal();
    file.commit(at(0), outcome("r1", 0)).unwrap();
    let whole = fs::read(&path).unwrap();
    let longer = [&whole[..], b"stranger\n"].concat();
    fs::write(&path, &longer).unwrap();
    let error = file.commit(at(1), outcome("r1", 1)).unwrap_err();
    assert!(
        error.to_string().contains("something else changed"),
        "{error}"
    );
    assert_eq!(fs::read(&path).unwrap(), longer);
    fs::write(&path, &whole).unwrap();
    assert_eq!(file.commit(at(1), outcome("r1", 1)).unwrap().seq, 2);
    #[cfg(unix)]
    {
        fs::remove_file(&path).unwrap();
        let error = file.commit(at(2), outcome("r1", 2)).unwrap_err();
        assert!(error.to_string().contains("was removed"), "{error}");
        assert_eq!(file.head().count, 2);
    }
}
