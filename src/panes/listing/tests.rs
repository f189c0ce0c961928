//! People and roles over a made-up team: what is asked for, shown, said and kept.

use super::{ListPane, Parts};
use crate::kit::theme;
use crate::model::{Ask, Model, Route};
use crate::panes::people::People;
use crate::panes::roles::Roles;
use crate::panes::team::tests::fixture::{now, session, table};
use crate::panes::{Cx, Pane as _, PaneCommand};
use crate::plan::SiteAccess;
use crate::worker::protocol::{
    Capability, Command, Connection, DatasetInfo, Event, PeopleTable, PeopleView, Reading,
    RolesView, Session, freeze_people, freeze_roles,
};
use egui::accesskit::Role as Node;
use egui::{Key, Modifiers, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::SignedDuration;
use std::sync::Arc;

/// A pane with a stand-in for shell and worker.
struct World<P: Parts> {
    model: Model,
    pane: ListPane<P>,
    asked: Vec<Ask>,
}

/// The same humans in every world: six in the team, two invited.
fn people() -> Arc<PeopleTable> {
    let team = table(6, 2);
    let access = Arc::new(SiteAccess::default());
    let (team, names) = (Arc::clone(&team.team), Arc::clone(&team.directory));
    Arc::new(freeze_people(team, names, access, None, Vec::new(), now()))
}

impl<P: Parts> World<P> {
    fn new(route: Route, read: bool, change: impl FnOnce(&mut Session)) -> Self {
        let mut model = Model::new(now(), route);
        model.apply(Event::Settings(Arc::default()));
        let mut open = session();
        if read {
            let known = open.datasets[0].clone();
            open.datasets.push(DatasetInfo {
                label: "Roles",
                ..known
            });
            let people = people();
            let roles = freeze_roles(Arc::clone(&people), "en", &[]);
            model.apply(Event::Team(Some(table(6, 2))));
            model.apply(Event::People(Some(people)));
            model.apply(Event::Roles(Some(Arc::new(roles))));
        } else {
            open.datasets.clear();
        }
        change(&mut open);
        model.apply(Event::Session(Some(Arc::new(open))));
        Self {
            model,
            pane: ListPane::default(),
            asked: Vec::new(),
        }
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
            ui.ctx().request_repaint();
            match &ask {
                Ask::Settings(to) => self.model.settings = Some(Arc::new((**to).clone())),
                Ask::Worker(command) => self.work(command),
                _ => {}
            }
            self.asked.push(ask);
        }
    }

    fn work(&mut self, command: &Command) {
        macro_rules! answer {
            ($request:ident, $rows:ident, $view:ident, $event:ident) => {{
                let Some(table) = self.model.$rows.clone() else {
                    return;
                };
                let order = $request
                    .order
                    .map(|(column, descending)| crate::index::Order { column, descending });
                let never = &crate::index::never;
                let view = table.index.view(&$request.filter, order, None, never);
                let view = view.expect("a view");
                let request = $request.clone();
                self.model.apply(Event::$event(Some(Arc::new($view {
                    table,
                    request,
                    view,
                }))));
            }};
        }
        match command {
            Command::ViewPeople(request) => answer!(request, people, PeopleView, PeopleView),
            Command::ViewRoles(request) => answer!(request, roles, RolesView, RolesView),
            _ => {}
        }
    }
}

type Window<P> = Harness<'static, World<P>>;

fn window<P: Parts + 'static>(world: World<P>, size: (f32, f32)) -> Window<P> {
    let mut harness = Harness::builder()
        .with_size(vec2(size.0, size.1))
        .with_theme(Theme::Light)
        .with_max_steps(12)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::still(ctx);
        })
        .build_ui_state(|ui, world: &mut World<P>| world.frame(ui), world);
    harness.run();
    harness
}

const WIDE: (f32, f32) = (1280.0, 800.0);
const SMALL: (f32, f32) = (512.0, 320.0);

