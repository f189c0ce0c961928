//! The dialog with every snapshot: complete or not, how large, kept or to be deleted.

use super::chart::Chart;
use super::moments::moment;
use super::no_taking;
use crate::access::{AFTER_PART, AFTER_READING, SnapshotHead};
use crate::kit::badge;
use crate::kit::button::{Button, link};
use crate::kit::icons::Icon;
use crate::kit::layout::{card, split};
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{Ask, Route, age, count, exact};
use crate::panes::Cx;
use crate::worker::protocol::{Command, SnapshotsList};
use egui::accesskit::Role;
use egui::{Context, Ui, UiBuilder};

/// The dialog.
#[derive(Debug, Default)]
pub(super) struct Shots {
    /// The snapshot that shall be deleted, while that is asked.
    delete: Option<SnapshotHead>,
}

/// What a button of a snapshot asks for.
enum Wish {
    Keep(String, bool),
    Delete(SnapshotHead),
}

impl Shots {
    /// Draws it; false when it was closed.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>, chart: &mut Chart) -> bool {
        if let Some(head) = &self.delete {
            match question(ctx, head) {
                Did::Primary => {
                    cx.ask(Command::DeleteSnapshot(head.id.clone()));
                    self.delete = None;
                }
                Did::Cancel => self.delete = None,
                _ => {}
            }
            return true;
        }
        let list = cx.model.snapshots.clone();
        let take = Button::primary("Take a snapshot")
            .icon(Icon::Add)
            .enabled_or(no_taking(cx.model));
        let dialog = Dialog::new("snapshots", "Snapshots")
            .subtitle(subtitle(list.as_deref()))
            .primary(take)
            .enter(false)
            .cancel("Close");
        let mut open = true;
        let shown = dialog.show(ctx, |ui| {
            let all = list.as_ref().map(|l| l.all.as_ref());
            match all {
                Some(Ok(all)) => rows(ui, cx, list.as_deref(), all, chart),
                Some(Err(error)) => {
                    State::new(Kind::Error, error.sentence.clone())
                        .detail(error.remedy.clone())
                        .technical(error.details.clone())
                        .show(ui);
                    None
                }
                None => {
                    ui.label(text::muted("Looking for snapshots"));
                    None
                }
            }
        });
        match shown.inner {
            Some(Wish::Keep(id, kept)) => cx.ask(Command::KeepSnapshot(id, kept)),
            Some(Wish::Delete(head)) => self.delete = Some(head),
            None => {}
        }
        match shown.did {
            Did::Primary => cx.ask(Command::TakeSnapshot),
            Did::Cancel => open = false,
            _ => {}
        }
        // Leaving for the settings closes it too.
        open && !cx.asks.contains(&Ask::Go(Route::Settings))
    }
}

fn subtitle(list: Option<&SnapshotsList>) -> String {
    let Some(list) = list else {
        return String::new();
    };
    let n = list.all.as_ref().map_or(0, Vec::len);
    format!(
        "{} in {}",
        count(n, "snapshot", "snapshots"),
        bytes(list.bytes)
    )
}

fn bytes(n: u64) -> String {
    match n {
        0..10_000 => format!("{n} bytes"),
        10_000..10_000_000 => format!("{} kB", n / 1_000),
        _ => format!("{} MB", n / 1_000_000),
    }
}

fn question(ctx: &Context, head: &SnapshotHead) -> Did {
    Dialog::new("delete snapshot", "Delete this snapshot?")
        .subtitle(moment(head.at))
        .width(460.0)
        .primary(Button::danger("Delete the snapshot"))
        .cancel("Keep it")
        .show(ctx, |ui| {
            text::paragraph(
                ui,
                text::body(
                    "What it holds and no other snapshot has is gone for good: nobody can read the \
                     past from Wix again. Nothing changes at Wix.",
                ),
            );
        })
        .did
}

