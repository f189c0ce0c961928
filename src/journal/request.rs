//! The hash that ties a permit to one request.

use super::Hash;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Hash over method, path, level and body of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestHash(Hash);

impl RequestHash {
    /// Hashes the parts with their lengths, so that no two different requests can look alike.
    /// `level` is the value of the account or site header.
    pub fn of(method: &str, path: &str, level: &str, body: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        for part in [method.as_bytes(), path.as_bytes(), level.as_bytes(), body] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Self(Hash::from_bytes(hasher.finalize().into()))
    }
}

impl std::fmt::Display for RequestHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
