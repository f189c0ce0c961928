//! Badges of a site and who wears them (site contract 4.3, 4.4).

use super::{BadgeAssignmentId, BadgeId, Extra, MemberId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A badge that members can be given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Badge {
    /// Its id.
    pub id: BadgeId,
    /// Its revision, as Wix wrote it; a change has to name it.
    pub revision: String,
    /// Title (1 to 50 characters).
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Colour behind the title, `#RRGGBB`.
    pub background: String,
    /// Colour of the title, `#RRGGBB`.
    pub text: String,
    /// Picture.
    pub icon: String,
    /// End of the address of its page.
    pub slug: String,
    /// Whether it gives permissions on the site.
    pub permissions: Option<bool>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// What may be given to a new badge, or set on one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct NewBadge {
    /// Title (1 to 50 characters).
    pub title: String,
    /// What it is for (at most 1,500 characters).
    pub description: String,
    /// Colour behind the title, `#RRGGBB`.
    pub background: String,
    /// Colour of the title, `#RRGGBB`.
    pub text: String,
}

/// What shall be different about a badge; `None` leaves a part as it is, and an empty description
/// clears it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct BadgeChange {
    /// Title.
    pub title: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Colour behind the title.
    pub background: Option<String>,
    /// Colour of the title.
    pub text: Option<String>,
}

/// A badge that a member wears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadgeAssignment {
    /// Its own id, which taking it away needs.
    pub id: BadgeAssignmentId,
    /// The badge.
    pub badge: BadgeId,
    /// The member.
    pub member: MemberId,
    /// When it was given.
    pub created_at: Option<Timestamp>,
}
