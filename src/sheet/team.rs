//! The team and its invites as a file: who holds what, one line per role and place.

use crate::access::{AccountInvite, Assignment, Directory, Team, TeamMember};
use serde_json::{Value, json};
use std::io;

/// The team as JSON: a list with one object per person and invite.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn team_json(team: &Team, directory: &Directory) -> io::Result<Vec<u8>> {
    let all: Vec<Value> = entries(team)
        .map(|entry| {
            let holds: Vec<Value> = entry
                .holds
                .iter()
                .map(|a| {
                    let [role, reach, id] = grant(a, directory);
                    json!({ "role": role, "reach": reach, "roleId": id })
                })
                .collect();
            json!({
                "kind": entry.kind,
                "id": entry.id,
                "name": entry.name,
                "email": entry.email,
                "status": entry.status,
                "since": (!entry.since.is_empty()).then_some(entry.since),
                "holds": holds,
            })
        })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&all)?;
    bytes.push(b'\n');
    Ok(bytes)
}

struct Entry<'a> {
    kind: &'static str,
    id: &'a str,
    name: String,
    email: &'a str,
    status: &'a str,
    since: String,
    holds: &'a [Assignment],
}

/// People first, then invites, both as they were read.
fn entries(team: &Team) -> impl Iterator<Item = Entry<'_>> {
    let members = team.members.iter().map(|m| member(m));
    members.chain(team.invites.iter().map(|i| invite(i)))
}

fn member(member: &TeamMember) -> Entry<'_> {
    use crate::access::SubjectKind;
    Entry {
        kind: match member.kind() {
            SubjectKind::User => "person",
            SubjectKind::Account => "account",
            SubjectKind::App => "app",
            SubjectKind::Other(_) => "other",
        },
        id: member.id.as_str(),
        name: member.display_name(),
        email: &member.email,
        status: "Active",
        since: member.joined_at.map(|t| t.to_string()).unwrap_or_default(),
        holds: &member.assignments,
    }
}

fn invite(invite: &AccountInvite) -> Entry<'_> {
    Entry {
        kind: "invite",
        id: invite.id.as_str(),
        name: invite.email.clone(),
        email: &invite.email,
        status: invite.status.label(),
        since: invite.created_at.map(|t| t.to_string()).unwrap_or_default(),
        holds: &invite.assignments,
    }
}

fn grant(held: &Assignment, directory: &Directory) -> [String; 3] {
    [
        directory.role_name(&held.role).to_owned(),
        directory.reach_label(&held.reach),
        held.role.as_str().to_owned(),
    ]
}
