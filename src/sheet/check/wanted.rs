//! Rows as wishes, and all of them as one.

use crate::access::{
    AccountId, MemberChange, NewAssignment, NewMember, RoleId, SiteId, UserId, fold_email,
};
use crate::plan::{ContributorChange, Invitee, MemberWish, Skip, Who, Whom, Wish};
use crate::sheet::check::{Checker, Verdict};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Other roles or locations for a contributor.
    Contributor(Box<ContributorChange>),
    /// Roles for somebody in the team.
    Assign {
        /// Who.
        user: UserId,
        /// Roles to give.
        give: Vec<NewAssignment>,
        /// Roles to take away.
        take: Vec<NewAssignment>,
    },
    /// The owner's own name for an account; an empty one takes it away. No plan: it is kept here.
    Name(AccountId, String),
}

/// Roles to give, and roles to take away.
type GiveTake = (BTreeSet<NewAssignment>, BTreeSet<NewAssignment>);

/// Rows on their way into one wish.
#[derive(Debug, Clone, Default)]
pub struct Collected {
    creations: Vec<NewMember>,
    changes: Vec<(Whom, Box<MemberChange>)>,
    acts: Vec<(MemberWish, Whom)>,
    invites: Vec<Invitee>,
    /// Where an address stands among them.
    invited: BTreeMap<String, usize>,
    to_sites: BTreeMap<(Vec<SiteId>, Vec<RoleId>), Vec<String>>,
    contributors: Vec<ContributorChange>,
    assign: BTreeMap<UserId, GiveTake>,
    /// Names for accounts, in the order of the rows.
    pub names: Vec<(AccountId, String)>,
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
            Wanted::Invite(invitee) => self.invite(invitee),
            Wanted::InviteTo {
                sites,
                email,
                roles,
            } => self.to_sites.entry((sites, roles)).or_default().push(email),
            Wanted::Contributor(change) => self.contributors.push(*change),
            Wanted::Assign { user, give, take } => {
                let all = self.assign.entry(user).or_default();
                all.0.extend(give);
                all.1.extend(take);
            }
            Wanted::Name(account, name) => self.names.push((account, name)),
        }
    }

    /// What several rows give to one address goes into one invite.
    fn invite(&mut self, invitee: Invitee) {
        let folded = fold_email(&invitee.email);
        let known = self.invited.get(&folded);
        if let Some(known) = known.and_then(|at| self.invites.get_mut(*at)) {
            known.give.extend(invitee.give);
            return;
        }
        self.invited.insert(folded, self.invites.len());
        self.invites.push(invitee);
    }

    /// Names the row that was checked last as left out, and why.
    pub fn leave(&mut self, checker: &Checker<'_>, verdict: &Verdict) {
        let (row, shown) = (checker.number(), checker.shown());
        let reason = verdict.reason.clone().unwrap_or_default();
        let name = if shown.is_empty() {
            format!("Row {row}")
        } else {
            shown.to_owned()
        };
        self.left.push(Skip {
            site: None,
            who: Who {
                // No person: the row itself is meant, beside another one about the same person.
                id: format!("{ROW}{row}"),
                name,
                email: shown.to_owned(),
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
        if !self.contributors.is_empty() {
            parts.push(Wish::ChangeContributors {
                changes: self.contributors,
            });
        }
        let mut alike: BTreeMap<GiveTake, Vec<UserId>> = BTreeMap::new();
        for (user, all) in self.assign {
            alike.entry(all).or_default().push(user);
        }
        for ((give, take), people) in alike {
            parts.push(Wish::ChangeRoles {
                people,
                give: give.into_iter().collect(),
                take: take.into_iter().collect(),
            });
        }
        Wish::Sheet {
            name: name.to_owned(),
            left: self.left,
            parts,
        }
    }
}
