//! Where the owner is.

use serde::{Deserialize, Serialize};

/// A pane.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    strum::EnumIter,
)]
#[serde(rename_all = "lowercase")]
pub enum Route {
    /// Counts, ages, what needs attention.
    #[default]
    Overview,
    /// People and account invites.
    Team,
    /// Invites to the account and to sites.
    Invites,
    /// Roles and who holds them.
    Roles,
    /// Sites and their locations.
    Sites,
    /// Contributors of all sites.
    Contributors,
    /// Members of one site.
    Members,
    /// One card per human.
    People,
    /// This account and its child accounts.
    Accounts,
    /// Access reviews.
    Reviews,
    /// What changed between two snapshots.
    Changes,
    /// What breaks house rules.
    Rules,
    /// Jobs, runs, journal, notices.
    Activity,
    /// Profiles, pace, brakes, look, data.
    Settings,
    /// The key facts of Wix's model.
    Help,
    /// The evidence pack that is looked at.
    Pack,
    /// Every component of the design kit.
    Kit,
    /// Open the practice account or connect one.
    Welcome,
}

impl Route {
    /// The word of the command line and of saved settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Team => "team",
            Self::Invites => "invites",
            Self::Roles => "roles",
            Self::Sites => "sites",
            Self::Contributors => "contributors",
            Self::Members => "members",
            Self::People => "people",
            Self::Accounts => "accounts",
            Self::Reviews => "reviews",
            Self::Changes => "changes",
            Self::Rules => "rules",
            Self::Activity => "activity",
            Self::Settings => "settings",
            Self::Help => "help",
            Self::Pack => "pack",
            Self::Kit => "kit",
            Self::Welcome => "welcome",
        }
    }

    /// Whether it is a list that can be searched, filtered and selected in.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::Team
                | Self::Invites
                | Self::Roles
                | Self::Sites
                | Self::Contributors
                | Self::Members
                | Self::People
                | Self::Accounts
                | Self::Reviews
                | Self::Changes
                | Self::Pack
                | Self::Rules
        )
    }

    /// From the word of the command line.
    pub fn from_word(word: &str) -> Option<Self> {
        use strum::IntoEnumIterator as _;
        Self::iter().find(|r| r.word() == word)
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Team => "Team",
            Self::Invites => "Invites",
            Self::Roles => "Roles",
            Self::Sites => "Sites",
            Self::Contributors => "Contributors",
            Self::Members => "Members",
            Self::People => "People",
            Self::Accounts => "Accounts",
            Self::Reviews => "Reviews",
            Self::Changes => "Changes",
            Self::Rules => "House rules",
            Self::Activity => "Activity",
            Self::Settings => "Settings",
            Self::Help => "Help",
            Self::Pack => "Evidence pack",
            Self::Kit => "Design kit",
            Self::Welcome => "Welcome",
        }
    }
}
