//! People by role and invites by state; a click leads to those people in the team.

use egui::{Color32, Ui};

use super::facts::{Facts, Share};
use crate::kit::chart::{Bar, Part, bars, stacked};
use crate::kit::layout::section;
use crate::kit::text;
use crate::kit::tokens::{self, Tokens, size};
use crate::model::{Ask, count};
use crate::panes::Cx;
use crate::worker::protocol::groups;

/// Roles that have a bar of their own.
const TOP: usize = 8;

/// Draws both.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, facts: &Facts) {
    section(
        ui,
        "People by role",
        "Somebody with two roles counts in both",
    );
    let pressed = roles(ui, facts);
    lead(cx, groups::ROLE, pressed);
    ui.add_space(size::GAP);
    section(ui, "Invites by state", "");
    let pressed = invites(ui, facts);
    lead(cx, groups::STATUS, pressed);
}

/// Shows the team, narrowed to what was pressed.
fn lead(cx: &mut Cx<'_>, group: &str, pressed: Option<&Share>) {
    if let Some(share) = pressed {
        cx.ask(Ask::Team {
            group: group.to_owned(),
            value: share.key.clone(),
        });
    }
}

fn roles<'a>(ui: &mut Ui, facts: &'a Facts) -> Option<&'a Share> {
    let (top, others, held) = facts.top_roles(TOP);
    if top.is_empty() {
        ui.label(text::muted("Nobody holds a role"));
        return None;
    }
    let spoken: Vec<String> = top
        .iter()
        .map(|s| format!("{}: {}", s.label, count(s.count, "person", "people")))
        .collect();
    let mut all: Vec<Bar<'_>> = top
        .iter()
        .zip(&spoken)
        .map(|(share, spoken)| Bar {
            label: &share.label,
            count: share.count as u64,
            spoken,
            leads: Some("Show them in the team, with the invites for this role"),
        })
        .collect();
    let rest = count(others, "other role", "other roles");
    if others > 0 {
        all.push(Bar {
            label: &rest,
            count: held as u64,
            spoken: "",
            leads: None,
        });
    }
    bars(ui, "People by role", &all).and_then(|at| top.get(at))
}

fn invites<'a>(ui: &mut Ui, facts: &'a Facts) -> Option<&'a Share> {
    if facts.invites.is_empty() {
        ui.label(text::muted("There are no invites"));
        return None;
    }
    let t = tokens::of(ui.ctx());
    let parts: Vec<Part<'_>> = facts
        .invites
        .iter()
        .map(|share| Part {
            label: &share.label,
            count: share.count as u64,
            color: ink(share, t),
            leads: Some("Show them in the team"),
        })
        .collect();
    stacked(ui, "Invites by state", &parts).and_then(|at| facts.invites.get(at))
}

/// The colour of a state; the legend has it in words as well.
fn ink(share: &Share, t: &Tokens) -> Color32 {
    match share.key.as_str() {
        "Invite open" => t.accent,
        "Invite accepted" => t.success,
        "Invite expired" => t.warning,
        "Invite declined" => t.muted,
        _ => t.strong,
    }
}
