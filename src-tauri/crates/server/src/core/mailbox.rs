//! Mailboxes: where a laptop of the team and one that is to join leave each other a few small messages. What they say is between
//! them (they agree on a key that the server does not learn); here it is only seen to that one mailbox is one try: the first who
//! comes has it, a second is told so, and it ends soon.

use super::access::Asker;
use super::database::{Put, Row, Trouble};
use super::{Core, Done, Request, Tables};
use alongside_protocol::{
    DeviceId, Hash, MailboxMade, MailboxMessage, MailboxPut, MailboxTake, MailboxTaken, Refusal,
    TeamId, Token, limits,
};

/// Who is at a mailbox.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Maker,
    Joiner,
}

impl Side {
    fn number(self) -> i64 {
        match self {
            Self::Maker => 1,
            Self::Joiner => 2,
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Maker => Self::Joiner,
            Self::Joiner => Self::Maker,
        }
    }
}

struct MailboxRow {
    team: TeamId,
    device: DeviceId,
    request: Hash,
    until: i64,
    token: Option<Token>,
}

impl Core {
    pub(super) fn make_mailbox(
        &self,
        team: &TeamId,
        asker: &Asker,
        request: &Request<'_>,
        now: i64,
    ) -> Done<MailboxMade> {
        if asker.home != *team {
            return Err(Refusal::Unknown.into());
        }
        let signature = request.signed.ok_or(Refusal::BadSignature)?.signature;
        // Nobody can guess the signature, so nobody can guess the number; and the same request gets the same one.
        let name = Hash::of(&[b"alongside mailbox v1", &signature.0]);
        let until = now.saturating_add(limits::MAILBOX_MS);
        self.write(|tables| {
            tables.reap_mailboxes(now)?;
            if tables.count_mailboxes(team)? >= limits::MAILBOXES {
                return Err(Refusal::Full.into());
            }
            for attempt in 0..16_u8 {
                let number = number_of(&name, attempt);
                if tables.make_mailbox(number, team, &asker.device, &name, until)? {
                    return Ok(MailboxMade { number, until });
                }
                let there = tables.mailbox(number, now)?;
                if let Some(same) = there.filter(|there| there.request == name) {
                    return Ok(MailboxMade {
                        number,
                        until: same.until,
                    });
                }
            }
            Err(Refusal::Full.into())
        })
    }

    pub(super) fn claim_mailbox(&self, number: u32, token: &Token, now: i64) -> Done<MailboxMade> {
        self.write(|tables| {
            let there = tables.mailbox(number, now)?.ok_or(Refusal::Unknown)?;
            let is_mine = match there.token {
                None => tables.claim_mailbox(number, token)?,
                Some(claimed) => claimed == *token,
            };
            if !is_mine {
                return Err(Refusal::Claimed.into());
            }
            Ok(MailboxMade {
                number,
                until: there.until,
            })
        })
    }

    pub(super) fn put_mailbox(
        &self,
        number: u32,
        put: &MailboxPut,
        request: &Request<'_>,
        now: i64,
    ) -> Done<()> {
        if put.bytes.len() > limits::MAILBOX_BYTES {
            return Err(Refusal::TooLarge.into());
        }
        if put.number == 0 || put.number > limits::MAILBOX_MESSAGES {
            return Err(Refusal::Full.into());
        }
        let maker = self.maker(put.token, request, now)?;
        self.write(|tables| {
            let side = side(tables, number, put.token, maker.as_ref(), now)?;
            let kept = tables.mailbox_messages(number, side, put.number - 1)?;
            match kept.iter().find(|kept| kept.number == put.number) {
                Some(kept) if kept.bytes == put.bytes => Ok(()),
                Some(_) => Err(Refusal::NotAllowed.into()),
                None => Ok(tables.leave_message(number, side, put.number, &put.bytes)?),
            }
        })
    }

    pub(super) fn take_mailbox(
        &self,
        number: u32,
        take: &MailboxTake,
        request: &Request<'_>,
        now: i64,
    ) -> Done<MailboxTaken> {
        let maker = self.maker(take.token, request, now)?;
        self.read(|tables| {
            let side = side(tables, number, take.token, maker.as_ref(), now)?;
            let there = tables.mailbox(number, now)?.ok_or(Refusal::Unknown)?;
            Ok(MailboxTaken {
                messages: tables.mailbox_messages(number, side.other(), take.after)?,
                is_claimed: there.token.is_some(),
            })
        })
    }

    pub(super) fn burn_mailbox(
        &self,
        number: u32,
        take: &MailboxTake,
        request: &Request<'_>,
        now: i64,
    ) -> Done<()> {
        let maker = self.maker(take.token, request, now)?;
        self.write(|tables| {
            side(tables, number, take.token, maker.as_ref(), now)?;
            Ok(tables.burn_mailbox(number)?)
        })
    }

    /// The maker signs; who shows a token is the joiner.
    fn maker(&self, token: Option<Token>, request: &Request<'_>, now: i64) -> Done<Option<Asker>> {
        match token {
            Some(_) => Ok(None),
            None => Ok(Some(self.asker(request, now)?)),
        }
    }
}

