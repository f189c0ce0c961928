//! `gatehouse check`: what the sign-in of a profile can do, and what such a sign-in may ask.

use super::World;
use super::connect_args::Check;
use super::end::{Failure, Report};
use super::session::Session;
use super::text::{clean, line};
use crate::worker::identities;
use crate::worker::protocol::{
    Capability, Command, IdentityRow, JobKind, JobState, May, Reading, SiteLimit,
};
use serde_json::{Value, json};

/// Asks, or shows the table alone.
pub(super) fn run(world: &World, args: &Check) -> Result<Report, Failure> {
    if args.identities {
        return Ok(table());
    }
    let mut session = Session::open(world, &args.common)?;
    session.connected()?;
    session.send(Command::CheckKey);
    let job = session.until(|m| {
        let job = m.last_job(JobKind::Check)?;
        (!job.state.is_active()).then(|| Ok(job.clone()))
    })?;
    if let JobState::Failed(error) = &job.state {
        return Err(session.advise(error.clone().into()));
    }
    // What was shown just before the end is taken in with this answer.
    session.runs(1)?;
    let open = session.until(|m| m.session.clone().map(Ok))?;
    session.close();
    let mut text = String::new();
    let card = &open.profile;
    line(
        &mut text,
        &format!(
            "“{}” signs in with: {}",
            clean(&card.name),
            card.sign_in.words()
        ),
    );
    capabilities(&mut text, &open.capabilities);
    if let Some(found) = &open.limit {
        limit(&mut text, found);
    }
    line(&mut text, "What this kind of sign-in may ask:");
    let mine = open.identities.iter().filter(|r| r.mine);
    mine.for_each(|row| rules(&mut text, row));
    let data = json!({
        "profile": card.id.0,
        "signIn": card.sign_in.words(),
        "capabilities": capability_rows(&open.capabilities),
        "limit": open.limit,
        "identities": &*open.identities,
    });
    Ok(Report::new(text, data))
}

/// The whole table, for every kind of sign-in.
fn table() -> Report {
    let rows = identities(None);
    let mut text = String::new();
    for row in &rows {
        line(&mut text, row.who);
        rules(&mut text, row);
    }
    Report::new(text, json!({ "identities": rows }))
}

fn rules(text: &mut String, row: &IdentityRow) {
    for rule in &row.rules {
        let may = match rule.may {
            May::Yes => "may ask",
            May::No => "may not ask",
            May::Unclear => "not told",
        };
        let (area, why, source) = (rule.area, rule.why, rule.source);
        line(text, &format!("  {area}: {may}; {why} ({source})"));
    }
}

/// One line for each area.
pub(super) fn capabilities(text: &mut String, rows: &[Capability]) {
    for row in rows {
        let reading = match row.reading {
            Reading::Yes => "can be read",
            Reading::No => "cannot be read",
            Reading::Unclear => "is unclear",
        };
        line(text, &format!("  {}: {reading}", clean(&row.area)));
        if row.reading == Reading::Yes {
            continue;
        }
        if !row.permission.is_empty() {
            line(text, &format!("    needs {}", clean(&row.permission)));
        } else if let Some(answer) = &row.answer {
            line(text, &format!("    {}", clean(&answer.sentence)));
        }
    }
}

/// The same for programs.
pub(super) fn capability_rows(rows: &[Capability]) -> Vec<Value> {
    let row = |row: &Capability| {
        json!({
            "area": row.area,
            "reading": match row.reading {
                Reading::Yes => "yes",
                Reading::No => "no",
                Reading::Unclear => "unclear",
            },
            "permission": row.permission,
            "changing": row.changing,
            "why": row.answer.as_ref().map(|a| &a.sentence),
        })
    };
    rows.iter().map(row).collect()
}

/// How far a limited key reaches.
pub(super) fn limit(text: &mut String, limit: &SiteLimit) {
    let numbers = limit.numbers();
    line(
        text,
        &format!(
            "The key reaches {} of {} sites; the others are outside this key’s sites:",
            numbers.open, numbers.of
        ),
    );
    for site in &limit.outside {
        line(text, &format!("  {}", clean(site.as_str())));
    }
    if limit.more {
        line(text, "  More sites were not asked about");
    }
}
