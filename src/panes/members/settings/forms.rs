//! The forms of one badge, one role, one field.

use super::lists::pill;
use crate::access::{
    Badge, BadgeChange, BadgeId, CustomFieldDefinition, CustomFieldId, FieldSuggestion,
    MemberRoleDefinition, NewBadge, Privacy, RoleKey, field_kind_label,
};
use crate::kit::button::Button;
use crate::kit::choice::Select;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{choice, text, toggle};
use crate::panes::Cx;
use crate::plan::{
    FIELD_KINDS, LONGEST_BADGE_TEXT, LONGEST_BADGE_TITLE, LONGEST_FIELD_NAME, NETWORKS,
    SettingWish, check_badge, check_field_name, check_role,
};
use egui::{Context, Ui};

/// What came of a form in this frame.
pub(super) enum Came {
    /// It stays.
    Stays,
    /// Back to the lists.
    Back,
    /// A plan is wished.
    Wish(SettingWish),
}

/// A form.
#[derive(Debug)]
pub(super) struct Form {
    about: About,
    fresh: bool,
}

#[derive(Debug)]
enum About {
    Badge {
        id: Option<BadgeId>,
        was: NewBadge,
        now: NewBadge,
    },
    Role {
        /// The key of one that is there, and whether it is kept from blocked members.
        there: Option<(RoleKey, Option<bool>)>,
        key: String,
        title: String,
        blockable: bool,
    },
    Field {
        /// One that is there.
        there: Option<Box<CustomFieldDefinition>>,
        name: String,
        kind: &'static str,
        network: &'static str,
        privacy: Privacy,
    },
}

impl Form {
    fn of(about: About) -> Self {
        Self { about, fresh: true }
    }

    pub(super) fn new_badge() -> Self {
        let now = NewBadge {
            title: String::new(),
            description: String::new(),
            background: "#20303c".to_owned(),
            text: "#ffffff".to_owned(),
        };
        Self::of(About::Badge {
            id: None,
            was: NewBadge::default(),
            now,
        })
    }

    pub(super) fn badge(badge: &Badge) -> Self {
        Self::of(About::Badge {
            id: Some(badge.id.clone()),
            was: badge.settable(),
            now: badge.settable(),
        })
    }

    pub(super) fn new_role() -> Self {
        Self::of(About::Role {
            there: None,
            key: String::new(),
            title: String::new(),
            blockable: true,
        })
    }

    pub(super) fn role(role: &MemberRoleDefinition) -> Self {
        Self::of(About::Role {
            there: Some((role.key.clone(), role.blockable)),
            key: role.key.as_str().to_owned(),
            title: role.title.clone(),
            blockable: role.blockable.unwrap_or(true),
        })
    }

    pub(super) fn new_field() -> Self {
        Self::of(About::Field {
            there: None,
            name: String::new(),
            kind: "TEXT",
            network: "FACEBOOK",
            privacy: Privacy::Private,
        })
    }

    /// A new one with the name and the type of one that Wix suggests.
    pub(super) fn field_like(suggested: &FieldSuggestion) -> Self {
        let mut kinds = FIELD_KINDS.into_iter();
        Self::of(About::Field {
            there: None,
            name: suggested.name.clone(),
            kind: kinds.find(|k| *k == suggested.kind).unwrap_or("TEXT"),
            network: "FACEBOOK",
            privacy: Privacy::Private,
        })
    }

    pub(super) fn field(field: &CustomFieldDefinition) -> Self {
        Self::of(About::Field {
            name: field.name.clone(),
            kind: "TEXT",
            network: "FACEBOOK",
            privacy: field.privacy.clone(),
            there: Some(Box::new(field.clone())),
        })
    }

    fn title(&self) -> String {
        match &self.about {
            About::Badge { id: None, .. } => "New badge".to_owned(),
            About::Badge { was, .. } => format!("Change the badge {}", was.title),
            About::Role { there: None, .. } => "New role for members".to_owned(),
            About::Role { title, .. } => format!("Change the role {title}"),
            About::Field { there: None, .. } => "New profile field".to_owned(),
            About::Field { there, name, .. } => {
                let was = there.as_ref().map_or(name, |f| &f.name);
                format!("Change the field {was}")
            }
        }
    }

    /// Why no plan can be made yet.
    fn blocked(&self, cx: &Cx<'_>) -> Option<String> {
        let same = || Some("Nothing is otherwise yet".to_owned());
        let fits = match &self.about {
            About::Badge { id, was, now } => {
                if id.is_some() && now.same_as(was) {
                    return same();
                }
                check_badge(now)
            }
            About::Role {
                there: Some((_, was)),
                blockable,
                ..
            } => {
                if *was == Some(*blockable) {
                    return same();
                }
                Ok(())
            }
            About::Role { key, title, .. } => check_role(&RoleKey::new(key), title),
            About::Field {
                there: Some(was),
                name,
                privacy,
                ..
            } => {
                if name.trim() == was.name && *privacy == was.privacy {
                    return same();
                }
                check_field_name(name)
            }
            About::Field { name, .. } => check_field_name(name),
        };
        match fits {
            Err(why) => Some(text::capital(&why)),
            Ok(()) => cx.model.no_writing(),
        }
    }

