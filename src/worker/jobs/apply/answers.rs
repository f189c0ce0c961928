//! What an answer says about each line of its call.

use crate::access::SiteInvite;
use crate::plan::{LineResult, Outcome};
use crate::wix::invites::{InviteOutcome, InvitesCreated};
use crate::wix::members::{ItemOutcome, ItemsDone, rule_words};
use crate::wix::site_invites::{SiteInviteOutcome, SiteInvitesMade};

/// All of them are done; `made` is the id of what came to be.
pub(super) fn done(lines: &[u32], made: Option<&str>) -> Vec<(u32, LineResult)> {
    let result = LineResult {
        outcome: Outcome::Done,
        made: made.map(str::to_owned),
        ..LineResult::not_tried()
    };
    lines.iter().map(|l| (*l, result.clone())).collect()
}

/// Answers are matched by the place of their address.
pub(super) fn invited(told: InvitesCreated, lines: &[u32]) -> Vec<(u32, LineResult)> {
    let result = |outcome: Option<InviteOutcome>| {
        let mut result = LineResult::not_tried();
        match outcome {
            Some(InviteOutcome::Created(invite)) => {
                result.outcome = Outcome::Done;
                result.made = Some(invite.id.as_str().to_owned());
            }
            Some(InviteOutcome::Failed(words)) => {
                result.outcome = Outcome::Refused;
                result.detail = Some(format!("Wix says: {words}"));
            }
            Some(InviteOutcome::NotMentioned) | None => {
                result.outcome = Outcome::Unknown;
                result.detail = Some("The answer says nothing about this address".to_owned());
            }
        }
        result
    };
    let mut outcomes = told.outcomes.into_iter();
    lines
        .iter()
        .map(|l| (*l, result(outcomes.next())))
        .collect()
}

/// The same for a site, where no reason is told (contract SI1).
pub(super) fn invited_to_site(
    told: SiteInvitesMade,
    lines: &[u32],
    invites: &mut Vec<SiteInvite>,
) -> Vec<(u32, LineResult)> {
    let mut outcomes = told.outcomes.into_iter();
    let mut result = || {
        let mut result = LineResult::not_tried();
        match outcomes.next() {
            Some(SiteInviteOutcome::Created(invite)) => {
                result.outcome = Outcome::Done;
                result.made = Some(invite.id.as_str().to_owned());
                invites.push(*invite);
            }
            Some(SiteInviteOutcome::Failed) => {
                result.outcome = Outcome::Refused;
                let words = "Wix did not invite this address and names no reason: it may have no \
                             free seat on the site, or take the address for wrong";
                result.detail = Some(words.to_owned());
            }
            Some(SiteInviteOutcome::NotMentioned) | None => {
                result.outcome = Outcome::Unknown;
                result.detail = Some("The answer says nothing about this address".to_owned());
            }
        }
        result
    };
    lines.iter().map(|l| (*l, result())).collect()
}

/// The answer of a bulk call is matched by the place of each item in it.
pub(super) fn items(told: ItemsDone, lines: &[u32]) -> Vec<(u32, LineResult)> {
    let mut outcomes = told.outcomes.into_iter();
    let mut result = || {
        let mut result = LineResult::not_tried();
        match outcomes.next() {
            Some(ItemOutcome::Done) => result.outcome = Outcome::Done,
            Some(ItemOutcome::Failed { code, words }) => {
                result.outcome = Outcome::Refused;
                result.detail = Some(refusal(&code, &words));
            }
            Some(ItemOutcome::NotMentioned) | None => {
                result.outcome = Outcome::Unknown;
                result.detail = Some("The answer says nothing about this member".to_owned());
            }
        }
        result
    };
    lines.iter().map(|l| (*l, result())).collect()
}

fn refusal(code: &str, words: &str) -> String {
    match (rule_words(code), code, words) {
        (Some(known), ..) => known.to_owned(),
        (None, "", "") => "Wix refused this one and gave no reason".to_owned(),
        (None, code, "") => format!("Wix says: {code}"),
        (None, "", words) => format!("Wix says: {words}"),
        (None, code, words) => format!("Wix says: {words} ({code})"),
    }
}
