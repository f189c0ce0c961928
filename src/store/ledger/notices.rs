//! What the program told the owner.

use super::Ledger;
use crate::store::StoreError;
use crate::store::db::time;
use jiff::Timestamp;
use rusqlite::{Row, params};

/// How many notices are kept; older ones are dropped.
pub const NOTICES_KEPT: u32 = 1_000;

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its id, made by the caller.
    pub id: String,
    /// How serious it is, in a word of the caller.
    pub tone: String,
    /// Title.
    pub title: String,
    /// Text.
    pub body: String,
    /// Details for whoever asks.
    pub details: Option<String>,
    /// When it was told.
    pub at: Timestamp,
    /// Whether it was read.
    pub read: bool,
}

fn notice(row: &Row<'_>) -> rusqlite::Result<NoticeRow> {
    Ok(NoticeRow {
        id: row.get(0)?,
        tone: row.get(1)?,
        title: row.get(2)?,
        body: row.get(3)?,
        details: row.get(4)?,
        at: time(row.get_ref(5)?.as_str()?)?,
        read: row.get(6)?,
    })
}

impl Ledger {
    /// Keeps a notice and drops the oldest above [`NOTICES_KEPT`]. A known id is replaced and keeps
    /// its place.
    ///
    /// # Errors
    /// What the disk said.
    pub fn put_notice(&mut self, notice: &NoticeRow) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "INSERT INTO notice (id, tone, title, body, details, at, read)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id) DO UPDATE SET tone = ?2, title = ?3, body = ?4, details = ?5,
                 at = ?6, read = ?7",
                params![
                    notice.id,
                    notice.tone,
                    notice.title,
                    notice.body,
                    notice.details,
                    notice.at.to_string(),
                    notice.read
                ],
            )?;
            tx.execute(
                "DELETE FROM notice WHERE number IN
                 (SELECT number FROM notice ORDER BY number DESC LIMIT -1 OFFSET ?1)",
                [NOTICES_KEPT],
            )
        })?;
        Ok(())
    }

    /// At most `limit` notices, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn notices(&self, limit: u32) -> Result<Vec<NoticeRow>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT id, tone, title, body, details, at, read
                 FROM notice ORDER BY number DESC LIMIT ?1",
            )?
            .query_map([limit], notice)?
            .collect()
        })
    }

    /// Marks one notice as read, or all of them.
    ///
    /// # Errors
    /// What the disk said.
    pub fn mark_notices_read(&mut self, id: Option<&str>) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "UPDATE notice SET read = 1 WHERE ?1 IS NULL OR id = ?1",
                [id],
            )
        })?;
        Ok(())
    }

    /// Drops all notices.
    ///
    /// # Errors
    /// What the disk said.
    pub fn clear_notices(&mut self) -> Result<(), StoreError> {
        self.db.write(|tx| tx.execute("DELETE FROM notice", []))?;
        Ok(())
    }
}
