//! Text in the sizes of the house, and the few ways in which text behaves.

use std::sync::Arc;

use egui::text::TextFormat;
use egui::{Color32, FontFamily, FontId, Galley, Response, RichText, Ui, WidgetText};

use super::bidi;
use super::script::{self, Fit};
use super::theme::{medium, semibold};

/// Font of titles, 19 points semibold.
pub fn title_font() -> FontId {
    FontId::new(19.0, semibold())
}

/// Font of strong text and buttons, 13 points medium.
pub fn strong_font() -> FontId {
    FontId::new(13.0, medium())
}

/// Font of body text, 13 points.
pub fn body_font() -> FontId {
    FontId::new(13.0, FontFamily::Proportional)
}

/// Font of small text, 12 points.
pub fn small_font() -> FontId {
    FontId::new(12.0, FontFamily::Proportional)
}

/// Font of captions, 11 points medium.
pub fn caption_font() -> FontId {
    FontId::new(11.0, medium())
}

/// Title of a pane or dialog.
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).font(title_font())
}

/// Width of a title, in points.
pub fn title_width(ui: &Ui, title: &str) -> f32 {
    let ink = super::tokens::of(ui.ctx()).text;
    line(ui, title, title_font(), ink, f32::INFINITY)
        .size()
        .x
        .ceil()
}

/// Heading of a dialog or inspector, 15 points semibold.
pub fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(15.0, semibold()))
}

/// A number that stands for itself, 20 points semibold.
pub fn figure(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(20.0, semibold()))
}

/// Body text on lines 18 points high.
pub fn body(text: impl Into<String>) -> RichText {
    RichText::new(text)
        .font(body_font())
        .line_height(Some(18.0))
}

/// Strong text of body size.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text)
        .font(strong_font())
        .line_height(Some(18.0))
}

/// Small text.
pub fn small(text: impl Into<String>) -> RichText {
    RichText::new(text)
        .font(small_font())
        .line_height(Some(16.0))
}

/// The smallest text, for headings over groups.
pub fn caption(text: impl Into<String>) -> RichText {
    RichText::new(text).font(caption_font()).weak()
}

/// Body text in the secondary colour.
pub fn muted(text: impl Into<String>) -> RichText {
    body(text).weak()
}

/// Small text in the secondary colour.
pub fn small_muted(text: impl Into<String>) -> RichText {
    small(text).weak()
}

/// Ids and other texts that are compared letter by letter.
pub fn code(text: impl Into<String>) -> RichText {
    RichText::new(text).monospace()
}

/// A label on one line: cut to the width with "…", shown whole on hover.
pub fn ellipsis(ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
    script::label(ui, text, Fit::Cut)
}

/// A label of at most so many lines, then cut with "…" and shown whole on hover.
pub fn few_lines(ui: &mut Ui, words: &str, format: TextFormat, most: usize) -> Response {
    if bidi::is_turned(words) {
        let text = RichText::new(words)
            .font(format.font_id)
            .color(format.color);
        return ellipsis(ui, text);
    }
    let mut job = egui::text::LayoutJob::single_section(words.to_owned(), format);
    job.wrap.max_rows = most;
    ui.add(egui::Label::new(job).wrap())
}

/// The format of a heading, on lines 20 points high.
pub fn heading_format(ui: &Ui) -> TextFormat {
    let ink = super::tokens::of(ui.ctx()).text;
    let font = FontId::new(15.0, semibold());
    TextFormat {
        line_height: Some(20.0),
        ..TextFormat::simple(font, ink)
    }
}

/// The format of body text in this colour.
pub fn body_format(ink: Color32) -> TextFormat {
    TextFormat {
        line_height: Some(18.0),
        ..TextFormat::simple(body_font(), ink)
    }
}

/// A label that breaks into lines.
pub fn paragraph(ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
    script::label(ui, text, Fit::Wrap)
}

/// A label that can be selected and copied.
pub fn copyable(ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
    script::label(ui, text, Fit::Copy)
}

/// Shows words on hover, and has them read out as a description.
pub fn tip(response: Response, words: &str) -> Response {
    if !bidi::is_turned(words) {
        return response.on_hover_text(words);
    }
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_description(words));
    response.on_hover_ui(|ui| {
        ui.set_max_width(ui.spacing().tooltip_width);
        paragraph(ui, words);
    })
}

/// Lays out one line for painting, cut to `width` with "…".
pub fn line(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    script::line(ui, text, &TextFormat::simple(font, color), width)
}

/// A label in the middle of a sentence: "search the team", but "API key" as it is.
pub fn lower(label: &str) -> String {
    let mut chars = label.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(chars).collect()
        }
        _ => label.to_owned(),
    }
}

/// A label at the beginning of a sentence: "nothing was sent" with its capital.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A whole number with its thousands set apart: `1,204`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{capital, count, lower};

    #[test]
    fn only_ordinary_words_lose_their_capital() {
        assert_eq!(lower("Search the team"), "search the team");
        assert_eq!(lower("API key"), "API key");
        assert_eq!(lower("É"), "É");
        assert_eq!(lower(""), "");
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(capital("nothing was sent"), "Nothing was sent");
        assert_eq!(capital("élise is gone"), "Élise is gone");
        assert_eq!(capital("2 done"), "2 done");
        assert_eq!(capital(""), "");
    }

    #[test]
    fn thousands_are_grouped() {
        for (n, text) in [(0, "0"), (999, "999"), (1_204, "1,204"), (50_000, "50,000")] {
            assert_eq!(count(n), text);
        }
        assert_eq!(count(u64::MAX), "18,446,744,073,709,551,615");
    }
}
