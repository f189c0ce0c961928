//! Reading only what is new or changed: members by the time of their last change, newest first,
//! until what was known before. Wix filters by no time (site contract 8.3), so they are sorted; and
//! where it refuses that too (8.4), only the new ones are found.

use super::read::{Came, Reader, Stop, refuses_order};
use crate::access::count;
use crate::store::{Filed, MembersPage as Filing, Part};
use crate::wix::members::{MEMBERS_PAGE, MemberField, MembersPage, QueryMembers};
use crate::wix::team::Direction;

/// Queries lag behind writes, so what changed shortly before the last reading is looked at again
/// (site contract 7.7 gives no figure).
const LAG: i64 = 10 * 60;

/// What a reading of the newest found.
#[derive(Default)]
struct Found {
    new: usize,
    changed: usize,
    /// The newest time of change among them.
    newest: Option<i64>,
    total: Option<u64>,
    unread: usize,
}

impl Reader<'_> {
    /// Reads what is new or changed, then compares the counts.
    pub(super) async fn newest(&mut self) -> Result<Came, Stop> {
        let site = self.site.clone();
        let state = self.disk(move |s| s.cache.members_state(&site)).await?;
        let known = state.as_ref().and_then(|s| s.newest);
        let mut found = Found::default();
        let mut note = None;
        let by_change = match known {
            // Everybody was never read, so there is no time up to which all is known.
            None => false,
            Some(known) => match self.by(MemberField::Updated, Some(known), &mut found).await {
                Err(Stop::Wix(error)) if refuses_order(&error) => false,
                other => {
                    other?;
                    true
                }
            },
        };
        if !by_change {
            found = Found::default();
            self.by(MemberField::Created, None, &mut found).await?;
            found.newest = None;
            let words = "Wix does not sort members by the time of their last change, so only new \
                         ones were found; read everybody to see changes";
            note = Some(words.to_owned());
        }
        self.end_newest(&found, note).await
    }

    /// Reads page by page in this order, newest first, until what is known.
    async fn by(
        &self,
        field: MemberField,
        known: Option<i64>,
        found: &mut Found,
    ) -> Result<(), Stop> {
        let mut offset = 0;
        loop {
            let step = format!("Reading the newest members of {}", self.name);
            self.job.progress(offset, None, step);
            let query = QueryMembers {
                sort: Some((field, Direction::Descending)),
                limit: MEMBERS_PAGE,
                offset,
                ..QueryMembers::default()
            };
            let page = self.ask(&query).await?;
            let rows = page.rows as u64;
            let oldest = page.members.last().and_then(|m| m.updated_at);
            let oldest = oldest.map(jiff::Timestamp::as_second);
            found.total = page.total.or(found.total);
            found.unread += page.unread.len();
            let news = page.members.iter().filter_map(|m| m.updated_at).max();
            found.newest = found.newest.max(news.map(jiff::Timestamp::as_second));
            let filed = self.file_newest(page).await?;
            found.new += filed.new;
            found.changed += filed.changed;
            let back = match (known, oldest) {
                (Some(known), Some(oldest)) => oldest < known - LAG,
                // Without times: until a page brings nobody new.
                _ => filed.new == 0,
            };
            if rows < u64::from(MEMBERS_PAGE) || back {
                return Ok(());
            }
            // Somebody who changes meanwhile moves the others back, so one row is told twice.
            offset += rows - 1;
        }
    }

    async fn file_newest(&self, page: MembersPage) -> Result<Filed, Stop> {
        let (site, at) = (self.site.clone(), self.open.shared.now());
        self.disk(move |s| {
            let filing = Filing {
                members: &page.members,
                at,
                total: page.total,
                part: Part::Newest,
            };
            s.cache.put_members(&site, &filing)
        })
        .await
    }

    async fn end_newest(&self, found: &Found, note: Option<String>) -> Result<Came, Stop> {
        let site = self.site.clone();
        let state = self.disk(move |s| s.cache.members_state(&site)).await?;
        let kept = state.map_or(0, |s| s.kept);
        let mut note = note;
        if found.unread > 0 {
            let rows = count(found.unread, "member", "members");
            note = Some(format!("{rows} could not be understood; update Gatehouse"));
        }
        if let Some(total) = found.total.filter(|total| *total != kept) {
            note = Some(if total < kept {
                let gone = count((kept - total) as usize, "member", "members");
                format!("{gone} fewer at Wix than here: read everybody to see who was deleted")
            } else {
                let more = count((total - kept) as usize, "member", "members");
                format!("{more} more at Wix than here: read everybody")
            });
        }
        let (site, at, newest) = (self.site.clone(), self.open.shared.now(), found.newest);
        let kept_note = note.clone();
        self.disk(move |s| {
            s.cache
                .newest_members_read(&site, at, newest, kept_note.as_deref())
        })
        .await?;
        let news = format!("{} new and {} changed", found.new, found.changed);
        Ok(Came {
            words: match &note {
                Some(note) => format!("{news}. {note}"),
                None => format!("{news} members of {} were read", self.name),
            },
            odd: note.is_some(),
        })
    }
}
