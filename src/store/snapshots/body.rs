//! Bodies: packed, named by their hash, and checked when they come back.

use super::{Hash, Snapshots};
use crate::store::StoreError;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};
use std::io::{Read as _, Write as _};

pub(super) fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Keeps a body if it is not there yet. Counts the bytes that this takes.
pub(super) fn put(conn: &Connection, bytes: &[u8], added: &mut u64) -> rusqlite::Result<Hash> {
    let hash = hash(bytes);
    let there = conn
        .prepare_cached("SELECT 1 FROM body WHERE hash = ?1")?
        .exists([hash])?;
    if !there {
        let packed =
            pack(bytes).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
        conn.prepare_cached("INSERT INTO body (hash, bytes) VALUES (?1, ?2)")?
            .execute(params![hash, packed])?;
        *added += packed.len() as u64;
    }
    Ok(hash)
}

fn pack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes)?;
    packer.finish()
}

impl Snapshots {
    /// A body as it was put, or [`StoreError::Content`] naming what it belongs to.
    pub(super) fn body(
        &self,
        hash: &Hash,
        what: &dyn Fn() -> String,
    ) -> Result<Vec<u8>, StoreError> {
        let packed: Option<Vec<u8>> = self.db.run(|conn| {
            conn.prepare_cached("SELECT bytes FROM body WHERE hash = ?1")?
                .query_row([hash], |r| r.get(0))
                .optional()
        })?;
        let damaged = |reason: String| StoreError::Content {
            place: self.db.place().to_owned(),
            what: what(),
            reason,
        };
        let packed = packed.ok_or_else(|| damaged("it is missing".to_owned()))?;
        let mut bytes = Vec::new();
        ZlibDecoder::new(packed.as_slice())
            .read_to_end(&mut bytes)
            .map_err(|e| damaged(format!("it cannot be unpacked ({e})")))?;
        if self::hash(&bytes) != *hash {
            return Err(damaged(
                "it is not what was kept: its hash differs".to_owned(),
            ));
        }
        Ok(bytes)
    }
}
