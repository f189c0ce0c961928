//! The first page: the practice account, connecting an account, the profiles there are. Also the
//! dialogs about profiles, which other panes open through the shell.

mod capability;
mod card;
mod connect;
mod edit;
mod fatal;
mod forget;
mod give_key;
mod hue;
mod identity;
mod key_text;
mod page;
mod passphrase;
mod profiles;
mod result;
mod sign_in;
#[cfg(test)]
mod tests;

pub use capability::table as capability_table;
pub use key_text::{KeyText, What};
pub use passphrase::trouble as passphrase_trouble;

pub use hue::{name as hue_name, swatch};
pub use identity::{limit as key_limit, table as identity_table};
pub use profiles::key_words;

use super::Cx;
use crate::model::Dialog;
use crate::worker::protocol::{Command, ConnectState, ProfileCard, ProfileId, Size};
use egui::{Context, Ui};

/// The welcome page and the dialogs about profiles.
#[derive(Debug)]
pub struct WelcomePane {
    size: Size,
    cards: card::Even,
    open: Open,
    /// Counts dialogs, so that none of them finds what was typed into the one before.
    opened: u64,
    /// The profile whose result page was left.
    left: Option<ProfileId>,
}

/// Which dialog is open.
#[derive(Debug, Default)]
enum Open {
    #[default]
    None,
    Connect(Box<connect::Form>),
    GiveKey(give_key::Form),
    Edit(edit::Form),
    Forget(forget::Form),
    Passphrase(Box<passphrase::Form>),
}

impl Default for WelcomePane {
    fn default() -> Self {
        Self {
            size: Size::L,
            cards: card::Even::default(),
            open: Open::None,
            opened: 0,
            left: None,
        }
    }
}

impl WelcomePane {
    /// Draws the page. What is wrong with the program comes before everything else.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        match &cx.model.fatal {
            Some(error) => fatal::show(ui, error),
            None => page::show(self, ui, cx),
        }
    }

    /// Opens one of the dialogs about profiles. Gives the dialog back when it belongs to another
    /// pane.
    pub fn open_dialog(&mut self, dialog: Dialog) -> Option<Dialog> {
        self.opened += 1;
        self.open = match dialog {
            Dialog::Connect => Open::Connect(Box::new(connect::Form::new(self.opened))),
            Dialog::GiveKey(profile) => Open::GiveKey(give_key::Form::new(profile, self.opened)),
            Dialog::EditProfile(profile) => Open::Edit(edit::Form::new(profile)),
            Dialog::Forget(profile) => Open::Forget(forget::Form::new(profile)),
            Dialog::Passphrase => Open::Passphrase(Box::new(passphrase::Form::new(self.opened))),
            other => return Some(other),
        };
        None
    }

    /// Whether one of its dialogs is open.
    pub fn has_dialog(&self) -> bool {
        !matches!(self.open, Open::None)
    }

    /// Draws the open dialog, if there is one. Call in every frame, whatever pane is shown.
    pub fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        if self.result(ctx, cx) {
            return;
        }
        let stays = match &mut self.open {
            Open::None => true,
            Open::Connect(form) => form.show(ctx, cx),
            Open::GiveKey(form) => form.show(ctx, cx),
            Open::Edit(form) => form.show(ctx, cx),
            Open::Forget(form) => form.show(ctx, cx),
            Open::Passphrase(form) => form.show(ctx, cx),
        };
        if !stays {
            self.close(ctx);
        }
    }

    /// The page after a successful connection; true while it is shown.
    fn result(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let state = std::sync::Arc::clone(&cx.model.connect);
        let ConnectState::Connected {
            profile,
            capabilities,
            limit,
            key_note,
        } = &*state
        else {
            // A later connection shows its result even if it renews the same profile.
            self.left = None;
            return false;
        };
        if self.left.as_ref() == Some(profile) {
            return false;
        }
        if matches!(self.open, Open::Connect(_)) {
            // The key did its work: it is not kept here a frame longer.
            self.close(ctx);
        }
        let found = result::Found {
            capabilities,
            limit: limit.as_deref(),
            key_note,
        };
        if result::show(ctx, cx, profile, &found) {
            self.left = Some(profile.clone());
            cx.ask(Command::ConnectAside);
        }
        true
    }

    fn close(&mut self, ctx: &Context) {
        match &mut self.open {
            Open::Connect(form) => form.forget_key(ctx),
            Open::GiveKey(form) => form.forget_key(ctx),
            Open::Passphrase(form) => form.forget(ctx),
            Open::None | Open::Edit(_) | Open::Forget(_) => {}
        }
        self.open = Open::None;
    }
}

/// The profile with this id: from the list, or the open one.
fn profile<'a>(cx: &Cx<'a>, id: &ProfileId) -> Option<&'a ProfileCard> {
    let listed = cx.model.profiles.as_deref().into_iter().flatten();
    let open = cx.model.session.iter().map(|s| &s.profile);
    listed.chain(open).find(|p| p.id == *id)
}
