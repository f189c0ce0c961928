//! How a client proves who it is: with an API key, or as an app that is installed on a site.

mod app;
mod info;
mod token;

pub use app::{AppInstance, AppSecret};
pub use info::TokenInfo;

use super::client::Inner;
use super::exchange::Lost;
use super::identity::{self, Identity};
use super::transport::Call;
use super::{ApiKey, ErrorKind, Level, Urgency, WixError};
use reqwest::header::HeaderValue;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Path of the call that gives tokens (site contract 3.4).
pub(super) const TOKEN_PATH: &str = "/oauth2/token";
/// Path of the call that tells about a token (site contract 3.4).
pub(crate) const TOKEN_INFO_PATH: &str = "/oauth2/token-info";

/// A text that never shows.
type Hidden = Arc<Zeroizing<String>>;

/// How a client proves who it is. Clones share the token of an app.
#[derive(Debug, Clone)]
pub enum Auth {
    /// An API key of the account, for all sites or for some (contract 1).
    Key(ApiKey),
    /// An app that is installed on one site: calls on site level only (contract 1).
    App(AppInstance),
}

impl From<ApiKey> for Auth {
    fn from(key: ApiKey) -> Self {
        Self::Key(key)
    }
}

impl From<AppInstance> for Auth {
    fn from(app: AppInstance) -> Self {
        Self::App(app)
    }
}

/// Calls about tokens carry what they are about in their body, and no header.
fn is_about_tokens(path: &str) -> bool {
    [TOKEN_PATH, TOKEN_INFO_PATH].contains(&path)
}

/// What stands in the header of one call.
pub(super) struct Proof {
    header: HeaderValue,
    /// The app's token, to give it up when Wix does not take it.
    token: Option<Hidden>,
}

impl Proof {
    /// The value of `Authorization`.
    pub(super) fn header(&self) -> HeaderValue {
        self.header.clone()
    }
}

impl Auth {
    /// Who the caller is to Wix.
    pub fn identity(&self) -> Identity {
        match self {
            Self::Key(_) => Identity::ApiKey,
            Self::App(_) => Identity::App,
        }
    }

    /// Takes everything out of a text that must not show.
    pub(super) fn redact(&self, text: &str) -> String {
        match self {
            Self::Key(key) => super::redact::redact(key.expose(), text),
            Self::App(app) => app.hidden().iter().fold(text.to_owned(), |text, hidden| {
                super::redact::redact(hidden, &text)
            }),
        }
    }

    /// Why a call cannot be made by this caller at all; it is not sent then. Only what the
    /// documentation rules out counts.
    pub(super) fn rules_out(&self, call: &Call) -> Option<WixError> {
        let Self::App(app) = self else {
            return None;
        };
        let why = match &call.level {
            Level::Site(site) if Some(site) == app.site() => {
                let rule = identity::in_the_way(Identity::App, call.method.as_str(), &call.path)?;
                if rule.verdict != identity::Verdict::Refused {
                    return None;
                }
                rule.told()
            }
            Level::Site(_) => "the app’s token is good for another site".to_owned(),
            Level::None if is_about_tokens(&call.path) => return None,
            Level::Account(_) | Level::None => {
                match identity::in_the_way(Identity::App, call.method.as_str(), &call.path) {
                    Some(rule) => rule.told(),
                    None => "a Wix app may only call on the level of its site".to_owned(),
                }
            }
        };
        let kind = ErrorKind::WrongIdentity {
            who: Identity::App.all_of_them().to_owned(),
        };
        Some(WixError::new(kind, call.method.as_str(), &call.path).with_detail(why))
    }

    /// The limiter of this caller: one for each key, one for each installation of an app.
    pub(super) fn pace_name(&self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Self::Key(key) => key.expose().to_owned(),
            Self::App(app) => app.name(),
        })
    }

    /// What goes into the header of a call; an app's token is fetched or renewed first. The call
    /// for the token itself carries none.
    ///
    /// # Errors
    /// When there is no token to be had. The call was not sent then.
    pub(super) async fn proof(
        &self,
        inner: &Inner,
        urgency: Urgency,
        call: &Call,
    ) -> Result<Option<Proof>, Lost> {
        if is_about_tokens(&call.path) {
            return Ok(None);
        }
        let (text, token) = match self {
            Self::Key(key) => (Zeroizing::new(key.expose().to_owned()), None),
            Self::App(app) => {
                let token = token::current(app, inner, urgency).await?;
                // Tokens take the word that keys must not have (contract 1).
                (
                    Zeroizing::new(format!("Bearer {}", token.as_str())),
                    Some(token),
                )
            }
        };
        let Ok(mut header) = HeaderValue::from_str(&text) else {
            let error = WixError::new(ErrorKind::Unexpected, call.method.as_str(), &call.path);
            return Err(Lost::not_sent(
                error.with_detail("the key has characters that cannot be sent"),
            ));
        };
        header.set_sensitive(true);
        Ok(Some(Proof { header, token }))
    }

    /// Gives up a token that Wix did not take. True if the next call will have another one.
    pub(super) async fn give_up(&self, proof: Option<&Proof>) -> bool {
        match (self, proof.and_then(|proof| proof.token.as_ref())) {
            (Self::App(app), Some(token)) => token::give_up(app, token).await,
            _ => false,
        }
    }
}