fn says<P: Parts>(window: &Window<P>, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

fn rows<P: Parts>(window: &Window<P>) -> Vec<String> {
    let all = window.query_all_by_role(Node::Row);
    let names = all.filter_map(|n| n.accesskit_node().label());
    names.filter(|n| n != "Columns").collect()
}

fn click<P: Parts>(window: &mut Window<P>, role: Node, name: &str, with: Modifiers) {
    let all = window.get_all_by_role_and_label(role, name);
    let first = all.into_iter().next().expect("a control with this label");
    first.click_modifiers(with);
    window.run();
}

#[test]
fn people_are_joined_and_removed_and_every_deed_says_what_stands_against_it() {
    let mut window = window(World::<People>::new(Route::People, true, |_| {}), WIDE);
    let names = rows(&window);
    assert!(names.len() >= 6, "{names:?}");
    let why = |window: &Window<People>, command| {
        let state = window.state();
        let cx = Cx {
            model: &state.model,
            asks: &mut Vec::new(),
        };
        state.pane.blocked(command, &cx)
    };
    let nobody = why(&window, PaneCommand::Remove);
    assert_eq!(nobody.as_deref(), Some("Select somebody first"));
    let elsewhere = why(&window, PaneCommand::Invite);
    assert_eq!(elsewhere.as_deref(), Some("Go to the team for that"));
    click(&mut window, Node::Row, &names[1], Modifiers::NONE);
    assert!(says(&window, "1 selected"));
    assert_eq!(why(&window, PaneCommand::Remove), None);
    window.key_press(Key::Delete);
    window.run();
    assert!(says(&window, &format!("Remove {} everywhere", names[1])));
    window.key_press(Key::Escape);
    window.run();
    assert!(!window.state().pane.has_dialog());
    click(&mut window, Node::Row, &names[2], Modifiers::COMMAND);
    click(
        &mut window,
        Node::Button,
        "These are one person…",
        Modifiers::NONE,
    );
    assert!(says(&window, "Are these one person?"));
}

#[test]
fn a_selection_stays_with_its_people_when_they_are_read_again() {
    let mut window = window(World::<People>::new(Route::People, true, |_| {}), WIDE);
    let names = rows(&window);
    click(&mut window, Node::Row, &names[3], Modifiers::NONE);
    let before = window.state().model.people.clone().expect("people");
    let newer = {
        use crate::worker::protocol::Numbered as _;
        let old = table(6, 2);
        let mut team = (*old.team).clone();
        // Whoever stood first is gone, so that everybody else stands elsewhere.
        let gone = before.rows[0].addresses.clone();
        team.members.retain(|m| !gone.contains(&m.email));
        let (team, names) = (Arc::new(team), Arc::clone(&old.directory));
        let access = Arc::new(SiteAccess::default());
        freeze_people(team, names, access, None, Vec::new(), now()).after(Some(&before))
    };
    let model = &mut window.state_mut().model;
    model.apply(Event::People(Some(Arc::new(newer))));
    window.run();
    let state = window.state();
    let table = state.model.people.clone().expect("people");
    let picked: Vec<&str> = state
        .pane
        .list
        .picked()
        .of(&*table)
        .map(|r| r.name.as_str())
        .collect();
    assert_eq!(picked, [names[3].as_str()]);
}

#[test]
fn columns_of_every_list_can_be_hidden_and_are_kept() {
    let mut window = window(World::<Roles>::new(Route::Roles, true, |_| {}), WIDE);
    click(&mut window, Node::Button, "Columns", Modifiers::NONE);
    click(&mut window, Node::CheckBox, "Kind", Modifiers::NONE);
    window.key_press(Key::Escape);
    for _ in 0..60 {
        window.step();
    }
    let settings = window.state().model.settings.clone().expect("settings");
    let kept = settings.views.get("roles").expect("kept");
    assert!(kept.to_string().contains("kind"), "{kept}");
}

#[test]
fn panels_lie_over_the_table_where_there_is_no_room_and_leave_by_key() {
    let mut window = window(World::<Roles>::new(Route::Roles, true, |_| {}), SMALL);
    let first = rows(&window)[0].clone();
    click(&mut window, Node::Row, &first, Modifiers::NONE);
    window.key_press(Key::Enter);
    window.run();
    assert!(says(&window, "Close inspector"));
    window.key_press(Key::Escape);
    window.run();
    assert!(!says(&window, "Close inspector"));
}

fn refused(area: &str) -> impl Fn(&mut Session) {
    let row = Capability {
        closed: String::new(),
        area: area.to_owned(),
        reading: Reading::No,
        changing: String::new(),
        permission: String::new(),
        without: "Nothing can be listed".to_owned(),
        answer: None,
    };
    move |s| s.capabilities = vec![row.clone()]
}

fn offline(session: &mut Session) {
    session.connection = Connection::Offline("No network".to_owned());
}

#[test]
fn every_state_of_roles_and_people_has_its_words() {
    for size in [WIDE, SMALL] {
        for (read, change, words) in [
            (
                false,
                Box::new(|_: &mut Session| {}) as Box<dyn Fn(&mut Session)>,
                "The roles have not been read yet",
            ),
            (
                false,
                Box::new(offline),
                "The roles were never read, and there is no connection",
            ),
            (
                false,
                Box::new(refused("Roles")),
                "This key may not read the roles",
            ),
            (
                true,
                Box::new(refused("Roles")),
                "This key may not read the roles any more",
            ),
            (true, Box::new(offline), "No network"),
        ] {
            let world = World::<Roles>::new(Route::Roles, read, |s| change(s));
            assert!(says(&window(world, size), words), "{words} in {size:?}");
        }
        let mut old = World::<People>::new(Route::People, true, |_| {});
        old.model.now = now() + SignedDuration::from_hours(30);
        assert!(says(&window(old, size), "Shown is what was read 1 day ago"));
        let missing = World::<People>::new(Route::People, true, refused("Team"));
        assert!(says(
            &window(missing, size),
            "This key may not read the team any more"
        ));
    }
}
