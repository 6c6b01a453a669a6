//! What the rules need of a database: transactions, and statements that SQLite and PostgreSQL both understand.
//!
//! Every statement is written once, with `$1`, `$2`... for what is put in, and knows two kinds of things only: whole numbers and
//! bytes. So both databases run the same rules over the same statements, and a test of one is nearly a test of the other.

use super::Grown;

/// What is put into a statement.
#[derive(Clone, Copy, Debug)]
pub enum Put<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Number(i64),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// What comes out of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Null,
    /// A whole number.
    Number(i64),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row that came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row(pub Vec<Cell>);

impl Row {
    /// The number in a column.
    ///
    /// # Errors
    /// [`Trouble::Damaged`] if there is none.
    pub fn number(&self, column: usize) -> Result<i64, Trouble> {
        match self.0.get(column) {
            Some(Cell::Number(number)) => Ok(*number),
            _ => Err(Trouble::Damaged("a number is missing")),
        }
    }

    /// A number that counts something.
    ///
    /// # Errors
    /// [`Trouble::Damaged`] if there is none, or it is below zero.
    pub fn count(&self, column: usize) -> Result<u64, Trouble> {
        u64::try_from(self.number(column)?).map_err(|_| Trouble::Damaged("a count below zero"))
    }

    /// The bytes in a column, if any; they are taken out of the row.
    pub fn take_bytes(&mut self, column: usize) -> Option<Vec<u8>> {
        match self.0.get_mut(column).map(std::mem::take) {
            Some(Cell::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// A fixed number of bytes in a column, if any.
    ///
    /// # Errors
    /// [`Trouble::Damaged`] if there is another number of bytes.
    pub fn maybe<const N: usize>(&self, column: usize) -> Result<Option<[u8; N]>, Trouble> {
        match self.0.get(column) {
            Some(Cell::Bytes(bytes)) => match <[u8; N]>::try_from(bytes.as_slice()) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(_) => Err(Trouble::Damaged("a name of another length")),
            },
            _ => Ok(None),
        }
    }

    /// A fixed number of bytes in a column.
    ///
    /// # Errors
    /// [`Trouble::Damaged`] if there are none, or another number.
    pub fn array<const N: usize>(&self, column: usize) -> Result<[u8; N], Trouble> {
        self.maybe(column)?
            .ok_or(Trouble::Damaged("a name is missing"))
    }
}

/// Why the database did not do something. The transaction was undone.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// No room on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// It cannot be reached, or gave up.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// It declined a statement.
    #[error("the database declined: {0}")]
    Declined(String),
    /// What it holds is not what was written.
    #[error("the database is damaged: {0}")]
    Damaged(&'static str),
}

/// Runs statements, inside a transaction or a reading.
pub trait Sql {
    /// Runs a statement that gives nothing back; says how many rows it touched.
    ///
    /// # Errors
    /// [`Trouble`].
    fn run(&mut self, statement: &'static str, put: &[Put<'_>]) -> Result<u64, Trouble>;

    /// Runs a statement that gives rows back.
    ///
    /// # Errors
    /// [`Trouble`].
    fn rows(&mut self, statement: &'static str, put: &[Put<'_>]) -> Result<Vec<Row>, Trouble>;

    /// Whether rows are locked one by one with `FOR UPDATE`. SQLite has one writer at a time and needs none of it.
    fn locks_rows(&self) -> bool;
}

/// Work to be done in one transaction. It may be run again from the start if the database asks for it.
pub type Work<'w> = dyn FnMut(&mut dyn Sql) -> Result<(), Trouble> + 'w;

/// A database, shared by all threads.
pub trait Database: Send + Sync {
    /// Runs work in one transaction: all of it stands, on disk, or none.
    ///
    /// # Errors
    /// That of the work, or [`Trouble`] of the transaction itself.
    fn write(&self, work: &mut Work<'_>) -> Result<(), Trouble>;

    /// Runs work that changes nothing.
    ///
    /// # Errors
    /// As [`Database::write`].
    fn read(&self, work: &mut Work<'_>) -> Result<(), Trouble>;

    /// Tells other instances that work on the same database that a log has grown. Called after the transaction.
    fn tell(&self, _: &Grown) {
        // One that has no others has nobody to tell.
    }

    /// What was deleted just now is to stand in none of its files any more, as far as it can see to that by itself. Called after the
    /// transaction.
    ///
    /// # Errors
    /// [`Trouble`]; it is deleted all the same.
    fn let_go(&self) -> Result<(), Trouble> {
        Ok(())
    }

    /// From now on, says what other instances tell.
    fn listen(&self, _: Box<dyn Fn(Heard) + Send>) {}
}

/// What is heard of other instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A log has grown.
    Grown(Grown),
    /// Something may have been missed: whoever listens should look.
    Missed,
}
