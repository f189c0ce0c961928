//! Members of sites, computed from a site's number and a member's number: nothing is stored, and an id, an address or
//! the end of a page's address leads back to its number, so that a site with a million members needs no index.

use jiff::{SignedDuration, Timestamp};

use super::{World, after, contributors, days, names, planted, rng, site_level};
use crate::sandbox::state::members::record::Holder;

/// Place of the planted person on the site where they are a member.
const PLANTED: u64 = 20;
/// Place of a member who has everything that a member can have.
pub(crate) const COMPLETE: u64 = 21;
/// Place of a member with a running subscription.
const SUBSCRIBER: u64 = 5;
/// Owner and contributors stand before everybody else; at most so many.
const MOST_HOLDERS: u64 = 4;
/// Bits of an id that carry the site's and the member's number: a GUID leaves 62 in its second half.
const LOW: u64 = (1 << 62) - 1;
/// Bits of the member's number among them.
const INDEX_BITS: u32 = 38;
const ODD: [u64; 2] = [0x2545_f491_4f6c_dd1d, 0x1bd1_1bda_a9fc_1a23];
/// Of every so many who wait on the first site, so many look like spam: of 2,400 that is 1,870, and 530 are honest.
const SPAM: (u64, u64) = (187, 240);
/// What the pages and addresses of spam begin with, and where its addresses end.
const SPAM_WORDS: [&str; 4] = ["Free bonus", "Free casino", "Free crypto", "Free followers"];
const SPAM_DOMAIN: &str = "prizes.example";
const DOMAINS: [&str; 3] = ["mailbox.example", "post.example", "inbox.example"];

/// One member of the seed.
#[derive(Clone, Copy)]
pub(crate) struct Seeded<'a> {
    pub(crate) world: &'a World,
    /// Number of the site.
    pub(crate) site: u64,
    /// Number of the member on that site.
    pub(crate) index: u64,
}

/// Which id of a member.
#[derive(Clone, Copy)]
pub(crate) enum IdOf {
    Member,
    Contact,
}

impl IdOf {
    fn word(self) -> &'static str {
        match self {
            Self::Member => "site-member",
            Self::Contact => "site-contact",
        }
    }
}

impl<'a> Seeded<'a> {
    /// The member with this number, if the site has so many.
    pub(crate) fn at(world: &'a World, site: u64, index: u64) -> Option<Self> {
        (index < site_level::members_of(world, site)).then_some(Self { world, site, index })
    }

    /// The member with this id.
    pub(crate) fn by_id(world: &'a World, site: u64, kind: IdOf, id: &str) -> Option<Self> {
        let number = uuid::Uuid::try_parse(id).ok()?.as_u128() as u64 & LOW;
        let key = unmixed(number, world.seed, kind);
        let found = Self::at(world, site, key & ((1 << INDEX_BITS) - 1))?;
        (key >> INDEX_BITS == site && found.id(kind).eq_ignore_ascii_case(id)).then_some(found)
    }

    /// The member with this login address, told in lower case.
    pub(crate) fn by_login(world: &'a World, site: u64, login: &str) -> Option<Self> {
        let named = login.split('@').next().and_then(last_number);
        (0..MOST_HOLDERS)
            .chain([PLANTED])
            .chain(named)
            .filter_map(|index| Self::at(world, site, index))
            .find(|member| member.login() == login)
    }

    /// The member whose page ends with this.
    pub(crate) fn by_slug(world: &'a World, site: u64, slug: &str) -> Option<Self> {
        Self::at(world, site, last_number(slug)?).filter(|member| member.slug() == slug)
    }

    /// An id that can be turned back into the numbers.
    pub(crate) fn id(self, kind: IdOf) -> String {
        let key = self.site << INDEX_BITS | self.index;
        let high = rng::mix(self.world.seed, kind.word(), key);
        let low = mixed(key, self.world.seed, kind);
        uuid::Builder::from_random_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
            .into_uuid()
            .to_string()
    }

    /// Whose member it is: those of the owner and of contributors are made by Wix itself.
    pub(crate) fn holder(self) -> Holder {
        let contributors = contributors::rows_of(self.world, self.site).min(MOST_HOLDERS - 1);
        match self.index {
            0 => Holder::Owner,
            i if i <= contributors => Holder::Contributor,
            SUBSCRIBER => Holder::Subscriber,
            _ => Holder::Visitor,
        }
    }

