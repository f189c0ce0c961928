//! What an eye would find fault with in a frame: texts too faint for their ground, texts that lie
//! over each other, texts that are cut off at a side.
//!
//! Everything is computed from what the program hands to be painted: the colour of each letter, and
//! the grounds that lie below it in the order of painting. Texts under something that was painted
//! later (a dialog, its veil) are not looked at.

use egui::epaint::text::PlacedRow;
use egui::epaint::{ClippedShape, TextShape};
use egui::{Color32, Pos2, Rect, Shape, pos2, vec2};
use std::fmt;

/// Least contrast of texts, WCAG 2.2 AA.
const TEXT: f64 = 4.5;
/// Least contrast of icons.
const ICON: f64 = 3.0;
/// So much, in points, may two texts share: letters lean over their edges.
const SHARE: egui::Vec2 = vec2(2.5, 3.5);
/// So much, in points, may a letter stand out of its clip.
const OUT: f32 = 1.5;

/// One thing to find fault with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// Ink and ground are too alike.
    Faint {
        words: String,
        ink: Color32,
        ground: Color32,
        ratio: f64,
    },
    /// Two texts lie over each other.
    Over { words: String, other: String },
    /// A text goes on beyond the room it is shown in.
    Cut { words: String, by: f32 },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faint {
                words,
                ink,
                ground,
                ratio,
            } => {
                let (ink, ground) = (ink.to_hex(), ground.to_hex());
                write!(f, "“{words}” is faint: {ink} on {ground} has {ratio:.2}")
            }
            Self::Over { words, other } => write!(f, "“{words}” lies over “{other}”"),
            Self::Cut { words, by } => write!(f, "“{words}” is cut off by {by:.1} points"),
        }
    }
}

