//! One conversation with a WebDriver: the commands of the standard that the journeys need, and no others.

use super::http::Connection;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::Path;

/// How the standard marks an element inside JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session with an app that the driver started.
#[derive(Debug)]
pub struct Session {
    connection: RefCell<Connection>,
    path: String,
}

/// Something on the page, as the driver refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element(String);

impl Element {
    fn from(value: &Value) -> Option<Self> {
        value.get(ELEMENT)?.as_str().map(|id| Self(id.to_owned()))
    }

    /// To be passed to a script.
    #[must_use]
    pub fn reference(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

impl Session {
    /// Has the driver start the program and take hold of its window.
    pub fn start(port: u16, binary: &Path, arguments: &[String]) -> Result<Self, String> {
        let mut connection = Connection::open(port)?;
        // No browserName: the driver would look for that name and match nothing.
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "webkitgtk:browserOptions": {"binary": binary, "args": arguments}
        }}});
        let answer = connection.ask("POST", "/session", Some(&wanted))?;
        let value = outcome(answer.status, &answer.body)?;
        let id = value
            .get("sessionId")
            .and_then(Value::as_str)
            .ok_or("a session without an id")?;
        let path = format!("/session/{id}");
        Ok(Self {
            connection: RefCell::new(connection),
            path,
        })
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value, String> {
        self.ask("POST", command, Some(body))
    }

    fn ask(&self, method: &str, command: &str, body: Option<&Value>) -> Result<Value, String> {
        let path = format!("{}/{command}", self.path);
        let mut connection = self
            .connection
            .try_borrow_mut()
            .map_err(|_| "two questions at once")?;
        let answer = connection.ask(method, &path, body)?;
        outcome(answer.status, &answer.body)
    }

    /// Runs a function's body in the page and answers with what it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.post(
            "execute/sync",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// As [`Self::run`], for a body that answers later by calling its last argument.
    pub fn run_and_wait(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.post(
            "execute/async",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// The elements that a script returns.
    pub fn elements(&self, script: &str, arguments: &[Value]) -> Result<Vec<Element>, String> {
        let found = self.run(script, arguments)?;
        Ok(found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Element::from)
            .collect())
    }

    /// Clicks in the middle of an element with the pointer, scrolling to it first.
    pub fn click(&self, element: &Element) -> Result<(), String> {
        self.post(&format!("element/{}/click", element.0), &json!({}))
            .map(drop)
    }

    /// Plays key strokes to whatever has the focus.
    pub fn act(&self, strokes: &Value) -> Result<(), String> {
        self.post("actions", strokes).map(drop)
    }

    /// Gives the window a size.
    pub fn resize(&self, width: u32, height: u32) -> Result<(), String> {
        self.post(
            "window/rect",
            &json!({"x": 0, "y": 0, "width": width, "height": height}),
        )
        .map(drop)
    }

    /// Opens an address. Only the driver's own test has a page that is no app.
    #[cfg(test)]
    pub fn go(&self, address: &str) -> Result<(), String> {
        self.post("url", &json!({"url": address})).map(drop)
    }

    /// What the page looks like, as a PNG in base64.
    pub fn picture(&self) -> Result<String, String> {
        let value = self.ask("GET", "screenshot", None)?;
        value
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| String::from("a picture that is no text"))
    }

    /// Closes the window and ends the session.
    pub fn end(&self) -> Result<(), String> {
        let mut connection = self
            .connection
            .try_borrow_mut()
            .map_err(|_| "two questions at once")?;
        connection.ask("DELETE", &self.path, None).map(drop)
    }
}

/// The value of an answer, or the driver's own words on what went wrong.
fn outcome(status: u16, body: &Value) -> Result<Value, String> {
    let value = body.get("value").cloned().unwrap_or(Value::Null);
    if status == 200 {
        return Ok(value);
    }
    let word = |name| value.get(name).and_then(Value::as_str).unwrap_or_default();
    Err(
        format!("{} (status {status}) {}", word("error"), word("message"))
            .trim()
            .to_owned(),
    )
}
