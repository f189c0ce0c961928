//! The dialog that reads contributors: which sites, what it costs, and how far it is.

use super::scope::Scope;
use crate::access::SiteId;
use crate::kit::button::Button;
use crate::kit::field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::tokens::size;
use crate::kit::{layout, text, toggle};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::panes::under_way::{self, Words};
use crate::worker::protocol::{Command, JobCard, JobId, JobKind, SiteSyncPlan, SitesTable};
use egui::{Context, Ui};
use std::sync::Arc;

const UNDER_WAY: Words = Words {
    id: "read sites",
    title: "Read contributors of sites",
    meanwhile: "What was read so far is shown already. If it is stopped, it can go on later where \
                it stopped; each site keeps the time at which it was read.",
};

/// The dialog.
#[derive(Debug)]
pub(super) struct Reading {
    selected: Vec<SiteId>,
    scope: Option<Scope>,
    /// Somebody chose; nothing is changed by itself any more.
    touched: bool,
    days: u64,
    counted: Option<(Arc<SitesTable>, u64)>,
    /// How many sites each choice has, in the order of [`Scope::ALL`].
    counts: [usize; 5],
    /// The sites that the worker was asked about.
    sent: Option<Vec<SiteId>>,
    /// The reading was begun here, or was under way already.
    begun: Option<Begun>,
}

/// A reading that is on.
#[derive(Debug, Clone, Copy)]
struct Begun {
    /// The newest job of its kind before it.
    after: Option<JobId>,
}

impl Reading {
    /// About these sites first.
    pub(super) fn new(selected: Vec<SiteId>) -> Self {
        Self {
            selected,
            scope: None,
            touched: false,
            days: 7,
            counted: None,
            counts: [0; 5],
            sent: None,
            begun: None,
        }
    }

