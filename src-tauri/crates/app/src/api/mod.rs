//! What every shell may ask (the list in `commands`) and what it is told: `*Request` types are asked, `*View` types shown.
//!
//! Records of the domain are shown as they are. Requests only derive `Deserialize`, views only `Serialize`.

pub mod anything;
pub mod at_hand;
pub mod calendar;
pub mod caseload;
pub mod checking;
pub mod coming_in;
pub mod corrections;
pub mod day_sheet;
pub mod diary;
pub mod directory;
pub mod error;
pub mod feeds;
pub mod gaps;
pub mod groups;
pub mod growing;
pub mod measures;
pub mod one_service;
pub mod outreach;
pub mod papers;
pub mod people;
pub mod publishing;
pub mod records;
pub mod session;
pub mod sharing;
pub mod team;
pub mod templates;
