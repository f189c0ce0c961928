//! Signing in as an app and with a key for some sites, through the window.

use crate::contributors::{of_one_site, read_all, select};
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::Options;
use gatehouse::sandbox::Size;

fn form(wix: &Wix) -> Screen {
    let options = Options {
        base_url: Some(wix.base_url()),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), None, options);
    screen.until("the profiles", |s| s.model().profiles.as_ref().map(|_| ()));
    screen.tab_to(Role::Button, "Connect an account…");
    screen.key(Key::Enter);
    screen.until_there(Role::Dialog, "Connect an account");
    screen
}

/// Fills in the form of the app's installation on the second site.
fn fill(screen: &mut Screen, wix: &Wix) {
    let app = wix.hello().apps[1].clone();
    screen.click(Role::RadioButton, "App instance");
    screen.fill(Role::TextInput, "App id", &app.app_id);
    screen.fill(Role::PasswordInput, "App secret", &app.app_secret);
    screen.fill(Role::TextInput, "Instance id", &app.instance_id);
}

#[test]
fn an_app_is_connected_and_what_it_cannot_read_says_so() {
    let wix = Wix::of(Size::S);
    let mut screen = form(&wix);
    screen.click(Role::RadioButton, "App instance");
    let blocked = (false, "Paste the app id first".to_owned());
    assert_eq!(screen.about(Role::Button, "Check and connect"), blocked);
    fill(&mut screen, &wix);
    screen.press("Check and connect");
    screen.until("a result", |s| {
        s.names(Role::Dialog)
            .into_iter()
            .find(|n| n.ends_with("is connected"))
    });
    for words in [
        "The app can read 3 of 10 areas",
        "What the app can do",
        "Wix refuses this to app instances: its token is good for one site only",
    ] {
        assert!(screen.says(words), "the result says “{words}”");
    }
    let secret = &wix.hello().apps[1].app_secret;
    assert!(
        !screen.dump().contains(secret),
        "the secret is shown nowhere"
    );
    screen.press("Open the contributors");
    screen.until("everything read", |s| {
        s.model()
            .jobs
            .iter()
            .all(|j| !j.state.is_active())
            .then_some(())
    });
    screen.until_there(Role::Heading, "Contributors");
    for pane in ["Overview", "Team", "Roles"] {
        let entry = screen.beginning(Role::Button, pane);
        screen.press(&entry);
        screen.until_says("An app instance cannot read");
        assert!(screen.says("Sign in with an API key of the account to see it"));
    }
    screen.press("Connect an account…");
    screen.until_there(Role::Dialog, "Connect an account");
    screen.key(Key::Escape);
    let entry = screen.beginning(Role::Button, "Settings");
    screen.press(&entry);
    screen.until_says("What this kind of sign-in may ask");
    for words in [
        "App instance on one site",
        "App secret kept for this run",
        "Its token is good for one site only",
    ] {
        assert!(screen.says(words), "the settings say “{words}”");
    }
    screen.click(Role::DisclosureTriangle, "What other sign-ins may ask");
    screen.until_says("An API key for some sites");
}

#[test]
fn a_wrong_app_is_told_with_what_to_do_and_the_keyboard_is_enough() {
    let wix = Wix::of(Size::S);
    let mut screen = form(&wix);
    screen.tab_to(Role::RadioButton, "App instance");
    screen.key(Key::Space);
    let app = wix.hello().apps[0].clone();
    for (role, name, text) in [
        (Role::TextInput, "App id", app.app_id.as_str()),
        (Role::PasswordInput, "App secret", "not-the-secret"),
        (Role::TextInput, "Instance id", app.instance_id.as_str()),
    ] {
        screen.tab_to(role, name);
        screen.write(text);
    }
    screen.tab_to(Role::Button, "Check and connect");
    screen.key(Key::Enter);
    screen.until_says("Wix does not accept the app’s id, secret or instance id");
    assert!(screen.says("still installed on the site"));
    assert!(screen.model().session.is_none());
}

#[test]
fn a_limited_key_is_told_in_the_result_the_list_and_the_sites() {
    let wix = Wix::of(Size::S);
    let mut screen = form(&wix);
    screen.fill(Role::PasswordInput, "API key", &wix.key("two-sites"));
    screen.press("Check and connect");
    screen.until_there(Role::Dialog, "Northlight Studio is connected");
    assert!(screen.says("This key reaches 2 of 3 sites"));
    screen.press("Close");
    screen.until_read();
    let entry = screen.beginning(Role::Button, "Sites");
    screen.press(&entry);
    screen.until_says("Outside the key");
    let entry = screen.beginning(Role::Button, "Settings");
    screen.press(&entry);
    screen.until_says("API key for 2 of 3 sites");
    screen.press("Close the profile");
    screen.until_there(Role::Button, "Open Northlight Studio");
    let (_, told) = screen.about(Role::Button, "Open Northlight Studio");
    assert_eq!(told, "Northlight Studio · 2 of 3 sites");
}

#[test]
fn a_key_that_may_not_read_the_team_reads_and_changes_contributors_all_the_same() {
    let wix = Wix::of(Size::S);
    let mut screen = form(&wix);
    screen.fill(Role::PasswordInput, "API key", &wix.key("no-team"));
    screen.press("Check and connect");
    screen.until("a result", |s| {
        s.names(Role::Dialog)
            .into_iter()
            .find(|n| n.ends_with("is connected"))
    });
    screen.press("Close");
    screen.until("the sites", |s| s.model().sites.as_ref().map(|_| ()));
    for pane in ["Team", "People", "Invites"] {
        let entry = screen.beginning(Role::Button, pane);
        screen.press(&entry);
        screen.until_says("This key may not read the");
    }
    let entry = screen.beginning(Role::Button, "Contributors");
    screen.press(&entry);
    read_all(&mut screen);
    let rows = of_one_site(&screen, 2, false);
    select(&mut screen, &rows);
    screen.press("Remove…");
    screen.press("Remove at 2 places");
    screen.until_says("2 done");
    assert_eq!(wix.writes().len(), 2);
}
