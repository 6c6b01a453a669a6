//! A server that is not honest: what it shows one laptop is not what stands in the log.

use super::laptop::{Broken, told};
use super::world::{Asked, World};
use alongside_protocol::{
    Entry, EntryKind, Fetched, Head, Item, Page, Refusal, Shown, decode, encode, extend,
};
use alongside_sync::Request;

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trick {
    /// A pack is shown by its hash only, as if it were not for this laptop.
    Hide,
    /// The first entry comes twice.
    Repeat,
    /// Two entries change places.
    Reorder,
    /// The first entry is left out, and the log counted and chained as if it had never been.
    Fork,
    /// The end is said to be further on than anything that comes.
    LieAboutEnd,
    /// The end is said to have another chain.
    LieAboutChain,
    /// A signature is changed.
    Forge,
    /// The last page is shown once more as news.
    Replay,
    /// What was kept back is put in later.
    PutIn,
    /// A new laptop is given other snapshots than it asked for.
    SwapSnapshots,
}

/// A hostile server.
#[derive(Clone, Debug)]
pub struct Hostile {
    /// Whom it deceives.
    pub victim: usize,
    /// How.
    pub trick: Trick,
    /// Whose pushes it keeps back.
    pub keeps_back: Option<usize>,
    /// What it kept back.
    pub kept: Vec<Entry>,
    /// Whether it did it.
    pub done: bool,
    shown: Option<Item>,
}

impl Hostile {
    /// One that deceives a laptop.
    #[must_use]
    pub fn new(victim: usize, trick: Trick) -> Self {
        Self {
            victim,
            trick,
            keeps_back: None,
            kept: Vec::new(),
            done: false,
            shown: None,
        }
    }
}

impl World {
    /// Whether a push is kept back: its entries are remembered, and nobody answers.
    pub(super) fn is_kept_back(&mut self, asked: &Asked) -> bool {
        let Some(hostile) = &mut self.hostile else {
            return false;
        };
        let Request::Push(_, push) = &asked.request else {
            return false;
        };
        if hostile.keeps_back != Some(asked.laptop) {
            return false;
        }
        if hostile.kept.is_empty() {
            hostile.kept = push
                .entries
                .iter()
                .filter(|entry| entry.kind == EntryKind::Pack)
                .cloned()
                .collect();
        }
        true
    }

    /// The answer, as a hostile server gives it.
    pub(super) fn twisted(
        &mut self,
        asked: &Asked,
        answer: Result<Vec<u8>, Refusal>,
    ) -> Result<Result<Vec<u8>, Refusal>, Broken> {
        let Some(hostile) = &mut self.hostile else {
            return Ok(answer);
        };
        if hostile.victim != asked.laptop {
            return Ok(answer);
        }
        let Ok(body) = &answer else { return Ok(answer) };
        if let Request::Fetch(..) = &asked.request {
            let swapped = hostile.swap(decode(body).map_err(told)?);
            return Ok(Ok(encode(&swapped).map_err(told)?));
        }
        let Request::Pull(_, pull) = &asked.request else {
            return Ok(answer);
        };
        let page: Page = decode(body).map_err(told)?;
        let twisted = hostile.twist(page, pull.after);
        Ok(Ok(encode(&twisted).map_err(told)?))
    }
}

impl Hostile {
    fn swap(&mut self, mut fetched: Fetched) -> Fetched {
        if self.trick == Trick::SwapSnapshots && fetched.snapshots.len() > 1 {
            fetched.snapshots.rotate_left(1);
            self.done = true;
        }
        fetched
    }

    fn twist(&mut self, mut page: Page, after: Head) -> Page {
        let is_whole = |item: &Item| matches!(&item.shown, Shown::Whole(entry) if entry.kind == EntryKind::Pack);
        match self.trick {
            Trick::Hide if !self.done => {
                if let Some(item) = page.items.iter_mut().find(|item| is_whole(item)) {
                    item.shown = Shown::Hidden(item.shown.hash());
                    self.done = true;
                }
            }
            Trick::Repeat => {
                if let Some(first) = page.items.first().cloned() {
                    page.items.insert(0, first);
                    self.done = true;
                }
            }
            Trick::Reorder => {
                if let [one, two, ..] = page.items.as_mut_slice() {
                    std::mem::swap(&mut one.shown, &mut two.shown);
                    self.done = true;
                }
            }
            Trick::Fork if !self.done && page.items.len() > 1 => {
                page.items.remove(0);
                page.end = chained(&mut page.items, after);
                self.done = true;
            }
            Trick::LieAboutEnd => {
                page.items.clear();
                page.end.position = after.position + 5;
                self.done = true;
            }
            Trick::LieAboutChain if !page.items.is_empty() => {
                page.end.chain.0[0] ^= 1;
                self.done = true;
            }
            Trick::Forge if !self.done => {
                if let Some(item) = page.items.iter_mut().find(|item| is_whole(item)) {
                    if let Shown::Whole(entry) = &mut item.shown
                        && let Some(last) = entry.bytes.last_mut()
                    {
                        *last ^= 1;
                    }
                    page.end = chained(&mut page.items, after);
                    self.done = true;
                }
            }
            Trick::Replay => {
                if let Some(shown) = &self.shown {
                    page.items.push(shown.clone());
                    page.end = chained(&mut page.items, after);
                    self.done = true;
                    self.shown = None;
                } else if !self.done {
                    self.shown = page.items.iter().find(|item| is_whole(item)).cloned();
                }
            }
            Trick::PutIn if !self.kept.is_empty() && !self.done => {
                for entry in std::mem::take(&mut self.kept) {
                    page.items.push(Item {
                        position: 0,
                        shown: Shown::Whole(entry),
                    });
                }
                page.end = chained(&mut page.items, after);
                self.done = true;
            }
            _ => {}
        }
        page
    }
}

/// Counts and chains items as if nothing were amiss.
fn chained(items: &mut [Item], after: Head) -> Head {
    items.iter_mut().fold(after, |head, item| {
        let next = extend(head, &item.shown.hash()).unwrap_or(head);
        item.position = next.position;
        next
    })
}
