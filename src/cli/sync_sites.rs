//! `gatehouse sync --sites`: reads who contributes to sites, or shows what that takes.

use super::World;
use super::commands::Sync;
use super::end::{Failure, Report};
use super::exit::Exit;
use super::names;
use super::session::Session;
use super::text::{clean, line};
use crate::access::SiteId;
use crate::worker::protocol::{
    Command, ErrorCard, JobCard, JobKind, JobState, SiteSyncPlan, SitesTable,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::sync::Arc;

/// Reads sites, or shows what it takes.
pub(super) fn run(world: &World, args: &Sync) -> Result<Report, Failure> {
    let mut session = Session::open(world, &args.common)?;
    let directory = Arc::clone(&session.team()?.directory);
    let sites: Arc<SitesTable> = session.until(|m| m.sites.clone().map(Ok))?;
    let wanted = wanted(args, &sites, (world.now)(), |name| {
        names::site(&directory, name)
    })?;
    let Some(wanted) = wanted else {
        session.close();
        let text = "Every site with contributors was read since then\n".to_owned();
        return Ok(Report::new(text, json!({ "sites": 0, "calls": 0 })));
    };
    // A plan from before this command would answer for another choice.
    session.model.site_sync = Arc::default();
    session.send(Command::PlanSiteSync(wanted));
    let before = Arc::clone(&session.model.site_sync);
    let plan: Arc<SiteSyncPlan> = session.until(|m| {
        let told = !Arc::ptr_eq(&m.site_sync, &before);
        told.then(|| Ok(Arc::clone(&m.site_sync)))
    })?;
    let mut report = told(&plan, session.model.pace.limit);
    if args.plan || plan.sites.is_empty() {
        session.close();
        return Ok(report);
    }
    if let Some(error) = &plan.blocked {
        return Err(error.clone().into());
    }
    session.send(Command::SyncSites(plan.sites.clone()));
    let job: JobCard = session.until(|m| {
        let job = m.last_job(JobKind::SyncSites)?;
        (!job.state.is_active()).then(|| Ok(job.clone()))
    })?;
    // What was shown just before the end is taken in with this answer.
    session.runs(1)?;
    ended(&mut report, &session, &plan, &job)?;
    session.close();
    Ok(report)
}

/// The sites that were asked for; nothing if none is as old as that.
fn wanted(
    args: &Sync,
    sites: &SitesTable,
    now: Timestamp,
    named: impl Fn(&str) -> Result<SiteId, Failure>,
) -> Result<Option<Vec<SiteId>>, Failure> {
    if let Some(days) = args.older_than {
        let limit = SignedDuration::from_hours(24 * i64::from(days));
        let old = |read: Option<(Timestamp, bool)>| {
            read.is_none_or(|(at, whole)| !whole || now.duration_since(at) > limit)
        };
        let rows = sites.rows.iter().filter(|r| r.contributors > 0);
        let old = rows.filter(|r| old(r.read)).map(|r| r.site.id.clone());
        let old: Vec<SiteId> = old.collect();
        return Ok((!old.is_empty()).then_some(old));
    }
    if args.all {
        return Ok(Some(sites.rows.iter().map(|r| r.site.id.clone()).collect()));
    }
    let only: Result<Vec<SiteId>, Failure> = args.only.iter().map(|n| named(n)).collect();
    only.map(Some)
}

fn told(plan: &SiteSyncPlan, limit: Option<u32>) -> Report {
    let mut text = String::new();
    if plan.resumes {
        line(&mut text, "Goes on where the last reading stopped");
    }
    line(&mut text, &format!("Sites to read: {}", plan.sites.len()));
    if plan.empty > 0 {
        let n = plan.empty;
        line(
            &mut text,
            &format!("Nobody contributes to {n} more, which costs no call"),
        );
    }
    if plan.outside > 0 {
        let n = plan.outside;
        let words = format!("{n} more are outside this key’s sites and are left out");
        line(&mut text, &words);
    }
    let least = if plan.unknown > 0 { "at least " } else { "" };
    line(&mut text, &format!("Calls: {least}{}", plan.calls));
    if let Some(limit) = limit {
        let minutes = plan.seconds.div_ceil(60);
        line(
            &mut text,
            &format!("Time: {least}{minutes} min at {limit} calls a minute"),
        );
    }
    if plan.unknown > 0 {
        let n = plan.unknown;
        line(
            &mut text,
            &format!("The locations of {n} are not known yet; each costs one call more"),
        );
    }
    if let Some(error) = &plan.blocked {
        line(
            &mut text,
            &format!("It cannot begin now: {}", clean(&error.sentence)),
        );
    }
    let data = json!({
        "sites": plan.sites.len(),
        "empty": plan.empty,
        "outside": plan.outside,
        "resumes": plan.resumes,
        "calls": plan.calls,
        "seconds": limit.map(|_| plan.seconds),
        "locationsUnknown": plan.unknown,
        "blocked": plan.blocked,
    });
    Report::new(text, data)
}

fn ended(
    report: &mut Report,
    session: &Session<'_>,
    plan: &SiteSyncPlan,
    job: &JobCard,
) -> Result<(), Failure> {
    let rows = session.model.sites.as_ref().map_or(&[][..], |t| &t.rows);
    let of_plan = rows.iter().filter(|r| plan.sites.contains(&r.site.id));
    let (mut read, mut part) = (0, 0);
    for (at, whole) in of_plan.filter_map(|r| r.read) {
        read += usize::from(at >= job.started);
        part += usize::from(at >= job.started && !whole);
    }
    let people = session.model.access.as_ref().map_or(0, |t| t.rows.len());
    report.put("read", read);
    report.put("readInPart", part);
    report.put("contributors", people);
    let n = plan.sites.len();
    let in_part = if part > 0 {
        format!(", {part} of them in part")
    } else {
        String::new()
    };
    let text = format!("{read} of {n} sites were read{in_part}");
    line(&mut report.text, &text);
    line(
        &mut report.text,
        &format!("{people} contributors are known"),
    );
    match &job.state {
        JobState::Failed(error) if read == 0 => return Err(error.clone().into()),
        JobState::Failed(error) => report.trouble = Some(error.clone()),
        JobState::Cancelled(words) => {
            report.trouble = Some(ErrorCard::new(
                words.clone(),
                "Go on with gatehouse sync --sites",
            ));
        }
        _ if read < n || part > 0 => {
            report.trouble = Some(ErrorCard::new(
                "Some sites could not be read, or not to the end",
                "Look at them with gatehouse export sites, and read them again",
            ));
        }
        _ => return Ok(()),
    }
    report.exit = Some(Exit::Partly);
    Ok(())
}
