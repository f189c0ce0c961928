//! What stands in place of the table, or above it, when something is not as it should be.

use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State, skeleton};
use crate::kit::tokens::size;
use crate::kit::{a11y, text};
use crate::model::{Freshness, age};
use crate::panes::Cx;
use crate::worker::protocol::{Command, Reading};
use egui::Ui;

fn again(label: &'static str, cx: &Cx<'_>) -> Button<'static> {
    Button::secondary(label)
        .icon(Icon::Refresh)
        .enabled_or(cx.model.no_reading())
}

/// The permission that the key lacks to read account invites, if the last check said so.
fn refused(cx: &Cx<'_>) -> Option<String> {
    let session = cx.model.session.as_ref()?;
    let team = session
        .capabilities
        .iter()
        .find(|c| c.area.starts_with("Team") && c.reading == Reading::No)?;
    Some(format!("It lacks “{}”. {}", team.permission, team.without))
}

/// The whole body while nothing was ever read.
pub(super) fn unread(ui: &mut Ui, cx: &mut Cx<'_>) {
    let state = match (cx.model.freshness("Team"), refused(cx)) {
        (Freshness::Reading, _) => return loading(ui, "Reading the account"),
        (_, Some(why)) => State::new(Kind::Refused, "This key may not read invites")
            .detail(why)
            .action(again("Try again", cx)),
        (Freshness::Failed(error), _) => State::new(Kind::Error, error.sentence)
            .detail(error.remedy)
            .technical(error.details)
            .action(again("Try again", cx)),
        (Freshness::Offline(why), _) => State::new(
            Kind::Offline,
            "The invites were never read, and there is no connection",
        )
        .detail(why),
        _ => State::new(Kind::Empty, "The account has not been read yet")
            .detail("Account invites come with it. Site invites are those that are known here.")
            .action(again("Read the account", cx)),
    };
    if state.show(ui).is_some() {
        cx.ask(Command::Sync);
    }
}

/// Rows that stand where invites will come.
pub(super) fn loading(ui: &mut Ui, words: &str) {
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(20, 12))
        .show(ui, |ui| {
            ui.label(text::muted(words));
            a11y::announce(ui, words);
            ui.add_space(size::GAP_SMALL);
            let rows = (ui.available_height() / size::ROW).floor().clamp(3.0, 14.0) as usize;
            skeleton(ui, "Invites are being read", rows);
        });
}

/// A line above invites that are kept but not as they should be.
pub(super) fn banner(ui: &mut Ui, cx: &mut Cx<'_>) {
    let remote = cx.model.team_remote();
    let of = match remote.read_at {
        Some(at) => format!("Account invites were read {}", age(at, cx.model.now)),
        None => "Shown is what was kept".to_owned(),
    };
    let state = match (remote.freshness, refused(cx)) {
        (Freshness::Reading, _) => State::new(Kind::Loading, "The account is being read")
            .detail("The list stays until it is done"),
        (_, Some(why)) => State::new(Kind::Refused, "This key may not read invites any more")
            .detail(format!("{why} {of}"))
            .action(again("Read again", cx)),
        (Freshness::Stale, _) => State::new(Kind::Stale, of)
            .detail("Read it again before you change something")
            .action(again("Read again", cx)),
        (Freshness::Incomplete(note), _) => State::new(Kind::Incomplete, note)
            .detail("Some account invites may be missing here")
            .action(again("Read again", cx)),
        (Freshness::Offline(why), _) => State::new(Kind::Offline, why).detail(of),
        (Freshness::Failed(error), _) => State::new(Kind::Error, error.sentence)
            .detail(of)
            .action(again("Read again", cx)),
        (Freshness::Fresh | Freshness::Unread, _) => return,
    };
    if state.banner(ui).is_some() {
        cx.ask(Command::Sync);
    }
    ui.add_space(size::GAP_SMALL);
}

/// The place of the rows when the filter leaves none; true when it is to be cleared.
pub(super) fn no_hits(ui: &mut Ui, typed: &str) -> bool {
    let typed = typed.trim();
    let sentence = if typed.is_empty() {
        "No invite matches these filters".to_owned()
    } else {
        format!("No invite matches “{typed}” with these filters")
    };
    State::new(Kind::Empty, sentence)
        .detail("Search looks at addresses, ids, roles, places and states")
        .action(Button::secondary("Clear filters"))
        .show(ui)
        .is_some()
}

/// No invite at all; true when somebody is to be invited.
pub(super) fn nothing(ui: &mut Ui, blocked: Option<String>) -> bool {
    State::new(Kind::Empty, "No invite is known")
        .detail(
            "Wix lists invites to the account, and none to sites: those show here once they are \
             sent from here, or their ids are added.",
        )
        .action(Button::primary("Invite…").enabled_or(blocked))
        .show(ui)
        .is_some()
}
