//! The team and the invites as lines of a file.

use super::{OutColumn, Outgoing, columns, joined, time};
use crate::access::{Assignment, RoleId, TeamEntry};
use crate::sheet::{PLACES, SureNames};
use crate::worker::protocol::{InviteRow, InvitesTable, RowKind, TeamRow, TeamTable};

/// One line of the team: somebody with everything, or with one role at one place.
const TEAM: [(&str, &str); 10] = [
    ("name", "Name"),
    ("email", "Address"),
    ("roles", "Roles"),
    ("reach", "Reach"),
    ("joined", "Joined"),
    ("status", "Status"),
    ("kind", "Kind"),
    ("user", "User id"),
    ("invite", "Invite id"),
    ("roleIds", "Role ids"),
];

fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Person => "person",
        RowKind::Account => "account",
        RowKind::App => "app",
        RowKind::Other => "other",
        RowKind::Invite => "invite",
    }
}

fn held(row: &TeamRow) -> &[Assignment] {
    match &row.entry {
        TeamEntry::Member(member) => &member.assignments,
        TeamEntry::Invite(invite) => &invite.assignments,
    }
}

impl Outgoing for TeamTable {
    const WORD: &'static str = "team";
    const PARTS: Option<&'static str> = Some("One line for each role and place");
    /// Worked out row by row: what the names are counted in borrows from the table.
    type Ahead = std::collections::HashMap<(bool, String), Vec<[String; 3]>>;

    fn ahead(&self) -> Self::Ahead {
        let names = SureNames::new(&self.directory);
        let grant = |a: &Assignment| {
            let id = a.role.as_str().to_owned();
            [names.role(&a.role), names.reach(&a.reach), id]
        };
        let rows = self.rows.iter();
        rows.map(|row| (row.key(), held(row).iter().map(grant).collect()))
            .collect()
    }

    fn out_columns(&self, parts: bool) -> Vec<OutColumn> {
        let mut all = TEAM;
        if parts {
            all[2].1 = "Role";
            all[9].1 = "Role id";
        }
        columns(&all)
    }

    fn out_lines(&self, ahead: &Self::Ahead, row: &TeamRow, parts: bool) -> Vec<Vec<String>> {
        let line = |[roles, reach, ids]: [String; 3]| {
            let (user, invite) = match row.kind {
                RowKind::Invite => (String::new(), row.id.clone()),
                _ => (row.id.clone(), String::new()),
            };
            vec![
                row.name.clone(),
                row.email.clone(),
                roles,
                reach,
                time(row.joined),
                row.status.clone(),
                kind(row.kind).to_owned(),
                user,
                invite,
                ids,
            ]
        };
        let grants = ahead.get(&row.key()).filter(|g| parts && !g.is_empty());
        if let Some(grants) = grants {
            return grants.iter().cloned().map(line).collect();
        }
        let mut ids: Vec<&str> = held(row).iter().map(|a| a.role.as_str()).collect();
        ids.dedup();
        let ids = if parts { String::new() } else { joined(&ids) };
        // The shortened words of the list could be read as one place for all of the roles.
        let mut places: Vec<&str> = Vec::new();
        for [_, reach, _] in ahead.get(&row.key()).into_iter().flatten() {
            if !places.contains(&reach.as_str()) {
                places.push(reach);
            }
        }
        let reach = match places.as_slice() {
            [] => row.reach.clone(),
            some => some.join(PLACES),
        };
        vec![line([joined(&row.roles), reach, ids])]
    }

    fn out_count(&self, row: &TeamRow, parts: bool) -> u64 {
        if parts {
            held(row).len().max(1) as u64
        } else {
            1
        }
    }
}

impl Outgoing for InvitesTable {
    const WORD: &'static str = "invites";
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, _: bool) -> Vec<OutColumn> {
        columns(&[
            ("address", "Address"),
            ("state", "State"),
            ("left", "Ends"),
            ("where", "Where"),
            ("roles", "Roles"),
            ("kind", "To"),
            ("sent", "Sent"),
            ("locations", "Locations"),
            ("probably", "Probably accepted by"),
            ("accepted", "Accepted by"),
            ("told", "Last told"),
            ("site", "Site id"),
            ("id", "Invite id"),
            ("roleIds", "Role ids"),
        ])
    }

    /// The accept link is left out: whoever has it can accept.
    fn out_lines(&self, (): &(), row: &InviteRow, _: bool) -> Vec<Vec<String>> {
        let probably = row
            .probably
            .as_ref()
            .map(|(account, _, _)| account.as_str());
        let roles: Vec<&str> = row.roles.iter().map(RoleId::as_str).collect();
        let word = if row.word.is_empty() {
            row.state.label()
        } else {
            &row.word
        };
        vec![vec![
            row.email.clone(),
            word.to_owned(),
            time(row.ends),
            row.place.clone(),
            joined(&row.role_titles),
            row.key.kind().to_lowercase(),
            time(row.sent),
            joined(&row.locations),
            probably.unwrap_or_default().to_owned(),
            row.accepted_by.clone().unwrap_or_default(),
            time(row.told),
            row.key.site().map_or("", |s| s.as_str()).to_owned(),
            row.key.id().as_str().to_owned(),
            joined(&roles),
        ]]
    }
}
