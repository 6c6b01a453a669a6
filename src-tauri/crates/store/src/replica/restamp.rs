//! What was written under a clock that ran ahead gets its right place in time, before anybody else has seen it.

use super::Replica;
use crate::clock::{Hybrid, Stamp, Stamps};
use crate::error::Result;
use crate::log::{Commit, Operation};
use crate::rows::uuid_at;
use alongside_domain::{Kind, Moment};
use rusqlite::params;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The operations of a commit that is to be stamped anew: their rowids and what they say.
type Operations = Vec<(i64, Operation)>;

impl Replica<'_> {
    /// Gives new stamps to this device's commits that nobody has seen (not sealed, in no space) and whose stamp is later than `latest`
    /// (milliseconds since 1970): in their order, from `latest` on, and always later than what their writer saw. Rows, bases and
    /// differences follow. The moment shown to people stays that of the writer's clock. Gives how many.
    ///
    /// # Errors
    /// Those of the file.
    pub fn restamp(&mut self, latest: u64) -> Result<u32> {
        let ahead = self.ahead_of(latest)?;
        if ahead.is_empty() {
            return Ok(0);
        }
        self.settle_rows()?;
        let from = Moment(i64::try_from(latest.saturating_add(1)).unwrap_or(i64::MAX));
        let mut clock = Hybrid::new(self.device()?, None);
        let mut new: BTreeMap<Stamp, Stamp> = BTreeMap::new();
        let mut restamped = 0;
        for (n, old) in ahead {
            let mut operations = self.operations_of(n)?;
            for (_, operation) in &mut operations {
                moved(operation, &new);
                for stamp in seen(operation).into_iter().filter(|stamp| *stamp != old) {
                    clock.see(stamp);
                }
            }
            let stamp = clock.tick(from);
            if stamp >= old {
                // It saw something that is that late, from somebody else: its place is right.
                clock.see(old);
                continue;
            }
            new.insert(old, stamp);
            self.connection
                .prepare_cached("UPDATE commits SET stamp = ? WHERE n = ?")?
                .execute(params![stamp.0.as_slice(), n])?;
            for (operation_n, operation) in &mut operations {
                // What it wrote twice, it saw itself.
                moved(operation, &new);
                self.connection
                    .prepare_cached("UPDATE operations SET body = ? WHERE n = ?")?
                    .execute(params![operation.bytes()?, *operation_n])?;
            }
            restamped += 1;
        }
        self.settle_rows()?;
        let last = self
            .connection
            .query_row("SELECT max(stamp) FROM commits", [], |row| {
                row.get::<_, Option<Vec<u8>>>(0)
            })?
            .map(|bytes| Stamp::read(&bytes))
            .transpose()?;
        self.clock_to = Some(last);
        Ok(restamped)
    }

    /// The part in a space of a commit that is here turned up in the log again. If it is not the same there, two copies of one laptop put
    /// their clocks right each in its own way before they sent it: the one with the earlier stamp (and then with the lower bytes) stands
    /// on every laptop, in whatever order they come. Gives whether what is in the log will do; if not, ours is to be sent as well.
    pub(super) fn agree(&mut self, commit: i64, space: i64, theirs: &Commit) -> Result<bool> {
        let order = self.agree_on_stamp(commit, theirs.stamp)?;
        let ours: Vec<(i64, u8, Uuid, Vec<u8>)> = {
            let mut statement = self.connection.prepare_cached(
                "SELECT n, kind, record, body FROM operations WHERE commit_n = ? AND space = ? ORDER BY n",
            )?;
            statement
                .query_map([commit, space], |row| {
                    Ok((row.get(0)?, row.get(1)?, uuid_at(row, 2)?, row.get(3)?))
                })?
                .collect::<rusqlite::Result<_>>()?
        };
        let bodies = theirs
            .operations
            .iter()
            .map(|logged| logged.operation.bytes())
            .collect::<Result<Vec<_>>>()?;
        let order = order.then_with(|| bodies.iter().cmp(ours.iter().map(|(.., body)| body)));
        if order == Ordering::Less {
            for ((n, kind, record, body), new) in ours.iter().zip(&bodies) {
                if body != new {
                    self.connection
                        .prepare_cached("UPDATE operations SET body = ? WHERE n = ?")?
                        .execute(params![new, n])?;
                    if let Some(kind) = Kind::from_number(*kind) {
                        self.unsettled.insert((kind, *record));
                    }
                }
            }
            self.has_applied = true;
        }
        Ok(order != Ordering::Greater)
    }

    /// How the stamp that a commit has in the log compares with the one that it has here, where the earlier stands from now on.
    pub(super) fn agree_on_stamp(&mut self, commit: i64, theirs: Stamp) -> Result<Ordering> {
        let ours: Vec<u8> = self
            .connection
            .prepare_cached("SELECT stamp FROM commits WHERE n = ?")?
            .query_row([commit], |row| row.get(0))?;
        let ours = Stamp::read(&ours)?;
        if theirs < ours {
            self.adopt_stamp(commit, ours, theirs)?;
        }
        Ok(theirs.cmp(&ours))
    }

    /// What is not sealed yet and saw it follows.
    fn adopt_stamp(&mut self, commit: i64, old: Stamp, to: Stamp) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE commits SET stamp = ? WHERE n = ?")?
            .execute(params![to.0.as_slice(), commit])?;
        let new = BTreeMap::from([(old, to)]);
        let waiting: Vec<i64> = {
            let mut statement = self
                .connection
                .prepare_cached("SELECT ?1 UNION SELECT commit_n FROM outbox ORDER BY 1")?;
            statement
                .query_map([commit], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?
        };
        for n in waiting {
            for (operation_n, mut operation) in self.operations_of(n)? {
                moved(&mut operation, &new);
                self.connection
                    .prepare_cached("UPDATE operations SET body = ? WHERE n = ?")?
                    .execute(params![operation.bytes()?, operation_n])?;
            }
        }
        self.seen = self.seen.max(Some(to));
        self.has_applied = true;
        Ok(())
    }

    /// Commits that wait whole in the outbox and are stamped after a moment, in their order.
    fn ahead_of(&self, latest: u64) -> Result<Vec<(i64, Stamp)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT c.n, c.stamp FROM outbox b JOIN commits c ON c.n = b.commit_n
             WHERE NOT EXISTS (SELECT 1 FROM operations o WHERE o.commit_n = c.n
                               AND (o.commit_n << 24) + o.space NOT IN (SELECT n FROM outbox))
             ORDER BY c.stamp",
        )?;
        let device = self.device()?;
        let mut rows = statement.query([])?;
        let mut ahead = Vec::new();
        while let Some(row) = rows.next()? {
            let stamp = Stamp::read(&row.get::<_, Vec<u8>>(1)?)?;
            // What is only carried for others is theirs.
            if stamp.millis() > latest && stamp.device() == device {
                ahead.push((row.get(0)?, stamp));
            }
        }
        Ok(ahead)
    }

    fn operations_of(&mut self, commit: i64) -> Result<Operations> {
        let mut statement = self.connection.prepare_cached(
            "SELECT n, kind, record, body FROM operations WHERE commit_n = ? ORDER BY n",
        )?;
        let mut rows = statement.query([commit])?;
        let mut operations = Vec::new();
        while let Some(row) = rows.next()? {
            if let Some(kind) = Kind::from_number(row.get(1)?) {
                self.unsettled.insert((kind, uuid_at(row, 2)?));
            }
            operations.push((row.get(0)?, Operation::read(&row.get::<_, Vec<u8>>(3)?)?));
        }
        Ok(operations)
    }
}

/// Every stamp that the writer of an operation saw.
fn seen(operation: &Operation) -> Vec<Stamp> {
    let saw = operation
        .saw
        .as_deref()
        .and_then(|bytes| Stamps::read(bytes).ok());
    operation
        .fields
        .iter()
        .flat_map(|write| write.base.into_iter().chain(write.settles.iter().copied()))
        .chain(saw.iter().flat_map(Stamps::all))
        .collect()
}

/// Puts new stamps in the place of old ones.
fn moved(operation: &mut Operation, new: &BTreeMap<Stamp, Stamp>) {
    let renew = |stamp: &mut Stamp| {
        if let Some(new) = new.get(stamp) {
            *stamp = *new;
        }
    };
    for write in &mut operation.fields {
        write.base.iter_mut().for_each(renew);
        write.settles.iter_mut().for_each(renew);
    }
    if let Some(saw) = &mut operation.saw
        && let Ok(mut stamps) = Stamps::read(saw)
    {
        stamps.each(renew);
        *saw = stamps.bytes();
    }
}
