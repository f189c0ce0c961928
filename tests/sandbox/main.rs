//! The sandbox over real HTTP: each call, each refusal, faults, lag, rate, restarts and sizes.

#[cfg(test)]
mod access;
#[cfg(test)]
mod account;
#[cfg(test)]
mod community;
#[cfg(test)]
mod contributors;
#[cfg(test)]
mod control;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod invites;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod locations;
#[cfg(test)]
mod locations_change;
#[cfg(test)]
mod member_auth;
#[cfg(test)]
mod members;
#[cfg(test)]
mod members_bulk;
#[cfg(test)]
mod members_change;
#[cfg(test)]
mod members_golden;
#[cfg(test)]
mod members_jobs;
#[cfg(test)]
mod members_kept;
#[cfg(test)]
mod members_standing;
#[cfg(test)]
mod pace;
#[cfg(test)]
mod site_golden;
#[cfg(test)]
mod site_invites;
#[cfg(test)]
mod site_kept;
#[cfg(test)]
mod sites;
#[cfg(test)]
mod sizes;
#[cfg(test)]
mod team;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod util;
