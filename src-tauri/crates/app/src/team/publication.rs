//! What of the directory goes out when it is published, in parts that are the same each time they are made.
//!
//! It is read twice: once to know what it is called (the hash of its parts) and how many parts there are, once more as each part is
//! sent, so that a large directory never stands in memory. If it was changed in between, a part is another, which is noticed.

use crate::directory::each_run;
use crate::failure::Outcome;
use crate::team::was_public::{AllMarks, Marks};
use alongside_documents::export::{Outgoing, service};
use alongside_protocol::{Hash, ProtocolError, PublicName, PublicationPart, limits};
use alongside_store::{RunAt, Store};
use serde_bytes::ByteBuf;
use std::collections::{BTreeSet, HashSet};

/// Where a part begins, and what the chain is after it.
#[derive(Clone, Copy, Debug)]
struct Planned {
    after: i64,
    before: Hash,
    chain: Hash,
}

/// A publication that is to be sent.
#[derive(Debug)]
pub(crate) struct Publication {
    sources: BTreeSet<String>,
    name: PublicName,
    parts: Vec<Planned>,
    /// Services whose id, in the source's words, another has already: they go out under our own.
    twice: HashSet<i64>,
    /// How each service goes out, to say later what has changed.
    marks: AllMarks,
}

/// Some services, written; and after which the next ones come, if there are any.
struct Cut {
    services: Vec<ByteBuf>,
    marks: AllMarks,
    next: Option<i64>,
}

impl Publication {
    /// Looks through the directory.
    pub(crate) fn of(store: &Store, sources: BTreeSet<String>, name: PublicName) -> Outcome<Self> {
        let mut publication = Self {
            sources,
            name,
            parts: Vec::new(),
            twice: HashSet::new(),
            marks: AllMarks::new(),
        };
        publication.find_twice(store)?;
        let (mut after, mut before) = (0, Hash::default());
        loop {
            let cut = publication.cut(store, after)?;
            let chain = PublicationPart::chain(&before, &cut.services).map_err(odd)?;
            publication.marks.extend(cut.marks);
            publication.parts.push(Planned {
                after,
                before,
                chain,
            });
            (after, before) = match cut.next {
                Some(next) => (next, chain),
                None => return Ok(publication),
            };
        }
    }

    /// The same, of the directory as it is now.
    pub(crate) fn anew(self, store: &Store) -> Outcome<Self> {
        Self::of(store, self.sources, self.name)
    }

    /// How many services it has.
    pub(crate) fn services(&self) -> usize {
        self.marks.len()
    }

    /// How each of them goes out.
    pub(crate) fn marks(&self) -> &AllMarks {
        &self.marks
    }

    /// How many parts it has.
    pub(crate) fn parts(&self) -> u32 {
        u32::try_from(self.parts.len()).unwrap_or(u32::MAX)
    }

    /// What it is called.
    pub(crate) fn id(&self) -> Hash {
        self.parts.last().map(|last| last.chain).unwrap_or_default()
    }

    /// One of its parts; nothing if the directory is not what it was.
    pub(crate) fn part(&self, store: &Store, number: u32) -> Outcome<Option<PublicationPart>> {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(planned) = self.parts.get(at) else {
            return Ok(None);
        };
        let cut = self.cut(store, planned.after)?;
        let chain = PublicationPart::chain(&planned.before, &cut.services).map_err(odd)?;
        let is_last = number + 1 == self.parts();
        if chain != planned.chain || is_last != cut.next.is_none() {
            return Ok(None);
        }
        Ok(Some(PublicationPart {
            name: self.name,
            publication: self.id(),
            number,
            is_last,
            services: cut.services,
        }))
    }

    /// The next services, as many as fit into a part.
    fn cut(&self, store: &Store, after: i64) -> Outcome<Cut> {
        let (mut services, mut bytes) = (Vec::new(), 0);
        let mut marks = AllMarks::new();
        let mut last = after;
        let mut next = None;
        each_run(store, after, |run| {
            let written = self.written(run);
            let length = written.as_ref().map_or(0, Vec::len);
            let is_full = services.len() == limits::PUBLISHED_PART
                || (bytes + length > limits::PUBLISHED_PART_BYTES && !services.is_empty());
            if is_full && written.is_some() {
                next = Some(last);
                return false;
            }
            bytes += length;
            if let Some(written) = written {
                marks.insert(run.service.id, Marks::of(&run.service, &written));
                services.push(ByteBuf::from(written));
            }
            last = run.n;
            true
        })?;
        Ok(Cut {
            services,
            marks,
            next,
        })
    }

    /// A service as it goes out; nothing if it does not.
    fn written(&self, run: &RunAt) -> Option<Vec<u8>> {
        let is_wanted = self.sources.contains(run.service.source.as_str());
        if !is_wanted || run.service.name.is_blank() {
            return None;
        }
        let mut own = run.service.clone();
        if self.twice.contains(&run.n) {
            own.source_id = String::new().into();
        }
        let written = service(Outgoing {
            service: &own,
            organisation: run.organisation.as_ref(),
            places: &run.places,
        });
        let written = written.to_string().into_bytes();
        (written.len() <= limits::PUBLISHED_BYTES).then_some(written)
    }

    fn find_twice(&mut self, store: &Store) -> Outcome<()> {
        let mut ids = HashSet::new();
        let mut twice = HashSet::new();
        each_run(store, 0, |run| {
            if self.sources.contains(run.service.source.as_str()) {
                let source_id = run.service.source_id.as_str();
                if !source_id.is_empty() && !ids.insert(source_id.to_lowercase()) {
                    twice.insert(run.n);
                }
            }
            true
        })?;
        self.twice = twice;
        Ok(())
    }
}

fn odd(error: ProtocolError) -> crate::api::error::AppError {
    crate::api::error::AppError::with_detail(crate::api::error::ErrorCode::Internal, error)
}
