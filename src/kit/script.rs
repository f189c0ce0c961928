//! Texts of any script as labels and lines: in reading order, whole or cut, in the order in which
//! they are written for whoever copies or hears them.

use std::sync::Arc;

use egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat, TextWrapping};
use egui::{FontSelection, Galley, Label, Response, Role, Sense, Ui, WidgetInfo, WidgetText};
use unicode_segmentation::UnicodeSegmentation as _;

use super::bidi;

/// How a label fits its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// One line, cut to the width with "…", shown whole on hover.
    Cut,
    /// As many lines as it takes.
    Wrap,
    /// The same, and it can be copied.
    Copy,
}

/// A label. What is not turned is one of egui's own.
pub fn label(ui: &mut Ui, text: impl Into<WidgetText>, fit: Fit) -> Response {
    let text = text.into();
    if !bidi::is_turned(text.text()) {
        let label = Label::new(text);
        return match fit {
            Fit::Cut => ui.add(label.truncate()),
            Fit::Wrap => ui.add(label.wrap()),
            Fit::Copy => ui.add(label.wrap().selectable(true)),
        };
    }
    let (written, format) = taken_apart(ui, text);
    let width = ui.available_width();
    let galley = match fit {
        Fit::Cut => one_line(ui, &written, &format, width),
        Fit::Wrap | Fit::Copy => lines(ui, &written, &format, width),
    };
    // Letters cannot be marked one by one where they do not stand as they are written.
    let sense = if fit == Fit::Copy {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(galley.size(), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), &written));
    let cut = galley.elided;
    if ui.is_rect_visible(rect) {
        let ink = ui.style().visuals.text_color();
        ui.painter().galley(rect.min, galley, ink);
    }
    if fit == Fit::Copy {
        if response.clicked() {
            ui.ctx().copy_text(written);
        }
        return response.on_hover_text("Click to copy");
    }
    if cut {
        response.on_hover_ui(|ui| {
            label(ui, written, Fit::Wrap);
        })
    } else {
        response
    }
}

/// Lays out a text on one line for painting, cut to `width` with "…".
pub fn shaped(ui: &Ui, text: impl Into<WidgetText>, width: f32) -> Arc<Galley> {
    let (written, format) = taken_apart(ui, text.into());
    line(ui, &written, &format, width)
}

/// The same for a text in one format.
pub fn line(ui: &Ui, text: &str, format: &TextFormat, width: f32) -> Arc<Galley> {
    if bidi::is_turned(text) {
        return one_line(ui, text, format, width);
    }
    let mut job = LayoutJob::single_section(text.to_owned(), format.clone());
    job.break_on_newline = false;
    if width.is_finite() {
        job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// A text as it is written, and its format.
fn taken_apart(ui: &Ui, text: WidgetText) -> (String, TextFormat) {
    let job = text.into_layout_job(ui.style(), FontSelection::Default, ui.text_valign());
    let format = job.sections.first().map(|section| section.format.clone());
    (job.text.clone(), format.unwrap_or_default())
}

/// One line that fits, with "…" at its end, which may be at the left.
fn one_line(ui: &Ui, text: &str, format: &TextFormat, width: f32) -> Arc<Galley> {
    let whole = pieced(ui, &[text], format);
    if !width.is_finite() || whole.size().x <= width {
        return whole;
    }
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let cut = |end: usize| {
        let kept = text.get(..end).unwrap_or_default().trim_end();
        pieced(ui, &[&format!("{kept}…")], format)
    };
    // How wide a part is grows with it.
    let fits = ends.partition_point(|end| cut(*end).size().x <= width);
    let last = fits.checked_sub(1).and_then(|at| ends.get(at));
    let mut galley = Galley::clone(&cut(last.copied().unwrap_or(0)));
    galley.elided = true;
    Arc::new(galley)
}

/// As many lines as the text takes. They break where it is written, and each is turned by itself.
fn lines(ui: &Ui, text: &str, format: &TextFormat, width: f32) -> Arc<Galley> {
    let mut all: Vec<String> = Vec::new();
    for written in text.split('\n') {
        let mut now = String::new();
        for word in written.split_word_bounds() {
            let longer = format!("{now}{word}");
            let fits = now.is_empty() || pieced(ui, &[longer.trim_end()], format).size().x <= width;
            if fits {
                now = longer;
            } else {
                all.push(std::mem::replace(&mut now, word.trim_start().to_owned()));
            }
        }
        all.push(now);
    }
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    pieced(ui, &all, format)
}

/// Lays out lines of which each stands in reading order.
fn pieced(ui: &Ui, lines: &[&str], format: &TextFormat) -> Arc<Galley> {
    let mut job = LayoutJob {
        break_on_newline: lines.len() > 1,
        ..LayoutJob::default()
    };
    job.wrap.max_width = f32::INFINITY;
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            add(&mut job, "\n", format);
        }
        for piece in bidi::pieces(line) {
            add(&mut job, &piece.text, format);
        }
    }
    if job.text.is_empty() {
        add(&mut job, "", format);
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Adds a piece that is laid out by itself, even if it looks like the one before.
fn add(job: &mut LayoutJob, text: &str, format: &TextFormat) {
    let start = job.text.len();
    job.text.push_str(text);
    job.sections.push(LayoutSection {
        leading_space: 0.0,
        byte_range: ByteIndex(start)..ByteIndex(job.text.len()),
        format: format.clone(),
    });
}
