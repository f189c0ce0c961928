//! Which profile is meant.

use super::end::{Failure, bad};
use super::session::Session;
use super::text::clean;
use crate::worker::protocol::{Command, ProfileCard};

/// The command that opens the profile that is meant: by name or id, else the only one, else the one
/// that was used last.
pub(super) fn choose(session: &mut Session<'_>, wanted: Option<&str>) -> Result<Command, Failure> {
    if let Some(practice) = session.world().sandbox {
        if wanted.is_some() {
            return Err(bad(
                "--sandbox and --profile name two profiles",
                "Give one of them",
            ));
        }
        return Ok(Command::OpenPractice(practice));
    }
    let profiles = session.until(|m| m.profiles.clone().map(Ok))?;
    let found = match wanted {
        Some(wanted) => named(&profiles, wanted)?,
        None => unnamed(&profiles)?,
    };
    Ok(Command::OpenProfile(found.id.clone()))
}

pub(super) fn named<'a>(
    profiles: &'a [ProfileCard],
    wanted: &str,
) -> Result<&'a ProfileCard, Failure> {
    if let Some(found) = profiles.iter().find(|p| p.id.0 == wanted) {
        return Ok(found);
    }
    let lower = wanted.trim().to_lowercase();
    let same: Vec<&ProfileCard> = profiles
        .iter()
        .filter(|p| p.name.trim().to_lowercase() == lower)
        .collect();
    match same.as_slice() {
        [one] => Ok(one),
        [] => Err(bad(
            format!("There is no profile “{}”", clean(wanted)),
            known(profiles),
        )),
        several => {
            let list: Vec<String> = several.iter().map(|p| line(p)).collect();
            Err(bad(
                format!("{} profiles are called “{}”", several.len(), clean(wanted)),
                format!("Give the id: {}", list.join(", ")),
            ))
        }
    }
}

fn unnamed(all: &[ProfileCard]) -> Result<&ProfileCard, Failure> {
    // Child accounts are meant only by name: a window that showed one last changes no script.
    let profiles: Vec<&ProfileCard> = all.iter().filter(|p| !p.is_below(all)).collect();
    // Of two that were never used, or at the same moment, nobody can tell which is meant.
    let last = profiles.iter().filter_map(|p| p.last_used).max();
    let mut newest = profiles.iter().filter(|p| p.last_used == last);
    match (profiles.as_slice(), newest.next(), newest.next()) {
        ([], ..) => Err(bad(
            "There is no profile yet",
            "Make one with gatehouse connect, or work on a practice account with --sandbox",
        )),
        ([one], ..) | (_, Some(one), None) => Ok(one),
        _ => Err(bad("It is not clear which profile is meant", known(all))),
    }
}

fn known(profiles: &[ProfileCard]) -> String {
    if profiles.is_empty() {
        return "Make one with gatehouse connect".to_owned();
    }
    let list: Vec<String> = profiles.iter().map(line).collect();
    format!("Give --profile with one of {}", list.join(", "))
}

fn line(profile: &ProfileCard) -> String {
    format!("“{}” ({})", clean(&profile.name), clean(&profile.id.0))
}
