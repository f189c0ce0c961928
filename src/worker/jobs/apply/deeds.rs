//! Carrying out what is done to members of sites.

use super::answers::{done, items};
use super::call::{Answer, Sender};
use crate::access::{BadgeAssignmentId, MemberId};
use crate::plan::{Action, Call, Deed, LineResult, MemberDeed, Outcome};
use crate::wix::members::{ChangeSlug, ClearList, Step, TakeStep, UpdateMember};
use crate::wix::{
    ErrorKind, WixError, badges, custom_fields, member_login, member_privacy, member_roles, members,
};

impl Sender {
    /// Carries out one call about members. The lines of a call have deeds of the same kind.
    pub(super) async fn deed(&self, call: &Call, of: &MemberDeed) -> Answer {
        let (site, member) = (of.site.clone(), of.member.clone());
        match &of.deed {
            Deed::Update { change } => {
                let write = UpdateMember::new(site, member, change);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            Deed::Clear { list } => {
                let write = ClearList::new(site, member, *list);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            Deed::Slug { slug } => {
                let write = ChangeSlug::new(site, member, slug);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            Deed::Approve | Deed::Unblock => self.step(call, of, Step::Approve).await,
            Deed::Block => self.step(call, of, Step::Block).await,
            Deed::Mute => self.step(call, of, Step::Mute).await,
            Deed::Unmute => self.step(call, of, Step::Unmute).await,
            Deed::Disconnect => self.step(call, of, Step::Disconnect).await,
            Deed::Delete => self.delete(call, &of.site).await,
            Deed::ChangeLogin { login } => {
                let write = member_login::ChangeLogin::new(site, &member, login);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            Deed::PasswordMail => {
                let write = member_login::SendPasswordMail::new(site, &of.login_email, None);
                self.send(write, call, mailed).await
            }
            Deed::GiveRole { role } => {
                let write = member_roles::ChangeRole::give(site, &member, role);
                self.send(write, call, |(), lines| done(lines, None)).await
            }
            Deed::TakeRole { role } => {
                let write = member_roles::ChangeRole::take(site, &member, role);
                self.send(write, call, |(), lines| done(lines, None)).await
            }
            Deed::GiveBadge { badge } => {
                let members = self.of_call(call, |of| Some(of.member.clone()));
                let write = badges::AssignBadge::new(site, badge, members);
                self.send(write, call, items).await
            }
            Deed::TakeBadge { .. } => {
                let ids: Vec<BadgeAssignmentId> = self.of_call(call, |of| match &of.deed {
                    Deed::TakeBadge { assignment, .. } => Some(assignment.clone()),
                    _ => None,
                });
                let write = badges::UnassignBadge::new(site, ids);
                self.send(write, call, items).await
            }
        }
    }

    async fn step(&self, call: &Call, of: &MemberDeed, step: Step) -> Answer {
        let write = TakeStep::new(of.site.clone(), of.member.clone(), step);
        self.send(write, call, |_, lines| done(lines, None)).await
    }

    /// One thing of each line of a call.
    fn of_call<T>(&self, call: &Call, pick: impl Fn(&MemberDeed) -> Option<T>) -> Vec<T> {
        let lines = call.lines.iter().filter_map(|l| self.plan().line(*l));
        let deeds = lines.filter_map(|line| match &line.action {
            Action::Member(of) => pick(of),
            _ => None,
        });
        deeds.collect()
    }

    /// Whom the lines of a call delete.
    pub(super) fn deleted_by(&self, call: &Call) -> Vec<MemberId> {
        let lines = call.lines.iter().filter_map(|l| self.plan().line(*l));
        lines
            .filter_map(|l| l.action.deletes().map(|(_, member)| member.clone()))
            .collect()
    }
}

/// Wix says whether it took the order; whether the mail arrives, nobody is told.
fn mailed(accepted: Option<bool>, lines: &[u32]) -> Vec<(u32, LineResult)> {
    let mut all = done(lines, None);
    if accepted == Some(false) {
        for (_, result) in &mut all {
            result.outcome = Outcome::Refused;
            result.detail = Some("Wix did not accept the order to send this mail".to_owned());
        }
    }
    all
}

/// What a published code of a refusal means, with what to do.
pub(super) fn known_words(error: &WixError) -> Option<&'static str> {
    let words = |code: &str| {
        members::rule_words(code)
            .or_else(|| members::block_words(code))
            .or_else(|| member_roles::role_words(code))
            .or_else(|| custom_fields::field_words(code))
            .or_else(|| member_privacy::privacy_words(code))
            .or((code == members::SLUG_TAKEN)
                .then_some("Another member’s page has this address: choose another one"))
    };
    if let ErrorKind::Invalid { violations } = &error.kind
        && let Some(known) = violations.iter().find_map(|v| words(&v.rule))
    {
        return Some(known);
    }
    words(error.code.as_deref()?)
}

/// Whether no further line can work either: Wix does not know the call itself.
pub(super) fn is_gone(error: &WixError) -> bool {
    error.path == member_login::PASSWORD_MAIL
        && error.kind == ErrorKind::NotFound
        && error.code.is_none()
}
