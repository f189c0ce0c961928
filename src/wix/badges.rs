//! Badges of a site and who wears them (site contract 4.3, 4.4). Version 4 alone: version 3 is past
//! the day on which Wix removes it.

use super::members::{ItemsDone, check, read_items};
use super::paging::{Cursors, Page};
use super::wire::badges as wire;
use super::write::SiteCall;
use super::{BuildError, Client, Level, Unread, WixError, Write, WriteRequest};
use crate::access::{
    Badge, BadgeAssignment, BadgeAssignmentId, BadgeId, MemberId, NewBadge, SiteId,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Most rows in one page, and most assignments in one call.
pub const BADGES_PAGE: u32 = 100;
/// Most assignments in one call.
pub const MOST_ASSIGNMENTS: usize = 100;
/// Longest title of a badge.
pub const LONGEST_TITLE: usize = 50;
/// Longest description of a badge.
pub const LONGEST_DESCRIPTION: usize = 1500;

const BADGES: &str = "/badges/v4/badges";
const ASSIGNMENTS: &str = "/badges/v4/assignments";

/// One page of a site's badges by title. Begin with `Cursors::start(BADGES_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn query(
    client: &Client,
    site: &SiteId,
    at: Cursors,
) -> Result<Page<Badge, Cursors>, WixError> {
    let sort = json!([{ "fieldName": "title", "order": "ASC" }]);
    let body = at.query(&json!({}), &sort);
    let path = format!("{BADGES}/query");
    let level = Level::Site(site.clone());
    let read = client.query(&path, &body, level, wire::badges).await?;
    Ok(Page::of_cursor(at, read))
}

/// One badge. `NotFound` is an answer.
///
/// # Errors
/// [`WixError`].
pub async fn get(client: &Client, site: &SiteId, id: &BadgeId) -> Result<Badge, WixError> {
    let path = super::part("GET", "/badges/v4/badges/", id.as_str(), "")?;
    let level = Level::Site(site.clone());
    client.get(&path, Vec::new(), level, wire::badge_of).await
}

/// One page of who wears what: of these badges if any are named, and by these members if any are
/// named. Begin with `Cursors::start(BADGES_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn assignments(
    client: &Client,
    site: &SiteId,
    badges: &[BadgeId],
    members: &[MemberId],
    at: Cursors,
) -> Result<Page<BadgeAssignment, Cursors>, WixError> {
    let badges: Vec<&str> = badges.iter().map(BadgeId::as_str).collect();
    let members: Vec<&str> = members.iter().map(MemberId::as_str).collect();
    let parts = [("badgeId", badges), ("memberId", members)];
    let mut parts: Vec<Value> = parts
        .into_iter()
        .filter_map(|(field, values)| super::members::among(field, &values))
        .collect();
    let filter = match parts.len() {
        0 => json!({}),
        1 => parts.remove(0),
        _ => json!({ "$and": parts }),
    };
    let sort = json!([{ "fieldName": "memberId", "order": "ASC" }]);
    let body = at.query(&filter, &sort);
    let path = format!("{ASSIGNMENTS}/query");
    let level = Level::Site(site.clone());
    let read = client.query(&path, &body, level, wire::assignments).await?;
    Ok(Page::of_cursor(at, read))
}

fn check_badge(badge: &NewBadge) -> Result<(), BuildError> {
    if badge.title.trim().is_empty() {
        return Err(BuildError::Missing("the badge’s title"));
    }
    check::length("the badge’s title", &badge.title, LONGEST_TITLE)?;
    check::length("the description", &badge.description, LONGEST_DESCRIPTION)?;
    [&badge.background, &badge.text]
        .into_iter()
        .try_for_each(|c| colour(c))
}

fn colour(text: &str) -> Result<(), BuildError> {
    let digits = text.trim().strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(())
    } else {
        Err(check::wrong("a colour", "be written as #RRGGBB"))
    }
}

/// Makes a badge, or sets one as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveBadge(SiteCall);

impl SaveBadge {
    /// Makes a badge of this site.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing or breaks a limit.
    pub fn create(site: SiteId, badge: &NewBadge) -> Result<Self, BuildError> {
        check_badge(badge)?;
        let asked = SiteCall::new(site, "POST", BADGES.to_owned())?;
        Ok(Self(asked.with(json!({ "badge": wire::new_badge(badge) }))))
    }

    /// Sets this badge, which had this revision when it was read. A stale revision is refused.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing or breaks a limit.
    pub fn update(
        site: SiteId,
        id: &BadgeId,
        revision: &str,
        badge: &NewBadge,
    ) -> Result<Self, BuildError> {
        check_badge(badge)?;
        if revision.is_empty() {
            return Err(BuildError::Missing("the badge’s revision"));
        }
        let asked = SiteCall::of(site, "PATCH", "/badges/v4/badges/", id.as_str())?;
        let mut body = wire::new_badge(badge);
        // An update says what it clears; a new badge has nothing to clear.
        body["description"] = json!(badge.description.trim());
        body["revision"] = json!(revision);
        Ok(Self(asked.with(json!({ "badge": body }))))
    }
}

impl Write for SaveBadge {
    type Answer = Badge;

    fn request(&self) -> WriteRequest {
        self.0.request()
    }

    fn read(&self, body: &[u8]) -> Result<Badge, Unread> {
        wire::badge_of(body)
    }
}

