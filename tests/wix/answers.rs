//! Answers as the contract shows them, and refusals in all their shapes.

use crate::support::{ACCOUNT, USER, account, client, golden, options};
use gatehouse::access::{
    AccountStatus, InviteStatus, Reach, RoleLimit, SiteId, SubjectKind, TeamEntry,
};
use gatehouse::wix::roles::RoleLevel;
use gatehouse::wix::team::{FacetKind, SearchTeam};
use gatehouse::wix::{
    Client, Cursors, ErrorKind, Offsets, WixError, account as accounts, folders, roles, sites, team,
};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn answering(template: ResponseTemplate) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    let client = client(&server.uri());
    (server, client)
}

async fn json_answer(body: serde_json::Value) -> (MockServer, Client) {
    answering(ResponseTemplate::new(200).set_body_json(body)).await
}

async fn refusal(template: ResponseTemplate) -> WixError {
    let (_server, client) = answering(template).await;
    accounts::my_account(&client).await.unwrap_err()
}

#[tokio::test]
async fn an_account_in_full() {
    let (_server, client) = json_answer(golden("get-account.response")).await;
    let a = accounts::get(&client, &account()).await.unwrap();
    assert_eq!(a.id.as_str(), ACCOUNT);
    assert_eq!(a.display_name(), "Pat Lee Studio");
    assert_eq!(a.status, AccountStatus::Active);
    assert_eq!(a.owner.unwrap().as_str(), USER);
    assert_eq!(a.is_team, Some(true));
    assert!(a.parent.is_some());
    assert_eq!(a.co_branding.as_deref(), Some("None"));
    assert_eq!(a.created_at.unwrap().to_string(), "2026-01-10T08:00:00Z");
    assert!(a.extra.is_empty(), "{:?}", a.extra);
}

#[tokio::test]
async fn an_account_without_an_id_is_unreadable_only_if_nobody_asked_for_one() {
    let (_server, client) = json_answer(json!({"account": {"slug": "x"}})).await;
    let known = accounts::get(&client, &account()).await.unwrap();
    assert_eq!(known.id, account());
    let error = accounts::my_account(&client).await.unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::Unreadable {
            path: "account.accountId".to_owned()
        }
    );
}

#[tokio::test]
async fn a_team_in_full() {
    let (_server, client) = json_answer(golden("search-team.response")).await;
    let page = team::search(&client, &account(), &SearchTeam::default())
        .await
        .unwrap();
    assert_eq!((page.rows, page.unread.len()), (2, 0));
    let pat = &page.members[0];
    assert_eq!(pat.display_name(), "Pat Lee");
    assert_eq!(pat.kind(), SubjectKind::User);
    assert_eq!(pat.assignments[0].reach, Reach::Account);
    assert_eq!(
        pat.assignments[1].reach,
        Reach::Site {
            id: SiteId::new("cccc0000-0000-4000-8000-000000000001"),
            name: Some("Shop".to_owned())
        }
    );
    assert!(pat.extra.is_empty(), "{:?}", pat.extra);
    let sam = &page.invites[0];
    assert_eq!(sam.status, InviteStatus::Expired);
    assert_eq!(sam.expires_at.unwrap().to_string(), "2026-03-31T09:00:00Z");
    assert_eq!(sam.assignments[0].id, None);
    assert_eq!(page.facets[0].kind, FacetKind::InviteStatus);
    assert_eq!(page.facets[0].values, [("Expired".to_owned(), 1)]);
    assert_eq!(page.facets[1].sum(), 2);
}

