//! `gatehouse sync --members` and `gatehouse export members`: the members of one site.

use super::World;
use super::commands::Sync;
use super::end::{Failure, Report, bad, failed};
use super::exit::Exit;
use super::export::Target;
use super::export_form::{ExportTo, Format};
use super::lists::Chosen;
use super::session::Session;
use super::text::{clean, line};
use super::{filter, members, names};
use crate::access::{Member, MemberId, SiteId};
use crate::sheet::{self, ListFile};
use crate::worker::protocol::{
    Command, ErrorCard, JobCard, JobKind, JobState, MemberRow, MembersInfo, MembersPart,
    MembersReading, MembersSyncPlan, OutColumn,
};
use clap::Args;
use serde_json::json;
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::sync::Arc;

/// Members that are taken out of the cache at once.
const PART: u32 = 4096;

/// `export members`.
#[derive(Debug, Args)]
pub struct ExportMembers {
    /// The site
    #[arg(long, value_name = "NAME|ID")]
    pub(super) site: String,
    /// Only members in this state: pending, approved, blocked or offline
    #[arg(long, value_name = "STATUS", value_parser = ["pending", "approved", "blocked", "offline"])]
    pub(super) status: Option<String>,
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) chosen: Chosen,
    #[command(flatten)]
    pub(super) to: ExportTo,
}

/// Reads the members of a site, or shows what it takes.
pub(super) fn sync(world: &World, args: &Sync, wanted: &str) -> Result<Report, Failure> {
    let mut session = Session::open(world, &args.common)?;
    let site = names::site(&session.team()?.directory, wanted)?;
    session.send(Command::PlanMembers(site.clone()));
    let plan: Arc<MembersSyncPlan> = session.until(|m| {
        let told = m.members_sync.site.as_ref() == Some(&site);
        told.then(|| Ok(Arc::clone(&m.members_sync)))
    })?;
    let how = if args.newest {
        MembersReading::Newest
    } else if args.all {
        MembersReading::Anew
    } else {
        MembersReading::Everybody
    };
    let mut report = told(&plan, how, session.model.pace.limit);
    if args.plan {
        session.close();
        return Ok(report);
    }
    if let Some(error) = &plan.blocked {
        return Err(error.clone().into());
    }
    if how == MembersReading::Newest && plan.newest.is_none() {
        return Err(bad(
            "Everybody was never read, so nobody is known to be new",
            "Read everybody first: the same command without --newest",
        ));
    }
    let asked = site.clone();
    session.send(Command::SyncMembers { site: asked, how });
    let job: JobCard = session.until(|m| {
        let job = m.last_job(JobKind::SyncMembers)?;
        (!job.state.is_active()).then(|| Ok(job.clone()))
    })?;
    // What was shown just before the end is taken in with this answer.
    session.runs(1)?;
    let info = session.model.members_desk.sites.get(&site).cloned();
    ended(&mut report, &info.unwrap_or_default(), &job)?;
    session.close();
    Ok(report)
}

fn told(plan: &MembersSyncPlan, how: MembersReading, limit: Option<u32>) -> Report {
    let mut text = String::new();
    let (calls, seconds) = match how {
        MembersReading::Newest => plan.newest.unwrap_or_default(),
        MembersReading::Everybody => plan.left.unwrap_or(plan.everybody),
        MembersReading::Anew => plan.everybody,
    };
    let resumes = how == MembersReading::Everybody && plan.left.is_some();
    if resumes {
        line(&mut text, "Goes on where the last reading stopped");
    }
    match plan.total {
        Some(total) => line(&mut text, &format!("Members at Wix: {total}")),
        None => line(&mut text, "Wix does not tell how many members there are"),
    }
    let least = if how == MembersReading::Newest {
        "at least "
    } else {
        ""
    };
    line(&mut text, &format!("Calls: {least}{calls}"));
    if let Some(limit) = limit {
        let minutes = seconds.div_ceil(60);
        let words = format!("Time: {least}{minutes} min at {limit} calls a minute");
        line(&mut text, &words);
    }
    if let Some(error) = &plan.blocked {
        let words = format!("It cannot begin now: {}", clean(&error.sentence));
        line(&mut text, &words);
    }
    let data = json!({
        "site": plan.site,
        "total": plan.total,
        "resumes": resumes,
        "calls": calls,
        "seconds": limit.map(|_| seconds),
        "blocked": plan.blocked,
    });
    Report::new(text, data)
}

