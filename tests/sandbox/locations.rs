//! Locations: list, query and get in both dialects, archived ones, paging.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Bench, LOCATIONS, code, config, field, text};

async fn list(bench: &Bench, query: &str) -> (u16, Value) {
    bench
        .on_site(0, Method::GET, &format!("{LOCATIONS}{query}"), None)
        .await
}

async fn query(bench: &Bench, body: Value) -> (u16, Value) {
    let path = format!("{LOCATIONS}/query");
    bench.on_site(0, Method::POST, &path, Some(&body)).await
}

fn names(answer: &Value) -> Vec<String> {
    let rows = answer["locations"].as_array().expect("rows");
    rows.iter().map(|row| text(&row["name"])).collect()
}

#[tokio::test]
async fn both_dialects_page_alike() {
    let bench = Bench::of(Size::L);
    let (status, all) = list(&bench, "").await;
    assert_eq!(status, 200, "{all}");
    assert_eq!(names(&all), ["Harbor Branch", "Main Office 2"]);
    assert_eq!(
        all["pagingMetadata"],
        json!({ "count": 2, "offset": 0, "hasNext": false, "total": 2 })
    );
    let (_, dotted) = list(
        &bench,
        "?paging.limit=1&paging.offset=1&sort.fieldName=name&sort.order=DESC",
    )
    .await;
    assert_eq!(names(&dotted), ["Harbor Branch"]);
    let (_, first) = list(&bench, "?paging.limit=1").await;
    assert_eq!(first["pagingMetadata"]["hasNext"], true);
    let packed = json!({ "paging": { "limit": 1, "offset": 1 }, "sort": { "fieldName": "name", "order": "DESC" } });
    let packed = URL_SAFE_NO_PAD.encode(packed.to_string());
    assert_eq!(list(&bench, &format!("?.r={packed}")).await.1, dotted);
}

#[tokio::test]
async fn queries_filter_and_refuse_what_cannot_be_filtered() {
    let bench = Bench::of(Size::L);
    let find = async |filter: Value| query(&bench, json!({ "query": { "filter": filter } })).await;
    assert_eq!(
        names(
            &find(json!({ "address.city": { "$in": ["Chicago"] } }))
                .await
                .1
        ),
        ["Main Office 2"]
    );
    assert_eq!(
        names(&find(json!({ "default": true })).await.1),
        ["Harbor Branch"]
    );
    assert_eq!(
        names(
            &find(json!({ "address.geocode.latitude": { "$gt": 40 } }))
                .await
                .1
        ),
        ["Main Office 2"]
    );
    for name in ["address.country", "locationTypes"] {
        let (status, told) = find(json!({ name: "US" })).await;
        assert_eq!(
            (status, field(&told)),
            (400, format!("filter.{name}").as_str())
        );
    }
    let sorted = json!({ "query": { "sort": [{ "fieldName": "phone" }] } });
    assert_eq!(query(&bench, sorted).await.0, 400);
    let wide = json!({ "query": { "paging": { "limit": 1_001 } } });
    assert_eq!(query(&bench, wide).await.0, 400);
}

#[tokio::test]
async fn an_archived_location_leaves_the_list_but_not_the_query() {
    let mut config = config(Size::L);
    config.switches.location_total = false;
    let bench = Bench::with(config);
    let (_, all) = list(&bench, "").await;
    assert_eq!(all["pagingMetadata"].get("total"), None);
    let id = text(&all["locations"][1]["id"]);
    let archive =
        |id: &Value| json!({ "do": "locationArchive", "siteId": bench.site(0), "locationId": id });
    bench
        .control("/_sandbox/outside", archive(&json!(id)))
        .await;
    assert_eq!(names(&list(&bench, "").await.1).len(), 1);
    assert_eq!(
        names(&list(&bench, "?includeArchived=true").await.1).len(),
        2
    );
    assert_eq!(names(&query(&bench, json!({})).await.1).len(), 2);
    let open = json!({ "query": { "filter": { "archived": false } } });
    assert_eq!(names(&query(&bench, open).await.1).len(), 1);
    let (_, one) = list(&bench, &format!("/{id}?id={id}")).await;
    assert_eq!(
        (
            &one["location"]["archived"],
            &one["locationManagementAuthorized"]
        ),
        (&json!(true), &json!(true))
    );
    let main = archive(&all["locations"][0]["id"]);
    let refused = bench
        .raw(Method::POST, "/_sandbox/outside", &[], Some(&main))
        .await
        .expect("an answer");
    assert_eq!(refused.status(), 400);
}

#[tokio::test]
async fn other_sites_and_wrong_ids_are_told_apart() {
    let bench = Bench::of(Size::L);
    let (_, other) = bench.on_site(1, Method::GET, LOCATIONS, None).await;
    let (status, told) = list(&bench, &format!("/{}", text(&other["locations"][0]["id"]))).await;
    assert_eq!((status, code(&told)), (404, "NOT_FOUND"));
    assert_eq!(list(&bench, "/x").await.0, 400);
    assert_eq!(list(&bench, "?includeArchived=maybe").await.0, 400);
    let reads = bench.key("read-only");
    assert_eq!(
        bench
            .on_site_as(&reads, 0, Method::GET, LOCATIONS, None)
            .await
            .0,
        200
    );
}
