//! Names that people type, turned into what is meant: an id, or the exact name whatever the case.
//! What fits nothing is refused with the nearest names, what fits several with their ids.

use super::end::{Failure, bad};
use super::text::clean;
use crate::access::{
    Directory, FolderId, NewAssignment, Reach, RoleId, SiteId, Team, UserId, fold_email,
};

/// Names that are told when nothing fits.
const NEAREST: usize = 3;
/// Longest text whose likeness is measured.
const LONGEST: usize = 64;

/// Something with an id and a name.
struct Named<'a> {
    id: &'a str,
    name: String,
}

fn pick(what: &str, wanted: &str, all: &[Named<'_>]) -> Result<String, Failure> {
    let wanted = wanted.trim();
    if let Some(found) = all.iter().find(|n| n.id == wanted) {
        return Ok(found.id.to_owned());
    }
    let lower = wanted.to_lowercase();
    let same: Vec<&Named<'_>> = all
        .iter()
        .filter(|n| n.name.trim().to_lowercase() == lower)
        .collect();
    match same.as_slice() {
        [one] => Ok(one.id.to_owned()),
        [] => Err(unknown(what, wanted, all.iter().map(|n| n.name.as_str()))),
        several => {
            let ids: Vec<String> = several.iter().map(|n| clean(n.id)).collect();
            Err(bad(
                format!("{} {what}s are called “{}”", several.len(), clean(wanted)),
                format!("Give the id: {}", ids.join(" or ")),
            ))
        }
    }
}

/// Nothing fits.
pub(super) fn unknown<'a>(
    what: &str,
    wanted: &str,
    names: impl Iterator<Item = &'a str>,
) -> Failure {
    let near = nearest(wanted, names);
    let remedy = if near.is_empty() {
        "Read the account with gatehouse sync and try again".to_owned()
    } else {
        let near: Vec<String> = near.iter().map(|n| format!("“{}”", clean(n))).collect();
        format!("Nearest: {}", near.join(", "))
    };
    bad(format!("No {what} is called “{}”", clean(wanted)), remedy)
}

