//! `gatehouse reviews`: reviews without a window.

use super::end::{Failure, Report, bad, failed};
use super::reviews_args::{
    ApplyReview, ExportReview, KindWord, NewReviewArgs, OfReviews, ShowReview,
};
use super::reviews_decide::decide;
use super::reviews_words::{entries, list_report, progress, row_json, shown};
use super::session::Session;
use super::shared_args::Common;
use super::text::{clean, line};
use super::{World, apply, files, names, over, plan, reviews_pack};
use crate::access::Directory;
use crate::access::review::{ItemKind, Scope, Word, domains_of};
use crate::sheet::review_csv;
use crate::worker::protocol::{
    Command, NewReview, ReviewCard, ReviewCommand, ReviewRow, ReviewTable, ReviewsList,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// Carries out what is to be done with reviews.
pub(super) fn run(world: &World, what: &OfReviews) -> Result<Report, Failure> {
    match what {
        OfReviews::List(args) => {
            let mut session = Session::look(world, &args.common)?;
            let list = listed(&mut session);
            session.close();
            let list = list?;
            list_report(&list)
        }
        OfReviews::New(args) => new(world, args),
        OfReviews::Repeat(args) => with(world, &args.common, &args.review.name, |session, id| {
            let next = ask(session, ReviewCommand::Repeat(id))?;
            Ok(shown(&*opened(session, next)?, false))
        }),
        OfReviews::Show(args) => show(world, args),
        OfReviews::Decide(args) => with(world, &args.common, &args.review.name, |session, id| {
            decide(session, id, args)
        }),
        OfReviews::Undo(args) => with(world, &args.common, &args.review.name, |session, id| {
            ask(session, ReviewCommand::Undo(id.clone()))?;
            Ok(progress(&*opened(session, id)?))
        }),
        OfReviews::Finish(args) => with(world, &args.common, &args.review.name, |session, id| {
            let word = if args.reopen {
                Word::Reopened
            } else {
                Word::Closed
            };
            ask(session, ReviewCommand::Say(id.clone(), word))?;
            Ok(progress(&*opened(session, id)?))
        }),
        OfReviews::Export(args) => export(world, args),
        OfReviews::Pack(args) => reviews_pack::run(world, args),
        OfReviews::Apply(args) => carry_out(world, args),
        OfReviews::Delete(args) => with(world, &args.common, &args.review.name, |session, id| {
            ask(session, ReviewCommand::Delete(id))?;
            list_report(&*listed(session)?)
        }),
    }
}

/// Opens the profile, finds the review, and closes the profile again.
fn with(
    world: &World,
    common: &Common,
    review: &str,
    work: impl FnOnce(&mut Session<'_>, String) -> Result<Report, Failure>,
) -> Result<Report, Failure> {
    let mut session = Session::open(world, common)?;
    let done = find(&mut session, review).and_then(|id| work(&mut session, id));
    session.close();
    done
}

fn send(session: &mut Session<'_>, command: ReviewCommand) {
    session.send(Command::Reviews(Box::new(command)));
}

/// Asks something and gives the review that it was about.
pub(super) fn ask(session: &mut Session<'_>, command: ReviewCommand) -> Result<String, Failure> {
    session.model.review_said = None;
    send(session, command);
    session.until(|m| {
        let said = m.review_said.as_ref()?;
        Some(match &said.end {
            Ok(_) => Ok(said.review.clone()),
            Err(error) => Err(error.clone().into()),
        })
    })
}

fn listed(session: &mut Session<'_>) -> Result<Arc<ReviewsList>, Failure> {
    session.model.reviews = None;
    send(session, ReviewCommand::List);
    session.until(|m| m.reviews.clone().map(Ok))
}

/// The review that is meant: by its name, else by its id, else by the beginning of either.
pub(super) fn find(session: &mut Session<'_>, wanted: &str) -> Result<String, Failure> {
    let list = listed(session)?;
    let all = list.all.clone().map_err(Failure::from)?;
    let wanted = wanted.trim();
    let named = |c: &&ReviewCard| c.campaign.name.eq_ignore_ascii_case(wanted);
    let begins = |c: &&ReviewCard| !wanted.is_empty() && c.campaign.id.starts_with(wanted);
    let mut fits: Vec<&ReviewCard> = all.iter().filter(named).collect();
    if fits.is_empty() {
        fits = all.iter().filter(begins).collect();
    }
    if fits.is_empty() && !wanted.is_empty() {
        let small = wanted.to_lowercase();
        let called = |c: &&ReviewCard| c.campaign.name.to_lowercase().starts_with(&small);
        fits = all.iter().filter(called).collect();
    }
    match fits.as_slice() {
        [one] => Ok(one.campaign.id.clone()),
        [] => Err(bad(
            format!("There is no review “{}”", clean(wanted)),
            "See gatehouse reviews list",
        )),
        _ => Err(bad(
            format!("Several reviews are called “{}”", clean(wanted)),
            "Give the id of one, see gatehouse reviews list",
        )),
    }
}

/// Opens a review as it stands.
pub(super) fn opened(session: &mut Session<'_>, id: String) -> Result<Arc<ReviewTable>, Failure> {
    session.model.review = None;
    let id = ask(session, ReviewCommand::Open(Some(id)))?;
    session.until(|m| {
        let table = m.review.clone()?;
        (table.card.campaign.id == id).then_some(Ok(table))
    })
}

fn new(world: &World, args: &NewReviewArgs) -> Result<Report, Failure> {
    let mut session = Session::open(world, &args.common)?;
    let made = make(&mut session, args);
    session.close();
    made
}

fn make(session: &mut Session<'_>, args: &NewReviewArgs) -> Result<Report, Failure> {
    let table = session.team()?;
    let directory: &Directory = &table.directory;
    let list = listed(session)?;
    let kind = |word: &KindWord| match word {
        KindWord::Team => ItemKind::Team,
        KindWord::Contributors => ItemKind::Contributors,
        KindWord::Invites => ItemKind::Invites,
        KindWord::Members => ItemKind::Members,
    };
    let sites = args.sites.iter().map(|s| names::site(directory, s));
    let roles = args.roles.iter().map(|r| names::role(directory, r));
    let domains = if args.domains.is_empty() {
        list.domains.clone()
    } else {
        domains_of(&args.domains.join(" "))
    };
    let scope = Scope {
        kinds: args.kinds.iter().map(kind).collect(),
        sites: sites.collect::<Result<_, _>>()?,
        roles: roles.collect::<Result<_, _>>()?,
        people: args.people.iter().map(|p| p.trim().to_owned()).collect(),
        outside: args.outside,
        domains,
        unchanged_days: args.unchanged,
        never_logged_in: args.never_logged_in,
        part: args.part,
    };
    let wanted = NewReview {
        name: args.name.clone(),
        scope,
        reviewer: args.reviewer.clone().unwrap_or_else(|| list.person.clone()),
        due_days: args.due,
        repeat_days: args.repeat,
    };
    let id = ask(session, ReviewCommand::Make(wanted))?;
    Ok(progress(&*opened(session, id)?))
}

fn show(world: &World, args: &ShowReview) -> Result<Report, Failure> {
    let mut session = Session::look(world, &args.common)?;
    let found = find(&mut session, &args.review.name).and_then(|id| opened(&mut session, id));
    session.close();
    let table = found?;
    Ok(shown(&table, args.undecided))
}

fn export(world: &World, args: &ExportReview) -> Result<Report, Failure> {
    files::refuse_existing(&args.file, args.force)?;
    let mut session = Session::look(world, &args.common)?;
    let found = find(&mut session, &args.review.name).and_then(|id| opened(&mut session, id));
    session.close();
    let table = found?;
    let lines = table.rows.iter().map(ReviewRow::line);
    let bytes = review_csv(lines).map_err(|e| failed(e.to_string(), ""))?;
    files::write(&args.file, &bytes, args.force)?;
    let n = entries(table.rows.len());
    let mut text = String::new();
    line(&mut text, &format!("{}: {n}", files::place(&args.file)));
    let data = json!({ "file": args.file.display().to_string(), "entries": table.rows.len() });
    Ok(Report::new(text, data))
}

fn carry_out(world: &World, args: &ApplyReview) -> Result<Report, Failure> {
    over::check_result(args.result.as_deref())?;
    plan::check_output(&args.output)?;
    let lifts = apply::lifts(&args.lifts)?;
    with(
        world,
        &args.output.common,
        &args.review.name,
        |session, id| {
            send(session, ReviewCommand::Plan(id.clone()));
            let review = plan::ready(session)?;
            if !args.yes {
                return plan::finish(&review, &args.output);
            }
            let mut report = apply::carry_out(session, &review, &lifts, args.result.as_deref())?;
            let proved = ask(session, ReviewCommand::Prove(id.clone()));
            let table = opened(session, id)?;
            if proved.is_ok() {
                let after = table.rows.iter().filter(|r| r.after.is_some());
                let rows: Vec<Value> = after.map(row_json).collect();
                report.put("after", rows);
            }
            Ok(report)
        },
    )
}
