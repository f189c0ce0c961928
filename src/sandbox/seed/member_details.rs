//! What a member of the seed has beside names and dates: everything that only a full answer shows.

use std::collections::BTreeMap;

use serde_json::json;

use super::members::{COMPLETE, IdOf, Seeded};
use super::rng;
use crate::sandbox::state::members::record::{Custom, Photo, Postal, SiteMember};

const CITIES: [(&str, &str, &str, &str); 4] = [
    ("Haifa", "IL-HA", "IL", "3303142"),
    ("Porto", "PT-13", "PT", "4050-253"),
    ("Lyon", "FR-69", "FR", "69002"),
    ("Nakano", "JP-13", "JP", "164-0001"),
];
const COMPANIES: [&str; 3] = ["Levi Design", "Harbor & Sons", "Atelier Nord"];
const JOBS: [&str; 3] = ["Illustrator", "Buyer", "Head of Operations"];
const SIZES: [&str; 3] = ["S", "M", "L"];

/// The whole record of a member of the seed.
pub(crate) fn record(member: Seeded<'_>) -> SiteMember {
    let i = member.index;
    let full = i == COMPLETE;
    let has = |every: u64, place: u64| full || i % every == place;
    let (name, login) = (member.name(), member.login());
    let (first, last) = if member.is_named() {
        (name.first, name.last)
    } else {
        (String::new(), String::new())
    };
    let works = has(7, 1);
    let one_of = |list: [&str; 3]| {
        if works {
            list[(i % 3) as usize].to_owned()
        } else {
            String::new()
        }
    };
    let mut emails = vec![login.clone()];
    if i % 10 == 6 {
        emails.push(format!("private.{login}"));
    }
    SiteMember {
        seq: i,
        id: member.id(IdOf::Member),
        contact: member.id(IdOf::Contact),
        verified: i % 6 != 4,
        status: member.status().to_owned(),
        first,
        last,
        phones: phones(i, full),
        emails,
        addresses: if has(6, 2) {
            vec![address(member)]
        } else {
            Vec::new()
        },
        birthdate: if has(4, 1) {
            format!("19{:02}-{:02}-{:02}", 50 + i % 50, 1 + i % 12, 1 + i % 28)
        } else {
            String::new()
        },
        company: one_of(COMPANIES),
        job_title: one_of(JOBS),
        custom: if has(9, 4) {
            custom(i)
        } else {
            BTreeMap::new()
        },
        nickname: member.nickname(),
        slug: member.slug(),
        title: one_of(JOBS),
        photo: has(5, 1).then(|| photo(member)),
        cover: None,
        privacy: member.privacy().to_owned(),
        activity: member.activity().to_owned(),
        created: member.created(),
        updated: member.updated(),
        last_login: member.last_login(),
        holder: member.holder(),
        login,
    }
}

fn phones(i: u64, full: bool) -> Vec<String> {
    let count = match i % 12 {
        _ if full => 1,
        4 => 2,
        n if n % 3 == 0 => 0,
        _ => 1,
    };
    (0..count)
        .map(|nth| format!("+1-212-555-{:04}", 100 + (i + nth * 37) % 100))
        .collect()
}

fn address(member: Seeded<'_>) -> Postal {
    let i = member.index;
    let (city, subdivision, country, code) = CITIES[(i % 4) as usize];
    let house = (1 + i % 140).to_string();
    // Some contacts have street and number apart from each other.
    let apart = i % 18 == 8;
    Postal {
        id: rng::guid(member.world.seed, "member-address", i),
        line: if apart {
            String::new()
        } else {
            format!("{house} Harbor Street")
        },
        street: if apart {
            "Harbor Street".to_owned()
        } else {
            String::new()
        },
        number: if apart { house } else { String::new() },
        line2: format!("Apt {}", 1 + i % 9),
        city: city.to_owned(),
        subdivision: subdivision.to_owned(),
        country: country.to_owned(),
        zip: code.to_owned(),
    }
}

fn custom(i: u64) -> BTreeMap<String, Custom> {
    let mut fields = BTreeMap::from([(
        "custom.shirt-size".to_owned(),
        Custom {
            name: "Shirt size".to_owned(),
            value: json!(SIZES[(i % 3) as usize]),
        },
    )]);
    if i.is_multiple_of(2) {
        fields.insert(
            "custom.visits".to_owned(),
            Custom {
                name: "Visits".to_owned(),
                value: json!(i % 40),
            },
        );
    }
    fields
}

fn photo(member: Seeded<'_>) -> Photo {
    let id = format!(
        "{}.jpg",
        rng::token(member.world.seed, "member-photo", member.index)
    );
    Photo {
        url: format!("https://static.northlight.example/media/{id}"),
        id,
        height: 512,
        width: 512,
        offset_x: 0,
        offset_y: 0,
    }
}
