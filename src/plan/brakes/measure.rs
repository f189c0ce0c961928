//! Measuring a plan against the limits.

use super::effect::{Fate, fates, holds_account};
use super::{Brake, BrakeHit, BrakeLimits, values};
use crate::access::{SiteId, SubjectKind, Team, grouped};
use crate::plan::{Action, Line, Observed, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that holds this plan, worst first. Empty means that it may go. `account` is the name
/// that has to be typed to lift a brake of the account, `mailed` the mails of the last 24 hours.
pub fn check(
    plan: &Plan,
    seen: Observed<'_>,
    account: &str,
    limits: &BrakeLimits,
    mailed: usize,
) -> Vec<BrakeHit> {
    let fates = fates(plan, seen.team);
    let mut hits = Vec::new();
    hits.extend(own_access(&fates, account, limits));
    hits.extend(co_owners(&fates, seen, account, limits));
    hits.extend(whole_filter(plan, seen.team, account));
    let ending: Vec<&Line> = fates
        .iter()
        .filter(|(_, fate, _)| fate.ends)
        .map(|(_, _, line)| *line)
        .collect();
    let team = Population {
        size: Some(seen.team.members.len()),
        whole: "people",
        of: "",
    };
    hits.extend(removals(&ending, &team, account, limits));
    hits.extend(members(plan, seen, limits));
    hits.extend(values::lost(plan, seen));
    hits.extend(mails(plan, account, limits, mailed));
    hits
}

/// Whether this plan has to be measured against everybody as they are now: somebody no longer holds
/// the whole account, or so many lose all access that their share counts. What is kept may be old,
/// and what the plan says of itself proves nothing.
pub fn counts_everybody(plan: &Plan, team: &Team, limits: &BrakeLimits) -> bool {
    let fates = fates(plan, team);
    let ending = fates.iter().filter(|(_, fate, _)| fate.ends).count();
    let losing = fates.iter().any(|(_, fate, _)| fate.held && !fate.holds);
    losing || ending >= limits.share_from.max(1)
}

type Fates<'p> = [(&'p crate::access::UserId, Fate, &'p Line)];

fn own_access(fates: &Fates<'_>, account: &str, limits: &BrakeLimits) -> Option<BrakeHit> {
    let own = limits.own_user.as_ref()?;
    let (_, fate, line) = fates
        .iter()
        .find(|(user, fate, _)| *user == own && (fate.ends || (fate.held && !fate.holds)))?;
    let message = if fate.ends {
        "This plan ends the access of the person who works with this profile"
    } else {
        "The person who works with this profile would no longer hold the whole account"
    };
    let message = message.to_owned();
    Some(BrakeHit::new(Brake::OwnAccess, message, &[line], account))
}

/// Trips only when the plan itself takes them below the limit.
fn co_owners(
    fates: &Fates<'_>,
    seen: Observed<'_>,
    account: &str,
    limits: &BrakeLimits,
) -> Option<BrakeHit> {
    let holders = seen
        .team
        .members
        .iter()
        .filter(|m| holds_account(&m.assignments));
    let before = holders.count();
    let losing: Vec<&Line> = fates
        .iter()
        .filter(|(_, f, _)| f.held && !f.holds)
        .map(|(_, _, line)| *line)
        .collect();
    let gaining = fates.iter().filter(|(_, f, _)| !f.held && f.holds).count();
    let after = (before + gaining).saturating_sub(losing.len());
    if after >= limits.co_owners || after >= before {
        return None;
    }
    let message = format!(
        "{after} would hold the whole account afterwards, {before} do now; at least {} should",
        limits.co_owners
    );
    Some(BrakeHit::new(Brake::CoOwners, message, &losing, account))
}

fn whole_filter(plan: &Plan, team: &Team, account: &str) -> Option<BrakeHit> {
    let selection = plan.selection.as_ref()?;
    let of_lines = plan.lines.iter().map(|l| l.who.id.as_str());
    let of_skipped = plan.skipped.iter().map(|s| s.who.id.as_str());
    let named: BTreeSet<&str> = of_lines.chain(of_skipped).collect();
    // The plan's own count may be wrong: everybody is everybody.
    let mut people = team
        .members
        .iter()
        .filter(|m| m.kind() == SubjectKind::User);
    let mut all = || people.all(|m| named.contains(m.id.as_str()));
    let everybody = selection.matched >= selection.of || all();
    if !everybody || selection.of < 2 {
        return None;
    }
    let message = format!(
        "The filter “{}” matches all {}",
        selection.filter, selection.of
    );
    let lines: Vec<&Line> = plan.sent().collect();
    Some(BrakeHit::new(Brake::WholeFilter, message, &lines, account))
}

/// Out of whom some are removed.
struct Population<'a> {
    /// How many there are, if that is known.
    size: Option<usize>,
    whole: &'a str,
    /// Where, with a blank in front.
    of: &'a str,
}

