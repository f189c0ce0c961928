//! Which profile stands below which: child accounts with their parent.

use super::{COLUMNS, ProfileRow, RootLedger, profile};
use crate::store::db::maybe_time;
use crate::store::{ProfileId, StoreError};
use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeMap;

/// What came of using the key of the account above in a child account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyTrial {
    /// When it was tried last.
    pub at: Timestamp,
    /// Whether Wix let it.
    pub works: bool,
    /// What Wix said, if it did not.
    pub answer: String,
}

/// The profile of a child account.
#[derive(Debug, Clone, PartialEq)]
pub struct ChildProfile {
    /// The profile.
    pub row: ProfileRow,
    /// What came of the key of the account above; `None` if it was not tried.
    pub trial: Option<KeyTrial>,
}

fn id(text: &str) -> rusqlite::Result<ProfileId> {
    ProfileId::new(text)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(e)))
}

impl RootLedger {
    /// Notes that the account of one profile stands below that of another.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_parent(&mut self, child: &ProfileId, parent: &ProfileId) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "INSERT INTO child_profile (profile, parent) VALUES (?1, ?2)
                 ON CONFLICT DO UPDATE SET parent = ?2",
                [child.as_str(), parent.as_str()],
            )
        })?;
        Ok(())
    }

    /// The profile above one, if it is a child account's. It may have been forgotten since.
    ///
    /// # Errors
    /// What the disk said.
    pub fn parent(&self, child: &ProfileId) -> Result<Option<ProfileId>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached("SELECT parent FROM child_profile WHERE profile = ?1")?
                .query_row([child.as_str()], |row| id(row.get_ref(0)?.as_str()?))
                .optional()
        })
    }

    /// Every profile of a child account with the profile above it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn parents(&self) -> Result<BTreeMap<ProfileId, ProfileId>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached("SELECT profile, parent FROM child_profile")?
                .query_map([], |row| {
                    Ok((
                        id(row.get_ref(0)?.as_str()?)?,
                        id(row.get_ref(1)?.as_str()?)?,
                    ))
                })?
                .collect()
        })
    }

    /// The profiles of the accounts below one.
    ///
    /// # Errors
    /// As [`RootLedger::profiles`].
    pub fn children(&self, parent: &ProfileId) -> Result<Vec<ChildProfile>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(&format!(
                "SELECT {COLUMNS}, tried, works, answer
                 FROM profile JOIN child_profile ON child_profile.profile = profile.id
                 WHERE child_profile.parent = ?1 ORDER BY created, id"
            ))?
            .query_map([parent.as_str()], |row| {
                let tried = maybe_time(row.get_ref("tried")?.as_str_or_null()?)?;
                let (works, answer) = (row.get("works")?, row.get("answer")?);
                let trial = tried.map(|at| KeyTrial { at, works, answer });
                Ok(ChildProfile {
                    row: profile(row)?,
                    trial,
                })
            })?
            .collect()
        })
    }

    /// Keeps what came of the key of the account above. Does nothing for a profile that has none
    /// above it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_key_trial(&mut self, child: &ProfileId, trial: &KeyTrial) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "UPDATE child_profile SET tried = ?2, works = ?3, answer = ?4 WHERE profile = ?1",
                params![
                    child.as_str(),
                    trial.at.to_string(),
                    trial.works,
                    trial.answer
                ],
            )
        })?;
        Ok(())
    }
}
