//! Accounts, and everybody in all of them, as lines of a file.

use super::{OutColumn, Outgoing, columns, joined, number, time};
use crate::access::AccountId;
use crate::worker::protocol::{AccountRow, AccountsTable, EverybodyRow, EverybodyTable};

impl Outgoing for AccountsTable {
    const WORD: &'static str = "accounts";
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, _: bool) -> Vec<OutColumn> {
        columns(&[
            ("name", "Account"),
            ("kin", "Kind"),
            ("state", "State"),
            ("owner", "Owner"),
            ("key", "Key"),
            ("people", "People"),
            ("sites", "Sites"),
            ("read", "Read"),
            ("local", "Local name"),
            ("told", "Name at Wix"),
            ("slug", "Short name"),
            ("team", "Works as a team"),
            ("branding", "Co-branding"),
            ("website", "Website"),
            ("toldAt", "Facts read"),
            ("parent", "Parent"),
            ("id", "Account id"),
        ])
    }

    fn out_lines(&self, (): &(), row: &AccountRow, _: bool) -> Vec<Vec<String>> {
        let told = row.told.as_ref();
        let text = |of: Option<&str>| of.unwrap_or_default().to_owned();
        let team = told.and_then(|t| t.is_team);
        vec![vec![
            row.name.clone(),
            row.kin.words().to_owned(),
            row.state().to_owned(),
            row.owner.clone(),
            row.key.words().to_owned(),
            number(row.people),
            number(row.sites),
            time(row.read_at),
            text(row.local.as_deref()),
            text(told.map(|t| t.name.as_str())),
            text(told.map(|t| t.slug.as_str())),
            text(team.map(|team| if team { "yes" } else { "no" })),
            text(told.and_then(|t| t.co_branding.as_deref())),
            text(told.and_then(|t| t.website.as_deref())),
            time(row.told_at),
            text(told.and_then(|t| t.parent.as_ref()).map(AccountId::as_str)),
            row.id.as_str().to_owned(),
        ]]
    }
}

impl Outgoing for EverybodyTable {
    const WORD: &'static str = "everybody";
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, _: bool) -> Vec<OutColumn> {
        columns(&[
            ("name", "Person"),
            ("email", "Addresses"),
            ("account", "Account"),
            ("roles", "Roles"),
            ("sites", "Sites"),
            ("accounts", "In accounts"),
            ("ways", "How"),
            ("id", "Account id"),
        ])
    }

    fn out_lines(&self, (): &(), row: &EverybodyRow, _: bool) -> Vec<Vec<String>> {
        vec![vec![
            row.name.clone(),
            joined(&row.addresses),
            row.account_name.clone(),
            joined(&row.roles),
            joined(&row.sites),
            row.accounts.to_string(),
            row.ways.clone(),
            row.account.as_str().to_owned(),
        ]]
    }
}
