//! The frame thread, without a window: CPU time per frame of the whole program on the largest
//! practice team, and of a bare table with the same cells as the yardstick, in the same run.

#[path = "frames/bare.rs"]
mod bare;
#[path = "support/clock.rs"]
mod clock;
#[path = "support/cpu.rs"]
mod cpu;
#[path = "support/desk.rs"]
mod desk;
#[path = "frames/members.rs"]
mod members;
#[path = "support/ratio.rs"]
mod ratio;
#[path = "support/report.rs"]
mod report;
#[path = "frames/scene.rs"]
mod scene;
#[path = "frames/screen.rs"]
mod screen;
#[path = "frames/window.rs"]
mod window;
#[path = "support/world.rs"]
mod world;

use anyhow::Context as _;
use bare::Bare;
use desk::Desk;
use gatehouse::model::Route;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{self, Command, JobCard, JobKind, JobState};
use ratio::times;
use report::{Sample, Table, line, ms};
use scene::Scene;
use std::time::Duration;
use window::{CONTRIBUTORS, PEOPLE, Place, TEAM, Window};
use world::Wix;

/// How often each scene is played, the window and the bare table in turns.
const ROUNDS: u64 = 3;

/// The largest account; with the word `--small` a smaller one, to see that everything works.
fn size() -> (Size, protocol::Size) {
    if std::env::args().any(|word| word == "--small") {
        (Size::L, protocol::Size::L)
    } else {
        (Size::Xl, protocol::Size::Xl)
    }
}

/// Whether a part is wanted: all are, or those that are named, such as `--only members`. Parts:
/// `team`, `sites` (contributors and people), `members`.
fn wanted(part: &str) -> bool {
    let mut named = std::env::args()
        .skip_while(|word| word != "--only")
        .skip(1)
        .peekable();
    named.peek().is_none() || named.any(|word| word == part)
}

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip_while(|word| word != members::LOOK);
    if let (Some(_), Some(data)) = (words.next(), words.next()) {
        world::cryptography();
        return members::look(std::path::Path::new(&data));
    }
    if !report::wanted() {
        return Ok(());
    }
    world::cryptography();
    if wanted("team") || wanted("sites") {
        lists()?;
    }
    if wanted("members") {
        members::measure()?;
    }
    Ok(())
}

/// The lists of an account that is read over HTTP.
fn lists() -> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    let (size, practice) = size();
    let wix = Wix::start(size)?;
    let mut desk = Desk::open(dir.path(), practice, Some(wix.launcher(true)))?;
    desk.reading()?;
    let before = wix.requests()?;
    desk.read()?;
    let requests = wix.requests()? - before;
    drop(desk);
    if wanted("team") {
        team(dir.path(), &wix, practice, requests)?;
    }
    if wanted("sites") {
        let mut desk = Desk::open(dir.path(), practice, Some(wix.launcher(true)))?;
        desk.reading()?;
        let took = read_sites(&mut desk)?;
        drop(desk);
        for place in [CONTRIBUTORS, PEOPLE] {
            let window = Window::open(dir.path(), wix.launcher(true), practice, place)?;
            list(window, place, Some(took))?;
        }
    }
    Ok(())
}

/// Measures the team beside a bare table.
fn team(
    data: &std::path::Path,
    wix: &Wix,
    practice: protocol::Size,
    requests: usize,
) -> anyhow::Result<()> {
    let mut window = Window::open(data, wix.launcher(true), practice, TEAM)?;
    let mut bare = Bare::beside(&window)?;
    line("## frames: the frame thread, headless, 1280 × 800");
    line("");
    line(&format!(
        "{} rows, read with {requests} requests, {} of them in sight, 6 columns; ms a frame for \
         layout and triangles, {}",
        window.view()?.view.rows.len(),
        bare.visible(),
        window.what(),
    ));
    line("");
    for heard in [false, true] {
        window.hear(heard);
        bare.hear(heard);
        measure(heard, &mut window, &mut bare)?;
    }
    Ok(())
}

