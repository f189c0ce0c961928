//! Pictures without a graphics card: the triangles that egui hands to one, painted by hand, so that
//! every machine that runs the tests can take them.

use egui::epaint::{ImageData, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What would lie on the graphics card; shared by the harness, which fills it, and the painter.
#[derive(Clone, Default)]
pub(crate) struct Textures(Arc<Mutex<Shelf>>);

#[derive(Default)]
struct Shelf {
    images: HashMap<TextureId, ColorImage>,
    /// Goes with the next change: the frame that gave it up still shows it.
    leaving: Vec<TextureId>,
}

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut shelf = self.0.lock().expect("textures");
        let shelf = &mut *shelf;
        for gone in shelf.leaving.drain(..) {
            shelf.images.remove(&gone);
        }
        let changed: BTreeMap<_, _> = delta.set.drain().collect();
        for (id, changes) in changed {
            for change in changes {
                let ImageData::Color(image) = change.image;
                match (change.pos, shelf.images.get_mut(&id)) {
                    (Some(at), Some(whole)) => patch(whole, at, &image),
                    _ => drop(shelf.images.insert(id, (*image).clone())),
                }
            }
        }
        shelf.leaving.extend(delta.free.drain());
    }
}

fn patch(whole: &mut ColorImage, at: [usize; 2], part: &ColorImage) {
    for y in 0..part.size[1] {
        let to = (at[1] + y) * whole.size[0] + at[0];
        let from = y * part.size[0];
        whole.pixels[to..to + part.size[0]]
            .copy_from_slice(&part.pixels[from..from + part.size[0]]);
    }
}

impl Textures {
    /// Paints what the last frame showed.
    pub(crate) fn paint(&self, ctx: &egui::Context, output: &egui::FullOutput) -> ColorImage {
        let scale = output.pixels_per_point;
        let points = ctx.content_rect().size();
        let size = [points.x, points.y].map(|side| (side * scale).round() as usize);
        let mut picture = ColorImage::filled(size, Color32::BLACK);
        let shelf = self.0.lock().expect("textures");
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            if let Primitive::Mesh(mesh) = &clipped.primitive {
                let texture = &shelf.images[&mesh.texture_id];
                let clip = Clip::new(clipped.clip_rect, scale, size);
                paint(mesh, texture, &clip, scale, &mut picture);
            }
        }
        picture
    }
}

/// Pixels that may be painted.
struct Clip {
    x: [i64; 2],
    y: [i64; 2],
}

impl Clip {
    fn new(rect: Rect, scale: f32, size: [usize; 2]) -> Self {
        let side = |from: f32, to: f32, most: usize| {
            let whole = |at: f32| (at * scale).round().clamp(0.0, most as f32) as i64;
            [whole(from), whole(to)]
        };
        Self {
            x: side(rect.min.x, rect.max.x, size[0]),
            y: side(rect.min.y, rect.max.y, size[1]),
        }
    }
}

/// Everything a vertex says, in pixels and in the order x, y, u, v, r, g, b, a.
type Corner = [f32; 8];

fn corner(vertex: &Vertex, texture: &ColorImage, scale: f32) -> Corner {
    let [r, g, b, a] = vertex.color.to_array().map(f32::from);
    [
        vertex.pos.x * scale,
        vertex.pos.y * scale,
        vertex.uv.x * texture.size[0] as f32,
        vertex.uv.y * texture.size[1] as f32,
        r,
        g,
        b,
        a,
    ]
}

fn paint(mesh: &Mesh, texture: &ColorImage, clip: &Clip, scale: f32, picture: &mut ColorImage) {
    for triangle in mesh.indices.chunks_exact(3) {
        let corners =
            [0, 1, 2].map(|n| corner(&mesh.vertices[triangle[n] as usize], texture, scale));
        fill(&corners, texture, clip, picture);
    }
}

/// Where the sides of a triangle cross the middle of a row of pixels. A point on a side that two
/// triangles share belongs to one of them only.
fn span(corners: &[Corner; 3], middle: f32) -> Option<[f32; 2]> {
    let mut found: Option<[f32; 2]> = None;
    for n in 0..3 {
        let (a, b) = (corners[n], corners[(n + 1) % 3]);
        let (upper, lower) = if a[1] <= b[1] { (a, b) } else { (b, a) };
        if upper[1] <= middle && middle < lower[1] {
            let part = (middle - upper[1]) / (lower[1] - upper[1]);
            let x = upper[0] + part * (lower[0] - upper[0]);
            found = Some(found.map_or([x, x], |[l, r]| [l.min(x), r.max(x)]));
        }
    }
    found
}