fn side(
    tables: &mut Tables<'_>,
    number: u32,
    token: Option<Token>,
    maker: Option<&Asker>,
    now: i64,
) -> Done<Side> {
    let there = tables.mailbox(number, now)?.ok_or(Refusal::Unknown)?;
    match (token, maker) {
        (Some(token), _) if there.token == Some(token) => Ok(Side::Joiner),
        (None, Some(maker)) if maker.home == there.team && maker.device == there.device => {
            Ok(Side::Maker)
        }
        // As if there were none: a number tells nothing.
        _ => Err(Refusal::Unknown.into()),
    }
}

/// Numbers to try: four digits, as long as there is room.
fn number_of(name: &Hash, attempt: u8) -> u32 {
    let hash = Hash::of(&[&name.0, &[attempt]]);
    let mut four = [0; 4];
    for (to, from) in four.iter_mut().zip(hash.0) {
        *to = from;
    }
    let digits = if attempt < 8 { 10_000 } else { 1_000_000 };
    u32::from_be_bytes(four) % digits
}

impl Tables<'_> {
    fn mailbox(&mut self, number: u32, now: i64) -> Result<Option<MailboxRow>, Trouble> {
        let rows = self.0.rows(
            "SELECT team, device, request, until, token FROM mailboxes WHERE number = $1 AND until > $2 AND burnt = 0",
            &[Put::Number(number.into()), Put::Number(now)],
        )?;
        let read = |row: &Row| {
            Ok(MailboxRow {
                team: TeamId(row.array(0)?),
                device: DeviceId(row.array(1)?),
                request: Hash(row.array(2)?),
                until: row.number(3)?,
                token: row.maybe(4)?.map(Token),
            })
        };
        rows.first().map(read).transpose()
    }

    fn make_mailbox(
        &mut self,
        number: u32,
        team: &TeamId,
        device: &DeviceId,
        request: &Hash,
        until: i64,
    ) -> Result<bool, Trouble> {
        let made = self.0.run(
            "INSERT INTO mailboxes (number, team, device, request, until, token, burnt) VALUES ($1, $2, $3, $4, $5, $6, 0) \
             ON CONFLICT DO NOTHING",
            &[
                Put::Number(number.into()),
                Put::Bytes(&team.0),
                Put::Bytes(&device.0),
                Put::Bytes(&request.0),
                Put::Number(until),
                Put::Null,
            ],
        )?;
        Ok(made == 1)
    }

    /// `false` if somebody else was quicker.
    fn claim_mailbox(&mut self, number: u32, token: &Token) -> Result<bool, Trouble> {
        let claimed = self.0.run(
            "UPDATE mailboxes SET token = $2 WHERE number = $1 AND token IS NULL",
            &[Put::Number(number.into()), Put::Bytes(&token.0)],
        )?;
        Ok(claimed == 1)
    }

    fn count_mailboxes(&mut self, team: &TeamId) -> Result<usize, Trouble> {
        let rows = self.0.rows(
            "SELECT COUNT(*) FROM mailboxes WHERE team = $1",
            &[Put::Bytes(&team.0)],
        )?;
        let count = rows.first().map_or(Ok(0), |row| row.count(0))?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    fn mailbox_messages(
        &mut self,
        number: u32,
        side: Side,
        after: u8,
    ) -> Result<Vec<MailboxMessage>, Trouble> {
        let rows = self.0.rows(
            "SELECT number, bytes FROM mailbox_messages WHERE mailbox = $1 AND side = $2 AND number > $3 ORDER BY number",
            &[
                Put::Number(number.into()),
                Put::Number(side.number()),
                Put::Number(after.into()),
            ],
        )?;
        rows.into_iter()
            .map(|mut row| {
                Ok(MailboxMessage {
                    number: u8::try_from(row.number(0)?)
                        .map_err(|_| Trouble::Damaged("a message beyond counting"))?,
                    bytes: row.take_bytes(1).unwrap_or_default(),
                })
            })
            .collect()
    }

    fn leave_message(
        &mut self,
        mailbox: u32,
        side: Side,
        number: u8,
        bytes: &[u8],
    ) -> Result<(), Trouble> {
        self.0.run(
            "INSERT INTO mailbox_messages (mailbox, side, number, bytes) VALUES ($1, $2, $3, $4)",
            &[
                Put::Number(mailbox.into()),
                Put::Number(side.number()),
                Put::Number(number.into()),
                Put::Bytes(bytes),
            ],
        )?;
        Ok(())
    }

    /// Its messages go now, its number when it would have ended: nobody else is led to it by an old code.
    fn burn_mailbox(&mut self, number: u32) -> Result<(), Trouble> {
        let it = [Put::Number(number.into())];
        self.0
            .run("UPDATE mailboxes SET burnt = 1 WHERE number = $1", &it)?;
        self.0
            .run("DELETE FROM mailbox_messages WHERE mailbox = $1", &it)?;
        Ok(())
    }

    fn reap_mailboxes(&mut self, now: i64) -> Result<(), Trouble> {
        let now = [Put::Number(now)];
        self.0.run(
            "DELETE FROM mailbox_messages WHERE mailbox IN (SELECT number FROM mailboxes WHERE until <= $1)",
            &now,
        )?;
        self.0
            .run("DELETE FROM mailboxes WHERE until <= $1", &now)?;
        Ok(())
    }
}
