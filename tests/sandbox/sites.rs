//! Sites and folders.

use gatehouse::sandbox::Size;
use serde_json::{Value, json};

use crate::util::{Bench, COUNT, FOLDERS, SITES, field, text};

async fn all(bench: &Bench, query: Value) -> Vec<Value> {
    let (mut found, mut body) = (Vec::new(), json!({ "query": query }));
    loop {
        let (status, page) = bench.post(SITES, body).await;
        assert_eq!(status, 200, "{page}");
        found.extend(page["sites"].as_array().expect("sites").clone());
        if page["metadata"]["hasNext"] == false {
            assert!(page["metadata"].get("cursors").is_none());
            return found;
        }
        body = json!({ "query": { "cursorPaging": { "limit": 7, "cursor": page["metadata"]["cursors"]["next"] } } });
    }
}

#[tokio::test]
async fn cursors_walk_over_all_sites_in_order() {
    let bench = Bench::of(Size::L);
    let namespaces = json!({ "namespace": { "$in": ["WIX", "HEADLESS"] } });
    let sort = json!([{ "fieldName": "displayName", "order": "DESC" }]);
    let walked = all(
        &bench,
        json!({ "filter": namespaces, "sort": sort, "cursorPaging": { "limit": 7 } }),
    )
    .await;
    let at_once = all(
        &bench,
        json!({ "filter": namespaces, "sort": sort, "cursorPaging": { "limit": 100 } }),
    )
    .await;
    assert_eq!(walked.len(), 40);
    assert_eq!(walked, at_once);
    let names: Vec<String> = walked
        .iter()
        .map(|site| text(&site["displayName"]).to_lowercase())
        .collect();
    assert!(names.windows(2).all(|pair| pair[0] >= pair[1]));
}

#[tokio::test]
async fn filters_find_what_they_say() {
    let bench = Bench::of(Size::L);
    let count = async |filter: Value| {
        let found = all(
            &bench,
            json!({ "filter": filter, "cursorPaging": { "limit": 100 } }),
        )
        .await
        .len();
        let (status, counted) = bench.post(COUNT, json!({ "filter": filter })).await;
        if status == 200 {
            assert_eq!(counted["count"], found);
        }
        found
    };
    assert_eq!(count(json!({})).await, 39, "headless sites are hidden");
    assert_eq!(count(json!({ "namespace": "HEADLESS" })).await, 1);
    assert_eq!(count(json!({ "state": "TRASHED" })).await, 1);
    let root = count(json!({ "folderId": { "$exists": false } })).await;
    assert_eq!(
        root + count(json!({ "folderId": { "$exists": true } })).await,
        39
    );
    assert!(root > 0);
    assert_eq!(count(json!({ "published": false })).await, 3);
    assert!(count(json!({ "premium": true })).await > 10);
    assert_eq!(
        count(json!({ "id": { "$in": [bench.site(0), bench.site(1)] } })).await,
        2
    );
    assert_eq!(
        count(json!({ "name": { "$startsWith": "SITE-1000" } })).await,
        10
    );
    assert_eq!(count(json!({ "searchPhrase": "harbor" })).await, 1);
    assert_eq!(
        count(json!({ "$or": [{ "id": bench.site(0) }, { "$not": { "published": true } }] })).await,
        4
    );
}

#[tokio::test]
async fn wrong_queries_are_named() {
    let bench = Bench::of(Size::S);
    for (path, body, place) in [
        (
            SITES,
            json!({ "query": { "filter": { "colour": "red" } } }),
            "filter.colour",
        ),
        (
            SITES,
            json!({ "query": { "filter": { "published": { "$gt": 1 } } } }),
            "filter.published",
        ),
        (
            SITES,
            json!({ "query": { "filter": { "id": { "$in": "x" } } } }),
            "filter.id",
        ),
        (
            SITES,
            json!({ "query": { "sort": [{ "fieldName": "name" }] } }),
            "query.sort[0].fieldName",
        ),
        (
            SITES,
            json!({ "query": { "cursorPaging": { "limit": 101 } } }),
            "paging.limit",
        ),
        (
            SITES,
            json!({ "query": { "cursorPaging": { "cursor": "nonsense" } } }),
            "query.cursorPaging.cursor",
        ),
        (
            COUNT,
            json!({ "filter": { "premium": true } }),
            "filter.premium",
        ),
        (
            FOLDERS,
            json!({ "query": { "paging": { "limit": 1001 } } }),
            "paging.limit",
        ),
    ] {
        let (status, answer) = bench.post(path, body).await;
        assert_eq!((status, field(&answer)), (400, place), "{answer}");
    }
}

#[tokio::test]
async fn folders_nest_and_know_their_sites() {
    let bench = Bench::of(Size::L);
    let (_, found) = bench.post(FOLDERS, json!({ "query": { "sort": [{ "fieldName": "name" }], "paging": { "limit": 4, "offset": 2 } } })).await;
    assert_eq!(
        found["metadata"],
        json!({ "count": 4, "offset": 2, "total": 6, "tooManyToCount": false })
    );
    let (_, found) = bench.post(FOLDERS, json!({})).await;
    let folders = found["folders"].as_array().expect("folders");
    let nested = folders
        .iter()
        .find(|folder| folder["parentId"] != "")
        .expect("a nested folder");
    assert!(
        folders
            .iter()
            .any(|folder| folder["id"] == nested["parentId"])
    );
    let (_, inside) = bench
        .post(
            FOLDERS,
            json!({ "query": { "filter": { "parentId": nested["parentId"] } } }),
        )
        .await;
    assert!(
        inside["folders"]
            .as_array()
            .expect("folders")
            .contains(nested)
    );
    let sites = all(&bench, json!({ "filter": { "folderId": folders[0]["id"], "namespace": { "$in": ["WIX", "HEADLESS"] } } })).await;
    assert_eq!(folders[0]["siteCount"], sites.len());
    let path = "/site-folders/v2/folders/sites";
    let (_, of_site) = bench
        .get(&format!("{path}/{}", text(&sites[0]["id"])))
        .await;
    assert_eq!(of_site["folder"], folders[0]);
    assert_eq!(
        bench.get(&format!("{path}/{}", bench.site(4))).await,
        (200, json!({}))
    );
    assert_eq!(
        bench
            .get(&format!("{path}/99999999-0000-4000-8000-000000000001"))
            .await
            .0,
        404
    );
}
