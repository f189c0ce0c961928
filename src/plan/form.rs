//! Whether a plan is well formed: what a program made is, what came out of a file has to show it.

use super::make::check_grant;
use super::{Action, Deed, Line, ObjectKey, Observed, Plan, WishError};
pub use crate::access::is_address;
use crate::access::{
    Assignment, AssignmentId, LocationId, NewAssignment, NewMember, OWNER, Reach, RoleId,
    SubjectKind, TeamMember, UserId,
};
use std::collections::{BTreeMap, BTreeSet};

/// Most locations of a contributor (contract C3).
const MOST_LOCATIONS: usize = 20;
/// Longest company, job title and date of birth (site contract 1.1).
const LONGEST_FIELD: usize = 100;

/// What is wrong with a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", place(*.line))]
pub struct FormError {
    /// The line, counted from 1; `None` for the plan as a whole.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

fn place(line: Option<usize>) -> String {
    line.map_or_else(String::new, |n| format!("line {n}: "))
}

fn whole(what: impl Into<String>) -> FormError {
    FormError {
        line: None,
        what: what.into(),
    }
}

impl Plan {
    /// Checks what must hold in every plan, wherever it came from.
    ///
    /// # Errors
    /// The first [`FormError`].
    pub fn check_form(&self) -> Result<(), FormError> {
        if self.format == 0 || self.format > Self::FORMAT {
            return Err(whole(format!(
                "it has format {}, and this version knows formats up to {}",
                self.format,
                Self::FORMAT
            )));
        }
        if self.account.is_empty() || self.id.is_empty() {
            return Err(whole("it names no account, or has no id"));
        }
        let mut about: BTreeMap<ObjectKey, usize> = BTreeMap::new();
        for (i, line) in self.lines.iter().enumerate() {
            let number = i + 1;
            let wrong = |what: String| FormError {
                line: Some(number),
                what,
            };
            check_action(&line.action).map_err(wrong)?;
            let of_team = matches!(line.action.object(), Some(ObjectKey::TeamMember(_)));
            if self.format == 1 && !of_team {
                return Err(wrong("format 1 knows no such action".to_owned()));
            }
            self.check_basis(line).map_err(wrong)?;
            if let Some(object) = line.action.object()
                && let Some(before) = about.insert(object, number)
            {
                return Err(wrong(format!("line {before} is about the same")));
            }
        }
        if let Some(extra) = self.fingerprints.keys().find(|k| !about.contains_key(k)) {
            let extra = String::from(extra.clone());
            return Err(whole(format!("{extra} is in no line")));
        }
        self.check_mails()?;
        self.check_selection()
    }

    /// Mails with links that live three hours go out by a plan of their own (site contract 2.1).
    fn check_mails(&self) -> Result<(), FormError> {
        let is_mail =
            |l: &&Line| matches!(&l.action, Action::Member(of) if of.deed == Deed::PasswordMail);
        let mails = self.lines.iter().filter(is_mail).count();
        if mails > 0 && mails < self.sent().count() {
            return Err(whole(
                "mails to set a password go out by a plan of their own",
            ));
        }
        if let Some(waves) = &self.waves {
            waves.check().map_err(whole)?;
            if mails == 0 {
                return Err(whole("it has hours for mails and sends none"));
            }
        }
        Ok(())
    }

    /// Checks it against the rules that hold for every wish, wherever it came from: the owner and
    /// apps are left alone, roles fit the levels where they are given, sites are of the account.
    ///
    /// # Errors
    /// The first [`FormError`].
    pub fn check_against(&self, seen: Observed<'_>) -> Result<(), FormError> {
        let directory = seen.directory;
        let people: BTreeMap<&UserId, &TeamMember> = seen
            .team
            .members
            .iter()
            .map(|m| (&m.id, m.as_ref()))
            .collect();
        for (i, line) in self.lines.iter().enumerate() {
            let wrong = |what: String| FormError {
                line: Some(i + 1),
                what,
            };
            let grants = match &line.action {
                Action::UpdateAssignments { add, .. } => add.as_slice(),
                Action::InviteToAccount { give, .. } => give.as_slice(),
                _ => &[],
            };
            for grant in grants {
                check_grant(directory, grant).map_err(|e| wrong(e.to_string()))?;
            }
            if let Some(ObjectKey::TeamMember(user)) = line.action.object()
                && let Some(member) = people.get(&user)
            {
                check_person(member, &line.action).map_err(wrong)?;
            }
            if let Some(site) = line.action.site()
                && directory.site(site).is_none()
            {
                let error = WishError::NoSuchSite(site.as_str().to_owned());
                return Err(wrong(error.to_string()));
            }
        }
        Ok(())
    }

