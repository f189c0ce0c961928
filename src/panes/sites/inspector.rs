//! Everything about the selection, at the right.

use super::sheet::{One, Person, Place, Several, Sheet};
use super::{Sites, columns};
use crate::access::SiteId;
use crate::kit::button::{Button, link};
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::tokens;
use crate::kit::tone::Tone;
use crate::kit::{a11y, avatar, badge, layout, text, toggle};
use crate::model::{Ask, Dialog, count, day, exact, grouped};
use crate::panes::Cx;
use crate::panes::listing::Picked;
use crate::worker::protocol::{AccessTable, SitesTable};
use egui::Ui;
use std::sync::Arc;

/// Locations that are drawn before the rest is asked for.
const FIRST: usize = 20;

/// Tables and selection that a sheet was made for.
type MadeFor = (Arc<SitesTable>, Option<Arc<AccessTable>>, Vec<SiteId>);

/// What the inspector keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Inspector {
    sheet: Sheet,
    made_for: Option<MadeFor>,
    /// Show every location, not only the first ones.
    all: bool,
    archived: bool,
}

impl Inspector {
    fn follow(&mut self, own: &Sites, picked: &Picked, table: &Arc<SitesTable>, cx: &Cx<'_>) {
        let access = cx.model.access.as_ref();
        let mut other = true;
        if let Some((sites, rows, made)) = &self.made_for {
            let same_rows = match (rows, access) {
                (None, None) => true,
                (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                _ => false,
            };
            other = *made != own.picked;
            if !other && same_rows && Arc::ptr_eq(sites, table) {
                return;
            }
        }
        self.sheet = Sheet::of(&picked.rows, table, access.map(|a| &**a));
        self.made_for = Some((Arc::clone(table), access.cloned(), own.picked.clone()));
        if other {
            self.all = false;
            self.archived = false;
        }
    }
}

/// Draws the details of the selection.
pub(super) fn show(
    own: &mut Sites,
    picked: &Picked,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &Arc<SitesTable>,
) {
    // Taken out while it is drawn, so that its buttons can act on the pane.
    let mut shown = std::mem::take(&mut own.inspector);
    shown.follow(own, picked, table, cx);
    match &shown.sheet {
        Sheet::Nothing => nothing(ui),
        Sheet::One(one) => {
            facts(ui, cx, one);
            people(own, ui, cx, one);
            locations(ui, one, (&mut shown.all, &mut shown.archived));
        }
        Sheet::Several(several) => together(own, picked, ui, cx, several),
    }
    own.inspector = shown;
}

fn nothing(ui: &mut Ui) {
    State::new(Kind::Empty, "Select a site to see who gets into it")
        .detail("Click a row, or move with the arrow keys. Ctrl and Shift select several.")
        .show(ui);
}

fn facts(ui: &mut Ui, cx: &mut Cx<'_>, one: &One) {
    let (row, site) = (&one.row, &one.row.site);
    text::ellipsis(ui, text::heading(row.name.as_str()));
    badge::badge(ui, row.state, columns::state_tone(row));
    ui.add_space(4.0);
    let told = |text: &str| {
        let text = if text.is_empty() {
            "Wix does not tell"
        } else {
            text
        };
        text.to_owned()
    };
    let folder = if row.folder.is_empty() {
        "No folder"
    } else {
        &row.folder
    };
    layout::key_value(ui, "Folder", folder);
    layout::key_value(ui, "Editor", &told(&row.editor()));
    layout::key_value(ui, "Owner", &told(&row.owner));
    if let Some(url) = site.url.as_deref().filter(|u| !u.is_empty())
        && layout::key_value_copy(ui, "Address", url)
    {
        cx.ask(Ask::Copy(url.to_owned()));
    }
    if layout::key_value_copy(ui, "Id", site.id.as_str()) {
        cx.ask(Ask::Copy(site.id.as_str().to_owned()));
    }
    if let Some(at) = site.created_at {
        layout::key_value(ui, "Made", &day(at)).on_hover_text(exact(at));
    }
    let yes_no = |known: Option<bool>| match known {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "Wix does not tell",
    };
    layout::key_value(ui, "Premium", yes_no(site.premium));
    layout::key_value(ui, "Own domain", yes_no(site.domain_connected));
    ui.add_space(8.0);
}

/// When its contributors were read: `Never read`, `Read 3 days ago`, and what is said otherwise.
fn read_line(words: &str) -> String {
    match words {
        "Never" => "Never read".to_owned(),
        ago if ago.ends_with("ago") || ago == "just now" => format!("Read {ago}"),
        other => text::capital(other),
    }
}

fn people(own: &Sites, ui: &mut Ui, cx: &mut Cx<'_>, one: &One) {
    let row = &one.row;
    let told = count(row.contributors, "contributor", "contributors");
    let beside = read_line(&columns::read_words(row, cx.model.now));
    layout::section(ui, &told, &beside);
    if let Some((at, words)) = &row.refused {
        let words = format!(
            "{words}. On {}; read it again once that is settled",
            day(*at)
        );
        let title = "Wix refused to tell about this site";
        Note::new(Tone::Warning, words).title(title).show(ui);
    }
    match (row.contributors, row.read) {
        (_, None) if row.outside => {
            let words = "This site is outside this key’s sites, so who they are is not asked. Add \
                         it to the key on the page of API keys, then check in Settings what the \
                         key can do";
            text::paragraph(ui, text::muted(words));
        }
        (0, None) => {
            text::paragraph(
                ui,
                text::muted("Nobody contributes, so reading this site costs no call"),
            );
            return;
        }
        (_, None) => {
            text::paragraph(
                ui,
                text::muted("Wix tells how many there are; who they are is known after reading"),
            );
        }
        (_, Some((_, false))) => {
            let words = "The last reading did not tell everything: limits to locations may be \
                         missing";
            let t = tokens::of(ui.ctx());
            text::paragraph(ui, text::small(words).color(t.warning));
        }
        (told, Some(_)) if told != one.contributors => {
            let words = format!(
                "{} were found when it was read; read it again for the newest",
                grouped(one.contributors)
            );
            text::paragraph(ui, text::small_muted(words));
        }
        _ => {}
    }
    for person in &one.people {
        line(ui, person);
    }
    let more = one.contributors - one.people.len();
    if more > 0 {
        ui.label(text::muted(format!("and {} more", grouped(more))));
    }
    ui.add_space(4.0);
    let open = Button::secondary("Open access").icon(Icon::Contributors);
    let unread = row.read.is_none().then_some("Read the site first");
    let read = Button::secondary("Read…").icon(Icon::Refresh);
    match layout::buttons(ui, vec![open.enabled_or(unread), read]) {
        Some(0) => own.open_access(cx),
        Some(_) => cx.ask(Ask::Open(Dialog::ReadSites(vec![row.site.id.clone()]))),
        None => {}
    }
    ui.add_space(8.0);
}

fn line(ui: &mut Ui, person: &Person) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        avatar::show(ui, avatar::Kind::Person, &person.id, &person.name, 22.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text::ellipsis(ui, text::body(person.name.as_str()));
            text::ellipsis(ui, text::small_muted(person.roles.as_str()));
            if !person.note.is_empty() {
                text::ellipsis(ui, text::small_muted(person.note.as_str()));
            }
        });
    });
}

