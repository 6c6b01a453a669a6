//! Everything again from the beginning: every chain, hash, signature, and the roster; and whether the tables beside the log say what the
//! log says.

use super::database::{Put, Trouble};
use super::tables::ROW_BYTES;
use super::{ChainName, Core, LogRow, SpaceRow, Stop, Tables, TeamRow};
use alongside_protocol::{
    DeviceId, Entry, EntryKind, Hash, Head, Pack, PublicKey, Roster, SignedOpening, SpaceId,
    TeamId, extend,
};
use std::collections::BTreeMap;

/// Rows that are looked at together.
const ROWS: usize = 256;

impl Core {
    /// Checks a team's log from the beginning, and gives what is wrong with it, in words; nothing if all is well. A team that
    /// hands in at the same time is looked at as far as it had come at the beginning.
    ///
    /// # Errors
    /// [`Trouble`], if the database does not let itself be read.
    pub fn check(&self, team: &TeamId) -> Result<Vec<String>, Trouble> {
        let mut faults = Vec::new();
        self.database.read(&mut |sql| {
            let mut tables = Tables(sql);
            faults = match tables.team(team, false)? {
                None => vec!["there is no such team".to_owned()],
                Some(row) => Checking::new(self, *team).run(&mut tables, row)?,
            };
            Ok(())
        })?;
        Ok(faults)
    }
}

struct Checking<'c> {
    core: &'c Core,
    team: TeamId,
    head: Head,
    roster: Roster,
    roster_chain: Hash,
    chains: BTreeMap<(SpaceId, TeamId, DeviceId), (u64, Hash)>,
    spaces: BTreeMap<SpaceId, (u64, Hash)>,
    /// Spaces of which something is gone, with the first position.
    gone: BTreeMap<SpaceId, u64>,
    used: u64,
    faults: Vec<String>,
}

impl<'c> Checking<'c> {
    fn new(core: &'c Core, team: TeamId) -> Self {
        Self {
            core,
            team,
            head: Head::default(),
            roster: Roster::new(team),
            roster_chain: Hash::default(),
            chains: BTreeMap::new(),
            spaces: BTreeMap::new(),
            gone: BTreeMap::new(),
            used: 0,
            faults: Vec::new(),
        }
    }

    fn fault(&mut self, position: u64, what: &str) {
        self.faults.push(format!("entry {position}: {what}"));
    }

    fn run(mut self, tables: &mut Tables<'_>, row: TeamRow) -> Result<Vec<String>, Trouble> {
        while self.head.position < row.end.position && self.faults.len() < 100 {
            let (after, to) = (self.head.position, row.end.position);
            let rows = tables.log(&self.team, after, to, ROWS)?;
            let Some(last) = rows.last() else {
                self.fault(after + 1, "it and all after it are missing");
                return Ok(self.faults);
            };
            let bytes = tables.bytes(&self.team, after, last.position)?;
            let mut bytes: BTreeMap<u64, Vec<u8>> = bytes.into_iter().collect();
            for row in &rows {
                self.entry(tables, row, bytes.remove(&row.position))?;
            }
        }
        self.end(tables, row)?;
        Ok(self.faults)
    }

    fn entry(
        &mut self,
        tables: &mut Tables<'_>,
        row: &LogRow,
        bytes: Option<Vec<u8>>,
    ) -> Result<(), Trouble> {
        let position = self.head.position + 1;
        let head = extend(self.head, &row.hash)
            .map_err(|_| Trouble::Damaged("a log beyond all counting"))?;
        if row.position != position || row.chain != head.chain {
            self.fault(position, "the chain does not go on");
        }
        self.head = Head {
            position: row.position,
            chain: row.chain,
        };
        self.used = self.used.saturating_add(ROW_BYTES);
        let Some(bytes) = bytes else {
            match (row.kind, row.space) {
                (EntryKind::Roster, _) | (_, None) => self.fault(position, "it is gone"),
                (_, Some(space)) => {
                    self.gone.entry(space).or_insert(position);
                }
            }
            return self.follow(row, None);
        };
        self.used = self
            .used
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if row.size != u64::try_from(bytes.len()).unwrap_or(u64::MAX) {
            self.fault(position, "its size is another");
        }
        let entry = Entry {
            kind: row.kind,
            bytes,
        };
        if entry.hash() != row.hash {
            self.fault(position, "it is not what was handed in");
            return Ok(());
        }
        match row.kind {
            EntryKind::Roster => self.roster(row, &entry),
            EntryKind::Opening => self.opening(row, &entry),
            EntryKind::Pack => self.pack(tables, row, &entry)?,
        }
        Ok(())
    }

    fn roster(&mut self, row: &LogRow, entry: &Entry) {
        let taken = self.roster.take(entry, row.position, &*self.core.verify);
        if let Err(error) = taken {
            self.fault(
                row.position,
                &format!("the roster does not take it: {error}"),
            );
        }
        if row.number != Some(self.roster.number) {
            self.fault(row.position, "it has another number");
        }
        self.roster_chain = row.chain;
    }