    /// A line rests on what its object was, and that fits what the line does.
    fn check_basis(&self, line: &Line) -> Result<(), String> {
        let Some(object) = line.action.object() else {
            return Ok(());
        };
        let Some(print) = self.fingerprints.get(&object) else {
            return Err("it does not say what it rests on".to_owned());
        };
        // It rests on the list of child accounts, which may be empty or not.
        if matches!(line.action, Action::CreateAccount { .. }) {
            return Ok(());
        }
        let makes = match &line.action {
            Action::InviteToAccount { .. }
            | Action::CreateMember { .. }
            | Action::InviteToSite { .. } => true,
            Action::Setting(of) => of.deed.makes(),
            _ => false,
        };
        match (makes, print.is_absent()) {
            (true, false) => Err("it makes something that is there already".to_owned()),
            (false, true) => Err("it changes something that is not there".to_owned()),
            _ => Ok(()),
        }
    }

    /// What a filter chose was counted first, and the lines are what was counted.
    fn check_selection(&self) -> Result<(), FormError> {
        let Some(selection) = &self.selection else {
            return Ok(());
        };
        let people: BTreeSet<&str> = self
            .lines
            .iter()
            .map(|l| l.who.id.as_str())
            .chain(self.skipped.iter().map(|s| s.who.id.as_str()))
            .collect();
        if selection.matched != people.len() || selection.matched > selection.of {
            return Err(whole(format!(
                "its filter was counted as {} of {}, and the plan is about {}",
                selection.matched,
                selection.of,
                people.len()
            )));
        }
        Ok(())
    }
}

fn check_person(member: &TeamMember, action: &Action) -> Result<(), String> {
    if member.kind() != SubjectKind::User {
        return Err("it is not about a person".to_owned());
    }
    let taken = |a: &&Assignment| match action {
        Action::UpdateAssignments { remove, .. } => {
            a.id.as_ref().is_some_and(|id| remove.contains(id))
        }
        _ => true,
    };
    let mut going = member.assignments.iter().filter(taken);
    if going.any(|a| a.role.as_str() == OWNER) {
        return Err("the owner’s role cannot be taken away".to_owned());
    }
    Ok(())
}

fn check_update(
    user: &UserId,
    add: &[NewAssignment],
    remove: &[AssignmentId],
) -> Result<(), String> {
    if user.is_empty() || remove.iter().any(AssignmentId::is_empty) {
        return Err("an id is missing".to_owned());
    }
    if add.is_empty() && remove.is_empty() {
        return Err("it changes nothing".to_owned());
    }
    if remove.iter().collect::<BTreeSet<_>>().len() < remove.len() {
        return Err("it takes the same assignment away twice".to_owned());
    }
    check_grants(add)
}

fn check_action(action: &Action) -> Result<(), String> {
    match action {
        Action::UpdateAssignments { user, add, remove } => check_update(user, add, remove),
        Action::RemoveTeamMember { user } if user.is_empty() => {
            Err("the user is missing".to_owned())
        }
        Action::InviteToAccount { email, give, .. } => {
            if !is_address(email) {
                return Err(format!("“{email}” is not a mail address"));
            }
            if give.is_empty() {
                return Err("the invite gives no role".to_owned());
            }
            if give.iter().any(|g| matches!(g.reach, Reach::Conditions(_))) {
                return Err("an invite cannot be limited to folders".to_owned());
            }
            check_grants(give)
        }
        Action::CreateMember { site, member } => {
            if site.is_empty() {
                return Err("the site is missing".to_owned());
            }
            check_member(member)
        }
        Action::CreateAccount { email, .. } if !is_address(email) => {
            Err(format!("“{email}” is not a mail address"))
        }
        Action::Member(of) => super::form_member::check(of),
        Action::Setting(of) => super::form_setting::check(of),
        Action::DeleteMember { site, member, .. } if site.is_empty() || member.is_empty() => {
            Err("an id is missing".to_owned())
        }
        Action::DeleteMember { login_email, .. } if login_email.trim().is_empty() => {
            Err("the login address is missing".to_owned())
        }
        Action::ChangeContributorRoles {
            site,
            account,
            roles,
            ..
        } => {
            if site.is_empty() || account.is_empty() || roles.iter().any(RoleId::is_empty) {
                return Err("an id is missing".to_owned());
            }
            if roles.is_empty() {
                return Err("it leaves no role: that is a removal".to_owned());
            }
            check_site_roles(roles)
        }
        Action::ChangeContributorLocations {
            site,
            account,
            locations,
            ..
        } => {
            let missing = locations.iter().any(LocationId::is_empty);
            if site.is_empty() || account.is_empty() || missing {
                return Err("an id is missing".to_owned());
            }
            if locations.len() > MOST_LOCATIONS {
                return Err(format!("Wix takes at most {MOST_LOCATIONS} locations"));
            }
            Ok(())
        }
        Action::RemoveContributor { site, account } if site.is_empty() || account.is_empty() => {
            Err("an id is missing".to_owned())
        }
        Action::InviteToSite {
            site, email, roles, ..
        } => {
            if site.is_empty() {
                return Err("the site is missing".to_owned());
            }
            if !is_address(email) {
                return Err(format!("“{email}” is not a mail address"));
            }
            if roles.is_empty() || roles.iter().any(RoleId::is_empty) {
                return Err("the invite gives no role".to_owned());
            }
            check_site_roles(roles)
        }
        Action::ResendSiteInvite { site, invite } | Action::RevokeSiteInvite { site, invite }
            if site.is_empty() || invite.is_empty() =>
        {
            Err("an id is missing".to_owned())
        }
        Action::ByHand { task, .. } if task.trim().is_empty() => {
            Err("it does not say what to do".to_owned())
        }
        Action::RemoveTeamMember { .. }
        | Action::CreateAccount { .. }
        | Action::DeleteMember { .. }
        | Action::RemoveContributor { .. }
        | Action::ResendSiteInvite { .. }
        | Action::RevokeSiteInvite { .. }
        | Action::ByHand { .. } => Ok(()),
    }
}

fn check_site_roles(roles: &[RoleId]) -> Result<(), String> {
    if roles.iter().any(|r| r.as_str() == OWNER) {
        return Err("the owner’s role cannot be given".to_owned());
    }
    if roles.iter().collect::<BTreeSet<_>>().len() < roles.len() {
        return Err("it gives the same role twice".to_owned());
    }
    Ok(())
}

fn check_grants(grants: &[NewAssignment]) -> Result<(), String> {
    for (i, grant) in grants.iter().enumerate() {
        if grant.role.is_empty() {
            return Err("a role is missing".to_owned());
        }
        if grant.role.as_str() == OWNER {
            return Err("the owner’s role cannot be given".to_owned());
        }
        let empty = match &grant.reach {
            Reach::Unknown(_) => return Err("a limit is of a kind that cannot be sent".to_owned()),
            Reach::Site { id, .. } => id.is_empty(),
            Reach::Conditions(all) => all.is_empty() || all.iter().any(|c| c.id.is_empty()),
            Reach::Account => false,
        };
        if empty {
            return Err("a limit names no site or folder".to_owned());
        }
        let twice = |g: &NewAssignment| g.role == grant.role && g.reach.same_as(&grant.reach);
        if grants.iter().take(i).any(twice) {
            return Err("it gives the same role twice".to_owned());
        }
    }
    Ok(())
}

/// Checks what may be given to a new member.
///
/// # Errors
/// A sentence about the first field that Wix would not take.
pub(super) fn check_member(member: &NewMember) -> Result<(), String> {
    let login = &member.login_email;
    if !is_address(login) {
        return Err(format!("“{login}” is not a mail address"));
    }
    for (name, text) in [
        ("company", &member.company),
        ("job title", &member.job_title),
    ] {
        let n = text.chars().count();
        if n > LONGEST_FIELD {
            return Err(format!(
                "the {name} has {n} characters; Wix takes {LONGEST_FIELD}"
            ));
        }
    }
    let date = &member.birthdate;
    let is_date = date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok();
    if !date.is_empty() && !is_date {
        return Err(format!(
            "“{date}” is not a date of birth such as 1990-05-17"
        ));
    }
    match member.emails.iter().find(|e| !is_address(e)) {
        Some(bad) => Err(format!("“{bad}” is not a mail address")),
        None => Ok(()),
    }
}
