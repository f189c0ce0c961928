//! The list of profiles, their settings, and the program's own.

use super::super::cards::store_card;
use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, KeyPlace, PaceSettings, ProfileId, Settings, Trouble};
use super::super::shared::{Shared, lock};
use crate::plan::BrakeLimits;
use crate::store::{self, ProfileRow};
use crate::wix::{BaseUrl, PER_MINUTE, SHORTEST_GAP};
use std::sync::Arc;

/// Key of the program's settings in the root ledger.
const SETTINGS: &str = "settings";
/// Key of the profile that was open last.
const LAST: &str = "lastProfile";

/// Shows the settings, once at the start.
pub(in crate::worker) async fn show_settings(shared: &Shared) {
    let kept = shared
        .root
        .run(|root| root.setting::<Settings>(SETTINGS))
        .await;
    let settings = match kept {
        Ok(Ok(Some(settings))) => settings,
        Ok(Err(error)) => {
            tracing::warn!(%error, "settings could not be read; the usual ones are used");
            Settings::default()
        }
        _ => Settings::default(),
    };
    shared.board.settings(Some(Arc::new(settings)));
}

/// Keeps the settings.
pub(in crate::worker) async fn keep_settings(shared: &Shared, settings: Settings) {
    let kept = shared
        .root
        .run(move |root| root.set_setting(SETTINGS, &settings))
        .await;
    if let Ok(Err(error)) = kept {
        tracing::error!(%error, "settings could not be kept");
    }
}

/// The profile that was open last, if it is still there.
pub(in crate::worker) async fn last(shared: &Shared) -> Option<ProfileId> {
    shared
        .root
        .run(|root| {
            let last = root.setting::<String>(LAST).ok().flatten()?;
            let id = store::ProfileId::new(&last).ok()?;
            root.profile(&id)
                .ok()
                .flatten()
                .map(|row| ProfileId(row.id.as_str().to_owned()))
        })
        .await
        .ok()
        .flatten()
}

/// Remembers which profile is open.
pub(in crate::worker) async fn remember(shared: &Shared, id: Option<&ProfileId>) {
    let last = id.map(|id| id.0.clone());
    let kept = shared
        .root
        .run(move |root| match &last {
            Some(last) => root.set_setting(LAST, last),
            None => root.remove_setting(LAST),
        })
        .await;
    if let Ok(Err(error)) = kept {
        tracing::error!(%error, "the last profile could not be kept");
    }
}

/// Changes a profile in the list and, if it is open, in the session.
pub(in crate::worker) async fn edit(
    shared: &Shared,
    open: Option<&Open>,
    id: &ProfileId,
    edit: impl Fn(&mut ProfileRow) + Send + 'static,
) -> Result<(), ErrorCard> {
    let name = id.0.clone();
    let row = shared
        .root
        .run(move |root| {
            let id = store::ProfileId::new(&name)?;
            let row = root.profile(&id)?;
            row.map(|mut row| {
                edit(&mut row);
                root.put_profile(&row)?;
                Ok((row, root.parent(&id)?))
            })
            .transpose()
        })
        .await
        .map_err(ending)?
        .map_err(|e| store_card(&e))?;
    if let (Some((row, parent)), Some(open)) = (row, open)
        && lock(&open.state).card.id == *id
    {
        let card = super::super::cards::profile_card(&row, parent.as_ref());
        open.edit(|s| {
            let (key, pace) = (s.card.key, s.card.pace);
            s.card = card;
            if s.card.key == KeyPlace::Parent {
                s.card.pace = pace;
            }
            if s.card.key != KeyPlace::Practice {
                s.card.key = key;
            }
        });
    }
    shared.publish_profiles().await;
    Ok(())
}

/// A pace that may be used with this server: faster than the documented limit, or with a shorter
/// gap between created members, only on loopback.
pub(in crate::worker) fn allowed_pace(wish: PaceSettings, base: &BaseUrl) -> PaceSettings {
    if base.is_loopback() {
        return PaceSettings {
            per_minute: wish.per_minute.max(1),
            ..wish
        };
    }
    PaceSettings {
        per_minute: wish.per_minute.clamp(1, PER_MINUTE),
        unlimited: false,
        creation_gap_ms: wish
            .creation_gap_ms
            .max(u64::try_from(SHORTEST_GAP.as_millis()).unwrap_or(u64::MAX)),
    }
}

