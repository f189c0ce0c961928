//! `gatehouse reviews`: reviews without a window.

use super::commands::Common;
use super::end::{Failure, Report, bad, failed};
use super::reviews_args::{
    ApplyReview, DecideReview, ExportReview, KindWord, NewReviewArgs, OfReviews, ShowReview,
    VerdictWord,
};
use super::session::Session;
use super::text::{clean, line};
use super::{World, apply, files, names, over, plan, reviews_pack};
use crate::access::Directory;
use crate::access::review::{ItemKind, Scope, Verdict, Word, domains_of};
use crate::sheet::{SheetDecision, decisions_csv, review_csv};
use crate::worker::protocol::{
    Command, NewReview, ReviewCard, ReviewCommand, ReviewRow, ReviewTable, ReviewsList,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// `3` or `5-9`, counted from 1.
pub(super) fn range(text: &str) -> Result<(u32, u32), String> {
    let number = |part: &str| match part.trim().parse::<u32>() {
        Ok(n) if n > 0 => Ok(n),
        _ => Err("give a number such as 3, or several such as 5-9".to_owned()),
    };
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (number(from)?, number(to)?);
    if from > to || to - from > 100_000 {
        return Err("the first number has to be the smaller one".to_owned());
    }
    Ok((from, to))
}

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
        OfReviews::Repeat(args) => with(world, &args.common, &args.review, |session, id| {
            let next = ask(session, ReviewCommand::Repeat(id))?;
            Ok(shown(&*opened(session, next)?, false))
        }),
        OfReviews::Show(args) => show(world, args),
        OfReviews::Decide(args) => with(world, &args.common, &args.review, |session, id| {
            decide(session, id, args)
        }),
        OfReviews::Undo(args) => with(world, &args.common, &args.review, |session, id| {
            ask(session, ReviewCommand::Undo(id.clone()))?;
            Ok(progress(&*opened(session, id)?))
        }),
        OfReviews::Finish(args) => with(world, &args.common, &args.review, |session, id| {
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
        OfReviews::Delete(args) => with(world, &args.common, &args.review, |session, id| {
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
fn ask(session: &mut Session<'_>, command: ReviewCommand) -> Result<String, Failure> {
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
fn opened(session: &mut Session<'_>, id: String) -> Result<Arc<ReviewTable>, Failure> {
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
    let found = find(&mut session, &args.review).and_then(|id| opened(&mut session, id));
    session.close();
    let table = found?;
    Ok(shown(&table, args.undecided))
}

fn entries(n: usize) -> String {
    crate::access::count(n, "entry", "entries")
}

fn card_words(text: &mut String, card: &ReviewCard) {
    let campaign = &card.campaign;
    let counts = &card.counts;
    let mut words = vec![
        card.stage.label().to_lowercase(),
        format!("{} of {} decided", counts.decided(), counts.all),
    ];
    let each = counts.words();
    if !each.is_empty() {
        words.push(each);
    }
    if let Some(due) = card.due() {
        words.push(format!("due {}", due.strftime("%Y-%m-%d")));
    }
    let head = format!("{}  {}", clean(&campaign.id), clean(&campaign.name));
    line(text, &format!("{head}  {}", words.join(", ")));
}

fn card_json(card: &ReviewCard) -> Value {
    let run = card.run.as_ref();
    json!({
        "review": card.campaign,
        "stage": card.stage.label(),
        "counts": card.counts,
        "undecided": card.counts.undecided(),
        "due": card.due(),
        "plan": card.plan.as_ref().map(|(plan, _)| plan),
        "run": run.map(|r| r.id.as_str()),
        "lookedAt": card.proved,
    })
}

fn list_report(list: &ReviewsList) -> Result<Report, Failure> {
    let all = list.all.clone().map_err(Failure::from)?;
    let mut text = String::new();
    for card in &all {
        card_words(&mut text, card);
    }
    if all.is_empty() {
        line(&mut text, "No review yet: gatehouse reviews new NAME");
    }
    let rows: Vec<Value> = all.iter().map(card_json).collect();
    Ok(Report::new(text, json!({ "reviews": rows })))
}

fn progress(table: &ReviewTable) -> Report {
    let mut text = String::new();
    card_words(&mut text, &table.card);
    Report::new(text, card_json(&table.card))
}

fn shown(table: &ReviewTable, undecided: bool) -> Report {
    let mut text = String::new();
    card_words(&mut text, &table.card);
    for gap in &table.card.campaign.gaps {
        line(&mut text, &format!("    Incomplete: {}", clean(gap)));
    }
    let rows = || table.rows.iter().filter(|r| !undecided || r.made.is_none());
    for row in rows() {
        let item = &row.item;
        let mut words = vec![
            item.name.clone(),
            item.role_words(),
            item.place.clone(),
            row.decision().to_owned(),
        ];
        if !row.worth.is_empty() {
            words.insert(3, row.worth.clone());
        }
        if let Some(after) = row.after {
            words.push(after.label().to_lowercase());
        }
        let words = clean(&words.join(" | "));
        line(&mut text, &format!("{:>6}  {words}", row.number + 1));
    }
    let mut data = card_json(&table.card);
    data["entries"] = rows().map(row_json).collect();
    Report::new(text, data)
}

fn row_json(row: &ReviewRow) -> Value {
    let made = row.made.as_ref();
    json!({
        "entry": row.number + 1,
        "item": row.item,
        "decision": made.map(|m| &m.verdict),
        "reason": made.map(|m| &m.reason),
        "by": made.map(|m| &m.by),
        "at": made.map(|m| m.at),
        "together": made.map(|m| m.together),
        "note": row.note,
        "after": row.after,
    })
}

fn decide(session: &mut Session<'_>, id: String, args: &DecideReview) -> Result<Report, Failure> {
    let table = opened(session, id.clone())?;
    let team = session.team()?;
    let words = match (&args.file, args.verdict) {
        (Some(path), _) => {
            let bytes = files::read(path)?;
            let rows = decisions_csv(&bytes).map_err(|error| {
                let what = format!("{} cannot be used: {error}", files::place(path));
                bad(what, "Correct it and try again")
            })?;
            of_sheet(&table, &team.directory, rows)?
        }
        (None, Some(verdict)) => {
            let items = chosen(&table, args)?;
            let to = args.to.clone().unwrap_or_default();
            let verdict = verdict_of(verdict, &args.roles, &to, &team.directory)?;
            let reason = args.reason.trim().to_owned();
            vec![Word::Decided {
                items,
                verdict,
                reason,
            }]
        }
        (None, None) => return Err(bad("No decision is given", "Give one, or --file")),
    };
    for word in words {
        ask(session, ReviewCommand::Say(id.clone(), word))?;
    }
    Ok(progress(&*opened(session, id)?))
}

fn chosen(table: &ReviewTable, args: &DecideReview) -> Result<Vec<u32>, Failure> {
    if args.rest {
        let rest = table.rows.iter().filter(|r| r.made.is_none());
        return Ok(rest.map(|r| r.number).collect());
    }
    let mut all = std::collections::BTreeSet::new();
    for (from, to) in &args.entries {
        all.extend(*from..=*to);
    }
    let last = table.rows.len();
    match all.last() {
        None => Err(bad("No entry is named", "Give --entry or --rest")),
        Some(n) if *n as usize > last => Err(bad(
            format!("There is no entry {n}"),
            format!("The review has {}", entries(last)),
        )),
        Some(_) => Ok(all.into_iter().map(|n| n - 1).collect()),
    }
}

fn verdict_of(
    word: VerdictWord,
    roles: &[String],
    to: &str,
    directory: &Directory,
) -> Result<Verdict, Failure> {
    Ok(match word {
        VerdictWord::Keep => Verdict::Keep,
        VerdictWord::Revoke => Verdict::Revoke,
        VerdictWord::Unsure => Verdict::Unsure,
        VerdictWord::HandOver => Verdict::HandOver {
            to: to.trim().to_owned(),
        },
        VerdictWord::Reduce => {
            let roles = roles.iter().map(|r| names::role(directory, r));
            Verdict::Reduce {
                roles: roles.collect::<Result<_, _>>()?,
            }
        }
    })
}

/// Every row is looked at before anything is said: a sheet with a mistake decides nothing.
fn of_sheet(
    table: &ReviewTable,
    directory: &Directory,
    rows: Vec<SheetDecision>,
) -> Result<Vec<Word>, Failure> {
    let mut words = Vec::new();
    for row in rows {
        let at = |what: &str| {
            bad(
                format!("Line {} of the sheet {what}", row.line),
                "Correct it and try again; nothing was decided",
            )
        };
        let number = row.entry - 1;
        let entry = table.rows.get(number as usize);
        let entry = entry.ok_or_else(|| at("names an entry that is not in the review"))?;
        if entry.item.matter.who() != row.id {
            return Err(at("is about somebody else than this entry"));
        }
        let word = match row.decision.replace([' ', '-'], "").as_str() {
            "keep" => VerdictWord::Keep,
            "reduce" => VerdictWord::Reduce,
            "revoke" => VerdictWord::Revoke,
            "unsure" => VerdictWord::Unsure,
            "handover" => VerdictWord::HandOver,
            _ => return Err(at("has a decision that is not known")),
        };
        let roles: Vec<String> = row.to.split(';').map(|r| r.trim().to_owned()).collect();
        let verdict = verdict_of(word, &roles, &row.to, directory)?;
        let same = entry
            .made
            .as_ref()
            .is_some_and(|m| m.verdict == verdict && m.reason == row.reason);
        if same {
            continue;
        }
        let said = Word::Decided {
            items: vec![number],
            verdict,
            reason: row.reason,
        };
        let items: Vec<_> = table.rows.iter().map(|r| Arc::clone(&r.item)).collect();
        let applied = table.card.run.is_some();
        if let Err(refusal) = said.check(&items, &table.standing, applied) {
            return Err(bad(format!("Line {}: {refusal}", row.line), ""));
        }
        words.push(said);
    }
    Ok(words)
}

fn export(world: &World, args: &ExportReview) -> Result<Report, Failure> {
    files::refuse_existing(&args.file, args.force)?;
    let mut session = Session::look(world, &args.common)?;
    let found = find(&mut session, &args.review).and_then(|id| opened(&mut session, id));
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
    plan::check_output(&args.output, &args.common)?;
    let lifts = apply::lifts(&args.lifts)?;
    with(world, &args.common, &args.review, |session, id| {
        send(session, ReviewCommand::Plan(id.clone()));
        let review = plan::ready(session)?;
        if !args.yes {
            return plan::finish(&review, &args.output, &args.common);
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
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_numbers_and_ranges_from_one() {
        assert_eq!(range("3"), Ok((3, 3)));
        assert_eq!(range("5-9"), Ok((5, 9)));
        for wrong in ["0", "9-5", "x", "-3", "1-"] {
            assert!(range(wrong).is_err(), "{wrong}");
        }
    }
}
