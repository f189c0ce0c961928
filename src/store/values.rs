//! Small values by name, as JSON: the same table in the ledger and at the root.

use super::StoreError;
use super::db::{Db, from_json, to_json};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Serialize, de::DeserializeOwned};

pub(crate) fn get<T: DeserializeOwned>(db: &Db, key: &str) -> Result<Option<T>, StoreError> {
    let text: Option<String> = db.run(|conn| {
        conn.query_row("SELECT body FROM value WHERE key = ?1", [key], |r| r.get(0))
            .optional()
    })?;
    text.map(|t| from_json(&t))
        .transpose()
        .map_err(|e| StoreError::Content {
            place: db.place().to_owned(),
            what: format!("value “{key}”"),
            reason: e.to_string(),
        })
}

pub(crate) fn set<T: Serialize + ?Sized>(
    db: &mut Db,
    key: &str,
    value: &T,
) -> Result<(), StoreError> {
    db.write(|tx| set_in(tx, key, &to_json(value)?))
}

fn set_in(conn: &Connection, key: &str, body: &str) -> rusqlite::Result<()> {
    conn.execute(
        "INSERT INTO value (key, body) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET body = ?2",
        params![key, body],
    )?;
    Ok(())
}

pub(crate) fn remove(db: &mut Db, key: &str) -> Result<(), StoreError> {
    db.write(|tx| tx.execute("DELETE FROM value WHERE key = ?1", [key]))?;
    Ok(())
}
