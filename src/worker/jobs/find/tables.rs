//! The tables of the open profile, each asked for the same text.

use super::super::super::open::Open;
use super::super::super::protocol::{
    AccessRow, AccessTable, AccountsTable, FindingRow, FoundAt, FoundGroup, FoundKind, FoundRow,
    InviteRow, InvitesTable, MemberColumn, MembersTable, Numbered, PeopleRow, PeopleTable, RoleRow,
    RolesTable, RulesTable, SiteRow, SitesTable,
};
use super::super::super::shared::lock;
use crate::index::{Cancel, Cancelled, Needle, TextIndex, fold};
use std::sync::{Arc, Mutex};

/// Most rows of a kind that are shown.
pub(super) const MOST: usize = 6;
/// Rows among which the best are looked for. Beyond that the first ones of the list are as good.
const RANKED: usize = 4_000;

/// The locations of these sites: row of the site, and which of its locations. There are a few
/// thousand at most, but they are looked through with each letter.
struct Built {
    of: Arc<SitesTable>,
    rows: Vec<(u32, u32)>,
    index: TextIndex,
}

/// Locations, indexed once for each reading of the sites.
#[derive(Clone, Default)]
pub(super) struct Locations(Arc<Mutex<Option<Arc<Built>>>>);

impl Locations {
    fn of(&self, sites: &Arc<SitesTable>) -> Arc<Built> {
        let mut kept = lock(&self.0);
        let known = kept.clone().filter(|b| Arc::ptr_eq(&b.of, sites));
        let built = known.unwrap_or_else(|| Arc::new(build(sites)));
        *kept = Some(Arc::clone(&built));
        built
    }
}

fn build(sites: &Arc<SitesTable>) -> Built {
    let mut rows = Vec::new();
    for (at, row) in sites.rows.iter().enumerate() {
        rows.extend((0..row.locations.len()).map(|which| (at as u32, which as u32)));
    }
    let words = sites.rows.iter().flat_map(|row| &row.locations).map(|l| {
        let address = l.address.as_deref().unwrap_or_default();
        format!("{} {address} {}", l.name, l.id)
    });
    Built {
        index: TextIndex::build(words),
        rows,
        of: Arc::clone(sites),
    }
}

/// The tables as they are now.
pub(super) struct Tables {
    locations: Locations,
    people: Option<Arc<PeopleTable>>,
    sites: Option<Arc<SitesTable>>,
    access: Option<Arc<AccessTable>>,
    invites: Option<Arc<InvitesTable>>,
    roles: Option<Arc<RolesTable>>,
    members: Option<Arc<MembersTable>>,
    accounts: Option<Arc<AccountsTable>>,
    rules: Option<Arc<RulesTable>>,
}

impl Tables {
    pub(super) fn of(open: &Open, locations: &Locations) -> Self {
        Self {
            locations: locations.clone(),
            people: open.people.table.borrow().clone(),
            sites: open.sites.table.borrow().clone(),
            access: open.contributors.table.borrow().clone(),
            invites: open.invites.table.borrow().clone(),
            roles: open.roles.table.borrow().clone(),
            members: open.members.shelf.table.borrow().clone(),
            accounts: open.family.accounts.table.borrow().clone(),
            rules: open.rules.shelf.table.borrow().clone(),
        }
    }

    /// Everything that has this text; `None` if something else was typed meanwhile.
    pub(super) fn find(&self, text: &str, stale: Cancel<'_>) -> Option<Vec<FoundGroup>> {
        self.look(text, stale).ok()
    }

    fn look(&self, text: &str, stale: Cancel<'_>) -> Result<Vec<FoundGroup>, Cancelled> {
        let mut groups = vec![
            of(FoundKind::Person, self.people.as_ref(), text, stale, person)?,
            of(FoundKind::Site, self.sites.as_ref(), text, stale, site)?,
            of(
                FoundKind::Contributor,
                self.access.as_ref(),
                text,
                stale,
                contributor,
            )?,
            of(
                FoundKind::Invite,
                self.invites.as_ref(),
                text,
                stale,
                invite,
            )?,
            of(FoundKind::Role, self.roles.as_ref(), text, stale, role)?,
            self.locations(text, stale)?,
            self.members(text, stale)?,
            of(
                FoundKind::Account,
                self.accounts.as_ref(),
                text,
                stale,
                |row| (row.name.clone(), row.kin.words().to_owned()),
            )?,
            of(
                FoundKind::Finding,
                self.rules.as_ref(),
                text,
                stale,
                finding,
            )?,
        ];
        groups.retain(|g| g.total > 0);
        Ok(groups)
    }

    fn members(&self, text: &str, stale: Cancel<'_>) -> Result<FoundGroup, Cancelled> {
        let mut found = of(
            FoundKind::Member,
            self.members.as_ref(),
            text,
            stale,
            |row| (row.name(), row.text(MemberColumn::Login).to_owned()),
        )?;
        if let Some(table) = &self.members {
            for row in &mut found.rows {
                if let FoundAt::Row(number) = row.at {
                    row.at = FoundAt::Member(table.site.clone(), number);
                }
                row.detail = joined(&[&row.detail, &table.site_name]);
            }
        }
        Ok(found)
    }

