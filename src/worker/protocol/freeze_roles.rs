//! Freezing roles with their holders.

use super::Numbers;
use super::people::PeopleTable;
use super::roles::{Holder, RoleRow, RolesTable, Where, role_groups as groups};
use super::roles_by_site::{Counting, Spot, site};
use crate::access::{
    Assignment, Directory, Extra, Mark, OWNER, Place, Reach, Role, RoleId, RoleLimit, SiteId,
};
use crate::index::{COLUMN, FacetsBuilder, Index, Rank, TextIndex, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Makes the table of roles. `titles` are the roles in another language; what they leave out keeps
/// the words that are known.
pub fn freeze_roles(people: Arc<PeopleTable>, locale: &str, titles: &[Role]) -> RolesTable {
    let directory = Arc::clone(&people.directory);
    let mut rows: BTreeMap<RoleId, RoleRow> = BTreeMap::new();
    for role in directory.roles() {
        rows.insert(role.id.clone(), bare(role.clone(), true));
    }
    for told in titles {
        if let Some(row) = rows.get_mut(&told.id) {
            crate::access::Merge::merge(&mut row.role, told.clone());
        }
    }
    let mut counting = Counting::default();
    for (number, person) in people.rows.iter().enumerate() {
        let mut hold = |held: Grant<'_>| {
            let row = rows
                .entry(held.role.clone())
                .or_insert_with(|| bare(unlisted(held.role), false));
            if matches!(held.held, Where::Team | Where::Site) {
                row.people.insert(person.id.clone());
                let mut count = |spot| counting.add(held.role, spot, number);
                match &held.sites {
                    _ if held.whole => count(Spot::Account),
                    None => count(Spot::Unclear),
                    Some(sites) => sites
                        .iter()
                        .for_each(|s| count(site(s, directory.site_name(s)))),
                }
                match held.sites {
                    Some(sites) => row.sites.extend(sites),
                    None => row.unclear = true,
                }
            }
            row.holders.push(Holder {
                name: person.name.clone(),
                person: person.id.clone(),
                mark: held.mark,
                held: held.held,
                place: held.place,
            });
        };
        for place in person.human.open_places() {
            of_place(place, &people, &mut hold);
        }
    }
    let mut rows: Vec<RoleRow> = rows.into_values().collect();
    for row in &mut rows {
        row.title = if row.role.title.is_empty() {
            row.role.id.as_str().to_owned()
        } else {
            row.role.title.clone()
        };
        row.holders
            .sort_by_cached_key(|h| (h.held, fold(&h.name).into_owned(), h.place.clone()));
    }
    rows.sort_by_cached_key(|r| {
        let owner = r.role.id.as_str() != OWNER;
        (r.role.custom, owner, fold(&r.title).into_owned())
    });
    RolesTable {
        by_site: counting.finish(&rows),
        index: index(&rows),
        numbers: Numbers::new(None, rows.iter().map(|r| r.role.id.clone())),
        rows,
        locale: locale.to_owned(),
        people,
    }
}

struct Grant<'a> {
    role: &'a RoleId,
    mark: Mark,
    held: Where,
    place: String,
    /// It counts for the whole account.
    whole: bool,
    /// Sites that it covers; `None` where that cannot be known.
    sites: Option<Vec<SiteId>>,
}