fn locations(ui: &mut Ui, one: &One, (all, archived): (&mut bool, &mut bool)) {
    let n = one.open.len();
    if one.row.read.is_none() && n + one.archived.len() == 0 {
        if one.row.contributors > 0 {
            layout::section(ui, "Locations", "Read together with the contributors");
        }
        return;
    }
    layout::section(ui, &count(n, "location", "locations"), "");
    if n + one.archived.len() == 0 {
        let words = match one.row.read {
            Some((_, false)) => "They were not told at the last reading",
            _ => "Wix told none",
        };
        text::paragraph(ui, text::muted(words));
        return;
    }
    let free = one.contributors - one.limited;
    let words = format!(
        "{} limited to some, {} {} every location",
        grouped(one.limited),
        grouped(free),
        if free == 1 { "reaches" } else { "reach" },
    );
    text::paragraph(ui, text::small_muted(words));
    if one.no_effect > 0 {
        let words = format!(
            "{} {} limited without effect",
            count(one.no_effect, "contributor", "contributors"),
            if one.no_effect == 1 { "is" } else { "are" },
        );
        let t = tokens::of(ui.ctx());
        text::paragraph(ui, text::small(words).color(t.warning));
    }
    let shown = if *all { n } else { n.min(FIRST) };
    for place in one.open.iter().take(shown) {
        location(ui, place);
    }
    if shown < n {
        let response = link(ui, &format!("Show all {n}"));
        a11y::describe(&response, "Locations");
        if response.clicked() {
            *all = true;
        }
    }
    if !one.archived.is_empty() {
        ui.add_space(4.0);
        let words = format!("{} archived", grouped(one.archived.len()));
        toggle::fold(ui, archived, &words);
        if *archived {
            for place in &one.archived {
                location(ui, place);
            }
        }
    }
}

fn location(ui: &mut Ui, place: &Place) {
    let t = tokens::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        Icon::Place.show(ui, 14.0, 16.0, t.muted);
        if place.default {
            badge::badge(ui, "Default", Tone::Neutral);
        }
        text::ellipsis(ui, text::strong(place.name.as_str()));
    });
    if !place.address.is_empty() {
        text::ellipsis(ui, text::small_muted(place.address.as_str()));
    }
    let words = if place.people == 0 {
        "Nobody is limited to it".to_owned()
    } else {
        format!("Limited to it: {}", place.limited)
    };
    text::paragraph(ui, text::small_muted(words));
    if !place.no_effect.is_empty() {
        let words = format!("Without effect for {}", place.no_effect);
        let response = text::paragraph(ui, text::small(words).color(t.warning));
        a11y::describe(&response, &place.why);
        response.on_hover_text(place.why.as_str());
    }
    ui.add_space(3.0);
    layout::rule(ui);
    ui.add_space(5.0);
    ui.spacing_mut().item_spacing.y = 6.0;
}

fn together(own: &Sites, picked: &Picked, ui: &mut Ui, cx: &mut Cx<'_>, several: &Several) {
    ui.label(text::heading(picked.words("")));
    for name in &several.names {
        text::ellipsis(ui, text::body(name.as_str()));
    }
    let more = several.sites - several.names.len();
    if more > 0 {
        ui.label(text::muted(format!("and {} more", grouped(more))));
    }
    ui.add_space(6.0);
    for (name, n) in [
        ("Contributors in all", several.contributors),
        ("Read", several.read),
        ("Read in part", several.part),
        ("Never read", several.unread),
        ("Nobody contributes", several.empty),
        ("Locations known", several.locations),
    ] {
        layout::key_value(ui, name, &grouped(n));
    }
    ui.add_space(8.0);
    let read = Button::secondary("Read these…").icon(Icon::Refresh);
    if layout::buttons(ui, vec![read]).is_some() {
        cx.ask(Ask::Open(Dialog::ReadSites(own.picked.clone())));
    }
}
