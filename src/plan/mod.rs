//! Plans: observed state and a wish become actions, before anything is sent.
//!
//! Pure: no clock, no network, no disk. A [`Plan`] names every write that will leave, what it rests
//! on (a fingerprint per person), what holds it back ([`brakes`]), and how each line could be taken
//! back. The engine executes the very value that was confirmed.
//!
//! Adding a kind of write means: a variant of [`Action`] with its arms there and in
//! [`settle::finding`], a builder under `make/` that draws lines for it, its form, and its undo.
//! Brakes, staleness, batches, journal, outcomes and receipts need nothing new.

mod action;
pub mod brakes;
mod calls;
mod check;
mod contribution;
mod cost;
mod crew;
mod deed;
mod did;
mod document;
pub mod file;
mod form;
mod form_member;
mod form_setting;
mod line;
mod make;
mod object;
mod outcome;
mod receipt;
mod remaining;
mod review;
pub mod rules;
mod seen;
mod setting;
mod setting_key;
mod setting_parts;
mod setting_seen;
pub mod settle;
mod settle_member;
mod settle_setting;
#[cfg(test)]
mod tests;
mod undo;
mod undo_members;
mod undo_settings;
mod waves;
mod wish;
mod wish_member;

pub use action::Action;
pub use brakes::{Brake, BrakeHit, BrakeLimits, Lift, Scope};
pub use calls::{Call, calls};
pub use check::{Checked, Moved, check};
pub use contribution::{
    Contribution, ContributorChange, LocationsWish, MOST_LOCATIONS, NamedLocations, RolesWish,
};
pub use cost::{Summary, Tempo};
pub use crew::{Crew, CrewPlace, KnownBy};
pub use deed::{Deed, MemberDeed};
pub use did::did;
pub use document::{
    AccountName, CoOwners, FieldValues, MembersKnown, Observed, Plan, Selection, SiteAccess,
};
pub use form::{FormError, is_address};
pub use form_setting::{
    FIELD_KINDS, LONGEST_BADGE_TEXT, LONGEST_BADGE_TITLE, LONGEST_FIELD_NAME, MOST_TARGETS,
    NETWORKS, check_badge, check_field_name, check_role, check_targets,
};
pub use line::{Grant, Line, Skip, Undo, Who};
pub use make::{make, put_back};
pub use object::{Aspect, Facet, Lane, ObjectKey};
pub use outcome::{LineResult, Outcome, ReadBack};
pub use receipt::{Receipt, ReceiptLine, Traffic, sentence_of};
pub use remaining::remaining;
pub use review::wish_of_review;
pub use seen::{Fingerprint, Found, Seen};
pub use setting::{SettingDeed, SettingWish, SiteSetting};
pub use setting_key::SettingKey;
pub use setting_parts::{AboutDeed, AboutWish, AppliesDeed};
pub use setting_seen::SettingSeen;
pub use undo::{Finished, undo};
pub use waves::{Forecast, Gate, WaveDay, Waves, WeekDay};
pub use wish::{Invitee, NewAccount, Tend, Wish, WishError};
pub use wish_member::{MemberWish, Whom};

/// The same sentence with a capital letter.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
