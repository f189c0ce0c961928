//! Search over everything: what it finds, and where it goes.

use crate::act::CTRL;
use crate::browse::{rows, selected};
use crate::members;
use crate::people::open;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::{Options, Start};
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Practice};

/// What stands in the box.
fn hits(screen: &Screen) -> Vec<String> {
    screen.names(Role::ListBoxOption)
}

/// Opens the box, types, and waits for what was found.
fn search(screen: &mut Screen, text: &str) -> Vec<String> {
    screen.chord(CTRL, Key::P);
    screen.until_there(Role::Dialog, "Search everything");
    screen.write(text);
    screen.until("an answer", |s| {
        let found = s.model().found.as_ref()?;
        (found.text == text && !found.going_on).then(|| hits(s))
    })
}

/// Goes down to the hit that begins so, and presses Enter.
fn choose(screen: &mut Screen, words: &str) {
    for _ in 0..60 {
        let (role, name) = screen.at();
        if role == Role::ListBoxOption && name.starts_with(words) {
            return screen.key(Key::Enter);
        }
        screen.key(Key::ArrowDown);
    }
    panic!("no hit “{words}” in {:#?}", hits(screen));
}

#[test]
fn a_person_is_found_and_gone_to_by_keys_alone_and_stands_there_when_the_box_opens_again() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::Overview);
    let found = search(&mut screen, "MÍRA ok");
    assert!(
        found
            .iter()
            .any(|h| h.starts_with("Mira Okonjo, ") && h.ends_with(", People")),
        "{found:#?}"
    );
    choose(&mut screen, "Mira Okonjo, ");
    screen.until_there(Role::Heading, "People");
    screen.until("the row", |s| {
        (selected(s) == ["Mira Okonjo"]).then_some(())
    });
    screen.until("the keyboard in the row", |s| {
        (s.at() == (Role::Row, "Mira Okonjo".to_owned())).then_some(())
    });
    screen.until_says("Why can they…?");
    screen.chord(CTRL, Key::P);
    screen.until_there(Role::Label, "Recently visited");
    let recent = hits(&screen);
    assert!(recent[0].starts_with("Mira Okonjo, "), "{recent:#?}");
    assert!(recent[1].starts_with("Overview"), "{recent:#?}");
    screen.key(Key::Escape);
    screen.until_gone(Role::Dialog, "Search everything");
    screen.until("the keyboard in the row", |s| {
        (s.at() == (Role::Row, "Mira Okonjo".to_owned())).then_some(())
    });
    screen.until("nothing is held any more", |s| {
        s.model().found.is_none().then_some(())
    });
}

#[test]
fn sites_roles_settings_and_commands_are_found_and_a_list_takes_the_rest() {
    let wix = Wix::of(Size::L);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    let site = screen.model().sites.clone().expect("sites").rows[3]
        .name
        .clone();
    search(&mut screen, &site);
    choose(&mut screen, &format!("{site}, "));
    screen.until_there(Role::Heading, "Sites");
    screen.until("the site", |s| {
        (selected(s) == [site.clone()]).then_some(())
    });

    search(&mut screen, "designer");
    let (words, all) = screen.until("how many there are", |s| {
        let found = s.model().found.clone()?;
        let people = found
            .groups
            .iter()
            .find(|g| g.kind == protocol::FoundKind::Person)?;
        let words = format!("Show all {} in People", people.total);
        Some((words, people.total))
    });
    assert!(all > 6);
    choose(&mut screen, &words);
    screen.until_says(&format!("{all} of "));
    screen.until_there(Role::Heading, "People");
    assert!(!rows(&screen).is_empty());

    search(&mut screen, "dark");
    let found = hits(&screen);
    assert!(
        found.contains(&"Look: dark, Look, Commands".to_owned()),
        "{found:#?}"
    );
    choose(&mut screen, "Look, For all profiles");
    screen.until_there(Role::Heading, "Settings");

    search(&mut screen, "zzqq");
    screen.until_says("Nothing matches “zzqq”");
    screen.until_says("Contributors of ");
    let steps = hits(&screen);
    assert!(
        steps
            .iter()
            .any(|s| s.starts_with("Read contributors of sites…")),
        "{steps:#?}"
    );
    choose(&mut screen, "Read contributors of sites…");
    screen.until_there(Role::Dialog, "Read contributors of sites");
}

#[test]
fn members_of_a_site_that_is_not_looked_at_are_found_and_opened() {
    let wix = Wix::of(Size::S);
    let mut screen = members::screen(&wix, (1280.0, 800.0));
    members::read(&mut screen, &wix);
    let first = members::first_site(&screen, &wix);
    let table = screen.model().members.clone().expect("members");
    let row = table.rows[30].clone();
    let sites = screen.model().sites.clone().expect("sites");
    let other = sites.rows.iter().find(|r| r.name != first).expect("a site");
    screen.click(Role::ComboBox, "Site");
    screen.until_there(Role::ListBoxOption, &other.name);
    screen.click(Role::ListBoxOption, &other.name);
    screen.until_says("The members of this site have not been read yet");
    screen.chord(CTRL, Key::Num1);
    screen.until_there(Role::Heading, "Overview");

    let name = row.name();
    let found = search(&mut screen, &name);
    let wanted = format!("{name}, ");
    let hit = found
        .iter()
        .find(|h| h.starts_with(&wanted) && h.ends_with(", Members"));
    let hit = hit
        .unwrap_or_else(|| panic!("{name} in {found:#?}"))
        .clone();
    assert!(hit.contains(&first), "{hit}");
    choose(&mut screen, &hit);
    screen.until_there(Role::Heading, "Members");
    screen.until("the member of the first site", |s| {
        let there = s.model().members.as_ref()?.site.as_str() == wix.site(0);
        (there && selected(s) == [name.clone()]).then_some(())
    });
    screen.until_says(row.id().as_str());
}

