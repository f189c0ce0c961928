//! The last requests in the order they came, for tests that look over the client's shoulder.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// How many requests are kept.
const KEPT: usize = 20_000;

/// One request.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    /// Counts up from 1 without gaps.
    pub(super) n: u64,
    /// When it came, by the sandbox's clock.
    pub(super) at: Timestamp,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    /// Lower-case names; `authorization` shows the name of the key, never its value.
    pub(super) headers: BTreeMap<String, String>,
    /// JSON if it was JSON, else text.
    pub(super) body: Value,
    /// Missing while the call runs and after the connection was cut.
    pub(super) status: Option<u16>,
    pub(super) request_id: String,
    /// The call can change something.
    pub(super) write: bool,
    /// What a fault did to the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fault: Option<String>,
}

/// A ring of requests.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: VecDeque<Entry>,
    last: u64,
}

impl Log {
    /// The number for the next request.
    pub(super) fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// Adds a request that has just come.
    pub(super) fn push(&mut self, entry: Entry) {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }

    /// Notes how a request ended.
    pub(super) fn finish(&mut self, n: u64, status: Option<u16>, fault: Option<String>) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.n == n) {
            entry.status = status;
            entry.fault = fault;
        }
    }

    /// Requests with a number above `since`.
    pub(super) fn since(&self, since: u64) -> Vec<Entry> {
        self.entries
            .iter()
            .filter(|entry| entry.n > since)
            .cloned()
            .collect()
    }

    /// Forgets all requests; numbers go on counting.
    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    /// How many requests are kept and how many of them are writes.
    pub(super) fn counts(&self) -> (usize, usize) {
        (
            self.entries.len(),
            self.entries.iter().filter(|entry| entry.write).count(),
        )
    }
}
