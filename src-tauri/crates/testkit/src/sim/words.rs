//! What was written, remembered outside of every laptop: each word is unlike any other, so that it can be looked for at the end.

use super::laptop::{Broken, Laptop, told};
use alongside_domain::contact::Contact;
use alongside_domain::directory::Service;
use alongside_domain::ids::{ContactId, PersonId, ReflectionId, ServiceId};
use alongside_domain::person::Person;
use alongside_domain::team::Reflection;
use alongside_domain::{Kind, Record};
use alongside_store::{Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What every word begins with.
pub const MARK: &str = "lantern-";

/// A record that words are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// Whose record, for a person's.
    pub person: Option<Uuid>,
    /// Whose own, for a reflection.
    pub writer: Option<usize>,
}

impl Target {
    /// The fields that words are written in.
    #[must_use]
    pub fn fields(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Person => &["preferred_name", "given_name", "family_name"],
            Kind::Contact => &["note"],
            Kind::Service => &["name", "description"],
            _ => &["words"],
        }
    }

    fn values(&self, store: &Store) -> Result<Vec<(usize, String)>, StoreError> {
        let texts: Vec<String> = match self.kind {
            Kind::Person => {
                let it: Person = store.get(PersonId(self.id))?;
                vec![it.preferred_name.0, it.given_name.0, it.family_name.0]
            }
            Kind::Contact => vec![store.get::<Contact>(ContactId(self.id))?.note.0],
            Kind::Service => {
                let it: Service = store.get(ServiceId(self.id))?;
                vec![it.name.0, it.description.0]
            }
            _ => vec![store.get::<Reflection>(ReflectionId(self.id))?.words.0],
        };
        Ok(texts.into_iter().enumerate().collect())
    }

    /// Writes a word in a field.
    ///
    /// # Errors
    /// Those of the file; the record may not be here.
    pub fn set(
        &self,
        tx: &mut alongside_store::Tx<'_>,
        field: &str,
        word: &str,
    ) -> Result<(), StoreError> {
        let json = serde_json::Value::String(word.to_owned());
        match self.kind {
            Kind::Person => tx.set::<Person>(PersonId(self.id), field, json),
            Kind::Contact => tx.set::<Contact>(ContactId(self.id), field, json),
            Kind::Service => tx.set::<Service>(ServiceId(self.id), field, json),
            _ => tx.set::<Reflection>(ReflectionId(self.id), field, json),
        }
    }

    /// Makes the record with a word in its first field.
    ///
    /// # Errors
    /// Those of the file.
    pub fn make(&self, tx: &mut alongside_store::Tx<'_>, word: &str) -> Result<(), StoreError> {
        match self.kind {
            Kind::Person => tx.put(&Person {
                preferred_name: word.into(),
                ..Person::blank(PersonId(self.id))
            }),
            Kind::Contact => tx.put(&Contact {
                person: PersonId(self.person.unwrap_or_default()),
                note: word.into(),
                ..Contact::blank(ContactId(self.id))
            }),
            Kind::Service => tx.put(&Service {
                name: word.into(),
                ..Service::blank(ServiceId(self.id))
            }),
            _ => tx.put(&Reflection {
                words: word.into(),
                ..Reflection::blank(ReflectionId(self.id))
            }),
        }
    }
}

/// A word.
#[derive(Clone, Debug)]
pub struct Word {
    /// Where it was written.
    pub target: Target,
    /// In which field.
    pub field: usize,
    /// On which laptop, in which of its lives.
    pub laptop: usize,
    /// The life.
    pub life: u32,
    /// When, truly.
    pub born: i64,
    /// That laptop said since that all it wrote stands in the log.
    pub acknowledged: Option<i64>,
    /// What it was written on went back to an older copy, or is gone, before that: it may be lost, and may not.
    pub may_be_lost: bool,
}

/// Everything that was written.
#[derive(Debug, Default)]
pub struct Words {
    /// The records, in the order of making.
    pub targets: Vec<Target>,
    /// Every word.
    pub all: BTreeMap<String, Word>,
    /// Words that somebody saw and wrote over, or decided against.
    pub superseded: BTreeSet<String>,
    next: u32,
}

/// The words that stand in each field of the known records on a laptop.
pub type Standing = BTreeMap<(Uuid, usize), String>;

