//! Privacy of a site's members as a whole (site contract 4.8).

use super::members::check;
use super::wire::member_settings as wire;
use super::{BuildError, Client, Level, Unread, WixError, Write, WriteRequest};
use crate::access::{DefaultPrivacy, MemberPrivacySettings, Privacy, PublicVisibility, SiteId};
use serde_json::{Value, json};

const DEFAULT: &str = "/members/v1/default-privacy-status";
const SETTINGS: &str = "/members/v1/privacy-settings";

/// What the published codes of refusals mean (site contract 4.8, 7.5), with what to do; `None` for
/// codes that nobody published.
pub fn privacy_words(code: &str) -> Option<&'static str> {
    match code {
        "INVALID_REVISION" => Some("Somebody changed the setting meanwhile: plan it again"),
        "INVALID_SETTINGS" => Some("Wix does not take these settings together"),
        _ => None,
    }
}

/// Who sees the profile of a new member.
///
/// # Errors
/// [`WixError`].
pub async fn default(client: &Client, site: &SiteId) -> Result<DefaultPrivacy, WixError> {
    let level = Level::Site(site.clone());
    client
        .get(DEFAULT, Vec::new(), level, wire::default_privacy)
        .await
}

/// To whom public members are shown, and who may become one.
///
/// # Errors
/// [`WixError`].
pub async fn settings(client: &Client, site: &SiteId) -> Result<MemberPrivacySettings, WixError> {
    let level = Level::Site(site.clone());
    client
        .get(SETTINGS, Vec::new(), level, wire::privacy_settings)
        .await
}

/// Sets who sees the profile of a new member. Those who are there keep theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetDefault {
    site: SiteId,
    body: Value,
}

impl SetDefault {
    /// Sets it to private or public, from this revision on.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing or the privacy cannot be sent.
    pub fn new(site: SiteId, privacy: &Privacy, revision: &str) -> Result<Self, BuildError> {
        ready(&site, revision)?;
        check::privacy(Some(privacy))?;
        let inner = json!({ "defaultPrivacy": privacy.wire(), "revision": revision });
        Ok(Self {
            site,
            body: json!({ "defaultPrivacy": inner }),
        })
    }
}

impl Write for SetDefault {
    type Answer = DefaultPrivacy;

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new("PATCH", DEFAULT, level, &self.body)
    }

    fn read(&self, body: &[u8]) -> Result<DefaultPrivacy, Unread> {
        wire::default_privacy(body)
    }
}

/// Sets to whom public members are shown, and who may become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetSettings {
    site: SiteId,
    body: Value,
}

impl SetSettings {
    /// Sets both, from the revision in them on. A stale one is refused with `INVALID_REVISION`.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing or a value cannot be sent.
    pub fn new(site: SiteId, settings: &MemberPrivacySettings) -> Result<Self, BuildError> {
        ready(&site, &settings.revision)?;
        let visibility = match &settings.visibility {
            PublicVisibility::Members => "VISIBLE_TO_MEMBERS_ONLY",
            PublicVisibility::All => "VISIBLE_TO_ALL",
            _ => return Err(check::wrong("the visibility", "be members or everybody")),
        };
        let candidates = match settings.may_be_public {
            Some(true) => "ANYONE",
            Some(false) => "NO_ONE",
            None => return Err(BuildError::Missing("who may become public")),
        };
        let inner = json!({
            "publicMemberVisibility": visibility,
            "publicMemberCandidates": candidates,
            "revision": settings.revision,
        });
        Ok(Self {
            site,
            body: json!({ "memberPrivacySettings": inner }),
        })
    }
}

impl Write for SetSettings {
    type Answer = MemberPrivacySettings;

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new("POST", SETTINGS, level, &self.body)
    }

    fn read(&self, body: &[u8]) -> Result<MemberPrivacySettings, Unread> {
        wire::privacy_settings(body)
    }
}

fn ready(site: &SiteId, revision: &str) -> Result<(), BuildError> {
    if site.is_empty() {
        return Err(BuildError::Missing("the site id"));
    }
    if revision.is_empty() {
        return Err(BuildError::Missing("the revision"));
    }
    Ok(())
}
