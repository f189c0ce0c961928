//! Freezing sites and their contributors into tables with their index.

use super::{AccessRow, AccessTable, DatasetInfo, Numbers, Persons, SiteRow, SitesTable};
use crate::access::{
    ACCOUNT_ADMIN, AccountId, Contributor, Directory, LimitEffect, OWNER, SITE_ADMIN, Site, SiteId,
};
use crate::index::{COLUMN, FacetsBuilder, Index, Rank, TextIndex, fold};
use crate::plan::SiteAccess;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// When the contributors of a site were read, and whether to the end.
pub type Readings = BTreeMap<SiteId, (Timestamp, bool)>;

/// When Wix refused to tell about a site the last time, and its words.
pub type Refusals = BTreeMap<SiteId, (Timestamp, String)>;

/// Makes the table of sites; `outside` are those that the key does not reach. Work grows with their
/// number, so it runs off the window's thread.
pub fn freeze_sites(
    directory: &Directory,
    access: &SiteAccess,
    readings: &Readings,
    outside: &BTreeSet<SiteId>,
    refused: &Refusals,
    info: Option<DatasetInfo>,
) -> SitesTable {
    let mut rows: Vec<SiteRow> = directory
        .sites()
        .map(|site| SiteRow {
            outside: outside.contains(&site.id),
            refused: refused.get(&site.id).cloned(),
            ..site_row(site, directory, access, readings)
        })
        .collect();
    rows.sort_by_cached_key(|r| (fold(&r.name).into_owned(), r.site.id.clone()));
    let index = sites_index(&rows);
    SitesTable {
        numbers: Numbers::new(None, rows.iter().map(|r| r.site.id.clone())),
        with: rows.iter().filter(|r| r.contributors > 0).count(),
        rows,
        index,
        info,
    }
}

fn site_row(
    site: &Site,
    directory: &Directory,
    access: &SiteAccess,
    readings: &Readings,
) -> SiteRow {
    let state = if site.trashed_at.is_some() {
        "In the trash"
    } else if site.blocked == Some(true) {
        "Blocked"
    } else {
        match site.published {
            Some(true) => "Published",
            Some(false) => "Not published",
            None => "Unknown",
        }
    };
    let owner = site.owner.as_ref().map(|id| access.who(id).name);
    SiteRow {
        name: site.label().to_owned(),
        folder: site
            .folder
            .as_ref()
            .map(|f| directory.folder_path(f))
            .unwrap_or_default(),
        state,
        owner: owner.unwrap_or_default(),
        contributors: site.contributors.len(),
        read: readings.get(&site.id).copied(),
        refused: None,
        locations: access.locations.get(&site.id).cloned().unwrap_or_default(),
        site: site.clone(),
        outside: false,
    }
}

/// Keys of the facet groups of the sites.
pub mod site_groups {
    /// Folder.
    pub const FOLDER: &str = "folder";
    /// Published, blocked and so on.
    pub const STATE: &str = "state";
    /// Editor.
    pub const EDITOR: &str = "editor";
    /// Whether contributors were read.
    pub const READ: &str = "read";
}

