//! Which Wix users are members of a site, and what new members are by default.

use serde_json::{Value, json};

use super::record::Holder;
use crate::sandbox::{
    seed::{rng, team},
    state::{State, records::Site, shelf::Kind},
};

/// Owner and contributors stand before everybody else.
const FIRST: u64 = 4;

impl State {
    /// Members of Wix users as queries show them, in the order in which they were made.
    pub(crate) fn user_members(&self, site: &Site) -> Vec<Value> {
        let members = self.shown_members(site);
        let crew = self.crew(self.shown(), site);
        let rows = (0..FIRST).filter_map(|seq| members.get(seq));
        rows.filter_map(|row| {
            let member = row.record();
            let user = match member.holder {
                Holder::Owner => team::user_id(&self.world, 0),
                Holder::Contributor => crew.get(member.seq.checked_sub(1)? as usize)?.owner.clone(),
                Holder::Visitor | Holder::Subscriber => return None,
            };
            Some(json!({
                "memberId": member.id,
                "userId": user,
                "contactId": member.contact,
                "siteMembersInstanceId": rng::guid(self.world.seed, "site-members", site.seq),
                "metaSiteId": site.id,
                "nickname": member.nickname,
                "privacyStatus": member.privacy,
                "status": member.status,
                "activityStatus": member.activity,
                "createdDate": member.created,
                "updatedDate": member.updated,
            }))
        })
        .collect()
    }

    /// What a new member's privacy is where the request says nothing (site contract 4.8).
    pub(crate) fn default_privacy(&self, site: &Site) -> String {
        let entries = self.entries(site, Kind::DefaultPrivacy);
        let word = entries
            .first()
            .and_then(|entry| entry.body["defaultPrivacy"].as_str());
        word.unwrap_or("PRIVATE").to_owned()
    }
}
