//! Freezing humans into a table with its index.

use super::Numbers;
use super::people::{
    PeopleRow, PeopleTable, Places, people_flags as flags, people_groups as groups,
};
use crate::access::{AccountId, Directory, Human, Link, Mark, Place, Team, UserId, alike, humans};
use crate::index::{COLUMN, FacetsBuilder, Index, Rank, TextIndex, fold};
use crate::plan::SiteAccess;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Makes the table of humans. Work grows with their number, so it runs off the window's thread.
pub fn freeze_people(
    team: Arc<Team>,
    directory: Arc<Directory>,
    access: Arc<SiteAccess>,
    owner: Option<(AccountId, UserId)>,
    links: Vec<Link>,
    frozen: Timestamp,
) -> PeopleTable {
    let mut table = PeopleTable {
        rows: Vec::new(),
        index: Index::default(),
        numbers: Numbers::default(),
        team,
        directory,
        access,
        owner,
        links,
        frozen,
        unknown_accounts: 0,
        by_mark: BTreeMap::new(),
    };
    let home = home(&table);
    let found = humans(table.known());
    table.unknown_accounts = unknown_accounts(&found);
    let mut rows: Vec<PeopleRow> = found.into_iter().map(|h| row(h, &table)).collect();
    rows.sort_by_cached_key(|r| (!r.named, fold(&r.name).into_owned(), r.id.clone()));
    let told = rows.iter().map(|r| {
        let name = if r.named { r.name.as_str() } else { "" };
        (name, r.addresses.iter().map(String::as_str).collect())
    });
    for (row, others) in alike(told).into_iter().enumerate() {
        if let Some(row) = rows.get_mut(row) {
            row.alike = others;
        }
    }
    for row in &mut rows {
        row.flags = flags_of(row, home.as_deref());
    }
    for (n, row) in rows.iter().enumerate() {
        let marks = row.human.marks.iter().cloned();
        table.by_mark.extend(marks.map(|m| (m, n)));
    }
    table.index = index(&rows, &table.directory);
    table.numbers = Numbers::new(None, rows.iter().map(|r| r.id.clone()));
    table.rows = rows;
    table
}

/// Domain of the owner's address, where that is a domain of the account's own.
fn home(table: &PeopleTable) -> Option<String> {
    let (_, owner) = table.owner.as_ref()?;
    domain(&table.team.member(owner)?.email)
}

fn unknown_accounts(all: &[Human]) -> usize {
    let alone = |h: &&Human| h.accounts().next().is_some() && h.users().next().is_none();
    all.iter().filter(alone).map(|h| h.accounts().count()).sum()
}

fn row(human: Human, table: &PeopleTable) -> PeopleRow {
    let mut places = Places::default();
    let mut roles = BTreeSet::new();
    let title = |role: &crate::access::RoleId| table.directory.role_name(role).to_owned();
    for place in &human.places {
        match place {
            Place::Team(member) => {
                places.team += 1;
                roles.extend(member.assignments.iter().map(|a| title(&a.role)));
            }
            Place::Site { owns: true, .. } => places.owned += 1,
            Place::Site { site, account, .. } => {
                places.sites += 1;
                let read = table.access.contributor(site, account);
                roles.extend(read.into_iter().flat_map(|c| &c.roles).map(title));
            }
            Place::AccountInvite(_) if place.is_open() => places.account_invites += 1,
            Place::SiteInvite(_) if place.is_open() => places.site_invites += 1,
            Place::AccountInvite(_) | Place::SiteInvite(_) => places.ended += 1,
        }
    }
    let (name, named) = name(&human, table);
    PeopleRow {
        id: human.marks.first().map(Mark::text).unwrap_or_default(),
        name,
        named,
        addresses: addresses(&human, table),
        roles: roles.into_iter().collect(),
        places,
        human,
        alike: Vec::new(),
        flags: Vec::new(),
    }
}

/// The addresses that make it one human, and those that are known of its accounts besides: they are
/// shown and searched, but two who share one are not taken for the same.
fn addresses(human: &Human, table: &PeopleTable) -> Vec<String> {
    let mut all: Vec<String> = human.addresses().map(str::to_owned).collect();
    let of_accounts = human.accounts().filter_map(|a| table.access.names.get(a));
    for known in of_accounts.filter(|n| !n.email.is_empty()) {
        if !all.iter().any(|a| fold(a) == fold(&known.email)) {
            all.push(known.email.clone());
        }
    }
    all
}

/// The name in the team, else the name of an account, else an address, else an id.
fn name(human: &Human, table: &PeopleTable) -> (String, bool) {
    for place in &human.places {
        if let Place::Team(member) = place {
            let name = format!("{} {}", member.first_name.trim(), member.last_name.trim());
            if !name.trim().is_empty() {
                return (name.trim().to_owned(), true);
            }
        }
    }
    let mut of_accounts = human.accounts().filter_map(|a| table.access.names.get(a));
    if let Some(known) = of_accounts.find(|n| !n.name.is_empty() && !n.name.contains('@')) {
        return (known.name.clone(), true);
    }
    if let Some(address) = human.addresses().find(|a| a.contains('@')) {
        return (address.to_owned(), false);
    }
    let id = human.marks.iter().map(|m| match m {
        Mark::User(id) => format!("User {id}"),
        Mark::Account(id) => format!("Account {id}"),
        Mark::Address(words) => words.clone(),
    });
    (id.into_iter().next().unwrap_or_default(), false)
}

