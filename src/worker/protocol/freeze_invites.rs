//! Freezing invites of both kinds into one table with its index.

use super::Numbers;
use super::invites::{InviteKey, InviteRow, InviteState, InvitesTable, SiteTold};
use crate::access::{
    AccountInvite, Directory, InviteStatus, Reach, SiteId, SiteInvite, Team, fold_email,
};
use crate::index::{COLUMN, FacetsBuilder, GroupId, Index, Rank, TextIndex, ValueId};
use crate::plan::SiteAccess;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use std::collections::BTreeSet;
use strum::IntoEnumIterator as _;

/// Days and weeks that the timeline can show before and after today.
const WEEKS_BACK: i64 = 6;
const WEEKS_AHEAD: i64 = 8;
const DAYS_AHEAD: i64 = 34;

/// Keys of the facet groups of invites.
pub mod invite_groups {
    /// State.
    pub const STATE: &str = "state";
    /// Account or site.
    pub const KIND: &str = "kind";
    /// Role.
    pub const ROLE: &str = "role";
    /// Site that it leads to.
    pub const SITE: &str = "site";
    /// Domain of the address.
    pub const DOMAIN: &str = "domain";
    /// How soon it ends.
    pub const ENDS: &str = "ends";
    /// Day on which it ends, for the timeline.
    pub const DAY: &str = "day";
    /// Week in which it ends or ended, by its Monday, for the timeline.
    pub const WEEK: &str = "week";
}

/// Makes the table. `read` is when the team and with it the account invites were read. Work grows
/// with the number of invites, so it runs off the window's thread.
pub fn freeze_invites(
    team: &Team,
    directory: &Directory,
    access: &SiteAccess,
    told: &SiteTold,
    read: Option<Timestamp>,
    now: Timestamp,
) -> InvitesTable {
    let mut rows: Vec<(InviteRow, BTreeSet<SiteId>)> = team
        .invites
        .iter()
        .map(|i| account_row(i, directory, read, now))
        .collect();
    let account = rows.len();
    for invite in access.invites.values().flatten() {
        let row = site_row(invite, directory, access, told, now);
        rows.push((row, BTreeSet::from([invite.site.clone()])));
    }
    let site = rows.len() - account;
    // What ends first stands first; what is over comes behind it, the latest first.
    rows.sort_by_cached_key(|(row, _)| {
        let ends = row.ends.map_or(i64::MAX, Timestamp::as_second);
        let over = row.state != InviteState::Open;
        let order = match (over, row.ends) {
            (false, _) => ends,
            (true, None) => i64::MAX,
            (true, Some(_)) => -ends,
        };
        (over, order, fold_email(&row.email), row.key.clone())
    });
    let index = index(&rows, directory, now);
    let rows: Vec<InviteRow> = rows.into_iter().map(|(row, _)| row).collect();
    InvitesTable {
        numbers: Numbers::new(None, rows.iter().map(|r| r.key.clone())),
        rows,
        index,
        frozen: now,
        account,
        site,
    }
}

fn account_row(
    invite: &AccountInvite,
    directory: &Directory,
    read: Option<Timestamp>,
    now: Timestamp,
) -> (InviteRow, BTreeSet<SiteId>) {
    let past = invite.expires_at.is_some_and(|end| end <= now);
    let state = match InviteState::of(&invite.status) {
        InviteState::Open if past => InviteState::Ended,
        other => other,
    };
    let held = &invite.assignments;
    let sites: BTreeSet<SiteId> = held
        .iter()
        .filter_map(|a| match &a.reach {
            Reach::Site { id, .. } => Some(id.clone()),
            _ => None,
        })
        .collect();
    let labels: BTreeSet<String> = held
        .iter()
        .map(|a| directory.reach_label(&a.reach))
        .collect();
    let place = if held.is_empty() {
        "No access".to_owned()
    } else if held.iter().any(|a| a.reach == Reach::Account) {
        "Whole account".to_owned()
    } else if labels.len() == 1 {
        labels.into_iter().next().unwrap_or_default()
    } else {
        format!("{} places", labels.len())
    };
    let grants = held.iter().map(|a| {
        let role = directory.role_name(&a.role).to_owned();
        (role, directory.reach_label(&a.reach))
    });
    let mut roles: Vec<_> = held.iter().map(|a| a.role.clone()).collect();
    roles.sort();
    roles.dedup();
    let row = InviteRow {
        key: InviteKey::Account(invite.id.clone()),
        name: name(&invite.email, invite.id.as_str()),
        email: invite.email.clone(),
        place,
        role_titles: titles(directory, &roles),
        roles,
        grants: grants.collect(),
        locations: Vec::new(),
        state,
        word: word(&invite.status),
        probably: None,
        accepted_by: None,
        sent: invite.created_at,
        ends: invite.expires_at,
        told: read,
        noted: None,
        link: link(invite.accept_link.as_ref()),
    };
    (row, sites)
}

