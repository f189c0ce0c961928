//! Everything about the selection, at the right.

use super::list::{left_words, state_words, tone};
use super::picked::DEEDS;
use super::{COPY_ADDRESSES, COPY_LINKS, Invites};
use crate::kit::button::{Button, link_out};
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::tone::Tone;
use crate::kit::{avatar, badge, layout, text};
use crate::model::{Ask, age, count, day, exact, grouped};
use crate::panes::Cx;
use crate::panes::listing::{Deed, Listing};
use crate::worker::protocol::{InviteKey, InviteRow, InviteState, InvitesTable};
use egui::{OpenUrl, Ui};

/// Where account invites are resent and revoked by hand.
const DASHBOARD: &str = "https://manage.wix.com/account/roles";
/// Names of a selection of several that are listed; more are counted.
const NAMES: usize = 12;

/// Draws the details of the selection.
pub(super) fn show(
    own: &mut Invites,
    list: &mut Listing<InvitesTable>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &InvitesTable,
) {
    let deed = {
        let rows: Vec<&InviteRow> = list.picked().of(table).collect();
        match rows.as_slice() {
            [] => {
                nothing(ui);
                None
            }
            [row] => one_row(own, ui, cx, row),
            rows => several(own, ui, cx, rows),
        }
    };
    if let Some(deed) = deed {
        list.begin(own, deed, cx);
    }
}

fn nothing(ui: &mut Ui) {
    State::new(Kind::Empty, "Select an invite to see what it gives")
        .detail("Click a row, or move with the arrow keys. Ctrl and Shift select several.")
        .show(ui);
}

fn one_row(own: &Invites, ui: &mut Ui, cx: &mut Cx<'_>, row: &InviteRow) -> Option<usize> {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let id = row.key.id().as_str();
        avatar::show(ui, avatar::Kind::Envelope, id, &row.name, 40.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::ellipsis(ui, text::heading(row.name.as_str()));
            badge::badge(ui, state_words(row), tone(row.state));
        });
    });
    ui.add_space(6.0);
    guess(ui, row, cx);
    copy_line(ui, cx, "Address", &row.email);
    copy_line(ui, cx, "Invite id", row.key.id().as_str());
    layout::key_value(ui, "Invite to", &where_to(row));
    if let Some(site) = row.key.site() {
        copy_line(ui, cx, "Site id", site.as_str());
    }
    dates(ui, row, cx);
    if let Some(who) = &row.accepted_by {
        layout::key_value(ui, "Accepted by", who);
    }
    ui.add_space(6.0);
    ui.label(text::caption("Whoever accepts it holds"));
    if row.grants.is_empty() {
        ui.label(text::muted("Not told"));
    }
    for (role, reach) in &row.grants {
        layout::key_value(ui, role, reach);
    }
    if !row.locations.is_empty() {
        ui.label(text::caption("Limited to locations"));
        for location in &row.locations {
            text::ellipsis(ui, text::body(location.as_str()));
        }
    }
    ui.add_space(4.0);
    let links = link_button(own, ui, "Copy accept link");
    let deed = deeds(own, ui, cx);
    notes(ui, row);
    links.then_some(COPY_LINKS).or(deed)
}

fn where_to(row: &InviteRow) -> String {
    match row.key {
        InviteKey::Account(_) => format!("The account: {}", row.place.to_lowercase()),
        InviteKey::Site(..) => row.place.clone(),
    }
}

/// Who probably accepted it, and that this is a guess.
fn guess(ui: &mut Ui, row: &InviteRow, cx: &Cx<'_>) {
    let Some((_, who, at)) = &row.probably else {
        return;
    };
    let words = format!(
        "{who} contributes to the site since {} and nothing else explains it. Wix does not tell who \
         accepts a site invite, so this is a guess.",
        age(*at, cx.model.now)
    );
    let title = format!("Probably accepted by {who}");
    Note::new(Tone::Info, words).title(title).show(ui);
    ui.add_space(4.0);
}

