//! An installed app: its id, its secret, the id of its installation.

use super::Hidden;
use super::token::Tokens;
use crate::access::SiteId;
use crate::wix::KeyError;
use std::fmt;
use std::sync::{Arc, PoisonError};
use zeroize::Zeroizing;

/// Longest secret that is taken, in bytes.
const LONGEST: usize = 8 * 1024;

/// The secret of an app: a redacting type. Its text never shows, only this room can read it, and
/// its memory is wiped when the last copy is dropped.
#[derive(Clone)]
pub struct AppSecret(Hidden);

impl AppSecret {
    /// Takes a pasted secret, without the blanks around it.
    ///
    /// # Errors
    /// [`KeyError`] when the text cannot be a secret; positions count characters from 1.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        if text.len() > LONGEST {
            return Err(KeyError::TooLong);
        }
        for (i, c) in text.chars().enumerate() {
            if c.is_whitespace() {
                return Err(KeyError::Blank(i + 1));
            }
            if c.is_control() {
                return Err(KeyError::Character(i + 1));
            }
        }
        Ok(Self(Arc::new(Zeroizing::new(text.to_owned()))))
    }
}

impl fmt::Debug for AppSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppSecret(hidden)")
    }
}

/// An app as it is installed on one site (site contract 3.1). Clones share the token.
#[derive(Clone)]
pub struct AppInstance {
    inner: Arc<Installed>,
    /// Where it is installed; `None` until somebody told.
    site: Option<SiteId>,
}

struct Installed {
    app: String,
    secret: AppSecret,
    instance: String,
    tokens: Tokens,
}

impl AppInstance {
    /// The app with this id and secret, installed on this site under this instance id. Nothing is
    /// asked yet: the first call fetches a token.
    ///
    /// # Errors
    /// [`KeyError::Empty`] when one of the ids is empty.
    pub fn new(
        app: &str,
        secret: AppSecret,
        instance: &str,
        site: SiteId,
    ) -> Result<Self, KeyError> {
        if site.is_empty() {
            return Err(KeyError::Empty);
        }
        Ok(Self::unplaced(app, secret, instance)?.at(site))
    }

    /// The same with the site still to be found ([`Client::token_info`](crate::wix::Client::token_info)):
    /// no site can be called about yet.
    ///
    /// # Errors
    /// As [`AppInstance::new`].
    pub fn unplaced(app: &str, secret: AppSecret, instance: &str) -> Result<Self, KeyError> {
        let (app, instance) = (app.trim().to_owned(), instance.trim().to_owned());
        if app.is_empty() || instance.is_empty() {
            return Err(KeyError::Empty);
        }
        Ok(Self {
            inner: Arc::new(Installed {
                app,
                secret,
                instance,
                tokens: Tokens::default(),
            }),
            site: None,
        })
    }

    /// The same installation, on this site; it shares the token.
    #[must_use]
    pub fn at(&self, site: SiteId) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            site: Some(site),
        }
    }

    /// The site on which the app is installed: the only one that can be called about.
    pub fn site(&self) -> Option<&SiteId> {
        self.site.as_ref()
    }

    /// What tells this installation from others, for the limiter (site contract 7.1: the limit is
    /// one of the installation). No secret is in it.
    pub(in crate::wix) fn name(&self) -> String {
        format!("{}\n{}", self.inner.app, self.inner.instance)
    }

    pub(super) fn tokens(&self) -> &Tokens {
        &self.inner.tokens
    }

    /// The request for a token (site contract 3.1): snake case, unlike other calls.
    pub(super) fn request(&self) -> Zeroizing<Vec<u8>> {
        let body = serde_json::json!({
            "grant_type": "client_credentials",
            "client_id": self.inner.app,
            "client_secret": self.inner.secret.0.as_str(),
            "instance_id": self.inner.instance,
        });
        Zeroizing::new(body.to_string().into_bytes())
    }

    /// All texts that must not show: the secret and the last tokens.
    pub(super) fn hidden(&self) -> Vec<Hidden> {
        let seen = self.inner.tokens.seen.lock();
        let mut all = seen.unwrap_or_else(PoisonError::into_inner).clone();
        all.push(Arc::clone(&self.inner.secret.0));
        all
    }
}

impl fmt::Debug for AppInstance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppInstance")
            .field("app", &self.inner.app)
            .field("instance", &self.inner.instance)
            .field("site", &self.site)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_shows() {
        let secret = AppSecret::parse(" very-secret-text \n").unwrap();
        assert_eq!(secret.0.as_str(), "very-secret-text");
        let app = AppInstance::new("app", secret.clone(), "instance", SiteId::new("s")).unwrap();
        assert!(!format!("{secret:?} {app:?} {app:#?}").contains("very-secret"));
    }

    #[test]
    fn what_cannot_be_an_app_is_named() {
        let why = |text: &str| AppSecret::parse(text).unwrap_err();
        assert_eq!(
            (why(" "), why("a b")),
            (KeyError::Empty, KeyError::Blank(2))
        );
        assert_eq!(why("a\u{1}"), KeyError::Character(2));
        let secret = AppSecret::parse("x").unwrap();
        let app = AppInstance::new(" ", secret, "i", SiteId::new("s"));
        assert_eq!(app.unwrap_err(), KeyError::Empty);
    }
}
