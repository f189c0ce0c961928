//! What the site sets for all of its members: badges, roles, profile fields, privacy. Each change
//! is a plan, which is shown before anything is sent.

mod applies;
mod back;
mod fields;
mod forms;
mod lists;
mod privacy;

use crate::access::{CustomFieldId, SettingKind, SiteId};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::kit::state::skeleton;
use crate::kit::{choice, text};
use crate::model::{Model, age};
use crate::panes::{Cx, refused};
use crate::plan::{SettingWish, Wish};
use crate::worker::protocol::{Command, Connection, ErrorCard, JobKind, SiteSettings};
use egui::{Context, Ui};
use forms::Form;
use std::sync::Arc;

/// Least height of the lists, in points.
const LISTS: f32 = 300.0;

/// A part of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    #[default]
    Badges,
    Roles,
    Fields,
    Privacy,
}

impl Tab {
    fn kinds(self) -> &'static [SettingKind] {
        match self {
            Self::Badges => &[SettingKind::Badges],
            Self::Roles => &[SettingKind::Roles],
            Self::Fields => &[
                SettingKind::Fields,
                SettingKind::Applications,
                SettingKind::Suggestions,
            ],
            Self::Privacy => &[SettingKind::DefaultPrivacy, SettingKind::Privacy],
        }
    }
}

/// What a list or a form asks for.
enum Wanted {
    Plan(SettingWish),
    Form(Form),
    Applies(CustomFieldId),
}

/// The dialog.
#[derive(Debug)]
pub(super) struct Settings {
    site: SiteId,
    tab: Tab,
    form: Option<Form>,
    applies: Option<applies::Applies>,
    asked: bool,
    privacy: privacy::Chosen,
    /// The plan that is looked at in its place.
    plan: Option<back::Asked>,
}

impl Settings {
    /// About this site.
    pub(super) fn new(site: SiteId) -> Self {
        Self {
            site,
            tab: Tab::default(),
            form: None,
            applies: None,
            asked: false,
            privacy: privacy::Chosen::default(),
            plan: None,
        }
    }

    /// Whether it makes way for a plan.
    pub(super) fn waits(&self) -> bool {
        self.plan.is_some()
    }

