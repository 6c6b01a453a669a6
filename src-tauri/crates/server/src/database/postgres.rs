//! PostgreSQL: any number of servers beside each other on one database.
//!
//! The order of a team's log is the lock on the team's row, held until the commit: a position is never seen before the one below it,
//! and two teams never wait for each other. Connections are blocking ones, used by whichever thread has work.

use super::door::{Door, PATIENCE, in_words};
use super::news::{self, Asked};
use crate::core::Grown;
use crate::core::database::{Cell, Database, Heard, Put, Row, Sql, Trouble, Work};
use postgres::error::SqlState;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Statement};
use std::collections::HashMap;
use std::error::Error as StdError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// The schema, and whatever is added to it: one step each, in order, for ever.
const STEPS: [&str; 1] = [include_str!("postgres.sql")];
/// The lock under which the schema is changed, when several servers start at once: "alongsid".
const MIGRATING: i64 = 0x616c_6f6e_6773_6964;
/// How often work is begun again that the database broke off.
const TRIES: u8 = 3;

/// A PostgreSQL database.
pub struct Postgres {
    door: Arc<Door>,
    pool: Mutex<Pool>,
    returned: Condvar,
    most: usize,
    news: Mutex<Option<Sender<Asked>>>,
}

struct Pool {
    idle: Vec<Connection>,
    made: usize,
}

/// A connection with the statements it has prepared.
struct Connection {
    client: Client,
    prepared: HashMap<&'static str, Statement>,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Postgres")
    }
}

impl Postgres {
    /// Connects, and makes the tables if they are not there. At most `most` connections are open at one time, and two for the news.
    ///
    /// # Errors
    /// [`Trouble`]; also if the tables were made by a newer version.
    pub fn open(address: &str, most: usize) -> Result<Self, Trouble> {
        let door = Arc::new(Door::new(address)?);
        let mut client = door.connect()?;
        migrate(&mut client)?;
        Ok(Self {
            door,
            pool: Mutex::new(Pool {
                idle: vec![Connection {
                    client,
                    prepared: HashMap::new(),
                }],
                made: 1,
            }),
            returned: Condvar::new(),
            most: most.max(1),
            news: Mutex::new(None),
        })
    }

    fn take(&self) -> Result<Connection, Trouble> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(idle) = pool.idle.pop() {
                if idle.client.is_closed() {
                    pool.made = pool.made.saturating_sub(1);
                    continue;
                }
                return Ok(idle);
            }
            if pool.made < self.most {
                pool.made += 1;
                drop(pool);
                let made = self.door.connect();
                if made.is_err() {
                    self.lose();
                }
                return made.map(|client| Connection {
                    client,
                    prepared: HashMap::new(),
                });
            }
            let (waited, result) = self
                .returned
                .wait_timeout(pool, PATIENCE)
                .unwrap_or_else(PoisonError::into_inner);
            pool = waited;
            if result.timed_out() {
                return Err(Trouble::Unreachable(
                    "all connections are in use".to_owned(),
                ));
            }
        }
    }

    fn give_back(&self, connection: Connection) {
        if connection.client.is_closed() {
            self.lose();
        } else {
            let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
            pool.idle.push(connection);
            drop(pool);
            self.returned.notify_one();
        }
    }

    fn lose(&self) {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        pool.made = pool.made.saturating_sub(1);
        drop(pool);
        self.returned.notify_one();
    }

    /// Runs work between two statements; the third is for when it did not go well. Begins again if the connection was already
    /// dead, or the database itself asks for it.
    fn transact(&self, begin: &str, work: &mut Work<'_>) -> Result<(), Trouble> {
        let mut tried = 0;
        loop {
            tried += 1;
            let mut connection = self.take()?;
            let mut on = On {
                connection: &mut connection,
                again: false,
            };
            let done = match on.connection.client.batch_execute(begin) {
                Ok(()) => catch_unwind(AssertUnwindSafe(|| work(&mut on)))
                    .unwrap_or_else(|_| Err(Trouble::Declined("the work broke off".to_owned()))),
                Err(error) => Err(on.note(&error)),
            };
            let is_again = on.again || connection.client.is_closed();
            if done.is_ok() {
                // Whether it stands is not known if the connection breaks here. Who asked asks again, and is told.
                let committed = connection.client.batch_execute("COMMIT");
                self.give_back(connection);
                return committed.map_err(|error| trouble(&error));
            }
            // If even this fails, the connection is closed, and its transaction with it.
            if connection.client.batch_execute("ROLLBACK").is_err() {
                drop(connection);
                self.lose();
            } else {
                self.give_back(connection);
            }
            if !is_again || tried >= TRIES {
                return done;
            }
        }
    }
}

impl Database for Postgres {
    fn write(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.transact("BEGIN ISOLATION LEVEL READ COMMITTED", work)
    }

