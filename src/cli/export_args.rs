//! What can be said to `gatehouse export`.

use super::export_form::{ExportTo, Format, JournalFormat};
use super::lists::ExportRows;
use super::shared_args::RunName;
use super::site_members::ExportMembers;
use super::snapshots_args::ExportChanges;
use clap::{Args, Subcommand};

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

impl Export {
    /// Where it goes, and of which profile it is.
    pub(super) fn to(&self) -> &ExportTo {
        match self {
            Self::Receipt(args) => &args.to,
            Self::Plan(args) => &args.to,
            Self::Locations(args) => &args.to,
            Self::Team(args)
            | Self::Sites(args)
            | Self::Everybody(args)
            | Self::Invites(args)
            | Self::People(args)
            | Self::Roles(args)
            | Self::Accounts(args)
            | Self::Contributors(args) => &args.to,
            Self::Members(args) => &args.to,
            Self::Changes(args) => &args.to,
            Self::Journal(args) | Self::Runs(args) => &args.to,
        }
    }
}

/// `export receipt`.
#[derive(Debug, Args)]
pub struct ExportReceipt {
    #[command(flatten)]
    pub(super) run: RunName,
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) to: ExportTo,
}

/// `export plan`.
#[derive(Debug, Args)]
pub struct ExportPlan {
    #[command(flatten)]
    pub(super) run: RunName,
    #[command(flatten)]
    pub(super) to: ExportTo,
}

/// `export locations`.
#[derive(Debug, Args)]
pub struct ExportList {
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) to: ExportTo,
}

/// `export journal` and `export runs`.
#[derive(Debug, Args)]
pub struct ExportJournal {
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<JournalFormat>,
    #[command(flatten)]
    pub(super) to: ExportTo,
}
