//! What was read about an object, and its fingerprint.

use super::{Facet, ObjectKey, SettingSeen};
use crate::access::{
    AccountId, AccountInvite, Assignment, Contributor, InviteStatus, Member, MemberChange,
    MemberId, MemberList, NewAssignment, Reach, SiteInvite, TeamMember, UserId,
};
use crate::journal::Hash;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What stands at a place now.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen {
    /// Nothing.
    Absent,
    /// Somebody in the team.
    TeamMember(Arc<TeamMember>),
    /// An address of the account: who has it in the team, and every invite to it.
    Address {
        /// The team member with this address.
        member: Option<UserId>,
        /// Invites in all states.
        invites: Vec<Arc<AccountInvite>>,
    },
    /// Members of a site with one login address; more than one only if something went wrong.
    Members(Vec<Arc<Member>>),
    /// A member of a site who was asked for by id, and what of it matters.
    Member {
        /// Everything that was read.
        member: Arc<Member>,
        /// What matters.
        facet: Facet,
    },
    /// Whether a member holds a role or wears a badge.
    Holding {
        /// Who.
        member: MemberId,
        /// What proves it: the key of the role, or the id of the badge's assignment.
        held: Option<String>,
    },
    /// A contributor of a site, as far as the respect that was read tells.
    Contributor(Contributor),
    /// Invites of one address to a site that are known here, in all states.
    SiteInvitee(Vec<Arc<SiteInvite>>),
    /// A site invite as it was last told.
    SiteInvite(Arc<SiteInvite>),
    /// Every child account.
    ChildAccounts(BTreeSet<AccountId>),
    /// Something that a site sets for all of its members.
    Setting(Box<SettingSeen>),
}

/// What was read, by object. An object that is missing here could not be read.
pub type Found = BTreeMap<ObjectKey, Seen>;

impl Seen {
    /// The open invites of an address.
    pub fn open_invites(&self) -> impl Iterator<Item = &Arc<AccountInvite>> {
        let invites = match self {
            Self::Address { invites, .. } => invites.as_slice(),
            _ => &[],
        };
        invites.iter().filter(|i| i.status == InviteStatus::Pending)
    }

    /// The site members.
    pub fn members(&self) -> &[Arc<Member>] {
        match self {
            Self::Members(members) => members,
            _ => &[],
        }
    }

    /// The one member that was asked for by id.
    pub fn member(&self) -> Option<&Arc<Member>> {
        match self {
            Self::Member { member, .. } => Some(member),
            _ => None,
        }
    }

    /// What proves that a member holds a role or wears a badge.
    pub fn held(&self) -> Option<&str> {
        match self {
            Self::Holding { held, .. } => held.as_deref(),
            _ => None,
        }
    }

    /// What a site sets for all of its members.
    pub fn setting(&self) -> Option<&SettingSeen> {
        match self {
            Self::Setting(setting) => Some(&**setting),
            _ => None,
        }
    }

    /// The contributor.
    pub fn contributor(&self) -> Option<&Contributor> {
        match self {
            Self::Contributor(contributor) => Some(contributor),
            _ => None,
        }
    }

    /// The team member.
    pub fn team_member(&self) -> Option<&Arc<TeamMember>> {
        match self {
            Self::TeamMember(member) => Some(member),
            _ => None,
        }
    }

    /// Whether nothing is there that an action could collide with.
    pub fn is_absent(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::TeamMember(_)
            | Self::Contributor(_)
            | Self::SiteInvite(_)
            | Self::Member { .. }
            | Self::Holding { .. }
            | Self::Setting(_) => false,
            Self::Address { member, .. } => {
                member.is_none() && self.open_invites().next().is_none()
            }
            Self::Members(members) => members.is_empty(),
            Self::ChildAccounts(ids) => ids.is_empty(),
            Self::SiteInvitee(invites) => {
                !invites.iter().any(|i| i.status == InviteStatus::Pending)
            }
        }
    }
}

/// Hash over what matters for access. Names, pictures and fields this version does not know are
/// left out, so that a new profile picture does not make a plan stale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

const ABSENT: &str = "absent";

