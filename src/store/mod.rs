//! What stays on this computer: a cache that may be thrown away, a ledger and snapshots that may
//! not, the file of the journal, and the list of profiles.
//!
//! Every call blocks on the disk and belongs on a thread that may wait. Files are private to the
//! user. Clocks come in from outside.

mod backup;
mod cache;
mod db;
mod error;
mod journal_file;
mod ledger;
mod lock;
mod log_file;
mod open;
mod place;
mod private;
mod profile;
mod root;
mod schema;
mod snapshots;
mod told;
mod values;

pub use backup::{all as backups, newest as newest_backup};
pub use cache::{
    BySite, CHANGES_KEPT, Cache, DatasetMeta, End, Filed, MembersPage, MembersState, Opened, Page,
    Part, Reading, Refusal, Set, UnderWay,
};
pub use error::StoreError;
pub use journal_file::{
    Expected, JournalFile, OpenIntent, OpenRun, Problem, VerifyReport, verify_journal,
};
pub use ledger::{
    Ledger, LineRow, LocalName, NOTICES_KEPT, NoticeRow, RunHead, RunRow, SiteInviteRow, WaiverRow,
};
pub use lock::ProfileLock;
pub use log_file::{LogFile, LogLayer, crashes, keep_crash, log_tail};
pub use open::{open, open_read_only};
pub use place::{DataDir, ProfileDir, ProfileId};
pub use profile::{ProfileStore, restore_ledger, restore_root};
pub use root::{ChildProfile, KeyLimit, KeyTrial, Practice, ProfileRow, RootLedger, SignIn};
pub use schema::Kind;
pub use snapshots::{Pair, PartFacts, Snapshots, Taking};
pub use told::Told;
