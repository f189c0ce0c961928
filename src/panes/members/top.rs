//! The line below the title: which site, in which state its members are, and Wix's own search.

use super::Members;
use crate::access::MemberStatus;
use crate::kit::button::Button;
use crate::kit::choice::{self, Select};
use crate::kit::tokens::size;
use crate::kit::{icons::Icon, text};
use crate::model::Model;
use crate::panes::Cx;
use crate::panes::listing::Listing;
use crate::worker::protocol::{JobKind, MembersTable, MembersView, member_groups};
use egui::{Align, Layout, Ui, vec2};

const TABS: [MemberStatus; 4] = [
    MemberStatus::Pending,
    MemberStatus::Approved,
    MemberStatus::Blocked,
    MemberStatus::Offline,
];

/// Narrowest line with tabs beside the site.
const NARROW: f32 = 700.0;
/// Height of the line with tabs.
const TABS_HIGH: f32 = 36.0;

/// Draws the line.
pub(super) fn show(
    pane: &mut Members,
    list: &mut Listing<MembersTable>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
) {
    if cx.model.sites.is_none() {
        return;
    }
    take_in_search(pane, list, cx.model);
    let room = ui.available_width();
    let view = cx.model.members_view.clone();
    ui.horizontal(|ui| {
        let narrow = room < NARROW;
        let width = if narrow {
            (room - size::GAP_SMALL) * 0.58
        } else {
            (room * 0.34).clamp(160.0, 300.0)
        };
        let place = vec2(width, if narrow { size::CONTROL } else { TABS_HIGH });
        let middle = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(place, middle, |ui| pane.sites.show(ui, cx, width));
        match &view {
            Some(view) if narrow => statuses(list, ui, view),
            Some(view) => tabs(list, ui, view),
            None => {}
        }
    });
    ui.add_space(2.0);
}

/// How many of those that are left each status has, and all of them together.
type Counted = (Option<u64>, Vec<(MemberStatus, Option<u64>)>);

fn counted(view: &MembersView) -> Counted {
    let groups = view.table.index.facets().groups();
    let at = groups.iter().position(|g| g.key == member_groups::STATUS);
    let found = at.and_then(|at| Some((groups.get(at)?, view.view.counts.get(at)?)));
    let count = |status: &MemberStatus| {
        let (group, counts) = found?;
        let at = group.values.iter().position(|v| v.key == status.wire())?;
        counts.get(at).map(|n| u64::from(*n))
    };
    let all = found.map(|(_, counts)| counts.iter().map(|n| u64::from(*n)).sum());
    let each = TABS.into_iter().map(|tab| (tab.clone(), count(&tab)));
    (all, each.collect())
}

fn chosen(list: &Listing<MembersTable>) -> Option<MemberStatus> {
    let has = |tab: &MemberStatus| list.filter.has(member_groups::STATUS, tab.wire());
    TABS.into_iter().find(has)
}

fn choose(list: &mut Listing<MembersTable>, status: Option<&MemberStatus>) {
    list.filter.chosen.remove(member_groups::STATUS);
    if let Some(status) = status {
        list.filter.toggle(member_groups::STATUS, status.wire());
    }
}

/// One tab for each status, with how many of those that are left it has.
fn tabs(list: &mut Listing<MembersTable>, ui: &mut Ui, view: &MembersView) {
    let (all, each) = counted(view);
    let mut now = chosen(list);
    let mut choices: Vec<(Option<MemberStatus>, &str, Option<u64>)> = vec![(None, "All", all)];
    for (tab, n) in &each {
        choices.push((Some(tab.clone()), tab.label(), *n));
    }
    if choice::tabs(ui, "Status", &mut now, &choices) {
        choose(list, now.as_ref());
    }
}

/// The same as a list that opens, where tabs would take several lines.
fn statuses(list: &mut Listing<MembersTable>, ui: &mut Ui, view: &MembersView) {
    let (all, each) = counted(view);
    let words = |label: &str, n: Option<u64>| match n {
        Some(n) => format!("{label} · {}", text::count(n)),
        None => label.to_owned(),
    };
    let mut labels = vec![(None, words("All", all))];
    labels.extend(each.into_iter().map(|(tab, n)| {
        let label = words(tab.label(), n);
        (Some(tab), label)
    }));
    let choices: Vec<(Option<MemberStatus>, &str)> = labels
        .iter()
        .map(|(tab, label)| (tab.clone(), label.as_str()))
        .collect();
    let mut now = chosen(list);
    let select = Select::new("Status").inline().width(ui.available_width());
    if select.show(ui, &mut now, &choices).changed() {
        choose(list, now.as_ref());
    }
}

/// Offers to let Wix search for what was typed: that is another search than the one here.
pub(super) fn search_at_wix(
    pane: &mut Members,
    list: &mut Listing<MembersTable>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
) {
    if let Some(searching) = &cx.model.members_desk.searching {
        ui.label(text::muted(format!("Wix searches for “{searching}”…")));
        return;
    }
    let typed = list.filter.text.trim().to_owned();
    if typed.is_empty() {
        return;
    }
    let label = if list.tight() {
        "Search at Wix".to_owned()
    } else {
        format!("Search at Wix for “{}”", cut(&typed))
    };
    let button = Button::quiet(label).icon(Icon::Search);
    let hint = "The field above searches what is kept here. Wix searches all members of the \
                site by name, nickname and login address; what it finds is kept and marked";
    let button = button.hint(hint).enabled_or(no_search(&typed, cx.model));
    if button.show(ui).clicked() {
        pane.search_at_wix(&typed, cx);
    }
}

/// The first letters of a long text.
fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(24).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Why Wix cannot be asked now.
fn no_search(typed: &str, model: &Model) -> Option<String> {
    if typed.chars().count() > 100 {
        return Some("Wix takes at most 100 characters".to_owned());
    }
    if model.running(JobKind::SearchMembers).is_some() {
        return Some("Wix is searching".to_owned());
    }
    let session = model.session.as_ref()?;
    match &session.connection {
        crate::worker::protocol::Connection::Offline(why) => Some(why.clone()),
        _ => None,
    }
}

/// Shows what Wix found, once it is there: those and nobody else.
fn take_in_search(pane: &mut Members, list: &mut Listing<MembersTable>, model: &Model) {
    let Some(searched) = &pane.searched else {
        return;
    };
    let found = model.members.as_ref().and_then(|t| t.found.as_ref());
    if found.is_some_and(|found| found.text == *searched) && model.members_desk.searching.is_none()
    {
        list.clear_filters();
        list.filter.toggle(member_groups::FOUND, "wix");
        pane.searched = None;
    } else if model.members_desk.error.is_some() && model.members_desk.searching.is_none() {
        pane.searched = None;
    }
}
