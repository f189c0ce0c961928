//! Which setting of a site a line is about.

use crate::access::{BadgeId, CustomFieldId, MemberId, RoleKey, SettingKind};

/// One setting of a site that its members have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettingKey {
    /// A badge.
    Badge(BadgeId),
    /// A badge that is not there yet, by its title in its compared form.
    BadgeTitled(String),
    /// A role that members can hold; its key is there before it is made.
    Role(RoleKey),
    /// A custom field.
    Field(CustomFieldId),
    /// A field that is not there yet, by its name in its compared form.
    FieldNamed(String),
    /// Who sees the profile of a new member.
    DefaultPrivacy,
    /// To whom public members are shown.
    Privacy,
    /// What a member tells about itself.
    About(MemberId),
    /// For whom a field is.
    Applies(CustomFieldId),
}

/// Titles and names are compared without case and without blanks around them.
pub(super) fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

impl SettingKey {
    /// A badge by its title.
    pub fn badge_titled(title: &str) -> Self {
        Self::BadgeTitled(folded(title))
    }

    /// A field by its name.
    pub fn field_named(name: &str) -> Self {
        Self::FieldNamed(folded(name))
    }

    /// Whether a badge with this title is meant.
    pub fn is_titled(&self, title: &str) -> bool {
        matches!(self, Self::BadgeTitled(folded_title) if *folded_title == folded(title))
    }

    /// Whether a field with this name is meant.
    pub fn is_named(&self, name: &str) -> bool {
        matches!(self, Self::FieldNamed(folded_name) if *folded_name == folded(name))
    }

    /// The sort of settings that tells it; `None` for the text of a member, which is read for itself.
    pub fn kind(&self) -> Option<SettingKind> {
        Some(match self {
            Self::Badge(_) | Self::BadgeTitled(_) => SettingKind::Badges,
            Self::Role(_) => SettingKind::Roles,
            Self::Field(_) | Self::FieldNamed(_) => SettingKind::Fields,
            Self::DefaultPrivacy => SettingKind::DefaultPrivacy,
            Self::Privacy => SettingKind::Privacy,
            Self::Applies(_) => SettingKind::Applications,
            Self::About(_) => return None,
        })
    }

    pub(super) fn word(&self) -> String {
        match self {
            Self::Badge(id) => format!("badge:{id}"),
            Self::BadgeTitled(title) => format!("badgeTitled:{title}"),
            Self::Role(key) => format!("role:{key}"),
            Self::Field(id) => format!("field:{id}"),
            Self::FieldNamed(name) => format!("fieldNamed:{name}"),
            Self::DefaultPrivacy => "defaultPrivacy".to_owned(),
            Self::Privacy => "privacy".to_owned(),
            Self::About(member) => format!("about:{member}"),
            Self::Applies(field) => format!("applies:{field}"),
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word {
            "defaultPrivacy" => return Some(Self::DefaultPrivacy),
            "privacy" => return Some(Self::Privacy),
            _ => {}
        }
        // Titles and names may have colons in them.
        let (kind, rest) = word.split_once(':').filter(|(_, rest)| !rest.is_empty())?;
        match kind {
            "badge" => Some(Self::Badge(rest.into())),
            "badgeTitled" => Some(Self::badge_titled(rest)),
            "role" => Some(Self::Role(rest.into())),
            "field" => Some(Self::Field(rest.into())),
            "fieldNamed" => Some(Self::field_named(rest)),
            "about" => Some(Self::About(rest.into())),
            "applies" => Some(Self::Applies(rest.into())),
            _ => None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Badge(id) => id.is_empty(),
            Self::BadgeTitled(text) | Self::FieldNamed(text) => text.is_empty(),
            Self::Role(key) => key.is_empty(),
            Self::Field(id) | Self::Applies(id) => id.is_empty(),
            Self::About(member) => member.is_empty(),
            Self::DefaultPrivacy | Self::Privacy => false,
        }
    }
}