fn ended(report: &mut Report, info: &MembersInfo, job: &JobCard) -> Result<(), Failure> {
    report.put("kept", info.kept);
    report.put("complete", info.is_whole() && info.note.is_none());
    report.put("note", info.note.clone());
    match &job.state {
        JobState::Failed(error) if info.kept == 0 => return Err(error.clone().into()),
        JobState::Failed(error) => report.trouble = Some(error.clone()),
        JobState::Cancelled(words) => {
            let remedy = "Go on with the same command";
            report.trouble = Some(ErrorCard::new(words.clone(), remedy));
        }
        JobState::Done(words) => {
            line(&mut report.text, &clean(words));
            let Some(note) = &info.note else {
                return Ok(());
            };
            report.trouble = Some(ErrorCard::new(note.clone(), ""));
        }
        _ => return Ok(()),
    }
    report.exit = Some(Exit::Partly);
    Ok(())
}

/// Writes the members of a site as they are kept.
pub(super) fn export(
    session: &mut Session<'_>,
    args: &ExportMembers,
    target: &mut Target,
) -> Result<(), Failure> {
    let site = names::site(&session.team()?.directory, &args.site)?;
    if !session.model.members_desk.sites.contains_key(&site) {
        return Err(failed(
            "The members of this site have not been read yet",
            format!(
                "Read them first: gatehouse sync --members {}",
                site.as_str()
            ),
        ));
    }
    let status = args.status.as_deref().map(str::to_uppercase);
    let filter = args.chosen.filter.as_deref();
    let among = filter.map(|text| among(session, &site, text)).transpose()?;
    let keeps = |m: &Member| {
        status.as_ref().is_none_or(|s| m.status.wire() == s)
            && among.as_ref().is_none_or(|among| among.contains(&m.id))
    };
    match args.to.table_or_json(args.format)? {
        Format::Csv => {
            // Which custom fields there are is known only after a look at everybody.
            let mut custom = BTreeSet::new();
            each(session, &site, |members| {
                for fields in members.iter().filter_map(|m| m.custom_fields.as_ref()) {
                    custom.extend(fields.keys().cloned());
                }
                Ok(())
            })?;
            let custom: Vec<String> = custom.into_iter().collect();
            let all = OutColumn::of_members(&custom);
            let head: Vec<&str> = all.iter().map(|c| &*c.title).collect();
            let places = args.chosen.of(&all)?;
            let wrong = |e: io::Error| failed(e.to_string(), "");
            let file = ListFile::begin(target, args.chosen.mark, &head, places);
            let mut file = file.map_err(wrong)?;
            each(session, &site, |mut members| {
                members.retain(keeps);
                let mut lines = members.iter().map(|m| sheet::member_cells(m, &custom));
                lines.try_for_each(|line| file.line(&line)).map_err(wrong)
            })?;
            file.end().map(drop).map_err(wrong)
        }
        Format::Json => {
            args.chosen.only_csv(None)?;
            target.add(Ok(b"[".to_vec()))?;
            let mut first = true;
            each(session, &site, |mut members| {
                members.retain(keeps);
                let made = sheet::site_members_json(&members, first);
                first &= members.is_empty();
                target.add(made)
            })?;
            target.add(Ok(b"\n]\n".to_vec()))
        }
    }
}

/// The members whom a filter chooses.
fn among(
    session: &mut Session<'_>,
    site: &SiteId,
    text: &str,
) -> Result<HashSet<MemberId>, Failure> {
    let table = members::table(session, site)?;
    let rows = filter::rows(&*table, text)?;
    let rows = rows.iter().filter_map(|at| table.rows.get(*at as usize));
    Ok(rows.map(MemberRow::id).collect())
}

/// Shows all members of a site, part by part.
pub(super) fn each(
    session: &mut Session<'_>,
    site: &SiteId,
    mut show: impl FnMut(Vec<Member>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut from = 0;
    loop {
        session.model.members_part = None;
        session.send(Command::ReadMembersPart {
            site: site.clone(),
            from,
            most: PART,
        });
        let part: Arc<MembersPart> = session.until(|m| {
            let part = m.members_part.clone().filter(|p| p.from == from)?;
            Some(Ok(part))
        })?;
        let members = part.members.clone().map_err(Failure::from)?;
        show(members)?;
        match part.next {
            Some(next) => from = next,
            None => return Ok(()),
        }
    }
}
