//! The calls beside members: jobs, badges, roles, custom fields, privacy, users behind members. The
//! contract gives their fields, not whole examples.

use crate::support::{SITE, answering, client, only_of_site, permit_of};
use gatehouse::access::{
    BadgeId, CustomFieldId, JobStatus, MemberPrivacySettings, NewBadge, Privacy, PublicVisibility,
    RoleKey, SiteId,
};
use gatehouse::wix::badges::{
    AssignBadge, DeleteBadge, MOST_ASSIGNMENTS, SaveBadge, UnassignBadge,
};
use gatehouse::wix::custom_fields::ChangeField;
use gatehouse::wix::member_privacy::{SetDefault, SetSettings};
use gatehouse::wix::member_roles::{ChangeRole, Define};
use gatehouse::wix::members::ItemOutcome;
use gatehouse::wix::{
    BuildError, Cursors, Offsets, Write, badges, custom_fields, jobs, member_privacy, member_roles,
    user_members,
};
use serde_json::{Value, json};

const DANA: &str = "5f1c7a52-8a0e-4b6f-9d1e-2c6f0b7a9e10";
const BADGE: &str = "11111111-2222-4333-8444-555555555555";

fn site() -> SiteId {
    SiteId::new(SITE)
}

/// Sends a write, gives what went out and what came of it.
async fn sent<W: Write>(write: &W, answer: Value) -> (String, Value, W::Answer) {
    let server = answering(200, &answer).await;
    let sent = client(&server.uri()).send(write, permit_of(write)).await;
    let sent = sent.unwrap_or_else(|e| panic!("{e}"));
    let (line, body) = only_of_site(&server).await;
    (line, body, sent.answer)
}

#[tokio::test]
async fn a_job_tells_where_it_stands() {
    let id = "7d3f8b1e-52c0-4e67-b0a9-1c2d4f5e6a77";
    let answer = json!({ "job": { "id": id, "status": "PROCESSING", "counters": {
        "itemsToProcess": 40, "itemsSucceeded": "12", "itemsFailed": 1,
    }}});
    let server = answering(200, &answer).await;
    let job = jobs::get(&client(&server.uri()), &site(), id)
        .await
        .unwrap();
    let (line, _) = only_of_site(&server).await;
    assert_eq!(line, format!("GET /async-jobs/v1/async-jobs/{id}"));
    assert_eq!(job.status, JobStatus::Processing);
    assert!(!job.status.is_over());
    assert_eq!(
        (job.items, job.succeeded, job.failed),
        (Some(40), Some(12), Some(1))
    );
    assert!(
        jobs::get(&client(&server.uri()), &site(), "a/b")
            .await
            .is_err()
    );

    let row = |id: &str, success: bool| json!({ "itemMetadata": { "id": id, "success": success } });
    let answer = json!({
        "results": [row("m1", true), row("m2", false)],
        "pagingMetadata": { "cursors": { "next": "c2" }, "hasNext": true },
    });
    let server = answering(200, &answer).await;
    let (client, at) = (client(&server.uri()), Cursors::start(jobs::ITEMS_PAGE));
    let page = jobs::items(&client, &site(), id, at).await.unwrap();
    let (line, _) = only_of_site(&server).await;
    assert_eq!(
        line,
        format!("GET /async-jobs/v1/async-jobs/{id}/items?paging.limit=100")
    );
    assert_eq!(page.items[0].outcome, ItemOutcome::Done);
    assert!(matches!(page.items[1].outcome, ItemOutcome::Failed { .. }));
    assert_eq!(page.next.unwrap().cursor(), Some("c2"));
}

fn gold() -> NewBadge {
    NewBadge {
        title: "Gold".to_owned(),
        description: String::new(),
        background: "#FFcc00".to_owned(),
        text: "#000000".to_owned(),
    }
}

