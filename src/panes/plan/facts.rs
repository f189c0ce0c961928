//! What is worked out once per plan and once per picture of a run, not in every frame: both may
//! have many thousand lines.

use super::again;
use crate::model::{count, grouped};
use crate::plan::{Action, Brake, Call, Deed, Outcome, Plan, Undo, Wish};
use crate::worker::protocol::{RunPhase, RunView};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where a line goes out: number of its call, counted from 1, and how many other lines go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) call: usize,
    pub(super) of: usize,
    pub(super) others: usize,
}

impl Place {
    /// `Call 2 of 3, with 49 others`.
    pub(super) fn words(self) -> String {
        let (call, of) = (grouped(self.call), grouped(self.of));
        match self.others {
            0 => format!("Call {call} of {of}"),
            n => format!("Call {call} of {of}, with {}", count(n, "other", "others")),
        }
    }
}

/// How many lines there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds {
    roles: usize,
    removals: usize,
    invites: usize,
    creations: usize,
    deletions: usize,
    accounts: usize,
    /// What is done to members who are there, and the verb where it is one thing for all.
    deeds: usize,
    deed: Option<&'static str>,
    contributors: usize,
    from_sites: usize,
    site_invites: usize,
    /// What is set for all members of a site, and the words where it is one thing.
    settings: usize,
    setting: Option<&'static str>,
    by_hand: usize,
}

impl Kinds {
    fn of(plan: &Plan) -> Self {
        let mut kinds = Self::default();
        let mut members = BTreeSet::new();
        for line in &plan.lines {
            if let Action::Member(of) = &line.action
                && of.deed != Deed::Delete
            {
                let verb = Some(of.deed.verb());
                kinds.deed = verb.filter(|_| kinds.deeds == 0 || kinds.deed == verb);
                // Who is changed in several ways is one member.
                kinds.deeds += usize::from(members.insert((&of.site, &of.member)));
                continue;
            }
            if let Action::Setting(of) = &line.action {
                kinds.setting = Some(of.deed.label()).filter(|_| kinds.settings == 0);
                kinds.settings += 1;
                continue;
            }
            *match line.action {
                Action::UpdateAssignments { .. } => &mut kinds.roles,
                Action::RemoveTeamMember { .. } => &mut kinds.removals,
                Action::InviteToAccount { .. } | Action::InviteToSite { .. } => &mut kinds.invites,
                Action::CreateMember { .. } => &mut kinds.creations,
                Action::DeleteMember { .. } | Action::Member(_) => &mut kinds.deletions,
                Action::CreateAccount { .. } => &mut kinds.accounts,
                Action::Setting(_) => &mut kinds.settings,
                Action::ChangeContributorRoles { .. }
                | Action::ChangeContributorLocations { .. } => &mut kinds.contributors,
                Action::RemoveContributor { .. } => &mut kinds.from_sites,
                Action::ResendSiteInvite { .. } | Action::RevokeSiteInvite { .. } => {
                    &mut kinds.site_invites
                }
                Action::ByHand { .. } => &mut kinds.by_hand,
            } += 1;
        }
        kinds
    }

    /// Number and verb of the last button. What is done by hand is counted only where nothing else
    /// is.
    pub(super) fn words(self) -> String {
        let people = |n| count(n, "person", "people");
        let members = |n| count(n, "member", "members");
        let sent = self.roles
            + self.removals
            + self.invites
            + self.creations
            + self.deletions
            + self.accounts
            + self.deeds
            + self.contributors
            + self.from_sites
            + self.site_invites
            + self.settings;
        match self {
            _ if sent == 0 => {
                let things = count(self.by_hand, "thing", "things");
                format!("Note {things} to do by hand")
            }
            Self { roles, .. } if roles == sent => format!("Change roles of {}", people(sent)),
            Self { removals, .. } if removals == sent => format!("Remove {}", people(sent)),
            Self { invites, .. } if invites == sent => format!("Invite {}", people(sent)),
            Self { creations, .. } if creations == sent => format!("Create {}", members(sent)),
            Self { accounts, .. } if accounts == sent => {
                format!("Create {}", count(sent, "account", "accounts"))
            }
            Self { contributors, .. } if contributors == sent => {
                format!("Change {}", count(sent, "contributor", "contributors"))
            }
            Self {
                removals,
                from_sites,
                site_invites,
                ..
            } if removals + from_sites + site_invites == sent && from_sites > 0 => {
                format!("Remove at {}", count(sent, "place", "places"))
            }
            Self {
                deeds,
                deed: Some(verb),
                ..
            } if deeds == sent => format!("{verb} {}", members(sent)),
            Self {
                settings: 1,
                setting: Some(label),
                ..
            } if sent == 1 => label.to_owned(),
            Self { settings, .. } if settings == sent => {
                format!("Change {}", count(sent, "setting", "settings"))
            }
            Self { deletions, .. } if deletions == sent => format!("Delete {}", members(sent)),
            _ => format!("Apply {}", count(sent, "change", "changes")),
        }
    }

