//! Sixty snapshots of an account of size l, 2 % of its records changed between each: what the file
//! takes, what taking one takes, and what comparing two of them takes.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/report.rs"]
mod report;

use clock::wall;
use gatehouse::access::{
    Assignment, Contributor, Extra, Location, Member, MemberStatus, Reach, Role, RoleLimit, Site,
    SiteId, Team, TeamMember, compare,
};
use gatehouse::store::{DataDir, End, MembersPage, Part, ProfileId, ProfileStore, Set, Taking};
use jiff::{SignedDuration, Timestamp};
use report::{Sample, Table, line, ms};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Size l of the practice account.
const TEAM: usize = 260;
const SITES: usize = 40;
const CONTRIBUTORS: usize = 1_900;
const MEMBERS: [usize; 3] = [30_000, 10_000, 10_000];
/// Snapshots, and how many of a hundred records change between two.
const SNAPSHOTS: usize = 60;
const PERCENT: u64 = 2;

/// A series that looks random and is always the same (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn changes(&mut self) -> bool {
        self.next() % 100 < PERCENT
    }

    fn guid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            a >> 32,
            (a >> 16) & 0xffff,
            a & 0xffff,
            b >> 48,
            b & 0xffff_ffff_ffff
        )
    }
}

/// The account as it is now.
struct World {
    dice: Dice,
    team: Vec<TeamMember>,
    sites: Vec<Site>,
    contributors: Vec<Vec<Contributor>>,
    members: Vec<Vec<Member>>,
}

fn role(n: u64) -> String {
    format!("66014923360910{:05}", n % 20)
}

impl World {
    fn new() -> anyhow::Result<Self> {
        let mut dice = Dice(7);
        let team = (0..TEAM).map(|n| TeamMember {
            id: dice.guid().into(),
            email: format!("person{n}@northlight.example"),
            first_name: format!("First{n}"),
            last_name: format!("Last{n}"),
            image: Some(format!("https://static.example/{}", dice.next())),
            joined_at: None,
            assignments: (0..3).map(|_| assignment(&mut dice)).collect(),
            extra: Extra::new(),
        });
        let team = team.collect();
        let none = serde_json::Value::Null;
        let sites = (0..SITES).map(|n| {
            serde_json::from_value(serde_json::json!({
                "id": dice.guid(), "name": format!("Site {n}"), "display_name": "",
                "created_at": none, "updated_at": none, "trashed_at": none, "published": true,
                "premium": none, "domain_connected": none, "blocked": none,
                "url": format!("https://site{n}.example"), "owner": none, "contributors": [],
                "editor": none, "folder": none, "namespace": none,
            }))
        });
        let sites = sites.collect::<Result<Vec<Site>, _>>()?;
        let contributors = (0..SITES).map(|_| {
            let all = (0..CONTRIBUTORS / SITES).map(|_| Contributor {
                account: dice.guid().into(),
                owner: Some(dice.guid().into()),
                roles: vec![role(dice.next()).into()],
                locations: Vec::new(),
            });
            all.collect()
        });
        let contributors = contributors.collect();
        let members = MEMBERS.iter().map(|n| {
            let one = |i: usize| Member {
                login_email: format!("visitor{i}.{}@example.com", dice.next() % 1000),
                first_name: format!("Given{}", dice.next() % 5_000),
                last_name: format!("Family{}", dice.next() % 5_000),
                status: MemberStatus::Approved,
                ..Member::bare(dice.guid().into())
            };
            (0..*n).map(one).collect()
        });
        let members = members.collect();
        Ok(Self {
            dice,
            team,
            sites,
            contributors,
            members,
        })
    }

    /// Changes so many of a hundred of everything.
    fn change(&mut self) -> usize {
        let dice = &mut self.dice;
        let mut changed = 0;
        for person in &mut self.team {
            if dice.changes() {
                person.assignments = vec![assignment(dice)];
                changed += 1;
            }
        }
        for who in self.contributors.iter_mut().flatten() {
            if dice.changes() {
                who.roles = vec![role(dice.next()).into()];
                changed += 1;
            }
        }
        for member in self.members.iter_mut().flatten() {
            if dice.changes() {
                member.status = match member.status {
                    MemberStatus::Approved => MemberStatus::Blocked,
                    _ => MemberStatus::Approved,
                };
                changed += 1;
            }
        }
        changed
    }

    fn keep(&self, store: &mut ProfileStore, at: Timestamp) -> anyhow::Result<()> {
        let end = End::complete(at);
        let cache = &mut store.cache;
        let team = Team {
            members: self.team.iter().cloned().map(Arc::new).collect(),
            invites: Vec::new(),
        };
        cache.replace(Set::team(), &team, &end)?;
        let roles: Vec<Role> = (0..20)
            .map(|n| Role {
                id: role(n).into(),
                title: format!("Role {n}"),
                description: "What it permits, in a sentence".to_owned(),
                limit: RoleLimit::None,
                custom: false,
                extra: Extra::new(),
            })
            .collect();
        cache.replace(Set::roles("en"), &roles[..], &end)?;
        cache.replace(Set::sites(), &self.sites[..], &end)?;
        cache.replace(Set::folders(), &[][..], &end)?;
        for (site, all) in self.sites.iter().zip(&self.contributors) {
            cache.replace(Set::contributors(&site.id), &all[..], &end)?;
            let none: [Location; 0] = [];
            cache.replace(Set::locations(&site.id), &none[..], &end)?;
        }
        for (site, all) in self.sites.iter().zip(&self.members) {
            keep_members(store, &site.id, all, at)?;
        }
        Ok(())
    }
}

