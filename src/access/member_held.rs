//! What one member of a site holds there: badges and roles (site contract 4.1, 4.4).

use super::{BadgeId, MemberId, MemberRole, RoleKey, SettingSet};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A badge that a member wears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBadge {
    /// The badge.
    pub id: BadgeId,
    /// Its title; empty where Wix did not tell it.
    pub title: String,
    /// Since when.
    pub since: Option<Timestamp>,
}

/// Everything that a member holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberHeld {
    /// Who.
    pub member: MemberId,
    /// Badges, in the order of their titles.
    pub badges: Vec<HeldBadge>,
    /// Roles, in the order of their titles.
    pub roles: Vec<MemberRole>,
}

impl MemberHeld {
    /// Of this member, in order.
    pub fn new(member: MemberId, badges: Vec<HeldBadge>, roles: Vec<MemberRole>) -> Self {
        let mut held = Self {
            member,
            badges,
            roles,
        };
        held.sort();
        held
    }

    fn sort(&mut self) {
        let folded = |title: &str| title.to_lowercase();
        self.badges
            .sort_by_cached_key(|b| (folded(&b.title), b.id.clone()));
        self.roles
            .sort_by_cached_key(|r| (folded(&r.title), r.key.clone()));
    }

    /// Takes in whether the member has this role. The title of a new one is not told.
    pub fn set_role(&mut self, key: &RoleKey, held: bool) {
        if !held {
            self.roles.retain(|r| r.key != *key);
        } else if self.roles.iter().all(|r| r.key != *key) {
            self.roles.push(MemberRole {
                key: key.clone(),
                title: String::new(),
            });
            self.sort();
        }
    }

    /// Takes in whether the member wears this badge. The title of a new one, and since when, are
    /// not told.
    pub fn set_badge(&mut self, id: &BadgeId, held: bool) {
        if !held {
            self.badges.retain(|b| b.id != *id);
        } else if self.badges.iter().all(|b| b.id != *id) {
            self.badges.push(HeldBadge {
                id: id.clone(),
                title: String::new(),
                since: None,
            });
            self.sort();
        }
    }

    /// Gives what has no title yet the one that the site's badges and roles have.
    pub fn name(&mut self, settings: &[SettingSet]) {
        for set in settings {
            match set {
                SettingSet::Badges(all) => {
                    for badge in self.badges.iter_mut().filter(|b| b.title.is_empty()) {
                        let known = all.iter().find(|b| b.id == badge.id);
                        badge.title = known.map(|b| b.title.clone()).unwrap_or_default();
                    }
                }
                SettingSet::Roles(all) => {
                    for role in self.roles.iter_mut().filter(|r| r.title.is_empty()) {
                        let known = all.iter().find(|r| r.key == role.key);
                        role.title = known.map(|r| r.title.clone()).unwrap_or_default();
                    }
                }
                _ => {}
            }
        }
        self.sort();
    }
}
