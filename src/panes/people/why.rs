//! Why somebody can do what they can on a site: any site of the account can be asked about.

use super::card::mark;
use crate::access::{Reason, SiteId, Way, reasons};
use crate::index::Filter;
use crate::kit::button::link;
use crate::kit::choice::Select;
use crate::kit::field::Field;
use crate::kit::{a11y, text};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::worker::protocol::{Command, PeopleRow, PeopleTable, SitesView, ViewRequest};
use egui::Ui;

/// Sites of the person that stand in the list to choose from; every other one is searched for.
const LISTED: usize = 200;
/// Sites that a search shows.
const SHOWN: usize = 8;
/// From so many sites on they can be searched.
const MANY: usize = 2;

/// The question and its answer.
#[derive(Debug, Default)]
pub(super) struct Why {
    /// Sites where the person is known, with their names.
    sites: Vec<(SiteId, String)>,
    asked: Option<SiteId>,
    told: Option<(SiteId, Vec<(String, String)>)>,
    /// What is searched for, and what was asked of the worker.
    text: String,
    sent: String,
}

impl Why {
    pub(super) fn of(row: &PeopleRow, table: &PeopleTable) -> Self {
        let known = row.known_sites();
        let named = |s: &SiteId| (s.clone(), table.directory.site_name(s).to_owned());
        let mut sites: Vec<(SiteId, String)> = known.iter().take(LISTED).map(named).collect();
        sites.sort_by(|a, b| a.1.cmp(&b.1));
        let first = table.directory.sites().map(|s| s.id.clone()).next();
        Self {
            sites,
            asked: known.into_iter().next().or(first),
            ..Self::default()
        }
    }

    /// What the answer about the chosen site rests on.
    fn answer(&mut self, table: &PeopleTable, at: usize) {
        let Some(site) = self.asked.clone() else {
            return;
        };
        if self.told.as_ref().is_some_and(|(s, _)| *s == site) {
            return;
        }
        let Some(row) = table.rows.get(at) else {
            return;
        };
        let all = reasons(&row.human, &site, table.known());
        let words = all.iter().map(|r| reason(r, &site, table)).collect();
        self.told = Some((site, words));
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, table: &PeopleTable, at: usize) {
        let Some(mut site) = self.asked.clone() else {
            return;
        };
        ui.label(text::caption("Why can they…?"));
        let mut choices: Vec<(SiteId, &str)> = self
            .sites
            .iter()
            .map(|(id, name)| (id.clone(), name.as_str()))
            .collect();
        let here = site.clone();
        if !choices.iter().any(|(id, _)| *id == here) {
            choices.insert(0, (here.clone(), table.directory.site_name(&here)));
        }
        Select::new("Site to ask about")
            .inline()
            .show(ui, &mut site, &choices);
        self.asked = Some(site);
        self.search(ui, cx);
        self.answer(table, at);
        let told = self.told.as_ref().map_or(&[][..], |(_, t)| t.as_slice());
        if told.is_empty() {
            text::paragraph(ui, text::muted("Nothing lets them into this site"));
        }
        for (role, words) in told {
            text::ellipsis(ui, text::strong(role.as_str()));
            text::paragraph(ui, text::small_muted(words.as_str()));
        }
        ui.add_space(6.0);
    }

    /// Finds another site by its name, folder, owner or address. The worker searches.
    fn search(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let all = cx.model.sites.as_ref().map_or(0, |t| t.rows.len());
        if all < MANY {
            return;
        }
        let label = format!("Search all {}", count(all, "site", "sites"));
        Field::search(label.clone(), &mut self.text)
            .hint(label)
            .limit(200)
            .show(ui);
        let wanted = self.text.trim();
        if wanted != self.sent {
            wanted.clone_into(&mut self.sent);
            cx.ask(Command::SearchSites(ViewRequest {
                filter: Filter {
                    text: wanted.to_owned(),
                    ..Filter::default()
                },
                order: Some((0, false)),
            }));
        }
        if wanted.is_empty() {
            return;
        }
        let Some(found) = answer_to(cx.model, wanted) else {
            text::paragraph(ui, text::small_muted("Searching…"));
            return;
        };
        let n = found.view.rows.len();
        if n == 0 {
            let words = format!("No site has “{wanted}”");
            a11y::announce(ui, &words);
            text::paragraph(ui, text::small_muted(words));
            return;
        }
        let rows = found.view.rows.iter().take(SHOWN);
        let rows = rows.filter_map(|r| found.table.rows.get(*r as usize));
        let mut chosen = None;
        for row in rows {
            let label = if row.folder.is_empty() {
                row.name.clone()
            } else {
                format!("{}, {}", row.name, row.folder)
            };
            if link(ui, &label).clicked() {
                chosen = Some(row.site.id.clone());
            }
        }
        if n > SHOWN {
            let words = format!("and {} more: type more of the name", grouped(n - SHOWN));
            text::paragraph(ui, text::small_muted(words));
        }
        if chosen.is_some() {
            self.asked = chosen;
            self.text.clear();
        }
    }
}

/// What was found, if it is the answer to this text.
fn answer_to<'m>(model: &'m Model, text: &str) -> Option<&'m SitesView> {
    let found = model.site_search.as_deref()?;
    (found.request.filter.text == text).then_some(found)
}

fn reason(reason: &Reason, site: &SiteId, table: &PeopleTable) -> (String, String) {
    let title = reason.role.as_ref().map_or_else(
        || "Roles not read yet".to_owned(),
        |r| table.directory.role_name(r).to_owned(),
    );
    let mut words = match reason.way {
        Way::OwnsSite => "Owns the site".to_owned(),
        Way::WholeAccount => "In the team, for the whole account".to_owned(),
        Way::Folder => format!("In the team, for {}", reason.place),
        Way::Site => "In the team, for this site".to_owned(),
        Way::Contributor => "Contributor of this site".to_owned(),
        Way::Unclear => "In the team, with a limit that this version does not know".to_owned(),
    };
    if !reason.locations.is_empty() {
        let names = reason.locations.iter();
        let names: Vec<&str> = names.map(|l| table.access.location_name(site, l)).collect();
        words = format!("{words}, limited to {}", names.join(", "));
    }
    match &reason.assignment {
        Some(id) => (title, format!("{words}. Assignment {id}")),
        None => (title, format!("{words}, by {}", mark(&reason.by))),
    }
}
