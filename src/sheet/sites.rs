//! Sites as a file: one line for each.

use crate::access::Site;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io;

/// A site, and what was worked out about it.
#[derive(Debug, Clone, Copy)]
pub struct SiteLine<'a> {
    /// The site.
    pub site: &'a Site,
    /// Path of its folder; empty at the root.
    pub folder: &'a str,
    /// Its state in a word.
    pub state: &'a str,
    /// Name of the account that owns it.
    pub owner: &'a str,
    /// When its contributors were read, and whether to the end.
    pub read: Option<(Timestamp, bool)>,
    /// Locations that are known.
    pub locations: usize,
}

/// Sites as JSON: a list with one object for each.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn sites_json(sites: &[SiteLine<'_>]) -> io::Result<Vec<u8>> {
    let all: Vec<Value> = sites
        .iter()
        .map(|line| {
            let site = line.site;
            json!({
                "name": site.label(),
                "id": site.id,
                "folder": line.folder,
                "state": line.state,
                "editor": site.editor,
                "owner": site.owner,
                "ownerName": line.owner,
                "contributors": site.contributors.len(),
                "locations": line.read.map(|_| line.locations),
                "readAt": line.read.map(|(at, _)| at),
                "readToTheEnd": line.read.map(|(_, whole)| whole),
                "url": site.url,
            })
        })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&all)?;
    bytes.push(b'\n');
    Ok(bytes)
}