fn site_row(
    invite: &SiteInvite,
    directory: &Directory,
    access: &SiteAccess,
    told: &SiteTold,
    now: Timestamp,
) -> InviteRow {
    let state = match InviteState::of(&invite.status_at(now)) {
        // What was told counts; a guess stands only where nothing that is over was told.
        InviteState::Open | InviteState::Ended | InviteState::Unknown
            if invite.probably.is_some() =>
        {
            InviteState::Probably
        }
        state => state,
    };
    let at = told.get(&(invite.site.clone(), invite.id.clone())).copied();
    let anything = !matches!(&invite.status, InviteStatus::Other(w) if w.is_empty())
        || invite.created_at.is_some()
        || !invite.roles.is_empty();
    let place = directory.site_name(&invite.site).to_owned();
    let role_titles = titles(directory, &invite.roles);
    let grants = role_titles.iter().map(|t| (t.clone(), place.clone()));
    let places = invite.locations.iter();
    InviteRow {
        key: InviteKey::Site(invite.site.clone(), invite.id.clone()),
        name: name(&invite.email, invite.id.as_str()),
        email: invite.email.clone(),
        grants: grants.collect(),
        place,
        roles: invite.roles.clone(),
        role_titles,
        locations: places
            .map(|l| access.location_name(&invite.site, l).to_owned())
            .collect(),
        state,
        word: word(&invite.status),
        probably: invite.probably.as_ref().map(|p| {
            let who = access.who(&p.account).name;
            (p.account.clone(), who, p.at)
        }),
        accepted_by: invite.accepted_by.as_ref().map(|a| access.who(a).name),
        sent: invite.created_at,
        ends: invite.expires_at,
        told: at.filter(|_| anything),
        noted: at.filter(|_| !anything),
        link: link(invite.accept_link.as_ref()),
    }
}

fn name(email: &str, id: &str) -> String {
    if email.is_empty() { id } else { email }.to_owned()
}

fn word(status: &InviteStatus) -> String {
    match status {
        InviteStatus::Other(word) => word.clone(),
        _ => String::new(),
    }
}

fn link(link: Option<&String>) -> Option<String> {
    link.filter(|l| !l.is_empty()).cloned()
}

fn titles(directory: &Directory, roles: &[crate::access::RoleId]) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for role in roles {
        let title = directory.role_name(role);
        if !titles.iter().any(|t| t == title) {
            titles.push(title.to_owned());
        }
    }
    titles
}

/// The day on which an end falls, as people here count days.
fn date(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::system()).date()
}

fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().since(Weekday::Monday));
    day.saturating_sub(Span::new().days(back))
}

/// The groups of the facets, with the values that come in an order of their own.
struct Groups {
    state: GroupId,
    kind: GroupId,
    role: GroupId,
    site: GroupId,
    domain: GroupId,
    ends: GroupId,
    day: GroupId,
    week: GroupId,
    today: Date,
}

impl Groups {
    fn of(facets: &mut FacetsBuilder, now: Timestamp) -> Self {
        use invite_groups as g;
        let groups = Self {
            state: facets.group(g::STATE, "State"),
            ends: facets.group(g::ENDS, "Ends"),
            kind: facets.group(g::KIND, "Invite to"),
            role: facets.group(g::ROLE, "Role"),
            site: facets.group(g::SITE, "Site"),
            domain: facets.group(g::DOMAIN, "Domain"),
            day: facets.group(g::DAY, "Ends on"),
            week: facets.group(g::WEEK, "Ends in the week of"),
            today: date(now),
        };
        for state in InviteState::iter() {
            facets.value(groups.state, state.key(), state.label());
        }
        for (key, label) in ENDS {
            facets.value(groups.ends, key, label);
        }
        for n in 0..=DAYS_AHEAD {
            groups.day_value(facets, groups.today.saturating_add(Span::new().days(n)));
        }
        facets.value(groups.week, "earlier", "Earlier");
        for n in -WEEKS_BACK..=WEEKS_AHEAD {
            groups.week_value(
                facets,
                monday(groups.today).saturating_add(Span::new().weeks(n)),
            );
        }
        facets.value(groups.week, "later", "Later");
        groups
    }

