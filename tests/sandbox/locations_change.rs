//! Locations come and change: the contract's examples, and what is refused.

use std::{fs, path::Path};

use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    golden::holds,
    util::{Bench, LOCATIONS, code, field, text},
};

fn example(name: &str) -> Value {
    let path = Path::new(file!())
        .with_file_name("../fixtures/contract/site")
        .join(format!("loc.{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a fixture")).expect("JSON")
}

async fn send(bench: &Bench, method: Method, path: &str, body: &Value) -> (u16, Value) {
    let path = format!("{LOCATIONS}{path}");
    bench.on_site(0, method, &path, Some(body)).await
}

async fn made(bench: &Bench) -> Value {
    let create = example("create");
    let (status, made) = send(bench, Method::POST, "", &create["request"]).await;
    assert_eq!(status, 200, "{made}");
    made["location"].clone()
}

#[tokio::test]
async fn examples_hold() {
    let bench = Bench::of(Size::L);
    let location = made(&bench).await;
    // The example's answer has a fax that its request has not.
    let mut want = example("create")["response"]["location"].clone();
    let wish = want.as_object_mut().expect("a location");
    wish.remove("fax");
    wish.insert("id".to_owned(), location["id"].clone());
    assert_eq!(location, want);
    let id = text(&location["id"]);

    let update = example("update");
    let mut body = update["request"].clone();
    body["location"]["id"] = json!(id);
    body["location"]["revision"] = location["revision"].clone();
    let (status, now) = send(&bench, Method::PUT, &format!("/{id}"), &body).await;
    assert_eq!(status, 200, "{now}");
    holds("update", &update["response"], &now);
    assert_eq!(
        (&now["location"]["name"], &now["location"]["revision"]),
        (&body["location"]["name"], &json!("2"))
    );
    for (name, method, end) in [
        ("addType", Method::PATCH, "add-type"),
        ("removeType", Method::PATCH, "remove-type"),
        ("setDefault", Method::POST, "set-default"),
    ] {
        let one = example(name);
        let (status, now) = send(&bench, method, &format!("/{id}/{end}"), &one["request"]).await;
        assert_eq!(status, 200, "{name}: {now}");
        holds(name, &one["response"], &now);
        assert_eq!(
            now["location"]["locationTypes"],
            one["response"]["location"]["locationTypes"]
        );
    }
    let (_, all) = send(&bench, Method::GET, "", &json!({})).await;
    let defaults: Vec<&Value> = all["locations"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["default"] == true)
        .map(|row| &row["id"])
        .collect();
    assert_eq!(defaults, [&json!(id)], "one default a site");

    let other = text(&made(&bench).await["id"]);
    let archive = example("archive");
    let (status, gone) = send(
        &bench,
        Method::POST,
        &format!("/{other}/archive"),
        &archive["request"],
    )
    .await;
    assert_eq!((status, &gone["location"]["archived"]), (200, &json!(true)));
}

#[tokio::test]
async fn wrong_wishes_are_refused_with_their_code() {
    let bench = Bench::of(Size::L);
    let location = made(&bench).await;
    let id = text(&location["id"]);
    for (edit, place) in [
        (json!({ "name": "" }), "location.name"),
        (json!({ "name": "x".repeat(151) }), "location.name"),
        (json!({ "timeZone": "" }), "location.timeZone"),
        (json!({ "address": {} }), "location.address"),
        (
            json!({ "address": { "country": "Israel" } }),
            "location.address.country",
        ),
        (
            json!({ "locationTypes": ["SHOP"] }),
            "location.locationTypes",
        ),
    ] {
        let mut wish = location.clone();
        for (name, value) in edit.as_object().expect("fields") {
            wish[name] = value.clone();
        }
        let body = json!({ "location": wish });
        let (status, answer) = send(&bench, Method::POST, "", &body).await;
        assert_eq!((status, field(&answer)), (400, place), "{answer}");
    }
    let put = async |body: &Value| send(&bench, Method::PUT, &format!("/{id}"), body).await;
    let mut stale = location.clone();
    stale["revision"] = json!("7");
    let (status, answer) = put(&json!({ "location": stale })).await;
    assert_eq!((status, field(&answer)), (400, "location.revision"));
    let mut other = location.clone();
    other["default"] = json!(true);
    let (_, answer) = put(&json!({ "location": other })).await;
    assert_eq!(code(&answer), "CHANGE_DEFAULT_FORBIDDEN");

    let deed = async |id: &str, deed: &str| {
        let (status, answer) =
            send(&bench, Method::POST, &format!("/{id}/{deed}"), &json!({})).await;
        (status, answer)
    };
    let (_, all) = send(&bench, Method::GET, "", &json!({})).await;
    let rows = all["locations"].as_array().expect("rows");
    let default = rows.iter().find(|row| row["default"] == true);
    let default = text(&default.expect("a default")["id"]);
    assert_eq!(
        code(&deed(&default, "archive").await.1),
        "CANNOT_ARCHIVE_DEFAULT"
    );
    assert_eq!(
        code(&deed(&default, "set-default").await.1),
        "DEFAULT_NOT_CHANGED"
    );
    let nobody = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
    assert_eq!(deed(nobody, "archive").await.0, 404);
    assert_eq!(deed(&id, "archive").await.0, 200);
    for end in ["archive", "set-default"] {
        assert_eq!(
            code(&deed(&id, end).await.1),
            "CANNOT_PERFORM_ACTION_ON_ARCHIVED_LOCATION"
        );
    }
    let many = json!({ "locations": [location, { "name": "Half" }] });
    let (status, answer) = send(&bench, Method::POST, "/bulk-create", &many).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["successfulLocations"][0]["revision"], "1");
    assert_eq!(answer["failedLocations"][0]["location"]["name"], "Half");
}