/// Deletes a badge for good; nobody wears it any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteBadge(SiteCall);

impl DeleteBadge {
    /// Deletes this badge.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or cannot stand in a path.
    pub fn new(site: SiteId, id: &BadgeId) -> Result<Self, BuildError> {
        SiteCall::of(site, "DELETE", "/badges/v4/badges/", id.as_str()).map(Self)
    }
}

impl Write for DeleteBadge {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        self.0.request()
    }

    fn read(&self, body: &[u8]) -> Result<(), Unread> {
        super::wire::object(body).map(|_| ())
    }
}

/// Where a badge goes among the others of its site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadgePlace {
    /// Before all others.
    First,
    /// After all others.
    Last,
    /// Behind this one.
    After(BadgeId),
}

/// Moves a badge among those of its site. No list tells their order (site contract 4.3), so
/// nothing can be read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveBadge(SiteCall);

impl MoveBadge {
    /// Moves this badge there.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or cannot stand in a path, or it would go behind itself.
    pub fn new(site: SiteId, id: &BadgeId, to: &BadgePlace) -> Result<Self, BuildError> {
        let path = super::id_part("POST", "/badges/v4/badges/", id.as_str(), "/move")?;
        let body = match to {
            BadgePlace::First => json!({ "position": "FIRST" }),
            BadgePlace::Last => json!({ "position": "LAST" }),
            BadgePlace::After(other) if other.is_empty() => {
                return Err(BuildError::Missing("an id"));
            }
            BadgePlace::After(other) if other == id => return Err(BuildError::Nothing),
            BadgePlace::After(other) => {
                json!({ "position": "AFTER", "moveAfterBadgeId": other.as_str() })
            }
        };
        Ok(Self(SiteCall::new(site, "POST", path)?.with(body)))
    }
}

impl Write for MoveBadge {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        self.0.request()
    }

    fn read(&self, body: &[u8]) -> Result<(), Unread> {
        super::wire::object(body).map(|_| ())
    }
}

/// Gives one badge to members, up to [`MOST_ASSIGNMENTS`] in one call. Each for itself: some can be
/// refused inside an answer of 200.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignBadge {
    asked: SiteCall,
    members: Vec<MemberId>,
}

impl AssignBadge {
    /// Gives this badge to these members.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or stands there twice, and for none or too many.
    pub fn new(site: SiteId, badge: &BadgeId, members: Vec<MemberId>) -> Result<Self, BuildError> {
        let ids: Vec<&str> = members.iter().map(MemberId::as_str).collect();
        check_ids(&ids, MOST_ASSIGNMENTS)?;
        if badge.is_empty() {
            return Err(BuildError::Missing("the badge id"));
        }
        let each = |m: &&str| json!({ "badgeId": badge.as_str(), "memberId": m });
        let all: Vec<Value> = ids.iter().map(each).collect();
        let asked = SiteCall::new(
            site,
            "POST",
            "/badges/v4/bulk/assignments/create".to_owned(),
        )?;
        let asked = asked.with(json!({ "badgeAssignments": all, "returnEntity": true }));
        Ok(Self { asked, members })
    }
}

impl Write for AssignBadge {
    /// What became of each member, in the order in which they were given. The rows of this answer
    /// name assignments, so places alone count.
    type Answer = ItemsDone;

    fn request(&self) -> WriteRequest {
        self.asked.request()
    }

    fn read(&self, body: &[u8]) -> Result<ItemsDone, Unread> {
        super::members::read_places(body, self.members.len())
    }
}

/// Takes badges away by the ids of their assignments, up to [`MOST_ASSIGNMENTS`] in one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnassignBadge {
    asked: SiteCall,
    ids: Vec<BadgeAssignmentId>,
}

impl UnassignBadge {
    /// Ends these assignments.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing or stands there twice, and for none or too many.
    pub fn new(site: SiteId, ids: Vec<BadgeAssignmentId>) -> Result<Self, BuildError> {
        let texts: Vec<&str> = ids.iter().map(BadgeAssignmentId::as_str).collect();
        check_ids(&texts, MOST_ASSIGNMENTS)?;
        let body = json!({ "badgeAssignmentIds": texts });
        let asked = SiteCall::new(
            site,
            "POST",
            "/badges/v4/bulk/assignments/delete".to_owned(),
        )?;
        Ok(Self {
            asked: asked.with(body),
            ids,
        })
    }
}

impl Write for UnassignBadge {
    type Answer = ItemsDone;

    fn request(&self) -> WriteRequest {
        self.asked.request()
    }

    fn read(&self, body: &[u8]) -> Result<ItemsDone, Unread> {
        let ids: Vec<&str> = self.ids.iter().map(BadgeAssignmentId::as_str).collect();
        read_items(body, &ids)
    }
}

/// Some ids, each once, and no more than one call takes.
pub(super) fn check_ids(ids: &[&str], most: usize) -> Result<(), BuildError> {
    if ids.is_empty() {
        return Err(BuildError::Nothing);
    }
    if ids.len() > most {
        return Err(BuildError::TooMany(most));
    }
    if ids.contains(&"") {
        return Err(BuildError::Missing("an id"));
    }
    let different: BTreeSet<&&str> = ids.iter().collect();
    if different.len() < ids.len() {
        return Err(BuildError::Twice);
    }
    Ok(())
}
