//! The server's stream: one line of text for every time that the log has grown. It says only how far.

use crate::{Call, News, Trouble, begin, has_type, why};
use futures_util::StreamExt as _;
use reqwest::{Client, Url};

/// The longest line that may come; a position has at most 20 digits.
const LONGEST_LINE: usize = 4096;

/// Listens until the stream ends; gives why it did.
pub(crate) async fn listen(
    client: &Client,
    base: &Url,
    call: Call,
    told: &(dyn Fn(News) + Send + Sync),
) -> Trouble {
    let response = match begin(client, base, call).await {
        Ok(response) => response,
        Err(trouble) => return trouble,
    };
    let status = response.status();
    if status.is_server_error() {
        return Trouble::Unwell(status.as_u16());
    }
    if !status.is_success() || !has_type(&response, "text/event-stream") {
        return Trouble::NotOurs;
    }
    told(News::Listening);
    let mut line = Vec::new();
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => return why(&error),
        };
        for byte in chunk {
            match byte {
                b'\n' => {
                    if let Some(position) = position(&line) {
                        told(News::Moved(position));
                    }
                    line.clear();
                }
                _ if line.len() >= LONGEST_LINE => return Trouble::NotOurs,
                byte => line.push(byte),
            }
        }
    }
    Trouble::CutShort
}

/// The position in a line `data: 42`; other lines are comments that keep the line open.
fn position(line: &[u8]) -> Option<u64> {
    std::str::from_utf8(line)
        .ok()?
        .strip_prefix("data:")?
        .trim()
        .parse()
        .ok()
}
