//! What a client has to know to use a sandbox.

use serde::{Deserialize, Serialize};

use super::{
    http::{auth::Keys, token},
    state::State,
};

/// Where the sandbox is and which keys open it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hello {
    /// Such as `http://127.0.0.1:4010`, without a slash at the end.
    pub base_url: String,
    /// The key that may do everything.
    pub api_key: String,
    /// The main account.
    pub account_id: String,
    /// The main account's sites.
    pub sites: Vec<HelloSite>,
    /// All keys with what each may do.
    pub keys: Vec<HelloKey>,
    /// The child accounts, each with the key that it made for itself.
    #[serde(default)]
    pub children: Vec<HelloChild>,
    /// The sandbox's app, installed on every site.
    pub apps: Vec<HelloApp>,
    /// Site invites: no public call lists them, so a client must be given their ids.
    pub site_invites: Vec<HelloSiteInvite>,
}

/// A site in [`Hello`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelloSite {
    /// Site id.
    pub id: String,
    /// Display name.
    pub name: String,
}

/// A key in [`Hello`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HelloKey {
    /// The raw key.
    pub api_key: String,
    /// Words such as `team:read`; `site:ID` means the key sees only the named sites.
    pub may: Vec<String>,
}

/// A child account in [`Hello`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HelloChild {
    /// Account id.
    pub account_id: String,
    /// Its name.
    pub name: String,
    /// Its own key, which may do everything in it.
    pub api_key: String,
}

/// An app in [`Hello`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HelloApp {
    /// App id.
    pub app_id: String,
    /// App secret.
    pub app_secret: String,
    /// Id of the installation.
    pub instance_id: String,
    /// The site it is installed on.
    pub site_id: String,
}

/// A site invite in [`Hello`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HelloSiteInvite {
    /// Invite id.
    pub id: String,
    /// The site it is for.
    pub site_id: String,
    /// The address that it was sent to.
    pub email: String,
    /// Roles that it gives.
    pub roles: Vec<String>,
    /// Its state.
    pub status: String,
    /// When it ends or ended by itself.
    pub expires_at: jiff::Timestamp,
}

impl Hello {
    /// The message for a state.
    pub(super) fn of(state: &State, keys: &Keys, base_url: String) -> Self {
        let (world, main) = (&state.world, state.world.account_id());
        let mut sites: Vec<_> = state
            .truth
            .sites
            .values()
            .filter(|site| site.account == main)
            .collect();
        sites.sort_by_key(|site| site.seq);
        let mut children: Vec<_> = state
            .truth
            .accounts
            .values()
            .filter(|account| account.parent.as_ref() == Some(&main))
            .collect();
        children.sort_by_key(|account| account.seq);
        let mut invites: Vec<_> = state.truth.site_invites.values().collect();
        invites.sort_by_key(|invite| invite.seq);
        Self {
            base_url,
            api_key: keys
                .all
                .first()
                .map(|key| key.text.clone())
                .unwrap_or_default(),
            children: children
                .iter()
                .map(|child| HelloChild {
                    account_id: child.id.clone(),
                    name: child.name.clone(),
                    api_key: keys.for_child(&child.id),
                })
                .collect(),
            account_id: main,
            keys: keys
                .all
                .iter()
                .map(|key| HelloKey {
                    api_key: key.text.clone(),
                    may: key.may(),
                })
                .collect(),
            apps: sites
                .iter()
                .map(|site| HelloApp {
                    app_id: token::app_id(),
                    app_secret: token::app_secret(world),
                    instance_id: token::instance_id(world, site.seq),
                    site_id: site.id.clone(),
                })
                .collect(),
            sites: sites
                .iter()
                .map(|site| HelloSite {
                    id: site.id.clone(),
                    name: site.display_name.clone(),
                })
                .collect(),
            site_invites: invites
                .into_iter()
                .map(|invite| HelloSiteInvite {
                    id: invite.id.clone(),
                    site_id: invite.site.clone(),
                    email: invite.email.clone(),
                    roles: invite.roles.clone(),
                    status: invite.status_at(state.now()).word().to_owned(),
                    expires_at: invite.expires,
                })
                .collect(),
        }
    }
}
