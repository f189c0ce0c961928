//! The commands and what can be said to each.

use super::connect_args::{Check, Connect, Forget, Support};
use super::export_args::Export;
use super::member::ShowMember;
use super::of_accounts::{Accounts, Find};
use super::of_rules::Rules;
use super::plan_args::What;
use super::reviews_args::OfReviews;
use super::shared_args::{Common, Output, RunName};
use super::sheet_args::Sheets;
use super::show::Show;
use super::site_settings::ShowSettings;
use super::snapshots_args::{OfSnapshots, ShowChanges};
use super::verify::Verify;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// A command without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Try a key, or an app, and make a profile of it
    Connect(Connect),
    /// Ask what the key or the app of a profile can do, and show what such a sign-in may ask
    Check(Check),
    /// Remove a profile from this computer: key, copies, journal, receipts; nothing changes at Wix
    Forget(Forget),
    /// Read the account
    Sync(Sync),
    /// Child accounts: list them, name them, give one a key of its own
    #[command(subcommand)]
    Accounts(Accounts),
    /// Read and show what a site sets for all of its members: badges, roles, fields, privacy
    SiteSettings(ShowSettings),
    /// Show everything that is known of one member of a site
    Member(ShowMember),
    /// Find a person in this account, or in all accounts that were read; needs no network
    Find(Find),
    /// Moments of the account: list, take, keep and delete them, say how long they are kept
    #[command(subcommand)]
    Snapshots(OfSnapshots),
    /// Show what changed between two snapshots, worst first; needs no network
    Changes(ShowChanges),
    /// Access reviews: make one, decide, apply; all but applying needs no network
    #[command(subcommand)]
    Reviews(OfReviews),
    /// House rules: what breaks them, waivers, and the plan that puts it right
    Rules(Rules),
    /// Make a plan and show it; nothing is sent
    #[command(subcommand)]
    Plan(What),
    /// Sheets with one row for each person: check, plan, correct, results
    #[command(subcommand)]
    Sheet(Sheets),
    /// Show a plan out of a file; needs no profile and no network
    Show(Show),
    /// Carry out a plan out of a file, or go on with its run
    Apply(Apply),
    /// Make the plan that takes a run back
    Undo(Undo),
    /// List runs, newest first
    Runs(Runs),
    /// Go on with a run that stands still
    Resume(OfRun),
    /// End a run that stands still; what was not tried stays untried
    End(OfRun),
    /// Write a receipt, the plan of a run, the team or the journal into a file
    #[command(subcommand)]
    Export(Export),
    /// Check a journal, a receipt, a plan or an evidence pack; needs no profile and no network
    Verify(Verify),
    /// Write an archive that helps to find an error; nothing personal is in it
    Support(Support),
}

/// `sync`.
#[derive(Debug, Args)]
pub struct Sync {
    /// Read who contributes to sites, and their locations, instead of the account; without
    /// another choice it goes on where an interrupted reading stopped, else it reads every site
    #[arg(long)]
    pub(super) sites: bool,
    /// Only this site; can be said several times
    #[arg(long = "site", value_name = "NAME|ID", requires = "sites")]
    pub(super) only: Vec<String>,
    /// Only sites that were never read, or longer ago than so many days
    #[arg(long, value_name = "DAYS", requires = "sites", conflicts_with = "only")]
    pub(super) older_than: Option<u16>,
    /// Read the members of this site instead of the account; it goes on where an interrupted
    /// reading stopped
    #[arg(long, value_name = "NAME|ID", conflicts_with = "sites")]
    pub(super) members: Option<String>,
    /// Only members who are new or changed; who was deleted is not found
    #[arg(long, requires = "members", conflicts_with = "all")]
    pub(super) newest: bool,
    /// Everything from the start, whatever an interrupted reading has left
    #[arg(long, conflicts_with_all = ["only", "older_than"])]
    pub(super) all: bool,
    /// Show what it takes, and read nothing
    #[arg(long)]
    pub(super) plan: bool,
    /// Read this child account instead, into a profile of its own; can be said several times
    #[arg(long = "account", value_name = "NAME|ID", conflicts_with = "sites")]
    pub(super) accounts: Vec<String>,
    /// Read every child account
    #[arg(long, conflicts_with_all = ["sites", "accounts"])]
    pub(super) all_accounts: bool,
    /// Of child accounts only the facts that Wix tells their parent: name, state, owner
    #[arg(long, conflicts_with = "sites")]
    pub(super) facts: bool,
    /// Ask Wix who contributors without a name are, as far as this key may read their accounts
    #[arg(long, conflicts_with_all = [
        "sites", "members", "all", "plan", "accounts", "all_accounts", "facts",
    ])]
    pub(super) names: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `apply`.
#[derive(Debug, Args)]
pub struct Apply {
    /// The plan
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) how: How,
    #[command(flatten)]
    pub(super) common: Common,
}

/// How a plan is carried out.
#[derive(Debug, Args)]
pub(super) struct How {
    /// Lift a brake by the name that it asks for, such as numberRemoved="Harbour Studio"
    #[arg(long = "lift", value_name = "BRAKE=NAME")]
    pub(super) lifts: Vec<String>,
    /// Write the receipt into FILE, as its ending says: .csv or .json
    #[arg(long, value_name = "FILE")]
    pub(super) result: Option<PathBuf>,
}

/// `undo`.
#[derive(Debug, Args)]
pub struct Undo {
    #[command(flatten)]
    pub(super) run: RunName,
    /// Carry the plan out at once
    #[arg(long)]
    pub(super) apply: bool,
    #[command(flatten)]
    pub(super) how: How,
    #[command(flatten)]
    pub(super) output: Output,
}

/// `runs`.
#[derive(Debug, Args)]
pub struct Runs {
    /// Most runs to list
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(super) limit: u32,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `resume` and `end`.
#[derive(Debug, Args)]
pub struct OfRun {
    #[command(flatten)]
    pub(super) run: RunName,
    /// Write the receipt into FILE, as its ending says: .csv or .json
    #[arg(long, value_name = "FILE")]
    pub(super) result: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: Common,
}
