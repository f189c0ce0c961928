//! Facets: the values that rows have in groups such as role, status or site, and how many rows
//! have each.

use super::cancel::{Cancel, Cancelled, check};
use super::filter::Filter;
use super::hits::Hits;
use std::collections::{BTreeMap, BTreeSet};

/// A value of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What a [`Filter`] names it by, such as a role id.
    pub key: String,
    /// What a person reads.
    pub label: String,
}

/// A group of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What a [`Filter`] names it by.
    pub key: String,
    /// What a person reads.
    pub label: String,
    /// Its values, in the order in which they were declared.
    pub values: Vec<Value>,
}

/// A group while facets are built: its place among the groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupId(usize);

/// A value while facets are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ValueId(u32);

/// Collects groups, values and rows.
#[derive(Debug, Default)]
pub struct FacetsBuilder {
    facets: Facets,
    known: Vec<BTreeMap<String, ValueId>>,
    /// By value number: number of the last row that was given it, counted from 1.
    last: Vec<usize>,
}

impl FacetsBuilder {
    /// Makes room for so many rows with so many values, as far as that is known.
    pub fn reserve(&mut self, rows: usize, values: usize) {
        self.facets.ends.reserve(rows);
        self.facets.values.reserve(values);
    }

    /// Adds a group; they keep the order of these calls.
    pub fn group(&mut self, key: &str, label: &str) -> GroupId {
        self.facets.groups.push(Group {
            key: key.to_owned(),
            label: label.to_owned(),
            values: Vec::new(),
        });
        self.facets.slots.push(Vec::new());
        self.known.push(BTreeMap::new());
        GroupId(self.facets.groups.len() - 1)
    }

    /// The value of a group with this key; the first call declares it with its label.
    pub fn value(&mut self, group: GroupId, key: &str, label: &str) -> ValueId {
        if let Some(&value) = self.known[group.0].get(key) {
            return value;
        }
        let value = ValueId(self.facets.group_of.len() as u32);
        self.known[group.0].insert(key.to_owned(), value);
        self.facets.group_of.push(group.0);
        self.facets.totals.push(0);
        self.last.push(0);
        self.facets.slots[group.0].push(value.0);
        self.facets.groups[group.0].values.push(Value {
            key: key.to_owned(),
            label: label.to_owned(),
        });
        value
    }

    /// Adds the next row with its values, any number in each group; repeats do not count.
    pub fn row(&mut self, values: &[ValueId]) {
        let number = self.facets.ends.len() + 1;
        for &ValueId(value) in values {
            let last = &mut self.last[value as usize];
            if *last != number {
                *last = number;
                self.facets.values.push(value);
                self.facets.totals[value as usize] += 1;
            }
        }
        self.facets.ends.push(self.facets.values.len());
    }

    /// The finished facets.
    pub fn finish(mut self) -> Facets {
        self.facets.ends.shrink_to_fit();
        self.facets.values.shrink();
        self.facets
    }
}

/// Groups, their values, and the values of every row in one compressed list.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    groups: Vec<Group>,
    /// By group: the numbers of its values.
    slots: Vec<Vec<u32>>,
    /// By value number: its group.
    group_of: Vec<usize>,
    /// The value numbers of all rows, row after row.
    values: ValueNumbers,
    /// By row: where its part of `values` ends.
    ends: Vec<usize>,
    /// By value number: rows that have it.
    totals: Vec<u32>,
}

/// Numbers of values. They take two bytes each until there are too many different ones.
#[derive(Debug, Clone)]
enum ValueNumbers {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

impl Default for ValueNumbers {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

impl ValueNumbers {
    fn len(&self) -> usize {
        match self {
            Self::Narrow(all) => all.len(),
            Self::Wide(all) => all.len(),
        }
    }

    fn reserve(&mut self, more: usize) {
        match self {
            Self::Narrow(all) => all.reserve(more),
            Self::Wide(all) => all.reserve(more),
        }
    }

    fn shrink(&mut self) {
        match self {
            Self::Narrow(all) => all.shrink_to_fit(),
            Self::Wide(all) => all.shrink_to_fit(),
        }
    }

