//! Fonts and the two styles: everything egui draws by itself looks like the rest of the kit.

use std::sync::{Arc, LazyLock};

use egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{
    Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke,
    Style, TextStyle, Theme, ThemePreference, Visuals, vec2,
};

use super::behind::Behind;
use super::hush::Hush;
use super::tokens::{DARK, LIGHT, Tokens, size};
use super::{focus, icons, modal};

/// Longest transition in seconds.
pub const ANIMATION: f32 = 0.1;
/// Seconds for which the mouse rests before it is explained what it rests on.
pub(super) const TOOLTIP_DELAY: f32 = 0.4;

static MEDIUM: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("medium".into()));
static SEMIBOLD: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("semibold".into()));

/// The family of buttons and strong text.
pub fn medium() -> FontFamily {
    MEDIUM.clone()
}

/// The family of titles and figures.
pub fn semibold() -> FontFamily {
    SEMIBOLD.clone()
}

/// Which palette the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// As the desktop says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// Every choice with its label, in the order of the settings.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::System, "As the system"),
        (Self::Light, "Light"),
        (Self::Dark, "Dark"),
    ];

    /// Draws with this palette from the next frame on.
    pub fn apply(self, ctx: &Context) {
        ctx.set_theme(match self {
            Self::System => ThemePreference::System,
            Self::Light => ThemePreference::Light,
            Self::Dark => ThemePreference::Dark,
        });
    }
}

/// Sets fonts and both styles. Call once, before the first frame: egui takes fonts over between
/// frames, and a text in an unknown family is an error there.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(&LIGHT, false));
    ctx.set_style_of(Theme::Dark, style(&DARK, true));
    ctx.on_begin_pass("focus back", Arc::new(|ui| modal::bring_focus_back(ui)));
    ctx.on_begin_pass("focus kept", Arc::new(|ui| focus::keep(ui)));
    ctx.on_begin_pass(
        "focus to another part",
        Arc::new(|ui| focus::between_parts(ui)),
    );
    ctx.add_plugin(Hush::default());
    ctx.add_plugin(Behind);
    ctx.on_begin_pass("focus into sight", Arc::new(|ui| focus::into_sight(ui)));
}

/// Nothing moves: no transitions, no blinking. For people who ask for it, tests and pictures.
pub fn still(ctx: &Context) {
    ctx.all_styles_mut(|style| {
        style.animation_time = 0.0;
        style.scroll_animation = ScrollAnimation::none();
        style.visuals.text_cursor.blink = false;
    });
}

