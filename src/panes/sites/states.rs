//! How the reading of contributors stands, above the list and in its dialog.

use crate::kit::button::Button;
use crate::kit::layout;
use crate::kit::state::{Kind, State};
use crate::model::{Ask, Dialog, count};
use crate::panes::Cx;
use crate::panes::under_way::{progress, stop_button};
use crate::worker::protocol::{Command, JobKind, JobState};
use egui::Ui;

/// Draws how the reading of contributors stands, if there is something to say.
pub(super) fn reading(ui: &mut Ui, cx: &mut Cx<'_>) {
    if draw(ui, cx) {}
}

fn draw(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
    if let Some(job) = cx.model.running(JobKind::SyncSites) {
        let (id, stop) = (job.id, stop_button(job));
        if layout::split(ui, &[stop], |ui| progress(ui, job, cx)).is_some() {
            cx.ask(Command::Cancel(id));
        }
        return true;
    }
    let failed = cx.model.last_job(JobKind::SyncSites);
    let failed = failed.and_then(|job| match &job.state {
        JobState::Failed(error) => Some(error.clone()),
        _ => None,
    });
    let left = cx.model.site_sync.left;
    let state = match (failed, left) {
        (_, 0) => return false,
        (Some(error), _) => State::new(Kind::Error, error.sentence).detail(format!(
            "{} {} still to be read. {}",
            count(left, "site", "sites"),
            if left == 1 { "is" } else { "are" },
            error.remedy
        )),
        (None, _) => State::new(
            Kind::Incomplete,
            format!(
                "A reading of contributors was interrupted: {} left",
                count(left, "site is", "sites are")
            ),
        )
        .detail("What was read before is kept"),
    };
    let button = Button::secondary("Go on…").enabled_or(cx.model.no_reading());
    if state.action(button).banner(ui).is_some() {
        cx.ask(Ask::Open(Dialog::ReadSites(Vec::new())));
    }
    true
}
