//! Looking up single members of a site without going through all of them.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{FIRST_NEW, Roll, fold, record::SiteMember};
use crate::sandbox::{
    seed::{
        World, member_details,
        members::{IdOf, Seeded},
        site_level,
    },
    state::{State, change::View, records::Site},
};

/// The members of one site as one view shows them.
#[derive(Clone, Copy)]
pub(crate) struct Members<'a> {
    world: &'a World,
    site: u64,
    roll: Option<&'a Roll>,
}

/// One member: computed or stored.
#[derive(Clone, Copy)]
pub(crate) enum Row<'a> {
    Seeded(Seeded<'a>),
    Kept(&'a Arc<SiteMember>),
}

impl State {
    /// The members of a site as queries show them.
    pub(crate) fn shown_members(&self, site: &Site) -> Members<'_> {
        self.members_in(self.shown(), site)
    }

    /// The members of a site as they are.
    pub(crate) fn true_members(&self, site: &Site) -> Members<'_> {
        self.members_in(&self.truth, site)
    }

    fn members_in<'a>(&'a self, view: &'a View, site: &Site) -> Members<'a> {
        Members {
            world: &self.world,
            site: site.seq,
            roll: view.site_members.get(&site.id),
        }
    }
}

impl<'a> Members<'a> {
    fn seeds(self) -> u64 {
        site_level::members_of(self.world, self.site)
    }

    /// How many there are.
    pub(crate) fn count(self) -> u64 {
        let gone = self.roll.map_or(0, |roll| roll.gone.len()) as u64;
        self.seeds() - gone + self.created().count() as u64
    }

    /// Numbers of the created members, oldest first.
    fn created(self) -> impl DoubleEndedIterator<Item = u64> + use<'a> {
        let created = self.roll.map(|roll| roll.kept.range(FIRST_NEW..));
        created.into_iter().flatten().map(|(seq, _)| *seq)
    }

    /// The member with this number.
    pub(crate) fn get(self, seq: u64) -> Option<Row<'a>> {
        if let Some(kept) = self.roll.and_then(|roll| roll.kept.get(&seq)) {
            return Some(Row::Kept(kept));
        }
        if self.roll.is_some_and(|roll| roll.gone.contains(&seq)) {
            return None;
        }
        Seeded::at(self.world, self.site, seq).map(Row::Seeded)
    }

    /// The member with this id.
    pub(crate) fn by_id(self, id: &str) -> Option<Row<'a>> {
        let id = id.to_ascii_lowercase();
        let created = self.roll.and_then(|roll| roll.by_id.get(&id).copied());
        let seeded = || Seeded::by_id(self.world, self.site, IdOf::Member, &id);
        self.get(created.or_else(|| seeded().map(|one| one.index))?)
    }

    /// The member with this contact.
    pub(crate) fn by_contact(self, id: &str) -> Option<Row<'a>> {
        let id = id.to_ascii_lowercase();
        let created = self.roll.and_then(|roll| roll.by_contact.get(&id).copied());
        let seeded = || Seeded::by_id(self.world, self.site, IdOf::Contact, &id);
        self.get(created.or_else(|| seeded().map(|one| one.index))?)
    }

    /// The member with this login address, whatever its case.
    pub(crate) fn by_login(self, address: &str) -> Option<Row<'a>> {
        let login = fold(address);
        let kept = self
            .roll
            .and_then(|roll| roll.by_login.get(&login).copied());
        let seeded = || Seeded::by_login(self.world, self.site, &login);
        match kept {
            Some(seq) => self.get(seq),
            // A member of the seed may have another address by now.
            None => self.untouched(seeded()?),
        }
    }

    /// The member whose page has this address.
    pub(crate) fn by_slug(self, slug: &str) -> Option<Row<'a>> {
        let kept = self.roll.and_then(|roll| roll.by_slug.get(slug).copied());
        match kept {
            Some(seq) => self.get(seq),
            None => self.untouched(Seeded::by_slug(self.world, self.site, slug)?),
        }
    }

    /// Whether a page's address is in use.
    pub(crate) fn has_slug(self, slug: &str) -> bool {
        self.by_slug(slug).is_some()
    }

    /// A member of the seed that was never changed; changed ones are found by what they are now.
    fn untouched(self, member: Seeded<'a>) -> Option<Row<'a>> {
        self.get(member.index)
            .filter(|row| matches!(row, Row::Seeded(_)))
    }

    /// All members in the order in which they were made.
    pub(crate) fn all(self) -> impl Iterator<Item = Row<'a>> {
        (0..self.seeds())
            .chain(self.created())
            .filter_map(move |seq| self.get(seq))
    }

    /// Some members in the order in which they were made, or the newest first, without looking at those before them.
    pub(crate) fn page(self, offset: u64, limit: u64, newest_first: bool) -> Vec<Row<'a>> {
        let all = self.count();
        let created: Vec<u64> = self.created().collect();
        let seeded = all - created.len() as u64;
        (offset..offset.saturating_add(limit).min(all))
            .map(|place| if newest_first { all - 1 - place } else { place })
            .filter_map(|place| match place.checked_sub(seeded) {
                Some(place) => created.get(place as usize).copied(),
                None => Some(self.nth_seeded(place)),
            })
            .filter_map(|seq| self.get(seq))
            .collect()
    }

    /// Number of the seed's member at this place among those that are left.
    fn nth_seeded(self, place: u64) -> u64 {
        let gone = self.roll.into_iter().flat_map(|roll| &roll.gone);
        gone.fold(place, |at, gone| if *gone <= at { at + 1 } else { at })
    }
}

