//! Custom fields, privacy and users behind members (site contract 4.5, 4.8, 4.9).

use super::badges::{CursorPage, cursor_page, one_of};
use super::fields::Fields;
use crate::access::{
    CustomFieldDefinition, CustomFieldId, DefaultPrivacy, MemberId, MemberPrivacySettings, Privacy,
    PublicVisibility, SiteId, UserId, UserMember,
};
use crate::wix::write::Unread;
use serde_json::Value;

/// A page of custom fields.
pub(in crate::wix) fn fields(body: &[u8]) -> Result<CursorPage<CustomFieldDefinition>, Unread> {
    cursor_page(body, "fields", "metadata", field)
}

/// Reads `{field}`.
pub(in crate::wix) fn field_of(body: &[u8]) -> Result<CustomFieldDefinition, Unread> {
    one_of(body, "field", field)
}

fn field(value: Value) -> Result<CustomFieldDefinition, String> {
    let mut f = Fields::row(value)?;
    let id = f.id("id").ok_or("the field has no id")?;
    Ok(CustomFieldDefinition {
        id: CustomFieldId::from(id),
        name: f.string("name"),
        key: f.string("key"),
        privacy: Privacy::from_wire(&f.string("defaultPrivacy")),
        kind: word(&mut f, "fieldType"),
        social: word(&mut f, "socialType"),
        origin: word(&mut f, "fieldOrigin"),
        applies_to: word(&mut f, "appliesTo"),
        section: word(&mut f, "section"),
        revision: f.id("revision").unwrap_or_default(),
        created_at: f.time("createdDate"),
        updated_at: f.time("updatedDate"),
        extra: f.rest(),
    })
}

/// A word of a closed list; what tells nothing is empty.
fn word(f: &mut Fields, name: &str) -> String {
    let word = f.string(name);
    if word == "UNKNOWN" {
        String::new()
    } else {
        word
    }
}

/// Reads `{defaultPrivacy: {defaultPrivacy, revision}}`.
pub(in crate::wix) fn default_privacy(body: &[u8]) -> Result<DefaultPrivacy, Unread> {
    one_of(body, "defaultPrivacy", |value| {
        let mut f = Fields::row(value)?;
        Ok(DefaultPrivacy {
            privacy: Privacy::from_wire(&f.string("defaultPrivacy")),
            revision: f.id("revision").unwrap_or_default(),
        })
    })
}

/// Reads `{memberPrivacySettings}`.
pub(in crate::wix) fn privacy_settings(body: &[u8]) -> Result<MemberPrivacySettings, Unread> {
    one_of(body, "memberPrivacySettings", |value| {
        let mut f = Fields::row(value)?;
        let visibility = match f.string("publicMemberVisibility").as_str() {
            "" | "UNKNOWN" => PublicVisibility::Unknown,
            "VISIBLE_TO_MEMBERS_ONLY" => PublicVisibility::Members,
            "VISIBLE_TO_ALL" => PublicVisibility::All,
            other => PublicVisibility::Other(other.to_owned()),
        };
        let may_be_public = match f.string("publicMemberCandidates").as_str() {
            "ANYONE" => Some(true),
            "NO_ONE" => Some(false),
            _ => None,
        };
        Ok(MemberPrivacySettings {
            visibility,
            may_be_public,
            revision: f.id("revision").unwrap_or_default(),
            updated_at: f.time("updatedDate"),
        })
    })
}

/// A page of members with their users.
pub(in crate::wix) fn user_members(body: &[u8]) -> Result<CursorPage<UserMember>, Unread> {
    cursor_page(body, "userMembers", "metadata", |value| {
        let mut f = Fields::row(value)?;
        let member = f.id("memberId").ok_or("the row has no member")?;
        Ok(UserMember {
            member: MemberId::from(member),
            user: f.id("userId").map(UserId::from),
            site: f.id("metaSiteId").map(SiteId::from),
            nickname: f.string("nickname"),
        })
    })
}