impl Words {
    /// A word that was never written before. What all begin with is long enough to stand nowhere by chance.
    pub fn fresh(&mut self) -> String {
        self.next += 1;
        format!("{MARK}{}", self.next)
    }

    /// What stands on a laptop now.
    ///
    /// # Errors
    /// Those of the file.
    pub fn standing(&self, store: &Store) -> Result<Standing, Broken> {
        let mut standing = Standing::new();
        for target in &self.targets {
            match target.values(store) {
                Ok(values) => {
                    for (field, text) in values {
                        if !text.is_empty() {
                            standing.insert((target.id, field), text);
                        }
                    }
                }
                Err(StoreError::NotFound) => {}
                Err(other) => return Err(told(other)),
            }
        }
        Ok(standing)
    }

    /// Something was written on a laptop: what stood before and stands no more was seen and written over; what is new is remembered.
    pub fn note(
        &mut self,
        before: &Standing,
        after: &Standing,
        laptop: usize,
        life: u32,
        now: i64,
    ) {
        for (place, old) in before {
            if after.get(place) != Some(old) {
                self.superseded.insert(old.clone());
            }
        }
        for ((id, field), word) in after {
            if self.all.contains_key(word) {
                continue;
            }
            let Some(target) = self.targets.iter().find(|target| target.id == *id) else {
                continue;
            };
            self.all.insert(
                word.clone(),
                Word {
                    target: *target,
                    field: *field,
                    laptop,
                    life,
                    born: now,
                    acknowledged: None,
                    may_be_lost: false,
                },
            );
        }
    }

    /// A laptop says that all it wrote stands in the log, but for what it keeps apart.
    pub fn acknowledge(&mut self, laptop: usize, life: u32, now: i64, left: &BTreeSet<String>) {
        for (text, word) in &mut self.all {
            if (word.laptop, word.life) == (laptop, life) && !left.contains(text) {
                word.acknowledged.get_or_insert(now);
            }
        }
    }

    /// What a laptop wrote since and is not acknowledged may be lost.
    pub fn lose(&mut self, laptop: usize) {
        for word in self.all.values_mut() {
            if word.laptop == laptop && word.acknowledged.is_none() {
                word.may_be_lost = true;
            }
        }
    }

    /// The server's log is as it was at a time: what was acknowledged since is not there.
    pub fn forget_acknowledgements(&mut self, since: i64, intact: &dyn Fn(&Word) -> bool) {
        for word in self.all.values_mut() {
            if word.acknowledged.is_some_and(|at| at >= since) {
                word.acknowledged = None;
                if !intact(word) {
                    word.may_be_lost = true;
                }
            }
        }
    }

    /// Every word that a laptop knows of, in values, history and differences.
    ///
    /// # Errors
    /// Those of the file.
    pub fn known_on(&self, laptop: &Laptop) -> Result<BTreeSet<String>, Broken> {
        let store = laptop.store();
        let mut known: BTreeSet<String> = self.standing(store)?.into_values().collect();
        for target in &self.targets {
            for change in store.history(target.kind, target.id).map_err(told)? {
                for value in [change.before, Some(change.after)].into_iter().flatten() {
                    if let alongside_domain::Value::Text(text) = value {
                        known.insert(text);
                    }
                }
            }
        }
        Ok(known)
    }

    /// Every word that could not be sent any more and is kept on a laptop for who wrote it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn left_on(laptop: &Laptop) -> Result<BTreeSet<String>, Broken> {
        let left = laptop.engine().left_over(laptop.store()).map_err(told)?;
        let commits = left.into_iter().flat_map(|left| left.commits);
        let fields = commits
            .flat_map(|commit| commit.operations)
            .flat_map(|logged| logged.operation.fields);
        Ok(fields
            .filter_map(|field| match field.value {
                alongside_domain::Value::Text(text) => Some(text),
                _ => None,
            })
            .collect())
    }

    /// Every word that stands or is shown as a difference on a laptop.
    ///
    /// # Errors
    /// Those of the file.
    pub fn shown_on(&self, laptop: &Laptop) -> Result<BTreeSet<String>, Broken> {
        let store = laptop.store();
        let mut shown: BTreeSet<String> = self.standing(store)?.into_values().collect();
        for difference in store.differences().map_err(told)? {
            for side in [difference.standing, difference.losing] {
                if let alongside_domain::Value::Text(text) = side.value {
                    shown.insert(text);
                }
            }
        }
        Ok(shown)
    }
}
