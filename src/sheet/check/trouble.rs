//! Something that is wrong with a row, before it is noted.

use super::checker::Checker;
use super::class::Class;
use super::known::Unfit;
use crate::sheet::read::Row;

pub(super) struct Trouble {
    pub(super) column: Option<usize>,
    pub(super) class: Class,
    says: String,
    /// The whole cell as it may be meant.
    pub(super) fix: Option<String>,
}

impl Trouble {
    pub(super) fn new(column: Option<usize>, class: Class, says: &str) -> Self {
        Self {
            column,
            class,
            says: says.to_owned(),
            fix: None,
        }
    }

    /// A cell with one name that fits nothing.
    pub(super) fn unfit(column: Option<usize>, unfit: Unfit) -> Self {
        Self {
            column,
            class: Class::UnknownName,
            says: unfit.says,
            fix: unfit.nearest,
        }
    }

    /// A cell with several names, of which one fits nothing: the others stay as they are.
    pub(super) fn unfit_in(all: &[String], name: &str, unfit: Unfit) -> Self {
        let fix = unfit.nearest.map(|near| {
            let names = all.iter().map(|n| if n == name { &near } else { n });
            names.cloned().collect::<Vec<_>>().join("; ")
        });
        Self {
            column: None,
            class: Class::UnknownName,
            says: unfit.says,
            fix,
        }
    }

    /// Notes it.
    pub(super) fn add(&self, to: &mut Checker<'_>, row: &Row) {
        to.add(row, self.column, self.class, &self.says, self.fix.clone());
    }
}
