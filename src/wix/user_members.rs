//! Members of a site who are Wix users (site contract 4.9): the only published link between the
//! two. A preview of Wix's that may refuse an API key; without it nothing says who is who.

use super::paging::{Cursors, Page};
use super::wire::member_settings as wire;
use super::{Client, Level, WixError};
use crate::access::{MemberId, SiteId, UserId, UserMember};
use serde_json::{Value, json};

/// Most rows in one page.
pub const USERS_PAGE: u32 = 100;

/// Which members of a site are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// All that are users'.
    All,
    /// These members.
    Members(&'a [MemberId]),
    /// The members of these users.
    Users(&'a [UserId]),
}

impl Whose<'_> {
    fn filter(self) -> Value {
        let filter = match self {
            Self::All => None,
            Self::Members(ids) => {
                let ids: Vec<&str> = ids.iter().map(MemberId::as_str).collect();
                super::members::among("memberId", &ids)
            }
            Self::Users(ids) => {
                let ids: Vec<&str> = ids.iter().map(UserId::as_str).collect();
                super::members::among("userId", &ids)
            }
        };
        filter.unwrap_or_else(|| json!({}))
    }
}

/// One page of the members of a site with their users, oldest first. Begin with
/// `Cursors::start(USERS_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn query(
    client: &Client,
    site: &SiteId,
    whose: Whose<'_>,
    at: Cursors,
) -> Result<Page<UserMember, Cursors>, WixError> {
    let sort = json!([{ "fieldName": "createdDate", "order": "ASC" }]);
    let body = at.query(&whose.filter(), &sort);
    let path = "/members/v1/user-members/query";
    let level = Level::Site(site.clone());
    let read = client.query(path, &body, level, wire::user_members).await?;
    Ok(Page::of_cursor(at, read))
}
