//! Members as they are kept: one with everything, or all of them as tables show them.

use super::{Numbers, block, body, numbers};
use crate::access::{Brief, BriefTexts, Member, MemberId, SiteId};
use crate::store::StoreError;
use crate::store::cache::Cache;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

/// Blocks that are made in one transaction.
const AT_ONCE: usize = 64;
/// Is shown one member after the other.
type Visit<'a> = dyn FnMut(u32, &Brief<'_>) + Send + 'a;

/// Blocks that are read ahead.
const AHEAD: usize = 16;

impl Cache {
    /// One member with everything that is known of it, and when it was last told.
    ///
    /// # Errors
    /// What the disk said, or [`StoreError::Content`] for a row that cannot be read.
    pub fn member(
        &self,
        site: &SiteId,
        id: &MemberId,
    ) -> Result<Option<(Member, Timestamp)>, StoreError> {
        self.db.run(|conn| {
            let Some(of) = numbers(conn, site)? else {
                return Ok(None);
            };
            conn.prepare_cached("SELECT body, at FROM member WHERE site = ?1 AND id = ?2")?
                .query_row(params![of.site, id.as_str()], |r| {
                    let member = body::from_text(id.as_str(), r.get_ref(0)?.as_str()?)?;
                    let at = Timestamp::from_second(r.get(1)?);
                    Ok((member, at.unwrap_or(Timestamp::UNIX_EPOCH)))
                })
                .optional()
        })
    }

    /// Members of a site with everything, in the order in which they were first told: at most so
    /// many from this place on, and where the next ones begin.
    ///
    /// # Errors
    /// As [`Cache::member`].
    pub fn members_from(
        &self,
        site: &SiteId,
        from: u32,
        most: u32,
    ) -> Result<(Vec<Member>, Option<u32>), StoreError> {
        self.db.read(|conn| {
            let Some(of) = numbers(conn, site)? else {
                return Ok((Vec::new(), None));
            };
            let mut query = conn.prepare_cached(
                "SELECT number, id, body FROM member WHERE number >= ?1 AND number < ?2
                 ORDER BY number LIMIT ?3",
            )?;
            let mut rows = query.query(params![of.of(from), of.end(), most])?;
            let (mut found, mut last) = (Vec::new(), None);
            while let Some(r) = rows.next()? {
                let id = r.get_ref(1)?.as_str()?;
                found.push(body::from_text(id, r.get_ref(2)?.as_str()?)?);
                last = Some((r.get::<_, i64>(0)? & 0xffff_ffff) as u32);
            }
            let full = found.len() == most as usize;
            Ok((found, last.filter(|_| full).map(|slot| slot + 1)))
        })
    }

    /// The members at these places with everything, in this order; a place where nobody is any
    /// more is left out.
    ///
    /// # Errors
    /// As [`Cache::member`].
    pub fn members_at(&self, site: &SiteId, places: &[u32]) -> Result<Vec<Member>, StoreError> {
        self.db.read(|conn| {
            let Some(of) = numbers(conn, site)? else {
                return Ok(Vec::new());
            };
            let mut query = conn.prepare_cached("SELECT id, body FROM member WHERE number = ?1")?;
            let mut found = Vec::with_capacity(places.len());
            for place in places {
                let mut rows = query.query(params![of.of(*place)])?;
                if let Some(r) = rows.next()? {
                    let id = r.get_ref(0)?.as_str()?;
                    found.push(body::from_text(id, r.get_ref(1)?.as_str()?)?);
                }
            }
            Ok(found)
        })
    }

    /// Makes what [`Cache::visit_members`] shows at once, as far as it is missing.
    ///
    /// # Errors
    /// What the disk said.
    pub fn prepare_members(&mut self, site: &SiteId) -> Result<(), StoreError> {
        match self.db.run(|conn| blocks(conn, site))? {
            Some((of, blocks)) => self.make_blocks(of, blocks),
            None => Ok(()),
        }
    }

