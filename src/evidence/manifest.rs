//! `manifest.json`: what the pack is, and the hash of every other file.

use super::Pack;
use crate::journal::{Hash, Head};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The form of packs that this version writes. It goes up with any change of what is written, so
/// that files of another form are not compared byte for byte.
pub const FORMAT: u32 = 1;

/// A file of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its content.
    pub sha256: Hash,
}

/// Where the lines of the journal in the pack begin and end in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The chain before the first of them.
    pub from: Head,
    /// The chain after the last of them.
    pub to: Head,
}

/// The manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// Says what this file is: `pack`.
    pub gatehouse: String,
    /// The form of the pack.
    pub format: u32,
    /// The review's id.
    pub review: String,
    /// Its name.
    pub name: String,
    /// Who reviewed, as the review says.
    pub reviewer: String,
    /// When it was made.
    pub made: Timestamp,
    /// When the last thing in the pack happened.
    pub as_of: Timestamp,
    /// Whether nothing is missing.
    pub complete: bool,
    /// What is missing, one sentence each.
    pub missing: Vec<String>,
    /// How many entries were reviewed.
    pub entries: u64,
    /// How many of them are decided.
    pub decided: u64,
    /// The run that carried them out.
    pub run: Option<String>,
    /// The hash of its plan as it was confirmed.
    pub plan: Option<String>,
    /// Where its lines stand in the journal's chain.
    pub journal: Option<Chain>,
    /// Every other file.
    pub files: Vec<Listed>,
}

/// The manifest of these files.
pub(super) fn of(pack: &Pack, files: &[(String, Vec<u8>)]) -> Manifest {
    let missing = pack.gaps();
    let counts = pack.standing().counts(pack.items.len());
    let receipt = pack.carried.as_ref().and_then(|c| c.receipt.as_ref());
    let mut listed: Vec<Listed> = files
        .iter()
        .map(|(name, bytes)| Listed {
            name: name.clone(),
            bytes: bytes.len() as u64,
            sha256: Hash::of(bytes),
        })
        .collect();
    listed.sort_by(|a, b| a.name.cmp(&b.name));
    Manifest {
        gatehouse: "pack".to_owned(),
        format: FORMAT,
        review: pack.campaign.id.clone(),
        name: pack.campaign.name.clone(),
        reviewer: pack.campaign.reviewer.clone(),
        made: pack.campaign.made,
        as_of: pack.as_of(),
        complete: missing.is_empty(),
        missing,
        entries: counts.all.into(),
        decided: counts.decided().into(),
        run: receipt.map(|r| r.run.to_string()),
        plan: receipt.map(|r| r.plan_hash.clone()),
        journal: pack
            .carried
            .as_ref()
            .and_then(|c| super::chain(&c.journal).ok()),
        files: listed,
    }
}
