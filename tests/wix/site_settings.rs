//! What stands beside members on a site and is read or written rarely: abouts, to whom fields
//! apply, suggestions, orders. Against answers as the contract tells them, and against the sandbox.

use crate::support::{SITE, answering, client, only_of_site, permit_of};
use gatehouse::access::{
    AppliesTo, BadgeId, CustomFieldId, FieldApplication, MemberId, NewBadge, SiteId,
};
use gatehouse::sandbox::{Config, Running, Sandbox, Size};
use gatehouse::wix::abouts::{self, ABOUTS_PAGE, ChangeAbout};
use gatehouse::wix::badges::{self, BADGES_PAGE, BadgePlace, MoveBadge, SaveBadge};
use gatehouse::wix::custom_fields::{self, ChangeField, FIELDS_PAGE, OrderFields};
use gatehouse::wix::field_applications::{self, Apply, SUGGESTIONS_PAGE};
use gatehouse::wix::members::{self, QueryMembers};
use gatehouse::wix::{
    ApiKey, BaseUrl, BuildError, Client, Cursors, ErrorKind, Offsets, Options, Pace, Rate,
    SendError, Sources, Write,
};
use serde_json::{Value, json};
use std::sync::Arc;

fn site() -> SiteId {
    SiteId::new(SITE)
}

async fn sent<W: Write>(write: &W, answer: Value) -> (String, Value, W::Answer) {
    let server = answering(200, &answer).await;
    let sent = client(&server.uri()).send(write, permit_of(write)).await;
    let sent = sent.unwrap_or_else(|e| panic!("{e}"));
    let (line, body) = only_of_site(&server).await;
    (line, body, sent.answer)
}

fn limited(revision: &str) -> FieldApplication {
    FieldApplication {
        field: CustomFieldId::new("f1"),
        applies: vec![AppliesTo::Role("r1".into()), AppliesTo::Badge("b1".into())],
        withheld: vec![AppliesTo::Member("m1".into())],
        revision: revision.to_owned(),
    }
}

#[tokio::test]
async fn whom_a_field_applies_to_is_sent_as_a_whole() {
    let answer = json!({ "application": {
        "customFieldId": "f1", "customFieldKey": "custom.size", "revision": "2",
        "applications": { "items": [
            { "applicationType": "ROLE", "entityId": "r1" },
            { "applicationType": "BADGE", "entityId": "b1" },
        ]},
        "exclusions": { "items": [{ "exclusionType": "MEMBER", "entityId": "m1" }] },
    }});
    let write = Apply::create(site(), &limited("9")).unwrap();
    let (line, body, told) = sent(&write, answer.clone()).await;
    assert_eq!(line, "POST /members/v1/custom-fields-applications");
    assert_eq!(
        body["application"],
        json!({
            "customFieldId": "f1",
            "applications": { "items": [
                { "applicationType": "ROLE", "entityId": "r1" },
                { "applicationType": "BADGE", "entityId": "b1" },
            ]},
            "exclusions": { "items": [{ "exclusionType": "MEMBER", "entityId": "m1" }] },
        }),
        "a new one has no revision"
    );
    assert_eq!(told, Some(limited("2")));

    let write = Apply::update(site(), &limited("1")).unwrap();
    let (line, body, _) = sent(&write, answer.clone()).await;
    assert_eq!(line, "PATCH /members/v1/custom-fields-applications/f1");
    assert_eq!(body["application"]["revision"], "1");
    let write = Apply::to_everybody(site(), &"f1".into()).unwrap();
    let (line, body, told) = sent(&write, json!({})).await;
    assert_eq!(line, "DELETE /members/v1/custom-fields-applications/f1");
    assert_eq!((body, told), (Value::Null, None));

    let server = answering(200, &answer).await;
    let client = client(&server.uri());
    let read = field_applications::get(&client, &site(), &"f1".into()).await;
    assert_eq!(read.unwrap(), limited("2"));
    let strange = FieldApplication {
        applies: vec![AppliesTo::Other("TEAM".into(), "t".into())],
        ..limited("1")
    };
    assert!(Apply::update(site(), &strange).is_err());
    assert!(Apply::update(site(), &limited("")).is_err());
    let many = FieldApplication {
        applies: vec![AppliesTo::Role("r".into()); 101],
        ..limited("1")
    };
    let error = Apply::create(site(), &many).unwrap_err();
    assert_eq!(error, BuildError::TooMany(100));
}

#[tokio::test]
async fn a_target_that_cannot_be_read_is_not_left_out() {
    let answer = json!({ "applications": [
        { "customFieldId": "f1", "applications": { "items": [{ "applicationType": "ROLE" }] } },
        { "customFieldId": "f2" },
    ]});
    let server = answering(200, &answer).await;
    let fields = ["f1".into(), "f2".into()];
    let told = field_applications::of_fields(&client(&server.uri()), &site(), &fields).await;
    let told = told.unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(
        line,
        "POST /members/v1/custom-fields-applications/applications"
    );
    assert_eq!(body, json!({ "customFieldIds": ["f1", "f2"] }));
    assert_eq!((told.items.len(), told.unread.len()), (1, 1));
    assert_eq!(told.items[0].field.as_str(), "f2");
}

