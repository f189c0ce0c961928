//! What stands in the place of the table, or above it.

use super::moments::moment;
use super::{Changes, no_taking};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::tone::Tone;
use crate::model::count;
use crate::panes::Cx;
use crate::panes::listing::loading;
use crate::worker::protocol::{Changes as Found, ChangesState, Command, ErrorCard};
use egui::Ui;

/// What the chosen action does.
#[derive(Clone, Copy)]
enum Next {
    Take,
    Read,
    List,
    Again,
    Insist,
}

/// The whole body while there is no table.
pub(super) fn unread(own: &mut Changes, ui: &mut Ui, cx: &mut Cx<'_>) {
    let snapshots = cx.model.snapshots.clone();
    let all = match snapshots.as_ref().map(|list| list.all.as_ref()) {
        None => return loading(ui, "changes", "Looking for snapshots"),
        Some(Err(error)) => {
            let state = wrong(error, "Try again");
            return act(own, cx, state.show(ui).map(|_| Next::List));
        }
        Some(Ok(all)) => all,
    };
    let take = || {
        Button::primary("Take a snapshot")
            .icon(Icon::Add)
            .enabled_or(no_taking(cx.model))
    };
    let read = || {
        Button::secondary("Read the account")
            .icon(Icon::Refresh)
            .enabled_or(cx.model.no_reading())
    };
    let first = |at: usize| match at {
        0 => Next::Take,
        _ => Next::Read,
    };
    let next = match all.as_slice() {
        [] => State::new(Kind::Empty, "There is no snapshot yet")
            .detail(
                "One is taken each time the account is read. Two of them show what changed in \
                 between, and who did it.",
            )
            .action(take())
            .action(read())
            .show(ui)
            .map(first),
        [one] => {
            let words = format!("One snapshot so far, of {}", moment(one.at));
            State::new(Kind::Empty, words)
                .detail("With a second one you see what changed since. Nothing is sent to Wix.")
                .action(take())
                .action(read())
                .show(ui)
                .map(first)
        }
        _ => compared(cx, ui),
    };
    act(own, cx, next);
}

fn compared(cx: &Cx<'_>, ui: &mut Ui) -> Option<Next> {
    match &*cx.model.changes {
        ChangesState::None | ChangesState::Working => {
            loading(ui, "changes", "Comparing");
            None
        }
        ChangesState::Ready(_) => {
            loading(ui, "changes", "Getting the list ready");
            None
        }
        ChangesState::Incomplete(card) => State::new(Kind::Incomplete, card.sentence.clone())
            .detail(
                "What is missing in it would look like a change. Choose another moment, or compare \
                 anyway; every report will say that it is incomplete.",
            )
            .technical(card.details.clone())
            .action(Button::secondary("Compare anyway"))
            .show(ui)
            .map(|_| Next::Insist),
        ChangesState::Failed(card) => wrong(card, "Compare again").show(ui).map(|_| Next::Again),
    }
}

fn wrong<'a>(error: &ErrorCard, again: &'a str) -> State<'a> {
    State::new(Kind::Error, error.sentence.clone())
        .detail(error.remedy.clone())
        .technical(error.details.clone())
        .action(Button::secondary(again))
}

fn act(own: &mut Changes, cx: &mut Cx<'_>, next: Option<Next>) {
    match next {
        None => {}
        Some(Next::Take) => cx.ask(Command::TakeSnapshot),
        Some(Next::Read) => cx.ask(Command::Sync),
        Some(Next::List) => cx.ask(Command::ListSnapshots),
        Some(Next::Again) => own.again(),
        Some(Next::Insist) => own.chosen.insist = true,
    }
}

/// Lines above the table: what is under way, and what the comparison does not tell.
pub(super) fn banner(ui: &mut Ui, cx: &mut Cx<'_>) {
    if *cx.model.changes == ChangesState::Working {
        State::new(Kind::Loading, "Comparing")
            .detail("The list stays until it is done")
            .banner(ui);
    }
    let Some(found) = Changes::found(cx.model) else {
        return;
    };
    let gaps = found.gaps();
    if !gaps.is_empty() {
        State::new(Kind::Incomplete, "This comparison is incomplete")
            .detail(format!(
                "What is missing may look like a change. {}",
                gaps.join("; ")
            ))
            .banner(ui);
    }
}

/// Two moments between which nothing changed.
pub(super) fn nothing(ui: &mut Ui, found: &Found) {
    let span = format!(
        "From {} to {} everything that both snapshots know is the same.",
        moment(found.from.at),
        moment(found.to.at)
    );
    State::new(Kind::Empty, "Nothing changed")
        .detail(span)
        .technical(found.untold.join("\n"))
        .show(ui);
}

/// What was not compared, named.
pub(super) fn not_compared(ui: &mut Ui, found: &Found) {
    if found.untold.is_empty() {
        return;
    }
    let title = format!(
        "{} not compared",
        count(found.untold.len(), "part was", "parts were")
    );
    let words = "Only one of the snapshots knew them, so nothing is said about what changed there.";
    Note::new(Tone::Info, words)
        .title(title)
        .details(found.untold.join("\n"))
        .show(ui);
}
