//! Sheets about access in the window: contributors of sites, roles of the team, names of the owner's
//! own for accounts.

use crate::contributors::{of_one_site, read};
use crate::import::{choose, folder, saved, sheet, type_path};
use crate::members_change::{confirm, over};
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::accesskit::Role;
use gatehouse::sandbox::Size;
use gatehouse::sheet::check::KEPT;
use gatehouse::worker::protocol::SheetStep;
use std::path::Path;

/// Opens the import of the pane and takes it to the last step, whatever columns there are.
fn to_the_end(screen: &mut Screen, kind: Option<&str>, file: &Path) {
    screen.press("Import…");
    screen.until_there(Role::Dialog, "Import a sheet");
    if let Some(kind) = kind {
        choose(screen, "What its rows are", kind);
        screen.click(Role::TextInput, "File");
    }
    type_path(screen, file);
    screen.until("every row, checked", |s| {
        let view = s.model().sheet.as_ref()?;
        (view.step == SheetStep::Done && view.found.is_some()).then_some(())
    });
    screen.press("Next: columns");
    if screen.find(Role::Button, "Next: problems").is_some() {
        screen.press("Next: problems");
    }
    screen.until_there(Role::Button, "Next: what will happen");
    screen.press("Next: what will happen");
}

fn outcomes(text: &str) -> Vec<String> {
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    csv.records()
        .map(|r| r.expect("a row")[2].to_owned())
        .collect()
}

#[test]
fn contributors_get_the_roles_and_locations_of_a_sheet() {
    let wix = Wix::of(Size::S);
    let mut screen = read(&wix, (1280.0, 800.0));
    let two = of_one_site(&screen, 2, false);
    let other = |at: usize| {
        let titles = ["Blog Editor", "Website Designer", "Website Manager"];
        let has = |t: &&&str| !two[at].role_titles.iter().any(|r| r == **t);
        *titles.iter().find(has).expect("another role")
    };
    let text = format!(
        "Site id,Account id,Roles\n{},{},{}\n{},{},{}\n",
        two[0].site,
        two[0].account,
        other(0),
        two[1].site,
        two[1].account,
        two[1].role_titles.join("; "),
    );
    let folder = folder();
    let file = sheet(&folder, "contributors.csv", text.as_bytes());
    to_the_end(&mut screen, None, &file);
    screen.until_says("To change");
    screen.press("Make the plan…");
    confirm(&mut screen, "Change 1 contributor");
    over(&mut screen);
    assert_eq!(wix.writes().len(), 1, "what is so already is not sent");
    screen.until_there(Role::Button, "Save the result…");
    screen.press("Save the result…");
    let result = folder.path().join("result.csv");
    let told = saved(&mut screen, "Save the result of the sheet", &result);
    assert_eq!(outcomes(&told), ["Done", "Already so"], "{told}");
}

#[test]
fn people_of_the_team_get_the_roles_of_a_sheet() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let table = screen.model().team.clone().expect("a team");
    let site = table.directory.sites().next().expect("a site").id.clone();
    let free = table.rows.iter().filter(|r| {
        let one = |a: &&str| table.rows.iter().filter(|o| o.email == **a).count() == 1;
        r.kind == gatehouse::worker::protocol::RowKind::Person
            && !r.holds_account
            && !r.roles.iter().any(|r| r == "Blog Editor")
            && one(&r.email.as_str())
    });
    let emails: Vec<&str> = free.map(|r| r.email.as_str()).take(2).collect();
    let text = format!(
        "Address,Role,Reach,Action\n{0},Blog Editor,{2},\n{1},Blog Editor,{2},take\n",
        emails[0], emails[1], site
    );
    let folder = folder();
    let file = sheet(&folder, "roles.csv", text.as_bytes());
    to_the_end(&mut screen, Some("Roles of people in the team"), &file);
    screen.until_says("To change");
    screen.press("Make the plan…");
    confirm(&mut screen, "Change roles of");
    over(&mut screen);
    assert_eq!(wix.writes().len(), 1);
    screen.press("Save the result…");
    let result = folder.path().join("result.csv");
    let told = saved(&mut screen, "Save the result of the sheet", &result);
    assert_eq!(outcomes(&told), ["Done", "Already so"], "{told}");
}

#[test]
fn accounts_get_names_of_the_owners_own_and_nothing_is_sent() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let entry = screen.beginning(Role::Button, "Accounts");
    screen.press(&entry);
    screen.until_there(Role::Heading, "Accounts");
    let table = screen.model().accounts.clone().expect("accounts");
    let children: Vec<_> = table.children().take(2).map(|r| r.id.clone()).collect();
    let text = format!(
        "Account id,Local name\n{},The bakery\n{},=The mill\n{0},Twice\n",
        children[0], children[1]
    );
    let folder = folder();
    let file = sheet(&folder, "names.csv", text.as_bytes());
    to_the_end(&mut screen, None, &file);
    screen.until_says("Wix does not hear of them");
    screen.press("Keep these names");
    screen.until_says("2 accounts named");
    screen.until("the names in the list", |s| {
        let rows = &s.model().accounts.as_ref()?.rows;
        let named =
            |n: usize, name: &str| rows.iter().any(|r| r.id == children[n] && r.name == name);
        (named(0, "The bakery") && named(1, "=The mill")).then_some(())
    });
    screen.press("Save the result…");
    let result = folder.path().join("result.csv");
    let told = saved(&mut screen, "Save the result of the sheet", &result);
    assert_eq!(
        outcomes(&told),
        ["Done", "Done", "Skipped by rule"],
        "{told}"
    );
    assert!(wix.writes().is_empty());
    screen.press("Close");
    // The same again asks for nothing.
    to_the_end(&mut screen, None, &file);
    screen.until("nothing to keep", |s| {
        let (free, why) = s.about(Role::Button, "Keep these names");
        (!free && why.contains("No row asks for anything")).then_some(())
    });
}

#[test]
fn a_pass_over_many_rows_can_be_stopped_before_there_is_a_plan() {
    use std::fmt::Write as _;
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let mut text = "Address,Roles\n".to_owned();
    for n in 0..KEPT * 30 {
        writeln!(text, "person{n}@many.example,Blog Editor").expect("memory");
    }
    let folder = folder();
    let file = sheet(&folder, "many.csv", text.as_bytes());
    to_the_end(&mut screen, None, &file);
    screen.press("Make the plan…");
    screen.until_there(Role::Dialog, "Making the plan");
    screen.press("Cancel");
    screen.until_gone(Role::Dialog, "Making the plan");
    screen.until("the end of the pass", |s| {
        let idle = s.model().jobs.iter().all(|j| !j.state.is_active());
        idle.then_some(())
    });
    assert!(screen.find(Role::Dialog, "Import many.csv").is_some());
    let stopped = screen.model().jobs.iter().any(|j| {
        matches!(&j.state, gatehouse::worker::protocol::JobState::Cancelled(w)
            if w.contains("there is no plan"))
    });
    assert!(stopped, "{:?}", screen.model().jobs);
    assert!(wix.writes().is_empty());
}
