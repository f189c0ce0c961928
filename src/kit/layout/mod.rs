//! How panes are laid out: heads, sections, rows of a key and a value, cards, figures.

mod figure;
mod head;
mod rows;

pub use figure::{Tile, figure, tiles};
pub use head::{Head, margin, margins, page, rule, section};
pub use rows::{buttons, card, frame, key_value, key_value_copy, key_value_link, split};
