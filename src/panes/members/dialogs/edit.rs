//! Editing one member: what is otherwise becomes a plan. Fields that stay as they are, are not sent.

use super::postal::Postal;
use crate::access::{
    Address, Member, MemberChange, MemberId, Privacy, SiteId, is_address, text_of,
};
use crate::kit::button::Button;
use crate::kit::choice::Select;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{layout, text};
use crate::model::Model;
use crate::panes::Cx;
use crate::panes::members::deeds::about;
use crate::plan::MemberWish;
use crate::worker::protocol::Command;
use egui::{Context, Ui};
use serde_json::Value;

/// The form.
#[derive(Debug)]
pub(in crate::panes::members) struct Edit {
    site: SiteId,
    id: MemberId,
    name: String,
    /// How the member was when the form was opened, once that is known.
    was: Option<Box<Member>>,
    texts: [String; FIELDS.len()],
    privacy: Privacy,
    addresses: Vec<Address>,
    postal: Postal,
    /// Custom fields that hold a text, by key: name and text.
    fields: Vec<(String, String, String)>,
}

const FIELDS: [(&str, &str); 9] = [
    ("First name", ""),
    ("Last name", ""),
    ("Nickname", "The name that others see"),
    ("Profile title", ""),
    ("Company", ""),
    ("Job title", ""),
    ("Date of birth", "Such as 1990-05-17"),
    ("Phones", "With commas between them"),
    (
        "Further addresses",
        "With commas between them; the login address is another thing",
    ),
];

const BIRTH: usize = 6;
const PHONES: usize = 7;
const EMAILS: usize = 8;

fn texts(member: &Member) -> [String; FIELDS.len()] {
    let list = |of: &Option<Vec<String>>| of.as_deref().unwrap_or_default().join(", ");
    [
        member.first_name.clone(),
        member.last_name.clone(),
        member.nickname.clone(),
        member.title.clone(),
        member.company.clone(),
        member.job_title.clone(),
        member.birthdate.clone(),
        list(&member.phones),
        list(&member.emails),
    ]
}

/// Custom fields that hold a text or nothing; others cannot be typed.
fn fields(member: &Member) -> Vec<(String, String, String)> {
    let all = member.custom_fields.iter().flatten();
    let plain = all.filter(|(_, f)| matches!(f.value, Value::String(_) | Value::Null));
    plain
        .map(|(key, field)| {
            let name = if field.name.is_empty() {
                key
            } else {
                &field.name
            };
            let text = text_of(&field.value).unwrap_or_default();
            (key.clone(), name.clone(), text)
        })
        .collect()
}

