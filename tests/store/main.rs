//! The store against real files.

#[cfg(test)]
mod cache;
#[cfg(test)]
mod files;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod journal_damage;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod members;
#[cfg(test)]
mod merging;
#[cfg(test)]
mod profile;
#[cfg(test)]
mod reviews;
#[cfg(test)]
mod root;
#[cfg(test)]
mod site_settings;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod support;
