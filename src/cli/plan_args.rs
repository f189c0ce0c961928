//! What can be said to `gatehouse plan`.

use super::members::OfMembers;
use super::of_accounts::CreateAccount;
use super::on_sites::{SiteLocations, SiteRemove, SiteRoles};
use super::settings_args::OfSettings;
use super::shared_args::{Expect, Output};
use super::snapshots_args::PutBack;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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

impl What {
    /// Where the plan goes, and with which profile it is made.
    pub(super) fn output(&self) -> &Output {
        match self {
            Self::Roles(args) => &args.output,
            Self::SetRoles(args) => &args.output,
            Self::SameAs(args) => &args.output,
            Self::Remove(args) => &args.output,
            Self::Invite(args) => &args.output,
            Self::CreateMembers(args) => &args.output,
            Self::Members(what) => what.output(),
            Self::SiteSettings(what) => what.output(),
            Self::SiteInvite(args) => &args.output,
            Self::Resend(args) | Self::Revoke(args) | Self::Renew(args) => &args.output,
            Self::CreateAccount(args) => &args.output,
            Self::RemoveEverywhere(args) => &args.output,
            Self::SiteRoles(args) => &args.output,
            Self::SiteLocations(args) => &args.output,
            Self::SiteRemove(args) => &args.output,
            Self::PutBack(args) => &args.output,
        }
    }
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

/// Whom a plan is about, and how many they are.
#[derive(Debug, Args)]
pub(super) struct Who {
    #[command(flatten)]
    pub(super) people: People,
    #[command(flatten)]
    pub(super) expect: Expect,
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
    pub(super) who: Who,
    #[command(flatten)]
    pub(super) output: Output,
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
    pub(super) who: Who,
    #[command(flatten)]
    pub(super) output: Output,
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
    pub(super) who: Who,
    #[command(flatten)]
    pub(super) output: Output,
}

/// `plan remove`.
#[derive(Debug, Args)]
pub struct Remove {
    #[command(flatten)]
    pub(super) who: Who,
    #[command(flatten)]
    pub(super) output: Output,
}

/// Who is invited, and in which language.
#[derive(Debug, Args)]
pub(super) struct Invited {
    /// Language of the mail for people without a Wix login, such as “en”
    #[arg(long, value_name = "XX")]
    pub(super) language: Option<String>,
    /// Addresses
    #[arg(value_name = "ADDRESS", required_unless_present = "people")]
    pub(super) addresses: Vec<String>,
    /// A file with one address a line; what follows a # does not count
    #[arg(long, value_name = "FILE")]
    pub(super) people: Option<PathBuf>,
}

/// `plan invite`.
#[derive(Debug, Args)]
pub struct Invite {
    /// A role that the invited people will hold: ROLE or ROLE@site:NAME
    #[arg(long = "role", value_name = "ROLE[@REACH]", required = true)]
    pub(super) roles: Vec<String>,
    #[command(flatten)]
    pub(super) invited: Invited,
    #[command(flatten)]
    pub(super) output: Output,
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
    #[command(flatten)]
    pub(super) invited: Invited,
    #[command(flatten)]
    pub(super) output: Output,
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
