//! Writes: when they are sent, what can be built, what came of them.

use crate::support::{USER, account, client, golden, options, permit_for, permit_of, removal};
use gatehouse::access::{
    Condition, ConditionKind, InviteStatus, NewAssignment, Reach, RoleId, SiteId, UserId,
};
use gatehouse::wix::invites::{CreateAccountInvites, InviteOutcome, NewInvite};
use gatehouse::wix::team::{RemoveMember, UpdateAssignments};
use gatehouse::wix::{BuildError, Client, ErrorKind, SendError, Write};
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn answering(template: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    server
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

#[tokio::test]
async fn a_permit_for_another_request_sends_nothing() {
    let server = answering(ResponseTemplate::new(200).set_body_json(json!({}))).await;
    let other = RemoveMember::new(account(), UserId::new("somebody-else")).unwrap();
    let error = client(&server.uri())
        .send(&removal(), permit_for(&other.request()))
        .await
        .unwrap_err();
    assert!(matches!(error, SendError::NotSent(_)), "{error}");
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn offline_sends_nothing() {
    let server = answering(ResponseTemplate::new(200).set_body_json(json!({}))).await;
    let mut options = options(&server.uri());
    options.offline = true;
    let client = Client::new(options).unwrap();
    let error = client
        .send(&removal(), permit_of(&removal()))
        .await
        .unwrap_err();
    assert!(matches!(&error, SendError::NotSent(e) if e.kind == ErrorKind::Offline));
    let error = gatehouse::wix::account::my_account(&client)
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Offline);
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn every_status_is_one_of_three_facts_and_only_429_is_sent_again() {
    for status in 201..600_u16 {
        let template = ResponseTemplate::new(status)
            .insert_header("Retry-After", "0")
            .set_body_json(golden("error-application.response"));
        let server = answering(template).await;
        let error = client(&server.uri())
            .send(&removal(), permit_of(&removal()))
            .await
            .unwrap_err();
        let refused = (400..499).contains(&status) && status != 408;
        match &error {
            SendError::Refused(_) => assert!(refused, "{status}: {error}"),
            SendError::Unknown(_) => assert!(!refused, "{status}: {error}"),
            SendError::NotSent(_) => panic!("{status}: it was sent"),
        }
        let tries = if status == 429 { 7 } else { 1 };
        assert_eq!(requests(&server).await, tries, "{status}");
        assert_eq!(error.error().tries as usize, tries);
        assert_eq!(error.error().status, Some(status));
    }
}

#[tokio::test]
async fn a_write_goes_through_after_429() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(429).insert_header("Retry-After", "0"))
        .up_to_n_times(2)
        .mount(&server)
        .await;
    let done = ResponseTemplate::new(200)
        .insert_header("x-wix-request-id", "req-7")
        .set_body_json(json!({}));
    Mock::given(any()).respond_with(done).mount(&server).await;
    let sent = client(&server.uri())
        .send(&removal(), permit_of(&removal()))
        .await
        .unwrap();
    assert_eq!(sent.meta.tries, 3);
    assert_eq!(sent.meta.request_id.as_deref(), Some("req-7"));
}

#[tokio::test]
async fn an_unreadable_200_is_unknown() {
    for body in ["", "<html>Sign in to this network</html>", "[]", "{\"a\":"] {
        let server = answering(ResponseTemplate::new(200).set_body_string(body)).await;
        let error = client(&server.uri())
            .send(&removal(), permit_of(&removal()))
            .await
            .unwrap_err();
        let SendError::Unknown(error) = error else {
            panic!("{body}: {error}");
        };
        assert!(matches!(error.kind, ErrorKind::Unreadable { .. }));
        assert_eq!(requests(&server).await, 1);
    }
}

fn change(add: &[NewAssignment], remove: &[&str]) -> Result<UpdateAssignments, BuildError> {
    let remove = remove.iter().map(|id| (*id).into()).collect();
    UpdateAssignments::new(account(), UserId::new(USER), add, remove)
}

fn give(reach: Reach) -> NewAssignment {
    NewAssignment {
        role: RoleId::new("1"),
        reach,
    }
}

fn odd_condition() -> Reach {
    Reach::Conditions(vec![Condition {
        kind: ConditionKind::Other("PLANET".to_owned()),
        id: "p".to_owned(),
        value: None,
    }])
}

