//! Stopping work whose answer nobody waits for any more.

/// Asked between chunks of work: `true` means the answer is no longer wanted.
pub type Cancel<'a> = &'a dyn Fn() -> bool;

/// Rows looked at between two questions to [`Cancel`]: about a millisecond of work.
pub(super) const CHUNK: usize = 1 << 14;

/// The work was stopped before it had a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// A [`Cancel`] that never cancels.
pub fn never() -> bool {
    false
}

/// Says [`Cancelled`] if `cancel` does and a chunk ends at `step`.
pub(super) fn check(cancel: Cancel<'_>, step: usize) -> Result<(), Cancelled> {
    if step.is_multiple_of(CHUNK) && cancel() {
        return Err(Cancelled);
    }
    Ok(())
}
