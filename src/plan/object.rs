//! What actions change, and where they queue.

use super::setting_key::SettingKey;
use crate::access::{
    AccountId, BadgeId, InviteId, MemberId, MemberList, RoleKey, SiteId, UserId, fold_email,
};
use serde::{Deserialize, Serialize};

/// The object an action changes: what is fingerprinted, read before and read back after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum ObjectKey {
    /// A member of the team.
    TeamMember(UserId),
    /// An address that is or is not invited to the account, in its compared form.
    Invitee(String),
    /// A login address of a site, in its compared form.
    SiteMember(SiteId, String),
    /// A member of a site by its id, in one respect.
    Member(SiteId, MemberId, Facet),
    /// A contributor of a site, in one respect.
    Contributor(SiteId, AccountId, Aspect),
    /// An address that is or is not invited to a site, in its compared form.
    SiteInvitee(SiteId, String),
    /// A site invite.
    SiteInvite(SiteId, InviteId),
    /// The list of child accounts.
    ChildAccounts,
    /// Something that a site sets for all of its members.
    Setting(SiteId, SettingKey),
}

/// What about a contributor a line rests on. Roles and locations are read by calls of their own
/// (contract C1), so a line looks only at what it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Whether the account contributes at all.
    Presence,
    /// Its roles.
    Roles,
    /// Its locations.
    Locations,
}

/// What about a member a line rests on, so that a new nickname does not stand against an approval.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Whether it may log in.
    Standing,
    /// Whether it may write and react.
    Activity,
    /// Name, profile, contact and privacy.
    Details,
    /// One list of the contact.
    List(MemberList),
    /// The address of its page.
    Slug,
    /// The login address, and whether it may log in.
    Login,
    /// Whether it holds a role of the site's members.
    Role(RoleKey),
    /// Whether it wears a badge.
    Badge(BadgeId),
}

impl Facet {
    fn word(&self) -> String {
        match self {
            Self::Standing => "standing".to_owned(),
            Self::Activity => "activity".to_owned(),
            Self::Details => "details".to_owned(),
            Self::List(list) => list.wire().to_owned(),
            Self::Slug => "slug".to_owned(),
            Self::Login => "login".to_owned(),
            Self::Role(role) => format!("role:{role}"),
            Self::Badge(badge) => format!("badge:{badge}"),
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        match word.split_once(':') {
            Some(("role", key)) => return (!key.is_empty()).then(|| Self::Role(key.into())),
            Some(("badge", id)) => return (!id.is_empty()).then(|| Self::Badge(id.into())),
            _ => {}
        }
        let simple = [
            Self::Standing,
            Self::Activity,
            Self::Details,
            Self::Slug,
            Self::Login,
        ];
        let lists = MemberList::from_wire(word).map(Self::List);
        lists.or_else(|| simple.into_iter().find(|f| f.word() == word))
    }

    /// Whether the member itself tells it; roles and badges are told by calls of their own.
    pub fn is_of_member(&self) -> bool {
        !matches!(self, Self::Role(_) | Self::Badge(_))
    }
}

impl Aspect {
    fn word(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::Roles => "roles",
            Self::Locations => "locations",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Presence, Self::Roles, Self::Locations]
            .into_iter()
            .find(|a| a.word() == word)
    }
}

impl From<ObjectKey> for String {
    fn from(key: ObjectKey) -> Self {
        match key {
            ObjectKey::TeamMember(id) => format!("teamMember:{id}"),
            ObjectKey::Invitee(email) => format!("invitee:{email}"),
            ObjectKey::SiteMember(site, email) => format!("siteMember:{site}:{email}"),
            ObjectKey::Member(site, member, facet) => {
                format!("memberOf:{site}:{member}:{}", facet.word())
            }
            ObjectKey::Contributor(site, account, aspect) => {
                format!("contributor:{site}:{account}:{}", aspect.word())
            }
            ObjectKey::SiteInvitee(site, email) => format!("siteInvitee:{site}:{email}"),
            ObjectKey::SiteInvite(site, invite) => format!("siteInvite:{site}:{invite}"),
            ObjectKey::ChildAccounts => "childAccounts:all".to_owned(),
            ObjectKey::Setting(site, key) => format!("setting:{site}:{}", key.word()),
        }
    }
}

