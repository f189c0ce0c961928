//! Invites to sites. Wix lists them for one site at a time and only with the right key, so what was
//! seen or sent is kept.

use super::Ledger;
use crate::access::{InviteId, SiteId};
use crate::store::StoreError;
use crate::store::db::time;
use jiff::Timestamp;
use rusqlite::{Row, params};

/// One invite to a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteInviteRow {
    /// The site.
    pub site: SiteId,
    /// The invite.
    pub invite: InviteId,
    /// Address it was sent to.
    pub email: String,
    /// What was last known of it, as JSON text.
    pub body: String,
    /// When that was.
    pub at: Timestamp,
}

fn row(row: &Row<'_>) -> rusqlite::Result<SiteInviteRow> {
    Ok(SiteInviteRow {
        site: SiteId::new(row.get_ref(0)?.as_str()?),
        invite: InviteId::new(row.get_ref(1)?.as_str()?),
        email: row.get(2)?,
        body: row.get(3)?,
        at: time(row.get_ref(4)?.as_str()?)?,
    })
}

impl Ledger {
    /// Keeps what is known of an invite to a site. An empty address does not replace a known one.
    ///
    /// # Errors
    /// What the disk said; also for a body that is no JSON.
    pub fn put_site_invite(&mut self, invite: &SiteInviteRow) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "INSERT INTO site_invite (site, invite, email, body, at)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET email = coalesce(nullif(?3, ''), email),
                 body = ?4, at = ?5",
                params![
                    invite.site.as_str(),
                    invite.invite.as_str(),
                    invite.email,
                    invite.body,
                    invite.at.to_string()
                ],
            )
        })?;
        Ok(())
    }

    /// Forgets an invite to a site. Tells whether it was known.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_site_invite(
        &mut self,
        site: &SiteId,
        invite: &InviteId,
    ) -> Result<bool, StoreError> {
        let gone = self.db.write(|tx| {
            tx.execute(
                "DELETE FROM site_invite WHERE site = ?1 AND invite = ?2",
                params![site.as_str(), invite.as_str()],
            )
        })?;
        Ok(gone > 0)
    }

    /// Known invites to one site, or to all of them, by site and id.
    ///
    /// # Errors
    /// What the disk said.
    pub fn site_invites(&self, site: Option<&SiteId>) -> Result<Vec<SiteInviteRow>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT site, invite, email, body, at FROM site_invite
                 WHERE ?1 IS NULL OR site = ?1 ORDER BY site, invite",
            )?
            .query_map([site.map(SiteId::as_str)], row)?
            .collect()
        })
    }
}
