//! Invites to the account and to sites as a table file.

use jiff::Timestamp;
use serde::Serialize;
use std::io;

/// What is said of one invite. The accept link is left out: whoever has it can accept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InviteLine {
    /// `account` or `site`.
    pub to: String,
    /// The invite's id.
    pub id: String,
    /// The site of a site invite.
    #[serde(rename = "siteId")]
    pub site: Option<String>,
    /// Where it leads, in words.
    pub place: String,
    /// Address; empty where only the id is known.
    pub email: String,
    /// Its state; for site invites as last known.
    pub state: String,
    /// The account that probably accepted it, by a guess.
    #[serde(rename = "probablyAcceptedBy")]
    pub probably_by: Option<String>,
    /// Titles of its roles.
    pub roles: Vec<String>,
    /// When it was made.
    pub sent: Option<Timestamp>,
    /// When it ends or ended.
    pub ends: Option<Timestamp>,
    /// When Wix told this.
    #[serde(rename = "lastTold")]
    pub told: Option<Timestamp>,
}

/// Invites as JSON: a list with one object each.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn invites_json(lines: &[InviteLine]) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(lines)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_link_is_written() {
        let line = InviteLine {
            to: "site".to_owned(),
            id: "i1".to_owned(),
            site: Some("s1".to_owned()),
            place: "=HYPERLINK(\"x\")".to_owned(),
            email: "kim@n.example".to_owned(),
            state: "open".to_owned(),
            probably_by: None,
            roles: vec!["Editor".to_owned(), "Designer".to_owned()],
            sent: None,
            ends: Some("2026-12-01T09:00:00Z".parse().unwrap()),
            told: None,
        };
        let json: serde_json::Value =
            serde_json::from_slice(&invites_json(&[line]).unwrap()).unwrap();
        assert_eq!(json[0]["siteId"], "s1");
        assert_eq!(json[0]["probablyAcceptedBy"], serde_json::Value::Null);
    }
}
