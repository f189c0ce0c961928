//! Made-up things and places.

use gatehouse::access::{
    AccountInvite, Assignment, Extra, InviteStatus, Reach, RoleId, Team, TeamMember, UserId,
};
use gatehouse::journal::{Record, RunId};
use gatehouse::store::{Cache, DataDir, Opened, ProfileId};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// A fixed time, so many hours after the first.
pub(crate) fn at(hours: i64) -> Timestamp {
    "2026-11-21T09:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hours)
}

pub(crate) fn data() -> (TempDir, DataDir) {
    let temp = tempfile::tempdir().unwrap();
    let dir = DataDir::new(&temp.path().join("data")).unwrap();
    (temp, dir)
}

pub(crate) fn profile() -> ProfileId {
    ProfileId::new("northlight").unwrap()
}

pub(crate) fn cache(temp: &TempDir) -> Cache {
    let (cache, opened) = Cache::open(&temp.path().join("cache.sqlite"), at(0)).unwrap();
    assert_eq!(opened, Opened::New);
    cache
}

pub(crate) fn member(id: &str, first: &str) -> TeamMember {
    TeamMember {
        id: UserId::new(id),
        email: String::new(),
        first_name: first.to_owned(),
        last_name: String::new(),
        image: None,
        joined_at: None,
        assignments: Vec::new(),
        extra: Extra::new(),
    }
}

pub(crate) fn assignment(role: &str) -> Assignment {
    Assignment {
        role: RoleId::new(role),
        id: Some("6600000000000000001".into()),
        reach: Reach::Account,
        subject: None,
    }
}

pub(crate) fn invite(id: &str, email: &str) -> AccountInvite {
    AccountInvite {
        id: id.into(),
        email: email.to_owned(),
        status: InviteStatus::Pending,
        accept_link: None,
        created_at: None,
        updated_at: None,
        expires_at: None,
        assignments: Vec::new(),
        extra: Extra::new(),
    }
}

pub(crate) fn team(members: &[TeamMember], invites: &[AccountInvite]) -> Team {
    Team {
        members: members.iter().cloned().map(Arc::new).collect(),
        invites: invites.iter().cloned().map(Arc::new).collect(),
    }
}

pub(crate) fn names(team: &Team) -> Vec<String> {
    team.members.iter().map(|m| m.display_name()).collect()
}

pub(crate) fn outcome(run: &str, line: u32) -> Record {
    Record::Outcome {
        run: RunId::new(run),
        line,
        outcome: "done".to_owned(),
        detail: None,
        request_id: None,
    }
}

/// Permission bits of a file or folder.
#[cfg(unix)]
pub(crate) fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
pub(crate) fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Names in a folder, sorted.
pub(crate) fn listing(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(path)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Writes a file that only its user can read.
pub(crate) fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
    #[cfg(unix)]
    set_mode(path, 0o600);
}
