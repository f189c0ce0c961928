//! What the rows of each kind must hold, and what they ask for.

use super::checker::{Checker, Setup, at, cell};
use super::class::Class;
use super::known::Unfit;
use super::text::clean;
use super::wanted::Wanted;
use super::{account_names, assignments, contributors, invites, values};
use crate::access::{Member, MemberChange, NewMember, Privacy, fold_email, is_address, text_of};
use crate::plan::{MemberWish, Whom};
use crate::sheet::escaped;
use crate::sheet::map::{Field, Kind, Mapping};
use crate::sheet::read::Row;
use serde_json::Value;
use std::sync::Arc;

/// Longest company and job title (site contract 1.1).
const LONGEST: usize = 100;

/// Checks what only this kind of row can have wrong.
pub(super) fn check(to: &mut Checker<'_>, row: &Row) {
    match to.kind() {
        Kind::Members => {
            let Some(login) = to.setup.mapping.column(Field::Login) else {
                return;
            };
            if to.address(row, login) {
                to.double(row, Some(login));
                let there = to.setup.known.members;
                if there.is_some_and(|m| !m.with_login(&to.key).is_empty()) {
                    to.add(
                        row,
                        Some(login),
                        Class::AlreadyThere,
                        "is a member already",
                        None,
                    );
                }
            }
            profile(to, row, false);
        }
        Kind::MemberUpdates | Kind::MemberTruth => {
            let member = named(to, row, to.kind() == Kind::MemberTruth);
            profile(to, row, true);
            if let Named::There(member) = member {
                let change = change(&to.setup, row, Some(&member));
                if change.against(&member).is_empty() {
                    to.add(row, None, Class::AlreadyThere, "is so already", None);
                }
            }
        }
        Kind::MemberActions => {
            named(to, row, false);
            let (column, word) = to.cell(row, Field::Action);
            if action(&word).is_none() {
                let says = if word.is_empty() {
                    "it says nothing to do".to_owned()
                } else {
                    format!(
                        "“{word}” is none of approve, unblock, block, mute, unmute, disconnect, delete"
                    )
                };
                let near = nearest_action(&word);
                to.add(row, column, Class::BadValue, &says, near);
            }
        }
        Kind::TeamInvites | Kind::SiteInvites => invites::check(to, row),
        Kind::Contributors => contributors::check(to, row),
        Kind::TeamAssignments => assignments::check(to, row),
        Kind::AccountNames => account_names::check(to, row),
    }
}

/// Whom a row about somebody who is there names.
enum Named {
    There(Arc<Member>),
    Nobody,
}

fn named(to: &mut Checker<'_>, row: &Row, may_be_new: bool) -> Named {
    let (id_column, id) = to.cell(row, Field::MemberId);
    let login = to.setup.mapping.column(Field::Login);
    let known = to.setup.known.members;
    if !id.is_empty() {
        let found = known.and_then(|m| m.with_id(&id)).cloned();
        to.key.clear();
        to.key
            .push_str(found.as_ref().map_or(&*id, |m| m.id.as_str()));
        to.double(row, id_column);
        let Some(member) = found else {
            if known.is_some() {
                to.add(
                    row,
                    id_column,
                    Class::NotThere,
                    "no member has this id",
                    None,
                );
            }
            return Named::Nobody;
        };
        to.key.clear();
        to.key.push_str(&fold_email(&member.login_email));
        let (column, text) = to.cell(row, Field::Login);
        if !text.is_empty() && fold_email(&text) != to.key {
            let says = "the member with this id logs in with another address: a login address is \
                        changed by a plan of its own";
            to.add(
                row,
                column,
                Class::BadValue,
                says,
                Some(member.login_email.clone()),
            );
        }
        return Named::There(member);
    }
    let Some(login) = login else {
        to.add(row, id_column, Class::NoAddress, "it names nobody", None);
        return Named::Nobody;
    };
    if !to.address(row, login) {
        return Named::Nobody;
    }
    let found = known.map(|m| m.with_login(&to.key));
    let address = to.key.clone();
    if let Some([one]) = found {
        to.key.clear();
        to.key.push_str(one.id.as_str());
    }
    to.double(row, Some(login));
    to.key = address;
    match found {
        Some([one]) => Named::There(Arc::clone(one)),
        Some([]) if !may_be_new => {
            let says = "nobody on the site logs in with this address";
            to.add(row, Some(login), Class::NotThere, says, None);
            Named::Nobody
        }
        Some([_, _, ..]) => {
            let says = "several members have this address: name one by its id";
            to.add(row, Some(login), Class::NotThere, says, None);
            Named::Nobody
        }
        _ => Named::Nobody,
    }
}

