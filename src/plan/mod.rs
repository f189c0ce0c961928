//! Plans: observed state and a wish become actions, before anything is sent.
//!
//! Pure: no clock, no network, no disk. A [`Plan`] names every write that will leave, what it rests
//! on (a fingerprint per person), what holds it back ([`brakes`]), and how each line could be taken
//! back. The engine executes the very value that was confirmed.
//!
//! Adding a kind of write means: a variant of [`Action`] with its arm in [`Action::object`] and
//! [`settle::finding`], and a builder that makes lines for it. Brakes, staleness, journal, outcomes
//! and receipts need nothing new.

mod action;
pub mod brakes;
mod check;
mod document;
mod fingerprint;
mod line;
mod outcome;
mod receipt;
mod remaining;
pub mod settle;
mod team;
#[cfg(test)]
mod tests;
mod wish;

pub use action::{Action, ObjectKey};
pub use brakes::{Brake, BrakeHit, BrakeLimits, Lift};
pub use check::{Moved, moved};
pub use document::{CoOwners, Plan, Summary};
pub use fingerprint::Fingerprint;
pub use line::{Grant, Line, Skip, Undo, Who};
pub use outcome::{LineResult, Outcome, ReadBack};
pub use receipt::{Receipt, ReceiptLine, Traffic};
pub use remaining::remaining;
pub use team::{Observed, make};
pub use wish::{Wish, WishError};
