//! Welcome, connecting, profiles.

use super::Visit;
use crate::act::CTRL;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::app::Options;
use gatehouse::sandbox::Size;
use serde_json::json;

fn replace(screen: &mut Screen, role: Role, field: &str, text: &str) {
    screen.click(role, field);
    screen.chord(CTRL, Key::A);
    screen.write(text);
}

pub(crate) fn welcome_and_connecting(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let of = |base_url: String| Options {
        base_url: Some(base_url),
        ..options()
    };
    let mut screen = Screen::open(&setup, Some(&wix), of(wix.base_url()));
    screen.until_says("Accounts that you connect are listed here from then on");
    album.take(&mut screen, "nothing yet");
    screen.press("Connect an account…");
    screen.until_there(Role::Dialog, "Connect an account");
    album.take(&mut screen, "connect");
    screen.click(Role::RadioButton, "App instance");
    album.take(&mut screen, "connect an app");
    screen.click(Role::RadioButton, "API key");
    screen.fill(Role::PasswordInput, "API key", "IST.wrong");
    screen.press("Check and connect");
    screen.until_says("Wix says that the key is not valid");
    album.take(&mut screen, "wrong key");
    wix.fault(&json!({"match": {}, "times": 500, "kind": "cutBefore"}));
    screen.press("Check and connect");
    screen.until("another alert", |s| {
        let alerts = s.names(Role::Alert);
        let other = alerts.iter().any(|a| !a.contains("not valid"));
        other.then_some(())
    });
    album.take(&mut screen, "no network");
    wix.no_faults();
    wix.fault(&json!({"match": {}, "times": 1, "kind": {"delayMs": 8_000}}));
    replace(
        &mut screen,
        Role::PasswordInput,
        "API key",
        &wix.key("no-team"),
    );
    screen.press("Check and connect");
    album.take(&mut screen, "checking");
    screen.until("a result", |s| {
        let mut names = s.names(Role::Dialog).into_iter();
        names.find(|n| n.ends_with("is connected"))
    });
    album.take(&mut screen, "connected with refusals");
    screen.press("Close");
    screen.until("read", |s| {
        let idle = s.model().jobs.iter().all(|j| !j.state.is_active());
        (idle && s.model().session.is_some()).then_some(())
    });
    for pane in [
        "Overview",
        "Team",
        "People",
        "Invites",
        "Roles",
        "Sites",
        "Contributors",
    ] {
        let entry = screen.beginning(Role::Button, pane);
        screen.press(&entry);
        album.take(&mut screen, &format!("refused {}", pane.to_lowercase()));
    }
    let entry = screen.beginning(Role::Button, "Settings");
    screen.press(&entry);
    screen.press("Close the profile");
    screen.until_there(Role::Button, "Open Northlight Studio");
    album.take(&mut screen, "profiles");
    screen.press("Edit Northlight Studio…");
    album.take(&mut screen, "edit a profile");
    screen.key(Key::Escape);
    screen.press("Forget Northlight Studio…");
    album.take(&mut screen, "forget a profile");
}

pub(crate) fn an_app_and_what_it_may_not_read(album: &mut dyn Visit) {
    let wix = Wix::of(Size::S);
    let options = Options {
        base_url: Some(wix.base_url()),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), None, options);
    screen.press("Connect an account…");
    let app = wix.hello().apps[1].clone();
    screen.click(Role::RadioButton, "App instance");
    screen.fill(Role::TextInput, "App id", &app.app_id);
    screen.fill(Role::PasswordInput, "App secret", "not-the-secret");
    screen.fill(Role::TextInput, "Instance id", &app.instance_id);
    screen.press("Check and connect");
    screen.until_says("Wix does not accept the app’s id, secret or instance id");
    album.take(&mut screen, "wrong secret");
    replace(
        &mut screen,
        Role::PasswordInput,
        "App secret",
        &app.app_secret,
    );
    screen.press("Check and connect");
    screen.until("a result", |s| {
        let mut names = s.names(Role::Dialog).into_iter();
        names.find(|n| n.ends_with("is connected"))
    });
    album.take(&mut screen, "connected");
    screen.press("Open the contributors");
    screen.until("everything read", |s| {
        let mut jobs = s.model().jobs.iter();
        jobs.all(|j| !j.state.is_active()).then_some(())
    });
    screen.until_there(Role::Heading, "Contributors");
    album.take(&mut screen, "contributors");
    screen.click(Role::RadioButton, "By person");
    album.take(&mut screen, "contributors by person");
    for pane in ["Overview", "Team", "Sites", "Members", "Settings"] {
        let entry = screen.beginning(Role::Button, pane);
        screen.press(&entry);
        album.take(&mut screen, &pane.to_lowercase());
    }
    screen.click(Role::DisclosureTriangle, "What other sign-ins may ask");
    album.take(&mut screen, "settings identities");
}
