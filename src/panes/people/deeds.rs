//! What stands against a deed.

use super::row_of;
use crate::access::Mark;
use crate::model::Model;

/// Why the selection cannot be removed everywhere; `None` if it can.
pub(super) fn no_removing(model: &Model, rows: &[u32]) -> Option<String> {
    let row = match rows {
        [] => return Some("Select somebody first".to_owned()),
        [row] => row_of(model, *row)?,
        _ => return Some("One person at a time: each has a plan of its own".to_owned()),
    };
    if row.places.open() == 0 {
        return Some("Gets in nowhere: every invite has ended".to_owned());
    }
    let owner = model.people.as_ref().and_then(|t| t.owner.clone());
    if let Some((account, user)) = owner {
        let marks = &row.human.marks;
        if marks.contains(&Mark::User(user)) || marks.contains(&Mark::Account(account)) {
            return Some("Is the owner of the account, who cannot be removed".to_owned());
        }
    }
    model.no_writing()
}

/// Why the selection cannot be joined; `None` if it can.
pub(super) fn no_linking(model: &Model, rows: &[u32]) -> Option<String> {
    match rows.len() {
        0 | 1 => Some("Select two or more rows that are one person".to_owned()),
        2..=12 => model
            .people
            .is_none()
            .then(|| "Read the account first".to_owned()),
        _ => Some("Select at most twelve rows".to_owned()),
    }
}
