//! Evidence packs: what was reviewed, decided, done and found afterwards, in one file that a
//! stranger can check.
//!
//! A [`Pack`] is written by [`write()`] into a zip file of one exact form. Nothing in it depends on
//! when it is written, so the same review gives the same bytes and the same digest, the SHA-256 of
//! the whole, which is handed over apart from the pack. [`open`] checks all of it with nothing but
//! the bytes: the zip's structure, every file against the manifest, the journal's lines against
//! their chain, the receipt against plan and journal, and everything for readers against the data
//! it tells of. A pack that somebody wrote anew as a whole is sound in itself; only the digest
//! tells.

mod chain;
mod check;
mod files;
mod manifest;
mod pack;
mod report;
mod run;
mod sample;
#[cfg(test)]
mod tests;
mod zip;

pub use chain::chain;
pub use check::{Opened, Problem, open};
pub use files::write;
pub use manifest::{Chain, FORMAT, Listed, Manifest};
pub use pack::{Account, AfterList, Carried, Pack, PartRead, query_of, title_of};
pub use run::Told;
pub use sample::{LINES, sample};
pub use zip::{LARGEST, ZipError};

/// Why a pack cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Something that has no form as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// What the writer of tables said.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The same, at its end.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// It is too large.
    #[error(transparent)]
    Zip(#[from] ZipError),
}
