//! What stands in place of a pane that the sign-in of the profile can never fill.

use super::Cx;
use crate::kit::button::Button;
use crate::kit::layout::Head;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::tone::Tone;
use crate::model::{Ask, Dialog, Model, Route};
use crate::worker::protocol::ErrorCard;
use egui::Ui;

/// What the pane would show, if an app instance cannot read it; `None` where it can, or where the
/// profile signs in with a key.
pub fn closed(model: &Model, route: Route) -> Option<&'static str> {
    let session = model.session.as_ref()?;
    if !session.profile.sign_in.is_app() {
        return None;
    }
    match route {
        Route::Overview => Some("the account as a whole"),
        Route::Team => Some("the team and its invites"),
        Route::Roles => Some("the roles of the account"),
        _ => None,
    }
}

/// Draws it in place of the pane.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, route: Route, what: &str) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let session = cx.model.session.as_ref();
    let name = session.map_or("", |s| s.profile.name.as_str());
    Head::new(route.title()).line(name).buttons(ui, &[]);
    let state = State::new(
        Kind::Refused,
        format!("An app instance cannot read {what}"),
    )
    .detail(
        "Sign in with an API key of the account to see it. What the app reads of its site stands \
         under Sites, Contributors and People",
    )
    .action(Button::primary("Open contributors"))
    .action(Button::secondary("Connect an account…"));
    match state.show(ui) {
        Some(0) => cx.ask(Ask::Go(Route::Contributors)),
        Some(_) => cx.ask(Ask::Open(Dialog::Connect)),
        None => {}
    }
}

/// What went wrong, told whole: where there is room for more than the line above a list.
pub fn told(error: &ErrorCard) -> Note<'_> {
    Note::new(Tone::Danger, error.remedy.as_str())
        .title(error.sentence.as_str())
        .details(error.details.as_str())
        .error()
}
