//! What can be said to `connect`, `check`, `forget` and `support`.

use super::shared_args::{Common, pace};
use crate::worker::protocol::PaceSettings;
use clap::Args;
use std::path::PathBuf;

/// `connect`.
#[derive(Debug, Args)]
pub struct Connect {
    /// Name of the profile; else the account's
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(super) name: String,
    /// Id of the account, where the key alone does not tell it
    #[arg(long, default_value = "", hide_default_value = true, value_name = "ID")]
    pub(super) account: String,
    /// Sign in as an app that is installed on one site, with this app id; its secret comes from
    /// `--key-fd` or `GATEHOUSE_APP_SECRET`
    #[arg(
        long,
        value_name = "ID",
        requires = "instance_id",
        conflicts_with = "account"
    )]
    pub(super) app_id: Option<String>,
    /// Id of the app's installation
    #[arg(long, value_name = "ID", requires = "app_id")]
    pub(super) instance_id: Option<String>,
    /// Id of the site that the app is installed on, where Wix does not tell it
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "ID",
        requires = "app_id"
    )]
    pub(super) site: String,
    /// Switch writing off for this profile
    #[arg(long)]
    pub(super) read_only: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub(super) json: bool,
    /// Read the key, or the app secret, from this descriptor
    #[arg(long, value_name = "N")]
    pub(super) key_fd: Option<u32>,
    /// Calls a minute of this profile, or “off”; above 200 only against this computer
    #[arg(long, value_parser = pace, value_name = "N|off")]
    pub(super) pace: Option<PaceSettings>,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Show which sign-in may ask what, from Wix's documentation; needs no profile and no network
    #[arg(long)]
    pub(super) identities: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `forget`.
#[derive(Debug, Args)]
pub struct Forget {
    /// The profile, by its name or id; it is never chosen by itself
    #[arg(value_name = "NAME|ID")]
    pub(super) profile: String,
    /// The profiles of its child accounts too
    #[arg(long)]
    pub(super) with_children: bool,
    /// Do it; else it is only said what would go
    #[arg(long)]
    pub(super) yes: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub(super) json: bool,
}

/// `support`.
#[derive(Debug, Args)]
pub struct Support {
    /// The archive to write
    #[arg(short, long, value_name = "FILE")]
    pub(super) out: PathBuf,
    /// Overwrite a file that is there already
    #[arg(long)]
    pub(super) force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub(super) json: bool,
}