impl Row<'_> {
    /// The member's number.
    pub(crate) fn seq(self) -> u64 {
        match self {
            Self::Seeded(member) => member.index,
            Self::Kept(member) => member.seq,
        }
    }

    /// The whole record.
    pub(crate) fn record(self) -> Arc<SiteMember> {
        match self {
            Self::Seeded(member) => Arc::new(member_details::record(member)),
            Self::Kept(member) => member.clone(),
        }
    }

    /// The value of a field that can be filtered by; for members of the seed only what is asked for is computed.
    pub(crate) fn value(self, field: &str) -> Option<Value> {
        let text = self.text(field)?;
        (!text.is_empty()).then(|| json!(text))
    }

    /// The same as text, empty where the member has none.
    pub(crate) fn text(self, field: &str) -> Option<String> {
        match self {
            Self::Seeded(member) => seeded_text(member, field),
            Self::Kept(member) => kept_text(member, field).map(str::to_owned),
        }
    }
}

fn seeded_text(member: Seeded<'_>, field: &str) -> Option<String> {
    let named = |name: String| {
        if member.is_named() {
            name
        } else {
            String::new()
        }
    };
    Some(match field {
        "id" => member.id(IdOf::Member),
        "contactId" => member.id(IdOf::Contact),
        "loginEmail" => member.login(),
        "contact.firstName" => named(member.name().first),
        "contact.lastName" => named(member.name().last),
        "profile.nickname" => member.nickname(),
        "profile.slug" => member.slug(),
        "profile.title" => member_details::record(member).title,
        "privacyStatus" => member.privacy().to_owned(),
        "status" => member.status().to_owned(),
        _ => return None,
    })
}

fn kept_text<'a>(member: &'a SiteMember, field: &str) -> Option<&'a str> {
    Some(match field {
        "id" => &member.id,
        "contactId" => &member.contact,
        "loginEmail" => &member.login,
        "contact.firstName" => &member.first,
        "contact.lastName" => &member.last,
        "profile.nickname" => &member.nickname,
        "profile.slug" => &member.slug,
        "profile.title" => &member.title,
        "privacyStatus" => &member.privacy,
        "status" => &member.status,
        _ => return None,
    })
}