fn sites_index(rows: &[SiteRow]) -> Index {
    let texts = rows.iter().map(|r| {
        let editor = r.site.editor.clone().unwrap_or_default();
        let url = r.site.url.clone().unwrap_or_default();
        let id = r.site.id.as_str().to_owned();
        [&r.name, &r.folder, &r.owner, &editor, &url, &id]
            .map(String::as_str)
            .join(&COLUMN.to_string())
    });
    let text = TextIndex::build(texts);
    let mut facets = FacetsBuilder::default();
    let folder = facets.group(site_groups::FOLDER, "Folder");
    let state = facets.group(site_groups::STATE, "State");
    let editor = facets.group(site_groups::EDITOR, "Editor");
    let read = facets.group(site_groups::READ, "Contributors");
    let folders: BTreeSet<&str> = rows.iter().map(|r| r.folder.as_str()).collect();
    for path in folders {
        facets.value(
            folder,
            path,
            if path.is_empty() { "No folder" } else { path },
        );
    }
    for row in rows {
        let label = if row.folder.is_empty() {
            "No folder"
        } else {
            &row.folder
        };
        let word = match (row.contributors, row.read) {
            (_, None) if row.outside => "Outside this key’s sites",
            _ if row.refused.is_some() => "Refused by Wix",
            (0, _) => "Nobody contributes",
            (_, Some((_, true))) => "Read",
            (_, Some((_, false))) => "Read in part",
            (_, None) => "Not read",
        };
        let editor_word = row.site.editor.as_deref().unwrap_or("Unknown");
        let editor_label = match row.editor() {
            none if none.is_empty() => "Not told".to_owned(),
            word => word,
        };
        let values = [
            facets.value(folder, &row.folder, label),
            facets.value(state, row.state, row.state),
            facets.value(editor, editor_word, &editor_label),
            facets.value(read, word, word),
        ];
        facets.row(&values);
    }
    let ranks = vec![
        Rank::of_texts(rows.iter().map(|r| Some(r.name.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.folder.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.state))),
        Rank::of_texts(rows.iter().map(|r| r.site.editor.as_deref())),
        Rank::of_texts(rows.iter().map(|r| Some(r.owner.as_str()))),
        Rank::of(
            &rows
                .iter()
                .map(|r| Some(r.contributors))
                .collect::<Vec<_>>(),
        ),
        Rank::of(
            &rows
                .iter()
                .map(|r| r.read.map(|(at, _)| at))
                .collect::<Vec<_>>(),
        ),
    ];
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}

/// Keys of the facet groups of contributors.
pub mod access_groups {
    /// Role.
    pub const ROLE: &str = "role";
    /// Site.
    pub const SITE: &str = "site";
    /// Location.
    pub const LOCATION: &str = "location";
    /// Whether a name is known, and from where.
    pub const NAME: &str = "name";
    /// Domain of the address.
    pub const DOMAIN: &str = "domain";
    /// What is odd about it.
    pub const FLAG: &str = "flag";
}

/// Makes the table of contributors.
pub fn freeze_access(
    directory: &Arc<Directory>,
    access: Arc<SiteAccess>,
    readings: &Readings,
) -> AccessTable {
    let mut rows = Vec::new();
    let documented = [OWNER, SITE_ADMIN, ACCOUNT_ADMIN];
    // An app may not read the account's roles: whoever holds another one would look as if without.
    let knows_roles = directory
        .roles()
        .any(|r| !documented.contains(&r.id.as_str()));
    let no_roles = if knows_roles {
        "No role"
    } else {
        "Roles not told"
    };
    for (site, contributors) in &access.contributors {
        let known = directory.site(site);
        let owner = known.and_then(|s| s.owner.as_ref());
        let site_name = directory.site_name(site);
        let of_site = contributors.values().map(|c| AccessRow {
            no_roles,
            ..access_row(directory, &access, site, site_name, owner, c)
        });
        rows.extend(of_site);
    }
    rows.sort_by_cached_key(|r| {
        (
            fold(&r.site_name).into_owned(),
            r.site.clone(),
            // Ids of whom nobody knows come last.
            r.name_from.is_empty(),
            fold(&r.name).into_owned(),
        )
    });
    let with = directory.sites().filter(|s| !s.contributors.is_empty());
    let unread = with.filter(|s| !readings.contains_key(&s.id)).count();
    AccessTable {
        index: access_index(&rows),
        persons: Persons::of(&rows),
        numbers: Numbers::new(None, rows.iter().map(AccessRow::key)),
        rows,
        read: readings.values().filter(|(_, whole)| *whole).count(),
        incomplete: readings.values().filter(|(_, whole)| !*whole).count(),
        unread,
        oldest: readings.values().map(|(at, _)| *at).min(),
        access,
        directory: Arc::clone(directory),
    }
}

