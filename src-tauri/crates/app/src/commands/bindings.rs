//! The TypeScript of the interface, made from the list and the types. A test keeps the committed file equal to it.

use super::list::all_commands;
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
use alongside_domain::contact::Contact;
use alongside_domain::diary::Leave;
use alongside_domain::growing::InductionItem;
use alongside_domain::papers::Phrase;
use alongside_domain::scoring::Scored;
use alongside_domain::team::{Colleague, Reflection};
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

/// Two Rust types that the interface would know by one name: it would be told the wrong one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} is the name of two types: {one} and {other}")]
pub struct SameName {
    /// The name in the interface.
    pub name: String,
    /// A Rust type of it.
    pub one: &'static str,
    /// The other.
    pub other: &'static str,
}

/// A declaration, and the Rust type that it is of.
struct Declared {
    of: &'static str,
    text: String,
}

/// Gathers the declarations of a type and of everything in it.
struct Declarations<'a> {
    config: &'a Config,
    seen: BTreeMap<String, Declared>,
    twice: Option<SameName>,
}

impl<'a> Declarations<'a> {
    fn new(config: &'a Config) -> Self {
        Self {
            config,
            seen: BTreeMap::new(),
            twice: None,
        }
    }
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
        // A generic type is one type, whatever it is filled with.
        let whole = std::any::type_name::<T>();
        let of = whole.split_once('<').map_or(whole, |(of, _)| of);
        if let Some(known) = self.seen.get(&name) {
            if known.of != of {
                let (one, other) = (known.of, of);
                self.twice.get_or_insert(SameName { name, one, other });
            }
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let text = format!("{docs}export {}", T::decl(self.config));
        self.seen.insert(name, Declared { of, text });
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

macro_rules! typescript {
    ($($area:ident::$name:ident($request:ty) -> $view:ty;)+) => {
        /// The whole file `ui/src/lib/generated/commands.ts`.
        ///
        /// # Errors
        /// [`SameName`]: nothing is written that would mean two things.
        pub fn typescript() -> Result<String, SameName> {
            let config = Config::default().with_large_int("number");
            let mut all = Declarations::new(&config);
            $(all.visit::<$request>(); all.visit::<$view>();)+
            all.visit::<AppError>();
            all.visit::<ChangedEvent>();
            all.visit::<ProgressEvent>();
            all.visit::<SyncView>();
            if let Some(twice) = all.twice {
                return Err(twice);
            }
            let mut file = String::from("// Generated from the Rust types by `cargo xtask bindings`; a test keeps it fresh. Do not edit.\n\n");
            for declaration in all.seen.values() {
                file.push_str(&declaration.text);
                file.push_str("\n\n");
            }
            file.push_str("/** What may be asked, and what is told. */\nexport interface Commands {\n");
            $(file.push_str(&format!("\t{}: {{ request: {}; view: {} }};\n", stringify!($name), <$request>::name(&config), <$view>::name(&config)));)+
            file.push_str("}\n\n/** What is sent without being asked. */\nexport interface Events {\n\tchanged: ChangedEvent;\n\timport_progress: ProgressEvent;\n\tsync: SyncView;\n\tlocking: null;\n\tlocked: null;\n}\n");
            Ok(file)
        }
    };
}
all_commands!(typescript);

#[cfg(test)]
mod tests {
    use super::{Declarations, SameName};
    use ts_rs::{Config, TS, TypeVisitor as _};

    mod ready {
        /// Words that are typed by name.
        #[derive(ts_rs::TS)]
        pub(super) struct Phrase {
            #[expect(dead_code, reason = "only its declaration matters")]
            words: String,
        }
    }
    mod found {
        /// Words that were understood.
        #[derive(ts_rs::TS)]
        pub(super) struct Phrase {
            #[expect(dead_code, reason = "only its declaration matters")]
            means: Vec<String>,
        }
    }
    #[derive(TS)]
    struct Page<Row> {
        #[expect(dead_code, reason = "only its declaration matters")]
        rows: Vec<Row>,
    }

    #[test]
    fn two_types_of_one_name_are_refused_and_one_type_seen_twice_is_not() {
        let config = Config::default();
        let mut all = Declarations::new(&config);
        all.visit::<ready::Phrase>();
        all.visit::<ready::Phrase>();
        all.visit::<Page<String>>();
        all.visit::<Page<u32>>();
        assert_eq!(all.twice, None);
        all.visit::<found::Phrase>();
        assert!(matches!(
            all.twice,
            Some(SameName { ref name, one, other })
                if name == "Phrase" && one.ends_with("ready::Phrase") && other.ends_with("found::Phrase")
        ));
    }
}
