//! For whom a profile field is: everybody, or members with some roles and badges, or some by name.

use super::forms::Came;
use crate::access::{AppliesTo, CustomFieldDefinition, CustomFieldId, FieldTargets, fold_email};
use crate::kit::button::Button;
use crate::kit::choice::{Select, segmented};
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::panes::Cx;
use crate::plan::{SettingWish, check_targets};
use crate::worker::protocol::{MemberColumn, MembersTable, SiteSettings};
use egui::{Context, Ui};

/// Width of the choices, in points.
const CHOICE: f32 = 132.0;

/// Whether a field is for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    No,
    For,
    NotFor,
}

/// The form.
#[derive(Debug)]
pub(super) struct Applies {
    field: CustomFieldId,
    name: String,
    everybody: bool,
    was: Option<FieldTargets>,
    /// Everything that can be named, by what people call it.
    rows: Vec<(AppliesTo, String, Named)>,
    /// Members by address or id, one a line: those it is for, and those it is not for.
    members: [String; 2],
}

impl Applies {
    /// About this field of these settings.
    pub(super) fn new(
        field: &CustomFieldDefinition,
        settings: &SiteSettings,
        table: Option<&MembersTable>,
    ) -> Self {
        let all = settings.applications().unwrap_or_default();
        let was = all.iter().find(|a| a.field == field.id);
        let was = was.map(crate::access::FieldApplication::targets);
        let targets = was.clone().unwrap_or_default();
        let roles = settings.roles().unwrap_or_default().iter();
        let roles = roles.filter(|r| !r.id.is_empty());
        let roles = roles.map(|r| (AppliesTo::Role(r.id.clone()), r.title.clone()));
        let badges = settings.badges().unwrap_or_default().iter();
        let badges = badges.map(|b| (AppliesTo::Badge(b.id.as_str().to_owned()), b.title.clone()));
        let mut rows: Vec<(AppliesTo, String)> = roles.chain(badges).collect();
        let mut members = [Vec::new(), Vec::new()];
        for (list, named) in members
            .iter_mut()
            .zip([&targets.applies, &targets.withheld])
        {
            for target in named {
                let (_, id) = target.wire();
                match target {
                    AppliesTo::Member(_) => list.push(address(table, id)),
                    other if !rows.iter().any(|(known, _)| known == other) => {
                        rows.push((other.clone(), id.to_owned()));
                    }
                    _ => {}
                }
            }
        }
        let rows = rows.into_iter().map(|(target, name)| {
            let now = if targets.applies.contains(&target) {
                Named::For
            } else if targets.withheld.contains(&target) {
                Named::NotFor
            } else {
                Named::No
            };
            let words = target.words(&name);
            (target, words, now)
        });
        Self {
            field: field.id.clone(),
            name: field.name.clone(),
            everybody: was.is_none(),
            rows: rows.collect(),
            members: members.map(|list| list.join("\n")),
            was,
        }
    }

    /// Whom the form names.
    ///
    /// # Errors
    /// An address that no member has, as a sentence.
    fn targets(&self, table: Option<&MembersTable>) -> Result<FieldTargets, String> {
        let of = |wanted: Named, typed: &str| {
            let rows = self.rows.iter().filter(|(_, _, now)| *now == wanted);
            let mut all: Vec<AppliesTo> = rows.map(|(target, ..)| target.clone()).collect();
            for line in typed.lines().map(str::trim).filter(|l| !l.is_empty()) {
                all.push(AppliesTo::Member(member(table, line)?));
            }
            Ok::<_, String>(all)
        };
        Ok(FieldTargets {
            applies: of(Named::For, &self.members[0])?,
            withheld: of(Named::NotFor, &self.members[1])?,
        })
    }

    fn wish(&self, table: Option<&MembersTable>) -> Result<SettingWish, String> {
        if self.everybody {
            if self.was.is_none() {
                return Err("It is for everybody already".to_owned());
            }
            return Ok(SettingWish::FieldFor(self.field.clone(), None));
        }
        let to = self.targets(table)?;
        check_targets(&to).map_err(|why| text::capital(&why))?;
        if self.was.as_ref().is_some_and(|was| was.same_as(&to)) {
            return Err("Nothing is otherwise yet".to_owned());
        }
        Ok(SettingWish::FieldFor(self.field.clone(), Some(to)))
    }

    /// Draws it.
    pub(super) fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Came {
        let table = cx.model.members.as_deref();
        let wish = self.wish(table);
        let blocked = wish.as_ref().err().cloned();
        let blocked = blocked.or_else(|| cx.model.no_writing());
        let plan = Button::primary("Make the plan…").enabled_or(blocked);
        let dialog = Dialog::new("field for", format!("Whom the field {} is for", self.name))
            .width(560.0)
            .cancel("Back")
            .enter(false)
            .primary(plan);
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match (shown.did, wish) {
            (Did::Primary, Ok(wish)) => Came::Wish(wish),
            (Did::Cancel, _) => Came::Back,
            _ => Came::Stays,
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 8.0;
        let choices = [(true, "Everybody"), (false, "Some members")];
        segmented(ui, "Whom it is for", &mut self.everybody, &choices);
        if self.everybody {
            text::paragraph(
                ui,
                text::small_muted("Every member of the site has the field in its profile."),
            );
            return;
        }
        let choices = [
            (Named::No, "Not named"),
            (Named::For, "For them"),
            (Named::NotFor, "Not for them"),
        ];
        for (_, words, now) in &mut self.rows {
            ui.horizontal(|ui| {
                Select::new(words.as_str())
                    .inline()
                    .width(CHOICE)
                    .show(ui, now, &choices);
                text::ellipsis(ui, text::body(words.as_str()));
            });
        }
        if self.rows.is_empty() {
            text::paragraph(
                ui,
                text::muted("No badge and no role of this site is known."),
            );
        }
        let [some, others] = &mut self.members;
        Field::lines("For these members", some, 2)
            .help("By login address or member id, one a line")
            .limit(10_000)
            .show(ui);
        Field::lines("Not for these members", others, 2)
            .limit(10_000)
            .show(ui);
        text::paragraph(
            ui,
            text::small_muted(
                "Whoever is named as “not for them” is left out, whatever else they have. Pricing \
                 plans can be named on the command line.",
            ),
        );
    }
}

/// The address of a member who is kept here; the id where none is known.
fn address(table: Option<&MembersTable>, id: &str) -> String {
    let rows = table.map_or(&[][..], |table| &table.rows);
    let row = rows.iter().find(|row| row.id().as_str() == id);
    let login = row.map_or("", |row| row.text(MemberColumn::Login));
    if login.is_empty() { id } else { login }.to_owned()
}

/// The member with this address; what has no @ is an id.
fn member(table: Option<&MembersTable>, typed: &str) -> Result<String, String> {
    if !typed.contains('@') {
        return Ok(typed.to_owned());
    }
    let folded = fold_email(typed);
    let rows = table.map_or(&[][..], |table| &table.rows);
    let mut found = rows
        .iter()
        .filter(|row| fold_email(row.text(MemberColumn::Login)) == folded);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row.id().as_str().to_owned()),
        (Some(_), Some(_)) => Err(format!("Several members log in with {typed}: give an id")),
        _ => Err(format!("No member that is kept here logs in with {typed}")),
    }
}
