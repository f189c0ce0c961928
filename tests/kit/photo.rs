//! The page of the kit is photographed in both themes and looked at, with large text too: no text is
//! too faint for its ground, lies over another, or is cut off.

use crate::eyes::{self, Fault};
use crate::page::PAGES;
use crate::paint::{self, Textures};
use egui::accesskit::Role;
use egui::{Color32, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gatehouse::kit::gallery::Gallery;
use gatehouse::kit::{theme, tokens};

/// Width in points, height that shows the longest page whole, and the size of text.
const LOOKS: [(&str, f32, f32, f32); 2] =
    [("100", 1280.0, 3000.0, 1.0), ("200", 512.0, 8000.0, 2.0)];

fn gallery(theme: Theme, size: [f32; 2], scale: f32) -> (Harness<'static, Gallery>, Textures) {
    let textures = Textures::default();
    let harness = Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_pixels_per_point(scale)
        .with_max_steps(12)
        .renderer(textures.clone())
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::still(ctx);
        })
        .build_ui_state(|ui, page: &mut Gallery| page.ui(ui), Gallery::default());
    (harness, textures)
}

#[test]
fn every_page_is_photographed_and_nothing_on_it_is_faint_or_cut() {
    let folder = paint::folder();
    let mut found = Vec::new();
    for (theme, name, ground) in [
        (Theme::Light, "light", tokens::LIGHT.surface),
        (Theme::Dark, "dark", tokens::DARK.surface),
    ] {
        for (text, width, height, scale) in LOOKS {
            let (mut harness, textures) = gallery(theme, [width, height], scale);
            for page in PAGES {
                harness.get_by_role_and_label(Role::Tab, page).click();
                harness.run();
                for fault in eyes::look(&harness.output().shapes) {
                    found.push(format!("{page}, {name}, {text} %: {fault}"));
                }
                if scale > 1.0 {
                    continue;
                }
                let picture = textures.paint(&harness.ctx, harness.output());
                let of = |c: Color32| picture.pixels.iter().filter(|p| **p == c).count();
                assert!(of(ground) > picture.pixels.len() / 4, "{page} in {name}");
                let file = format!("kit-{}-{name}.png", page.replace(' ', "-"));
                paint::write(&folder.join(file), &picture);
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The eyes see what they are there for.
#[test]
fn faint_texts_texts_over_texts_and_cut_texts_are_seen() {
    let t = &tokens::LIGHT;
    let mut harness = crate::window((), |ui, ()| {
        let t = &tokens::LIGHT;
        let font = egui::FontId::proportional(13.0);
        let put = |x: f32, y: f32, words: &str, ink| {
            let at = egui::pos2(x, y);
            let left = egui::Align2::LEFT_TOP;
            ui.painter().text(at, left, words, font.clone(), ink);
        };
        ui.painter()
            .rect_filled(ui.ctx().content_rect(), 0.0, t.surface);
        put(20.0, 20.0, "good", t.text);
        put(20.0, 60.0, "faint", t.border);
        put(20.0, 100.0, "below", t.text);
        put(24.0, 104.0, "above", t.text);
        put(760.0, 140.0, "goes beyond", t.text);
        // Hidden: nobody sees that it is faint.
        put(20.0, 200.0, "hidden", t.border);
        let lid = egui::Rect::from_min_size(egui::pos2(0.0, 190.0), egui::vec2(200.0, 40.0));
        ui.painter().rect_filled(lid, 0.0, t.app);
    });
    harness.run();
    let found = eyes::look(&harness.output().shapes);
    let has = |wanted: &dyn Fn(&Fault) -> bool| found.iter().filter(|f| wanted(f)).count();
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 3, "{told:?}");
    assert_eq!(
        has(
            &|f| matches!(f, Fault::Faint { words, ink, .. } if words == "faint" && *ink == t.border)
        ),
        1,
        "{told:?}"
    );
    assert_eq!(has(&|f| matches!(f, Fault::Over { .. })), 1, "{told:?}");
    assert_eq!(has(&|f| matches!(f, Fault::Cut { .. })), 1, "{told:?}");
    assert!((eyes::contrast(t.surface, Color32::BLACK) - 21.0).abs() < 0.01);
}