/// The scenes of a list that has no yardstick beside it: its cells are of the same kind.
const LIST: [Scene; 6] = [
    Scene::Idle,
    Scene::Wheel,
    Scene::Jump,
    Scene::Typing,
    Scene::Facets,
    Scene::All,
];
/// The other shapes of the contributors.
const SHAPES: [&str; 2] = ["By person", "Grid"];

/// Measures another list; tells how long reading every site took, if that was measured.
fn list(mut window: Window, place: Place, read: Option<Duration>) -> anyhow::Result<()> {
    line("");
    line(&format!(
        "## frames: {}, {} rows",
        place.grid.to_lowercase(),
        window.rows()?
    ));
    line("");
    if let Some(read) = read {
        line(&format!("Every site was read in {} s.", read.as_secs()));
    }
    line(&format!(
        "Milliseconds a frame for layout and triangles, {}",
        window.what(),
    ));
    line("");
    let heads = ["scene", "screen reader", "frames", "median", "p99", "worst"];
    let mut table = Table::new(&heads);
    for heard in [false, true] {
        window.hear(heard);
        let who = if heard { "on" } else { "off" };
        let mut row = |words: &str, took: Vec<Duration>| {
            let frames = took.len();
            let took = Sample::new(took);
            table.row(vec![
                words.to_owned(),
                who.to_owned(),
                frames.to_string(),
                ms(took.median()),
                ms(took.part(0.99)),
                ms(took.part(1.0)),
            ]);
        };
        for scene in LIST {
            row(scene.words(), window.play(scene, 1)?.took);
        }
        if place.route == Route::Contributors {
            for shape in SHAPES {
                row(&format!("{shape}, wheel"), window.shape(shape, 300)?);
            }
            window.shape("By site", 30)?;
        }
    }
    table.print();
    Ok(())
}

fn measure(heard: bool, window: &mut Window, bare: &mut Bare) -> anyhow::Result<()> {
    let mut took: [(Vec<Duration>, Vec<Duration>); Scene::EACH.len()] = Default::default();
    for round in 0..ROUNDS {
        for (scene, (ours, theirs)) in Scene::EACH.into_iter().zip(&mut took) {
            let played = window.play(scene, round)?;
            theirs.extend(bare.play(scene, round, &played)?);
            ours.extend(played.took);
        }
    }
    let who = if heard {
        "AccessKit on"
    } else {
        "AccessKit off"
    };
    let heads = [
        who,
        "frames",
        "median",
        "p99",
        "worst",
        "bare median",
        "bare p99",
        "ratio of medians",
        "ratio of p99",
    ];
    let mut table = Table::new(&heads);
    for (scene, (ours, theirs)) in Scene::EACH.into_iter().zip(took) {
        let frames = ours.len();
        let (ours, theirs) = (Sample::new(ours), Sample::new(theirs));
        table.row(vec![
            scene.words().to_owned(),
            frames.to_string(),
            ms(ours.median()),
            ms(ours.part(0.99)),
            ms(ours.part(1.0)),
            ms(theirs.median()),
            ms(theirs.part(0.99)),
            times(ours.median(), theirs.median()),
            times(ours.part(0.99), theirs.part(0.99)),
        ]);
    }
    table.print();
    Ok(())
}

/// Reads who contributes to every site, which takes a call for each role and location of each.
fn read_sites(desk: &mut Desk) -> anyhow::Result<Duration> {
    desk.until("the sites are there", |m| m.sites.is_some())?;
    let table = desk.model.sites.clone().context("sites")?;
    let with = table.rows.iter().filter(|r| r.contributors > 0);
    let sites = with.map(|r| r.site.id.clone()).collect();
    desk.handle.send(Command::SyncSites(sites));
    let mut found: Option<JobCard> = None;
    desk.until("every site is read", |m| {
        let job = m.last_job(JobKind::SyncSites);
        found = job.filter(|j| !j.state.is_active()).cloned();
        found.is_some() && m.access.as_ref().is_some_and(|t| t.unread == 0)
    })?;
    let job = found.context("a reading of sites")?;
    anyhow::ensure!(matches!(job.state, JobState::Done(_)), "{:?}", job.state);
    let took = job.ended.context("its end")?.duration_since(job.started);
    Ok(took.unsigned_abs())
}
