//! Journal records in words.

use crate::journal::Record;
use crate::plan::Outcome;

/// What a record says, for people.
pub fn of_record(record: &Record) -> String {
    let number = |line: &u32| line + 1;
    match record {
        Record::RunStarted { title, lines, .. } => format!("Began: {title} ({lines} lines)"),
        Record::Intent(intent) => format!("About to send: {}", intent.what),
        Record::Outcome {
            line,
            outcome,
            detail,
            ..
        } => {
            let word = Outcome::from_word(outcome).map_or(outcome.as_str(), |o| o.label());
            match detail {
                Some(detail) => format!("Line {}: {word}. {detail}", number(line)),
                None => format!("Line {}: {word}", number(line)),
            }
        }
        Record::ReadBack { line, found, .. } => {
            format!("Line {}: read back: {found}", number(line))
        }
        Record::RunPaused { why, .. } => format!(
            "Stands still: {}",
            match why.as_str() {
                "closed" => "the profile was closed",
                "outage" => "nothing got through",
                other => other,
            }
        ),
        Record::RunResumed { .. } => "Goes on".to_owned(),
        Record::RunEnded { how, .. } => format!("Ended: {}", of_end(how)),
        Record::BrakeLifted { brake, typed, .. } => {
            format!("The brake {brake} was lifted by typing “{typed}”")
        }
        Record::BrakeHeld { message, .. } => format!("A brake held a plan: {message}"),
        Record::Repaired { note } => note.clone(),
    }
}

/// How a run ended, in words.
pub fn of_end(how: &str) -> &str {
    match how {
        "done" => "every line has its outcome",
        "stopped" => "stopped by an error",
        "stale" => "nothing was sent, the account had changed",
        "held" => "nothing was sent, a brake held it",
        "cancelled" => "stopped by hand",
        "interrupted" => "the program had ended in the middle",
        other => other,
    }
}
