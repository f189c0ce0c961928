//! How a command ends: one number per kind of end, the same for every command.

use crate::worker::protocol::Trouble;
use std::process::ExitCode;

/// The end of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything was done, or is so already and more was done.
    Done,
    /// Anything else went wrong; no connection included.
    Failed,
    /// What was given cannot be used.
    BadInput,
    /// There was nothing to do.
    Nothing,
    /// A part was done.
    Partly,
    /// The account changed after the plan was made; nothing was sent.
    Stale,
    /// A brake holds the plan; nothing was sent.
    Held,
    /// The key may not do it, or there is no key.
    NoAccess,
    /// Wix asks to wait.
    Quota,
    /// It stands still and can go on.
    Interrupted,
    /// Another process has the profile.
    Busy,
}

impl Exit {
    /// The number that a shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::BadInput => 2,
            Self::Nothing => 3,
            Self::Partly => 4,
            Self::Stale => 5,
            Self::Held => 6,
            Self::NoAccess => 7,
            Self::Quota => 8,
            Self::Interrupted => 9,
            Self::Busy => 10,
        }
    }

    /// The end that a trouble means.
    pub(super) fn of(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Other | Trouble::Offline => Self::Failed,
            Trouble::BadInput => Self::BadInput,
            Trouble::Nothing => Self::Nothing,
            Trouble::Stale => Self::Stale,
            Trouble::Held => Self::Held,
            Trouble::NoAccess => Self::NoAccess,
            Trouble::Quota => Self::Quota,
            Trouble::Interrupted => Self::Interrupted,
            Trouble::Busy => Self::Busy,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// The numbers, as `--help` tells them.
pub(super) const HELP: &str = "\
Exit codes of the commands:
  0   done
  1   any other failure, no connection included
  2   bad input: arguments, a file, a name that is not known
  3   nothing to do
  4   partly: some lines were refused, unknown, not done, or are left to do by hand;
      a reading that is not complete; `verify`: the file is damaged
  5   stale: the account changed after the plan was made, nothing was sent
  6   held by a brake, nothing was sent
  7   no access: the key is missing or may not do this
  8   quota: Wix asks to wait
  9   interrupted: the run stands still and can go on
  10  busy: another process has the profile

A key is never an argument, nor is the secret of an app. They come from the key store of the
system, from the descriptor that --key-fd names, or from GATEHOUSE_API_KEY and
GATEHOUSE_APP_SECRET. The passphrase of keys in files comes from the descriptor whose number
GATEHOUSE_PASSPHRASE_FD tells.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_told_in_the_help() {
        for exit in [
            Exit::Done,
            Exit::Failed,
            Exit::BadInput,
            Exit::Nothing,
            Exit::Partly,
            Exit::Stale,
            Exit::Held,
            Exit::NoAccess,
            Exit::Quota,
            Exit::Interrupted,
            Exit::Busy,
        ] {
            let line = format!("\n  {:<4}", exit.code());
            assert!(HELP.contains(&line), "{exit:?}");
        }
    }
}
