//! A live Open Referral feed, page by page: what a page holds, whether there is another, and when a list is whole.
//!
//! Nothing here fetches anything or knows a clock. Real feeds ignore what they are asked, repeat a page for ever, change their totals
//! on the way, and answer an error as a friendly page of HTML; so what a feed says of itself is believed only as far as its records
//! bear it out. The one rule above all: **a list that is not whole never says that anything is gone.**

use super::charset::decode;
use super::gather::Batch;
use super::{ImportError, identity, open_referral};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// Services asked for on one page, and fewer each time that a page is too large to carry.
pub const PAGE_SIZES: [u32; 4] = [100, 25, 5, 1];
/// Pages after which a list is not believed to end.
const MOST_PAGES: u32 = 20_000;
/// A text longer than this is cut before it is kept for reading: no field of ours holds as much.
const LONGEST_TEXT: usize = 120_000;
/// Details refused one after another, after which it is believed that the feed has none.
const REFUSED_IN_A_ROW: u32 = 5;

/// Which Open Referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// UK 3.0.
    #[serde(rename = "open_referral_3")]
    Three,
    /// Its forerunner 1.0.
    #[serde(rename = "open_referral_1")]
    One,
}

impl Form {
    /// The word under which it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Three => "open_referral_3",
            Self::One => "open_referral_1",
        }
    }
}

/// What came was no page of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAFeed {
    /// A web page: a log-in, an error, a holding page.
    #[error("a web page, not a list of services")]
    WebPage,
    /// Not JSON, or JSON that broke off.
    #[error("not JSON")]
    NotJson,
    /// JSON of something else.
    #[error("JSON, but no services")]
    NoServices,
}

/// One record of a feed, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Under what it is kept: its id in the source, or a name made of what it says.
    pub key: String,
    /// The id to ask for its details by; nothing if it has none.
    pub id: Option<String>,
    /// What it says, in sixteen bytes: whether it changed.
    pub digest: [u8; 16],
    /// It has none of the parts that only a whole record has.
    pub is_shallow: bool,
    /// It says when it last changed, so that the same line means the same record.
    pub is_dated: bool,
    /// The record, as JSON.
    pub body: Vec<u8>,
}

/// One page of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Which Open Referral.
    pub form: Form,
    /// What is on it.
    pub rows: Vec<Row>,
    /// How many services there are in all, as the feed says.
    pub total: Option<u64>,
    /// How many pages, as the feed says.
    pub pages: Option<u32>,
    /// Whether the feed calls it the last one.
    pub is_last: Option<bool>,
}

/// Reads a page.
///
/// # Errors
/// [`NotAFeed`].
pub fn read_page(bytes: &[u8]) -> Result<Page, NotAFeed> {
    let (envelope, items) = match read_value(bytes)? {
        Value::Array(items) => (Map::new(), items),
        Value::Object(mut map) => {
            let list = [
                "contents", "content", "items", "results", "data", "services",
            ]
            .into_iter()
            .find(|key| map.get(*key).is_some_and(Value::is_array))
            .ok_or(NotAFeed::NoServices)?;
            match map.remove(list) {
                Some(Value::Array(items)) => {
                    let is_one = list == "content" || map.contains_key("totalElements");
                    map.insert("is_one".to_owned(), Value::Bool(is_one));
                    (map, items)
                }
                _ => return Err(NotAFeed::NoServices),
            }
        }
        _ => return Err(NotAFeed::NoServices),
    };
    let number = |keys: [&str; 3]| {
        keys.iter().find_map(|key| {
            let value = envelope.get(*key)?;
            value
                .as_u64()
                .or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
        })
    };
    let truth = |keys: [&str; 2]| keys.iter().find_map(|key| envelope.get(*key)?.as_bool());
    let is_one = envelope.get("is_one").and_then(Value::as_bool) == Some(true);
    Ok(Page {
        form: if is_one { Form::One } else { Form::Three },
        total: number(["total_items", "totalElements", "total"]),
        pages: number(["total_pages", "totalPages", "pages"])
            .and_then(|pages| u32::try_from(pages).ok()),
        is_last: truth(["last_page", "last"]),
        rows: items.into_iter().filter_map(row).collect(),
    })
}

