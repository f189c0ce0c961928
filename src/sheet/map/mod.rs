//! From the columns of a file to the fields of the field: by their names in several languages, by
//! what stands in them, by memory, by hand.

mod field;
mod mapping;
mod names;
mod template;

pub use field::{Field, Kind};
pub use mapping::{By, Column, Holds, Mapping};
pub use names::is_known_name;
pub use template::{legend, template_csv};
