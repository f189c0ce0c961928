//! The reader of evidence packs.

use super::Visit;
use crate::evidence::{opened, saved};
use crate::support::Setup;
use egui::accesskit::Role;
use gatehouse::journal::Hash;

pub(crate) fn evidence_pack(album: &mut dyn Visit) {
    let setup = Setup::default();
    let (path, digest) = saved(&setup, 40);
    let mut screen = opened(&setup, path.clone(), Some(digest));
    screen.until_says("this is the pack that the digest is of");
    album.take(&mut screen, "check");
    screen.click(Role::Tab, "Entries, 40");
    screen.until_says("Search the pack");
    album.take(&mut screen, "entries");
    for tab in ["Population", "Plan and receipt", "Sample"] {
        screen.click(Role::Tab, tab);
        album.take(&mut screen, tab);
    }
    drop(screen);
    let mut screen = opened(&setup, path.clone(), Some(Hash::of(b"another pack")));
    screen.until_says("This pack is not as it was written");
    album.take(&mut screen, "another digest");
    drop(screen);
    let bytes = std::fs::read(&path).expect("a pack");
    std::fs::write(&path, &bytes[..bytes.len() - 9]).expect("a file");
    let mut screen = opened(&setup, path, None);
    screen.until_says("its end is cut off or changed");
    album.take(&mut screen, "broken");
}
