//! Tests of the pane on made-up contributors, without worker and network.

use super::ContributorsPane;
use crate::access::{
    AccountId, Contributor, Directory, Extra, Location, LocationId, Role as WixRole, RoleId,
    RoleLimit, Site, SiteId,
};
use crate::index::{Order, never};
use crate::model::{Ask, Model, Route};
use crate::panes::team::tests::fixture;
use crate::panes::{Cx, Pane as _, PaneCommand};
use crate::plan::{AccountName, ContributorChange, LocationsWish, RolesWish, SiteAccess, Wish};
use crate::worker::protocol::{
    AccessTable, AccessView, Command, Connection, Event, JobCard, JobId, JobKind, JobState,
    Numbered as _, Progress, Readings, Settings, TeamTable, ViewRequest, freeze_access,
};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::Arc;

const WRITER: &str = "writer";
const MANAGER: &str = "manager";

fn role(id: &str, title: &str, limit: RoleLimit) -> WixRole {
    WixRole {
        id: RoleId::new(id),
        title: title.to_owned(),
        description: String::new(),
        limit,
        custom: false,
        extra: Extra::new(),
    }
}

fn directory(accounts: usize) -> Directory {
    let site = |n: usize, name: &str| Site {
        display_name: name.to_owned(),
        published: Some(true),
        contributors: (0..accounts).map(account).collect(),
        ..Site::bare(SiteId::new(&format!("site-{n}")))
    };
    Directory::new(
        vec![
            role(WRITER, "Blog Writer", RoleLimit::None),
            role(MANAGER, "Website Manager", RoleLimit::None),
            role("billing", "Billing Manager", RoleLimit::NotAtSite),
        ],
        vec![site(0, "Harbor Café"), site(1, "Kite School")],
        Vec::new(),
    )
}

fn account(n: usize) -> AccountId {
    AccountId::new(&format!("account-{n:03}"))
}

/// Everybody is on the first site, every second one on the other too; the first two are limited to
/// a location of the first site; who has an even number has a name.
fn access(accounts: usize) -> SiteAccess {
    let mut access = SiteAccess::default();
    let places = ["Front", "Garden"].map(|name| Location {
        id: LocationId::new(name),
        name: name.to_owned(),
        description: String::new(),
        default: None,
        archived: None,
        address: None,
        extra: Extra::new(),
    });
    access
        .locations
        .insert(SiteId::new("site-0"), places.into());
    for n in 0..accounts {
        let one = |roles: &[&str], locations: &[&str]| Contributor {
            account: account(n),
            owner: None,
            roles: roles.iter().map(|r| RoleId::new(r)).collect(),
            locations: locations.iter().map(|l| LocationId::new(l)).collect(),
        };
        let limits: &[&str] = if n < 2 { &["Front"] } else { &[] };
        let mut put = |site: &str, c: Contributor| {
            let of = access.contributors.entry(SiteId::new(site)).or_default();
            of.insert(c.account.clone(), c);
        };
        put("site-0", one(&[WRITER], limits));
        if n.is_multiple_of(2) {
            put("site-1", one(&[MANAGER], &[]));
            let name = AccountName {
                name: format!("Person {n:03}"),
                email: format!("person{n}@north.example"),
                from: "the team".to_owned(),
            };
            access.names.insert(account(n), name);
        }
    }
    access
}

struct World {
    model: Model,
    pane: ContributorsPane,
    asked: Vec<Ask>,
}

impl World {
    fn with(accounts: usize, read: bool) -> Self {
        let mut model = Model::new(fixture::now(), Route::Contributors);
        model.apply(Event::Settings(Arc::new(Settings::default())));
        model.apply(Event::Session(Some(Arc::new(fixture::session()))));
        let directory = Arc::new(directory(accounts));
        let team = fixture::table(3, 0);
        let team = TeamTable {
            directory: Arc::clone(&directory),
            ..TeamTable::clone(&team)
        };
        model.apply(Event::Team(Some(Arc::new(team))));
        let (access, readings) = if read {
            let at = fixture::now();
            let both = ["site-0", "site-1"].map(|s| (SiteId::new(s), (at, true)));
            (access(accounts), Readings::from(both))
        } else {
            (SiteAccess::default(), Readings::new())
        };
        let table = freeze_access(&directory, Arc::new(access), &readings);
        model.apply(Event::Access(Some(Arc::new(table))));
        Self {
            model,
            pane: ContributorsPane::default(),
            asked: Vec::new(),
        }
    }

