//! Whom a plan is about.

use super::end::{Failure, bad};
use super::plan_args::{People, Who};
use super::{files, filter, names};
use crate::access::UserId;
use crate::plan::{Selection, Wish};
use crate::worker::protocol::TeamTable;
use std::collections::BTreeSet;

/// The people, and the filter that chose them, if one did.
#[derive(Debug)]
pub(super) struct Chosen {
    /// Each once, in the order in which they were named.
    pub(super) people: Vec<UserId>,
    by: Option<Selection>,
}

impl Chosen {
    /// The wish about them, with the filter that chose them.
    pub(super) fn wish(self, wish: impl FnOnce(Vec<UserId>) -> Wish) -> Wish {
        let wish = wish(self.people);
        match self.by {
            Some(by) => Wish::Chosen {
                by,
                wish: Box::new(wish),
            },
            None => wish,
        }
    }
}

/// Finds the people.
pub(super) fn choose(table: &TeamTable, who: &Who) -> Result<Chosen, Failure> {
    let wanted = &who.people;
    let chosen = match &wanted.filter {
        Some(text) => {
            let found = filter::matches(table, text)?;
            let by = Selection {
                filter: text.clone(),
                matched: found.people.len(),
                of: found.of,
            };
            Chosen {
                people: found.people,
                by: Some(by),
            }
        }
        None => Chosen {
            people: named(table, wanted)?,
            by: None,
        },
    };
    expected(chosen.people.len(), who.expect.expect)?;
    Ok(chosen)
}

/// Nothing is planned if somebody counts on another number.
pub(super) fn expected(n: usize, expect: Option<usize>) -> Result<(), Failure> {
    if let Some(expected) = expect.filter(|e| *e != n) {
        let meant = if n == 1 {
            "1 person is".to_owned()
        } else {
            format!("{n} people are")
        };
        return Err(bad(
            format!("{meant} meant, and {expected} expected"),
            "Look at the filter or the list, or correct --expect. No plan was made",
        ));
    }
    Ok(())
}

fn named(table: &TeamTable, wanted: &People) -> Result<Vec<UserId>, Failure> {
    let mut people = Vec::new();
    for person in &wanted.persons {
        people.push(names::person(&table.team, person)?);
    }
    if let Some(path) = &wanted.list {
        for (number, line) in files::list(path)? {
            let found = names::person(&table.team, &line).map_err(|mut failure| {
                let at = format!("{}, line {number}: ", files::place(path));
                failure.card.sentence.insert_str(0, &at);
                failure
            })?;
            people.push(found);
        }
    }
    let mut seen = BTreeSet::new();
    people.retain(|p| seen.insert(p.clone()));
    Ok(people)
}
