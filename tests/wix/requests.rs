//! Every call as it goes out: method, path, query, headers, body.

use crate::support::{ACCOUNT, KEY, USER, account, client, golden, permit_of};
use gatehouse::access::{InviteStatus, NewAssignment, Reach, RoleId, SiteId, UserId};
use gatehouse::wix::account::CreateAccount;
use gatehouse::wix::invites::{CreateAccountInvites, NewInvite};
use gatehouse::wix::roles::RoleLevel;
use gatehouse::wix::team::{
    Direction, FacetKind, RemoveMember, SearchTeam, TeamOrder, UpdateAssignments,
};
use gatehouse::wix::{Cursors, Offsets, Write, account as accounts, folders, roles, sites, team};
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const SITE: &str = "cccc0000-0000-4000-8000-000000000001";

async fn server(answer: Value) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .mount(&server)
        .await;
    server
}

/// The one request that came, after the checks that hold for all of them.
async fn only(server: &MockServer, with_account: bool) -> Request {
    let mut all = server.received_requests().await.unwrap();
    assert_eq!(all.len(), 1);
    let request = all.remove(0);
    let header = |name: &str| -> Vec<&str> {
        let values = request.headers.get_all(name);
        values.iter().map(|v| v.to_str().unwrap()).collect()
    };
    assert_eq!(header("authorization"), [KEY], "raw, without Bearer");
    let expected: &[&str] = if with_account { &[ACCOUNT] } else { &[] };
    assert_eq!(header("wix-account-id"), expected);
    assert!(header("wix-site-id").is_empty(), "one id header at most");
    assert!(header("user-agent")[0].starts_with("Gatehouse/"));
    assert!(header("cookie").is_empty());
    if request.body.is_empty() {
        assert!(header("content-type").is_empty());
    } else {
        assert_eq!(header("content-type"), ["application/json"]);
    }
    request
}

fn target(request: &Request) -> String {
    let query = request.url.query().map(|q| format!("?{q}"));
    format!(
        "{} {}{}",
        request.method,
        request.url.path(),
        query.unwrap_or_default()
    )
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

#[tokio::test]
async fn my_account() {
    let server = server(golden("my-account.response")).await;
    accounts::my_account(&client(&server.uri())).await.unwrap();
    let request = only(&server, false).await;
    assert_eq!(target(&request), "GET /accounts/v1/accounts/my_account");
}

#[tokio::test]
async fn get_account() {
    let server = server(golden("get-account.response")).await;
    accounts::get(&client(&server.uri()), &account())
        .await
        .unwrap();
    let request = only(&server, true).await;
    assert_eq!(
        target(&request),
        format!("GET /accounts/v1/accounts/{ACCOUNT}")
    );
}

#[tokio::test]
async fn child_accounts() {
    let server = server(golden("list-child-accounts.response")).await;
    accounts::children(&client(&server.uri()), &account(), Offsets::start(50))
        .await
        .unwrap();
    let request = only(&server, true).await;
    assert_eq!(
        target(&request),
        "GET /accounts/v1/account/child-accounts?paging.limit=50&paging.offset=0"
    );
}

#[tokio::test]
async fn search_team() {
    let server = server(golden("search-team.response")).await;
    let search = SearchTeam {
        query: "lee".to_owned(),
        order: Some((TeamOrder::Name, Direction::Ascending)),
        invite_status: Some(InviteStatus::Expired),
        facets: vec![FacetKind::Roles, FacetKind::InviteStatus],
        ..SearchTeam::default()
    };
    team::search(&client(&server.uri()), &account(), &search)
        .await
        .unwrap();
    let request = only(&server, true).await;
    assert_eq!(target(&request), "POST /roles-management/v3/team/search");
    assert_eq!(body(&request), golden("search-team.request"));
}

#[tokio::test]
async fn search_team_by_role() {
    let server = server(json!({})).await;
    let search = SearchTeam {
        role: Some(RoleId::new("6642345101181663232")),
        order: Some((TeamOrder::JoinedAt, Direction::Descending)),
        limit: 10,
        offset: 20,
        ..SearchTeam::default()
    };
    team::search(&client(&server.uri()), &account(), &search)
        .await
        .unwrap();
    assert_eq!(
        body(&only(&server, true).await),
        json!({"filter": {"roleId": {"$eq": "6642345101181663232"}},
               "orderBy": [{"fieldName": "JoinedAt", "direction": "DESC"}],
               "paging": {"limit": 10, "offset": 20}})
    );
}

#[tokio::test]
async fn list_roles() {
    let server = server(golden("get-roles-info.response")).await;
    roles::list(&client(&server.uri()), &account(), "de", RoleLevel::All)
        .await
        .unwrap();
    assert_eq!(
        target(&only(&server, true).await),
        "GET /roles-management/roles?locale=de&filter.roleLevel=ALL"
    );
}

#[tokio::test]
async fn query_sites() {
    let server = server(golden("query-sites.response")).await;
    let client = client(&server.uri());
    let page = sites::query(&client, &account(), Cursors::start(100))
        .await
        .unwrap();
    let request = only(&server, true).await;
    assert_eq!(target(&request), "POST /site-list/v2/sites/query");
    assert_eq!(body(&request), golden("query-sites.request"));

    server.reset().await;
    let end = json!({"sites": [], "metadata": {"hasNext": false}});
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_json(end))
        .mount(&server)
        .await;
    let page = sites::query(&client, &account(), page.next.unwrap())
        .await
        .unwrap();
    assert_eq!(
        body(&only(&server, true).await),
        json!({"query": {"cursorPaging": {"limit": 100, "cursor": "b3BhcXVl"}}}),
        "later pages send nothing but the cursor"
    );
    assert_eq!((page.next, page.trouble), (None, None));
}

