//! Members of a site: what goes out, what is understood, what cannot be built.

use crate::support::{KEY, client, permit_of, site_example};
use gatehouse::access::{Address, Member, MemberId, MemberStatus, NewMember, Privacy, SiteId};
use gatehouse::wix::members::{
    CreateMember, DeleteMember, MemberField, MemberSearch, QueryMembers, RULE_OWNER_OR_CONTRIBUTOR,
    is_duplicate,
};
use gatehouse::wix::team::Direction;
use gatehouse::wix::{BuildError, ErrorKind, Offsets, SendError, Write, members};
use proptest::prelude::*;
use serde_json::{Value, json};
use wiremock::matchers::any as every;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const SITE: &str = "cccc0000-0000-4000-8000-000000000001";
const MEMBER: &str = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";

fn site() -> SiteId {
    SiteId::new(SITE)
}

async fn answering(status: u16, answer: Value) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(every())
        .respond_with(ResponseTemplate::new(status).set_body_json(answer))
        .mount(&server)
        .await;
    server
}

/// The one request that came, after the checks that hold for all of them.
async fn only(server: &MockServer) -> Request {
    let mut all = server.received_requests().await.unwrap();
    assert_eq!(all.len(), 1);
    let request = all.remove(0);
    let header = |name: &str| request.headers.get(name).map(|v| v.to_str().unwrap());
    assert_eq!(header("authorization"), Some(KEY));
    assert_eq!(header("wix-site-id"), Some(SITE));
    assert_eq!(header("wix-account-id"), None);
    let json = (!request.body.is_empty()).then_some("application/json");
    assert_eq!(header("content-type"), json);
    request
}

