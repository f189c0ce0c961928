//! The card of one human: every place, what joins them, who they may be, and why they can do what
//! they can on a site.

use super::why::Why;
use super::{People, cells, deeds, dialog};
use crate::access::{self, Join, Mark, Place};
use crate::kit::button::{Button, IconButton, link};
use crate::kit::icons::Icon;
use crate::kit::tone::Tone;
use crate::kit::{avatar, badge, layout, text, tokens};
use crate::model::{Ask, count, day};
use crate::panes::Cx;
use crate::worker::protocol::{PeopleRow, PeopleTable, flag_words};
use egui::Ui;
use std::sync::Arc;

/// Places that are drawn before the rest is asked for.
const FIRST: usize = 12;

/// One place in words.
#[derive(Debug, Clone)]
struct Line {
    icon: Icon,
    place: String,
    what: String,
}

/// What the card shows, computed when the row changes.
#[derive(Debug, Default)]
pub(super) struct Card {
    made_for: Option<(Arc<PeopleTable>, usize)>,
    lines: Vec<Line>,
    ended: usize,
    joins: Vec<(String, Join)>,
    alike: Vec<(String, String, String)>,
    why: Why,
    all: bool,
}

impl Card {
    fn follow(&mut self, table: &Arc<PeopleTable>, at: usize) {
        let same = self
            .made_for
            .as_ref()
            .is_some_and(|(t, r)| Arc::ptr_eq(t, table) && *r == at);
        if same {
            return;
        }
        *self = Self {
            made_for: Some((Arc::clone(table), at)),
            ..Self::default()
        };
        let Some(row) = table.rows.get(at) else {
            return;
        };
        self.lines = row.human.open_places().map(|p| line(p, table)).collect();
        self.ended = row.places.ended;
        self.joins = row
            .human
            .joins
            .iter()
            .map(|j| (joined(j), j.clone()))
            .collect();
        let others = row.alike.iter().filter_map(|(n, why)| {
            let other = table.rows.get(*n)?;
            Some((other.id.clone(), other.name.clone(), why.words().to_owned()))
        });
        self.alike = others.collect();
        self.why = Why::of(row, table);
    }
}

fn line(place: &Place, table: &PeopleTable) -> Line {
    let title = |r: &access::RoleId| table.directory.role_name(r).to_owned();
    let ends = |at: Option<jiff::Timestamp>| {
        at.map_or_else(String::new, |at| format!(", ends {}", day(at)))
    };
    match place {
        Place::Team(member) => {
            let roles: std::collections::BTreeSet<String> =
                member.assignments.iter().map(|a| title(&a.role)).collect();
            let roles: Vec<String> = roles.into_iter().collect();
            Line {
                icon: Icon::Team,
                place: "Team".to_owned(),
                what: roles.join(", "),
            }
        }
        Place::AccountInvite(invite) => Line {
            icon: Icon::Invite,
            place: format!("Account invite to {}", invite.email),
            what: format!("{}{}", invite.status.label(), ends(invite.expires_at)),
        },
        Place::Site {
            site,
            account,
            owns,
        } => {
            let read = table.access.contributor(site, account);
            let roles: Vec<String> = read.iter().flat_map(|c| &c.roles).map(title).collect();
            let what = match (owns, roles.is_empty()) {
                (true, _) => "Owns the site".to_owned(),
                (false, true) => "Contributes; roles not read yet".to_owned(),
                (false, false) => roles.join(", "),
            };
            Line {
                icon: Icon::Sites,
                place: table.directory.site_name(site).to_owned(),
                what,
            }
        }
        Place::SiteInvite(invite) => Line {
            icon: Icon::Invite,
            place: format!("Invite to {}", table.directory.site_name(&invite.site)),
            what: format!("{}{}", invite.email, ends(invite.expires_at)),
        },
    }
}

pub(super) fn mark(mark: &Mark) -> String {
    match mark {
        Mark::User(id) => format!("user {id}"),
        Mark::Account(id) => format!("account {id}"),
        Mark::Address(address) => address.clone(),
    }
}

fn joined(join: &Join) -> String {
    let (a, b) = (mark(&join.a), mark(&join.b));
    match &join.why {
        access::Why::SameUser => format!("Same user: {b} is owned by {a}"),
        access::Why::SameAccount => format!("Same account: {a} accepted the invite to {b}"),
        access::Why::SameAddress => format!("Same address: {a} logs in with {b}"),
        access::Why::Confirmed { at, by } if by.is_empty() => {
            format!("Confirmed by you on {}: {a} and {b}", day(*at))
        }
        access::Why::Confirmed { at, by } => {
            format!("Confirmed by {by} on {}: {a} and {b}", day(*at))
        }
    }
}

