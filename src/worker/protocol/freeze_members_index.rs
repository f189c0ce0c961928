//! What is searched and filtered of a site's members, member by member.

use super::members::member_groups as groups;
use super::{FoundAtWix, MemberMark};
use crate::access::{ActivityStatus, Brief, Held, MemberStatus, Privacy};
use crate::index::{Facets, FacetsBuilder, GroupId, TextBuilder, TextIndex, ValueId};
use std::collections::{BTreeMap, HashMap};
use strum::IntoEnumIterator as _;

/// Different domains that a filter offers; the rest is one value.
const DOMAINS: usize = 2_000;
/// Different values of a custom field that a filter offers; the rest is one value.
const VALUES: usize = 40;
/// Custom fields that filters offer.
const FIELDS: usize = 24;
/// Bytes of a member that are searched, and values that filters have of it: a guess for making room.
const SEARCHED: usize = 128;
const VALUES_EACH: usize = 24;
const DAY: i64 = 24 * 60 * 60;

/// How long ago, in days: word, label, first day that is too long ago.
const AGES: [(&str, &str, i64); 5] = [
    ("7", "In the last 7 days", 7),
    ("30", "8 to 30 days ago", 30),
    ("90", "31 to 90 days ago", 90),
    ("365", "91 to 365 days ago", 365),
    ("older", "More than a year ago", i64::MAX),
];

/// Values that are the same for every site.
struct Fixed {
    created: Vec<ValueId>,
    logins: Vec<ValueId>,
    has: Vec<(u16, ValueId, ValueId)>,
    marks: Vec<(u8, ValueId)>,
    not_made: ValueId,
    never: ValueId,
}

/// Collects texts to search and values to filter by.
pub(super) struct Searched {
    now: i64,
    text: TextBuilder,
    facets: FacetsBuilder,
    fixed: Fixed,
    status: Words<MemberStatus>,
    privacy: Words<Privacy>,
    activity: Words<ActivityStatus>,
    domain: GroupId,
    domains: HashMap<String, ValueId>,
    custom: BTreeMap<String, (GroupId, HashMap<String, ValueId>)>,
    values: Vec<ValueId>,
}

/// A group whose values are words of Wix.
struct Words<T> {
    group: GroupId,
    known: Vec<(T, ValueId)>,
}

impl<T: PartialEq + Clone> Words<T> {
    fn new(facets: &mut FacetsBuilder, key: &str, label: &str) -> Self {
        Self {
            group: facets.group(key, label),
            known: Vec::new(),
        }
    }

    /// The value of a word. Few are different, so they are looked for one by one.
    fn value(&mut self, facets: &mut FacetsBuilder, word: &T, key: &str, label: &str) -> ValueId {
        if let Some((_, value)) = self.known.iter().find(|(known, _)| known == word) {
            return *value;
        }
        let value = facets.value(self.group, key, label);
        self.known.push((word.clone(), value));
        value
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

impl Searched {
    /// For a table as of this moment.
    pub(super) fn new(now: i64, found: Option<&FoundAtWix>) -> Self {
        let mut facets = FacetsBuilder::default();
        let mut status = Words::new(&mut facets, groups::STATUS, "Status");
        let privacy = Words::new(&mut facets, groups::PRIVACY, "Privacy");
        let activity = Words::new(&mut facets, groups::ACTIVITY, "Activity");
        let domain = facets.group(groups::DOMAIN, "Mail domain");
        let fixed = fixed(&mut facets, found);
        for word in [
            MemberStatus::Pending,
            MemberStatus::Approved,
            MemberStatus::Blocked,
            MemberStatus::Offline,
        ] {
            status.value(&mut facets, &word, word.wire(), word.label());
        }
        Self {
            now,
            text: TextBuilder::default(),
            facets,
            fixed,
            status,
            privacy,
            activity,
            domain,
            domains: HashMap::new(),
            custom: BTreeMap::new(),
            values: Vec::new(),
        }
    }

    /// Makes room for so many members.
    pub(super) fn reserve(&mut self, members: usize) {
        self.text.reserve(members, members * SEARCHED);
        self.facets.reserve(members, members * VALUES_EACH);
    }

    /// Adds one member with its marks.
    pub(super) fn add(&mut self, brief: &Brief<'_>, marks: u8) {
        self.text.row(&[
            brief.name,
            brief.nickname,
            brief.login,
            brief.slug,
            brief.emails,
        ]);
        self.facets_of(brief, marks);
    }

    fn facets_of(&mut self, brief: &Brief<'_>, marks: u8) {
        let mut values = std::mem::take(&mut self.values);
        values.clear();
        let facets = &mut self.facets;
        let (status, privacy, activity) = (&brief.status, &brief.privacy, &brief.activity);
        let (key, label) = (status.wire(), status.label());
        values.push(self.status.value(facets, status, key, label));
        let (key, label) = (privacy.wire(), privacy.label());
        values.push(self.privacy.value(facets, privacy, key, label));
        let (key, label) = (activity.wire(), activity.label());
        values.push(self.activity.value(facets, activity, key, label));
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

    /// The finished parts.
    pub(super) fn finish(self) -> (TextIndex, Facets) {
        (self.text.finish(), self.facets.finish())
    }
}
