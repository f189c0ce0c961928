//! Before anything is sent: everything is read again.

use super::super::super::observe::Basis;
use super::super::super::protocol::{ErrorCard, Trouble};
use super::super::look::{self, Breadth, Look, Wanted};
use super::run::Run;
use crate::access::{SiteId, Team};
use crate::plan::{
    BrakeHit, Checked, Lift, LineResult, Moved, ObjectKey, Outcome, Plan, Seen, brakes, check,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a look before sending says.
pub(super) enum Verdict {
    /// These lines may be sent; the others have their outcome.
    Go,
    /// Somebody moved, and nothing may be sent.
    Stale,
    /// With what is so now, a brake holds the plan.
    Held(Vec<BrakeHit>),
}

/// Reads everything again that a fresh run is about. One line that moved stops all of it. `members`
/// is how many members the sites have from which some are deleted.
pub(super) async fn fresh(
    run: &mut Run,
    lifts: &[Lift],
    members: BTreeMap<SiteId, usize>,
) -> Result<Verdict, ErrorCard> {
    let (checked, looked) = read(run).await?;
    if !checked.moved.is_empty() {
        run.view.moved = checked.moved;
        return Ok(Verdict::Stale);
    }
    settle_already(run, &checked).await?;
    let plan = Arc::clone(&run.view.plan);
    let hits = hits_now(run, &plan, looked, members).await?;
    let held = brakes::held(hits, lifts);
    if held.is_empty() {
        Ok(Verdict::Go)
    } else {
        Ok(Verdict::Held(held))
    }
}

/// Takes in a look at lines whose last look is too long ago. Those that moved meanwhile are left
/// alone and say so; gives the others, which may be sent.
pub(super) async fn again(
    run: &mut Run,
    lines: &[usize],
    looked: &Look,
) -> Result<Vec<usize>, ErrorCard> {
    run.recorder.keep(looked).await;
    let plan = Arc::clone(&run.view.plan);
    let checked = check(&plan, lines.iter().copied(), &looked.found);
    settle_already(run, &checked).await?;
    for moved in checked.moved {
        let Moved {
            line, name, what, ..
        } = moved;
        let why = format!("Changed while the run was under way: {name} {what}");
        set(run, line, Outcome::Skipped, why).await?;
    }
    let open = |l: &&usize| {
        let result = run.view.results.get(**l);
        result.is_some_and(|r| r.outcome.is_left())
    };
    Ok(lines.iter().filter(open).copied().collect())
}

/// What holds the rest of a run that stood still and was not lifted when it began. What was done is
/// done: the brakes are about what would still be sent.
pub(super) async fn held_again(run: &mut Run) -> Result<Vec<BrakeHit>, ErrorCard> {
    let mut rest = Plan::clone(&run.view.plan);
    let lines = run.lines_with(|r| r.outcome.is_left());
    rest.lines = lines
        .into_iter()
        .filter_map(|at| rest.lines.get(at).cloned())
        .collect();
    let members = look::members_of(&run.client, &rest).await;
    let hits = hits_now(run, &rest, Look::default(), members).await?;
    let lifts = run.recorder.lifts().await?;
    Ok(brakes::held(hits, &lifts))
}

async fn read(run: &mut Run) -> Result<(Checked, Look), ErrorCard> {
    let plan = Arc::clone(&run.view.plan);
    let lines = run.lines_with(|r| r.outcome.is_left());
    let wanted = look::of_lines(&plan, lines.iter().copied());
    let kept = Basis::of(&run.open);
    let limits = run.open.card().brakes;
    let breadth = if brakes::counts_everybody(&plan, kept.observed().team, &limits) {
        Breadth::WholeTeam
    } else {
        Breadth::Cheapest
    };
    let looked = look_at(run, wanted, breadth).await?;
    run.recorder.keep(&looked).await;
    Ok((check(&plan, lines, &looked.found), looked))
}

async fn look_at(
    run: &mut Run,
    wanted: BTreeSet<Wanted>,
    breadth: Breadth,
) -> Result<Look, ErrorCard> {
    let mut reads = 0;
    let (stop, open, client) = (run.stop.clone(), Arc::clone(&run.open), run.client.clone());
    let read = tokio::select! {
        () = stop.cancelled() => Err(stopped()),
        read = look::look(&open, &client, &wanted, breadth, &mut reads) => {
            if let Err(Some(error)) = read.as_ref().map_err(|e| e.wix().cloned()) {
                open.heard::<()>(&Err(error));
            }
            read.map_err(|e| e.card())
        }
    };
    run.view.traffic.check_reads += reads;
    let looked = read?;
    open.heard::<()>(&Ok(()));
    Ok(looked)
}

fn stopped() -> ErrorCard {
    ErrorCard::new("Stopped before the first write", "").of(Trouble::Interrupted)
}

/// Lines for which nothing needs to be sent.
async fn settle_already(run: &mut Run, checked: &Checked) -> Result<(), ErrorCard> {
    for line in &checked.already {
        let why = "Was so when the run looked; nothing was sent";
        set(run, *line, Outcome::AlreadySo, why.to_owned()).await?;
    }
    for line in &checked.logged_in {
        let why = "Has logged in since the plan was made; no mail was sent";
        set(run, *line, Outcome::AlreadySo, why.to_owned()).await?;
    }
    Ok(())
}

async fn set(run: &mut Run, line: usize, outcome: Outcome, why: String) -> Result<(), ErrorCard> {
    let result = LineResult::unsent(outcome, why, run.open.shared.now());
    run.recorder
        .outcomes(&[(line as u32, result.clone(), 0)])
        .await?;
    if let Some(slot) = run.view.results.get_mut(line) {
        *slot = result;
    }
    Ok(())
}

/// The brakes, measured against what was read just now; people who were not read again count as
/// they were last seen, unless that could change what a brake says.
async fn hits_now(
    run: &mut Run,
    plan: &Plan,
    looked: Look,
    members: BTreeMap<SiteId, usize>,
) -> Result<Vec<BrakeHit>, ErrorCard> {
    let mut basis = Basis::of(&run.open);
    let has_whole = looked.whole.is_some();
    let mut team = merged(basis.observed().team, looked);
    let limits = run.open.card().brakes;
    if !has_whole && brakes::counts_everybody(plan, &team, &limits) {
        let wanted = look::of_lines(plan, 0..plan.lines.len())
            .into_iter()
            .filter(|w| {
                !matches!(
                    w.object,
                    ObjectKey::SiteMember(..) | ObjectKey::Member(..) | ObjectKey::Setting(..)
                )
            })
            .collect();
        let looked = look_at(run, wanted, Breadth::WholeTeam).await?;
        team = merged(&team, looked);
    }
    basis.team = Some(Arc::new(team));
    basis.members = members;
    run.open.brakes(plan, &mut basis).await
}

/// The kept team with what was read just now.
fn merged(kept: &Team, looked: Look) -> Team {
    if let Some(whole) = looked.whole {
        return whole.into_team();
    }
    let mut team = kept.clone();
    for (object, seen) in looked.found {
        let ObjectKey::TeamMember(user) = object else {
            continue;
        };
        let place = team.members.iter().position(|m| m.id == user);
        match (place, seen) {
            (Some(at), Seen::TeamMember(now)) => team.members[at] = now,
            (Some(at), Seen::Absent) => drop(team.members.remove(at)),
            (None, Seen::TeamMember(now)) => team.members.push(now),
            _ => {}
        }
    }
    team
}
