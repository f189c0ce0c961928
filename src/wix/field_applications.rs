//! To whom custom fields of members apply, and fields that could be added (site contract 4.6). The
//! paths say “custom-fields-applications”, with two plurals.

use super::members::check;
use super::paging::{Offsets, Page, UnreadRow};
use super::wire::field_applications as wire;
use super::write::SiteCall;
use super::{BuildError, Client, Level, Unread, WixError, Write, WriteRequest};
use crate::access::{
    AppliesTo, CustomFieldId, FieldApplication, FieldSuggestion, FieldsOfMember, MemberId, SiteId,
};
use serde_json::json;

/// Most whom a field applies to, or from whom it is withheld, and most ids in one question.
pub const MOST_TARGETS: usize = 100;
/// Rows in one page of suggestions.
pub const SUGGESTIONS_PAGE: u32 = 100;

const PATH: &str = "/members/v1/custom-fields-applications";
const ONE: &str = "/members/v1/custom-fields-applications/";
const SUGGESTIONS: &str = "/members/v1/custom-field-suggestions/query";

/// What was read of a list that has no pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<T> {
    /// Its rows.
    pub items: Vec<T>,
    /// Those that could not be understood.
    pub unread: Vec<UnreadRow>,
}

impl<T> From<wire::List<T>> for Told<T> {
    fn from((items, unread): wire::List<T>) -> Self {
        Self { items, unread }
    }
}

/// To whom one field applies. `NotFound` means that it applies to everybody, or that there is no
/// such field.
///
/// # Errors
/// [`WixError`].
pub async fn get(
    client: &Client,
    site: &SiteId,
    field: &CustomFieldId,
) -> Result<FieldApplication, WixError> {
    let path = super::part("GET", ONE, field.as_str(), "")?;
    let level = Level::Site(site.clone());
    client
        .get(&path, Vec::new(), level, wire::application_of)
        .await
}

/// To whom these fields apply, up to [`MOST_TARGETS`]. Those for everybody are not in the answer.
///
/// # Errors
/// [`WixError`].
pub async fn of_fields(
    client: &Client,
    site: &SiteId,
    fields: &[CustomFieldId],
) -> Result<Told<FieldApplication>, WixError> {
    let ids: Vec<&str> = fields.iter().map(CustomFieldId::as_str).collect();
    let body = json!({ "customFieldIds": ids });
    let path = format!("{ONE}applications");
    let level = Level::Site(site.clone());
    let told = client.query(&path, &body, level, wire::applications).await;
    told.map(Told::from)
}

/// Which fields apply to each of these members, up to [`MOST_TARGETS`].
///
/// # Errors
/// [`WixError`].
pub async fn of_members(
    client: &Client,
    site: &SiteId,
    members: &[MemberId],
) -> Result<Told<FieldsOfMember>, WixError> {
    let ids: Vec<&str> = members.iter().map(MemberId::as_str).collect();
    let body = json!({ "memberIds": ids });
    let path = format!("{ONE}members");
    let level = Level::Site(site.clone());
    let told = client.query(&path, &body, level, wire::of_members).await;
    told.map(Told::from)
}

/// One page of fields that could be added, by name. Begin with `Offsets::start(SUGGESTIONS_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn suggestions(
    client: &Client,
    site: &SiteId,
    at: Offsets,
) -> Result<Page<FieldSuggestion, Offsets>, WixError> {
    let body = json!({ "query": {
        "paging": { "limit": at.limit(), "offset": at.offset() },
        "sorting": [{ "fieldName": "name", "order": "ASC" }],
    }});
    let level = Level::Site(site.clone());
    let read = client.query(SUGGESTIONS, &body, level, wire::suggestions);
    let (items, unread, rows, meta) = read.await?;
    let first = items.first().map(|s| s.name.clone());
    let told = (rows, meta.total, meta.has_next);
    Ok(Page::after(at, items, unread, first.as_deref(), told))
}

/// Says to whom a field applies, or lets it apply to everybody again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apply(SiteCall);

impl Apply {
    /// Limits a field that applied to everybody.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing, too long, or of a kind that cannot be sent.
    pub fn create(site: SiteId, wanted: &FieldApplication) -> Result<Self, BuildError> {
        check_targets(wanted)?;
        let unrevised = FieldApplication {
            revision: String::new(),
            ..wanted.clone()
        };
        let body = json!({ "application": wire::sent(&unrevised) });
        Ok(Self(SiteCall::new(site, "POST", PATH)?.with(body)))
    }

    /// Sets to whom it applies as a whole, from its revision on. A stale one is refused.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing, too long, or of a kind that cannot be sent.
    pub fn update(site: SiteId, wanted: &FieldApplication) -> Result<Self, BuildError> {
        check_targets(wanted)?;
        if wanted.revision.is_empty() {
            return Err(BuildError::Missing("the revision"));
        }
        let call = SiteCall::of(site, "PATCH", ONE, wanted.field.as_str())?;
        let body = json!({ "application": wire::sent(wanted) });
        Ok(Self(call.with(body)))
    }

    /// Lets a field apply to everybody again.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or cannot stand in a path.
    pub fn to_everybody(site: SiteId, field: &CustomFieldId) -> Result<Self, BuildError> {
        SiteCall::of(site, "DELETE", ONE, field.as_str()).map(Self)
    }
}

fn check_targets(wanted: &FieldApplication) -> Result<(), BuildError> {
    if wanted.field.is_empty() {
        return Err(BuildError::Missing("the field’s id"));
    }
    for list in [&wanted.applies, &wanted.withheld] {
        if list.len() > MOST_TARGETS {
            return Err(BuildError::TooMany(MOST_TARGETS));
        }
        for target in list {
            let (_, id) = target.wire();
            if id.is_empty() {
                return Err(BuildError::Missing("an id"));
            }
            if matches!(target, AppliesTo::Other(..)) {
                let must = "be members, or those with a role, a badge or a plan";
                return Err(check::wrong("whom a field applies to", must));
            }
        }
    }
    Ok(())
}

impl Write for Apply {
    /// To whom it applies afterwards; `None` for everybody.
    type Answer = Option<FieldApplication>;

    fn request(&self) -> WriteRequest {
        self.0.request()
    }

    fn read(&self, body: &[u8]) -> Result<Self::Answer, Unread> {
        if self.0.is_deletion() {
            return super::wire::object(body).map(|_| None);
        }
        wire::application_of(body).map(Some)
    }
}
