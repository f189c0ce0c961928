//! Where keys are kept, and whether a passphrase is asked for.

use super::ErrorCard;

/// Where a key goes that is given now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeepIn {
    /// Not known yet.
    #[default]
    Unknown,
    /// Into the key store of the system.
    System,
    /// Into memory: no key store, and no passphrase was chosen.
    ForRun,
    /// Into memory: a passphrase was chosen, and not given in this run. Keys lie behind it.
    Closed,
    /// Into a file that the passphrase opens.
    Sealed,
}

impl KeepIn {
    /// Whether a passphrase was chosen, given or not.
    pub fn has_passphrase(self) -> bool {
        matches!(self, Self::Closed | Self::Sealed)
    }
}

/// How the place for keys stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keeping {
    /// Where a key goes that is given now.
    pub keeps: KeepIn,
    /// Passphrases that were tried in this run.
    pub tries: u64,
    /// A passphrase is being tried.
    pub checking: bool,
    /// Why the last one did not open anything; `None` if it did.
    pub trouble: Option<ErrorCard>,
}
