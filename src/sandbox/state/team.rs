//! Changes to the team (contract U3 and U4).

use std::sync::Arc;

use serde_json::json;

use super::{
    State,
    change::Change,
    records::{Assignment, Grant, Member, SubjectKind},
    refusal::Refusal,
};
use crate::sandbox::{config::AssignmentsAnswer, seed::roles::OWNER};

/// The most assignments one call may add or remove; a bound of the sandbox, Wix names none.
const MOST: usize = 200;

impl State {
    /// U3: removes and adds assignments of a team member, all or nothing. Returns what the answer lists.
    pub(crate) fn update_assignments(
        &mut self,
        account: &str,
        user: &str,
        add: &[Grant],
        remove: &[String],
    ) -> Result<Vec<Assignment>, Refusal> {
        if add.len() > MOST || remove.len() > MOST {
            return Err(Refusal::field(
                "newAssignments",
                "MAX_SIZE",
                format!("must not hold more than {MOST}"),
            ));
        }
        let member = self
            .truth
            .member(account, user)
            .cloned()
            .ok_or_else(|| Refusal::missing("Team member", user))?;
        for grant in add {
            self.check_grant(account, grant)?;
        }
        for id in remove {
            let held = member.assignments.iter().find(|held| held.id == *id);
            match held {
                None => {
                    let text = format!("Assignment {id} was not found for this team member");
                    return Err(Refusal::NotFound(text, json!({ "assignmentId": id })));
                }
                Some(held) if held.role == OWNER => {
                    return Err(Refusal::Denied(
                        "The Owner role cannot be taken from the owner".to_owned(),
                    ));
                }
                Some(_) => {}
            }
        }
        let mut changed = Member::clone(&member);
        changed
            .assignments
            .retain(|held| !remove.contains(&held.id));
        let subject = subject_of(&member);
        let mut new = Vec::new();
        for grant in add {
            new.push(Assignment {
                id: self.new_number_id("assignment"),
                role: grant.role.clone(),
                scope: grant.scope.clone(),
                subject: subject.0.clone(),
                subject_kind: subject.1,
            });
        }
        changed.assignments.extend(new.iter().cloned());
        let all = changed.assignments.clone();
        if changed != *member {
            self.commit(
                vec![Change::Member {
                    account: account.to_owned(),
                    id: user.to_owned(),
                    now: Some(changed),
                }],
                0,
            )?;
        }
        Ok(match self.switches.assignments_answer {
            AssignmentsAnswer::OnlyNew => new,
            AssignmentsAnswer::All => all,
        })
    }

    /// U4: takes somebody out of the team.
    pub(crate) fn remove_member(&mut self, account: &str, user: &str) -> Result<(), Refusal> {
        let Some(member) = self.truth.member(account, user) else {
            return if self.switches.remove_unknown_is_ok {
                Ok(())
            } else {
                Err(Refusal::missing("Team member", user))
            };
        };
        if is_owner(member) {
            return Err(Refusal::Denied(
                "The owner of the account cannot be removed".to_owned(),
            ));
        }
        self.commit(
            vec![Change::Member {
                account: account.to_owned(),
                id: user.to_owned(),
                now: None,
            }],
            0,
        )
    }
}

fn is_owner(member: &Arc<Member>) -> bool {
    member.assignments.iter().any(|held| held.role == OWNER)
}

/// New assignments have the subject of the old ones, which need not be the user.
fn subject_of(member: &Member) -> (String, SubjectKind) {
    member.assignments.first().map_or_else(
        || (member.id.clone(), SubjectKind::User),
        |held| (held.subject.clone(), held.subject_kind),
    )
}
