//! The pane over made-up sites, with a stand-in for shell and worker.

use super::rows_of;
use super::scope::Scope;
use super::sheet::Sheet;
use crate::access::{
    AccountId, Contributor, Directory, Extra, Location, LocationId, Role, RoleId, RoleLimit, Site,
    SiteId,
};
use crate::index::{Order, never};
use crate::kit::theme;
use crate::model::{Ask, Dialog, Model, Route};
use crate::panes::sites::SitesPane;
use crate::panes::team::tests::fixture::{now, session};
use crate::panes::{Cx, Pane as _, PaneCommand};
use crate::plan::{AccountName, SiteAccess};
use crate::worker::protocol::{
    AccessTable, Command, DatasetInfo, Event, Readings, Refusals, SiteSyncPlan, SitesTable,
    SitesView, access_groups, freeze_access, freeze_sites,
};
use egui::accesskit::Role as Node;
use egui::{Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::SignedDuration;
use std::sync::Arc;

const WRITER: &str = "6600344420111308811";
const MANAGER: &str = "6600344420111308812";

fn site(i: usize, contributors: usize) -> Site {
    Site {
        name: format!("short-{i}"),
        display_name: format!("Harbor {i:04}"),
        published: Some(i.is_multiple_of(2)),
        owner: Some(account(0)),
        contributors: (0..contributors).map(account).collect(),
        editor: Some("EDITOR_X".to_owned()),
        ..Site::bare(SiteId::new(&format!("site-{i:04}")))
    }
}

fn account(i: usize) -> AccountId {
    AccountId::new(&format!("account-{i:04}"))
}

fn location(id: &str, archived: bool) -> Location {
    Location {
        id: LocationId::new(id),
        name: format!("Place {id}"),
        description: String::new(),
        default: Some(false),
        archived: Some(archived),
        address: None,
        extra: Extra::new(),
    }
}

fn role(id: &str, title: &str) -> Role {
    Role {
        id: RoleId::new(id),
        title: title.to_owned(),
        description: String::new(),
        limit: RoleLimit::None,
        custom: false,
        extra: Extra::new(),
    }
}

/// Five sites: the first has three contributors and was read, the second was read long ago, the
/// third in part, the fourth never, the last has nobody.
fn frozen() -> (SitesTable, AccessTable) {
    let sites = vec![site(0, 3), site(1, 1), site(2, 1), site(3, 2), site(4, 0)];
    let roles = vec![
        role(WRITER, "Blog Writer"),
        role(MANAGER, "Website Manager"),
    ];
    let directory = Directory::new(roles, sites, Vec::new());
    let mut access = SiteAccess::default();
    let holds = |i: usize, role: &str, at: &[&str]| {
        let one = Contributor {
            account: account(i),
            owner: None,
            roles: vec![RoleId::new(role)],
            locations: at.iter().map(|l| LocationId::new(l)).collect(),
        };
        (account(i), one)
    };
    let first = [
        holds(0, MANAGER, &[]),
        holds(1, MANAGER, &["a", "z"]),
        holds(2, WRITER, &["a"]),
    ];
    access
        .contributors
        .insert(SiteId::new("site-0000"), first.into_iter().collect());
    for other in ["site-0001", "site-0002"] {
        access.contributors.insert(
            SiteId::new(other),
            [holds(0, MANAGER, &[])].into_iter().collect(),
        );
    }
    let places = vec![
        location("a", false),
        location("b", false),
        location("z", true),
    ];
    access.locations.insert(SiteId::new("site-0000"), places);
    for (i, name) in ["Ana Díaz", "Bo Chen", "Cy Levi"].into_iter().enumerate() {
        let name = AccountName {
            name: name.to_owned(),
            email: String::new(),
            from: "the team".to_owned(),
        };
        access.names.insert(account(i), name);
    }
    let days = |n: i64| now() - SignedDuration::from_hours(24 * n);
    let readings: Readings = [
        (SiteId::new("site-0000"), (days(1), true)),
        (SiteId::new("site-0001"), (days(40), true)),
        (SiteId::new("site-0002"), (days(40), false)),
    ]
    .into_iter()
    .collect();
    let access = Arc::new(access);
    (
        freeze_sites(
            &directory,
            &access,
            &readings,
            &std::collections::BTreeSet::new(),
            &Refusals::new(),
            Some(info()),
        ),
        freeze_access(&Arc::new(directory), Arc::clone(&access), &readings),
    )
}

fn info() -> DatasetInfo {
    DatasetInfo {
        label: "Sites",
        read_at: Some(now() - SignedDuration::from_secs(130)),
        complete: true,
        rows: 5,
        pages: 1,
        note: None,
    }
}

struct World {
    model: Model,
    pane: SitesPane,
    asked: Vec<Ask>,
}

impl World {
    fn unread() -> Self {
        let mut model = Model::new(now(), Route::Sites);
        model.apply(Event::Settings(Arc::default()));
        let mut bare = session();
        bare.datasets.clear();
        model.apply(Event::Session(Some(Arc::new(bare))));
        Self {
            model,
            pane: SitesPane::default(),
            asked: Vec::new(),
        }
    }

    fn read() -> Self {
        let mut world = Self::unread();
        let mut open = session();
        open.datasets = vec![info()];
        world.model.apply(Event::Session(Some(Arc::new(open))));
        let (sites, access) = frozen();
        world.model.apply(Event::Sites(Some(Arc::new(sites))));
        world.model.apply(Event::Access(Some(Arc::new(access))));
        world
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut asks = Vec::new();
        let mut cx = Cx {
            model: &self.model,
            asks: &mut asks,
        };
        self.pane.ui(ui, &mut cx);
        self.pane.dialogs(ui.ctx(), &mut cx);
        if !asks.is_empty() {
            ui.ctx().request_repaint();
        }
        for ask in asks {
            match &ask {
                Ask::Open(dialog) => {
                    assert_eq!(self.pane.open_dialog(dialog.clone()), None);
                }
                Ask::Settings(to) => self.model.settings = Some(Arc::new((**to).clone())),
                Ask::Worker(command) => self.work(command),
                _ => {}
            }
            self.asked.push(ask);
        }
    }

    fn work(&mut self, command: &Command) {
        let Some(table) = self.model.sites.clone() else {
            return;
        };
        match command {
            Command::ViewSites(request) => {
                let order = request
                    .order
                    .map(|(column, descending)| Order { column, descending });
                if let Ok(view) = table.index.view(&request.filter, order, None, &never) {
                    let request = request.clone();
                    let view = SitesView {
                        table,
                        request,
                        view,
                    };
                    self.model.apply(Event::SitesView(Some(Arc::new(view))));
                }
            }
            Command::PlanSiteSync(wanted) => {
                let rows = table.rows.iter();
                let of = rows.filter(|r| wanted.is_empty() || wanted.contains(&r.site.id));
                let (with, without): (Vec<_>, Vec<_>) = of.partition(|r| r.contributors > 0);
                let plan = SiteSyncPlan {
                    wanted: wanted.clone(),
                    calls: with.len() * 14,
                    sites: with.iter().map(|r| r.site.id.clone()).collect(),
                    empty: without.len(),
                    unknown: with.iter().filter(|r| r.read.is_none()).count(),
                    ..SiteSyncPlan::default()
                };
                self.model.apply(Event::SiteSync(Arc::new(plan)));
            }
            _ => {}
        }
    }

    fn started(&self) -> Vec<Vec<SiteId>> {
        let of = |ask: &Ask| match ask {
            Ask::Worker(command) => match &**command {
                Command::SyncSites(sites) => Some(sites.clone()),
                _ => None,
            },
            _ => None,
        };
        self.asked.iter().filter_map(of).collect()
    }
}

type Window = Harness<'static, World>;

fn window(world: World) -> Window {
    let mut harness = Harness::builder()
        .with_size(vec2(1600.0, 1000.0))
        .with_theme(Theme::Light)
        .with_max_steps(12)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::still(ctx);
        })
        .build_ui_state(|ui, world: &mut World| world.frame(ui), world);
    harness.run();
    harness
}

