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
        self.set_local_names(kind, &[(id.to_owned(), name.to_owned())])
    }

    /// Gives ids names, or takes those away that are blank: all of them or none.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_local_names(
        &mut self,
        kind: &str,
        names: &[(String, String)],
    ) -> Result<(), StoreError> {
        self.db.write(|tx| {
            for (id, name) in names {
                match name.trim() {
                    "" => tx.execute(
                        "DELETE FROM local_name WHERE kind = ?1 AND id = ?2",
                        [kind, id.as_str()],
                    )?,
                    name => tx.execute(
                        "INSERT INTO local_name (kind, id, name) VALUES (?1, ?2, ?3)
                         ON CONFLICT DO UPDATE SET name = ?3",
                        params![kind, id, name],
                    )?,
                };
            }
            Ok(())
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