    fn is_planted(self) -> bool {
        self.site == planted::MEMBER_SITE && self.index == PLANTED
    }

    /// Names, and what addresses are made of.
    pub(crate) fn name(self) -> names::Name {
        match self.holder() {
            Holder::Owner => names::person(0),
            Holder::Contributor => names::person(50_000 + self.site * 8 + self.index),
            _ if self.is_planted() => planted::name(),
            _ => names::person(self.index + self.site * 31),
        }
    }

    /// Whether the contact has a name at all.
    pub(crate) fn is_named(self) -> bool {
        self.index % 33 != 5 && self.spam().is_none()
    }

    /// What somebody calls themselves who waits for approval and looks like spam: all of them have addresses at one
    /// domain and nicknames that begin with the same word, so that one filter finds them.
    pub(crate) fn spam(self) -> Option<&'static str> {
        if self.site != 0 || self.status() != "PENDING" {
            return None;
        }
        let nth = self.index / 25 * 2 + u64::from(self.index % 25 == 19);
        let (part, of) = SPAM;
        let so_far = |n: u64| n * part / of;
        let word = SPAM_WORDS[(nth % SPAM_WORDS.len() as u64) as usize];
        (so_far(nth + 1) > so_far(nth)).then_some(word)
    }

    /// Login address, in lower case; it ends with the member's number where it can.
    pub(crate) fn login(self) -> String {
        if let Some(word) = self.spam() {
            let local = word.to_lowercase().replace(' ', ".");
            return format!("{local}{}@{SPAM_DOMAIN}", self.index);
        }
        let local = self.name().local;
        match self.holder() {
            Holder::Owner => format!("{local}@northlight.example"),
            Holder::Contributor => format!("{local}@contractors.example"),
            _ if self.is_planted() => planted::SECOND_ADDRESS.to_owned(),
            _ => format!(
                "{}{}@{}",
                bare(&local),
                self.index,
                DOMAINS[(self.index % 3) as usize]
            ),
        }
    }

    /// End of the address of the member's page.
    pub(crate) fn slug(self) -> String {
        let base = match self.spam() {
            Some(word) => word.to_lowercase().replace(' ', "-"),
            None => bare(&self.name().local).replace('.', "-"),
        };
        format!("{base}-{}", self.index)
    }

    /// Name that others see.
    pub(crate) fn nickname(self) -> String {
        if let Some(word) = self.spam() {
            return format!("{word} {}", self.index);
        }
        let name = self.name();
        if !self.is_named() {
            return bare(&name.local).to_owned();
        }
        match (self.index % 4, name.last.chars().next()) {
            (0, Some(initial)) => format!("{} {initial}", name.first),
            _ => format!("{} {}", name.first, name.last),
        }
    }

    /// `APPROVED` for most. Exactly 2 of 25 are `PENDING`, which makes 2,400 on the first site of size l.
    pub(crate) fn status(self) -> &'static str {
        match self.index {
            0..MOST_HOLDERS | PLANTED | COMPLETE => "APPROVED",
            i if matches!(i % 25, 7 | 19) => "PENDING",
            i if i % 40 == 11 => "BLOCKED",
            i if i % 50 == 31 => "OFFLINE",
            _ => "APPROVED",
        }
    }

    /// `PRIVATE` for most.
    pub(crate) fn privacy(self) -> &'static str {
        if self.index % 5 == 2 {
            "PUBLIC"
        } else {
            "PRIVATE"
        }
    }

    /// `ACTIVE` for most.
    pub(crate) fn activity(self) -> &'static str {
        if self.index % 60 == 17 {
            "MUTED"
        } else {
            "ACTIVE"
        }
    }

    /// When the member was made: later ones later, so that the order of numbers is the order of time.
    pub(crate) fn created(self) -> Timestamp {
        let all = site_level::members_of(self.world, self.site).max(1);
        let step = 1_400 * 86_400 / all;
        let before = ((all - self.index) * step).cast_signed();
        let part = rng::below(self.world.seed, "member-ms", self.index, 1_000).cast_signed();
        let at = after(
            days(self.world.epoch, -2),
            SignedDuration::from_secs(-before),
        );
        after(at, SignedDuration::from_millis(part))
    }

    /// When the member last changed: between the making and the start of the clock.
    pub(crate) fn updated(self) -> Timestamp {
        self.later("member-updated")
    }

    /// When the member last logged in; some never did.
    pub(crate) fn last_login(self) -> Option<Timestamp> {
        (self.index % 8 != 3 && self.status() != "PENDING").then(|| self.later("member-login"))
    }

    fn later(self, kind: &str) -> Timestamp {
        let created = self.created();
        let span = self
            .world
            .epoch
            .duration_since(created)
            .as_secs()
            .unsigned_abs();
        let by = rng::below(self.world.seed, kind, self.index, span).cast_signed();
        after(created, SignedDuration::from_secs(by))
    }
}

