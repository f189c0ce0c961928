//! Keys, what each may do, and what a call is about (contract 1).

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use jiff::Timestamp;
use serde::Serialize;

use super::{
    App,
    token::{START, Token},
};
use crate::sandbox::{
    config::Switches,
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
    #[strum(serialize = "locations:write")]
    LocationsWrite,
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
    Right::LocationsWrite,
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
    Right::LocationsWrite,
];

/// What an installed app may do: its own site, and nothing of the account (contract 1, "OAuth alternatives").
const OF_APP: &[Right] = &[
    Right::ContributorsRead,
    Right::ContributorsWrite,
    Right::MembersRead,
    Right::MembersWrite,
    Right::LocationsRead,
    Right::LocationsWrite,
];
/// What a visitor may do: see members who are public (site contract 3.1).
const OF_VISITOR: &[Right] = &[Right::MembersRead];

/// Name of the keys that child accounts made, and how they begin.
const OF_CHILD: &str = "child";
const CHILD_KEY: &str = "IST.sandbox.child.";

/// Who a caller is. Members and Wix users cannot be had over REST here (site contract 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// Somebody with an API key of the account.
    ApiKey,
    /// An app, installed on one site.
    App,
    /// Anybody.
    Visitor,
}

/// One API key, or one token.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) identity: Identity,
    /// The name under which the log shows it.
    pub(crate) name: &'static str,
    /// Whether it may make account-level calls at all.
    pub(crate) on_account: bool,
    /// Whether it lists all sites, whatever it is limited to.
    pub(crate) lists_all: bool,
    /// What goes into the `Authorization` header.
    pub(crate) text: String,
    /// The account that made it.
    pub(crate) account: String,
    pub(crate) rights: &'static [Right],
    /// The sites the key is limited to; `None` means all.
    pub(crate) only: Option<Vec<String>>,
}

impl Key {
    /// What the calls of a minute are counted under: tokens of one installation count together.
    pub(crate) fn counted_as(&self) -> String {
        let site = self.only.iter().flatten().next();
        match (self.identity, site) {
            (Identity::ApiKey, _) if self.name == OF_CHILD => {
                format!("{}-{}", self.name, self.account)
            }
            (Identity::ApiKey, _) | (_, None) => self.name.to_owned(),
            (_, Some(site)) => format!("{}-{site}", self.name),
        }
    }

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

/// All keys of the sandbox, and what is needed to read its tokens.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    pub(crate) all: Vec<Arc<Key>>,
    world: World,
    needs_bearer: bool,
    token_seconds: u32,
}

impl Keys {
    /// The keys of a world: `full`, `read-only`, `no-team`, `two-sites`.
    pub(crate) fn new(world: &World, switches: &Switches) -> Self {
        let two = (0..2).map(|site| sites::site_id(world, site)).collect();
        let key = |index: u64, name: &'static str, rights, only: Option<Vec<String>>| {
            let token = rng::token(world.seed, "api-key", index);
            Arc::new(Key {
                identity: Identity::ApiKey,
                name,
                on_account: only.is_none() || switches.site_key_on_account,
                lists_all: switches.site_key_lists_all,
                text: format!("IST.sandbox.{name}.{token}"),
                account: world.account_id(),
                rights,
                only,
            })
        };
        Self {
            all: vec![
                key(0, "full", FULL, None),
                key(1, "read-only", READ_ONLY, None),
                key(2, "no-team", NO_TEAM, None),
                key(3, "two-sites", FULL, Some(two)),
            ],
            world: world.clone(),
            needs_bearer: switches.token_needs_bearer,
            token_seconds: switches.token_seconds,
        }
    }

    /// The key of a request, if it is one of ours. The raw key is asked for: `Bearer` in front of it is wrong.
    /// Tokens may have it; whether they must is a switch.
    ///
    /// # Errors
    /// 401, or what a call without any key answers.
    pub(crate) fn find(&self, headers: &HeaderMap, now: Timestamp) -> Result<Arc<Key>, Refusal> {
        let header = headers.get("authorization").ok_or(Refusal::NoKey)?;
        let text = header.to_str().unwrap_or_default();
        let bearer = text.strip_prefix("Bearer ");
        if bearer.unwrap_or(text).starts_with(START) {
            return match bearer {
                None if self.needs_bearer => Err(Refusal::Unauthenticated(
                    "The token needs Bearer".to_owned(),
                )),
                _ => self.of_token(bearer.unwrap_or(text), now),
            };
        }
        let found = self.all.iter().find(|key| key.text == text).cloned();
        found
            .or_else(|| self.of_child(text))
            .ok_or_else(|| Refusal::Unauthenticated("The API key is not valid".to_owned()))
    }

    /// The key that a child account made for itself: it may do everything there, and nothing elsewhere. Accounts made
    /// later have one too, so it names its account.
    pub(crate) fn for_child(&self, account: &str) -> String {
        let token = rng::token(self.world.seed, &format!("child-key-{account}"), 0);
        format!("{CHILD_KEY}{account}.{token}")
    }

    fn of_child(&self, text: &str) -> Option<Arc<Key>> {
        let (account, _) = text.strip_prefix(CHILD_KEY)?.split_once('.')?;
        (text == self.for_child(account)).then(|| {
            Arc::new(Key {
                identity: Identity::ApiKey,
                name: OF_CHILD,
                on_account: true,
                lists_all: false,
                text: text.to_owned(),
                account: account.to_owned(),
                rights: FULL,
                only: None,
            })
        })
    }

    fn of_token(&self, text: &str, now: Timestamp) -> Result<Arc<Key>, Refusal> {
        let refuse = |why: &str| Refusal::Unauthenticated(why.to_owned());
        let token =
            Token::read(self.world.seed, text).ok_or_else(|| refuse("The token is not valid"))?;
        if token.is_over(now, self.token_seconds) {
            return Err(refuse("The token has ended"));
        }
        let (name, rights) = match token.identity {
            Identity::Visitor => ("visitor", OF_VISITOR),
            Identity::App | Identity::ApiKey => ("app", OF_APP),
        };
        Ok(Arc::new(Key {
            identity: token.identity,
            name,
            on_account: false,
            lists_all: false,
            text: text.to_owned(),
            account: self.world.account_id(),
            rights,
            only: Some(vec![sites::site_id(&self.world, token.site)]),
        }))
    }
}

