//! Authentication of members: mails, the login address, and the older calls to approve and block.

use std::{fs, path::Path};

use gatehouse::sandbox::Size;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    golden::holds,
    util::{Answer, Bench, MEMBERS, code, config, field, text},
};

const SET_PASSWORD: [&str; 3] = [
    "/wix-sm/api/v1/auth/v1/auth/members/send-set-password-email",
    "/wix-sm/api/v1/auth/members/send-set-password-email",
    "/members/v1/auth/members/send-set-password-email",
];

fn example(name: &str) -> Value {
    let path = Path::new(file!())
        .with_file_name("../fixtures/contract/site")
        .join(format!("auth.{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a fixture")).expect("JSON")
}

async fn post(bench: &Bench, path: &str, body: Value) -> Answer {
    bench.on_site(0, Method::POST, path, Some(&body)).await
}

async fn all(bench: &Bench) -> Vec<Value> {
    let list = format!("{MEMBERS}?fieldsets=FULL&paging.limit=100");
    let (_, all) = bench.on_site(0, Method::GET, &list, None).await;
    all["members"].as_array().expect("members").clone()
}

async fn mails(bench: &Bench) -> Vec<(String, String)> {
    let told = bench
        .look(&format!("/_sandbox/mails?site={}", bench.site(0)))
        .await;
    let rows = told["mails"].as_array().expect("mails").clone();
    rows.iter()
        .map(|one| (text(&one["kind"]), text(&one["to"])))
        .collect()
}

#[tokio::test]
async fn mails_to_set_a_password_go_out_from_three_addresses() {
    let bench = Bench::of(Size::S);
    let login = text(&all(&bench).await[30]["loginEmail"]);
    let example = example("sendSetPasswordEmail");
    for path in SET_PASSWORD {
        let mut request = example["request"].clone();
        request["email"] = json!(login.to_uppercase());
        assert_eq!(
            post(&bench, path, request).await,
            (200, example["response"].clone())
        );
        let nobody = json!({ "email": "nobody@example.com" });
        assert_eq!(
            post(&bench, path, nobody).await,
            (200, json!({ "accepted": false }))
        );
    }
    let (status, answer) = post(&bench, SET_PASSWORD[0], json!({ "email": "x" })).await;
    assert_eq!((status, field(&answer)), (400, "email"));
    let sent = ("setPassword".to_owned(), login);
    assert_eq!(mails(&bench).await, [sent.clone(), sent.clone(), sent]);
    assert_eq!(bench.look("/_sandbox/state").await["mails"], 3);
    let told = bench
        .look(&format!("/_sandbox/mails?site={}", bench.site(0)))
        .await;
    assert_eq!(told["mails"][0]["linkUntil"], "2026-11-01T12:00:00Z");
}

#[tokio::test]
async fn a_day_has_so_many_mails() {
    let mut config = config(Size::S);
    config.switches.set_password_a_day = Some(2);
    let bench = Bench::with(config);
    let login = text(&all(&bench).await[30]["loginEmail"]);
    let send = async || post(&bench, SET_PASSWORD[0], json!({ "email": login })).await;
    assert_eq!((send().await.0, send().await.0), (200, 200));
    let (status, answer) = send().await;
    assert_eq!((status, code(&answer)), (429, "RESOURCE_EXHAUSTED"));
    bench
        .control("/_sandbox/clock", json!({ "now": "2026-11-02T00:00:00Z" }))
        .await;
    assert_eq!(send().await.0, 200);
}

