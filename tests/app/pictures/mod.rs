//! The photographed record: every state of every pane and dialog, walked through as a person would
//! and painted in both looks, at an ordinary size, in a small window, and with large text.
//!
//! `GATEHOUSE_PICTURES=folder cargo test --test app pictures -- --ignored` writes one sheet for each
//! state; without the variable they go into the folder that cargo keeps for tests. A sheet shows the
//! light look at 1280 by 800, and below it the dark one and 1024 by 640 with text twice as large.
//! With `GATEHOUSE_PICTURES_WIDE` there are pictures of a screen of 3840 by 2160 pixels instead.

pub(crate) mod access;
pub(crate) mod accounts;
pub(crate) mod changes;
pub(crate) mod first;
pub(crate) mod frame;
pub(crate) mod hardship;
pub(crate) mod import;
pub(crate) mod invites;
pub(crate) mod lock;
pub(crate) mod members;
pub(crate) mod pack;
pub(crate) mod reviews;
pub(crate) mod rules;
pub(crate) mod runs;
mod sheet;
pub(crate) mod sites;
pub(crate) mod team;
mod walks;

pub(crate) use walks::{Visit, every_walk};

use crate::eyes;
use crate::paint;
use crate::screen::Screen;
use crate::support::{Setup, Wix};
use egui::{Color32, ColorImage, Vec2, vec2};
use gatehouse::kit::tokens;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::ThemeWish;
use std::path::PathBuf;

const ORDINARY: Vec2 = vec2(1280.0, 800.0);
const WIDE: Vec2 = vec2(3840.0, 2160.0);
const SMALL: Vec2 = vec2(1024.0, 640.0);
/// Width of the edge that the harness leaves, in points.
const EDGE: f32 = 8.0;
/// Width of what stands below the large picture.
const HALF: usize = 640;

/// The pictures of one walk, numbered.
struct Album {
    folder: PathBuf,
    walk: &'static str,
    taken: usize,
    /// One line for each.
    faults: String,
}

impl Album {
    fn new(walk: &'static str) -> Self {
        Self {
            folder: paint::folder(),
            walk,
            taken: 0,
            faults: String::new(),
        }
    }
}

impl Visit for Album {
    /// Takes what stands on the screen, in every look.
    fn take(&mut self, screen: &mut Screen, state: &str) {
        self.taken += 1;
        if std::env::var_os("GATEHOUSE_PICTURES_WIDE").is_some() {
            return self.wide(screen, state);
        }
        let light = self.seen(screen, state, (ThemeWish::Light, ORDINARY, 1.0));
        let dark = self.seen(screen, state, (ThemeWish::Dark, ORDINARY, 1.0));
        let large = self.seen(screen, state, (ThemeWish::Dark, SMALL, 2.0));
        let small = self.seen(screen, state, (ThemeWish::Light, SMALL, 1.0));
        screen.look(None, ORDINARY);
        let mut page = ColorImage::filled([1280, 1200], Color32::BLACK);
        sheet::lay(&mut page, [0, 0], &light);
        sheet::lay(&mut page, [0, 800], &sheet::narrowed(&dark, HALF));
        sheet::lay(&mut page, [HALF, 800], &sheet::narrowed(&large, HALF));
        let name = self.name(state);
        paint::write(&self.folder.join(format!("{name}.png")), &page);
        paint::write(&self.folder.join(format!("small-{name}.png")), &small);
    }
}

impl Album {
    /// Name of the pictures of a state.
    fn name(&self, state: &str) -> String {
        let state = state.replace(' ', "-");
        format!("{}-{:02}-{state}", self.walk, self.taken)
    }

    /// Takes what stands on a very large screen, with ordinary and with large text.
    fn wide(&mut self, screen: &mut Screen, state: &str) {
        for (theme, zoom) in [(ThemeWish::Light, 1.0), (ThemeWish::Dark, 2.0)] {
            let picture = self.seen(screen, state, (theme, WIDE, zoom));
            let name = format!("wide-{}-x{zoom}.png", self.name(state));
            paint::write(&self.folder.join(name), &picture);
        }
        screen.look(None, ORDINARY);
    }

    /// Takes one picture, and writes down what an eye would find fault with.
    fn seen(
        &mut self,
        screen: &mut Screen,
        state: &str,
        (theme, size, zoom): (ThemeWish, Vec2, f32),
    ) -> ColorImage {
        let picture = screen.picture(theme, size, zoom);
        for fault in eyes::look(&screen.harness.output().shapes) {
            let (walk, taken, width) = (self.walk, self.taken, size.x);
            let line = format!("{walk}-{taken:02} {state}, {theme:?} {width} x{zoom}: {fault}\n");
            self.faults.push_str(&line);
        }
        picture
    }
}

impl Drop for Album {
    fn drop(&mut self) {
        let file = self.folder.join(format!("faults-{}.txt", self.walk));
        std::fs::write(file, &self.faults).expect("a list of faults");
    }
}

impl Screen {
    /// From now on drawn in a window of this size in pixels, in this theme and size of text.
    fn look(&mut self, look: Option<(ThemeWish, f32)>, size: Vec2) {
        self.harness.state_mut().look(look);
        // Only then points have the size that the window is given in.
        self.settle();
        self.harness.set_size(size / look.map_or(1.0, |l| l.1));
        self.settle();
        // A dialog is centred by its size in the frame before.
        self.harness.run_steps(2);
    }

    /// What a person would see in a window of this size in pixels.
    fn picture(&mut self, theme: ThemeWish, size: Vec2, zoom: f32) -> ColorImage {
        // The harness leaves an edge around what it draws; it is cut off again.
        let edge = EDGE * zoom;
        self.look(Some((theme, zoom)), size + Vec2::splat(2.0 * edge));
        let whole = self
            .textures
            .paint(&self.harness.ctx, self.harness.output());
        sheet::without_edge(&whole, edge as usize)
    }
}

/// The painter paints what the program shows: grounds, texts, and the look that was asked for.
#[test]
fn a_picture_shows_the_look_that_was_asked_for() {
    let wix = Wix::of(Size::S);
    let mut screen = Screen::practice(&Setup::default(), &wix);
    for (theme, tokens) in [
        (ThemeWish::Light, &tokens::LIGHT),
        (ThemeWish::Dark, &tokens::DARK),
    ] {
        let picture = screen.picture(theme, ORDINARY, 1.0);
        assert_eq!(picture.size, [1280, 800]);
        let of = |colour: Color32| picture.pixels.iter().filter(|p| **p == colour).count();
        let all = picture.pixels.len();
        let grounds = of(tokens.surface) + of(tokens.app) + of(tokens.sunken);
        assert!(grounds > all / 2, "{theme:?}: {grounds} of {all}");
        // Strokes of letters that are a whole pixel wide have the very colour of the text.
        assert!(of(tokens.text) > 200, "{theme:?}: {}", of(tokens.text));
    }
    let large = screen.picture(ThemeWish::Dark, SMALL, 2.0);
    assert_eq!(large.size, [1024, 640]);
}
