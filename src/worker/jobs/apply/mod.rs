//! Carrying out a plan: check, send, read back, receipt.
//!
//! The order on disk makes every crash tellable: the run with its plan stands in the ledger before
//! the journal names it, the journal names a call before it is sent, and an outcome stands in
//! ledger and journal before anybody is told. Whatever has an intent and no outcome is unknown, and
//! reading settles it. A run that stands still, by pause or by crash, goes on as the same run: what
//! was done stays done, what was proved not done and what was not tried is sent.

mod answers;
mod begin;
mod call;
mod check;
mod checker;
mod deeds;
mod drive;
pub(in crate::worker) mod finish;
mod looker;
mod queue;
mod record;
mod run;
mod settings;
mod wave;

pub(in crate::worker) use begin::{failed, go_on, run};
pub(in crate::worker) use drive::settle;
pub(in crate::worker) use record::Recorder;
pub(in crate::worker) use run::Run;
pub(in crate::worker) use wave::sent as mails_sent;

use super::super::cards::{capital, wix_card};

/// What a failed call means for the rest of a run: a key without the right makes every further
/// line fail in the same way, so those are left untried.
fn ends_run(error: &crate::wix::WixError) -> bool {
    use crate::wix::ErrorKind;
    error.is_network()
        || matches!(
            error.kind,
            ErrorKind::Unauthorized | ErrorKind::InvalidKey | ErrorKind::Forbidden { .. }
        )
}

/// A sentence of Wix for a line's detail.
fn line_detail(error: &crate::wix::WixError) -> String {
    if let Some(known) = deeds::known_words(error) {
        return known.to_owned();
    }
    let card = wix_card(error);
    match &error.words {
        Some(words) if !words.is_empty() => format!("{}. Wix says: {words}", card.sentence),
        _ => capital(&card.sentence),
    }
}
