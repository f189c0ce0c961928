//! Run states in words.

use crate::plan::Outcome;
use crate::sheet::of_end;

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