fn keep_members(
    store: &mut ProfileStore,
    site: &SiteId,
    all: &[Member],
    at: Timestamp,
) -> anyhow::Result<()> {
    let generation = store.cache.begin_members(site, at, true, None)?;
    store.cache.put_members(
        site,
        &MembersPage {
            members: all,
            at,
            total: Some(all.len() as u64),
            part: Part::Everybody {
                generation,
                done: all.len() as u64,
                anchor: None,
            },
        },
    )?;
    let end = End::complete(at);
    store.cache.finish_members(site, generation, &end)?;
    Ok(())
}

fn assignment(dice: &mut Dice) -> Assignment {
    Assignment {
        role: role(dice.next()).into(),
        id: Some(format!("{:019}", dice.next() >> 4).into()),
        reach: Reach::Account,
        subject: None,
    }
}

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let dir = DataDir::new(&folder.path().join("data"))?;
    let id = ProfileId::new("bench")?;
    let start: Timestamp = "2026-01-01T09:00:00Z".parse()?;
    let (mut store, _) = ProfileStore::open(&dir, &id, start)?;
    let mut world = World::new()?;
    let mut taking = Vec::new();
    let mut changed = 0;
    for n in 0..SNAPSHOTS {
        let at = start + SignedDuration::from_hours(24 * i64::try_from(n)?);
        if n > 0 {
            changed = world.change();
        }
        world.keep(&mut store, at)?;
        let begun = wall();
        store.take_snapshot(Taking {
            id: n.to_string(),
            at,
            why: "bench",
            locale: "en",
            gaps: Vec::new(),
            of_site_alone: false,
        })?;
        taking.push(begun.elapsed());
    }
    let place = dir.profile(&id).snapshots();
    let bytes = std::fs::metadata(&place)?.len();
    line("## snapshots: size l, sixty of them");
    line("");
    let mut table = Table::new(&["what", "figure"]);
    table.row(vec!["snapshots".into(), SNAPSHOTS.to_string()]);
    table.row(vec![
        "records changed between two".into(),
        changed.to_string(),
    ]);
    table.row(vec![
        "file, MB".into(),
        format!("{:.1}", bytes as f64 / 1e6),
    ]);
    let taking = Sample::new(taking);
    table.row(vec!["taking one, median ms".into(), ms(taking.median())]);
    table.row(vec!["taking one, longest ms".into(), ms(taking.part(1.0))]);
    for (label, a, b) in [("neighbours", 58, 59), ("the first and the last", 0, 59)] {
        let (took, found) = compared(&store, a, b)?;
        let what = format!("comparing {label}, worst of 5, ms");
        table.row(vec![what, ms(took)]);
        table.row(vec![
            format!("differences between {label}"),
            found.to_string(),
        ]);
    }
    let pairs = any_two(&store)?;
    table.row(vec![
        "comparing any two, each of the 1,770 pairs once, median ms".into(),
        ms(pairs.median()),
    ]);
    table.row(vec!["the longest of them, ms".into(), ms(pairs.part(1.0))]);
    table.print();
    Ok(())
}

/// How long each pair takes.
fn any_two(store: &ProfileStore) -> anyhow::Result<Sample> {
    let mut took = Vec::new();
    for b in 1..SNAPSHOTS {
        for a in 0..b {
            let begun = wall();
            let pair = store.snapshots.pair(&a.to_string(), &b.to_string())?;
            let pair = pair.ok_or_else(|| anyhow::anyhow!("a snapshot is missing"))?;
            let found = compare(&pair.before.1, &pair.after.1).differences;
            took.push(begun.elapsed());
            anyhow::ensure!(!found.is_empty(), "nothing changed");
        }
    }
    Ok(Sample::new(took))
}

/// The longest of five, and how many differences there are.
fn compared(store: &ProfileStore, a: usize, b: usize) -> anyhow::Result<(Duration, usize)> {
    let (mut worst, mut found) = (Duration::ZERO, BTreeSet::new());
    for _ in 0..5 {
        let begun = wall();
        let pair = store.snapshots.pair(&a.to_string(), &b.to_string())?;
        let pair = pair.ok_or_else(|| anyhow::anyhow!("a snapshot is missing"))?;
        let differences = compare(&pair.before.1, &pair.after.1).differences;
        worst = worst.max(begun.elapsed());
        found = differences.into_iter().map(|d| d.thing).collect();
    }
    Ok((worst, found.len()))
}
