//! Names that the owner gives to ids which have none.

use super::Ledger;
use crate::store::StoreError;
use rusqlite::params;

/// A name given by the owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalName {
    /// What the id belongs to, in a word of the caller (`app`, `account`).
    pub kind: String,
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

impl Ledger {
    /// Gives a name, or takes it away if it is blank.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_local_name(&mut self, kind: &str, id: &str, name: &str) -> Result<(), StoreError> {
        let name = name.trim();
        self.db.write(|tx| {
            if name.is_empty() {
                tx.execute(
                    "DELETE FROM local_name WHERE kind = ?1 AND id = ?2",
                    [kind, id],
                )
            } else {
                tx.execute(
                    "INSERT INTO local_name (kind, id, name) VALUES (?1, ?2, ?3)
                     ON CONFLICT DO UPDATE SET name = ?3",
                    params![kind, id, name],
                )
            }
        })?;
        Ok(())
    }

    /// All names, by kind and id.
    ///
    /// # Errors
    /// What the disk said.
    pub fn local_names(&self) -> Result<Vec<LocalName>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached("SELECT kind, id, name FROM local_name ORDER BY kind, id")?
                .query_map([], |r| {
                    Ok(LocalName {
                        kind: r.get(0)?,
                        id: r.get(1)?,
                        name: r.get(2)?,
                    })
                })?
                .collect()
        })
    }
}
