//! The table of identities as window and command line show it.

use super::protocol::{IdentityRow, IdentityRule, May, SignIn};
use crate::wix::identity::{CallArea, Identity, Rule, Verdict, rule};

/// Which kind of caller may ask what of Wix; the row of this sign-in is marked.
pub fn identities(mine: Option<&SignIn>) -> Vec<IdentityRow> {
    let mine = mine.map(of);
    let row = |who: Identity| IdentityRow {
        who: who.label(),
        mine: mine == Some(who),
        rules: CallArea::ALL.map(|area| cell(rule(who, area))).to_vec(),
    };
    Identity::ALL.into_iter().map(row).collect()
}

fn cell(rule: Rule) -> IdentityRule {
    IdentityRule {
        area: rule.area.label(),
        may: match rule.verdict {
            Verdict::Allowed => May::Yes,
            Verdict::Refused => May::No,
            Verdict::Unknown => May::Unclear,
        },
        why: rule.why,
        source: rule.source,
    }
}

fn of(sign_in: &SignIn) -> Identity {
    match sign_in {
        SignIn::Key { limit: None } => Identity::ApiKey,
        SignIn::Key { limit: Some(_) } => Identity::SiteKey,
        SignIn::App { .. } => Identity::App,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_in_has_its_row_and_only_that_is_marked() {
        let app = SignIn::App {
            app_id: "a".to_owned(),
            instance_id: "i".to_owned(),
            site: "s".into(),
        };
        let limit = Some(super::super::protocol::KeyLimit { open: 2, of: 3 });
        for (sign_in, who) in [
            (SignIn::default(), "an API key"),
            (SignIn::Key { limit }, "an API key for some sites"),
            (app, "a Wix app"),
        ] {
            let rows = identities(Some(&sign_in));
            let mine: Vec<_> = rows.iter().filter(|r| r.mine).map(|r| r.who).collect();
            assert_eq!(mine, [who]);
            assert!(rows.iter().all(|r| r.rules.len() == CallArea::ALL.len()));
        }
        assert!(identities(None).iter().all(|r| !r.mine));
    }
}