fn line(request: &Request) -> String {
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

async fn get(answer: Value) -> Result<Member, gatehouse::wix::WixError> {
    let server = answering(200, answer).await;
    members::get(&client(&server.uri()), &site(), &MEMBER.into()).await
}

#[tokio::test]
async fn get_asks_for_everything_and_reads_it_without_a_rest() {
    let server = answering(200, site_example("members.get")["response"].clone()).await;
    let got = members::get(&client(&server.uri()), &site(), &MEMBER.into())
        .await
        .unwrap();
    assert_eq!(
        line(&only(&server).await),
        format!("GET /members/v1/members/{MEMBER}?fieldsets=FULL")
    );
    assert!(got.extra.is_empty(), "{:?}", got.extra);
    assert_eq!(got.id.as_str(), MEMBER);
    assert_eq!(got.status, MemberStatus::Approved);
    assert_eq!(got.privacy, Privacy::Private);
    assert_eq!(
        (got.first_name.as_str(), got.slug.as_str()),
        ("Dana", "dana-l")
    );
    assert_eq!(got.phones.unwrap(), ["+972-50-555-0101"]);
    assert_eq!(got.addresses.unwrap()[0].line2, "Apt 4");
    assert_eq!(got.custom_fields.unwrap()["custom.shirt-size"].value, "M");
    assert!(got.photo.unwrap().ends_with("a1b2c3_0f9e8d.jpg"));
    assert!(got.last_login_at.is_some());
}

#[tokio::test]
async fn a_query_goes_out_as_in_the_contract() {
    let example = site_example("members.query");
    let server = answering(200, example["response"].clone()).await;
    let query = QueryMembers {
        statuses: vec![MemberStatus::Pending],
        login_starts: Some("o".to_owned()),
        search: Some(MemberSearch {
            text: "omar".to_owned(),
            fields: vec![MemberField::Nickname, MemberField::LoginEmail],
        }),
        sort: Some((MemberField::Created, Direction::Descending)),
        ..QueryMembers::default()
    };
    let found = members::query(&client(&server.uri()), &site(), &query)
        .await
        .unwrap();
    let request = only(&server).await;
    assert_eq!(line(&request), "POST /members/v1/members/query");
    assert_eq!(body(&request), example["request"]);
    assert_eq!((found.rows, found.total), (1, Some(1)));
    assert_eq!(found.members[0].phones, None, "not told, not empty");
}

#[tokio::test]
async fn pages_end_by_the_count_but_not_by_one_that_is_not_kept() {
    let rows =
        |n: usize| -> Vec<Value> { (0..n).map(|i| json!({ "id": format!("m{i}") })).collect() };
    for (told, rows_here, more) in [
        (json!({ "total": 2, "tooManyToCount": false }), 2, false),
        (json!({ "total": 9, "tooManyToCount": false }), 2, true),
        (json!({ "total": 2, "tooManyToCount": true }), 2, true),
        (json!({}), 0, false),
    ] {
        let answer = json!({ "members": rows(rows_here), "metadata": told });
        let server = answering(200, answer).await;
        let at = Offsets::start(2);
        let page = members::page(
            &client(&server.uri()),
            &site(),
            &QueryMembers::everybody(),
            at,
        )
        .await
        .unwrap();
        assert_eq!(page.next.is_some(), more, "{told}");
        assert_eq!(page.trouble, None);
        let sent = body(&only(&server).await);
        assert_eq!(sent["query"]["paging"], json!({ "limit": 2, "offset": 0 }));
        assert_eq!(sent["query"]["filter"], json!({}));
        assert_eq!(sent["fieldsets"], json!(["FULL"]));
    }
}

fn noa() -> NewMember {
    NewMember {
        login_email: " noa.cohen@example.com ".to_owned(),
        first_name: "Noa".to_owned(),
        last_name: "Cohen".to_owned(),
        nickname: "Noa C".to_owned(),
        title: "Buyer".to_owned(),
        company: "Cohen Foods".to_owned(),
        job_title: "Buyer".to_owned(),
        birthdate: "1988-11-30".to_owned(),
        phones: vec!["+972-52-555-0134".to_owned()],
        emails: vec!["Noa.Cohen@example.com".to_owned()],
        privacy: Some(Privacy::Private),
        ..NewMember::default()
    }
}

#[tokio::test]
async fn create_sends_the_example_and_reads_the_answer() {
    let example = site_example("members.create");
    let server = answering(200, example["response"].clone()).await;
    let write = CreateMember::new(site(), &noa()).unwrap();
    let sent = client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let request = only(&server).await;
    assert_eq!(line(&request), "POST /members/v1/members");
    assert_eq!(body(&request), example["request"]);
    assert_eq!(request.body, write.request().body, "the journalled bytes");
    assert_eq!(sent.answer.slug, "noa-c");
    assert_eq!(sent.answer.addresses.as_deref(), Some(&[][..]));
    assert!(sent.answer.extra.is_empty());
}

#[test]
fn only_what_is_given_is_sent() {
    let bare = NewMember {
        login_email: "a@b.example".to_owned(),
        ..NewMember::default()
    };
    let sent = |new: &NewMember| -> Value {
        let write = CreateMember::new(site(), new).unwrap();
        serde_json::from_slice(&write.request().body).unwrap()
    };
    assert_eq!(
        sent(&bare),
        json!({ "member": { "loginEmail": "a@b.example" } })
    );
    let rich = NewMember {
        emails: vec!["c@b.example".to_owned()],
        addresses: vec![Address {
            street: "Quay".to_owned(),
            number: "7".to_owned(),
            country: "IL".to_owned(),
            ..Address::default()
        }],
        custom_fields: [("custom.shirt-size".to_owned(), json!("L"))].into(),
        ..bare
    };
    assert_eq!(
        sent(&rich)["member"]["contact"],
        json!({
            "emails": ["a@b.example", "c@b.example"],
            "addresses": [{ "streetAddress": { "name": "Quay", "number": "7" }, "country": "IL" }],
            "customFields": { "custom.shirt-size": { "value": "L" } },
        })
    );
}

#[test]
fn limits_are_told_before_anything_is_sent() {
    let build = |edit: fn(&mut NewMember)| {
        let mut new = noa();
        edit(&mut new);
        CreateMember::new(site(), &new).unwrap_err()
    };
    assert_eq!(
        build(|n| n.login_email.clear()),
        BuildError::Missing("the login address")
    );
    let told: Vec<String> = [
        build(|n| n.login_email = "noa".to_owned()),
        build(|n| n.emails.push("x y@z.example".to_owned())),
        build(|n| n.company = "é".repeat(101)),
        build(|n| n.birthdate = "30.11.1988".to_owned()),
        build(|n| n.birthdate = "1988-02-30".to_owned()),
        build(|n| n.privacy = Some(Privacy::Unknown)),
        build(|n| n.phones.push(" ".to_owned())),
        build(|n| {
            n.addresses.push(Address {
                line: "7 Quay".to_owned(),
                street: "Quay".to_owned(),
                ..Address::default()
            });
        }),
        build(|n| {
            n.addresses.push(Address {
                country: "Israel".to_owned(),
                ..Address::default()
            });
        }),
    ]
    .iter()
    .map(ToString::to_string)
    .collect();
    assert_eq!(
        told,
        [
            "the login address must be an email address such as dana@example.com",
            "a further address must be an email address such as dana@example.com",
            "company is longer than 100 characters",
            "the date of birth must be a date such as 1990-05-17",
            "the date of birth must be a date such as 1990-05-17",
            "the privacy must be private or public",
            "a telephone number is missing",
            "a postal address must have either one line or street and number",
            "a country must be told with two letters, such as DE",
        ]
    );
    let mut longest = noa();
    longest.company = "é".repeat(100);
    assert!(CreateMember::new(site(), &longest).is_ok());
    assert!(CreateMember::new(SiteId::new(""), &noa()).is_err());
    assert!(DeleteMember::new(site(), &MemberId::new("")).is_err());
    assert!(DeleteMember::new(site(), &MemberId::new("../x")).is_err());
}

#[tokio::test]
async fn delete_has_no_body_and_the_hash_still_names_it() {
    let server = answering(200, site_example("members.delete")["response"].clone()).await;
    let write = DeleteMember::new(site(), &MEMBER.into()).unwrap();
    client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let request = only(&server).await;
    assert_eq!(
        line(&request),
        format!("DELETE /members/v1/members/{MEMBER}")
    );
    assert!(request.body.is_empty());
    let hash = |site: &str, id: &str| {
        let write = DeleteMember::new(SiteId::new(site), &id.into()).unwrap();
        write.request().hash()
    };
    assert_eq!(hash(SITE, MEMBER), write.request().hash());
    assert_ne!(hash(SITE, "other"), write.request().hash());
    assert_ne!(hash("other", MEMBER), write.request().hash());
    let error = client(&server.uri())
        .send(
            &write,
            permit_of(&CreateMember::new(site(), &noa()).unwrap()),
        )
        .await
        .unwrap_err();
    assert!(matches!(error, SendError::NotSent(_)));
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let refused = async |status: u16, answer: Value| {
        let server = answering(status, answer).await;
        let write = CreateMember::new(site(), &noa()).unwrap();
        let error = client(&server.uri()).send(&write, permit_of(&write)).await;
        match error.unwrap_err() {
            SendError::Refused(error) => error,
            other => panic!("{other}"),
        }
    };
    let coded = |code: &str| json!({ "message": "no", "details": { "applicationError": { "code": code } } });
    assert!(is_duplicate(&refused(409, coded("10409")).await));
    assert!(is_duplicate(
        &refused(400, coded("MEMBER_ALREADY_EXISTS")).await
    ));
    assert!(!is_duplicate(
        &refused(400, coded("INVALID_ARGUMENT")).await
    ));
    let denied = refused(403, coded("PERMISSION_DENIED")).await;
    assert_eq!(
        denied.kind,
        ErrorKind::Forbidden {
            permission: Some("Manage Members".to_owned())
        }
    );
    let rule = json!({ "message": "", "details": { "validationError": { "fieldViolations": [
        { "field": "id", "description": "no", "violatedRule": "CUSTOM", "ruleName": RULE_OWNER_OR_CONTRIBUTOR }] } } });
    let ErrorKind::Invalid { violations } = refused(400, rule).await.kind.clone() else {
        panic!("400 is about fields");
    };
    assert_eq!(violations[0].rule, RULE_OWNER_OR_CONTRIBUTOR);
}

#[tokio::test]
async fn an_answer_about_somebody_else_is_no_success() {
    for answer in [
        json!({ "member": { "id": "m1", "loginEmail": "other@example.com" } }),
        json!({ "member": { "loginEmail": "noa.cohen@example.com" } }),
        json!({ "member": null }),
        json!({ "id": "m1" }),
    ] {
        let server = answering(200, answer.clone()).await;
        let write = CreateMember::new(site(), &noa()).unwrap();
        let error = client(&server.uri()).send(&write, permit_of(&write)).await;
        assert!(matches!(error, Err(SendError::Unknown(_))), "{answer}");
    }
    let public = json!({ "member": { "id": "m1", "status": "UNKNOWN" } });
    let read = CreateMember::new(site(), &noa())
        .unwrap()
        .read(public.to_string().as_bytes());
    assert!(
        read.unwrap().status.is_unknown(),
        "a narrow answer is one all the same"
    );
}

#[tokio::test]
async fn odd_members_keep_what_cannot_be_read() {
    let odd = json!({ "member": {
        "id": 12, "status": "DREAMING", "createdDate": "soon", "mood": "good", "lastLoginDate": null,
        "contact": { "firstName": 5, "phones": ["1", 2], "emails": "x", "picture": { "a": 1 },
            "addresses": [7, { "city": "Haifa", "planet": "Mars" }], "customFields": { "k": 3, "l": { "value": null } } },
        "profile": { "photo": { "url": "u", "id": "i", "alt": "A" }, "cover": "c" } } });
    let got = get(odd).await.unwrap();
    assert_eq!((got.id.as_str(), got.status.wire()), ("12", "DREAMING"));
    assert_eq!(got.phones.unwrap(), ["1"]);
    assert_eq!(
        got.emails, None,
        "a list that cannot be read is not an empty one"
    );
    assert_eq!(got.addresses.unwrap()[0].city, "Haifa");
    let custom = got.custom_fields.unwrap();
    assert_eq!(
        (&custom["k"].value, &custom["l"].value),
        (&json!(3), &json!(null))
    );
    assert_eq!(
        serde_json::to_value(&got.extra).unwrap(),
        json!({
            "createdDate": "soon", "mood": "good",
            "contact": { "firstName": 5, "phones": [2], "emails": "x", "picture": { "a": 1 },
                "addresses": [7, { "planet": "Mars" }] },
            "profile": { "photo": { "alt": "A" }, "cover": "c" },
        })
    );
    let bare = get(json!({ "member": { "id": "m" } })).await.unwrap();
    assert_eq!(bare, Member::bare("m".into()));
    assert!(get(json!({ "members": [] })).await.is_err());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        Just(json!("2026-05-04T09:30:00Z")),
    ];
    let names = "member id loginEmail status contact phones emails addresses streetAddress customFields profile photo \
        url createdDate contactId";
    let name = prop::sample::select(names.split_whitespace().collect::<Vec<_>>());
    leaf.prop_recursive(5, 50, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(name.clone().prop_map(str::to_owned), inner, 0..8)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_member_breaks_the_reader(member in any_json()) {
        let write = CreateMember::new(site(), &noa()).unwrap();
        let text = json!({ "member": member }).to_string();
        if let Ok(made) = write.read(text.as_bytes()) {
            prop_assert!(!made.id.is_empty());
        }
    }
}
