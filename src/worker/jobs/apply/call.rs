//! One call: written down, sent, written down.

use super::super::super::protocol::ErrorCard;
use super::answers::{done, invited, invited_to_site, items};
use super::deeds::is_gone;
use super::run::Run;
use super::{Recorder, ends_run, line_detail};
use crate::access::{AccountId, InviteId, InviteStatus, SiteId, SiteInvite};
use crate::journal::{Intent, RunId};
use crate::plan::{Action, Call, LineResult, Outcome, Plan};
use crate::wix::account::CreateAccount;
use crate::wix::invites::{CreateAccountInvites, NewInvite};
use crate::wix::{
    BuildError, Client, ErrorKind, SendError, Sent, WixError, Write, contributors, members,
    site_invites, team,
};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// What came of one call.
pub(super) struct Answer {
    /// Each line of the call with what it came to.
    pub(super) lines: Vec<(u32, LineResult)>,
    /// Site invites that it told about.
    pub(super) invites: Vec<SiteInvite>,
    /// Whether it went out.
    pub(super) sent: bool,
    /// It did not get through, and it makes sense to try again later: the lines are as they were.
    pub(super) later: Option<Later>,
    /// Ends the run: nothing further can work.
    pub(super) fatal: Option<ErrorCard>,
}

impl Answer {
    /// Nothing was sent.
    fn none() -> Self {
        Self {
            lines: Vec::new(),
            invites: Vec::new(),
            sent: false,
            later: None,
            fatal: None,
        }
    }
}

/// Why a call is tried again later.
pub(super) struct Later {
    pub(super) why: ErrorCard,
    /// How long Wix asks to wait.
    pub(super) after: Option<Duration>,
}

