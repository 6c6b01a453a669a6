//! Where the window comes back to: as it was left, and always whole on a screen that is there.
//!
//! The plugin that remembers puts a window back by the pixel, also larger than the screen, or where only a corner of it can be seen. So it only
//! remembers, and this decides, before the window is shown.

use serde_json::Value;
use std::fs;
use tauri::{AppHandle, Manager as _, Monitor, PhysicalPosition, PhysicalSize, WebviewWindow};
use tauri_plugin_window_state::AppHandleExt as _;

/// What a title bar takes, which the size of a window does not count.
const TITLE_BAR: f64 = 40.0;

/// A part of the desktop, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Area {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
}

/// How the window was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    area: Area,
    pub(crate) maximized: bool,
}

/// How the window was left, if it ever was and can be read.
pub(crate) fn remembered(app: &AppHandle, window: &str) -> Option<Left> {
    let file = app.path().app_config_dir().ok()?.join(app.filename());
    let all: Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    left(all.get(window)?)
}

fn left(state: &Value) -> Option<Left> {
    let maximized = state.get("maximized")?.as_bool()?;
    // A maximized window is remembered at the corner of its screen, and beside that where it was before.
    let (x, y) = if maximized {
        ("prev_x", "prev_y")
    } else {
        ("x", "y")
    };
    let place = |name| i32::try_from(state.get(name)?.as_i64()?).ok();
    let length = |name| u32::try_from(state.get(name)?.as_u64()?).ok();
    let area = Area {
        x: place(x)?,
        y: place(y)?,
        width: length("width")?,
        height: length("height")?,
    };
    // All nothing is what is remembered of a window that was never drawn.
    (area.width > 0 && area.height > 0).then_some(Left { area, maximized })
}

/// Puts the window back, before it is shown.
pub(crate) fn put_back(window: &WebviewWindow, left: Left) -> tauri::Result<()> {
    let first = window.primary_monitor()?;
    let screens: Vec<Area> = first
        .iter()
        .chain(&window.available_monitors()?)
        .map(usable)
        .collect();
    if let Some(area) = fitted(left.area, &screens) {
        window.set_size(PhysicalSize::new(area.width, area.height))?;
        window.set_position(PhysicalPosition::new(area.x, area.y))?;
    }
    Ok(())
}

/// What of a screen a window may fill.
fn usable(monitor: &Monitor) -> Area {
    let area = monitor.work_area();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a title bar is some tens of pixels"
    )]
    let bar = (TITLE_BAR * monitor.scale_factor()) as u32;
    Area {
        x: area.position.x,
        y: area.position.y,
        width: area.size.width,
        height: area.size.height.saturating_sub(bar),
    }
}

/// The area moved and made smaller until it is whole on one screen: the one it was mostly on, else in the middle of the first.
fn fitted(area: Area, screens: &[Area]) -> Option<Area> {
    // Of several that show as much of it, the first.
    let most = screens
        .iter()
        .rev()
        .max_by_key(|screen| shown(area, **screen))?;
    let seen = shown(area, *most) > 0;
    let screen = if seen { most } else { screens.first()? };
    let side = |at: i32, length: u32, from: i32, room: u32| {
        let length = length.min(room);
        let spare = room - length;
        let at = if seen {
            at.clamp(from, from.saturating_add_unsigned(spare))
        } else {
            from.saturating_add_unsigned(spare / 2)
        };
        (at, length)
    };
    let (x, width) = side(area.x, area.width, screen.x, screen.width);
    let (y, height) = side(area.y, area.height, screen.y, screen.height);
    Some(Area {
        x,
        y,
        width,
        height,
    })
}

/// How many pixels of an area a screen shows.
fn shown(area: Area, screen: Area) -> u64 {
    let overlap = |at: i32, length: u32, from: i32, room: u32| {
        let end = (i64::from(at) + i64::from(length)).min(i64::from(from) + i64::from(room));
        u64::try_from(end - i64::from(at).max(i64::from(from))).unwrap_or(0)
    };
    overlap(area.x, area.width, screen.x, screen.width)
        * overlap(area.y, area.height, screen.y, screen.height)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]
    use super::{Area, Left, fitted, left};
    use serde_json::json;

    const LAPTOP: Area = Area {
        x: 0,
        y: 0,
        width: 1366,
        height: 728,
    };
    const OFFICE: Area = Area {
        x: 1366,
        y: -200,
        width: 2560,
        height: 1400,
    };

    fn area(x: i32, y: i32, width: u32, height: u32) -> Area {
        Area {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn a_window_that_is_whole_on_a_screen_stays_to_the_pixel() {
        for place in [area(10, 20, 1240, 700), area(1500, -150, 2000, 1300)] {
            assert_eq!(fitted(place, &[LAPTOP, OFFICE]), Some(place));
        }
    }

    #[test]
    fn at_home_the_window_of_the_office_screen_is_in_the_middle_of_the_laptop() {
        let place = fitted(area(2000, 100, 1200, 700), &[LAPTOP]);
        assert_eq!(place, Some(area(83, 14, 1200, 700)));
    }

    #[test]
    fn a_window_larger_than_the_screen_becomes_as_large_as_the_screen() {
        for place in [area(1500, -150, 2400, 1300), area(-50, -50, 9000, 9000)] {
            assert_eq!(fitted(place, &[LAPTOP]), Some(LAPTOP));
        }
    }

    #[test]
    fn a_window_of_which_a_corner_can_be_seen_comes_in_from_that_side() {
        let place = fitted(area(1300, 700, 1000, 600), &[LAPTOP]);
        assert_eq!(place, Some(area(366, 128, 1000, 600)));
        let place = fitted(area(-900, -590, 1000, 600), &[LAPTOP]);
        assert_eq!(place, Some(area(0, 0, 1000, 600)));
    }

    #[test]
    fn between_two_screens_it_goes_to_the_one_that_shows_more_of_it() {
        let place = fitted(area(1000, 100, 1000, 600), &[LAPTOP, OFFICE]);
        assert_eq!(place, Some(area(1366, 100, 1000, 600)));
    }

    #[test]
    fn without_any_screen_nothing_is_decided() {
        assert_eq!(fitted(LAPTOP, &[]), None);
    }

    #[test]
    fn places_at_the_end_of_numbers_do_no_harm() {
        for place in [
            area(i32::MAX, i32::MIN, u32::MAX, u32::MAX),
            area(i32::MIN, i32::MAX, 1, 1),
        ] {
            let found = fitted(place, &[LAPTOP]).unwrap();
            assert!(
                super::shown(found, LAPTOP) == u64::from(found.width) * u64::from(found.height)
            );
        }
    }

    #[test]
    fn a_maximized_window_remembers_where_it_was_before() {
        let state = json!({"width": 1240, "height": 720, "x": 0, "y": 0, "prev_x": 63, "prev_y": 24,
            "maximized": true, "visible": true, "decorated": true, "fullscreen": false});
        let expected = Left {
            area: area(63, 24, 1240, 720),
            maximized: true,
        };
        assert_eq!(left(&state), Some(expected));
        assert_eq!(
            left(&json!({"width": 0, "height": 0, "x": 0, "y": 0, "maximized": false})),
            None
        );
        assert_eq!(left(&json!("not a place")), None);
    }
}
