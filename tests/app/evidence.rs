//! Evidence packs in the window: opened by somebody with nothing but the pack and its digest.

use crate::screen::{Screen, options};
use crate::support::{Setup, start};
use egui::Key;
use egui::accesskit::Role;
use gatehouse::access::Reach;
use gatehouse::access::review::{
    Campaign, Context, Drawn, Entry, Item, Matter, Scope, Verdict, Word,
};
use gatehouse::app::{Options, Start};
use gatehouse::evidence::{Account, Pack, open, write};
use gatehouse::journal::Hash;
use gatehouse::model::Route;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

fn item(n: u32) -> Arc<Item> {
    Arc::new(Item {
        matter: Matter::Assignment(format!("u{n}").into(), "blog".into(), Reach::Account),
        name: format!("Person {n}"),
        address: format!("p{n}@example.com"),
        roles: vec!["blog".into()],
        titles: vec!["Blog Editor".to_owned()],
        place: "Whole account".to_owned(),
        locations: Vec::new(),
        state: String::new(),
        context: Context::UNKNOWN,
        worth: Vec::new(),
    })
}

/// A pack of so many entries, the first of which was kept.
pub(crate) fn saved(setup: &Setup, entries: u32) -> (PathBuf, Hash) {
    let campaign = Campaign {
        id: "c1".to_owned(),
        name: "Quarterly".to_owned(),
        scope: Scope::default(),
        snapshot: "s1".to_owned(),
        snapshot_at: start(),
        gaps: Vec::new(),
        reviewer: "Maya".to_owned(),
        made: start(),
        due: None,
        repeat_days: None,
        follows: None,
        drawn: Drawn::default(),
    };
    let word = Word::Decided {
        items: vec![0],
        verdict: Verdict::Keep,
        reason: "known".to_owned(),
    };
    let pack = Pack {
        account: Account {
            id: "a1".to_owned(),
            name: "Northlight".to_owned(),
            practice: false,
        },
        campaign,
        parts: Vec::new(),
        items: (0..entries).map(item).collect(),
        entries: vec![Entry {
            number: 1,
            at: start(),
            by: "Maya".to_owned(),
            word,
        }],
        titles: BTreeMap::from([("blog".into(), "Blog Editor".to_owned())]),
        carried: None,
        after: None,
    };
    let (bytes, digest) = write(&pack).expect("a pack");
    assert!(open(&bytes, Some(digest)).is_sound());
    let path = setup.dir.path().join("pack.zip");
    std::fs::write(&path, bytes).expect("a file");
    (path, digest)
}

pub(crate) fn opened(setup: &Setup, path: PathBuf, digest: Option<Hash>) -> Screen {
    let options = Options {
        start: Start::Pack(path, digest),
        ..options()
    };
    let mut screen = Screen::open(setup, None, options);
    screen.until("the pack", |s| {
        let found = s.model().pack.as_ref()?.found.as_ref();
        found.map(|_| ())
    });
    screen
}

#[test]
fn a_pack_opens_without_a_profile_and_is_gone_through_by_keyboard() {
    let setup = Setup::default();
    let (path, digest) = saved(&setup, 40);
    let mut screen = opened(&setup, path, Some(digest));
    screen.until_says("this is the pack that the digest is of");
    assert!(screen.model().session.is_none(), "no profile");
    assert_eq!(screen.model().shown(), Route::Pack);
    screen.until_says("Without a decision: 39 entries");
    screen.tab_to(Role::Tab, "Entries, 40");
    screen.key(Key::Enter);
    screen.until_says("Search the pack");
    screen.until_says("Person 0");
    screen.tab_to(Role::Tab, "Sample");
    screen.key(Key::Enter);
    screen.until_says("25 of 40 entries, drawn by the seed 1");
    screen.tab_to(Role::Button, "Close");
    screen.key(Key::Enter);
    screen.until("the welcome page", |s| {
        (s.model().shown() == Route::Welcome).then_some(())
    });
}

#[test]
fn what_is_wrong_with_a_pack_is_said() {
    let setup = Setup::default();
    let (path, _) = saved(&setup, 3);
    let other = Hash::of(b"another pack");
    let mut screen = opened(&setup, path.clone(), Some(other));
    screen.until_says("This pack is not as it was written");
    drop(screen);
    let bytes = std::fs::read(&path).expect("a pack");
    std::fs::write(&path, &bytes[..bytes.len() - 9]).expect("a file");
    let mut screen = opened(&setup, path, None);
    screen.until_says("its end is cut off or changed");
    assert!(screen.model().pack_table.is_none());
}
