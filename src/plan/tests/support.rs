//! What tests of plans are made of: a team, a directory, and Wix as a model.

use crate::access::*;
use crate::plan::brakes::{self, BrakeLimits};
use crate::plan::*;
use jiff::Timestamp;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const MANAGER: &str = "6600344420111308827";
pub(super) const DESIGNER: &str = "7046409866117489206";

pub(super) fn assignment(id: usize, role: &str, reach: Reach) -> Assignment {
    Assignment {
        role: role.into(),
        id: Some(AssignmentId::new(&format!("71000000000000{id:05}"))),
        reach,
        subject: None,
    }
}

pub(super) fn member(id: &str, assignments: Vec<Assignment>) -> Arc<TeamMember> {
    Arc::new(TeamMember {
        id: id.into(),
        email: format!("{id}@northlight.example"),
        first_name: id.to_uppercase(),
        last_name: String::new(),
        image: None,
        joined_at: None,
        assignments,
        extra: Extra::new(),
    })
}

pub(super) fn directory() -> Directory {
    let role = |id: &str, title: &str, limit| Role {
        id: id.into(),
        title: title.to_owned(),
        description: String::new(),
        limit,
        custom: false,
        extra: Extra::new(),
    };
    Directory::new(
        vec![
            role(OWNER, "Owner", RoleLimit::None),
            role(ACCOUNT_ADMIN, "Account Admin", RoleLimit::NotAtSite),
            role(SITE_ADMIN, "Admin", RoleLimit::NotAtAccount),
            role(MANAGER, "Manager", RoleLimit::None),
            role(DESIGNER, "Designer", RoleLimit::None),
        ],
        vec![],
        vec![],
    )
}

/// Owner, two co-owners and seven people with one role each.
pub(super) fn team() -> Team {
    let mut members = vec![
        member("owner", vec![assignment(0, OWNER, Reach::Account)]),
        member("co1", vec![assignment(1, ACCOUNT_ADMIN, Reach::Account)]),
        member("co2", vec![assignment(2, ACCOUNT_ADMIN, Reach::Account)]),
    ];
    for i in 0..7 {
        let reach = if i % 2 == 0 {
            Reach::Account
        } else {
            Reach::site(&"shop".into())
        };
        members.push(member(
            &format!("p{i}"),
            vec![assignment(10 + i, MANAGER, reach)],
        ));
    }
    Team {
        members,
        invites: vec![],
    }
}

pub(super) fn plan_for(team: &Team, wish: &Wish) -> Result<Plan, WishError> {
    let account = AccountId::new("acc");
    let directory = directory();
    let (found, members) = (Found::new(), BTreeMap::new());
    let seen = Observed {
        account: &account,
        team,
        directory: &directory,
        found: &found,
        members: &members,
        sites: &SiteAccess::default(),
        read_at: None,
        complete: true,
    };
    make(seen, wish, "plan-1".to_owned(), Timestamp::UNIX_EPOCH)
}

/// What holds a plan that was made from this team.
pub(super) fn hits(team: &Team, plan: &Plan, limits: &BrakeLimits) -> Vec<BrakeHit> {
    let account = AccountId::new("acc");
    let directory = directory();
    let (found, members) = (Found::new(), BTreeMap::new());
    let seen = Observed {
        account: &account,
        team,
        directory: &directory,
        found: &found,
        members: &members,
        sites: &SiteAccess::default(),
        read_at: None,
        complete: true,
    };
    brakes::check(plan, seen, "Northlight", limits, 0)
}

pub(super) fn seen_of(team: &Team, object: &ObjectKey) -> Seen {
    let ObjectKey::TeamMember(user) = object else {
        panic!("{object:?}");
    };
    let member = team.member(user);
    member.map_or(Seen::Absent, |m| Seen::TeamMember(Arc::clone(m)))
}

pub(super) fn users(ids: &[&str]) -> Vec<UserId> {
    ids.iter().map(|id| UserId::new(id)).collect()
}

/// What Wix would make of an action: the model for properties.
pub(super) fn carry_out(team: &Team, action: &Action) -> Team {
    let mut team = team.clone();
    match action {
        Action::RemoveTeamMember { user } => team.members.retain(|m| m.id != *user),
        Action::UpdateAssignments { user, add, remove } => {
            for m in &mut team.members {
                if m.id == *user {
                    let m = Arc::make_mut(m);
                    m.assignments
                        .retain(|a| !remove.contains(a.id.as_ref().unwrap()));
                    for (i, n) in add.iter().enumerate() {
                        m.assignments
                            .push(assignment(900 + i, n.role.as_str(), n.reach.clone()));
                    }
                }
            }
        }
        other => panic!("{other:?}"),
    }
    team
}