#[tokio::test]
async fn badges_are_read_made_changed_and_deleted() {
    let badge = json!({ "id": BADGE, "revision": "3", "title": "Gold", "slug": "gold",
        "backgroundColor": "#FFCC00", "textColor": "#000000", "permissionsEnabled": true });
    let answer = json!({ "badges": [badge, { "title": "no id" }],
        "pagingMetadata": { "count": 2, "hasNext": false } });
    let server = answering(200, &answer).await;
    let at = Cursors::start(badges::BADGES_PAGE);
    let page = badges::query(&client(&server.uri()), &site(), at)
        .await
        .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, "POST /badges/v4/badges/query");
    assert_eq!(body["query"]["cursorPaging"], json!({ "limit": 100 }));
    assert_eq!((page.items.len(), page.unread.len()), (1, 1));
    assert_eq!(page.items[0].revision, "3");
    assert_eq!(page.items[0].permissions, Some(true));
    assert!(page.items[0].extra.is_empty());

    let write = SaveBadge::create(site(), &gold()).unwrap();
    let (line, body, _) = sent(&write, json!({ "badge": badge })).await;
    assert_eq!(line, "POST /badges/v4/badges");
    assert_eq!(
        body["badge"],
        json!({ "title": "Gold", "backgroundColor": "#FFcc00",
        "textColor": "#000000" })
    );
    let id = BadgeId::new(BADGE);
    let write = SaveBadge::update(site(), &id, "3", &gold()).unwrap();
    let (line, body, told) = sent(&write, json!({ "badge": badge })).await;
    assert_eq!(line, format!("PATCH /badges/v4/badges/{BADGE}"));
    assert_eq!(
        (body["badge"]["revision"].as_str(), told.id.as_str()),
        (Some("3"), BADGE)
    );
    let (line, ..) = sent(&DeleteBadge::new(site(), &id).unwrap(), json!({})).await;
    assert_eq!(line, format!("DELETE /badges/v4/badges/{BADGE}"));
    let wrong = NewBadge {
        text: "black".to_owned(),
        ..gold()
    };
    assert!(SaveBadge::create(site(), &wrong).is_err());
    let wrong = NewBadge {
        title: "x".repeat(51),
        ..gold()
    };
    assert!(SaveBadge::create(site(), &wrong).is_err());
}

#[tokio::test]
async fn badges_are_given_and_taken_in_bulk() {
    let members = vec![DANA.into(), "m2".into(), "m3".into()];
    let write = AssignBadge::new(site(), &BADGE.into(), members).unwrap();
    // The ids of the answer are those of the assignments; a place of zero may be left out.
    let answer = json!({ "results": [
        { "itemMetadata": { "id": "a1", "success": true } },
        { "itemMetadata": { "originalIndex": 2, "success": false, "error": { "code": "X" } } },
    ]});
    let (line, body, told) = sent(&write, answer).await;
    assert_eq!(line, "POST /badges/v4/bulk/assignments/create");
    assert_eq!(
        body["badgeAssignments"][0],
        json!({ "badgeId": BADGE, "memberId": DANA })
    );
    assert_eq!(told.outcomes[0], ItemOutcome::Done);
    assert_eq!(told.outcomes[1], ItemOutcome::NotMentioned);
    assert!(matches!(told.outcomes[2], ItemOutcome::Failed { .. }));

    let write = UnassignBadge::new(site(), vec!["a1".into(), "a2".into()]).unwrap();
    let answer = json!({ "results": [{ "itemMetadata": { "id": "a2", "success": true } }] });
    let (line, body, told) = sent(&write, answer).await;
    assert_eq!(line, "POST /badges/v4/bulk/assignments/delete");
    assert_eq!(body, json!({ "badgeAssignmentIds": ["a1", "a2"] }));
    assert_eq!(
        told.outcomes,
        [ItemOutcome::NotMentioned, ItemOutcome::Done]
    );

    let many = |n: usize| (0..n).map(|i| format!("m{i}").into()).collect();
    let most = AssignBadge::new(site(), &BADGE.into(), many(MOST_ASSIGNMENTS));
    assert!(most.is_ok());
    let more = AssignBadge::new(site(), &BADGE.into(), many(MOST_ASSIGNMENTS + 1));
    assert_eq!(more.unwrap_err(), BuildError::TooMany(MOST_ASSIGNMENTS));
    let twice = UnassignBadge::new(site(), vec!["a".into(), "a".into()]);
    assert_eq!(twice.unwrap_err(), BuildError::Twice);
}

#[tokio::test]
async fn who_wears_a_badge_is_asked_with_both_conditions() {
    let answer = json!({ "badgeAssignments": [{ "id": "a1", "badgeId": BADGE, "memberId": DANA }],
        "pagingMetadata": { "cursors": {}, "hasNext": false } });
    let server = answering(200, &answer).await;
    let at = Cursors::start(badges::BADGES_PAGE);
    let (badge, members) = ([BADGE.into()], [DANA.into(), "m2".into()]);
    let client = client(&server.uri());
    let page = badges::assignments(&client, &site(), &badge, &members, at)
        .await
        .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, "POST /badges/v4/assignments/query");
    let filter = json!({ "$and": [{ "badgeId": BADGE }, { "memberId": { "$in": [DANA, "m2"] } }] });
    assert_eq!(body["query"]["filter"], filter);
    assert_eq!(page.items[0].id.as_str(), "a1");
    assert!(page.next.is_none());
}

