//! Forms about members of a site. Each ends in a plan, which is shown before anything is sent.

mod about;
mod create;
mod edit;
mod hold;
mod mail;
mod one_text;
mod postal;

pub(super) use about::About;
pub(super) use create::Create;
pub(super) use edit::Edit;
pub(super) use hold::Hold;
pub(super) use mail::Mail;
pub(super) use one_text::{OneText, What};
pub(super) use postal::words as postal_words;