/// Contrast of two colours after WCAG 2.
pub(crate) fn contrast(a: Color32, b: Color32) -> f64 {
    let luminance = |c: Color32| {
        let part = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.040_45 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b())
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// A run of letters of one colour in one row.
struct Run {
    order: usize,
    words: String,
    ink: Color32,
    /// Whether all of it are icons of the icon font.
    icons: bool,
    /// Where its letters are, cut to what is shown.
    seen: Rect,
    /// Points by which it stands out of its clip at the left or right.
    out: f32,
    elided: bool,
}

/// Something filled.
struct Fill {
    order: usize,
    clip: Rect,
    shape: Shape,
    colour: Color32,
}

impl Fill {
    fn covers(&self, at: Pos2) -> bool {
        self.clip.contains(at)
            && match &self.shape {
                Shape::Rect(rect) => rect.rect.contains(at),
                Shape::Circle(circle) => circle.center.distance(at) <= circle.radius,
                Shape::Path(path) => inside(&path.points, at),
                _ => false,
            }
    }
}

/// Whether a point lies in a polygon.
fn inside(points: &[Pos2], at: Pos2) -> bool {
    let next = points.iter().cycle().skip(1);
    let crossed = points.iter().zip(next).filter(|(a, b)| {
        (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
    });
    crossed.count() % 2 == 1
}

/// Looks at a frame.
pub(crate) fn look(shapes: &[ClippedShape]) -> Vec<Fault> {
    let mut eye = Eye::default();
    for shape in shapes {
        eye.take(shape.clip_rect, &shape.shape);
    }
    eye.judge()
}

#[derive(Default)]
struct Eye {
    order: usize,
    runs: Vec<Run>,
    fills: Vec<Fill>,
}

impl Eye {
    fn take(&mut self, clip: Rect, shape: &Shape) {
        self.order += 1;
        let colour = match shape {
            Shape::Vec(all) => {
                for shape in all {
                    self.take(clip, shape);
                }
                return;
            }
            Shape::Text(text) => return self.text(clip, text),
            Shape::Rect(rect) => rect.fill,
            Shape::Circle(circle) => circle.fill,
            Shape::Path(path) if path.closed => path.fill,
            _ => return,
        };
        if colour.a() > 0 {
            self.fills.push(Fill {
                order: self.order,
                clip,
                shape: shape.clone(),
                colour,
            });
        }
    }

    /// Slanted texts, the headings of grids, are left out: their places are no upright rectangles.
    fn text(&mut self, clip: Rect, text: &TextShape) {
        if text.angle != 0.0 {
            return;
        }
        for row in &text.galley.rows {
            let mut begin = 0;
            while begin < row.glyphs.len() {
                let ink = ink(text, row, begin);
                let same = |n: &usize| ink_or(text, row, *n, ink) == ink;
                let end = (begin..row.glyphs.len()).take_while(same).last();
                let end = end.map_or(begin + 1, |n| n + 1);
                self.run(clip, text, row, begin..end, ink);
                begin = end;
            }
        }
    }

    fn run(
        &mut self,
        clip: Rect,
        text: &TextShape,
        row: &PlacedRow,
        which: std::ops::Range<usize>,
        ink: Color32,
    ) {
        let inked =
            |g: &&egui::epaint::text::Glyph| !g.chr.is_whitespace() && !g.uv_rect.is_nothing();
        let glyphs = row.glyphs[which].iter().filter(inked);
        let mut whole = Rect::NOTHING;
        let mut words = String::new();
        for glyph in glyphs {
            let at = text.pos + row.pos.to_vec2() + glyph.pos.to_vec2();
            whole = whole.union(Rect::from_min_size(
                at + glyph.uv_rect.offset,
                glyph.uv_rect.size,
            ));
            words.push(glyph.chr);
        }
        let seen = whole.intersect(clip);
        if words.is_empty() || !seen.is_positive() || text.opacity_factor < 1.0 {
            return;
        }
        self.runs.push(Run {
            order: self.order,
            icons: words
                .chars()
                .all(|c| ('\u{e000}'..='\u{f8ff}').contains(&c)),
            words,
            ink,
            seen,
            out: (clip.left() - whole.left()).max(whole.right() - clip.right()),
            elided: text.galley.elided,
        });
    }

    /// Whether something that was painted between these two lies over a point.
    fn covered(&self, after: usize, before: usize, at: Pos2) -> bool {
        let mut later = self.fills.iter();
        later.any(|f| f.order > after && f.order < before && f.covers(at))
    }

    /// The ground below a point.
    fn ground(&self, before: usize, at: Pos2) -> Color32 {
        let below = self.fills.iter().take_while(|f| f.order < before);
        below.filter(|f| f.covers(at)).fold(Color32::BLACK, |g, f| {
            f.colour + g.gamma_multiply(1.0 - f32::from(f.colour.a()) / 255.0)
        })
    }

    fn judge(&self) -> Vec<Fault> {
        let mut found = Vec::new();
        let seen: Vec<&Run> = self.runs.iter().filter(|r| self.sees(r)).collect();
        for run in &seen {
            let middle = run.seen.center().y;
            let ends = [
                run.seen.left() + 1.0,
                run.seen.center().x,
                run.seen.right() - 1.0,
            ];
            let least = if run.icons { ICON } else { TEXT };
            let worst = ends.map(|x| self.ground(run.order, pos2(x, middle)));
            let worst = worst.map(|ground| (ground, contrast(run.ink, ground)));
            let worst = worst.into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((ground, ratio)) = worst.filter(|w| w.1 < least) {
                found.push(Fault::Faint {
                    words: run.words.clone(),
                    ink: run.ink,
                    ground,
                    ratio,
                });
            }
            if run.out > OUT && !run.elided {
                found.push(Fault::Cut {
                    words: run.words.clone(),
                    by: run.out,
                });
            }
        }
        for (n, a) in seen.iter().enumerate() {
            for b in &seen[n + 1..] {
                let both = a.seen.intersect(b.seen);
                let much = both.width() > SHARE.x && both.height() > SHARE.y;
                if much && !self.covered(a.order, b.order, both.center()) {
                    found.push(Fault::Over {
                        words: b.words.clone(),
                        other: a.words.clone(),
                    });
                }
            }
        }
        found
    }

    fn sees(&self, run: &Run) -> bool {
        let at = run.seen;
        let ends = [at.left_center(), at.center(), at.right_center()];
        !ends
            .into_iter()
            .any(|at| self.covered(run.order, usize::MAX, at))
    }
}

fn ink_or(text: &TextShape, row: &PlacedRow, at: usize, or: Color32) -> Color32 {
    if row.glyphs[at].uv_rect.is_nothing() {
        or
    } else {
        ink(text, row, at)
    }
}

/// The colour a letter is painted in.
fn ink(text: &TextShape, row: &PlacedRow, at: usize) -> Color32 {
    let first = row.glyphs[at].first_vertex as usize;
    let own = row.visuals.mesh.vertices.get(first).map(|v| v.color);
    let own = own.filter(|c| *c != Color32::PLACEHOLDER);
    text.override_text_color
        .or(own)
        .unwrap_or(text.fallback_color)
}
