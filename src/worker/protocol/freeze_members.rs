//! Freezing a site's members into columns with their index.

use super::members::{CELL, member_groups as groups};
use super::{
    FoundAtWix, MemberColumn, MemberColumns, MemberMark, MemberRow, MembersInfo, MembersTable,
    Numbers,
};
use crate::access::{
    ActivityStatus, Brief, Held, MemberEvent, MemberId, MemberStatus, Privacy, SiteId, fold_email,
};
use crate::index::{COLUMN, FacetsBuilder, GroupId, Index, Rank, Ranked, TextBuilder, ValueId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Different domains that a filter offers; the rest is one value.
const DOMAINS: usize = 2_000;
/// Different values of a custom field that a filter offers; the rest is one value.
const VALUES: usize = 40;
/// Custom fields that filters offer.
const FIELDS: usize = 24;
const DAY: i64 = 24 * 60 * 60;

/// How long ago, in days: word, label, first day that is too long ago.
const AGES: [(&str, &str, i64); 5] = [
    ("7", "In the last 7 days", 7),
    ("30", "8 to 30 days ago", 30),
    ("90", "31 to 90 days ago", 90),
    ("365", "91 to 365 days ago", 365),
    ("older", "More than a year ago", i64::MAX),
];

/// What is known beside the members themselves.
#[derive(Debug, Clone, Default)]
pub struct MembersBeside {
    /// The site's name.
    pub site_name: String,
    /// Addresses of accounts that contribute to the site.
    pub contributors: BTreeSet<String>,
    /// Addresses of the account that owns it.
    pub owners: BTreeSet<String>,
    /// What Wix's own search found, and whom.
    pub found: Option<(FoundAtWix, BTreeSet<MemberId>)>,
    /// How the reading stands.
    pub info: MembersInfo,
    /// What happened between readings, newest first, and how much in all.
    pub changes: (Vec<MemberEvent>, u64),
}

/// Values that are the same for every site.
struct Fixed {
    created: Vec<ValueId>,
    logins: Vec<ValueId>,
    has: Vec<(u16, ValueId, ValueId)>,
    marks: Vec<(u8, ValueId)>,
    not_made: ValueId,
    never: ValueId,
}

/// Collects members one after the other.
pub struct MembersBuilder {
    now: i64,
    beside: MembersBeside,
    columns: MemberColumns,
    slots: Vec<u32>,
    text: TextBuilder,
    facets: FacetsBuilder,
    fixed: Fixed,
    status: (GroupId, Vec<ValueId>),
    privacy: (GroupId, Vec<ValueId>),
    activity: (GroupId, Vec<ValueId>),
    domain: GroupId,
    domains: HashMap<String, ValueId>,
    custom: BTreeMap<String, (GroupId, HashMap<String, ValueId>)>,
    values: Vec<ValueId>,
}

impl std::fmt::Debug for MembersBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MembersBuilder")
            .field("rows", &self.slots.len())
            .finish_non_exhaustive()
    }
}

fn fixed(facets: &mut FacetsBuilder, found: Option<&FoundAtWix>) -> Fixed {
    let created = facets.group(groups::CREATED, "Made");
    let logins = facets.group(groups::LAST_LOGIN, "Last login");
    let has = facets.group(groups::HAS, "Has");
    let lacks = facets.group(groups::LACKS, "Lacks");
    let mark = facets.group(groups::MARK, "Mark");
    let found_group = facets.group(groups::FOUND, "Wix’s own search");
    let mut ages = |group| {
        AGES.map(|(key, label, _)| facets.value(group, key, label))
            .to_vec()
    };
    let (ages_created, ages_logins) = (ages(created), ages(logins));
    let not_made = facets.value(created, "none", "Not told");
    let never = facets.value(logins, "none", "Never, or not told");
    let has = Held::iter().map(|held| {
        let (key, label) = (held.key(), held.label());
        (
            held.bit(),
            facets.value(has, key, label),
            facets.value(lacks, key, label),
        )
    });
    let has = has.collect();
    let marks = MemberMark::iter().map(|one| {
        let label = match (one, found) {
            (MemberMark::Found, Some(found)) => format!("Found for “{}”", found.text),
            _ => one.label().to_owned(),
        };
        let group = if one == MemberMark::Found {
            found_group
        } else {
            mark
        };
        (one.bit(), facets.value(group, one.key(), &label))
    });
    let marks = marks.collect();
    Fixed {
        created: ages_created,
        logins: ages_logins,
        has,
        marks,
        not_made,
        never,
    }
}

/// Whether a GUID is written as it usually is, so that it can be written again from its number.
fn is_usual(id: uuid::Uuid, text: &str) -> bool {
    let mut buffer = uuid::Uuid::encode_buffer();
    id.hyphenated().encode_lower(&mut buffer) == text
}

