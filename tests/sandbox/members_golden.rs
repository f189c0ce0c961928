//! The contract's examples of members: requests are taken, answers have all that the examples have and nothing else.

use std::{collections::BTreeSet, fs, path::Path};

use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    golden::holds,
    util::{Bench, MEMBERS, QUERY_MEMBERS, text},
};

fn example(name: &str) -> Value {
    let path = Path::new(file!())
        .with_file_name("../fixtures/contract/site")
        .join(format!("members.{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a fixture")).expect("JSON")
}

/// Custom fields are named by the owner of a site; everything else is Wix's word.
const KNOWN: &str = "member members metadata count offset total tooManyToCount id loginEmail loginEmailVerified status \
    contactId contact firstName lastName phones emails addresses addressLine streetAddress number name addressLine2 city \
    subdivision country postalCode birthdate company jobTitle customFields custom.shirt-size custom.visits value profile \
    nickname slug photo url height width offsetX offsetY title privacyStatus activityStatus createdDate updatedDate \
    lastLoginDate";

fn keys(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                into.insert(key.clone());
                keys(value, into);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, into)),
        _ => {}
    }
}

/// Each call that changes one member, with the contract's example of it.
#[tokio::test]
async fn examples_of_changes_hold() {
    let bench = Bench::of(Size::L);
    let list = format!("{MEMBERS}?fieldsets=FULL&paging.limit=100");
    let (_, all) = bench.on_site(0, Method::GET, &list, None).await;
    let id = text(&all["members"][21]["id"]);
    for (name, method, path) in [
        ("approve", Method::POST, "/approve"),
        ("mute", Method::POST, "/mute"),
        ("unmute", Method::POST, "/unmute"),
        ("update", Method::PATCH, ""),
        ("updateSlug", Method::POST, "/slug"),
        ("deletePhones", Method::DELETE, "/phones"),
        ("deleteEmails", Method::DELETE, "/emails"),
        ("deleteAddresses", Method::DELETE, "/addresses"),
        ("block", Method::POST, "/block"),
        ("disconnect", Method::POST, "/disconnect"),
    ] {
        let example = example(name);
        let path = format!("{MEMBERS}/{id}{path}");
        let body = (method != Method::DELETE).then_some(&example["request"]);
        let (status, answer) = bench.on_site(0, method, &path, body).await;
        assert_eq!(status, 200, "{name}: {answer}");
        let (want, have) = (&example["response"]["member"], &answer["member"]);
        for field in ["status", "activityStatus"] {
            assert_eq!(have[field], want[field], "{name}");
        }
        // Lists that are empty in the example are what the call is for, and so are these texts.
        for list in ["phones", "emails", "addresses"] {
            if want["contact"][list] == json!([]) {
                assert_eq!(have["contact"][list], json!([]), "{name}");
            }
        }
        if name == "update" {
            assert_eq!(have["profile"]["nickname"], want["profile"]["nickname"]);
            assert_eq!(have["contact"]["phones"], want["contact"]["phones"]);
            let size = "custom.shirt-size";
            assert_eq!(
                have["contact"]["customFields"][size],
                want["contact"]["customFields"][size]
            );
            assert!(have["profile"].get("title").is_none(), "\"\" clears a text");
            assert_eq!(have["privacyStatus"], "PUBLIC");
        }
        if name == "updateSlug" {
            assert_eq!(have["profile"]["slug"], want["profile"]["slug"]);
        }
        if !name.starts_with("delete") {
            holds(name, &example["response"], &answer);
        }
    }
    for (name, path) in [
        ("bulkApprove", "approve-by-filter"),
        ("bulkBlock", "block-by-filter"),
        ("bulkDeleteByFilter", "delete-by-filter"),
    ] {
        let example = example(name);
        let mut request = example["request"].clone();
        if request.get("contentAssigneeId").is_some() {
            request["contentAssigneeId"] = json!(id);
        }
        let path = format!("{MEMBERS}/bulk/{path}");
        let (status, answer) = bench.on_site(0, Method::POST, &path, Some(&request)).await;
        assert_eq!(status, 200, "{name}: {answer}");
        holds(name, &example["response"], &answer);
    }
}

#[tokio::test]
async fn examples_hold() {
    let bench = Bench::of(Size::L);
    let list = format!("{MEMBERS}?fieldsets=FULL&paging.limit=100&paging.offset=0");
    let (status, all) = bench.on_site(0, Method::GET, &list, None).await;
    assert_eq!(status, 200, "{all}");
    holds("list", &example("list")["response"], &all);

    let mut have = BTreeSet::new();
    keys(&all, &mut have);
    let known: BTreeSet<String> = KNOWN.split_whitespace().map(str::to_owned).collect();
    let invented: Vec<_> = have.difference(&known).collect();
    assert!(invented.is_empty(), "{invented:?}");

    let id = text(&all["members"][21]["id"]);
    let get = format!("{MEMBERS}/{id}?fieldsets=FULL");
    let (_, one) = bench.on_site(0, Method::GET, &get, None).await;
    holds("get", &example("get")["response"], &one);
    assert_eq!(one["member"], all["members"][21]);

    let query = example("query");
    let (status, found) = bench
        .on_site(0, Method::POST, QUERY_MEMBERS, Some(&query["request"]))
        .await;
    assert_eq!((status, &found["metadata"]["offset"]), (200, &json!(0)));
    let mut wide = query["request"].clone();
    wide["query"]["filter"] = json!({ "status": "PENDING" });
    wide.as_object_mut().expect("a request").remove("search");
    let (_, found) = bench
        .on_site(0, Method::POST, QUERY_MEMBERS, Some(&wide))
        .await;
    holds("query", &query["response"], &found);

    let create = example("create");
    let (status, made) = bench
        .on_site(0, Method::POST, MEMBERS, Some(&create["request"]))
        .await;
    assert_eq!(status, 200, "{made}");
    holds("create", &create["response"], &made);
    let mut same = made["member"].clone();
    for (field, value) in create["response"]["member"].as_object().expect("a member") {
        if matches!(
            field.as_str(),
            "id" | "contactId" | "createdDate" | "updatedDate"
        ) {
            same[field] = value.clone();
        }
    }
    assert_eq!(same, create["response"]["member"]);

    // The contract's ids are not here, and the form is the same.
    let bulk = example("bulkDelete");
    let path = format!("{MEMBERS}/bulk/delete");
    let ids = json!({ "memberIds": [id, text(&all["members"][0]["id"])] });
    let (status, deleted) = bench.on_site(0, Method::POST, &path, Some(&ids)).await;
    assert_eq!(status, 200, "{deleted}");
    holds("bulkDelete", &bulk["response"], &deleted);
    let (status, _) = bench
        .on_site(0, Method::POST, &path, Some(&bulk["request"]))
        .await;
    assert_eq!(status, 200);

    let path = format!("{MEMBERS}/{}", text(&made["member"]["id"]));
    let gone = bench.on_site(0, Method::DELETE, &path, None).await;
    assert_eq!(gone, (200, example("delete")["response"].clone()));
}
