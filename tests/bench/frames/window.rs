//! The whole window of Gatehouse on a big account: shell, rail, a list, its inspector.

use crate::desk;
use crate::scene::{Round, Scene, TYPED, WHEEL};
use crate::screen::{Chance, Screen, button, key, near_top, wheel};
use crate::world::{SEED, clock};
use anyhow::{Context as _, bail};
use egui::{Event, Key, Modifiers, Pos2, Rect, pos2};
use gatehouse::app::{Options, Shell, Start};
use gatehouse::index::Filter;
use gatehouse::model::{Model, Route};
use gatehouse::worker::PracticeLauncher;
use gatehouse::worker::protocol::{JobKind, Practice, Size, TableView, TeamView};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// Longest wait for the worker between two frames: about one frame of a 60 Hz screen.
const WAIT: Duration = Duration::from_millis(16);
/// Frames after which an answer that did not come is an error.
const PATIENCE: usize = 40_000;

/// A list that is measured.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) route: Route,
    /// Name of its table.
    pub(crate) grid: &'static str,
    /// Name of what it has selected.
    pub(crate) row: &'static str,
    /// Groups of its filters that are switched.
    groups: &'static [&'static str],
}

pub(crate) const TEAM: Place = Place {
    route: Route::Team,
    grid: "People and invites",
    row: "Name: ",
    groups: &["Role: ", "Status: ", "Reach: "],
};
pub(crate) const CONTRIBUTORS: Place = Place {
    route: Route::Contributors,
    grid: "Contributors",
    row: "Name: ",
    groups: &["Role: ", "Look at: ", "Site: "],
};
pub(crate) const PEOPLE: Place = Place {
    route: Route::People,
    grid: "People in all places",
    row: "Name: ",
    groups: &["Role: ", "Look at: ", "Gets in by: ", "Place: "],
};

pub(crate) const MEMBERS: Place = Place {
    route: Route::Members,
    grid: "Members",
    row: "Name: ",
    groups: &["Privacy: ", "Activity: ", "Made: ", "Last login: ", "Has: "],
};

/// The window.
pub(crate) struct Window {
    place: Place,
    screen: Screen,
    shell: Shell,
    woken: Receiver<()>,
    /// Where the table and its scroll bar are.
    pub(crate) table: Rect,
    bar: Rect,
}

impl Window {
    /// Opens the practice account, reads it over HTTP, and waits until the window has settled.
    pub(crate) fn open(
        data: &Path,
        wix: Arc<dyn PracticeLauncher>,
        size: Size,
        place: Place,
    ) -> anyhow::Result<Self> {
        let (handle, woken) = desk::start(data, Some(wix))?;
        let screen = Screen::new();
        let options = Options {
            start: Start::Practice(Practice { size, seed: SEED }),
            route: Some(place.route),
            theme: None,
            zoom: None,
            window: None,
            screenshot: None,
            data_dir: String::new(),
            base_url: None,
            now: clock(),
            notify: Arc::new(|_| {}),
        };
        let shell = Shell::new(&screen.ctx, handle, options);
        let nowhere = Rect::NOTHING;
        let mut window = Self {
            place,
            screen,
            shell,
            woken,
            table: nowhere,
            bar: nowhere,
        };
        let read = |m: &Model| {
            let job = m
                .last_job(JobKind::Sync)
                .filter(|job| !job.state.is_active());
            job.is_some() && shown(m, place.route).is_some_and(|(rows, _)| rows > 0)
        };
        window.until("the account is read", &mut Round::default(), read)?;
        // Notices leave by themselves.
        for _ in 0..600 {
            window.frame(Vec::new());
        }
        window.look();
        window.table = window.place("table", |name| name == place.grid)?;
        window.bar = window.place("scroll bar", |name| name == "Rows")?;
        Ok(window)
    }