/// Reads one record asked for by its id: the record itself, or one in an envelope. Another's record is none.
///
/// # Errors
/// [`NotAFeed`].
pub fn read_detail(bytes: &[u8], id: &str) -> Result<Row, NotAFeed> {
    let mut value = read_value(bytes)?;
    if let Value::Object(map) = &mut value {
        for key in ["service", "content", "contents", "data"] {
            if !map.contains_key("id")
                && let Some(inner) = map.remove(key)
            {
                value = inner;
                break;
            }
        }
    }
    if let Value::Array(items) = value {
        value = items.into_iter().next().ok_or(NotAFeed::NoServices)?;
    }
    row(value)
        .filter(|row| row.id.as_deref() == Some(id))
        .ok_or(NotAFeed::NoServices)
}

fn read_value(bytes: &[u8]) -> Result<Value, NotAFeed> {
    let text = decode(bytes).text;
    let text = text.trim_start();
    if text.starts_with('<') {
        return Err(NotAFeed::WebPage);
    }
    // One value, or one on each line.
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let first = values
        .next()
        .and_then(Result::ok)
        .ok_or(NotAFeed::NotJson)?;
    let mut rest = values
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| NotAFeed::NotJson)?;
    if rest.is_empty() {
        return Ok(first);
    }
    rest.insert(0, first);
    Ok(Value::Array(rest))
}

/// Parts that only a whole record has.
const DEEP: [&str; 12] = [
    "service_at_locations",
    "schedules",
    "contacts",
    "cost_options",
    "languages",
    "service_areas",
    "locations",
    "phones",
    "regular_schedules",
    "eligibilitys",
    "service_taxonomys",
    "fundings",
];

fn row(mut value: Value) -> Option<Row> {
    bound(&mut value);
    let map = value.as_object()?;
    let id = match map.get("id") {
        Some(Value::String(text)) => identity::usable(text).map(str::to_owned),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let says = |key: &str| match map.get(key) {
        None | Some(Value::Null) => false,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    };
    let is_shallow = !DEEP.iter().any(|key| says(key));
    let is_dated = says("last_modified");
    let body = serde_json::to_vec(&value).ok()?;
    let digest = identity::digest(&body);
    Some(Row {
        key: id
            .clone()
            .unwrap_or_else(|| format!("none\u{1F}{}", hex(&digest))),
        id,
        digest,
        is_shallow,
        is_dated,
        body,
    })
}

impl Row {
    /// The key of another record under the same id, beside the first.
    #[must_use]
    pub fn key_beside(&self) -> String {
        format!("{}\u{1F}{}", self.key, hex(&self.digest))
    }
}

/// The id in the source that a key stands for.
#[must_use]
pub fn id_of_key(key: &str) -> &str {
    key.split_once('\u{1F}').map_or(key, |(id, _)| id)
}

fn hex(digest: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*digest))
}

/// Cuts texts that no field holds anyway.
fn bound(value: &mut Value) {
    match value {
        Value::String(text) if text.len() > LONGEST_TEXT => {
            let end = text
                .char_indices()
                .map(|(at, _)| at)
                .take_while(|at| *at <= LONGEST_TEXT)
                .last()
                .unwrap_or(0);
            text.truncate(end);
        }
        Value::Array(items) => items.iter_mut().for_each(bound),
        Value::Object(map) => map.values_mut().for_each(bound),
        _ => {}
    }
}