/// A local part without the number at its end.
fn bare(local: &str) -> &str {
    local.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// The number at the end of a text.
fn last_number(text: &str) -> Option<u64> {
    text.get(bare(text).len()..)?.parse().ok()
}

/// Shuffles 62 bits so that every number has one place and can be found again.
fn mixed(key: u64, seed: u64, kind: IdOf) -> u64 {
    let start = (key ^ rng::mix(seed, kind.word(), u64::MAX)) & LOW;
    ODD.iter()
        .fold(fold(start), |x, odd| fold(x.wrapping_mul(*odd) & LOW))
}

fn unmixed(number: u64, seed: u64, kind: IdOf) -> u64 {
    let start = ODD
        .iter()
        .rev()
        .fold(number, |x, odd| fold(x).wrapping_mul(inverse(*odd)) & LOW);
    (fold(start) ^ rng::mix(seed, kind.word(), u64::MAX)) & LOW
}

/// Its own opposite for numbers of 62 bits.
fn fold(x: u64) -> u64 {
    x ^ (x >> 31)
}

/// The number that undoes a multiplication with an odd one (Newton's way, each step doubles the right bits).
fn inverse(odd: u64) -> u64 {
    (0..6).fold(odd, |x, _| {
        x.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(x)))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::sandbox::config::Size;

    #[test]
    fn ids_addresses_and_pages_lead_back() {
        let world = World::new(Size::Xl, 7, Timestamp::UNIX_EPOCH);
        let world = world.with_members(Some(1_000_000));
        for site in [0, 1, 1_999] {
            let all = site_level::members_of(&world, site);
            for index in (0..60).chain([all - 1, all / 2, all / 3 + 7]) {
                let Some(member) = Seeded::at(&world, site, index) else {
                    continue;
                };
                let of = |found: Option<Seeded<'_>>| found.map(|found| found.index);
                for kind in [IdOf::Member, IdOf::Contact] {
                    let id = member.id(kind);
                    assert_eq!(
                        of(Seeded::by_id(&world, site, kind, &id)),
                        Some(index),
                        "{id}"
                    );
                    assert!(Seeded::by_id(&world, site + 1, kind, &id).is_none());
                }
                let (login, slug) = (member.login(), member.slug());
                assert_eq!(login, login.to_lowercase());
                assert_eq!(of(Seeded::by_login(&world, site, &login)), Some(index));
                assert_eq!(of(Seeded::by_slug(&world, site, &slug)), Some(index));
            }
        }
        let id = Seeded::at(&world, 0, 3).map(|one| one.id(IdOf::Member));
        assert!(Seeded::by_id(&world, 0, IdOf::Contact, &id.unwrap_or_default()).is_none());
        assert!(Seeded::by_login(&world, 0, "nobody999999999@post.example").is_none());
    }

    #[test]
    fn a_site_of_size_l_has_the_members_that_are_named() {
        let world = World::new(Size::L, 1, Timestamp::UNIX_EPOCH);
        let all: Vec<Seeded<'_>> = (0..30_000)
            .filter_map(|index| Seeded::at(&world, 0, index))
            .collect();
        let pending = all.iter().filter(|one| one.status() == "PENDING").count();
        assert_eq!((all.len(), pending), (30_000, 2_400));
        let spam = all.iter().filter(|one| one.spam().is_some());
        assert_eq!(spam.clone().count(), 1_870);
        assert!(
            spam.clone()
                .all(|one| one.login().ends_with("@prizes.example")
                    && one.nickname().starts_with("Free ")
                    && one.status() == "PENDING")
        );
        let logins: BTreeSet<String> = all.iter().map(|one| one.login()).collect();
        assert_eq!(logins.len(), 30_000);
        assert!(all.is_sorted_by_key(|one| one.created()));
        assert!(all.iter().any(|one| one.last_login().is_none()));
        assert!(all.iter().all(|one| one.created() <= one.updated()));
    }
}
