//! Custom fields of a site's members (site contract 4.5).

use super::members::check;
use super::paging::{Offsets, Page};
use super::wire::member_settings as wire;
use super::write::SiteCall;
use super::{BuildError, Client, Level, Unread, WixError, Write, WriteRequest};
use crate::access::{CustomFieldDefinition, CustomFieldId, Privacy, SiteId};
use serde_json::{Value, json};

/// Rows in one page.
pub const FIELDS_PAGE: u32 = 100;
/// Longest name of a field.
pub const LONGEST_NAME: usize = 150;

const PATH: &str = "/members/v1/custom-fields";
const ONE: &str = "/members/v1/custom-fields/";

/// One page of the fields, in Wix's order. Begin with `Offsets::start(FIELDS_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn list(
    client: &Client,
    site: &SiteId,
    at: Offsets,
) -> Result<Page<CustomFieldDefinition, Offsets>, WixError> {
    let query = vec![
        ("paging.limit", at.limit().to_string()),
        ("paging.offset", at.offset().to_string()),
    ];
    let level = Level::Site(site.clone());
    let (items, unread, rows, meta) = client.get(PATH, query, level, wire::fields).await?;
    let first = items.first().map(|f| f.id.as_str().to_owned());
    let told = (rows, meta.total, meta.has_next);
    Ok(Page::after(at, items, unread, first.as_deref(), told))
}

/// One field. `NotFound` is an answer.
///
/// # Errors
/// [`WixError`].
pub async fn get(
    client: &Client,
    site: &SiteId,
    id: &CustomFieldId,
) -> Result<CustomFieldDefinition, WixError> {
    let path = super::part("GET", ONE, id.as_str(), "")?;
    let level = Level::Site(site.clone());
    client.get(&path, Vec::new(), level, wire::field_of).await
}

/// Makes, changes, hides or deletes a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeField {
    call: SiteCall,
    tells: bool,
}

impl ChangeField {
    /// Makes a field with this name, of this kind (TEXT, NUMBER, DATE, URL, or SOCIAL with its
    /// network).
    ///
    /// # Errors
    /// [`BuildError`] if something is missing or breaks a limit.
    pub fn create(
        site: SiteId,
        name: &str,
        kind: &str,
        network: Option<&str>,
        privacy: Option<&Privacy>,
    ) -> Result<Self, BuildError> {
        check_name(name)?;
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        if network.is_some() != (kind == "SOCIAL") {
            return Err(check::wrong(
                "a field for a profile elsewhere",
                "name its network, and no other field does",
            ));
        }
        let mut field = json!({ "name": name.trim(), "fieldType": kind });
        if let Some(network) = network {
            field["socialType"] = json!(network);
        }
        put_privacy(&mut field, privacy)?;
        let call = SiteCall::new(site, "POST", PATH)?.with(json!({ "field": field }));
        Ok(Self { call, tells: true })
    }

    /// Gives a field another name, another default privacy, or both; nothing else can change.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing, breaks a limit, or nothing changes.
    pub fn update(
        site: SiteId,
        id: &CustomFieldId,
        revision: &str,
        name: Option<&str>,
        privacy: Option<&Privacy>,
    ) -> Result<Self, BuildError> {
        if name.is_none() && privacy.is_none() {
            return Err(BuildError::Nothing);
        }
        let path = path(&site, "PATCH", id, "", revision)?;
        let mut field = json!({ "revision": revision });
        if let Some(name) = name {
            check_name(name)?;
            field["name"] = json!(name.trim());
        }
        put_privacy(&mut field, privacy)?;
        let call = SiteCall::new(site, "PATCH", path)?.with(json!({ "field": field }));
        Ok(Self { call, tells: true })
    }

    /// Deletes a field for good, and its column in the list of contacts.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing.
    pub fn delete(site: SiteId, id: &CustomFieldId, revision: &str) -> Result<Self, BuildError> {
        let path = path(&site, "DELETE", id, "", revision)?;
        if !revision.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(check::wrong("the field’s revision", "be a number"));
        }
        let path = format!("{path}?revision={revision}");
        let call = SiteCall::new(site, "DELETE", path)?;
        Ok(Self { call, tells: false })
    }

    /// Takes a field out of the members' profiles; its values stay with the contacts.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing.
    pub fn hide(site: SiteId, id: &CustomFieldId, revision: &str) -> Result<Self, BuildError> {
        let path = path(&site, "POST", id, "/hide", revision)?;
        let call = SiteCall::new(site, "POST", path)?.with(json!({ "revision": revision }));
        Ok(Self { call, tells: false })
    }
}