/// Records kept as they came, read as one batch.
///
/// # Errors
/// Only [`ImportError::Stopped`], which nobody asks for here.
pub fn read_records(bodies: &[Vec<u8>], source: &str) -> Result<Batch, ImportError> {
    let files = bodies
        .iter()
        .map(|body| (String::new(), Ok(Cow::Borrowed(body.as_slice()))));
    let mut on = |_: usize, _: usize| ControlFlow::Continue(());
    open_referral::read_files(files, source, &mut on)
}

/// What a walk through a feed is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reading the list.
    #[default]
    Listing,
    /// Fetching whole records.
    Details,
    /// Asking after those that the list gave no longer.
    Missing,
}

/// A walk through a feed: kept with every page, and so gone on with wherever it broke off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Walk {
    /// What it is at.
    pub stage: Stage,
    /// Which of [`PAGE_SIZES`].
    pub size: usize,
    /// Pages read.
    pub pages: u32,
    /// Lines read from pages that gave anything new.
    pub rows: u64,
    /// How many there are in all, as the feed last said.
    pub total: Option<u64>,
    /// The feed itself called a page the last, or had no more.
    pub ended: bool,
    /// Details refused one after another.
    pub refused: u32,
    /// A record was fetched by its id.
    pub has_details: bool,
    /// When it was begun, in milliseconds since 1970.
    pub begun_at: i64,
}

impl Walk {
    /// The query for the next page.
    #[must_use]
    pub fn query(&self) -> String {
        let size = PAGE_SIZES.get(self.size).copied().unwrap_or(1);
        format!("services?page={}&per_page={size}", self.pages + 1)
    }

    /// A page was too large: smaller ones from the beginning. What was read stays. Says whether there is a smaller size.
    pub fn take_smaller_pages(&mut self) -> bool {
        let smaller = self.size + 1 < PAGE_SIZES.len();
        if smaller {
            self.size += 1;
            self.pages = 0;
            self.rows = 0;
        }
        smaller
    }

    /// A page came, of which so many lines were new to this walk.
    pub fn came(&mut self, page: &Page, fresh: usize) {
        self.pages += 1;
        self.total = page.total.or(self.total);
        if page.rows.is_empty() || fresh == 0 {
            // Nothing new: the end, or the same page for ever. Which of the two, the total says.
            self.ended = page.rows.is_empty() || self.total.is_none();
            self.stage = Stage::Details;
            return;
        }
        self.rows += page.rows.len() as u64;
        let claims_end = page.is_last == Some(true)
            || page.pages.is_some_and(|pages| self.pages >= pages)
            || (page.pages.is_none() && page.is_last.is_none() && page.total.is_none());
        let has_all = self.total.is_none_or(|total| self.rows >= total);
        // A last page that leaves out half of the total is asked after once more.
        if claims_end && has_all {
            self.ended = true;
            self.stage = Stage::Details;
        } else if self.pages >= MOST_PAGES {
            self.stage = Stage::Details;
        }
    }

    /// There is no such page.
    pub fn no_such_page(&mut self) {
        self.ended = true;
        self.stage = Stage::Details;
    }

    /// A record was asked for by its id, and was there or not.
    pub fn detail(&mut self, was_there: bool) {
        if was_there {
            self.refused = 0;
            self.has_details = true;
        } else {
            self.refused += 1;
        }
    }

    /// Whether the feed seems to have no details at all.
    #[must_use]
    pub fn has_no_details(&self) -> bool {
        !self.has_details && self.refused >= REFUSED_IN_A_ROW
    }

    /// Whether the list was read to its end and gave as many as it said. Only then may anything be missing from it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.ended && self.rows > 0 && self.total.is_none_or(|total| self.rows >= total)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;
    use serde_json::json;

