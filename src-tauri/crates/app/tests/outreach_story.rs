//! A drop-in morning: thirty conversations, and one of them becomes the beginning of a record.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::{Room, everyone};
use serde_json::{Value, json};

#[test]
fn a_morning_of_thirty_people_is_counted_and_one_of_them_becomes_a_person() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let add = |kind: &str, fields: Value| {
        room.ask(&desk, "add_record", json!({"kind": kind, "fields": fields}))
            .unwrap()["id"]
            .clone()
    };
    let drop_in = add(
        "drop_in",
        json!({"on": "2026-11-24", "place": "Larkbridge library", "starts_at": "10:00", "head_count": 41}),
    );
    let mut lines = Vec::new();
    for at in 0..30 {
        let called = if at == 7 { "Mrs Bello" } else { "" };
        lines.push(add(
            "conversation",
            json!({
                "drop_in": drop_in,
                "called": called,
                "needs": if at % 3 == 0 { json!(["money", "lonely"]) } else { json!(["lonely"]) },
                "words": format!("Conversation {at}"),
                "services": [{"service": null, "name": "Warm Hub", "link": "signposted"}],
                "minutes": if at < 20 { json!(5) } else { Value::Null },
            }),
        ));
    }
    let open = || {
        room.ask(&desk, "open_drop_in", json!({"id": drop_in}))
            .unwrap()
    };
    let view = open();
    assert_eq!(view["conversations"].as_array().unwrap().len(), 30);
    assert_eq!(view["minutes"], 100);
    assert_eq!(
        view["with_minutes"], 20,
        "ten of them have no minutes, and that is said"
    );
    assert_eq!(
        view["needs"],
        json!([{"what": "lonely", "times": 30}, {"what": "money", "times": 10}])
    );
    assert_eq!(view["services"], json!([{"what": "Warm Hub", "times": 30}]));
    let listed = room.ask(&desk, "drop_ins", json!({})).unwrap();
    assert_eq!(listed[0]["conversations"], 30);

    // Nobody without a name becomes a record by mistake.
    let nameless = json!({"conversation": lines[0], "person": null, "name": " "});
    assert!(room.ask(&desk, "conversation_becomes", nameless).is_err());
    let become_one = json!({"conversation": lines[7], "person": null, "name": ""});
    let bello = room
        .ask(&desk, "conversation_becomes", become_one.clone())
        .unwrap()["id"]
        .clone();
    let record = room
        .ask(&desk, "open_person", json!({"id": bello}))
        .unwrap();
    assert_eq!(record["person"]["preferred_name"], "Mrs Bello");
    assert_eq!(record["contacts"][0]["note"], "Conversation 7");
    assert_eq!(record["contacts"][0]["came"], "happened");
    assert_eq!(record["contacts"][0]["place"], "Larkbridge library");
    assert_eq!(record["needs"][0]["code"], "lonely");
    assert_eq!(record["connections"][0]["service_name"], "Warm Hub");
    assert_eq!(open()["people"][0]["called"], "Mrs Bello");
    assert!(
        room.ask(&desk, "conversation_becomes", become_one).is_err(),
        "not twice"
    );
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(
        room.ask(&desk, "find_people", everyone()).unwrap()["total"],
        0
    );
    assert_eq!(open()["people"], json!([]));
}
