//! A server that keeps two logs: one for everybody, and one for a single laptop, from which the packs of one colleague's laptop are left
//! out. Both are whole, counted and chained as they should be; only what laptops say of what they have seen can tell.

use super::laptop::{Broken, told};
use super::world::{Asked, World};
use alongside_protocol::{
    DeviceId, Entry, EntryKind, Head, Item, Pack, Page, PushReply, Refusal, Shown, decode, encode,
    extend,
};
use alongside_sync::Request;

/// The second log.
#[derive(Clone, Debug)]
pub struct Fork {
    /// Whom it is shown.
    pub victim: usize,
    /// Whose packs are left out.
    pub without: DeviceId,
    /// How many were.
    pub hidden: usize,
    items: Vec<Item>,
    /// Where the log is after each of the items, and before the first.
    heads: Vec<Head>,
}

impl Fork {
    /// One that begins where its victim reads on.
    #[must_use]
    pub fn new(victim: usize, without: DeviceId) -> Self {
        Self {
            victim,
            without,
            hidden: 0,
            items: Vec::new(),
            heads: Vec::new(),
        }
    }

    fn add(&mut self, shown: Shown) {
        let is_left_out = matches!(&shown, Shown::Whole(entry) if self.is_left_out(entry));
        let Some(head) = self.heads.last().copied() else {
            return;
        };
        if is_left_out {
            self.hidden += 1;
        } else if let Ok(next) = extend(head, &shown.hash()) {
            let position = next.position;
            self.items.push(Item { position, shown });
            self.heads.push(next);
        }
    }

    fn is_left_out(&self, entry: &Entry) -> bool {
        entry.kind == EntryKind::Pack
            && Pack::read(&entry.bytes).is_ok_and(|(_, header)| header.device == self.without)
    }

    fn page(&self, after: Head, time: i64) -> Result<Page, Refusal> {
        let end = self.heads.last().copied().unwrap_or_default();
        match self.heads.iter().position(|head| *head == after) {
            Some(at) => Ok(Page {
                items: self.items.iter().skip(at).cloned().collect(),
                end,
                time,
            }),
            None => Err(Refusal::OtherLog { end }),
        }
    }
}

impl World {
    /// The answer to a laptop that is shown the second log; nothing if it is to be answered as everybody is.
    pub(super) fn forked(
        &mut self,
        asked: &Asked,
        answer: &Result<Vec<u8>, Refusal>,
    ) -> Result<Option<Result<Vec<u8>, Refusal>>, Broken> {
        let now = self.now.get();
        let Some(fork) = &mut self.fork else {
            return Ok(None);
        };
        match &asked.request {
            Request::Pull(_, pull) if asked.laptop == fork.victim => {
                if fork.heads.is_empty() {
                    let Ok(body) = answer else { return Ok(None) };
                    let page: Page = decode(body).map_err(told)?;
                    fork.heads.push(pull.after);
                    for item in page.items {
                        fork.add(item.shown);
                    }
                }
                Ok(Some(match fork.page(pull.after, now) {
                    Ok(page) => Ok(encode(&page).map_err(told)?),
                    Err(refusal) => Err(refusal),
                }))
            }
            Request::Push(_, push) if asked.laptop != fork.victim => {
                let placed = answer
                    .as_ref()
                    .ok()
                    .and_then(|body| decode::<PushReply>(body).ok())
                    .map_or(0, |reply| reply.placed.len());
                for entry in push.entries.iter().take(placed) {
                    fork.add(Shown::Whole(entry.clone()));
                }
                Ok(None)
            }
            _ => Ok(None),
        }
    }
}
