//! What readings told of members beside what snapshots hold: fields of profiles, addresses of pages.

use crate::access::{Difference, Fact, MemberEvent, MemberEventKind, MemberId, SiteId, Thing};
use crate::store::{CHANGES_KEPT, ProfileStore, StoreError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Fields that the snapshots themselves tell of.
const IN_SNAPSHOTS: [&str; 3] = ["login address", "name", "nickname"];

/// What happened to members of every site between two moments, oldest first.
pub(super) fn events(
    store: &ProfileStore,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(SiteId, MemberEvent)>, StoreError> {
    let mut all = Vec::new();
    for (site, _) in store.cache.members_states()? {
        let (events, _) = store.cache.member_changes(&site, CHANGES_KEPT)?;
        let within = |e: &MemberEvent| e.at > from && e.at <= to;
        let told = events.into_iter().rev().filter(within);
        all.extend(told.map(|event| (site.clone(), event)));
    }
    Ok(all)
}

/// These as differences. Who came or went, and what the snapshots tell of somebody, is not told a
/// second time.
pub(super) fn differences(
    events: &[(SiteId, MemberEvent)],
    found: &[Difference],
) -> Vec<Difference> {
    let mut known: BTreeMap<(&SiteId, &MemberId), bool> = BTreeMap::new();
    for difference in found {
        if let Thing::Member(site, id) = &difference.thing {
            let stays = difference.before.is_some() && difference.after.is_some();
            known.insert((site, id), stays);
        }
    }
    let mut fields: BTreeMap<(&SiteId, &MemberId), (&str, BTreeSet<&str>)> = BTreeMap::new();
    let mut pages: BTreeMap<(&SiteId, &MemberId), (&str, &str, &str)> = BTreeMap::new();
    for (site, event) in events {
        let key = (site, &event.id);
        let told = known.get(&key);
        if told == Some(&false) {
            continue;
        }
        match event.kind {
            MemberEventKind::Updated => {
                let all = event.old.split(", ");
                let all = all.filter(|f| told.is_none() || !IN_SNAPSHOTS.contains(f));
                let (name, kept) = fields.entry(key).or_default();
                *name = &event.name;
                kept.extend(all);
            }
            MemberEventKind::Slug => {
                let page = pages.entry(key);
                let page = page.or_insert((&event.name, &event.old, &event.new));
                page.2 = &event.new;
            }
            _ => {}
        }
    }
    let fact = |name: &str, text: &str| Fact::Told {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let of_fields = fields
        .into_iter()
        .filter(|(_, (_, all))| !all.is_empty())
        .map(|((site, id), (name, all))| {
            let all: Vec<&str> = all.into_iter().collect();
            Difference {
                thing: Thing::MemberFields(site.clone(), id.clone()),
                before: None,
                after: Some(fact(name, &all.join(", "))),
            }
        });
    let of_pages = pages
        .into_iter()
        .filter(|(_, (_, old, new))| old != new)
        .map(|((site, id), (name, old, new))| Difference {
            thing: Thing::MemberPage(site.clone(), id.clone()),
            before: Some(fact(name, old)),
            after: Some(fact(name, new)),
        });
    of_fields.chain(of_pages).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::MemberStatus;

    fn event(id: &str, kind: MemberEventKind, old: &str, new: &str) -> (SiteId, MemberEvent) {
        let event = MemberEvent {
            id: id.into(),
            name: id.to_uppercase(),
            kind,
            old: old.to_owned(),
            new: new.to_owned(),
            since: None,
            at: Timestamp::UNIX_EPOCH,
        };
        (SiteId::new("s"), event)
    }

    #[test]
    fn several_events_of_one_member_are_one_line_and_nothing_is_told_twice() {
        use MemberEventKind::{Slug, Updated};
        let events = [
            event("a", Updated, "phones, company", ""),
            event("a", Slug, "one", "two"),
            event("a", Updated, "company, job title", ""),
            event("a", Slug, "two", "three"),
            event("b", Updated, "nickname", ""),
            event("c", Updated, "company", ""),
            event("d", Slug, "one", "two"),
            event("d", Slug, "two", "one"),
        ];
        let member = |name: &str| Fact::Member {
            name: name.to_owned(),
            login: String::new(),
            status: MemberStatus::Approved,
        };
        let of = |id: &str, before: Option<Fact>, after: Option<Fact>| Difference {
            thing: Thing::Member("s".into(), id.into()),
            before,
            after,
        };
        let found = [
            of("b", Some(member("B")), Some(member("Bee"))),
            of("c", Some(member("C")), None),
        ];
        let told = differences(&events, &found);
        let text = |fact: &Option<Fact>| match fact {
            Some(Fact::Told { text, .. }) => text.clone(),
            _ => String::new(),
        };
        let lines: Vec<_> = told
            .iter()
            .map(|d| (text(&d.before), text(&d.after)))
            .collect();
        assert_eq!(
            lines,
            [
                (String::new(), "company, job title, phones".to_owned()),
                ("one".to_owned(), "three".to_owned()),
            ]
        );
    }
}
