//! What happens to members without the API: somebody signs up, is deleted in the dashboard, changes a nickname.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    fold,
    record::{Holder, SiteMember},
};
use crate::sandbox::{
    seed::names,
    state::{State, change::Change, outside::Made, records::Site, refusal::Refusal},
};

/// Most people who sign up in one call.
const MOST_SIGN_UPS: u64 = 10_000;

impl State {
    /// The site of a change from outside.
    pub(crate) fn site_by_id(&self, id: &str) -> Result<Arc<Site>, Refusal> {
        let found = self.truth.sites.get(id).cloned();
        found.ok_or_else(|| Refusal::missing("Site", id))
    }

    /// Somebody signs up. The gap between creations is a rule of the API and does not hold here.
    pub(crate) fn sign_up(&mut self, site: &str, login: &str) -> Result<Made, Refusal> {
        let site = self.site_by_id(site)?;
        let last = self.last_creation.remove(&site.id);
        let made = self.create_member(&site, blank(login));
        self.last_creation.remove(&site.id);
        if let Some(at) = last {
            self.last_creation.insert(site.id.clone(), at);
        }
        made.map(|member| Made {
            id: Some(member.id),
        })
    }

    /// People with names and addresses of their own sign up, after all who are there.
    pub(crate) fn sign_ups(&mut self, site: &str, count: u64, wait: bool) -> Result<Made, Refusal> {
        let mode = std::mem::replace(&mut self.switches.new_members_wait, wait);
        let mut last = Ok(Made::default());
        for _ in 0..count.min(MOST_SIGN_UPS) {
            let number = self.new_seq();
            let name = names::person(number);
            last = self.sign_up(site, &format!("{}@post.example", name.local));
            if last.is_err() {
                break;
            }
        }
        self.switches.new_members_wait = mode;
        last
    }

    /// Somebody deletes a member in the dashboard.
    pub(crate) fn drop_member(&mut self, site: &str, id: &str) -> Result<Made, Refusal> {
        let site = self.site_by_id(site)?;
        self.delete_member(&site, id).map(|()| Made::default())
    }

    /// Somebody changes a nickname.
    pub(crate) fn rename_site_member(
        &mut self,
        site: &str,
        id: &str,
        nickname: String,
    ) -> Result<Made, Refusal> {
        self.edit_site_member(site, id, |member| member.nickname = nickname)
    }

    /// A member logs in.
    pub(crate) fn log_site_member_in(&mut self, site: &str, id: &str) -> Result<Made, Refusal> {
        let now = self.now();
        self.edit_site_member(site, id, |member| member.last_login = Some(now))
    }

    /// A visitor's member buys a subscription.
    pub(crate) fn subscribe_member(&mut self, site: &str, id: &str) -> Result<Made, Refusal> {
        self.edit_site_member(site, id, |member| {
            if member.holder == Holder::Visitor {
                member.holder = Holder::Subscriber;
            }
        })
    }

    fn edit_site_member(
        &mut self,
        site: &str,
        id: &str,
        edit: impl FnOnce(&mut SiteMember),
    ) -> Result<Made, Refusal> {
        let site = self.site_by_id(site)?;
        self.change_site_member(&site, id, |member| {
            edit(member);
            Ok(())
        })
        .map(|_| Made::default())
    }

    /// How many members a site has, and how often each address was created there since the seed, deleted ones included.
    pub(crate) fn created_members(&self, site: &Site) -> Value {
        let prefix = format!("site-member/{}/", site.id);
        let mut counts = std::collections::BTreeMap::<String, u64>::new();
        for (_, change) in self
            .overlay
            .range(prefix.clone()..)
            .take_while(|(key, _)| key.starts_with(&prefix))
        {
            if let Change::SiteMember { seq, login, .. } = change
                && *seq >= super::FIRST_NEW
            {
                *counts.entry(fold(login)).or_default() += 1;
            }
        }
        json!({ "members": self.true_members(site).count(), "created": counts })
    }
}

/// A wish with a login address and nothing else.
pub(crate) fn blank(login: &str) -> SiteMember {
    SiteMember {
        seq: 0,
        id: String::new(),
        contact: String::new(),
        login: login.trim().to_owned(),
        verified: false,
        status: String::new(),
        first: String::new(),
        last: String::new(),
        phones: Vec::new(),
        emails: Vec::new(),
        addresses: Vec::new(),
        birthdate: String::new(),
        company: String::new(),
        job_title: String::new(),
        custom: std::collections::BTreeMap::new(),
        nickname: String::new(),
        slug: String::new(),
        title: String::new(),
        photo: None,
        cover: None,
        privacy: String::new(),
        activity: String::new(),
        created: jiff::Timestamp::UNIX_EPOCH,
        updated: jiff::Timestamp::UNIX_EPOCH,
        last_login: None,
        holder: Holder::Visitor,
    }
}
