//! Freezing the team into a table with its index.

use super::{DatasetInfo, Numbers, RowKind, TeamRow, TeamTable, groups};
use crate::access::{
    ACCOUNT_ADMIN, Assignment, Directory, FolderId, OWNER, Reach, SiteId, SubjectKind, Team,
    TeamEntry,
};
use crate::index::{COLUMN, FacetsBuilder, GroupId, Index, Rank, TextIndex, ValueId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Makes the frozen table. Work grows with the team, so it runs off the window's thread.
pub fn freeze(team: Arc<Team>, directory: Arc<Directory>, info: Option<DatasetInfo>) -> TeamTable {
    let members = team
        .members
        .iter()
        .map(|m| TeamEntry::Member(Arc::clone(m)));
    let invites = team
        .invites
        .iter()
        .map(|i| TeamEntry::Invite(Arc::clone(i)));
    let rows: Vec<TeamRow> = members
        .chain(invites)
        .map(|entry| row(entry, &directory))
        .collect();
    let index = index(&rows, &directory);
    TeamTable {
        numbers: Numbers::new(None, rows.iter().map(TeamRow::key)),
        rows,
        index: Arc::new(index),
        team,
        directory,
        info,
    }
}

/// The assignments behind a row.
fn assignments(entry: &TeamEntry) -> &[Assignment] {
    match entry {
        TeamEntry::Member(m) => &m.assignments,
        TeamEntry::Invite(i) => &i.assignments,
    }
}

fn row(entry: TeamEntry, directory: &Directory) -> TeamRow {
    let held = assignments(&entry);
    let holds_account = held
        .iter()
        .any(|a| a.reach == Reach::Account && [OWNER, ACCOUNT_ADMIN].contains(&a.role.as_str()));
    let roles = role_titles(held, directory);
    let reach = reach_words(held, directory);
    match &entry {
        TeamEntry::Member(m) => TeamRow {
            kind: match m.kind() {
                SubjectKind::User => RowKind::Person,
                SubjectKind::Account => RowKind::Account,
                SubjectKind::App => RowKind::App,
                SubjectKind::Other(_) => RowKind::Other,
            },
            id: m.id.as_str().to_owned(),
            name: m.display_name(),
            email: m.email.clone(),
            roles,
            holds_account,
            reach,
            joined: m.joined_at,
            status: "Active".to_owned(),
            entry,
        },
        TeamEntry::Invite(i) => TeamRow {
            kind: RowKind::Invite,
            id: i.id.as_str().to_owned(),
            name: i.email.clone(),
            email: i.email.clone(),
            roles,
            holds_account: false,
            reach,
            joined: i.created_at,
            status: i.status.label().to_owned(),
            entry,
        },
    }
}

fn role_titles(held: &[Assignment], directory: &Directory) -> Vec<String> {
    let weight = |a: &Assignment| match a.role.as_str() {
        OWNER => 0,
        ACCOUNT_ADMIN => 1,
        _ => 2,
    };
    let mut sorted: Vec<&Assignment> = held.iter().collect();
    sorted.sort_by_key(|a| weight(a));
    let mut titles: Vec<String> = Vec::new();
    for a in sorted {
        let title = directory.role_name(&a.role);
        if !titles.iter().any(|t| t == title) {
            titles.push(title.to_owned());
        }
    }
    titles
}

fn reach_words(held: &[Assignment], directory: &Directory) -> String {
    if held.is_empty() {
        return "No access".to_owned();
    }
    if held.iter().any(|a| a.reach == Reach::Account) {
        return "Whole account".to_owned();
    }
    let labels: BTreeSet<String> = held
        .iter()
        .map(|a| directory.reach_label(&a.reach))
        .collect();
    let sites: BTreeSet<&SiteId> = held
        .iter()
        .filter_map(|a| match &a.reach {
            Reach::Site { id, .. } => Some(id),
            _ => None,
        })
        .collect();
    match (labels.len(), labels.first()) {
        (1, Some(one)) => one.clone(),
        (n, _) if n == sites.len() => format!("{n} sites"),
        (n, _) => format!("{n} places"),
    }
}

/// Ids of the facet groups while they are built.
struct Groups {
    role: GroupId,
    reach: GroupId,
    site: GroupId,
    folder: GroupId,
    status: GroupId,
    domain: GroupId,
    /// By folder: its own value and those of the sites in it.
    inside: BTreeMap<FolderId, Vec<ValueId>>,
}

fn index(rows: &[TeamRow], directory: &Directory) -> Index {
    let text = TextIndex::build(rows.iter().map(|r| search_text(r, directory)));
    let mut facets = FacetsBuilder::default();
    let mut ids = Groups {
        role: facets.group(groups::ROLE, "Role"),
        status: facets.group(groups::STATUS, "Status"),
        reach: facets.group(groups::REACH, "Reach"),
        folder: facets.group(groups::FOLDER, "Folder"),
        site: facets.group(groups::SITE, "Site"),
        domain: facets.group(groups::DOMAIN, "Domain"),
        inside: BTreeMap::new(),
    };
    declare(&mut facets, &ids, rows, directory);
    for row in rows {
        let values = facet_values(&mut facets, &mut ids, row, directory);
        facets.row(&values);
    }
    let ranks = vec![
        Rank::of_texts(rows.iter().map(|r| Some(r.name.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.email.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.roles.join(", ")))),
        Rank::of_texts(rows.iter().map(|r| Some(r.reach.as_str()))),
        Rank::of(&rows.iter().map(|r| r.joined).collect::<Vec<_>>()),
        Rank::of_texts(rows.iter().map(|r| Some(r.status.as_str()))),
    ];
    // All parts are made from the same rows, so they cannot be uneven.
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}

/// Everything that can be typed to find a row: all columns, and the places by name.
fn search_text(row: &TeamRow, directory: &Directory) -> String {
    let mut parts = vec![row.name.clone(), row.email.clone(), row.status.clone()];
    parts.extend(row.roles.iter().cloned());
    parts.push(row.reach.clone());
    parts.extend(
        assignments(&row.entry)
            .iter()
            .map(|a| directory.reach_label(&a.reach)),
    );
    if let Some(joined) = row.joined {
        parts.push(joined.strftime("%Y-%m-%d").to_string());
    }
    parts.join(&COLUMN.to_string())
}

/// Declares values in the order in which people read them: roles, folders and sites by name,
/// statuses as an invite lives.
fn declare(facets: &mut FacetsBuilder, ids: &Groups, rows: &[TeamRow], directory: &Directory) {
    let mut roles: Vec<_> = directory.roles().collect();
    roles.sort_by(|a, b| a.custom.cmp(&b.custom).then_with(|| a.title.cmp(&b.title)));
    for r in roles {
        facets.value(ids.role, r.id.as_str(), directory.role_name(&r.id));
    }
    for status in [
        "Active",
        "Invite open",
        "Invite expired",
        "Invite declined",
        "Invite accepted",
        "Invite revoked",
    ] {
        facets.value(ids.status, status, status);
    }
    for reach in ["Whole account", "Folders", "Sites", "No access"] {
        facets.value(ids.reach, reach, reach);
    }
    let mut folders: Vec<_> = directory
        .folders()
        .map(|f| (directory.folder_path(&f.id), f.id.as_str().to_owned()))
        .collect();
    folders.sort();
    for (path, id) in folders {
        facets.value(ids.folder, &id, &path);
    }
    let mut sites: Vec<_> = directory.sites().collect();
    sites.sort_by_key(|s| crate::index::fold(s.label()));
    for s in sites {
        facets.value(ids.site, s.id.as_str(), s.label());
    }
    let domains: BTreeSet<String> = rows.iter().filter_map(|r| domain(&r.email)).collect();
    for d in domains {
        facets.value(ids.domain, &d, &d);
    }
}

fn domain(email: &str) -> Option<String> {
    email
        .rsplit_once('@')
        .map(|(_, domain)| domain.to_lowercase())
        .filter(|d| !d.is_empty())
}

fn facet_values(
    facets: &mut FacetsBuilder,
    ids: &mut Groups,
    row: &TeamRow,
    directory: &Directory,
) -> Vec<ValueId> {
    let mut values = vec![facets.value(ids.status, &row.status, &row.status)];
    if let Some(domain) = domain(&row.email) {
        values.push(facets.value(ids.domain, &domain, &domain));
    }
    let held = assignments(&row.entry);
    if held.is_empty() {
        values.push(facets.value(ids.reach, "No access", "No access"));
    }
    for a in held {
        values.push(facets.value(ids.role, a.role.as_str(), directory.role_name(&a.role)));
        match &a.reach {
            Reach::Account => {
                values.push(facets.value(ids.reach, "Whole account", "Whole account"));
            }
            Reach::Site { id, .. } => {
                values.push(facets.value(ids.reach, "Sites", "Sites"));
                let label = directory.reach_label(&a.reach);
                values.push(facets.value(ids.site, id.as_str(), &label));
            }
            Reach::Conditions(_) => {
                values.push(facets.value(ids.reach, "Folders", "Folders"));
                for folder in a.reach.folders() {
                    values.extend_from_slice(folder_values(facets, ids, &folder, directory));
                }
            }
            Reach::Unknown(_) => {
                values.push(facets.value(ids.reach, "Other limit", "Other limit"));
            }
        }
    }
    values
}

/// A folder reaches the sites in it, so those count as sites of the row as well. Worked out once
/// per folder: an account can have thousands of sites and of rows that name the same few folders.
fn folder_values<'a>(
    facets: &mut FacetsBuilder,
    ids: &'a mut Groups,
    folder: &FolderId,
    directory: &Directory,
) -> &'a [ValueId] {
    let Groups {
        folder: folders,
        site,
        inside,
        ..
    } = ids;
    inside.entry(folder.clone()).or_insert_with(|| {
        let path = directory.folder_path(folder);
        let mut values = vec![facets.value(*folders, folder.as_str(), &path)];
        let tree = directory.folder_tree(folder);
        for s in directory.sites() {
            if s.folder.as_ref().is_some_and(|f| tree.contains(f)) {
                values.push(facets.value(*site, s.id.as_str(), s.label()));
            }
        }
        values
    })
}
