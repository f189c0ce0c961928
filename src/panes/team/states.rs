//! What stands in place of the table, or above it, when something is not as it should be.

use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State, skeleton};
use crate::kit::tokens::size;
use crate::kit::{a11y, text};
use crate::model::{Freshness, Model, age};
use crate::panes::Cx;
use crate::worker::protocol::{Capability, Command, JobKind, Reading};
use egui::Ui;

/// What the key may not do here, if the last check said so.
pub(super) fn refused(model: &Model) -> Option<&Capability> {
    let session = model.session.as_ref()?;
    session
        .capabilities
        .iter()
        .find(|c| c.area.starts_with("Team") && c.reading == Reading::No)
}

fn sync_button(label: &'static str, cx: &Cx<'_>) -> Button<'static> {
    Button::primary(label)
        .icon(Icon::Refresh)
        .enabled_or(cx.model.no_reading())
}

fn again(cx: &Cx<'_>) -> Button<'static> {
    Button::secondary("Read again").enabled_or(cx.model.no_reading())
}

/// How far a reading is: `150 people so far`.
fn progress_words(model: &Model) -> String {
    let Some(job) = model.running(JobKind::Sync) else {
        return "Reading the account".to_owned();
    };
    let step = job.progress.step.trim();
    let step = if step.is_empty() {
        "Reading the account"
    } else {
        step
    };
    let done = text::count(job.progress.done);
    match job.progress.total {
        Some(total) => {
            format!("{step}: {done} of {}", text::count(total))
        }
        None if job.progress.done == 0 => step.to_owned(),
        None => format!("{step}: {done} so far"),
    }
}

/// The whole body while nothing was ever read.
pub(super) fn unread(ui: &mut Ui, cx: &mut Cx<'_>) {
    let model = cx.model;
    let state = match (&model.team_remote().freshness, refused(model)) {
        (Freshness::Reading, _) => {
            loading(ui, &progress_words(model));
            return;
        }
        (_, Some(missing)) => State::new(Kind::Refused, "This key may not read the team")
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
        (Freshness::Failed(error), _) => State::new(Kind::Error, error.sentence.clone())
            .detail(error.remedy.clone())
            .technical(error.details.clone())
            .action(sync_button("Try again", cx)),
        (Freshness::Offline(why), _) => State::new(
            Kind::Offline,
            "The team was never read, and there is no connection",
        )
        .detail(why.clone()),
        _ => State::new(Kind::Empty, "The team has not been read yet")
            .detail(
                "Reading changes nothing at Wix. Afterwards everything here also works offline.",
            )
            .action(sync_button("Read the account", cx)),
    };
    if state.show(ui).is_some() {
        cx.ask(Command::Sync);
    }
}

/// Rows that stand where people will come.
pub(super) fn loading(ui: &mut Ui, words: &str) {
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(20, 12))
        .show(ui, |ui| {
            ui.label(text::muted(words));
            a11y::announce(ui, words);
            ui.add_space(size::GAP_SMALL);
            let rows = (ui.available_height() / size::ROW).floor().clamp(3.0, 14.0) as usize;
            skeleton(ui, "People are being read", rows);
        });
}

/// A line above people that are kept but not as they should be.
pub(super) fn banner(ui: &mut Ui, cx: &mut Cx<'_>) {
    let model = cx.model;
    let remote = model.team_remote();
    let of = match remote.read_at {
        Some(at) => format!("Shown is what was read {}", age(at, model.now)),
        None => "Shown is what was kept".to_owned(),
    };
    let state = match (&remote.freshness, refused(model)) {
        (Freshness::Reading, _) => State::new(Kind::Loading, progress_words(model))
            .detail("The list stays until it is done"),
        (_, Some(missing)) => State::new(Kind::Refused, "This key may not read the team any more")
            .detail(format!("It lacks “{}”. {of}", missing.permission))
            .action(again(cx)),
        (Freshness::Stale, _) => State::new(Kind::Stale, of)
            .detail("Read it again before you change something")
            .action(again(cx)),
        (Freshness::Incomplete(note), _) => State::new(Kind::Incomplete, note.clone())
            .detail("Some people may be missing here")
            .action(again(cx)),
        (Freshness::Offline(why), _) => State::new(Kind::Offline, why.clone()).detail(of),
        (Freshness::Failed(error), _) => State::new(Kind::Error, error.sentence.clone())
            .detail(of)
            .action(again(cx)),
        (Freshness::Fresh | Freshness::Unread, _) => return,
    };
    if state.banner(ui).is_some() {
        cx.ask(Command::Sync);
    }
    ui.add_space(size::GAP_SMALL);
}

/// The place of the rows when the filter leaves nobody; true when it is to be cleared.
pub(super) fn no_hits(ui: &mut Ui, typed: &str) -> bool {
    let typed = typed.trim();
    let sentence = if typed.is_empty() {
        "No one matches these filters".to_owned()
    } else {
        format!("No one matches “{typed}” with these filters")
    };
    State::new(Kind::Empty, sentence)
        .detail("Search looks at names, addresses, roles, places and states")
        .action(Button::secondary("Clear filters"))
        .show(ui)
        .is_some()
}

/// A team without anybody.
pub(super) fn nobody(ui: &mut Ui) {
    State::new(Kind::Empty, "Nobody is in this team, and nobody is invited")
        .detail("People are invited in the Wix dashboard")
        .show(ui);
}
