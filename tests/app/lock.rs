//! The passphrase of the keys, and the lock of the window.

use crate::act::CTRL;
use crate::files::files;
use crate::hands::Pointer;
use crate::screen::{Screen, options};
use crate::support::{Setup, Wix, start};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use gatehouse::app::Options;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Connection, KeepIn, KeyPlace};
use jiff::SignedDuration;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const PASSPHRASE: &str = "a studio by the north sea";

fn vault() -> Setup {
    Setup {
        vault: true,
        ..Setup::default()
    }
}

/// Connects with the key in a file behind the passphrase.
fn sealed(setup: &Setup, wix: &Wix) -> Screen {
    let options = Options {
        base_url: Some(wix.base_url()),
        ..options()
    };
    let mut screen = Screen::open(setup, None, options);
    screen.press("Connect an account…");
    screen.until_there(Role::RadioButton, "In a file with a passphrase");
    screen.fill(Role::PasswordInput, "API key", &wix.key("full"));
    screen.click(Role::RadioButton, "In a file with a passphrase");
    screen.fill(Role::PasswordInput, "Passphrase", "short");
    let blocked = |why: &str| (false, why.to_owned());
    assert_eq!(
        screen.about(Role::Button, "Check and connect"),
        blocked("A passphrase needs at least 8 characters")
    );
    screen.click(Role::PasswordInput, "Passphrase");
    screen.chord(CTRL, Key::A);
    screen.write(PASSPHRASE);
    assert_eq!(
        screen.about(Role::Button, "Check and connect"),
        blocked("Type the same passphrase twice")
    );
    screen.fill(Role::PasswordInput, "The same passphrase again", PASSPHRASE);
    screen.press("Check and connect");
    screen.until_there(Role::Dialog, "Northlight Studio is connected");
    screen.until_says("The key is in a file that your passphrase opens");
    screen.press("Open the team");
    screen.until_read();
    screen
}

fn connection(screen: &Screen) -> Connection {
    let session = screen.model().session.clone().expect("a session");
    session.connection.clone()
}

#[test]
fn a_key_behind_a_passphrase_is_asked_for_once_after_the_next_start() {
    let wix = Wix::of(Size::S);
    let setup = vault();
    let screen = sealed(&setup, &wix);
    let session = screen.model().session.clone().expect("a session");
    assert_eq!(session.profile.key, KeyPlace::Sealed);
    drop(screen);

    let mut screen = Screen::open(&setup, None, options());
    screen.until_there(Role::Dialog, "Give your passphrase");
    let asked = wix.log().len();
    screen.fill(Role::PasswordInput, "Passphrase", "the wrong one");
    screen.press("Open the keys");
    screen.until_says("This is not the passphrase of the keys on this computer");
    assert_eq!(wix.log().len(), asked, "nobody was asked without the key");
    screen.click(Role::PasswordInput, "Passphrase");
    screen.chord(CTRL, Key::A);
    screen.write(PASSPHRASE);
    screen.press("Open the keys");
    screen.until_gone(Role::Dialog, "Give your passphrase");
    screen.until("an answer of Wix", |s| {
        (connection(s) == Connection::Online).then_some(())
    });
    assert!(!screen.dump().contains(PASSPHRASE));
    drop(screen);

    // Not now means not now: nobody is asked twice in a run, and what was read is there.
    let mut screen = Screen::open(&setup, None, options());
    screen.until_there(Role::Dialog, "Give your passphrase");
    screen.press("Not now");
    screen.until_gone(Role::Dialog, "Give your passphrase");
    screen.until_there(Role::Button, "Team, 12");
    screen.chord(CTRL, Key::Comma);
    screen.press("Give the passphrase…");
    screen.press("I do not remember it…");
    screen.until_there(Role::Dialog, "Start without the kept keys");
    screen.press("Remove the kept keys");
    screen.until_gone(Role::Dialog, "Start without the kept keys");
    assert_eq!(screen.model().keeping.keeps, KeepIn::ForRun);
    assert!(!setup.dir.path().join("data/keys").exists());
}