fn fonts() -> FontDefinitions {
    let faces: [(&str, &'static [u8]); 3] = [
        (
            "plex",
            include_bytes!("../../assets/fonts/IBMPlexSans-Regular.ttf"),
        ),
        (
            "plex-medium",
            include_bytes!("../../assets/fonts/IBMPlexSans-Medium.ttf"),
        ),
        (
            "plex-semibold",
            include_bytes!("../../assets/fonts/IBMPlexSans-SemiBold.ttf"),
        ),
    ];
    let mut defs = FontDefinitions::default();
    for (name, bytes) in faces {
        defs.font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let fallbacks = defs
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    for (family, first) in [
        (FontFamily::Proportional, "plex"),
        (medium(), "plex-medium"),
        (semibold(), "plex-semibold"),
    ] {
        let mut names = vec![first.to_owned()];
        names.extend(fallbacks.iter().cloned());
        defs.families.insert(family, names);
    }
    let icons = egui_material_icons::font_insert();
    let mut data = icons.data;
    data.tweak.y_offset_factor = 0.0;
    defs.font_data
        .insert(icons::FAMILY.to_owned(), Arc::new(data));
    defs.families.insert(
        FontFamily::Name(icons::FAMILY.into()),
        vec![icons::FAMILY.to_owned()],
    );
    defs
}

fn style(t: &Tokens, dark: bool) -> Style {
    let mut style = Style {
        visuals: visuals(t, dark),
        animation_time: ANIMATION,
        scroll_animation: ScrollAnimation::duration(ANIMATION),
        explanation_tooltips: false,
        url_in_tooltip: true,
        ..Style::default()
    };
    style.text_styles = [
        (
            TextStyle::Small,
            FontId::new(12.0, FontFamily::Proportional),
        ),
        (TextStyle::Body, FontId::new(13.0, FontFamily::Proportional)),
        (
            TextStyle::Button,
            FontId::new(13.0, FontFamily::Proportional),
        ),
        (TextStyle::Heading, FontId::new(19.0, semibold())),
        (
            TextStyle::Monospace,
            FontId::new(12.0, FontFamily::Monospace),
        ),
    ]
    .into();
    let s = &mut style.spacing;
    s.item_spacing = vec2(8.0, 8.0);
    s.window_margin = Margin::same(16);
    s.menu_margin = Margin::same(6);
    s.button_padding = vec2(8.0, 4.0);
    s.indent = 16.0;
    s.interact_size = vec2(32.0, 20.0);
    s.icon_width = icons::SIZE;
    s.icon_width_inner = 10.0;
    s.icon_spacing = 8.0;
    s.combo_width = 120.0;
    s.combo_height = 280.0;
    s.text_edit_width = 240.0;
    s.tooltip_width = 320.0;
    s.menu_width = 240.0;
    s.scroll = scroll();
    let i = &mut style.interaction;
    i.selectable_labels = false;
    i.multi_widget_text_select = false;
    i.tooltip_delay = TOOLTIP_DELAY;
    i.resize_grab_radius_side = 4.0;
    style
}

fn scroll() -> ScrollStyle {
    let mut scroll = ScrollStyle::floating();
    scroll.bar_width = 8.0;
    scroll.floating_width = 6.0;
    scroll.floating_allocated_width = 0.0;
    scroll.handle_min_length = 24.0;
    scroll.fade.strength = 0.0;
    // The handle takes the colour of the text: full strength would be the loudest thing on a page.
    scroll.active_handle_opacity = 0.35;
    scroll.interact_handle_opacity = 0.5;
    scroll.active_background_opacity = 0.0;
    scroll.interact_background_opacity = 0.0;
    scroll
}

fn widget(ground: egui::Color32, line: Stroke, ink: egui::Color32) -> WidgetVisuals {
    WidgetVisuals {
        bg_fill: ground,
        weak_bg_fill: ground,
        bg_stroke: line,
        corner_radius: CornerRadius::same(size::RADIUS),
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    }
}

fn visuals(t: &Tokens, dark: bool) -> Visuals {
    let mut v = if dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    v.widgets = Widgets {
        noninteractive: widget(t.surface, Stroke::new(1.0, t.border), t.text),
        inactive: widget(t.surface, Stroke::new(1.0, t.strong), t.text),
        hovered: widget(t.hover, Stroke::new(1.0, t.text), t.text),
        active: widget(t.hover, Stroke::new(2.0, t.accent), t.text),
        open: widget(t.hover, Stroke::new(1.0, t.strong), t.text),
    };
    v.selection = Selection {
        bg_fill: t.selected,
        stroke: Stroke::new(2.0, t.accent),
    };
    v.override_text_color = None;
    v.weak_text_color = Some(t.muted);
    v.hyperlink_color = t.accent;
    v.faint_bg_color = t.sunken;
    v.extreme_bg_color = t.sunken;
    v.text_edit_bg_color = Some(t.surface);
    v.code_bg_color = t.sunken;
    v.warn_fg_color = t.warning;
    v.error_fg_color = t.danger;
    v.panel_fill = t.surface;
    v.window_fill = t.surface;
    v.window_stroke = Stroke::new(1.0, t.border);
    v.window_corner_radius = CornerRadius::same(size::RADIUS_DIALOG);
    v.menu_corner_radius = CornerRadius::same(size::RADIUS_NOTE);
    v.window_shadow = Shadow {
        offset: [0, 12],
        blur: 32,
        spread: 0,
        color: t.shadow,
    };
    v.popup_shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: t.shadow,
    };
    v.text_cursor.stroke = Stroke::new(1.5, t.accent);
    v.button_frame = true;
    v.collapsing_header_frame = false;
    v.indent_has_left_vline = false;
    v.slider_trailing_fill = true;
    v.striped = false;
    v.interact_cursor = None;
    v.image_loading_spinners = false;
    v.disabled_alpha = 0.6;
    v
}
