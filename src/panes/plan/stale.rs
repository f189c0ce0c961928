//! The account had changed: nothing was sent.

use super::{PlanDialog, again};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{a11y, text};
use crate::model::count;
use crate::panes::Cx;
use crate::worker::protocol::{Command, RunView};
use egui::{Context, ScrollArea};
use std::sync::Arc;

/// Draws who changed, and offers to plan again.
pub(super) fn show(own: &mut PlanDialog, ctx: &Context, cx: &mut Cx<'_>, run: &Arc<RunView>) {
    let wish = again::wish(&run.plan, own.wish.as_ref());
    let blocked = match &wish {
        None => {
            Some("This plan was not made in this window. Begin it again in the team".to_owned())
        }
        Some(_) => cx.model.no_writing(),
    };
    let n = run.moved.len();
    let who = format!(
        "{} changed since the plan was made",
        count(n, "person", "people")
    );
    let said = format!("Nothing was sent: {who}");
    let dialog = Dialog::new("plan", "Nothing was sent")
        .cancel("Close")
        .primary(Button::primary("Plan again").enabled_or(blocked));
    let shown = dialog.show(ctx, |ui| {
        a11y::announce(ui, &said);
        text::paragraph(ui, text::strong(who.as_str()));
        let why = "Everybody was read again before the first write. A plan only goes out while \
                   everything it rests on is as it was.";
        text::paragraph(ui, text::muted(why));
        let area = ScrollArea::vertical().id_salt("moved").max_height(240.0);
        area.auto_shrink([false, true])
            .show_rows(ui, 18.0, n, |ui, range| {
                for moved in run.moved.iter().skip(range.start).take(range.len()) {
                    text::ellipsis(ui, text::body(format!("{} {}", moved.name, moved.what)));
                }
            });
    });
    match (shown.did, wish) {
        (Did::Primary, Some(wish)) => {
            cx.ask(Command::CloseRun);
            cx.ask(Command::MakePlan(wish));
        }
        (Did::Cancel, _) => cx.ask(Command::CloseRun),
        _ => {}
    }
}
