//! The account had changed: nothing was sent.

use super::facts::RunFacts;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{a11y, text};
use crate::model::count;
use crate::panes::Cx;
use crate::plan::ObjectKey;
use crate::worker::protocol::{Command, RunView};
use egui::{Context, ScrollArea};
use std::sync::Arc;

/// `2 people`, `3 addresses`, `1 member`; `things` where they are of several kinds.
fn who(run: &RunView) -> String {
    let kind = |key: &ObjectKey| match key {
        ObjectKey::TeamMember(_) => ("person", "people"),
        ObjectKey::Invitee(_) => ("address", "addresses"),
        ObjectKey::Setting(..) => ("setting", "settings"),
        ObjectKey::SiteMember(..) | ObjectKey::Member(..) => ("member", "members"),
        ObjectKey::Contributor(..) => ("contributor", "contributors"),
        ObjectKey::ChildAccounts => ("list of child accounts", "lists of child accounts"),
        ObjectKey::SiteInvitee(..) | ObjectKey::SiteInvite(..) => ("invite", "invites"),
    };
    let n = run.moved.len();
    let mut kinds = run.moved.iter().map(|m| kind(&m.object));
    let first = kinds.next().unwrap_or(("person", "people"));
    if kinds.all(|k| k == first) {
        count(n, first.0, first.1)
    } else {
        count(n, "thing", "things")
    }
}

/// Draws who changed, and offers to plan again.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, run: &Arc<RunView>, facts: &RunFacts) {
    let wish = facts.again.as_ref();
    let blocked = match wish {
        None => Some("This plan was not made in this window. Begin it again".to_owned()),
        Some(_) => cx.model.no_writing(),
    };
    let who = format!("{} changed since the plan was made", who(run));
    let said = format!("Nothing was sent: {who}");
    let dialog = Dialog::new("plan", "Nothing was sent")
        .cancel("Close")
        .primary(Button::primary("Plan again").enabled_or(blocked));
    let shown = dialog.show(ctx, |ui| {
        a11y::announce(ui, &said);
        text::paragraph(ui, text::strong(who.as_str()));
        let why = "Everything was read again before the first write. A plan only goes out while \
                   everything it rests on is as it was.";
        text::paragraph(ui, text::muted(why));
        let area = ScrollArea::vertical().id_salt("moved").max_height(240.0);
        let n = run.moved.len();
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
            cx.ask(Command::MakePlan(wish.clone()));
        }
        (Did::Cancel, _) => cx.ask(Command::CloseRun),
        _ => {}
    }
}
