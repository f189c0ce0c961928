//! Sites as a file: one line for each.

use super::escaped;
use crate::access::Site;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io;

const HEAD: [&str; 11] = [
    "Name",
    "Id",
    "Folder",
    "State",
    "Editor",
    "Owner",
    "Owner id",
    "Contributors",
    "Locations",
    "Read",
    "Address",
];

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

/// Sites as CSV: UTF-8, commas, one line for each.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn sites_csv(sites: &[SiteLine<'_>]) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(HEAD)?;
    for line in sites {
        let site = line.site;
        let read = match line.read {
            None => String::new(),
            Some((at, true)) => at.to_string(),
            Some((at, false)) => format!("{at} in part"),
        };
        let (contributors, locations) = (site.contributors.len(), line.locations);
        let cells = [
            site.label(),
            site.id.as_str(),
            line.folder,
            line.state,
            site.editor.as_deref().unwrap_or_default(),
            line.owner,
            site.owner.as_ref().map_or("", |o| o.as_str()),
            &contributors.to_string(),
            // Nobody knows before a site was read.
            &line.read.map(|_| locations.to_string()).unwrap_or_default(),
            &read,
            site.url.as_deref().unwrap_or_default(),
        ];
        csv.write_record(cells.iter().map(|c| escaped(c)))?;
    }
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

/// Sites as JSON: a list with one object for each.
///
/// # Errors
/// As [`sites_csv`].
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
