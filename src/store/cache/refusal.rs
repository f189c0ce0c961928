//! Sites that Wix refused to tell about.

use super::Cache;
use crate::access::SiteId;
use crate::store::StoreError;
use crate::store::db::time;
use jiff::Timestamp;
use rusqlite::params;
use std::collections::BTreeMap;

/// Why a site could not be read the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// When.
    pub at: Timestamp,
    /// One sentence, with the words of Wix.
    pub words: String,
}

impl Cache {
    /// Keeps why a site could not be read; `None`: it could.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_refusal(
        &mut self,
        site: &SiteId,
        refusal: Option<&Refusal>,
    ) -> Result<(), StoreError> {
        self.db.write(|tx| match refusal {
            Some(why) => tx.execute(
                "INSERT INTO refusal (site, at, words) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET at = ?2, words = ?3",
                params![site.as_str(), why.at.to_string(), why.words],
            ),
            None => tx.execute("DELETE FROM refusal WHERE site = ?1", [site.as_str()]),
        })?;
        Ok(())
    }

    /// Every site that could not be read the last time, and why.
    ///
    /// # Errors
    /// What the disk said.
    pub fn refusals(&self) -> Result<BTreeMap<SiteId, Refusal>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached("SELECT site, at, words FROM refusal")?
                .query_map([], |r| {
                    let refusal = Refusal {
                        at: time(r.get_ref(1)?.as_str()?)?,
                        words: r.get(2)?,
                    };
                    Ok((SiteId::new(r.get_ref(0)?.as_str()?), refusal))
                })?
                .collect()
        })
    }
}
