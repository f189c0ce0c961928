//! One file for each state: its looks side by side.

use crate::paint::opaque;
use egui::{Color32, ColorImage};

/// The picture in this width, each of its pixels the mean of those that it stands for.
pub(super) fn narrowed(picture: &ColorImage, width: usize) -> ColorImage {
    let [from_width, from_height] = picture.size;
    let height = from_height * width / from_width;
    let mut out = ColorImage::filled([width, height], Color32::BLACK);
    let range = |at: usize, of: usize, from: usize| {
        let first = at * from / of;
        first..((at + 1) * from).div_ceil(of).min(from)
    };
    for y in 0..height {
        let rows = range(y, height, from_height);
        for x in 0..width {
            let columns = range(x, width, from_width);
            let count = (rows.len() * columns.len()) as u32;
            let mut sum = [0_u32; 3];
            for row in rows.clone() {
                for pixel in &picture.pixels[row * from_width..][columns.clone()] {
                    let part = pixel.to_array();
                    for n in 0..3 {
                        sum[n] += u32::from(part[n]);
                    }
                }
            }
            out.pixels[y * width + x] = opaque(sum.map(|all| (all / count) as u8));
        }
    }
    out
}

/// Lays one picture on another.
pub(super) fn lay(sheet: &mut ColorImage, at: [usize; 2], picture: &ColorImage) {
    let width = sheet.size[0];
    for y in 0..picture.size[1] {
        let from = &picture.pixels[y * picture.size[0]..][..picture.size[0]];
        sheet.pixels[(at[1] + y) * width + at[0]..][..from.len()].copy_from_slice(from);
    }
}

/// The picture without so many pixels on every side.
pub(super) fn without_edge(picture: &ColorImage, edge: usize) -> ColorImage {
    let [width, height] = picture.size.map(|side| side - 2 * edge);
    let rows = (0..height).map(|y| (y + edge) * picture.size[0] + edge);
    let pixels = rows.flat_map(|at| picture.pixels[at..at + width].to_vec());
    ColorImage::new([width, height], pixels.collect())
}
