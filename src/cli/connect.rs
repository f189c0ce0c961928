//! `gatehouse connect`: a key becomes a profile.

use super::connect_args::Connect;
use super::end::{Failure, Report, bad};
use super::key::Given;
use super::session::{Session, expose};
use super::shared_args::Common;
use super::text::{clean, line};
use super::{World, check, key};
use crate::worker::protocol::{
    Capability, Command, ConnectState, KeyPlace, NewProfile, NewSignIn, ProfileCard, SignIn,
    SiteLimit,
};
use serde_json::json;
use std::time::Duration;

/// Tries the key and makes a profile of it.
pub(super) fn run(world: &World, args: &Connect) -> Result<Report, Failure> {
    if world.sandbox.is_some() {
        return Err(bad(
            "A practice account makes its own key",
            "Leave connect out: gatehouse --sandbox sync",
        ));
    }
    let common = Common {
        profile: None,
        json: args.json,
        key_fd: args.key_fd,
        pace: args.pace,
        wait: 0,
    };
    let is_app = args.app_id.is_some();
    let given = key::given(&common)?
        .of(is_app)
        .ok_or_else(|| missing(is_app))?;
    let sign_in = match (&args.app_id, &args.instance_id) {
        (Some(app_id), Some(instance_id)) => NewSignIn::App {
            app_id: app_id.clone(),
            secret: expose(&given),
            instance_id: instance_id.clone(),
            site: args.site.clone(),
        },
        _ => NewSignIn::Key {
            key: expose(&given),
            account: args.account.clone(),
        },
    };
    // The secret goes to the system's store, if there is one: the profile is there to stay.
    let mut session = Session::start(world, key::store(Given::default(), world)?, Duration::ZERO)?;
    session.send(Command::Connect(NewProfile {
        name: args.name.clone(),
        colour: 0,
        sign_in,
        base_url: world.base_url.clone(),
        read_only: args.read_only,
    }));
    let (profile, found) = session.until(|m| match m.connect.as_ref() {
        ConnectState::Idle | ConnectState::Checking => None,
        ConnectState::AccountNeeded(card)
        | ConnectState::SiteNeeded(card)
        | ConnectState::Failed(card) => {
            let mut failure = Failure::from(card.clone());
            let remedy = match *m.connect {
                ConnectState::AccountNeeded(_) => {
                    Some("Give it with --account; it stands in the address of the dashboard")
                }
                ConnectState::SiteNeeded(_) => {
                    Some("Give it with --site; it stands in the address of the site’s dashboard")
                }
                _ => None,
            };
            if let Some(remedy) = remedy {
                remedy.clone_into(&mut failure.card.remedy);
            }
            Some(Err(failure))
        }
        ConnectState::Connected {
            profile,
            capabilities,
            limit,
            key_note,
        } => {
            let found = Found {
                capabilities: capabilities.clone(),
                limit: limit.as_deref().cloned(),
                key_note: key_note.clone(),
            };
            Some(Ok((profile.clone(), found)))
        }
    })?;
    if let Some(pace) = args.pace {
        session.send(Command::SetPace(pace));
    }
    session.runs(1)?;
    let card = session.until(|m| {
        let profiles = m.profiles.as_ref()?;
        profiles.iter().find(|p| p.id == profile).cloned().map(Ok)
    })?;
    session.close();
    Ok(report(&card, &found))
}

/// What came of the check.
struct Found {
    capabilities: Vec<Capability>,
    limit: Option<SiteLimit>,
    key_note: String,
}

fn missing(is_app: bool) -> Failure {
    if is_app {
        bad(
            "No app secret was given",
            "Put it into GATEHOUSE_APP_SECRET, or into a descriptor that --key-fd names. A secret \
             is never an argument",
        )
    } else {
        bad(
            "No key was given",
            "Put it into GATEHOUSE_API_KEY, or into a descriptor that --key-fd names. A key is \
             never an argument",
        )
    }
}

fn report(card: &ProfileCard, found: &Found) -> Report {
    let mut text = String::new();
    let name = clean(&card.name);
    line(
        &mut text,
        &format!("Profile “{name}” ({}) was made", card.id.0),
    );
    match &card.sign_in {
        SignIn::App { site, .. } => {
            line(
                &mut text,
                &format!("App instance on site {}", clean(site.as_str())),
            );
        }
        SignIn::Key { .. } => {
            line(
                &mut text,
                &format!("Account {}", clean(card.account.as_str())),
            );
        }
    }
    check::capabilities(&mut text, &found.capabilities);
    if let Some(limit) = &found.limit {
        check::limit(&mut text, limit);
    }
    let kept = matches!(card.key, KeyPlace::System | KeyPlace::Sealed);
    let note = match (kept, card.sign_in.is_app()) {
        (true, _) => format!("{}.", found.key_note),
        (false, false) => {
            "This computer offers no key store. The profile was made; give the key with each \
             command, in GATEHOUSE_API_KEY or with --key-fd. With a passphrase in the descriptor \
             that GATEHOUSE_PASSPHRASE_FD names, it is kept in a file."
                .to_owned()
        }
        (false, true) => {
            "This computer offers no key store. The profile was made; give the app secret with \
             each command, in GATEHOUSE_APP_SECRET or with --key-fd."
                .to_owned()
        }
    };
    line(&mut text, &note);
    let site = match &card.sign_in {
        SignIn::App { site, .. } => Some(site.as_str()),
        SignIn::Key { .. } => None,
    };
    let data = json!({
        "profile": card.id.0,
        "name": card.name,
        "account": card.account.as_str(),
        "signIn": card.sign_in.words(),
        "site": site,
        "limit": found.limit,
        "keyKept": kept,
        "keyNote": note,
        "capabilities": check::capability_rows(&found.capabilities),
    });
    Report::new(text, data)
}
