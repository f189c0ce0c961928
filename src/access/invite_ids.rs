//! Ids of site invites that somebody pastes or reads from a file: no public call lists them
//! (contract 5), so they come from mails, links, other programs.

use super::{InviteId, SiteId};
use std::collections::BTreeSet;

/// Longest id that is taken; Wix's have 36 characters.
const LONGEST: usize = 100;
/// Words of the first row that make it a head.
const HEADS: [&str; 4] = ["site", "siteid", "site id", "site_id"];

/// A line that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}: {why}. {remedy}")]
pub struct BadLine {
    /// Number of the line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
    /// What to do.
    pub remedy: String,
}

/// What a text holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InviteIds {
    /// Invites with their site, each once, in the order of the text.
    pub found: Vec<(SiteId, InviteId)>,
    /// Lines that name an invite again.
    pub doubles: usize,
    /// Lines that cannot be used. Nothing should be taken while there is one.
    pub bad: Vec<BadLine>,
}

impl InviteIds {
    /// Reads rows of `site id, invite id`, or invite ids alone where `site` is chosen. Blank lines
    /// and what follows a `#` do not count; a head `site, invite` is left out. Strict: whatever is
    /// not understood is told with its line.
    pub fn of(text: &str, site: Option<&SiteId>, known: impl Fn(&SiteId) -> bool) -> Self {
        let mut read = Self::default();
        let mut seen = BTreeSet::new();
        let mut first = true;
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let words = line.split('#').next().unwrap_or_default().trim();
            if words.is_empty() {
                continue;
            }
            let is_head = std::mem::take(&mut first) && is_head(words);
            if is_head {
                continue;
            }
            match row(words, site, &known) {
                Ok(found) if seen.insert(found.clone()) => read.found.push(found),
                Ok(_) => read.doubles += 1,
                Err((why, remedy)) => read.bad.push(BadLine {
                    line: at + 1,
                    why,
                    remedy: remedy.to_owned(),
                }),
            }
        }
        read
    }
}

fn cells(words: &str) -> Vec<&str> {
    let cells = words.split([',', ';', '\t']);
    cells
        .map(|c| c.trim().trim_matches('"').trim())
        .collect::<Vec<_>>()
}

fn is_head(words: &str) -> bool {
    let cells = cells(words);
    cells.len() == 2 && HEADS.contains(&cells[0].to_lowercase().as_str())
}

fn row(
    words: &str,
    site: Option<&SiteId>,
    known: &impl Fn(&SiteId) -> bool,
) -> Result<(SiteId, InviteId), (String, &'static str)> {
    let (place, invite) = match cells(words).as_slice() {
        [invite] => {
            let Some(site) = site else {
                let why = "It names an invite and no site".to_owned();
                return Err((why, "Choose the site above, or write “site id, invite id”"));
            };
            (site.clone(), *invite)
        }
        [place, invite] => (SiteId::new(place), *invite),
        many => {
            let why = format!("It has {} columns", many.len());
            return Err((why, "Write “site id, invite id”, or an invite id alone"));
        }
    };
    for (name, id) in [("site id", place.as_str()), ("invite id", invite)] {
        check(name, id)?;
    }
    if !known(&place) {
        let why = format!("The site {place} is not among the sites of the account");
        return Err((why, "Read the account again, or correct the id"));
    }
    Ok((place, InviteId::new(invite)))
}

/// Whether a text can be an id: letters, digits and hyphens.
fn check(name: &str, id: &str) -> Result<(), (String, &'static str)> {
    let sound = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if id.is_empty() {
        Err((format!("The {name} is missing"), "Add it"))
    } else if id.len() > LONGEST || !sound {
        let shown: String = id.chars().filter(|c| !c.is_control()).take(40).collect();
        let remedy = "Ids have letters, digits and hyphens alone; a link is not an id";
        Err((format!("“{shown}” is no {name}"), remedy))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, site: Option<&str>) -> InviteIds {
        let site = site.map(SiteId::new);
        InviteIds::of(text, site.as_ref(), |s| s.as_str().starts_with('s'))
    }

    #[test]
    fn rows_with_a_site_and_ids_alone() {
        let read = of("Site ID,invite\ns1, i1\n\n s2;i2 # mine\ns1\ti1\n", None);
        let found: Vec<String> = read.found.iter().map(|(s, i)| format!("{s}/{i}")).collect();
        assert_eq!(found, ["s1/i1", "s2/i2"]);
        assert_eq!((read.doubles, read.bad.len()), (1, 0));
        let alone = of("i1\r\n\"i2\"\r\n", Some("s9"));
        assert_eq!(alone.found.len(), 2);
        assert!(alone.found.iter().all(|(s, _)| s.as_str() == "s9"));
    }

    #[test]
    fn what_is_not_understood_is_told_with_its_line() {
        let text = "i1\ns1,https://x/y\ns1,\ns1,i1,x\nz1,i2\n";
        let read = of(text, None);
        assert!(read.found.is_empty());
        let lines: Vec<usize> = read.bad.iter().map(|b| b.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5]);
        let words = read.bad[1].to_string();
        assert!(
            words.starts_with("Line 2: “https://x/y” is no invite id"),
            "{words}"
        );
        assert!(read.bad.iter().all(|b| !b.remedy.is_empty()));
    }

    #[test]
    fn a_head_counts_as_one_only_at_the_top() {
        let read = of("s1,i1\nsite,invite\n", None);
        assert_eq!(read.found.len(), 2, "a site may be called so");
    }
}
