//! Rows that give accounts names of the owner's own. They are kept on this computer alone.

use super::checker::{Checker, Setup, cell};
use super::class::Class;
use super::trouble::Trouble;
use super::values;
use super::wanted::Wanted;
use crate::access::{AccountId, fold_email};
use crate::plan::AccountName;
use crate::sheet::map::Field;
use crate::sheet::read::Row;
use std::collections::BTreeMap;

/// Longest name. Nothing but a list has to show it.
const LONGEST: usize = 100;

type Accounts = BTreeMap<AccountId, AccountName>;

pub(super) fn check(to: &mut Checker<'_>, row: &Row) {
    let (name_at, name) = to.cell(row, Field::LocalName);
    let found = to
        .setup
        .known
        .accounts
        .map(|all| account(&to.setup, row, all));
    let (mut now, mut unnamed) = (None, false);
    match found {
        Some(Ok((id, known))) => {
            // Exports show the id where there is no name.
            unnamed = id.as_str() == name;
            id.as_str().clone_into(&mut to.key);
            to.name = Some(&known.email)
                .filter(|e| !e.is_empty())
                .map_or_else(|| id.as_str().to_owned(), Clone::clone);
            to.double(row, name_at);
            now = Some(known);
        }
        Some(Err(trouble)) => {
            let by_address = to.cell(row, Field::AccountId).1.is_empty();
            let column = trouble.column.filter(|_| by_address);
            if trouble.class != Class::NotThere || column.is_none_or(|at| to.address(row, at)) {
                trouble.add(to, row);
            }
        }
        None => {
            if let Some(column) = to.setup.mapping.column(Field::Email) {
                to.address(row, column);
            }
        }
    }
    let letters = name.chars().count();
    if letters > LONGEST {
        let says = format!("it has {letters} characters; {LONGEST} are shown");
        to.add(row, name_at, Class::TooLong, &says, None);
    }
    if name.is_empty() {
        to.add(row, name_at, Class::Nothing, "it asks for nothing", None);
    } else if let Some(now) = now {
        let same = if values::is_dash(&name) {
            !is_own(now)
        } else {
            now.name == *name || unnamed && now.name.is_empty()
        };
        if same {
            to.add(row, None, Class::AlreadyThere, "is called so already", None);
        }
    }
}

/// Whether the name is one of the owner's own.
fn is_own(now: &AccountName) -> bool {
    now.from == AccountName::OWN
}

pub(super) fn wanted(setup: &Setup<'_>, row: &Row) -> Option<Wanted> {
    let (id, _) = account(setup, row, setup.known.accounts?).ok()?;
    let name = cell(setup.mapping, row, Field::LocalName).1;
    let name = if values::is_dash(&name) { "" } else { &name };
    Some(Wanted::Name(id.clone(), name.to_owned()))
}

fn account<'a>(
    setup: &Setup<'_>,
    row: &Row,
    all: &'a Accounts,
) -> Result<(&'a AccountId, &'a AccountName), Trouble> {
    let (id_at, id) = cell(setup.mapping, row, Field::AccountId);
    let (at, address) = cell(setup.mapping, row, Field::Email);
    if !id.is_empty() {
        let found = all.get_key_value(&AccountId::new(&id));
        let words = "no account with this id is known here";
        return found.ok_or_else(|| Trouble::new(id_at, Class::NotThere, words));
    }
    if address.is_empty() {
        return Err(Trouble::new(
            id_at.or(at),
            Class::NoAddress,
            "it names nobody",
        ));
    }
    let folded = fold_email(&address);
    let mut fitting = all.iter().filter(|(_, n)| fold_email(&n.email) == folded);
    match (fitting.next(), fitting.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => {
            let words = "no account with this address is known here";
            Err(Trouble::new(at, Class::NotThere, words))
        }
        _ => {
            let words = "several accounts have this address: write the account id";
            Err(Trouble::new(at, Class::BadValue, words))
        }
    }
}
