//! What can be said to many commands alike.

use crate::worker::protocol::PaceSettings;
use clap::Args;
use std::path::PathBuf;

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

/// Where a plan goes, and with which profile it is made.
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
    #[command(flatten)]
    pub(super) common: Common,
}

/// A run.
#[derive(Debug, Args)]
pub(super) struct RunName {
    /// The run: its id, the beginning of it, or “last”
    #[arg(id = "run", value_name = "RUN")]
    pub(super) name: String,
}

/// A site.
#[derive(Debug, Args)]
pub(super) struct SiteName {
    /// The site, by name or id
    #[arg(id = "site", long = "site", value_name = "NAME|ID")]
    pub(super) name: String,
}

/// The number of people that somebody counts on.
#[derive(Debug, Args)]
pub(super) struct Expect {
    /// Refuse if it is not exactly so many people
    #[arg(long, value_name = "N")]
    pub(super) expect: Option<usize>,
}
