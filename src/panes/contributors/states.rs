//! What stands in place of the table, or above it, when something is not as it should be.

use super::{ContributorsPane, dialogs};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State, skeleton};
use crate::kit::tokens::size;
use crate::kit::{a11y, text};
use crate::model::{Model, age, count};
use crate::panes::Cx;
use crate::worker::protocol::{AccessTable, Command, Connection, JobKind, JobState};
use egui::Ui;
use jiff::SignedDuration;

/// After this long the oldest reading of a site counts as stale.
const STALE_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Why sites cannot be read now; `None` if they can.
pub(super) fn no_reading(model: &Model) -> Option<String> {
    model.no_reading().or_else(|| {
        let running = model.running(JobKind::SyncSites).is_some();
        running.then(|| "Sites are being read".to_owned())
    })
}

fn read_button(label: &'static str, cx: &Cx<'_>) -> Button<'static> {
    Button::secondary(label)
        .icon(Icon::Refresh)
        .enabled_or(no_reading(cx.model))
}

/// How far the reading of the sites is.
fn progress_words(model: &Model) -> Option<String> {
    let job = model.running(JobKind::SyncSites)?;
    let step = job.progress.step.trim();
    let step = if step.is_empty() {
        "Reading sites"
    } else {
        step
    };
    Some(match job.progress.total {
        Some(total) => format!(
            "{step}: {} of {} sites",
            text::count(job.progress.done),
            text::count(total)
        ),
        None => step.to_owned(),
    })
}

fn stop(cx: &mut Cx<'_>) {
    if let Some(job) = cx.model.running(JobKind::SyncSites) {
        cx.ask(Command::Cancel(job.id));
    }
}

/// The whole body before the account was read, or while its first list is made.
pub(super) fn without_view(_pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let model = cx.model;
    let reading = model.running(JobKind::Sync).is_some();
    if model.access.is_some() || reading {
        let words = if reading {
            "Reading the account"
        } else {
            "Getting the list ready"
        };
        loading(ui, words);
        return;
    }
    let state = match model.session.as_ref().map(|s| &s.connection) {
        Some(Connection::Offline(why)) => State::new(
            Kind::Offline,
            "The account was never read, and there is no connection",
        )
        .detail(why.clone()),
        _ => State::new(Kind::Empty, "The account has not been read yet")
            .detail("The sites come first; then their contributors can be read")
            .action(
                Button::primary("Read the account")
                    .icon(Icon::Refresh)
                    .enabled_or(model.no_reading()),
            ),
    };
    if state.show(ui).is_some() {
        cx.ask(Command::Sync);
    }
}

/// Rows that stand where people will come.
fn loading(ui: &mut Ui, words: &str) {
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(20, 12))
        .show(ui, |ui| {
            ui.label(text::muted(words));
            a11y::announce(ui, words);
            ui.add_space(size::GAP_SMALL);
            let rows = (ui.available_height() / size::ROW).floor().clamp(3.0, 14.0) as usize;
            skeleton(ui, "Contributors are being read", rows);
        });
}

/// The whole body while no contributor is known.
pub(super) fn nothing_read(
    pane: &mut ContributorsPane,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &AccessTable,
) {
    if let Some(words) = progress_words(cx.model) {
        loading(ui, &words);
        return;
    }
    let failed = cx.model.last_job(JobKind::SyncSites).map(|j| &j.state);
    let with = count(table.unread, "site has", "sites have");
    let state = match (failed, table.unread) {
        (Some(JobState::Failed(error)), _) => State::new(Kind::Error, error.sentence.clone())
            .detail(error.remedy.clone())
            .technical(error.details.clone())
            .action(read_button("Try again…", cx)),
        (_, 0) if table.read > 0 => State::new(Kind::Empty, "Nobody contributes to these sites")
            .detail("Whoever is invited to a site shows here once the site is read again"),
        (_, 0) => State::new(Kind::Empty, "Nobody contributes to a site of this account")
            .detail("People of the team reach sites by their roles there"),
        _ => match cx.model.session.as_ref().map(|s| &s.connection) {
            Some(Connection::Offline(why)) => State::new(
                Kind::Offline,
                "No site was read yet, and there is no connection",
            )
            .detail(why.clone()),
            _ => State::new(Kind::Empty, "No site has been read yet")
                .detail(format!(
                    "{with} contributors. Reading changes nothing at Wix; what it costs is shown \
                     before it begins."
                ))
                .action(read_button("Read sites…", cx)),
        },
    };
    if state.show(ui).is_some() {
        pane.dialog = dialogs::Open::read(cx);
    }
}

/// A line above contributors that are kept but not as they should be.
pub(super) fn banner(pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(table) = cx.model.access.clone().filter(|t| !t.rows.is_empty()) else {
        return;
    };
    let model = cx.model;
    if let Some(words) = progress_words(model) {
        let state = State::new(Kind::Loading, words)
            .detail("The list stays, and grows with every few sites")
            .action(Button::secondary("Stop"));
        if state.banner(ui).is_some() {
            stop(cx);
        }
        ui.add_space(size::GAP_SMALL);
        return;
    }
    let offline = model.session.as_ref().and_then(|s| match &s.connection {
        Connection::Offline(why) => Some(why.clone()),
        _ => None,
    });
    let failed = model
        .last_job(JobKind::SyncSites)
        .and_then(|j| match &j.state {
            JobState::Failed(error) => Some(error.clone()),
            _ => None,
        });
    let of = table.oldest.map_or_else(String::new, |at| {
        format!("The oldest reading is from {}", age(at, model.now))
    });
    let stale = table
        .oldest
        .is_some_and(|at| model.now.duration_since(at) > STALE_AFTER);
    let state = if let Some(why) = offline {
        State::new(Kind::Offline, why).detail(of)
    } else if let Some(error) = failed {
        State::new(Kind::Error, error.sentence)
            .detail(of)
            .action(read_button("Go on…", cx))
    } else if table.unread + table.incomplete > 0 {
        let words = match (table.unread, table.incomplete) {
            (n, 0) => format!(
                "{} contributors and {} not read yet",
                count(n, "site has", "sites have"),
                if n == 1 { "was" } else { "were" }
            ),
            (0, n) => format!("{} read in part only", count(n, "site was", "sites were")),
            (n, part) => format!(
                "{} not read yet, {part} in part only",
                count(n, "site is", "sites are")
            ),
        };
        let is_app = model
            .session
            .as_ref()
            .is_some_and(|s| s.profile.sign_in.is_app());
        let why = if is_app {
            "An app instance cannot read the account's roles, so most roles are not known here"
        } else {
            "Somebody may have access that is not shown here"
        };
        State::new(Kind::Incomplete, words)
            .detail(why)
            .action(read_button("Read sites…", cx))
    } else if stale {
        State::new(Kind::Stale, of)
            .detail("Read again before you change something")
            .action(read_button("Read sites…", cx))
    } else {
        return;
    };
    if state.banner(ui).is_some() {
        pane.dialog = dialogs::Open::read(cx);
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
        .detail("Search looks at names, addresses, ids, sites, roles and locations")
        .action(Button::secondary("Clear filters"))
        .show(ui)
        .is_some()
}
