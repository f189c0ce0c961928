//! A window without a window: egui gets its input and gives its triangles, nothing is painted.

use crate::cpu::Cpu;
use egui::accesskit::{Node, TreeUpdate};
use egui::{Context, Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, Ui, pos2, vec2};
use std::time::Duration;

/// Size of the window in points, and of one point in pixels.
pub(crate) const SIZE: (f32, f32) = (1280.0, 800.0);
/// Seconds from one frame to the next, as the window is told.
const STEP: f64 = 1.0 / 60.0;

/// One egui context with its clock.
pub(crate) struct Screen {
    pub(crate) ctx: Context,
    cpu: Cpu,
    time: f64,
    heard: bool,
    tree: Option<TreeUpdate>,
}

impl Screen {
    pub(crate) fn new() -> Self {
        Self {
            ctx: Context::default(),
            cpu: Cpu::new(),
            time: 0.0,
            heard: false,
            tree: None,
        }
    }

    /// What [`Screen::frame`] measures.
    pub(crate) fn what(&self) -> &'static str {
        self.cpu.what()
    }

    /// Whether AccessKit nodes are made, as when a screen reader listens.
    pub(crate) fn hear(&mut self, heard: bool) {
        self.heard = heard;
        if heard {
            self.ctx.enable_accesskit();
        } else {
            self.ctx.disable_accesskit();
        }
    }

    /// Draws one frame and cuts it into triangles; tells what that took.
    pub(crate) fn frame(&mut self, events: Vec<Event>, draw: impl FnMut(&mut Ui)) -> Duration {
        self.time += STEP;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(SIZE.0, SIZE.1))),
            max_texture_side: Some(8192),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let ctx = &self.ctx;
        let (tree, took) = self.cpu.of(|| {
            let mut output = ctx.run_ui(input, draw);
            // Nothing is painted, and egui minds pictures that nobody took over.
            output.textures_delta.clear();
            drop(ctx.tessellate(output.shapes, output.pixels_per_point));
            output.platform_output.accesskit_update
        });
        self.tree = tree;
        took
    }

    /// Draws one frame that nobody measures, only to see where things are.
    pub(crate) fn look(&mut self, draw: impl FnMut(&mut Ui)) {
        self.ctx.enable_accesskit();
        self.frame(Vec::new(), draw);
        self.hear(self.heard);
    }

    /// Where the first thing is whose name does this, as of the last [`Screen::look`].
    pub(crate) fn place(&self, name: impl Fn(&str) -> bool) -> Option<Rect> {
        self.places(name).next()
    }

    /// Where all of them are.
    pub(crate) fn places(&self, name: impl Fn(&str) -> bool) -> impl Iterator<Item = Rect> {
        self.named()
            .filter(move |(called, _)| name(called))
            .map(|(_, rect)| rect)
    }

    /// Names of everything that lies in a place like this, in the order of the tree.
    pub(crate) fn names(&self, lies: impl Fn(Rect) -> bool) -> Vec<String> {
        let there = self.named().filter(|(_, rect)| lies(*rect));
        there.map(|(name, _)| name.to_owned()).collect()
    }

    fn named(&self) -> impl Iterator<Item = (&str, Rect)> {
        let nodes = self.tree.iter().flat_map(|tree| &tree.nodes);
        nodes.filter_map(|(_, node)| Some((node.label().or(node.value())?, bounds(node)?)))
    }
}

fn bounds(node: &Node) -> Option<Rect> {
    let b = node.bounds()?;
    let (min, max) = ((b.x0 as f32, b.y0 as f32), (b.x1 as f32, b.y1 as f32));
    Some(Rect::from_min_max(min.into(), max.into()))
}

/// A key goes down.
pub(crate) fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

/// The first button of the mouse goes down or up.
pub(crate) fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

/// The wheel moves the content by so many points.
pub(crate) fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

/// Numbers from 0 up to 1 that are the same in every run.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> f32 {
        // The constants are Knuth's.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }
}

/// A little below the upper edge, in the middle.
pub(crate) fn near_top(rect: Rect) -> Pos2 {
    pos2(rect.center().x, rect.top() + 8.0)
}