    /// What the lines are about, in one word for this many.
    pub(super) fn noun(self, n: usize) -> &'static str {
        let sites = self.creations + self.deletions + self.deeds > 0;
        let team = self.roles + self.removals > 0;
        match (sites, team, self.invites > 0, n) {
            _ if self.accounts > 0 && n == 1 => "account",
            _ if self.accounts > 0 => "accounts",
            (false, false, false, 1) if self.settings > 0 => "setting",
            (false, false, false, _) if self.settings > 0 => "settings",
            (true, false, false, 1) => "member",
            (true, false, false, _) => "members",
            (false, false, true, 1) => "address",
            (false, false, true, _) => "addresses",
            (_, _, _, 1) => "person",
            _ => "people",
        }
    }

    /// Whether it has to do with the roles of people who are in the team.
    pub(super) fn touches_team(self) -> bool {
        self.roles + self.removals > 0
    }
}

/// What a plan says of itself.
#[derive(Debug)]
pub(super) struct PlanFacts {
    plan: Arc<Plan>,
    pub(super) kinds: Kinds,
    /// Whether somebody loses something by it.
    pub(super) takes_away: bool,
    pub(super) calls: Vec<Call>,
    /// Where each line goes out.
    places: Vec<Option<u32>>,
    /// Skipped ones who are as wished already.
    pub(super) already: usize,
    /// What its lines have in common.
    pub(super) same: Same,
}

/// What all lines of a plan have in common, so that no column needs to say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Same {
    /// Nothing.
    Nothing,
    /// All of them do the same.
    Action,
    /// None of them is sent.
    ByHand,
}

impl Same {
    fn of(plan: &Plan) -> Self {
        let mut actions = plan.lines.iter().map(|l| l.action.label());
        let first = actions.next();
        if plan.lines.iter().all(|l| !l.action.is_sent()) {
            Self::ByHand
        } else if actions.all(|label| Some(label) == first) {
            Self::Action
        } else {
            Self::Nothing
        }
    }
}

impl PlanFacts {
    fn of(plan: &Arc<Plan>) -> Self {
        let calls = plan.calls();
        let mut places = vec![None; plan.lines.len()];
        for (at, call) in (0_u32..).zip(&calls) {
            for line in &call.lines {
                if let Some(slot) = places.get_mut(*line as usize) {
                    *slot = Some(at);
                }
            }
        }
        Self {
            kinds: Kinds::of(plan),
            takes_away: plan.lines.iter().any(|l| l.action.takes_away()),
            calls,
            places,
            already: plan.skipped.iter().filter(|s| s.already_so).count(),
            same: Same::of(plan),
            plan: Arc::clone(plan),
        }
    }

    /// Works it out again when the plan is another one.
    pub(super) fn follow(known: &mut Option<Arc<Self>>, plan: &Arc<Plan>) -> Arc<Self> {
        match known {
            Some(facts) if Arc::ptr_eq(&facts.plan, plan) => Arc::clone(facts),
            _ => {
                let facts = Arc::new(Self::of(plan));
                *known = Some(Arc::clone(&facts));
                facts
            }
        }
    }

    /// Where a line goes out; `None` where nothing is sent.
    pub(super) fn place(&self, line: usize) -> Option<Place> {
        let at = (*self.places.get(line)?)? as usize;
        let others = self.calls.get(at)?.lines.len().saturating_sub(1);
        Some(Place {
            call: at + 1,
            of: self.calls.len(),
            others,
        })
    }
}

/// How many lines that were done can be taken back, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Back {
    pub(super) by_plan: usize,
    pub(super) by_invite: usize,
    pub(super) by_hand: usize,
    pub(super) never: usize,
}

impl Back {
    fn of(run: &RunView) -> Self {
        let mut back = Self::default();
        let all = run.plan.lines.iter().zip(&run.results);
        for (line, _) in all.filter(|(_, r)| r.outcome == Outcome::Done) {
            *match &line.undo {
                Undo::Reversible { .. }
                | Undo::ByDeleting
                | Undo::RolesBack { .. }
                | Undo::LocationsBack { .. }
                | Undo::MemberBack { .. }
                | Undo::SettingBack { .. }
                | Undo::ByRevoking => &mut back.by_plan,
                Undo::ByNewInvite { .. } => &mut back.by_invite,
                Undo::ByHand => &mut back.by_hand,
                Undo::Never { .. } => &mut back.never,
            } += 1;
        }
        back
    }

    /// Why there is nothing to take back; `None` if there is.
    pub(super) fn nothing(self) -> Option<&'static str> {
        if self == Self::default() {
            Some("Nothing was done that could be taken back")
        } else if self.by_plan + self.by_invite + self.by_hand == 0 {
            Some("Nothing of what was done can be taken back")
        } else {
            None
        }
    }

    /// `10 by a plan, 2 by a new invite, 1 not at all`.
    pub(super) fn words(self) -> String {
        let parts = [
            (self.by_plan, "by a plan"),
            (self.by_invite, "by a new invite"),
            (self.by_hand, "by hand"),
            (self.never, "not at all"),
        ];
        let told = parts.iter().filter(|(n, _)| *n > 0);
        let told: Vec<String> = told
            .map(|(n, how)| format!("{} {how}", grouped(*n)))
            .collect();
        told.join(", ")
    }
}