impl Fingerprint {
    /// Of what was read.
    pub fn of(seen: &Seen) -> Self {
        if seen.is_absent() {
            return Self(ABSENT.to_owned());
        }
        let mut parts: Vec<String> = match seen {
            Seen::Absent => Vec::new(),
            Seen::TeamMember(member) => return Self::of_member(member),
            Seen::Address { member, .. } => {
                let invites = seen.open_invites().map(|i| {
                    let mut held: Vec<String> = i.assignments.iter().map(assignment_text).collect();
                    held.sort();
                    format!("invite {}\u{1f}{}", i.id, held.join("\u{1d}"))
                });
                let member = member.iter().map(|id| format!("member {id}"));
                member.chain(invites).collect()
            }
            Seen::Members(members) => members
                .iter()
                .map(|m| format!("{}\u{1f}{}", m.id, m.status.wire()))
                .collect(),
            Seen::Setting(setting) => return Self::hashed(&setting.parts()),
            Seen::Member { member, facet } => return Self::hashed(&of_facet(member, facet)),
            Seen::Holding { member, held } => {
                vec![format!(
                    "{member}\u{1f}{}",
                    held.as_deref().unwrap_or_default()
                )]
            }
            Seen::Contributor(c) => {
                let roles = c.roles.iter().map(|r| format!("role {r}"));
                let locations = c.locations.iter().map(|l| format!("location {l}"));
                std::iter::once(c.account.as_str().to_owned())
                    .chain(roles)
                    .chain(locations)
                    .collect()
            }
            Seen::SiteInvitee(invites) => invites.iter().map(|i| invite_text(i)).collect(),
            Seen::SiteInvite(invite) => vec![invite_text(invite)],
            Seen::ChildAccounts(ids) => ids.iter().map(|id| id.as_str().to_owned()).collect(),
        };
        parts.sort();
        Self::hashed(&parts)
    }

    /// The id stands before the sorted assignments, as in plans of format 1: those are still held
    /// against what is read now.
    fn of_member(member: &TeamMember) -> Self {
        let mut held: Vec<String> = member.assignments.iter().map(assignment_text).collect();
        held.sort();
        Self::hashed(&[member.id.as_str().to_owned(), held.join("\u{1e}")])
    }

    /// Whether nothing stood there.
    pub fn is_absent(&self) -> bool {
        self.0 == ABSENT
    }

    fn hashed(parts: &[String]) -> Self {
        let mut hash = Hash::of(parts.join("\u{1e}").as_bytes()).to_string();
        hash.truncate(32);
        Self(hash)
    }

    /// Of roles and reaches alone, whatever the ids of the assignments: what a person holds.
    pub fn of_grants<'a>(grants: impl Iterator<Item = (&'a str, &'a Reach)>) -> Self {
        let mut parts: Vec<String> = grants
            .map(|(role, reach)| format!("{role}\u{1f}{}", reach_text(reach)))
            .collect();
        parts.sort();
        parts.dedup();
        Self::hashed(&parts)
    }

    /// Of what these assignments give.
    pub fn of_held(assignments: &[Assignment]) -> Self {
        Self::of_grants(assignments.iter().map(|a| (a.role.as_str(), &a.reach)))
    }

    /// Of what these new assignments give.
    pub fn of_new(assignments: &[NewAssignment]) -> Self {
        Self::of_grants(assignments.iter().map(|a| (a.role.as_str(), &a.reach)))
    }
}

/// What of a member a line rests on. The order counts.
fn of_facet(member: &Member, facet: &Facet) -> Vec<String> {
    let mut parts = vec![member.id.as_str().to_owned()];
    match facet {
        Facet::Standing | Facet::Role(_) | Facet::Badge(_) => {
            parts.push(member.status.wire().to_owned());
        }
        Facet::Activity => parts.push(member.activity.wire().to_owned()),
        Facet::Slug => parts.push(member.slug.clone()),
        Facet::Login => {
            parts.push(crate::access::fold_email(&member.login_email));
            parts.push(member.status.wire().to_owned());
        }
        Facet::List(list) => parts.push(list_text(member, *list)),
        Facet::Details => {
            let all = MemberChange::default();
            parts.extend(all.texts(member).map(|(_, _, now)| now.to_owned()));
            parts.push(member.privacy.wire().to_owned());
            parts.extend(MemberList::ALL.map(|list| list_text(member, list)));
            let custom = member.custom_fields.iter().flatten();
            parts.extend(custom.map(|(key, field)| format!("{key}\u{1f}{}", field.value)));
        }
    }
    parts
}

fn list_text(member: &Member, list: MemberList) -> String {
    match list {
        MemberList::Phones => format!("{:?}", member.phones),
        MemberList::Emails => format!("{:?}", member.emails),
        MemberList::Addresses => format!("{:?}", member.addresses),
    }
}

fn invite_text(invite: &SiteInvite) -> String {
    format!("{}\u{1f}{:?}", invite.id, invite.status)
}

fn assignment_text(a: &Assignment) -> String {
    let id = a.id.as_ref().map_or("", |id| id.as_str());
    format!("{id}\u{1f}{}\u{1f}{}", a.role, reach_text(&a.reach))
}

/// The reach without the names that Wix tells with it.
fn reach_text(reach: &Reach) -> String {
    match reach {
        Reach::Account => "account".to_owned(),
        Reach::Site { id, .. } => format!("site {id}"),
        Reach::Conditions(conditions) => {
            let mut all: Vec<String> = conditions
                .iter()
                .map(|c| format!("{:?} {}", c.kind, c.id))
                .collect();
            all.sort();
            all.join(",")
        }
        Reach::Unknown(text) => format!("unknown {text}"),
    }
}
