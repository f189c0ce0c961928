//! `gatehouse undo`: the plan that takes a run back.

use super::commands::Undo;
use super::end::{Failure, Report};
use super::session::Session;
use super::{World, apply, out, over, plan, runs};
use crate::worker::protocol::Command;

/// Makes the plan, and carries it out if that was asked for.
pub(super) fn run(world: &World, args: &Undo) -> Result<Report, Failure> {
    over::check_result(args.how.result.as_deref())?;
    let lifts = apply::lifts(&args.how.lifts)?;
    plan::check_output(&args.output)?;
    let mut session = Session::open(world, &args.output.common)?;
    let run = runs::find(&mut session, &args.run.name)?;
    session.send(Command::Undo(run.run));
    let review = plan::ready(&mut session)?;
    let mut report = plan::finish(&review, &args.output)?;
    if args.apply && !review.plan.lines.is_empty() {
        out::stderr(&report.text);
        let result = args.how.result.as_deref();
        let done = apply::carry_out(&mut session, &review, &lifts, result);
        let mut done = done?;
        done.put("undo", std::mem::take(&mut report.data));
        report = done;
    }
    session.close();
    Ok(report)
}
