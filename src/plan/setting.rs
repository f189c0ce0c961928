//! What can be set for members of a site: badges, roles, fields, privacy, and texts about members.

use super::object::ObjectKey;
use super::{AboutDeed, AboutWish, AppliesDeed, SettingKey};
use crate::access::{
    BadgeChange, BadgeId, CustomFieldId, FieldTargets, MemberId, NewBadge, Privacy,
    PublicVisibility, RoleKey, SiteId,
};
use serde::{Deserialize, Serialize};

/// One write about what a site sets for all of its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteSetting {
    /// The site.
    pub site: SiteId,
    /// What is done.
    #[serde(flatten)]
    pub deed: SettingDeed,
}

/// What is done (site contract 4.2, 4.3, 4.5 to 4.8). Revisions are those that stood when the plan
/// was made: Wix refuses a stale one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "setting",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SettingDeed {
    /// Makes a badge.
    CreateBadge {
        /// How it looks.
        badge: NewBadge,
    },
    /// Sets a badge as a whole.
    ChangeBadge {
        /// Which.
        id: BadgeId,
        /// Its revision.
        revision: String,
        /// How it looks afterwards.
        badge: NewBadge,
    },
    /// Deletes a badge; nobody wears it any more.
    DeleteBadge {
        /// Which.
        id: BadgeId,
    },
    /// Makes a role that members can hold.
    CreateRole {
        /// Its key.
        role: RoleKey,
        /// Its title.
        title: String,
        /// Whether it is kept from blocked members.
        blockable: bool,
    },
    /// Sets whether a role is kept from blocked members: all that can change.
    ChangeRole {
        /// Its key.
        role: RoleKey,
        /// Its revision.
        revision: String,
        /// Whether it is kept from blocked members.
        blockable: bool,
    },
    /// Deletes a role. Members keep it until it is taken from each.
    DeleteRole {
        /// Its key.
        role: RoleKey,
    },
    /// Makes a custom field.
    CreateField {
        /// Its name.
        name: String,
        /// TEXT, NUMBER, DATE, URL or SOCIAL.
        kind: String,
        /// The network of a SOCIAL one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        network: Option<String>,
        /// Who sees it unless a member chooses otherwise.
        privacy: Privacy,
    },
    /// Changes a field.
    ChangeField {
        /// Which.
        id: CustomFieldId,
        /// Its revision.
        revision: String,
        /// Another name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Another default privacy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        privacy: Option<Privacy>,
    },
    /// Takes a field out of the profiles; its values stay with the contacts.
    HideField {
        /// Which.
        id: CustomFieldId,
        /// Its revision.
        revision: String,
    },
    /// Deletes a field with its values and its column in the list of contacts.
    DeleteField {
        /// Which.
        id: CustomFieldId,
        /// Its revision.
        revision: String,
    },
    /// Sets who sees the profile of a new member.
    DefaultPrivacy {
        /// Private or public.
        privacy: Privacy,
        /// The revision.
        revision: String,
    },
    /// Sets to whom public members are shown, and whether members may become public.
    Privacy {
        /// To whom.
        visibility: PublicVisibility,
        /// Whether anyone may become public, or no one.
        may_be_public: bool,
        /// The revision.
        revision: String,
    },
    /// Something about the text that a member tells about itself.
    About {
        /// Whose.
        member: MemberId,
        /// What is done.
        deed: AboutDeed,
    },
    /// Something about for whom a field is.
    Applies {
        /// Which field.
        field: CustomFieldId,
        /// What is done.
        deed: AppliesDeed,
    },
}

/// What somebody wants of the settings of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SettingWish {
    /// There is such a badge.
    CreateBadge(NewBadge),
    /// A badge is different.
    ChangeBadge(BadgeId, BadgeChange),
    /// A badge is gone.
    DeleteBadge(BadgeId),
    /// There is a role with this key and title, kept from blocked members or not.
    CreateRole(RoleKey, String, bool),
    /// A role is kept from blocked members or not.
    ChangeRole(RoleKey, bool),
    /// A role is gone.
    DeleteRole(RoleKey),
    /// There is such a custom field: name, type, network of a SOCIAL one, and who sees it.
    CreateField(String, String, Option<String>, Privacy),
    /// A field has another name, another default privacy, or both.
    ChangeField(CustomFieldId, Option<String>, Option<Privacy>),
    /// A field shows in no profile.
    HideField(CustomFieldId),
    /// A field is gone with its values.
    DeleteField(CustomFieldId),
    /// Who sees the profile of a new member.
    DefaultPrivacy(Privacy),
    /// To whom public members are shown, and whether members may become public; `None` leaves it.
    Privacy(Option<PublicVisibility>, Option<bool>),
    /// What a member tells about itself.
    About(MemberId, AboutWish),
    /// A field is for these alone; `None` for everybody.
    FieldFor(CustomFieldId, Option<FieldTargets>),
}