    pub(crate) fn what(&self) -> &'static str {
        self.screen.what()
    }

    pub(crate) fn hear(&mut self, heard: bool) {
        self.screen.hear(heard);
    }

    pub(crate) fn view(&self) -> anyhow::Result<Arc<TeamView>> {
        self.shell.model().view.clone().context("there is a list")
    }

    /// Rows of the list that is shown.
    pub(crate) fn rows(&self) -> anyhow::Result<usize> {
        let found = shown(self.shell.model(), self.place.route);
        Ok(found.context("there is a list")?.0)
    }

    /// Widths of the columns as they are drawn.
    pub(crate) fn widths(&self) -> Vec<f32> {
        let heads = self.screen.places(|name| name.starts_with("Sort by "));
        let mut heads: Vec<Rect> = heads.collect();
        heads.sort_by(|a, b| a.left().total_cmp(&b.left()));
        heads.iter().map(Rect::width).collect()
    }

    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let shell = &mut self.shell;
        // The order in which eframe calls both.
        self.screen.frame(events, |ui| {
            shell.logic(ui.ctx());
            shell.ui(ui);
        })
    }

    fn look(&mut self) {
        let shell = &mut self.shell;
        self.screen.look(|ui| shell.ui(ui));
    }

    fn place(&self, what: &str, name: impl Fn(&str) -> bool) -> anyhow::Result<Rect> {
        let names = || self.screen.names(|_| true).join(" | ");
        let found = self.screen.place(name);
        found.with_context(|| format!("no {what} among: {}", names()))
    }

    fn shoot(&mut self, events: Vec<Event>, round: &mut Round) {
        round.took.push(self.frame(events));
        round.views.extend(self.shell.model().view.clone());
    }

    /// Draws whenever the worker has something new, until this is so.
    fn until(
        &mut self,
        what: &str,
        round: &mut Round,
        so: impl Fn(&Model) -> bool,
    ) -> anyhow::Result<()> {
        for _ in 0..PATIENCE {
            if so(self.shell.model()) {
                return Ok(());
            }
            self.woken.recv_timeout(WAIT).unwrap_or_default();
            self.shoot(Vec::new(), round);
        }
        bail!("it never came to this: {what}")
    }

    /// Waits until the list answers this filter.
    fn answered(&mut self, round: &mut Round, so: impl Fn(&Filter) -> bool) -> anyhow::Result<()> {
        let route = self.place.route;
        let fits = |m: &Model| shown(m, route).is_some_and(|(_, filter)| so(filter));
        self.until("the list is filtered", round, fits)
    }

    /// Plays a scene once.
    pub(crate) fn play(&mut self, scene: Scene, seed: u64) -> anyhow::Result<Round> {
        let mut round = Round::default();
        self.home();
        let before = self.in_sight();
        match scene {
            Scene::Idle => self.rest(scene.frames(), &mut round),
            Scene::Wheel => {
                let down = || vec![wheel(-WHEEL)];
                (0..scene.frames()).for_each(|_| self.shoot(down(), &mut round));
            }
            Scene::Jump => self.jump(scene.frames(), seed, &mut round),
            Scene::Typing => self.type_and_delete(&mut round)?,
            Scene::Facets => self.facets(&mut round)?,
            Scene::All => self.all(scene.frames(), &mut round)?,
            Scene::Reading => self.read(&mut round)?,
        }
        let after = self.in_sight();
        anyhow::ensure!(
            scene.scrolls() != (before == after),
            "in the window: {}, {before:?} and then {after:?}",
            scene.words()
        );
        Ok(round)
    }

    /// The people in sight.
    fn in_sight(&mut self) -> Vec<String> {
        self.look();
        let mut names = self.screen.names(|_| true);
        names.retain(|name| name.starts_with(self.place.row));
        names.sort();
        names
    }

    fn rest(&mut self, frames: usize, round: &mut Round) {
        (0..frames).for_each(|_| self.shoot(Vec::new(), round));
    }

    /// Back to the first row, with the pointer on the table.
    fn home(&mut self) {
        let over = Event::PointerMoved(self.table.center());
        // Farther than a million rows are high; egui takes a while to give it all.
        self.frame(vec![over, wheel(1.0e8)]);
        self.rest(120, &mut Round::default());
    }

    /// Drags the scroll bar from place to place.
    fn jump(&mut self, frames: usize, seed: u64, round: &mut Round) {
        let (bar, mut chance) = (self.bar, Chance::new(seed));
        let thumb = near_top(bar);
        self.frame(vec![Event::PointerMoved(thumb)]);
        self.frame(vec![button(thumb, true)]);
        for _ in 0..frames {
            let at = pos2(thumb.x, bar.top() + chance.next() * bar.height());
            self.shoot(vec![Event::PointerMoved(at)], round);
        }
        self.frame(vec![button(thumb, false)]);
    }

    fn type_and_delete(&mut self, round: &mut Round) -> anyhow::Result<()> {
        self.frame(vec![key(Key::F, Modifiers::COMMAND)]);
        self.frame(Vec::new());
        for typed in TYPED {
            let mut text = String::new();
            for letter in typed.chars() {
                text.push(letter);
                self.shoot(vec![Event::Text(letter.to_string())], round);
                self.answered(round, |f| f.text == text)?;
            }
            while text.pop().is_some() {
                self.shoot(vec![key(Key::Backspace, Modifiers::NONE)], round);
                self.answered(round, |f| f.text == text)?;
            }
        }
        Ok(())
    }

    fn click(&mut self, at: Pos2, round: &mut Round) {
        self.shoot(vec![Event::PointerMoved(at), button(at, true)], round);
        self.shoot(vec![button(at, false)], round);
    }

    /// Opens the filters and switches every value in sight on and off again.
    fn facets(&mut self, round: &mut Round) -> anyhow::Result<()> {
        self.look();
        let filters = self.place("filters", |name| name == "Filters")?;
        self.click(filters.center(), &mut Round::default());
        self.look();
        let names = self
            .screen
            .names(|rect| rect.bottom() < self.table.bottom());
        let groups = self.place.groups;
        let mut values: Vec<&str> = names.iter().filter_map(|n| value(n, groups)).collect();
        values.sort_unstable();
        // More than so many tell nothing new.
        values.truncate(24);
        if values.len() < 6 {
            bail!("the filters show {} values", values.len());
        }
        for name in values {
            for on in [true, false] {
                self.look();
                let at = self
                    .place(name, |n| value(n, groups) == Some(name))?
                    .center();
                self.click(at, round);
                self.answered(round, |f| f.chosen.is_empty() != on)?;
            }
        }
        self.frame(vec![key(Key::Escape, Modifiers::NONE)]);
        Ok(())
    }

    /// Has the account read again, at full speed, until the new list is there.
    fn read(&mut self, round: &mut Round) -> anyhow::Result<()> {
        let newest = |m: &Model| m.last_job(JobKind::Sync).map(|job| job.id);
        let before = newest(self.shell.model());
        self.shoot(vec![key(Key::R, Modifiers::COMMAND)], round);
        self.until("the account is read", round, |m| {
            newest(m) != before
                && m.running(JobKind::Sync).is_none()
                && m.team
                    .as_ref()
                    .zip(m.view.as_ref())
                    .is_some_and(|(t, v)| Arc::ptr_eq(t, &v.table))
        })
    }

    /// Another shape of the list; its rows are scrolled by the wheel and by arrow keys, frame by
    /// frame.
    pub(crate) fn shape(&mut self, name: &str, frames: usize) -> anyhow::Result<Vec<Duration>> {
        self.look();
        let at = self.place(name, |n| n == name)?.center();
        self.click(at, &mut Round::default());
        self.rest(60, &mut Round::default());
        self.frame(vec![Event::PointerMoved(self.table.center())]);
        let before = self.all_names();
        let mut took = Vec::with_capacity(frames);
        for _ in 0..frames {
            took.push(self.frame(vec![wheel(-WHEEL)]));
        }
        anyhow::ensure!(before != self.all_names(), "{name} was scrolled");
        Ok(took)
    }

    fn all_names(&mut self) -> Vec<String> {
        self.look();
        self.screen.names(|_| true)
    }

    /// Selects every row and lets go of them again.
    fn all(&mut self, frames: usize, round: &mut Round) -> anyhow::Result<()> {
        self.click(self.table.center(), &mut Round::default());
        let rows = self.rows()?;
        let number = gatehouse::model::grouped(rows);
        for time in 0..frames / 5 {
            self.shoot(vec![key(Key::A, Modifiers::COMMAND)], round);
            self.rest(2, round);
            if time == 0 {
                self.look();
                // Some lists tell people first and rows behind them.
                let told = |name: &str| name.contains(" selected") && name.contains(&number);
                self.place("selection of every row", told)?;
            }
            self.shoot(vec![key(Key::Escape, Modifiers::NONE)], round);
            self.rest(1, round);
        }
        Ok(())
    }
}

/// Rows and filter of the list that is shown.
fn shown(model: &Model, route: Route) -> Option<(usize, &Filter)> {
    fn of<T>(view: Option<&Arc<TableView<T>>>) -> Option<(usize, &Filter)> {
        view.map(|v| (v.view.rows.len(), &v.request.filter))
    }
    match route {
        Route::Contributors => of(model.access_view.as_ref()),
        Route::People => of(model.people_view.as_ref()),
        Route::Members => of(model.members_view.as_ref()),
        _ => of(model.view.as_ref()),
    }
}

/// Group and label of a value in the filters. The number behind them, which changes with the rest
/// of the filter, is left out.
fn value<'n>(name: &'n str, groups: &[&str]) -> Option<&'n str> {
    let (label, count) = name.rsplit_once(", ")?;
    let is_count = count.chars().all(|c| c.is_ascii_digit() || c == ',');
    (is_count && groups.iter().any(|group| label.starts_with(group))).then_some(label)
}
