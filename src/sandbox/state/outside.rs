//! Changes that somebody else makes, in the dashboard or with another program.

use std::sync::Arc;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{
    State,
    change::Change,
    invites::Wish,
    records::{Assignment, Condition, Grant, InviteStatus, Member, Scope, Site, SubjectKind},
    refusal::Refusal,
};
use crate::sandbox::seed::after;

/// One change from outside. `account` is the main account if left out.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    tag = "do",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub(crate) enum Outside {
    /// Gives somebody a role, everywhere or on one site or in one folder.
    AddAssignment {
        user_id: String,
        role_id: String,
        site_id: Option<String>,
        folder_id: Option<String>,
        account: Option<String>,
    },
    /// Takes an assignment away.
    RemoveAssignment {
        user_id: String,
        assignment_id: String,
        account: Option<String>,
    },
    /// Adds somebody to the team, as if an invite had been accepted.
    AddMember {
        email: String,
        first_name: Option<String>,
        last_name: Option<String>,
        role_id: Option<String>,
        account: Option<String>,
    },
    /// Removes somebody from the team.
    RemoveMember {
        user_id: String,
        account: Option<String>,
    },
    /// Changes somebody's name.
    RenameMember {
        user_id: String,
        first_name: String,
        last_name: String,
        account: Option<String>,
    },
    /// Invites an address.
    AddInvite {
        email: String,
        role_id: String,
        site_id: Option<String>,
        account: Option<String>,
    },
    /// Makes an invite used, deleted, declined, expired or pending again.
    ChangeInvite {
        invite_id: String,
        status: InviteStatus,
    },
    /// Deletes a site for good.
    DeleteSite { site_id: String },
    /// Changes a site's display name.
    RenameSite {
        site_id: String,
        display_name: String,
    },
    /// Somebody signs up on a site.
    MemberCreate {
        site_id: String,
        login_email: String,
    },
    /// Several people sign up on a site; they wait for approval unless told otherwise.
    MemberSignUps {
        site_id: String,
        count: u64,
        waits: Option<bool>,
    },
    /// Deletes a member of a site.
    MemberDelete { site_id: String, member_id: String },
    /// A member of a site buys a subscription and cannot be deleted any more.
    MemberSubscribe { site_id: String, member_id: String },
    /// A member of a site logs in.
    MemberLogIn { site_id: String, member_id: String },
    /// Changes the nickname of a member of a site.
    MemberUpdate {
        site_id: String,
        member_id: String,
        nickname: String,
    },
    /// Accepts an invite to a site: a contributor's account appears, the named one or a new one.
    SiteInviteAccept {
        invite_id: String,
        account_id: Option<String>,
    },
    /// Adds a contributor to a site: the named account or a new one.
    ContributorAdd {
        site_id: String,
        account_id: Option<String>,
        role_ids: Vec<String>,
    },
    /// Gives a contributor other roles.
    ContributorRoles {
        site_id: String,
        account_id: String,
        role_ids: Vec<String>,
    },
    /// Removes a contributor from a site.
    ContributorRemove { site_id: String, account_id: String },
    /// Archives a location.
    LocationArchive {
        site_id: String,
        location_id: String,
    },
}

/// Ids of what was made.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Made {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
}

impl State {
    /// Carries out a change from outside. The owner is protected as usual; the lag holds as usual.
    pub(crate) fn outside(&mut self, change: Outside) -> Result<Made, Refusal> {
        let main = self.world.account_id();
        let or_main = |account: Option<String>| account.unwrap_or_else(|| main.clone());
        match change {
            Outside::AddAssignment {
                user_id,
                role_id,
                site_id,
                folder_id,
                account,
            } => {
                let grant = Grant {
                    role: role_id,
                    scope: scope(site_id, folder_id),
                };
                self.update_assignments(&or_main(account), &user_id, &[grant], &[])
                    .map(|made| Made {
                        id: made.last().map(|assignment| assignment.id.clone()),
                    })
            }
            Outside::RemoveAssignment {
                user_id,
                assignment_id,
                account,
            } => self
                .update_assignments(&or_main(account), &user_id, &[], &[assignment_id])
                .map(|_| Made::default()),
            Outside::RemoveMember { user_id, account } => self
                .remove_member(&or_main(account), &user_id)
                .map(|()| Made::default()),
            Outside::RenameMember {
                user_id,
                first_name,
                last_name,
                account,
            } => self.edit_member(or_main(account), user_id, |member| {
                (member.first, member.last) = (first_name, last_name);
            }),
            Outside::AddMember {
                email,
                first_name,
                last_name,
                role_id,
                account,
            } => self.add_member(
                or_main(account),
                email,
                first_name.unwrap_or_default(),
                last_name.unwrap_or_default(),
                role_id,
            ),
            Outside::AddInvite {
                email,
                role_id,
                site_id,
                account,
            } => {
                let grant = Grant {
                    role: role_id,
                    scope: scope(site_id, None),
                };
                self.add_invite(&or_main(account), email, grant)
            }
            Outside::ChangeInvite { invite_id, status } => self.change_invite(&invite_id, status),
            Outside::DeleteSite { site_id } => self.edit_site(site_id, |_| None),
            Outside::RenameSite {
                site_id,
                display_name,
            } => {
                let updated = self.now();
                self.edit_site(site_id, |site| {
                    Some(Site {
                        display_name,
                        updated,
                        ..site
                    })
                })
            }
            of_site => self.outside_of_site(of_site),
        }
    }