/// Draws the card.
pub(super) fn show(
    own: &mut People,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &Arc<PeopleTable>,
    at: usize,
) {
    own.card.follow(table, at);
    let Some(row) = table.rows.get(at) else {
        return;
    };
    who(ui, row);
    for (at, address) in row.addresses.iter().enumerate() {
        let name = match at {
            0 => "Address".to_owned(),
            n => format!("Address {}", n + 1),
        };
        copy_line(ui, cx, &name, address);
    }
    for user in row.human.users() {
        copy_line(ui, cx, "User", user.as_str());
    }
    for account in row.human.accounts() {
        copy_line(ui, cx, "Account", account.as_str());
    }
    ui.add_space(6.0);
    let blocked = deeds::no_removing(cx.model, &[at as u32]);
    let remove = Button::secondary("Remove everywhere…")
        .icon(Icon::RemovePerson)
        .enabled_or(blocked);
    if remove.show(ui).clicked() {
        own.dialog = dialog::Open::remove(cx.model, &[at as u32]);
    }
    ui.add_space(6.0);
    places(&mut own.card, ui);
    own.card.why.show(ui, cx, table, at);
    links(own, ui, cx, row);
}

fn who(ui: &mut Ui, row: &PeopleRow) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        avatar::show(ui, avatar::Kind::Person, &row.id, &row.name, 40.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::ellipsis(ui, text::heading(row.name.as_str()));
            let words = count(row.places.open(), "place", "places");
            text::ellipsis(ui, text::small_muted(words));
        });
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        for flag in &row.flags {
            badge::badge(ui, flag_words(flag), cells::tone(flag));
        }
    });
}

fn copy_line(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, value: &str) {
    if layout::key_value_copy(ui, name, value) {
        cx.ask(Ask::Copy(value.to_owned()));
    }
}

fn places(card: &mut Card, ui: &mut Ui) {
    let n = card.lines.len();
    ui.label(text::caption(format!("Places ({n})")));
    let shown = if card.all { n } else { n.min(FIRST) };
    let t = tokens::of(ui.ctx());
    for line in card.lines.iter().take(shown) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            line.icon.show(ui, 14.0, 18.0, t.muted);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                text::ellipsis(ui, text::body(line.place.as_str()));
                if !line.what.is_empty() {
                    text::ellipsis(ui, text::small_muted(line.what.as_str()));
                }
            });
        });
    }
    if shown < n && link(ui, &format!("Show all {n} places")).clicked() {
        card.all = true;
    }
    if card.ended > 0 {
        let words = format!(
            "{} ended",
            count(card.ended, "further invite has", "further invites have")
        );
        text::paragraph(ui, text::small_muted(words));
    }
    ui.add_space(6.0);
}

fn links(own: &mut People, ui: &mut Ui, cx: &mut Cx<'_>, row: &PeopleRow) {
    if !own.card.joins.is_empty() {
        ui.label(text::caption("Why this is one person"));
    }
    for (words, join) in &own.card.joins {
        let confirmed = matches!(join.why, access::Why::Confirmed { .. });
        text::paragraph(ui, text::small(words.as_str()));
        if confirmed {
            let button = Button::quiet("Take this link back").icon(Icon::Undo);
            if button.show(ui).clicked() {
                cx.ask(dialog::linked(&[(join.a.clone(), join.b.clone())], false));
            }
        }
    }
    if own.card.alike.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.label(text::caption("May be the same person"));
    let others = own.card.alike.clone();
    for (id, name, hint) in others {
        ui.horizontal(|ui| {
            badge::badge(ui, "?", Tone::Warning);
            if link(ui, &name).clicked() {
                own.go = Some(id.clone());
            }
            let join = IconButton::new(Icon::Check, format!("Join with {name}")).small();
            if join.show(ui).clicked() {
                let all = cx.model.people.as_ref();
                let other = all.and_then(|t| t.rows.iter().position(|r| r.id == id));
                let this = all.and_then(|t| t.rows.iter().position(|r| r.id == row.id));
                let rows: Vec<u32> = this.into_iter().chain(other).map(|r| r as u32).collect();
                own.dialog = dialog::Open::link(cx.model, &rows);
            }
        });
        text::paragraph(ui, text::small_muted(hint));
    }
}
