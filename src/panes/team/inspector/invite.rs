//! What the inspector says about an invite.

use crate::access::{AccountInvite, InviteStatus};
use crate::kit::button::{Button, link_out};
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{layout, text};
use crate::model::{day, exact, until};
use crate::panes::Cx;
use egui::{OpenUrl, Ui};

/// Where account invites are resent and revoked by hand.
const DASHBOARD: &str = "https://manage.wix.com/account/roles";

/// Dates, state and link.
pub(super) fn facts(ui: &mut Ui, cx: &mut Cx<'_>, invite: &AccountInvite) {
    super::copy_line(ui, cx, "Invite id", invite.id.as_str());
    match invite.created_at {
        Some(at) => layout::key_value(ui, "Sent", &day(at)).on_hover_text(exact(at)),
        None => layout::key_value(ui, "Sent", "Wix does not tell"),
    };
    if let Some(at) = invite.expires_at {
        let open = invite.status == InviteStatus::Pending;
        let over = at <= cx.model.now;
        let words = match (open, over) {
            (true, false) => format!("{}, {}", until(at, cx.model.now), day(at)),
            (true, true) => format!("Over since {}", day(at)),
            (false, _) => day(at),
        };
        let name = if over { "Ended" } else { "Ends" };
        layout::key_value(ui, name, &words).on_hover_text(exact(at));
    }
    if let Some(link) = invite.accept_link.as_ref().filter(|l| !l.is_empty()) {
        let button = Button::quiet("Copy the accept link").icon(Icon::Copy);
        let hint = "Whoever opens this link can accept the invite";
        if button.hint(hint).show(ui).clicked() {
            super::copy(cx, link);
        }
    }
}

/// What this program cannot do about invites, and where it can be done.
pub(super) fn by_hand(ui: &mut Ui) {
    ui.add_space(4.0);
    let words = "Wix offers no public call to resend or revoke account invites. \
                 Both are done by hand in the Wix dashboard.";
    Note::new(Tone::Info, words).show(ui);
    if link_out(ui, "Open roles in the Wix dashboard")
        .on_hover_text(DASHBOARD)
        .clicked()
    {
        ui.ctx().open_url(OpenUrl::new_tab(DASHBOARD));
    }
    ui.label(text::small_muted(DASHBOARD));
}