/// The names that look most like the text.
fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted: Vec<char> = wanted.to_lowercase().chars().take(LONGEST).collect();
    let mut all: Vec<(usize, &str)> = names
        .filter(|n| !n.trim().is_empty())
        .map(|name| {
            let other: Vec<char> = name.to_lowercase().chars().take(LONGEST).collect();
            (distance(&wanted, &other), name)
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().take(NEAREST).map(|(_, n)| n).collect()
}

/// Letters to change, add or leave out until both are the same. One inside the other counts as
/// near.
fn distance(a: &[char], b: &[char]) -> usize {
    let inside = !a.is_empty() && b.windows(a.len()).any(|w| w == a);
    if inside {
        return 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// A role by title or id.
pub(super) fn role(directory: &Directory, wanted: &str) -> Result<RoleId, Failure> {
    let all: Vec<Named<'_>> = directory
        .roles()
        .map(|r| Named {
            id: r.id.as_str(),
            name: r.title.clone(),
        })
        .collect();
    pick("role", wanted, &all).map(|id| RoleId::new(&id))
}

/// A site by name or id.
pub(super) fn site(directory: &Directory, wanted: &str) -> Result<SiteId, Failure> {
    let all: Vec<Named<'_>> = directory
        .sites()
        .map(|s| Named {
            id: s.id.as_str(),
            name: s.label().to_owned(),
        })
        .collect();
    pick("site", wanted, &all).map(|id| SiteId::new(&id))
}

fn folder(directory: &Directory, wanted: &str) -> Result<FolderId, Failure> {
    let all: Vec<Named<'_>> = directory
        .folders()
        .map(|f| Named {
            id: f.id.as_str(),
            name: directory.folder_path(&f.id),
        })
        .collect();
    // Paths may be typed with or without blanks around the slashes.
    let parts: Vec<&str> = wanted
        .split('/')
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    pick("folder", &parts.join(" / "), &all).map(|id| FolderId::new(&id))
}

/// `account`, `site:NAME` or `folder:PATH`.
pub(super) fn reach(directory: &Directory, wanted: &str) -> Result<Reach, Failure> {
    match wanted.split_once(':') {
        None if wanted == "account" => Ok(Reach::Account),
        Some(("site", name)) => Ok(Reach::site(&site(directory, name)?)),
        Some(("folder", path)) => Ok(Reach::folder(&folder(directory, path)?)),
        _ => Err(bad(
            format!("“{}” is no reach", clean(wanted)),
            "Give account, site:NAME or site:ID, folder:PATH or folder:ID",
        )),
    }
}

/// `ROLE` for the whole account, or `ROLE@REACH`.
pub(super) fn grant(directory: &Directory, wanted: &str) -> Result<NewAssignment, Failure> {
    let (title, place) = match at_reach(wanted) {
        Some((title, place)) => (title, reach(directory, place)?),
        None => (wanted, Reach::Account),
    };
    Ok(NewAssignment {
        role: role(directory, title)?,
        reach: place,
    })
}

/// Splits at the first `@` with a reach behind it: a title may hold an `@` itself.
fn at_reach(wanted: &str) -> Option<(&str, &str)> {
    wanted.match_indices('@').find_map(|(at, _)| {
        let place = &wanted[at + 1..];
        let reach =
            place == "account" || place.starts_with("site:") || place.starts_with("folder:");
        reach.then(|| (&wanted[..at], place))
    })
}

/// Several roles with their reach.
pub(super) fn grants(
    directory: &Directory,
    wanted: &[String],
) -> Result<Vec<NewAssignment>, Failure> {
    wanted.iter().map(|w| grant(directory, w)).collect()
}

/// Somebody in the team by address or id.
pub(super) fn person(team: &Team, wanted: &str) -> Result<UserId, Failure> {
    let wanted = wanted.trim();
    let id = UserId::new(wanted);
    if team.member(&id).is_some() {
        return Ok(id);
    }
    let folded = fold_email(wanted);
    let same: Vec<_> = team
        .members
        .iter()
        .filter(|m| !m.email.is_empty() && fold_email(&m.email) == folded)
        .collect();
    match same.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => {
            let names = team.members.iter().map(|m| m.email.as_str());
            let near = unknown("person in the team", wanted, names);
            let card = crate::worker::protocol::ErrorCard {
                sentence: format!(
                    "Nobody in the team has the address or id “{}”",
                    clean(wanted)
                ),
                ..near.card
            };
            Err(Failure { card, ..near })
        }
        several => {
            let ids: Vec<String> = several.iter().map(|m| clean(m.id.as_str())).collect();
            Err(bad(
                format!(
                    "{} in the team have the address “{}”",
                    several.len(),
                    clean(wanted)
                ),
                format!("Give the id: {}", ids.join(" or ")),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Folder, Role, RoleLimit, Site};

    fn directory() -> Directory {
        let role = |id: &str, title: &str| Role {
            id: id.into(),
            title: title.to_owned(),
            description: String::new(),
            limit: RoleLimit::None,
            custom: false,
            extra: crate::access::Extra::new(),
        };
        let roles = vec![
            role("1", "Site Admin"),
            role("2", "Editor"),
            role("3", "Editor"),
        ];
        let sites: Vec<Site> = Vec::new();
        let folders: Vec<Folder> = Vec::new();
        Directory::new(roles, sites, folders)
    }

    #[test]
    fn names_are_exact_and_case_does_not_matter() {
        let names = directory();
        assert_eq!(role(&names, "site admin").unwrap().as_str(), "1");
        assert_eq!(role(&names, "3").unwrap().as_str(), "3");
        let two = role(&names, "editor").unwrap_err().card;
        assert!(two.remedy.contains("2 or 3"), "{two}");
        let none = role(&names, "Site Admn").unwrap_err().card;
        assert!(none.remedy.starts_with("Nearest: “Site Admin”"), "{none}");
    }

    #[test]
    fn a_reach_stands_behind_the_title() {
        assert_eq!(at_reach("Ed@home@site:A@b"), Some(("Ed@home", "site:A@b")));
        assert_eq!(at_reach("Ed@home"), None);
        let grant = grant(&directory(), "Site Admin@account").unwrap();
        assert_eq!(grant.reach, Reach::Account);
        assert!(reach(&directory(), "planet:1").is_err());
    }
}
