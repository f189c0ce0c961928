//! Making plans: 5,000 new members of a site, 2,500 people of a team, and what is worked out before
//! one is confirmed.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/report.rs"]
mod report;

use clock::wall;
use gatehouse::access::{
    AccountId, Assignment, AssignmentId, Directory, Extra, NewAssignment, NewMember, OWNER, Reach,
    Role, RoleId, RoleLimit, Site, SiteId, Team, TeamMember, UserId,
};
use gatehouse::plan::{
    BrakeLimits, Found, ObjectKey, Observed, Plan, Seen, Wish, brakes, calls, check, file, make,
};
use jiff::Timestamp;
use report::{Sample, Table, line, ms};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// How often each is measured.
const TIMES: usize = 7;
/// New members of a site.
const MEMBERS: usize = 5_000;
/// People of the team.
const PEOPLE: usize = 2_500;
/// Made-up roles.
const ROLES: [&str; 2] = ["7100000000000000001", "7100000000000000002"];

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    let (account, site) = (AccountId::new("acc"), SiteId::new("shop"));
    let (team, directory) = (team(), directory(&site));
    let login = |i: usize| format!("member{i}@example.com");
    let found: Found = (0..MEMBERS)
        .map(|i| (ObjectKey::site_member(&site, &login(i)), Seen::Absent))
        .collect();
    let seen = Observed {
        account: &account,
        team: &team,
        directory: &directory,
        found: &found,
        members: &BTreeMap::new(),
        sites: &gatehouse::plan::SiteAccess::default(),
        read_at: Some(Timestamp::UNIX_EPOCH),
        complete: true,
    };
    let create = Wish::CreateMembers {
        site: site.clone(),
        members: (0..MEMBERS)
            .map(|i| NewMember {
                login_email: login(i),
                first_name: format!("First{i}"),
                last_name: format!("Last{i}"),
                ..NewMember::default()
            })
            .collect(),
    };
    let people: Vec<UserId> = team.members.iter().map(|m| m.id.clone()).collect();
    let change = Wish::ChangeRoles {
        people: people.clone(),
        give: vec![NewAssignment {
            role: RoleId::new(ROLES[1]),
            reach: Reach::site(&site),
        }],
        take: vec![NewAssignment {
            role: RoleId::new(ROLES[0]),
            reach: Reach::Account,
        }],
    };
    let remove = Wish::Remove { people };

    line("## plans: made, held against the brakes, checked, written and read");
    line("");
    line(&format!(
        "{PEOPLE} people in the team; wall time in ms, medians of {TIMES}"
    ));
    line("");
    let mut table = Table::new(&[
        "wish", "lines", "make", "brakes", "calls", "check", "write", "read", "file kB",
    ]);
    for (name, wish) in [
        ("create members", &create),
        ("change roles", &change),
        ("remove", &remove),
    ] {
        table.row(measure(name, seen, wish)?);
    }
    table.print();
    Ok(())
}

fn measure(name: &str, seen: Observed<'_>, wish: &Wish) -> anyhow::Result<Vec<String>> {
    let new = || make(seen, wish, "plan".to_owned(), Timestamp::UNIX_EPOCH);
    let plan = new()?;
    let limits = BrakeLimits::default();
    let bytes = file::to_bytes(&plan)?;
    let now = now(seen, &plan);
    let all = 0..plan.lines.len();
    Ok(vec![
        name.to_owned(),
        plan.lines.len().to_string(),
        median(|| new().is_ok()),
        median(|| brakes::check(&plan, seen, "Northlight", &limits, 0).len()),
        median(|| calls(&plan, all.clone()).len()),
        median(|| check(&plan, all.clone(), &now).moved.len()),
        median(|| file::to_bytes(&plan).is_ok()),
        median(|| file::from_bytes(&bytes).is_ok()),
        (bytes.len() / 1000).to_string(),
    ])
}

fn median<T>(work: impl Fn() -> T) -> String {
    let once = || -> Duration {
        let begin = wall();
        let made = std::hint::black_box(work());
        let took = begin.elapsed();
        drop(made);
        took
    };
    ms(Sample::new((0..TIMES).map(|_| once()).collect()).median())
}

/// Everything as it was when the plan was made.
fn now(seen: Observed<'_>, plan: &Plan) -> Found {
    let people: BTreeMap<_, _> = seen.team.members.iter().map(|m| (&m.id, m)).collect();
    let of = |key: &ObjectKey| match key {
        ObjectKey::TeamMember(id) => people
            .get(id)
            .map_or(Seen::Absent, |m| Seen::TeamMember(Arc::clone(m))),
        _ => Seen::Absent,
    };
    let keys = plan.fingerprints.keys();
    keys.map(|k| (k.clone(), of(k))).collect()
}

fn team() -> Team {
    let person = |i: usize| {
        let held = |n: usize, role: &str| Assignment {
            role: RoleId::new(role),
            id: Some(AssignmentId::new(&format!("72000000000{i:05}{n:03}"))),
            reach: Reach::Account,
            subject: None,
        };
        let assignments = if i == 0 {
            vec![held(0, OWNER)]
        } else {
            vec![held(0, ROLES[0]), held(1, ROLES[1])]
        };
        Arc::new(TeamMember {
            id: UserId::new(&format!("00000000-0000-4000-8000-{i:012x}")),
            email: format!("person{i}@northlight.example"),
            first_name: format!("First{i}"),
            last_name: format!("Last{i}"),
            image: None,
            joined_at: None,
            assignments,
            extra: Extra::new(),
        })
    };
    Team {
        members: (0..PEOPLE).map(person).collect(),
        invites: vec![],
    }
}

fn directory(site: &SiteId) -> Directory {
    let role = |id: &str| Role {
        id: RoleId::new(id),
        title: format!("Role {id}"),
        description: String::new(),
        limit: RoleLimit::None,
        custom: false,
        extra: Extra::new(),
    };
    Directory::new(
        ROLES.iter().map(|id| role(id)).collect(),
        vec![shop(site)],
        vec![],
    )
}

fn shop(id: &SiteId) -> Site {
    Site {
        name: "shop".to_owned(),
        display_name: "Shop".to_owned(),
        ..Site::bare(id.clone())
    }
}