    fn push(&mut self, value: u32) {
        if let Self::Narrow(all) = self {
            if let Ok(value) = u16::try_from(value) {
                all.push(value);
                return;
            }
            *self = Self::Wide(all.iter().map(|v| u32::from(*v)).collect());
        }
        if let Self::Wide(all) = self {
            all.push(value);
        }
    }

    /// Shows the numbers in this range.
    #[inline]
    fn each(&self, range: std::ops::Range<usize>, mut show: impl FnMut(usize)) {
        match self {
            Self::Narrow(all) => all[range].iter().for_each(|v| show(usize::from(*v))),
            Self::Wide(all) => all[range].iter().for_each(|v| show(*v as usize)),
        }
    }
}

/// What a filter leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The rows that pass.
    pub hits: Hits,
    /// By group and value, in the order of [`Facets::groups`]: rows that would pass with only this
    /// value chosen in its group. So a group's own choice does not change its numbers.
    pub counts: Vec<Vec<u32>>,
}

/// A filter's choice in the numbers of one [`Facets`].
struct Choice {
    /// By value number: is it chosen?
    values: Vec<bool>,
    /// The groups with a choice.
    groups: Vec<usize>,
    /// A choice in a group that does not exist: nothing passes.
    impossible: bool,
}

impl Facets {
    /// The groups with their values.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Applies the filter's choices to the rows that its text left, and counts, in one pass.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` said so.
    pub fn select(
        &self,
        filter: &Filter,
        text: &Hits,
        cancel: Cancel<'_>,
    ) -> Result<Selection, Cancelled> {
        let choice = self.choice(filter);
        if text.is_all() && choice.groups.is_empty() && !choice.impossible {
            return Ok(Selection {
                hits: text.clone(),
                counts: self.by_group(&self.totals),
            });
        }
        let mut counts = vec![0_u32; self.group_of.len()];
        let mut rows = Vec::new();
        // By group: the last row (plus one) that has a chosen value there.
        let mut satisfied = vec![0_usize; self.groups.len()];
        for (step, row) in text.iter().enumerate() {
            check(cancel, step)?;
            if choice.impossible {
                break;
            }
            let (span, stamp) = (self.row(row as usize), row as usize + 1);
            self.values.each(span.clone(), |value| {
                if choice.values[value] {
                    satisfied[self.group_of[value]] = stamp;
                }
            });
            let mut failed = choice.groups.iter().filter(|&&g| satisfied[g] != stamp);
            match (failed.next(), failed.next()) {
                (None, _) => {
                    rows.push(row);
                    self.values.each(span, |value| counts[value] += 1);
                }
                // Failing in one group only, the row still counts for the values of that group.
                (Some(&group), None) => self.values.each(span, |value| {
                    if self.group_of[value] == group {
                        counts[value] += 1;
                    }
                }),
                (Some(_), Some(_)) => {}
            }
        }
        Ok(Selection {
            hits: Hits::ascending(rows, self.len() as u32),
            counts: self.by_group(&counts),
        })
    }

    /// Counts by value number as counts by group and value.
    fn by_group(&self, counts: &[u32]) -> Vec<Vec<u32>> {
        let of = |slots: &Vec<u32>| slots.iter().map(|&v| counts[v as usize]).collect();
        self.slots.iter().map(of).collect()
    }

    fn row(&self, row: usize) -> std::ops::Range<usize> {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[row]
    }

    fn choice(&self, filter: &Filter) -> Choice {
        let mut choice = Choice {
            values: vec![false; self.group_of.len()],
            groups: Vec::new(),
            impossible: false,
        };
        let asked = filter.chosen.iter().filter(|(_, keys)| !keys.is_empty());
        for (key, keys) in asked {
            match self.groups.iter().position(|group| group.key == *key) {
                Some(group) => self.choose(group, keys, &mut choice),
                None => choice.impossible = true,
            }
        }
        choice
    }

    fn choose(&self, group: usize, keys: &BTreeSet<String>, choice: &mut Choice) {
        choice.groups.push(group);
        for (value, &slot) in self.groups[group].values.iter().zip(&self.slots[group]) {
            choice.values[slot as usize] = keys.contains(&value.key);
        }
    }
}