/// Cells of a member's profile.
fn profile(to: &mut Checker<'_>, row: &Row, clears: bool) {
    for field in [Field::Company, Field::JobTitle] {
        let (column, text) = to.cell(row, field);
        if text.len() <= LONGEST {
            continue;
        }
        let n = text.chars().count();
        if n > LONGEST {
            let says = format!("it has {n} characters; Wix takes {LONGEST}");
            to.add(row, column, Class::TooLong, &says, None);
        }
    }
    let dash = |text: &str| clears && values::is_dash(text);
    let (column, text) = to.cell(row, Field::Birthdate);
    if !text.is_empty()
        && !dash(&text)
        && let Err(says) = values::day(&text)
    {
        to.add(row, column, Class::BadValue, says, None);
    }
    let (column, text) = to.cell(row, Field::Privacy);
    if privacy(&text).is_err() {
        let says = format!("“{text}” is neither PRIVATE nor PUBLIC");
        to.add(row, column, Class::BadValue, &says, None);
    }
    let (column, text) = to.cell(row, Field::Emails);
    if !text.is_empty() && !dash(&text) {
        for bad in values::list(&text).iter().filter(|e| !is_address(e)) {
            let says = format!("“{bad}” is not a mail address");
            to.add(row, column, Class::BadAddress, &says, None);
        }
    }
}

/// What a cell says about who sees a profile. What Wix does not tell is nothing.
fn privacy(text: &str) -> Result<Option<Privacy>, ()> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match text {
        "" | "-" => Ok(None),
        _ if is("UNKNOWN") => Ok(None),
        _ if is("PRIVATE") => Ok(Some(Privacy::Private)),
        _ if is("PUBLIC") => Ok(Some(Privacy::Public)),
        _ => Err(()),
    }
}

const ACTIONS: [(&str, MemberWish); 7] = [
    ("approve", MemberWish::Approve),
    ("unblock", MemberWish::Unblock),
    ("block", MemberWish::Block),
    ("mute", MemberWish::Mute),
    ("unmute", MemberWish::Unmute),
    ("disconnect", MemberWish::Disconnect),
    ("delete", MemberWish::Delete),
];

fn action(word: &str) -> Option<MemberWish> {
    let word = word.to_lowercase();
    let found = ACTIONS.iter().find(|(w, _)| *w == word);
    found.map(|(_, wish)| wish.clone())
}

fn nearest_action(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let near = ACTIONS.iter().map(|(w, _)| *w);
    let best = near.min_by_key(|w| strsim::osa_distance(w, &word))?;
    (strsim::osa_distance(best, &word) <= 2).then(|| best.to_owned())
}

/// A name that is not known; the suggestion is the whole cell with the name replaced.
pub(super) fn unknown(
    to: &mut Checker<'_>,
    row: &Row,
    column: Option<usize>,
    all: &[String],
    name: &str,
    unfit: Unfit,
) {
    let fixed = unfit.nearest.map(|near| {
        let names = all
            .iter()
            .map(|n| if n == name { near.as_str() } else { n });
        names.collect::<Vec<_>>().join("; ")
    });
    to.add(row, column, Class::UnknownName, &unfit.says, fixed);
}

/// What a row asks for; `None` if it cannot be told.
pub(super) fn wanted(setup: &Setup<'_>, row: &Row) -> Option<Wanted> {
    let text = |field| cell(setup.mapping, row, field).1;
    match setup.mapping.kind {
        Kind::Members => Some(Wanted::Create(Box::new(new_member(setup.mapping, row)))),
        Kind::MemberUpdates | Kind::MemberTruth => {
            let whom = whom(setup, row);
            let there = member(setup, &whom);
            let truth = setup.mapping.kind == Kind::MemberTruth;
            if truth && there.is_none() && setup.known.members.is_some() {
                return Some(Wanted::Create(Box::new(new_member(setup.mapping, row))));
            }
            let change = change(setup, row, there.as_deref());
            Some(Wanted::Change(whom, Box::new(change)))
        }
        Kind::MemberActions => Some(Wanted::Act(whom(setup, row), action(&text(Field::Action))?)),
        Kind::TeamInvites | Kind::SiteInvites => invites::wanted(setup, row),
        Kind::Contributors => contributors::wanted(setup, row),
        Kind::TeamAssignments => assignments::wanted(setup, row),
        Kind::AccountNames => account_names::wanted(setup, row),
    }
}

fn whom(setup: &Setup<'_>, row: &Row) -> Whom {
    let id = cell(setup.mapping, row, Field::MemberId).1;
    if !id.is_empty() {
        return Whom {
            ids: vec![id.as_ref().into()],
            logins: Vec::new(),
        };
    }
    let login = cell(setup.mapping, row, Field::Login).1;
    Whom {
        ids: Vec::new(),
        logins: vec![login.into_owned()],
    }
}

