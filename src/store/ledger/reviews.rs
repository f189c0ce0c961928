//! Access reviews: what they are about, and everything that was said in them.

use super::{Ledger, RunHead};
use crate::access::review::{Campaign, Entry, Item, Word};
use crate::store::StoreError;
use crate::store::db::{from_json, time, to_json};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeSet;

impl Ledger {
    /// Keeps a review with its items, which never change.
    ///
    /// # Errors
    /// What the disk said; also for an id that is already there.
    pub fn insert_review(&mut self, review: &Campaign, items: &[Item]) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "INSERT INTO review (id, snapshot, body) VALUES (?1, ?2, ?3)",
                params![review.id, review.snapshot, to_json(review)?],
            )?;
            let mut insert = tx.prepare_cached(
                "INSERT INTO review_item (review, item, body) VALUES (?1, ?2, ?3)",
            )?;
            for (number, item) in (0_u32..).zip(items) {
                insert.execute(params![review.id, number, to_json(item)?])?;
            }
            Ok(())
        })
    }

    /// All reviews, newest first, each with the number of its items.
    ///
    /// # Errors
    /// What the disk said, or what is no review.
    pub fn reviews(&self) -> Result<Vec<(Campaign, usize)>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT body, (SELECT count(*) FROM review_item WHERE review = review.id)
                 FROM review ORDER BY number DESC",
            )?
            .query_map([], |r| {
                let items: u32 = r.get(1)?;
                Ok((from_json(r.get_ref(0)?.as_str()?)?, items as usize))
            })?
            .collect()
        })
    }

    /// One review with its items in their order.
    ///
    /// # Errors
    /// As [`Ledger::reviews`].
    pub fn review(&self, id: &str) -> Result<Option<(Campaign, Vec<Item>)>, StoreError> {
        self.db.read(|conn| {
            let review = conn
                .prepare_cached("SELECT body FROM review WHERE id = ?1")?
                .query_row([id], |r| from_json(r.get_ref(0)?.as_str()?))
                .optional()?;
            let Some(review) = review else {
                return Ok(None);
            };
            let items = conn
                .prepare_cached("SELECT body FROM review_item WHERE review = ?1 ORDER BY item")?
                .query_map([id], |r| from_json(r.get_ref(0)?.as_str()?))?
                .collect::<Result<_, _>>()?;
            Ok(Some((review, items)))
        })
    }

    /// Adds a word to a review and gives the entry with its number.
    ///
    /// # Errors
    /// What the disk said; also if there is no such review.
    pub fn say_in_review(
        &mut self,
        review: &str,
        at: Timestamp,
        by: &str,
        word: Word,
    ) -> Result<Entry, StoreError> {
        let number = self.db.write(|tx| {
            tx.execute(
                "INSERT INTO review_entry (review, at, person, body) VALUES (?1, ?2, ?3, ?4)",
                params![review, at.to_string(), by, to_json(&word)?],
            )?;
            Ok(tx.last_insert_rowid())
        })?;
        Ok(Entry {
            number: u64::try_from(number).unwrap_or_default(),
            at,
            by: by.to_owned(),
            word,
        })
    }

    /// Everything that was said in a review, in its order.
    ///
    /// # Errors
    /// What the disk said, or what is no entry.
    pub fn review_entries(&self, review: &str) -> Result<Vec<Entry>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT number, at, person, body FROM review_entry WHERE review = ?1
                 ORDER BY number",
            )?
            .query_map([review], |r| {
                Ok(Entry {
                    number: u64::try_from(r.get::<_, i64>(0)?).unwrap_or_default(),
                    at: time(r.get_ref(1)?.as_str()?)?,
                    by: r.get(2)?,
                    word: from_json(r.get_ref(3)?.as_str()?)?,
                })
            })?
            .collect()
        })
    }

    /// Takes a review away in which nothing was said; false if there is none, or if something was.
    ///
    /// # Errors
    /// What the disk said.
    pub fn delete_review(&mut self, id: &str) -> Result<bool, StoreError> {
        let gone = self.db.write(|tx| {
            tx.execute(
                "DELETE FROM review WHERE id = ?1
                 AND NOT EXISTS (SELECT 1 FROM review_entry WHERE review = ?1)",
                [id],
            )
        })?;
        Ok(gone > 0)
    }

    /// Snapshots that a review stands on, or in which was looked what became of it: they are kept
    /// as long as the review is.
    ///
    /// # Errors
    /// What the disk said.
    pub fn snapshots_of_reviews(&self) -> Result<BTreeSet<String>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT snapshot FROM review UNION
                 SELECT json_extract(body, '$.snapshot') FROM review_entry
                 WHERE json_extract(body, '$.what') = 'proved'",
            )?
            .query_map([], |r| r.get(0))?
            .collect()
        })
    }

    /// The newest run of the plan with this id.
    ///
    /// # Errors
    /// What the disk said.
    pub fn run_of_plan_id(&self, plan: &str) -> Result<Option<RunHead>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT id, title, state, started, ended FROM run
                 WHERE json_extract(plan, '$.id') = ?1 ORDER BY number DESC LIMIT 1",
            )?
            .query_row([plan], super::runs::head)
            .optional()
        })
    }
}
