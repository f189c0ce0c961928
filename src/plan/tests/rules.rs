//! House rules: four planted cases of each are found, and nothing else.

use super::support::{DESIGNER, MANAGER, assignment, member, open_invite};
use crate::access::*;
use crate::plan::rules::{Finding, HouseRules, Judged, Remedy, Rule, Waiver, join, judge, waive};
use crate::plan::{AccountName, Action, Found, ObjectKey, Observed, Plan, SiteAccess, Wish, make};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;

const HOME: &str = "home";

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn ago(days: i64) -> Timestamp {
    now() - SignedDuration::from_hours(24 * days)
}

/// An account that breaks no rule: an owner, four co-owners, people of the team and contributors of
/// five sites, fresh and ended invites, a site in the trash with nobody on it.
struct World {
    team: Team,
    roles: Vec<Role>,
    sites: Vec<Site>,
    access: SiteAccess,
}

fn role(id: &str, title: &str, custom: bool) -> Role {
    Role {
        id: id.into(),
        title: title.to_owned(),
        description: String::new(),
        limit: RoleLimit::None,
        custom,
        extra: Extra::new(),
    }
}

fn site(n: usize, trashed: bool) -> Site {
    Site {
        name: format!("site-{n}"),
        display_name: format!("Site {n}"),
        trashed_at: trashed.then(|| ago(3)),
        owner: Some(HOME.into()),
        ..Site::bare(format!("site{n}").into())
    }
}

impl World {
    fn clean() -> Self {
        let mut members = vec![member("owner", vec![assignment(0, OWNER, Reach::Account)])];
        for n in 0..4 {
            let co = assignment(1 + n, ACCOUNT_ADMIN, Reach::Account);
            members.push(member(&format!("co{n}"), vec![co]));
        }
        for n in 0..6 {
            let reach = Reach::site(&format!("site{}", n % 5).as_str().into());
            let held = assignment(20 + n, MANAGER, reach);
            members.push(member(&format!("person{n}"), vec![held]));
        }
        let mut fresh = open_invite("fresh", "fresh@northlight.example");
        fresh.created_at = Some(ago(14));
        let mut ended = open_invite("ended", "ended@northlight.example");
        ended.created_at = Some(ago(60));
        ended.expires_at = Some(ago(30));
        let mut world = Self {
            team: Team {
                members,
                invites: vec![Arc::new(fresh), Arc::new(ended)],
            },
            roles: vec![
                role(OWNER, "Owner", false),
                role(ACCOUNT_ADMIN, "Account Admin (Co-Owner)", false),
                role(MANAGER, "Website Manager", false),
                role(DESIGNER, "Website Designer", false),
                role("custom", "Night auditor", true),
            ],
            sites: (0..6).map(|n| site(n, n == 5)).collect(),
            access: SiteAccess::default(),
        };
        for n in 0..5 {
            world.joins(n, HOME, OWNER, &[]);
            // A limit that counts, and one that nobody can judge.
            world.joins(n, &format!("helper{n}"), MANAGER, &["hall"]);
            world.joins(n, &format!("night{n}"), "custom", &["hall"]);
        }
        world
    }

    /// Somebody contributes to a site.
    fn joins(&mut self, n: usize, account: &str, role: &str, locations: &[&str]) {
        let known = AccountName {
            name: format!("The {account}"),
            email: format!("{account}@northlight.example"),
            from: AccountName::OWN.to_owned(),
        };
        self.access.names.entry(account.into()).or_insert(known);
        let site = format!("site{n}").as_str().into();
        let of_site = self.access.contributors.entry(site).or_default();
        let contributor = Contributor {
            account: account.into(),
            owner: None,
            roles: if role.is_empty() {
                Vec::new()
            } else {
                vec![role.into()]
            },
            locations: locations.iter().map(|l| LocationId::new(l)).collect(),
        };
        of_site.insert(account.into(), contributor);
    }

    fn member(&mut self, id: &str, role: &str, edit: impl FnOnce(&mut TeamMember)) {
        let held = vec![assignment(900, role, Reach::site(&"site0".into()))];
        let mut one = TeamMember::clone(&member(id, held));
        edit(&mut one);
        self.team.members.push(Arc::new(one));
    }