#[tokio::test]
async fn the_login_address_changes_in_one_place() {
    let bench = Bench::of(Size::S);
    let all = all(&bench).await;
    let change = async |nth: usize, email: &str| {
        let path = format!(
            "/api/v1/members/{}/change-login-email",
            text(&all[nth]["id"])
        );
        let body = json!({ "newEmail": email });
        bench.on_site(0, Method::PATCH, &path, Some(&body)).await
    };
    let (status, answer) = change(21, "dana@levi.example").await;
    assert_eq!(status, 200, "{answer}");
    holds(
        "changeLoginEmail",
        &example("changeLoginEmail")["response"],
        &answer,
    );
    assert_eq!(answer["member"]["loginEmail"], "dana@levi.example");
    assert_eq!(answer["member"]["status"], "ACTIVE");
    let old = text(&all[21]["loginEmail"]);
    assert!(
        bench.with_logins(&[&old]).await.is_empty(),
        "the old one is free"
    );
    let found = bench.with_logins(&["Dana@Levi.example"]).await;
    assert_eq!((found.len(), &found[0]["id"]), (1, &all[21]["id"]));
    assert_eq!(change(22, "DANA@levi.example").await.0, 409);
    assert_eq!(change(0, "boss@example.com").await.0, 428, "a collaborator");
    assert_eq!(change(22, "x").await.0, 400);
    let (status, made) = bench.create_member(json!({ "loginEmail": old })).await;
    assert_eq!(status, 200, "{made}");
    let mut config = config(Size::S);
    config.switches.login_change_denied = true;
    let bench = Bench::with(config);
    let path = format!(
        "/api/v1/members/{}/change-login-email",
        text(&all[21]["id"])
    );
    let body = json!({ "newEmail": "dana@levi.example" });
    assert_eq!(
        bench.on_site(0, Method::PATCH, &path, Some(&body)).await.0,
        403
    );
}

#[tokio::test]
async fn older_calls_take_an_id_or_an_address() {
    let bench = Bench::of(Size::S);
    let all = all(&bench).await;
    let waiting: Vec<&Value> = all
        .iter()
        .filter(|one| one["status"] == "PENDING")
        .collect();
    let (id, login) = (&waiting[0]["id"], &waiting[1]["loginEmail"]);
    for body in [json!({ "id": id }), json!({ "email": login })] {
        let (status, answer) = post(&bench, "/api/v1/members/approve", body).await;
        assert_eq!(status, 200, "{answer}");
        holds("approve", &example("approve")["response"], &answer);
    }
    let block = json!({ "email": login });
    let blocked = post(&bench, "/api/v1/members/block", block).await;
    assert_eq!(blocked, (200, example("block")["response"].clone()));
    let owner = json!({ "id": all[0]["id"] });
    let (_, refused) = post(&bench, "/api/v1/members/block", owner).await;
    assert_eq!(code(&refused), "OWNER_MEMBER_BLOCK_FORBIDDEN");
    let both = json!({ "id": id, "email": login });
    for (body, status) in [
        (both, 400),
        (json!({}), 400),
        (json!({ "token": "x" }), 404),
    ] {
        assert_eq!(
            post(&bench, "/api/v1/members/approve", body).await.0,
            status
        );
    }
    let logins = [text(&waiting[0]["loginEmail"]), text(login)];
    let now = bench.with_logins(&[&logins[0], &logins[1]]).await;
    let states: Vec<&Value> = now.iter().map(|one| &one["status"]).collect();
    assert_eq!(states, ["APPROVED", "BLOCKED"]);
}

#[tokio::test]
async fn activation_and_recovery_send_a_mail() {
    let bench = Bench::of(Size::S);
    let all = all(&bench).await;
    let mut activate = example("activationEmail")["request"].clone();
    activate["identityId"] = all[30]["id"].clone();
    let path = "/_api/iam/recovery/v1/activation-email";
    assert_eq!(post(&bench, path, activate.clone()).await, (200, json!({})));
    activate["emailOptions"]["language"] = json!("english");
    let (status, answer) = post(&bench, path, activate).await;
    assert_eq!((status, field(&answer)), (400, "emailOptions.language"));
    let mut recover = example("recoveryEmail")["request"].clone();
    let path = "/_api/iam/recovery/v1/send-email";
    assert_eq!(
        post(&bench, path, recover.clone()).await,
        (200, json!({})),
        "nobody is told"
    );
    recover["email"] = all[31]["loginEmail"].clone();
    assert_eq!(post(&bench, path, recover).await, (200, json!({})));
    assert_eq!(
        mails(&bench).await,
        [
            ("activation".to_owned(), text(&all[30]["loginEmail"])),
            ("recovery".to_owned(), text(&all[31]["loginEmail"])),
        ]
    );
}
