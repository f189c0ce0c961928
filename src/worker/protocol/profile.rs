//! Profiles, and the one that is open.

use super::{ErrorCard, PaceSettings};
use crate::access::{Account, AccountId};
use crate::plan::BrakeLimits;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Name of a profile's folder; chosen by the program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProfileId(pub String);

/// Sizes of a practice account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// A studio with 12 people.
    S,
    /// An agency with 260 people.
    L,
    /// A franchise with 2,500 people.
    Xl,
}

impl Size {
    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::S => "s",
            Self::L => "l",
            Self::Xl => "xl",
        }
    }

    /// What the account of this size is: `Practice agency`.
    pub fn title(self) -> &'static str {
        match self {
            Self::S => "Practice studio",
            Self::L => "Practice agency",
            Self::Xl => "Practice franchise",
        }
    }

    /// From the word of the command line.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::S, Self::L, Self::Xl]
            .into_iter()
            .find(|s| s.word() == word)
    }
}

/// Which practice account a profile works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Practice {
    /// How large it is.
    pub size: Size,
    /// From which seed it is computed.
    pub seed: u64,
}

/// Where the key of a profile is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// In the key store of the system.
    System,
    /// In a file that the owner's passphrase opens.
    Sealed,
    /// In memory; gone when the program ends.
    ThisRun,
    /// Nowhere: it has to be given again.
    Missing,
    /// A practice account makes its own.
    Practice,
    /// With the profile of the account above.
    Parent,
}

/// A profile as lists show it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileCard {
    /// Its id.
    pub id: ProfileId,
    /// Name that the owner chose.
    pub name: String,
    /// Which of the eight hues.
    pub colour: u8,
    /// Where requests go.
    pub base_url: String,
    /// The account.
    pub account: AccountId,
    /// The account's name as Wix told it; empty if it did not.
    pub account_name: String,
    /// The practice account behind it, if it is one.
    pub practice: Option<Practice>,
    /// Whether the owner switched writing off.
    pub read_only: bool,
    /// How it signs in.
    pub sign_in: super::SignIn,
    /// Where its key is, or its app secret.
    pub key: KeyPlace,
    /// The profile of the account above, if this one is of a child account. It may be forgotten.
    pub parent: Option<ProfileId>,
    /// When it was last open.
    pub last_used: Option<Timestamp>,
    /// Its pace.
    pub pace: PaceSettings,
    /// Its brakes.
    pub brakes: BrakeLimits,
}

impl ProfileCard {
    /// Whether it is a child account's and the profile above is among these.
    pub fn is_below(&self, all: &[Self]) -> bool {
        let parent = self.parent.as_ref();
        parent.is_some_and(|id| all.iter().any(|p| p.id == *id))
    }

    /// The profiles below this one among these: its child accounts, and theirs.
    pub fn below<'a>(&self, all: &'a [Self]) -> Vec<&'a Self> {
        let mut found: Vec<&Self> = Vec::new();
        let mut above = vec![&self.id];
        while let Some(id) = above.pop() {
            for card in all.iter().filter(|p| p.parent.as_ref() == Some(id)) {
                if found.iter().all(|f| f.id != card.id) {
                    above.push(&card.id);
                    found.push(card);
                }
            }
        }
        found
    }

    /// The name that has to be typed to lift a brake.
    pub fn name_to_type(&self) -> &str {
        if self.account_name.trim().is_empty() {
            &self.name
        } else {
            &self.account_name
        }
    }
}

/// How the open profile stands to the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connection {
    /// Not asked yet in this run.
    Untried,
    /// The last call was answered.
    Online,
    /// The program was started with `--offline`, or there is no key.
    Offline(String),
    /// The last call failed.
    Trouble(ErrorCard),
}

/// When and how completely something was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetInfo {
    /// What it is, for people: `Team`, `Roles`, `Sites` and so on.
    pub label: &'static str,
    /// When it was last read, wholly or in part.
    pub read_at: Option<Timestamp>,
    /// Whether the last reading came to its end.
    pub complete: bool,
    /// Rows that are kept.
    pub rows: u64,
    /// Pages of the last reading.
    pub pages: u32,
    /// What is odd about it.
    pub note: Option<String>,
}

/// The profile that is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The profile.
    pub profile: ProfileCard,
    /// How it stands to the network.
    pub connection: Connection,
    /// Why nothing can be written; `None` if it can.
    pub no_writing: Option<String>,
    /// The account's own facts, once read.
    pub account: Option<Account>,
    /// What was read when.
    pub datasets: Vec<DatasetInfo>,
    /// What the key can do, from the last check.
    pub capabilities: Vec<super::Capability>,
    /// The sites that a limited key reaches; `None` where no limit was met.
    pub limit: Option<super::SiteLimit>,
    /// Which kind of caller may ask what of Wix; the row of this profile is marked.
    pub identities: std::sync::Arc<Vec<super::IdentityRow>>,
}

impl Session {
    /// The data set with this label.
    pub fn dataset(&self, label: &str) -> Option<&DatasetInfo> {
        self.datasets.iter().find(|d| d.label == label)
    }
}

/// How fast calls go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PaceView {
    /// Calls in the last minute.
    pub used: u32,
    /// Calls a minute in force; `None` when switched off.
    pub limit: Option<u32>,
    /// Wix asked to wait until then.
    pub blocked_until: Option<Timestamp>,
}