#[tokio::test]
async fn abouts_are_told_under_either_name_of_their_list() {
    let about =
        json!({ "id": "a1", "memberId": "m1", "content": { "nodes": [] }, "revision": "3" });
    for (list, meta) in [("memberAbouts", "pagingMetadata"), ("abouts", "metadata")] {
        let answer =
            json!({ list: [about], meta: { "count": 1, "cursors": {}, "hasNext": false } });
        let server = answering(200, &answer).await;
        let (client, at) = (client(&server.uri()), Cursors::start(ABOUTS_PAGE));
        let page = abouts::query(&client, &site(), &["m1".into()], at)
            .await
            .unwrap();
        let (line, body) = only_of_site(&server).await;
        assert_eq!(line, "POST /members/v2/abouts/query");
        assert_eq!(body["query"]["filter"], json!({ "memberId": "m1" }));
        assert_eq!(page.items[0].revision, "3", "{list}");
        assert!(page.next.is_none());
    }
    let write = ChangeAbout::update(site(), &"a1".into(), "3", &json!({ "nodes": [] })).unwrap();
    let (line, body, _) = sent(&write, json!({ "memberAbout": about })).await;
    assert_eq!(line, "PATCH /members/v2/abouts/a1");
    let inner = json!({ "content": { "nodes": [] }, "revision": "3" });
    assert_eq!(body, json!({ "memberAbout": inner }));
    assert!(ChangeAbout::create(site(), &"m1".into(), &json!("text")).is_err());
    assert!(ChangeAbout::update(site(), &"a1".into(), "", &json!({})).is_err());
}

#[test]
fn orders_name_each_once_and_a_badge_does_not_go_behind_itself() {
    let badge = BadgeId::new("b1");
    let behind = BadgePlace::After(badge.clone());
    let error = MoveBadge::new(site(), &badge, &behind).unwrap_err();
    assert_eq!(error, BuildError::Nothing);
    let twice = OrderFields::new(site(), &["f".into(), "f".into()], "GENERAL");
    assert_eq!(twice.unwrap_err(), BuildError::Twice);
    assert!(OrderFields::new(site(), &[], "GENERAL").is_err());
    assert!(OrderFields::new(site(), &["f".into()], "").is_err());
    let no_network = ChangeField::create(site(), "Page", "SOCIAL", None, None);
    assert!(no_network.is_err());
    let network = ChangeField::create(site(), "Page", "TEXT", Some("YOUTUBE"), None);
    assert!(network.is_err());
}

struct Live {
    client: Client,
    site: SiteId,
    _running: Running,
}

fn live() -> Live {
    let now = "2026-11-04T09:00:00Z".parse().unwrap();
    let running = Sandbox::start(Config::fixed(Size::S, now)).unwrap();
    let base = BaseUrl::parse(&running.base_url).unwrap();
    let pace = Arc::new(Pace::new(&base, Rate::Unlimited));
    let key = ApiKey::parse(&running.hello.api_key).unwrap();
    Live {
        client: Client::new(Options::new(base, key, pace, Sources::fixed(now))).unwrap(),
        site: SiteId::new(&running.hello.sites[0].id),
        _running: running,
    }
}

impl Live {
    async fn send<W: Write>(&self, write: &W) -> Result<W::Answer, SendError> {
        let sent = self.client.send(write, permit_of(write)).await;
        sent.map(|sent| sent.answer)
    }

    async fn member(&self) -> MemberId {
        let page = members::query(&self.client, &self.site, &QueryMembers::everybody()).await;
        page.unwrap().members[5].id.clone()
    }
}

#[tokio::test]
async fn an_about_comes_changes_and_goes() {
    let live = live();
    let member = live.member().await;
    let document = |text: &str| {
        let node = json!({ "type": "TEXT", "textData": { "text": text } });
        json!({ "nodes": [{ "type": "PARAGRAPH", "nodes": [node] }] })
    };
    let write = ChangeAbout::create(live.site.clone(), &member, &document("Hello")).unwrap();
    let made = live.send(&write).await.unwrap().unwrap();
    let again = live.send(&write).await.unwrap_err();
    assert!(matches!(again, SendError::Refused(_)), "{again}");
    let change = |revision: &str| {
        let content = document("Hello again");
        ChangeAbout::update(live.site.clone(), &made.id, revision, &content).unwrap()
    };
    let changed = live.send(&change(&made.revision)).await.unwrap().unwrap();
    assert_ne!(changed.revision, made.revision);
    let stale = live.send(&change(&made.revision)).await.unwrap_err();
    assert!(matches!(stale, SendError::Refused(_)), "{stale}");

    let at = || Cursors::start(ABOUTS_PAGE);
    let only = std::slice::from_ref(&member);
    let page = abouts::query(&live.client, &live.site, only, at()).await;
    let page = page.unwrap();
    assert_eq!(page.items[0].text(), "Hello again");
    let one = abouts::get(&live.client, &live.site, &made.id).await;
    assert_eq!(one.unwrap().member, member);
    let gone = ChangeAbout::delete(live.site.clone(), &made.id).unwrap();
    live.send(&gone).await.unwrap();
    let missing = abouts::get(&live.client, &live.site, &made.id).await;
    assert_eq!(missing.unwrap_err().kind, ErrorKind::NotFound);
    // Others of the site tell something from the start.
    let page = abouts::query(&live.client, &live.site, &[], at()).await;
    let left = page.unwrap().items;
    assert!(!left.is_empty() && left.iter().all(|a| a.member != member));
}

