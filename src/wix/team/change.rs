//! Changing the team (contract U3, U4).

use crate::access::{AccountId, Assignment, AssignmentId, NewAssignment, UserId};
use crate::wix::wire::assignment::to_wire;
use crate::wix::wire::team as wire;
use crate::wix::{BuildError, Level, Unread, Write, WriteRequest};
use serde_json::{Value, json};

/// Gives and takes roles of one person (contract U3). A delta: what is not named stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateAssignments {
    account: AccountId,
    user: UserId,
    add: Vec<Value>,
    remove: Vec<AssignmentId>,
}

impl UpdateAssignments {
    /// Adds `add` and removes `remove`, which names assignments by their own ids. Read the
    /// person's assignments right before making it.
    ///
    /// # Errors
    /// [`BuildError`] if something is missing, nothing would change, or a reach is not fully
    /// understood.
    pub fn new(
        account: AccountId,
        user: UserId,
        add: &[NewAssignment],
        remove: Vec<AssignmentId>,
    ) -> Result<Self, BuildError> {
        check(&account, &user)?;
        if add.is_empty() && remove.is_empty() {
            return Err(BuildError::Nothing);
        }
        if remove.iter().any(AssignmentId::is_empty) {
            return Err(BuildError::Missing("an assignment id"));
        }
        let add = add.iter().map(to_wire).collect::<Result<_, _>>()?;
        Ok(Self {
            account,
            user,
            add,
            remove,
        })
    }
}

impl Write for UpdateAssignments {
    /// What Wix lists after the change; not certain to be everything the person holds.
    type Answer = Vec<Assignment>;

    fn request(&self) -> WriteRequest {
        let remove: Vec<&str> = self.remove.iter().map(AssignmentId::as_str).collect();
        WriteRequest::new(
            "PATCH",
            "/roles-management/v2/team/assignments",
            Level::Account(self.account.clone()),
            &json!({
                "userId": self.user.as_str(),
                "newAssignments": self.add,
                "assignmentIdsToRemove": remove,
            }),
        )
    }

    fn read(&self, body: &[u8]) -> Result<Vec<Assignment>, Unread> {
        wire::assignments(body)
    }
}

/// Removes one person from the team (contract U4). There is no way back but a new invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoveMember {
    account: AccountId,
    user: UserId,
}

impl RemoveMember {
    /// Removes this user.
    ///
    /// # Errors
    /// [`BuildError`] if an id is missing.
    pub fn new(account: AccountId, user: UserId) -> Result<Self, BuildError> {
        check(&account, &user)?;
        Ok(Self { account, user })
    }
}

impl Write for RemoveMember {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        WriteRequest::new(
            "POST",
            "/roles-management/team/remove",
            Level::Account(self.account.clone()),
            &json!({ "userId": self.user.as_str() }),
        )
    }

    fn read(&self, body: &[u8]) -> Result<(), Unread> {
        crate::wix::wire::object(body).map(|_| ())
    }
}

fn check(account: &AccountId, user: &UserId) -> Result<(), BuildError> {
    if account.is_empty() {
        return Err(BuildError::Missing("the account id"));
    }
    if user.is_empty() {
        return Err(BuildError::Missing("the user id"));
    }
    Ok(())
}
