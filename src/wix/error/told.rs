//! Failures in plain sentences.

use super::{ErrorKind, Failure};
use crate::wix::auth::TOKEN_PATH;
use std::time::Duration;

/// Code of an account that was deleted (contract A5).
const DELETED_ACCOUNT: &str = "48886";

/// What happened, in one sentence.
pub(super) fn sentence(f: &Failure) -> String {
    let detail = |start: &str| match &f.detail {
        Some(detail) => format!("{start} ({detail})"),
        None => start.to_owned(),
    };
    let start = match &f.kind {
        ErrorKind::Offline => "Working offline, so Wix was not asked".to_owned(),
        ErrorKind::Network => detail("Wix could not be reached"),
        ErrorKind::Tls => detail("The connection to Wix is not safe"),
        ErrorKind::Timeout => detail("Wix did not answer in time"),
        ErrorKind::Unauthorized | ErrorKind::Invalid { .. } if f.path == TOKEN_PATH => {
            "Wix does not accept the app’s id, secret or instance id".to_owned()
        }
        ErrorKind::Unauthorized => detail("Wix does not accept the key for this call"),
        ErrorKind::InvalidKey => "Wix says that the key is not valid".to_owned(),
        ErrorKind::Forbidden {
            permission: Some(p),
        } => format!("The key may not do this; it needs the permission {p}"),
        ErrorKind::WrongIdentity { who } if f.status.is_none() => {
            detail(&format!("Wix refuses this to {who}, so it was not sent"))
        }
        ErrorKind::WrongIdentity { who } => detail(&format!("Wix refuses this to {who}")),
        ErrorKind::Forbidden { permission: None } => detail("The key may not do this"),
        ErrorKind::EmptyForbidden => detail("Wix refused without a word (403 with empty body)"),
        ErrorKind::NotFound if f.code.as_deref() == Some(DELETED_ACCOUNT) => {
            "The account of this key was deleted".to_owned()
        }
        ErrorKind::NotFound => detail("Wix does not know what was asked for"),
        ErrorKind::Conflict => "Wix says that this is already so or has changed".to_owned(),
        ErrorKind::Precondition => "Wix wants something else to be done first".to_owned(),
        ErrorKind::Invalid { violations } => match violations.first() {
            Some(v) if !v.field.is_empty() => {
                format!("Wix does not accept the field {}", v.field)
            }
            _ => "Wix does not accept the request".to_owned(),
        },
        ErrorKind::TooManyRequests => match f.retry_after {
            Some(wait) => format!("Wix wants a pause of {}", wait_words(wait)),
            None => "Wix wants a pause".to_owned(),
        },
        ErrorKind::Server => match f.status {
            Some(status) => detail(&format!("Something went wrong at Wix ({status})")),
            None => "Something went wrong at Wix".to_owned(),
        },
        ErrorKind::Unreadable { path } if path.is_empty() => detail("The answer could not be read"),
        ErrorKind::Unreadable { path } => {
            detail(&format!("The answer could not be read at “{path}”"))
        }
        ErrorKind::Unexpected => match (f.status, &f.detail) {
            (Some(status), Some(detail)) => format!("Unexpected answer {status} ({detail})"),
            (Some(status), None) => format!("Unexpected answer {status}"),
            (None, _) => detail("The request could not be made"),
        },
    };
    match &f.words {
        Some(words) => format!("{start}: “{}”", words.trim_end_matches('.')),
        None => start,
    }
}

/// What to do, in one sentence.
pub(super) fn remedy(f: &Failure) -> String {
    match &f.kind {
        ErrorKind::Unauthorized | ErrorKind::Invalid { .. } if f.path == TOKEN_PATH => {
            "Check the app’s id and secret on its page, and that it is still installed on the site."
                .to_owned()
        }
        ErrorKind::WrongIdentity { .. } => {
            "Sign in with an API key of the account for this.".to_owned()
        }
        ErrorKind::Offline => "Go online and try again.".to_owned(),
        ErrorKind::Network => {
            "Check the network connection and any proxy, then try again.".to_owned()
        }
        ErrorKind::Tls => "Check this computer’s date and certificates, and whether a proxy or a \
             virus scanner opens secure connections."
            .to_owned(),
        ErrorKind::Timeout => "Try again in a moment.".to_owned(),
        ErrorKind::Unauthorized => "Check that the key is whole and was not deleted or rotated, \
             and that it has the needed permissions."
            .to_owned(),
        ErrorKind::InvalidKey => {
            "Paste the key again, or make a new one on the API keys page of Wix.".to_owned()
        }
        ErrorKind::Forbidden {
            permission: Some(p),
        } => format!("Give the key the permission {p} on the API keys page of Wix."),
        ErrorKind::Forbidden { permission: None } => {
            "Give the key more permissions on the API keys page of Wix; some calls are open to \
             contract partners only."
                .to_owned()
        }
        ErrorKind::EmptyForbidden => "Wait a minute and try again; if it stays, this call is not \
             open to API keys of this account."
            .to_owned(),
        ErrorKind::NotFound if f.code.as_deref() == Some(DELETED_ACCOUNT) => {
            "Use a key of an account that exists.".to_owned()
        }
        ErrorKind::NotFound => {
            "Refresh: it may have been removed, or the account id may be wrong.".to_owned()
        }
        ErrorKind::Conflict => "Refresh and look at the present state.".to_owned(),
        ErrorKind::Precondition => "Read Wix’s words and refresh.".to_owned(),
        ErrorKind::Invalid { .. } => {
            "Correct what Wix names; if nothing is named, report it with the request id.".to_owned()
        }
        ErrorKind::TooManyRequests => match f.retry_after {
            Some(wait) => format!("Try again after {}.", wait_words(wait)),
            None => "Try again in a minute.".to_owned(),
        },
        ErrorKind::Server => {
            "Try again later; if it stays, give Wix’s support the request id.".to_owned()
        }
        ErrorKind::Unreadable { .. } => "Check whether a proxy or a login page of the network is \
             in between; if not, report it with the request id."
            .to_owned(),
        ErrorKind::Unexpected => "Check the address in the settings and any proxy.".to_owned(),
    }
}

/// A time to wait, in words.
fn wait_words(wait: Duration) -> String {
    let seconds = wait.as_secs().max(1);
    match seconds {
        1 => "1 second".to_owned(),
        2..120 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_told_in_words() {
        assert_eq!(wait_words(Duration::from_millis(200)), "1 second");
        assert_eq!(wait_words(Duration::from_secs(90)), "90 seconds");
        assert_eq!(wait_words(Duration::from_secs(130)), "3 minutes");
    }
}
