//! What happened to members between readings.

use super::{CHANGES_KEPT, Numbers, numbers};
use crate::access::{Member, MemberEvent, MemberEventKind, MemberId, SiteId};
use crate::store::StoreError;
use crate::store::cache::Cache;
use crate::store::db::{maybe_time, time};
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// Something to be kept.
pub(super) struct Happened<'a> {
    pub(super) member: &'a Member,
    pub(super) kind: MemberEventKind,
    pub(super) old: String,
    pub(super) new: String,
    pub(super) since: Option<Timestamp>,
    pub(super) at: Timestamp,
}

pub(super) fn keep(
    conn: &Connection,
    of: Numbers,
    happened: &Happened<'_>,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO member_change (site, id, name, kind, old, new, since, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        of.site,
        happened.member.id.as_str(),
        happened.member.display_name(),
        happened.kind.word(),
        happened.old,
        happened.new,
        happened.since.map(|t| t.to_string()),
        happened.at.to_string()
    ])?;
    Ok(())
}

/// Forgets the oldest.
pub(super) fn trim(conn: &Connection, of: Numbers) -> rusqlite::Result<()> {
    conn.execute(
        "DELETE FROM member_change WHERE site = ?1 AND number <= (
           SELECT number FROM member_change WHERE site = ?1
           ORDER BY number DESC LIMIT 1 OFFSET ?2)",
        params![of.site, CHANGES_KEPT],
    )?;
    Ok(())
}

impl Cache {
    /// What happened to the members of a site, newest first, at most so much of it; and how much
    /// there is in all.
    ///
    /// # Errors
    /// What the disk said.
    pub fn member_changes(
        &self,
        site: &SiteId,
        most: u32,
    ) -> Result<(Vec<MemberEvent>, u64), StoreError> {
        self.db.read(|conn| {
            let Some(of) = numbers(conn, site)? else {
                return Ok((Vec::new(), 0));
            };
            let all: i64 = conn.query_row(
                "SELECT count(*) FROM member_change WHERE site = ?1",
                [of.site],
                |r| r.get(0),
            )?;
            let mut query = conn.prepare_cached(
                "SELECT id, name, kind, old, new, since, at FROM member_change
                 WHERE site = ?1 ORDER BY number DESC LIMIT ?2",
            )?;
            let mut rows = query.query(params![of.site, most])?;
            let mut found = Vec::new();
            while let Some(r) = rows.next()? {
                // A word of a later version is passed over.
                let Some(kind) = MemberEventKind::from_word(r.get_ref(2)?.as_str()?) else {
                    continue;
                };
                found.push(MemberEvent {
                    id: MemberId::new(r.get_ref(0)?.as_str()?),
                    name: r.get(1)?,
                    kind,
                    old: r.get(3)?,
                    new: r.get(4)?,
                    since: maybe_time(r.get_ref(5)?.as_str_or_null()?)?,
                    at: time(r.get_ref(6)?.as_str()?)?,
                });
            }
            Ok((found, all.unsigned_abs()))
        })
    }
}