    fn edit_member(
        &mut self,
        account: String,
        id: String,
        edit: impl FnOnce(&mut Member),
    ) -> Result<Made, Refusal> {
        let member = self
            .truth
            .member(&account, &id)
            .ok_or_else(|| Refusal::missing("Team member", &id))?;
        let mut member = Member::clone(member);
        edit(&mut member);
        self.commit(
            vec![Change::Member {
                account,
                id,
                now: Some(member),
            }],
            0,
        )
        .map(|()| Made::default())
    }

    fn edit_site(
        &mut self,
        id: String,
        edit: impl FnOnce(Site) -> Option<Site>,
    ) -> Result<Made, Refusal> {
        let site = self
            .truth
            .sites
            .get(&id)
            .ok_or_else(|| Refusal::missing("Site", &id))?;
        let now = edit(Site::clone(site));
        self.commit(vec![Change::Site { id, now }], 0)
            .map(|()| Made::default())
    }

    fn add_invite(&mut self, account: &str, email: String, grant: Grant) -> Result<Made, Refusal> {
        let result = self.invite(
            account,
            &[Wish {
                email,
                grants: vec![grant],
            }],
        )?;
        match (result.made.first(), result.failed.first()) {
            (Some(made), _) => Ok(Made {
                id: Some(made.id.clone()),
            }),
            (None, Some((_, reason))) => Err(Refusal::argument(reason.clone())),
            (None, None) => Err(Refusal::Internal),
        }
    }

    fn change_invite(&mut self, id: &str, status: InviteStatus) -> Result<Made, Refusal> {
        let invite = self
            .truth
            .invites
            .get(id)
            .ok_or_else(|| Refusal::missing("Invite", id))?;
        let mut invite = Arc::unwrap_or_clone(invite.clone());
        let now = self.now();
        invite.status = status;
        invite.updated = now;
        match status {
            InviteStatus::Used => invite.accepted_by = Some(self.new_guid("account")),
            InviteStatus::Expired => invite.expires = invite.expires.min(now),
            InviteStatus::Pending if invite.expires <= now => {
                invite.expires = after(now, SignedDuration::from_hours(24));
            }
            _ => {}
        }
        self.commit(vec![Change::Invite(invite)], 0)
            .map(|()| Made::default())
    }

    fn add_member(
        &mut self,
        account: String,
        email: String,
        first: String,
        last: String,
        role: Option<String>,
    ) -> Result<Made, Refusal> {
        let grants: Vec<Grant> = role
            .into_iter()
            .map(|role| Grant {
                role,
                scope: Scope::Account,
            })
            .collect();
        for grant in &grants {
            self.check_grant(&account, grant)?;
        }
        let (seq, id) = (self.new_seq(), self.new_guid("user"));
        let mut assignments = Vec::new();
        for grant in grants {
            assignments.push(Assignment {
                id: self.new_number_id("assignment"),
                role: grant.role,
                scope: grant.scope,
                subject: id.clone(),
                subject_kind: SubjectKind::User,
            });
        }
        let member = Member {
            seq,
            account: account.clone(),
            id: id.clone(),
            email,
            first,
            last,
            image: None,
            joined: Some(self.now()),
            assignments,
        };
        self.commit(
            vec![Change::Member {
                account,
                id: id.clone(),
                now: Some(member),
            }],
            0,
        )?;
        Ok(Made { id: Some(id) })
    }
}

fn scope(site: Option<String>, folder: Option<String>) -> Scope {
    match (site, folder) {
        (Some(site), _) => Scope::Site(site),
        (None, Some(id)) => Scope::Conditions(vec![Condition {
            kind: "FOLDER".to_owned(),
            id,
        }]),
        (None, None) => Scope::Account,
    }
}
