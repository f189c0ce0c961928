//! How long snapshots are kept.

use egui::Ui;

use super::draft::Draft;
use super::help;
use crate::access::Retention;
use crate::kit::field;
use crate::kit::text;
use crate::panes::Cx;
use crate::worker::protocol::{Command, Session};

/// Most snapshots, and most days, that can be asked for.
const MOST: u64 = 10_000;

/// Draws the section.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, own: &mut Draft<Retention>) {
    // The worker lists them when the profile is opened.
    let Some(list) = cx.model.snapshots.clone() else {
        ui.label(text::muted("Looking for snapshots"));
        return;
    };
    own.follow(&session.profile.id, &list.retention);
    let edit = &mut own.edit;
    let mut newest = u64::from(edit.newest);
    if field::stepper(ui, "Newest that stay", &mut newest, 2..=MOST, 10, "").changed() {
        edit.newest = newest as u32;
    }
    let mut days = u64::from(edit.days);
    let label = "Days for which the last one of each month stays beyond these";
    if field::stepper(ui, label, &mut days, 0..=MOST, 30, "").changed() {
        edit.days = days as u32;
    }
    help(
        ui,
        "0 days means always. Snapshots that you keep always stay and do not count. What goes is \
         gone for good",
    );
    ui.add_space(4.0);
    let short = (edit.newest < 2).then_some("At least two stay");
    if let Some(wanted) = own.buttons(ui, "snapshots", short) {
        cx.ask(Command::KeepSnapshots(wanted));
    }
}
