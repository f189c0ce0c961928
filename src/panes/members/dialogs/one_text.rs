//! What only one member can have: another address of its page, another login address.

use crate::access::{MemberId, SiteId};
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::panes::Cx;
use crate::panes::members::deeds::about;
use crate::plan::{MemberWish, is_address};
use crate::worker::protocol::Command;
use egui::{Context, Ui};

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::panes::members) enum What {
    /// The end of the address of the member's page.
    Slug,
    /// The address the member logs in with.
    Login,
}

/// The form.
#[derive(Debug)]
pub(in crate::panes::members) struct OneText {
    what: What,
    site: SiteId,
    id: MemberId,
    name: String,
    was: String,
    text: String,
    fresh: bool,
}

impl OneText {
    /// About this member, who has `was` now.
    pub(in crate::panes::members) fn new(
        what: What,
        site: SiteId,
        id: MemberId,
        name: String,
        was: &str,
    ) -> Self {
        Self {
            what,
            site,
            id,
            name,
            was: was.to_owned(),
            text: was.to_owned(),
            fresh: true,
        }
    }

    fn blocked(&self, cx: &Cx<'_>) -> Option<String> {
        let text = self.text.trim();
        let why = match self.what {
            _ if text == self.was => "Nothing is otherwise yet",
            What::Slug if text.is_empty() => "Type the end of the address",
            What::Login if !is_address(text) => "This is not a mail address",
            _ => return cx.model.no_writing(),
        };
        Some(why.to_owned())
    }

    fn wish(&self) -> MemberWish {
        let text = self.text.trim().to_owned();
        match self.what {
            What::Slug => MemberWish::Slug(text),
            What::Login => MemberWish::Login(text),
        }
    }

    /// Draws the form; false when it was answered.
    pub(in crate::panes::members) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let title = match self.what {
            What::Slug => format!("Page address of {}", self.name),
            What::Login => format!("Login address of {}", self.name),
        };
        let plan = Button::primary("Make the plan…").enabled_or(self.blocked(cx));
        let dialog = Dialog::new("one text of a member", title)
            .width(520.0)
            .primary(plan);
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                let ids = vec![self.id.clone()];
                let wish = about(&self.site, ids, self.wish());
                cx.ask(Command::MakePlan(wish));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        let fresh = std::mem::take(&mut self.fresh);
        match self.what {
            What::Slug => {
                Field::text("End of the page’s address", &mut self.text)
                    .hint("dana-levi")
                    .help("Links to the old address lead nowhere afterwards")
                    .limit(255)
                    .focus(fresh)
                    .show(ui);
            }
            What::Login => {
                Note::new(
                    Tone::Info,
                    "Wix may not offer this for the site; the plan says so then. The member has \
                     to log in with the new address.",
                )
                .show(ui);
                Field::text("New login address", &mut self.text)
                    .hint("pat@example.com")
                    .limit(320)
                    .focus(fresh)
                    .show(ui);
            }
        }
        let was = if self.was.is_empty() {
            "It has none now".to_owned()
        } else {
            format!("Now: {}", self.was)
        };
        text::paragraph(ui, text::small_muted(was));
    }
}
