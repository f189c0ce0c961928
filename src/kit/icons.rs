//! The icons of the house: one set, one stroke width, 16 points, named by what they mean.

use std::sync::LazyLock;

use egui::{
    Align2, Color32, FontFamily, FontId, Painter, Rect, Response, RichText, Sense, Ui, vec2,
};
use egui_material_icons::icons as m;

/// Name of the font family that carries the icons; `theme::install` binds it.
pub const FAMILY: &str = "icons";

/// Side of an icon in points.
pub const SIZE: f32 = 16.0;

static FONT: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name(FAMILY.into()));

macro_rules! icons {
    ($($(#[doc = $doc:literal])+ $name:ident = $glyph:ident,)+) => {
        /// One icon, named by its meaning so that a meaning never has two pictures.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Icon {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Icon {
            /// Every icon, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The character of the icon font.
            pub fn glyph(self) -> &'static str {
                match self {
                    $(Self::$name => m::$glyph.codepoint,)+
                }
            }
        }
    };
}

icons! {
    /// What was kept to be shown again.
    Views = ICON_BOOKMARK,
    /// The first page.
    Overview = ICON_DASHBOARD,
    /// People of the team.
    Team = ICON_GROUP,
    /// Invites that are open or over.
    Invites = ICON_MAIL,
    /// Roles.
    Roles = ICON_BADGE,
    /// Sites.
    Sites = ICON_LANGUAGE,
    /// People with access to one site.
    Contributors = ICON_HANDSHAKE,
    /// Members of a site.
    Members = ICON_CONTACT_PAGE,
    /// Accounts below this one.
    Accounts = ICON_APARTMENT,
    /// Reading a table file.
    Import = ICON_UPLOAD_FILE,
    /// Access reviews.
    Reviews = ICON_FACT_CHECK,
    /// Plans and what became of them.
    Changes = ICON_DIFFERENCE,
    /// What happened when.
    Activity = ICON_HISTORY,
    /// Settings.
    Settings = ICON_SETTINGS,
    /// Looking for something.
    Search = ICON_SEARCH,
    /// Closing or taking off.
    Close = ICON_CLOSE,
    /// Chosen, in order.
    Check = ICON_CHECK,
    /// Done well.
    Success = ICON_CHECK_CIRCLE,
    /// Worth care.
    Warning = ICON_WARNING,
    /// Went wrong.
    Error = ICON_ERROR,
    /// Worth knowing.
    Info = ICON_INFO,
    /// Refused or blocked.
    Refused = ICON_BLOCK,
    /// Reading again.
    Refresh = ICON_REFRESH,
    /// Further actions.
    More = ICON_MORE_HORIZ,
    /// Sorted upwards.
    SortUp = ICON_ARROW_UPWARD,
    /// Sorted downwards.
    SortDown = ICON_ARROW_DOWNWARD,
    /// Closed fold, opens.
    Expand = ICON_CHEVRON_RIGHT,
    /// Open fold, closes.
    Collapse = ICON_EXPAND_MORE,
    /// One step back.
    Back = ICON_CHEVRON_LEFT,
    /// A list that opens below.
    Choose = ICON_UNFOLD_MORE,
    /// Leads out of the program.
    External = ICON_OPEN_IN_NEW,
    /// Copies to the clipboard.
    Copy = ICON_CONTENT_COPY,
    /// Filters.
    Filter = ICON_FILTER_LIST,
    /// Columns of a table.
    Columns = ICON_VIEW_COLUMN,
    /// Adds one.
    Add = ICON_ADD,
    /// Takes one off a number.
    Minus = ICON_REMOVE,
    /// Removes for good.
    Remove = ICON_DELETE,
    /// A person.
    Person = ICON_PERSON,
    /// A person to be invited.
    Invite = ICON_PERSON_ADD,
    /// A person to be taken out.
    RemovePerson = ICON_PERSON_REMOVE,
    /// A program that acts by itself.
    App = ICON_EXTENSION,
    /// A building: an account as a subject.
    Building = ICON_DOMAIN,
    /// A folder of sites.
    Folder = ICON_FOLDER,
    /// The whole world, everything.
    Globe = ICON_PUBLIC,
    /// A place.
    Place = ICON_LOCATION_ON,
    /// A key.
    Key = ICON_KEY,
    /// Locked.
    Lock = ICON_LOCK,
    /// Full power.
    Shield = ICON_SHIELD_PERSON,
    /// No connection.
    Offline = ICON_CLOUD_OFF,
    /// Connected.
    Online = ICON_CLOUD_DONE,
    /// Taking back.
    Undo = ICON_UNDO,
    /// Saving to a file.
    Download = ICON_DOWNLOAD,
    /// Sending a file.
    Upload = ICON_UPLOAD,
    /// A time, an age.
    Clock = ICON_SCHEDULE,
    /// A date.
    Calendar = ICON_CALENDAR_TODAY,
    /// A mail.
    Mail = ICON_DRAFTS,
    /// The list of commands.
    Command = ICON_KEYBOARD_COMMAND_KEY,
    /// Shown.
    Show = ICON_VISIBILITY,
    /// Hidden.
    Hide = ICON_VISIBILITY_OFF,
    /// Changing something by hand.
    Edit = ICON_EDIT,
    /// A document: receipt, report.
    Document = ICON_DESCRIPTION,
    /// Nothing here.
    Empty = ICON_INBOX,
    /// Not all of it was read.
    Incomplete = ICON_PENDING,
    /// A practice account.
    Practice = ICON_SCIENCE,
    /// Help.
    Help = ICON_HELP,
    /// A flag put on something.
    Flag = ICON_FLAG,
    /// The panel at the right.
    Inspector = ICON_DOCK_TO_LEFT,
    /// Runs.
    Run = ICON_PLAY_ARROW,
    /// Rests.
    Pause = ICON_PAUSE,
    /// Stops.
    Stop = ICON_STOP,
    /// Two records that belong together.
    Link = ICON_LINK,
}

impl Icon {
    /// The font of icons at `size` points.
    pub fn font(size: f32) -> FontId {
        FontId::new(size, FONT.clone())
    }

    /// The icon as text, in the colour of its surroundings.
    pub fn text(self) -> RichText {
        RichText::new(self.glyph()).font(Self::font(SIZE))
    }

    /// Paints the icon into the middle of `rect`, 16 points high.
    pub fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        self.paint_sized(painter, rect, SIZE, color);
    }

    /// Takes a place of its own, `size` points wide and `high` points high, in a row of words.
    pub fn show(self, ui: &mut Ui, size: f32, high: f32, color: Color32) -> Response {
        let (rect, response) = ui.allocate_exact_size(vec2(size, high), Sense::hover());
        self.paint_sized(ui.painter(), rect, size.min(high), color);
        response
    }

    /// Paints the icon into the middle of `rect`, `size` points high.
    pub fn paint_sized(self, painter: &Painter, rect: Rect, size: f32, color: Color32) {
        painter.text(
            rect.center(),
            Align2::CENTER_CENTER,
            self.glyph(),
            Self::font(size),
            color,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_picture_has_two_meanings() {
        let mut seen = BTreeMap::new();
        for icon in Icon::ALL {
            let before = seen.insert(icon.glyph(), icon);
            assert!(before.is_none(), "{before:?} and {icon:?} look the same");
        }
    }
}
