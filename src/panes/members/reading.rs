//! The dialog that reads members: which of them, what it costs, and how far it is.

use super::states;
use crate::access::SiteId;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::tokens::size;
use crate::kit::{layout, text, toggle};
use crate::model::{Model, grouped};
use crate::panes::sites::minutes;
use crate::panes::under_way::{self, Words};
use crate::panes::{Cx, refused};
use crate::worker::protocol::{Command, JobId, JobKind, MembersReading, MembersSyncPlan};
use egui::{Context, Ui};

const UNDER_WAY: Words = Words {
    id: "read members",
    title: "Read members",
    meanwhile: "What was read so far is shown already. If it is stopped, it can go on later where \
                it was.",
};

/// The dialog.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The site that the worker was asked about.
    asked: Option<SiteId>,
    how: Option<MembersReading>,
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
    /// Draws it; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(site) = cx.model.members_desk.site.clone() else {
            return false;
        };
        let last = cx.model.last_job(JobKind::SyncMembers).cloned();
        if self.begun.is_none() && last.as_ref().is_some_and(|j| j.state.is_active()) {
            self.begun = Some(Begun { after: None });
        }
        if let Some(begun) = self.begun {
            let job = last.filter(|j| Some(j.id) != begun.after);
            return under_way::dialog(ctx, cx, &UNDER_WAY, job.as_ref(), None);
        }
        if self.asked.as_ref() != Some(&site) {
            cx.ask(Command::PlanMembers(site.clone()));
            self.asked = Some(site.clone());
            return true;
        }
        self.choosing(ctx, cx, &site, last.map(|j| j.id))
    }

    fn choosing(
        &mut self,
        ctx: &Context,
        cx: &mut Cx<'_>,
        site: &SiteId,
        last: Option<JobId>,
    ) -> bool {
        let plan = &cx.model.members_sync;
        let plan = (plan.site.as_ref() == Some(site)).then(|| plan.clone());
        let how = plan
            .as_deref()
            .map(|plan| self.how.unwrap_or_else(|| best(plan)));
        let blocked = match &plan {
            None => Some("It is worked out what this takes".to_owned()),
            Some(plan) => plan.blocked.as_ref().map(ToString::to_string),
        };
        let blocked = blocked.or_else(|| states::no_reading(cx.model));
        let name = site_name(cx.model, site);
        let dialog = Dialog::new("read members", format!("Read members of {name}"))
            .subtitle("Nothing is changed at Wix; what is read is kept on this computer")
            .width(600.0)
            .primary(Button::primary("Read").enabled_or(blocked));
        let model = cx.model;
        let shown = dialog.show(ctx, |ui| match (&plan, how) {
            (Some(plan), Some(how)) => self.choices(ui, plan, how, model),
            _ => {
                ui.label(text::muted("Asking Wix for the number of members"));
            }
        });
        match (shown.did, how) {
            (Did::Primary, Some(how)) => {
                cx.ask(Command::SyncMembers {
                    site: site.clone(),
                    how,
                });
                self.begun = Some(Begun { after: last });
                true
            }
            (Did::Cancel, _) => false,
            _ => true,
        }
    }

    fn choices(&mut self, ui: &mut Ui, plan: &MembersSyncPlan, how: MembersReading, model: &Model) {
        if let Some(error) = &plan.blocked {
            refused::told(error).show(ui);
            return;
        }
        ui.spacing_mut().item_spacing.y = 6.0;
        for (value, label, price, why_not) in offers(plan) {
            let why_not = price.is_none().then_some(why_not);
            if toggle::radio(ui, how == value, label, why_not).clicked() {
                self.how = Some(value);
            }
        }
        ui.add_space(size::GAP);
        let chosen = offers(plan).into_iter().find(|offer| offer.0 == how);
        let price = chosen.and_then(|offer| offer.2).unwrap_or(plan.everybody);
        layout::card(ui, |ui| {
            let total = plan.total.map_or_else(
                || "Wix does not tell".to_owned(),
                |total| grouped(total as usize),
            );
            layout::key_value(ui, "Members at Wix", &total);
            let least = if how == MembersReading::Newest {
                "at least "
            } else {
                ""
            };
            let calls = format!("{least}{}", grouped(price.0 as usize));
            layout::key_value(ui, "Calls", &calls);
            let time = match (price.1, model.pace.limit) {
                (0, _) | (_, None) => "As fast as answers come".to_owned(),
                (seconds, Some(limit)) => {
                    format!("{least}{} at {limit} calls a minute", minutes(seconds))
                }
            };
            layout::key_value(ui, "Time", &time);
            text::paragraph(ui, text::small_muted(meaning(how)));
        });
    }
}

/// What can be chosen, with its price where it can.
type Offer = (
    MembersReading,
    &'static str,
    Option<(u64, u64)>,
    &'static str,
);

fn offers(plan: &MembersSyncPlan) -> Vec<Offer> {
    let everybody = if plan.left.is_some() {
        "Everybody, going on where it was left"
    } else {
        "Everybody"
    };
    let mut all: Vec<Offer> = vec![
        (
            MembersReading::Newest,
            "Only who is new or changed",
            plan.newest,
            "Everybody has to be read once before",
        ),
        (
            MembersReading::Everybody,
            everybody,
            plan.left.or(Some(plan.everybody)),
            "",
        ),
    ];
    if plan.left.is_some() {
        let anew = (
            MembersReading::Anew,
            "Everybody, from the start",
            Some(plan.everybody),
            "",
        );
        all.push(anew);
    }
    all
}

fn best(plan: &MembersSyncPlan) -> MembersReading {
    if plan.newest.is_some() && plan.left.is_none() {
        MembersReading::Newest
    } else {
        MembersReading::Everybody
    }
}

fn meaning(how: MembersReading) -> &'static str {
    match how {
        MembersReading::Newest => {
            "Who was deleted is only found by reading everybody; the counts tell whether somebody \
             was."
        }
        _ => {
            "Only a reading that comes to its end removes who was deleted. It can be stopped and \
             goes on later where it was."
        }
    }
}

fn site_name(model: &Model, site: &SiteId) -> String {
    let table = model.sites.as_ref();
    let row = table.and_then(|t| t.rows.iter().find(|r| r.site.id == *site));
    row.map_or_else(|| site.as_str().to_owned(), |r| r.name.clone())
}
