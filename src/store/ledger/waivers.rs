//! Findings of the house rules that are let stand. Entries are only ever added.

use super::Ledger;
use crate::store::StoreError;
use crate::store::db::time;
use jiff::Timestamp;
use rusqlite::{Row, params};

/// One word about one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverRow {
    /// The rule, in a word of the caller.
    pub rule: String,
    /// What the finding is about, by ids.
    pub finding: String,
    /// The same by name, as it was called then.
    pub who: String,
    /// Who said so.
    pub by: String,
    /// Why.
    pub why: String,
    /// When that was said.
    pub at: Timestamp,
    /// When it ends; one that ends as it begins takes an earlier one back.
    pub until: Option<Timestamp>,
}

fn waiver(row: &Row<'_>) -> rusqlite::Result<WaiverRow> {
    let until: Option<String> = row.get(6)?;
    Ok(WaiverRow {
        rule: row.get(0)?,
        finding: row.get(1)?,
        who: row.get(2)?,
        by: row.get(3)?,
        why: row.get(4)?,
        at: time(row.get_ref(5)?.as_str()?)?,
        until: until.as_deref().map(time).transpose()?,
    })
}

impl Ledger {
    /// Adds these words: all of them or none.
    ///
    /// # Errors
    /// What the disk said.
    pub fn add_waivers(&mut self, waivers: &[WaiverRow]) -> Result<(), StoreError> {
        self.db.write(|tx| {
            let mut add = tx.prepare_cached(
                "INSERT INTO waiver (rule, finding, who, person, why, at, until)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for w in waivers {
                let (at, until) = (w.at.to_string(), w.until.map(|u| u.to_string()));
                add.execute(params![w.rule, w.finding, w.who, w.by, w.why, at, until])?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// All of them, in the order in which they were said.
    ///
    /// # Errors
    /// What the disk said, or what is not a time.
    pub fn waivers(&self) -> Result<Vec<WaiverRow>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT rule, finding, who, person, why, at, until FROM waiver ORDER BY number",
            )?
            .query_map([], waiver)?
            .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(finding: &str, why: &str, until: Option<&str>) -> WaiverRow {
        WaiverRow {
            rule: "co-owners".to_owned(),
            finding: finding.to_owned(),
            who: "Ana “A” Díaz".to_owned(),
            by: "ben".to_owned(),
            why: why.to_owned(),
            at: "2026-11-01T09:00:00Z".parse().unwrap(),
            until: until.map(|u| u.parse().unwrap()),
        }
    }

    #[test]
    fn words_stay_in_their_order_and_none_is_changed_or_removed() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ledger.sqlite");
        let mut ledger = Ledger::open(&path, Timestamp::UNIX_EPOCH).unwrap();
        let first = row("user 1", "on leave", Some("2026-12-01T00:00:00Z"));
        let other = row("user 2", "auditor", None);
        let back = row("user 1", "taken back", Some("2026-11-01T09:00:00Z"));
        ledger.add_waivers(&[first.clone(), other.clone()]).unwrap();
        ledger.add_waivers(std::slice::from_ref(&back)).unwrap();
        drop(ledger);
        let mut ledger = Ledger::open(&path, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(ledger.waivers().unwrap(), [first, other, back]);
        let changed = ledger
            .db
            .write(|tx| tx.execute("UPDATE waiver SET why = ''", []));
        assert!(changed.is_err(), "changed");
        let removed = ledger.db.write(|tx| tx.execute("DELETE FROM waiver", []));
        assert!(removed.is_err(), "removed");
        assert_eq!(ledger.waivers().unwrap().len(), 3);
    }
}