fn member(setup: &Setup<'_>, whom: &Whom) -> Option<Arc<Member>> {
    let known = setup.known.members?;
    let by_id = whom.ids.first().and_then(|id| known.with_id(id.as_str()));
    let by_login = || {
        let login = whom.logins.first()?;
        known.with_login(&fold_email(login)).first()
    };
    by_id.or_else(by_login).cloned()
}

/// The new member of a row.
fn new_member(mapping: &Mapping, row: &Row) -> NewMember {
    let text = |field| {
        let text = cell(mapping, row, field).1;
        if values::is_dash(&text) {
            String::new()
        } else {
            text.into_owned()
        }
    };
    let (mut first_name, mut last_name) = (text(Field::FirstName), text(Field::LastName));
    if mapping.column(Field::FullName).is_some() {
        (first_name, last_name) = values::names(&text(Field::FullName));
    }
    let birthdate = text(Field::Birthdate);
    let custom = mapping.custom().into_iter();
    let custom = custom.map(|(key, column)| (key.to_owned(), at(row, column).into_owned()));
    NewMember {
        login_email: text(Field::Login),
        first_name,
        last_name,
        nickname: text(Field::Nickname),
        title: text(Field::ProfileTitle),
        company: text(Field::Company),
        job_title: text(Field::JobTitle),
        birthdate: values::date(&birthdate).unwrap_or(birthdate),
        phones: values::list(&text(Field::Phones)),
        emails: values::list(&text(Field::Emails)),
        addresses: Vec::new(),
        custom_fields: custom
            .filter(|(_, v)| !v.is_empty() && !values::is_dash(v))
            .map(|(key, v)| (key, Value::String(v)))
            .collect(),
        privacy: privacy(&text(Field::Privacy)).unwrap_or_default(),
    }
}

/// A value as it is read out of the cell that an export makes of it.
fn exported(value: &str) -> String {
    clean(&escaped(value)).text.into_owned()
}

/// What a row wants to be different: an empty cell leaves, a dash clears. A cell that reads like
/// what is so now asks for nothing, so that an export comes back without a change.
fn change(setup: &Setup<'_>, row: &Row, there: Option<&Member>) -> MemberChange {
    let mapping = setup.mapping;
    let wish = |text: &str| match text {
        "" => None,
        dash if values::is_dash(dash) => Some(String::new()),
        text => Some(text.to_owned()),
    };
    let text = |field, now: &dyn Fn(&Member) -> String| {
        let wish = wish(&cell(mapping, row, field).1)?;
        let same = there.is_some_and(|m| exported(&now(m)) == cell(mapping, row, field).1);
        (!same).then_some(wish)
    };
    let first = |m: &Member| m.first_name.clone();
    let last = |m: &Member| m.last_name.clone();
    let mut first_name = text(Field::FirstName, &first);
    let mut last_name = text(Field::LastName, &last);
    let both = |m: &Member| format!("{} {}", m.first_name, m.last_name);
    if mapping.column(Field::FullName).is_some()
        && let Some(full) = text(Field::FullName, &both)
    {
        let (first, last) = values::names(&full);
        (first_name, last_name) = (Some(first), Some(last));
    }
    let joined = |all: Option<&Vec<String>>| all.map(|l| l.join("; ")).unwrap_or_default();
    let phones = text(Field::Phones, &|m| joined(m.phones.as_ref()));
    let emails = text(Field::Emails, &|m| joined(m.emails.as_ref()));
    let birthdate = text(Field::Birthdate, &|m| m.birthdate.clone());
    // Values of custom fields have types of their own: what reads the same is the same.
    let same = |key: &str, cell: &str| {
        let now = there.and_then(|m| m.custom_fields.as_ref()?.get(key));
        let now = now.and_then(|f| text_of(&f.value)).unwrap_or_default();
        exported(&now) == cell
    };
    let custom = mapping.custom().into_iter().filter_map(|(key, column)| {
        let cell = at(row, column);
        let wish = wish(&cell)?;
        (!same(key, &cell)).then(|| (key.to_owned(), Value::String(wish)))
    });
    MemberChange {
        first_name,
        last_name,
        nickname: text(Field::Nickname, &|m| m.nickname.clone()),
        title: text(Field::ProfileTitle, &|m| m.title.clone()),
        company: text(Field::Company, &|m| m.company.clone()),
        job_title: text(Field::JobTitle, &|m| m.job_title.clone()),
        birthdate: birthdate.map(|d| values::date(&d).unwrap_or(d)),
        phones: phones.map(|t| values::list(&t)),
        emails: emails.map(|t| values::list(&t)),
        addresses: None,
        custom_fields: custom.collect(),
        privacy: privacy(&cell(mapping, row, Field::Privacy).1).unwrap_or_default(),
    }
}
