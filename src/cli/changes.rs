//! `gatehouse changes` and `gatehouse export changes`: what changed between two moments.

use super::World;
use super::end::{Failure, Report};
use super::exit::Exit;
use super::export_form::Format;
use super::session::Session;
use super::snapshots::{as_json, incomplete};
use super::snapshots_args::{Between, ExportChanges, ShowChanges};
use super::text::{clean, line};
use crate::sheet;
use crate::worker::protocol::{Changes, ChangesState, Command, ErrorCard, Trouble};
use serde_json::{Value, json};
use std::io;
use std::sync::Arc;

/// Shows what changed between two moments.
pub(super) fn show(world: &World, args: &ShowChanges) -> Result<Report, Failure> {
    let mut session = Session::look(world, &args.common)?;
    let found = compared(&mut session, &args.between);
    session.close();
    let found = found?;
    Ok(told(&found))
}

/// Compares two moments.
fn compared(session: &mut Session<'_>, between: &Between) -> Result<Arc<Changes>, Failure> {
    session.send(Command::Compare(between.request()));
    session.until(|m| match &*m.changes {
        ChangesState::None | ChangesState::Working => None,
        ChangesState::Ready(changes) => Some(Ok(Arc::clone(changes))),
        ChangesState::Incomplete(card) => Some(Err(ErrorCard {
            remedy: "What is missing in it would look like a change. Choose another one, or say \
                     --insist; the report will say that it is incomplete"
                .to_owned(),
            ..card.clone()
        }
        .of(Trouble::BadInput)
        .into())),
        ChangesState::Failed(card) => Some(Err(card.clone().into())),
    })
}

fn told(changes: &Changes) -> Report {
    let gaps = changes.gaps();
    let mut text = String::new();
    for words in sheet::changes_text(&changes.document()).lines() {
        line(&mut text, &clean(words));
    }
    let mut report = Report::new(text, data(changes));
    if !gaps.is_empty() {
        report.trouble = Some(incomplete("This report is incomplete", &gaps));
        report.exit = Some(Exit::Partly);
    }
    report
}

/// The same for other programs.
fn data(changes: &Changes) -> Value {
    let gaps = changes.gaps();
    json!({
        "from": as_json(&changes.from),
        "to": as_json(&changes.to),
        "incomplete": !gaps.is_empty(),
        "gaps": gaps,
        "changes": changes.rows,
        "notCompared": changes.untold,
    })
}

/// The bytes of the changes that an export writes.
pub(super) fn export(
    session: &mut Session<'_>,
    args: &ExportChanges,
) -> Result<io::Result<Vec<u8>>, Failure> {
    let found = compared(session, &args.between)?;
    Ok(match args.to.table_or_json(args.format)? {
        Format::Csv => sheet::changes_csv(&found.document()),
        Format::Json => serde_json::to_vec_pretty(&data(&found)).map_err(io::Error::other),
    })
}
