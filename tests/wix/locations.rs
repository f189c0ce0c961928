//! Locations: what goes out and what is understood.

use crate::support::{SITE, answering, client, only_of_site, site_example};
use gatehouse::access::{LocationId, SiteId};
use gatehouse::wix::locations::{LOCATIONS_PAGE, get, page};
use gatehouse::wix::{ErrorKind, Offsets};
use serde_json::{Value, json};

fn site() -> SiteId {
    SiteId::new(SITE)
}

#[tokio::test]
async fn the_example_list_is_asked_for_and_read() {
    let example = site_example("loc.list");
    let server = answering(200, &example["response"]).await;
    let at = Offsets::start(LOCATIONS_PAGE);
    let found = page(&client(&server.uri()), &site(), false, at)
        .await
        .unwrap();
    let (line, _) = only_of_site(&server).await;
    let asked = example["request"].as_str().unwrap();
    assert_eq!(line, asked.trim_end_matches("  (no body)"));
    assert_eq!(
        (found.items.len(), found.total, found.next),
        (2, None, None)
    );
    let harbor = &found.items[0];
    assert_eq!(harbor.label(), "Harbor Branch");
    assert_eq!(
        (harbor.default, harbor.archived),
        (Some(false), Some(false))
    );
    assert!(harbor.address.as_ref().unwrap().starts_with("25 Water St"));
    assert_eq!(harbor.extra["timeZone"], "America/New_York");
    assert_eq!(harbor.extra["address"]["geocode"]["latitude"], 40.7033);
}

#[tokio::test]
async fn pages_go_on_while_there_is_more() {
    for (meta, more) in [
        (json!({ "count": 1, "offset": 0, "hasNext": true }), true),
        (json!({ "count": 1, "offset": 0, "hasNext": false }), false),
        (json!({ "total": 1 }), false),
        (Value::Null, true),
    ] {
        let answer = json!({ "locations": [{ "id": "l1" }], "pagingMetadata": meta });
        let server = answering(200, &answer).await;
        let found = page(&client(&server.uri()), &site(), true, Offsets::start(1))
            .await
            .unwrap();
        let (line, _) = only_of_site(&server).await;
        assert!(
            line.contains("paging.limit=1&paging.offset=0&includeArchived=true"),
            "{line}"
        );
        assert_eq!(found.next.is_some(), more, "{meta}");
    }
}

#[tokio::test]
async fn one_location_is_asked_for_by_its_id() {
    let example = site_example("loc.get");
    let server = answering(200, &example["response"]).await;
    let id = LocationId::new("2f6b1d90-7c3e-4a55-8f0d-6e9a1b2c3d44");
    let got = get(&client(&server.uri()), &site(), &id).await.unwrap();
    let (line, _) = only_of_site(&server).await;
    assert_eq!(line, format!("GET /locations/v1/locations/{id}"));
    assert_eq!(
        (got.id, got.description.as_str()),
        (id, "Street-level shop")
    );
    for answer in [json!({}), json!({ "location": {} }), json!({ "other": 1 })] {
        let server = answering(200, &answer).await;
        let error = get(&client(&server.uri()), &site(), &"x".into())
            .await
            .unwrap_err();
        assert!(
            matches!(error.kind, ErrorKind::Unreadable { .. }),
            "{error}"
        );
    }
    let server = answering(200, &json!({})).await;
    let error = get(&client(&server.uri()), &site(), &"../x".into())
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unexpected);
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn odd_rows_are_told() {
    let answer = json!({ "locations": [{ "id": "l1", "address": "one line", "archived": "yes" }, {}, null] });
    let server = answering(200, &answer).await;
    let found = page(&client(&server.uri()), &site(), false, Offsets::start(9))
        .await
        .unwrap();
    assert_eq!((found.items.len(), found.unread.len()), (1, 2));
    assert_eq!(found.items[0].extra["address"], "one line");
    assert_eq!(found.items[0].archived, None);
}
