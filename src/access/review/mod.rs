//! Access reviews: somebody goes through who may do what, and decides about each of it.
//!
//! A [`Campaign`] stands on one snapshot. Its [`Item`]s are chosen by a [`Scope`] and never change
//! afterwards; what was decided is a row of [`Entry`]s that are only ever added, and the newest
//! word counts ([`Standing`]). Nothing here needs Wix: what is not known from the snapshots is
//! called unknown ([`Context`]).

mod after;
mod campaign;
mod decision;
mod domains;
mod history;
mod item;
mod population;
mod scope;
mod share;
mod standing;
mod stock;
#[cfg(test)]
mod tests;

pub use after::{After, after};
pub use campaign::{Campaign, Drawn};
pub use decision::{Entry, MANY, Refusal, Verdict, Word};
pub use domains::{domain_of, domains_of};
pub use history::{Change, Story, Tracker};
pub use item::{Context, Hand, Item, ItemKind, LastChange, Login, Matter, Worth};
pub use population::{Beside, Candidate, Covers, population};
pub use scope::{Fit, Scope, Tally};
pub use share::{MOST, Share};
pub use standing::{Counts, Made, Standing};
pub use stock::{Content, differences};
