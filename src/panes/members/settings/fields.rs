//! The list of profile fields, with for whom each is, and the fields that Wix suggests.

use super::Wanted;
use super::forms::Form;
use super::lists::{button, empty, row};
use crate::access::{AppliesTo, CustomFieldDefinition, FieldSuggestion, field_kind_label};
use crate::kit::icons::Icon;
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, text};
use crate::model::count;
use crate::plan::SettingWish;
use crate::worker::protocol::SiteSettings;
use egui::Ui;

/// Fields, built-in ones among them, and below them what Wix suggests.
pub(super) fn show(ui: &mut Ui, settings: &SiteSettings, blocked: Option<&str>) -> Option<Wanted> {
    let all = settings.fields()?;
    if all.is_empty() {
        empty(
            ui,
            "This site has no profile fields",
            "Make one to ask members for more",
        );
    }
    let mut wanted = None;
    for one in all {
        wanted = field(ui, settings, one, blocked).or(wanted);
    }
    let suggested = settings.suggestions().unwrap_or_default();
    suggestions(ui, suggested, blocked).or(wanted)
}

fn field(
    ui: &mut Ui,
    settings: &SiteSettings,
    one: &CustomFieldDefinition,
    blocked: Option<&str>,
) -> Option<Wanted> {
    let built_in = one
        .is_built_in()
        .then_some("This field comes from Wix itself: it can be hidden, and is not deleted");
    let system = one
        .is_system()
        .then_some("This field comes from Wix itself: every member has it");
    let untold = settings
        .applications()
        .is_none()
        .then_some("Wix did not tell whom the fields are for: read again");
    let buttons = vec![
        button(Icon::Edit, format!("Change {}…", one.name), blocked),
        button(
            Icon::Members,
            format!("Whom {} is for…", one.name),
            system.or(untold).or(blocked),
        ),
        button(Icon::Hide, format!("Hide {}…", one.name), blocked),
        button(
            Icon::Remove,
            format!("Delete {}…", one.name),
            built_in.or(blocked),
        ),
    ];
    let pressed = row(ui, buttons, |ui| {
        ui.horizontal(|ui| {
            text::ellipsis(ui, text::strong(one.name.as_str()));
            if one.is_built_in() {
                badge::badge(ui, "From Wix", Tone::Neutral);
            }
            if is_for_some(settings, one) {
                badge::badge(ui, "For some members", Tone::Info);
            }
        });
        let words = format!(
            "{} · {} by default · {}",
            one.kind_label(),
            one.privacy.label(),
            one.key
        );
        text::ellipsis(ui, text::small_muted(words));
        if let Some(words) = whom(settings, one) {
            text::ellipsis(ui, text::small_muted(words));
        }
    });
    Some(match pressed? {
        0 => Wanted::Form(Form::field(one)),
        1 => Wanted::Applies(one.id.clone()),
        2 => Wanted::Plan(SettingWish::HideField(one.id.clone())),
        _ => Wanted::Plan(SettingWish::DeleteField(one.id.clone())),
    })
}

/// Whether a field is not for everybody. Applications are read back after a change of them; what the
/// field says of itself may be older.
fn is_for_some(settings: &SiteSettings, field: &CustomFieldDefinition) -> bool {
    match settings.applications() {
        Some(all) => all.iter().any(|a| a.field == field.id),
        None => field.applies_to == "SELECTED_MEMBERS",
    }
}

/// For whom a field is that is not for everybody.
fn whom(settings: &SiteSettings, field: &CustomFieldDefinition) -> Option<String> {
    let all = settings.applications()?;
    let of = all.iter().find(|a| a.field == field.id)?;
    let words = |list: &[AppliesTo]| {
        let members = |t: &&AppliesTo| matches!(t, AppliesTo::Member(_));
        let n = list.iter().filter(members).count();
        let named = list
            .iter()
            .filter(|t| !members(t))
            .map(|t| named(settings, t));
        let some = (n > 0).then(|| count(n, "member by name", "members by name"));
        named.chain(some).collect::<Vec<_>>().join(", ")
    };
    let mut parts = format!("For {}", words(&of.applies));
    if !of.withheld.is_empty() {
        parts.push_str("; not for ");
        parts.push_str(&words(&of.withheld));
    }
    Some(parts)
}

fn named(settings: &SiteSettings, target: &AppliesTo) -> String {
    let (_, id) = target.wire();
    text::lower(&target.words(settings.name_of(target).unwrap_or(id)))
}

/// Fields that Wix suggests. No public call adds one as it is.
fn suggestions(ui: &mut Ui, all: &[FieldSuggestion], blocked: Option<&str>) -> Option<Wanted> {
    if all.is_empty() {
        return None;
    }
    ui.add_space(8.0);
    layout::section(ui, "Suggested by Wix", "");
    text::paragraph(
        ui,
        text::small_muted(
            "No public call adds these as they are: the dashboard does. A new field with the same \
             name and type can be made here; it is another field and starts empty.",
        ),
    );
    let mut wanted = None;
    for one in all {
        let name = format!("New field like {}…", one.name);
        let buttons = vec![button(Icon::Add, name, blocked)];
        let pressed = row(ui, buttons, |ui| {
            text::ellipsis(ui, text::strong(one.name.as_str()));
            text::ellipsis(ui, text::small_muted(field_kind_label(&one.kind)));
        });
        if pressed.is_some() {
            wanted = Some(Wanted::Form(Form::field_like(one)));
        }
    }
    wanted
}
