//! What stands in place of the contributors, or above them, when something is not as it should be.
//! They have a reading of their own: that of the sites.

use super::{Contributors, WORDS, dialogs};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State};
use crate::kit::text;
use crate::model::{Model, age, count};
use crate::panes::Cx;
use crate::panes::listing::{answer_of, kind, lacks, loading, refused};
use crate::worker::protocol::{
    AccessTable, Command, Connection, ErrorCard, JobKind, JobState, Session,
};
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
    let button = Button::secondary(label).icon(Icon::Refresh);
    button.enabled_or(no_reading(cx.model))
}

/// The same where there is nothing else to do.
fn first_button(label: &'static str, cx: &Cx<'_>) -> Button<'static> {
    let button = Button::primary(label).icon(Icon::Refresh);
    button.enabled_or(no_reading(cx.model))
}

/// How far the reading of the sites is.
fn progress_words(model: &Model) -> Option<String> {
    let job = model.running(JobKind::SyncSites)?;
    let step = match job.progress.step.trim() {
        "" => "Reading sites",
        step => step,
    };
    let done = text::count(job.progress.done);
    Some(match job.progress.total {
        Some(total) => format!("{step}: {done} of {} sites", text::count(total)),
        None => step.to_owned(),
    })
}

fn offline(session: Option<&Session>) -> Option<String> {
    match &session?.connection {
        Connection::Offline(why) => Some(why.clone()),
        _ => None,
    }
}

/// Why the last reading of sites ended early.
fn failed(model: &Model) -> Option<ErrorCard> {
    match &model.last_job(JobKind::SyncSites)?.state {
        JobState::Failed(error) => Some(error.clone()),
        _ => None,
    }
}

/// The whole body while no contributor is known.
pub(super) fn nothing_read(
    own: &mut Contributors,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &AccessTable,
) {
    if let Some(words) = progress_words(cx.model) {
        loading(ui, "contributors", &words);
        return;
    }
    let missing = refused(WORDS.area, cx.model);
    let offline = offline(cx.model.session.as_deref());
    let state = match (missing, failed(cx.model), table.unread) {
        (_, _, 0) if table.read > 0 => State::new(Kind::Empty, "Nobody contributes to these sites")
            .detail("Whoever is invited to a site shows here once the site is read again"),
        (_, None, 0) => State::new(Kind::Empty, "Nobody contributes to a site of this account")
            .detail("People of the team reach sites by their roles there"),
        (Some(missing), ..) => State::new(Kind::Refused, "This key may not read contributors")
            .detail(format!("{}. {}", lacks(missing), missing.without))
            .technical(answer_of(missing))
            .action(first_button("Try again…", cx)),
        (None, Some(error), _) => State::new(kind(&error), error.sentence)
            .detail(error.remedy)
            .technical(error.details)
            .action(first_button("Try again…", cx)),
        (None, None, unread) => match offline {
            Some(why) => {
                let words = "No site was read yet, and there is no connection";
                State::new(Kind::Offline, words).detail(why)
            }
            None => State::new(Kind::Empty, "No site has been read yet")
                .detail(format!(
                    "{} contributors. Reading changes nothing at Wix; what it costs is shown \
                     before it begins.",
                    count(unread, "site has", "sites have")
                ))
                .action(first_button("Read sites…", cx)),
        },
    };
    if state.show(ui).is_some() {
        own.dialog = dialogs::Open::read(cx);
    }
}

/// A line above contributors that are kept but not as they should be.
pub(super) fn banner(own: &mut Contributors, ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(table) = cx.model.access.clone().filter(|t| !t.rows.is_empty()) else {
        return;
    };
    let model = cx.model;
    if let Some((words, job)) = progress_words(model).zip(model.running(JobKind::SyncSites)) {
        let state = State::new(Kind::Loading, words)
            .detail("The list stays, and grows with every few sites")
            .action(Button::secondary("Stop"));
        if state.banner(ui).is_some() {
            cx.ask(Command::Cancel(job.id));
        }
    } else if let Some(state) = standing(&table, cx)
        && state.banner(ui).is_some()
    {
        own.dialog = dialogs::Open::read(cx);
    }
}

/// What is to be said about what is kept.
fn standing(table: &AccessTable, cx: &Cx<'_>) -> Option<State<'static>> {
    let model = cx.model;
    let of = table.oldest.map_or_else(String::new, |at| {
        format!("The oldest reading is from {}", age(at, model.now))
    });
    let stale = |at| model.now.duration_since(at) > STALE_AFTER;
    if let Some(why) = offline(model.session.as_deref()) {
        return Some(State::new(Kind::Offline, why).detail(of));
    }
    if let Some(missing) = refused(WORDS.area, model) {
        let words = "This key may not read contributors any more";
        let state = State::new(Kind::Refused, words).detail(format!("{}. {of}", lacks(missing)));
        return Some(state.action(read_button("Read again…", cx)));
    }
    if let Some(error) = failed(model) {
        let state = State::new(kind(&error), error.sentence).detail(of);
        return Some(state.action(read_button("Go on…", cx)));
    }
    let state = if table.unread + table.incomplete > 0 {
        let session = model.session.as_ref();
        let why = if session.is_some_and(|s| s.profile.sign_in.is_app()) {
            "An app instance cannot read the account’s roles, so most roles are not known here"
        } else {
            "Somebody may have access that is not shown here"
        };
        State::new(Kind::Incomplete, missing_words(table)).detail(why)
    } else if table.oldest.is_some_and(stale) {
        State::new(Kind::Stale, of).detail("Read again before you change something")
    } else {
        return None;
    };
    Some(state.action(read_button("Read sites…", cx)))
}

fn missing_words(table: &AccessTable) -> String {
    match (table.unread, table.incomplete) {
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
    }
}