    fn day_value(&self, facets: &mut FacetsBuilder, day: Date) -> ValueId {
        let label = day.strftime("%-d %b").to_string();
        facets.value(self.day, &day.to_string(), &label)
    }

    fn week_value(&self, facets: &mut FacetsBuilder, week: Date) -> ValueId {
        let label = week.strftime("%-d %b").to_string();
        facets.value(self.week, &week.to_string(), &label)
    }

    /// Values of the end of a row that is open or ended.
    fn end(&self, facets: &mut FacetsBuilder, row: &InviteRow, now: Timestamp) -> Vec<ValueId> {
        use InviteState as S;
        let Some(end) = row.ends else {
            return match row.state {
                S::Open | S::Unknown => vec![facets.value(self.ends, "unknown", "End not told")],
                _ => Vec::new(),
            };
        };
        if !matches!(row.state, S::Open | S::Ended | S::Unknown) {
            return Vec::new();
        }
        let mut values = Vec::new();
        let left = end.duration_since(now);
        if left > SignedDuration::ZERO {
            let within = |days: i64| left <= SignedDuration::from_hours(24 * days);
            for (days, (key, label)) in [7, 14, 30].into_iter().zip(ENDS) {
                if within(days) {
                    values.push(facets.value(self.ends, key, label));
                }
            }
            if !within(30) {
                values.push(facets.value(self.ends, "later", "Later"));
            }
        }
        let day = date(end);
        if day >= self.today && day <= self.today.saturating_add(Span::new().days(DAYS_AHEAD)) {
            values.push(self.day_value(facets, day));
        }
        let (week, this) = (monday(day), monday(self.today));
        values.push(
            if week < this.saturating_sub(Span::new().weeks(WEEKS_BACK)) {
                facets.value(self.week, "earlier", "Earlier")
            } else if week > this.saturating_add(Span::new().weeks(WEEKS_AHEAD)) {
                facets.value(self.week, "later", "Later")
            } else {
                self.week_value(facets, week)
            },
        );
        values
    }
}

/// Values of how soon an invite ends, the nearest first.
const ENDS: [(&str, &str); 3] = [
    ("7", "Within 7 days"),
    ("14", "Within 14 days"),
    ("30", "Within 30 days"),
];

fn index(rows: &[(InviteRow, BTreeSet<SiteId>)], directory: &Directory, now: Timestamp) -> Index {
    let texts = rows.iter().map(|(r, _)| {
        let mut parts: Vec<&str> = vec![&r.email, r.key.id().as_str(), &r.place];
        parts.push(r.state.label());
        parts.push(r.key.kind());
        parts.extend(r.role_titles.iter().map(String::as_str));
        parts.extend(r.grants.iter().map(|(_, place)| place.as_str()));
        parts.join(&COLUMN.to_string())
    });
    let text = TextIndex::build(texts);
    let mut facets = FacetsBuilder::default();
    let groups = Groups::of(&mut facets, now);
    for (row, sites) in rows {
        let kind = row.key.kind();
        let mut values = vec![
            facets.value(groups.state, row.state.key(), row.state.label()),
            facets.value(groups.kind, &kind.to_lowercase(), kind),
        ];
        for role in &row.roles {
            let title = directory.role_name(role);
            values.push(facets.value(groups.role, role.as_str(), title));
        }
        for site in sites {
            let name = directory.site_name(site);
            values.push(facets.value(groups.site, site.as_str(), name));
        }
        let domain = row.email.rsplit_once('@').map(|(_, d)| d.to_lowercase());
        if let Some(domain) = domain.filter(|d| !d.is_empty()) {
            values.push(facets.value(groups.domain, &domain, &domain));
        }
        values.extend(groups.end(&mut facets, row, now));
        facets.row(&values);
    }
    let rows = || rows.iter().map(|(row, _)| row);
    let ranks = vec![
        Rank::of_texts(rows().map(|r| Some(r.name.as_str()))),
        Rank::of(&rows().map(|r| Some(r.state)).collect::<Vec<_>>()),
        Rank::of(&rows().map(|r| r.ends).collect::<Vec<_>>()),
        Rank::of_texts(rows().map(|r| Some(r.place.as_str()))),
        Rank::of_texts(rows().map(|r| Some(r.role_titles.join(", ")))),
        Rank::of_texts(rows().map(|r| Some(r.key.kind()))),
        Rank::of(&rows().map(|r| r.sent).collect::<Vec<_>>()),
    ];
    Index::new(text, facets.finish(), ranks).unwrap_or_default()
}