/// Who calls, before anything is checked.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    key: Result<Arc<Key>, Refusal>,
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
            key: app.keys.find(&parts.headers, app.time.now()),
            account: text("wix-account-id"),
            site: text("wix-site-id"),
        })
    }
}

impl Caller {
    /// The key alone, for the call that needs nothing else (A5).
    pub(crate) fn key_only(&self) -> Option<&Key> {
        self.key.as_deref().ok()
    }

    /// Whether the caller sees only what is public.
    pub(crate) fn is_visitor(&self) -> bool {
        self.key_only()
            .is_some_and(|key| key.identity == Identity::Visitor)
    }

    /// Whether the caller is somebody with an API key.
    pub(crate) fn is_key(&self) -> bool {
        self.key_only()
            .is_some_and(|key| key.identity == Identity::ApiKey)
    }

    fn known(&self) -> Result<&Key, Refusal> {
        self.key.as_deref().map_err(Clone::clone)
    }

    /// Refuses tokens: the account is there for API keys only, and by a switch for unlimited ones only. The ids of all sites
    /// are there for every key (contract 1).
    pub(crate) fn with_key(&self) -> Result<&Key, Refusal> {
        let key = self.known()?;
        if key.on_account {
            Ok(key)
        } else {
            Err(Refusal::WrongIdentity)
        }
    }

    fn may(&self, right: Right) -> Result<&Key, Refusal> {
        let key = self.known()?;
        if key.rights.contains(&right) {
            return Ok(key);
        }
        Err(match key.identity {
            Identity::ApiKey => Refusal::Denied(format!(
                "The API key lacks the permission {}",
                <&str>::from(right)
            )),
            Identity::App | Identity::Visitor => Refusal::WrongIdentity,
        })
    }

    /// An account-level call: a known key, `wix-account-id` and nothing else, an account within reach, the right.
    pub(crate) fn account(&self, state: &State, right: Right) -> Result<Access, Refusal> {
        let known = self.known()?;
        if known.identity != Identity::ApiKey || right != Right::SitesRead {
            self.with_key()?;
        }
        let home = &known.account;
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
        let account = state.reachable(home, id)?;
        let key = self.may(right)?;
        let lists_all = right == Right::SitesRead && key.lists_all;
        Ok(Access {
            account,
            only: key.only.clone().filter(|_| !lists_all),
        })
    }

    /// A site-level call: a known key, `wix-site-id` and nothing else, a site of the key's own account and among the
    /// key's sites, the right. Whether a key of the account above does is a switch (site contract 3.2).
    pub(crate) fn site(&self, state: &State, right: Right) -> Result<Arc<Site>, Refusal> {
        let known = self.known()?;
        // A token belongs to one site and needs no header to name it.
        let own = known.only.iter().flatten().next();
        let id = match (&self.site, &self.account) {
            (None, None) if known.identity != Identity::ApiKey && own.is_some() => {
                own.map_or("", String::as_str)
            }
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
        let reached = state.reachable_site(&known.account, &id);
        let site = reached
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
        self.with_key()?;
        let key = self.may(right)?;
        let denied = || Refusal::Denied("The key has no access to this site".to_owned());
        if key.only.as_ref().is_some_and(|only| !only.contains(site)) {
            return Err(denied());
        }
        let found = state.truth.sites.get(site).ok_or_else(denied)?;
        let account = state.reachable(&key.account, &found.account)?;
        Ok(Access {
            account,
            only: key.only.clone(),
        })
    }
}
