//! Jobs: long work that has a name, shows how far it is, and can be cancelled.

use jiff::Timestamp;

/// Number of a job in this run of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JobKind {
    /// Reads the account.
    Sync,
    /// Reads contributors and locations of sites.
    SyncSites,
    /// Reads the members of a site.
    SyncMembers,
    /// Lets Wix search the members of a site.
    SearchMembers,
    /// Reads what a site sets for all of its members.
    SiteSettings,
    /// Reads child accounts.
    Accounts,
    /// Asks for the names of accounts.
    Names,
    /// Checks what a key can do.
    Check,
    /// Looks up what a plan is about.
    LookUp,
    /// Carries out a plan.
    Apply,
    /// Settles what a run that was cut off left open.
    Settle,
    /// Writes a list into a file.
    Save,
}

impl JobKind {
    /// A name to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sync => "Read the account",
            Self::SyncSites => "Read sites",
            Self::SyncMembers => "Read members",
            Self::SearchMembers => "Search members at Wix",
            Self::SiteSettings => "Read badges, roles and fields",
            Self::Accounts => "Read child accounts",
            Self::Names => "Look up names",
            Self::Check => "Check the key",
            Self::LookUp => "Look up what a plan is about",
            Self::Apply => "Apply a plan",
            Self::Settle => "Settle an interrupted run",
            Self::Save => "Save a list",
        }
    }
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all, if that is known.
    pub total: Option<u64>,
    /// What it is doing now.
    pub step: String,
    /// Steps a minute, measured.
    pub per_minute: Option<u32>,
    /// When it will be finished, by the pace so far.
    pub ends_at: Option<Timestamp>,
}

/// Where a job stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobState {
    /// It runs.
    Running,
    /// Somebody paused it; it goes on when it is told to.
    Paused,
    /// Somebody cancelled it; it stops at the next safe place.
    Stopping,
    /// It came to its end, with a sentence about what came of it.
    Done(String),
    /// It was cancelled.
    Cancelled(String),
    /// It failed.
    Failed(super::ErrorCard),
}

impl JobState {
    /// Whether it still runs.
    pub fn is_active(&self) -> bool {
        matches!(self, Self::Running | Self::Paused | Self::Stopping)
    }
}

/// A job as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobCard {
    /// Its number.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// How far it is.
    pub progress: Progress,
    /// Where it stands.
    pub state: JobState,
}
