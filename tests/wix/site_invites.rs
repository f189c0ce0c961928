//! Site invites: what goes out, whose answers count, what cannot be built.

use crate::support::{SITE, answering, client, golden, only_of_site, permit_of};
use gatehouse::access::{InviteId, InviteStatus, OWNER, RoleId, SiteId};
use gatehouse::wix::site_invites::{
    BulkInvite, MOST_ADDRESSES, Resend, Revoke, SiteInviteOutcome, SiteInvitesMade,
};
use gatehouse::wix::{BuildError, Write};
use proptest::prelude::*;
use serde_json::{Value, json};

const ROLE: &str = "6732588207941061632";
const INVITE: &str = "eeee0000-0000-4000-8000-000000000001";

fn site() -> SiteId {
    SiteId::new(SITE)
}

fn bulk(emails: &[&str]) -> BulkInvite {
    let emails: Vec<String> = emails.iter().map(|&e| e.to_owned()).collect();
    BulkInvite::new(site(), &[RoleId::new(ROLE)], &emails, None, None).unwrap()
}

fn read(write: &BulkInvite, answer: &Value) -> SiteInvitesMade {
    write.read(answer.to_string().as_bytes()).unwrap()
}

fn created(outcome: &SiteInviteOutcome) -> &str {
    match outcome {
        SiteInviteOutcome::Created(invite) => invite.id.as_str(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_example_goes_out_and_comes_back() {
    let server = answering(200, &golden("site-invite-bulk.response")).await;
    let emails = ["kim@example.com ".to_owned(), "bad@".to_owned()];
    let write = BulkInvite::new(
        site(),
        &[RoleId::new(ROLE)],
        &emails,
        Some("Spring campaign"),
        Some("de"),
    )
    .unwrap();
    let sent = client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, "POST /invites/site-invite/bulk");
    assert_eq!(body, golden("site-invite-bulk.request"));
    let SiteInviteOutcome::Created(invite) = &sent.answer.outcomes[0] else {
        panic!("{:?}", sent.answer);
    };
    assert_eq!(invite.id.as_str(), INVITE);
    assert_eq!(
        (&invite.site, &invite.status),
        (&site(), &InviteStatus::Pending)
    );
    assert_eq!(invite.roles, [RoleId::new(ROLE)]);
    assert!(invite.expires_at.is_some());
    assert_eq!(sent.answer.outcomes[1], SiteInviteOutcome::Failed);
    assert!(sent.answer.others.is_empty() && sent.answer.other_failures.is_empty());
}

#[test]
fn only_addresses_that_were_asked_for_are_settled() {
    let write = bulk(&["Kim@Example.com", "lou@example.com", "mo@example.com"]);
    let told = read(
        &write,
        &json!({
            "invites": [
                { "id": "i1", "email": "kim@example.COM", "siteId": SITE },
                { "id": "i2", "email": "stranger@example.com" },
                { "id": "i3", "email": "mo@example.com", "siteId": "another" },
                { "email": "lou@example.com" }, "x",
            ],
            "failedEmails": ["KIM@example.com", "other@example.com", 7],
        }),
    );
    assert_eq!(created(&told.outcomes[0]), "i1", "made is a fact");
    assert_eq!(told.outcomes[1], SiteInviteOutcome::NotMentioned);
    assert_eq!(told.outcomes[2], SiteInviteOutcome::NotMentioned);
    let others: Vec<&str> = told.others.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(others, ["i2", "i3"]);
    assert_eq!(told.other_failures, ["other@example.com"]);
    assert_eq!(told.unread.len(), 3);
    assert_eq!(
        read(&write, &json!({})).outcomes,
        vec![SiteInviteOutcome::NotMentioned; 3]
    );
    assert!(write.read(br#"{"invites":7}"#).is_err());
}

#[tokio::test]
async fn resending_takes_the_answers_id() {
    let server = answering(200, &golden("site-invite-resend.response")).await;
    let write = Resend::new(site(), &INVITE.into(), Some("de")).unwrap();
    let sent = client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, format!("POST /invites/site-invite/{INVITE}/resend"));
    assert_eq!(body, golden("site-invite-resend.request"));
    assert_eq!(
        sent.answer.expires_at.unwrap().to_string(),
        "2026-12-20T09:00:00Z"
    );
    let moved = json!({ "invite": { "id": "new", "email": "kim@example.com" } });
    let moved = write.read(moved.to_string().as_bytes()).unwrap();
    assert_eq!((moved.id.as_str(), moved.site), ("new", site()));
    for answer in [
        json!({}),
        json!({ "invite": {} }),
        json!({ "invite": { "id": "x", "siteId": "y" } }),
    ] {
        assert!(
            write.read(answer.to_string().as_bytes()).is_err(),
            "{answer}"
        );
    }
    let plain = Resend::new(site(), &INVITE.into(), Some(" ")).unwrap();
    assert_eq!(plain.request().body, b"{}");
}

#[tokio::test]
async fn revoking_sends_an_empty_object() {
    let server = answering(200, &json!({})).await;
    let write = Revoke::new(site(), &INVITE.into()).unwrap();
    client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, format!("POST /invites/site-invite/{INVITE}/revoke"));
    assert_eq!(body, json!({}));
}

#[test]
fn limits_are_told_before_anything_is_sent() {
    let build = |roles: &[&str], emails: &[&str]| {
        let roles: Vec<RoleId> = roles.iter().map(|r| RoleId::new(r)).collect();
        let emails: Vec<String> = emails.iter().map(|&e| e.to_owned()).collect();
        BulkInvite::new(site(), &roles, &emails, None, None).unwrap_err()
    };
    assert_eq!(build(&[], &["a@b.example"]), BuildError::Missing("a role"));
    assert_eq!(
        build(&[""], &["a@b.example"]),
        BuildError::Missing("a role")
    );
    assert!(matches!(
        build(&[OWNER], &["a@b.example"]),
        BuildError::Wrong { .. }
    ));
    assert_eq!(build(&[ROLE], &[]), BuildError::Nothing);
    assert_eq!(build(&[ROLE], &[" "]), BuildError::Missing("an address"));
    assert_eq!(
        build(&[ROLE], &["a@b.example", "A@B.example "]),
        BuildError::Twice
    );
    let many: Vec<String> = (0..=MOST_ADDRESSES)
        .map(|n| format!("a{n}@b.example"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(build(&[ROLE], &many), BuildError::TooMany(50));
    let revoke = |id: &str| Revoke::new(site(), &InviteId::new(id)).unwrap_err();
    assert_eq!(revoke(""), BuildError::Missing("the invite id"));
    assert!(matches!(revoke("a/b"), BuildError::Wrong { .. }));
    let nowhere = Resend::new(SiteId::new(""), &INVITE.into(), None);
    assert_eq!(nowhere, Err(BuildError::Missing("the site id")));
}

proptest! {
    /// Whatever comes: one outcome per address, and nothing is settled by what nobody asked for.
    #[test]
    fn strangers_settle_nothing(made in proptest::collection::vec("[k-p]@example.com", 0..6), failed in proptest::collection::vec("[k-p]@example.com", 0..6)) {
        let write = bulk(&["k@example.com", "l@example.com"]);
        let invites: Vec<Value> = made.iter().map(|e| json!({ "id": e, "email": e })).collect();
        let told = read(&write, &json!({ "invites": invites, "failedEmails": failed }));
        prop_assert_eq!(told.outcomes.len(), 2);
        for (email, outcome) in ["k@example.com", "l@example.com"].iter().zip(&told.outcomes) {
            let want = match (made.iter().any(|e| e == email), failed.iter().any(|e| e == email)) {
                (true, _) => matches!(outcome, SiteInviteOutcome::Created(i) if i.email == *email),
                (_, true) => *outcome == SiteInviteOutcome::Failed,
                _ => *outcome == SiteInviteOutcome::NotMentioned,
            };
            prop_assert!(want);
        }
    }
}
