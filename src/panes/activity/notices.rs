//! Notices: what the program told. Errors stay until they were read.

use egui::accesskit::Role;
use egui::{Ui, UiBuilder};

use crate::kit::button::Button;
use crate::kit::layout::{card, split};
use crate::kit::state::{Kind, State};
use crate::kit::tone::Tone;
use crate::kit::{notice, text, tokens};
use crate::model::{age, count, exact};
use crate::panes::Cx;
use crate::worker::protocol::{Command, Notice, Tone as Said};

/// The list, newest first.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let activity = std::sync::Arc::clone(&cx.model.activity);
    if activity.notices.is_empty() {
        State::new(Kind::Empty, "No notices")
            .detail("What the program has to tell is kept here, errors until you have read them")
            .show(ui);
        return;
    }
    let unread = activity.unread();
    let words = match unread {
        0 => "All of them were read".to_owned(),
        n => format!("{} unread", count(n, "notice is", "notices are")),
    };
    let none = (unread == 0).then_some("There is nothing unread");
    let all = Button::secondary("Mark all as read").enabled_or(none);
    let pressed = split(ui, &[all], |ui| {
        ui.add_space(6.0);
        text::paragraph(ui, text::muted(words));
    });
    if pressed.is_some() {
        cx.ask(Command::ReadAllNotices);
    }
    for notice in &activity.notices {
        // What its buttons are about.
        let group = UiBuilder::new()
            .id_salt(&notice.id.0)
            .accessibility_role(Role::Group)
            .accessibility_label(format!("Notice: {}", notice.text.sentence));
        ui.scope_builder(group, |ui| card(ui, |ui| one(ui, cx, notice)));
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, notice: &Notice) {
    let t = tokens::of(ui.ctx());
    let tone = tone(notice.tone);
    let buttons = if notice.read {
        Vec::new()
    } else {
        vec![Button::quiet("Mark as read")]
    };
    let pressed = split(ui, &buttons, |ui| {
        ui.horizontal_top(|ui| {
            tone.icon().show(ui, 16.0, 18.0, tone.ink(t));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let title = notice.text.sentence.as_str();
                let title = if notice.read {
                    text::body(title)
                } else {
                    text::strong(title)
                };
                text::paragraph(ui, title);
                if !notice.text.remedy.is_empty() {
                    text::paragraph(ui, text::muted(notice.text.remedy.as_str()));
                }
                let when = format!("{} · {}", tone.word(), age(notice.at, cx.model.now));
                text::paragraph(ui, text::small_muted(when)).on_hover_text(exact(notice.at));
                let told = [notice.text.sentence.as_str(), &notice.text.remedy];
                let failed = tone == Tone::Danger;
                notice::details(ui, &told, &notice.text.details, failed);
            });
        });
    });
    if pressed.is_some() {
        cx.ask(Command::ReadNotice(notice.id.clone()));
    }
}

/// The kit's tone for what the worker said.
fn tone(said: Said) -> Tone {
    match said {
        Said::Info => Tone::Info,
        Said::Success => Tone::Success,
        Said::Warning => Tone::Warning,
        Said::Error => Tone::Danger,
    }
}
