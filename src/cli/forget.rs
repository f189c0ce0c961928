//! `gatehouse forget`: removes a profile from this computer, and those of its child accounts when
//! that was said.

use super::connect_args::Forget;
use super::end::{Failure, Report};
use super::exit::Exit;
use super::session::Session;
use super::text::{clean, line};
use super::{World, key, profile};
use crate::model::count;
use crate::worker::protocol::{Command, ErrorCard, ProfileCard, ProfileId, Trouble};
use serde_json::json;
use std::time::Duration;

pub(super) fn run(world: &World, args: &Forget) -> Result<Report, Failure> {
    let keys = key::store(key::Given::default(), world)?;
    let mut session = Session::start(world, keys, Duration::ZERO)?;
    let all = session.until(|m| m.profiles.clone().map(Ok))?;
    let card = profile::named(&all, &args.profile)?.clone();
    let below: Vec<ProfileCard> = card.below(&all).into_iter().cloned().collect();
    if !args.yes {
        session.close();
        return Ok(asked(&card, below.len(), args.with_children));
    }
    let mut gone: Vec<ProfileId> = vec![card.id.clone()];
    if args.with_children {
        gone.extend(below.iter().map(|p| p.id.clone()));
    }
    session.send(Command::ForgetProfile {
        profile: card.id.clone(),
        below: args.with_children,
    });
    session.until(|m| {
        if let Some(trouble) = &m.trouble {
            return Some(Err(trouble.as_ref().clone().into()));
        }
        let left = m.profiles.as_ref()?;
        let left = left.iter().any(|p| gone.contains(&p.id));
        (!left).then_some(Ok(()))
    })?;
    session.close();
    let mut text = String::new();
    let name = clean(&card.name);
    line(&mut text, &format!("{name} is forgotten on this computer"));
    let more = gone.len() - 1;
    if more > 0 {
        line(&mut text, &format!("So are {}", children(more)));
    } else if !below.is_empty() {
        let words = format!("{} stay, and need keys of their own", children(below.len()));
        line(&mut text, &words);
    }
    let ids: Vec<&str> = gone.iter().map(|id| id.0.as_str()).collect();
    let data = json!({ "forgotten": ids, "childrenLeft": below.len() - more });
    Ok(Report::new(text, data))
}

fn children(n: usize) -> String {
    count(
        n,
        "profile of a child account",
        "profiles of child accounts",
    )
}

/// What would be forgotten. Nothing was.
fn asked(card: &ProfileCard, below: usize, with_children: bool) -> Report {
    let name = clean(&card.name);
    let mut text = String::new();
    line(
        &mut text,
        &format!("{name} would lose its key, its copies, its journal and its receipts here"),
    );
    match below {
        0 => {}
        n if with_children => line(&mut text, &format!("So would {}", children(n))),
        n => {
            let words = format!("{} would stay; --with-children takes them too", children(n));
            line(&mut text, &words);
        }
    }
    let data = json!({ "forgotten": [], "profile": card.id.0, "children": below });
    let mut report = Report::new(text, data).ending(Exit::Held);
    let card = ErrorCard::new("Nothing was forgotten", "Say it again with --yes");
    report.trouble = Some(card.of(Trouble::Held));
    report
}