    fn page(ids: std::ops::Range<u32>, total: Option<u64>, last: Option<bool>) -> Page {
        let contents: Vec<Value> = ids
            .map(|id| json!({"id": format!("s{id}"), "name": "A"}))
            .collect();
        let mut page = json!({ "contents": contents });
        if let Some(total) = total {
            page["total_items"] = json!(total);
        }
        if let Some(last) = last {
            page["last_page"] = json!(last);
        }
        read_page(page.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn a_list_that_gives_as_many_as_it_said_is_whole() {
        let mut walk = Walk::default();
        assert_eq!(walk.query(), "services?page=1&per_page=100");
        walk.came(&page(0..2, Some(3), Some(false)), 2);
        assert!(!walk.is_whole());
        walk.came(&page(2..3, Some(3), Some(true)), 1);
        assert_eq!(walk.stage, Stage::Details);
        assert!(walk.is_whole());
    }

    #[test]
    fn a_page_that_repeats_for_ever_ends_the_list_and_is_not_the_whole() {
        let mut walk = Walk::default();
        walk.came(&page(0..2, Some(9), Some(false)), 2);
        walk.came(&page(0..2, Some(9), Some(false)), 0);
        assert_eq!(walk.stage, Stage::Details);
        assert!(!walk.is_whole());
    }

    #[test]
    fn a_last_page_that_leaves_out_half_is_asked_after_and_not_believed() {
        let mut walk = Walk::default();
        walk.came(&page(0..2, Some(9), Some(true)), 2);
        assert_eq!(walk.stage, Stage::Listing);
        walk.came(&page(0..0, Some(9), Some(true)), 0);
        assert_eq!(walk.stage, Stage::Details);
        assert!(!walk.is_whole(), "two of nine");
    }

    #[test]
    fn totals_that_change_on_the_way_are_taken_as_they_were_last() {
        let mut walk = Walk::default();
        walk.came(&page(0..2, Some(5), Some(false)), 2);
        walk.came(&page(2..4, Some(4), Some(true)), 2);
        assert!(walk.is_whole());
    }

    #[test]
    fn an_empty_feed_is_never_the_whole() {
        let mut walk = Walk::default();
        walk.came(&page(0..0, Some(0), Some(true)), 0);
        assert!(!walk.is_whole());
    }

    #[test]
    fn what_is_no_feed_is_told_apart() {
        assert_eq!(
            read_page(b"  <!DOCTYPE html><h1>Welcome</h1>"),
            Err(NotAFeed::WebPage)
        );
        assert_eq!(read_page(b"{\"contents\": [{"), Err(NotAFeed::NotJson));
        assert_eq!(
            read_page(b"{\"message\": \"ok\"}"),
            Err(NotAFeed::NoServices)
        );
        assert_eq!(read_page(b""), Err(NotAFeed::NotJson));
    }

    #[test]
    fn forty_megabytes_of_description_are_cut_before_they_are_kept() {
        let long = "é".repeat(20_000_000);
        let page = json!({"contents": [{"id": 7, "description": long}], "totalElements": 1});
        let page = read_page(page.to_string().as_bytes()).unwrap();
        assert_eq!(page.rows[0].id.as_deref(), Some("7"));
        assert!(page.rows[0].body.len() <= LONGEST_TEXT + 100);
        assert_eq!(page.form, Form::One);
    }

    #[test]
    fn a_detail_of_somebody_else_is_none() {
        let bytes = json!({"id": "a", "name": "Choir", "schedules": [{}]}).to_string();
        assert!(!read_detail(bytes.as_bytes(), "a").unwrap().is_shallow);
        assert_eq!(
            read_detail(bytes.as_bytes(), "b"),
            Err(NotAFeed::NoServices)
        );
        let wrapped = json!({"content": [{"id": 7, "name": "Choir"}]}).to_string();
        assert!(read_detail(wrapped.as_bytes(), "7").is_ok());
    }

    #[test]
    fn the_same_words_in_another_order_are_the_same_record() {
        let one = read_page(b"[{\"id\":\"a\",\"name\":\"Choir\"}]").unwrap();
        let other = read_page(b"[{\"name\" : \"Choir\", \"id\":\"a\"}]").unwrap();
        assert_eq!(one.rows[0].digest, other.rows[0].digest);
    }
}