#[test]
fn without_a_profile_offline_and_behind_the_lock_it_says_how_things_stand() {
    let mut screen = Screen::open(&Setup::default(), None, options());
    screen.until_there(Role::Button, "Open the practice account");
    screen.chord(CTRL, Key::P);
    screen.until_says("No profile is open, so only commands are found");
    screen.write("quit");
    assert_eq!(hits(&screen)[0], "Quit, Program, Commands");
    screen.key(Key::Escape);

    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let practice = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(Route::Team),
        ..options()
    };
    let mut screen = Screen::open(&setup, Some(&wix), practice.clone());
    screen.until_read();
    drop(screen);
    let offline = Setup {
        offline: true,
        ..setup
    };
    let mut screen = Screen::open(&offline, Some(&wix), practice);
    screen.until("the team as it was kept", |s| {
        (s.model().people.is_some()).then_some(())
    });
    let found = search(&mut screen, "nora");
    screen.until_says("Offline: searches what was read");
    assert!(
        found.iter().any(|h| h.starts_with("Nora Whitlock, ")),
        "{found:#?}"
    );
    screen.key(Key::Escape);
    screen.chord(CTRL, Key::L);
    screen.until_there(Role::Button, "Unlock");
    screen.chord(CTRL, Key::P);
    assert!(screen.find(Role::Dialog, "Search everything").is_none());
    assert!(screen.model().found.is_none());
}

#[test]
fn the_help_is_opened_by_key_found_by_word_and_leads_to_the_panes() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::Team);
    screen.key(Key::F1);
    screen.until_there(Role::Heading, "Help");
    for topic in gatehouse::model::topics::TOPICS {
        screen.until_says(topic.title);
        for words in topic.says {
            assert!(screen.says(words), "{words}");
        }
    }
    screen.click(Role::Link, "Show runs and the journal");
    screen.until_there(Role::Heading, "Activity");
    let found = search(&mut screen, "restriction");
    assert!(
        found.iter().any(|h| h.starts_with("Restriction, ")),
        "{found:#?}"
    );
    choose(&mut screen, "Restriction, ");
    screen.until_there(Role::Heading, "Help");
}

#[test]
fn rows_and_cells_are_copied_with_titles_and_it_says_so() {
    let wix = Wix::of(Size::S);
    let mut screen = open(&wix, Route::Team);
    let table = screen.model().team.clone().expect("a team");
    let rows: Vec<_> = table
        .rows
        .iter()
        .filter(|r| !r.email.is_empty())
        .take(2)
        .collect();
    screen.click(Role::Row, &rows[0].name);
    screen.click_with(Role::Row, &rows[1].name, CTRL);
    screen.harness.event(egui::Event::Copy);
    let copied = clipboard(&mut screen);
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines.len(), 3, "{copied}");
    assert!(lines[0].starts_with("Name\tAddress\t"), "{copied}");
    for row in &rows {
        let line = format!("{}\t{}\t", row.name, row.email);
        assert!(lines[1..].iter().any(|l| l.starts_with(&line)), "{copied}");
    }
    screen.until_says("Copied 2 rows with ");
    screen.chord(egui::Modifiers::SHIFT, Key::F10);
    screen.until_there(Role::Button, "Copy 2 rows");
    screen.press("Copy cell “Address”");
    screen.until_says("Copied “Address”");
}

/// What was put on the clipboard in the next frames.
fn clipboard(screen: &mut Screen) -> String {
    let mut copied = String::new();
    for _ in 0..4 {
        screen.harness.step();
        for command in &screen.harness.output().platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                copied.clone_from(text);
            }
        }
    }
    copied
}

#[test]
fn pane_and_filters_are_there_after_a_restart_and_go_with_their_profile() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let practice = Options {
        start: Start::Practice(Practice {
            size: protocol::Size::S,
            seed: 7,
        }),
        route: Some(Route::Team),
        ..options()
    };
    let mut screen = Screen::sized(&setup, Some(&wix), (1600.0, 1000.0), practice);
    screen.until_read();
    let all = screen.model().team.as_ref().expect("a team").rows.len();
    let chosen = screen.beginning(Role::CheckBox, "Status: Active");
    screen.click(Role::CheckBox, &chosen);
    screen.until_there(Role::Button, "Remove filter Status: Active");
    screen.until("kept", |s| {
        let kept = s.model().settings.clone()?;
        kept.views
            .keys()
            .any(|k| k.starts_with("team.filter@"))
            .then_some(())
    });
    drop(screen);
    let mut screen = Screen::open(&setup, Some(&wix), options());
    screen.until_there(Role::Heading, "Team");
    screen.until_there(Role::Button, "Remove filter Status: Active");
    screen.until("fewer rows", |s| {
        let view = s.model().view.as_ref()?;
        (view.view.rows.len() < all).then_some(())
    });
    screen.press("Remove filter Status: Active");
    screen.until("no filter is kept", |s| {
        let kept = s.model().settings.clone()?;
        (!kept.views.keys().any(|k| k.starts_with("team.filter@"))).then_some(())
    });
}