#[tokio::test]
async fn count_sites() {
    let server = server(golden("count-sites.response")).await;
    let count = sites::count(&client(&server.uri()), &account()).await;
    assert_eq!(count.unwrap(), 12);
    let request = only(&server, true).await;
    assert_eq!(target(&request), "POST /site-list/v2/sites/count");
    assert_eq!(body(&request), golden("count-sites.request"));
}

#[tokio::test]
async fn query_folders() {
    let server = server(golden("query-folders.response")).await;
    folders::list(&client(&server.uri()), &account(), Offsets::start(1000))
        .await
        .unwrap();
    let request = only(&server, true).await;
    assert_eq!(target(&request), "POST /site-folders/v2/folders/query");
    assert_eq!(body(&request), golden("query-folders.request"));
}

#[tokio::test]
async fn folder_of_site() {
    let server = server(golden("folder-of-site.response")).await;
    let folder = folders::of_site(&client(&server.uri()), &account(), &SiteId::new(SITE))
        .await
        .unwrap();
    assert_eq!(folder.unwrap().name, "Clients");
    assert_eq!(
        target(&only(&server, true).await),
        format!("GET /site-folders/v2/folders/sites/{SITE}")
    );
}

#[tokio::test]
async fn update_assignments() {
    let server = server(golden("update-assignments.response")).await;
    let write = UpdateAssignments::new(
        account(),
        UserId::new(USER),
        &[NewAssignment {
            role: RoleId::new("6600344420111308827"),
            reach: Reach::Site {
                id: SiteId::new(SITE),
                name: Some("Shop".to_owned()),
            },
        }],
        vec!["7100000000000000001".into()],
    )
    .unwrap();
    let sent = client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    assert_eq!(
        sent.answer[0].id.as_ref().unwrap().as_str(),
        "7100000000000000003"
    );
    let request = only(&server, true).await;
    assert_eq!(
        target(&request),
        "PATCH /roles-management/v2/team/assignments"
    );
    assert_eq!(body(&request), golden("update-assignments.request"));
    assert_eq!(request.body, write.request().body, "the journalled bytes");
}

#[tokio::test]
async fn remove_member() {
    let server = server(golden("remove-member.response")).await;
    let write = RemoveMember::new(account(), UserId::new(USER)).unwrap();
    client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let request = only(&server, true).await;
    assert_eq!(target(&request), "POST /roles-management/team/remove");
    assert_eq!(body(&request), golden("remove-member.request"));
}

#[tokio::test]
async fn create_invites() {
    let server = server(golden("create-invite.response")).await;
    let give = |role: &str, reach| {
        vec![NewAssignment {
            role: RoleId::new(role),
            reach,
        }]
    };
    let write = CreateAccountInvites::new(
        account(),
        &[
            NewInvite {
                email: " sam@example.com ".to_owned(),
                assignments: give("6600344420111308827", Reach::site(&SiteId::new(SITE))),
            },
            NewInvite {
                email: "not-an-address".to_owned(),
                assignments: give("6642345101181663232", Reach::Account),
            },
        ],
        Some("en"),
    )
    .unwrap();
    client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let request = only(&server, true).await;
    assert_eq!(target(&request), "POST /invites/account-invite/create");
    assert_eq!(body(&request), golden("create-invite.request"));
}

#[tokio::test]
async fn create_account() {
    let server = server(golden("create-account.response")).await;
    let write = CreateAccount::new(account(), "pat@example.com", "Pat", "Lee", "en").unwrap();
    let sent = client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    assert_eq!(sent.answer.as_str(), ACCOUNT);
    let request = only(&server, true).await;
    assert_eq!(target(&request), "POST /accounts/v1/accounts/create");
    // Whether an address is verified is nothing this program knows, so it does not say so.
    let mut expected = golden("create-account.request");
    expected["user"]["email"]
        .as_object_mut()
        .unwrap()
        .remove("isVerified");
    assert_eq!(body(&request), expected);
}

#[test]
fn equal_writes_have_equal_hashes_and_other_ones_do_not() {
    let of = |user: &str, account: &str| {
        RemoveMember::new(account.into(), UserId::new(user))
            .unwrap()
            .request()
            .hash()
    };
    assert_eq!(of("u", "a"), of("u", "a"));
    assert_ne!(of("u", "a"), of("v", "a"));
    assert_ne!(of("u", "a"), of("u", "b"));
}
