//! The commands and what can be said to each.

use super::connect_args::{Check, Connect, Forget, Support};
use super::export_form::{ExportTo, Format, JournalFormat};
use super::lists::ExportRows;
use super::member::ShowMember;
use super::members::OfMembers;
use super::of_accounts::{Accounts, CreateAccount, Find};
use super::of_rules::Rules;
use super::on_sites::{SiteLocations, SiteRemove, SiteRoles};
use super::reviews_args::OfReviews;
use super::sheet_args::Sheets;
use super::show::Show;
use super::site_members::ExportMembers;
use super::site_settings::{OfSettings, ShowSettings};
use super::snapshots::{ExportChanges, OfSnapshots, PutBack, ShowChanges};
use super::verify::Verify;
use crate::worker::protocol::PaceSettings;
use clap::{Args, Subcommand, ValueEnum};
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

/// What every command that works with a profile takes.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Profile by its name or id; else the only one, else the one that was used last
    #[arg(long, value_name = "NAME|ID")]
    pub(super) profile: Option<String>,
    /// One JSON object on standard output
    #[arg(long)]
    pub(super) json: bool,
    /// Read the key, or the app secret, of this run from this descriptor
    #[arg(long, value_name = "N")]
    pub(super) key_fd: Option<u32>,
    /// Calls a minute in this run, or “off”; above 200 only against this computer
    #[arg(long, value_parser = pace, value_name = "N|off")]
    pub(super) pace: Option<PaceSettings>,
    /// Minutes that a run waits while nothing gets through, before it is left to go on later
    #[arg(long, default_value_t = 10, value_name = "MINUTES")]
    pub(super) wait: u16,
}

pub(super) fn pace(text: &str) -> Result<PaceSettings, String> {
    if text == "off" {
        return Ok(PaceSettings {
            unlimited: true,
            // Without a limit nothing is gained by going slowly between creations either; against
            // Wix itself the worker keeps the second.
            creation_gap_ms: 0,
            ..PaceSettings::default()
        });
    }
    match text.parse::<u32>() {
        Ok(per_minute) if per_minute > 0 => Ok(PaceSettings {
            per_minute,
            ..PaceSettings::default()
        }),
        _ => Err("give a number of calls a minute, or “off”".to_owned()),
    }
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

/// What to plan.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Give some roles and take some away
    Roles(Roles),
    /// Let people hold exactly these roles at one reach; what they hold elsewhere stays
    SetRoles(SetRoles),
    /// Give people what a colleague has
    SameAs(SameAs),
    /// Remove people from the team
    Remove(Remove),
    /// Invite addresses to the account; Wix mails them
    Invite(Invite),
    /// Make members of a site
    CreateMembers(CreateMembers),
    /// Change, approve, block or delete members of a site, and more
    #[command(subcommand)]
    Members(OfMembers),
    /// Badges, roles, profile fields and privacy of a site's members
    #[command(subcommand)]
    SiteSettings(OfSettings),
    /// Invite addresses to sites; Wix mails them
    SiteInvite(SiteInvite),
    /// Send invites again
    Resend(OfInvites),
    /// Revoke invites
    Revoke(OfInvites),
    /// Renew invites: those to sites are sent again, ended ones to the account become new ones
    Renew(OfInvites),
    /// Make a child account with a new Wix user; Wix has no call that deletes it
    CreateAccount(CreateAccount),
    /// Take one person out of every place: team, sites, invites
    RemoveEverywhere(RemoveEverywhere),
    /// Change roles of contributors on their sites
    SiteRoles(SiteRoles),
    /// Limit contributors of sites to some of their locations, with or without new roles
    SiteLocations(SiteLocations),
    /// Remove contributors from sites
    SiteRemove(SiteRemove),
    /// Put back what changed between two snapshots, as far as that is possible
    PutBack(PutBack),
}

/// Where a plan goes.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// Write the plan into FILE, or to standard output with “-”
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Overwrite FILE
    #[arg(long)]
    pub(super) force: bool,
    /// Write a plan in which there is nothing to do, too
    #[arg(long)]
    pub(super) keep_empty: bool,
}

