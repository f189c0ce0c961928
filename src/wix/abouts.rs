//! What members tell about themselves (site contract 4.7). The texts are rich documents, which are
//! kept and sent as they are. Reading them needs an app, says the contract: a key may be refused.

use super::paging::{Cursors, Page};
use super::wire::abouts as wire;
use super::write::SiteCall;
use super::{BuildError, Client, Level, Unread, WixError, Write, WriteRequest};
use crate::access::{AboutId, MemberAbout, MemberId, SiteId};
use serde_json::{Value, json};

/// Most rows in one page.
pub const ABOUTS_PAGE: u32 = 100;

const PATH: &str = "/members/v2/abouts";
const ONE: &str = "/members/v2/abouts/";

/// One page of the texts of these members; of all, if none is named. Begin with
/// `Cursors::start(ABOUTS_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn query(
    client: &Client,
    site: &SiteId,
    members: &[MemberId],
    at: Cursors,
) -> Result<Page<MemberAbout, Cursors>, WixError> {
    let ids: Vec<&str> = members.iter().map(MemberId::as_str).collect();
    let filter = super::members::among("memberId", &ids).unwrap_or_else(|| json!({}));
    let body = at.query(&filter, &json!([]));
    let path = format!("{PATH}/query");
    let level = Level::Site(site.clone());
    let read = client.query(&path, &body, level, wire::abouts).await?;
    Ok(Page::of_cursor(at, read))
}

/// One text. `NotFound` is an answer.
///
/// # Errors
/// [`WixError`].
pub async fn get(client: &Client, site: &SiteId, id: &AboutId) -> Result<MemberAbout, WixError> {
    let path = super::part("GET", ONE, id.as_str(), "")?;
    let level = Level::Site(site.clone());
    client.get(&path, Vec::new(), level, wire::about_of).await
}

/// Writes, changes or deletes a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeAbout(SiteCall);

impl ChangeAbout {
    /// Writes a text for a member who has none.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing or the content is no document.
    pub fn create(site: SiteId, member: &MemberId, content: &Value) -> Result<Self, BuildError> {
        if member.is_empty() {
            return Err(BuildError::Missing("the member id"));
        }
        let inner = json!({ "memberId": member.as_str(), "content": document(content)? });
        let call = SiteCall::new(site, "POST", PATH)?;
        Ok(Self(call.with(json!({ "memberAbout": inner }))))
    }

    /// Sets the content of a text that had this revision. A stale one is refused.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing or the content is no document.
    pub fn update(
        site: SiteId,
        id: &AboutId,
        revision: &str,
        content: &Value,
    ) -> Result<Self, BuildError> {
        if revision.is_empty() {
            return Err(BuildError::Missing("the revision"));
        }
        let inner = json!({ "content": document(content)?, "revision": revision });
        let call = SiteCall::of(site, "PATCH", ONE, id.as_str())?;
        Ok(Self(call.with(json!({ "memberAbout": inner }))))
    }

    /// Deletes a text for good.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or cannot stand in a path.
    pub fn delete(site: SiteId, id: &AboutId) -> Result<Self, BuildError> {
        SiteCall::of(site, "DELETE", ONE, id.as_str()).map(Self)
    }
}

fn document(content: &Value) -> Result<&Value, BuildError> {
    if content.is_object() {
        Ok(content)
    } else {
        Err(super::members::check::wrong(
            "the content",
            "be a rich document",
        ))
    }
}

impl Write for ChangeAbout {
    /// The text afterwards; `None` for a deletion.
    type Answer = Option<MemberAbout>;

    fn request(&self) -> WriteRequest {
        self.0.request()
    }

    fn read(&self, body: &[u8]) -> Result<Self::Answer, Unread> {
        if self.0.is_deletion() {
            return super::wire::object(body).map(|_| None);
        }
        wire::about_of(body).map(Some)
    }
}
