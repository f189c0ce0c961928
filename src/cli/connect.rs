//! `gatehouse connect`: a key becomes a profile.

use super::commands::{Common, Connect};
use super::end::{Failure, Report, bad};
use super::session::{Session, expose};
use super::text::{clean, line};
use super::{World, key};
use crate::worker::protocol::{
    Capability, Command, ConnectState, KeyPlace, NewProfile, ProfileCard, Reading,
};
use serde_json::{Value, json};
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
    let given = key::given(&common)?.ok_or_else(|| {
        bad(
            "No key was given",
            "Put it into GATEHOUSE_API_KEY, or into a descriptor that --key-fd names. A key is \
             never an argument",
        )
    })?;
    // The key goes to the system's store, if there is one: the profile is there to stay.
    let mut session = Session::start(world, key::store(None), Duration::ZERO)?;
    session.send(Command::Connect(NewProfile {
        name: args.name.clone(),
        colour: 0,
        key: expose(&given),
        account: args.account.clone(),
        base_url: world.base_url.clone(),
        read_only: args.read_only,
    }));
    let (profile, capabilities, key_note) = session.until(|m| match m.connect.as_ref() {
        ConnectState::Idle | ConnectState::Checking => None,
        ConnectState::AccountNeeded(card) | ConnectState::Failed(card) => {
            let mut failure = Failure::from(card.clone());
            if matches!(*m.connect, ConnectState::AccountNeeded(_)) {
                "Give it with --account; it stands in the address of the dashboard"
                    .clone_into(&mut failure.card.remedy);
            }
            Some(Err(failure))
        }
        ConnectState::Connected {
            profile,
            capabilities,
            key_note,
        } => Some(Ok((
            profile.clone(),
            capabilities.clone(),
            key_note.clone(),
        ))),
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
    Ok(report(&card, &capabilities, &key_note))
}

fn report(card: &ProfileCard, capabilities: &[Capability], key_note: &str) -> Report {
    let mut text = String::new();
    let name = clean(&card.name);
    line(
        &mut text,
        &format!("Profile “{name}” ({}) was made", card.id.0),
    );
    line(
        &mut text,
        &format!("Account {}", clean(card.account.as_str())),
    );
    for row in capabilities {
        let reading = match row.reading {
            Reading::Yes => "can be read",
            Reading::No => "cannot be read",
            Reading::Unclear => "is unclear",
        };
        line(&mut text, &format!("  {}: {reading}", clean(&row.area)));
        if row.reading != Reading::Yes && !row.permission.is_empty() {
            line(&mut text, &format!("    needs {}", clean(&row.permission)));
        }
    }
    let kept = card.key == KeyPlace::System;
    let note = if kept {
        format!("{key_note}.")
    } else {
        "This computer offers no key store. The profile was made; give the key with each command, \
         in GATEHOUSE_API_KEY or with --key-fd."
            .to_owned()
    };
    line(&mut text, &note);
    let rows: Vec<Value> = capabilities
        .iter()
        .map(|row| {
            json!({
                "area": row.area,
                "reading": match row.reading {
                    Reading::Yes => "yes",
                    Reading::No => "no",
                    Reading::Unclear => "unclear",
                },
                "permission": row.permission,
                "changing": row.changing,
            })
        })
        .collect();
    let data = json!({
        "profile": card.id.0,
        "name": card.name,
        "account": card.account.as_str(),
        "keyKept": kept,
        "keyNote": note,
        "capabilities": rows,
    });
    Report::new(text, data)
}