fn fill(corners: &[Corner; 3], texture: &ColorImage, clip: &Clip, picture: &mut ColorImage) {
    let [a, b, c] = corners;
    let area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
    if area == 0.0 {
        return;
    }
    let same = |n: usize| [b, c].iter().all(|o| o[n].to_bits() == a[n].to_bits());
    let flat = (2..8).all(same);
    let one = flat.then(|| colour(texture, &a[2..8]));
    // How each value changes with a step to the right and a step down.
    let mut right = [0.0; 6];
    let mut down = [0.0; 6];
    for n in 0..6 {
        let (ab, ac) = (b[n + 2] - a[n + 2], c[n + 2] - a[n + 2]);
        right[n] = (ab * (c[1] - a[1]) - ac * (b[1] - a[1])) / area;
        down[n] = (ac * (b[0] - a[0]) - ab * (c[0] - a[0])) / area;
    }
    let (top, bottom) = (a[1].min(b[1]).min(c[1]), a[1].max(b[1]).max(c[1]));
    let rows = (top.floor() as i64).max(clip.y[0])..(bottom.ceil() as i64).min(clip.y[1]);
    for y in rows {
        let middle = y as f32 + 0.5;
        let Some([left, end]) = span(corners, middle) else {
            continue;
        };
        let from = ((left - 0.5).ceil() as i64).max(clip.x[0]);
        let to = ((end - 0.5).ceil() as i64).min(clip.x[1]);
        let row = y as usize * picture.size[0];
        for x in from..to {
            let pixel = &mut picture.pixels[row + x as usize];
            let source = one.unwrap_or_else(|| {
                let (dx, dy) = (x as f32 + 0.5 - a[0], middle - a[1]);
                let mut values = [0.0; 6];
                for n in 0..6 {
                    values[n] = a[n + 2] + right[n] * dx + down[n] * dy;
                }
                colour(texture, &values)
            });
            *pixel = over(source, *pixel);
        }
    }
}

/// The colour of a point: u, v, r, g, b, a.
fn colour(texture: &ColorImage, values: &[f32]) -> [f32; 4] {
    let texel = sample(texture, values[0], values[1]);
    let mut out = [0.0; 4];
    for n in 0..4 {
        out[n] = texel[n] * values[n + 2].clamp(0.0, 255.0) / 255.0;
    }
    out
}

/// The four texels around a point, mixed by their distance.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (u, v) = (u - 0.5, v - 0.5);
    let (left, top) = (u.floor(), v.floor());
    let (right, bottom) = (u - left, v - top);
    let mut out = [0.0; 4];
    for (x, y, share) in [
        (0.0, 0.0, (1.0 - right) * (1.0 - bottom)),
        (1.0, 0.0, right * (1.0 - bottom)),
        (0.0, 1.0, (1.0 - right) * bottom),
        (1.0, 1.0, right * bottom),
    ] {
        if share <= 0.0 {
            continue;
        }
        let x = (left + x).clamp(0.0, (width - 1) as f32) as usize;
        let y = (top + y).clamp(0.0, (height - 1) as f32) as usize;
        let texel = texture.pixels[y * width + x].to_array();
        for n in 0..4 {
            out[n] += share * f32::from(texel[n]);
        }
    }
    out
}

/// Premultiplied over what is there, as the window's shader does it.
fn over(source: [f32; 4], ground: Color32) -> Color32 {
    let rest = 1.0 - source[3] / 255.0;
    let ground = ground.to_array().map(f32::from);
    let mixed = [0, 1, 2].map(|n| (source[n] + ground[n] * rest).round().clamp(0.0, 255.0) as u8);
    opaque(mixed)
}

/// Where pictures are written: the folder that was asked for, else the one that cargo keeps for
/// tests.
pub(crate) fn folder() -> PathBuf {
    let folder = std::env::var_os("GATEHOUSE_PICTURES").map_or_else(
        || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures"),
        PathBuf::from,
    );
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}

/// Writes a picture as PNG.
pub(crate) fn write(file: &Path, picture: &ColorImage) {
    let pixels = picture.pixels.iter();
    let bytes: Vec<u8> = pixels.flat_map(|p| [p.r(), p.g(), p.b()]).collect();
    let [width, height] = picture.size.map(|side| side as u32);
    image::save_buffer(file, &bytes, width, height, image::ExtendedColorType::Rgb8)
        .expect("a picture on the disk");
}

/// A pixel of a picture.
#[expect(
    clippy::disallowed_methods,
    reason = "what a picture shows is no colour that the program chooses"
)]
pub(crate) fn opaque([r, g, b]: [u8; 3]) -> Color32 {
    Color32::from_rgb(r, g, b)
}