fn path(
    site: &SiteId,
    method: &str,
    id: &CustomFieldId,
    end: &str,
    revision: &str,
) -> Result<String, BuildError> {
    if site.is_empty() {
        return Err(BuildError::Missing("the site id"));
    }
    if id.is_empty() {
        return Err(BuildError::Missing("the field’s id"));
    }
    if revision.is_empty() {
        return Err(BuildError::Missing("the field’s revision"));
    }
    super::id_part(method, ONE, id.as_str(), end)
}

fn check_name(name: &str) -> Result<(), BuildError> {
    if name.trim().is_empty() {
        return Err(BuildError::Missing("the field’s name"));
    }
    check::length("the field’s name", name, LONGEST_NAME)
}

fn put_privacy(field: &mut Value, privacy: Option<&Privacy>) -> Result<(), BuildError> {
    check::privacy(privacy)?;
    if let Some(privacy) = privacy {
        field["defaultPrivacy"] = json!(privacy.wire());
    }
    Ok(())
}

impl Write for ChangeField {
    /// The field afterwards; `None` where Wix does not tell it.
    type Answer = Option<CustomFieldDefinition>;

    fn request(&self) -> WriteRequest {
        self.call.request()
    }

    fn read(&self, body: &[u8]) -> Result<Self::Answer, Unread> {
        if self.tells {
            return wire::field_of(body).map(Some);
        }
        super::wire::object(body).map(|_| None)
    }
}

/// What the published codes of refusals mean (site contract 4.5), with what to do; `None` for
/// codes that nobody published.
pub fn field_words(code: &str) -> Option<&'static str> {
    match code {
        "INCORRECT_FIELD_TYPE" => Some("Wix does not take this type of field: choose another one"),
        "INCORRECT_FIELD_PRIVACY" => Some("Wix takes private or public alone for this field"),
        "INVALID_FIELD_SOCIAL_TYPE" => {
            Some("Fields for profiles elsewhere, and only those, have a network")
        }
        "RESERVED_FIELD_NAME_NON_EDITABLE" => {
            Some("This field comes from Wix itself: only who sees it can be changed")
        }
        _ => None,
    }
}

/// Most fields in one order.
pub const MOST_IN_ORDER: usize = 100;

/// Orders the fields of one section. The list is ordered by section and time of making whatever
/// was asked here (site contract 4.5), so nothing but this answer tells the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFields {
    site: SiteId,
    body: Value,
}

impl OrderFields {
    /// Puts these fields of a section (GENERAL, SOCIAL, `DISPLAY_INFO`, ADDRESS) into this order.
    ///
    /// # Errors
    /// [`BuildError`] for none or too many, and if an id is missing or stands there twice.
    pub fn new(site: SiteId, fields: &[CustomFieldId], section: &str) -> Result<Self, BuildError> {
        if site.is_empty() {
            return Err(BuildError::Missing("the site id"));
        }
        let ids: Vec<&str> = fields.iter().map(CustomFieldId::as_str).collect();
        super::badges::check_ids(&ids, MOST_IN_ORDER)?;
        if section.is_empty() {
            return Err(BuildError::Missing("the section"));
        }
        Ok(Self {
            site,
            body: json!({ "fieldIds": ids, "section": section }),
        })
    }
}

impl Write for OrderFields {
    /// The fields of the section in their order, as far as Wix tells them.
    type Answer = Vec<CustomFieldDefinition>;

    fn request(&self) -> WriteRequest {
        let level = Level::Site(self.site.clone());
        WriteRequest::new("POST", format!("{PATH}/order"), level, &self.body)
    }

    fn read(&self, body: &[u8]) -> Result<Self::Answer, Unread> {
        wire::fields(body).map(|(fields, ..)| fields)
    }
}
