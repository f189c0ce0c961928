//! Tests of plans, by example and by property.

mod brakes;
mod brakes_model;
mod calls;
mod check;
mod contributors;
mod deeds;
mod file;
mod make;
mod members;
mod property;
mod put_back;
mod rules;
mod setting_parts;
mod setting_world;
mod settings;
mod settle_model;
mod support;
mod waves;
