//! Locations of sites: the first of each site is its default one; every eighth further one is archived.

use super::{World, rng, site_level, sites};
use crate::sandbox::state::locations::record::{
    Address, Geocode, Location, Period, Schedule, SpecialHours, Street,
};

/// More than the locations of any site.
const MOST: u64 = 1_000;

const PLACES: [(&str, &str, &str, &str, &str); 6] = [
    (
        "Harbor Branch",
        "US",
        "US-NY",
        "New York",
        "America/New_York",
    ),
    ("Main Office", "US", "US-IL", "Chicago", "America/Chicago"),
    ("Hafenstraße", "DE", "DE-HH", "Hamburg", "Europe/Berlin"),
    ("Lakeside", "CH", "CH-ZH", "Zürich", "Europe/Zurich"),
    ("Old Town", "GB", "GB-ENG", "York", "Europe/London"),
    ("סניף הנמל", "IL", "IL-HA", "Haifa", "Asia/Jerusalem"),
];

/// Id of a location: the site's number and the location's number on that site.
pub(crate) fn location_id(world: &World, site: u64, nth: u64) -> String {
    rng::guid(world.seed, "location", site * MOST + nth)
}

/// All locations with the ids of their sites.
pub(crate) fn locations(world: &World) -> impl Iterator<Item = (String, Location)> + '_ {
    (0..world.sizes.sites).flat_map(move |site| {
        (0..site_level::locations_of(world, site))
            .map(move |nth| (sites::site_id(world, site), location(world, site, nth)))
    })
}

fn location(world: &World, site: u64, nth: u64) -> Location {
    let number = site * MOST + nth;
    let pick = (site + nth) as usize % PLACES.len();
    let (name, country, subdivision, city, zone) = PLACES[pick];
    let house = 1 + rng::below(world.seed, "house", number, 200);
    let main = nth == 0;
    Location {
        seq: nth,
        id: location_id(world, site, nth),
        name: if main {
            name.to_owned()
        } else {
            format!("{name} {}", nth + 1)
        },
        description: if main {
            String::new()
        } else {
            "Street-level shop".to_owned()
        },
        default: main,
        status: "ACTIVE".to_owned(),
        kind: "UNKNOWN".to_owned(),
        kinds: vec![if main { "HEADQUARTERS" } else { "BRANCH" }.to_owned()],
        fax: if main {
            String::new()
        } else {
            "+1-212-555-0199".to_owned()
        },
        time_zone: zone.to_owned(),
        email: if main {
            String::new()
        } else {
            format!("branch{number}@northlight.example")
        },
        phone: if main {
            String::new()
        } else {
            format!("+1-212-555-{:04}", number % 10_000)
        },
        address: Address {
            country: country.to_owned(),
            subdivision: subdivision.to_owned(),
            city: city.to_owned(),
            postal_code: format!("{:05}", 10_000 + house),
            street: Street {
                number: house.to_string(),
                name: "Water Street".to_owned(),
                apt: String::new(),
            },
            formatted: format!("{house} Water Street, {city}, {country}"),
            hint: if main {
                String::new()
            } else {
                "Corner of Broad Street".to_owned()
            },
            geocode: (!main).then_some(Geocode {
                latitude: 40.7033,
                longitude: -74.0116,
            }),
        },
        business_schedule: (!main).then(schedule),
        revision: (1 + number % 7).to_string(),
        archived: !main && number % 8 == 7,
    }
}

fn schedule() -> Schedule {
    let day = |text: &str| text.to_owned();
    Schedule {
        periods: vec![Period {
            open_day: day("MONDAY"),
            open_time: day("09:00"),
            close_day: day("MONDAY"),
            close_time: day("18:00"),
        }],
        special_hour_period: vec![SpecialHours {
            start_date: day("2026-12-25T00:00:00Z"),
            end_date: day("2026-12-26T00:00:00Z"),
            is_closed: true,
            comment: day("Holiday"),
        }],
    }
}
