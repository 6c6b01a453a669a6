//! Amira writes British English, and the words she did not mean are underlined. What is right in Bristol and wrong in Boston is not.

use crate::support::{Laptop, add_person, matters};
use alongside_testkit::window::Window;
use serde_json::json;
use std::fs;

#[test]
#[ignore = "opens a window"]
fn british_spelling_is_right_and_american_is_underlined() {
    let laptop = Laptop::new("10-spelling");
    let (window, _) = laptop.start_with_a_desk();
    let log = fs::read_to_string(laptop.file("data/logs/alongside.log")).unwrap();
    let said = log
        .lines()
        .find(|line| line.contains("spelling is checked"))
        .unwrap();
    assert!(said.contains("en_GB"), "{said}");

    add_person(&window, "Joan");
    window.fill(
        &matters("Joan"),
        "The colour of her neighbour’s grey theatre. ",
    );
    let before = underlined(&window);
    assert!(before < 20, "British words are right: {before} red pixels");
    window.types("The color of her neighbor. ");
    window.wait_until("the two words underlined", |window| {
        underlined(window) > before + 20
    });
    window.look("underlined");
    window.press("Ctrl+A");
    window.types("The colour of her neighbour’s grey theatre. ");
    window.wait_until("nothing underlined", |window| underlined(window) <= before);
    window.close();
}

/// How many pixels of the screen are as red as the line under a misspelt word.
fn underlined(window: &Window) -> u64 {
    let count = window.run_and_wait(
        "const [png, done] = arguments;
         const image = new Image();
         image.onload = () => {
           const canvas = document.createElement('canvas');
           [canvas.width, canvas.height] = [image.width, image.height];
           const brush = canvas.getContext('2d');
           brush.drawImage(image, 0, 0);
           const { data } = brush.getImageData(0, 0, image.width, image.height);
           let red = 0;
           for (let at = 0; at < data.length; at += 4) if (data[at] > 190 && data[at + 1] < 90 && data[at + 2] < 90) red += 1;
           done(red);
         };
         image.onerror = () => done(null);
         image.src = 'data:image/png;base64,' + png;",
        &[json!(window.photograph())],
    );
    count.as_u64().unwrap()
}
