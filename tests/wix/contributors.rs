//! Contributors: what goes out, what is understood, what cannot be built.

use crate::support::{SITE, answering, client, golden, only_of_site, permit_of};
use gatehouse::access::{AccountId, LocationId, OWNER, RoleId, SiteId};
use gatehouse::wix::contributors::{
    ChangeLocations, ChangeRoles, ContributorList, MOST_LOCATIONS, Remove, query,
};
use gatehouse::wix::{BuildError, ErrorKind, SendError, WixError, Write};
use serde_json::{Value, json};

const WHO: &str = "ffff0000-0000-4000-8000-000000000001";
const PLACE: &str = "1a2b3c4d-0000-4000-8000-000000000001";

fn site() -> SiteId {
    SiteId::new(SITE)
}

fn who() -> AccountId {
    AccountId::new(WHO)
}

fn roles(ids: &[&str]) -> Vec<RoleId> {
    ids.iter().map(|id| RoleId::new(id)).collect()
}

async fn ask(answer: Value) -> Result<ContributorList, WixError> {
    let server = answering(200, &answer).await;
    query(&client(&server.uri()), &site(), &[], &[]).await
}

#[tokio::test]
async fn a_query_repeats_its_filters() {
    let server = answering(200, &golden("query-contributors.response")).await;
    let of = roles(&["6732588207941061632", "6600344420111308827"]);
    let found = query(&client(&server.uri()), &site(), &of, &[PLACE.into()])
        .await
        .unwrap();
    let (line, _) = only_of_site(&server).await;
    assert_eq!(
        line,
        format!(
            "GET /roles-management/v2/contributors/query?filter.policyIds=6732588207941061632\
             &filter.policyIds=6600344420111308827&filter.locationIds={PLACE}"
        )
    );
    assert_eq!(found.rows[0].account, who());
    assert_eq!(
        found.rows[0].owner.as_ref().unwrap().as_str(),
        "0b0c0d0e-2222-4222-8333-444455556666"
    );
    assert!(found.unread.is_empty());

    let server = answering(200, &json!({})).await;
    let all = query(&client(&server.uri()), &site(), &[], &[])
        .await
        .unwrap();
    assert_eq!(all, ContributorList::default());
    let (line, _) = only_of_site(&server).await;
    assert_eq!(line, "GET /roles-management/v2/contributors/query");
}

#[tokio::test]
async fn odd_rows_are_told_and_odd_answers_are_errors() {
    let told = ask(json!({ "contributors": [
        { "accountId": "a", "name": "new field" }, { "accountOwnerId": "u" }, 7, { "accountId": null },
    ], "more": 1 }))
    .await
    .unwrap();
    assert_eq!(told.rows.len(), 1);
    let places: Vec<&str> = told.unread.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(
        places,
        ["contributors[1]", "contributors[2]", "contributors[3]"]
    );
    for answer in [
        json!({ "members": [] }),
        json!([]),
        json!({ "contributors": {} }),
    ] {
        let error = ask(answer).await.unwrap_err();
        assert!(
            matches!(error.kind, ErrorKind::Unreadable { .. }),
            "{error}"
        );
    }
}

#[tokio::test]
async fn roles_go_out_sorted_and_once() {
    let server = answering(200, &golden("change-contributor-role.response")).await;
    let write = ChangeRoles::new(site(), &who(), &roles(&["6600344420111308827"])).unwrap();
    let sent = client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, "PUT /roles-management/contributor/change/role");
    assert_eq!(body, golden("change-contributor-role.request"));
    let held = sent.answer.roles.unwrap();
    assert_eq!(held[0].0.as_str(), "6600344420111308827");
    assert_eq!(held[0].1.as_ref().unwrap().as_str(), "7100000000000000010");

    let a = ChangeRoles::new(site(), &who(), &roles(&["2", "1", "2"])).unwrap();
    let b = ChangeRoles::new(site(), &who(), &roles(&["1", "2"])).unwrap();
    assert_eq!(a.request(), b.request());
    assert_eq!(a.read(b"{}").unwrap().roles, None);
    assert!(a.read(b"[]").is_err());
}

#[tokio::test]
async fn locations_go_out_and_any_answer_is_taken() {
    let server = answering(200, &golden("change-contributor-locations.response")).await;
    let write = ChangeLocations::new(site(), &who(), &[LocationId::new(PLACE)]).unwrap();
    let sent = client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, "PUT /roles-management/contributor/change/locations");
    assert_eq!(body, golden("change-contributor-locations.request"));
    assert_eq!(sent.answer.locations.unwrap(), [LocationId::new(PLACE)]);
    assert_eq!(write.read(b"{}").unwrap().locations, None);
    assert_eq!(write.read(br#"{"other":1}"#).unwrap().locations, None);
    let none = ChangeLocations::new(site(), &who(), &[]).unwrap();
    let sent: Value = serde_json::from_slice(&none.request().body).unwrap();
    assert_eq!(sent, json!({ "accountId": WHO, "newLocations": [] }));
}

#[tokio::test]
async fn removing_says_that_another_method_may_be_needed_and_tries_none() {
    let write = Remove::new(site(), &who()).unwrap();
    let server = answering(200, &json!({})).await;
    client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, "POST /roles-management/contributor/remove");
    assert_eq!(body, json!({ "accountId": WHO }));
    for status in [404, 405, 501] {
        let server = answering(status, &json!({ "message": "no" })).await;
        let error = client(&server.uri())
            .send(&write, permit_of(&write))
            .await
            .unwrap_err();
        assert_eq!(matches!(error, SendError::Unknown(_)), status == 501);
        assert!(
            error.to_string().contains("another method than POST"),
            "{error}"
        );
        only_of_site(&server).await;
    }
    let server = answering(403, &json!({ "message": "no" })).await;
    let error = client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap_err();
    let missing = ErrorKind::Forbidden {
        permission: Some("Manage Contributors".to_owned()),
    };
    assert_eq!(error.error().kind, missing);
}

#[test]
fn limits_are_told_before_anything_is_sent() {
    let none = SiteId::new("");
    assert_eq!(
        Remove::new(none, &who()),
        Err(BuildError::Missing("the site id"))
    );
    let nobody = AccountId::new(" ");
    assert_eq!(
        Remove::new(site(), &nobody),
        Err(BuildError::Missing("the account id"))
    );
    let change = |ids: &[&str]| ChangeRoles::new(site(), &who(), &roles(ids)).unwrap_err();
    assert_eq!(change(&[]), BuildError::Missing("a role"));
    assert_eq!(change(&["1", ""]), BuildError::Missing("a role id"));
    assert!(matches!(change(&["1", OWNER]), BuildError::Wrong { .. }));
    let many: Vec<LocationId> = (0..=MOST_LOCATIONS)
        .map(|n| LocationId::new(&n.to_string()))
        .collect();
    let limit = |ids: &[LocationId]| ChangeLocations::new(site(), &who(), ids);
    assert_eq!(limit(&many), Err(BuildError::TooMany(20)));
    assert!(limit(&many[1..]).is_ok());
    assert_eq!(
        limit(&["".into()]),
        Err(BuildError::Missing("a location id"))
    );
}
