//! Colours and measures of the house, in one place and nowhere else.
//!
//! Two palettes, light and dark, with the same names. Texts stand at least 4.5 to 1 against the
//! grounds they are meant for, lines of controls at least 3 to 1 (a test computes both).

#![expect(
    clippy::disallowed_methods,
    reason = "this is the one file in which colours are made"
)]

use egui::Color32;

/// One palette. Every colour that is drawn comes from here.
#[derive(Debug, Clone, PartialEq)]
pub struct Tokens {
    /// Ground of the window: rail and status bar.
    pub app: Color32,
    /// Ground of panes, tables and dialogs.
    pub surface: Color32,
    /// Ground of quiet areas inside a pane.
    pub sunken: Color32,
    /// Quiet lines: between rows, around notes.
    pub border: Color32,
    /// Lines of controls, at least 3 to 1 against `surface`.
    pub strong: Color32,
    /// Text.
    pub text: Color32,
    /// Secondary text, still at least 4.5 to 1.
    pub muted: Color32,
    /// The one accent: first buttons, focus, links.
    pub accent: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Ground of selected rows and the current area in the rail.
    pub selected: Color32,
    /// Ground under the pointer.
    pub hover: Color32,
    /// Danger: text, and ground of the last button before something is taken away.
    pub danger: Color32,
    /// Ground of notes about danger.
    pub danger_ground: Color32,
    /// Text on `danger`.
    pub on_danger: Color32,
    /// Warning text.
    pub warning: Color32,
    /// Ground of warnings.
    pub warning_ground: Color32,
    /// Success text.
    pub success: Color32,
    /// Ground of success notes.
    pub success_ground: Color32,
    /// Info text.
    pub info: Color32,
    /// Ground of info notes.
    pub info_ground: Color32,
    /// Veil behind dialogs.
    pub scrim: Color32,
    /// Shadow under menus, dialogs and notices that float.
    pub shadow: Color32,
    /// Grounds of avatars, each at least 4.5 to 1 under `on_hue`.
    pub hues: [Color32; 8],
    /// Initials on an avatar.
    pub on_hue: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The light palette.
pub static LIGHT: Tokens = Tokens {
    app: rgb(0xF5_F6_F8),
    surface: rgb(0xFF_FF_FF),
    sunken: rgb(0xEC_EF_F3),
    border: rgb(0xDD_E2_E8),
    strong: rgb(0x70_7B_8A),
    text: rgb(0x1A_23_30),
    muted: rgb(0x56_62_73),
    accent: rgb(0x34_50_C8),
    on_accent: rgb(0xFF_FF_FF),
    selected: rgb(0xE6_EB_FC),
    hover: rgb(0xF0_F2_F6),
    danger: rgb(0xB4_23_18),
    danger_ground: rgb(0xFD_EC_EA),
    on_danger: rgb(0xFF_FF_FF),
    warning: rgb(0x8A_53_00),
    warning_ground: rgb(0xFF_F1_D6),
    success: rgb(0x13_6C_3A),
    success_ground: rgb(0xE2_F5_E9),
    info: rgb(0x0A_5A_9C),
    info_ground: rgb(0xE2_F0_FB),
    scrim: Color32::from_black_alpha(120),
    shadow: Color32::from_black_alpha(40),
    hues: [
        rgb(0x4A_5F_C9),
        rgb(0xB0_47_2E),
        rgb(0x12_7A_6B),
        rgb(0x8A_45_A8),
        rgb(0x8A_63_12),
        rgb(0x2B_70_AE),
        rgb(0xAF_3A_75),
        rgb(0x5E_72_21),
    ],
    on_hue: rgb(0xFF_FF_FF),
};

/// The dark palette.
pub static DARK: Tokens = Tokens {
    app: rgb(0x11_15_1B),
    surface: rgb(0x19_1F_27),
    sunken: rgb(0x14_19_20),
    border: rgb(0x2C_35_41),
    strong: rgb(0x83_91_A3),
    text: rgb(0xE8_ED_F3),
    muted: rgb(0x9D_AA_BA),
    accent: rgb(0x8E_A2_FF),
    on_accent: rgb(0x0C_12_30),
    selected: rgb(0x26_31_4F),
    hover: rgb(0x21_29_33),
    danger: rgb(0xFF_9A_92),
    danger_ground: rgb(0x3A_1A_1A),
    on_danger: rgb(0x2A_0B_0B),
    warning: rgb(0xFF_CB_6B),
    warning_ground: rgb(0x37_2A_0E),
    success: rgb(0x7B_DD_A3),
    success_ground: rgb(0x12_2F_20),
    info: rgb(0x82_C6_FF),
    info_ground: rgb(0x10_29_3D),
    scrim: Color32::from_black_alpha(160),
    shadow: Color32::from_black_alpha(120),
    hues: [
        rgb(0x4A_5F_C9),
        rgb(0xB0_47_2E),
        rgb(0x12_7A_6B),
        rgb(0x8A_45_A8),
        rgb(0x8A_63_12),
        rgb(0x2B_70_AE),
        rgb(0xAF_3A_75),
        rgb(0x5E_72_21),
    ],
    on_hue: rgb(0xFF_FF_FF),
};

/// The palette of the theme in use.
pub fn of(ctx: &egui::Context) -> &'static Tokens {
    match ctx.theme() {
        egui::Theme::Dark => &DARK,
        egui::Theme::Light => &LIGHT,
    }
}

