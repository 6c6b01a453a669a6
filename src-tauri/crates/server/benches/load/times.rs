//! How long each of many took.

use crate::Scale;
use crate::support::Laptop;
use crate::teams::Team;
use std::fmt;
use std::time::{Duration, Instant};

/// The times of all, and for how long they were asked.
pub(crate) struct Times {
    sorted: Vec<Duration>,
    over: Duration,
}

impl Times {
    /// Lets several threads ask at one time, each in the name of its own teams' laptops in turn; `line` makes what each thread asks
    /// over, `ask` asks once and gives how long that took.
    pub(crate) fn of<L>(
        teams: &mut [Team],
        scale: &Scale,
        line: impl Fn() -> L + Sync,
        ask: impl Fn(&mut L, &mut Laptop) -> Duration + Sync,
    ) -> Self {
        let share = teams.len().div_ceil(scale.threads);
        let began = Instant::now();
        let mut sorted: Vec<Duration> = std::thread::scope(|scope| {
            let workers: Vec<_> = teams
                .chunks_mut(share)
                .map(|teams| {
                    let (line, ask) = (&line, &ask);
                    scope.spawn(move || {
                        let mut line = line();
                        let mut times = Vec::new();
                        let count = teams.len();
                        for n in 0.. {
                            if began.elapsed() >= scale.time {
                                break;
                            }
                            let laptops = &mut teams[n % count];
                            let turn = n / count % laptops.len();
                            times.push(ask(&mut line, &mut laptops[turn]));
                        }
                        times
                    })
                })
                .collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap())
                .collect()
        });
        sorted.sort_unstable();
        Self {
            sorted,
            over: began.elapsed(),
        }
    }

    fn at(&self, hundredth: usize) -> f64 {
        let place = (self.sorted.len() * hundredth / 100).min(self.sorted.len() - 1);
        self.sorted[place].as_secs_f64() * 1e3
    }
}

/// How many a second, the median and the ninety-ninth hundredth in milliseconds: cells of a table.
impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.sorted.len() as f64 / self.over.as_secs_f64();
        write!(f, "{rate:.0} | {:.1} | {:.1}", self.at(50), self.at(99))
    }
}
