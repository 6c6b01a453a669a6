//! Making a team, with a code that whoever runs the server gave out. A code works once; only its hash is kept.

use super::database::{Put, Trouble};
use super::tables::whole;
use super::{Core, Done, Grown, Tables};
use alongside_protocol::{Hash, Placed, Refusal, SignUp, TeamId};

/// The letters of a code: Crockford's, which nobody mistakes for one another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A sign-up code that is to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewCode {
    /// Until when it can be used, in milliseconds since 1970.
    pub until: i64,
    /// How many bytes the team may store.
    pub room: u64,
}

/// Reads a code as somebody types it: spaces, dashes, small letters and the letters that look alike do not matter.
#[must_use]
pub fn read_code(typed: &str) -> Option<Vec<u8>> {
    let mut code = Vec::new();
    for letter in typed.bytes() {
        match letter.to_ascii_uppercase() {
            b' ' | b'-' => {}
            b'O' => code.push(b'0'),
            b'I' | b'L' => code.push(b'1'),
            letter if LETTERS.contains(&letter) => code.push(letter),
            _ => return None,
        }
    }
    (code.len() == 20).then_some(code)
}

fn hash(code: &[u8]) -> Hash {
    Hash::of(&[b"alongside sign-up code v1", code])
}

impl Core {
    /// Makes a sign-up code out of 20 random bytes, and says it as it is to be handed on.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn make_code(&self, random: &[u8; 20], new: NewCode, now: i64) -> Result<String, Trouble> {
        // 32 letters divide 256 evenly: each is as likely as any other, and the code has 100 bits.
        let code: Vec<u8> = random
            .iter()
            .filter_map(|byte| LETTERS.get(usize::from(byte % 32)).copied())
            .collect();
        let kept = hash(&code);
        self.database.write(&mut |sql| {
            sql.run(
                "INSERT INTO codes (code, made_at, until, room, used_by) VALUES ($1, $2, $3, $4, $5)",
                &[
                    Put::Bytes(&kept.0),
                    Put::Number(now),
                    Put::Number(new.until),
                    Put::Number(whole(new.room)?),
                    Put::Null,
                ],
            )?;
            Ok(())
        })?;
        let groups: Vec<String> = code
            .chunks(4)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect();
        Ok(groups.join("-"))
    }

    pub(super) fn sign_up(
        &self,
        asked: &SignUp,
        now: i64,
        grown: &mut Option<Grown>,
    ) -> Done<Placed> {
        let code = hash(&read_code(&asked.code).ok_or(Refusal::Unknown)?);
        let told = self.write(|tables| {
            let (until, room, used_by) = tables.code(&code)?.ok_or(Refusal::Unknown)?;
            match used_by {
                // The answer was lost on the way.
                Some(team) if team == asked.team => {
                    let first = tables.roster_entry(&team, 1)?;
                    return match first {
                        Some((_, hash)) if hash == asked.entry.hash() => Ok(None),
                        _ => Err(Refusal::Unknown.into()),
                    };
                }
                Some(_) => return Err(Refusal::Unknown.into()),
                None if until < now => return Err(Refusal::Unknown.into()),
                None => {}
            }
            if !tables.use_code(&code, &asked.team)? {
                return Err(Refusal::Unknown.into());
            }
            if !tables.make_team(&asked.team, room, now)? {
                return Err(Refusal::NotAllowed.into());
            }
            let row = tables
                .team(&asked.team, true)?
                .ok_or(Trouble::Damaged("a team that was made is not there"))?;
            self.found(tables, &asked.team, row, asked.entry.clone())
        })?;
        *grown = told;
        Ok(Placed { position: 1 })
    }
}

impl Tables<'_> {
    /// Until when a code holds, for how much room, and who used it.
    fn code(&mut self, code: &Hash) -> Result<Option<(i64, u64, Option<TeamId>)>, Trouble> {
        let rows = self.0.rows(
            "SELECT until, room, used_by FROM codes WHERE code = $1",
            &[Put::Bytes(&code.0)],
        )?;
        rows.first()
            .map(|row| Ok((row.number(0)?, row.count(1)?, row.maybe(2)?.map(TeamId))))
            .transpose()
    }

    /// `false` if somebody else was quicker.
    fn use_code(&mut self, code: &Hash, team: &TeamId) -> Result<bool, Trouble> {
        let used = self.0.run(
            "UPDATE codes SET used_by = $2 WHERE code = $1 AND used_by IS NULL",
            &[Put::Bytes(&code.0), Put::Bytes(&team.0)],
        )?;
        Ok(used == 1)
    }
}
