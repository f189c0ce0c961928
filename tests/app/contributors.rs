//! Contributors of all sites: reading, finding, changing, removing, naming, and what Wix hears.

use crate::act::CTRL;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, AccessRow, JobKind, Practice};
use std::collections::BTreeSet;

/// The program on the contributors of the practice account, every site read.
pub(crate) fn read(wix: &Wix, size: (f32, f32)) -> Screen {
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(Route::Contributors),
        ..options()
    };
    let mut screen = Screen::sized(&Setup::default(), Some(wix), size, options);
    screen.until_says("No site has been read yet");
    assert!(wix.writes().is_empty());
    read_all(&mut screen);
    screen
}

/// The practice account of size l with every site read, at its contributors.
pub(crate) fn all_read(setup: &Setup, wix: &Wix) -> Screen {
    let options = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::L,
            seed: 7,
        }),
        route: Some(Route::Contributors),
        ..options()
    };
    let mut screen = Screen::open(setup, Some(wix), options);
    screen.until_says("No site has been read yet");
    read_all(&mut screen);
    screen
}

/// Reads every site that nobody read yet.
pub(crate) fn read_all(screen: &mut Screen) {
    screen.press("Read sites…");
    screen.until_there(Role::Dialog, "Read who contributes to which site");
    let sites = screen.until("the plan of the reading", |s| {
        let plan = &s.model().site_sync;
        (!plan.sites.is_empty()).then_some(plan.sites.len())
    });
    screen.until_says("Calls");
    screen.press(&format!("Read {sites} sites"));
    screen.until("all sites", |s| {
        let job = s.model().last_job(JobKind::SyncSites)?;
        let view = s.model().access_view.as_ref()?;
        let table = s.model().access.as_ref()?;
        let shown = view.view.total as usize == table.rows.len();
        (!job.state.is_active() && table.unread == 0 && shown).then_some(())
    });
    screen.settle();
}

fn rows(screen: &Screen) -> Vec<AccessRow> {
    screen
        .model()
        .access
        .as_ref()
        .expect("a table")
        .rows
        .clone()
}

pub(crate) fn label(row: &AccessRow) -> String {
    format!("{}, {}", row.name, row.site_name)
}

/// Rows of the first site with so many people who do not own it.
pub(crate) fn of_one_site(screen: &Screen, n: usize, with_locations: bool) -> Vec<AccessRow> {
    let all = rows(screen);
    let table = screen.model().access.clone().expect("a table");
    let sites: BTreeSet<_> = all.iter().map(|r| r.site.clone()).collect();
    let fits = sites.iter().filter_map(|site| {
        let here = all.iter().filter(|r| r.site == *site && !r.owns);
        let here: Vec<AccessRow> = here.take(n).cloned().collect();
        let places = table
            .access
            .locations
            .get(site)
            .map_or(0, |l| l.iter().filter(|l| l.archived != Some(true)).count());
        (here.len() == n && (!with_locations || places > 0)).then_some(here)
    });
    fits.min_by_key(|h| h[0].site_name.clone()).expect("a site")
}

/// Selects these rows, wherever they stand.
pub(crate) fn select(screen: &mut Screen, rows: &[AccessRow]) {
    let site = &rows[0].site_name;
    screen.fill(Role::TextInput, "Search contributors", site);
    screen.until_there(Role::Row, &label(&rows[0]));
    for (n, row) in rows.iter().enumerate() {
        let with = if n == 0 { egui::Modifiers::NONE } else { CTRL };
        screen.click_with(Role::Row, &label(row), with);
    }
    screen.until_there(Role::Label, &format!("{} selected", rows.len()));
}

#[test]
fn roles_of_several_are_changed_at_once_and_wix_hears_exactly_that() {
    let wix = Wix::of(Size::S);
    let mut screen = read(&wix, (1280.0, 1000.0));
    let people = of_one_site(&screen, 3, false);
    select(&mut screen, &people);
    let team = screen.model().team.clone().expect("a team");
    let role = team
        .directory
        .roles()
        .find(|r| {
            r.can_be_given() && r.at_site() && people.iter().all(|p| !p.roles.contains(&r.id))
        })
        .expect("a role that nobody of them has")
        .id
        .clone();
    screen.chord(CTRL, Key::E);
    screen.until_says("3 people on ");
    let why = (false, "Choose at least one role to give".to_owned());
    assert_eq!(screen.about(Role::Button, "Make the plan…"), why);
    screen.click(Role::RadioButton, "Exactly these");
    let title = team.directory.role_name(&role).to_owned();
    screen.click(Role::CheckBox, &title);
    screen.press("Make the plan…");
    screen.until("the plan", |s| {
        let protocol::PlanState::Ready(review) = &*s.model().plan else {
            return None;
        };
        (review.plan.lines.len() == 3).then_some(())
    });
    assert!(wix.writes().is_empty(), "a plan sends nothing");
    screen.press("Change 3 contributors");
    screen.until_there(Role::Button, "Done");
    let writes = wix.writes();
    assert_eq!(writes.len(), 3, "{writes:#?}");
    let text = serde_json::to_string(&writes).expect("JSON");
    assert!(people.iter().all(|p| text.contains(p.account.as_str())));
    assert!(text.contains(role.as_str()));
    screen.press("Done");
    screen.until("roles as read back", |s| {
        let now = rows(s);
        let holds = |p: &AccessRow| {
            now.iter()
                .any(|r| r.key() == p.key() && r.roles.contains(&role))
        };
        people.iter().all(holds).then_some(())
    });
}