#[test]
fn what_might_give_too_much_is_not_built() {
    let unknown = give(Reach::Unknown("{}".to_owned()));
    assert_eq!(change(&[unknown], &[]), Err(BuildError::UnknownReach));
    assert_eq!(
        change(&[give(odd_condition())], &[]),
        Err(BuildError::UnknownReach)
    );
    assert_eq!(
        change(&[give(Reach::Conditions(vec![]))], &[]),
        Err(BuildError::Missing("a folder"))
    );
    assert_eq!(
        change(&[give(Reach::site(&SiteId::new(" ")))], &[]),
        Err(BuildError::Missing("a site id"))
    );
    assert_eq!(change(&[], &[]), Err(BuildError::Nothing));
    assert_eq!(
        change(&[], &[""]),
        Err(BuildError::Missing("an assignment id"))
    );
    assert!(RemoveMember::new(account(), UserId::new("")).is_err());
}

#[test]
fn folders_are_sent_as_conditions_without_their_names() {
    let folder = Reach::Conditions(vec![Condition {
        kind: ConditionKind::Folder,
        id: "9999".to_owned(),
        value: Some("/Clients".to_owned()),
    }]);
    let request = change(&[give(folder)], &[]).unwrap().request();
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(
        body,
        json!({"userId": USER, "assignmentIdsToRemove": [], "newAssignments": [
            {"policyId": "1", "restrictions": {"conditions": {"conditions": [
                {"conditionType": "FOLDER", "id": "9999"}]}}}]})
    );
}

fn invite(email: &str, assignments: Vec<NewAssignment>) -> NewInvite {
    NewInvite {
        email: email.to_owned(),
        assignments,
    }
}

fn invites(list: &[NewInvite]) -> Result<CreateAccountInvites, BuildError> {
    CreateAccountInvites::new(account(), list, None)
}

#[test]
fn invites_are_checked_before_they_are_built() {
    let whole = || vec![give(Reach::Account)];
    let site = || give(Reach::site(&SiteId::new("s1")));
    let one = |assignments| invites(&[invite("a@b.example", assignments)]);
    assert_eq!(invites(&[]), Err(BuildError::Nothing));
    assert_eq!(one(vec![]), Err(BuildError::Missing("a role")));
    assert_eq!(
        one(vec![give(Reach::folder(&"9".into()))]),
        Err(BuildError::FolderInInvite)
    );
    assert_eq!(
        one(vec![give(Reach::Unknown(String::new()))]),
        Err(BuildError::UnknownReach)
    );
    assert_eq!(
        one(vec![give(Reach::Account), site()]),
        Err(BuildError::Contradiction)
    );
    assert_eq!(
        invites(&[
            invite("a@b.example", whole()),
            invite("A@B.example ", whole())
        ]),
        Err(BuildError::Twice)
    );
    let many = |n: usize| -> Vec<NewInvite> {
        (0..n)
            .map(|i| invite(&format!("a{i}@b.example"), whole()))
            .collect()
    };
    assert!(invites(&many(50)).is_ok());
    assert_eq!(invites(&many(51)), Err(BuildError::TooMany(50)));
}

#[test]
fn several_sites_of_one_role_stay_together() {
    let site = |id: &str| give(Reach::site(&SiteId::new(id)));
    let write = invites(&[invite(
        "a@b.example",
        vec![site("s1"), site("s2"), site("s1")],
    )])
    .unwrap();
    let body: Value = serde_json::from_slice(&write.request().body).unwrap();
    let given = &body["subjectsAssignments"][0]["assignments"];
    let resource = |id: &str| json!({"fullNameResource": {"siteContext": {"metasiteId": id}}});
    assert_eq!(
        *given,
        json!([{"policyId": "1", "assignments": [resource("s1"), resource("s2")]}])
    );
}

#[test]
fn each_address_gets_its_own_outcome() {
    let whole = || vec![give(Reach::Account)];
    let write = invites(&[
        invite("gone@example.com", whole()),
        invite("not-an-address", whole()),
        invite("Sam@Example.com", whole()),
    ])
    .unwrap();
    let mut answer = golden("create-invite.response");
    answer["successfulInvites"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "x", "email": "stranger@example.com"}));
    answer["failedInvites"]
        .as_array_mut()
        .unwrap()
        .push(json!("no object"));
    let told = write.read(answer.to_string().as_bytes()).unwrap();
    assert_eq!(told.outcomes[0], InviteOutcome::NotMentioned);
    assert!(matches!(&told.outcomes[1], InviteOutcome::Failed(_)));
    let InviteOutcome::Created(sam) = &told.outcomes[2] else {
        panic!("{:?}", told.outcomes[2]);
    };
    assert_eq!(sam.status, InviteStatus::Pending);
    assert_eq!(
        sam.assignments[0].reach,
        Reach::site(&SiteId::new("cccc0000-0000-4000-8000-000000000001"))
    );
    assert!(sam.extra.contains_key("policyIds"));
    assert_eq!(told.others[0].email, "stranger@example.com");
    assert_eq!(told.unread[0].path, "failedInvites[1]");
    assert_eq!(told.outcomes.len(), 3);
}
