//! Whatever Wix sends: nothing breaks, nothing known is lost, nothing is guessed.

use crate::support::{account, client, golden};
use gatehouse::access::{Reach, SubjectKind};
use gatehouse::wix::invites::{CreateAccountInvites, NewInvite};
use gatehouse::wix::team::{SearchTeam, TeamPage, UpdateAssignments};
use gatehouse::wix::{Write, team};
use proptest::prelude::*;
use serde_json::{Value, json};
use wiremock::matchers::any as every;
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn read(rows: Value) -> TeamPage {
    let server = MockServer::start().await;
    let body = json!({ "teamMembers": rows });
    Mock::given(every())
        .respond_with(ResponseTemplate::new(200).set_body_json(body))
        .mount(&server)
        .await;
    let client = client(&server.uri());
    team::search(&client, &account(), &SearchTeam::default())
        .await
        .unwrap()
}

#[tokio::test]
async fn odd_rows_stand_beside_sound_ones() {
    let page = read(json!([
        {"user": {"id": "u1", "email": null, "name": "Pat", "joinedTeamAt": "soon",
                  "assignments": null, "mood": "good"}},
        {"planet": {}},
        {"user": {"email": "no@id.example"}},
        "text",
        {"user": {"id": "u2", "assignments": [{"assignmentId": "1"}]}},
        {"user": {"id": 7_046_409_866_117_489_206_u64}},
        {"invite": {"id": "i1", "status": "Snoozed"}},
    ]))
    .await;
    assert_eq!(page.rows, 7);
    let unread: Vec<_> = page.unread.iter().map(|u| u.path.as_str()).collect();
    assert_eq!(
        unread,
        [
            "teamMembers[1]",
            "teamMembers[2]",
            "teamMembers[3]",
            "teamMembers[4]"
        ],
        "a row whose access cannot be read is not shown as a row without access"
    );
    let pat = &page.members[0];
    assert_eq!(pat.joined_at, None);
    assert_eq!(
        serde_json::to_value(&pat.extra).unwrap(),
        json!({"joinedTeamAt": "soon", "mood": "good", "name": "Pat"})
    );
    assert_eq!(page.members[1].id.as_str(), "7046409866117489206");
    assert_eq!(page.invites[0].status.label(), "Snoozed");
}

#[tokio::test]
async fn subjects_are_what_they_are() {
    let row = |kind: &str| {
        json!({"user": {"id": "x", "assignments": [
            {"policyId": 1, "assignmentId": 2, "subject": {"id": "s", "subjectType": kind}}]}})
    };
    let words = ["USER", "ACCOUNT", "WIX_APP", "EXTERNAL_APP", "USER_GROUP"];
    let page = read(Value::Array(words.iter().map(|w| row(w)).collect())).await;
    let kinds: Vec<_> = page.members.iter().map(|m| m.kind()).collect();
    assert_eq!(
        kinds,
        [
            SubjectKind::User,
            SubjectKind::Account,
            SubjectKind::App,
            SubjectKind::App,
            SubjectKind::Other("USER_GROUP".to_owned()),
        ]
    );
    assert_eq!(page.members[0].assignments[0].role.as_str(), "1");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        Just(json!("2026-05-04T09:30:00Z")),
    ];
    let name = prop_oneof![
        Just("assignments"),
        Just("restrictions"),
        Just("site"),
        Just("conditions"),
        Just("resource"),
        Just("id"),
        Just("policyId"),
        Just("policyIds"),
        Just("subject"),
        Just("email"),
        Just("name"),
        Just("user"),
        Just("invite"),
        Just("teamMembers"),
        Just("facets"),
        Just("successfulInvites"),
        Just("failedInvites"),
        Just("subjectEmail"),
        Just("fullNameResource"),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(name.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Writes' answers can be read without a network, so anything can be tried on them.
    #[test]
    fn no_answer_breaks_the_reader(body in any_json()) {
        let change = UpdateAssignments::new(account(), "u".into(), &[], vec!["1".into()]).unwrap();
        let text = body.to_string();
        if let Ok(assignments) = change.read(text.as_bytes()) {
            for a in assignments {
                prop_assert!(!a.role.is_empty());
            }
        }
        let invite = NewInvite {
            email: "a@b.example".to_owned(),
            assignments: vec![gatehouse::access::NewAssignment {
                role: "1".into(),
                reach: Reach::Account,
            }],
        };
        let invites = CreateAccountInvites::new(account(), &[invite], None).unwrap();
        if let Ok(told) = invites.read(text.as_bytes()) {
            prop_assert_eq!(told.outcomes.len(), 1);
        }
    }

    #[test]
    fn no_bytes_break_the_reader(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let change = UpdateAssignments::new(account(), "u".into(), &[], vec!["1".into()]).unwrap();
        let _either = change.read(&body);
    }

    /// A limit that is there is never read as the whole account, whatever its form.
    #[test]
    fn no_limit_is_read_as_the_whole_account(limit in any_json()) {
        let nothing = match &limit {
            Value::Null => true,
            Value::Object(o) => o.values().all(Value::is_null),
            _ => false,
        };
        let change = UpdateAssignments::new(account(), "u".into(), &[], vec!["1".into()]).unwrap();
        let body = json!({"assignments": [{"policyId": "1", "restrictions": limit}]});
        let read = change.read(body.to_string().as_bytes()).unwrap();
        prop_assert_eq!(read[0].reach == Reach::Account, nothing);
    }
}

#[test]
fn the_golden_answers_are_all_read_without_a_rest() {
    let change = UpdateAssignments::new(account(), "u".into(), &[], vec!["1".into()]).unwrap();
    let body = golden("update-assignments.response").to_string();
    let read = change.read(body.as_bytes()).unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].subject.as_ref().unwrap().kind, SubjectKind::User);
}
