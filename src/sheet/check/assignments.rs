//! Rows about roles of people in the team: each gives roles for one reach, or takes them away.
//! What somebody holds elsewhere stays.

use super::checker::{Checker, Setup, cell};
use super::class::Class;
use super::trouble::Trouble;
use super::values;
use super::wanted::Wanted;
use crate::access::{
    NewAssignment, OWNER, Reach, RoleId, SubjectKind, Team, TeamMember, UserId, fold_email,
};
use crate::sheet::map::Field;
use crate::sheet::read::Row;

/// What a row means.
struct Meant {
    grants: Vec<NewAssignment>,
    take: bool,
}

pub(super) fn check(to: &mut Checker<'_>, row: &Row) {
    let mut troubles = Vec::new();
    let (kind_at, kind) = to.cell(row, Field::RowKind);
    if !kind.is_empty() && !kind.eq_ignore_ascii_case("person") {
        let says = format!("“{kind}”: roles are given to people in the team alone");
        to.add(row, kind_at, Class::Nothing, &says, None);
        return;
    }
    let known = to.setup.known;
    let person = known.team.map(|team| person(&to.setup, row, team));
    let held_by = person.as_ref().and_then(|p| p.as_ref().ok().copied());
    let meant = meant(&to.setup, row, held_by, &mut troubles);
    let mut holder = None;
    match person {
        Some(Ok(member)) => {
            member.id.as_str().clone_into(&mut to.key);
            to.name = match member.email.as_str() {
                "" => member.display_name(),
                email => email.to_owned(),
            };
            let grants = meant.iter().flat_map(|m| &m.grants);
            let places: Vec<String> = grants.map(place).collect();
            to.double_at(row, to.setup.mapping.column(Field::Email), &places);
            holder = Some(member);
        }
        Some(Err(trouble)) => {
            let by_address = to.cell(row, Field::UserId).1.is_empty();
            let column = trouble.column.filter(|_| by_address);
            if trouble.class != Class::NotThere || column.is_none_or(|at| to.address(row, at)) {
                troubles.push(trouble);
            }
        }
        None => {
            if let Some(column) = to.setup.mapping.column(Field::Email) {
                to.address(row, column);
            }
        }
    }
    for trouble in &troubles {
        trouble.add(to, row);
    }
    let (Some(member), Some(meant)) = (holder, meant.filter(|_| troubles.is_empty())) else {
        return;
    };
    let holds = |grant: &NewAssignment| member.assignments.iter().any(|a| a.gives(grant));
    let (already, says) = if meant.take {
        let none = !meant.grants.iter().any(holds);
        (none, "does not hold this")
    } else {
        (meant.grants.iter().all(holds), "holds this already")
    };
    if already {
        to.add(row, None, Class::AlreadyThere, says, None);
    }
}

/// The same for the same role at the same place.
fn place(grant: &NewAssignment) -> String {
    let at = match &grant.reach {
        Reach::Account => "account".to_owned(),
        Reach::Site { id, .. } => id.as_str().to_owned(),
        other => other
            .folders()
            .map(|f| f.as_str().to_owned())
            .collect::<Vec<_>>()
            .join(" "),
    };
    format!("{} {at}", grant.role.as_str())
}

pub(super) fn wanted(setup: &Setup<'_>, row: &Row) -> Option<Wanted> {
    let mut troubles = Vec::new();
    let holder = person(setup, row, setup.known.team?).ok()?;
    let meant = meant(setup, row, Some(holder), &mut troubles).filter(|_| troubles.is_empty())?;
    let user: UserId = holder.id.clone();
    let (give, take) = if meant.take {
        (Vec::new(), meant.grants)
    } else {
        (meant.grants, Vec::new())
    };
    Some(Wanted::Assign { user, give, take })
}