    fn found(&self, rules: &HouseRules) -> Vec<Finding> {
        let directory = Directory::new(self.roles.clone(), self.sites.clone(), Vec::new());
        let judged = Judged {
            team: Some(&self.team),
            directory: &directory,
            access: &self.access,
            now: now(),
        };
        judge(judged, rules)
    }

    /// Breaks a rule in the `n`th way.
    fn plant(&mut self, rule: Rule, n: usize) {
        match rule {
            Rule::CoOwners => self.member(&format!("late{n}"), ACCOUNT_ADMIN, |m| {
                m.joined_at = Some(ago(10 - i64::try_from(n).unwrap()));
                m.assignments = vec![assignment(800 + n, ACCOUNT_ADMIN, Reach::Account)];
            }),
            Rule::OutsideDomain => self.plant_outside(n),
            Rule::SharedAddress => {
                let posts = ["info", "Office", "support", "sales"];
                self.member(posts[n], DESIGNER, |m| {
                    m.email = format!("{}@northlight.example", posts[n]);
                });
            }
            Rule::TwoAddresses => {
                let name = ["Ann Reed", "Bea Stone", "Cy Marsh", "Dot Flint"][n];
                let (first, last) = name.split_once(' ').unwrap();
                for place in ["studio", "north"] {
                    self.member(&format!("{first}{place}"), DESIGNER, |m| {
                        m.first_name = first.to_owned();
                        m.last_name = last.to_owned();
                        m.email = format!("{place}{n}x@northlight.example");
                    });
                }
            }
            Rule::Nameless => {
                let account = format!("nobody{n}");
                self.joins(n, &account, DESIGNER, &[]);
                self.access.names.remove(&AccountId::new(&account));
            }
            Rule::DoubleWay => {
                let id = format!("double{n}");
                self.member(&id, MANAGER, |m| {
                    m.assignments = vec![assignment(700 + n, MANAGER, Reach::Account)];
                });
                let account = format!("account of {id}");
                self.joins(n, &account, DESIGNER, &[]);
                let key = AccountId::new(&account);
                let of_site = self
                    .access
                    .contributors
                    .get_mut(&format!("site{n}").as_str().into());
                of_site.unwrap().get_mut(&key).unwrap().owner = Some(id.as_str().into());
            }
            Rule::EverySite if n < 2 => {
                for at in 0..5 {
                    self.joins(at, &format!("wide{n}"), MANAGER, &[]);
                }
            }
            Rule::EverySite => self.member(&format!("walker{n}"), MANAGER, |m| {
                let of = |at: usize| Reach::site(&format!("site{at}").as_str().into());
                m.assignments = (0..5)
                    .map(|at| assignment(600 + at, MANAGER, of(at)))
                    .collect();
            }),
            Rule::LimitWithoutEffect => {
                self.joins(n, &format!("limited{n}"), DESIGNER, &["hall"]);
            }
            Rule::OldInvite if n < 2 => {
                let mut invite =
                    open_invite(&format!("old{n}"), &format!("old{n}@northlight.example"));
                invite.created_at = Some(ago(15 + i64::try_from(n).unwrap()));
                self.team.invites.push(Arc::new(invite));
            }
            Rule::OldInvite => {
                let mut invite = SiteInvite::bare(format!("old{n}").into(), "site1".into());
                invite.email = format!("old{n}@northlight.example");
                invite.status = InviteStatus::Pending;
                invite.created_at = Some(ago(40));
                let of_site = self.access.invites.entry("site1".into()).or_default();
                of_site.push(Arc::new(invite));
            }
            Rule::TrashedSite => {
                self.sites.push(site(50 + n, true));
                self.joins(50 + n, &format!("left{n}"), DESIGNER, &[]);
            }
            Rule::NoRole if n < 2 => self.member(&format!("idle{n}"), MANAGER, |m| {
                m.assignments.clear();
            }),
            Rule::NoRole => self.joins(n, &format!("idle{n}"), "", &[]),
            Rule::CopiedRole => {
                let title = [
                    "website manager",
                    "Website  Designer",
                    "NIGHT AUDITOR",
                    "Owner",
                ][n];
                self.roles.push(role(&format!("copy{n}"), title, true));
            }
        }
    }

