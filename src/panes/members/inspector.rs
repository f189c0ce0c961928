//! Everything about the selection, at the right.

use super::{Members, alone, columns, deeds, dialogs, events};
use crate::access::{Member, MemberId, text_of};
use crate::kit::state::{Kind, State, skeleton};
use crate::kit::tone::Tone;
use crate::kit::{avatar, badge, layout, text};
use crate::model::{Ask, age, day, exact, grouped};
use crate::panes::Cx;
use crate::panes::listing::Picked;
use crate::worker::protocol::{Command, MemberMark, MemberRow, MemberSheet, MembersTable};
use egui::Ui;
use jiff::Timestamp;

/// Draws it.
pub(super) fn show(
    pane: &mut Members,
    picked: &Picked,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &MembersTable,
) {
    match (&pane.one, picked.of(table).next()) {
        (Some(id), Some(row)) => {
            let id = id.clone();
            one(pane, ui, cx, table, row, &id);
        }
        (None, Some(_)) => several(pane, picked, ui),
        _ => {
            State::new(Kind::Empty, "Select a member to see what is known")
                .detail("Click a row, or move with the arrow keys. Ctrl and Shift select several.")
                .show(ui);
        }
    }
}

/// Asks for the member once for each table, and gives what is known.
fn ask<'m>(
    pane: &mut Members,
    cx: &mut Cx<'m>,
    table: &MembersTable,
    id: &MemberId,
) -> Option<&'m MemberSheet> {
    let read = table.info.read_at.unwrap_or(Timestamp::UNIX_EPOCH);
    let wanted = (id.clone(), read);
    if pane.asked.as_ref() != Some(&wanted) {
        pane.asked = Some(wanted);
        cx.ask(Command::ShowMember {
            site: table.site.clone(),
            id: id.clone(),
        });
    }
    let sheet = cx.model.member.as_deref()?;
    (sheet.id == *id && sheet.site == table.site).then_some(sheet)
}

fn one(
    pane: &mut Members,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &MembersTable,
    row: &MemberRow,
    id: &MemberId,
) {
    let name = row.name();
    let stranger = row.is(MemberMark::WixUser).then_some(MemberMark::WixUser);
    let mark = row.crew().or(stranger);
    ui.horizontal(|ui| {
        avatar::show(ui, avatar::Kind::Person, id.as_str(), &name, 36.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::ellipsis(ui, text::heading(name.as_str()));
            ui.horizontal_wrapped(|ui| {
                let status = row.status();
                badge::badge(ui, status.label(), columns::tone(status));
                if row.is_muted() {
                    badge::badge(ui, "Muted", Tone::Warning);
                }
                if let Some(mark) = mark {
                    badge::badge(ui, columns::short(mark), columns::mark_tone(mark));
                }
            });
        });
    });
    ui.add_space(6.0);
    if let Some(mark) = mark {
        crew(ui, mark, table);
    }
    let Some(sheet) = ask(pane, cx, table, id) else {
        skeleton(ui, "Waiting for the member", 6);
        return;
    };
    match &sheet.member {
        Ok(member) => {
            facts(ui, cx, member);
            alone::held(ui, cx, sheet);
            contact(ui, cx, sheet, member);
            alone::about(pane, ui, cx, sheet, &name);
            if let Some(at) = sheet.at {
                let words = format!("Told by Wix {}", age(at, cx.model.now));
                text::paragraph(ui, text::small_muted(words)).on_hover_text(exact(at));
            }
        }
        Err(error) => {
            State::new(Kind::Error, error.sentence.clone())
                .detail(error.remedy.clone())
                .technical(error.details.clone())
                .show(ui);
        }
    }
    let of_one = table.changes.0.iter().filter(|c| c.id == *id);
    let changes: Vec<_> = of_one.take(20).collect();
    if !changes.is_empty() {
        layout::section(ui, "Changes", "Told from readings");
        for change in changes {
            events::card(ui, change);
        }
    }
}

