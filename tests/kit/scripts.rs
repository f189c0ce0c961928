//! Texts of every script: what is seen stands in reading order, what is heard and copied as it is
//! written, and nothing is too odd to be drawn.

use egui::accesskit::Role;
use egui::text::TextFormat;
use egui::{Context, OutputCommand, RawInput, Rect, Ui, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gatehouse::kit::field::Field;
use gatehouse::kit::table::cell_label;
use gatehouse::kit::tone::Tone;
use gatehouse::kit::{badge, bidi, layout, script, text, theme};
use proptest::prelude::*;

/// A window in which letters that no font has are boxes, as in the program.
fn window(ui: impl FnMut(&mut Ui) + 'static) -> Harness<'static, ()> {
    Harness::builder()
        .with_size([800.0, 400.0])
        .allow_missing_glyphs()
        .with_context_setup(theme::install)
        .build_ui(ui)
}

const NAME: &str = "דנה לוי (IL) 12";

fn draw(ui: &mut Ui, words: &str) {
    cell_label(ui, words);
    text::paragraph(ui, text::muted(words));
    text::copyable(ui, text::code(words));
    badge::badge(ui, words, Tone::Info);
    layout::key_value(ui, "Name", words);
    let _response = badge::toggle_chip(ui, words, Some(3), true);
}

#[test]
fn what_is_heard_is_what_is_written() {
    let harness = window(|ui| {
        cell_label(ui, NAME);
        badge::badge(ui, "فاطمة حداد", Tone::Info);
    });
    for words in [NAME, "فاطمة حداد"] {
        let heard = harness.query_by(|node| {
            node.role() == Role::Label && node.value().or(node.label()).as_deref() == Some(words)
        });
        assert!(heard.is_some(), "{words}");
    }
}

#[test]
fn a_field_shows_once_more_how_words_from_right_to_left_read() {
    let heard = |typed: &'static str| {
        let harness = window(move |ui| {
            let mut text = typed.to_owned();
            Field::text("שם המשפחה", &mut text).show(ui);
        });
        let label = |words: &str| {
            let node = harness.query_by(|node| {
                node.role() == Role::Label
                    && node.value().or(node.label()).as_deref() == Some(words)
            });
            node.is_some()
        };
        assert!(label("שם המשפחה"), "the label");
        label(typed)
    };
    assert!(heard(NAME));
    // One word, and words from left to right, stand in the field as they read.
    assert!(!heard("דנה") && !heard("Dana Levi"));
}

#[test]
fn what_is_copied_is_what_is_written() {
    let mut harness = window(|ui| {
        text::copyable(ui, text::body(NAME));
    });
    let label = harness.get_by_role(Role::Label);
    label.click();
    // One step, so that what it gave away is still there.
    harness.step();
    let mut copied = copied_now(&harness);
    for _ in 0..3 {
        if copied.is_none() {
            harness.step();
            copied = copied_now(&harness);
        }
    }
    assert_eq!(copied.as_deref(), Some(NAME));
}

fn copied_now(harness: &Harness<'_, ()>) -> Option<String> {
    let commands = &harness.output().platform_output.commands;
    commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

/// Draws something in one frame at this width.
fn frame(ctx: &Context, width: f32, draw: impl FnMut(&mut Ui)) {
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 600.0))),
        ..RawInput::default()
    };
    let mut output = ctx.run_ui(input, draw);
    output.textures_delta.clear();
    drop(ctx.tessellate(output.shapes, output.pixels_per_point));
}

fn ready() -> Context {
    let ctx = Context::default();
    theme::install(&ctx);
    ctx.enable_accesskit();
    frame(&ctx, 300.0, |_| {});
    ctx
}

#[test]
fn a_long_name_is_cut_at_its_end_which_is_at_the_left() {
    let ctx = ready();
    let name = "אברהם בן יצחק הלוי מירושלים";
    frame(&ctx, 300.0, |ui| {
        let format = TextFormat::simple(text::body_font(), egui::Color32::WHITE);
        let whole = script::line(ui, name, &format, f32::INFINITY);
        let short = script::line(ui, name, &format, whole.size().x * 0.6);
        assert!(!whole.elided && short.elided);
        assert!(short.size().x <= whole.size().x * 0.6);
        let shown = short.text();
        assert!(shown.starts_with('…'), "{shown}");
        let last = bidi::pieces(name).pop().map(|piece| piece.text);
        assert!(
            shown.ends_with(&last.expect("a word")),
            "the first word stays: {shown}"
        );
        let none = script::line(ui, name, &format, 0.0);
        assert!(none.elided && none.text() == "…");
    });
}

#[test]
fn a_paragraph_breaks_where_it_is_written() {
    let ctx = ready();
    frame(&ctx, 300.0, |ui| {
        ui.set_max_width(90.0);
        let words = "אברהם בן יצחק הלוי\nמירושלים";
        let response = text::paragraph(ui, words);
        assert!(response.rect.width() <= 90.0, "{}", response.rect);
        assert!(response.rect.height() > 40.0, "{}", response.rect);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_at_all_can_be_drawn(
        odd in any::<String>(),
        mixed in "[\\PCא-תا-يܐ-ܬ۰-۹ک漢가-힣ก-๙क-ह\\u{301}\\u{20d0}\\u{200d}\\u{fe0f}\\u{202a}-\\u{202e}\\u{2066}-\\u{2069}😀👩‍🚀\\n\\t ()]{0,60}",
        width in 1.0_f32..400.0,
    ) {
        let ctx = ready();
        for words in [odd.as_str(), mixed.as_str()] {
            for _ in 0..2 {
                frame(&ctx, width, |ui| draw(ui, words));
            }
        }
    }
}
