//! Journal records and run states in words.

use crate::journal::Record;
use crate::plan::Outcome;

/// What a record says, for people.
pub(in crate::worker) fn of_record(record: &Record) -> String {
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
pub(in crate::worker) fn of_end(how: &str) -> &str {
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

/// The state of a run in the ledger (`how: sentence`), in words.
pub(in crate::worker) fn of_run_state(state: &str) -> String {
    match state.split_once(": ") {
        Some((_, sentence)) if !sentence.is_empty() => super::super::cards::capital(sentence),
        _ if state == "running" => "Running".to_owned(),
        _ => super::super::cards::capital(of_end(state)),
    }
}

/// Whether a run in this state of the ledger did something that might be taken back.
pub(in crate::worker) fn did_something(state: &str) -> bool {
    let (_, sentence) = state.split_once(": ").unwrap_or_default();
    sentence
        .split(", ")
        .any(|part| part.ends_with(" done") && !part.ends_with("not done"))
}

/// Whether a run in this state of the ledger ended early and left lines that were never sent.
pub(in crate::worker) fn can_go_on(state: &str) -> bool {
    let Some((how, sentence)) = state.split_once(": ") else {
        return false;
    };
    let left = [Outcome::NotTried, Outcome::NotDone];
    ["interrupted", "stopped", "cancelled"].contains(&how)
        && left
            .iter()
            .any(|o| sentence.contains(&o.label().to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_runs_that_ended_early_and_left_something_go_on() {
        assert!(can_go_on("interrupted: 4 done, 8 not tried"));
        assert!(can_go_on("stopped: 1 refused, 3 not tried"));
        assert!(can_go_on("interrupted: 4 done, 1 not done"));
        assert!(!can_go_on("interrupted: 12 done"));
        assert!(!can_go_on("done: 10 done, 2 not done"));
        assert!(!can_go_on("continued: 4 done, 8 not tried"));
        assert!(!can_go_on("running"));
        assert_eq!(of_run_state("stopped: 1 refused"), "1 refused");
        assert_eq!(of_run_state("running"), "Running");
    }
}