fn person<'a>(setup: &Setup<'_>, row: &Row, team: &'a Team) -> Result<&'a TeamMember, Trouble> {
    let (id_at, id) = cell(setup.mapping, row, Field::UserId);
    let (at, address) = cell(setup.mapping, row, Field::Email);
    let people = || {
        team.members
            .iter()
            .filter(|m| m.kind() == SubjectKind::User)
    };
    if !id.is_empty() {
        let found = people().find(|m| m.id.as_str() == &*id);
        let words = "nobody in the team has this id";
        let found = found.map(|m| &**m);
        return found.ok_or_else(|| Trouble::new(id_at, Class::NotThere, words));
    }
    if address.is_empty() {
        return Err(Trouble::new(
            at.or(id_at),
            Class::NoAddress,
            "it names nobody",
        ));
    }
    let folded = fold_email(&address);
    let mut fitting = people().filter(|m| fold_email(&m.email) == folded);
    match (fitting.next(), fitting.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => {
            let words = "nobody in the team has this address";
            Err(Trouble::new(at, Class::NotThere, words))
        }
        _ => {
            let words = "several people have this address: write the user id";
            Err(Trouble::new(at, Class::BadValue, words))
        }
    }
}

fn meant(
    setup: &Setup<'_>,
    row: &Row,
    holder: Option<&TeamMember>,
    troubles: &mut Vec<Trouble>,
) -> Option<Meant> {
    let known = setup.known;
    let before = troubles.len();
    let (action_at, action) = cell(setup.mapping, row, Field::Action);
    let take = match action.to_lowercase().as_str() {
        "" | "give" | "add" => false,
        "take" | "remove" => true,
        _ => {
            let says = format!("“{action}” is neither give nor take");
            troubles.push(Trouble::new(action_at, Class::BadValue, &says));
            false
        }
    };
    let (reach_at, reach) = cell(setup.mapping, row, Field::Reach);
    let (roles_at, roles) = cell(setup.mapping, row, Field::Roles);
    let names = values::list(&roles);
    if names.is_empty() || values::is_dash(&roles) {
        troubles.push(Trouble::new(roles_at, Class::BadValue, "it names no role"));
    }
    if reach.is_empty() || values::is_dash(&reach) {
        let words = "it does not say where: write account, a site or a folder";
        troubles.push(Trouble::new(reach_at, Class::BadValue, words));
    }
    known.directory?;
    if troubles.len() > before {
        return None;
    }
    let reach = known.reach(&reach).map_err(|u| Trouble::unfit(reach_at, u));
    let mut all: Vec<RoleId> = Vec::new();
    for name in &names {
        match known.role(name) {
            Ok(role) => all.push(role),
            Err(unfit) => {
                let mut trouble = Trouble::unfit_in(&names, name, unfit);
                trouble.column = roles_at;
                troubles.push(trouble);
            }
        }
    }
    let reach = reach.map_err(|t| troubles.push(t)).ok()?;
    all.sort();
    all.dedup();
    let grant = |role: &RoleId| NewAssignment {
        role: role.clone(),
        reach: reach.clone(),
    };
    let holds = |role| holder.is_some_and(|m| m.assignments.iter().any(|a| a.gives(&grant(role))));
    for role in &all {
        // What is so already does not have to be possible a second time.
        if !take && holds(role) {
            continue;
        }
        if let Some(says) = against(setup, role, &reach) {
            troubles.push(Trouble::new(roles_at, Class::BadValue, &says));
        }
    }
    Some(Meant {
        grants: all.iter().map(grant).collect(),
        take,
    })
}

/// Why a role cannot be written for a reach.
fn against(setup: &Setup<'_>, role: &RoleId, reach: &Reach) -> Option<String> {
    if role.as_str() == OWNER {
        return Some("the owner’s role moves only with the account".to_owned());
    }
    let known = setup.known.directory?.role(role)?;
    let title = &known.title;
    match reach {
        Reach::Account if !known.at_account() => {
            Some(format!("“{title}” cannot be given for the whole account"))
        }
        Reach::Site { .. } | Reach::Conditions(_) if !known.at_site() => {
            Some(format!("“{title}” cannot be given for a site or folder"))
        }
        _ => None,
    }
}