/// Keeps the pace of a profile.
pub(in crate::worker) async fn set_pace(
    shared: &Shared,
    open: &Open,
    wish: PaceSettings,
) -> Result<(), ErrorCard> {
    let card = open.card();
    if card.key == KeyPlace::Parent {
        let why = "This account uses the key of the account above, which has one pace for all";
        return Err(ErrorCard::new(why, "Change the pace there").of(Trouble::BadInput));
    }
    let base = BaseUrl::parse(&card.base_url)
        .map_err(|e| ErrorCard::new(super::super::cards::capital(&e.to_string()), ""))?;
    let pace = allowed_pace(wish, &base);
    let value = serde_json::to_value(pace).unwrap_or_default();
    edit(shared, Some(open), &card.id, move |row| {
        row.pace = value.clone();
    })
    .await?;
    super::open_profile::reconnect(open).await;
    Ok(())
}

/// Keeps the brakes of a profile.
pub(in crate::worker) async fn set_brakes(
    shared: &Shared,
    open: &Open,
    limits: BrakeLimits,
) -> Result<(), ErrorCard> {
    let value = serde_json::to_value(limits).unwrap_or_default();
    edit(shared, Some(open), &open.card().id, move |row| {
        row.brakes = value.clone();
    })
    .await
}

/// The profiles below this one; none where the list cannot be read, which forgetting then says.
pub(in crate::worker) async fn below(shared: &Shared, id: &ProfileId) -> Vec<ProfileId> {
    let Ok(Ok(all)) = shared.profiles().await else {
        return Vec::new();
    };
    let one = all.iter().find(|p| p.id == *id);
    let below = one.map(|p| p.below(&all)).unwrap_or_default();
    below.into_iter().map(|p| p.id.clone()).collect()
}

/// Removes a profile, its files and its key. It must not be open.
pub(in crate::worker) async fn forget(shared: &Shared, id: &ProfileId) -> Result<(), ErrorCard> {
    // A practice account begins anew when it is opened again.
    shared.servers.lock().await.remove(id);
    let (dir, name, now) = (shared.dir.clone(), id.0.clone(), shared.now());
    let forgotten = shared
        .root
        .run(move |root| {
            let id = store::ProfileId::new(&name)?;
            // What the window kept for it goes with it.
            if let Ok(Some(mut settings)) = root.setting::<Settings>(SETTINGS)
                && settings.keep_profiles(|other| other != name)
            {
                root.set_setting(SETTINGS, &settings)?;
            }
            root.forget_profile(&dir, &id, now)
        })
        .await
        .map_err(ending)?;
    forgotten.map_err(|e| store_card(&e))?;
    let (keys, name) = (Arc::clone(&shared.keys), id.0.clone());
    // Whichever of the two it had: a missing one is fine.
    let removed = blocking(move || {
        let key = keys.delete(&name);
        keys.delete(&crate::secrets::app_secret_name(&name))
            .and(key)
    });
    let removed = removed.await.map_err(ending)?;
    shared.publish_profiles().await;
    removed.map_err(|e| {
        ErrorCard::new(
            format!("The profile is forgotten, but its key may still be in the key store. {e}"),
            "Remove it there by hand; it is listed under “gatehouse”",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faster_and_closer_go_only_against_this_computer() {
        let wish = PaceSettings {
            per_minute: 900,
            unlimited: true,
            creation_gap_ms: 0,
        };
        assert_eq!(
            allowed_pace(wish, &BaseUrl::wix()),
            PaceSettings::default(),
            "the documented values"
        );
        let here = BaseUrl::parse("http://127.0.0.1:4010").unwrap();
        assert_eq!(allowed_pace(wish, &here), wish);
        let slower = PaceSettings {
            per_minute: 60,
            unlimited: false,
            creation_gap_ms: 2_500,
        };
        assert_eq!(allowed_pace(slower, &BaseUrl::wix()), slower);
    }

    #[test]
    fn a_pace_that_was_kept_before_there_was_a_gap_keeps_a_second() {
        let kept = serde_json::json!({"perMinute": 150, "unlimited": false});
        let pace: PaceSettings = serde_json::from_value(kept).unwrap();
        assert_eq!((pace.per_minute, pace.creation_gap_ms), (150, 1_000));
    }
}
