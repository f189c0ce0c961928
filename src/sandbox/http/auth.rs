//! Keys, what each may do, and what a call is about (contract 1).

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use serde::Serialize;

use super::App;
use crate::sandbox::{
    seed::{World, rng, sites},
    state::{
        State,
        records::{Account, Site},
        refusal::Refusal,
    },
};

/// Something a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, strum::IntoStaticStr)]
pub(crate) enum Right {
    #[strum(serialize = "accounts:read")]
    AccountsRead,
    #[strum(serialize = "accounts:create")]
    AccountsCreate,
    #[strum(serialize = "team:read")]
    TeamRead,
    #[strum(serialize = "team:write")]
    TeamWrite,
    #[strum(serialize = "sites:read")]
    SitesRead,
    #[strum(serialize = "contributors:read")]
    ContributorsRead,
    #[strum(serialize = "contributors:write")]
    ContributorsWrite,
    #[strum(serialize = "members:read")]
    MembersRead,
    #[strum(serialize = "members:write")]
    MembersWrite,
    #[strum(serialize = "locations:read")]
    LocationsRead,
}

const FULL: &[Right] = &[
    Right::AccountsRead,
    Right::AccountsCreate,
    Right::TeamRead,
    Right::TeamWrite,
    Right::SitesRead,
    Right::ContributorsRead,
    Right::ContributorsWrite,
    Right::MembersRead,
    Right::MembersWrite,
    Right::LocationsRead,
];
const READ_ONLY: &[Right] = &[
    Right::AccountsRead,
    Right::TeamRead,
    Right::SitesRead,
    Right::ContributorsRead,
    Right::MembersRead,
    Right::LocationsRead,
];
const NO_TEAM: &[Right] = &[
    Right::AccountsRead,
    Right::SitesRead,
    Right::ContributorsRead,
    Right::ContributorsWrite,
    Right::MembersRead,
    Right::MembersWrite,
    Right::LocationsRead,
];

/// One API key.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// The name under which the log shows it.
    pub(crate) name: &'static str,
    /// What goes into the `Authorization` header.
    pub(crate) text: String,
    pub(crate) rights: &'static [Right],
    /// The sites the key is limited to; `None` means all.
    pub(crate) only: Option<Vec<String>>,
}

impl Key {
    /// What the key may do, in words such as `team:read` and `site:ID`.
    pub(crate) fn may(&self) -> Vec<String> {
        let rights = self
            .rights
            .iter()
            .map(|right| <&str>::from(right).to_owned());
        rights
            .chain(
                self.only
                    .iter()
                    .flatten()
                    .map(|site| format!("site:{site}")),
            )
            .collect()
    }
}

/// All keys of the sandbox.
#[derive(Clone, Debug)]
pub(crate) struct Keys(pub(crate) Vec<Arc<Key>>);

impl Keys {
    /// The keys of a world: `full`, `read-only`, `no-team`, `two-sites`.
    pub(crate) fn new(world: &World) -> Self {
        let two = (0..2).map(|site| sites::site_id(world, site)).collect();
        let key = |index: u64, name: &'static str, rights, only| {
            let token = rng::token(world.seed, "api-key", index);
            Arc::new(Key {
                name,
                text: format!("IST.sandbox.{name}.{token}"),
                rights,
                only,
            })
        };
        Self(vec![
            key(0, "full", FULL, None),
            key(1, "read-only", READ_ONLY, None),
            key(2, "no-team", NO_TEAM, None),
            key(3, "two-sites", FULL, Some(two)),
        ])
    }

    /// The key of a request, if it is one of ours. The raw key is asked for: `Bearer` in front of it is wrong.
    pub(crate) fn find(&self, headers: &HeaderMap) -> Option<&Arc<Key>> {
        let text = headers.get("authorization")?.to_str().ok()?;
        self.0.iter().find(|key| key.text == text)
    }
}

