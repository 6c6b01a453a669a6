//! Reading papers attached to people: which there are, and their bytes, piece by piece.

use crate::Store;
use crate::error::Result;
use alongside_domain::ids::AttachmentId;
use alongside_domain::papers::AttachmentPiece;

impl Store {
    /// How many pieces of a paper are here.
    ///
    /// # Errors
    /// Those of the file.
    pub fn pieces_here(&self, paper: AttachmentId) -> Result<i64> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT count(DISTINCT position) FROM attachment_pieces WHERE attachment = ? AND archived IS NULL AND bytes IS NOT NULL",
                )?
                .query_row([paper.0.as_bytes().as_slice()], |row| row.get(0))?)
        })
    }

    /// The pieces of a paper that are here, in order.
    ///
    /// # Errors
    /// Those of the file.
    pub fn pieces(&self, paper: AttachmentId) -> Result<Vec<AttachmentPiece>> {
        self.read(|connection| {
            crate::rows::select(
                connection,
                "WHERE attachment = ? AND archived IS NULL ORDER BY position, n",
                &[&paper.0.as_bytes().as_slice()],
            )
        })
    }
}
