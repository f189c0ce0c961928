//! A connection that knows its file, so that every error can name it.

use super::StoreError;
use rusqlite::types::Type;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde::{Serialize, de::DeserializeOwned};
use std::path::{Path, PathBuf};

/// An open database.
#[derive(Debug)]
pub(crate) struct Db {
    conn: Connection,
    place: PathBuf,
}

impl Db {
    pub(crate) fn new(conn: Connection, place: &Path) -> Self {
        Self {
            conn,
            place: place.to_owned(),
        }
    }

    pub(crate) fn place(&self) -> &Path {
        &self.place
    }

    pub(crate) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Runs some statements outside of a transaction.
    pub(crate) fn run<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        work(&self.conn).map_err(|e| self.error(&e))
    }

    /// Runs some reads that all see the same state.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.run(|conn| {
            let tx = conn.unchecked_transaction()?;
            let found = work(&tx)?;
            tx.finish()?;
            Ok(found)
        })
    }

    /// Runs some writes that all happen or none.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let result = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|tx| {
                let done = work(&tx)?;
                tx.commit()?;
                Ok(done)
            });
        result.map_err(|e| self.error(&e))
    }

    pub(crate) fn error(&self, error: &rusqlite::Error) -> StoreError {
        match error {
            rusqlite::Error::FromSqlConversionFailure(_, _, cause) => StoreError::Content {
                place: self.place.clone(),
                what: "a row".to_owned(),
                reason: cause.to_string(),
            },
            other => StoreError::sql(&self.place, other),
        }
    }
}

/// A value as JSON text.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

/// A value from JSON text in a row.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(e)))
}

/// A time from a row.
pub(crate) fn time(text: &str) -> rusqlite::Result<jiff::Timestamp> {
    text.parse().map_err(|e: jiff::Error| {
        rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(e))
    })
}

/// A time from a row that may have none.
pub(crate) fn maybe_time(text: Option<&str>) -> rusqlite::Result<Option<jiff::Timestamp>> {
    text.map(time).transpose()
}
