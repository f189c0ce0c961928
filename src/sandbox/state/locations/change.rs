//! Making and changing locations (site contract 5.3).
//!
//! The statuses of the refusals are not published; 400 is what was seen of one of them.

use std::sync::Arc;

use serde_json::json;

use super::record::{Address, Location};
use crate::sandbox::state::{
    State,
    change::Change,
    outside::Made,
    records::Site,
    refusal::{Refusal, Violation},
};

/// What happens to a location.
pub(crate) enum LocationDeed {
    /// Everything of it is new; what is left out is wiped.
    Replace(Box<Location>),
    /// For good.
    Archive,
    MakeDefault,
    AddType(String),
    RemoveType(String),
}

const TYPES: [&str; 6] = [
    "UNKNOWN",
    "BRANCH",
    "OFFICES",
    "RECEPTION",
    "HEADQUARTERS",
    "INVENTORY",
];
/// Most types of a location.
const MOST_TYPES: usize = 10;
/// Most periods and special hours.
const MOST_PERIODS: usize = 100;

impl State {
    /// Create Location.
    pub(crate) fn create_location(
        &mut self,
        site: &Site,
        wish: Location,
    ) -> Result<Arc<Location>, Refusal> {
        check(&wish)?;
        let of_site = (site.id.clone(), String::new())..;
        let places = self.truth.locations.range(of_site);
        let places = places.take_while(|((of, _), _)| *of == site.id);
        let seq = places.map(|(_, one)| one.seq + 1).max().unwrap_or(0);
        let location = Location {
            seq,
            id: self.new_guid("location"),
            default: false,
            archived: false,
            revision: "1".to_owned(),
            ..filled(wish)
        };
        self.keep_location(&site.id, vec![location])
    }

    /// Everything else. The default location stays, and archived ones do not change.
    pub(crate) fn change_location(
        &mut self,
        site: &str,
        id: &str,
        deed: LocationDeed,
    ) -> Result<Arc<Location>, Refusal> {
        let coded = |code, text: &str| {
            Err(Refusal::Coded(
                400,
                code,
                text.to_owned(),
                json!({ "id": id }),
            ))
        };
        let Some(old) = self.truth.location(site, id).cloned() else {
            return Err(match deed {
                LocationDeed::Replace(_) => Refusal::Coded(
                    404,
                    "LOCATION_NOT_FOUND",
                    format!("Location {id} was not found"),
                    json!({ "id": id }),
                ),
                _ => Refusal::missing("Location", id),
            });
        };
        if matches!(deed, LocationDeed::Archive) && old.default {
            return coded(
                "CANNOT_ARCHIVE_DEFAULT",
                "The default location cannot be archived",
            );
        }
        if old.archived {
            return coded(
                "CANNOT_PERFORM_ACTION_ON_ARCHIVED_LOCATION",
                "An archived location cannot be changed",
            );
        }
        let mut new = Location::clone(&old);
        match deed {
            LocationDeed::Archive => new.archived = true,
            LocationDeed::MakeDefault if old.default => {
                return coded("DEFAULT_NOT_CHANGED", "It is the default location already");
            }
            LocationDeed::MakeDefault => new.default = true,
            LocationDeed::AddType(kind) => {
                check_type("locationType", &kind)?;
                let full = new.kinds.len() >= MOST_TYPES;
                if full || new.kinds.contains(&kind) {
                    return coded(
                        "CANNOT_UPDATE_LOCATION_TYPES_FOR_LOCATION",
                        "This type cannot be added",
                    );
                }
                new.kinds.push(kind);
            }
            LocationDeed::RemoveType(kind) => {
                check_type("locationType", &kind)?;
                if !new.kinds.contains(&kind) {
                    return coded(
                        "CANNOT_UPDATE_LOCATION_TYPES_FOR_LOCATION",
                        "The location has no such type",
                    );
                }
                new.kinds.retain(|k| *k != kind);
            }
            LocationDeed::Replace(wish) => {
                check(&wish)?;
                if wish.revision != old.revision {
                    return Err(Refusal::field(
                        "location.revision",
                        "CUSTOM",
                        format!("the location is at revision {}", old.revision),
                    ));
                }
                if wish.default != old.default {
                    return coded(
                        "CHANGE_DEFAULT_FORBIDDEN",
                        "Which location is the default is not changed by an update",
                    );
                }
                new = Location {
                    seq: old.seq,
                    id: old.id.clone(),
                    archived: false,
                    ..filled(*wish)
                };
            }
        }
        new.revision = (old.revision.parse::<u64>().unwrap_or(0) + 1).to_string();
        let mut changed = vec![new];
        if changed[0].default && !old.default {
            let all = self.truth.locations.iter();
            let before = all.filter(|((of, _), one)| of == site && one.default);
            changed.extend(before.map(|(_, one)| Location {
                default: false,
                ..Location::clone(one)
            }));
        }
        self.keep_location(site, changed)
    }