fn says(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

fn press(window: &mut Window, role: Node, label: &str) {
    let all = window.get_all_by_role_and_label(role, label);
    let first = all.into_iter().next();
    first.expect("a control with this label").click();
    window.run();
}

fn click_row(window: &mut Window, name: &str) {
    window.get_by_role_and_label(Node::Row, name).click();
    window.run();
}

#[test]
fn every_choice_counts_its_sites() {
    let (table, _) = frozen();
    let chosen = |scope: Scope, days: u64| scope.sites(&table, &[], days, now()).len();
    assert_eq!(chosen(Scope::Unread, 7), 2, "never, and in part");
    assert_eq!(chosen(Scope::Older, 7), 2);
    assert_eq!(chosen(Scope::Older, 40), 0, "not more than 40 days ago");
    assert_eq!(chosen(Scope::Older, u64::MAX), 0);
    assert_eq!(chosen(Scope::All, 7), 5);
    assert_eq!(chosen(Scope::Left, 7), 0);
    assert!(Scope::Left.blocked(0, 0).is_some() && Scope::Left.blocked(0, 3).is_none());
}

#[test]
fn rows_of_a_site_are_found_without_going_through_all() {
    let (sites, access) = frozen();
    for row in &sites.rows {
        let found = rows_of(&access, &row.name, &row.site.id);
        let all: Vec<_> = access
            .rows
            .iter()
            .filter(|r| r.site == row.site.id)
            .cloned()
            .collect();
        assert_eq!(found, all.as_slice());
    }
}

#[test]
fn a_location_tells_who_is_limited_to_it_and_for_whom_that_does_nothing() {
    let (sites, access) = frozen();
    let Sheet::One(one) = Sheet::of(&[0], &sites, Some(&access)) else {
        panic!("one site")
    };
    assert_eq!((one.contributors, one.limited, one.no_effect), (3, 2, 1));
    let open: Vec<(&str, &str, &str)> = one
        .open
        .iter()
        .map(|p| (p.name.as_str(), p.limited.as_str(), p.no_effect.as_str()))
        .collect();
    assert_eq!(
        open,
        [
            ("Place a", "Bo Chen, Cy Levi", "Cy Levi"),
            ("Place b", "", "")
        ]
    );
    assert_eq!(one.archived.len(), 1, "archived ones stand apart");
    assert_eq!(one.archived[0].limited, "Bo Chen");
}

#[test]
fn sites_are_shown_and_one_is_opened_among_the_contributors() {
    let mut window = window(World::read());
    assert!(says(&window, "5 shown"));
    assert!(says(
        &window,
        "5 sites, 4 with contributors · read 2 min ago, complete"
    ));
    click_row(&mut window, "Harbor 0000");
    assert!(says(&window, "3 contributors"));
    assert!(says(&window, "Limited to it: Bo Chen, Cy Levi"));
    assert!(says(&window, "Without effect for Cy Levi"));
    press(&mut window, Node::DisclosureTriangle, "1 archived");
    assert!(says(&window, "Place z"));
    press(&mut window, Node::Button, "Open access");
    let last = window.state().asked.last();
    assert_eq!(
        last,
        Some(&Ask::List {
            route: Route::Contributors,
            group: access_groups::SITE.to_owned(),
            value: "site-0000".to_owned(),
        })
    );
}

#[test]
fn reading_begins_with_the_sites_that_the_plan_told() {
    let mut window = window(World::read());
    click_row(&mut window, "Harbor 0003");
    press(&mut window, Node::Button, "Read these…");
    assert!(says(&window, "What is selected: Harbor 0003"));
    assert!(says(&window, "The locations of 1 site are not known yet"));
    press(&mut window, Node::RadioButton, "Everything: 5 sites");
    assert!(says(&window, "1, which costs no call"));
    press(&mut window, Node::Button, "Read 4 sites");
    let started = window.state().started();
    assert_eq!(started.len(), 1);
    assert_eq!(started[0].len(), 4, "the empty one is left out");
}

#[test]
fn what_an_interrupted_reading_left_is_offered_first() {
    let mut window = window(World::read());
    let plan = SiteSyncPlan {
        left: 3,
        ..SiteSyncPlan::default()
    };
    let model = &mut window.state_mut().model;
    model.apply(Event::SiteSync(Arc::new(plan)));
    window.run();
    assert!(says(
        &window,
        "A reading of contributors was interrupted: 3 sites are left"
    ));
    press(&mut window, Node::Button, "Go on…");
    let first = window.state().asked.iter().rev().find_map(|ask| match ask {
        Ask::Worker(command) => match &**command {
            Command::PlanSiteSync(wanted) => Some(wanted.clone()),
            _ => None,
        },
        _ => None,
    });
    assert!(first.is_some());
}

#[test]
fn before_anything_was_read_there_is_one_thing_to_do() {
    let mut window = window(World::unread());
    assert!(says(&window, "The sites have not been read yet"));
    press(&mut window, Node::Button, "Read the account");
    let last = window.state().asked.last();
    assert_eq!(last, Some(&Ask::from(Command::Sync)));
}

#[test]
fn the_palette_takes_the_selection_along() {
    let mut window = window(World::read());
    click_row(&mut window, "Harbor 0001");
    let state = window.state_mut();
    let mut asks = Vec::new();
    let mut cx = Cx {
        model: &state.model,
        asks: &mut asks,
    };
    assert!(state.pane.blocked(PaneCommand::Search, &cx).is_none());
    assert!(state.pane.blocked(PaneCommand::Remove, &cx).is_some());
    state.pane.command(PaneCommand::SelectAll, &mut cx);
    assert_eq!(state.pane.own.picked.len(), 5);
    let other = state.pane.open_dialog(Dialog::Invite);
    assert_eq!(other, Some(Dialog::Invite));
    assert_eq!(state.pane.open_dialog(Dialog::ReadSites(vec![])), None);
    window.run();
    assert!(says(&window, "What is selected: 5 sites"));
}
