//! What holds for all members of a site: custom fields and privacy (site contract 4.5, 4.8).

use super::{CustomFieldId, Extra, MemberId, Privacy, SiteId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A custom field that members of a site can have. The list mixes custom and built-in fields: the
/// origin tells them apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomFieldDefinition {
    /// Its id.
    pub id: CustomFieldId,
    /// Its name (1 to 150 characters).
    pub name: String,
    /// The key under which a member's contact has it.
    pub key: String,
    /// Who sees it unless a member chooses otherwise.
    pub privacy: Privacy,
    /// TEXT, NUMBER, DATE, URL or SOCIAL; empty if not told.
    pub kind: String,
    /// Which network a SOCIAL field is about; empty for others.
    pub social: String,
    /// CUSTOM, CONTACT or SYSTEM; empty if not told.
    pub origin: String,
    /// `ALL_MEMBERS` or `SELECTED_MEMBERS`; empty if not told.
    pub applies_to: String,
    /// GENERAL, SOCIAL, `DISPLAY_INFO` or ADDRESS; empty if not told.
    pub section: String,
    /// Its revision, as Wix wrote it.
    pub revision: String,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// Who sees the profile of a new member of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DefaultPrivacy {
    /// Private or public.
    pub privacy: Privacy,
    /// Its revision, as Wix wrote it; a change has to name it.
    pub revision: String,
}

/// To whom public members of a site are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PublicVisibility {
    /// The answer did not tell.
    #[default]
    Unknown,
    /// Only to members.
    Members,
    /// To everybody.
    All,
    /// A word this version does not know.
    Other(String),
}

/// Privacy of a site's members as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MemberPrivacySettings {
    /// To whom public members are shown.
    pub visibility: PublicVisibility,
    /// Whether members may become public: `Some(true)` for anyone, `Some(false)` for no one.
    pub may_be_public: Option<bool>,
    /// Its revision, as Wix wrote it; a change has to name it.
    pub revision: String,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
}

/// A member of a site who is a Wix user: the only published link between the two (site contract
/// 4.9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserMember {
    /// The member.
    pub member: MemberId,
    /// The user; missing where the caller may not see it.
    pub user: Option<UserId>,
    /// The site.
    pub site: Option<SiteId>,
    /// Name that others see.
    pub nickname: String,
}
