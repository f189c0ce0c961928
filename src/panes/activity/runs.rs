//! Runs of plans.

use egui::Ui;

use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::layout::{card, split};
use crate::kit::state::{Kind, State};
use crate::kit::{text, tokens};
use crate::model::{Ask, Dialog, Model, Route, age, exact};
use crate::panes::Cx;
use crate::worker::protocol::{Command, JobKind, RunCard, SaveKind};

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
    let pressed = split(ui, &super::save_buttons(), |ui| {
        ui.add_space(6.0);
        let words = "Every run of this profile, with what came of it";
        text::paragraph(ui, text::muted(words));
    });
    if let Some(n) = pressed {
        super::save(cx, SaveKind::Runs(super::form(n)), "runs", n);
    }
    ui.add_space(8.0);
    // What can go on stands first; the order of the rest is that of the list.
    let (open, ended): (Vec<&RunCard>, Vec<&RunCard>) =
        activity.runs.iter().partition(|run| run.open);
    for run in open.into_iter().chain(ended) {
        ui.push_id(run.run.as_str(), |ui| card(ui, |ui| one(ui, cx, run)));
    }
}

/// What can be done with a run.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Show,
    GoOn,
    End,
    TakeBack,
    PlanRest,
}

/// Whether a job is working on it at the moment.
fn is_under_way(model: &Model, run: &RunCard) -> bool {
    run.ended.is_none() && !run.open && model.running(JobKind::Apply).is_some()
}

fn deeds(cx: &Cx<'_>, run: &RunCard) -> Vec<(Deed, Button<'static>)> {
    let model = cx.model;
    let no_writing = model.no_writing();
    let mut deeds = Vec::new();
    if run.open {
        let blocked = model.no_going_on();
        let go_on = Button::secondary("Go on")
            .icon(Icon::Run)
            .hint("Goes on where it stood; nothing is sent twice")
            .enabled_or(blocked.clone());
        let end = Button::secondary("End here…")
            .hint("What was not tried stays untried, and a receipt is written")
            .enabled_or(blocked);
        deeds.extend([(Deed::GoOn, go_on), (Deed::End, end)]);
    } else if run.ended.is_some() {
        let nothing =
            (!run.can_undo).then(|| "Nothing was done that could be taken back".to_owned());
        let back = Button::secondary("Take back…")
            .hint("Makes a plan; what others changed since is left alone")
            .enabled_or(nothing.or_else(|| no_writing.clone()));
        deeds.push((Deed::TakeBack, back));
        if run.can_go_on {
            let rest = Button::secondary("Plan the rest…")
                .hint("Makes a plan of the lines that are left; nothing is sent before you confirm")
                .enabled_or(no_writing);
            deeds.push((Deed::PlanRest, rest));
        }
    }
    deeds.push((Deed::Show, Button::secondary("Show")));
    deeds
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, run: &RunCard) {
    let now = cx.model.now;
    let (deeds, buttons): (Vec<Deed>, Vec<Button<'_>>) = deeds(cx, run).into_iter().unzip();
    let under_way = is_under_way(cx.model, run);
    let pressed = split(ui, &buttons, |ui| {
        let t = tokens::of(ui.ctx());
        ui.horizontal(|ui| {
            if run.open {
                Icon::Pause.show(ui, 16.0, 18.0, t.warning);
            } else if under_way {
                Icon::Run.show(ui, 16.0, 18.0, t.accent);
            }
            text::ellipsis(ui, text::strong(run.title.as_str()));
        });
        let when = age(run.ended.unwrap_or(run.started), now);
        let hover = match run.ended {
            Some(end) => format!("Began {}\nEnded {}", exact(run.started), exact(end)),
            None => format!("Began {}", exact(run.started)),
        };
        let state = match (run.open, under_way) {
            // The ledger still has it as running when the program was cut off.
            (true, _) if run.summary == "Running" => "Stands still".to_owned(),
            (true, _) => format!("Stands still: {}", text::lower(&run.summary)),
            (false, true) => "Under way".to_owned(),
            (false, false) => run.summary.clone(),
        };
        let words = format!("{state} · {when}");
        text::paragraph(ui, text::muted(words)).on_hover_text(hover);
    });
    let Some(deed) = pressed.and_then(|at| deeds.get(at)) else {
        return;
    };
    let id = run.run.clone();
    cx.ask(match deed {
        // What is under way is on the screen already, if behind a pane.
        Deed::Show if under_way => Ask::ShowUnderWay,
        Deed::Show => Command::ShowRun(id).into(),
        Deed::GoOn => Command::Resume(id).into(),
        Deed::End => Ask::Open(Dialog::EndRun(id)),
        Deed::TakeBack => Command::Undo(id).into(),
        Deed::PlanRest => Command::GoOn(id).into(),
    });
}