fn split(typed: &str) -> Vec<String> {
    let parts = typed.split([',', ';', '\n']).map(str::trim);
    parts.filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

impl Edit {
    /// About this member.
    pub(in crate::panes::members) fn new(site: SiteId, id: MemberId, name: String) -> Self {
        Self {
            site,
            id,
            name,
            was: None,
            texts: Default::default(),
            privacy: Privacy::Unknown,
            addresses: Vec::new(),
            postal: Postal::default(),
            fields: Vec::new(),
        }
    }

    fn follow(&mut self, model: &Model) {
        if self.was.is_some() {
            return;
        }
        let sheet = model.member.as_deref();
        let sheet = sheet.filter(|s| s.id == self.id && s.site == self.site);
        if let Some(Ok(member)) = sheet.map(|s| &s.member) {
            self.take_in(member);
        }
    }

    fn take_in(&mut self, member: &Member) {
        self.texts = texts(member);
        self.privacy = member.privacy.clone();
        self.addresses = member.addresses.clone().unwrap_or_default();
        self.fields = fields(member);
        self.was = Some(Box::new(member.clone()));
    }

    /// What is otherwise.
    fn change(&self) -> MemberChange {
        let Some(was) = &self.was else {
            return MemberChange::default();
        };
        let old = texts(was);
        let other = |at: usize| {
            let (new, old) = (self.texts[at].trim(), old[at].trim());
            (new != old).then(|| new.to_owned())
        };
        let custom = self.fields.iter().zip(fields(was));
        let custom = custom.filter(|((_, _, new), (_, _, old))| new.trim() != old.trim());
        let there = was.addresses.as_deref().unwrap_or_default();
        MemberChange {
            first_name: other(0),
            last_name: other(1),
            nickname: other(2),
            title: other(3),
            company: other(4),
            job_title: other(5),
            birthdate: other(BIRTH),
            phones: other(PHONES).map(|typed| split(&typed)),
            emails: other(EMAILS).map(|typed| split(&typed)),
            addresses: (self.addresses != there).then(|| self.addresses.clone()),
            custom_fields: custom
                .map(|((key, _, new), _)| (key.clone(), Value::from(new.trim())))
                .collect(),
            privacy: (self.privacy != was.privacy).then(|| self.privacy.clone()),
        }
    }

    fn blocked(&self, change: &MemberChange, model: &Model) -> Option<String> {
        if self.was.is_none() {
            return Some("The member is being looked up".to_owned());
        }
        if self.postal.is_pending() {
            return Some("Add the postal address that is typed, or leave it".to_owned());
        }
        if change.is_empty() {
            return Some("Nothing is otherwise yet".to_owned());
        }
        if let Some(wrong) = (0..FIELDS.len()).find_map(|at| self.wrong(at)) {
            return Some(wrong);
        }
        model.no_writing()
    }

    /// What is wrong with the text of a field.
    fn wrong(&self, at: usize) -> Option<String> {
        let text = self.texts[at].trim();
        match at {
            BIRTH => {
                let sound = text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
                let is_date = text.is_empty() || sound;
                (!is_date).then(|| format!("“{text}” is no date such as 1990-05-17"))
            }
            EMAILS => {
                let all = split(text);
                let bad = all.iter().find(|e| !is_address(e));
                bad.map(|bad| format!("“{bad}” is not a mail address"))
            }
            _ => None,
        }
    }

    /// Draws the form; false when it was answered.
    pub(in crate::panes::members) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        self.follow(cx.model);
        let change = self.change();
        let blocked = self.blocked(&change, cx.model);
        let dialog = Dialog::new("edit member", format!("Edit {}", self.name))
            .subtitle("A field that is left empty is cleared at Wix")
            .width(600.0)
            .primary(Button::primary("Make the plan…").enabled_or(blocked));
        let shown = dialog.show(ctx, |ui| self.form(ui));
        match shown.did {
            Did::Primary => {
                let wish = MemberWish::Update(Box::new(change));
                let wish = about(&self.site, vec![self.id.clone()], wish);
                cx.ask(Command::MakePlan(wish));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn form(&mut self, ui: &mut Ui) {
        let Some(was) = &self.was else {
            ui.label(text::muted("Looking the member up…"));
            return;
        };
        ui.spacing_mut().item_spacing.y = 8.0;
        if was.phones.is_none() {
            text::paragraph(
                ui,
                text::small_muted(
                    "Wix did not tell the contact of this member, so some fields are empty here \
                     that may not be empty there. What is not touched stays as it is.",
                ),
            );
        }
        let wrong: Vec<Option<String>> = (0..FIELDS.len()).map(|at| self.wrong(at)).collect();
        let typed = FIELDS.iter().zip(&mut self.texts).zip(wrong);
        for (((label, help), text), wrong) in typed {
            let field = Field::text(*label, text).limit(1000).error(wrong);
            let field = if help.is_empty() {
                field
            } else {
                field.help(*help)
            };
            field.show(ui);
        }
        let choices = [
            (Privacy::Private, "Private: only administrators"),
            (Privacy::Public, "Public: every visitor"),
        ];
        Select::new("Who sees the profile").show(ui, &mut self.privacy, &choices);
        self.postal.show(ui, &mut self.addresses);
        if !self.fields.is_empty() {
            ui.add_space(4.0);
            layout::section(ui, "Custom fields", "");
            for (_, name, text) in &mut self.fields {
                Field::text(name.as_str(), text).limit(1000).show(ui);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::CustomField;
    use std::collections::BTreeMap;

    fn dana() -> Member {
        let field = CustomField {
            name: "Shoe size".to_owned(),
            value: Value::from("38"),
        };
        Member {
            first_name: "Dana".to_owned(),
            company: "Levi".to_owned(),
            phones: Some(vec!["1".to_owned(), "2".to_owned()]),
            emails: Some(vec![]),
            privacy: Privacy::Private,
            custom_fields: Some(BTreeMap::from([("custom.shoe".to_owned(), field)])),
            ..Member::bare("m1".into())
        }
    }

    fn form() -> Edit {
        Edit::new(SiteId::new("s1"), "m1".into(), "Dana".to_owned())
    }

    #[test]
    fn only_what_is_otherwise_is_asked_for() {
        let mut edit = form();
        assert!(edit.change().is_empty(), "nothing is known yet");
        edit.take_in(&dana());
        assert!(edit.change().is_empty());
        edit.texts[4] = " ".to_owned();
        edit.texts[PHONES] = "1; 3".to_owned();
        edit.fields[0].2.clear();
        let change = edit.change();
        assert_eq!(change.company.as_deref(), Some(""), "an empty text clears");
        assert_eq!(change.phones, Some(vec!["1".to_owned(), "3".to_owned()]));
        assert_eq!((&change.first_name, &change.privacy), (&None, &None));
        assert_eq!(change.custom_fields["custom.shoe"], Value::from(""));
    }

    #[test]
    fn what_wix_would_not_take_is_named() {
        let mut edit = form();
        edit.take_in(&dana());
        edit.texts[EMAILS] = "pat@example.com, nobody".to_owned();
        assert!(edit.wrong(EMAILS).is_some_and(|w| w.contains("nobody")));
        edit.texts[BIRTH] = "soon".to_owned();
        assert!(edit.wrong(BIRTH).is_some());
        edit.texts[BIRTH] = "1990-05-17".to_owned();
        assert_eq!(edit.wrong(BIRTH), None);
    }
}
