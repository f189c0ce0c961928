//! What can be said to `gatehouse plan site-settings`.

use super::field_for::FieldFor;
use super::shared_args::{Output, SiteName};
use crate::access::{Privacy, PublicVisibility};
use clap::{Args, Subcommand, ValueEnum};

/// What to plan about the settings of a site.
#[derive(Debug, Subcommand)]
pub enum OfSettings {
    /// Make a badge
    CreateBadge(CreateBadge),
    /// Change a badge; what is not named stays
    ChangeBadge(ChangeBadge),
    /// Delete a badge; nobody wears it any more
    DeleteBadge(One),
    /// Make a role that members can hold
    CreateRole(CreateRole),
    /// Keep a role from blocked members, or not
    ChangeRole(ChangeRole),
    /// Delete a role; members keep it until it is taken from each
    DeleteRole(One),
    /// Make a profile field
    CreateField(CreateField),
    /// Give a field another name, or show it to others
    ChangeField(ChangeField),
    /// Take a field out of all profiles; its values stay with the contacts
    HideField(One),
    /// Delete a field with its values
    DeleteField(One),
    /// Say for whom a field is: everybody, or members with some roles or badges
    FieldFor(Box<FieldFor>),
    /// Set who sees the profile of a new member
    DefaultPrivacy(DefaultPrivacy),
    /// Set who sees public members, and whether members may become public
    Privacy(PublicMembers),
}

/// Which site, and where the plan goes.
#[derive(Debug, Args)]
pub(super) struct On {
    #[command(flatten)]
    pub(super) site: SiteName,
    #[command(flatten)]
    pub(super) output: Output,
}

/// One badge, role or field.
#[derive(Debug, Args)]
pub struct One {
    /// Its name or id; of a role its title or key
    #[arg(value_name = "NAME|ID")]
    pub(super) what: String,
    #[command(flatten)]
    pub(super) on: On,
}

/// `create-badge`.
#[derive(Debug, Args)]
pub struct CreateBadge {
    /// Its title
    #[arg(value_name = "TITLE")]
    pub(super) title: String,
    /// What it is for
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(super) description: String,
    /// Colour behind the title, such as #20303c
    #[arg(long, value_name = "COLOUR")]
    pub(super) background: String,
    /// Colour of the letters
    #[arg(long, value_name = "COLOUR", default_value = "#ffffff")]
    pub(super) letters: String,
    #[command(flatten)]
    pub(super) on: On,
}

/// `change-badge`.
#[derive(Debug, Args)]
pub struct ChangeBadge {
    /// Its title or id
    #[arg(value_name = "TITLE|ID")]
    pub(super) what: String,
    /// Another title
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// Another description; an empty one clears it
    #[arg(long, value_name = "TEXT")]
    pub(super) description: Option<String>,
    /// Another colour behind the title
    #[arg(long, value_name = "COLOUR")]
    pub(super) background: Option<String>,
    /// Another colour of the letters
    #[arg(long, value_name = "COLOUR")]
    pub(super) letters: Option<String>,
    #[command(flatten)]
    pub(super) on: On,
}

/// `create-role`.
#[derive(Debug, Args)]
pub struct CreateRole {
    /// Its key, in capital letters; it cannot be changed later
    #[arg(value_name = "KEY")]
    pub(super) key: String,
    /// Its title
    #[arg(value_name = "TITLE")]
    pub(super) title: String,
    /// Whether blocked members may hold it
    #[arg(long, value_name = "YES|NO", default_value = "no")]
    pub(super) for_blocked: YesNo,
    #[command(flatten)]
    pub(super) on: On,
}

/// `change-role`.
#[derive(Debug, Args)]
pub struct ChangeRole {
    /// Its key or title
    #[arg(value_name = "KEY|TITLE")]
    pub(super) what: String,
    /// Whether blocked members may hold it
    #[arg(long, value_name = "YES|NO")]
    pub(super) for_blocked: YesNo,
    #[command(flatten)]
    pub(super) on: On,
}

/// `create-field`.
#[derive(Debug, Args)]
pub struct CreateField {
    /// Its name
    #[arg(value_name = "NAME")]
    pub(super) name: String,
    /// What stands in it; it cannot be changed later
    #[arg(long = "type", value_name = "TYPE", default_value = "text")]
    pub(super) kind: FieldType,
    /// The network of a social field, such as youtube
    #[arg(long, value_name = "NETWORK")]
    pub(super) network: Option<String>,
    /// Who sees it unless a member chooses otherwise
    #[arg(long, value_name = "WHO", default_value = "private")]
    pub(super) privacy: Seen,
    #[command(flatten)]
    pub(super) on: On,
}

/// `change-field`.
#[derive(Debug, Args)]
pub struct ChangeField {
    /// Its name, key or id
    #[arg(value_name = "NAME|ID")]
    pub(super) what: String,
    /// Another name
    #[arg(long, value_name = "TEXT")]
    pub(super) name: Option<String>,
    /// Who sees it unless a member chooses otherwise
    #[arg(long, value_name = "WHO")]
    pub(super) privacy: Option<Seen>,
    #[command(flatten)]
    pub(super) on: On,
}

/// `default-privacy`.
#[derive(Debug, Args)]
pub struct DefaultPrivacy {
    /// What it shall be
    #[arg(value_name = "WHO")]
    pub(super) privacy: Seen,
    #[command(flatten)]
    pub(super) on: On,
}

/// `privacy`.
#[derive(Debug, Args)]
pub struct PublicMembers {
    /// Who sees public members
    #[arg(long, value_name = "WHO")]
    pub(super) seen_by: Option<SeenBy>,
    /// Whether members may become public
    #[arg(long, value_name = "YES|NO")]
    pub(super) may_be_public: Option<YesNo>,
    #[command(flatten)]
    pub(super) on: On,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum YesNo {
    Yes,
    No,
}

impl YesNo {
    pub(super) fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Seen {
    Private,
    Public,
}

impl From<Seen> for Privacy {
    fn from(seen: Seen) -> Self {
        match seen {
            Seen::Private => Self::Private,
            Seen::Public => Self::Public,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SeenBy {
    Members,
    Everybody,
}

impl From<SeenBy> for PublicVisibility {
    fn from(who: SeenBy) -> Self {
        match who {
            SeenBy::Members => Self::Members,
            SeenBy::Everybody => Self::All,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FieldType {
    Text,
    Number,
    Date,
    Url,
    Social,
}

impl FieldType {
    pub(super) fn wire(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Number => "NUMBER",
            Self::Date => "DATE",
            Self::Url => "URL",
            Self::Social => "SOCIAL",
        }
    }
}

impl OfSettings {
    pub(super) fn on(&self) -> &On {
        match self {
            Self::CreateBadge(args) => &args.on,
            Self::ChangeBadge(args) => &args.on,
            Self::DeleteBadge(args)
            | Self::DeleteRole(args)
            | Self::HideField(args)
            | Self::DeleteField(args) => &args.on,
            Self::CreateRole(args) => &args.on,
            Self::ChangeRole(args) => &args.on,
            Self::CreateField(args) => &args.on,
            Self::ChangeField(args) => &args.on,
            Self::FieldFor(args) => &args.on,
            Self::DefaultPrivacy(args) => &args.on,
            Self::Privacy(args) => &args.on,
        }
    }

    /// Where the plan goes, and with which profile it is made.
    pub(super) fn output(&self) -> &Output {
        &self.on().output
    }
}
