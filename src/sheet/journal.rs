//! The journal as a table, entry by entry, so that a file of any length is written with little
//! memory.

use super::{csv_row, of_record};
use crate::journal::{Entry, Record};
use std::io;

/// Columns of the journal as CSV.
pub const JOURNAL_HEAD: [&str; 9] = [
    "Entry",
    "Time",
    "Kind",
    "Run",
    "Lines",
    "What",
    "Outcome",
    "Request id",
    "Hash of the entry before",
];

/// The line with the names of the columns.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn journal_head_csv() -> io::Result<Vec<u8>> {
    csv_row(&JOURNAL_HEAD)
}

/// One entry as a line of CSV.
///
/// # Errors
/// As [`journal_head_csv`].
pub fn journal_csv_row(entry: &Entry) -> io::Result<Vec<u8>> {
    let record = &entry.record;
    let (outcome, request) = match record {
        Record::Outcome {
            outcome,
            request_id,
            ..
        } => (outcome.clone(), request_id.clone().unwrap_or_default()),
        _ => (String::new(), String::new()),
    };
    csv_row(&[
        entry.seq.to_string(),
        entry.at.to_string(),
        kind(record).to_owned(),
        record.run().map(ToString::to_string).unwrap_or_default(),
        lines(record),
        of_record(record),
        outcome,
        request,
        entry.prev.to_string(),
    ])
}

/// One entry as a line of JSON, exactly as the journal has it, without its seal.
///
/// # Errors
/// As [`journal_head_csv`].
pub fn journal_jsonl_row(entry: &Entry) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(entry)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The word that stands in the file.
fn kind(record: &Record) -> &'static str {
    match record {
        Record::RunStarted { .. } => "runStarted",
        Record::Intent(_) => "intent",
        Record::Outcome { .. } => "outcome",
        Record::ReadBack { .. } => "readBack",
        Record::RunPaused { .. } => "runPaused",
        Record::RunResumed { .. } => "runResumed",
        Record::RunEnded { .. } => "runEnded",
        Record::BrakeLifted { .. } => "brakeLifted",
        Record::BrakeHeld { .. } => "brakeHeld",
        Record::Repaired { .. } => "repaired",
    }
}

/// Lines of the plan, counted from 1.
fn lines(record: &Record) -> String {
    let numbers: &[u32] = match record {
        Record::Intent(intent) => &intent.lines,
        Record::Outcome { line, .. } | Record::ReadBack { line, .. } => std::slice::from_ref(line),
        _ => &[],
    };
    let words: Vec<String> = numbers.iter().map(|n| (n + 1).to_string()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Hash, RunId};

    fn entry(record: Record) -> Entry {
        Entry {
            seq: 1,
            at: jiff::Timestamp::UNIX_EPOCH,
            prev: Hash::default(),
            record,
        }
    }

    #[test]
    fn a_record_of_every_kind_names_itself_as_the_file_does() {
        let run = RunId::new("r");
        let records = [
            Record::RunResumed { run: run.clone() },
            Record::RunEnded {
                run: run.clone(),
                how: "done".to_owned(),
            },
            Record::ReadBack {
                run,
                line: 0,
                found: "=cmd".to_owned(),
                as_planned: true,
            },
        ];
        for record in records {
            let json = journal_jsonl_row(&entry(record.clone())).unwrap();
            let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
            assert_eq!(value["record"]["kind"], kind(&record));
            let csv = String::from_utf8(journal_csv_row(&entry(record)).unwrap()).unwrap();
            assert_eq!(csv.matches('\n').count(), 1, "{csv}");
        }
    }
}
