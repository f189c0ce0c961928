//! Tables and documents as files: receipts, plans, the team, the journal. Window and command line
//! write the same bytes. Files that people made come in through [`read`], [`map`] and [`check`],
//! which [`Import`] joins.

mod access;
mod ahead;
mod changes;
pub mod check;
mod collect;
mod csv_in;
mod document;
mod import;
mod invites;
mod journal;
mod list;
mod locations;
pub mod map;
mod members;
mod out;
pub mod read;
mod reviews;
mod runs;
mod sites;
mod sure;
mod table;
mod team;
mod words;
mod zip;

pub use access::contributors_json;
pub use changes::{
    CHANGES_HEAD, ChangeLine, ChangesDocument, change_cells, changes_csv, changes_text,
};
pub use check::PLACES;
pub use collect::{Became, Named};
pub use csv_in::{RowError, members_csv, members_jsonl};
pub use document::{plan_json, receipt_json};
pub use import::{Checked, Import};
pub use invites::{InviteLine, invites_json};
pub use journal::{JOURNAL_HEAD, journal_csv_row, journal_head_csv, journal_jsonl_row};
pub use list::ListFile;
pub use locations::{locations_csv, locations_json};
pub use members::{member_cells, member_columns, site_members_json};
pub use out::{escaped, lines_csv, receipt_csv};
pub use reviews::{
    DecisionsError, REVIEW_HEAD, ReviewLine, SheetDecision, decisions_csv, review_cells, review_csv,
};
use runs::row as csv_row;
pub use runs::{RUNS_HEAD, RunLine, runs_csv_row, runs_head_csv, runs_jsonl_row};
pub use sites::{SiteLine, sites_json};
pub use sure::SureNames;
pub use table::table_json;
pub use team::team_json;
pub use words::{of_end, of_record};
pub use zip::zip;
