//! `cargo xtask run`: from a fresh clone to the open window.

use crate::program::{cargo, hear, show};
use crate::{Outcome, display, place, system, ui};

/// Serves the built interface from inside the program, as in a release, instead of from a development server.
pub(crate) const BUILT_IN_UI: &str = "tauri/custom-protocol";

/// The journeys that show the app's main job: a plan made and printed; a real list of services brought in, a person connected.
const MAIN_JOURNEYS: [&str; 2] = [
    "from_first_run_to_a_printed_plan",
    "a_full_group_leads_to_another",
];

pub(crate) fn run() -> Outcome {
    if display::is_there() {
        system::ready_to_build()?;
        ui::ready()?;
        ui::build()?;
        println!("Building the app; the first time takes some minutes");
        return show(&mut cargo(&[
            "run",
            "--package",
            "alongside",
            "--features",
            BUILT_IN_UI,
        ]));
    }
    system::ready_to_look()?;
    ui::ready()?;
    ui::build()?;
    println!(
        "No display here: walking the main journeys in a window of its own and taking pictures"
    );
    let walk = [
        "test",
        "--package",
        "alongside",
        "--features",
        BUILT_IN_UI,
        "--test",
        "journeys",
        "--",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ];
    let heard = hear(&mut cargo(&[walk.as_slice(), &MAIN_JOURNEYS].concat()))?;
    let pictures = place::screenshots();
    if heard.succeeded && crate::count::count(&heard.said).passed > 0 {
        println!(
            "The main journeys were walked. Their pictures are in {}",
            pictures.display()
        );
        Ok(())
    } else {
        Err(format!(
            "The main journeys could not be walked. Pictures up to there are in {}",
            pictures.display()
        ))
    }
}
