//! `gatehouse reviews decide`: decisions entry by entry, or out of a sheet.

use super::end::{Failure, Report, bad};
use super::reviews::{ask, opened};
use super::reviews_args::{DecideReview, VerdictWord};
use super::reviews_words::{entries, progress};
use super::session::Session;
use super::{files, names};
use crate::access::Directory;
use crate::access::review::{Verdict, Word};
use crate::sheet::{SheetDecision, decisions_csv};
use crate::worker::protocol::{ReviewCommand, ReviewTable};
use std::sync::Arc;

pub(super) fn decide(
    session: &mut Session<'_>,
    id: String,
    args: &DecideReview,
) -> Result<Report, Failure> {
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
