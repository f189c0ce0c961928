//! What can be said to `gatehouse reviews`.

use super::shared_args::{Common, Output};
use crate::access::review::Share;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `2/3`.
fn part(text: &str) -> Result<Share, String> {
    let parsed = text.split_once('/').and_then(|(number, of)| {
        Some(Share {
            number: number.trim().parse().ok()?,
            of: of.trim().parse().ok()?,
        })
    });
    let there = parsed.filter(|p| p.is_there());
    there.ok_or_else(|| "Write a part as 2/3: the second of three".to_owned())
}

/// What can be done with reviews.
#[derive(Debug, Subcommand)]
pub enum OfReviews {
    /// List them, newest first, with how far each is; needs no network
    List(ListReviews),
    /// Make one of the newest snapshot; needs no network
    New(NewReviewArgs),
    /// Make the same one again of the newest snapshot
    Repeat(OneReview),
    /// Show the entries of one with what was decided
    Show(ShowReview),
    /// Decide about entries, one by one or out of a sheet; needs no network
    Decide(DecideReview),
    /// Take back what was decided or noted last
    Undo(OneReview),
    /// Say that nothing more is decided, or with --reopen that it goes on
    Finish(FinishReview),
    /// Write the entries with their decisions into a sheet
    Export(ExportReview),
    /// Write everything that proves a review into one file, and tell its digest; needs no network
    Pack(PackReview),
    /// Make a plan of the decisions; with --yes carry it out and look what became of it
    Apply(ApplyReview),
    /// Delete one in which nothing was said
    Delete(OneReview),
}

impl OfReviews {
    pub(super) fn common(&self) -> &Common {
        match self {
            Self::List(args) => &args.common,
            Self::New(args) => &args.common,
            Self::Repeat(args) | Self::Undo(args) | Self::Delete(args) => &args.common,
            Self::Show(args) => &args.common,
            Self::Decide(args) => &args.common,
            Self::Finish(args) => &args.common,
            Self::Export(args) => &args.common,
            Self::Apply(args) => &args.output.common,
            Self::Pack(args) => &args.common,
        }
    }
}

/// `reviews list`.
#[derive(Debug, Args)]
pub struct ListReviews {
    #[command(flatten)]
    pub(super) common: Common,
}

/// A kind of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum KindWord {
    /// Roles of people in the team
    Team,
    /// Contributors of sites
    Contributors,
    /// Invites to the account and to sites
    Invites,
    /// Members of sites
    Members,
}

/// `reviews new`.
#[derive(Debug, Args)]
pub struct NewReviewArgs {
    /// Its name
    pub(super) name: String,
    /// What is in it; can be said several times. Without it all but members of sites
    #[arg(long = "kind", value_name = "KIND")]
    pub(super) kinds: Vec<KindWord>,
    /// Only what reaches this site, by name or id; can be said several times
    #[arg(long = "site", value_name = "NAME|ID")]
    pub(super) sites: Vec<String>,
    /// Only this role, by title or id; can be said several times
    #[arg(long = "role", value_name = "ROLE")]
    pub(super) roles: Vec<String>,
    /// Only this person, by address or id; can be said several times
    #[arg(long = "person", value_name = "ADDRESS|ID")]
    pub(super) people: Vec<String>,
    /// Only addresses outside of the domains of the house
    #[arg(long)]
    pub(super) outside: bool,
    /// A domain of the house; can be said several times. Without it the ones that were given last
    #[arg(long = "domain", value_name = "DOMAIN")]
    pub(super) domains: Vec<String>,
    /// Only what has not changed for so many days
    #[arg(long, value_name = "DAYS")]
    pub(super) unchanged: Option<u32>,
    /// Of members of sites, only those of whom no login is told
    #[arg(long)]
    pub(super) never_logged_in: bool,
    /// One of several parts of all that, such as 2/3, where it is too much for one review
    #[arg(long, value_name = "N/OF", value_parser = part)]
    pub(super) part: Option<Share>,
    /// Who reviews
    #[arg(long, value_name = "NAME")]
    pub(super) reviewer: Option<String>,
    /// In how many days it shall be finished
    #[arg(long, value_name = "DAYS")]
    pub(super) due: Option<u32>,
    /// After how many days it is due again
    #[arg(long, value_name = "DAYS")]
    pub(super) repeat: Option<u32>,
    #[command(flatten)]
    pub(super) common: Common,
}

