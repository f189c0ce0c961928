//! What can be said to `gatehouse rules`.

use super::shared_args::{Common, Expect, Output};
use crate::model::day_start;
use crate::plan::rules::Rule;
use clap::{Args, Subcommand};
use jiff::{Span, Timestamp, tz::TimeZone};

/// `rules`, and what can be done about them.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Rules {
    #[command(subcommand)]
    pub(super) what: Option<OfRules>,
    #[command(flatten)]
    pub(super) list: List,
}

impl Rules {
    pub(super) fn common(&self) -> &Common {
        match &self.what {
            None => &self.list.common,
            Some(OfRules::Set(args)) => &args.common,
            Some(OfRules::Waive(args)) => &args.common,
            Some(OfRules::TakeBack(args)) => &args.common,
            Some(OfRules::Plan(args)) => &args.output.common,
        }
    }
}

/// What can be done about house rules.
#[derive(Debug, Subcommand)]
pub(super) enum OfRules {
    /// Switch rules on or off and set their limits
    Set(Box<Set>),
    /// Let findings stand, with a reason; needs no network
    Waive(Waive),
    /// Take waivers back; needs no network
    TakeBack(TakeBack),
    /// Make the plan that puts findings right; nothing is sent
    Plan(Plan),
}

/// `rules` without anything further.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Only findings of this rule; can be said several times
    #[arg(long = "rule", value_name = "RULE", value_parser = rule)]
    pub(super) rules: Vec<Rule>,
    /// Waived findings too
    #[arg(long)]
    pub(super) waived: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `rules set`.
#[derive(Debug, Args)]
pub(super) struct Set {
    /// Check this rule; can be said several times
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub(super) on: Vec<Rule>,
    /// Do not check this rule; can be said several times
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub(super) off: Vec<Rule>,
    /// How many co-owners there may be beside the owner
    #[arg(long, value_name = "N")]
    pub(super) co_owners: Option<u32>,
    /// Days after which an open invite is old
    #[arg(long, value_name = "DAYS")]
    pub(super) invite_days: Option<u32>,
    /// How many sites there must be for “all sites” to mean anything
    #[arg(long, value_name = "N")]
    pub(super) sites: Option<u32>,
    /// An own domain, in the place of those before; can be said several times
    #[arg(long = "domain", value_name = "DOMAIN")]
    pub(super) domains: Vec<String>,
    /// No own domains: the one of the owner’s address counts
    #[arg(long, conflicts_with = "domains")]
    pub(super) no_domains: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Which findings are meant.
#[derive(Debug, Args)]
#[group(id = "choice", required = true, multiple = true)]
pub(super) struct Choice {
    /// Findings of this rule; can be said several times
    #[arg(long = "rule", value_name = "RULE", value_parser = rule)]
    pub(super) rules: Vec<Rule>,
    /// The finding with this key, as the list shows it; can be said several times
    #[arg(long = "finding", value_name = "KEY")]
    pub(super) findings: Vec<String>,
}

/// `rules waive`.
#[derive(Debug, Args)]
pub(super) struct Waive {
    #[command(flatten)]
    pub(super) choice: Choice,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(super) why: String,
    /// Last day on which the waiver counts, such as 2026-12-31; else it counts until taken back
    #[arg(long, value_name = "DATE", value_parser = until)]
    pub(super) until: Option<Timestamp>,
    #[command(flatten)]
    pub(super) expect: Expect,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `rules take-back`.
#[derive(Debug, Args)]
pub(super) struct TakeBack {
    #[command(flatten)]
    pub(super) choice: Choice,
    #[command(flatten)]
    pub(super) expect: Expect,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `rules plan`.
#[derive(Debug, Args)]
pub(super) struct Plan {
    #[command(flatten)]
    pub(super) choice: Choice,
    #[command(flatten)]
    pub(super) expect: Expect,
    #[command(flatten)]
    pub(super) output: Output,
}

fn rule(word: &str) -> Result<Rule, String> {
    Rule::of_word(word.trim()).ok_or_else(|| {
        let all: Vec<&str> = Rule::ALL.into_iter().map(Rule::word).collect();
        format!("the rules are {}", all.join(", "))
    })
}

/// The end of a day, as people here count days.
fn until(text: &str) -> Result<Timestamp, String> {
    let start = day_start(text).ok_or("give a day such as 2026-12-31")?;
    let next = start
        .to_zoned(TimeZone::system())
        .checked_add(Span::new().days(1));
    next.map(|day| day.timestamp()).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiver_counts_to_the_end_of_its_day() {
        let end = until("2026-12-31").unwrap();
        assert_eq!(end, day_start("2027-01-01").unwrap());
        assert!(until("soon").is_err());
    }

    #[test]
    fn a_rule_that_is_none_is_told_which_there_are() {
        assert_eq!(rule(" co-owners "), Ok(Rule::CoOwners));
        assert!(
            rule("owners")
                .unwrap_err()
                .contains("co-owners, outside-domain")
        );
    }
}
