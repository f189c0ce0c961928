//! Reading everybody. Wix gives lists of members by offset alone (site contract 1.3), so somebody
//! who is deleted while it is read moves all others forward by one place. Each page therefore
//! begins with the last row of the page before: if that row is not there, the reading goes back
//! until it finds it. A reading that was stopped goes on the same way.

use super::read::{Came, Reader, Stop, refuses_order};
use crate::access::{Member, SiteId, count};
use crate::store::{End, MembersPage as Filing, Part};
use crate::wix::members::{MEMBERS_PAGE, MemberField, MembersPage, QueryMembers};
use crate::wix::team::Direction;

/// Pages between two pictures of the table, at least.
const SHOW_EVERY: u64 = 20;
/// Pictures of one reading, at most: each is made of everything that is kept.
const PICTURES: u64 = 10;
/// How often in a row a reading goes back to find its place before it takes the list as it comes.
const BACK: u32 = 8;

/// Where a reading is.
struct Place {
    generation: i64,
    sorted: bool,
    /// Rows that were told.
    done: u64,
    /// The last of them.
    anchor: Option<String>,
    total: Option<u64>,
    pages: u64,
    back: u32,
}

impl Reader<'_> {
    /// Reads everybody; from where it was left, or from the start.
    pub(super) async fn everybody(&mut self, anew: bool) -> Result<Came, Stop> {
        let mut place = self.begin(anew).await?;
        loop {
            let (from, page) = match self.page(&place).await {
                // Nothing was taken in yet, so the order can be another one.
                Err(Stop::Wix(error))
                    if refuses_order(&error) && place.sorted && place.done == 0 =>
                {
                    place = self.start(false, None).await?;
                    continue;
                }
                other => other?,
            };
            if self.moved(&mut place, from, &page) {
                continue;
            }
            if self.take_in(&mut place, from, page).await? {
                break;
            }
        }
        self.end(&place).await
    }

    async fn begin(&mut self, anew: bool) -> Result<Place, Stop> {
        let site = self.site.clone();
        let left = self
            .disk(move |s| {
                let state = s.cache.members_state(&site)?;
                let left = state.and_then(|s| s.under_way.map(|left| (left, s.total)));
                Ok(left.zip(s.cache.members_generation(&site)?))
            })
            .await?;
        let Some(((left, total), generation)) = left.filter(|_| !anew) else {
            let newest = self.newest_now().await?;
            return self.start(true, newest).await;
        };
        Ok(Place {
            generation,
            sorted: left.sorted,
            done: left.done,
            anchor: left.anchor,
            total,
            pages: 0,
            back: 0,
        })
    }

    async fn start(&mut self, sorted: bool, newest: Option<i64>) -> Result<Place, Stop> {
        let (site, at) = (self.site.clone(), self.open.shared.now());
        let generation = self
            .disk(move |s| s.cache.begin_members(&site, at, sorted, newest))
            .await?;
        Ok(Place {
            generation,
            sorted,
            done: 0,
            anchor: None,
            total: None,
            pages: 0,
            back: 0,
        })
    }

    /// The newest time of change of all members, by Wix's clock: what changes from now on is found
    /// by reading the newest later. `None` if Wix does not sort by it.
    async fn newest_now(&self) -> Result<Option<i64>, Stop> {
        let query = QueryMembers {
            sort: Some((MemberField::Updated, Direction::Descending)),
            limit: 1,
            ..QueryMembers::default()
        };
        match self.ask(&query).await {
            Ok(page) => {
                let first = page.members.first().and_then(|m| m.updated_at);
                Ok(first.map(jiff::Timestamp::as_second))
            }
            Err(Stop::Wix(error)) if refuses_order(&error) => Ok(None),
            Err(stop) => Err(stop),
        }
    }

    /// The next page, and the row it begins with: the last one that was told, if it is still there.
    async fn page(&self, place: &Place) -> Result<(u64, MembersPage), Stop> {
        let overlap = u64::from(place.anchor.is_some());
        let steps = if place.back == 0 {
            0
        } else {
            u64::from(MEMBERS_PAGE - 1) << (place.back - 1)
        };
        let from = place.done.saturating_sub(overlap).saturating_sub(steps);
        let step = format!("Reading members of {}", self.name);
        self.job.progress(place.done, place.total, step);
        let everybody = QueryMembers::everybody();
        let query = QueryMembers {
            sort: everybody.sort.filter(|_| place.sorted),
            limit: MEMBERS_PAGE,
            offset: from,
            ..everybody
        };
        Ok((from, self.ask(&query).await?))
    }

    /// Whether the list moved, so that the place has to be found again.
    fn moved(&self, place: &mut Place, from: u64, page: &MembersPage) -> bool {
        let Some(anchor) = &place.anchor else {
            return false;
        };
        if place_of(&page.members, anchor).is_some() || !page.unread.is_empty() {
            place.back = 0;
            return false;
        }
        if from == 0 || place.back == BACK {
            // The row itself is gone, or the list is another one: everything from here on is told
            // again, which costs calls and loses nobody.
            tracing::info!(site = %self.site, from, "a list of members moved while it was read");
            place.anchor = None;
            place.done = from;
            place.back = 0;
            return false;
        }
        place.back += 1;
        true
    }

    /// Keeps a page; true at the end of the list.
    async fn take_in(
        &mut self,
        place: &mut Place,
        from: u64,
        page: MembersPage,
    ) -> Result<bool, Stop> {
        let rows = page.rows as u64;
        let end = from + rows;
        place.total = page.total.or(place.total);
        if let Some(row) = page.unread.first() {
            let why = format!(
                "{} could not be understood, the first at {}: {}",
                count(page.unread.len(), "member", "members"),
                row.path,
                row.reason
            );
            let site = self.site.clone();
            self.disk(move |s| s.cache.flaw_members(&site, &why))
                .await?;
        }
        let before = place.done;
        place.done = end;
        let last = page.members.last().map(|m| m.id.as_str().to_owned());
        place.anchor = last.or(place.anchor.take());
        self.file(place, page.members).await?;
        place.pages += 1;
        let pages = place.total.unwrap_or(0) / u64::from(MEMBERS_PAGE);
        if place.pages.is_multiple_of(SHOW_EVERY.max(pages / PICTURES)) {
            self.show().await?;
        }
        let short = rows < u64::from(MEMBERS_PAGE);
        let all = place.total.is_none_or(|total| end >= total);
        // No row beyond the one that was known: the list ends, whatever was counted.
        let nothing_new = rows <= 1 && end <= before;
        Ok(rows == 0 || nothing_new || (short && all))
    }

    async fn file(&self, place: &Place, members: Vec<Member>) -> Result<(), Stop> {
        let (site, at): (SiteId, _) = (self.site.clone(), self.open.shared.now());
        let part = Part::Everybody {
            generation: place.generation,
            done: place.done,
            anchor: place.anchor.clone(),
        };
        let total = place.total;
        self.disk(move |s| {
            let page = Filing {
                members: &members,
                at,
                total,
                part,
            };
            s.cache.put_members(&site, &page)
        })
        .await?;
        Ok(())
    }

    async fn end(&mut self, place: &Place) -> Result<Came, Stop> {
        let site = self.site.clone();
        let (told, flaw) = self
            .disk(move |s| {
                let state = s.cache.members_state(&site)?;
                let flaw = state.and_then(|s| s.under_way).and_then(|u| u.flaw);
                Ok((s.cache.members_told(&site)?, flaw))
            })
            .await?;
        let missing = place.total.filter(|total| told < *total).map(|total| {
            format!("Wix counts {total} members and told {told} of them; read everybody again")
        });
        let note = flaw.or(missing);
        let end = End {
            at: self.open.shared.now(),
            complete: note.is_none(),
            note: note.clone(),
        };
        let (site, generation) = (self.site.clone(), place.generation);
        self.disk(move |s| s.cache.finish_members(&site, generation, &end))
            .await?;
        Ok(Came {
            words: note.clone().unwrap_or_else(|| {
                let all = count(told as usize, "member", "members");
                format!("{all} of {} were read", self.name)
            }),
            odd: note.is_some(),
        })
    }
}

fn place_of(members: &[Member], anchor: &str) -> Option<usize> {
    members.iter().position(|m| m.id.as_str() == anchor)
}