fn removals(
    ending: &[&Line],
    from: &Population<'_>,
    type_name: &str,
    limits: &BrakeLimits,
) -> Vec<BrakeHit> {
    let mut hits = Vec::new();
    let (n, of) = (ending.len(), from.of);
    // Where nobody counted, all of them might be meant.
    let size = from.size.unwrap_or(n);
    let percent = (n * 100).checked_div(size).unwrap_or(100);
    let who_loses = match from.size {
        Some(size) => format!(
            "{} of {} {}{of} ({percent} %) would lose all access",
            grouped(n),
            grouped(size),
            from.whole
        ),
        None => format!(
            "{} {}{of} would lose all access, and it is not known out of how many",
            grouped(n),
            from.whole
        ),
    };
    if n >= limits.share_from && n * 100 > limits.share_percent as usize * size {
        let message = format!("{who_loses}; the limit is {} %", limits.share_percent);
        hits.push(BrakeHit::new(
            Brake::ShareRemoved,
            message,
            ending,
            type_name,
        ));
    }
    if n > limits.number {
        let message = format!("{who_loses}; the limit is {} in one plan", limits.number);
        hits.push(BrakeHit::new(
            Brake::NumberRemoved,
            message,
            ending,
            type_name,
        ));
    }
    hits
}

/// The same for the members, and for the contributors, of each site.
fn members(plan: &Plan, seen: Observed<'_>, limits: &BrakeLimits) -> Vec<BrakeHit> {
    let mut by_site: BTreeMap<(&SiteId, &str), Vec<&Line>> = BTreeMap::new();
    for line in &plan.lines {
        let ends = match &line.action {
            Action::RemoveContributor { site, .. } => Some((site, "contributors")),
            other => other.locks_out().map(|site| (site, "members")),
        };
        if let Some(place) = ends {
            by_site.entry(place).or_default().push(line);
        }
    }
    let mut hits = Vec::new();
    for ((site, whole), ending) in by_site {
        let name = seen.directory.site_name(site);
        let contributors = || seen.sites.contributors.get(site).map(BTreeMap::len);
        let population = Population {
            size: match whole {
                "members" => seen.members.get(site).copied(),
                _ => contributors(),
            },
            whole,
            of: " of the site",
        };
        let found = removals(&ending, &population, name, limits);
        hits.extend(found.into_iter().map(|hit| hit.at(site, name)));
    }
    hits
}

fn mails(plan: &Plan, account: &str, limits: &BrakeLimits, mailed: usize) -> Option<BrakeHit> {
    let mailing: Vec<&Line> = plan.lines.iter().filter(|l| l.action.mails() > 0).collect();
    let mails: usize = mailing.iter().map(|l| l.action.mails() as usize).sum();
    if mails == 0 || mails + mailed <= limits.mails_per_day {
        return None;
    }
    // Waves count what went out before, and wait.
    let waves = plan.waves.as_ref().map(|w| w.a_day as usize);
    if waves.is_some_and(|a_day| a_day <= limits.mails_per_day) {
        return None;
    }
    let message = match waves {
        Some(a_day) => format!(
            "The waves of this plan send up to {a_day} mails within 24 hours; the limit is {}",
            limits.mails_per_day
        ),
        None => format!(
            "This plan sends {mails} mails, and {mailed} went out within 24 hours; the limit is {}",
            limits.mails_per_day
        ),
    };
    Some(BrakeHit::new(
        Brake::MailsPerDay,
        message,
        &mailing,
        account,
    ))
}