    /// Shows every member of a site as tables do, with the number of its place, which it keeps.
    /// A million take a fraction of a second after [`Cache::prepare_members`].
    ///
    /// # Errors
    /// As [`Cache::member`].
    pub fn visit_members(
        &self,
        site: &SiteId,
        mut visit: impl FnMut(u32, &Brief<'_>) + Send,
    ) -> Result<(), StoreError> {
        self.show_members(site, &mut [&mut visit])
    }

    /// The same to two at once, each on a thread of its own: every member to both.
    ///
    /// # Errors
    /// As [`Cache::member`].
    pub fn visit_members_twice(
        &self,
        site: &SiteId,
        (mut one, mut other): (
            impl FnMut(u32, &Brief<'_>) + Send,
            impl FnMut(u32, &Brief<'_>) + Send,
        ),
    ) -> Result<(), StoreError> {
        self.show_members(site, &mut [&mut one, &mut other])
    }

    fn show_members(
        &self,
        site: &SiteId,
        visitors: &mut [&mut Visit<'_>],
    ) -> Result<(), StoreError> {
        // This thread reads and checks blocks, the others show what is in them.
        std::thread::scope(|scope| {
            let mut ways: Vec<SyncSender<(u32, Arc<Vec<u8>>)>> = Vec::new();
            for visit in visitors {
                let (give, take) = sync_channel::<(u32, Arc<Vec<u8>>)>(AHEAD);
                scope.spawn(move || {
                    for (number, bytes) in take {
                        let first = number * block::SLOTS;
                        block::read(&bytes, |slot, brief| visit(first + slot, &brief));
                    }
                });
                ways.push(give);
            }
            self.db.read(|conn| {
                each_block(conn, site, |number, bytes| {
                    let bytes = Arc::new(bytes);
                    // Who shows them ended with a panic, which the scope passes on.
                    ways.iter()
                        .all(|way| way.send((number, Arc::clone(&bytes))).is_ok())
                })
            })
        })
    }

    fn is_writable(&self) -> Result<bool, StoreError> {
        self.db.run(|conn| {
            let asked: bool = conn.pragma_query_value(None, "query_only", |r| r.get(0))?;
            Ok(!asked && !conn.is_readonly("main")?)
        })
    }

    /// Makes the blocks that are missing, where the file can be written.
    fn make_blocks(&mut self, of: Numbers, blocks: u32) -> Result<(), StoreError> {
        if !self.is_writable()? {
            return Ok(());
        }
        let missing = self.db.run(|conn| {
            let mut query = conn.prepare_cached(
                "SELECT number FROM member_block WHERE number >= ?1 AND number < ?2",
            )?;
            let there = query.query_map([of.of(0), of.end()], |r| r.get::<_, i64>(0))?;
            let there: std::collections::BTreeSet<i64> = there.collect::<Result<_, _>>()?;
            let all = (0..blocks).filter(|b| !there.contains(&of.of(*b)));
            Ok(all.collect::<Vec<u32>>())
        })?;
        for some in missing.chunks(AT_ONCE) {
            self.db.write(|tx| {
                for number in some {
                    tx.prepare_cached("INSERT INTO member_block (number, rows) VALUES (?1, ?2)")?
                        .execute(params![of.of(*number), made(tx, of, *number)?])?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

/// Gives every block of a site, made where it is missing or damaged, until nobody wants more.
fn each_block(
    conn: &Connection,
    site: &SiteId,
    mut give: impl FnMut(u32, Vec<u8>) -> bool,
) -> rusqlite::Result<()> {
    let Some((of, blocks)) = blocks(conn, site)? else {
        return Ok(());
    };
    let mut query = conn.prepare_cached("SELECT rows FROM member_block WHERE number = ?1")?;
    for number in 0..blocks {
        let kept: Option<Vec<u8>> = query
            .query_row([of.of(number)], |r| Ok(r.get_ref(0)?.as_blob()?.to_vec()))
            .optional()?;
        let bytes = match kept.filter(|bytes| block::is_sound(bytes)) {
            Some(bytes) => bytes,
            None => made(conn, of, number)?,
        };
        if !give(number, bytes) {
            break;
        }
    }
    Ok(())
}

/// The numbers of a site, and how many blocks its members take.
fn blocks(conn: &Connection, site: &SiteId) -> rusqlite::Result<Option<(Numbers, u32)>> {
    let Some(of) = numbers(conn, site)? else {
        return Ok(None);
    };
    let slots: u32 = conn.query_row(
        "SELECT slots FROM members_of WHERE number = ?1",
        [of.site],
        |r| r.get(0),
    )?;
    Ok(Some((of, slots.div_ceil(block::SLOTS))))
}

/// A block made from its members. A row that this version cannot read shows by its id.
fn made(conn: &Connection, of: Numbers, number: u32) -> rusqlite::Result<Vec<u8>> {
    let mut query = conn.prepare_cached(
        "SELECT number, id, body FROM member WHERE number >= ?1 AND number < ?2 ORDER BY number",
    )?;
    let first = of.of(number * block::SLOTS);
    let mut rows = query.query([first, first + i64::from(block::SLOTS)])?;
    let mut out = block::begin();
    let mut texts = BriefTexts::default();
    while let Some(r) = rows.next()? {
        let slot = (r.get::<_, i64>(0)? & 0xffff_ffff) as u32;
        let id = r.get_ref(1)?.as_str()?;
        let member = body::from_text(id, r.get_ref(2)?.as_str()?);
        let member = member.unwrap_or_else(|_| Member::bare(MemberId::new(id)));
        block::add(&mut out, slot, &member.brief(&mut texts));
    }
    Ok(out)
}
