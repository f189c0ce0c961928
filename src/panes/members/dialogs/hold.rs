//! Giving members a badge or a role of the site, or taking it away.

use crate::access::{BadgeId, MemberId, RoleKey, SettingKind, SiteId};
use crate::kit::button::Button;
use crate::kit::choice::{Select, segmented};
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{Model, age, count};
use crate::panes::Cx;
use crate::panes::members::deeds::{about, chosen};
use crate::plan::{MemberWish, Selection};
use crate::worker::protocol::{Command, SiteSettings};
use egui::{Context, Ui};

/// What can be held.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Thing {
    Badge(BadgeId),
    Role(RoleKey),
}

/// The form.
#[derive(Debug)]
pub(in crate::panes::members) struct Hold {
    site: SiteId,
    ids: Vec<MemberId>,
    by: Option<Selection>,
    give: bool,
    thing: Option<Thing>,
    asked: bool,
}

/// What the site offers, by name.
fn offered(settings: &SiteSettings) -> Vec<(Option<Thing>, String)> {
    let badges = settings.badges().unwrap_or_default();
    let roles = settings.roles().unwrap_or_default();
    let badge = |b: &crate::access::Badge| {
        let thing = Thing::Badge(b.id.clone());
        (Some(thing), format!("Badge: {}", b.title))
    };
    let role = |r: &crate::access::MemberRoleDefinition| {
        let thing = Thing::Role(r.key.clone());
        (Some(thing), format!("Role: {}", r.title))
    };
    let all = badges.iter().map(badge);
    all.chain(roles.iter().map(role)).collect()
}

impl Hold {
    /// About these members, and the filter that chose them.
    pub(in crate::panes::members) fn new(
        site: SiteId,
        ids: Vec<MemberId>,
        by: Option<Selection>,
    ) -> Self {
        Self {
            site,
            ids,
            by,
            give: true,
            thing: None,
            asked: false,
        }
    }

    fn settings<'m>(&self, model: &'m Model) -> Option<&'m SiteSettings> {
        let settings = model.site_settings.as_deref();
        settings.filter(|s| s.site == self.site)
    }

    /// Lets what the site offers be read once, from what is kept and from Wix.
    fn ask(&mut self, cx: &mut Cx<'_>) {
        if std::mem::replace(&mut self.asked, true) {
            return;
        }
        cx.ask(Command::OpenSiteSettings(self.site.clone()));
        if cx.model.no_writing().is_none() {
            cx.ask(Command::ReadSiteSettings(self.site.clone()));
        }
    }

    fn wish(&self) -> Option<MemberWish> {
        Some(match (self.thing.clone()?, self.give) {
            (Thing::Badge(id), true) => MemberWish::GiveBadge(id),
            (Thing::Badge(id), false) => MemberWish::TakeBadge(id),
            (Thing::Role(key), true) => MemberWish::GiveRole(key),
            (Thing::Role(key), false) => MemberWish::TakeRole(key),
        })
    }

    /// Draws the form; false when it was answered.
    pub(in crate::panes::members) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        self.ask(cx);
        let none = self.thing.is_none();
        let blocked = none.then(|| "Choose a badge or a role first".to_owned());
        let blocked = blocked.or_else(|| cx.model.no_writing());
        let who = count(self.ids.len(), "member", "members");
        let dialog = Dialog::new("hold of members", format!("Badge or role of {who}"))
            .width(520.0)
            .primary(Button::primary("Make the plan…").enabled_or(blocked));
        let shown = dialog.show(ctx, |ui| self.body(ui, cx.model));
        match shown.did {
            Did::Primary => {
                if let Some(wish) = self.wish() {
                    let wish = about(&self.site, std::mem::take(&mut self.ids), wish);
                    cx.ask(Command::MakePlan(chosen(wish, self.by.take())));
                }
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui, model: &Model) {
        ui.spacing_mut().item_spacing.y = 8.0;
        segmented(
            ui,
            "What to do",
            &mut self.give,
            &[(true, "Give"), (false, "Take away")],
        );
        let Some(settings) = self.settings(model) else {
            ui.label(text::muted("Opening what is kept…"));
            return;
        };
        let all = offered(settings);
        let first = [(None, "Choose one")];
        let rest = all
            .iter()
            .map(|(thing, name)| (thing.clone(), name.as_str()));
        let choices: Vec<(Option<Thing>, &str)> = first.into_iter().chain(rest).collect();
        let idle = all.is_empty().then_some(if settings.reading {
            "They are being read"
        } else {
            "No badge and no role of this site is known"
        });
        Select::new("Badge or role")
            .enabled_or(idle)
            .show(ui, &mut self.thing, &choices);
        for kind in [SettingKind::Badges, SettingKind::Roles] {
            if let Some(problem) = settings.problem(kind) {
                let words = format!("{}. {}", problem.sentence, problem.remedy);
                Note::new(Tone::Warning, words)
                    .title(format!("{} could not be read", kind.label()))
                    .show(ui);
            } else if let Some(at) = settings.read_at(kind) {
                let words = format!("{} read {}", kind.label(), age(at, model.now));
                text::paragraph(ui, text::small_muted(words));
            }
        }
        text::paragraph(
            ui,
            text::small_muted(
                "Who has it already is left alone. The plan is shown before anything is sent.",
            ),
        );
    }
}
