//! From the list of commands: the dispatcher, the names for permissions, the TypeScript.

mod bindings;
mod list;

pub use bindings::{SameName, typescript};

use crate::Desk;
use crate::api::anything::*;
use crate::api::at_hand::*;
use crate::api::calendar::*;
use crate::api::caseload::*;
use crate::api::checking::*;
use crate::api::coming_in::*;
use crate::api::corrections::*;
use crate::api::day_sheet::*;
use crate::api::diary::*;
use crate::api::directory::*;
use crate::api::error::AppError;
use crate::api::feeds::*;
use crate::api::gaps::*;
use crate::api::groups::*;
use crate::api::growing::*;
use crate::api::measures::*;
use crate::api::one_service::*;
use crate::api::outreach::*;
use crate::api::papers::*;
use crate::api::people::*;
use crate::api::publishing::*;
use crate::api::records::*;
use crate::api::session::*;
use crate::api::sharing::*;
use crate::api::team::*;
use crate::api::templates::*;
use crate::records::bad_request;
use alongside_domain::contact::Contact;
use alongside_domain::diary::Leave;
use alongside_domain::growing::InductionItem;
use alongside_domain::papers::Phrase;
use alongside_domain::scoring::Scored;
use alongside_domain::team::{Colleague, Reflection};
use list::all_commands;

macro_rules! dispatch {
    ($($area:ident::$name:ident($request:ty) -> $view:ty;)+) => {
        /// The name of every command.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// Does what a window asks: JSON in, JSON out. May block; not for the window's own thread.
        ///
        /// # Errors
        /// An [`AppError`], whose code the window words.
        pub fn call(desk: &Desk, name: &str, request: serde_json::Value) -> Result<serde_json::Value, AppError> {
            match name {
                $(stringify!($name) => {
                    let request: $request = serde_json::from_value(request).map_err(bad_request)?;
                    let view: $view = crate::$area::$name(desk, request)?;
                    serde_json::to_value(view).map_err(bad_request)
                })+
                _ => Err(bad_request("no such command")),
            }
        }
    };
}
all_commands!(dispatch);

/// What the one window may call: every command of the list, and to hear events. The file `src-tauri/capabilities/main.json`.
#[must_use]
pub fn capability() -> String {
    let mut permissions = vec![
        "core:event:allow-listen".to_owned(),
        "core:event:allow-unlisten".to_owned(),
    ];
    permissions.extend(
        NAMES
            .iter()
            .map(|name| format!("desk:allow-{}", name.replace('_', "-"))),
    );
    let capability = serde_json::json!({
        "identifier": "main",
        "description": "What the one window may do: call the app's own commands, and hear its events. Generated from the list of commands.",
        "local": true,
        "windows": ["main"],
        "permissions": permissions,
    });
    format!("{capability:#}\n")
}
