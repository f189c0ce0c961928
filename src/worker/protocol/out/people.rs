//! Humans and roles as lines of a file.

use super::{OutColumn, Outgoing, columns, joined};
use crate::access::{Mark, Place, RoleId};
use crate::worker::protocol::{
    Holder, PeopleRow, PeopleTable, RoleRow, RolesTable, Where, flag_words,
};

impl Outgoing for PeopleTable {
    const WORD: &'static str = "people";
    const PARTS: Option<&'static str> = Some("One line for each place and role");
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, parts: bool) -> Vec<OutColumn> {
        if parts {
            return columns(&[
                ("name", "Name"),
                ("addresses", "Addresses"),
                ("place", "Place"),
                ("role", "Role"),
                ("kind", "Kind"),
                ("status", "Status"),
                ("flags", "Look at"),
                ("person", "Person"),
            ]);
        }
        columns(&[
            ("name", "Name"),
            ("addresses", "Addresses"),
            ("places", "Places"),
            ("roles", "Roles"),
            ("flags", "Look at"),
            ("team", "In the team"),
            ("sites", "Sites"),
            ("owned", "Sites owned"),
            ("accountInvites", "Open invites to the account"),
            ("siteInvites", "Open invites to sites"),
            ("ended", "Invites that ended"),
            ("person", "Person"),
        ])
    }

    fn out_lines(&self, (): &(), row: &PeopleRow, parts: bool) -> Vec<Vec<String>> {
        let flags: Vec<&str> = row.flags.iter().map(|f| flag_words(f)).collect();
        if !parts {
            let p = row.places;
            let counts = [p.team, p.sites, p.owned, p.account_invites, p.site_invites];
            let start = [
                row.name.clone(),
                joined(&row.addresses),
                p.open().to_string(),
                joined(&row.roles),
                joined(&flags),
            ];
            let counts = counts.iter().chain([&p.ended]).map(ToString::to_string);
            let line = start.into_iter().chain(counts).chain([row.id.clone()]);
            return vec![line.collect()];
        }
        let places = row.human.places.iter();
        places
            .flat_map(|place| self.grants(place))
            .map(|[kind, place, role, status]| {
                vec![
                    row.name.clone(),
                    joined(&row.addresses),
                    place,
                    role,
                    kind,
                    status,
                    joined(&flags),
                    row.id.clone(),
                ]
            })
            .collect()
    }

    fn out_count(&self, row: &PeopleRow, parts: bool) -> u64 {
        if !parts {
            return 1;
        }
        let places = row.human.places.iter();
        places.map(|place| self.grants(place).len() as u64).sum()
    }
}

impl PeopleTable {
    /// Kind, place, role and status, one for each role at a place.
    fn grants(&self, place: &Place) -> Vec<[String; 4]> {
        let names = &self.directory;
        let (kind, status, roles): (_, _, Vec<(String, &RoleId)>) = match place {
            Place::Team(member) => {
                let held = member.assignments.iter();
                let held = held.map(|a| (names.reach_label(&a.reach), &a.role));
                ("team", "Active", held.collect())
            }
            Place::AccountInvite(invite) => {
                let held = invite.assignments.iter();
                let held = held.map(|a| (names.reach_label(&a.reach), &a.role));
                ("accountInvite", invite.status.label(), held.collect())
            }
            Place::Site {
                site,
                account,
                owns,
            } => {
                let name = names.site_name(site);
                let status = if *owns { "Owner" } else { "Active" };
                let read = self.access.contributor(site, account);
                let roles = read.iter().flat_map(|c| &c.roles);
                let roles: Vec<_> = roles.map(|r| (name.to_owned(), r)).collect();
                if roles.is_empty() {
                    let role = if *owns { "" } else { "Not read" };
                    return vec![["site", name, role, status].map(str::to_owned)];
                }
                ("site", status, roles)
            }
            Place::SiteInvite(invite) => {
                let name = names.site_name(&invite.site);
                let roles = invite.roles.iter().map(|r| (name.to_owned(), r));
                ("siteInvite", invite.status.label(), roles.collect())
            }
        };
        if roles.is_empty() {
            return vec![[kind, "", "", ""].map(str::to_owned)];
        }
        let line = |(place, role): (String, &RoleId)| {
            let role = names.role_name(role).to_owned();
            [kind.to_owned(), place, role, status.to_owned()]
        };
        roles.into_iter().map(line).collect()
    }
}

impl Outgoing for RolesTable {
    const WORD: &'static str = "roles";
    const PARTS: Option<&'static str> = Some("One line for each person who holds it");
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, parts: bool) -> Vec<OutColumn> {
        let start = [
            ("title", "Role"),
            ("kind", "Kind"),
            ("level", "May be given"),
        ];
        let rest: &[(&str, &str)] = if parts {
            &[
                ("holder", "Holder"),
                ("by", "Held by"),
                ("as", "Held as"),
                ("place", "Place"),
                ("id", "Role id"),
            ]
        } else {
            &[
                ("team", "Team"),
                ("sites", "Contributors"),
                ("invites", "Open invites"),
                ("id", "Role id"),
            ]
        };
        columns(&[&start[..], rest].concat())
    }

    fn out_lines(&self, (): &(), row: &RoleRow, parts: bool) -> Vec<Vec<String>> {
        let kind = match (row.listed, row.role.custom) {
            (false, _) => "Not in the list",
            (_, true) => "Custom",
            (_, false) => "Predefined",
        };
        let line = |rest: &[String]| {
            let start = [row.title.as_str(), kind, row.level].map(str::to_owned);
            let id = row.role.id.as_str().to_owned();
            [&start[..], rest, &[id]].concat()
        };
        if !parts {
            let invites = row.count(Where::AccountInvite) + row.count(Where::SiteInvite);
            let counts = [row.count(Where::Team), row.count(Where::Site), invites];
            return vec![line(&counts.map(|n| n.to_string()))];
        }
        let holder = |h: &Holder| {
            let held = h.held.words().to_owned();
            line(&[h.name.clone(), Mark::text(&h.mark), held, h.place.clone()])
        };
        if row.holders.is_empty() {
            return vec![line(&[const { String::new() }; 4])];
        }
        row.holders.iter().map(holder).collect()
    }

    fn out_count(&self, row: &RoleRow, parts: bool) -> u64 {
        if parts {
            row.holders.len().max(1) as u64
        } else {
            1
        }
    }
}
