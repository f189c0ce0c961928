//! One location in the words of site contract 5.1, which are also those of the wire. What a request
//! leaves out is empty.

use serde::{Deserialize, Serialize};

/// A place of a business.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Location {
    /// Place in the list.
    pub(crate) seq: u64,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    /// One per site.
    pub(crate) default: bool,
    pub(crate) status: String,
    #[serde(rename = "locationType")]
    pub(crate) kind: String,
    #[serde(rename = "locationTypes")]
    pub(crate) kinds: Vec<String>,
    pub(crate) fax: String,
    pub(crate) time_zone: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) address: Address,
    pub(crate) business_schedule: Option<Schedule>,
    /// Counts changes, as text.
    pub(crate) revision: String,
    pub(crate) archived: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Address {
    pub(crate) country: String,
    pub(crate) subdivision: String,
    pub(crate) city: String,
    pub(crate) postal_code: String,
    #[serde(rename = "streetAddress")]
    pub(crate) street: Street,
    #[serde(rename = "formattedAddress")]
    pub(crate) formatted: String,
    pub(crate) hint: String,
    pub(crate) geocode: Option<Geocode>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Street {
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) apt: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Geocode {
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Schedule {
    pub(crate) periods: Vec<Period>,
    pub(crate) special_hour_period: Vec<SpecialHours>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Period {
    pub(crate) open_day: String,
    pub(crate) open_time: String,
    pub(crate) close_day: String,
    pub(crate) close_time: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SpecialHours {
    pub(crate) start_date: String,
    pub(crate) end_date: String,
    #[serde(default = "closed")]
    pub(crate) is_closed: bool,
    pub(crate) comment: String,
}

/// Special hours are closed hours unless they say otherwise.
fn closed() -> bool {
    true
}