fn domain(email: &str) -> Option<String> {
    let (_, domain) = email.rsplit_once('@')?;
    Some(domain.to_lowercase()).filter(|d| !d.is_empty())
}

fn flags_of(row: &PeopleRow, home: Option<&str>) -> Vec<&'static str> {
    let mut all = Vec::new();
    let outside = |a: &String| domain(a).is_some_and(|d| Some(d.as_str()) != home);
    if row.addresses.len() > 1 {
        all.push(flags::ADDRESSES);
    }
    if home.is_some() && !row.addresses.is_empty() && row.addresses.iter().all(outside) {
        all.push(flags::OUTSIDE);
    }
    if !row.alike.is_empty() {
        all.push(flags::ALIKE);
    }
    if !row.named {
        all.push(flags::NAMELESS);
    }
    let confirmed = |j: &crate::access::Join| matches!(j.why, crate::access::Why::Confirmed { .. });
    if row.human.joins.iter().any(confirmed) {
        all.push(flags::LINKED);
    }
    if row.places.sites > 0 && row.places.team == 0 {
        all.push(flags::NOT_IN_TEAM);
    }
    all
}

/// A flag in words.
pub fn flag_words(flag: &str) -> &'static str {
    match flag {
        flags::ADDRESSES => "Several addresses",
        flags::OUTSIDE => "Outside the owner’s domain",
        flags::ALIKE => "May be somebody else too",
        flags::NAMELESS => "No name known",
        flags::LINKED => "Joined by you",
        flags::NOT_IN_TEAM => "On sites, not in the team",
        _ => "",
    }
}

fn index(rows: &[PeopleRow], directory: &Directory) -> Index {
    let texts = rows.iter().map(|r| {
        let mut parts: Vec<&str> = vec![&r.name];
        parts.extend(r.addresses.iter().map(String::as_str));
        parts.extend(r.roles.iter().map(String::as_str));
        parts.extend(r.human.accounts().map(AccountId::as_str));
        parts.extend(r.human.users().map(UserId::as_str));
        for place in &r.human.places {
            if let Place::Site { site, .. } = place {
                parts.push(directory.site_name(site));
            }
        }
        parts.join(&COLUMN.to_string())
    });
    let text = TextIndex::build(texts);
    let mut facets = FacetsBuilder::default();
    let place = facets.group(groups::PLACE, "Place");
    let flag = facets.group(groups::FLAG, "Look at");
    let role = facets.group(groups::ROLE, "Role");
    let site = facets.group(groups::SITE, "Site");
    let domains = facets.group(groups::DOMAIN, "Domain");
    for row in rows {
        let p = row.places;
        let mut values = Vec::new();
        for (n, key, words) in [
            (p.team, "team", "Team"),
            (p.sites, "site", "Contributes to sites"),
            (p.owned, "owns", "Owns sites"),
            (p.account_invites, "accountInvite", "Invited to the account"),
            (p.site_invites, "siteInvite", "Invited to sites"),
            (usize::from(p.open() == 0), "ended", "Only ended invites"),
        ] {
            if n > 0 {
                values.push(facets.value(place, key, words));
            }
        }
        for key in &row.flags {
            values.push(facets.value(flag, key, flag_words(key)));
        }
        for title in &row.roles {
            values.push(facets.value(role, title, title));
        }
        for at in &row.human.places {
            if let Place::Site { site: id, .. } = at {
                values.push(facets.value(site, id.as_str(), directory.site_name(id)));
            }
        }
        for address in &row.addresses {
            if let Some(domain) = domain(address) {
                values.push(facets.value(domains, &domain, &domain));
            }
        }
        facets.row(&values);
    }
    let numbers = |of: fn(&PeopleRow) -> usize| {
        Rank::of(&rows.iter().map(|r| Some(of(r))).collect::<Vec<_>>())
    };
    let ranks = vec![
        Rank::of_texts(rows.iter().map(|r| Some(r.name.as_str()))),
        Rank::of_texts(rows.iter().map(|r| r.addresses.first().map(String::as_str))),
        numbers(|r| r.places.open()),
        Rank::of_texts(rows.iter().map(|r| Some(r.roles.join(", ")))),
        numbers(|r| r.flags.len()),
    ];
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}

impl PeopleTable {
    /// The row of somebody by name, address or id; every row that fits when it is not one.
    ///
    /// # Errors
    /// The names of all that fit, when that is not exactly one.
    pub fn find(&self, wanted: &str) -> Result<&PeopleRow, Vec<String>> {
        let folded = wanted.trim().to_lowercase();
        let exact = |r: &&PeopleRow| {
            r.name.to_lowercase() == folded
                || r.addresses.contains(&folded)
                || r.human
                    .marks
                    .iter()
                    .any(|m| m.text().ends_with(&format!(":{folded}")))
        };
        let mut fits: Vec<&PeopleRow> = self.rows.iter().filter(exact).collect();
        match (fits.pop(), fits.len()) {
            (Some(one), 0) => Ok(one),
            (last, _) => {
                let all = fits.into_iter().chain(last);
                Err(all.map(|r| format!("{} ({})", r.name, r.id)).collect())
            }
        }
    }
}
