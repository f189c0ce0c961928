//! What can go wrong, in Wix's words and in plain ones.

mod told;
mod words;

pub(super) use words::{Words, read as read_words};

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;
use std::time::Duration;

/// Kinds of failures: each asks for something else from the person in front of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorKind {
    /// The program was told to work without a network.
    Offline,
    /// No connection, or it was cut.
    Network,
    /// The other side could not prove who it is.
    Tls,
    /// No answer in time.
    Timeout,
    /// 401: the key is missing, wrong, or lacks a permission (contract 9).
    Unauthorized,
    /// Wix said that the key itself is not valid (contract A5: 428 with code 48876).
    InvalidKey,
    /// 403 with words.
    Forbidden {
        /// The permission that is missing: the one Wix named, else the documented one.
        permission: Option<String>,
    },
    /// The table of identities rules it out ([`super::identity`]): refused with 401 or 403, or not
    /// even sent where there is no status.
    WrongIdentity {
        /// Who may not, such as `app instances`.
        who: String,
    },
    /// 403 without a body: a refused key, or throttling (contract 9).
    EmptyForbidden,
    /// 404: no such thing, or no such call.
    NotFound,
    /// 409: it exists already, or changed in between.
    Conflict,
    /// 412 or 428: something else has to be so first.
    Precondition,
    /// 400: Wix does not take the request.
    Invalid {
        /// Which fields, and why.
        violations: Vec<FieldViolation>,
    },
    /// 429: too many requests.
    TooManyRequests,
    /// 5xx: something broke at Wix.
    Server,
    /// The answer is not what it should be.
    Unreadable {
        /// Place in the answer, such as `teamMembers[3].user`; empty for the whole of it.
        path: String,
    },
    /// Anything else: a redirect, a status nobody expects, an id that cannot be sent.
    Unexpected,
}

/// One field that Wix does not take (contract 9, `validationError`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldViolation {
    /// Path of the field.
    pub field: String,
    /// Wix's words.
    pub description: String,
    /// The rule, such as `FORMAT` or `REQUIRED`; may be empty.
    pub rule: String,
}

/// Everything known about one failed call. None of its texts contains the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind it is.
    pub kind: ErrorKind,
    /// HTTP method.
    pub method: String,
    /// Path on the host.
    pub path: String,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// Wix's error code: a word or digits.
    pub code: Option<String>,
    /// Wix's own words, at most about 500 characters.
    pub words: Option<String>,
    /// What this machine saw: the cause of a cut connection, the place of a redirect.
    pub detail: Option<String>,
    /// Wix's id of the request (`x-wix-request-id`), to quote to Wix's support.
    pub request_id: Option<String>,
    /// How often it was sent.
    pub tries: u32,
    /// How long Wix asked to wait.
    pub retry_after: Option<Duration>,
}

/// A failed call. Displays as one plain sentence; [`WixError::remedy`] tells what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WixError(Box<Failure>);

impl WixError {
    /// A failure of this call with nothing known but its kind.
    pub(super) fn new(kind: ErrorKind, method: &str, path: &str) -> Self {
        Self(Box::new(Failure {
            kind,
            method: method.to_owned(),
            path: path.to_owned(),
            status: None,
            code: None,
            words: None,
            detail: None,
            request_id: None,
            tries: 0,
            retry_after: None,
        }))
    }

    /// The same with a detail.
    pub(super) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// To fill in what is known.
    pub(super) fn facts(&mut self) -> &mut Failure {
        &mut self.0
    }

    /// What to do about it, in one plain sentence.
    pub fn remedy(&self) -> String {
        told::remedy(&self.0)
    }

    /// Whether the network, not Wix, is in the way: no call would get through.
    pub fn is_network(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::Offline | ErrorKind::Network | ErrorKind::Tls | ErrorKind::Timeout
        )
    }
}

impl Deref for WixError {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

impl fmt::Display for WixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&told::sentence(&self.0))
    }
}

impl std::error::Error for WixError {}
