//! Sites and their contributors as lines of a file.

use super::{OutColumn, Outgoing, columns, joined, number, time};
use crate::access::{LocationId, RoleId};
use crate::worker::protocol::{AccessRow, AccessTable, SiteRow, SitesTable};

impl Outgoing for SitesTable {
    const WORD: &'static str = "sites";
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, _: bool) -> Vec<OutColumn> {
        columns(&[
            ("name", "Name"),
            ("folder", "Folder"),
            ("state", "State"),
            ("editor", "Editor"),
            ("owner", "Owner"),
            ("contributors", "Contributors"),
            ("read", "Read"),
            ("complete", "Read to the end"),
            ("locations", "Locations"),
            ("url", "Web address"),
            ("id", "Site id"),
            ("ownerId", "Owner id"),
        ])
    }

    fn out_lines(&self, (): &(), row: &SiteRow, _: bool) -> Vec<Vec<String>> {
        let site = &row.site;
        let whole = row.read.map(|(_, whole)| if whole { "yes" } else { "no" });
        vec![vec![
            row.name.clone(),
            row.folder.clone(),
            row.state.to_owned(),
            row.editor(),
            row.owner.clone(),
            row.contributors.to_string(),
            time(row.read.map(|(at, _)| at)),
            whole.unwrap_or_default().to_owned(),
            // Nobody knows before a site was read.
            number(row.read.map(|_| row.locations.len())),
            site.url.clone().unwrap_or_default(),
            site.id.as_str().to_owned(),
            site.owner.as_ref().map_or("", |o| o.as_str()).to_owned(),
        ]]
    }
}

impl Outgoing for AccessTable {
    const WORD: &'static str = "contributors";
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, _: bool) -> Vec<OutColumn> {
        columns(&[
            ("name", "Name"),
            ("email", "Address"),
            ("site", "Site"),
            ("roles", "Roles"),
            ("locations", "Locations"),
            ("from", "Name from"),
            ("look", "Limit without effect"),
            ("owns", "Owns the site"),
            ("siteId", "Site id"),
            ("account", "Account id"),
            ("roleIds", "Role ids"),
            ("locationIds", "Location ids"),
        ])
    }

    fn out_lines(&self, (): &(), row: &AccessRow, _: bool) -> Vec<Vec<String>> {
        let roles: Vec<&str> = row.roles.iter().map(RoleId::as_str).collect();
        let locations: Vec<&str> = row.locations.iter().map(LocationId::as_str).collect();
        let who = self.access.who(&row.account);
        vec![vec![
            who.name,
            row.email.clone(),
            row.site_name.clone(),
            joined(&row.role_titles),
            joined(&row.location_names),
            row.name_from.clone(),
            row.no_effect.clone().unwrap_or_default(),
            if row.owns { "yes" } else { "no" }.to_owned(),
            row.site.as_str().to_owned(),
            row.account.as_str().to_owned(),
            joined(&roles),
            joined(&locations),
        ]]
    }
}
