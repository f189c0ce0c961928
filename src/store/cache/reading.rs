//! Readings: pages are taken in as they come, and only a reading that reached the end may remove
//! what it did not tell.

use super::item::{Item, Page};
use super::{Cache, DatasetMeta, End, Set, rows};
use crate::access::{
    AccountId, AccountInvite, Contributor, InviteId, SiteId, Team, TeamMember, UserId,
};
use crate::store::StoreError;
use crate::store::db::{from_json, to_json};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

/// Stands in the file while a reading is under way, and stays there if the program ends in it.
const CUT_OFF: &str = "The last reading was cut off";

/// A reading that is under way. Drop it to leave it unfinished.
#[derive(Debug)]
#[must_use = "a reading that is not finished leaves its data set incomplete"]
pub struct Reading<P: ?Sized> {
    set: Set<P>,
    started: Timestamp,
    generation: i64,
    next: i64,
    pages: u32,
}

impl<P: ?Sized> Reading<P> {
    /// Number of pages taken in so far.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// Number of rows taken in so far.
    pub fn rows(&self) -> u64 {
        self.next.unsigned_abs()
    }
}

/// Puts the rows of one page.
pub(crate) struct Writer<'a> {
    conn: &'a Connection,
    dataset: &'a str,
    generation: i64,
    next: &'a mut i64,
}

impl Writer<'_> {
    /// Merges one row with what is known of it and puts it at the end of this reading.
    pub(crate) fn put<T: Item>(&mut self, item: &T) -> rusqlite::Result<()> {
        let body = merged(self.conn, self.dataset, item)?;
        let place = *self.next;
        *self.next += 1;
        upsert::<T>(
            self.conn,
            self.dataset,
            item.id(),
            self.generation,
            place,
            &body,
        )
    }
}

fn upsert<T: Item>(
    conn: &Connection,
    dataset: &str,
    id: &str,
    seen: i64,
    place: i64,
    body: &str,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO item (dataset, kind, id, seen, place, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET seen = ?4, place = ?5, body = ?6",
    )?
    .execute(params![dataset, T::KIND, id, seen, place, body])?;
    Ok(())
}

/// The row as it is to be kept: what is known with the newer answer taken in. A known row that this
/// version cannot read is replaced.
fn merged<T: Item>(conn: &Connection, dataset: &str, item: &T) -> rusqlite::Result<String> {
    let old: Option<String> = conn
        .prepare_cached("SELECT body FROM item WHERE dataset = ?1 AND kind = ?2 AND id = ?3")?
        .query_row(params![dataset, T::KIND, item.id()], |r| r.get(0))
        .optional()?;
    match old.and_then(|text| from_json::<T>(&text).ok()) {
        Some(mut known) => {
            known.take_in(item.clone());
            to_json(&known)
        }
        None => to_json(item),
    }
}

fn begin(conn: &Connection, name: &str) -> rusqlite::Result<i64> {
    conn.query_row(
        "INSERT INTO dataset (name, generation) VALUES (?1, 1)
         ON CONFLICT DO UPDATE SET generation = generation + 1 RETURNING generation",
        [name],
        |r| r.get(0),
    )
}

/// Generation of the newest reading; `None` before the first.
fn generation(conn: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    conn.query_row(
        "SELECT generation FROM dataset WHERE name = ?1",
        [name],
        |r| r.get(0),
    )
    .optional()
}

fn put_page<P: Page + ?Sized>(
    conn: &Connection,
    reading: &mut Reading<P>,
    page: &P,
) -> rusqlite::Result<()> {
    let mut next = reading.next;
    page.write(&mut Writer {
        conn,
        dataset: reading.set.name(),
        generation: reading.generation,
        next: &mut next,
    })?;
    conn.execute(
        "UPDATE dataset SET complete = 0, pages = ?2, note = ?3,
         read_at = coalesce(read_at, ?4) WHERE name = ?1",
        params![
            reading.set.name(),
            reading.pages + 1,
            CUT_OFF,
            reading.started.to_string()
        ],
    )?;
    reading.next = next;
    reading.pages += 1;
    Ok(())
}

fn finish<P: ?Sized>(conn: &Connection, reading: &Reading<P>, end: &End) -> rusqlite::Result<()> {
    let name = reading.set.name();
    let at = end.at.to_string();
    if end.complete {
        conn.execute(
            "DELETE FROM item WHERE dataset = ?1 AND seen <> ?2",
            params![name, reading.generation],
        )?;
        conn.execute(
            "UPDATE dataset SET complete = 1, read_at = ?2, last_complete = ?2, pages = ?3,
             note = ?4 WHERE name = ?1",
            params![name, at, reading.pages, end.note],
        )?;
    } else if reading.pages > 0 {
        conn.execute(
            "UPDATE dataset SET read_at = ?2, note = ?3 WHERE name = ?1",
            params![name, at, end.note],
        )?;
    } else {
        // Nothing came: what was known before is as whole and as old as it was.
        conn.execute(
            "UPDATE dataset SET note = ?2 WHERE name = ?1",
            params![name, end.note],
        )?;
    }
    Ok(())
}