    /// Draws it; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = cx.model.sites.clone() else {
            return false;
        };
        let last = cx.model.last_job(JobKind::SyncSites).cloned();
        if self.begun.is_none() && last.as_ref().is_some_and(|j| j.state.is_active()) {
            self.begun = Some(Begun { after: None });
        }
        if let Some(begun) = self.begun {
            let job = last.filter(|j| Some(j.id) != begun.after);
            let refused = job.as_ref().and_then(|job| refused(cx.model, job));
            return under_way::dialog(ctx, cx, &UNDER_WAY, job.as_ref(), refused);
        }
        self.follow(&table, cx);
        self.choosing(ctx, cx, &table, last.map(|j| j.id))
    }

    /// Counts again, and asks what the choice would take.
    fn follow(&mut self, table: &Arc<SitesTable>, cx: &mut Cx<'_>) {
        let now = cx.model.now;
        let same = self
            .counted
            .as_ref()
            .is_some_and(|(t, days)| Arc::ptr_eq(t, table) && *days == self.days);
        if !same {
            let sites = |s: Scope| s.sites(table, &self.selected, self.days, now).len();
            self.counts = Scope::ALL.map(sites);
            self.counted = Some((Arc::clone(table), self.days));
            self.sent = None;
        }
        let left = cx.model.site_sync.left;
        if !self.touched {
            let best = self.best(left);
            if self.scope != Some(best) {
                self.scope = Some(best);
                self.sent = None;
            }
        }
        if self.sent.is_none()
            && let Some(scope) = self.scope
        {
            let wanted = scope.sites(table, &self.selected, self.days, now);
            if scope == Scope::Left || !wanted.is_empty() {
                cx.ask(Command::PlanSiteSync(wanted.clone()));
            }
            self.sent = Some(wanted);
        }
    }

    /// What is offered first.
    fn best(&self, left: usize) -> Scope {
        let first = [Scope::Selected, Scope::Left, Scope::Unread];
        let some = |s: &Scope| s.blocked(self.count(*s), left).is_none();
        first.into_iter().find(some).unwrap_or(Scope::All)
    }

    fn count(&self, scope: Scope) -> usize {
        let place = Scope::ALL.iter().position(|s| *s == scope);
        place.and_then(|p| self.counts.get(p)).copied().unwrap_or(0)
    }

    /// The plan for the present choice, once the worker told it.
    fn plan(&self, model: &Model) -> Option<Arc<SiteSyncPlan>> {
        let wanted = self.sent.as_ref()?;
        let plan = &model.site_sync;
        let ours = plan.wanted == *wanted && (self.scope == Some(Scope::Left)) == plan.resumes;
        ours.then(|| Arc::clone(plan))
    }

    fn blocked(&self, model: &Model, plan: Option<&SiteSyncPlan>) -> Option<String> {
        let left = model.site_sync.left;
        if let Some(scope) = self.scope
            && let Some(why) = scope.blocked(self.count(scope), left)
        {
            return Some(why.to_owned());
        }
        let Some(plan) = plan else {
            return Some("It is worked out what this takes".to_owned());
        };
        if let Some(error) = &plan.blocked {
            return Some(format!("{}. {}", error.sentence, error.remedy));
        }
        let why = if plan.outside > 0 {
            "There is nothing to read: the sites are outside this key’s sites"
        } else {
            "There is nothing to read: nobody contributes"
        };
        let nothing = plan.sites.is_empty().then(|| why.to_owned());
        model.no_reading().or(nothing)
    }

    fn choosing(
        &mut self,
        ctx: &Context,
        cx: &mut Cx<'_>,
        table: &SitesTable,
        last: Option<JobId>,
    ) -> bool {
        let plan = self.plan(cx.model);
        let label = match plan.as_deref().map(|p| p.sites.len()) {
            None | Some(0) => "Read".to_owned(),
            Some(n) => format!("Read {}", count(n, "site", "sites")),
        };
        let blocked = self.blocked(cx.model, plan.as_deref());
        let dialog = Dialog::new("read sites", "Read contributors of sites")
            .subtitle("Roles are asked for one by one and so are locations; nothing is changed")
            .width(600.0)
            .primary(Button::primary(label).enabled_or(blocked));
        let left = cx.model.site_sync.left;
        let model = cx.model;
        let shown = dialog.show(ctx, |ui| {
            self.choices(ui, table, left);
            ui.add_space(size::GAP);
            match &plan {
                Some(plan) => price(ui, plan, model),
                None => {
                    ui.label(text::muted("Working out what this takes"));
                }
            }
        });
        match shown.did {
            Did::Primary => {
                if let Some(plan) = plan {
                    cx.ask(Command::SyncSites(plan.sites.clone()));
                    self.begun = Some(Begun { after: last });
                }
                true
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn choices(&mut self, ui: &mut Ui, table: &SitesTable, left: usize) {
        ui.spacing_mut().item_spacing.y = 6.0;
        let offered = |s: &Scope| *s != Scope::Left || left > 0;
        for scope in Scope::ALL.into_iter().filter(offered) {
            let n = self.count(scope);
            let label = match (scope, self.selected.as_slice()) {
                (Scope::Selected, [one]) => {
                    let row = table.rows.iter().find(|r| r.site.id == *one);
                    let name = row.map_or(one.as_str(), |r| r.name.as_str());
                    format!("What is selected: {name}")
                }
                _ => scope.label(n, left, self.days),
            };
            let blocked = scope.blocked(n, left);
            let response = toggle::radio(ui, self.scope == Some(scope), &label, blocked);
            if response.clicked() && self.scope != Some(scope) {
                self.scope = Some(scope);
                self.touched = true;
                self.sent = None;
            }
            if scope == Scope::Older && self.scope == Some(scope) {
                ui.indent("older", |ui| {
                    field::stepper(ui, "Older than", &mut self.days, 0..=365, 1, "days");
                });
            }
        }
    }
}

/// What Wix refused of the sites that this reading asked for, and where to see it.
fn refused(model: &Model, job: &JobCard) -> Option<String> {
    let sites = model.sites.as_ref()?;
    let all = sites.rows.iter().filter_map(|r| r.refused.as_ref());
    let mut now = all.filter(|(at, _)| *at >= job.started);
    let (_, first) = now.next()?;
    let refused = 1 + now.count();
    let them = if refused == 1 { "it" } else { "them" };
    let sites = count(refused, "site", "sites");
    let first = first.trim_end_matches('.');
    Some(format!(
        "Wix refused to tell about {sites}: {first}. The list of sites marks {them}; what was \
         known of {them} before is kept"
    ))
}

/// What the reading takes, before it begins.
fn price(ui: &mut Ui, plan: &SiteSyncPlan, model: &Model) {
    layout::card(ui, |ui| {
        layout::key_value(ui, "Sites to read", &grouped(plan.sites.len()));
        if plan.empty > 0 {
            let words = format!("{}, which costs no call", grouped(plan.empty));
            layout::key_value(ui, "Nobody contributes", &words);
        }
        if plan.outside > 0 {
            let words = format!("{}, which are left out", grouped(plan.outside));
            layout::key_value(ui, "Outside this key’s sites", &words);
        }
        let least = if plan.unknown > 0 { "at least " } else { "" };
        let calls = format!("{least}{}", grouped(plan.calls));
        layout::key_value(ui, "Calls", &calls);
        let time = match (plan.seconds, model.pace.limit) {
            (0, _) | (_, None) => "As fast as answers come".to_owned(),
            (seconds, Some(limit)) => {
                format!("{least}{} at {limit} calls a minute", minutes(seconds))
            }
        };
        layout::key_value(ui, "Time", &time);
        if plan.unknown > 0 {
            let words = format!(
                "The locations of {} are not known yet. Each location costs one call more.",
                count(plan.unknown, "site", "sites")
            );
            text::paragraph(ui, text::small_muted(words));
        }
    });
}

/// `45 s`, `12 min`, `2 h 5 min`.
pub(in crate::panes) fn minutes(seconds: u64) -> String {
    match seconds {
        0..=89 => format!("{seconds} s"),
        90..3600 => format!("{} min", seconds.div_ceil(60)),
        _ => {
            let minutes = seconds.div_ceil(60);
            format!("{} h {} min", minutes / 60, minutes % 60)
        }
    }
}
