//! Before anything is sent: everything is read again.

use super::super::super::observe::Basis;
use super::super::super::protocol::{ErrorCard, Trouble};
use super::super::look::{self, Breadth, Look};
use super::run::Run;
use crate::plan::{BrakeHit, Checked, Lift, LineResult, Moved, Outcome, brakes, check};
use std::collections::BTreeMap;
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

/// Reads everything again that a fresh run is about. One line that moved stops all of it.
pub(super) async fn fresh(run: &mut Run, lifts: &[Lift]) -> Result<Verdict, ErrorCard> {
    let (checked, looked) = read(run).await?;
    if !checked.moved.is_empty() {
        run.view.moved = checked.moved;
        return Ok(Verdict::Stale);
    }
    settle_already(run, &checked.already).await?;
    let hits = hits_now(run, looked).await?;
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
    settle_already(run, &checked.already).await?;
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

async fn read(run: &mut Run) -> Result<(Checked, Look), ErrorCard> {
    let plan = Arc::clone(&run.view.plan);
    let lines = run.lines_with(|r| r.outcome.is_left());
    let wanted = look::of_lines(&plan, lines.iter().copied());
    // Who holds the whole account is counted over everybody, so everybody is read.
    let breadth = if plan.co_owners.after < plan.co_owners.before {
        Breadth::WholeTeam
    } else {
        Breadth::Cheapest
    };
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
    run.recorder.keep(&looked).await;
    Ok((check(&plan, lines, &looked.found), looked))
}

fn stopped() -> ErrorCard {
    ErrorCard::new("Stopped before the first write", "").of(Trouble::Interrupted)
}

async fn settle_already(run: &mut Run, already: &[usize]) -> Result<(), ErrorCard> {
    for line in already {
        let why = "Was so when the run looked; nothing was sent";
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
/// they were last seen.
async fn hits_now(run: &Run, looked: Look) -> Result<Vec<BrakeHit>, ErrorCard> {
    let mut basis = Basis::of(&run.open);
    let team = if let Some(whole) = looked.whole {
        whole.into_team()
    } else {
        let fresh: BTreeMap<_, _> = looked
            .found
            .values()
            .filter_map(|s| s.team_member())
            .map(|m| (m.id.clone(), Arc::clone(m)))
            .collect();
        let mut team = basis.observed().team.clone();
        for member in &mut team.members {
            if let Some(now) = fresh.get(&member.id) {
                *member = Arc::clone(now);
            }
        }
        team
    };
    basis.team = Some(Arc::new(team));
    basis.members = looked.members;
    run.open.brakes(&run.view.plan, &basis).await
}