impl Cache {
    /// Begins a reading. An older reading of the same data set that is still under way is dropped
    /// with its next page.
    ///
    /// # Errors
    /// What the disk said.
    pub fn begin<P: Page + ?Sized>(
        &mut self,
        set: Set<P>,
        started: Timestamp,
    ) -> Result<Reading<P>, StoreError> {
        let generation = self.db.write(|tx| begin(tx, set.name()))?;
        Ok(Reading {
            set,
            started,
            generation,
            next: 0,
            pages: 0,
        })
    }

    /// Takes in one page: every row is merged with what is known of it. From here until the end
    /// the data set counts as incomplete.
    ///
    /// # Errors
    /// [`StoreError::Superseded`] if a newer reading has begun, else what the disk said; nothing of
    /// the page is kept then.
    pub fn put_page<P: Page + ?Sized>(
        &mut self,
        reading: &mut Reading<P>,
        page: &P,
    ) -> Result<(), StoreError> {
        self.current(reading)?;
        self.db.write(|tx| put_page(tx, reading, page))
    }

    /// Ends a reading. A complete one removes the rows that it did not tell; any other keeps them.
    /// Gives the state of the data set, or `None` if nothing of it was ever read.
    ///
    /// # Errors
    /// As [`Cache::put_page`].
    pub fn finish<P: ?Sized>(
        &mut self,
        reading: Reading<P>,
        end: &End,
    ) -> Result<Option<DatasetMeta>, StoreError> {
        self.current(&reading)?;
        let meta = self.db.write(|tx| {
            finish(tx, &reading, end)?;
            rows::meta(tx, reading.set.name())
        });
        // It is used up, whether the disk took its end or not.
        drop(reading);
        meta
    }

    /// Takes in a whole reading at once.
    ///
    /// # Errors
    /// What the disk said; nothing is changed then.
    pub fn replace<P: Page + ?Sized>(
        &mut self,
        set: Set<P>,
        all: &P,
        end: &End,
    ) -> Result<Option<DatasetMeta>, StoreError> {
        self.db.write(|tx| {
            let mut reading = Reading {
                generation: begin(tx, set.name())?,
                set,
                started: end.at,
                next: 0,
                pages: 0,
            };
            put_page(tx, &mut reading, all)?;
            finish(tx, &reading, end)?;
            rows::meta(tx, reading.set.name())
        })
    }

    fn current<P: ?Sized>(&self, reading: &Reading<P>) -> Result<(), StoreError> {
        let newest = self.db.run(|conn| generation(conn, reading.set.name()))?;
        if newest == Some(reading.generation) {
            Ok(())
        } else {
            Err(StoreError::Superseded {
                name: reading.set.name().to_owned(),
            })
        }
    }

    /// Takes in one member, read again by itself. It keeps its place in the list; a new one goes to
    /// the end. A reading that is under way does not remove it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn put_member(&mut self, member: &TeamMember) -> Result<(), StoreError> {
        self.db.write(|tx| put_one(tx, Set::team().name(), member))
    }

    /// The same for an account invite.
    ///
    /// # Errors
    /// What the disk said.
    pub fn put_invite(&mut self, invite: &AccountInvite) -> Result<(), StoreError> {
        self.db.write(|tx| put_one(tx, Set::team().name(), invite))
    }

    /// Removes a member who is no longer in. Tells whether there was one.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_member(&mut self, id: &UserId) -> Result<bool, StoreError> {
        self.remove::<TeamMember, _>(&Set::<Team>::team(), id.as_str())
    }

    /// Removes an account invite that no longer exists. Tells whether there was one.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_invite(&mut self, id: &InviteId) -> Result<bool, StoreError> {
        self.remove::<AccountInvite, _>(&Set::<Team>::team(), id.as_str())
    }

    /// Takes in one contributor of a site, read again by itself. A site that was never read as a
    /// whole stays unread.
    ///
    /// # Errors
    /// What the disk said.
    pub fn put_contributor(
        &mut self,
        site: &SiteId,
        contributor: &Contributor,
    ) -> Result<(), StoreError> {
        let set = Set::contributors(site);
        if self.meta(&set)?.is_none() {
            return Ok(());
        }
        self.db.write(|tx| put_one(tx, set.name(), contributor))
    }

    /// Removes a contributor of a site. Tells whether there was one.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_contributor(
        &mut self,
        site: &SiteId,
        account: &AccountId,
    ) -> Result<bool, StoreError> {
        self.remove::<Contributor, _>(&Set::contributors(site), account.as_str())
    }

    fn remove<T: Item, P: ?Sized>(&mut self, set: &Set<P>, id: &str) -> Result<bool, StoreError> {
        let gone = self.db.write(|tx| {
            tx.execute(
                "DELETE FROM item WHERE dataset = ?1 AND kind = ?2 AND id = ?3",
                params![set.name(), T::KIND, id],
            )
        })?;
        Ok(gone > 0)
    }
}

fn put_one<T: Item>(tx: &Transaction<'_>, dataset: &str, item: &T) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO dataset (name) VALUES (?1) ON CONFLICT DO NOTHING",
        [dataset],
    )?;
    let generation = generation(tx, dataset)?.unwrap_or_default();
    let place: i64 = tx.query_row(
        "SELECT coalesce(max(place) FILTER (WHERE id = ?3), max(place) + 1, 0)
         FROM item WHERE dataset = ?1 AND kind = ?2",
        params![dataset, T::KIND, item.id()],
        |r| r.get(0),
    )?;
    let body = merged(tx, dataset, item)?;
    upsert::<T>(tx, dataset, item.id(), generation, place, &body)
}