    fn wish(&self) -> SettingWish {
        match &self.about {
            About::Badge { id: None, now, .. } => SettingWish::CreateBadge(now.clone()),
            About::Badge {
                id: Some(id),
                was,
                now,
            } => {
                let part = |was: &String, now: &String| (was != now).then(|| now.clone());
                let change = BadgeChange {
                    title: part(&was.title, &now.title),
                    description: part(&was.description, &now.description),
                    background: part(&was.background, &now.background),
                    text: part(&was.text, &now.text),
                };
                SettingWish::ChangeBadge(id.clone(), change)
            }
            About::Role {
                there: Some((key, _)),
                blockable,
                ..
            } => SettingWish::ChangeRole(key.clone(), *blockable),
            About::Role {
                key,
                title,
                blockable,
                ..
            } => SettingWish::CreateRole(RoleKey::new(key), title.trim().to_owned(), *blockable),
            About::Field {
                there: Some(was),
                name,
                privacy,
                ..
            } => {
                let id: CustomFieldId = was.id.clone();
                let name = Some(name.trim().to_owned()).filter(|n| *n != was.name);
                let privacy = Some(privacy.clone()).filter(|p| *p != was.privacy);
                SettingWish::ChangeField(id, name, privacy)
            }
            About::Field {
                name,
                kind,
                network,
                privacy,
                ..
            } => {
                let network = (*kind == "SOCIAL").then(|| (*network).to_owned());
                let (name, kind) = (name.trim().to_owned(), (*kind).to_owned());
                SettingWish::CreateField(name, kind, network, privacy.clone())
            }
        }
    }

    /// Draws it.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> Came {
        let plan = Button::primary("Make the plan…").enabled_or(self.blocked(cx));
        let dialog = Dialog::new("site setting", self.title())
            .width(520.0)
            .cancel("Back")
            .primary(plan);
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => Came::Wish(self.wish()),
            Did::Cancel => Came::Back,
            _ => Came::Stays,
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        let fresh = std::mem::take(&mut self.fresh);
        match &mut self.about {
            About::Badge { now, .. } => badge(ui, now, fresh),
            About::Role {
                there,
                key,
                title,
                blockable,
            } => {
                if there.is_none() {
                    Field::text("Title", title).limit(255).focus(fresh).show(ui);
                    Field::text("Key", key)
                        .hint("PREMIUM")
                        .help("Capital letters, digits, - and _; it cannot be changed later")
                        .limit(255)
                        .show(ui);
                    *key = key.to_uppercase();
                } else {
                    text::paragraph(
                        ui,
                        text::muted(
                            "Of a role nothing else can be changed: neither key nor title.",
                        ),
                    );
                }
                toggle::checkbox(ui, blockable, "Kept from blocked members");
                text::paragraph(
                    ui,
                    text::small_muted(
                        "Wix’s documentation says two things about this: try it with one member \
                         first.",
                    ),
                );
            }
            About::Field {
                there,
                name,
                kind,
                network,
                privacy,
            } => {
                let system = there.as_ref().is_some_and(|f| f.is_system());
                let fixed = system.then_some("This field comes from Wix itself");
                Field::text("Name", name)
                    .limit(LONGEST_FIELD_NAME)
                    .enabled_or(fixed)
                    .focus(fresh && !system)
                    .show(ui);
                if there.is_none() {
                    let kinds = FIELD_KINDS.map(|k| (k, field_kind_label(k)));
                    Select::new("Type").show(ui, kind, &kinds);
                    if *kind == "SOCIAL" {
                        Select::new("Network").show(ui, network, &NETWORKS);
                    }
                    text::paragraph(ui, text::small_muted("The type cannot be changed later."));
                }
                ui.label(text::caption(
                    "Who sees it unless a member chooses otherwise",
                ));
                let seen = [(Privacy::Private, "Private"), (Privacy::Public, "Public")];
                choice::segmented(ui, "Privacy", privacy, &seen);
            }
        }
    }
}

fn badge(ui: &mut Ui, now: &mut NewBadge, fresh: bool) {
    Field::text("Title", &mut now.title)
        .limit(LONGEST_BADGE_TITLE)
        .focus(fresh)
        .show(ui);
    Field::lines("Description", &mut now.description, 3)
        .limit(LONGEST_BADGE_TEXT)
        .show(ui);
    let half = (ui.available_width() - 8.0) / 2.0;
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            Field::text("Background", &mut now.background)
                .hint("#20303c")
                .limit(7)
                .width(half)
                .show(ui);
        });
        ui.vertical(|ui| {
            Field::text("Letters", &mut now.text)
                .hint("#ffffff")
                .limit(7)
                .width(half)
                .show(ui);
        });
    });
    ui.label(text::caption("How it looks"));
    ui.horizontal(|ui| pill(ui, &now.title, &now.background, &now.text));
}
