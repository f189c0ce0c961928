//! Members of a site who are Wix users (site contract 4.9): the only published link between the
//! two. A preview of Wix's that may refuse an API key; without it nothing says who is who.

use super::paging::{Cursors, Page};
use super::wire::member_settings as wire;
use super::{Client, Level, WixError};
use crate::access::{MemberId, SiteId, UserMember};
use serde_json::json;

/// Most rows in one page.
pub const USERS_PAGE: u32 = 100;

/// One page of the members of a site with their users, oldest first; of these members if any are
/// named. Begin with `Cursors::start(USERS_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn query(
    client: &Client,
    site: &SiteId,
    members: &[MemberId],
    at: Cursors,
) -> Result<Page<UserMember, Cursors>, WixError> {
    let ids: Vec<&str> = members.iter().map(MemberId::as_str).collect();
    let filter = super::members::among("memberId", &ids).unwrap_or_else(|| json!({}));
    let sort = json!([{ "fieldName": "createdDate", "order": "ASC" }]);
    let body = at.query(&filter, &sort);
    let path = "/members/v1/user-members/query";
    let level = Level::Site(site.clone());
    let read = client.query(path, &body, level, wire::user_members).await?;
    Ok(Page::of_cursor(at, read))
}
