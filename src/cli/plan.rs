//! `gatehouse plan`: a wish becomes a plan, which is shown and kept in a file.

use super::end::{Failure, Report, bad, failed};
use super::exit::Exit;
use super::plan_args::{CreateMembers, Invite, What};
use super::review::Review;
use super::session::Session;
use super::shared_args::Output;
use super::text::line;
use super::{
    World, accounts, everybody, files, invites, members, names, on_sites, out, people,
    settings_wish,
};
use crate::access::{Directory, NewMember};
use crate::plan::{Invitee, Tend, Wish};
use crate::sheet;
use crate::worker::protocol::{Command, ErrorCard, PlanReview, PlanState, TeamTable, Trouble};
use std::path::Path;
use std::sync::Arc;

/// Makes a plan, shows it, and keeps it.
pub(super) fn run(world: &World, what: &What) -> Result<Report, Failure> {
    let output = what.output();
    check_output(output)?;
    let mut session = Session::open(world, &output.common)?;
    let table = session.team()?;
    let command = match what {
        What::PutBack(args) => Command::PutBack(args.request()),
        what => Command::MakePlan(wish(&mut session, &table, what)?),
    };
    session.send(command);
    let review = ready(&mut session)?;
    session.close();
    finish(&review, output)
}

fn to_stdout(output: &Output) -> bool {
    output.file.as_deref() == Some(Path::new("-"))
}

/// Refuses a place that cannot be used, before anything is asked.
pub(super) fn check_output(output: &Output) -> Result<(), Failure> {
    if to_stdout(output) && output.common.json {
        return Err(bad(
            "The plan and the object of --json cannot both go to standard output",
            "Give a file with -o",
        ));
    }
    match &output.file {
        Some(path) if !to_stdout(output) => files::refuse_existing(path, output.force),
        _ => Ok(()),
    }
}

fn wish(session: &mut Session<'_>, table: &TeamTable, what: &What) -> Result<Wish, Failure> {
    let names = table.directory.as_ref();
    match what {
        What::Roles(args) => {
            let give = names::grants(names, &args.give)?;
            let take = names::grants(names, &args.take)?;
            if give.is_empty() && take.is_empty() {
                return Err(bad("No role is named", "Give --give or --take"));
            }
            let chosen = people::choose(table, &args.who)?;
            Ok(chosen.wish(|people| Wish::ChangeRoles { people, give, take }))
        }
        What::SetRoles(args) => {
            let reach = names::reach(names, &args.at)?;
            let roles = args.roles.iter().map(|r| names::role(names, r));
            let roles = roles.collect::<Result<_, _>>()?;
            let chosen = people::choose(table, &args.who)?;
            Ok(chosen.wish(|people| Wish::SetRolesAt {
                people,
                reach,
                roles,
            }))
        }
        What::SameAs(args) => {
            let colleague = names::person(&table.team, &args.colleague)?;
            let exactly = args.exactly;
            let chosen = people::choose(table, &args.who)?;
            Ok(chosen.wish(|people| Wish::SameAs {
                colleague,
                people,
                exactly,
            }))
        }
        What::Remove(args) => {
            let chosen = people::choose(table, &args.who)?;
            Ok(chosen.wish(|people| Wish::Remove { people }))
        }
        What::Invite(args) => invite(table, args),
        What::SiteRoles(args) => on_sites::roles(session, names, args),
        What::SiteLocations(args) => on_sites::locations(session, names, args),
        What::SiteRemove(args) => on_sites::remove(session, names, args),
        What::CreateMembers(args) => creation(names, args),
        What::Members(what) => members::wish(session, names, what),
        What::SiteSettings(what) => settings_wish::wish(session, names, what),
        What::SiteInvite(args) => invites::to_sites(session, args),
        What::Resend(args) => invites::tend(session, Tend::Resend, args),
        What::Revoke(args) => invites::tend(session, Tend::Revoke, args),
        What::Renew(args) => invites::tend(session, Tend::Renew, args),
        What::CreateAccount(args) => Ok(accounts::creation(args)),
        What::RemoveEverywhere(args) => everybody::removal(session, args),
        // What changed is worked out where the snapshots are.
        What::PutBack(_) => Err(failed("This is no wish", "")),
    }
}

fn invite(table: &TeamTable, args: &Invite) -> Result<Wish, Failure> {
    let give = names::grants(&table.directory, &args.roles)?;
    let people = invites::addresses(&args.invited.addresses, args.invited.people.as_ref())?
        .into_iter()
        .map(|email| Invitee {
            email,
            give: give.clone(),
        })
        .collect();
    Ok(Wish::Invite {
        people,
        language: args.invited.language.clone(),
    })
}

/// The wish of `plan create-members`, which `plan members create` is too.
pub(super) fn creation(names: &Directory, args: &CreateMembers) -> Result<Wish, Failure> {
    Ok(Wish::CreateMembers {
        site: names::site(names, &args.site)?,
        members: new_members(args)?,
    })
}

fn new_members(args: &CreateMembers) -> Result<Vec<NewMember>, Failure> {
    let bytes = files::read(&args.file)?;
    let ending = args.file.extension().and_then(|e| e.to_str());
    let lines = ending.is_some_and(|e| e.eq_ignore_ascii_case("jsonl"));
    let read = if lines {
        sheet::members_jsonl(&bytes)
    } else {
        sheet::members_csv(&bytes)
    };
    read.map_err(|error| {
        let what = format!("{} cannot be used: {error}", files::place(&args.file));
        bad(what, "Correct it and plan again")
    })
}

/// Waits for the plan that was asked for.
pub(super) fn ready(session: &mut Session<'_>) -> Result<Arc<PlanReview>, Failure> {
    session.until(|m| match m.plan.as_ref() {
        PlanState::None | PlanState::Making => None,
        PlanState::Failed(error) => Some(Err(error.clone().into())),
        PlanState::Ready(review) => Some(Ok(Arc::clone(review))),
    })
}

/// Shows a plan, and keeps it where that was asked for.
pub(super) fn finish(review: &PlanReview, output: &Output) -> Result<Report, Failure> {
    let shown = Review {
        plan: &review.plan,
        summary: review.summary,
        forecast: review.forecast.as_ref(),
        brakes: Some(&review.brakes),
        no_writing: review.no_writing.as_deref(),
        all: false,
    };
    let mut report = shown.report();
    let empty = review.plan.lines.is_empty();
    if empty {
        report.exit = Some(Exit::Nothing);
        let card = ErrorCard::new("There is nothing to do", "").of(Trouble::Nothing);
        report.trouble = Some(card);
    }
    if empty && !output.keep_empty {
        return Ok(report);
    }
    let Some(path) = &output.file else {
        return Ok(report);
    };
    let bytes = sheet::plan_json(&review.plan).map_err(|e| failed(e.to_string(), ""))?;
    if to_stdout(output) {
        // The plan is the result; the review goes beside it.
        out::stderr(&report.text);
        report.text.clear();
        out::stdout(&bytes).map_err(|e| failed(e.to_string(), ""))?;
    } else {
        files::write(path, &bytes, output.force)?;
        if !output.common.json {
            let place = files::place(path);
            line(&mut report.text, &format!("Written to {place}"));
        }
        report.put("file", path.display().to_string());
    }
    Ok(report)
}
