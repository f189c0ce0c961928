//! Links between people that somebody confirmed: nothing in Wix tells them.

use super::Ledger;
use crate::access::{Link, Mark};
use crate::store::StoreError;
use crate::store::db::{from_json, time, to_json};
use rusqlite::{Connection, params};

impl Ledger {
    /// Keeps that two marks stand for one human, in the place of an earlier word about them.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_link(&mut self, link: &Link) -> Result<(), StoreError> {
        self.db.write(|tx| {
            forget(tx, &link.a, &link.b)?;
            tx.execute(
                "INSERT INTO human_link (a, b, at, person) VALUES (?1, ?2, ?3, ?4)",
                params![
                    to_json(&link.a)?,
                    to_json(&link.b)?,
                    link.at.to_string(),
                    link.by
                ],
            )
        })?;
        Ok(())
    }

    /// Keeps that two marks do not stand for one human by anybody's word.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_link(&mut self, a: &Mark, b: &Mark) -> Result<(), StoreError> {
        self.db.write(|tx| forget(tx, a, b))
    }

    /// All links, the oldest first.
    ///
    /// # Errors
    /// What the disk said, or what is not a link.
    pub fn links(&self) -> Result<Vec<Link>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached("SELECT a, b, at, person FROM human_link ORDER BY at, a, b")?
                .query_map([], |r| {
                    Ok(Link {
                        a: from_json(&r.get::<_, String>(0)?)?,
                        b: from_json(&r.get::<_, String>(1)?)?,
                        at: time(r.get_ref(2)?.as_str()?)?,
                        by: r.get(3)?,
                    })
                })?
                .collect()
        })
    }
}

/// The two stand in either order.
fn forget(conn: &Connection, a: &Mark, b: &Mark) -> rusqlite::Result<()> {
    let (a, b) = (to_json(a)?, to_json(b)?);
    conn.execute(
        "DELETE FROM human_link WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)",
        params![a, b],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::open::open_with;
    use crate::store::{Kind, backups};
    use jiff::Timestamp;

    fn link(a: &str, b: &str, by: &str) -> Link {
        Link {
            a: Mark::User(a.into()),
            b: Mark::address(b),
            at: "2026-11-01T09:00:00Z".parse().unwrap(),
            by: by.to_owned(),
        }
    }

    #[test]
    fn a_newer_word_about_two_replaces_the_older_in_either_order() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ledger.sqlite");
        let mut ledger = Ledger::open(&path, Timestamp::UNIX_EPOCH).unwrap();
        let (first, second) = (
            link("u1", "a@n.example", "ana"),
            link("u2", "b@n.example", ""),
        );
        ledger.set_link(&first).unwrap();
        ledger.set_link(&second).unwrap();
        let turned = Link {
            a: first.b.clone(),
            b: first.a.clone(),
            by: "ben".to_owned(),
            ..first
        };
        ledger.set_link(&turned).unwrap();
        drop(ledger);
        let mut ledger = Ledger::open(&path, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(ledger.links().unwrap(), [turned.clone(), second.clone()]);
        ledger.remove_link(&turned.b, &turned.a).unwrap();
        assert_eq!(ledger.links().unwrap(), [second]);
    }

    #[test]
    fn links_of_an_older_ledger_come_along_and_a_copy_of_it_is_kept() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ledger.sqlite");
        let (older, _) = Kind::Ledger.steps().split_at(2);
        let conn = open_with(&path, Kind::Ledger, older, Timestamp::UNIX_EPOCH).unwrap();
        let nobody = r#"{"a":{"user":"u1"},"b":{"address":"jörg \"x\"@n.example"},
            "at":"2026-11-01T09:00:00Z"}"#;
        let named = serde_json::to_string(&link("u2", "b@n.example", "ana")).unwrap();
        let body = format!("[{nobody}, {named}]");
        conn.execute("INSERT INTO value VALUES ('humanLinks', ?1)", [&body])
            .unwrap();
        drop(conn);
        let mut ledger = Ledger::open(&path, Timestamp::UNIX_EPOCH).unwrap();
        let wanted = [
            link("u1", "jörg \"x\"@n.example", ""),
            link("u2", "b@n.example", "ana"),
        ];
        let mut found = ledger.links().unwrap();
        found.sort_by(|x, y| x.a.cmp(&y.a));
        assert_eq!(found, wanted);
        for one in &wanted {
            ledger.remove_link(&one.a, &one.b).unwrap();
        }
        assert_eq!(ledger.links().unwrap(), [], "found again by what they join");
        let old: Option<serde_json::Value> = ledger.value("humanLinks").unwrap();
        assert_eq!(old, None);
        let copies = backups(&path);
        assert_eq!(copies.len(), 1);
        let newest = Kind::Ledger.newest();
        let name = format!("backups/ledger-19700101T000000000-before-v{newest}.sqlite");
        assert!(copies[0].ends_with(name));
    }
}