#[tokio::test]
async fn a_team_page_by_page() {
    let row = |i: u64| json!({"user": {"id": format!("u{i}")}});
    let server = MockServer::start().await;
    let answer = move |request: &wiremock::Request| {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(body["facets"], json!(["Users"]));
        let from = body["paging"]["offset"].as_u64().unwrap();
        // The server gives 20 at most, whatever was asked for.
        let rows: Vec<_> = (from..45.min(from + 20)).map(row).collect();
        ResponseTemplate::new(200).set_body_json(json!({"teamMembers": rows}))
    };
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let client = client(&server.uri());
    let mut found = Vec::new();
    let mut next = Some(Offsets::start(team::TEAM_PAGE));
    while let Some(at) = next {
        let page = team::page(&client, &account(), at).await.unwrap();
        assert_eq!(page.trouble, None);
        found.extend(page.items);
        next = page.next;
    }
    let ids: Vec<_> = found
        .iter()
        .map(|e| match e {
            TeamEntry::Member(m) => m.id.to_string(),
            TeamEntry::Invite(i) => i.id.to_string(),
        })
        .collect();
    let expected: Vec<_> = (0..45).map(|i| format!("u{i}")).collect();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn roles_sites_folders_children() {
    let (_server, client) = json_answer(golden("get-roles-info.response")).await;
    let list = roles::list(&client, &account(), "en", RoleLevel::Site)
        .await
        .unwrap();
    let limits: Vec<_> = list.roles.iter().map(|r| r.limit.clone()).collect();
    assert_eq!(
        limits,
        [
            RoleLimit::None,
            RoleLimit::NotAtSite,
            RoleLimit::NotAtAccount,
            RoleLimit::None
        ]
    );
    assert!(list.roles[3].custom);

    let (_server, client) = json_answer(golden("query-sites.response")).await;
    let page = sites::query(&client, &account(), Cursors::start(100))
        .await
        .unwrap();
    let site = &page.items[0];
    assert_eq!(site.label(), "Shop");
    assert_eq!(site.contributors.len(), 1);
    assert_eq!(site.folder.as_ref().unwrap().as_str(), "9999");
    assert_eq!(site.editor.as_deref(), Some("STUDIO"));
    assert_eq!(site.premium, Some(true));
    assert_eq!(page.next.unwrap().cursor(), Some("b3BhcXVl"));

    let (_server, client) = json_answer(golden("query-folders.response")).await;
    let page = folders::list(&client, &account(), Offsets::start(1000))
        .await
        .unwrap();
    assert_eq!(page.items[0].parent, None, "empty parent is the root");
    assert_eq!(page.items[0].site_count, Some(4));
    assert_eq!((page.next, page.trouble), (None, None));

    let (_server, client) = json_answer(golden("list-child-accounts.response")).await;
    let page = accounts::children(&client, &account(), Offsets::start(50))
        .await
        .unwrap();
    assert_eq!(page.items[0].id.as_str(), ACCOUNT);
    assert_eq!(page.next, None);
}

#[tokio::test]
async fn a_site_at_the_root_has_no_folder() {
    for body in [
        json!({}),
        json!({"folder": {}}),
        json!({"folder": {"id": ""}}),
    ] {
        let (_server, client) = json_answer(body).await;
        let folder = folders::of_site(&client, &account(), &SiteId::new("s")).await;
        assert_eq!(folder.unwrap(), None);
    }
}

#[tokio::test]
async fn an_id_that_cannot_stand_in_a_path_is_not_sent() {
    let (server, client) = json_answer(json!({})).await;
    for id in ["", "..", "a/b", "a?b", "ä", "a%2f"] {
        let error = folders::of_site(&client, &account(), &SiteId::new(id))
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unexpected, "{id}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn another_answer_than_expected_is_not_an_empty_team() {
    for body in [
        json!({"message": "Internal error", "details": {}}),
        json!([]),
        json!("x"),
    ] {
        let (_server, client) = json_answer(body).await;
        let error = team::search(&client, &account(), &SearchTeam::default())
            .await
            .unwrap_err();
        assert!(
            matches!(error.kind, ErrorKind::Unreadable { .. }),
            "{error}"
        );
    }
    let (_server, client) = json_answer(json!({"teamMembers": {}})).await;
    let error = team::search(&client, &account(), &SearchTeam::default())
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::Unreadable {
            path: "teamMembers".to_owned()
        }
    );
    let (_server, client) = json_answer(json!({})).await;
    let page = team::search(&client, &account(), &SearchTeam::default()).await;
    assert_eq!(page.unwrap().rows, 0);
}

#[tokio::test]
async fn a_broken_answer_tells_the_place() {
    let body = r#"{"teamMembers":[{"user":{"id":"u1"}},{"user":{"id":"#;
    let (_server, client) =
        answering(ResponseTemplate::new(200).set_body_raw(body, "application/json")).await;
    let error = team::search(&client, &account(), &SearchTeam::default())
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::Unreadable {
            path: "teamMembers[1].user.id".to_owned()
        }
    );
}

