//! Finding things in big tables: search, filters, facets and order over a million rows.
//!
//! Everything here is pure and made to run off the window's thread: a table is turned once into an
//! [`Index`], every question to it gives a frozen [`View`], and every long step can be cancelled.
//!
//! Texts are folded (see [`fold`](fold())) into one arena, so a search is one pass of a substring
//! search over plain bytes instead of a comparison per cell.

mod arena;
mod cancel;
mod facets;
mod filter;
mod fold;
mod hits;
mod rank;
mod text;
mod view;

#[cfg(test)]
mod tests;

pub use cancel::{Cancel, Cancelled, never};
pub use facets::{Facets, FacetsBuilder, Group, GroupId, Selection, Value, ValueId};
pub use filter::{Filter, Span};
pub use fold::fold;
pub use hits::Hits;
pub use rank::{MakeRank, Order, Rank, Ranked, sort};
pub use text::{COLUMN, Found, Needle, TextBuilder, TextIndex};
pub use view::{Index, NumberOf, Uneven, View};