fn rows(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    list: Option<&SnapshotsList>,
    all: &[SnapshotHead],
    chart: &mut Chart,
) -> Option<Wish> {
    chart.show(ui, cx);
    ui.add_space(8.0);
    if let Some(error) = list.and_then(|l| l.trouble.as_ref()) {
        Note::new(Tone::Danger, error.remedy.clone())
            .title(error.sentence.clone())
            .show(ui);
    }
    kept_for(ui, cx, list);
    if all.is_empty() {
        ui.label(text::muted("There is none yet"));
    }
    let visit = list.and_then(|l| l.last_visit.as_deref());
    let blocked = cx.model.session.as_ref();
    let blocked = blocked.is_none().then(|| "No profile is open".to_owned());
    let mut wish = None;
    for head in all {
        let keep = Button::secondary(if head.kept { "Let go" } else { "Keep always" })
            .hint("A snapshot that is kept always stays, whatever the settings say")
            .enabled_or(blocked.clone());
        let delete = Button::secondary("Delete…").enabled_or(blocked.clone().or_else(|| {
            head.kept
                .then(|| "It is kept always: let it go first".to_owned())
        }));
        // What its buttons are about.
        let group = UiBuilder::new()
            .id_salt(&head.id)
            .accessibility_role(Role::Group)
            .accessibility_label(format!("Snapshot of {}", exact(head.at)));
        ui.scope_builder(group, |ui| {
            card(ui, |ui| {
                match split(ui, &[keep, delete], |ui| words(ui, cx, head, visit)) {
                    Some(0) => wish = Some(Wish::Keep(head.id.clone(), !head.kept)),
                    Some(_) => wish = Some(Wish::Delete(head.clone())),
                    None => {}
                }
            });
        });
    }
    wish
}

fn kept_for(ui: &mut Ui, cx: &mut Cx<'_>, list: Option<&SnapshotsList>) {
    let Some(list) = list else { return };
    let keep = list.retention;
    let beyond = match keep.days {
        0 => "always".to_owned(),
        days => format!("for {}", count(days as usize, "day", "days")),
    };
    let words = format!(
        "The newest {} stay, and the last one of each month {beyond}.",
        keep.newest
    );
    ui.horizontal_wrapped(|ui| {
        text::paragraph(ui, text::muted(words));
        if link(ui, "Change this in Settings").clicked() {
            cx.ask(Ask::Go(Route::Settings));
        }
    });
    ui.add_space(4.0);
}

fn words(ui: &mut Ui, cx: &Cx<'_>, head: &SnapshotHead, visit: Option<&str>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(text::strong(moment(head.at)))
            .on_hover_text(format!("{}\n{}", exact(head.at), head.id));
        if head.is_complete() {
            badge::badge(ui, "Complete", Tone::Success);
        } else {
            badge::badge(ui, "Incomplete", Tone::Warning);
        }
        if head.kept {
            badge::badge(ui, "Kept always", Tone::Info);
        }
        if visit == Some(head.id.as_str()) {
            badge::badge(ui, "Your last visit", Tone::Neutral);
        }
    });
    let f = head.figures;
    let mut parts = vec![
        count(f.people as usize, "person", "people"),
        count(f.invites as usize, "invite", "invites"),
        count(f.sites as usize, "site", "sites"),
    ];
    if f.contributor_sites > 0 {
        let n = count(f.contributors as usize, "contributor", "contributors");
        let sites = count(f.contributor_sites as usize, "site", "sites");
        parts.push(format!("{n} of {sites}"));
    }
    if f.member_sites > 0 {
        let n = count(f.members as usize, "member", "members");
        let sites = count(f.member_sites as usize, "site", "sites");
        parts.push(format!("{n} of {sites}"));
    }
    text::paragraph(ui, text::muted(parts.join(", ")));
    let why = match head.why.as_str() {
        AFTER_READING => "After a reading of the account",
        AFTER_PART => "After a reading of sites or members",
        _ => "Taken by hand",
    };
    let mut line = format!("{why} · {}", age(head.at, cx.model.now));
    if let Some(added) = head.added {
        line = format!("{line} · {} more on the disk", bytes(added));
    }
    text::paragraph(ui, text::small_muted(line));
    for gap in &head.gaps {
        text::paragraph(ui, text::small_muted(format!("Missing: {gap}")));
    }
}