/// Whose member it is and how that is known, with what Wix therefore refuses.
fn crew(ui: &mut Ui, mark: MemberMark, table: &MembersTable) {
    let kept = if mark == MemberMark::WixUser {
        deeds::MAY_BE_KEPT
    } else {
        deeds::KEPT
    };
    let words = format!("{}. {kept}", columns::told(mark));
    let by_address = matches!(
        mark,
        MemberMark::OwnerAddress | MemberMark::ContributorAddress
    );
    let why = table.users_untold.as_ref().filter(|_| by_address);
    let response = text::paragraph(ui, text::small_muted(words));
    if let Some(why) = why {
        response.on_hover_text(format!("Wix’s answer: {why}"));
    }
    ui.add_space(6.0);
}

/// A line with a button that copies its value.
fn copy(ui: &mut Ui, cx: &mut Cx<'_>, key: &str, value: &str) {
    if !value.is_empty() && layout::key_value_copy(ui, key, value) {
        cx.ask(Ask::Copy(value.to_owned()));
    }
}

fn facts(ui: &mut Ui, cx: &mut Cx<'_>, member: &Member) {
    copy(ui, cx, "Login address", &member.login_email);
    let verified = match member.login_email_verified {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "Wix does not tell",
    };
    layout::key_value(ui, "Verified", verified);
    let name = format!("{} {}", member.first_name, member.last_name);
    told(ui, "Name", name.trim());
    told(ui, "Nickname", &member.nickname);
    told(ui, "Profile title", &member.title);
    layout::key_value(ui, "Privacy", member.privacy.label());
    layout::key_value(ui, "Activity", member.activity.label());
    time(ui, "Made", member.created_at, "Wix does not tell");
    time(ui, "Changed", member.updated_at, "Wix does not tell");
    time(ui, "Last login", member.last_login_at, "Never, or not told");
    ui.add_space(8.0);
}

fn contact(ui: &mut Ui, cx: &mut Cx<'_>, sheet: &MemberSheet, member: &Member) {
    layout::section(ui, "Contact", "");
    for phone in member.phones.iter().flatten() {
        told(ui, "Phone", phone);
    }
    for address in member.emails.iter().flatten() {
        told(ui, "Address", address);
    }
    for address in member.addresses.iter().flatten() {
        told(ui, "Postal address", &dialogs::postal_words(address));
    }
    told(ui, "Date of birth", &member.birthdate);
    told(ui, "Company", &member.company);
    told(ui, "Job title", &member.job_title);
    for (key, field) in member.custom_fields.iter().flatten() {
        let label = if field.name.is_empty() {
            key
        } else {
            &field.name
        };
        told(ui, label, &text_of(&field.value).unwrap_or_default());
    }
    ui.add_space(8.0);
    layout::section(ui, "Ids", "Member and contact are two things");
    copy(ui, cx, "Member id", member.id.as_str());
    let contact = member.contact.as_ref().map_or("", |c| c.as_str());
    copy(ui, cx, "Contact id", contact);
    copy(ui, cx, "Slug", &member.slug);
    copy(
        ui,
        cx,
        "Picture",
        member.photo.as_deref().unwrap_or_default(),
    );
    copy(ui, cx, "Cover", member.cover.as_deref().unwrap_or_default());
    let user = sheet.user.as_ref().map_or("", |u| u.as_str());
    copy(ui, cx, "Wix user id", user);
    copy(ui, cx, "Site id", sheet.site.as_str());
    ui.add_space(8.0);
}

fn told(ui: &mut Ui, key: &str, value: &str) {
    if !value.is_empty() {
        layout::key_value(ui, key, value);
    }
}

fn time(ui: &mut Ui, key: &str, at: Option<Timestamp>, none: &str) {
    match at {
        Some(at) => {
            layout::key_value(ui, key, &day(at)).on_hover_text(exact(at));
        }
        None => {
            layout::key_value(ui, key, none);
        }
    }
}

fn several(pane: &Members, picked: &Picked, ui: &mut Ui) {
    ui.label(text::heading(picked.words("")));
    ui.add_space(4.0);
    for (status, n) in &pane.statuses {
        layout::key_value(ui, status, &grouped(*n));
    }
}