/// A line with nothing told about anybody.
pub(super) fn bare_line(action: Action, who: &str) -> Line {
    let who = Who {
        id: who.to_owned(),
        name: who.to_uppercase(),
        email: format!("{who}@northlight.example"),
    };
    let why = "No".to_owned();
    Line::new(action, who, "", Undo::Never { why })
}

/// A plan of these lines, resting on what this says of each object.
pub(super) fn plan_of(lines: Vec<Line>, rests: impl Fn(&ObjectKey) -> Fingerprint) -> Plan {
    let objects = lines.iter().filter_map(|l| l.action.object());
    Plan {
        format: Plan::FORMAT,
        id: "plan-1".to_owned(),
        continues: None,
        undoes: None,
        title: "Title".to_owned(),
        account: "acc".into(),
        made_at: Timestamp::UNIX_EPOCH,
        read_at: Some(Timestamp::UNIX_EPOCH),
        complete: true,
        team_size: 0,
        co_owners: CoOwners::default(),
        selection: None,
        waves: None,
        newest: BTreeMap::new(),
        fingerprints: objects.map(|k| (k.clone(), rests(&k))).collect(),
        lines,
        skipped: vec![],
    }
}

/// Any lines, each about something of its own.
pub(super) fn any_lines() -> impl Strategy<Value = Vec<Line>> {
    let grant = |role: &str| NewAssignment {
        role: role.into(),
        reach: Reach::site(&"shop".into()),
    };
    let kind = (0..7_u8, 0..3_u8, 0..3_u8);
    prop::collection::vec(kind, 0..180).prop_map(move |kinds| {
        let line = |(i, (kind, a, b)): (usize, (u8, u8, u8))| {
            let (name, site) = (format!("p{i}"), SiteId::new(&format!("site{a}")));
            let email = format!("{name}@northlight.example");
            let action = match kind {
                0 => Action::UpdateAssignments {
                    user: UserId::new(&name),
                    add: (0..b)
                        .map(|n| grant([MANAGER, DESIGNER][usize::from(n % 2)]))
                        .collect(),
                    remove: vec![AssignmentId::new(&format!("7100{i}"))],
                },
                1 => Action::RemoveTeamMember {
                    user: UserId::new(&name),
                },
                2 | 3 => Action::InviteToAccount {
                    email,
                    give: vec![grant(MANAGER)],
                    language: [None, Some("de"), Some("fr")][usize::from(a)].map(str::to_owned),
                },
                4 => Action::CreateMember {
                    site,
                    member: Box::new(NewMember {
                        login_email: email,
                        ..NewMember::default()
                    }),
                },
                5 => Action::DeleteMember {
                    site,
                    member: MemberId::new(&format!("m{i}")),
                    login_email: email,
                },
                _ => Action::ByHand {
                    task: "Do it “by hand”".to_owned(),
                    link: (b == 0).then(|| "https://manage.wix.com".to_owned()),
                    ends_at: (b == 1).then_some(Timestamp::UNIX_EPOCH),
                },
            };
            bare_line(action, &name)
        };
        kinds.into_iter().enumerate().map(line).collect()
    })
}

/// What a well-formed line rests on.
pub(super) fn fitting(key: &ObjectKey, lines: &[Line]) -> Fingerprint {
    let line = lines
        .iter()
        .find(|l| l.action.object().as_ref() == Some(key));
    let makes = line.is_some_and(|l| {
        matches!(
            l.action,
            Action::InviteToAccount { .. } | Action::CreateMember { .. }
        )
    });
    if makes {
        return Fingerprint::of(&Seen::Absent);
    }
    Fingerprint::of(&Seen::TeamMember(member(
        &String::from(key.clone()),
        vec![],
    )))
}

/// Any plan that is well formed.
pub(super) fn any_plan() -> impl Strategy<Value = Plan> {
    let text = "[ -~äß“€\u{1f600}\n]{0,12}";
    (any_lines(), text, any::<bool>(), 0..500_usize).prop_map(|(lines, title, complete, n)| {
        let prints: BTreeMap<ObjectKey, Fingerprint> = lines
            .iter()
            .filter_map(|l| l.action.object())
            .map(|k| (k.clone(), fitting(&k, &lines)))
            .collect();
        Plan {
            title,
            complete,
            team_size: n,
            ..plan_of(lines, |k| prints[k].clone())
        }
    })
}

/// An open invite that gives nothing.
pub(super) fn open_invite(id: &str, email: &str) -> AccountInvite {
    AccountInvite {
        id: id.into(),
        email: email.to_owned(),
        status: InviteStatus::Pending,
        accept_link: None,
        created_at: None,
        updated_at: None,
        expires_at: None,
        assignments: vec![],
        extra: Extra::new(),
    }
}
