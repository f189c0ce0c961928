//! What stands in place of the table, or above it, when something is not as it should be.

use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::progress::Progress;
use crate::kit::state::{Kind, State, skeleton};
use crate::kit::tokens::size;
use crate::kit::{a11y, layout, text};
use crate::model::{Ask, Dialog, Freshness, Model, age, count, until};
use crate::panes::Cx;
use crate::worker::protocol::{Capability, Command, JobCard, JobKind, JobState, Reading};
use egui::Ui;

/// What the key may not do here, if the last check said so.
fn refused(model: &Model) -> Option<&Capability> {
    let session = model.session.as_ref()?;
    session
        .capabilities
        .iter()
        .find(|c| c.area == "Sites" && c.reading == Reading::No)
}

fn sync_button(label: &'static str, cx: &Cx<'_>) -> Button<'static> {
    Button::primary(label)
        .icon(Icon::Refresh)
        .enabled_or(cx.model.no_reading())
}

fn again(cx: &Cx<'_>) -> Button<'static> {
    Button::secondary("Read again").enabled_or(cx.model.no_reading())
}

/// The whole body while no site is known.
pub(super) fn unread(ui: &mut Ui, cx: &mut Cx<'_>) {
    let state = match (cx.model.freshness("Sites"), refused(cx.model)) {
        (Freshness::Reading, _) => return loading(ui, "Reading the account"),
        (_, Some(missing)) => State::new(Kind::Refused, "This key may not read sites")
            .detail(format!(
                "It lacks the permission “{}”. {}",
                missing.permission, missing.without
            ))
            .technical(
                missing
                    .answer
                    .as_ref()
                    .map(|a| a.details.clone())
                    .unwrap_or_default(),
            )
            .action(sync_button("Try again", cx)),
        (Freshness::Failed(error), _) => State::new(Kind::Error, error.sentence)
            .detail(error.remedy)
            .technical(error.details)
            .action(sync_button("Try again", cx)),
        (Freshness::Offline(why), _) => State::new(
            Kind::Offline,
            "The sites were never read, and there is no connection",
        )
        .detail(why),
        _ => State::new(Kind::Empty, "The sites have not been read yet")
            .detail(
                "Reading changes nothing at Wix. Afterwards everything here also works offline.",
            )
            .action(sync_button("Read the account", cx)),
    };
    if state.show(ui).is_some() {
        cx.ask(Command::Sync);
    }
}

/// Rows that stand where sites will come.
pub(super) fn loading(ui: &mut Ui, words: &str) {
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(20, 12))
        .show(ui, |ui| {
            ui.label(text::muted(words));
            a11y::announce(ui, words);
            ui.add_space(size::GAP_SMALL);
            let rows = (ui.available_height() / size::ROW).floor().clamp(3.0, 14.0) as usize;
            skeleton(ui, "Sites are being read", rows);
        });
}

/// Lines above sites that are kept but not as they should be, and how far a reading is.
pub(super) fn banner(ui: &mut Ui, cx: &mut Cx<'_>, in_dialog: bool) {
    if account(ui, cx) {
        ui.add_space(size::GAP_SMALL);
    }
    // The dialog shows how far a reading is, so that it is not said twice.
    if !in_dialog && reading(ui, cx) {
        ui.add_space(size::GAP_SMALL);
    }
}

/// How the list of sites itself stands.
fn account(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
    let model = cx.model;
    let info = model.session.as_ref().and_then(|s| s.dataset("Sites"));
    let of = match info.and_then(|i| i.read_at) {
        Some(at) => format!(
            "Shown are the sites as they were read {}",
            age(at, model.now)
        ),
        None => "Shown are the sites that were kept".to_owned(),
    };
    let state = match (model.freshness("Sites"), refused(model)) {
        (Freshness::Reading, _) => State::new(Kind::Loading, "The account is being read")
            .detail("The list stays until it is done"),
        (_, Some(missing)) => State::new(Kind::Refused, "This key may not read sites any more")
            .detail(format!("It lacks “{}”. {of}", missing.permission))
            .action(again(cx)),
        (Freshness::Stale, _) => State::new(Kind::Stale, of)
            .detail("Who contributes may have changed since")
            .action(again(cx)),
        (Freshness::Incomplete(note), _) => State::new(Kind::Incomplete, note)
            .detail("Some sites may be missing here")
            .action(again(cx)),
        (Freshness::Offline(why), _) => State::new(Kind::Offline, why).detail(of),
        (Freshness::Failed(error), _) => State::new(Kind::Error, error.sentence)
            .detail(of)
            .action(again(cx)),
        (Freshness::Fresh | Freshness::Unread, _) => return false,
    };
    if state.banner(ui).is_some() {
        cx.ask(Command::Sync);
    }
    true
}

/// How the reading of contributors stands.
fn reading(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
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

/// Stops the reading at the next safe place.
pub(super) fn stop_button(job: &JobCard) -> Button<'static> {
    let stopping = job.state == JobState::Stopping;
    Button::secondary("Stop reading")
        .icon(Icon::Stop)
        .enabled_or(stopping.then_some("It stops after the call that is under way"))
}

/// Bar, figures, pace and end of a reading.
pub(super) fn progress(ui: &mut Ui, job: &JobCard, cx: &Cx<'_>) {
    let known = &job.progress;
    let runs = job.state == JobState::Running;
    let step = if runs {
        known.step.as_str()
    } else {
        "Stopping at the next safe place"
    };
    let mut progress = Progress::new(job.kind.label())
        .step(step)
        .done(known.done, known.total)
        .per_minute(known.per_minute.filter(|_| runs).map(u64::from));
    if let Some(end) = known.ends_at.filter(|_| runs) {
        progress = progress.end(format!("done {}", until(end, cx.model.now)));
    }
    progress.show(ui);
}

/// The place of the rows when the filter leaves no site; true when it is to be cleared.
pub(super) fn no_hits(ui: &mut Ui, typed: &str) -> bool {
    let typed = typed.trim();
    let sentence = if typed.is_empty() {
        "No site matches these filters".to_owned()
    } else {
        format!("No site matches “{typed}” with these filters")
    };
    State::new(Kind::Empty, sentence)
        .detail("Search looks at names, folders, owners, editors, web addresses and ids")
        .action(Button::secondary("Clear filters"))
        .show(ui)
        .is_some()
}

/// An account without sites.
pub(super) fn nothing(ui: &mut Ui) {
    State::new(Kind::Empty, "This account has no sites")
        .detail("Sites are made in the Wix dashboard; read the account again afterwards")
        .show(ui);
}