#[tokio::test]
async fn roles_of_members_are_read_and_changed() {
    let answer = json!({ "roles": [{ "roleKey": "B", "title": "Two" }, { "roleKey": "A" }] });
    let server = answering(200, &answer).await;
    let client = client(&server.uri());
    let roles = member_roles::of_member(&client, &site(), &DANA.into())
        .await
        .unwrap();
    let (line, _) = only_of_site(&server).await;
    assert_eq!(line, format!("GET /members/v1/roles/members/{DANA}"));
    let keys: Vec<&str> = roles.iter().map(|r| r.key.as_str()).collect();
    assert_eq!(keys, ["A", "B"]);

    let key = RoleKey::new("VIP_1");
    let give = ChangeRole::give(site(), &DANA.into(), &key).unwrap();
    let (line, body, ()) = sent(&give, json!({ "roleKey": "VIP_1" })).await;
    assert_eq!(line, format!("POST /members/v1/roles/members/{DANA}"));
    assert_eq!(body, json!({ "roleKey": "VIP_1" }));
    let take = ChangeRole::take(site(), &DANA.into(), &key).unwrap();
    let (line, body, ()) = sent(&take, json!({ "roleKey": "VIP_1" })).await;
    assert_eq!(
        line,
        format!("DELETE /members/v1/roles/members/{DANA}?roleKey=VIP_1")
    );
    assert_eq!(body, Value::Null);
    let sly = RoleKey::new("A&x=1");
    assert!(ChangeRole::take(site(), &DANA.into(), &sly).is_err());
}

#[tokio::test]
async fn a_role_that_cannot_be_read_is_not_left_out() {
    let server = answering(200, &json!({ "roles": [{ "title": "no key" }] })).await;
    let client = client(&server.uri());
    assert!(
        member_roles::of_member(&client, &site(), &DANA.into())
            .await
            .is_err()
    );
    let answer = json!({ "rolesByMemberId": { DANA: { "roles": [{ "roleKey": "A" }] } } });
    let server = answering(200, &answer).await;
    let client = crate::support::client(&server.uri());
    let all = member_roles::of_members(&client, &site(), &[DANA.into()])
        .await
        .unwrap();
    assert_eq!(all[&DANA.into()][0].key.as_str(), "A");
}

#[tokio::test]
async fn roles_are_defined_by_their_keys() {
    let role = json!({ "id": "r1", "roleKey": "VIP", "title": "Guests", "revision": "7",
        "blockable": true });
    let server = answering(200, &json!({ "roles": [role] })).await;
    let list = member_roles::definitions(&client(&server.uri()), &site())
        .await
        .unwrap();
    assert_eq!(
        (list.roles[0].key.as_str(), list.roles[0].blockable),
        ("VIP", Some(true))
    );
    let key = RoleKey::new("VIP");
    let write = Define::create(site(), &key, "Guests", Some(true)).unwrap();
    let (line, body, told) = sent(&write, json!({ "role": role })).await;
    assert_eq!(line, "POST /members/v1/roles/definitions");
    assert_eq!(
        body,
        json!({ "roleKey": "VIP", "roleTitle": "Guests", "blockable": true })
    );
    assert_eq!(told.unwrap().revision, "7");
    let write = Define::set_blockable(site(), &key, false, "7").unwrap();
    let (line, body, _) = sent(&write, json!({ "role": role })).await;
    assert_eq!(line, "PATCH /members/v1/roles/definitions/VIP");
    assert_eq!(body, json!({ "blockable": false, "revision": "7" }));
    let (line, _, told) = sent(&Define::delete(site(), &key).unwrap(), json!({})).await;
    assert_eq!(
        (line.as_str(), told),
        ("DELETE /members/v1/roles/definitions/VIP", None)
    );
    assert!(Define::create(site(), &RoleKey::new("vip"), "Guests", None).is_err());
}

