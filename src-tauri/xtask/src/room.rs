//! Room on the disk for building: a linker that runs out of it dies with a signal and no word of the disk.

use crate::program::{ask, cargo, program, show};
use crate::{Outcome, place};

/// What building and running everything takes from nothing, in gigabytes: 17 were counted, on Linux, in November 2026.
const WHOLE: u64 = 20;
/// The same where what others wrote is built already.
const OURS: u64 = 12;

/// Makes room where there is little, out of what earlier builds left: first our own programs, of which each change leaves a set behind.
/// If that is not enough, it says so before anything fails.
pub(crate) fn make() -> Outcome {
    let leavings: [&[&str]; 2] = [&["clean", "--workspace"], &["clean"]];
    for (clean, needed) in leavings.into_iter().zip([WHOLE, OURS]) {
        match free() {
            Some(free) if free < needed && place::target().is_dir() => {
                println!("{free} GB are free: letting go of what earlier builds left");
                show(&mut cargo(clean))?;
            }
            _ => return Ok(()),
        }
    }
    if let Some(free) = free().filter(|free| *free < WHOLE) {
        println!(
            "{free} GB are free, and building everything takes up to {WHOLE} GB: it may fail for want of room"
        );
    }
    Ok(())
}

/// Gigabytes that are free where we build; nothing where `df` is not known.
fn free() -> Option<u64> {
    let target = place::target();
    let there = target.ancestors().find(|folder| folder.is_dir())?;
    kilobytes(&ask(&mut program(
        "df",
        &["-Pk", &there.display().to_string()],
    ))?)
    .map(|free| free / 1_000_000)
}

/// The fourth column of the second line, as POSIX has it.
fn kilobytes(said: &str) -> Option<u64> {
    said.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{free, kilobytes};

    #[test]
    fn what_df_says_is_understood() {
        let said = "Filesystem     1024-blocks     Used Available Capacity Mounted on\n\
                    /dev/vda         263174212 12345678  83886080      13% /\n";
        assert_eq!(kilobytes(said), Some(83_886_080));
        assert_eq!(kilobytes("df: no such folder"), None);
        assert!(!cfg!(target_os = "linux") || free().is_some());
    }
}
