//! The old shape of a member (site contract 2.2), of which only the login address is read.

use super::answer;
use crate::wix::write::Unread;

/// Reads the login address out of `{member}`.
pub(in crate::wix) fn login(body: &[u8]) -> Result<Option<String>, Unread> {
    let mut answer = answer(body, &["member"])?;
    let member = answer.object("member");
    Ok(member.and_then(|mut m| m.text("loginEmail")))
}
