//! The journal's file after power cuts and strange hands.

use crate::support::{at, listing, outcome, put};
use gatehouse::journal::{ChainError, Record, Sink as _};
use gatehouse::store::{JournalFile, Told, verify_journal};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const LINES: u64 = 4;

fn written() -> (TempDir, Vec<u8>) {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("journal.log");
    let (mut file, _) = JournalFile::open(&path, at(0)).unwrap();
    for n in 0..LINES as u32 {
        file.commit(at(n.into()), outcome("r1", n)).unwrap();
    }
    let bytes = fs::read(&path).unwrap();
    (temp, bytes)
}

fn start_of_last(bytes: &[u8]) -> usize {
    let body = &bytes[..bytes.len() - 1];
    body.iter().rposition(|b| *b == b'\n').unwrap() + 1
}

#[test]
fn a_torn_last_line_is_cut_saved_and_told_wherever_it_was_torn() {
    let (temp, bytes) = written();
    let start = start_of_last(&bytes);
    for cut in start + 1..bytes.len() {
        let path = temp.path().join(format!("at-{cut}")).join("journal.log");
        let folder = path.parent().unwrap();
        fs::create_dir(folder).unwrap();
        put(&path, &bytes[..cut]);

        let (reader, told) = JournalFile::open_read_only(&path).unwrap();
        assert_eq!((told, reader.problem()), (vec![], None));
        assert_eq!(reader.head().count, LINES - 1);
        assert_eq!(
            fs::read(&path).unwrap(),
            &bytes[..cut],
            "a reader cuts nothing"
        );

        let (file, told) = JournalFile::open(&path, at(9)).unwrap();
        let saved = folder.join("journal.torn-1");
        let wanted = Told::JournalCut {
            saved: saved.clone(),
            bytes: (cut - start) as u64,
        };
        assert_eq!(told, [wanted]);
        assert_eq!(fs::read(&saved).unwrap(), &bytes[start..cut]);
        let last = file.tail(1).unwrap();
        let Record::Repaired { note } = &last[0].record else {
            panic!("{last:?}");
        };
        assert!(note.contains("journal.torn-1"), "{note}");
        assert_eq!((last[0].seq, last[0].at), (LINES, at(9)));
        let (_, told) = JournalFile::open(&path, at(10)).unwrap();
        assert_eq!(told, [], "only once");
        assert!(verify_journal(&path, Some(file.head())).unwrap().is_sound());
    }
}

#[test]
fn blocks_that_never_reached_the_disk_count_as_torn() {
    let (temp, bytes) = written();
    let path = temp.path().join("journal.log");
    let start = start_of_last(&bytes);
    let mut holed = bytes.clone();
    holed[start..start + 20].fill(0);
    let mut zeros = bytes.clone();
    zeros.extend([0; 4096]);
    for (n, spoilt, left) in [(1, holed, LINES - 1), (2, zeros, LINES)] {
        fs::write(&path, spoilt).unwrap();
        let (file, told) = JournalFile::open(&path, at(9)).unwrap();
        assert!(matches!(told[..], [Told::JournalCut { .. }]), "{told:?}");
        assert_eq!(file.head().count, left + 1);
        assert!(listing(temp.path()).contains(&format!("journal.torn-{n}")));
    }
}

#[cfg(unix)]
#[test]
fn saved_pieces_are_private() {
    let (temp, bytes) = written();
    let path = temp.path().join("journal.log");
    fs::write(&path, &bytes[..bytes.len() - 3]).unwrap();
    JournalFile::open(&path, at(9)).unwrap();
    assert_eq!(
        crate::support::mode(&temp.path().join("journal.torn-1")),
        0o600
    );
}

/// Opens a file with a line that is not as it was written, and expects that nothing is lost.
fn expect_broken(path: &Path, line: u64, error: &ChainError) {
    let before = fs::read(path).unwrap();
    let (mut file, told) = JournalFile::open(path, at(9)).unwrap();
    let problem = file.problem().cloned().unwrap();
    assert_eq!((problem.line, &problem.error), (line, error));
    let [told @ Told::JournalBroken { .. }] = &told[..] else {
        panic!("{told:?}");
    };
    assert!(told.to_string().contains(&format!("line {line}")), "{told}");
    assert!(!file.can_write());
    let refused = file
        .commit(at(9), outcome("r1", 0))
        .unwrap_err()
        .to_string();
    assert!(refused.contains(&format!("line {line}")), "{refused}");
    assert!(refused.contains("nothing was sent"), "{refused}");
    assert_eq!(file.entries(1, 99).unwrap().len() as u64, line - 1);
    assert_eq!(fs::read(path).unwrap(), before);
    let report = verify_journal(path, None).unwrap();
    assert_eq!(report.problem, Some(problem));
    assert_eq!(report.head.count, line - 1);
}

#[test]
fn swapped_dropped_and_doubled_lines_are_found() {
    let (temp, bytes) = written();
    let path = temp.path().join("journal.log");
    let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    for (order, line) in [
        (&[0, 2, 1, 3][..], 2),
        (&[1, 0, 2, 3], 1),
        (&[0, 2, 3], 2),
        (&[1, 2, 3], 1),
        (&[0, 1, 1, 2, 3], 3),
        (&[0, 1, 2, 3, 3], 5),
    ] {
        let mixed: Vec<u8> = order.iter().flat_map(|n| lines[*n].to_vec()).collect();
        fs::write(&path, mixed).unwrap();
        expect_broken(&path, line, &ChainError::Broken);
    }
}

#[test]
fn a_changed_line_is_named_and_nothing_can_be_written() {
    let (temp, bytes) = written();
    let path = temp.path().join("journal.log");
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for n in 0..lines.len() {
        let mut changed: Vec<String> = lines.iter().map(|l| (*l).to_owned()).collect();
        changed[n] = changed[n].replace("done", "nope");
        fs::write(&path, changed.concat()).unwrap();
        expect_broken(&path, n as u64 + 1, &ChainError::Changed);
    }
    assert!(!listing(temp.path()).iter().any(|n| n.contains("torn")));
}

#[test]
fn an_endless_line_is_damage_and_does_not_fill_the_memory() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("journal.log");
    let file = fs::File::create(&path).unwrap();
    file.set_len(1 << 30).unwrap();
    let report = verify_journal(&path, None).unwrap();
    assert_eq!(report.problem.unwrap().error, ChainError::Changed);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// A flipped bit is either in a line that is named, or it takes away the end of the last line,
    /// which is then cut, saved and told. It never passes unseen.
    #[test]
    fn a_flipped_bit_anywhere_is_found(place in any::<prop::sample::Index>(), bit in 0..8u8) {
        let (temp, mut bytes) = written();
        let path = temp.path().join("journal.log");
        let at_byte = place.index(bytes.len());
        let line = bytes[..at_byte].split(|b| *b == b'\n').count() as u64;
        bytes[at_byte] ^= 1 << bit;
        fs::write(&path, &bytes).unwrap();
        let report = verify_journal(&path, None).unwrap();
        let problem = report.problem.unwrap();
        prop_assert_eq!(problem.line, line);
        let (file, told) = JournalFile::open(&path, at(9)).unwrap();
        prop_assert_eq!(told.len(), 1);
        if problem.error == ChainError::Torn {
            prop_assert_eq!(line, LINES);
            prop_assert!(file.can_write());
            prop_assert!(temp.path().join("journal.torn-1").exists());
        } else {
            prop_assert_eq!(file.problem().map(|p| p.line), Some(line));
            prop_assert_eq!(fs::read(&path).unwrap(), bytes);
        }
    }
}
