//! What stands in place of the table, or above it, when something is not as it should be.

use super::Words;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State, skeleton};
use crate::kit::tokens::size;
use crate::kit::{a11y, layout, text};
use crate::model::{Freshness, Model, age};
use crate::panes::Cx;
use crate::worker::protocol::{Capability, Command, ErrorCard, JobKind, Reading, Trouble};
use egui::{Frame, Ui};

/// What the key may not do here, if the last check said so.
pub(in crate::panes) fn refused<'m>(area: &str, model: &'m Model) -> Option<&'m Capability> {
    let session = model.session.as_ref()?;
    let mut all = session.capabilities.iter();
    // What is closed to this kind of sign-in is no matter of permissions, and said elsewhere.
    all.find(|c| c.area.starts_with(area) && c.reading == Reading::No && c.closed.is_empty())
}

/// What Wix said, for the fold of details.
pub(in crate::panes) fn answer_of(missing: &Capability) -> String {
    let answer = missing.answer.as_ref();
    answer.map(|a| a.details.clone()).unwrap_or_default()
}

/// Whether Wix refused, or something else went wrong.
pub(in crate::panes) fn kind(error: &ErrorCard) -> Kind {
    if error.trouble == Trouble::NoAccess {
        Kind::Refused
    } else {
        Kind::Error
    }
}

/// What is lacking, in a sentence; Wix names no permission for some areas.
pub(in crate::panes) fn lacks(missing: &Capability) -> String {
    if missing.permission.is_empty() {
        "Wix refuses it".to_owned()
    } else {
        format!("It lacks the permission “{}”", missing.permission)
    }
}

fn sync_button(label: &'static str, cx: &Cx<'_>) -> Button<'static> {
    let button = Button::primary(label).icon(Icon::Refresh);
    button.enabled_or(cx.model.no_reading())
}

/// How far the reading of the account is; its step counts by itself.
fn progress_words(model: &Model) -> String {
    let job = model.running(JobKind::Sync);
    match job.map_or("", |j| j.progress.step.trim()) {
        "" => "Reading the account".to_owned(),
        step => step.to_owned(),
    }
}

/// The whole body while nothing was ever read, or while the first list is made of it.
pub(super) fn unread(words: &Words, known: bool, ui: &mut Ui, cx: &mut Cx<'_>) {
    let model = cx.model;
    let state = match (model.freshness(words.dataset), refused(words.area, model)) {
        (Freshness::Reading, _) => return loading(ui, words.noun.1, &progress_words(model)),
        _ if known => return loading(ui, words.noun.1, "Getting the list ready"),
        (_, Some(missing)) => State::new(
            Kind::Refused,
            format!("This key may not read {}", words.what),
        )
        .detail(format!("{}. {}", lacks(missing), missing.without))
        .technical(answer_of(missing))
        .action(sync_button("Try again", cx)),
        (Freshness::Failed(error), _) => State::new(kind(&error), error.sentence)
            .detail(error.remedy)
            .technical(error.details)
            .action(sync_button("Try again", cx)),
        (Freshness::Offline(why), _) => State::new(
            Kind::Offline,
            format!("{} never read, and there is no connection", words.was()),
        )
        .detail(why),
        _ => State::new(Kind::Empty, format!("{} not been read yet", words.has()))
            .detail(words.unread)
            .action(sync_button("Read the account", cx)),
    };
    if state.show(ui).is_some() {
        cx.ask(Command::Sync);
    }
}

/// Rows that stand where others will come.
pub(in crate::panes) fn loading(ui: &mut Ui, many: &str, words: &str) {
    let frame = Frame::new().inner_margin(layout::margins(ui, 12, 12));
    frame.show(ui, |ui| {
        ui.label(text::muted(words));
        a11y::announce(ui, words);
        ui.add_space(size::GAP_SMALL);
        let rows = (ui.available_height() / size::ROW).floor().clamp(3.0, 14.0) as usize;
        skeleton(ui, &format!("Waiting for {many}"), rows);
    });
}

/// A line above rows that are kept but not as they should be.
pub(super) fn banner(words: &Words, ui: &mut Ui, cx: &mut Cx<'_>) {
    let model = cx.model;
    let info = model
        .session
        .as_ref()
        .and_then(|s| s.dataset(words.dataset));
    let of = match info.and_then(|i| i.read_at) {
        Some(at) => format!("Shown is what was read {}", age(at, model.now)),
        None => "Shown is what was kept".to_owned(),
    };
    let again = Button::secondary("Read again").enabled_or(model.no_reading());
    let state = match (model.freshness(words.dataset), refused(words.area, model)) {
        (Freshness::Reading, _) => State::new(Kind::Loading, progress_words(model))
            .detail("The list stays until it is done"),
        (_, Some(missing)) => State::new(
            Kind::Refused,
            format!("This key may not read {} any more", words.what),
        )
        .detail(format!("{}. {of}", lacks(missing)))
        .action(again),
        (Freshness::Stale, _) => State::new(Kind::Stale, of)
            .detail(words.stale)
            .action(again),
        (Freshness::Incomplete(note), _) => State::new(Kind::Incomplete, note)
            .detail(format!("{} may be missing here", words.some))
            .action(again),
        (Freshness::Offline(why), _) => State::new(Kind::Offline, why).detail(of),
        (Freshness::Failed(error), _) => State::new(kind(&error), error.sentence)
            .detail(of)
            .action(again),
        (Freshness::Fresh | Freshness::Unread, _) => return,
    };
    if state.banner(ui).is_some() {
        cx.ask(Command::Sync);
    }
}

/// The place of the rows when the filter leaves none; true when it is to be cleared.
pub(super) fn no_hits(words: &Words, ui: &mut Ui, typed: &str) -> bool {
    let (typed, no_one) = (typed.trim(), words.no_one);
    let sentence = if typed.is_empty() {
        format!("{no_one} matches these filters")
    } else {
        format!("{no_one} matches “{typed}” with these filters")
    };
    State::new(Kind::Empty, sentence)
        .detail(format!("Search looks at {}", words.searched))
        .action(Button::secondary("Clear filters"))
        .show(ui)
        .is_some()
}

/// A list without any row.
pub(super) fn nothing(words: &Words, ui: &mut Ui) {
    let (sentence, detail) = words.empty;
    State::new(Kind::Empty, sentence).detail(detail).show(ui);
}
