//! The open profile, its key, and the other profiles.

use egui::{Align, Layout, Ui, vec2};

use super::help;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::{text, toggle};
use crate::model::{Ask, Dialog};
use crate::panes::Cx;
use crate::panes::welcome::{
    capability_table, hue_name, identity_table, key_limit, key_words, swatch,
};
use crate::worker::protocol::{Command, JobKind, KeyPlace, ProfileCard, Session, SignIn};

/// Width of the names of facts.
const NAME: f32 = 120.0;

/// Draws the section.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, others_may: &mut bool) {
    match cx.model.session.clone() {
        Some(session) => open(ui, cx, &session, others_may),
        None => help(ui, "No profile is open"),
    }
    others(ui, cx);
}

fn open(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, others_may: &mut bool) {
    let card = &session.profile;
    ui.horizontal(|ui| {
        swatch(ui, card.colour, &card.name, 32.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            text::ellipsis(ui, text::strong(card.name.as_str()));
            let kind = match &card.sign_in {
                _ if card.practice.is_some() => "Practice account",
                SignIn::App { .. } => "App instance on one site",
                SignIn::Key { .. } => "Wix account",
            };
            text::ellipsis(
                ui,
                text::small_muted(format!("{kind} · {}", hue_name(card.colour))),
            );
        });
    });
    ui.add_space(4.0);
    let name = if card.account_name.is_empty() {
        "Not known"
    } else {
        card.account_name.as_str()
    };
    fact(ui, "Account", |ui| text::copyable(ui, text::body(name)));
    fact(ui, "Account id", |ui| {
        text::copyable(ui, code(card.account.as_str()))
    });
    fact(ui, "Server", |ui| {
        text::copyable(ui, code(card.base_url.as_str()))
    });
    fact(ui, "Signs in with", |ui| {
        text::paragraph(ui, text::body(card.sign_in.words()))
    });
    if let SignIn::App {
        app_id,
        instance_id,
        site,
    } = &card.sign_in
    {
        for (name, id) in [
            ("Site id", site.as_str()),
            ("App id", app_id.as_str()),
            ("Instance id", instance_id.as_str()),
        ] {
            fact(ui, name, |ui| text::copyable(ui, code(id)));
        }
    }
    fact(ui, &text::capital(card.sign_in.secret()), |ui| {
        text::paragraph(ui, text::body(key_words(card).1))
    });
    ui.add_space(4.0);
    let mut read_only = card.read_only;
    if toggle::switch(ui, &mut read_only, "Read only").changed() {
        cx.ask(Command::EditProfile {
            profile: card.id.clone(),
            name: card.name.clone(),
            colour: card.colour,
            read_only,
        });
    }
    ui.add_space(-6.0);
    help(ui, "Nothing can be changed at Wix while this is on");
    if let Some(why) = session.no_writing.as_ref().filter(|_| !card.read_only) {
        help(ui, &format!("Now: {why}"));
    }
    ui.add_space(4.0);
    actions(ui, cx, card);
    ui.add_space(8.0);
    key(ui, cx, session);
    ui.add_space(8.0);
    ui.label(text::strong("What this kind of sign-in may ask"));
    help(
        ui,
        "From Wix’s documentation. What it may not ask is never sent; what it may ask still needs \
         the permission",
    );
    identity_table(ui, &session.identities, others_may);
}

fn actions(ui: &mut Ui, cx: &mut Cx<'_>, card: &ProfileCard) {
    ui.horizontal_wrapped(|ui| {
        if Button::secondary("Edit…")
            .icon(Icon::Edit)
            .show(ui)
            .clicked()
        {
            cx.ask(Ask::Open(Dialog::EditProfile(card.id.clone())));
        }
        if Button::secondary("Close the profile").show(ui).clicked() {
            cx.ask(Command::CloseProfile);
        }
        if Button::secondary("Forget this profile…").show(ui).clicked() {
            cx.ask(Ask::Open(Dialog::Forget(card.id.clone())));
        }
    });
}

fn key(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let card = &session.profile;
    let (who, what) = if card.sign_in.is_app() {
        ("app", "app secret")
    } else {
        ("key", "key")
    };
    ui.label(text::strong(format!("What the {who} can do")));
    if let Some(limit) = &session.limit {
        key_limit(ui, limit);
        ui.add_space(4.0);
    }
    if session.capabilities.is_empty() {
        help(
            ui,
            "Not checked yet. The check asks one harmless question for each area",
        );
    } else {
        capability_table(ui, &session.capabilities);
    }
    ui.add_space(4.0);
    let checking = cx
        .model
        .running(JobKind::Check)
        .map(|_| format!("The {who} is being checked"));
    let offline = match &session.connection {
        crate::worker::protocol::Connection::Offline(why) => Some(why.clone()),
        _ => None,
    };
    let practice = (card.key == KeyPlace::Practice).then_some("A practice account needs no key");
    ui.horizontal_wrapped(|ui| {
        let check = Button::secondary(format!("Check what the {who} can do"))
            .enabled_or(checking.or(offline));
        if check.show(ui).clicked() {
            cx.ask(Command::CheckKey);
        }
        let give = Button::secondary(format!("Give the {what} again…"))
            .icon(Icon::Key)
            .enabled_or(practice);
        if give.show(ui).clicked() {
            cx.ask(Ask::Open(Dialog::GiveKey(card.id.clone())));
        }
    });
}

/// Letters of equal width on a line as high as its name's.
fn code(words: &str) -> egui::RichText {
    text::code(words).line_height(Some(18.0))
}

/// A name and what is known under it.
fn fact(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui) -> egui::Response) {
    ui.horizontal_top(|ui| {
        let column = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(NAME, 0.0), column, |ui| {
            ui.set_width(NAME);
            ui.label(text::muted(name));
        });
        let rest = ui.available_width();
        ui.allocate_ui_with_layout(vec2(rest, 0.0), column, |ui| {
            ui.set_width(rest);
            add(ui);
        });
    });
}

/// Profiles beside the open one.
fn others(ui: &mut Ui, cx: &mut Cx<'_>) {
    let profiles = cx.model.profiles.clone().unwrap_or_default();
    let now = cx.model.session.as_ref().map(|s| &s.profile.id);
    let others: Vec<&ProfileCard> = profiles.iter().filter(|p| Some(&p.id) != now).collect();
    ui.add_space(8.0);
    ui.label(text::strong("Other profiles"));
    if others.is_empty() {
        help(ui, "There are none");
    }
    for card in others {
        ui.push_id(&card.id.0, |ui| {
            ui.horizontal(|ui| {
                swatch(ui, card.colour, &card.name, 22.0);
                let button = Button::secondary(format!("Open {}", card.name));
                if button.show(ui).clicked() {
                    cx.ask(Command::OpenProfile(card.id.clone()));
                }
            });
        });
    }
    if Button::quiet("Connect an account…")
        .icon(Icon::Add)
        .show(ui)
        .clicked()
    {
        cx.ask(Ask::Open(Dialog::Connect));
    }
}
