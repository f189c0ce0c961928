//! Runs of plans.

use egui::Ui;

use crate::kit::button::Button;
use crate::kit::layout::{card, split};
use crate::kit::state::{Kind, State};
use crate::kit::text;
use crate::model::{Ask, Route, age, exact};
use crate::panes::Cx;
use crate::worker::protocol::{Command, RunCard};

/// The list, newest first.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let activity = std::sync::Arc::clone(&cx.model.activity);
    if activity.runs.is_empty() {
        let state = State::new(Kind::Empty, "No plan was applied yet")
            .detail("Choose people in the team, make a plan of what shall change, and apply it")
            .action(Button::secondary("Open the team"));
        if state.show(ui).is_some() {
            cx.ask(Ask::Go(Route::Team));
        }
        return;
    }
    for run in &activity.runs {
        ui.push_id(run.run.as_str(), |ui| card(ui, |ui| one(ui, cx, run)));
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, run: &RunCard) {
    let now = cx.model.now;
    let mut buttons = vec![Button::secondary("Show")];
    let undo = Button::secondary("Take back…")
        .hint("Makes a plan; what others changed since is left alone")
        .enabled_or(cx.model.no_writing());
    if run.open {
        let hint = "Goes on where it stood; nothing is sent twice";
        buttons.push(
            Button::secondary("Go on")
                .hint(hint)
                .enabled_or(cx.model.no_writing()),
        );
    } else if run.can_undo {
        buttons.push(undo);
    }
    if run.can_go_on {
        let hint = "Makes a plan of the lines that are left; nothing is sent before you confirm it";
        buttons.push(
            Button::secondary("Go on…")
                .hint(hint)
                .enabled_or(cx.model.no_writing()),
        );
    }
    let pressed = split(ui, &buttons, |ui| {
        text::paragraph(ui, text::strong(run.title.as_str()));
        let when = age(run.ended.unwrap_or(run.started), now);
        let hover = match run.ended {
            Some(end) => format!("Began {}\nEnded {}", exact(run.started), exact(end)),
            None => format!("Began {}", exact(run.started)),
        };
        text::paragraph(ui, text::muted(format!("{} · {when}", run.summary))).on_hover_text(hover);
    });
    match pressed {
        Some(0) => cx.ask(Command::ShowRun(run.run.clone())),
        Some(1) if run.open => cx.ask(Command::Resume(run.run.clone())),
        Some(1) if run.can_undo => cx.ask(Command::Undo(run.run.clone())),
        Some(_) => cx.ask(Command::GoOn(run.run.clone())),
        None => {}
    }
}
