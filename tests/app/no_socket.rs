//! Nothing opens a socket to anywhere: a whole review with the network off, its evidence pack, and
//! the pack opened by a stranger, watched by the system itself. Where `strace` is missing only the
//! review itself is played.

use crate::evidence::opened;
use crate::import::type_path;
use crate::reviews::{begin, decided, reviews};
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::journal::Hash;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::Stage;
use std::path::Path;
use std::process::Command;

/// Names the folder with what was read, for the process that is watched.
const READ: &str = "GATEHOUSE_TEST_READ";

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            std::fs::copy(&path, &place).expect("a copy");
        }
    }
}

/// Makes a review, decides all of it, finishes it, saves its pack and opens that.
fn whole_review(read: &Path) {
    let setup = Setup {
        offline: true,
        hours: 1,
        ..Setup::default()
    };
    copy(read, &setup.dir.path().join("data"));
    let mut screen = Screen::open(&setup, None, reviews());
    screen.until_says("No review yet");
    screen.until("the team", |s| s.model().team.as_ref().map(|_| ()));
    let all = begin(&mut screen);
    for n in 0..all {
        screen.key(if n % 5 == 3 { Key::R } else { Key::K });
    }
    decided(&mut screen, all as u32);
    screen.tab_to(Role::Button, "Finish");
    screen.key(Key::Enter);
    screen.until("its end", |s| {
        (s.model().review.as_ref()?.card.stage == Stage::Closed).then_some(())
    });
    screen.tab_to(Role::Button, "Save evidence pack…");
    screen.key(Key::Enter);
    screen.until_there(Role::Dialog, "Save the evidence pack");
    let file = setup.dir.path().join("pack.zip");
    type_path(&mut screen, &file);
    screen.until_there(Role::Dialog, "The evidence pack is saved");
    drop(screen);
    let digest = Hash::of(&std::fs::read(&file).expect("a pack"));
    let mut screen = opened(&Setup::default(), file, Some(digest));
    screen.until_says("this is the pack that the digest is of");
    assert_eq!(
        screen.model().pack_table.as_ref().map(|t| t.rows.len()),
        Some(all)
    );
}

#[test]
fn a_whole_review_and_its_pack_open_no_socket() {
    if let Some(read) = std::env::var_os(READ) {
        return whole_review(Path::new(&read));
    }
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    drop(Screen::practice(&setup, &wix));
    let read = setup.dir.path().join("data");
    let log = setup.dir.path().join("calls");
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qq", "-e", "trace=socket,connect,execve", "-o"])
        .arg(&log)
        .arg(program)
        .args([
            "--exact",
            "no_socket::a_whole_review_and_its_pack_open_no_socket",
        ])
        .env(READ, &read);
    let Ok(ran) = command.output() else {
        return whole_review(&read);
    };
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
    let calls = std::fs::read_to_string(&log).expect("what was called");
    assert!(calls.contains("execve("), "it was watched: {calls}");
    let sockets: Vec<&str> = calls
        .lines()
        .filter(|l| l.contains("socket(") || l.contains("connect("))
        .collect();
    assert!(sockets.is_empty(), "{sockets:#?}");
}
