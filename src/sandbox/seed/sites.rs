//! Sites and folders of the main account and of its child accounts.

use super::{World, days, rng};
use crate::sandbox::state::records::{Folder, Site};

const NAMES: [&str; 40] = [
    "Harbor Café",
    "Rosewood Hotel",
    "Northlight Journal",
    "Aurora Outfitters",
    "Bluefern Bakery",
    "Cedar & Salt",
    "Dune Yoga Studio",
    "Ember Ceramics",
    "Foxglove Flowers",
    "Glasshouse Kitchen",
    "Hilltop Vet Clinic",
    "Indigo Dance School",
    "Juniper Law",
    "Kiln House",
    "Lantern Books",
    "Maple Street Dental",
    "Nordsee Fähren",
    "Old Mill Brewery",
    "Paper Crane 折り鶴",
    "Quarry Climbing",
    "Riverbend Cycles",
    "Saffron Table",
    "Tidewater Surf",
    "Umbra Photography",
    "Velvet Room",
    "Willow Nursery",
    "Xenia Guesthouse",
    "Yarrow Apothecary",
    "Zephyr Sailing",
    "קפה הנמל",
    "مطعم الياسمين",
    "Atelier Böhm",
    "Casa Peñasco",
    "Driftwood Rentals",
    "Eastgate Physiotherapy",
    "Figaro Music School",
    "Granite Peak Guides",
    "Honeycomb Childcare and Early Learning Centre of the Upper Valley",
    "Ironworks Gym",
    "Jetty Bar",
];

const WORDS: [&str; 8] = [
    "North", "South", "East", "West", "Upper", "Lower", "Old", "New",
];

const FOLDERS: [&str; 6] = [
    "Clients",
    "Hospitality",
    "Shops",
    "Internal",
    "Hotels",
    "Archiv 2024",
];
/// Which folder each of the six stands in; itself means the root.
const PARENTS: [usize; 6] = [0, 0, 0, 3, 1, 3];

/// The main account's folders.
pub(crate) fn folders(world: &World) -> Vec<Folder> {
    (0..world.sizes.folders)
        .map(|index| folder(world, index))
        .collect()
}

fn folder(world: &World, index: u64) -> Folder {
    let nth = index as usize % FOLDERS.len();
    let round = index / FOLDERS.len() as u64;
    let name = if round == 0 {
        FOLDERS[nth].to_owned()
    } else {
        format!("{} {}", FOLDERS[nth], round + 1)
    };
    let parent = PARENTS[nth] as u64 + round * FOLDERS.len() as u64;
    let created = days(world.epoch, -700 + index.cast_signed());
    Folder {
        seq: index,
        account: world.account_id(),
        id: folder_id(world, index),
        name,
        parent: if parent == index {
            String::new()
        } else {
            folder_id(world, parent)
        },
        created,
        updated: days(created, 30),
    }
}

/// Id of the folder with this number.
pub(crate) fn folder_id(world: &World, index: u64) -> String {
    rng::guid(world.seed, "folder", index)
}

/// Id of the main account's site with this number.
pub(crate) fn site_id(world: &World, index: u64) -> String {
    rng::guid(world.seed, "site", index)
}

/// The main account's sites.
pub(crate) fn sites(world: &World) -> Vec<Site> {
    (0..world.sizes.sites)
        .map(|index| site(world, index))
        .collect()
}

fn site(world: &World, index: u64) -> Site {
    let seed = world.seed;
    let nth = index as usize % NAMES.len();
    let round = index / NAMES.len() as u64;
    let display_name = match round {
        0 => NAMES[nth].to_owned(),
        _ => format!("{} {} {}", WORDS[(round % 8) as usize], NAMES[nth], round),
    };
    // Fixed places among the first 40, and again in each further 40: one headless, one trashed, two drafts.
    let (headless, trashed, draft) = (nth == 13, nth == 27, nth == 19 || nth == 38);
    let published = !(trashed || draft);
    let domain = published && !headless && nth % 4 != 3;
    let name = format!("site-{:05}", 10_000 + index);
    let created = days(
        world.epoch,
        -1_400 + rng::below(seed, "site-created", index, 1_200).cast_signed(),
    );
    Site {
        seq: index,
        account: world.account_id(),
        id: site_id(world, index),
        view_url: match (published, domain) {
            (false, _) => String::new(),
            (true, true) => format!("https://www.{name}.example"),
            (true, false) => format!("https://northlight.wixsite.example/{name}"),
        },
        name,
        display_name,
        created,
        updated: days(
            world.epoch,
            -rng::below(seed, "site-updated", index, 150).cast_signed(),
        ),
        trashed: trashed.then(|| days(world.epoch, -12)),
        published,
        premium: published && nth % 3 != 2,
        editor: if headless {
            "EDITORLESS"
        } else {
            ["EDITOR", "STUDIO", "STUDIO", "EDITORX", "ADI"][nth % 5]
        }
        .to_owned(),
        blocked: nth == 33,
        folder: folder_of(world, index),
        namespace: if headless { "HEADLESS" } else { "WIX" }.to_owned(),
        domain,
        apps: apps(index),
    }
}

/// Every fifth site stands at the root, the others are spread over the folders.
fn folder_of(world: &World, index: u64) -> Option<String> {
    (index % 5 != 4 && world.sizes.folders > 0)
        .then(|| folder_id(world, index % world.sizes.folders))
}

fn apps(index: u64) -> Vec<String> {
    (0..=index % 3)
        .map(|app| rng::guid(0, "wix-app", app))
        .collect()
}

/// Most sites of a child account.
const CHILD_SITES: u64 = 3;

/// The sites of a child account: one, two or three.
pub(crate) fn child_sites(world: &World, child: u64) -> Vec<Site> {
    (0..=child % CHILD_SITES)
        .map(|nth| child_site(world, child, child * CHILD_SITES + nth))
        .collect()
}

fn child_site(world: &World, child: u64, number: u64) -> Site {
    let mut site = site(world, number % 12);
    site.id = rng::guid(world.seed, "child-site", number);
    site.seq = world.sizes.sites + number;
    site.account = world.child_id(child);
    site.display_name = format!("{} (client)", site.display_name);
    site.folder = None;
    site
}
