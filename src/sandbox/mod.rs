//! A stand-in for Wix: it decides like Wix and answers over HTTP on the loopback address.
//!
//! It shares no code with the client and has wire types and state machines of its own, so that a mistake made in the
//! client cannot hide itself: both follow the contract, not each other. `http` translates, `state` decides, `seed`
//! makes up an account; `control` serves `/_sandbox/` for tests. Where the contract leaves something open there is a
//! switch in [`Switches`].

mod choices;
mod config;
mod control;
mod control_site;
mod error;
mod fault;
mod hello;
mod http;
mod listener;
mod log;
mod seed;
mod server;
mod state;

pub use self::{
    choices::{EmptyLocations, LocationFilter, NoSeat, RemoveMethod, RevokeClosed, TokenInfo},
    config::{
        AssignmentsAnswer, Clock, Config, DeniedBody, DuplicateMember, InviteAgain, MemberFilters,
        MembersArea, Size, Switches,
    },
    error::Error,
    fault::{Fault, FaultBody, Kind, Match, parse_faults},
    hello::{Hello, HelloApp, HelloKey, HelloSite, HelloSiteInvite},
    server::{Running, Sandbox},
};
