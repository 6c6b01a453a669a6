//! Whether everyone can use the screen that is shown now, as far as axe-core can tell.

use super::picture::checkout;
use super::session::Session;
use serde_json::Value;
use std::fs;

/// Runs axe-core on the page. One line for each violation, naming the rule and the elements.
///
/// # Errors
/// When axe-core is not installed or cannot run.
pub fn violations(session: &Session) -> Result<Vec<String>, String> {
    if session.run("return typeof window.axe === 'object'", &[])? != Value::Bool(true) {
        let file = checkout().join("ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&file)
            .map_err(|why| format!("{} cannot be read: {why}", file.display()))?;
        session.run(&axe, &[])?;
    }
    let found = session.run_and_wait(
        "const done = arguments[arguments.length - 1];
         axe.run(document, { resultTypes: ['violations'] }).then(
           (result) => done({ violations: result.violations, rules: result.passes.length }),
           (why) => done({ error: String(why) }));",
        &[],
    )?;
    if let Some(why) = found.get("error").and_then(Value::as_str) {
        return Err(format!("axe-core stopped: {why}"));
    }
    // A run in which no rule applied has looked at nothing.
    if found
        .get("rules")
        .and_then(Value::as_u64)
        .unwrap_or_default()
        == 0
    {
        return Err(String::from("axe-core found nothing to look at"));
    }
    let all = found
        .get("violations")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    Ok(all.iter().map(told).collect())
}

fn told(violation: &Value) -> String {
    let word = |value: &Value, name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let nodes = violation
        .get("nodes")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let places: Vec<String> = nodes
        .iter()
        .map(|node| {
            format!(
                "\n    {}\n      {}",
                word(node, "html"),
                word(node, "failureSummary").replace('\n', " ")
            )
        })
        .collect();
    format!(
        "{}: {}{}",
        word(violation, "id"),
        word(violation, "help"),
        places.concat()
    )
}