    /// Locations stand in the rows of their sites.
    fn locations(&self, text: &str, stale: Cancel<'_>) -> Result<FoundGroup, Cancelled> {
        let Some(sites) = &self.sites else {
            return Ok(none(FoundKind::Location));
        };
        let built = self.locations.of(sites);
        best(FoundKind::Location, &built.index, text, stale, |hit| {
            let (at, which) = *built.rows.get(hit as usize)?;
            let row = sites.rows.get(at as usize)?;
            let location = row.locations.get(which as usize)?;
            Some(FoundRow {
                title: location.label().to_owned(),
                detail: row.name.clone(),
                at: FoundAt::Row(sites.numbers().number(at)),
            })
        })
    }
}

fn none(kind: FoundKind) -> FoundGroup {
    FoundGroup {
        kind,
        rows: Vec::new(),
        total: 0,
    }
}

fn of<T: Numbered>(
    kind: FoundKind,
    table: Option<&Arc<T>>,
    text: &str,
    stale: Cancel<'_>,
    words: impl Fn(&T::Row) -> (String, String),
) -> Result<FoundGroup, Cancelled> {
    let Some(table) = table else {
        return Ok(none(kind));
    };
    best(kind, table.index().text(), text, stale, |hit| {
        let row = table.rows().get(hit as usize)?;
        let (title, detail) = words(row);
        Some(FoundRow {
            title,
            detail,
            at: FoundAt::Row(table.numbers().number(hit)),
        })
    })
}

/// The best hits of an index: names that begin with the text, then those with a word that does.
pub(super) fn best(
    kind: FoundKind,
    index: &TextIndex,
    text: &str,
    stale: Cancel<'_>,
    row: impl Fn(u32) -> Option<FoundRow>,
) -> Result<FoundGroup, Cancelled> {
    let found = index.search(Needle::new(text), None, stale)?;
    let typed = fold(text.trim());
    let mut ranked: Vec<(u8, FoundRow)> = Vec::new();
    for hit in found.hits().iter().take(RANKED) {
        if let Some(row) = row(hit) {
            ranked.push((rank(&row.title, &typed), row));
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.truncate(MOST);
    Ok(FoundGroup {
        kind,
        rows: ranked.into_iter().map(|(_, row)| row).collect(),
        total: found.hits().len(),
    })
}

fn rank(title: &str, typed: &str) -> u8 {
    let title = fold(title);
    if *title == *typed {
        0
    } else if title.starts_with(typed) {
        1
    } else if title
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| !word.is_empty() && word.starts_with(typed))
    {
        2
    } else {
        3 + u8::from(!title.contains(typed))
    }
}

/// Those of these texts that are not empty, as one line.
pub(super) fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    parts.join(" · ")
}

fn person(row: &PeopleRow) -> (String, String) {
    let address = row.addresses.first().map_or("", String::as_str);
    let address = if address == row.name { "" } else { address };
    let places = match row.places.open() {
        1 => "1 place".to_owned(),
        n => format!("{n} places"),
    };
    (row.name.clone(), joined(&[address, &places]))
}

fn site(row: &SiteRow) -> (String, String) {
    (row.name.clone(), joined(&[&row.folder, row.state]))
}

fn contributor(row: &AccessRow) -> (String, String) {
    let roles = row.role_titles.join(", ");
    (row.name.clone(), joined(&[&row.site_name, &roles]))
}

fn invite(row: &InviteRow) -> (String, String) {
    let name = if row.name.is_empty() {
        &row.email
    } else {
        &row.name
    };
    (name.clone(), joined(&[&row.place, &row.word]))
}

fn role(row: &RoleRow) -> (String, String) {
    let held = match row.people.len() {
        0 => "held by nobody".to_owned(),
        1 => "held by 1 person".to_owned(),
        n => format!("held by {n} people"),
    };
    (row.title.clone(), joined(&[row.level, &held]))
}

fn finding(row: &FindingRow) -> (String, String) {
    let waived = if row.is_open() { "" } else { "waived" };
    let rule = row.finding.rule.title();
    (row.finding.who.clone(), joined(&[rule, waived]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::never;

    #[test]
    fn names_that_begin_so_come_first_in_any_script_and_all_are_counted() {
        let names = ["Joanna Berg", "Anna", "Berg Anna", "Sanna", "أنا", "ÄNNA"];
        let index = TextIndex::build(names);
        let find = |text: &str| {
            let row = |hit: u32| {
                Some(FoundRow {
                    title: names[hit as usize].to_owned(),
                    detail: String::new(),
                    at: FoundAt::Row(hit),
                })
            };
            best(FoundKind::Person, &index, text, &never, row).unwrap()
        };
        let titles =
            |g: &FoundGroup| -> Vec<String> { g.rows.iter().map(|r| r.title.clone()).collect() };
        let found = find("anna");
        let way = ["Anna", "ÄNNA", "Berg Anna", "Joanna Berg", "Sanna"];
        assert_eq!(titles(&found), way);
        assert_eq!(found.total, 5);
        assert_eq!(titles(&find("أنا")), ["أنا"]);
        assert_eq!(find("zzz").total, 0);
    }
}
