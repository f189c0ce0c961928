//! Turning what other rooms say into what the window shows.

use super::protocol::{
    Capability, DatasetInfo, ErrorCard, KeyLimit, KeyPlace, Practice, ProfileCard, ProfileId,
    Reading, SignIn, SiteLimit, Size, Trouble,
};
use crate::store::{self, DatasetMeta, ProfileRow, StoreError};
use crate::wix::{self, WixError, capability};

/// A failed call as people see it.
pub(super) fn wix_card(error: &WixError) -> ErrorCard {
    let mut details = vec![format!("{} {}", error.method, error.path)];
    details.extend(error.status.map(|s| format!("Status {s}")));
    details.extend(error.code.as_ref().map(|c| format!("Code {c}")));
    details.extend(error.words.as_ref().map(|w| format!("Wix says: {w}")));
    details.extend(error.detail.clone());
    details.extend(
        error
            .request_id
            .as_ref()
            .map(|id| format!("Request id {id}")),
    );
    if error.tries > 1 {
        details.push(format!("Tried {} times", error.tries));
    }
    ErrorCard {
        sentence: capital(&error.to_string()),
        remedy: error.remedy(),
        details: details.join("\n"),
        trouble: trouble(error),
    }
}

fn trouble(error: &WixError) -> Trouble {
    use wix::ErrorKind;
    match error.kind {
        ErrorKind::Unauthorized
        | ErrorKind::InvalidKey
        | ErrorKind::Forbidden { .. }
        | ErrorKind::WrongIdentity { .. }
        | ErrorKind::EmptyForbidden => Trouble::NoAccess,
        ErrorKind::TooManyRequests => Trouble::Quota,
        _ if error.is_network() => Trouble::Offline,
        _ => Trouble::Other,
    }
}

/// What the disk said, as people see it.
pub(super) fn store_card(error: &StoreError) -> ErrorCard {
    let trouble = match error {
        StoreError::Busy { .. } => Trouble::Busy,
        _ => Trouble::Other,
    };
    ErrorCard::new(capital(&error.to_string()), "").of(trouble)
}

/// The same sentence with a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

const HUES: u8 = 8;

/// Word for the place of a key that lies in a file that a passphrase opens.
pub(super) const SEALED_KEY: &str = "sealed";

/// Word for the place of a key that lies with the profile above.
pub(super) const PARENTS_KEY: &str = "parent";

/// A row of the list of profiles as a card, with the profile above it.
pub(super) fn profile_card(row: &ProfileRow, parent: Option<&store::ProfileId>) -> ProfileCard {
    let practice = row.practice.as_ref().and_then(|p| {
        Some(Practice {
            size: Size::from_word(&p.size)?,
            seed: p.seed,
        })
    });
    let key = match row.key_place.as_str() {
        // A child account of a practice account may have a key of its own.
        "system" => KeyPlace::System,
        "thisRun" => KeyPlace::ThisRun,
        SEALED_KEY => KeyPlace::Sealed,
        _ if practice.is_some() => KeyPlace::Practice,
        PARENTS_KEY if parent.is_some() => KeyPlace::Parent,
        _ => KeyPlace::Missing,
    };
    ProfileCard {
        id: ProfileId(row.id.as_str().to_owned()),
        name: row.name.clone(),
        colour: row.colour.parse::<u8>().unwrap_or_default() % HUES,
        base_url: row.base_url.clone(),
        account: row.account_id.clone().unwrap_or_else(|| "".into()),
        account_name: row.account_name.clone().unwrap_or_default(),
        practice,
        read_only: row.read_only,
        sign_in: sign_in(&row.sign_in),
        key,
        parent: parent.map(|id| ProfileId(id.as_str().to_owned())),
        last_used: row.last_used,
        // Settings that this version cannot read fall back to the careful defaults.
        pace: serde_json::from_value(row.pace.clone()).unwrap_or_default(),
        brakes: serde_json::from_value(row.brakes.clone()).unwrap_or_default(),
    }
}

/// A data set as lists show it.
pub(super) fn dataset(label: &'static str, meta: Option<DatasetMeta>) -> Option<DatasetInfo> {
    meta.map(|m| DatasetInfo {
        label,
        read_at: Some(m.read_at),
        complete: m.complete,
        rows: m.rows,
        pages: m.pages,
        note: m.note,
    })
}

/// A row of the capability check as the window shows it.
pub(super) fn capability_row(found: &capability::Capability) -> Capability {
    let (reading, unclear) = match &found.reading {
        capability::Reading::Yes => (Reading::Yes, None),
        capability::Reading::No => (Reading::No, None),
        capability::Reading::Unclear(why) => (Reading::Unclear, Some(why.clone())),
    };
    let changing = match found.changing {
        capability::Changing::Nothing => "Nothing to change here",
        capability::Changing::ShowsAtFirstChange => "Shows at the first change",
        capability::Changing::Impossible => "No, since reading is refused",
    };
    let answer = match (&found.error, unclear) {
        (Some(error), _) => Some(wix_card(error)),
        (None, Some(why)) => Some(ErrorCard::new(capital(&why), "")),
        (None, None) => None,
    };
    Capability {
        area: found.area.label().to_owned(),
        reading,
        changing: changing.to_owned(),
        permission: found.permission.clone().unwrap_or_default(),
        without: found.without.to_owned(),
        closed: closed(found),
        answer,
    }
}

/// Why this kind of sign-in may not ask there, by the table of identities.
fn closed(found: &capability::Capability) -> String {
    let kind = found.error.as_ref().map(|e| &e.kind);
    let Some(wix::ErrorKind::WrongIdentity { who }) = kind else {
        return String::new();
    };
    let mut all = wix::identity::Identity::ALL.into_iter();
    let why = all
        .find(|identity| identity.all_of_them() == who)
        .map(|identity| wix::identity::rule(identity, found.area.calls()).why);
    match why {
        Some(why) => format!("Wix refuses this to {who}: {why}"),
        None => format!("Wix refuses this to {who}"),
    }
}

/// The sites that a limited key reaches, as the window shows them.
pub(super) fn site_limit(found: &wix::limit::SiteLimit, at: jiff::Timestamp) -> SiteLimit {
    SiteLimit {
        open: found.open.clone(),
        outside: found.outside.clone(),
        more: found.more,
        at: Some(at),
    }
}

/// How a profile signs in, as lists show it.
fn sign_in(kept: &store::SignIn) -> SignIn {
    match kept {
        store::SignIn::ApiKey { limit } => SignIn::Key {
            limit: limit.map(|l| KeyLimit {
                open: l.open,
                of: l.of,
            }),
        },
        store::SignIn::App {
            app_id,
            instance_id,
            site,
        } => SignIn::App {
            app_id: app_id.clone(),
            instance_id: instance_id.clone(),
            site: site.clone(),
        },
    }
}

/// The pace in the words of the window.
pub(super) fn pace_view(
    metrics: &wix::PaceMetrics,
    now: jiff::Timestamp,
) -> super::protocol::PaceView {
    let blocked_until = metrics
        .blocked_for
        .and_then(|d| jiff::SignedDuration::try_from(d).ok())
        .and_then(|d| now.checked_add(d).ok());
    super::protocol::PaceView {
        used: metrics.last_minute,
        limit: metrics.limit,
        blocked_until,
    }
}