impl SettingWish {
    /// What it is about: has to be looked at before a plan is made.
    pub fn object(&self) -> SettingKey {
        match self {
            Self::CreateBadge(badge) => SettingKey::badge_titled(&badge.title),
            Self::ChangeBadge(id, _) | Self::DeleteBadge(id) => SettingKey::Badge(id.clone()),
            Self::CreateRole(role, ..) | Self::ChangeRole(role, _) | Self::DeleteRole(role) => {
                SettingKey::Role(role.clone())
            }
            Self::CreateField(name, ..) => SettingKey::field_named(name),
            Self::ChangeField(id, ..) | Self::HideField(id) | Self::DeleteField(id) => {
                SettingKey::Field(id.clone())
            }
            Self::DefaultPrivacy(_) => SettingKey::DefaultPrivacy,
            Self::Privacy(..) => SettingKey::Privacy,
            Self::About(member, _) => SettingKey::About(member.clone()),
            Self::FieldFor(field, _) => SettingKey::Applies(field.clone()),
        }
    }
}

impl SiteSetting {
    /// What it changes.
    pub fn object(&self) -> ObjectKey {
        ObjectKey::Setting(self.site.clone(), self.deed.object())
    }
}

impl SettingDeed {
    fn object(&self) -> SettingKey {
        match self {
            Self::CreateBadge { badge } => SettingKey::badge_titled(&badge.title),
            Self::ChangeBadge { id, .. } | Self::DeleteBadge { id } => {
                SettingKey::Badge(id.clone())
            }
            Self::CreateRole { role, .. }
            | Self::ChangeRole { role, .. }
            | Self::DeleteRole { role } => SettingKey::Role(role.clone()),
            Self::CreateField { name, .. } => SettingKey::field_named(name),
            Self::ChangeField { id, .. }
            | Self::HideField { id, .. }
            | Self::DeleteField { id, .. } => SettingKey::Field(id.clone()),
            Self::DefaultPrivacy { .. } => SettingKey::DefaultPrivacy,
            Self::Privacy { .. } => SettingKey::Privacy,
            Self::About { member, .. } => SettingKey::About(member.clone()),
            Self::Applies { field, .. } => SettingKey::Applies(field.clone()),
        }
    }

    /// What it does, in a few words.
    pub fn label(&self) -> &'static str {
        match self {
            Self::CreateBadge { .. } => "Create badge",
            Self::ChangeBadge { .. } => "Change badge",
            Self::DeleteBadge { .. } => "Delete badge",
            Self::CreateRole { .. } => "Create member role",
            Self::ChangeRole { .. } => "Change member role",
            Self::DeleteRole { .. } => "Delete member role",
            Self::CreateField { .. } => "Create field",
            Self::ChangeField { .. } => "Change field",
            Self::HideField { .. } => "Hide field",
            Self::DeleteField { .. } => "Delete field",
            Self::DefaultPrivacy { .. } => "Set privacy of new members",
            Self::Privacy { .. } => "Set who sees public members",
            Self::About { deed, .. } => deed.label(),
            Self::Applies { deed, .. } => deed.label(),
        }
    }

    /// Whether something has to be absent, because this makes it.
    pub fn makes(&self) -> bool {
        matches!(
            self,
            Self::CreateBadge { .. }
                | Self::CreateRole { .. }
                | Self::CreateField { .. }
                | Self::About {
                    deed: AboutDeed::Write { .. },
                    ..
                }
                | Self::Applies {
                    deed: AppliesDeed::Limit { .. },
                    ..
                }
        )
    }

    /// Whether members lose something by it.
    pub fn takes_away(&self) -> bool {
        matches!(
            self,
            Self::DeleteBadge { .. }
                | Self::DeleteRole { .. }
                | Self::HideField { .. }
                | Self::DeleteField { .. }
                | Self::About {
                    deed: AboutDeed::Delete { .. },
                    ..
                }
        )
    }

    /// What must be so when it is sent, in words.
    pub fn needs(&self) -> &'static [&'static str] {
        match self {
            Self::CreateBadge { .. } => &["No badge of the site has this title"],
            Self::CreateRole { .. } => &["No role of the site has this key"],
            Self::CreateField { .. } => &["No field of the site has this name"],
            Self::ChangeBadge { .. } | Self::DeleteBadge { .. } => &["The badge is as it was"],
            Self::ChangeRole { .. } | Self::DeleteRole { .. } => &["The role is as it was"],
            Self::ChangeField { .. } | Self::HideField { .. } | Self::DeleteField { .. } => {
                &["The field is as it was"]
            }
            Self::DefaultPrivacy { .. } | Self::Privacy { .. } => &["The setting is as it was"],
            Self::About { deed, .. } => deed.needs(),
            Self::Applies { deed, .. } => deed.needs(),
        }
    }

    /// How it is looked up afterwards, in words.
    pub fn read_back(&self) -> &'static str {
        match self {
            Self::CreateBadge { .. } => "Query Badges: a badge with the title",
            Self::ChangeBadge { .. } => "Query Badges: the badge by its id",
            Self::DeleteBadge { .. } => "Query Badges: the badge is gone",
            Self::CreateRole { .. } | Self::ChangeRole { .. } => {
                "List Role Definitions: the role by its key"
            }
            Self::DeleteRole { .. } => "List Role Definitions: the role is gone",
            Self::CreateField { .. } => "List Custom Fields: a field with the name",
            Self::ChangeField { .. } => "List Custom Fields: the field by its id",
            Self::HideField { .. } | Self::DeleteField { .. } => {
                "List Custom Fields: the field is gone"
            }
            Self::DefaultPrivacy { .. } => "Get Default Privacy Status",
            Self::Privacy { .. } => "Get Privacy Settings",
            Self::About { deed, .. } => deed.read_back(),
            Self::Applies { deed, .. } => deed.read_back(),
        }
    }
}
