//! What comes into the worker from outside, so that tests can fix it.

use super::protocol::Practice;
use crate::secrets::KeyStore;
use jiff::Timestamp;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// The key store of this run, and a sentence to tell when it is not the system's.
pub type Keys = (Arc<dyn KeyStore>, Option<String>);

/// What a started practice account answers with.
#[derive(Debug, Clone)]
pub struct PracticeServer {
    /// Where it listens, on loopback.
    pub base_url: String,
    /// Its full key.
    pub api_key: String,
    /// Its account.
    pub account: String,
    /// Whether it takes requests at any rate: then nothing is gained by going slowly.
    pub unlimited: bool,
    /// Site invites that exist already (Wix cannot list them).
    pub site_invites: Vec<PracticeInvite>,
}

/// A site invite of a practice account, as it would be known if this program had sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeInvite {
    /// Its id.
    pub id: String,
    /// The site.
    pub site: String,
    /// The address.
    pub email: String,
    /// Ids of the roles that it gives.
    pub roles: Vec<String>,
    /// Its state in Wix's word.
    pub status: String,
    /// When it ends or ended by itself.
    pub expires_at: Timestamp,
}

/// Starts practice accounts. The program hands it in; the worker knows no sandbox.
pub trait PracticeLauncher: Send + Sync {
    /// Starts the account of this size and seed, which keeps its changes in `state`. It serves
    /// until the program ends.
    fn launch(
        &self,
        practice: Practice,
        state: PathBuf,
    ) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send>>;
}

/// How long reading back waits. Queries lag behind writes, so "not there" counts only after the
/// last of these looks.
#[derive(Debug, Clone)]
pub struct Patience {
    /// Waits before the first, second, … look at a place that is not as planned yet.
    pub looks: Vec<Duration>,
    /// How long a run waits while nothing gets through, before it is left to go on later; `None`
    /// waits until somebody stops it.
    pub outage: Option<Duration>,
    /// How often a run that waits for its hour looks at the clock.
    pub clock: Duration,
    /// How often what depends on the time alone is looked at again: invites that turn old, waivers
    /// that end.
    pub hour: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        // The contract advises one to two seconds (9, "Eventual consistency"); the later looks
        // cover slower moments.
        Self {
            looks: [1, 2, 4, 8].map(Duration::from_secs).to_vec(),
            outage: None,
            clock: Duration::from_secs(10),
            hour: Duration::from_hours(1),
        }
    }
}

/// Everything from outside.
pub struct Environment {
    /// Where everything is kept.
    pub data: PathBuf,
    /// Open no socket at all.
    pub offline: bool,
    /// Only read what is kept; write nothing.
    pub read_only: bool,
    /// Read the account and look up interrupted runs without being asked, as a window does.
    pub by_itself: bool,
    /// Who works with the program: the name under which this person is logged in to the computer;
    /// empty where the system tells none. It is kept beside what only a person can confirm.
    pub person: String,
    /// The time of day.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// New ids, each different.
    pub ids: Arc<dyn Fn() -> String + Send + Sync>,
    /// Random numbers from 0 up to 1.
    pub jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    /// Finds the key store; may block, so it is called off every thread that others wait for.
    pub keys: Box<dyn FnOnce() -> Keys + Send>,
    /// Starts practice accounts.
    pub practice: Option<Arc<dyn PracticeLauncher>>,
    /// Patience when reading back.
    pub patience: Patience,
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment")
            .field("data", &self.data)
            .field("offline", &self.offline)
            .finish_non_exhaustive()
    }
}