/// The number of a word, which is added if it is new. Beyond 255 the last one stands for all.
fn number<T: PartialEq + Clone>(all: &mut Vec<T>, word: &T) -> usize {
    if let Some(at) = all.iter().position(|known| known == word) {
        return at;
    }
    if all.len() < 255 {
        all.push(word.clone());
    }
    all.len() - 1
}

impl MembersBuilder {
    /// For a table as of this moment.
    pub fn new(now: Timestamp, beside: MembersBeside) -> Self {
        let mut facets = FacetsBuilder::default();
        let status = facets.group(groups::STATUS, "Status");
        let privacy = facets.group(groups::PRIVACY, "Privacy");
        let activity = facets.group(groups::ACTIVITY, "Activity");
        let domain = facets.group(groups::DOMAIN, "Mail domain");
        let fixed = fixed(&mut facets, beside.found.as_ref().map(|(found, _)| found));
        let mut builder = Self {
            now: now.as_second(),
            beside,
            columns: MemberColumns::default(),
            slots: Vec::new(),
            text: TextBuilder::default(),
            facets,
            fixed,
            status: (status, Vec::new()),
            privacy: (privacy, Vec::new()),
            activity: (activity, Vec::new()),
            domain,
            domains: HashMap::new(),
            custom: BTreeMap::new(),
            values: Vec::new(),
        };
        for status in [
            MemberStatus::Pending,
            MemberStatus::Approved,
            MemberStatus::Blocked,
            MemberStatus::Offline,
        ] {
            builder.status_value(&status);
        }
        builder
    }

    fn status_value(&mut self, status: &MemberStatus) -> usize {
        let at = number(&mut self.columns.statuses, status);
        if at == self.status.1.len() {
            let value = self
                .facets
                .value(self.status.0, status.wire(), status.label());
            self.status.1.push(value);
        }
        at
    }

    fn privacy_value(&mut self, privacy: &Privacy) -> usize {
        let at = number(&mut self.columns.privacies, privacy);
        if at == self.privacy.1.len() {
            let value = self
                .facets
                .value(self.privacy.0, privacy.wire(), privacy.label());
            self.privacy.1.push(value);
        }
        at
    }

    fn activity_value(&mut self, activity: &ActivityStatus) -> usize {
        let at = number(&mut self.columns.activities, activity);
        if at == self.activity.1.len() {
            let value = self
                .facets
                .value(self.activity.0, activity.wire(), activity.label());
            self.activity.1.push(value);
        }
        at
    }

    /// Adds one member with the number of its place. Numbers ascend.
    pub fn add(&mut self, slot: u32, brief: &Brief<'_>) {
        let row = self.slots.len() as u32;
        self.slots.push(slot);
        self.texts(brief);
        self.text.row(&[
            brief.name,
            brief.nickname,
            brief.login,
            brief.slug,
            brief.emails,
        ]);
        match uuid::Uuid::try_parse(brief.id) {
            Ok(id) if is_usual(id, brief.id) => {
                self.columns.ids.push(id.as_u128());
            }
            _ => {
                self.columns.ids.push(0);
                self.columns.odd_ids.insert(row, brief.id.to_owned());
            }
        }
        let words = [
            self.status_value(&brief.status),
            self.privacy_value(&brief.privacy),
            self.activity_value(&brief.activity),
        ];
        self.columns.words.push(words.map(|at| at as u8));
        let seconds = |time: Option<i64>| time.and_then(|t| u32::try_from(t).ok()).unwrap_or(0);
        let times = [brief.created, brief.updated, brief.last_login];
        self.columns.times.push(times.map(seconds));
        self.columns.has.push(brief.has);
        let marks = self.marks(brief);
        self.columns.marks.push(marks);
        self.facets_of(brief, words, marks);
    }

