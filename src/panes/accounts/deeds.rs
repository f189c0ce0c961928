//! What can be done with accounts, and why not.

use crate::model::Model;
use crate::panes::Cx;
use crate::worker::protocol::{AccountRow, Command, Connection, JobKind, Kin};

/// The one row that is selected.
pub(super) fn one<'m>(model: &'m Model, rows: &[u32]) -> Option<&'m AccountRow> {
    let [row] = rows else { return None };
    model.accounts.as_ref()?.rows.get(*row as usize)
}

/// Why accounts cannot be read now; `None` if they can.
pub(super) fn no_reading(model: &Model) -> Option<String> {
    let session = model.session.as_ref()?;
    if let Connection::Offline(why) = &session.connection {
        return Some(why.clone());
    }
    if model.running(JobKind::Accounts).is_some() {
        return Some("Accounts are being read".to_owned());
    }
    let none = model
        .accounts
        .as_ref()
        .is_none_or(|t| t.children().next().is_none());
    none.then(|| "There are no child accounts".to_owned())
}

/// Why the selection cannot be opened; `None` if it can.
pub(super) fn no_opening(model: &Model, rows: &[u32]) -> Option<String> {
    let Some(row) = one(model, rows) else {
        return Some("Select one account first".to_owned());
    };
    match row.kin {
        Kin::Own => Some("This account is open".to_owned()),
        Kin::Parent if row.profile.is_none() => {
            Some("Its profile is not here. Connect it with a key of its own".to_owned())
        }
        Kin::Parent | Kin::Child => None,
    }
}

/// Opens the account: the window goes over to it.
pub(super) fn open(cx: &mut Cx<'_>, rows: &[u32]) {
    let Some(row) = one(cx.model, rows).filter(|_| no_opening(cx.model, rows).is_none()) else {
        return;
    };
    let command = match (row.kin, &row.profile) {
        (_, Some(profile)) => Command::OpenProfile(profile.clone()),
        (_, None) => Command::OpenAccount(row.id.clone()),
    };
    cx.ask(command);
}

/// Why the selection cannot be named; `None` if it can.
pub(super) fn no_naming(model: &Model, rows: &[u32]) -> Option<String> {
    let Some(row) = one(model, rows) else {
        return Some("Select one account first".to_owned());
    };
    (row.kin == Kin::Own).then(|| "Rename this profile under Settings".to_owned())
}

/// Why the selection cannot get a key of its own; `None` if it can.
pub(super) fn no_key(model: &Model, rows: &[u32]) -> Option<String> {
    let Some(row) = one(model, rows) else {
        return Some("Select one account first".to_owned());
    };
    if row.kin != Kin::Child {
        return Some("Only child accounts use the key of another one".to_owned());
    }
    match model.session.as_ref().map(|s| &s.connection) {
        Some(Connection::Offline(why)) => Some(why.clone()),
        _ => None,
    }
}