#[test]
fn one_person_is_removed_from_a_site_and_gone_from_the_list() {
    let wix = Wix::of(Size::S);
    let mut screen = read(&wix, (1280.0, 1000.0));
    let people = of_one_site(&screen, 1, false);
    select(&mut screen, &people);
    screen.press("Remove…");
    screen.press("Remove at 1 place");
    screen.until_there(Role::Button, "Done");
    assert_eq!(wix.writes().len(), 1);
    screen.press("Done");
    screen.until_gone(Role::Row, &label(&people[0]));
}

#[test]
fn locations_are_replaced_for_people_of_one_site_only() {
    let wix = Wix::of(Size::S);
    let mut screen = read(&wix, (1280.0, 1000.0));
    let people = of_one_site(&screen, 1, true);
    let table = screen.model().access.clone().expect("a table");
    let place = table.access.locations[&people[0].site]
        .iter()
        .find(|l| l.archived != Some(true) && !people[0].locations.contains(&l.id))
        .expect("another location")
        .clone();
    select(&mut screen, &people);
    screen.press("Locations…");
    screen.until_says("What they were limited to before is replaced");
    screen.click(Role::CheckBox, place.label());
    screen.press("Make the plan…");
    screen.press("Change 1 contributor");
    screen.until_there(Role::Button, "Done");
    let writes = wix.writes();
    assert_eq!(writes.len(), 1);
    assert!(writes[0].to_string().contains(place.id.as_str()));
    screen.press("Done");
    screen.until("the location", |s| {
        let now = rows(s);
        let row = now.iter().find(|r| r.key() == people[0].key())?;
        row.locations.contains(&place.id).then_some(())
    });
}

#[test]
fn an_account_gets_a_name_that_stays_here() {
    let wix = Wix::of(Size::S);
    let mut screen = read(&wix, (1280.0, 1000.0));
    let people = of_one_site(&screen, 1, false);
    select(&mut screen, &people);
    screen.chord(CTRL, Key::N);
    screen.until_there(Role::Dialog, "Name this account");
    screen.write("Front desk");
    screen.press("Keep the name");
    let named = format!("Front desk, {}", people[0].site_name);
    screen.until_there(Role::Row, &named);
    assert!(wix.writes().is_empty(), "Wix does not hear of it");
    screen.until_says("Known from your own name for it");
    screen.press("Name…");
    screen.until_there(Role::Dialog, "Name this account");
    screen.chord(CTRL, Key::A);
    screen.key(Key::Backspace);
    screen.press("Take the name away");
    screen.until_there(Role::Row, &label(&people[0]));
}

#[test]
fn the_same_people_stand_by_person_and_in_a_grid() {
    let wix = Wix::of(Size::S);
    let mut screen = read(&wix, (1280.0, 900.0));
    let table = screen.model().access.clone().expect("a table");
    let (people, sites) = (table.persons.list.len(), table.persons.sites.len());
    screen.click(Role::RadioButton, "By person");
    let words = format!("{people} people, {} shown", table.rows.len());
    screen.until_says(&words);
    let most = table.persons.list.iter().max_by_key(|p| p.rows.len());
    let most = most.expect("somebody").clone();
    screen.fill(
        Role::TextInput,
        "Search contributors",
        most.account.as_str(),
    );
    // Only then every row stands where it stays.
    screen.until("this person alone", |s| {
        (crate::browse::rows(s) == [most.name.clone()]).then_some(())
    });
    screen.click(Role::Row, &most.name);
    screen.until_says(&format!("On {} site", most.rows.len()));
    screen.press("Clear search contributors");
    screen.click(Role::RadioButton, "Grid");
    let name = format!("Grid, {people} people by {sites} sites");
    screen.until_there(Role::Grid, &name);
    let row = table
        .rows
        .iter()
        .find(|r| r.site == table.persons.sites[0].id && !r.owns)
        .expect("a row")
        .clone();
    screen.fill(Role::TextInput, "Search contributors", row.account.as_str());
    let says = format!(
        "{}, {}: {}",
        row.name,
        row.site_name,
        row.role_titles.join(", ")
    );
    screen.until_says(&says);
    let cell = screen.beginning(Role::Cell, &says);
    screen.click(Role::Cell, &cell);
    screen.until_there(Role::Label, "1 selected");
    screen.tab_to(Role::Button, "Change roles…");
}

#[test]
fn names_are_looked_up_where_the_key_may_read_the_account() {
    let wix = Wix::of(Size::S);
    let mut screen = read(&wix, (1280.0, 900.0));
    let nameless = screen
        .model()
        .access
        .as_ref()
        .expect("a table")
        .persons
        .nameless;
    assert!(nameless > 0, "the practice account has unknown accounts");
    screen.press("Look up names");
    let said = screen.until("an end", |s| {
        match &s.model().last_job(JobKind::Names)?.state {
            protocol::JobState::Done(words) => Some(words.clone()),
            _ => None,
        }
    });
    assert!(said.contains("names were found"), "{said}");
}
