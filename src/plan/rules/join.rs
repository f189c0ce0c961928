//! One wish out of what would put several findings right.

use super::{Finding, Remedy};
use crate::plan::Wish;

/// The wish that puts all of these right, as far as a plan can; `None` where it can for none. What
/// is to be done by hand stays out of it.
pub fn join<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Option<Wish> {
    let wishes = findings.into_iter().filter_map(|f| match &f.remedy {
        Remedy::Plan { wish, .. } => Some(wish.as_ref().clone()),
        Remedy::ByHand(_) => None,
    });
    let mut parts: Vec<Wish> = wishes.collect();
    if parts.len() > 1 {
        return Some(Wish::Findings { parts });
    }
    parts.pop()
}
