//! How long snapshots are kept.

use super::load::hashes;
use super::{Hash, Snapshots, Sort};
use crate::access::{AFTER_PART, Retention, SnapshotHead};
use crate::store::StoreError;
use jiff::{SignedDuration, Timestamp};
use rusqlite::params;
use std::collections::{BTreeSet, HashSet};

/// Which of these go. They come newest first. One that somebody keeps neither goes nor counts; one
/// that is held counts and stays.
fn dropped(
    keep: Retention,
    held: &BTreeSet<String>,
    all: &[SnapshotHead],
    now: Timestamp,
) -> Vec<String> {
    let newest = keep.newest.max(2) as usize;
    let month = |at: Timestamp| at.strftime("%Y-%m").to_string();
    let mut months: BTreeSet<String> = BTreeSet::new();
    let mut gone = Vec::new();
    let (mut counted, mut parts) = (0, 0);
    for head in all.iter().filter(|h| !h.kept) {
        // One after each site that is read would push those of the whole account out.
        if head.why == AFTER_PART {
            if parts >= newest && !held.contains(&head.id) {
                gone.push(head.id.clone());
            }
            parts += 1;
            continue;
        }
        let first_of_month = months.insert(month(head.at));
        let age = now.duration_since(head.at);
        let longest = SignedDuration::from_hours(24 * i64::from(keep.days));
        let old = keep.days > 0 && age > longest;
        if counted >= newest && (!first_of_month || old) && !held.contains(&head.id) {
            gone.push(head.id.clone());
        }
        counted += 1;
    }
    gone
}

impl Snapshots {
    /// Keeps a snapshot whatever the setting says, or no longer. False if there is none with this id.
    ///
    /// # Errors
    /// What the disk said.
    pub fn keep(&mut self, id: &str, kept: bool) -> Result<bool, StoreError> {
        self.sound()?;
        self.db.write(|tx| {
            let mut update = tx.prepare_cached("UPDATE snapshot SET kept = ?2 WHERE id = ?1")?;
            Ok(update.execute(params![id, kept])? > 0)
        })
    }

    /// Deletes a snapshot, with the bodies that nothing else has. False if there is none with this
    /// id.
    ///
    /// # Errors
    /// As [`Snapshots::prune`].
    pub fn delete(&mut self, id: &str) -> Result<bool, StoreError> {
        self.sound()?;
        let gone = self.db.write(|tx| {
            let mut delete = tx.prepare_cached("DELETE FROM snapshot WHERE id = ?1")?;
            Ok(delete.execute([id])? > 0)
        })?;
        if gone {
            self.sweep()?;
        }
        Ok(gone)
    }

    /// Drops what need not be kept any longer, and bodies that nothing has any more. Tells the ids
    /// of what went. Those that are `held` stay in any case: something stands on them, or somebody
    /// saw them last.
    ///
    /// # Errors
    /// What the disk said. Where a list of members cannot be read, no body is dropped.
    pub fn prune(
        &mut self,
        retention: Retention,
        held: &BTreeSet<String>,
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        let dropped = dropped(retention, held, &self.list()?, now);
        if dropped.is_empty() {
            return Ok(dropped);
        }
        self.db.write(|tx| {
            let mut delete = tx.prepare_cached("DELETE FROM snapshot WHERE id = ?1")?;
            for id in &dropped {
                delete.execute([id])?;
            }
            Ok(())
        })?;
        self.sweep()?;
        Ok(dropped)
    }

    /// Drops bodies that no snapshot has.
    fn sweep(&mut self) -> Result<(), StoreError> {
        let parts: Vec<(String, Hash)> = self.db.run(|conn| {
            conn.prepare_cached("SELECT DISTINCT kind, hash FROM part")?
                .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
                .collect()
        })?;
        let mut wanted: HashSet<Hash> = HashSet::new();
        for (kind, hash) in &parts {
            wanted.insert(*hash);
            if kind == Sort::Members.word() {
                let list = self.body(hash, &|| "a list of members of a snapshot".to_owned())?;
                wanted.extend(hashes(&list));
            }
        }
        self.db.write(|tx| {
            let mut query = tx.prepare_cached("SELECT hash FROM body")?;
            let there = query.query_map([], |r| r.get::<_, Hash>(0))?;
            let there: Vec<Hash> = there.collect::<Result<_, _>>()?;
            let mut delete = tx.prepare_cached("DELETE FROM body WHERE hash = ?1")?;
            for hash in there.iter().filter(|h| !wanted.contains(*h)) {
                delete.execute([hash])?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Figures;

    #[test]
    fn the_newest_stay_and_beyond_them_the_last_of_each_month() {
        let start: Timestamp = "2026-01-01T12:00:00Z".parse().unwrap();
        let day = |n: i64| start + SignedDuration::from_hours(24 * n);
        // One a day for 120 days: January to April.
        let all: Vec<_> = (0..120).rev().map(|n| head(n, day(n), "reading")).collect();
        let keep = |retention: Retention| {
            let held = BTreeSet::from(["3".to_owned()]);
            let dropped = dropped(retention, &held, &all, day(120));
            let left = all.iter().map(|h| h.id.clone());
            left.filter(|id| !dropped.contains(id)).collect::<Vec<_>>()
        };
        let left = keep(Retention::default());
        assert_eq!(left.len(), 63, "{left:?}");
        // Behind the newest 60, the last of January and of February, and what is held.
        assert_eq!(left[60..], ["58", "30", "3"]);
        let short = Retention {
            newest: 60,
            days: 65,
        };
        assert_eq!(keep(short)[60..], ["58", "3"]);
        let few = Retention { newest: 0, days: 1 };
        assert_eq!(keep(few), ["119", "118", "3"], "two always stay");
    }
    fn head(n: i64, at: Timestamp, why: &str) -> SnapshotHead {
        SnapshotHead {
            id: n.to_string(),
            at,
            why: why.to_owned(),
            gaps: Vec::new(),
            figures: Figures::default(),
            kept: false,
            added: None,
        }
    }

    #[test]
    fn those_after_a_part_count_by_themselves_and_what_is_kept_always_stays() {
        let start: Timestamp = "2026-01-10T12:00:00Z".parse().unwrap();
        let at = |hours: i64| start + SignedDuration::from_hours(hours);
        let few = Retention { newest: 2, days: 1 };
        let mut all: Vec<_> = (0..5).rev().map(|n| head(n, at(n), AFTER_PART)).collect();
        all.push(head(9, at(-1), "reading"));
        let gone = |all: &[SnapshotHead], held: &[String]| {
            dropped(few, &held.iter().cloned().collect(), all, at(7))
        };
        assert_eq!(gone(&all, &[]), ["2", "1", "0"]);
        assert_eq!(gone(&all, &["1".to_owned()]), ["2", "0"]);
        all[0].kept = true;
        assert_eq!(gone(&all, &[]), ["1", "0"]);
        let all: Vec<_> = (0..6).rev().map(|n| head(n, at(n), "reading")).collect();
        let mut kept = all.clone();
        kept[5].kept = true;
        assert_eq!(gone(&all, &[]).len(), 4);
        assert_eq!(gone(&kept, &[]).len(), 3);
    }
}
