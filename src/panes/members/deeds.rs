//! What can be done with the selected members: each of these makes a plan, which is shown before
//! anything is sent.

use super::dates;
use crate::access::{MemberId, MemberStatus, SiteId};
use crate::model::Model;
use crate::panes::PaneCommand;
use crate::panes::listing::{Deed, Picked, filter_words};
use crate::plan::{MemberWish, Selection, Whom, Wish};
use crate::worker::protocol::{MemberRow, MembersView};

/// Members that one plan may be about; more of them make a plan that nobody reads.
const MOST: usize = 20_000;

/// What Wix refuses for members of the owner and of contributors (site contract 1.4).
pub(super) const KEPT: &str = "Wix neither blocks nor deletes such a member";

/// The same for a member of a Wix user of whom nothing more is known.
pub(super) const MAY_BE_KEPT: &str = "Wix neither blocks nor deletes a contributor’s member";

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Do {
    Approve,
    Block,
    Unblock,
    Edit,
    Mute,
    Unmute,
    Mail,
    Hold,
    About,
    Slug,
    Login,
    Disconnect,
    Delete,
    Copy,
}

/// In the order of buttons and menu.
pub(super) const ALL: [Do; 14] = [
    Do::Approve,
    Do::Block,
    Do::Edit,
    Do::Unblock,
    Do::Mute,
    Do::Unmute,
    Do::Mail,
    Do::Hold,
    Do::About,
    Do::Slug,
    Do::Login,
    Do::Disconnect,
    Do::Delete,
    Do::Copy,
];

/// Facts about the selection that decide what can be done, computed when it changes.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pending: usize,
    blocked: usize,
    can_log_in: usize,
    muted: usize,
    /// Members of the owner and of contributors.
    crew: usize,
    all: usize,
}

impl Facts {
    pub(super) fn of<'a>(rows: impl Iterator<Item = &'a MemberRow>) -> Self {
        let mut facts = Self::default();
        for row in rows {
            facts.all += 1;
            facts.muted += usize::from(row.is_muted());
            facts.crew += usize::from(row.crew().is_some());
            match row.status() {
                MemberStatus::Pending => facts.pending += 1,
                MemberStatus::Blocked => facts.blocked += 1,
                MemberStatus::Approved => facts.can_log_in += 1,
                _ => {}
            }
        }
        facts
    }

    /// Why something cannot be done with them.
    fn against(&self, what: Do) -> Option<&'static str> {
        match what {
            _ if self.all == 0 => Some("Select members first"),
            Do::Copy => None,
            Do::Edit | Do::About | Do::Slug | Do::Login if self.all > 1 => {
                Some("Select one member alone")
            }
            Do::Block | Do::Delete | Do::Disconnect if self.crew == self.all => Some(
                "Wix neither blocks nor deletes members of the owner and of contributors. Take \
                 their access to the site away instead",
            ),
            Do::Login if self.crew == self.all => {
                Some("Its address is that of a Wix account, and is changed there")
            }
            Do::Approve if self.pending == 0 => Some("None of them waits for approval"),
            Do::Unblock if self.blocked == 0 => Some("None of them is blocked"),
            Do::Block if self.blocked == self.all => Some("All of them are blocked"),
            Do::Mute if self.muted == self.all => Some("All of them are muted"),
            Do::Unmute if self.muted == 0 => Some("None of them is muted"),
            Do::Mail if self.can_log_in == 0 => Some("None of them can log in"),
            _ if self.all > MOST => Some("Select fewer members: a plan takes at most 20,000"),
            _ => None,
        }
    }
}

/// Buttons, lines of the menu and keys for the selection.
pub(super) fn deeds(facts: &Facts, model: &Model) -> Vec<Deed> {
    let deed = |what: Do| {
        let against = facts.against(what).map(str::to_owned);
        let writes = what != Do::Copy;
        let against = against.or_else(|| writes.then(|| model.no_writing()).flatten());
        let deed = Deed::new(label(what), against);
        match what {
            Do::Approve => deed.command(PaneCommand::SameAs),
            Do::Block => deed,
            Do::Copy => deed.command(PaneCommand::CopyLinks),
            Do::Edit => deed.command(PaneCommand::ChangeRoles),
            Do::Delete => deed.command(PaneCommand::Remove).menu_only(),
            _ => deed.menu_only(),
        }
    };
    ALL.map(deed).to_vec()
}

fn label(what: Do) -> &'static str {
    match what {
        Do::Approve => "Approve…",
        Do::Block => "Block…",
        Do::Unblock => "Unblock…",
        Do::Edit => "Edit…",
        Do::Mute => "Mute…",
        Do::Unmute => "Unmute…",
        Do::Mail => "Mail a link to set a password…",
        Do::Hold => "Give or take a badge or role…",
        Do::About => "Change the about text…",
        Do::Slug => "Change the page address…",
        Do::Login => "Change the login address…",
        Do::Disconnect => "Disconnect…",
        Do::Delete => "Delete…",
        Do::Copy => "Copy addresses",
    }
}

/// The wish for the selected members it applies to; `None` if it needs a form or writes nothing.
pub(super) fn wish(what: Do, picked: &Picked, view: &MembersView) -> Option<Wish> {
    let wish = match what {
        Do::Approve => MemberWish::Approve,
        Do::Block => MemberWish::Block,
        Do::Unblock => MemberWish::Unblock,
        Do::Mute => MemberWish::Mute,
        Do::Unmute => MemberWish::Unmute,
        Do::Disconnect => MemberWish::Disconnect,
        Do::Delete => MemberWish::Delete,
        Do::Edit | Do::Mail | Do::Hold | Do::About | Do::Slug | Do::Login | Do::Copy => {
            return None;
        }
    };
    // Those whom it does not apply to would only fill the list of who is left alone.
    let meant = |row: &&MemberRow| match what {
        Do::Approve => *row.status() == MemberStatus::Pending,
        Do::Unblock => *row.status() == MemberStatus::Blocked,
        Do::Unmute => row.is_muted(),
        _ => true,
    };
    let table = &*view.table;
    let ids: Vec<MemberId> = picked.of(table).filter(meant).map(MemberRow::id).collect();
    Some(chosen(
        about(&table.site, ids, wish),
        by_filter(picked, view),
    ))
}

/// A wish about members whom a filter may have chosen.
pub(super) fn chosen(wish: Wish, by: Option<Selection>) -> Wish {
    match by {
        Some(by) => Wish::Chosen {
            by,
            wish: Box::new(wish),
        },
        None => wish,
    }
}

/// The filter that chose them, if all that it shows are selected and nobody else: then those who
/// sign up later and fit it are told of when the plan has run.
pub(super) fn by_filter(picked: &Picked, view: &MembersView) -> Option<Selection> {
    let filter = &view.request.filter;
    let same = picked.hidden == 0 && picked.len() == view.view.rows.len();
    (same && picked.len() > 1).then(|| Selection {
        filter: if filter.is_empty() {
            "everybody".to_owned()
        } else {
            filter_words(filter, Some(&*view.table), dates::spans(filter))
        },
        matched: picked.len(),
        of: view.table.rows.len(),
    })
}

/// A wish about these members of a site, by their ids.
pub(super) fn about(site: &SiteId, ids: Vec<MemberId>, wish: MemberWish) -> Wish {
    Wish::Members {
        site: site.clone(),
        whom: Whom {
            ids,
            logins: Vec::new(),
        },
        wish,
    }
}