fn of_place(place: &Place, people: &PeopleTable, hold: &mut impl FnMut(Grant<'_>)) {
    let directory = &people.directory;
    let mut assigned = |all: &[Assignment], mark: &Mark, held: Where| {
        for a in all {
            hold(Grant {
                role: &a.role,
                mark: mark.clone(),
                held,
                place: directory.reach_label(&a.reach),
                whole: a.reach == Reach::Account,
                sites: covered(directory, &a.reach),
            });
        }
    };
    match place {
        Place::Team(member) => {
            let mark = Mark::User(member.id.clone());
            assigned(&member.assignments, &mark, Where::Team);
        }
        Place::AccountInvite(invite) => {
            let mark = Mark::address(&invite.email);
            assigned(&invite.assignments, &mark, Where::AccountInvite);
        }
        Place::Site { site, account, .. } => {
            let read = people.access.contributor(site, account);
            for role in read.iter().flat_map(|c| &c.roles) {
                hold(Grant {
                    role,
                    mark: Mark::Account(account.clone()),
                    held: Where::Site,
                    place: directory.site_name(site).to_owned(),
                    whole: false,
                    sites: Some(vec![site.clone()]),
                });
            }
        }
        Place::SiteInvite(invite) => {
            for role in &invite.roles {
                hold(Grant {
                    role,
                    mark: Mark::address(&invite.email),
                    held: Where::SiteInvite,
                    place: directory.site_name(&invite.site).to_owned(),
                    whole: false,
                    sites: Some(vec![invite.site.clone()]),
                });
            }
        }
    }
}

fn covered(directory: &Directory, reach: &Reach) -> Option<Vec<SiteId>> {
    directory.sites_reached(reach)?;
    Some(match reach {
        Reach::Account => directory.sites().map(|s| s.id.clone()).collect(),
        Reach::Site { id, .. } => vec![id.clone()],
        Reach::Conditions(_) => {
            let folders: BTreeSet<_> = reach
                .folders()
                .flat_map(|f| directory.folder_tree(&f))
                .collect();
            let inside =
                |s: &&crate::access::Site| s.folder.as_ref().is_some_and(|f| folders.contains(f));
            let sites = directory.sites().filter(inside);
            sites.map(|s| s.id.clone()).collect()
        }
        Reach::Unknown(_) => return None,
    })
}

fn unlisted(id: &RoleId) -> Role {
    Role {
        id: id.clone(),
        title: String::new(),
        description: String::new(),
        limit: RoleLimit::None,
        custom: false,
        extra: Extra::new(),
    }
}

fn bare(role: Role, listed: bool) -> RoleRow {
    let level = match (role.id.as_str(), &role.limit) {
        (OWNER, _) => "Cannot be given",
        _ if !listed => "Not told",
        (_, RoleLimit::None) => "Account and sites",
        (_, RoleLimit::NotAtSite) => "Account only",
        (_, RoleLimit::NotAtAccount) => "Sites only",
        (_, RoleLimit::Other(_)) => "A limit this version does not know",
    };
    RoleRow {
        title: role.title.clone(),
        role,
        level,
        holders: Vec::new(),
        people: BTreeSet::new(),
        sites: BTreeSet::new(),
        unclear: false,
        listed,
    }
}

fn index(rows: &[RoleRow]) -> Index {
    let texts = rows.iter().map(|r| {
        [r.title.as_str(), &r.role.description, r.role.id.as_str()].join(&COLUMN.to_string())
    });
    let text = TextIndex::build(texts);
    let mut facets = FacetsBuilder::default();
    let kind = facets.group(groups::KIND, "Kind");
    let level = facets.group(groups::LEVEL, "May be given");
    let held = facets.group(groups::HELD, "Held");
    for row in rows {
        let word = match (row.listed, row.role.custom) {
            (false, _) => "Not in the list",
            (_, true) => "Custom",
            (_, false) => "Predefined",
        };
        let mut values = vec![
            facets.value(kind, word, word),
            facets.value(level, row.level, row.level),
        ];
        for at in [
            Where::Team,
            Where::Site,
            Where::AccountInvite,
            Where::SiteInvite,
        ] {
            if row.count(at) > 0 {
                values.push(facets.value(held, at.words(), at.words()));
            }
        }
        if row.holders.is_empty() {
            values.push(facets.value(held, "nobody", "By nobody"));
        }
        facets.row(&values);
    }
    let numbers = |of: &dyn Fn(&RoleRow) -> usize| {
        Rank::of(&rows.iter().map(|r| Some(of(r))).collect::<Vec<_>>())
    };
    let ranks = vec![
        Rank::of_texts(rows.iter().map(|r| Some(r.title.as_str()))),
        Rank::of_texts(
            rows.iter()
                .map(|r| Some(if r.role.custom { "c" } else { "p" })),
        ),
        Rank::of_texts(rows.iter().map(|r| Some(r.level))),
        numbers(&|r| r.count(Where::Team)),
        numbers(&|r| r.count(Where::Site)),
        numbers(&|r| r.count(Where::AccountInvite) + r.count(Where::SiteInvite)),
    ];
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}