    fn read(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.transact("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work)
    }

    fn tell(&self, grown: &Grown) {
        let news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(news) = &*news {
            // The thread ends only with this.
            let _ = news.send(Asked::Tell(*grown));
        }
    }

    fn listen(&self, heard: Box<dyn Fn(Heard) + Send>) {
        let (asks, asked) = channel();
        news::speak(self.door.clone(), asked);
        news::listen(self.door.clone(), asks.clone(), heard);
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        *news = Some(asks);
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let news = self.news.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(news) = news.take() {
            let _ = news.send(Asked::End);
        }
    }
}

fn migrate(client: &mut Client) -> Result<(), Trouble> {
    let map = |error: postgres::Error| trouble(&error);
    let mut transaction = client.transaction().map_err(map)?;
    // Whoever comes second waits here, and finds the work done.
    transaction
        .execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATING])
        .map_err(map)?;
    transaction
        .batch_execute(
            "CREATE TABLE IF NOT EXISTS alongside_schema (version BIGINT NOT NULL PRIMARY KEY)",
        )
        .map_err(map)?;
    let version: i64 = transaction
        .query_one(
            "SELECT COALESCE(MAX(version), 0) FROM alongside_schema",
            &[],
        )
        .map_err(map)?
        .get(0);
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    let left = STEPS.get(done..).ok_or_else(|| {
        Trouble::Declined("the tables were made by a newer version of this server".to_owned())
    })?;
    for (step, number) in left.iter().zip(version + 1..) {
        transaction.batch_execute(step).map_err(map)?;
        transaction
            .execute(
                "INSERT INTO alongside_schema (version) VALUES ($1)",
                &[&number],
            )
            .map_err(map)?;
    }
    transaction.commit().map_err(map)
}

pub(super) fn trouble(error: &postgres::Error) -> Trouble {
    let words = in_words(error);
    match error.code() {
        Some(code) if *code == SqlState::DISK_FULL => Trouble::DiskFull,
        Some(code) if *code == SqlState::DATA_CORRUPTED || *code == SqlState::INDEX_CORRUPTED => {
            Trouble::Damaged("PostgreSQL finds its files damaged")
        }
        Some(code) if code.code().starts_with("57P") || code.code().starts_with("08") => {
            Trouble::Unreachable(words)
        }
        Some(_) => Trouble::Declined(words),
        None if error.is_closed() => Trouble::Unreachable(words),
        None => Trouble::Unreachable(words),
    }
}

struct On<'c> {
    connection: &'c mut Connection,
    /// The database asks to begin again.
    again: bool,
}

impl On<'_> {
    fn note(&mut self, error: &postgres::Error) -> Trouble {
        let asks = [
            &SqlState::T_R_SERIALIZATION_FAILURE,
            &SqlState::T_R_DEADLOCK_DETECTED,
        ];
        self.again |= error.code().is_some_and(|code| asks.contains(&code));
        trouble(error)
    }

    fn prepare(&mut self, statement: &'static str) -> Result<Statement, Trouble> {
        if let Some(prepared) = self.connection.prepared.get(statement) {
            return Ok(prepared.clone());
        }
        let prepared = match self.connection.client.prepare(statement) {
            Ok(prepared) => prepared,
            Err(error) => return Err(self.note(&error)),
        };
        self.connection.prepared.insert(statement, prepared.clone());
        Ok(prepared)
    }
}

impl ToSql for Put<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Put::Null => Ok(IsNull::Yes),
            Put::Number(number) => number.to_sql(ty, out),
            Put::Bytes(bytes) => bytes.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::BYTEA)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(match *ty {
            Type::BYTEA => Cell::Bytes(raw.to_vec()),
            Type::INT4 => Cell::Number(i32::from_sql(ty, raw)?.into()),
            _ => Cell::Number(i64::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Cell::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::BYTEA)
    }
}

impl Sql for On<'_> {
    fn run(&mut self, statement: &'static str, put: &[Put<'_>]) -> Result<u64, Trouble> {
        let prepared = self.prepare(statement)?;
        let put: Vec<&(dyn ToSql + Sync)> =
            put.iter().map(|put| put as &(dyn ToSql + Sync)).collect();
        let ran = self.connection.client.execute(&prepared, &put);
        ran.map_err(|error| self.note(&error))
    }

    fn rows(&mut self, statement: &'static str, put: &[Put<'_>]) -> Result<Vec<Row>, Trouble> {
        let prepared = self.prepare(statement)?;
        let put: Vec<&(dyn ToSql + Sync)> =
            put.iter().map(|put| put as &(dyn ToSql + Sync)).collect();
        let rows = self.connection.client.query(&prepared, &put);
        let rows = rows.map_err(|error| self.note(&error))?;
        rows.iter()
            .map(|row| {
                let cells = (0..row.len()).map(|column| {
                    row.try_get(column)
                        .map_err(|_| Trouble::Damaged("a column of another kind"))
                });
                Ok(Row(cells.collect::<Result<_, Trouble>>()?))
            })
            .collect()
    }

    fn locks_rows(&self) -> bool {
        true
    }
}