/// Measures in points. Spacing goes in steps of four.
pub mod size {
    /// The step of all spacing.
    pub const STEP: f32 = 4.0;
    /// Between parts of one control.
    pub const GAP_SMALL: f32 = 8.0;
    /// Between controls.
    pub const GAP: f32 = 12.0;
    /// Inner margin of panes and dialogs.
    pub const PAD: f32 = 20.0;
    /// Height of a table row.
    pub const ROW: f32 = 32.0;
    /// Height of buttons and fields.
    pub const CONTROL: f32 = 30.0;
    /// Width of the left rail.
    pub const RAIL: f32 = 212.0;
    /// Width of the rail when only icons are left.
    pub const RAIL_FOLDED: f32 = 52.0;
    /// Below this window width the rail folds to icons.
    pub const FOLD_RAIL_BELOW: f32 = 1100.0;
    /// Width of the inspector at the right.
    pub const INSPECTOR: f32 = 318.0;
    /// Width of the facets beside a table.
    pub const FACETS: f32 = 180.0;
    /// Below this width of a pane, inspector and facets lie over the table.
    pub const OVERLAY_BELOW: f32 = 860.0;
    /// Height of the status bar.
    pub const STATUS: f32 = 28.0;
    /// Widest dialog.
    pub const DIALOG: f32 = 760.0;
    /// Corners of controls.
    pub const RADIUS: u8 = 6;
    /// Corners of notes.
    pub const RADIUS_NOTE: u8 = 8;
    /// Corners of dialogs.
    pub const RADIUS_DIALOG: u8 = 12;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance after WCAG 2.
    fn luminance(c: Color32) -> f64 {
        let part = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.040_45 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn texts_and_lines_are_readable_in_both_palettes() {
        for (name, t) in [("light", &LIGHT), ("dark", &DARK)] {
            let grounds = [t.app, t.surface, t.sunken, t.selected, t.hover];
            for ground in grounds {
                for (what, ink) in [("text", t.text), ("muted", t.muted), ("accent", t.accent)] {
                    let c = contrast(ink, ground);
                    assert!(c >= 4.5, "{name}: {what} on {ground:?} has {c:.2}");
                }
                let c = contrast(t.strong, ground);
                assert!(c >= 3.0, "{name}: strong on {ground:?} has {c:.2}");
            }
            for (what, ink, ground) in [
                ("on accent", t.on_accent, t.accent),
                ("on danger", t.on_danger, t.danger),
                ("danger", t.danger, t.danger_ground),
                ("danger on surface", t.danger, t.surface),
                ("warning", t.warning, t.warning_ground),
                ("success", t.success, t.success_ground),
                ("info", t.info, t.info_ground),
            ] {
                let c = contrast(ink, ground);
                assert!(c >= 4.5, "{name}: {what} has {c:.2}");
            }
            for hue in t.hues {
                let c = contrast(t.on_hue, hue);
                assert!(c >= 4.5, "{name}: initials on {hue:?} have {c:.2}");
            }
        }
    }
}
