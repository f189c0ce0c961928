//! Carrying out what is set for all members of a site.

use super::answers::done;
use super::call::{Answer, Sender};
use crate::access::{
    CustomFieldId, FieldApplication, FieldTargets, MemberId, MemberPrivacySettings, SiteId,
};
use crate::plan::{AboutDeed, AppliesDeed, Call, SettingDeed, SiteSetting};
use crate::wix::abouts::ChangeAbout;
use crate::wix::badges::{DeleteBadge, SaveBadge};
use crate::wix::custom_fields::ChangeField;
use crate::wix::field_applications::Apply;
use crate::wix::member_privacy::{SetDefault, SetSettings};
use crate::wix::member_roles::Define;

impl Sender {
    /// Carries out one call, which is one line.
    pub(super) async fn setting(&self, call: &Call, of: &SiteSetting) -> Answer {
        let site = of.site.clone();
        match &of.deed {
            SettingDeed::CreateBadge { badge } => {
                let write = SaveBadge::create(site, badge);
                self.send(write, call, |badge, lines| {
                    done(lines, Some(badge.id.as_str()))
                })
                .await
            }
            SettingDeed::ChangeBadge {
                id,
                revision,
                badge,
            } => {
                let write = SaveBadge::update(site, id, revision, badge);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            SettingDeed::DeleteBadge { id } => {
                let write = DeleteBadge::new(site, id);
                self.send(write, call, |(), lines| done(lines, None)).await
            }
            SettingDeed::CreateRole {
                role,
                title,
                blockable,
            } => {
                let write = Define::create(site, role, title, Some(*blockable));
                self.send(write, call, |_, lines| done(lines, Some(role.as_str())))
                    .await
            }
            SettingDeed::ChangeRole {
                role,
                revision,
                blockable,
            } => {
                let write = Define::set_blockable(site, role, *blockable, revision);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            SettingDeed::DeleteRole { role } => {
                let write = Define::delete(site, role);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            SettingDeed::CreateField {
                name,
                kind,
                network,
                privacy,
            } => {
                let write =
                    ChangeField::create(site, name, kind, network.as_deref(), Some(privacy));
                self.send(write, call, |field, lines| {
                    done(lines, field.as_ref().map(|f| f.id.as_str()))
                })
                .await
            }
            SettingDeed::ChangeField {
                id,
                revision,
                name,
                privacy,
            } => {
                let (name, privacy) = (name.as_deref(), privacy.as_ref());
                let write = ChangeField::update(site, id, revision, name, privacy);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            SettingDeed::HideField { id, revision } => {
                let write = ChangeField::hide(site, id, revision);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            SettingDeed::DeleteField { id, revision } => {
                let write = ChangeField::delete(site, id, revision);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            SettingDeed::DefaultPrivacy { privacy, revision } => {
                let write = SetDefault::new(site, privacy, revision);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            SettingDeed::Privacy {
                visibility,
                may_be_public,
                revision,
            } => {
                let wanted = MemberPrivacySettings {
                    visibility: visibility.clone(),
                    may_be_public: Some(*may_be_public),
                    revision: revision.clone(),
                    updated_at: None,
                };
                let write = SetSettings::new(site, &wanted);
                self.send(write, call, |_, lines| done(lines, None)).await
            }
            SettingDeed::About { member, deed } => self.about(call, site, member, deed).await,
            SettingDeed::Applies { field, deed } => self.applies(call, site, field, deed).await,
        }
    }

    /// What a member tells about itself (site contract 4.7).
    async fn about(
        &self,
        call: &Call,
        site: SiteId,
        member: &MemberId,
        deed: &AboutDeed,
    ) -> Answer {
        let write = match deed {
            AboutDeed::Write { content } => ChangeAbout::create(site, member, content),
            AboutDeed::Change {
                id,
                revision,
                content,
            } => ChangeAbout::update(site, id, revision, content),
            AboutDeed::Delete { id } => ChangeAbout::delete(site, id),
        };
        let made = matches!(deed, AboutDeed::Write { .. });
        self.send(write, call, |about, lines| {
            let about = about.as_ref().filter(|_| made);
            done(lines, about.map(|about| about.id.as_str()))
        })
        .await
    }

    /// For whom a field is (site contract 4.6).
    async fn applies(
        &self,
        call: &Call,
        site: SiteId,
        field: &CustomFieldId,
        deed: &AppliesDeed,
    ) -> Answer {
        let wanted = |to: &FieldTargets, revision: &str| FieldApplication {
            field: field.clone(),
            applies: to.applies.clone(),
            withheld: to.withheld.clone(),
            revision: revision.to_owned(),
        };
        let write = match deed {
            AppliesDeed::Limit { to } => Apply::create(site, &wanted(to, "")),
            AppliesDeed::Change { revision, to } => Apply::update(site, &wanted(to, revision)),
            AppliesDeed::Everybody => Apply::to_everybody(site, field),
        };
        let made = matches!(deed, AppliesDeed::Limit { .. }).then_some(field.as_str());
        self.send(write, call, |_, lines| done(lines, made)).await
    }
}
