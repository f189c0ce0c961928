//! What a plan costs: calls, time, mails.

use super::{Action, Aspect, Facet, ObjectKey, Plan, SettingKey};
use crate::access::SettingKind;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Login addresses in one query (site contract 1.3: a query returns up to 100 members).
const ADDRESSES_A_QUERY: usize = 100;

/// How fast calls go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tempo {
    /// Calls a minute; `None`: as fast as it goes.
    pub per_minute: Option<u32>,
    /// Time between two creations on one site.
    pub creation_gap: Duration,
    /// Pages that reading the whole team takes.
    pub team_pages: usize,
    /// Roles that can be held on a site.
    pub site_roles: usize,
    /// Locations of a site, on average.
    pub locations: usize,
}

/// Figures of a plan, shown before anything is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// People or addresses it touches.
    pub people: usize,
    /// Writes that will leave.
    pub writes: usize,
    /// Reads at least: checking before and reading back after.
    pub reads: usize,
    /// Seconds at the given pace, for all of them.
    pub seconds: u64,
    /// Mails that Wix will send because of it.
    pub mails: usize,
    /// Seats it takes; `None` where no public call tells of seats.
    pub seats: Option<usize>,
    /// People who have no access afterwards.
    pub lose_all: usize,
    /// Lines that somebody has to do by hand.
    pub by_hand: usize,
}

impl Plan {
    /// Calls that one look at every object takes.
    pub fn reads(&self, tempo: Tempo) -> usize {
        let (mut team, mut children) = (0, 0);
        let mut sites: BTreeMap<_, usize> = BTreeMap::new();
        let mut asked = BTreeSet::new();
        // Roles of members are read one by one, badges a hundred members at once.
        let (mut roles, mut badges) = (0, BTreeMap::new());
        let mut by_id: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        let mut settings = BTreeSet::new();
        for object in self.fingerprints.keys() {
            match object {
                ObjectKey::TeamMember(_) | ObjectKey::Invitee(_) => team += 1,
                ObjectKey::SiteMember(site, _) => *sites.entry(site).or_default() += 1,
                ObjectKey::Contributor(site, _, aspect) => {
                    asked.insert((site, aspect));
                }
                ObjectKey::ChildAccounts => children += 1,
                // One list each.
                ObjectKey::Setting(site, key) => {
                    settings.insert((site, key.kind()));
                    // Which fields there are is read first.
                    if let SettingKey::Applies(_) = key {
                        settings.insert((site, Some(SettingKind::Fields)));
                    }
                }
                ObjectKey::Member(_, _, Facet::Role(_)) => roles += 1,
                ObjectKey::Member(site, _, Facet::Badge(badge)) => {
                    *badges.entry((site, badge)).or_insert(0_usize) += 1;
                }
                ObjectKey::Member(site, member, _) => {
                    by_id.entry(site).or_default().insert(member);
                }
                // What is known of site invites is known here.
                ObjectKey::SiteInvitee(..) | ObjectKey::SiteInvite(..) => {}
            }
        }
        // One search each, or the whole list where that is less.
        let queries = sites
            .values()
            .copied()
            .chain(by_id.values().map(BTreeSet::len))
            .chain(badges.into_values())
            .map(|n| n.div_ceil(ADDRESSES_A_QUERY));
        let contributors = asked.iter().map(|(_, aspect)| match aspect {
            Aspect::Presence => 1,
            // Once for each role, and for each location (contract C1).
            Aspect::Roles => tempo.site_roles.max(1),
            Aspect::Locations => tempo.locations.max(1),
        });
        team.min(tempo.team_pages.max(1))
            + children
            + queries.sum::<usize>()
            + roles
            + settings.len()
            + contributors.sum::<usize>()
    }

    /// The figures at a pace.
    pub fn summary(&self, tempo: Tempo) -> Summary {
        let writes = self.calls().len();
        let reads = 2 * self.reads(tempo);
        let calls = (writes + reads) as u64;
        let paced = tempo
            .per_minute
            .map_or(0, |n| (calls * 60).div_ceil(u64::from(n.max(1))));
        let invites = self.count(|a| matches!(a, Action::InviteToAccount { .. }));
        Summary {
            people: self.touched(),
            writes,
            reads,
            seconds: paced.max(self.spaced_seconds(tempo.creation_gap)),
            mails: self.lines.iter().map(|l| l.action.mails() as usize).sum(),
            // No public call tells how many seats an account has left (contract 0). Where nobody is
            // invited, none is taken.
            seats: (invites == 0).then_some(0),
            lose_all: self.lines.iter().filter(|l| l.ends_access()).count(),
            by_hand: self.count(|a| !a.is_sent()),
        }
    }

    /// How many it is about: whoever is changed in several ways is one.
    fn touched(&self) -> usize {
        let mut some: BTreeSet<(&str, &str)> = BTreeSet::new();
        let mut others = 0;
        for key in self.fingerprints.keys() {
            match key {
                ObjectKey::Member(site, member, _) => {
                    some.insert((site.as_str(), member.as_str()));
                }
                ObjectKey::Contributor(site, account, _) => {
                    some.insert((site.as_str(), account.as_str()));
                }
                _ => others += 1,
            }
        }
        some.len() + others
    }

    fn count(&self, which: impl Fn(&Action) -> bool) -> usize {
        self.lines.iter().filter(|l| which(&l.action)).count()
    }

    /// The longest queue of creations on one site.
    fn spaced_seconds(&self, gap: Duration) -> u64 {
        let mut sites: BTreeMap<_, u32> = BTreeMap::new();
        for line in &self.lines {
            if let Action::CreateMember { site, .. } = &line.action {
                *sites.entry(site).or_default() += 1;
            }
        }
        let longest = sites.values().max().copied().unwrap_or(0);
        gap.saturating_mul(longest).as_secs_f64().ceil() as u64
    }
}
