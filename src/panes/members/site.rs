//! Choosing the site whose members are looked at.

use crate::access::SiteId;
use crate::kit::choice::Select;
use crate::model::{Model, grouped};
use crate::panes::Cx;
use crate::worker::protocol::{Command, MembersDesk, SitesTable};
use egui::Ui;
use std::sync::Arc;

/// The sites and their names, made when they change.
#[derive(Debug, Default)]
pub(in crate::panes) struct Sites {
    all: Vec<(Option<SiteId>, String)>,
    made_for: Option<(Arc<SitesTable>, Arc<MembersDesk>)>,
}

impl Sites {
    fn follow(&mut self, sites: &Arc<SitesTable>, desk: &Arc<MembersDesk>) {
        let same = self
            .made_for
            .as_ref()
            .is_some_and(|(s, d)| Arc::ptr_eq(s, sites) && Arc::ptr_eq(d, desk));
        if same {
            return;
        }
        self.all = sites
            .rows
            .iter()
            .map(|row| {
                let kept = desk.sites.get(&row.site.id);
                let words = kept.map_or_else(
                    || row.name.clone(),
                    |info| format!("{} · {}", row.name, grouped(info.kept as usize)),
                );
                (Some(row.site.id.clone()), words)
            })
            .collect();
        self.made_for = Some((Arc::clone(sites), Arc::clone(desk)));
    }

    /// Draws the choice of the site that is looked at.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, width: f32) {
        let mut now = cx.model.members_desk.site.clone();
        if self.pick(ui, cx.model, ("Site", width), &mut now) {
            cx.ask(Command::OpenMembers(now));
        }
    }

    /// Draws the choice of any site, with a name that is heard and a width; true when another one
    /// was chosen.
    pub(in crate::panes) fn pick(
        &mut self,
        ui: &mut Ui,
        model: &Model,
        (name, width): (&str, f32),
        now: &mut Option<SiteId>,
    ) -> bool {
        let Some(sites) = &model.sites else {
            return false;
        };
        self.follow(sites, &model.members_desk);
        let select = Select::new(name).inline().width(width);
        select.show(ui, now, &self.all).changed()
    }
}