/// Whom a plan is about.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(super) struct People {
    /// Somebody in the team, by address or id; can be said several times
    #[arg(long = "person", value_name = "ADDRESS|ID")]
    pub(super) persons: Vec<String>,
    /// A file with one address or id a line; what follows a # does not count
    #[arg(id = "people", long = "people", value_name = "FILE")]
    pub(super) list: Option<PathBuf>,
    /// Everybody whom this filter matches: words, and role:, status:, reach:, folder:, site:,
    /// domain:
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["persons", "people"])]
    pub(super) filter: Option<String>,
}

/// The number of people that somebody counts on.
#[derive(Debug, Args)]
pub(super) struct Expect {
    /// Refuse if it is not exactly so many people
    #[arg(long, value_name = "N")]
    pub(super) expect: Option<usize>,
}

/// `plan roles`.
#[derive(Debug, Args)]
pub struct Roles {
    /// A role to give, by title or id: ROLE, ROLE@site:NAME, ROLE@folder:PATH
    #[arg(long, value_name = "ROLE[@REACH]")]
    pub(super) give: Vec<String>,
    /// A role to take away, at exactly this reach
    #[arg(long, value_name = "ROLE[@REACH]")]
    pub(super) take: Vec<String>,
    #[command(flatten)]
    pub(super) people: People,
    #[command(flatten)]
    pub(super) expect: Expect,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `plan set-roles`.
#[derive(Debug, Args)]
pub struct SetRoles {
    /// Where: account, site:NAME or site:ID, folder:PATH or folder:ID
    #[arg(long, value_name = "REACH")]
    pub(super) at: String,
    /// A role that people shall hold there, by title or id; without any, they hold none there
    #[arg(long = "role", value_name = "ROLE")]
    pub(super) roles: Vec<String>,
    #[command(flatten)]
    pub(super) people: People,
    #[command(flatten)]
    pub(super) expect: Expect,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `plan same-as`.
#[derive(Debug, Args)]
pub struct SameAs {
    /// The colleague, by address or id
    #[arg(value_name = "COLLEAGUE")]
    pub(super) colleague: String,
    /// Take away what the colleague does not have
    #[arg(long)]
    pub(super) exactly: bool,
    #[command(flatten)]
    pub(super) people: People,
    #[command(flatten)]
    pub(super) expect: Expect,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `plan remove`.
#[derive(Debug, Args)]
pub struct Remove {
    #[command(flatten)]
    pub(super) people: People,
    #[command(flatten)]
    pub(super) expect: Expect,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `plan invite`.
#[derive(Debug, Args)]
pub struct Invite {
    /// A role that the invited people will hold: ROLE or ROLE@site:NAME
    #[arg(long = "role", value_name = "ROLE[@REACH]", required = true)]
    pub(super) roles: Vec<String>,
    /// Language of the mail for people without a Wix login, such as “en”
    #[arg(long, value_name = "XX")]
    pub(super) language: Option<String>,
    /// Addresses
    #[arg(value_name = "ADDRESS", required_unless_present = "people")]
    pub(super) addresses: Vec<String>,
    /// A file with one address a line; what follows a # does not count
    #[arg(long, value_name = "FILE")]
    pub(super) people: Option<PathBuf>,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `plan create-members`.
#[derive(Debug, Args)]
pub struct CreateMembers {
    /// The site
    #[arg(long, value_name = "NAME|ID")]
    pub(super) site: String,
    /// CSV with names of columns in its first row (loginEmail and more), or JSON lines (.jsonl)
    #[arg(id = "members", long = "file", value_name = "CSV|JSONL")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `plan site-invite`.
#[derive(Debug, Args)]
pub struct SiteInvite {
    /// A site; can be said several times
    #[arg(long = "site", value_name = "NAME|ID", required = true)]
    pub(super) sites: Vec<String>,
    /// A role that the invited people will hold there, by title or id
    #[arg(long = "role", value_name = "ROLE", required = true)]
    pub(super) roles: Vec<String>,
    /// Language of the mail for people without a Wix login, such as “en”
    #[arg(long, value_name = "XX")]
    pub(super) language: Option<String>,
    /// Addresses
    #[arg(value_name = "ADDRESS", required_unless_present = "people")]
    pub(super) addresses: Vec<String>,
    /// A file with one address a line; what follows a # does not count
    #[arg(long, value_name = "FILE")]
    pub(super) people: Option<PathBuf>,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `plan remove-everywhere`.
#[derive(Debug, Args)]
pub struct RemoveEverywhere {
    /// The person, by name, address or id
    #[arg(value_name = "PERSON")]
    pub(super) person: String,
    /// Also look among the members of the sites where the person is known
    #[arg(long)]
    pub(super) members: bool,
    /// Also look among the members of this site; can be said several times
    #[arg(long, value_name = "NAME|ID")]
    pub(super) members_of: Vec<String>,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `plan resend`, `plan revoke` and `plan renew`.
#[derive(Debug, Args)]
pub struct OfInvites {
    /// An invite by its address or id; an address means every invite to it
    #[arg(value_name = "ADDRESS|ID", required_unless_present_any = ["people", "state"])]
    pub(super) invites: Vec<String>,
    /// A file with one address or id a line; what follows a # does not count
    #[arg(long, value_name = "FILE")]
    pub(super) people: Option<PathBuf>,
    /// Every invite in this state
    #[arg(long, value_enum, conflicts_with_all = ["invites", "people"])]
    pub(super) state: Option<OfState>,
    /// Only invites to the account, or only those to sites
    #[arg(long, value_enum)]
    pub(super) to: Option<OfKind>,
    #[command(flatten)]
    pub(super) expect: Expect,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
}

/// States by which invites can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OfState {
    /// Sent, not answered.
    Open,
    /// Ended by themselves.
    Ended,
    /// Turned down.
    Declined,
    /// Revoked.
    Revoked,
}

/// What an invite is to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OfKind {
    /// The account.
    Account,
    /// A site.
    Site,
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
    /// The run: its id, the beginning of it, or “last”
    pub(super) run: String,
    /// Carry the plan out at once
    #[arg(long)]
    pub(super) apply: bool,
    #[command(flatten)]
    pub(super) how: How,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) common: Common,
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
    /// The run: its id, the beginning of it, or “last”
    pub(super) run: String,
    /// Write the receipt into FILE, as its ending says: .csv or .json
    #[arg(long, value_name = "FILE")]
    pub(super) result: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: Common,
}

/// What to export.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// The receipt of a run, the same bytes as the window saves
    Receipt(ExportReceipt),
    /// The plan of a run, as a file that can be applied
    Plan(ExportPlan),
    /// Who holds what: the team and its invites, as they were read last
    Team(ExportRows),
    /// The sites, as they were read last
    Sites(ExportRows),
    /// The locations of sites, and who is limited to each
    Locations(ExportList),
    /// Invites to the account and to sites, as last known
    Invites(ExportRows),
    /// Everybody in every place, one line per place and role
    People(ExportRows),
    /// Every role, one line per holder
    Roles(ExportRows),
    /// This account and its child accounts with their facts, as they were read last
    Accounts(ExportRows),
    /// Everybody in this account and in the child accounts that were read
    Everybody(ExportRows),
    /// Who contributes to which site, as it was read last
    Contributors(ExportRows),
    /// The members of a site, as they were read last
    Members(ExportMembers),
    /// What changed between two snapshots
    Changes(ExportChanges),
    /// The journal, entry by entry
    Journal(ExportJournal),
    /// All runs, a line for each
    Runs(ExportJournal),
}

/// `export receipt`.
#[derive(Debug, Args)]
pub struct ExportReceipt {
    /// The run: its id, the beginning of it, or “last”
    pub(super) run: String,
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) to: ExportTo,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `export plan`.
#[derive(Debug, Args)]
pub struct ExportPlan {
    /// The run: its id, the beginning of it, or “last”
    pub(super) run: String,
    #[command(flatten)]
    pub(super) to: ExportTo,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `export locations`.
#[derive(Debug, Args)]
pub struct ExportList {
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) to: ExportTo,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `export journal` and `export runs`.
#[derive(Debug, Args)]
pub struct ExportJournal {
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<JournalFormat>,
    #[command(flatten)]
    pub(super) to: ExportTo,
    #[command(flatten)]
    pub(super) common: Common,
}