fn access_row(
    directory: &Directory,
    access: &SiteAccess,
    site: &SiteId,
    site_name: &str,
    owner: Option<&AccountId>,
    c: &Contributor,
) -> AccessRow {
    let who = access.who(&c.account);
    let from = access.names.get(&c.account).map(|n| n.from.clone());
    let titles = c.roles.iter().map(|r| directory.role_name(r).to_owned());
    let names = c
        .locations
        .iter()
        .map(|l| access.location_name(site, l).to_owned());
    AccessRow {
        site: site.clone(),
        site_name: site_name.to_owned(),
        account: c.account.clone(),
        name: who.name,
        email: who.email,
        name_from: from.unwrap_or_default(),
        owns: owner == Some(&c.account) || c.roles.iter().any(|r| r.as_str() == OWNER),
        no_roles: "No role",
        role_titles: titles.collect(),
        roles: c.roles.clone(),
        location_names: names.collect(),
        locations: c.locations.clone(),
        no_effect: no_effect(directory, c),
    }
}

/// Why a limit to locations does nothing, as far as that can be known.
fn no_effect(directory: &Directory, c: &Contributor) -> Option<String> {
    if c.locations.is_empty() {
        return None;
    }
    LimitEffect::why_nothing(directory, &c.roles)
}

fn domain(email: &str) -> Option<String> {
    let (_, domain) = email.rsplit_once('@')?;
    Some(domain.to_lowercase()).filter(|d| !d.is_empty())
}

fn access_index(rows: &[AccessRow]) -> Index {
    let texts = rows.iter().map(|r| {
        let mut parts: Vec<&str> = vec![&r.name, &r.email, &r.site_name, r.account.as_str()];
        parts.extend(r.role_titles.iter().map(String::as_str));
        parts.extend(r.location_names.iter().map(String::as_str));
        parts.join(&COLUMN.to_string())
    });
    let text = TextIndex::build(texts);
    let mut facets = FacetsBuilder::default();
    let role = facets.group(access_groups::ROLE, "Role");
    let site = facets.group(access_groups::SITE, "Site");
    let location = facets.group(access_groups::LOCATION, "Location");
    let name = facets.group(access_groups::NAME, "Name known from");
    let domains = facets.group(access_groups::DOMAIN, "Domain");
    let flag = facets.group(access_groups::FLAG, "Look at");
    for row in rows {
        let mut values = vec![facets.value(site, row.site.as_str(), &row.site_name)];
        for (id, title) in row.roles.iter().zip(&row.role_titles) {
            values.push(facets.value(role, id.as_str(), title));
        }
        for (id, title) in row.locations.iter().zip(&row.location_names) {
            values.push(facets.value(location, id.as_str(), title));
        }
        let from = if row.name_from.is_empty() {
            "Nobody"
        } else {
            &row.name_from
        };
        values.push(facets.value(name, from, from));
        if let Some(domain) = domain(&row.email) {
            values.push(facets.value(domains, &domain, &domain));
        }
        if row.no_effect.is_some() {
            values.push(facets.value(flag, "noEffect", "Location limit without effect"));
        }
        if row.owns {
            values.push(facets.value(flag, "owns", "Owns the site"));
        }
        facets.row(&values);
    }
    let ranks = vec![
        // Ids of whom nobody knows come last, whichever way round.
        Rank::of_texts(
            rows.iter()
                .map(|r| Some(&r.name).filter(|_| !r.name_from.is_empty())),
        ),
        Rank::of_texts(rows.iter().map(|r| Some(r.email.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.site_name.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.role_titles.join(", ")))),
        Rank::of_texts(rows.iter().map(|r| Some(r.location_names.join(", ")))),
        Rank::of_texts(rows.iter().map(|r| Some(r.name_from.as_str()))),
        Rank::of_texts(rows.iter().map(|r| Some(r.look_at()))),
    ];
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}