    /// Somebody archives a location in the dashboard.
    pub(crate) fn archive_location(&mut self, site: &str, id: &str) -> Result<Made, Refusal> {
        self.change_location(site, id, LocationDeed::Archive)
            .map(|_| Made::default())
    }

    /// Keeps what these locations are now, and tells the first.
    fn keep_location(&mut self, site: &str, now: Vec<Location>) -> Result<Arc<Location>, Refusal> {
        let now: Vec<Arc<Location>> = now.into_iter().map(Arc::new).collect();
        let changes = now.iter().map(|one| Change::Location {
            site: site.to_owned(),
            now: Arc::clone(one),
        });
        self.commit(changes.collect(), 0)?;
        now.into_iter().next().ok_or(Refusal::Internal)
    }
}

/// A wish with what follows where it says nothing.
fn filled(mut wish: Location) -> Location {
    for (field, usual) in [(&mut wish.status, "ACTIVE"), (&mut wish.kind, "UNKNOWN")] {
        if field.is_empty() {
            usual.clone_into(field);
        }
    }
    wish
}

fn check_type(field: &str, kind: &str) -> Result<(), Refusal> {
    if TYPES.contains(&kind) {
        return Ok(());
    }
    Err(Refusal::field(field, "FORMAT", "is no type of a location"))
}

/// Required fields and limits of site contract 5.1.
fn check(wish: &Location) -> Result<(), Refusal> {
    let mut wrong = Vec::new();
    let mut tell = |field: &str, rule, text: String| {
        wrong.push(Violation {
            field: format!("location.{field}"),
            description: text,
            rule,
            own: None,
        });
    };
    let required = [
        ("name", wish.name.is_empty()),
        ("timeZone", wish.time_zone.is_empty()),
        ("address", wish.address == Address::default()),
    ];
    for (field, _) in required.into_iter().filter(|(_, missing)| *missing) {
        tell(field, "REQUIRED_FIELD", "must not be empty".to_owned());
    }
    let texts = [
        ("name", &wish.name, 150),
        ("description", &wish.description, 500),
        ("address.postalCode", &wish.address.postal_code, 20),
        ("address.hint", &wish.address.hint, 500),
    ];
    for (field, text, most) in texts {
        if text.chars().count() > most {
            let words = format!("must not be longer than {most} characters");
            tell(field, "MAX_LENGTH", words);
        }
    }
    let country = wish.address.country.as_str();
    if !country.is_empty() && (country.len() != 2 || !country.is_ascii()) {
        let words = "must be two letters".to_owned();
        tell("address.country", "FORMAT", words);
    }
    let schedule = wish.business_schedule.as_ref();
    let counts = [
        ("locationTypes", wish.kinds.len(), MOST_TYPES),
        (
            "businessSchedule.periods",
            schedule.map_or(0, |s| s.periods.len()),
            MOST_PERIODS,
        ),
        (
            "businessSchedule.specialHourPeriod",
            schedule.map_or(0, |s| s.special_hour_period.len()),
            MOST_PERIODS,
        ),
    ];
    for (field, count, most) in counts {
        if count > most {
            let words = format!("must not have more than {most} items");
            tell(field, "MAX_SIZE", words);
        }
    }
    for kind in &wish.kinds {
        if check_type("", kind).is_err() {
            let words = format!("“{kind}” is no type of a location");
            tell("locationTypes", "FORMAT", words);
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(wrong))
    }
}
