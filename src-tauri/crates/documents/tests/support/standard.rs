//! Open Referral UK's own schemas, walked.
#![allow(clippy::unwrap_used, reason = "tests")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use uuid::Uuid;

/// The standard's own schema, as far as it goes: kinds, what is asked for, choices, formats, at every depth.
pub fn compiled(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/data/oruk/compiled");
    let file = folder.join(name).with_extension("json");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// What a value has that the schema does not allow, or lacks.
pub fn wrong(schema: &Value, value: &Value, at: &str, all: &mut Vec<String>) {
    let kind = schema["type"].as_str().unwrap_or_default();
    let fits = match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => true,
    };
    if !fits {
        all.push(format!("{at}: {value} is no {kind}"));
    }
    if let Some(choices) = schema["enum"].as_array()
        && !choices.contains(value)
    {
        all.push(format!("{at}: {value} is none of {choices:?}"));
    }
    if let (Some(text), Some(format)) = (value.as_str(), schema["format"].as_str()) {
        let is_one = match format {
            "uuid" => Uuid::parse_str(text).is_ok(),
            "uri" => text.split_once("://").is_some_and(|(_, rest)| {
                !rest.is_empty() && text.is_ascii() && !text.contains(char::is_whitespace)
            }),
            "email" => text.split_once('@').is_some_and(|(name, at)| {
                !name.is_empty() && at.contains('.') && !text.contains(char::is_whitespace)
            }),
            "date-time" => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
            other => panic!("the standard has learned a new format: {other}"),
        };
        if !is_one {
            all.push(format!("{at}: {text} is no {format}"));
        }
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        if value.get(name.as_str().unwrap()).is_none() {
            all.push(format!("{at}: {name} is missing"));
        }
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(name) {
            wrong(inner, value, &format!("{at}/{name}"), all);
        }
    }
    if let Some(items) = value.as_array().filter(|_| schema["items"].is_object()) {
        for (number, item) in items.iter().enumerate() {
            wrong(&schema["items"], item, &format!("{at}/{number}"), all);
        }
    }
}
