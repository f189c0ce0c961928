//! What changes members who are there: the contract's examples go out byte for byte and come back
//! understood, and what cannot be sent is not built.

use crate::support::{SITE, answering, client, only_of_site, permit_of, site_example};
use gatehouse::access::{
    ActivityStatus, Member, MemberChange, MemberId, MemberList, MemberStatus, Merge, Privacy,
    SiteId,
};
use gatehouse::wix::member_login::{
    ChangeLogin, PASSWORD_MAIL, SendActivationMail, SendPasswordMail,
};
use gatehouse::wix::members::{
    BulkByFilter, BulkDeed, ChangeSlug, ClearList, MemberField, MemberSearch, SLUG_TAKEN, Step,
    TakeStep, UpdateMember, block_words,
};
use gatehouse::wix::{BuildError, ErrorKind, SendError, Write, members};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const DANA: &str = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
const OMAR: &str = "0b9e4d3c-6f21-4c8a-a7d5-3e1f9b20c644";
const NOA: &str = "9a4f0c11-2d7e-4b3a-9c58-7bd6610e2f05";

fn site() -> SiteId {
    SiteId::new(SITE)
}

/// Sends a write to a server that answers with an example, and holds it against the example.
async fn as_in<W: Write>(name: &str, line: &str, write: &W) -> W::Answer {
    let example = site_example(name);
    let server = answering(200, &example["response"]).await;
    let sent = client(&server.uri()).send(write, permit_of(write)).await;
    let sent = sent.unwrap_or_else(|e| panic!("{name}: {e}"));
    let (came, body) = only_of_site(&server).await;
    assert_eq!(came, line, "{name}");
    let wanted = if example["request"].is_object() {
        example["request"].clone()
    } else {
        Value::Null
    };
    assert_eq!(body, wanted, "{name}");
    sent.answer
}

#[tokio::test]
async fn an_update_sends_what_is_given_and_nothing_else() {
    let change = MemberChange {
        first_name: Some("Dana".to_owned()),
        nickname: Some("Dana Levi".to_owned()),
        title: Some(String::new()),
        phones: Some(vec![
            " +972-50-555-0101".to_owned(),
            "+972-4-555-0199".to_owned(),
        ]),
        custom_fields: BTreeMap::from([("custom.shirt-size".to_owned(), json!("L"))]),
        privacy: Some(Privacy::Public),
        ..MemberChange::default()
    };
    let write = UpdateMember::new(site(), DANA.into(), &change).unwrap();
    let line = format!("PATCH /members/v1/members/{DANA}");
    let told = as_in("members.update", &line, &write).await;
    assert_eq!(told.nickname, "Dana Levi");
    assert_eq!(told.title, "", "it was cleared");
    assert_eq!(told.privacy, Privacy::Public);
    assert!(
        change.against(&told).is_empty(),
        "the answer is what was wished"
    );
}

#[tokio::test]
async fn lists_are_emptied_by_calls_of_their_own() {
    for (name, list) in [
        ("members.deletePhones", MemberList::Phones),
        ("members.deleteEmails", MemberList::Emails),
        ("members.deleteAddresses", MemberList::Addresses),
    ] {
        let write = ClearList::new(site(), DANA.into(), list).unwrap();
        let line = format!("DELETE /members/v1/members/{DANA}/{}", list.wire());
        let told = as_in(name, &line, &write).await;
        assert_eq!(list.len_of(&told), Some(0), "{name}");
        assert_eq!(told.login_email, "dana.levi@example.com", "the login stays");
    }
    let empties = MemberChange {
        phones: Some(vec![]),
        ..MemberChange::default()
    };
    let refused = UpdateMember::new(site(), DANA.into(), &empties).unwrap_err();
    assert!(
        refused.to_string().contains("a call of its own"),
        "{refused}"
    );
}

#[tokio::test]
async fn every_step_has_its_call() {
    for (name, step, end) in [
        ("members.approve", Step::Approve, "approve"),
        ("members.block", Step::Block, "block"),
        ("members.mute", Step::Mute, "mute"),
        ("members.unmute", Step::Unmute, "unmute"),
        ("members.disconnect", Step::Disconnect, "disconnect"),
    ] {
        let write = TakeStep::new(site(), DANA.into(), step).unwrap();
        let line = format!("POST /members/v1/members/{DANA}/{end}");
        let told = as_in(name, &line, &write).await;
        let (status, activity) = match step {
            Step::Approve | Step::Unmute => (MemberStatus::Approved, ActivityStatus::Active),
            Step::Block => (MemberStatus::Blocked, ActivityStatus::Active),
            Step::Mute => (MemberStatus::Approved, ActivityStatus::Muted),
            Step::Disconnect => (MemberStatus::Offline, ActivityStatus::Active),
        };
        assert_eq!((told.status, told.activity), (status, activity), "{name}");
        assert_eq!(told.phones, None, "what was not told is not empty");
    }
}

