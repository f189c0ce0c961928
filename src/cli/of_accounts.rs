//! What can be said to the commands about accounts.

use super::shared_args::{Common, Output};
use clap::{Args, Subcommand};

/// What to do about accounts.
#[derive(Debug, Subcommand)]
pub enum Accounts {
    /// This account, the one above it and those below it, as they were read last
    List(OfAccounts),
    /// Give a child account a name of your own; an empty one takes it away
    Name(NameAccount),
    /// Give a child account a key of its own; it is tried there first
    Key(GiveKey),
}

/// `accounts list`.
#[derive(Debug, Args)]
pub struct OfAccounts {
    #[command(flatten)]
    pub(super) common: Common,
}

/// `accounts name`.
#[derive(Debug, Args)]
pub struct NameAccount {
    /// The child account, by name or id
    #[arg(value_name = "NAME|ID")]
    pub(super) account: String,
    /// Its name from now on
    #[arg(value_name = "NEW NAME")]
    pub(super) name: String,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `accounts key`.
#[derive(Debug, Args)]
pub struct GiveKey {
    /// The child account, by name or id
    #[arg(value_name = "NAME|ID")]
    pub(super) account: String,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `find`.
#[derive(Debug, Args)]
pub struct Find {
    /// Words of a name, an address, a role, a site, or an id
    #[arg(value_name = "PERSON")]
    pub(super) person: String,
    /// Look in every child account that was read, too
    #[arg(long)]
    pub(super) all_accounts: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `plan create-account`.
#[derive(Debug, Args)]
pub struct CreateAccount {
    /// Address of the new user
    #[arg(value_name = "ADDRESS")]
    pub(super) address: String,
    /// First name
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "NAME"
    )]
    pub(super) first_name: String,
    /// Last name
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "NAME"
    )]
    pub(super) last_name: String,
    /// Language, such as “en”
    #[arg(long, value_name = "XX")]
    pub(super) language: Option<String>,
    #[command(flatten)]
    pub(super) output: Output,
}