#[test]
fn the_lock_hides_everything_and_drops_the_key_until_the_passphrase_comes() {
    let wix = Wix::of(Size::S);
    let setup = vault();
    let mut screen = sealed(&setup, &wix);
    screen.until_there(Role::Row, "Nora Whitlock");
    screen.chord(CTRL, Key::L);
    let shown = screen.dump();
    for word in ["Nora", "Northlight", "Whitlock", "Team", "@"] {
        assert!(!shown.contains(word), "“{word}” can be heard:\n{shown}");
    }
    assert!(shown.contains("Gatehouse is locked"), "{shown}");
    screen.until("the key is gone", |s| {
        let gone = matches!(connection(s), Connection::Offline(why) if why.contains("Locked"));
        (gone && s.model().keeping.keeps == KeepIn::Closed).then_some(())
    });
    // Keys of the program do nothing behind the lock.
    screen.chord(CTRL, Key::K);
    screen.chord(CTRL, Key::Num1);
    assert!(!screen.dump().contains("Commands"));
    screen.click(Role::PasswordInput, "Passphrase");
    screen.write("the wrong one");
    screen.key(Key::Enter);
    screen.until_says("This is not the passphrase of the keys on this computer");
    screen.click(Role::PasswordInput, "Passphrase");
    screen.chord(CTRL, Key::A);
    screen.write(PASSPHRASE);
    screen.press("Unlock");
    screen.until_there(Role::Row, "Nora Whitlock");
    screen.until("a connection again", |s| {
        (connection(s) == Connection::Untried).then_some(())
    });
    let before = wix.log().len();
    screen.chord(CTRL, Key::R);
    screen.until("an answer of Wix", |s| {
        (connection(s) == Connection::Online).then_some(())
    });
    assert!(wix.log().len() > before);

    // Not a byte of the key or the passphrase lies open, wherever they were used.
    screen.until_read();
    drop(screen);
    for path in files(setup.dir.path()) {
        let bytes = std::fs::read(&path).expect("a file");
        for needle in [wix.key("full"), PASSPHRASE.to_owned()] {
            let found = memchr::memmem::find(&bytes, needle.as_bytes());
            assert!(found.is_none(), "{}", path.display());
        }
    }
}

#[test]
fn the_clipboard_never_holds_a_key() {
    let mut screen = Screen::open(&Setup::default(), None, options());
    screen.press("Connect an account…");
    screen.fill(Role::PasswordInput, "API key", "IST.planted");
    for shown in [false, true, true] {
        if shown && screen.find(Role::TextInput, "API key").is_none() {
            screen.press("Show API key");
        }
        let role = if shown {
            Role::TextInput
        } else {
            Role::PasswordInput
        };
        screen.click(role, "API key");
        no_copy(&mut screen);
    }
    let typed = screen
        .get(Role::TextInput, "API key")
        .accesskit_node()
        .value();
    assert_eq!(
        typed.as_deref(),
        Some("IST.planted"),
        "nothing was cut either"
    );
}

/// Neither copying nor cutting what has the keyboard puts the key on the clipboard.
fn no_copy(screen: &mut Screen) {
    screen.chord(CTRL, Key::A);
    for event in [egui::Event::Copy, egui::Event::Cut] {
        screen.harness.event(event);
        for _ in 0..4 {
            screen.harness.step();
            let commands = &screen.harness.output().platform_output.commands;
            let copied = commands.iter().any(
                |c| matches!(c, egui::OutputCommand::CopyText(text) if text.contains("planted")),
            );
            assert!(!copied, "{commands:?}");
        }
    }
}

#[test]
fn a_run_goes_on_behind_the_lock() {
    use crate::change::tall;
    use crate::runs::{paused, planned};
    let wix = Wix::of(Size::L);
    let mut screen = tall(&Setup::default(), &wix);
    planned(&mut screen, &wix);
    paused(&mut screen, &wix);
    screen.chord(CTRL, Key::L);
    screen.until_there(Role::Button, "Unlock");
    assert!(!screen.dump().contains("lines"));
    screen.press("Unlock");
    screen.press("Go on");
    screen.chord(CTRL, Key::L);
    screen.until("the end of the run", |s| {
        let idle = s.model().jobs.iter().all(|j| !j.state.is_active());
        (idle && wix.writes().len() == 12).then_some(())
    });
    assert!(!screen.dump().contains("done"));
    screen.press("Unlock");
    screen.until_there(Role::Label, "12 done");
}

#[test]
fn the_window_locks_itself_after_the_time_of_the_settings() {
    let wix = Wix::of(Size::S);
    let seconds = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&seconds);
    let options = Options {
        route: Some(Route::Team),
        start: gatehouse::app::Start::Practice(gatehouse::worker::protocol::Practice {
            size: gatehouse::worker::protocol::Size::S,
            seed: 7,
        }),
        now: Arc::new(move || start() + SignedDuration::from_secs(clock.load(Ordering::SeqCst))),
        ..options()
    };
    let mut screen = Screen::open(&Setup::default(), Some(&wix), options);
    screen.until_read();
    screen.chord(CTRL, Key::Comma);
    screen.click(Role::RadioButton, "5 minutes");
    screen.key(Key::Tab);
    seconds.store(299, Ordering::SeqCst);
    screen.settle();
    assert!(screen.dump().contains("Northlight"));
    // The mouse counts as somebody.
    let corner = egui::Event::PointerMoved(egui::pos2(3.0, 3.0));
    screen.by_mouse(Pointer::Moves, |s| s.harness.event(corner));
    screen.settle();
    seconds.store(598, Ordering::SeqCst);
    screen.settle();
    assert!(screen.dump().contains("Northlight"));
    seconds.store(599, Ordering::SeqCst);
    screen.settle();
    let shown = screen.dump();
    assert!(shown.contains("Gatehouse is locked"), "{shown}");
    assert!(!shown.contains("Northlight"), "{shown}");
    screen.press("Unlock");
    screen.until_there(Role::Heading, "Settings");
}