    fn opening(&mut self, row: &LogRow, entry: &Entry) {
        match SignedOpening::read(&entry.bytes) {
            Ok((signed, opening)) if row.space == Some(opening.space) => {
                let key = self.roster.devices.get(&opening.device).map(|d| d.verify);
                let fits =
                    |key: PublicKey| signed.check(&self.team, &key, &*self.core.verify).is_ok();
                if !key.is_some_and(fits) {
                    self.fault(row.position, "its signature does not fit");
                }
            }
            _ => self.fault(row.position, "it is no opening of this space"),
        }
        if let Some(space) = row.space
            && self
                .spaces
                .insert(space, (row.position, row.hash))
                .is_some()
        {
            self.fault(row.position, "the space was open already");
        }
    }

    fn pack(
        &mut self,
        tables: &mut Tables<'_>,
        row: &LogRow,
        entry: &Entry,
    ) -> Result<(), Trouble> {
        let Ok((pack, header)) = Pack::read(&entry.bytes) else {
            self.fault(row.position, "it is no pack");
            return Ok(());
        };
        let named = (row.space, row.device, row.number);
        if named != (Some(header.space), Some(header.device), Some(header.number)) {
            self.fault(row.position, "it stands under other names");
        }
        let key = match row.home {
            Some(home) if home == self.team => {
                self.roster.devices.get(&header.device).map(|d| d.verify)
            }
            Some(home) => match self.core.roster(tables, &home) {
                Ok(roster) => roster.devices.get(&header.device).map(|d| d.verify),
                // A team that shared a space here and has left since: its keys went with it.
                Err(Stop::Refused(_)) => return self.follow(row, Some(header.previous)),
                Err(Stop::Trouble(trouble)) => return Err(trouble),
            },
            None => None,
        };
        let fits = |key: PublicKey| pack.check(&self.team, &key, &*self.core.verify).is_ok();
        if !key.is_some_and(fits) {
            self.fault(row.position, "its signature does not fit");
        }
        self.follow(row, Some(header.previous))
    }

    /// Follows the chain that an entry stands in, as far as that can be done without its bytes.
    fn follow(&mut self, row: &LogRow, previous: Option<Hash>) -> Result<(), Trouble> {
        if row.kind == EntryKind::Opening
            && let Some(space) = row.space
        {
            self.spaces.insert(space, (row.position, row.hash));
        }
        let (Some(space), Some(home), Some(device), Some(number)) =
            (row.space, row.home, row.device, row.number)
        else {
            return Ok(());
        };
        let name = (space, home, device);
        let (last, hash) = self.chains.get(&name).copied().unwrap_or_default();
        if number != last + 1 || previous.is_some_and(|previous| previous != hash) {
            self.fault(row.position, "it does not follow the pack before it");
        }
        self.chains.insert(name, (number, row.hash));
        Ok(())
    }

    fn end(&mut self, tables: &mut Tables<'_>, row: TeamRow) -> Result<(), Trouble> {
        let mut wrong = Vec::new();
        if self.head != row.end {
            wrong.push("the end of the log is not where it is said to be".to_owned());
        }
        let (mut faults, snapshots) = tables.check_snapshots(&self.team)?;
        wrong.append(&mut faults);
        self.used = self.used.saturating_add(snapshots);
        let (mut faults, published) = tables.check_published(&self.team)?;
        wrong.append(&mut faults);
        self.used = self.used.saturating_add(published);
        if self.used != row.used {
            let (used, said) = (self.used, row.used);
            wrong.push(format!("{used} bytes are used, not {said}"));
        }
        if tables.roster(&self.team)? != Some((self.roster_chain, self.roster.clone())) {
            wrong.push("the roster is not the one that its entries make".to_owned());
        }
        for (space, position) in &self.gone {
            if !self.roster.erased.contains_key(space) {
                wrong.push(format!("entry {position}: it is gone, and was not erased"));
            }
        }
        for (space, (position, hash)) in &self.spaces {
            let said = tables.space(&self.team, space)?;
            let is_erased = self.roster.erased.contains_key(space);
            let fits = |said: SpaceRow| {
                said.position == *position && said.hash == *hash && said.is_erased == is_erased
            };
            if !said.is_some_and(fits) {
                wrong.push(format!("entry {position}: its space is noted otherwise"));
            }
        }
        for ((space, home, device), end) in &self.chains {
            let name = ChainName {
                space: *space,
                home: *home,
                device: *device,
            };
            if tables.chain_end(&self.team, &name)? != *end {
                wrong.push(format!("the packs of device {device} end elsewhere"));
            }
        }
        for (table, counted) in [("spaces", self.spaces.len()), ("chains", self.chains.len())] {
            if tables.count(&self.team, table)? != u64::try_from(counted).unwrap_or(u64::MAX) {
                wrong.push(format!("there are other {table} than the log has"));
            }
        }
        self.faults.append(&mut wrong);
        Ok(())
    }
}

impl Tables<'_> {
    fn count(&mut self, team: &TeamId, table: &str) -> Result<u64, Trouble> {
        let statement = match table {
            "spaces" => "SELECT COUNT(*) FROM spaces WHERE team = $1",
            _ => "SELECT COUNT(*) FROM chains WHERE team = $1",
        };
        let rows = self.0.rows(statement, &[Put::Bytes(&team.0)])?;
        rows.first().map_or(Ok(0), |row| row.count(0))
    }
}
