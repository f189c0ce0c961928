//! `gatehouse sync --names`: asks who stands behind contributors of whom sites tell an id alone.

use super::World;
use super::commands::Sync;
use super::end::{Failure, Report};
use super::exit::Exit;
use super::session::Session;
use super::text::line;
use crate::worker::protocol::{Command, ErrorCard, JobCard, JobKind, JobState};
use serde_json::json;

/// Looks up every name that nobody knows and Wix might tell.
pub(super) fn run(world: &World, args: &Sync) -> Result<Report, Failure> {
    let mut session = Session::open(world, &args.common)?;
    let nameless = |session: &Session<'_>| {
        let table = session.model.access.as_ref();
        table.map_or(0, |t| t.persons.nameless)
    };
    let before = nameless(&session);
    // Without a connection no job begins.
    session.connected()?;
    session.send(Command::LookUpNames);
    let job: JobCard = session.until(|m| {
        let job = m.last_job(JobKind::Names)?;
        (!job.state.is_active()).then(|| Ok(job.clone()))
    })?;
    // What was shown just before the end is taken in with this answer.
    session.runs(1)?;
    let after = nameless(&session);
    session.close();
    let (words, trouble) = match job.state {
        JobState::Failed(error) => return Err(error.into()),
        JobState::Cancelled(words) => {
            let rest = ErrorCard::new(words.clone(), "Go on with gatehouse sync --names");
            (words, Some(rest))
        }
        JobState::Done(words) => (words, None),
        // Not told: the job was waited for.
        _ => (String::new(), None),
    };
    let mut text = String::new();
    line(&mut text, &words);
    let data = json!({ "named": before.saturating_sub(after), "nameless": after });
    let mut report = Report::new(text, data);
    report.exit = trouble.is_some().then_some(Exit::Partly);
    report.trouble = trouble;
    Ok(report)
}
