//! Whether the sign-in of the open profile may carry a plan out at all, told before anything is
//! sent.

use super::super::open::Open;
use super::super::protocol::{ErrorCard, Trouble};
use crate::plan::{Action, Plan};
use std::collections::BTreeSet;

/// What no permission would help: lines that an app may never send, and sites that a limited key
/// does not reach.
pub(in crate::worker) fn check(open: &Open, plan: &Plan) -> Result<(), ErrorCard> {
    let sent = || plan.lines.iter().filter(|l| l.action.is_sent());
    if open.is_app() {
        let of_account = sent().filter(|l| l.action.site().is_none()).count();
        if of_account > 0 {
            let lines = if of_account == 1 { "line" } else { "lines" };
            return Err(refused(format!(
                "Wix refuses this to app instances: {of_account} {lines} of the plan are about the \
                 account"
            )));
        }
        // A change replaces all roles of a contributor (contract C2), and an app cannot find out
        // which these are.
        let replaces = |action: &Action| matches!(action, Action::ChangeContributorRoles { .. });
        if sent().any(|l| replaces(&l.action)) {
            return Err(refused(
                "An app instance cannot read which roles a change would take away, so it changes \
                 none",
            ));
        }
    }
    let closed = open.outside();
    let beyond: BTreeSet<_> = sent()
        .filter_map(|l| l.action.site())
        .filter(|s| closed.contains(s))
        .collect();
    match beyond.first() {
        None => Ok(()),
        Some(first) => {
            let table = open.table.borrow().clone();
            let name = table.map(|t| t.directory.site_name(first).to_owned());
            let name = name.unwrap_or_else(|| first.to_string());
            let others = match beyond.len() {
                1 => format!("The site “{name}” is"),
                n => format!("{n} sites, “{name}” among them, are"),
            };
            let mut card = refused(format!("{others} outside this key’s sites"));
            "Add them to the key on the page of API keys and check in Settings what the key can \
             do, or leave them out"
                .clone_into(&mut card.remedy);
            Err(card)
        }
    }
}

fn refused(why: impl Into<String>) -> ErrorCard {
    let remedy = "Sign in with an API key of the account for this. Nothing was sent";
    ErrorCard::new(why, remedy).of(Trouble::NoAccess)
}