fn dates(ui: &mut Ui, row: &InviteRow, cx: &Cx<'_>) {
    match row.sent {
        Some(at) => layout::key_value(ui, "Sent", &day(at)).on_hover_text(exact(at)),
        None => layout::key_value(ui, "Sent", "Not told"),
    };
    match row.ends {
        Some(at) => {
            let name = if at <= cx.model.now { "Ended" } else { "Ends" };
            let left = left_words(row, cx.model.now);
            let words = match row.state {
                InviteState::Open | InviteState::Ended | InviteState::Unknown => {
                    format!("{left}, {}", day(at))
                }
                _ => day(at),
            };
            layout::key_value(ui, name, &words).on_hover_text(exact(at))
        }
        None => layout::key_value(ui, "Ends", "Not told"),
    };
    let known = match (&row.key, row.told, row.noted) {
        (InviteKey::Account(_), Some(at), _) => ("Read", age(at, cx.model.now), Some(at)),
        (InviteKey::Site(..), Some(at), _) => ("Last known", age(at, cx.model.now), Some(at)),
        (_, None, Some(at)) => {
            let words = format!("nothing yet, id noted {}", age(at, cx.model.now));
            ("Last known", words, Some(at))
        }
        (_, None, None) => ("Last known", "Not told".to_owned(), None),
    };
    let response = layout::key_value(ui, known.0, &known.1);
    if let Some(at) = known.2 {
        response.on_hover_text(exact(at));
    }
}

fn link_button(own: &Invites, ui: &mut Ui, words: &'static str) -> bool {
    let button = Button::quiet(words).icon(Icon::Copy);
    let button = match own.chosen.no_links() {
        Some(why) => button.enabled_or(Some(why)),
        None => button.hint("Whoever opens this link can accept the invite"),
    };
    button.show(ui).clicked()
}

/// Draws the buttons; gives the deed that was pressed.
fn deeds(own: &Invites, ui: &mut Ui, cx: &Cx<'_>) -> Option<usize> {
    ui.add_space(4.0);
    let deeds = own.tends(cx.model);
    layout::buttons(ui, deeds.iter().map(Deed::button).collect())
}

/// What cannot be done about it from here.
fn notes(ui: &mut Ui, row: &InviteRow) {
    ui.add_space(4.0);
    match row.key {
        InviteKey::Account(_) => {
            let words = "Wix offers no public call to send again or revoke an account invite. An \
                         open one is a line by hand; one that is over is renewed by a new invite \
                         with the same roles.";
            Note::new(Tone::Info, words).show(ui);
            if link_out(ui, "Open roles in the Wix dashboard")
                .on_hover_text(DASHBOARD)
                .clicked()
            {
                ui.ctx().open_url(OpenUrl::new_tab(DASHBOARD));
            }
        }
        InviteKey::Site(..) => {
            let words = "Wix lists no site invites. This is what was told last about this one; it \
                         may have been accepted, declined or revoked since.";
            Note::new(Tone::Info, words).show(ui);
        }
    }
}

fn several(own: &Invites, ui: &mut Ui, cx: &Cx<'_>, rows: &[&InviteRow]) -> Option<usize> {
    ui.label(text::heading(format!("{} selected", grouped(rows.len()))));
    let (account, site) = own.chosen.kinds();
    let words = format!(
        "{} to the account, {} to sites",
        grouped(account),
        grouped(site)
    );
    text::paragraph(ui, text::muted(words));
    ui.add_space(4.0);
    for row in rows.iter().take(NAMES) {
        layout::key_value(ui, &row.name, state_words(row));
    }
    let more = rows.len().saturating_sub(NAMES);
    if more > 0 {
        ui.label(text::muted(format!("and {} more", grouped(more))));
    }
    ui.add_space(6.0);
    ui.label(text::caption("What each would do"));
    for how in DEEDS {
        let outlook = own.chosen.outlook(how);
        let name = super::picked::label(how).trim_end_matches('…');
        text::paragraph(ui, text::body(format!("{name}: {outlook}")));
    }
    ui.add_space(4.0);
    let copies = Button::quiet("Copy addresses").icon(Icon::Copy).flush();
    let copies = copies.show(ui).clicked();
    let links = count(own.chosen.links, "accept link known", "accept links known");
    ui.label(text::small_muted(links));
    let links = link_button(own, ui, "Copy accept links");
    let deed = deeds(own, ui, cx);
    match (copies, links) {
        (true, _) => Some(COPY_ADDRESSES),
        (_, true) => Some(COPY_LINKS),
        _ => deed,
    }
}

/// A value with a button that copies it.
fn copy_line(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, value: &str) {
    if layout::key_value_copy(ui, name, value) {
        cx.ask(Ask::Copy(value.to_owned()));
    }
}
