//! What sites set for all of their members.

use super::Cache;
use crate::access::{SettingSet, SiteId};
use crate::store::StoreError;
use crate::store::db::{from_json, time, to_json};
use jiff::Timestamp;

impl Cache {
    /// Keeps the settings of one sort in the place of those before.
    ///
    /// # Errors
    /// What the disk said.
    pub fn put_site_setting(
        &mut self,
        site: &SiteId,
        set: &SettingSet,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "INSERT OR REPLACE INTO site_setting (site, kind, at, body)
                 VALUES (?1, ?2, ?3, ?4)",
                (
                    site.as_str(),
                    set.kind().word(),
                    at.to_string(),
                    to_json(set)?,
                ),
            )?;
            Ok(())
        })
    }

    /// Everything that is kept of a site, each sort with when it was read.
    ///
    /// # Errors
    /// What the disk said, also for a body that cannot be understood.
    pub fn site_settings(&self, site: &SiteId) -> Result<Vec<(SettingSet, Timestamp)>, StoreError> {
        self.db.run(|conn| {
            let mut rows = conn.prepare_cached(
                "SELECT at, body FROM site_setting WHERE site = ?1 ORDER BY kind",
            )?;
            let rows = rows.query_map([site.as_str()], |r| {
                Ok((
                    from_json(r.get_ref(1)?.as_str()?)?,
                    time(r.get_ref(0)?.as_str()?)?,
                ))
            })?;
            rows.collect()
        })
    }
}
