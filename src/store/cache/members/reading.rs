//! Taking in what readings told, and what single answers told.

use super::changes::{self, Happened};
use super::{Numbers, block, body, numbers, numbers_or_new};
use crate::access::{Member, MemberEventKind, MemberId, Merge as _, SiteId, told_otherwise};
use crate::store::StoreError;
use crate::store::cache::{Cache, End};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::BTreeSet;

/// Which reading a page belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The reading of everybody that [`Cache::begin_members`] gave this number; so many rows are
    /// done with this page, and this is the last of them.
    Everybody {
        /// Number of the reading.
        generation: i64,
        /// Rows that it told so far.
        done: u64,
        /// The last of them.
        anchor: Option<String>,
    },
    /// The new and changed ones.
    Newest,
    /// A single look, a search, or what a write answered.
    Look,
}

/// Some members, as one answer told them.
#[derive(Debug, Clone)]
pub struct MembersPage<'a> {
    /// The members.
    pub members: &'a [Member],
    /// When they were told.
    pub at: Timestamp,
    /// Members of the whole site, if that was told.
    pub total: Option<u64>,
    /// Which reading they belong to.
    pub part: Part,
}

/// What came of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filed {
    /// Members that were not known before.
    pub new: usize,
    /// Members that were told otherwise than before.
    pub changed: usize,
}

fn superseded(site: &SiteId) -> StoreError {
    StoreError::Superseded {
        name: format!("members of {site}"),
    }
}

/// One member in a transaction, merged with what is known of it.
struct Put<'a> {
    conn: &'a Connection,
    of: Numbers,
    at: Timestamp,
    /// A reading of everybody came to its end before: who is new was made since.
    known_whole: bool,
    since: Option<Timestamp>,
    touched: BTreeSet<u32>,
    filed: Filed,
}

impl Put<'_> {
    fn one(&mut self, newer: &Member) -> rusqlite::Result<()> {
        let found: Option<(i64, i64, String)> = self
            .conn
            .prepare_cached("SELECT number, at, body FROM member WHERE site = ?1 AND id = ?2")?
            .query_row(params![self.of.site, newer.id.as_str()], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?))
            })
            .optional()?;
        match found {
            None => self.add(newer),
            Some((number, at, text)) => self.merge(newer, number, at, &text),
        }
    }

    fn add(&mut self, newer: &Member) -> rusqlite::Result<()> {
        let slot: u32 = self
            .conn
            .prepare_cached(
                "UPDATE members_of SET slots = slots + 1, kept = kept + 1 WHERE number = ?1
                 RETURNING slots - 1",
            )?
            .query_row([self.of.site], |r| r.get(0))?;
        self.conn
            .prepare_cached(
                "INSERT INTO member (number, site, id, seen, at, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                self.of.of(slot),
                self.of.site,
                newer.id.as_str(),
                self.of.generation,
                self.at.as_second(),
                body::to_text(newer)?
            ])?;
        self.touched.insert(slot / block::SLOTS);
        self.filed.new += 1;
        if self.known_whole {
            let happened = Happened {
                member: newer,
                kind: MemberEventKind::Created,
                old: String::new(),
                new: newer.status.label().to_owned(),
                since: self.since,
                at: self.at,
            };
            changes::keep(self.conn, self.of, &happened)?;
        }
        Ok(())
    }

    fn merge(&mut self, newer: &Member, number: i64, at: i64, text: &str) -> rusqlite::Result<()> {
        // A row that this version cannot read is replaced.
        let known = body::from_text(newer.id.as_str(), text).ok();
        let mut merged = known.clone().unwrap_or_else(|| newer.clone());
        merged.merge(newer.clone());
        let now = body::to_text(&merged)?;
        if now == text {
            self.conn
                .prepare_cached("UPDATE member SET seen = ?2, at = ?3 WHERE number = ?1")?
                .execute(params![number, self.of.generation, self.at.as_second()])?;
            return Ok(());
        }
        self.conn
            .prepare_cached("UPDATE member SET seen = ?2, at = ?3, body = ?4 WHERE number = ?1")?
            .execute(params![
                number,
                self.of.generation,
                self.at.as_second(),
                now
            ])?;
        self.touched
            .insert((number & 0xffff_ffff) as u32 / block::SLOTS);
        self.filed.changed += 1;
        let since = Timestamp::from_second(at).ok();
        for (kind, old, new) in known.iter().flat_map(|k| told_otherwise(k, &merged)) {
            let happened = Happened {
                member: &merged,
                kind,
                old,
                new,
                since,
                at: self.at,
            };
            changes::keep(self.conn, self.of, &happened)?;
        }
        Ok(())
    }
}

