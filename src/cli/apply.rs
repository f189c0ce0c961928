//! `gatehouse apply`: a plan out of a file is carried out, or its run goes on.

use super::commands::Apply;
use super::end::{Failure, Report, bad};
use super::exit::Exit;
use super::session::Session;
use super::text::clean;
use super::{World, over, plan};
use crate::plan::{Brake, Lift, Plan, Scope};
use crate::worker::protocol::{Command, PlanReview};
use std::path::Path;

/// Carries the plan out.
pub(super) fn run(world: &World, args: &Apply) -> Result<Report, Failure> {
    over::check_result(args.how.result.as_deref())?;
    let lifts = lifts(&args.how.lifts)?;
    // A file that cannot be read is told before anything is opened.
    super::files::read(&args.file)?;
    let mut session = Session::open(world, &args.common)?;
    session.send(Command::OpenPlan(args.file.clone()));
    let review = plan::ready(&mut session)?;
    let done = carry_out(&mut session, &review, &lifts, args.how.result.as_deref());
    session.close();
    done
}

/// Sends the plan on its way and waits for the end of its run.
pub(super) fn carry_out(
    session: &mut Session<'_>,
    review: &PlanReview,
    lifts: &[(Brake, String)],
    result: Option<&Path>,
) -> Result<Report, Failure> {
    // Without a connection nothing can be looked up, so nothing can be sent.
    session.connected()?;
    session.send(Command::Apply {
        plan: std::sync::Arc::clone(&review.plan),
        lifts: scoped(lifts, &review.plan),
    });
    let run = over::wait(session).map_err(|mut failure| {
        if failure.exit == Exit::Held {
            failure.card.remedy =
                format!("{}. Lift it with --lift BRAKE=NAME", failure.card.remedy);
        }
        failure
    })?;
    over::report(&run, result)
}

/// Brakes to lift, with what was typed for each.
pub(super) fn lifts(given: &[String]) -> Result<Vec<(Brake, String)>, Failure> {
    let one = |text: &String| {
        let (word, name) = text.split_once('=').unwrap_or((text, ""));
        let brake = Brake::from_word(word.trim());
        match brake {
            Some(brake) if !name.trim().is_empty() => Ok((brake, name.trim().to_owned())),
            Some(_) => Err(bad(
                format!("--lift {} names nothing", clean(word)),
                "Give BRAKE=NAME with the name that the brake asks for",
            )),
            None => Err(bad(
                format!("There is no brake “{}”", clean(word)),
                "Known are shareRemoved, numberRemoved, coOwners, ownAccess, wholeFilter, \
                 mailsPerDay, valuesLost",
            )),
        }
    };
    given.iter().map(one).collect()
}

/// A lift counts for whatever asks for its name: the account, or a site of the plan.
fn scoped(lifts: &[(Brake, String)], plan: &Plan) -> Vec<Lift> {
    let sites = plan.sites().into_iter().cloned().map(Scope::Site);
    let scopes: Vec<Scope> = std::iter::once(Scope::Account).chain(sites).collect();
    let of = |(brake, typed): &(Brake, String)| {
        let lift = |scope: &Scope| Lift {
            brake: *brake,
            scope: scope.clone(),
            typed: typed.clone(),
        };
        scopes.iter().map(lift).collect::<Vec<Lift>>()
    };
    lifts.iter().flat_map(of).collect()
}
