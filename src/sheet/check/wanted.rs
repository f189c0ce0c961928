//! Rows as wishes, and all of them as one.

use crate::access::{MemberChange, NewMember, RoleId, SiteId};
use crate::plan::{Invitee, MemberWish, Skip, Who, Whom, Wish};
use crate::sheet::check::Verdict;
use std::collections::BTreeMap;

/// What the id of a row that was left out begins with.
pub(super) const ROW: &str = "row-";

/// What one row asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A new member.
    Create(Box<NewMember>),
    /// Other values for a member.
    Change(Whom, Box<MemberChange>),
    /// Something done to a member.
    Act(Whom, MemberWish),
    /// An invite to the account.
    Invite(Invitee),
    /// Invites to sites.
    InviteTo {
        /// Where.
        sites: Vec<SiteId>,
        /// Whom.
        email: String,
        /// Roles there.
        roles: Vec<RoleId>,
    },
}

/// Rows on their way into one wish.
#[derive(Debug, Clone, Default)]
pub struct Collected {
    creations: Vec<NewMember>,
    changes: Vec<(Whom, Box<MemberChange>)>,
    acts: Vec<(MemberWish, Whom)>,
    invites: Vec<Invitee>,
    to_sites: BTreeMap<(Vec<SiteId>, Vec<RoleId>), Vec<String>>,
    left: Vec<Skip>,
}

impl Collected {
    /// Adds what a row asks for.
    pub fn add(&mut self, wanted: Wanted) {
        match wanted {
            Wanted::Create(member) => self.creations.push(*member),
            Wanted::Change(whom, change) => self.changes.push((whom, change)),
            Wanted::Act(whom, wish) => match self.acts.iter_mut().find(|(w, _)| *w == wish) {
                Some((_, all)) => {
                    all.ids.extend(whom.ids);
                    all.logins.extend(whom.logins);
                }
                None => self.acts.push((wish, whom)),
            },
            Wanted::Invite(invitee) => self.invites.push(invitee),
            Wanted::InviteTo {
                sites,
                email,
                roles,
            } => self.to_sites.entry((sites, roles)).or_default().push(email),
        }
    }

    /// Names a row that is left out, and why.
    pub fn leave(&mut self, row: u64, key: &str, verdict: &Verdict) {
        let reason = verdict.reason.clone().unwrap_or_default();
        let name = if key.is_empty() {
            format!("Row {row}")
        } else {
            key.to_owned()
        };
        self.left.push(Skip {
            who: Who {
                // No person: the row itself is meant, beside another one about the same person.
                id: format!("{ROW}{row}"),
                name,
                email: key.to_owned(),
            },
            reason: format!("Row {row}: {reason}"),
            already_so: verdict.already,
        });
    }

    /// Everything as one wish. `name` is what the file is called, `site` the site that sheets about
    /// members are for.
    pub fn wish(self, name: &str, site: Option<&SiteId>, language: Option<&str>) -> Wish {
        let mut parts = Vec::new();
        let language = language.map(str::to_owned);
        if let Some(site) = site {
            if !self.creations.is_empty() {
                parts.push(Wish::CreateMembers {
                    site: site.clone(),
                    members: self.creations,
                });
            }
            let of = |whom, wish| Wish::Members {
                site: site.clone(),
                whom,
                wish,
            };
            let changes = self.changes.into_iter();
            parts.extend(changes.map(|(whom, change)| of(whom, MemberWish::Update(change))));
            parts.extend(self.acts.into_iter().map(|(wish, whom)| of(whom, wish)));
        }
        if !self.invites.is_empty() {
            parts.push(Wish::Invite {
                people: self.invites,
                language: language.clone(),
            });
        }
        for ((sites, roles), emails) in self.to_sites {
            parts.push(Wish::InviteToSites {
                sites,
                emails,
                roles,
                language: language.clone(),
            });
        }
        Wish::Sheet {
            name: name.to_owned(),
            left: self.left,
            parts,
        }
    }
}
