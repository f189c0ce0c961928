//! What a site sets for all of its members, sort by sort (site contract 4.2, 4.3, 4.5, 4.6, 4.8).

use super::{
    Badge, BadgeChange, CustomFieldDefinition, DefaultPrivacy, FieldApplication, FieldSuggestion,
    MemberPrivacySettings, MemberRoleDefinition, NewBadge, PublicVisibility,
};
use serde::{Deserialize, Serialize};

/// A sort of settings. Each is read by a call of its own, and each can be refused for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SettingKind {
    /// Badges.
    Badges,
    /// Roles that members can hold.
    Roles,
    /// Custom fields.
    Fields,
    /// For whom the fields are that are not for everybody.
    Applications,
    /// Fields that Wix suggests.
    Suggestions,
    /// Who sees the profile of a new member.
    DefaultPrivacy,
    /// To whom public members are shown.
    Privacy,
}

impl SettingKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Badges,
        Self::Roles,
        Self::Fields,
        Self::Applications,
        Self::Suggestions,
        Self::DefaultPrivacy,
        Self::Privacy,
    ];

    /// The word that stands in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Badges => "badges",
            Self::Roles => "roles",
            Self::Fields => "fields",
            Self::Applications => "applications",
            Self::Suggestions => "suggestions",
            Self::DefaultPrivacy => "defaultPrivacy",
            Self::Privacy => "privacy",
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Badges => "Badges",
            Self::Roles => "Member roles",
            Self::Fields => "Profile fields",
            Self::Applications => "Whom fields are for",
            Self::Suggestions => "Fields that Wix suggests",
            Self::DefaultPrivacy => "Privacy of new members",
            Self::Privacy => "Who sees public members",
        }
    }
}

/// All settings of one sort, as one reading told them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SettingSet {
    /// Badges.
    Badges(Vec<Badge>),
    /// Roles that members can hold.
    Roles(Vec<MemberRoleDefinition>),
    /// Custom fields, built-in ones among them.
    Fields(Vec<CustomFieldDefinition>),
    /// Of each field that is not for everybody, for whom it is.
    Applications(Vec<FieldApplication>),
    /// Fields that Wix suggests.
    Suggestions(Vec<FieldSuggestion>),
    /// Who sees the profile of a new member.
    DefaultPrivacy(DefaultPrivacy),
    /// To whom public members are shown.
    Privacy(MemberPrivacySettings),
}

impl SettingSet {
    /// Its sort.
    pub fn kind(&self) -> SettingKind {
        match self {
            Self::Badges(_) => SettingKind::Badges,
            Self::Roles(_) => SettingKind::Roles,
            Self::Fields(_) => SettingKind::Fields,
            Self::Applications(_) => SettingKind::Applications,
            Self::Suggestions(_) => SettingKind::Suggestions,
            Self::DefaultPrivacy(_) => SettingKind::DefaultPrivacy,
            Self::Privacy(_) => SettingKind::Privacy,
        }
    }
}

impl Badge {
    /// What of it can be set.
    pub fn settable(&self) -> NewBadge {
        NewBadge {
            title: self.title.clone(),
            description: self.description.clone(),
            background: self.background.clone(),
            text: self.text.clone(),
        }
    }
}

impl NewBadge {
    /// The badge with what shall be different.
    #[must_use]
    pub fn with(mut self, change: &BadgeChange) -> Self {
        for (mine, wished) in [
            (&mut self.title, &change.title),
            (&mut self.description, &change.description),
            (&mut self.background, &change.background),
            (&mut self.text, &change.text),
        ] {
            if let Some(wished) = wished {
                wished.trim().clone_into(mine);
            }
        }
        self
    }

    /// Whether it looks the same. Colours are numbers, whatever the case of their letters.
    pub fn same_as(&self, other: &Self) -> bool {
        self.title.trim() == other.title.trim()
            && self.description.trim() == other.description.trim()
            && self.background.eq_ignore_ascii_case(&other.background)
            && self.text.eq_ignore_ascii_case(&other.text)
    }
}

impl PublicVisibility {
    /// What people call it.
    pub fn label(&self) -> &str {
        match self {
            Self::Unknown => "Not told",
            Self::Members => "Members only",
            Self::All => "Everybody",
            Self::Other(word) => word,
        }
    }
}

impl CustomFieldDefinition {
    /// Whether Wix made it: then little of it can be changed.
    pub fn is_built_in(&self) -> bool {
        !self.origin.is_empty() && self.origin != "CUSTOM"
    }

    /// Whether nothing but who sees it can be changed (site contract 4.5).
    pub fn is_system(&self) -> bool {
        self.origin == "SYSTEM"
    }

    /// What people call its type.
    pub fn kind_label(&self) -> &str {
        field_kind_label(&self.kind)
    }
}

/// What people call a type of fields.
pub fn field_kind_label(kind: &str) -> &str {
    match kind {
        "TEXT" => "Text",
        "NUMBER" => "Number",
        "DATE" => "Date",
        "URL" => "Link",
        "SOCIAL" => "Profile elsewhere",
        "" => "Not told",
        other => other,
    }
}