#[tokio::test]
async fn custom_fields_are_read_and_changed_with_their_revision() {
    let field = json!({ "id": "f1", "name": "Shirt size", "key": "custom.shirt-size",
        "defaultPrivacy": "PRIVATE", "fieldType": "TEXT", "fieldOrigin": "CUSTOM",
        "socialType": "UNKNOWN", "appliesTo": "ALL_MEMBERS", "section": "GENERAL", "revision": "2" });
    let answer = json!({ "fields": [field], "metadata": { "count": 1, "total": 1 } });
    let server = answering(200, &answer).await;
    let at = Offsets::start(custom_fields::FIELDS_PAGE);
    let page = custom_fields::list(&client(&server.uri()), &site(), at)
        .await
        .unwrap();
    let (line, _) = only_of_site(&server).await;
    assert_eq!(
        line,
        "GET /members/v1/custom-fields?paging.limit=100&paging.offset=0"
    );
    let read = &page.items[0];
    assert_eq!(
        (read.key.as_str(), read.social.as_str()),
        ("custom.shirt-size", "")
    );
    assert_eq!(read.privacy, Privacy::Private);
    assert!(read.extra.is_empty());
    assert!(page.next.is_none());

    let id = CustomFieldId::new("f1");
    let write = ChangeField::update(site(), &id, "2", Some("Size"), None).unwrap();
    let (line, body, told) = sent(&write, json!({ "field": field })).await;
    assert_eq!(line, "PATCH /members/v1/custom-fields/f1");
    assert_eq!(
        body,
        json!({ "field": { "name": "Size", "revision": "2" } })
    );
    assert_eq!(told.unwrap().id, id);
    let (line, ..) = sent(&ChangeField::delete(site(), &id, "2").unwrap(), json!({})).await;
    assert_eq!(line, "DELETE /members/v1/custom-fields/f1?revision=2");
    let (line, body, _) = sent(&ChangeField::hide(site(), &id, "2").unwrap(), json!({})).await;
    assert_eq!(line, "POST /members/v1/custom-fields/f1/hide");
    assert_eq!(body, json!({ "revision": "2" }));
    assert!(ChangeField::create(site(), "", "TEXT", None, None).is_err());
    assert!(ChangeField::delete(site(), &id, "2&x").is_err());
}

#[tokio::test]
async fn privacy_of_a_site_is_read_and_set() {
    let answer =
        json!({ "defaultPrivacy": { "id": "p", "defaultPrivacy": "PUBLIC", "revision": "4" } });
    let server = answering(200, &answer).await;
    let read = member_privacy::default(&client(&server.uri()), &site())
        .await
        .unwrap();
    assert_eq!(
        (read.privacy, read.revision.as_str()),
        (Privacy::Public, "4")
    );
    let write = SetDefault::new(site(), &Privacy::Private, "4").unwrap();
    let (line, body, _) = sent(&write, answer).await;
    assert_eq!(line, "PATCH /members/v1/default-privacy-status");
    let inner = json!({ "defaultPrivacy": "PRIVATE", "revision": "4" });
    assert_eq!(body, json!({ "defaultPrivacy": inner }));
    assert!(SetDefault::new(site(), &Privacy::Unknown, "4").is_err());

    let answer = json!({ "memberPrivacySettings": { "id": "s", "revision": "9",
        "publicMemberVisibility": "VISIBLE_TO_ALL", "publicMemberCandidates": "ANYONE" } });
    let server = answering(200, &answer).await;
    let read = member_privacy::settings(&client(&server.uri()), &site())
        .await
        .unwrap();
    assert_eq!(
        (&read.visibility, read.may_be_public),
        (&PublicVisibility::All, Some(true))
    );
    let (line, body, again) = sent(&SetSettings::new(site(), &read).unwrap(), answer).await;
    assert_eq!(line, "POST /members/v1/privacy-settings");
    assert_eq!(
        body["memberPrivacySettings"]["publicMemberCandidates"],
        "ANYONE"
    );
    assert_eq!(again, read);
    let unknown = MemberPrivacySettings {
        may_be_public: None,
        ..read
    };
    assert!(SetSettings::new(site(), &unknown).is_err());
}

#[tokio::test]
async fn users_behind_members_are_asked_by_member() {
    let answer = json!({ "userMembers": [{ "memberId": DANA, "userId": "u1", "metaSiteId": SITE },
        { "memberId": "m2" }], "metadata": { "count": 2, "cursors": {}, "hasNext": false } });
    let server = answering(200, &answer).await;
    let at = Cursors::start(user_members::USERS_PAGE);
    let client = client(&server.uri());
    let page = user_members::query(
        &client,
        &site(),
        user_members::Whose::Members(&[DANA.into()]),
        at,
    )
    .await
    .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, "POST /members/v1/user-members/query");
    assert_eq!(body["query"]["filter"], json!({ "memberId": DANA }));
    assert_eq!(page.items[0].user.as_ref().unwrap().as_str(), "u1");
    assert_eq!(page.items[1].user, None);
}
