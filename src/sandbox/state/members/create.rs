//! Making a member (site contract 1.4, Create Member).

use jiff::SignedDuration;
use serde_json::json;

use super::{
    find::Members,
    record::{Holder, SiteMember},
    remove::change,
};
use crate::sandbox::{
    config::DuplicateMember,
    state::{State, invites::is_address, records::Site, refusal::Refusal},
};

/// The longest company, job title and date of birth (site contract 1.1).
const SHORT: usize = 100;
/// The longest line of a postal address.
const LINE: usize = 200;

impl State {
    /// Create Member: no mail goes out. `wish` carries what the caller may set; the rest follows from it.
    pub(crate) fn create_member(
        &mut self,
        site: &Site,
        wish: SiteMember,
    ) -> Result<SiteMember, Refusal> {
        self.check_gap(site)?;
        check_login("member.loginEmail", &wish.login)?;
        check(&wish)?;
        if self.true_members(site).by_login(&wish.login).is_some() {
            return Err(self.duplicate(&wish.login));
        }
        let now = self.now();
        let local = wish.login.split('@').next().unwrap_or_default().to_owned();
        let name = format!("{} {}", wish.first, wish.last).trim().to_owned();
        let nickname = [wish.nickname.trim(), &name, &local]
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default()
            .to_owned();
        let slug = free_slug(self.true_members(site), &nickname, &local);
        let mut addresses = wish.addresses.clone();
        for address in &mut addresses {
            address.id = self.new_guid("member-address");
        }
        let member = SiteMember {
            seq: self.new_seq(),
            id: self.new_guid("site-member"),
            contact: self.new_guid("site-contact"),
            verified: false,
            status: if self.switches.new_members_wait {
                "PENDING"
            } else {
                "APPROVED"
            }
            .to_owned(),
            emails: if wish.emails.is_empty() {
                vec![wish.login.clone()]
            } else {
                wish.emails.clone()
            },
            addresses,
            nickname,
            slug,
            privacy: match wish.privacy.as_str() {
                "" => self.default_privacy(site),
                given => given.to_owned(),
            },
            activity: "ACTIVE".to_owned(),
            created: now,
            updated: now,
            last_login: None,
            holder: Holder::Visitor,
            ..wish
        };
        self.commit(vec![change(site, &member, true)], 0)?;
        self.last_creation.insert(site.id.clone(), now);
        Ok(member)
    }

    /// At least a second between two creations on a site, where the sandbox has a rate at all.
    fn check_gap(&self, site: &Site) -> Result<(), Refusal> {
        let (Some(gap), Some(last)) = (self.creation_gap, self.last_creation.get(&site.id)) else {
            return Ok(());
        };
        let left = gap.saturating_sub(self.now().duration_since(*last));
        if left <= SignedDuration::ZERO {
            return Ok(());
        }
        let whole = left.as_secs() + i64::from(left.subsec_nanos() > 0);
        Err(Refusal::Exhausted(whole.unsigned_abs().max(1)))
    }

    pub(super) fn duplicate(&self, login: &str) -> Refusal {
        let text = "A member with this login address exists already".to_owned();
        let data = json!({ "loginEmail": login });
        match self.switches.duplicate_member {
            DuplicateMember::Exists => Refusal::Exists(text, data),
            DuplicateMember::BadRequest => {
                Refusal::Coded(400, "LOGIN_EMAIL_ALREADY_EXISTS", text, data)
            }
            DuplicateMember::Digits => Refusal::Coded(409, "10409", text, data),
        }
    }
}

/// A login address that could be one.
pub(super) fn check_login(field: &str, login: &str) -> Result<(), Refusal> {
    if login.is_empty() {
        return Err(Refusal::required(field));
    }
    address(field, login)
}

fn address(field: &str, text: &str) -> Result<(), Refusal> {
    if is_address(text) {
        Ok(())
    } else {
        Err(Refusal::field(field, "FORMAT", "must be a valid email"))
    }
}

/// What members may look like, new ones and changed ones (site contract 1.1).
pub(super) fn check(wish: &SiteMember) -> Result<(), Refusal> {
    for (index, email) in wish.emails.iter().enumerate() {
        address(&format!("member.contact.emails[{index}]"), email)?;
    }
    let length = |field: &str, text: &str, most: usize| {
        if text.chars().count() <= most {
            return Ok(());
        }
        let told = format!("must not be longer than {most}");
        Err(Refusal::field(format!("member.{field}"), "MAX", told))
    };
    length("contact.company", &wish.company, SHORT)?;
    length("contact.jobTitle", &wish.job_title, SHORT)?;
    length("contact.birthdate", &wish.birthdate, SHORT)?;
    for (index, one) in wish.addresses.iter().enumerate() {
        let at = |field: &str| format!("contact.addresses[{index}].{field}");
        length(&at("addressLine"), &one.line, LINE)?;
        length(&at("streetAddress.name"), &one.street, LINE)?;
        length(&at("streetAddress.number"), &one.number, SHORT)?;
    }
    Ok(())
}

/// The end of a page's address, made from the nickname or else the address, that nobody has yet.
fn free_slug(members: Members<'_>, nickname: &str, local: &str) -> String {
    let base = match (slug(nickname), slug(local)) {
        (from_name, _) if !from_name.is_empty() => from_name,
        (_, from_address) if !from_address.is_empty() => from_address,
        _ => "member".to_owned(),
    };
    std::iter::once(base.clone())
        .chain((1..u64::MAX).map(|n| format!("{base}-{n}")))
        .find(|slug| !members.has_slug(slug))
        .unwrap_or(base)
}

fn slug(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}