#[tokio::test]
async fn a_slug_goes_out_and_a_taken_one_says_so() {
    let write = ChangeSlug::new(site(), DANA.into(), " dana-levi ").unwrap();
    let line = format!("POST /members/v1/members/{DANA}/slug");
    assert_eq!(
        as_in("members.updateSlug", &line, &write).await.slug,
        "dana-levi"
    );
    let taken = json!({ "message": "slug is taken", "details": { "applicationError": {
        "code": SLUG_TAKEN, "description": "Slug already exists", "data": { "slug": "dana-levi" },
    }}});
    let server = answering(409, &taken).await;
    let sent = client(&server.uri()).send(&write, permit_of(&write)).await;
    let Err(SendError::Refused(error)) = sent else {
        panic!("{sent:?}");
    };
    assert_eq!(error.kind, ErrorKind::Conflict);
    assert_eq!(error.code.as_deref(), Some(SLUG_TAKEN));
}

#[tokio::test]
async fn calls_by_filter_name_a_job_and_are_never_about_everybody() {
    let both: Vec<MemberId> = vec![OMAR.into(), NOA.into()];
    let start = "POST /members/v1/members/bulk/";
    for (name, deed, end) in [
        (
            "members.bulkApprove",
            BulkDeed::Approve,
            "approve-by-filter",
        ),
        ("members.bulkBlock", BulkDeed::Block, "block-by-filter"),
    ] {
        let write = BulkByFilter::new(site(), both.clone(), vec![], &deed).unwrap();
        let job = as_in(name, &format!("{start}{end}"), &write).await;
        assert_eq!(job, "7d3f8b1e-52c0-4e67-b0a9-1c2d4f5e6a77");
    }
    let deed = BulkDeed::Delete {
        heir: Some(DANA.into()),
        search: Some(MemberSearch {
            text: "spam".to_owned(),
            fields: vec![MemberField::Nickname],
        }),
    };
    let write = BulkByFilter::new(site(), vec![], vec![MemberStatus::Blocked], &deed).unwrap();
    as_in(
        "members.bulkDeleteByFilter",
        &format!("{start}delete-by-filter"),
        &write,
    )
    .await;
    for deed in [deed, BulkDeed::Approve, BulkDeed::Block] {
        let all = BulkByFilter::new(site(), vec![], vec![], &deed);
        assert_eq!(all, Err(BuildError::Missing("a condition of the filter")));
    }
    let unknown = vec![MemberStatus::Unknown];
    assert!(BulkByFilter::new(site(), vec![], unknown, &BulkDeed::Block).is_err());
}

#[tokio::test]
async fn a_password_mail_goes_to_the_login_address_by_the_first_path() {
    let write = SendPasswordMail::new(site(), " noa.cohen@example.com", Some(true)).unwrap();
    let line = format!("POST {PASSWORD_MAIL}");
    let accepted = as_in("auth.sendSetPasswordEmail", &line, &write).await;
    assert_eq!(accepted, Some(true));
    // Nothing is sent to a second address, and the error says that there are others.
    let server = answering(404, &json!({})).await;
    let sent = client(&server.uri()).send(&write, permit_of(&write)).await;
    let Err(SendError::Refused(error)) = sent else {
        panic!("{sent:?}");
    };
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
    assert_eq!(error.kind, ErrorKind::NotFound);
    let words = error.to_string();
    assert!(words.contains("nothing else was tried"), "{words}");
}

#[tokio::test]
async fn a_login_address_changes_by_a_call_that_may_be_missing() {
    let write = ChangeLogin::new(site(), &DANA.into(), "dana@levi.example").unwrap();
    let line = format!("PATCH /api/v1/members/{DANA}/change-login-email");
    let login = as_in("auth.changeLoginEmail", &line, &write).await;
    assert_eq!(login.as_deref(), Some("dana@levi.example"));
    for status in [403, 404] {
        let server = answering(status, &json!({ "message": "no" })).await;
        let sent = client(&server.uri()).send(&write, permit_of(&write)).await;
        let words = sent.unwrap_err().to_string();
        assert!(
            words.contains("may not be available") || status == 403,
            "{status}: {words}"
        );
    }
}

#[tokio::test]
async fn an_activation_mail_names_the_member() {
    let back = Some("https://www.example.com/welcome");
    let write = SendActivationMail::new(site(), &NOA.into(), Some("en"), back).unwrap();
    let line = "POST /_api/iam/recovery/v1/activation-email";
    as_in("auth.activationEmail", line, &write).await;
    assert!(SendActivationMail::new(site(), &NOA.into(), Some("eng"), None).is_err());
}

