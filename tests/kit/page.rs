//! The page of the kit, in every size and both themes.

use egui::Theme;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gatehouse::kit::gallery::Gallery;
use gatehouse::kit::theme;

pub(crate) const PAGES: [&str; 7] = [
    "Controls",
    "Every state",
    "Fields",
    "States and notes",
    "Badges and charts",
    "Frame and lists",
    "Colours and type",
];

fn gallery(size: [f32; 2], theme: Theme) -> Harness<'static, Gallery> {
    Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_max_steps(12)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::still(ctx);
        })
        .build_ui_state(
            |ui, gallery: &mut Gallery| gallery.ui(ui),
            Gallery::default(),
        )
}

#[test]
fn every_page_is_drawn_in_every_size_and_both_themes() {
    for theme in [Theme::Light, Theme::Dark] {
        for size in [[512.0, 320.0], [1024.0, 640.0], [1600.0, 1000.0]] {
            let mut harness = gallery(size, theme);
            for page in PAGES {
                harness.get_by_role_and_label(Role::Tab, page).click();
                harness.run();
                let shapes = harness.output().shapes.len();
                assert!(shapes > 20, "{page} at {size:?} draws {shapes} shapes");
                let wide = harness.ctx.globally_used_rect().right();
                assert!(
                    wide <= size[0] + 0.5,
                    "{page} at {size:?} is {wide} points wide"
                );
            }
        }
    }
}

#[test]
fn nothing_on_it_moves_by_itself() {
    let mut harness = gallery([1024.0, 640.0], Theme::Dark);
    for page in PAGES {
        harness.get_by_role_and_label(Role::Tab, page).click();
        harness.run();
        harness.step();
        let output = &harness.output().viewport_output;
        let quiet = output.values().all(|v| v.repaint_delay.as_secs() > 0);
        assert!(quiet, "{page} asks to be drawn again");
    }
}

#[test]
fn the_focus_can_be_walked_through_the_samples() {
    let mut harness = gallery([1600.0, 1000.0], Theme::Light);
    for name in [
        "First",
        "Second",
        "Third",
        "Fourth",
        "Blocked",
        "More actions",
    ] {
        harness.get_by_label("Put the focus on the next").click();
        harness.run();
        assert!(harness.get_by_label(name).is_focused(), "{name}");
    }
}

#[test]
fn dialog_palette_and_notice_open_from_their_buttons() {
    let mut harness = gallery([1024.0, 1_400.0], Theme::Light);
    for (button, role, name) in [
        ("Open a form…", Role::Dialog, "Give a local name"),
        (
            "Open a last question…",
            Role::Dialog,
            "Remove Dana Levi everywhere",
        ),
        ("Open the commands", Role::Dialog, "Commands"),
    ] {
        harness.get_by_label(button).click();
        harness.run();
        harness.get_by_role_and_label(role, name);
        harness.key_press(egui::Key::Escape);
        harness.run();
        assert!(
            harness.query_by_role_and_label(role, name).is_none(),
            "{name}"
        );
    }
    harness.get_by_label("Tell of an error").click();
    harness.run();
    harness.get_by_role_and_label(Role::Alert, "Error: The key was refused");
}