    fn plant_outside(&mut self, n: usize) {
        match n {
            0 => self.member("guest", DESIGNER, |m| {
                m.email = "guest@elsewhere.example".to_owned();
            }),
            1 => {
                self.joins(1, "agency", DESIGNER, &[]);
                let agency = AccountId::new("agency");
                let known = self.access.names.get_mut(&agency).unwrap();
                known.email = "Agency@Elsewhere.example".to_owned();
            }
            2 => {
                let invite = open_invite("far", "far@faraway.example");
                self.team.invites.push(Arc::new(invite));
            }
            // Ends like the own domain, and is another one.
            _ => self.member("false friend", DESIGNER, |m| {
                m.email = "friend@notnorthlight.example".to_owned();
            }),
        }
    }
}

fn per_rule(found: &[Finding]) -> BTreeMap<Rule, usize> {
    let mut all = BTreeMap::new();
    for finding in found {
        *all.entry(finding.rule).or_insert(0) += 1;
    }
    all
}

#[test]
fn a_clean_account_breaks_no_rule() {
    let found = World::clean().found(&HouseRules::default());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn forty_eight_planted_cases_are_found_and_no_others() {
    let mut world = World::clean();
    for rule in Rule::ALL {
        for n in 0..4 {
            world.plant(rule, n);
        }
    }
    let found = world.found(&HouseRules::default());
    let expected: BTreeMap<Rule, usize> = Rule::ALL.into_iter().map(|r| (r, 4)).collect();
    assert_eq!(per_rule(&found), expected, "{found:#?}");
    assert_eq!(found.len(), 48);
    let mut keys: Vec<_> = found.iter().map(|f| (f.rule, &f.key)).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 48, "every finding has a key of its own");
    for finding in &found {
        assert!(
            !finding.who.is_empty() && !finding.reason.is_empty(),
            "{finding:?}"
        );
        match &finding.remedy {
            Remedy::Plan { label, wish } => {
                assert!(!label.is_empty() && !wish.is_empty(), "{finding:?}");
            }
            Remedy::ByHand(task) => assert!(!task.is_empty()),
        }
    }
}

#[test]
fn each_rule_alone_finds_its_four_and_a_rule_that_is_off_finds_none() {
    for rule in Rule::ALL {
        let mut world = World::clean();
        (0..4).for_each(|n| world.plant(rule, n));
        let found = world.found(&HouseRules::default());
        assert_eq!(per_rule(&found), BTreeMap::from([(rule, 4)]), "{found:#?}");
        let rules = HouseRules {
            off: [rule].into(),
            ..HouseRules::default()
        };
        assert!(world.found(&rules).is_empty());
    }
}

#[test]
fn the_latest_co_owners_are_the_ones_too_many_and_never_the_owner() {
    let mut world = World::clean();
    (0..3).for_each(|n| world.plant(Rule::CoOwners, n));
    let found = world.found(&HouseRules {
        most_co_owners: 5,
        ..HouseRules::default()
    });
    let who: Vec<&str> = found.iter().map(|f| f.key.as_str()).collect();
    assert_eq!(who, ["user late1", "user late2"]);
    let Remedy::Plan { wish, .. } = &found[0].remedy else {
        panic!("{found:?}");
    };
    assert!(matches!(&**wish, Wish::Remove { people } if people == &[UserId::new("late1")]));
}

#[test]
fn own_domains_are_those_that_were_set_with_what_lies_below_them() {
    let mut world = World::clean();
    (0..4).for_each(|n| world.plant(Rule::OutsideDomain, n));
    let rules = HouseRules {
        domains: ["northlight.example", "elsewhere.example"]
            .map(str::to_owned)
            .into(),
        ..HouseRules::default()
    };
    let found = world.found(&rules);
    assert_eq!(found.len(), 2, "{found:#?}");
    let rules = HouseRules {
        domains: vec!["example".to_owned()],
        ..HouseRules::default()
    };
    assert!(world.found(&rules).is_empty());
}

#[test]
fn nothing_is_found_where_nothing_was_read() {
    let directory = Directory::new(Vec::new(), Vec::new(), Vec::new());
    let access = SiteAccess::default();
    let judged = Judged {
        team: None,
        directory: &directory,
        access: &access,
        now: now(),
    };
    assert!(judge(judged, &HouseRules::default()).is_empty());
}

