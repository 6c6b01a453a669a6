//! Writes to a store and says on its output what is durable, until it is killed. For the test of that.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that says what it did, and has nothing to do if it cannot work"
)]

use alongside_domain::Kind;
use alongside_domain::person::Person;
use alongside_store::{Store, World};
use alongside_testkit::KEY;
use alongside_testkit::named::{contact, mr_okafor, organisation, place, service};
use serde_json::json;
use std::io::Write as _;
use std::path::PathBuf;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().unwrap());
    let first: u128 = arguments.next().unwrap().parse().unwrap();
    let store = Store::open(&path, &KEY, World::system()).unwrap();
    let mut out = std::io::stdout();
    for number in first.. {
        store
            .transact("write_up_visit", |tx| {
                tx.put(&contact(
                    number,
                    mr_okafor().id,
                    "2026-03-02",
                    &format!("visit {number} {}", "and then ".repeat(200)),
                ))?;
                tx.set::<Person>(mr_okafor().id, "alert", json!(format!("visit {number}")))?;
                tx.settle_draft("contact/note")
            })
            .unwrap();
        writeln!(out, "{number}").unwrap();
        out.flush().unwrap();
        store
            .save_draft("contact/note", &format!("half of {number}"), 3, "/")
            .unwrap();
        if number % 5 == 0 {
            store
                .transact("import_directory", |tx| {
                    for listed in number * 20..number * 20 + 20 {
                        let shed = service(listed, &format!("Shed {listed}"), "Make things.");
                        tx.put(&shed)?;
                        tx.put(&organisation(listed, "Trust"))?;
                        tx.put(&place(listed, shed.id, "SY10 1AA", 52.8, -3.0))?;
                    }
                    Ok(())
                })
                .unwrap();
            if number % 10 == 0 {
                store.undo().unwrap();
            } else {
                store
                    .transact("bin", |tx| {
                        tx.archive(Kind::Service, service(number * 20, "", "").id.0, true)
                    })
                    .unwrap();
            }
        }
    }
}
