//! Tables and documents as files: receipts, plans, the team, the journal. Window and command line
//! write the same bytes.

mod access;
mod csv_in;
mod document;
mod journal;
mod out;
mod team;
mod words;

pub use access::{contributors_csv, contributors_json};
pub use csv_in::{RowError, members_csv, members_jsonl};
pub use document::{plan_json, receipt_json};
pub use journal::{JOURNAL_HEAD, journal_csv_row, journal_head_csv, journal_jsonl_row};
pub use out::{escaped, receipt_csv};
pub use team::{team_csv, team_json};
pub use words::{of_end, of_record};
