//! The small records that a site of the seed has: custom fields, badges, roles and settings. All of it is computed when
//! somebody asks.

use serde_json::{Value, json};

use super::{
    World, days,
    members::{IdOf, Seeded},
    rng,
};
use crate::sandbox::state::{
    records::Site,
    shelf::{Entry, Kind},
};

/// Name, key, type, origin and section. The first two are those that members of the seed have values for.
const FIELDS: [[&str; 5]; 4] = [
    [
        "Shirt size",
        "custom.shirt-size",
        "TEXT",
        "CUSTOM",
        "GENERAL",
    ],
    ["Visits", "custom.visits", "NUMBER", "CUSTOM", "GENERAL"],
    ["Company", "company", "TEXT", "CONTACT", "GENERAL"],
    ["Title", "title", "TEXT", "SYSTEM", "DISPLAY_INFO"],
];
/// Title, description, background and text colour.
const BADGES: [[&str; 4]; 3] = [
    [
        "Founding member",
        "Here from the first month",
        "#20303c",
        "#ffffff",
    ],
    ["Speaker", "Has given a talk", "#7a3e9d", "#ffffff"],
    ["Volunteer", "", "#ffd166", "#20303c"],
];
/// Key and title of the roles that every site has.
const ROLES: [(&str, &str); 2] = [("ADMIN", "Admin"), ("MEMBER", "Site member")];
/// Key and title of the roles that the owner made.
const OWN_ROLES: [(&str, &str); 2] = [("PREMIUM", "Premium"), ("PRESS", "Press")];
/// Members with a badge stand between these places, one in so many.
const BADGED: (u64, u64, u64) = (20, 110, 7);

/// All records of a kind on a site of the main account.
pub(crate) fn entries(world: &World, site: &Site, kind: Kind) -> Vec<Entry> {
    let guid = |what: &str, nth: u64| rng::guid(world.seed, what, site.seq * 100 + nth);
    let at = |back: i64| json!(days(world.epoch, back));
    match kind {
        Kind::CustomField => (0..)
            .zip(FIELDS)
            .map(|(nth, [name, key, of_type, origin, section])| {
                entry(
                    nth,
                    guid("custom-field", nth),
                    json!({
                        "name": name, "key": key, "defaultPrivacy": "PRIVATE", "fieldType": of_type,
                        "socialType": "UNKNOWN", "fieldOrigin": origin, "appliesTo": "ALL_MEMBERS",
                        "section": section, "createdDate": at(-900 + nth.cast_signed()),
                        "updatedDate": at(-200), "revision": "1",
                    }),
                )
            })
            .collect(),
        Kind::Badge => (0..)
            .zip(BADGES)
            .map(|(nth, [title, description, back, front])| {
                entry(
                    nth,
                    guid("badge", nth),
                    json!({
                        "title": title, "description": description, "backgroundColor": back,
                        "textColor": front, "slug": title.to_lowercase().replace(' ', "-"),
                        "permissionsEnabled": nth == 1, "revision": "1",
                        "createdDate": at(-700 + nth.cast_signed()), "updatedDate": at(-150),
                    }),
                )
            })
            .collect(),
        Kind::About => told(world, site, &guid),
        Kind::BadgeAssignment => badged(world, site, &guid),
        Kind::RoleDefinition => (0..)
            .zip(ROLES.into_iter().chain(OWN_ROLES))
            .map(|(nth, (key, title))| Entry {
                seq: nth,
                id: key.to_owned(),
                body: json!({
                    "id": guid("member-role", nth), "roleKey": key, "title": title,
                    "blockable": nth >= 2, "revision": "1",
                }),
            })
            .collect(),
        Kind::DefaultPrivacy => vec![entry(
            0,
            guid("default-privacy", 0),
            json!({
                "defaultPrivacy": "PRIVATE", "revision": "1",
            }),
        )],
        Kind::PrivacySettings => vec![entry(
            0,
            guid("privacy-settings", 0),
            json!({
                "publicMemberVisibility": "VISIBLE_TO_ALL", "publicMemberCandidates": "ANYONE",
                "revision": "1", "updatedDate": at(-300),
            }),
        )],
        Kind::FieldApplication | Kind::MemberRoles | Kind::Job | Kind::JobItems | Kind::Mail => {
            Vec::new()
        }
    }
}

/// Members who tell something about themselves: with a picture and a link, in words alone, and from
/// right to left.
const TELLING: [u64; 3] = [31, 37, 43];

fn told(world: &World, site: &Site, guid: &impl Fn(&str, u64) -> String) -> Vec<Entry> {
    let text = |words: &str, dress: Value| {
        json!({ "type": "TEXT", "id": "", "nodes": [],
            "textData": { "text": words, "decorations": dress } })
    };
    let paragraph =
        |id: &str, nodes: Vec<Value>| json!({ "type": "PARAGRAPH", "id": id, "nodes": nodes });
    let link =
        json!([{ "type": "LINK", "linkData": { "link": { "url": "https://example.com" } } }]);
    let documents = [
        vec![
            json!({ "type": "HEADING", "id": "h1", "nodes": [text("Hello", json!([]))],
                "headingData": { "level": 2 } }),
            paragraph(
                "p1",
                vec![text("I bake bread, see ", json!([])), text("my page", link)],
            ),
            json!({ "type": "IMAGE", "id": "i1", "nodes": [],
                "imageData": { "image": { "src": { "id": "bread.jpg" } }, "altText": "A loaf" } }),
        ],
        vec![
            paragraph("p1", vec![text("I run in the mornings.", json!([]))]),
            paragraph("p2", vec![text("Ask me about shoes.", json!([]))]),
        ],
        vec![paragraph("p1", vec![text("שלום, אני אופה לחם", json!([]))])],
    ];
    (0..)
        .zip(TELLING.into_iter().zip(documents))
        .filter_map(|(nth, (index, nodes))| {
            let member = Seeded::at(world, site.seq, index)?;
            let body = json!({ "memberId": member.id(IdOf::Member), "revision": "1",
                "content": { "nodes": nodes } });
            Some(entry(nth, guid("about", site.seq * 1_000 + index), body))
        })
        .collect()
}

/// Whether a role is one that every site has; those can be neither changed nor deleted.
pub(crate) fn is_system_role(key: &str) -> bool {
    ROLES.iter().any(|(known, _)| *known == key)
}

fn entry(seq: u64, id: String, mut body: Value) -> Entry {
    body["id"] = json!(id);
    Entry { seq, id, body }
}

fn badged(world: &World, site: &Site, guid: &impl Fn(&str, u64) -> String) -> Vec<Entry> {
    let (from, to, step) = BADGED;
    (from..to)
        .step_by(step as usize)
        .filter_map(|index| Seeded::at(world, site.seq, index))
        .map(|member| {
            let made = json!(member.updated());
            entry(
                member.index,
                rng::guid(
                    world.seed,
                    "badge-assignment",
                    site.seq * 1_000 + member.index,
                ),
                json!({
                    "badgeId": guid("badge", member.index % 3), "memberId": member.id(IdOf::Member),
                    "createdDate": made, "updatedDate": made,
                }),
            )
        })
        .collect()
}
