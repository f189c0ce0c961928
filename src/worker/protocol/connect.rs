//! Connecting an account.

use super::{ErrorCard, ProfileId};
use serde::{Deserialize, Serialize};

/// What a new profile needs.
#[derive(Clone, PartialEq, Eq)]
pub struct NewProfile {
    /// Name; empty takes the account's.
    pub name: String,
    /// Which of the eight hues.
    pub colour: u8,
    /// How it signs in.
    pub sign_in: NewSignIn,
    /// Another server; `None` is Wix.
    pub base_url: Option<String>,
    /// Whether writing is switched off.
    pub read_only: bool,
}

impl std::fmt::Debug for NewProfile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewProfile")
            .field("name", &self.name)
            .field("sign_in", &self.sign_in)
            .finish_non_exhaustive()
    }
}

/// How a new profile signs in.
#[derive(Clone, PartialEq, Eq)]
pub enum NewSignIn {
    /// With an API key.
    Key {
        /// The key as typed.
        key: String,
        /// The account id as typed; empty asks Wix.
        account: String,
    },
    /// As an app that is installed on a site.
    App {
        /// Id of the app as typed.
        app_id: String,
        /// Its secret as typed.
        secret: String,
        /// Id of the installation as typed.
        instance_id: String,
        /// The site id as typed; empty asks Wix.
        site: String,
    },
}

impl std::fmt::Debug for NewSignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key { account, .. } => f
                .debug_struct("Key")
                .field("key", &"(hidden)")
                .field("account", account)
                .finish(),
            Self::App {
                app_id,
                instance_id,
                site,
                ..
            } => f
                .debug_struct("App")
                .field("app_id", app_id)
                .field("secret", &"(hidden)")
                .field("instance_id", instance_id)
                .field("site", site)
                .finish(),
        }
    }
}

/// An area of the APIs that a key may or may not serve.
pub type Area = String;

/// Whether reading works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// It does.
    Yes,
    /// Wix refuses it.
    No,
    /// The answer does not tell.
    Unclear,
}

/// One row of the capability check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capability {
    /// The area, for people.
    pub area: Area,
    /// Whether reading works.
    pub reading: Reading,
    /// What is known about changing things there.
    pub changing: String,
    /// The permission it takes, as Wix names it.
    pub permission: String,
    /// What does not work without it.
    pub without: String,
    /// What Wix answered, when it refused.
    pub answer: Option<ErrorCard>,
    /// Why this kind of sign-in may not ask at all, whatever its permissions; empty where it may.
    #[serde(default)]
    pub closed: String,
}

/// How far connecting has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ConnectState {
    /// Nobody asked.
    #[default]
    Idle,
    /// Wix is being asked.
    Checking,
    /// The key alone does not tell the account: it has to be typed.
    AccountNeeded(ErrorCard),
    /// Wix does not tell which site the app is installed on: it has to be typed.
    SiteNeeded(ErrorCard),
    /// It did not work; nothing was stored.
    Failed(ErrorCard),
    /// It works. The profile was made and opened.
    Connected {
        /// The new profile.
        profile: ProfileId,
        /// What the sign-in can do.
        capabilities: Vec<Capability>,
        /// The sites that a limited key reaches; `None` where no limit was met.
        limit: Option<Box<super::SiteLimit>>,
        /// Where the key is, in a sentence.
        key_note: String,
    },
}

/// How the trial of a child account's own key stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenKey {
    /// Number of the form it was typed into.
    pub form: u64,
    /// What came of it; `None` while it is tried.
    pub end: Option<Result<ErrorCard, ErrorCard>>,
}