impl TryFrom<String> for ObjectKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let known = match text.split_once(':') {
            // “member” is the word of plans of format 1.
            Some(("teamMember" | "member", id)) => Some(Self::TeamMember(UserId::new(id))),
            Some(("childAccounts", "all")) => Some(Self::ChildAccounts),
            Some(("invitee", email)) => Some(Self::Invitee(email.to_owned())),
            Some(("siteMember", rest)) => pair(rest)
                .map(|(site, email)| Self::SiteMember(SiteId::new(site), email.to_owned())),
            Some(("memberOf", rest)) => pair(rest).and_then(|(site, rest)| {
                let (member, facet) = pair(rest)?;
                let facet = Facet::from_word(facet)?;
                Some(Self::Member(
                    SiteId::new(site),
                    MemberId::new(member),
                    facet,
                ))
            }),
            Some(("setting", rest)) => pair(rest).and_then(|(site, key)| {
                Some(Self::Setting(
                    SiteId::new(site),
                    SettingKey::from_word(key)?,
                ))
            }),
            Some(("siteInvitee", rest)) => pair(rest)
                .map(|(site, email)| Self::SiteInvitee(SiteId::new(site), email.to_owned())),
            Some(("siteInvite", rest)) => pair(rest)
                .map(|(site, invite)| Self::SiteInvite(SiteId::new(site), InviteId::new(invite))),
            Some(("contributor", rest)) => pair(rest).and_then(|(site, rest)| {
                let (account, aspect) = pair(rest)?;
                let aspect = Aspect::from_word(aspect)?;
                Some(Self::Contributor(
                    SiteId::new(site),
                    AccountId::new(account),
                    aspect,
                ))
            }),
            _ => None,
        };
        known
            .filter(|key| !key.is_empty())
            .ok_or_else(|| format!("“{text}” names no kind of object that this version knows"))
    }
}

/// Two parts with something in each.
fn pair(text: &str) -> Option<(&str, &str)> {
    text.split_once(':')
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
}

impl ObjectKey {
    /// The key of a contributor in one respect.
    pub fn contributor(site: &SiteId, account: &AccountId, aspect: Aspect) -> Self {
        Self::Contributor(site.clone(), account.clone(), aspect)
    }

    /// The key of a member in one respect.
    pub fn member(site: &SiteId, member: &MemberId, facet: Facet) -> Self {
        Self::Member(site.clone(), member.clone(), facet)
    }

    /// The key of an address that is invited to a site.
    pub fn site_invitee(site: &SiteId, email: &str) -> Self {
        Self::SiteInvitee(site.clone(), fold_email(email))
    }

    /// The key of an address that is invited.
    pub fn invitee(email: &str) -> Self {
        Self::Invitee(fold_email(email))
    }

    /// The key of a login address of a site.
    pub fn site_member(site: &SiteId, email: &str) -> Self {
        Self::SiteMember(site.clone(), fold_email(email))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::TeamMember(id) => id.is_empty(),
            Self::Invitee(email) | Self::SiteMember(_, email) | Self::SiteInvitee(_, email) => {
                email.is_empty()
            }
            Self::Contributor(_, account, _) => account.is_empty(),
            Self::Member(_, member, _) => member.is_empty(),
            Self::SiteInvite(_, invite) => invite.is_empty(),
            Self::Setting(_, key) => key.is_empty(),
            Self::ChildAccounts => false,
        }
    }
}

/// Calls of one lane go out one after the other, in the order of the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// One person of the team.
    Person(UserId),
    /// Invites to the account.
    Invites,
    /// One site.
    Site(SiteId),
    /// Child accounts.
    Accounts,
    /// One member of a site.
    Member(SiteId, MemberId),
}
