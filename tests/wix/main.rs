//! The Wix client against servers of its own: what it sends, what it understands, when it tries
//! again, and what it never tells.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod app_instance;
#[cfg(test)]
mod app_live;
#[cfg(test)]
mod capability;
#[cfg(test)]
mod contributors;
#[cfg(test)]
mod lenient;
#[cfg(test)]
mod limit;
#[cfg(test)]
mod locations;
#[cfg(test)]
mod member_neighbours;
#[cfg(test)]
mod members;
#[cfg(test)]
mod members_bulk;
#[cfg(test)]
mod members_by_login;
#[cfg(test)]
mod members_deeds;
#[cfg(test)]
mod members_live;
#[cfg(test)]
mod network;
#[cfg(test)]
mod pace_load;
#[cfg(test)]
mod pacing;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod site_invites;
#[cfg(test)]
mod site_live;
#[cfg(test)]
mod site_settings;
#[cfg(test)]
mod spaced;
#[cfg(test)]
mod support;
#[cfg(test)]
mod writes;