    fn table(&self) -> Arc<AccessTable> {
        self.model.access.clone().expect("a table")
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut asks = Vec::new();
        let mut cx = Cx {
            model: &self.model,
            asks: &mut asks,
        };
        self.pane.ui(ui, &mut cx);
        self.pane.dialogs(ui.ctx(), &mut cx);
        for ask in asks {
            match &ask {
                Ask::Settings(s) => self.model.settings = Some(Arc::new((**s).clone())),
                Ask::Worker(command) => self.work(command),
                _ => {}
            }
            ui.ctx().request_repaint();
            self.asked.push(ask);
        }
    }

    fn work(&mut self, command: &Command) {
        if let Command::ViewAccess(request) = command {
            let view = view(self.table(), request);
            self.model.apply(Event::AccessView(Some(Arc::new(view))));
        }
    }

    fn wishes(&self) -> Vec<Wish> {
        let of = |a: &Ask| match a {
            Ask::Worker(c) => match &**c {
                Command::MakePlan(wish) => Some(wish.clone()),
                _ => None,
            },
            _ => None,
        };
        self.asked.iter().filter_map(of).collect()
    }

    fn command(&mut self, command: PaneCommand) {
        let mut asks = Vec::new();
        let mut cx = Cx {
            model: &self.model,
            asks: &mut asks,
        };
        self.pane.command(command, &mut cx);
        self.asked.extend(asks);
    }
}

fn view(table: Arc<AccessTable>, request: &ViewRequest) -> AccessView {
    let order = request
        .order
        .map(|(column, descending)| Order { column, descending });
    let view = table.index.view(&request.filter, order, None, &never);
    AccessView {
        view: view.expect("a view"),
        request: request.clone(),
        table,
    }
}

type Window = Harness<'static, World>;

fn window(world: World) -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1280.0, 1000.0))
        .with_max_steps(40)
        .with_context_setup(|ctx| {
            crate::kit::theme::install(ctx);
            crate::kit::theme::still(ctx);
        })
        .build_ui_state(|ui, world: &mut World| world.frame(ui), world);
    window.run_ok();
    window
}

