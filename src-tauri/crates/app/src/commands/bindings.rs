//! The TypeScript of the interface, made from the list and the types. A test keeps the committed file equal to it.

use super::list::all_commands;
use crate::api::calendar::*;
use crate::api::caseload::*;
use crate::api::checking::*;
use crate::api::coming_in::*;
use crate::api::day_sheet::*;
use crate::api::diary::*;
use crate::api::directory::*;
use crate::api::error::AppError;
use crate::api::feeds::*;
use crate::api::groups::*;
use crate::api::growing::*;
use crate::api::measures::*;
use crate::api::outreach::*;
use crate::api::papers::*;
use crate::api::people::*;
use crate::api::records::*;
use crate::api::session::*;
use crate::api::sharing::*;
use crate::api::team::*;
use alongside_domain::contact::Contact;
use alongside_domain::diary::Leave;
use alongside_domain::growing::InductionItem;
use alongside_domain::papers::Phrase;
use alongside_domain::scoring::Scored;
use alongside_domain::team::{Colleague, Reflection};
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

/// Gathers the declarations of a type and of everything in it.
struct Declarations<'a> {
    config: &'a Config,
    seen: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types that would have a file of their own have a declaration.
        if T::output_path().is_none() {
            T::visit_dependencies(self);
            T::visit_generics(self);
            return;
        }
        let name = T::ident(self.config);
        if self.seen.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("{docs}export {}", T::decl(self.config));
        self.seen.insert(name, declaration);
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

macro_rules! typescript {
    ($($area:ident::$name:ident($request:ty) -> $view:ty;)+) => {
        /// The whole file `ui/src/lib/generated/commands.ts`.
        #[must_use]
        pub fn typescript() -> String {
            let config = Config::default().with_large_int("number");
            let mut all = Declarations { config: &config, seen: BTreeMap::new() };
            $(all.visit::<$request>(); all.visit::<$view>();)+
            all.visit::<AppError>();
            all.visit::<ChangedEvent>();
            all.visit::<ProgressEvent>();
            all.visit::<SyncView>();
            let mut file = String::from("// Generated from the Rust types by `cargo xtask bindings`; a test keeps it fresh. Do not edit.\n\n");
            for declaration in all.seen.values() {
                file.push_str(declaration);
                file.push_str("\n\n");
            }
            file.push_str("/** What may be asked, and what is told. */\nexport interface Commands {\n");
            $(file.push_str(&format!("\t{}: {{ request: {}; view: {} }};\n", stringify!($name), <$request>::name(&config), <$view>::name(&config)));)+
            file.push_str("}\n\n/** What is sent without being asked. */\nexport interface Events {\n\tchanged: ChangedEvent;\n\timport_progress: ProgressEvent;\n\tsync: SyncView;\n\tlocking: null;\n\tlocked: null;\n}\n");
            file
        }
    };
}
all_commands!(typescript);
