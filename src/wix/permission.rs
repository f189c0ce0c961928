//! Which permission a call needs, as far as the documentation tells (contract 1, "Permission
//! scopes").

/// Known permissions: what people see on the key's page, and the scope id in answers.
const KNOWN: &[(&str, &str)] = &[
    ("Manage Team Members", "SCOPE.IDENTITY.MANAGE-TEAM-MEMBERS"),
    (
        "Manage Contributors",
        "SCOPE.DC-IDENTITY.MANAGE-CONTRIBUTORS",
    ),
    ("Read Site Data", "SCOPE.ACC-DC-OS.READ-SITE"),
    ("Read Members", "SCOPE.DC-MEMBERS.READ-MEMBERS"),
    ("Manage Members", "SCOPE.DC-MEMBERS.MANAGE-MEMBERS"),
    ("Read Locations", "SCOPE.DC-MULTILOCATION.READ-LOCATIONS"),
    ("Read Async Jobs", "SCOPE.ASYNC_JOB.READ"),
    ("Basic team member", "SCOPE.ACCOUNT.BASIC_TEAM_MEMBER"),
];

/// Internal names that may stand in refusals (contract 1), by how they begin.
const INTERNAL: &[(&str, &str)] = &[
    ("team.view-invites", "Manage Team Members"),
    ("team.send-invite", "Manage Team Members"),
    ("team.delete-invite", "Manage Team Members"),
    ("team.change-invite", "Manage Team Members"),
    ("team.delete-member", "Manage Team Members"),
    ("team.manage-team-member-roles", "Manage Team Members"),
    ("site-users.", "Manage Contributors"),
    ("SITE_ROLES.", "Manage Contributors"),
    ("ACCOUNT_ROLES.GET_ROLES", "Basic team member"),
    ("ACCOUNT.CHILD_ACCOUNTS_LIST", "Get Sub Accounts"),
    ("MEMBERS.MEMBER_READ", "Read Members"),
    ("MEMBERS.MEMBER_", "Manage Members"),
    ("MEMBERS.SEND_SET_PASSWORD_EMAIL", "Manage Members"),
    ("MEMBERS.ROLES_READ", "Manage Members"),
    ("MEMBERS.ROLES_MANAGE", "Manage Members"),
    ("ASYNC_JOB.READ", "Read Async Jobs"),
    ("SITE_LIST.READ", "Read Site Data"),
    ("LOCATIONS.READ", "Read Locations"),
];

/// Permissions by the start of a path.
const BY_PATH: &[(&str, &str)] = &[
    ("/invites/account-invite/", "Manage Team Members"),
    (
        "/roles-management/v2/team/assignments",
        "Manage Team Members",
    ),
    ("/roles-management/team/remove", "Manage Team Members"),
    ("/accounts/v1/account/child-accounts", "Get Sub Accounts"),
    ("/accounts/v1/accounts/my_account", ""),
    ("/accounts/v1/accounts/create", ""),
    ("/accounts/v1/accounts/", "Manage Team Members"),
    ("/invites/site-invite/", "Manage Contributors"),
    ("/roles-management/v2/contributors/", "Manage Contributors"),
    ("/roles-management/contributor/", "Manage Contributors"),
    ("/site-list/", "Read Site Data"),
    ("/locations/", "Read Locations"),
    ("/members/v1/members/query", "Read Members"),
    ("/wix-sm/api/v1/auth/", "Manage Members"),
    ("/async-jobs/", "Read Async Jobs"),
];

/// Calls on members (site contract 1.4): reading has a permission of its own, and the path alone
/// does not tell reading from changing.
const MEMBERS: &str = "/members/v1/members";

/// The permission that the documentation names for a call; `None` where it names none.
pub(super) fn for_call(method: &str, path: &str) -> Option<&'static str> {
    let by_path = BY_PATH
        .iter()
        .find(|(start, _)| path.starts_with(start))
        .map(|(_, name)| *name)
        .filter(|name| !name.is_empty());
    let of_members = match (path.starts_with(MEMBERS), method) {
        (false, _) => None,
        (true, "GET") => Some("Read Members"),
        (true, _) => Some("Manage Members"),
    };
    by_path.or(of_members)
}

/// The permission that a refusal names, in the words of the key's page where they are known.
pub(super) fn in_text(text: &str) -> Option<String> {
    if let Some((name, _)) = KNOWN.iter().find(|(_, scope)| text.contains(scope)) {
        return Some((*name).to_owned());
    }
    if let Some((_, name)) = INTERNAL.iter().find(|(word, _)| text.contains(word)) {
        return Some((*name).to_owned());
    }
    if let Some((name, _)) = KNOWN.iter().find(|(name, _)| text.contains(name)) {
        return Some((*name).to_owned());
    }
    let scope = text.split_once("SCOPE.")?.1;
    let end = scope
        .find(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c)))
        .unwrap_or(scope.len());
    Some(format!("SCOPE.{}", scope.get(..end)?.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_their_permission() {
        assert_eq!(
            for_call("GET", "/accounts/v1/accounts/5b3d7e0a"),
            Some("Manage Team Members")
        );
        assert_eq!(for_call("GET", "/accounts/v1/accounts/my_account"), None);
        assert_eq!(for_call("POST", "/roles-management/v3/team/search"), None);
        assert_eq!(
            for_call("POST", "/site-list/v2/sites/query"),
            Some("Read Site Data")
        );
        for (method, path, name) in [
            ("GET", "/members/v1/members/5f1c", "Read Members"),
            ("GET", "/members/v1/members", "Read Members"),
            ("POST", "/members/v1/members/query", "Read Members"),
            ("POST", "/members/v1/members", "Manage Members"),
            ("DELETE", "/members/v1/members/5f1c", "Manage Members"),
        ] {
            assert_eq!(for_call(method, path), Some(name));
        }
    }

    #[test]
    fn refusals_tell_their_permission() {
        let named = |text: &str| in_text(text);
        assert_eq!(
            named("missing SCOPE.IDENTITY.MANAGE-TEAM-MEMBERS.").as_deref(),
            Some("Manage Team Members")
        );
        assert_eq!(
            named("needs team.delete-member").as_deref(),
            Some("Manage Team Members")
        );
        assert_eq!(
            named("(SCOPE.NEW.THING-1)").as_deref(),
            Some("SCOPE.NEW.THING-1")
        );
        assert_eq!(named("no"), None);
    }
}
