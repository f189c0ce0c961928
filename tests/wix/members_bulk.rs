//! Deleting many members in one call: what goes out, and what each row of the answer settles.

use crate::support::{SITE, answering, client, only_of_site, permit_of, site_example};
use gatehouse::access::{MemberId, SiteId};
use gatehouse::wix::members::{
    BulkDeleteMembers, ItemOutcome, MOST_MEMBERS, RULE_OWNER_OR_CONTRIBUTOR, rule_words,
};
use gatehouse::wix::{BuildError, Write};
use proptest::prelude::*;
use serde_json::{Value, json};

fn site() -> SiteId {
    SiteId::new(SITE)
}

fn ids(n: usize) -> Vec<MemberId> {
    (0..n).map(|i| MemberId::new(&format!("m{i}"))).collect()
}

fn write(n: usize) -> BulkDeleteMembers {
    BulkDeleteMembers::new(site(), ids(n)).expect("a write")
}

fn read(n: usize, answer: &Value) -> Vec<ItemOutcome> {
    let told = write(n)
        .read(answer.to_string().as_bytes())
        .expect("an answer");
    assert_eq!(told.outcomes.len(), n);
    told.outcomes
}

fn failed(code: &str, words: &str) -> ItemOutcome {
    ItemOutcome::Failed {
        code: code.to_owned(),
        words: words.to_owned(),
    }
}

#[tokio::test]
async fn the_contracts_example_goes_out_and_is_understood() {
    let example = site_example("members.bulkDelete");
    let wanted = example["request"]["memberIds"].as_array().unwrap();
    let ids = wanted
        .iter()
        .map(|id| MemberId::new(id.as_str().unwrap()))
        .collect();
    let server = answering(200, &example["response"]).await;
    let write = BulkDeleteMembers::new(site(), ids).unwrap();
    let sent = client(&server.uri())
        .send(&write, permit_of(&write))
        .await
        .unwrap();
    let (line, body) = only_of_site(&server).await;
    assert_eq!(line, "POST /members/v1/members/bulk/delete");
    assert_eq!(body, example["request"]);
    assert_eq!(
        sent.answer.outcomes,
        [
            ItemOutcome::Done,
            failed(
                RULE_OWNER_OR_CONTRIBUTOR,
                "Member belongs to an owner or contributor"
            ),
        ]
    );
    assert!(sent.answer.unread.is_empty());
    assert!(rule_words(RULE_OWNER_OR_CONTRIBUTOR).is_some());
}

#[test]
fn rows_settle_only_what_they_say() {
    let row = |meta: Value| json!({ "results": [{ "itemMetadata": meta }] });
    let one = |meta: Value| read(2, &row(meta));
    let none = ItemOutcome::NotMentioned;
    // Zero and false may be left out (contract 1).
    assert_eq!(
        one(json!({ "success": true })),
        [ItemOutcome::Done, none.clone()]
    );
    assert_eq!(
        one(json!({ "id": "m1", "success": true })),
        [none.clone(), ItemOutcome::Done]
    );
    assert_eq!(
        one(json!({ "originalIndex": 1, "error": { "code": "X" } })),
        [none.clone(), failed("X", "")]
    );
    assert_eq!(
        one(json!({ "originalIndex": 1, "success": false })),
        [none.clone(), failed("", "")]
    );
    let settles_nothing = [
        json!({ "originalIndex": 1 }),
        json!({ "originalIndex": 7, "success": true }),
        json!({ "originalIndex": 0, "id": "m1", "success": true }),
        json!({ "id": "somebody else", "success": true }),
    ];
    for meta in settles_nothing {
        assert_eq!(one(meta.clone()), [none.clone(), none.clone()], "{meta}");
    }
    let twice = json!({ "results": [
        { "itemMetadata": { "originalIndex": 1, "success": true } },
        { "itemMetadata": { "originalIndex": 1, "success": false, "error": { "code": "X" } } },
    ] });
    assert_eq!(read(2, &twice), [none.clone(), none.clone()]);
    assert_eq!(read(2, &json!({})), [none.clone(), none.clone()]);
    let broken = json!({ "results": [3, { "itemMetadata": { "success": true } }] });
    let told = write(2).read(broken.to_string().as_bytes()).unwrap();
    assert_eq!(told.outcomes, [ItemOutcome::Done, none]);
    assert_eq!(told.unread[0].path, "results[0]");
    assert!(write(1).read(b"{\"members\": []}").is_err());
    assert!(write(1).read(b"no json").is_err());
}

#[test]
fn limits_are_told_before_anything_is_sent() {
    let build = |ids| BulkDeleteMembers::new(site(), ids);
    assert_eq!(build(vec![]), Err(BuildError::Nothing));
    assert_eq!(
        build(ids(MOST_MEMBERS + 1)),
        Err(BuildError::TooMany(MOST_MEMBERS))
    );
    assert!(build(ids(MOST_MEMBERS)).is_ok());
    assert_eq!(build(vec!["m".into(), "m".into()]), Err(BuildError::Twice));
    assert!(build(vec!["".into()]).is_err());
    assert!(BulkDeleteMembers::new(SiteId::new(""), ids(1)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever order the rows have and whatever they leave out, each says something about its own
    /// item or about nobody.
    #[test]
    fn answers_in_any_order_stay_with_their_items(
        rows in prop::collection::vec((any::<bool>(), 0..3_u8), 1..100),
        swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..40),
    ) {
        let mut told: Vec<(usize, Value)> = rows.iter().enumerate().map(|(i, (success, how))| {
            let mut meta = json!({ "success": success });
            if *how != 1 { meta["originalIndex"] = json!(i); }
            if *how != 2 { meta["id"] = json!(format!("m{i}")); }
            (i, json!({ "itemMetadata": meta }))
        }).collect();
        for (a, b) in swaps {
            let (a, b) = (a.index(told.len()), b.index(told.len()));
            told.swap(a, b);
        }
        let answer = json!({ "results": told.into_iter().map(|(_, row)| row).collect::<Vec<_>>() });
        let outcomes = read(rows.len(), &answer);
        for ((success, _), outcome) in rows.iter().zip(outcomes) {
            let wanted = if *success { ItemOutcome::Done } else { failed("", "") };
            prop_assert_eq!(outcome, wanted);
        }
    }
}
