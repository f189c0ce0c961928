//! Mails to members that would have been sent (site contract 2.1, 2.5, 2.6).

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{
    State,
    records::Site,
    refusal::Refusal,
    shelf::{Entry, Kind, shelved},
};
use crate::sandbox::seed::after;

/// How long a link to set a password is good.
const LINK_HOURS: i64 = 3;
/// Seconds of a day.
const DAY: i64 = 86_400;

impl State {
    /// Send Set Password Email: whether a mail goes out. Nobody else's address gets one.
    pub(crate) fn mail_set_password(&mut self, site: &Site, email: &str) -> Result<bool, Refusal> {
        let found = self.true_members(site).by_login(email);
        let Some(login) = found.and_then(|row| row.text("loginEmail")) else {
            return Ok(false);
        };
        if let Some(most) = self.switches.set_password_a_day {
            self.check_quota(site, most)?;
        }
        self.note_mail(site, "setPassword", &login, Some(LINK_HOURS))?;
        Ok(true)
    }

    /// Keeps a mail, with the end of its link where that is published.
    pub(crate) fn note_mail(
        &mut self,
        site: &Site,
        kind: &str,
        to: &str,
        hours: Option<i64>,
    ) -> Result<(), Refusal> {
        let (now, id) = (self.now(), self.new_guid("mail"));
        let until = hours.map(|hours| after(now, SignedDuration::from_hours(hours)));
        let body = json!({ "kind": kind, "to": to, "at": now, "linkUntil": until });
        let seq = self.new_seq();
        self.commit(vec![shelved(site, Kind::Mail, Entry { seq, id, body })], 1)
    }

    /// Days of the quota are those of UTC; when Wix begins a new day is not published.
    fn check_quota(&self, site: &Site, most: u32) -> Result<(), Refusal> {
        let today = self.now().as_second().div_euclid(DAY);
        let day = |entry: &Entry| {
            let at: Option<Timestamp> =
                entry.body["at"].as_str().and_then(|text| text.parse().ok());
            at.map(|at| at.as_second().div_euclid(DAY))
        };
        let mails = self.entries(site, Kind::Mail);
        let sent = mails
            .iter()
            .filter(|entry| entry.body["kind"] == "setPassword" && day(entry) == Some(today))
            .count();
        if sent < most as usize {
            return Ok(());
        }
        let left = (today + 1) * DAY - self.now().as_second();
        Err(Refusal::Exhausted(left.unsigned_abs()))
    }
}
