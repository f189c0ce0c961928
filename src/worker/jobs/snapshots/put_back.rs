//! Making the plan that puts chosen changes back.

use super::super::super::files::blocking;
use super::super::super::observe::Basis;
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{ErrorCard, PutBackRequest, Trouble};
use super::super::plans;
use super::compare::{Both, differences, key_of, moments};
use crate::access::Difference;
use crate::plan::{Wish, put_back as wish_of};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Makes the plan and shows it. The two moments are compared anew, so that what is put back is what
/// the lines said, whatever was compared meanwhile.
pub(in crate::worker) async fn put_back(open: Arc<Open>, request: PutBackRequest) {
    let wish = wish(&open, request);
    plans::make_plan_of(Arc::clone(&open), wish).await;
}

async fn wish(open: &Open, request: PutBackRequest) -> Result<Wish, ErrorCard> {
    if request.lines.is_empty() {
        let why = "No change is chosen";
        return Err(ErrorCard::new(why, "Choose one or more lines").of(Trouble::Nothing));
    }
    let both = moments(open, request.compare).await??;
    let basis = Basis::of(open);
    blocking(move || chosen(&both, &request.lines, &basis))
        .await
        .map_err(ending)?
}

fn chosen(both: &Both, lines: &[String], basis: &Basis) -> Result<Wish, ErrorCard> {
    let wanted: BTreeSet<&str> = lines.iter().map(String::as_str).collect();
    let as_of = both.pair.before.0.at;
    let (found, _) = differences(both);
    let named = |d: &Difference| wanted.contains(key_of(&d.thing).as_str());
    let chosen: Vec<Difference> = found.into_iter().filter(named).collect();
    if chosen.len() < wanted.len() {
        let keys: BTreeSet<String> = chosen.iter().map(|d| key_of(&d.thing)).collect();
        let strange: Vec<&str> = wanted
            .into_iter()
            .filter(|line| !keys.contains(*line))
            .collect();
        let why = format!(
            "No change between these moments is called “{}”",
            strange.join("”, “")
        );
        let remedy = "Compare again: the name stands before each change";
        return Err(ErrorCard::new(why, remedy).of(Trouble::BadInput));
    }
    Ok(wish_of(basis.observed(), as_of, &chosen))
}
