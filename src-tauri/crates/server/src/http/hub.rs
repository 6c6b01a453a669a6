//! Who is to be woken when a log grows: one channel for each team that somebody listens to.

use crate::Grown;
use alongside_protocol::TeamId;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What a stream is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct News {
    /// The end of the log, as far as is known.
    pub(super) end: u64,
    /// Where the roster changed last: who was let in before that must show again that they may.
    pub(super) roster: u64,
}

#[derive(Default)]
pub(super) struct Hub {
    teams: Mutex<HashMap<TeamId, watch::Sender<News>>>,
}

impl Hub {
    pub(super) fn listen(&self, team: TeamId) -> watch::Receiver<News> {
        let mut teams = self.lock();
        match teams.get(&team) {
            Some(channel) => channel.subscribe(),
            None => {
                let (channel, news) = watch::channel(News::default());
                teams.insert(team, channel);
                news
            }
        }
    }

    /// Somebody no longer listens; called after their receiver is gone.
    pub(super) fn left(&self, team: &TeamId) {
        let mut teams = self.lock();
        if teams
            .get(team)
            .is_some_and(|channel| channel.receiver_count() == 0)
        {
            teams.remove(team);
        }
    }

    pub(super) fn tell(&self, grown: &Grown) {
        let teams = self.lock();
        let Some(channel) = teams.get(&grown.team) else {
            return;
        };
        channel.send_if_modified(|news| {
            let before = *news;
            news.end = news.end.max(grown.end);
            if grown.roster {
                news.roster = news.roster.max(grown.end);
            }
            *news != before
        });
    }

    pub(super) fn teams(&self) -> Vec<TeamId> {
        self.lock().keys().copied().collect()
    }

    /// Ends every stream.
    pub(super) fn end(&self) {
        for (_, channel) in self.lock().drain() {
            channel.send_modify(|news| news.roster = u64::MAX);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TeamId, watch::Sender<News>>> {
        // Nothing in there can be half done.
        self.teams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
