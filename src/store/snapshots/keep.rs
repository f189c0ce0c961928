//! How long snapshots are kept.

use super::load::hashes;
use super::{Hash, Snapshots, Sort};
use crate::access::Retention;
use crate::store::StoreError;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeSet, HashSet};

/// Which of these go. They come newest first.
fn dropped(
    keep: Retention,
    held: &BTreeSet<String>,
    all: &[(String, Timestamp)],
    now: Timestamp,
) -> Vec<String> {
    let newest = keep.newest.max(2) as usize;
    let month = |at: Timestamp| at.strftime("%Y-%m").to_string();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut gone = Vec::new();
    for (i, (id, at)) in all.iter().enumerate() {
        let first_of_month = seen.insert(month(*at));
        let age = now.duration_since(*at);
        let longest = SignedDuration::from_hours(24 * i64::from(keep.days));
        let old = keep.days > 0 && age > longest;
        if i >= newest && (!first_of_month || old) && !held.contains(id) {
            gone.push(id.clone());
        }
    }
    gone
}

impl Snapshots {
    /// Drops what need not be kept any longer, and bodies that nothing has any more. Tells the ids
    /// of what went. Those that are `held` stay in any case: something stands on them.
    ///
    /// # Errors
    /// What the disk said. Where a list of members cannot be read, no body is dropped.
    pub fn prune(
        &mut self,
        retention: Retention,
        held: &BTreeSet<String>,
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        let all: Vec<_> = self.list()?.into_iter().map(|h| (h.id, h.at)).collect();
        let dropped = dropped(retention, held, &all, now);
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

    #[test]
    fn the_newest_stay_and_beyond_them_the_last_of_each_month() {
        let start: Timestamp = "2026-01-01T12:00:00Z".parse().unwrap();
        let day = |n: i64| start + SignedDuration::from_hours(24 * n);
        // One a day for 120 days: January to April.
        let all: Vec<_> = (0..120).rev().map(|n| (n.to_string(), day(n))).collect();
        let keep = |retention: Retention| {
            let held = BTreeSet::from(["3".to_owned()]);
            let dropped = dropped(retention, &held, &all, day(120));
            let left = all.iter().map(|(id, _)| id.clone());
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
}