    fn texts(&mut self, brief: &Brief<'_>) {
        let cells = [
            brief.name,
            brief.nickname,
            brief.login,
            brief.slug,
            brief.title,
            brief.company,
            brief.job_title,
            brief.phones,
            brief.emails,
            brief.place,
        ];
        let texts = &mut self.columns.texts;
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                texts.push(CELL);
            }
            if cell.contains(CELL) {
                texts.extend(cell.chars().map(|c| if c == CELL { ' ' } else { c }));
            } else {
                texts.push_str(cell);
            }
        }
        self.columns.ends.push(texts.len() as u32);
    }

    fn marks(&self, brief: &Brief<'_>) -> u8 {
        let beside = &self.beside;
        let mut marks = 0;
        if !beside.contributors.is_empty() || !beside.owners.is_empty() {
            let login = fold_email(brief.login);
            if beside.owners.contains(&login) {
                marks |= MemberMark::Owner.bit();
            } else if beside.contributors.contains(&login) {
                marks |= MemberMark::Contributor.bit();
            }
        }
        let found = beside.found.as_ref();
        if found.is_some_and(|(_, ids)| ids.contains(&MemberId::new(brief.id))) {
            marks |= MemberMark::Found.bit();
        }
        marks
    }

    fn facets_of(&mut self, brief: &Brief<'_>, words: [usize; 3], marks: u8) {
        let mut values = std::mem::take(&mut self.values);
        values.clear();
        for (group, at) in [&self.status, &self.privacy, &self.activity]
            .into_iter()
            .zip(words)
        {
            values.extend(group.1.get(at));
        }
        let age = |time: Option<i64>, ages: &[ValueId], none: ValueId| {
            let Some(time) = time else { return none };
            let days = (self.now - time).max(0) / DAY;
            let at = AGES.iter().position(|(_, _, end)| days < *end);
            at.and_then(|at| ages.get(at)).copied().unwrap_or(none)
        };
        values.push(age(brief.created, &self.fixed.created, self.fixed.not_made));
        values.push(age(brief.last_login, &self.fixed.logins, self.fixed.never));
        for (bit, has, lacks) in &self.fixed.has {
            values.push(if brief.has & bit != 0 { *has } else { *lacks });
        }
        let bears = self.fixed.marks.iter().filter(|(bit, _)| marks & bit != 0);
        values.extend(bears.map(|(_, value)| *value));
        values.extend(self.domain_of(brief.login));
        for field in &brief.custom {
            values.extend(self.custom_value(field.key, field.name, field.value));
        }
        self.facets.row(&values);
        self.values = values;
    }

    fn domain_of(&mut self, login: &str) -> Option<ValueId> {
        let (_, domain) = login.rsplit_once('@')?;
        if let Some(known) = self.domains.get(domain) {
            return Some(*known);
        }
        let lower = domain.trim().to_lowercase();
        if lower.is_empty() {
            return None;
        }
        let value = if self.domains.len() < DOMAINS {
            let value = self.facets.value(self.domain, &lower, &lower);
            self.domains.insert(domain.to_owned(), value);
            value
        } else {
            self.facets.value(self.domain, "*", "Other domains")
        };
        Some(value)
    }

    fn custom_value(&mut self, key: &str, name: &str, value: &str) -> Option<ValueId> {
        if !self.custom.contains_key(key) {
            if self.custom.len() == FIELDS {
                return None;
            }
            let label = if name.is_empty() { key } else { name };
            let group = self
                .facets
                .group(&format!("{}{key}", groups::CUSTOM), label);
            self.custom.insert(key.to_owned(), (group, HashMap::new()));
        }
        let (group, known) = self.custom.get_mut(key)?;
        if let Some(known) = known.get(value) {
            return Some(*known);
        }
        if known.len() == VALUES {
            return Some(self.facets.value(*group, "*", "Other values"));
        }
        let made = self.facets.value(*group, value, value);
        known.insert(value.to_owned(), made);
        Some(made)
    }

    /// The finished table.
    pub fn finish(self, site: SiteId) -> MembersTable {
        let mut columns = self.columns;
        columns.texts.shrink_to_fit();
        let columns = Arc::new(columns);
        let ranks = MemberColumn::iter().map(|c| rank(Arc::clone(&columns), c));
        let index = Index::new(self.text.finish(), self.facets.finish(), ranks.collect());
        let mut index = index.unwrap_or_default();
        for (which, key) in [groups::CREATED, groups::UPDATED, groups::LAST_LOGIN]
            .into_iter()
            .enumerate()
        {
            let columns = Arc::clone(&columns);
            let of = move |row: u32| columns.time(row as usize, which);
            index = index.with_number(key, Arc::new(of));
        }
        let row = |at| MemberRow {
            columns: Arc::clone(&columns),
            at,
        };
        MembersTable {
            site,
            site_name: self.beside.site_name,
            rows: (0..self.slots.len() as u32).map(row).collect(),
            index,
            numbers: Numbers::fixed(self.slots),
            info: self.beside.info,
            found: self.beside.found.map(|(found, _)| found),
            changes: self.beside.changes,
        }
    }
}

/// The rank of a column, made when somebody first sorts by it.
fn rank(columns: Arc<MemberColumns>, column: MemberColumn) -> Ranked {
    Ranked::later(move || {
        let rows = 0..columns.len();
        let times = |which| {
            let all = rows.clone().map(|row| columns.time(row, which));
            Rank::of(&all.collect::<Vec<_>>())
        };
        match column {
            MemberColumn::Created => times(0),
            MemberColumn::Updated => times(1),
            MemberColumn::LastLogin => times(2),
            MemberColumn::Name => Rank::of_texts(rows.map(|row| Some(columns.name(row)))),
            MemberColumn::Status => Rank::of_texts(rows.map(|row| Some(columns.word(row, 0)))),
            MemberColumn::Privacy => Rank::of_texts(rows.map(|row| Some(columns.word(row, 1)))),
            MemberColumn::Activity => Rank::of_texts(rows.map(|row| Some(columns.word(row, 2)))),
            other => {
                let cell = other.text().unwrap_or_default();
                Rank::of_texts(rows.map(|row| Some(columns.text(row, cell))))
            }
        }
    })
}

/// Between columns of a row in the text that is searched; the same as in every table.
const _: () = assert!(COLUMN as u32 == CELL as u32);
