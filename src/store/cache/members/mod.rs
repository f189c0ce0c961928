//! Members of sites: a million rows that open at once.
//!
//! Each member is one row with everything that was told of it. What tables show of them is kept a
//! second time in blocks, made from the rows whenever one of them changed. A reading of everybody
//! can be left and goes on where it stopped; only one that reached its end removes rows.

mod block;
mod body;
mod changes;
mod reading;
mod rows;

pub use reading::{Filed, MembersPage, Part};

use super::Cache;
use crate::access::SiteId;
use crate::store::StoreError;
use crate::store::db::maybe_time;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row};

/// Changes that are kept for each site.
pub const CHANGES_KEPT: u32 = 20_000;

/// A reading of everybody that is under way, or was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderWay {
    /// When it began.
    pub began: Timestamp,
    /// Rows that it told so far.
    pub done: u64,
    /// The last of them.
    pub anchor: Option<String>,
    /// Whether Wix sorts them by the time at which they were made.
    pub sorted: bool,
    /// Why it will not count as whole, whatever comes.
    pub flaw: Option<String>,
}

/// How the members of a site are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersState {
    /// Members that are kept.
    pub kept: u64,
    /// Members that Wix counted last.
    pub total: Option<u64>,
    /// The reading of everybody that has not come to its end.
    pub under_way: Option<UnderWay>,
    /// When a reading of everybody last came to its end.
    pub full_at: Option<Timestamp>,
    /// When the new and changed ones were last read.
    pub newest_at: Option<Timestamp>,
    /// The newest time of change of a member up to which all changes were read, in seconds.
    pub newest: Option<i64>,
    /// When anything was last read.
    pub read_at: Option<Timestamp>,
    /// One sentence on what is odd about it.
    pub note: Option<String>,
}

/// A site's number and the reading that its rows are marked with.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    site: i64,
    generation: i64,
}

impl Numbers {
    /// The number of a slot of this site, or of a block.
    fn of(self, low: u32) -> i64 {
        self.site << 32 | i64::from(low)
    }

    /// The first number after those of this site.
    fn end(self) -> i64 {
        (self.site + 1) << 32
    }
}

fn numbers(conn: &Connection, site: &SiteId) -> rusqlite::Result<Option<Numbers>> {
    conn.prepare_cached("SELECT number, generation FROM members_of WHERE site = ?1")?
        .query_row([site.as_str()], |r| {
            Ok(Numbers {
                site: r.get(0)?,
                generation: r.get(1)?,
            })
        })
        .optional()
}

/// The numbers of a site, made if there are none.
fn numbers_or_new(conn: &Connection, site: &SiteId) -> rusqlite::Result<Numbers> {
    if let Some(known) = numbers(conn, site)? {
        return Ok(known);
    }
    conn.execute("INSERT INTO members_of (site) VALUES (?1)", [site.as_str()])?;
    Ok(Numbers {
        site: conn.last_insert_rowid(),
        generation: 0,
    })
}

const STATE: &str = "kept, total, began, done, anchor, sorted, flaw, full_at, newest_at, read_at, \
                     note, newest, site";

fn state(r: &Row<'_>) -> rusqlite::Result<MembersState> {
    let time = |column: usize| maybe_time(r.get_ref(column)?.as_str_or_null()?);
    let began = time(2)?;
    let under_way = match began {
        None => None,
        Some(began) => Some(UnderWay {
            began,
            done: r.get::<_, i64>(3)?.unsigned_abs(),
            anchor: r.get(4)?,
            sorted: r.get(5)?,
            flaw: r.get(6)?,
        }),
    };
    Ok(MembersState {
        kept: r.get::<_, i64>(0)?.unsigned_abs(),
        total: r.get::<_, Option<i64>>(1)?.map(i64::unsigned_abs),
        under_way,
        full_at: time(7)?,
        newest_at: time(8)?,
        read_at: time(9)?,
        note: r.get(10)?,
        newest: r.get(11)?,
    })
}

impl Cache {
    /// How the members of a site are known; `None` if they were never read.
    ///
    /// # Errors
    /// What the disk said.
    pub fn members_state(&self, site: &SiteId) -> Result<Option<MembersState>, StoreError> {
        self.db.run(|conn| {
            conn.query_row(
                &format!("SELECT {STATE} FROM members_of WHERE site = ?1 AND read_at IS NOT NULL"),
                [site.as_str()],
                state,
            )
            .optional()
        })
    }

    /// The same for every site whose members were read.
    ///
    /// # Errors
    /// What the disk said.
    pub fn members_states(&self) -> Result<Vec<(SiteId, MembersState)>, StoreError> {
        self.db.run(|conn| {
            let mut query = conn.prepare_cached(&format!(
                "SELECT {STATE} FROM members_of WHERE read_at IS NOT NULL ORDER BY site"
            ))?;
            let rows = query.query_map([], |r| {
                Ok((SiteId::new(r.get_ref(12)?.as_str()?), state(r)?))
            })?;
            rows.collect()
        })
    }
}
