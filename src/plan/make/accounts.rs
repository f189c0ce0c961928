//! Plans that make a child account (contract A1, Create Account).

use super::{Drawn, Observed};
use crate::access::fold_email;
use crate::plan::{
    Action, Grant, Line, NewAccount, ObjectKey, Seen, Undo, Who, WishError, is_address,
};

pub(super) fn draw(seen: Observed<'_>, wanted: &NewAccount) -> Result<Drawn, WishError> {
    let email = wanted.email.trim();
    if !is_address(email) {
        return Err(WishError::NoAddress(email.to_owned()));
    }
    let Some(Seen::ChildAccounts(was)) = seen.found.get(&ObjectKey::ChildAccounts) else {
        return Err(WishError::ChildrenUnread);
    };
    let name = format!("{} {}", wanted.first_name.trim(), wanted.last_name.trim());
    let name = name.trim();
    let who = Who {
        id: fold_email(email),
        name: if name.is_empty() { email } else { name }.to_owned(),
        email: email.to_owned(),
    };
    let title = format!("Create a child account for {}", who.name);
    let action = Action::CreateAccount {
        email: email.to_owned(),
        first_name: wanted.first_name.trim().to_owned(),
        last_name: wanted.last_name.trim().to_owned(),
        language: wanted.language.clone(),
        was: was.iter().cloned().collect(),
    };
    let why = "Wix has no call that deletes an account".to_owned();
    let reason = "A new Wix user is made for it, even if the address has a Wix login already";
    let line = Line {
        after: vec![Grant {
            role: "Owner".to_owned(),
            reach: "The new account".to_owned(),
        }],
        ..Line::new(action, who, reason, Undo::Never { why })
    };
    Ok(Drawn {
        title,
        lines: vec![line],
        skipped: Vec::new(),
    })
}
