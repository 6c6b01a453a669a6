//! Journey 4. The battery gives out while Amira is typing. Not a word that was on the screen for a moment is lost.

use crate::support::{Laptop, PASSPHRASE, add_person, matters};

#[test]
#[ignore = "opens a window"]
fn nothing_is_lost_when_the_battery_gives_out() {
    let laptop = Laptop::new("4-crash-in-mid-sentence");
    let (window, _) = laptop.start_with_a_desk();
    add_person(&window, "Mrs Kaur");
    let sentence = "She would like to sing again, as she did in";
    window.fill(&matters("Mrs Kaur"), sentence);
    // A draft is kept at most 300 ms after a key. Twice that, by the page's own clock, and the power goes: long before the four
    // quiet seconds after which the words would be committed by themselves. On a machine too slow for that, another key is
    // pressed and the seconds begin anew.
    let mut sentence = sentence.to_owned();
    let _ = window.run("window.typedAt = performance.now()");
    window.wait_until("the draft’s time", |window| {
        let since = window.run("return performance.now() - window.typedAt");
        let since = since.as_f64().unwrap_or_default();
        if since > 3000.0 {
            window.types("!");
            sentence.push('!');
            let _ = window.run("window.typedAt = performance.now()");
        }
        (600.0..3000.0).contains(&since)
    });
    window.picture("before");
    window.crash();

    let window = laptop.start();
    window.find("heading", "Locked");
    window.fill("Passphrase", PASSPHRASE);
    window.press("Enter");
    window.holds(&matters("Mrs Kaur"), &sentence);
    window.look("after");
    window.close();
}