#[test]
fn a_waiver_lets_one_finding_stand_until_it_ends() {
    let mut world = World::clean();
    (0..2).for_each(|n| world.plant(Rule::Nameless, n));
    let found = world.found(&HouseRules::default());
    let waiver = |at: Timestamp, until: Option<Timestamp>| Waiver {
        finding: found[0].id(),
        who: found[0].who.clone(),
        by: "ana".to_owned(),
        why: "The printer".to_owned(),
        at,
        until,
    };
    let stands = |waivers: &[Waiver]| -> Vec<bool> {
        let all = waive(found.clone(), waivers, now());
        all.into_iter().map(|(_, w)| w.is_some()).collect()
    };
    assert_eq!(stands(&[waiver(ago(3), None)]), [true, false]);
    assert_eq!(stands(&[waiver(ago(3), Some(ago(1)))]), [false, false]);
    // A newer one counts, also where it takes the older one back.
    let both = [waiver(ago(9), None), waiver(ago(3), Some(ago(3)))];
    assert_eq!(stands(&both), [false, false]);
}

/// The plan that puts these findings right.
fn plan(world: &World, found: &[&Finding]) -> Plan {
    let account = AccountId::new("acc");
    let directory = Directory::new(world.roles.clone(), world.sites.clone(), Vec::new());
    let (none, members) = (Found::new(), BTreeMap::new());
    let seen = Observed {
        account: &account,
        team: &world.team,
        directory: &directory,
        found: &none,
        members: &members,
        sites: &world.access,
        read_at: None,
        complete: true,
    };
    let wish = join(found.iter().copied()).expect("something that a plan does");
    make(seen, &wish, "plan".to_owned(), now()).unwrap()
}

#[test]
fn one_plan_puts_everything_right_and_names_nothing_twice() {
    let mut world = World::clean();
    for rule in Rule::ALL {
        (0..4).for_each(|n| world.plant(rule, n));
    }
    let found = world.found(&HouseRules::default());
    let all: Vec<&Finding> = found.iter().collect();
    let plan = plan(&world, &all);
    let sent: Vec<&Action> = plan.lines.iter().map(|l| &l.action).collect();
    let mut things: Vec<_> = sent
        .iter()
        .filter_map(|a| match a.object()? {
            ObjectKey::Contributor(site, account, _) => Some(format!("{site} {account}")),
            other => Some(format!("{other:?}")),
        })
        .collect();
    let lines = things.len();
    things.sort();
    things.dedup();
    assert_eq!(things.len(), lines, "{sent:#?}");
    assert!(lines > 24, "{sent:#?}");
    let by_plan = found
        .iter()
        .filter(|f| matches!(f.remedy, Remedy::Plan { .. }));
    let title = format!("Put {} findings right", by_plan.count());
    assert_eq!(plan.title, title);
}

#[test]
fn whoever_is_removed_needs_no_smaller_change() {
    let mut world = World::clean();
    world.plant(Rule::OutsideDomain, 0);
    let mut found = world.found(&HouseRules::default());
    let outside = found.remove(0);
    let Remedy::Plan { wish, .. } = &outside.remedy else {
        panic!("{outside:?}");
    };
    let Wish::Remove { people } = &**wish else {
        panic!("{wish:?}");
    };
    let mut smaller = outside.clone();
    let member = world.team.member(&people[0]).unwrap();
    let take = vec![NewAssignment {
        role: member.assignments[0].role.clone(),
        reach: member.assignments[0].reach.clone(),
    }];
    smaller.remedy = Remedy::Plan {
        label: "Take the role away".to_owned(),
        wish: Box::new(Wish::ChangeRoles {
            people: people.clone(),
            give: Vec::new(),
            take,
        }),
    };
    for order in [
        [&smaller, &outside],
        [&outside, &smaller],
        [&outside, &outside],
    ] {
        let plan = plan(&world, &order);
        assert_eq!(plan.lines.len(), 1, "{plan:#?}");
        let action = &plan.lines[0].action;
        assert!(
            matches!(action, Action::RemoveTeamMember { .. }),
            "{action:?}"
        );
        assert!(plan.skipped.is_empty(), "{plan:#?}");
    }
    // One alone keeps the title of its own wish.
    assert!(!plan(&world, &[&outside]).title.contains("findings"));
    assert!(join([]).is_none());
}
