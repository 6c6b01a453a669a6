//! Pages of a log: what comes after a head, in order and without a gap.

use super::access::{Asker, Sight};
use super::{Core, Done, LogRow, Tables};
use alongside_protocol::{
    Entry, EntryKind, Item, Page, Pull, Refusal, Shown, SpaceId, TeamId, limits,
};
use std::collections::{BTreeMap, BTreeSet};

/// What an entry that is shown by its hash alone takes of a page.
const HIDDEN_BYTES: u64 = 48;
/// Bytes that are read for nothing sooner than ask the database once more.
const GAP_BYTES: u64 = 64 * 1024;

impl Core {
    pub(super) fn pull(&self, team: &TeamId, asker: &Asker, pull: &Pull, now: i64) -> Done<Page> {
        let only: BTreeSet<SpaceId> = pull.only.iter().copied().collect();
        self.read(|tables| {
            let (row, _, sight) = self.visit(tables, team, asker)?;
            let end = sight.end(tables, &row)?;
            if tables.chain_at(team, pull.after.position)? != Some(pull.after.chain)
                || pull.after.position > end.position
            {
                return Err(Refusal::OtherLog { end }.into());
            }
            let rows = tables.log(
                team,
                pull.after.position,
                end.position,
                limits::PAGE_ENTRIES,
            )?;
            let page = Viewed {
                asker,
                sight: &sight,
                only: &only,
            };
            let items = page.items(tables, team, rows, u64::from(pull.most_bytes))?;
            Ok(Page {
                items,
                end,
                time: now,
            })
        })
    }
}

/// A log as one asker sees it.
struct Viewed<'v> {
    asker: &'v Asker,
    sight: &'v Sight,
    only: &'v BTreeSet<SpaceId>,
}

impl Viewed<'_> {
    fn is_own(&self, row: &LogRow) -> bool {
        row.kind == EntryKind::Pack
            && row.home == Some(self.asker.home)
            && row.device == Some(self.asker.device)
    }

    fn is_shown(&self, row: &LogRow) -> bool {
        if row.is_erased {
            return false;
        }
        let (Some(space), Some(ring)) = (&row.space, row.ring) else {
            return row.kind == EntryKind::Roster;
        };
        let is_own = self.is_own(row);
        let is_asked_for = self.only.is_empty() || self.only.contains(space);
        !is_own && is_asked_for && self.sight.shows(space, ring, row.position)
    }

    fn items(
        &self,
        tables: &mut Tables<'_>,
        team: &TeamId,
        rows: Vec<LogRow>,
        most_bytes: u64,
    ) -> Done<Vec<Item>> {
        let most_bytes = most_bytes.min(u64::try_from(limits::PAGE_BYTES).unwrap_or(u64::MAX));
        let mut taken: u64 = 0;
        let mut chosen: Vec<(LogRow, bool)> = Vec::new();
        for row in rows {
            let is_shown = self.is_shown(&row);
            let size = if is_shown { row.size } else { HIDDEN_BYTES };
            taken = taken.saturating_add(size);
            // The first goes however large it is: else nothing ever went on.
            if taken > most_bytes && !chosen.is_empty() {
                break;
            }
            chosen.push((row, is_shown));
        }
        let mut bytes = BTreeMap::new();
        for (after, to) in stretches(&chosen) {
            bytes.extend(tables.bytes(team, after, to)?);
        }
        let items = chosen.into_iter().map(|(row, is_shown)| {
            let whole = bytes.remove(&row.position).filter(|_| is_shown);
            let shown = match whole {
                Some(bytes) => Shown::Whole(Entry {
                    kind: row.kind,
                    bytes,
                }),
                // Erased in the moment between the two readings, or long ago.
                None if row.is_erased || is_shown => Shown::Erased(row.hash),
                None if self.is_own(&row) => Shown::Own(row.hash),
                None => Shown::Hidden(row.hash),
            };
            Item {
                position: row.position,
                shown,
            }
        });
        Ok(items.collect())
    }
}

/// Stretches of positions (after, up to and with) that hold all that is shown, and not much else.
fn stretches(chosen: &[(LogRow, bool)]) -> Vec<(u64, u64)> {
    let mut found: Vec<(u64, u64)> = Vec::new();
    let mut gap = 0;
    for (row, is_shown) in chosen {
        if !is_shown {
            gap += row.size;
            continue;
        }
        match found.last_mut() {
            Some((_, to)) if gap <= GAP_BYTES => *to = row.position,
            _ => found.push((row.position - 1, row.position)),
        }
        gap = 0;
    }
    found
}