    /// Draws it; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        match self.plan.as_mut().map(|plan| plan.follow(cx.model)) {
            Some(back::Now::Wait) => return true,
            Some(back::Now::Gone) => return false,
            Some(back::Now::BackApplied) => {
                self.form = None;
                self.applies = None;
                self.privacy = privacy::Chosen::default();
            }
            Some(back::Now::Back) | None => {}
        }
        self.plan = None;
        if !self.asked {
            self.asked = true;
            cx.ask(Command::ReadSiteSettings(self.site.clone()));
        }
        if let Some(form) = &mut self.form {
            match form.show(ctx, cx) {
                forms::Came::Stays => {}
                forms::Came::Back => self.form = None,
                forms::Came::Wish(wish) => self.make_plan(wish, cx),
            }
            return true;
        }
        if let Some(form) = &mut self.applies {
            match form.show(ctx, cx) {
                forms::Came::Stays => {}
                forms::Came::Back => self.applies = None,
                forms::Came::Wish(wish) => self.make_plan(wish, cx),
            }
            return true;
        }
        let settings = cx.model.site_settings.clone();
        let settings = settings.filter(|s| s.site == self.site);
        self.lists(ctx, cx, settings.as_ref())
    }

    fn make_plan(&mut self, wish: SettingWish, cx: &mut Cx<'_>) {
        self.plan = Some(back::Asked::now(cx.model));
        cx.ask(Command::MakePlan(Wish::SiteSetting {
            site: self.site.clone(),
            wish,
        }));
    }

    fn lists(
        &mut self,
        ctx: &Context,
        cx: &mut Cx<'_>,
        settings: Option<&Arc<SiteSettings>>,
    ) -> bool {
        let name = settings.map_or("", |s| s.site_name.as_str());
        let again = Button::secondary("Read again")
            .icon(Icon::Refresh)
            .enabled_or(no_reading(cx.model));
        let mut dialog = Dialog::new("site settings", "Badges, roles and fields")
            .subtitle(format!("What {name} sets for all of its members"))
            .cancel("Close")
            .other(again);
        let new = match self.tab {
            Tab::Badges => Some(("New badge…", Form::new_badge as fn() -> Form)),
            Tab::Roles => Some(("New role…", Form::new_role as fn() -> Form)),
            Tab::Fields => Some(("New field…", Form::new_field as fn() -> Form)),
            Tab::Privacy => None,
        };
        if let Some((label, _)) = new {
            let button = Button::primary(label).icon(Icon::Add);
            dialog = dialog.primary(button.enabled_or(cx.model.no_writing()));
        }
        let shown = dialog.show(ctx, |ui| self.body(ui, cx, settings));
        match (shown.did, shown.inner) {
            (_, Some(Wanted::Plan(wish))) => self.make_plan(wish, cx),
            (_, Some(Wanted::Form(form))) => self.form = Some(form),
            (_, Some(Wanted::Applies(id))) => {
                let fields = settings.and_then(|s| s.fields()).unwrap_or_default();
                let field = fields.iter().find(|f| f.id == id).zip(settings);
                let table = cx.model.members.as_deref();
                self.applies = field.map(|(f, all)| applies::Applies::new(f, all, table));
            }
            (Did::Primary, None) => self.form = new.map(|(_, form)| form()),
            (Did::Other(_), None) => cx.ask(Command::ReadSiteSettings(self.site.clone())),
            (Did::Cancel, None) => return false,
            (Did::Nothing, None) => {}
        }
        true
    }

    fn body(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        settings: Option<&Arc<SiteSettings>>,
    ) -> Option<Wanted> {
        // The dialog keeps its height from tab to tab.
        ui.set_min_height(LISTS.min(ui.ctx().content_rect().height() * 0.4));
        let count = |n: Option<usize>| n.map(|n| n as u64);
        let badges = settings.and_then(|s| s.badges());
        let roles = settings.and_then(|s| s.roles());
        let fields = settings.and_then(|s| s.fields());
        choice::tabs(
            ui,
            "Settings of the site",
            &mut self.tab,
            &[
                (Tab::Badges, "Badges", count(badges.map(<[_]>::len))),
                (Tab::Roles, "Member roles", count(roles.map(<[_]>::len))),
                (Tab::Fields, "Profile fields", count(fields.map(<[_]>::len))),
                (Tab::Privacy, "Privacy", None),
            ],
        );
        let Some(settings) = settings else {
            skeleton(ui, "Settings are being read", 4);
            return None;
        };
        for kind in self.tab.kinds() {
            if let Some(error) = settings.problem(*kind) {
                trouble(ui, *kind, error);
            }
        }
        let known = self.tab.kinds().iter().any(|k| settings.set(*k).is_some());
        if !known {
            if settings.reading || !settings.read {
                skeleton(ui, "Settings are being read", 4);
            }
            return None;
        }
        let at = self.tab.kinds().iter().filter_map(|k| settings.read_at(*k));
        if let Some(at) = at.min() {
            let words = if settings.reading {
                "Being read again".to_owned()
            } else {
                format!("Read {}", age(at, cx.model.now))
            };
            text::paragraph(ui, text::small_muted(words));
        }
        let blocked = cx.model.no_writing();
        match self.tab {
            Tab::Badges => lists::badges(ui, badges?, blocked.as_deref()),
            Tab::Roles => lists::roles(ui, roles?, blocked.as_deref()),
            Tab::Fields => fields::show(ui, settings, blocked.as_deref()),
            Tab::Privacy => {
                let wish = self.privacy.show(ui, settings, blocked.as_deref());
                wish.map(Wanted::Plan)
            }
        }
    }
}

/// Why one sort was not told, with what to do.
fn trouble(ui: &mut Ui, kind: SettingKind, error: &ErrorCard) {
    let title = format!("{}: {}", kind.label(), error.sentence);
    refused::told(error).title(title).show(ui);
}

/// Why nothing can be read now.
fn no_reading(model: &Model) -> Option<String> {
    if model.running(JobKind::SiteSettings).is_some() {
        return Some("They are being read".to_owned());
    }
    match &model.session.as_ref()?.connection {
        Connection::Offline(why) => Some(why.clone()),
        _ => None,
    }
}