fn says(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

fn click(window: &mut Window, role: Role, name: &str) {
    window.get_by_role_and_label(role, name).click();
    window.run_ok();
}

fn click_with(window: &mut Window, name: &str, modifiers: Modifiers) {
    window
        .get_by_role_and_label(Role::Row, name)
        .click_modifiers(modifiers);
    window.run_ok();
}

#[test]
fn nothing_read_yet_says_how_many_sites_there_are_and_shows_the_cost_first() {
    let mut window = window(World::with(4, false));
    assert!(says(&window, "No site has been read yet"));
    assert!(says(&window, "2 sites have contributors"));
    let all = window.query_all_by_role_and_label(Role::Button, "Read sites…");
    all.last().expect("a button").click();
    window.run_ok();
    let asked = &window.state().asked;
    let plan = Ask::from(Command::PlanSiteSync(Vec::new()));
    assert!(asked.contains(&plan), "{asked:?}");
    let sync = |a: &&Ask| matches!(a, Ask::Worker(c) if matches!(**c, Command::SyncSites(_)));
    assert_eq!(asked.iter().filter(sync).count(), 0);
    assert!(says(&window, "Counting the calls"));
}

#[test]
fn offline_nothing_can_be_read_and_that_is_said() {
    let mut world = World::with(4, false);
    let mut session = fixture::session();
    session.connection = Connection::Offline("The program was started offline".to_owned());
    world.model.apply(Event::Session(Some(Arc::new(session))));
    let window = window(world);
    assert!(says(
        &window,
        "No site was read yet, and there is no connection"
    ));
    assert!(says(&window, "The program was started offline"));
}

#[test]
fn a_limit_without_effect_is_flagged_with_its_reason() {
    let mut window = window(World::with(4, true));
    click_with(&mut window, "Person 000, Harbor Café", Modifiers::NONE);
    assert!(says(&window, "The limit has no effect"));
    assert!(says(
        &window,
        "Bookings and Restaurants. Blog Writer has none"
    ));
    assert!(says(&window, "Known from the team"));
    assert!(says(&window, "On 2 sites"));
}

#[test]
fn an_unknown_account_shows_its_id_and_a_way_to_name_it() {
    let mut window = window(World::with(4, true));
    click_with(&mut window, "account-001, Harbor Café", Modifiers::NONE);
    assert!(says(&window, "Nobody tells who this is"));
    click(&mut window, Role::Button, "Name this account…");
    assert!(says(&window, "Wix does not hear of it"));
}

#[test]
fn exactly_these_roles_shows_what_is_lost_before_the_plan() {
    let mut window = window(World::with(6, true));
    window.state_mut().command(PaneCommand::SelectAll);
    window.run_ok();
    assert!(says(&window, "6 people selected, 9 entries"));
    window.state_mut().command(PaneCommand::ChangeRoles);
    window.run_ok();
    click(&mut window, Role::RadioButton, "Exactly these");
    click(
        &mut window,
        Role::CheckBox,
        "Website Manager, held by 3 of 9",
    );
    assert!(says(&window, "What is lost"));
    assert!(says(&window, "Blog Writer (6)"));
    click(&mut window, Role::Button, "Make the plan…");
    let wishes = window.state().wishes();
    let [Wish::SetContributorRoles { whom, roles }] = wishes.as_slice() else {
        panic!("{wishes:?}");
    };
    assert_eq!(
        (whom.len(), roles.as_slice()),
        (9, &[RoleId::new(MANAGER)][..])
    );
}

#[test]
fn taking_the_only_role_is_said_to_leave_nothing() {
    let mut window = window(World::with(3, true));
    click_with(&mut window, "account-001, Harbor Café", Modifiers::NONE);
    window.state_mut().command(PaneCommand::ChangeRoles);
    window.run_ok();
    click(&mut window, Role::RadioButton, "Take roles away");
    click(&mut window, Role::CheckBox, "Blog Writer, held now");
    assert!(says(&window, "1 entry would have no role left"));
}

#[test]
fn what_locations_replace_is_shown_before_the_plan() {
    let mut window = window(World::with(4, true));
    click_with(&mut window, "Person 000, Harbor Café", Modifiers::NONE);
    window.state_mut().command(PaneCommand::SameAs);
    window.run_ok();
    click(&mut window, Role::CheckBox, "Front, now");
    assert!(says(
        &window,
        "the limit ends, and they reach every location"
    ));
    click(&mut window, Role::CheckBox, "Garden");
    assert!(says(&window, "What is replaced"));
    assert!(says(&window, "Front (1)"));
    assert!(says(
        &window,
        "The limit to locations has no effect for 1 entry"
    ));
    click(&mut window, Role::Button, "Make the plan…");
    let changes = changes(&window);
    let [change] = changes.as_slice() else {
        panic!("{changes:?}");
    };
    assert_eq!(change.roles, None);
    let garden = LocationsWish::These(vec![LocationId::new("Garden")]);
    assert_eq!(change.locations, Some(garden));
}

fn changes(window: &Window) -> Vec<ContributorChange> {
    let wishes = window.state().wishes();
    let [Wish::ChangeContributors { changes }] = wishes.as_slice() else {
        panic!("{wishes:?}");
    };
    changes.clone()
}

#[test]
fn locations_of_many_sites_are_chosen_by_name_and_sites_without_them_are_told() {
    let mut window = window(World::with(4, true));
    window.state_mut().command(PaneCommand::SelectAll);
    window.run_ok();
    window.state_mut().command(PaneCommand::SameAs);
    window.run_ok();
    click(&mut window, Role::CheckBox, "Garden, at 1 of 2 sites");
    assert!(says(&window, "Sites without these locations"));
    assert!(says(&window, "Garden: Kite School"));
    assert!(says(
        &window,
        "1 site has none of them: nobody is changed there"
    ));
    let words = "Change their roles in the same plan";
    click(&mut window, Role::CheckBox, words);
    assert!(says(&window, "Roles and locations of 4 people on 2 sites"));
    let mut plan = window.query_all_by_role_and_label(Role::Button, "Make the plan…");
    assert!(plan.all(|b| b.accesskit_node().is_disabled()));
    drop(plan);
    click(&mut window, Role::RadioButton, "Exactly these");
    click(
        &mut window,
        Role::CheckBox,
        "Website Manager, held by 2 of 6",
    );
    click(&mut window, Role::Button, "Make the plan…");
    let changes = changes(&window);
    assert_eq!(changes.len(), 6);
    for change in &changes {
        let roles = RolesWish::Exactly(vec![RoleId::new(MANAGER)]);
        assert_eq!(change.roles, Some(roles));
        let named = LocationsWish::Named(vec!["Garden".to_owned()]);
        assert_eq!(change.locations, Some(named));
    }
}

#[test]
fn persons_act_on_every_site_that_is_shown() {
    let mut window = window(World::with(4, true));
    click(&mut window, Role::RadioButton, "By person");
    click_with(&mut window, "Person 000", Modifiers::NONE);
    assert!(says(&window, "1 person selected, 2 entries"));
    window.state_mut().command(PaneCommand::Remove);
    let wishes = window.state().wishes();
    assert!(
        matches!(wishes.as_slice(), [Wish::RemoveContributors { whom }] if whom.len() == 2),
        "{wishes:?}"
    );
}

#[test]
fn the_grid_is_walked_by_keys_and_draws_only_what_is_in_sight() {
    let mut window = window(World::with(400, true));
    click(&mut window, Role::RadioButton, "Grid");
    assert!(says(&window, "Grid, 400 people by 2 sites"));
    let cells = window.query_all_by_role(Role::Cell).count();
    assert!((20..120).contains(&cells), "{cells} cells");
    let cell = "Person 004, Harbor Café: Blog Writer";
    click(&mut window, Role::Cell, cell);
    assert!(says(&window, "1 selected"));
    window.key_press(Key::ArrowDown);
    window.run_ok();
    window.key_press(Key::Space);
    window.run_ok();
    assert!(says(&window, "2 selected"));
    click(&mut window, Role::ColumnHeader, "Harbor Café");
    assert!(says(&window, "400 selected"));
}

#[test]
fn accounts_that_nobody_knows_come_last_whichever_way_round() {
    let table = World::with(4, true).table();
    let nameless = |table: &AccessTable, rows: &[u32]| -> Vec<bool> {
        let row = |at: &u32| table.rows[*at as usize].name_from.is_empty();
        rows.iter().map(row).collect()
    };
    for descending in [false, true] {
        let request = ViewRequest {
            order: Some((0, descending)),
            ..ViewRequest::default()
        };
        let view = view(Arc::clone(&table), &request);
        let told = nameless(&table, &view.view.rows);
        assert_eq!(
            told,
            [false, false, false, false, true, true],
            "{descending}"
        );
    }
    let persons = table.persons.list.iter();
    let told: Vec<bool> = persons.map(|p| p.name_from.is_empty()).collect();
    assert_eq!(told, [false, false, true, true]);
}

#[test]
fn selection_stays_with_its_rows_when_sites_are_read_again() {
    let mut window = window(World::with(4, true));
    click_with(&mut window, "Person 002, Kite School", Modifiers::NONE);
    let directory = Arc::new(directory(4));
    let before = window.state().table();
    let mut newer = access(4);
    let first = SiteId::new("site-0");
    newer.contributors.remove(&first);
    let table = freeze_access(&directory, Arc::new(newer), &Readings::new());
    let table = Arc::new(table.after(Some(&before)));
    window.state_mut().model.apply(Event::Access(Some(table)));
    window.run_ok();
    assert!(says(&window, "1 selected"));
    assert_eq!(
        window.state().pane.own.chosen.accounts.first(),
        Some(&account(2))
    );
}

#[test]
fn reading_under_way_shows_its_progress_and_a_way_to_stop() {
    let mut world = World::with(4, true);
    let job = JobCard {
        id: JobId(9),
        kind: JobKind::SyncSites,
        started: fixture::now(),
        ended: None,
        progress: Progress {
            done: 3,
            total: Some(40),
            step: "Reading Kite School".to_owned(),
            ..Progress::default()
        },
        state: JobState::Running,
    };
    world.model.apply(Event::Jobs(Arc::new(vec![job])));
    let mut window = window(world);
    assert!(says(&window, "Reading Kite School: 3 of 40 sites"));
    click(&mut window, Role::Button, "Stop");
    let cancel = Ask::from(Command::Cancel(JobId(9)));
    assert!(window.state().asked.contains(&cancel));
}