#[tokio::test]
async fn an_answer_without_end_is_not_taken() {
    let server = MockServer::start().await;
    let big = ResponseTemplate::new(200).set_body_string("x".repeat(200_000));
    Mock::given(any()).respond_with(big).mount(&server).await;
    let mut options = options(&server.uri());
    options.largest_answer = 100_000;
    let client = Client::new(options).unwrap();
    let error = accounts::my_account(&client).await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Unreadable { .. }));
    assert!(error.to_string().contains("larger"), "{error}");
    assert_eq!(error.tries, 1);
}

#[tokio::test]
async fn wix_codes_of_the_key_are_understood() {
    let coded = |code: serde_json::Value| json!({"message": "", "details": {"applicationError": {"code": code}}});
    for code in [json!("48876"), json!(48876)] {
        let error = refusal(ResponseTemplate::new(428).set_body_json(coded(code))).await;
        assert_eq!(error.kind, ErrorKind::InvalidKey);
    }
    let error = refusal(ResponseTemplate::new(404).set_body_json(coded(json!("48886")))).await;
    assert_eq!(error.kind, ErrorKind::NotFound);
    assert_eq!(error.code.as_deref(), Some("48886"));
    assert!(error.to_string().contains("deleted"));
}

#[tokio::test]
async fn kinds_by_status() {
    let kind = async |status: u16| {
        let template = ResponseTemplate::new(status)
            .insert_header("Retry-After", "0")
            .insert_header("x-wix-request-id", "req-1")
            .set_body_json(golden("error-application.response"));
        let error = refusal(template).await;
        assert_eq!(error.request_id.as_deref(), Some("req-1"));
        assert_eq!(error.code.as_deref(), Some("NOT_FOUND"));
        assert!(!error.remedy().is_empty());
        error.kind.clone()
    };
    assert_eq!(kind(401).await, ErrorKind::Unauthorized);
    assert_eq!(kind(403).await, ErrorKind::Forbidden { permission: None });
    assert_eq!(kind(404).await, ErrorKind::NotFound);
    assert_eq!(kind(409).await, ErrorKind::Conflict);
    assert_eq!(kind(428).await, ErrorKind::Precondition);
    assert_eq!(kind(429).await, ErrorKind::TooManyRequests);
    assert_eq!(kind(500).await, ErrorKind::Server);
    assert_eq!(kind(501).await, ErrorKind::Server);
    assert_eq!(kind(418).await, ErrorKind::Unexpected);
}

#[tokio::test]
async fn violations_and_permissions_are_named() {
    let error =
        refusal(ResponseTemplate::new(400).set_body_json(golden("error-validation.response")))
            .await;
    let ErrorKind::Invalid { violations } = &error.kind else {
        panic!("{error:?}");
    };
    assert_eq!(violations[0].field, "subjectsAssignments[0].subjectEmail");
    assert_eq!(violations[0].rule, "FORMAT");

    let (_server, client) =
        answering(ResponseTemplate::new(403).set_body_json(json!({"message": "no"}))).await;
    let error = sites::count(&client, &account()).await.unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::Forbidden {
            permission: Some("Read Site Data".to_owned())
        }
    );
    assert_eq!(
        error.to_string(),
        "The key may not do this; it needs the permission Read Site Data: “no”"
    );
}

#[tokio::test]
async fn pages_empty_bodies_and_redirects() {
    let page = "<html><head><title>403 Forbidden</title></head><body>x</body></html>";
    let error = refusal(ResponseTemplate::new(403).set_body_string(page)).await;
    assert_eq!(error.kind, ErrorKind::Forbidden { permission: None });
    assert_eq!(error.words.as_deref(), Some("web page: 403 Forbidden"));

    let error = refusal(ResponseTemplate::new(403)).await;
    assert_eq!(error.kind, ErrorKind::EmptyForbidden);
    assert_eq!(error.tries, 1, "one alone is a refusal");
    assert!(error.to_string().contains("403 with empty body"));

    let elsewhere = MockServer::start().await;
    let away = ResponseTemplate::new(307).insert_header("Location", elsewhere.uri());
    let error = refusal(away).await;
    assert_eq!(error.kind, ErrorKind::Unexpected);
    assert!(error.detail.as_deref().unwrap().contains(&elsewhere.uri()));
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}