#[tokio::test]
async fn a_field_is_limited_changed_and_given_back_to_everybody() {
    let live = live();
    let member = live.member().await;
    let fields = custom_fields::list(&live.client, &live.site, Offsets::start(FIELDS_PAGE));
    let field = fields.await.unwrap().items[0].clone();
    assert_eq!(field.applies_to, "ALL_MEMBERS");
    let wanted = FieldApplication {
        field: field.id.clone(),
        applies: vec![AppliesTo::Role("nobody".into())],
        withheld: vec![],
        revision: String::new(),
    };
    let write = Apply::create(live.site.clone(), &wanted).unwrap();
    let made = live.send(&write).await.unwrap().unwrap();
    let only = std::slice::from_ref(&member);
    let applies = async |key: &str| {
        let told = field_applications::of_members(&live.client, &live.site, only).await;
        let told = told.unwrap();
        let mut all = told.items[0].fields.iter();
        all.find(|f| f.key == key).unwrap().applies
    };
    assert_eq!(applies(&field.key).await, Some(false));
    let wider = FieldApplication {
        applies: vec![AppliesTo::Member(member.to_string())],
        ..made
    };
    let write = Apply::update(live.site.clone(), &wider).unwrap();
    let changed = live.send(&write).await.unwrap().unwrap();
    assert_eq!(applies(&field.key).await, Some(true));
    let told =
        field_applications::of_fields(&live.client, &live.site, std::slice::from_ref(&field.id))
            .await;
    assert_eq!(told.unwrap().items, [changed]);
    let now = custom_fields::get(&live.client, &live.site, &field.id).await;
    assert_eq!(now.unwrap().applies_to, "SELECTED_MEMBERS");

    let write = Apply::to_everybody(live.site.clone(), &field.id).unwrap();
    live.send(&write).await.unwrap();
    let gone = field_applications::get(&live.client, &live.site, &field.id).await;
    assert_eq!(gone.unwrap_err().kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn a_hidden_field_is_suggested_and_fields_are_ordered() {
    let live = live();
    let names = async || {
        let at = Offsets::start(SUGGESTIONS_PAGE);
        let page = field_applications::suggestions(&live.client, &live.site, at).await;
        let page = page.unwrap();
        assert!(page.unread.is_empty() && page.next.is_none());
        let names: Vec<String> = page.items.into_iter().map(|s| s.name).collect();
        names
    };
    assert!(!names().await.contains(&"Visits".to_owned()));
    let fields = custom_fields::list(&live.client, &live.site, Offsets::start(FIELDS_PAGE));
    let fields = fields.await.unwrap().items;
    let visits = fields.iter().find(|f| f.name == "Visits").unwrap();
    let others = fields.iter().filter(|f| f.section == visits.section);
    let ids: Vec<CustomFieldId> = others.rev().map(|f| f.id.clone()).collect();
    let write = OrderFields::new(live.site.clone(), &ids, &visits.section).unwrap();
    let ordered = live.send(&write).await.unwrap();
    let ordered: Vec<CustomFieldId> = ordered.into_iter().map(|f| f.id).collect();
    assert_eq!(ordered, ids);

    let write = ChangeField::hide(live.site.clone(), &visits.id, &visits.revision).unwrap();
    live.send(&write).await.unwrap();
    assert!(names().await.contains(&"Visits".to_owned()));
}

#[tokio::test]
async fn a_badge_moves_before_all_others() {
    let live = live();
    let new = NewBadge {
        title: "Zebra".to_owned(),
        background: "#112233".to_owned(),
        text: "#ffffff".to_owned(),
        ..NewBadge::default()
    };
    let write = SaveBadge::create(live.site.clone(), &new).unwrap();
    let made = live.send(&write).await.unwrap();
    let write = MoveBadge::new(live.site.clone(), &made.id, &BadgePlace::First).unwrap();
    live.send(&write).await.unwrap();
    let nobody = BadgePlace::After(BadgeId::new("nobody"));
    let write = MoveBadge::new(live.site.clone(), &made.id, &nobody).unwrap();
    let refused = live.send(&write).await.unwrap_err();
    assert!(matches!(refused, SendError::Refused(_)), "{refused}");
    // The list says nothing about the place: it is asked for by title.
    let page = badges::query(&live.client, &live.site, Cursors::start(BADGES_PAGE)).await;
    assert_eq!(page.unwrap().items.last().unwrap().title, "Zebra");
}