fn put(conn: &Connection, of: Numbers, page: &MembersPage<'_>) -> rusqlite::Result<Filed> {
    let (full, read): (Option<String>, Option<String>) = conn.query_row(
        "SELECT full_at, read_at FROM members_of WHERE number = ?1",
        [of.site],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let mut put = Put {
        conn,
        of,
        at: page.at,
        known_whole: full.is_some(),
        since: read.and_then(|text| text.parse().ok()),
        touched: BTreeSet::new(),
        filed: Filed::default(),
    };
    for member in page.members {
        put.one(member)?;
    }
    for number in &put.touched {
        conn.prepare_cached("DELETE FROM member_block WHERE number = ?1")?
            .execute([of.of(*number)])?;
    }
    let filed = put.filed;
    match &page.part {
        Part::Everybody { done, anchor, .. } => conn.execute(
            "UPDATE members_of SET done = ?2, anchor = ?3, read_at = coalesce(read_at, ?4)
             WHERE number = ?1",
            params![of.site, done.cast_signed(), anchor, page.at.to_string()],
        )?,
        Part::Newest | Part::Look => conn.execute(
            "UPDATE members_of SET read_at = coalesce(read_at, ?2) WHERE number = ?1",
            params![of.site, page.at.to_string()],
        )?,
    };
    if let Some(total) = page.total {
        conn.execute(
            "UPDATE members_of SET total = ?2 WHERE number = ?1",
            params![of.site, total.cast_signed()],
        )?;
    }
    Ok(filed)
}

/// Removes rows of a site that the reading of everybody did not tell.
fn sweep(conn: &Connection, of: Numbers, at: Timestamp) -> rusqlite::Result<()> {
    let gone = "number >= ?1 AND number < ?3 AND seen <> ?2";
    let mut query = conn.prepare(&format!(
        "SELECT id, at, body, number FROM member WHERE {gone} ORDER BY number"
    ))?;
    let mut rows = query.query(params![of.of(0), of.generation, of.end()])?;
    let (mut blocks, mut count) = (BTreeSet::new(), 0_i64);
    while let Some(row) = rows.next()? {
        let id = row.get_ref(0)?.as_str()?;
        let member = body::from_text(id, row.get_ref(2)?.as_str()?);
        let member = member.unwrap_or_else(|_| Member::bare(MemberId::new(id)));
        let happened = Happened {
            member: &member,
            kind: MemberEventKind::Deleted,
            old: member.status.label().to_owned(),
            new: String::new(),
            since: Timestamp::from_second(row.get(1)?).ok(),
            at,
        };
        changes::keep(conn, of, &happened)?;
        blocks.insert((row.get::<_, i64>(3)? & 0xffff_ffff) as u32 / block::SLOTS);
        count += 1;
    }
    conn.execute(
        &format!("DELETE FROM member WHERE {gone}"),
        params![of.of(0), of.generation, of.end()],
    )?;
    for number in blocks {
        conn.execute(
            "DELETE FROM member_block WHERE number = ?1",
            [of.of(number)],
        )?;
    }
    conn.execute(
        "UPDATE members_of SET kept = kept - ?2 WHERE number = ?1",
        [of.site, count],
    )?;
    Ok(())
}

impl Cache {
    /// Begins to read everybody, from the start. A reading that was left is dropped. `sorted`:
    /// whether Wix gives them in the order in which they were made; `newest`: the newest time of
    /// change of all members now, if Wix tells it, in seconds.
    ///
    /// # Errors
    /// What the disk said.
    pub fn begin_members(
        &mut self,
        site: &SiteId,
        at: Timestamp,
        sorted: bool,
        newest: Option<i64>,
    ) -> Result<i64, StoreError> {
        self.db.write(|tx| {
            let of = numbers_or_new(tx, site)?;
            tx.query_row(
                "UPDATE members_of SET generation = generation + 1, began = ?2, done = 0,
                 anchor = NULL, sorted = ?3, flaw = NULL, probe = ?4 WHERE number = ?1
                 RETURNING generation",
                params![of.site, at.to_string(), sorted, newest],
                |r| r.get(0),
            )
        })
    }

    /// The number of the reading of everybody that is under way or was left.
    ///
    /// # Errors
    /// What the disk said.
    pub fn members_generation(&self, site: &SiteId) -> Result<Option<i64>, StoreError> {
        self.db.run(|conn| {
            conn.query_row(
                "SELECT generation FROM members_of WHERE site = ?1 AND began IS NOT NULL",
                [site.as_str()],
                |r| r.get(0),
            )
            .optional()
        })
    }

    /// Takes in members. What an answer does not tell stays as it was known; what is otherwise is
    /// kept as a change.
    ///
    /// # Errors
    /// [`StoreError::Superseded`] if the page belongs to a reading that is not the newest, else
    /// what the disk said; nothing of the page is kept then.
    pub fn put_members(
        &mut self,
        site: &SiteId,
        page: &MembersPage<'_>,
    ) -> Result<Filed, StoreError> {
        let done = self.db.write(|tx| {
            let of = numbers_or_new(tx, site)?;
            match page.part {
                Part::Everybody { generation, .. } if generation != of.generation => Ok(None),
                _ => put(tx, of, page).map(Some),
            }
        })?;
        done.ok_or_else(|| superseded(site))
    }

    /// Remembers why the reading of everybody that is under way will not count as whole.
    ///
    /// # Errors
    /// What the disk said.
    pub fn flaw_members(&mut self, site: &SiteId, why: &str) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "UPDATE members_of SET flaw = coalesce(flaw, ?2) WHERE site = ?1",
                [site.as_str(), why],
            )
        })?;
        Ok(())
    }

    /// Ends a reading of everybody. A complete one removes members that it did not tell; any other
    /// keeps them, and what it was told. `end.note` says what is odd.
    ///
    /// # Errors
    /// As [`Cache::put_members`].
    pub fn finish_members(
        &mut self,
        site: &SiteId,
        generation: i64,
        end: &End,
    ) -> Result<(), StoreError> {
        let done = self.db.write(|tx| {
            let of = numbers_or_new(tx, site)?;
            if of.generation != generation {
                return Ok(false);
            }
            let at = end.at.to_string();
            if end.complete {
                sweep(tx, of, end.at)?;
                tx.execute(
                    "UPDATE members_of SET full_at = ?2, newest_at = ?2,
                     newest = coalesce(probe, newest) WHERE number = ?1",
                    params![of.site, at],
                )?;
            }
            tx.execute(
                "UPDATE members_of SET began = NULL, done = 0, anchor = NULL, flaw = NULL,
                 read_at = ?2, note = ?3 WHERE number = ?1",
                params![of.site, at, end.note],
            )?;
            changes::trim(tx, of)?;
            Ok(true)
        })?;
        done.then_some(()).ok_or_else(|| superseded(site))
    }

    /// The new and changed ones were read up to what was known. `newest`: the newest time of change
    /// among them, in seconds.
    ///
    /// # Errors
    /// What the disk said.
    pub fn newest_members_read(
        &mut self,
        site: &SiteId,
        at: Timestamp,
        newest: Option<i64>,
        note: Option<&str>,
    ) -> Result<(), StoreError> {
        self.db.write(|tx| {
            let of = numbers_or_new(tx, site)?;
            tx.execute(
                "UPDATE members_of SET newest_at = ?2, read_at = ?2, note = ?3,
                 newest = max(coalesce(newest, ?4), coalesce(?4, newest)) WHERE number = ?1",
                params![of.site, at.to_string(), note, newest],
            )?;
            changes::trim(tx, of)
        })
    }

    /// Members that the reading of everybody under way has told, each once.
    ///
    /// # Errors
    /// What the disk said.
    pub fn members_told(&self, site: &SiteId) -> Result<u64, StoreError> {
        self.db.run(|conn| {
            let Some(of) = numbers(conn, site)? else {
                return Ok(0);
            };
            let told: i64 = conn.query_row(
                "SELECT count(*) FROM member WHERE number >= ?1 AND number < ?2 AND seen = ?3",
                params![of.of(0), of.end(), of.generation],
                |r| r.get(0),
            )?;
            Ok(told.unsigned_abs())
        })
    }

    /// Keeps what is odd about the members of a site.
    ///
    /// # Errors
    /// What the disk said.
    pub fn note_members(&mut self, site: &SiteId, note: Option<&str>) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "UPDATE members_of SET note = ?2 WHERE site = ?1",
                params![site.as_str(), note],
            )
        })?;
        Ok(())
    }

    /// A member is gone, as a look told. True if it was known.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_site_member(
        &mut self,
        site: &SiteId,
        id: &MemberId,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.db.write(|tx| {
            let Some(of) = numbers(tx, site)? else {
                return Ok(false);
            };
            let found = tx
                .query_row(
                    "SELECT number, at, body FROM member WHERE site = ?1 AND id = ?2",
                    params![of.site, id.as_str()],
                    |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
                )
                .optional()?;
            let Some((number, since, text)): Option<(i64, i64, String)> = found else {
                return Ok(false);
            };
            let member = body::from_text(id.as_str(), &text);
            let member = member.unwrap_or_else(|_| Member::bare(id.clone()));
            let happened = Happened {
                member: &member,
                kind: MemberEventKind::Deleted,
                old: member.status.label().to_owned(),
                new: String::new(),
                since: Timestamp::from_second(since).ok(),
                at,
            };
            changes::keep(tx, of, &happened)?;
            tx.execute("DELETE FROM member WHERE number = ?1", [number])?;
            let number = (number & 0xffff_ffff) as u32 / block::SLOTS;
            tx.execute(
                "DELETE FROM member_block WHERE number = ?1",
                [of.of(number)],
            )?;
            tx.execute(
                "UPDATE members_of SET kept = kept - 1 WHERE number = ?1",
                [of.site],
            )?;
            Ok(true)
        })
    }
}