/// The name of a review.
#[derive(Debug, Args)]
pub(super) struct ReviewName {
    /// Its name or its id, or the beginning of one
    #[arg(id = "review", value_name = "REVIEW")]
    pub(super) name: String,
}

/// A review.
#[derive(Debug, Args)]
pub struct OneReview {
    #[command(flatten)]
    pub(super) review: ReviewName,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `reviews show`.
#[derive(Debug, Args)]
pub struct ShowReview {
    #[command(flatten)]
    pub(super) review: ReviewName,
    /// Only entries without a decision
    #[arg(long)]
    pub(super) undecided: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum VerdictWord {
    /// It stays
    Keep,
    /// Other roles take its place, see --to-role
    Reduce,
    /// It goes
    Revoke,
    /// Nobody knows yet
    Unsure,
    /// Somebody else decides, see --to
    HandOver,
}

/// `reviews decide`.
#[derive(Debug, Args)]
pub struct DecideReview {
    #[command(flatten)]
    pub(super) review: ReviewName,
    /// What
    #[arg(value_name = "DECISION", required_unless_present = "file")]
    pub(super) verdict: Option<VerdictWord>,
    /// Numbers of entries, as `reviews show` tells them: 3 or 5-9
    #[arg(long = "entry", value_name = "N|N-M", value_parser = range)]
    pub(super) entries: Vec<(u32, u32)>,
    /// Every entry that has no decision yet
    #[arg(long, conflicts_with = "entries")]
    pub(super) rest: bool,
    /// A role that takes the place of the present ones, by title or id
    #[arg(long = "to-role", value_name = "ROLE")]
    pub(super) roles: Vec<String>,
    /// To whom it is handed over
    #[arg(long, value_name = "NAME")]
    pub(super) to: Option<String>,
    /// Why; needed for more than 25 entries at once
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(super) reason: String,
    /// A sheet as `reviews export` writes it, with decisions filled in
    #[arg(long, value_name = "CSV", conflicts_with_all = ["verdict", "entries", "rest"])]
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `reviews finish`.
#[derive(Debug, Args)]
pub struct FinishReview {
    #[command(flatten)]
    pub(super) review: ReviewName,
    /// It goes on
    #[arg(long)]
    pub(super) reopen: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `reviews export`.
#[derive(Debug, Args)]
pub struct ExportReview {
    #[command(flatten)]
    pub(super) review: ReviewName,
    /// Where the sheet goes
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Overwrite FILE
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `reviews pack`.
#[derive(Debug, Args)]
pub struct PackReview {
    #[command(flatten)]
    pub(super) review: ReviewName,
    /// Where the pack goes
    #[arg(
        short = 'o',
        long = "out",
        visible_alias = "output",
        value_name = "FILE"
    )]
    pub(super) file: PathBuf,
    /// Overwrite FILE
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `reviews apply`.
#[derive(Debug, Args)]
pub struct ApplyReview {
    #[command(flatten)]
    pub(super) review: ReviewName,
    /// Carry the plan out; without it the plan is only shown and kept
    #[arg(long)]
    pub(super) yes: bool,
    /// Lift a brake by what it asks for
    #[arg(long = "lift", value_name = "BRAKE=NAME", requires = "yes")]
    pub(super) lifts: Vec<String>,
    /// Write the receipt into FILE (.csv or .json)
    #[arg(long, value_name = "FILE", requires = "yes")]
    pub(super) result: Option<PathBuf>,
    #[command(flatten)]
    pub(super) output: Output,
}

/// `3` or `5-9`, counted from 1.
fn range(text: &str) -> Result<(u32, u32), String> {
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