/// Everything that one call needs, apart from the run.
pub(super) struct Sender {
    plan: Arc<Plan>,
    client: Client,
    recorder: Recorder,
    run: RunId,
    account: AccountId,
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl Sender {
    pub(super) fn new(run: &Run) -> Self {
        Self {
            plan: Arc::clone(&run.view.plan),
            client: run.client.clone(),
            recorder: Recorder::new(Arc::clone(&run.open), run.view.run.clone()),
            run: run.view.run.clone(),
            account: run.open.account(),
            now: Arc::clone(&run.open.shared.sources.now),
        }
    }

    /// Carries out one call. The lines of a call have actions of the same kind.
    pub(super) async fn carry_out(self, call: Call) -> Answer {
        let first = call.lines.first().and_then(|l| self.plan.line(*l));
        let mut answer = match first.map(|l| &l.action) {
            Some(Action::UpdateAssignments { user, add, remove }) => {
                let account = self.account.clone();
                let write =
                    team::UpdateAssignments::new(account, user.clone(), add, remove.clone());
                self.send(write, &call, |_, lines| done(lines, None)).await
            }
            Some(Action::RemoveTeamMember { user }) => {
                let write = team::RemoveMember::new(self.account.clone(), user.clone());
                self.send(write, &call, |(), lines| done(lines, None)).await
            }
            Some(Action::InviteToAccount { language, .. }) => {
                let invites = self.invites(&call);
                let language = language.as_deref();
                let write = CreateAccountInvites::new(self.account.clone(), &invites, language);
                self.send(write, &call, invited).await
            }
            Some(Action::CreateMember { site, member }) => {
                let write = members::CreateMember::new(site.clone(), member);
                self.send(write, &call, |member, lines| {
                    done(lines, Some(member.id.as_str()))
                })
                .await
            }
            Some(action @ Action::CreateAccount { .. }) => self.account(&call, action).await,
            Some(Action::DeleteMember { site, .. }) => self.delete(&call, site).await,
            Some(Action::Member(of)) => self.deed(&call, of).await,
            Some(Action::Setting(of)) => self.setting(&call, of).await,
            Some(Action::ChangeContributorRoles {
                site,
                account,
                roles,
                ..
            }) => {
                let write = contributors::ChangeRoles::new(site.clone(), account, roles);
                self.send(write, &call, |_, lines| done(lines, None)).await
            }
            Some(Action::ChangeContributorLocations {
                site,
                account,
                locations,
                ..
            }) => {
                let write = contributors::ChangeLocations::new(site.clone(), account, locations);
                self.send(write, &call, |_, lines| done(lines, None)).await
            }
            Some(Action::RemoveContributor { site, account }) => {
                let write = contributors::Remove::new(site.clone(), account);
                self.send(write, &call, |(), lines| done(lines, None)).await
            }
            Some(Action::InviteToSite {
                site,
                roles,
                language,
                ..
            }) => {
                let (emails, language) = (self.emails(&call), language.as_deref());
                let write =
                    site_invites::BulkInvite::new(site.clone(), roles, &emails, None, language);
                let mut told = Vec::new();
                let read = |answer, lines: &[u32]| invited_to_site(answer, lines, &mut told);
                let answer = self.send(write, &call, read).await;
                Self::with_invites(answer, told)
            }
            Some(Action::ResendSiteInvite { site, invite }) => {
                let write = site_invites::Resend::new(site.clone(), invite, None);
                let mut told = Vec::new();
                let read = |answer: SiteInvite, lines: &[u32]| {
                    let made = answer.id.as_str().to_owned();
                    told.push(answer);
                    done(lines, Some(&made))
                };
                let answer = self.send(write, &call, read).await;
                Self::with_invites(answer, told)
            }
            Some(Action::RevokeSiteInvite { site, invite }) => {
                self.revoke(&call, site, invite).await
            }
            Some(Action::ByHand { .. }) | None => Answer::none(),
        };
        let now = (self.now)();
        for (_, result) in &mut answer.lines {
            result.at = Some(now);
        }
        self.keep(&mut answer).await;
        answer
    }

    /// One member with a call of its own, whose refusals are published; more with one for all.
    pub(super) async fn delete(&self, call: &Call, site: &SiteId) -> Answer {
        let ids = self.deleted_by(call);
        if let [one] = ids.as_slice() {
            let write = members::DeleteMember::new(site.clone(), one);
            return self.send(write, call, |(), lines| done(lines, None)).await;
        }
        let write = members::BulkDeleteMembers::new(site.clone(), ids);
        self.send(write, call, items).await
    }

    async fn account(&self, call: &Call, action: &Action) -> Answer {
        let Action::CreateAccount {
            email,
            first_name,
            last_name,
            language,
            ..
        } = action
        else {
            return Answer::none();
        };
        let language = language.as_deref().unwrap_or_default();
        let write =
            CreateAccount::new(self.account.clone(), email, first_name, last_name, language);
        self.send(write, call, |id, lines| done(lines, Some(id.as_str())))
            .await
    }

    async fn revoke(&self, call: &Call, site: &SiteId, invite: &InviteId) -> Answer {
        let write = site_invites::Revoke::new(site.clone(), invite);
        let answer = self.send(write, call, |(), lines| done(lines, None)).await;
        let gone = answer.lines.iter().any(|(_, r)| r.outcome == Outcome::Done);
        let revoked = gone.then(|| SiteInvite {
            status: InviteStatus::Deleted,
            ..SiteInvite::bare(invite.clone(), site.clone())
        });
        Self::with_invites(answer, revoked.into_iter().collect())
    }

    fn invites(&self, call: &Call) -> Vec<NewInvite> {
        let of = |line: &u32| match &self.plan.line(*line)?.action {
            Action::InviteToAccount { email, give, .. } => Some(NewInvite {
                email: email.clone(),
                assignments: give.clone(),
            }),
            _ => None,
        };
        call.lines.iter().filter_map(of).collect()
    }

    fn emails(&self, call: &Call) -> Vec<String> {
        let of = |line: &u32| match &self.plan.line(*line)?.action {
            Action::InviteToSite { email, .. } => Some(email.clone()),
            _ => None,
        };
        call.lines.iter().filter_map(of).collect()
    }

    /// The answer, with what it told about site invites: nothing tells it a second time.
    fn with_invites(mut answer: Answer, invites: Vec<SiteInvite>) -> Answer {
        answer.invites = invites;
        answer
    }

    /// What the journal says about it.
    fn what(&self, call: &Call) -> String {
        let lines: Vec<_> = call
            .lines
            .iter()
            .filter_map(|l| self.plan.line(*l))
            .collect();
        match lines.as_slice() {
            [] => String::new(),
            [one] => format!("{}: {}", one.action.label(), one.who.name),
            [first, rest @ ..] => format!(
                "{}: {} and {} more",
                first.action.label(),
                first.who.name,
                rest.len()
            ),
        }
    }

    /// The plan that is carried out.
    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Journals one write, sends it, and reads its answer for every line of the call.
    pub(super) async fn send<W: Write>(
        &self,
        write: Result<W, BuildError>,
        call: &Call,
        read: impl FnOnce(W::Answer, &[u32]) -> Vec<(u32, LineResult)>,
    ) -> Answer {
        let all = |result: &LineResult| call.lines.iter().map(|l| (*l, result.clone())).collect();
        let mut answer = Answer {
            lines: Vec::new(),
            invites: Vec::new(),
            sent: false,
            later: None,
            fatal: None,
        };
        let mut result = LineResult::not_tried();
        let write = match write {
            Ok(write) => write,
            Err(error) => {
                result.outcome = Outcome::Skipped;
                result.detail = Some(super::capital(&error.to_string()));
                answer.lines = all(&result);
                return answer;
            }
        };
        let request = write.request();
        let intent = Intent {
            run: self.run.clone(),
            lines: call.lines.clone(),
            method: request.method.to_owned(),
            path: request.path.clone(),
            request: request.hash(),
            what: self.what(call),
        };
        let permit = match self.recorder.intend(intent).await {
            Ok(permit) => permit,
            Err(error) => {
                answer.fatal = Some(error);
                return answer;
            }
        };
        match self.client.send(&write, permit).await {
            Ok(Sent { answer: told, meta }) => {
                answer.sent = true;
                answer.lines = read(told, &call.lines);
                for (_, result) in &mut answer.lines {
                    result.request_id.clone_from(&meta.request_id);
                }
            }
            Err(error) => {
                let outcome = match &error {
                    SendError::Refused(_) => Outcome::Refused,
                    SendError::Unknown(_) => Outcome::Unknown,
                    SendError::NotSent(_) => Outcome::NotTried,
                };
                answer.sent = outcome != Outcome::NotTried;
                let error = error.error();
                result.outcome = outcome;
                result.request_id.clone_from(&error.request_id);
                result.detail = Some(line_detail(error));
                // An empty 403 alone is a refusal; in a burst it holds everything back (contract 9).
                let held_back = self.client.pace().metrics().blocked_for.is_some();
                failed(&mut answer, &mut result, error, held_back);
                answer.lines = all(&result);
            }
        }
        answer
    }

    /// Outcomes on disk, before anybody is told.
    async fn keep(&self, answer: &mut Answer) {
        let mails = |line: u32, result: &LineResult| match result.outcome {
            // A lost answer may have sent its mail.
            Outcome::Done | Outcome::Unknown => {
                self.plan.line(line).map_or(0, |l| l.action.mails())
            }
            _ => 0,
        };
        let rows: Vec<_> = answer
            .lines
            .iter()
            .map(|(line, result)| (*line, result.clone(), mails(*line, result)))
            .collect();
        if rows.is_empty() {
            return;
        }
        let invites = std::mem::take(&mut answer.invites);
        if let Err(error) = self.recorder.outcomes_with(&rows, invites).await {
            // The call is out and its outcome is not on disk: stop here, the journal's intent
            // makes the next start look again.
            answer.fatal = Some(error);
        }
    }
}

/// What a failed call means for its lines and for the rest of the run.
fn failed(answer: &mut Answer, result: &mut LineResult, error: &WixError, held_back: bool) {
    let card = super::super::super::cards::wix_card(error);
    let throttled = match error.kind {
        ErrorKind::TooManyRequests => true,
        ErrorKind::EmptyForbidden => held_back,
        _ => false,
    };
    match result.outcome {
        // What was throttled was certainly not carried out.
        Outcome::Refused | Outcome::NotTried if throttled => {
            result.outcome = Outcome::NotTried;
            answer.later = Some(Later {
                why: card,
                after: error.retry_after,
            });
        }
        Outcome::NotTried if error.is_network() && error.kind != ErrorKind::Offline => {
            answer.later = Some(Later {
                why: card,
                after: None,
            });
        }
        // A lost answer says nothing about the other lines; a dead network does, and so does a
        // refused key.
        Outcome::Unknown if error.is_network() => {
            answer.later = Some(Later {
                why: card,
                after: None,
            });
        }
        Outcome::Unknown => {}
        // Somebody came to be a member with this address between the look and the call.
        Outcome::Refused if error.path.ends_with("/members") && members::is_duplicate(error) => {
            result.outcome = Outcome::AlreadySo;
        }
        _ if ends_run(error) || is_gone(error) => answer.fatal = Some(card),
        _ => {}
    }
}
