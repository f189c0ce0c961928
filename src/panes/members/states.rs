//! What stands in place of the members, or above them, when something is not as it should be.

use super::no_sites;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::layout;
use crate::kit::state::{Kind, State};
use crate::model::{Ask, Dialog, Freshness, Model, age};
use crate::panes::Cx;
use crate::panes::listing::loading;
use crate::panes::under_way::{progress, stop_button};
use crate::worker::protocol::{Command, Connection, ErrorCard, JobCard, JobKind, Trouble};
use egui::Ui;
use jiff::SignedDuration;

/// Members count as old after this long.
const STALE_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Why members cannot be read now.
pub(super) fn no_reading(model: &Model) -> Option<String> {
    let session = model.session.as_ref()?;
    if let Connection::Offline(why) = &session.connection {
        return Some(why.clone());
    }
    model
        .running(JobKind::SyncMembers)
        .map(|_| "Members are being read".to_owned())
}

fn read_button(label: &'static str, model: &Model, primary: bool) -> Button<'static> {
    let button = if primary {
        Button::primary(label)
    } else {
        Button::secondary(label)
    };
    button.icon(Icon::Refresh).enabled_or(no_reading(model))
}

/// The whole body while there is no table. `known`: the first list is being made of it.
pub(super) fn unread(ui: &mut Ui, cx: &mut Cx<'_>, known: bool) {
    let model = cx.model;
    let desk = &model.members_desk;
    if no_sites(model) {
        let read = Button::primary("Read the account").enabled_or(model.no_reading());
        let state = match model.freshness("Sites") {
            Freshness::Reading => {
                return loading(ui, "members", "The sites of the account are being read");
            }
            Freshness::Offline(why) => {
                State::new(Kind::Offline, "The sites of this account were never read").detail(why)
            }
            _ => State::new(
                Kind::Empty,
                "The sites of this account have not been read yet",
            )
            .detail("Members belong to a site, so the sites come first")
            .action(read),
        };
        if state.show(ui).is_some() {
            cx.ask(Command::Sync);
        }
        return;
    }
    if desk.site.is_none() {
        State::new(Kind::Empty, "Choose a site to see its members")
            .detail("Every site has members of its own; the list above has all sites")
            .show(ui);
        return;
    }
    if desk.opening || known {
        return loading(ui, "members", "Opening what is kept");
    }
    if let Some(job) = model.running(JobKind::SyncMembers) {
        return first(ui, job, cx);
    }
    let state = match (&desk.error, no_reading(model)) {
        (Some(error), _) => failed(error).action(read_button("Try again…", model, true)),
        (None, Some(why)) => State::new(
            Kind::Offline,
            "The members of this site were never read, and there is no connection",
        )
        .detail(why),
        (None, None) => State::new(
            Kind::Empty,
            "The members of this site have not been read yet",
        )
        .detail("Reading changes nothing at Wix. Before it begins you see what it takes")
        .action(read_button("Read members…", model, true)),
    };
    if state.show(ui).is_some() {
        cx.ask(Ask::Open(Dialog::ReadMembers));
    }
}

/// The first reading of a site.
fn first(ui: &mut Ui, job: &JobCard, cx: &mut Cx<'_>) {
    ui.add_space(12.0);
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(20, 0))
        .show(ui, |ui| {
            let (id, stop) = (job.id, stop_button(job));
            if layout::split(ui, &[stop], |ui| progress(ui, job, cx)).is_some() {
                cx.ask(Command::Cancel(id));
            }
        });
    loading(ui, "members", "They are shown as they come");
}

fn failed(error: &ErrorCard) -> State<'static> {
    let kind = match error.trouble {
        Trouble::NoAccess => Kind::Refused,
        Trouble::Offline => Kind::Offline,
        Trouble::Nothing => Kind::Empty,
        _ => Kind::Error,
    };
    State::new(kind, error.sentence.clone())
        .detail(error.remedy.clone())
        .technical(error.details.clone())
}

/// A line above members that are kept but not as they should be.
pub(super) fn banner(show_progress: bool, ui: &mut Ui, cx: &mut Cx<'_>) {
    let model = cx.model;
    if let Some(job) = model.running(JobKind::SyncMembers) {
        if show_progress {
            let (id, stop) = (job.id, stop_button(job));
            if layout::split(ui, &[stop], |ui| progress(ui, job, cx)).is_some() {
                cx.ask(Command::Cancel(id));
            }
        }
        return;
    }
    let Some(table) = &model.members else { return };
    let of = match table.info.read_at {
        Some(at) => format!("Shown is what was read {}", age(at, model.now)),
        None => "Shown is what was kept".to_owned(),
    };
    let offline = model.session.as_ref().and_then(|s| match &s.connection {
        Connection::Offline(why) => Some(why.clone()),
        _ => None,
    });
    let old = |at| model.now.duration_since(at) > STALE_AFTER;
    let again = || read_button("Read members…", model, false);
    let state = match (&model.members_desk.error, table.info.missing(), offline) {
        (Some(error), _, _) => failed(error).action(again()),
        (None, _, Some(why)) => State::new(Kind::Offline, why).detail(of),
        (None, Some(note), None) => State::new(Kind::Incomplete, note)
            .detail(of)
            .action(again()),
        (None, None, None) if table.info.newest_at.is_some_and(old) => State::new(Kind::Stale, of)
            .detail("Members may have signed up or changed since")
            .action(again()),
        (None, None, None) => return,
    };
    if state.banner(ui).is_some() {
        cx.ask(Ask::Open(Dialog::ReadMembers));
    }
}
