//! Reading a JSON object leniently. Real feeds send null for absent, numbers as text, text as numbers and single objects for
//! lists.
//!
//! What is read is *taken out* of the object. What remains at the end is exactly what no field of ours holds, and is kept beside
//! the service as it came: no list of "known keys" can drift from what the code reads.

use crate::import::{Warning, WarningKind, clean};
use alongside_domain::value::Text;
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// An object being read, and what there was to say about it.
#[derive(Default)]
pub(crate) struct Fields {
    map: Map<String, Value>,
    pub warnings: Vec<Warning>,
}

impl Fields {
    pub(crate) fn of(map: Map<String, Value>) -> Self {
        Self {
            map,
            warnings: Vec::new(),
        }
    }

    pub(crate) fn warn(&mut self, kind: WarningKind, field: &str, detail: impl Into<String>) {
        self.warnings.push(Warning::new(kind, field, detail));
    }

    /// Puts a value back among what is left over, because it is not what its field should hold.
    pub(crate) fn refuse(&mut self, kind: WarningKind, key: &str, value: impl Into<Value>) {
        let value = value.into();
        let detail = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        self.warn(kind, key, detail);
        self.map.insert(key.to_owned(), value);
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        self.map.remove(key).filter(|value| !value.is_null())
    }

    /// A text, cleaned; a number as its digits; a list of texts with commas.
    fn words(&mut self, key: &str, most: usize) -> String {
        let Some(value) = self.take(key) else {
            return String::new();
        };
        let raw = match value {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Array(items) if items.iter().all(Value::is_string) => items
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(", "),
            other => {
                self.refuse(WarningKind::NotUsable, key, other);
                return String::new();
            }
        };
        let mut text = clean::plain(&raw);
        if let Some(mended) = clean::mended(&text) {
            text = mended;
            self.warn(WarningKind::CharactersMended, key, "");
        }
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.warn(
                WarningKind::CharactersLost,
                key,
                clean::shortened(&text, 60),
            );
        }
        if let Some(gone) = clean::cut(&mut text, most) {
            self.warn(WarningKind::Cut, key, gone.to_string());
        }
        text
    }

    /// A text of a record.
    pub(crate) fn text(&mut self, key: &str) -> Text {
        self.words(key, clean::TEXT).into()
    }

    /// A short text of one entry in a list.
    pub(crate) fn entry(&mut self, key: &str) -> String {
        self.words(key, clean::ENTRY)
    }

    /// The first of several fields that says something. The others stay for the extras.
    pub(crate) fn first(&mut self, keys: &[&str]) -> Text {
        keys.iter()
            .map(|key| self.text(key))
            .find(|text| !text.is_blank())
            .unwrap_or_default()
    }

    /// An id, which may be a number.
    pub(crate) fn id(&mut self) -> String {
        match self.take("id") {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// An e-mail address, if it is one.
    pub(crate) fn email(&mut self, key: &str) -> String {
        let text = self.entry(key);
        let bare = text.strip_prefix("mailto:").unwrap_or(&text);
        if bare.is_empty() || clean::is_email(bare) {
            return bare.to_owned();
        }
        self.refuse(WarningKind::NotUsable, key, text);
        String::new()
    }

    /// The address of a web page, if it is one.
    pub(crate) fn url(&mut self, key: &str) -> String {
        let text = self.entry(key);
        if text.is_empty() || clean::is_url(&text) {
            return text;
        }
        self.refuse(WarningKind::NotUsable, key, text);
        String::new()
    }

    /// A number, however it is written.
    pub(crate) fn number(&mut self, key: &str) -> Option<f64> {
        let value = self.take(key)?;
        let number = match &value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => clean::number(text),
            _ => None,
        };
        if number.is_none() {
            self.refuse(WarningKind::NotUsable, key, value);
        }
        number
    }

    /// A whole number between two bounds.
    pub(crate) fn whole(&mut self, key: &str, least: i64, most: i64) -> Option<i64> {
        let number = self.number(key)?;
        let whole = clean::integer(&number.to_string()).filter(|n| (least..=most).contains(n));
        if whole.is_none() {
            self.warn(WarningKind::OutOfRange, key, number.to_string());
        }
        whole
    }

    /// A date.
    pub(crate) fn date(&mut self, key: &str) -> Option<NaiveDate> {
        let text = self.entry(key);
        if text.is_empty() {
            return None;
        }
        let date = clean::date(&text);
        if date.is_none() {
            self.refuse(WarningKind::NotADate, key, text);
        }
        date
    }

    /// A date as `YYYY-MM-DD`, or nothing.
    pub(crate) fn day(&mut self, key: &str) -> String {
        self.date(key)
            .map(|date| date.to_string())
            .unwrap_or_default()
    }

    /// The object of that name.
    pub(crate) fn object(&mut self, key: &str) -> Option<Fields> {
        match self.take(key)? {
            Value::Object(map) => Some(Self::of(map)),
            other => {
                self.map.insert(key.to_owned(), other);
                None
            }
        }
    }

    /// The objects of a list; a single object counts as a list of one. What is no object stays.
    pub(crate) fn objects(&mut self, key: &str) -> Vec<Fields> {
        let items = match self.take(key) {
            Some(Value::Array(items)) => items,
            Some(Value::Object(map)) => return vec![Self::of(map)],
            Some(other) => {
                self.map.insert(key.to_owned(), other);
                return Vec::new();
            }
            None => return Vec::new(),
        };
        let mut objects = Vec::with_capacity(items.len());
        let mut rest = Vec::new();
        for item in items {
            match item {
                Value::Object(map) => objects.push(Self::of(map)),
                Value::Null => {}
                other => rest.push(other),
            }
        }
        if !rest.is_empty() {
            self.map.insert(key.to_owned(), Value::Array(rest));
        }
        objects
    }

    /// Reads each object of a list, keeping what each leaves over and what there was to say.
    pub(crate) fn each<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut Fields) -> Option<T>,
    ) -> Vec<T> {
        let mut all = Vec::new();
        let mut rest = Vec::new();
        for mut object in self.objects(key) {
            all.extend(read(&mut object));
            rest.extend(self.close(object));
        }
        if !rest.is_empty() {
            self.map.insert(key.to_owned(), Value::Array(rest));
        }
        all
    }

    /// Reads the object of that name, keeping what it leaves over.
    pub(crate) fn within<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut Fields) -> T,
    ) -> Option<T> {
        let mut object = self.object(key)?;
        let read = read(&mut object);
        if let Some(rest) = self.close(object) {
            self.map.insert(key.to_owned(), rest);
        }
        Some(read)
    }

    /// Ends the reading of a part: its warnings become this one's, and what it leaves is given back.
    fn close(&mut self, part: Fields) -> Option<Value> {
        self.warnings.extend(part.warnings);
        left(part.map)
    }

    /// Keeps a value among the extras.
    pub(crate) fn keep(&mut self, key: &str, value: impl Into<Value>) {
        self.map.insert(key.to_owned(), value.into());
    }

    /// What no field of ours holds, as JSON text of at most 20,000 bytes.
    pub(crate) fn also(&mut self) -> Text {
        const MOST: usize = 20_000;
        let Some(Value::Object(mut map)) = left(std::mem::take(&mut self.map)) else {
            return Text::default();
        };
        let mut sizes: Vec<(String, usize)> = map
            .iter()
            .map(|(key, value)| (key.clone(), key.len() + value.to_string().len() + 4))
            .collect();
        sizes.sort_by_key(|(_, size)| *size);
        let mut total: usize = 2 + sizes.iter().map(|(_, size)| size).sum::<usize>();
        let mut dropped = Vec::new();
        while total > MOST
            && let Some((key, size)) = sizes.pop()
        {
            map.remove(&key);
            dropped.push(key);
            total -= size;
        }
        if !dropped.is_empty() {
            self.warn(WarningKind::ExtrasDropped, "", dropped.join(", "));
        }
        if map.is_empty() {
            return Text::default();
        }
        Value::Object(map).to_string().into()
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(|value| !value.is_null())
    }

    pub(crate) fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }

    pub(crate) fn is_list(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(Value::is_array)
    }

    pub(crate) fn is_object(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(Value::is_object)
    }

    pub(crate) fn list(&mut self, key: &str) -> Vec<Value> {
        match self.take(key) {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        }
    }

    /// A name for a record that is being skipped.
    pub(crate) fn called(&self) -> String {
        ["name", "id"]
            .iter()
            .find_map(|key| self.map.get(*key)?.as_str())
            .unwrap_or_default()
            .to_owned()
    }

    pub(crate) fn into_map(self) -> Map<String, Value> {
        self.map
    }
}

/// What is left of an object once nulls, empty texts and lists, and bare ids of parts are gone.
fn left(map: Map<String, Value>) -> Option<Value> {
    let map: Map<String, Value> = map
        .into_iter()
        .filter_map(|(key, value)| {
            let value = match value {
                Value::Null => return None,
                Value::String(text) if text.trim().is_empty() => return None,
                Value::Array(items) if items.is_empty() => return None,
                Value::Object(map) if map.is_empty() => return None,
                // The ids that tie a feed's own tables together say nothing outside it.
                _ if key == "id" || key == "link_id" => return None,
                other => other,
            };
            Some((key, value))
        })
        .collect();
    (!map.is_empty()).then_some(Value::Object(map))
}