/// Who calls, before anything is checked.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    key: Option<Arc<Key>>,
    /// The call carries an `Authorization` header at all.
    tried: bool,
    account: Option<String>,
    site: Option<String>,
}

/// A call that passed the checks.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    /// The account the call is about.
    pub(crate) account: Arc<Account>,
    /// The sites the key is limited to.
    pub(crate) only: Option<Vec<String>>,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let text = |name: &str| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        Ok(Self {
            key: app.keys.find(&parts.headers).cloned(),
            tried: parts.headers.contains_key("authorization"),
            account: text("wix-account-id"),
            site: text("wix-site-id"),
        })
    }
}

impl Caller {
    /// The key alone, for the call that needs nothing else (A5).
    pub(crate) fn key_only(&self) -> Option<&Key> {
        self.key.as_deref()
    }

    fn known(&self) -> Result<&Key, Refusal> {
        match &self.key {
            Some(key) => Ok(key),
            None if self.tried => Err(Refusal::Unauthenticated(
                "The API key is not valid".to_owned(),
            )),
            None => Err(Refusal::NoKey),
        }
    }

    fn may(&self, right: Right) -> Result<&Key, Refusal> {
        let key = self.known()?;
        if key.rights.contains(&right) {
            return Ok(key);
        }
        Err(Refusal::Denied(format!(
            "The API key lacks the permission {}",
            <&str>::from(right)
        )))
    }

    /// An account-level call: a known key, `wix-account-id` and nothing else, an account within reach, the right.
    pub(crate) fn account(&self, state: &State, right: Right) -> Result<Access, Refusal> {
        self.known()?;
        let id = match (&self.account, &self.site) {
            (Some(account), None) => account,
            (Some(_), Some(_)) => {
                return Err(Refusal::argument(
                    "Send exactly one of wix-account-id and wix-site-id",
                ));
            }
            (None, _) => {
                return Err(Refusal::argument(
                    "This call needs the header wix-account-id",
                ));
            }
        };
        let account = state.reachable(id)?;
        let key = self.may(right)?;
        Ok(Access {
            account,
            only: key.only.clone(),
        })
    }

    /// A site-level call: a known key, `wix-site-id` and nothing else, a site of the key's own account and among the
    /// key's sites, the right. A key of the account above does not do (site contract 3.2).
    pub(crate) fn site(&self, state: &State, right: Right) -> Result<Arc<Site>, Refusal> {
        let known = self.known()?;
        let id = match (&self.site, &self.account) {
            (Some(site), None) => site,
            (Some(_), Some(_)) => {
                return Err(Refusal::argument(
                    "Send exactly one of wix-account-id and wix-site-id",
                ));
            }
            (None, _) => return Err(Refusal::argument("This call needs the header wix-site-id")),
        };
        if uuid::Uuid::try_parse(id).is_err() {
            return Err(Refusal::field("wix-site-id", "FORMAT", "must be a GUID"));
        }
        let id = id.to_ascii_lowercase();
        let within = known.only.as_ref().is_none_or(|only| only.contains(&id));
        let own = state.truth.site_of(&state.world.account_id(), &id);
        let site = own
            .filter(|_| within)
            .ok_or_else(|| Refusal::Denied("The key has no access to this site".to_owned()))?;
        self.may(right)?;
        Ok(site.clone())
    }

    /// A call that works on both levels (U2): with a site header, the account is the site's.
    pub(crate) fn account_or_site(&self, state: &State, right: Right) -> Result<Access, Refusal> {
        let (None, Some(site)) = (&self.account, &self.site) else {
            return self.account(state, right);
        };
        let key = self.may(right)?;
        let denied = || Refusal::Denied("The key has no access to this site".to_owned());
        if key.only.as_ref().is_some_and(|only| !only.contains(site)) {
            return Err(denied());
        }
        let found = state.truth.sites.get(site).ok_or_else(denied)?;
        let account = state.reachable(&found.account)?;
        Ok(Access {
            account,
            only: key.only.clone(),
        })
    }
}