#[test]
fn what_breaks_a_limit_is_not_built() {
    let update = |change: MemberChange| UpdateMember::new(site(), DANA.into(), &change);
    let long = "x".repeat(101);
    assert_eq!(update(MemberChange::default()), Err(BuildError::Nothing));
    for wrong in [
        MemberChange {
            company: Some(long.clone()),
            ..MemberChange::default()
        },
        MemberChange {
            job_title: Some(long),
            ..MemberChange::default()
        },
        MemberChange {
            birthdate: Some("17.5.1990".to_owned()),
            ..MemberChange::default()
        },
        MemberChange {
            emails: Some(vec!["no address".to_owned()]),
            ..MemberChange::default()
        },
        MemberChange {
            privacy: Some(Privacy::Unknown),
            ..MemberChange::default()
        },
    ] {
        assert!(update(wrong.clone()).is_err(), "{wrong:?}");
    }
    let clear = MemberChange {
        birthdate: Some(String::new()),
        ..MemberChange::default()
    };
    assert!(update(clear).is_ok(), "an empty date clears it");
    assert!(ChangeSlug::new(site(), DANA.into(), &"s".repeat(256)).is_err());
    assert!(ChangeSlug::new(site(), DANA.into(), &"s".repeat(255)).is_ok());
    assert!(TakeStep::new(site(), "a/b".into(), Step::Block).is_err());
    assert!(TakeStep::new("".into(), DANA.into(), Step::Block).is_err());
    assert!(SendPasswordMail::new(site(), "nobody", None).is_err());
    assert!(block_words("OWNER_MEMBER_BLOCK_FORBIDDEN").is_some());
    assert!(block_words("SOMETHING_ELSE").is_none());
}

#[test]
fn an_answer_about_somebody_else_is_no_answer() {
    let write = TakeStep::new(site(), OMAR.into(), Step::Block).unwrap();
    let other = site_example("members.block")["response"].to_string();
    let unread = write.read(other.as_bytes()).unwrap_err();
    assert_eq!(unread.path, "member.id");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z\"ä\u{5d0}😀 ]{0,8}".prop_map(Value::from),
        Just(json!("UNKNOWN")),
    ];
    let names = prop::sample::select(vec![
        "id",
        "loginEmail",
        "status",
        "contact",
        "phones",
        "emails",
        "addresses",
        "customFields",
        "profile",
        "nickname",
        "slug",
        "photo",
        "streetAddress",
        "x",
    ]);
    leaf.prop_recursive(3, 24, 5, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from);
        let object = prop::collection::vec((names.clone(), inner), 0..5).prop_map(|fields| {
            let fields = fields.into_iter().map(|(n, v)| (n.to_owned(), v));
            Value::Object(fields.collect())
        });
        prop_oneof![list, object]
    })
}

proptest! {
    /// Whatever stands in an answer, reading it ends, and nothing known is overwritten by UNKNOWN.
    #[test]
    fn no_answer_breaks_reading_or_takes_knowledge_away(mut answer in any_json(), key in any_json()) {
        if let Some(object) = answer.as_object_mut() {
            object.insert("id".to_owned(), json!(DANA));
        }
        let body = json!({ "member": answer, "x": key }).to_string();
        let write = TakeStep::new(site(), DANA.into(), Step::Approve).unwrap();
        let Ok(told) = write.read(body.as_bytes()) else { return Ok(()) };
        let mut known = Member {
            login_email: "dana.levi@example.com".to_owned(),
            status: MemberStatus::Approved,
            privacy: Privacy::Private,
            ..Member::bare(DANA.into())
        };
        known.merge(told);
        prop_assert!(!known.status.is_unknown());
        prop_assert!(!known.privacy.is_unknown());
        prop_assert!(!known.login_email.is_empty());
    }

    /// What one change asks for is gone from the wish once the member has it.
    #[test]
    fn a_change_that_was_made_is_nothing_any_more(
        nickname in prop::option::of("[a-z ]{0,6}"),
        phones in prop::option::of(prop::collection::vec("[0-9]{1,4}", 0..3)),
        public in prop::option::of(any::<bool>()),
    ) {
        let change = MemberChange {
            nickname: nickname.clone(),
            phones: phones.clone(),
            privacy: public.map(|p| if p { Privacy::Public } else { Privacy::Private }),
            ..MemberChange::default()
        };
        let after = Member {
            nickname: nickname.unwrap_or_default(),
            phones,
            privacy: change.privacy.clone().unwrap_or_default(),
            ..Member::bare(DANA.into())
        };
        prop_assert!(change.against(&after).is_empty());
        let sent = change.without_clears();
        if !sent.is_empty() {
            prop_assert!(UpdateMember::new(site(), DANA.into(), &sent).is_ok());
        }
    }
}

#[tokio::test]
async fn a_status_that_is_hidden_under_full_stays_unknown() {
    let mut told = site_example("members.get")["response"].clone();
    told["member"]["status"] = json!("UNKNOWN");
    let server = answering(200, &told).await;
    let read = members::get(&client(&server.uri()), &site(), &DANA.into())
        .await
        .unwrap();
    assert!(read.status.is_unknown());
    assert!(
        read.hides_status(),
        "FULL was asked for, so a permission is missing"
    );
}