/// What one picture of a run says.
#[derive(Debug)]
pub(super) struct RunFacts {
    run: Arc<RunView>,
    /// Lines by what they came to, worst first.
    pub(super) counts: Vec<(Outcome, usize)>,
    /// Lines that were handed over to be sent and have no outcome yet.
    under_way: BTreeSet<u32>,
    first_open: Option<usize>,
    pub(super) back: Back,
    /// Whether a brake held it when it began.
    pub(super) held: bool,
    /// The wish to plan it again, if the account had changed and the lines tell.
    pub(super) again: Option<Wish>,
}

impl RunFacts {
    fn of(run: &Arc<RunView>, plan: &PlanFacts, known: Option<&(String, Wish)>) -> Self {
        let of = |o: Outcome| run.results.iter().filter(|r| r.outcome == o).count();
        let counts = Outcome::ALL.into_iter().map(|o| (o, of(o)));
        let how = run.receipt.as_ref().map(|r| r.how.as_str());
        let moved = !run.moved.is_empty();
        Self {
            counts: counts.filter(|(_, n)| *n > 0).collect(),
            under_way: under_way(run, &plan.calls),
            first_open: run
                .results
                .iter()
                .position(|r| r.outcome == Outcome::NotTried),
            back: Back::of(run),
            held: how == Some("held"),
            again: moved.then(|| again::wish(&run.plan, known)).flatten(),
            run: Arc::clone(run),
        }
    }

    /// Works it out again when there is a newer picture.
    pub(super) fn follow(
        slot: &mut Option<Arc<Self>>,
        run: &Arc<RunView>,
        plan: &PlanFacts,
        known: Option<&(String, Wish)>,
    ) -> Arc<Self> {
        match slot {
            Some(facts) if Arc::ptr_eq(&facts.run, run) => Arc::clone(facts),
            _ => {
                let facts = Arc::new(Self::of(run, plan, known));
                *slot = Some(Arc::clone(&facts));
                facts
            }
        }
    }

    /// How many came to this.
    pub(super) fn count(&self, outcome: Outcome) -> usize {
        let mut all = self.counts.iter();
        all.find(|(o, _)| *o == outcome).map_or(0, |(_, n)| *n)
    }

    /// Lines that can still be sent.
    pub(super) fn left(&self) -> usize {
        let open = self.counts.iter().filter(|(o, _)| o.is_left());
        open.map(|(_, n)| n).sum()
    }

    /// Lines that have an outcome.
    pub(super) fn settled(&self) -> usize {
        self.run.results.len() - self.count(Outcome::NotTried)
    }

    /// Whether a line was handed over to be sent.
    pub(super) fn is_under_way(&self, line: usize) -> bool {
        u32::try_from(line).is_ok_and(|line| self.under_way.contains(&line))
    }

    /// The first line without an outcome.
    pub(super) fn first_open(&self) -> Option<usize> {
        self.first_open
    }

    /// `120 done, 380 not tried`: what went well first.
    pub(super) fn sentence(&self) -> String {
        let told: Vec<String> = self
            .counts
            .iter()
            .rev()
            .map(|(o, n)| format!("{} {}", grouped(*n), o.label().to_lowercase()))
            .collect();
        if told.is_empty() {
            "nothing to do".to_owned()
        } else {
            told.join(", ")
        }
    }
}

/// The lines that are certainly under way. Calls go out in the order of the plan, of each lane one
/// at a time: the first open call of the plan is under way, and so is the first open call of every
/// lane that lies before a line whose answer came already.
fn under_way(run: &RunView, calls: &[Call]) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    if run.phase != RunPhase::Sending {
        return found;
    }
    let outcome = |line: u32| run.results.get(line as usize).map(|r| r.outcome);
    let answered = run.results.iter().rposition(|r| r.outcome.went_out());
    let mut lanes = BTreeSet::new();
    for call in calls {
        let open = |l: &&u32| outcome(**l) == Some(Outcome::NotTried);
        let Some(first) = call.lines.iter().find(open) else {
            continue;
        };
        let before = answered.is_some_and(|last| (*first as usize) < last);
        if !found.is_empty() && !before {
            break;
        }
        if lanes.insert(&call.lane) {
            found.extend(call.lines.iter().filter(open));
        }
    }
    found
}

/// What a brake stands on, for the note above its field.
pub(super) fn holds(brake: Brake) -> &'static str {
    match brake {
        Brake::WholeFilter => "A filter that leaves nobody out is often a slip",
        Brake::MailsPerDay => "Mails that are out cannot be called back",
        Brake::ValuesLost => "A field that is made again is empty",
        Brake::ShareRemoved | Brake::NumberRemoved | Brake::CoOwners | Brake::OwnAccess => "",
    }
}
