//! Asked before something is done: that several rows are one person, and how far a removal looks.

use super::row_of;
use crate::access::{Mark, SiteId};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{layout, text, toggle};
use crate::model::{Edit, Model, count};
use crate::panes::Cx;
use crate::worker::protocol::{Command, PeopleRow};
use egui::{Context, Ui};

/// The dialog that is open.
#[derive(Debug)]
pub(super) enum Open {
    /// Several rows are one person: name, addresses, mark.
    Link(Vec<(String, String, Mark)>),
    /// One person out of every place.
    Remove(Box<Remove>),
}

/// Where a person is removed.
#[derive(Debug)]
pub(super) struct Remove {
    row: PeopleRow,
    known: Vec<SiteId>,
    members: bool,
}

impl Open {
    /// Asks whether these rows are one person.
    pub(super) fn link(model: &Model, rows: &[u32]) -> Option<Self> {
        let all = rows.iter().filter_map(|r| row_of(model, *r));
        let all: Vec<_> = all
            .filter_map(|r| {
                Some((
                    r.name.clone(),
                    r.addresses.join(", "),
                    r.first_mark()?.clone(),
                ))
            })
            .collect();
        (all.len() > 1).then_some(Self::Link(all))
    }

    /// Asks how far to look.
    pub(super) fn remove(model: &Model, rows: &[u32]) -> Option<Self> {
        let row = row_of(model, *rows.first()?)?.clone();
        Some(Self::Remove(Box::new(Remove {
            known: row.known_sites(),
            members: !row.addresses.is_empty(),
            row,
        })))
    }
}

/// Draws the open dialog and closes it when it was answered.
pub(super) fn show(open: &mut Option<Open>, ctx: &Context, cx: &mut Cx<'_>) {
    let stays = match open {
        None => return,
        Some(Open::Link(all)) => link(all, ctx, cx),
        Some(Open::Remove(remove)) => removal(remove, ctx, cx),
    };
    if !stays {
        *open = None;
    }
}

/// Says that these are one person each, or that they are not.
pub(super) fn linked(pairs: &[(Mark, Mark)], same: bool) -> Edit {
    let say = |same| {
        let each = |(a, b): &(Mark, Mark)| Command::LinkPeople {
            a: a.clone(),
            b: b.clone(),
            same,
        };
        pairs.iter().map(each).collect()
    };
    let what = match (same, pairs.len()) {
        (true, 1) => "link of two rows",
        (true, _) => "link of several rows",
        (false, _) => "end of a link",
    };
    Edit {
        what: what.to_owned(),
        does: say(same),
        back: say(!same),
    }
}

fn link(all: &[(String, String, Mark)], ctx: &Context, cx: &mut Cx<'_>) -> bool {
    let dialog = Dialog::new("one person", "Are these one person?")
        .width(520.0)
        .primary(Button::primary("Yes, join them"));
    let shown = dialog.show(ctx, |ui| {
        for (name, addresses, _) in all {
            text::ellipsis(ui, text::strong(name.as_str()));
            if addresses != name && !addresses.is_empty() {
                text::ellipsis(ui, text::small_muted(addresses.as_str()));
            }
        }
        ui.add_space(6.0);
        text::paragraph(
            ui,
            text::muted(
                "They get one card, and “Remove everywhere” counts for all of it. Nothing is sent \
                 to Wix. The link is kept with its date and can be taken back on the card.",
            ),
        );
    });
    match shown.did {
        Did::Primary => {
            let mut marks = all.iter().map(|(_, _, m)| m.clone());
            if let Some(first) = marks.next() {
                let pairs: Vec<_> = marks.map(|other| (first.clone(), other)).collect();
                cx.ask(linked(&pairs, true));
            }
            false
        }
        Did::Cancel => false,
        _ => true,
    }
}

fn removal(remove: &mut Remove, ctx: &Context, cx: &mut Cx<'_>) -> bool {
    let title = format!("Remove {} everywhere", remove.row.name);
    let dialog = Dialog::new("everywhere", title)
        .width(520.0)
        .primary(Button::primary("Make the plan…").enabled_or(cx.model.no_writing()));
    let shown = dialog.show(ctx, |ui| body(remove, ui));
    match shown.did {
        Did::Primary => {
            let sites = if remove.members {
                remove.known.clone()
            } else {
                Vec::new()
            };
            cx.ask(Command::MakePlan(remove.row.removal(sites)));
            false
        }
        Did::Cancel => false,
        _ => true,
    }
}

fn body(remove: &mut Remove, ui: &mut Ui) {
    let p = remove.row.places;
    for (n, words) in [
        (p.team, "In the team"),
        (p.sites, "Contributes to sites"),
        (p.site_invites, "Open site invites"),
        (p.account_invites, "Open account invites, by hand"),
        (p.owned, "Owns sites, which stay"),
    ] {
        if n > 0 {
            layout::key_value(ui, words, &crate::model::grouped(n));
        }
    }
    ui.add_space(6.0);
    let n = remove.known.len();
    if remove.row.addresses.is_empty() {
        text::paragraph(
            ui,
            text::muted("No address is known, so members of sites stay out of it."),
        );
    } else if n == 0 {
        text::paragraph(
            ui,
            text::muted("No site is known, so members of sites stay out of it."),
        );
    } else {
        let words = format!(
            "Also look among the members of {} ({})",
            count(n, "site", "sites"),
            count(n, "call", "calls")
        );
        toggle::checkbox(ui, &mut remove.members, &words);
    }
    if !remove.row.alike.is_empty() {
        let words = format!(
            "{} may be the same person and {} not part of this. Join them first if they are.",
            count(remove.row.alike.len(), "other row", "other rows"),
            if remove.row.alike.len() == 1 {
                "is"
            } else {
                "are"
            }
        );
        text::paragraph(ui, text::muted(words));
    }
    text::paragraph(
        ui,
        text::muted("You see every place in the plan before anything is sent."),
    );
}
