//! Content lines: unfolded, with their name, their parameters and their value (RFC 5545, 3.1).

/// Longest line after unfolding, in bytes; the rest of it is dropped.
const MOST_LINE: usize = 64 * 1024;

/// One line: `DTSTART;TZID=Europe/London:20261124T100000`.
pub(super) struct Line {
    /// Upper case.
    pub name: String,
    params: Vec<(String, String)>,
    pub value: String,
}

impl Line {
    /// Reads a line; nothing if it is none.
    fn parse(text: &str) -> Option<Self> {
        let mut quoted = false;
        let end = text.char_indices().find_map(|(at, c)| {
            if c == '"' {
                quoted = !quoted;
            }
            (c == ':' && !quoted).then_some(at)
        })?;
        let (head, value) = text.split_at_checked(end)?;
        let mut parts = split_outside_quotes(head, ';').into_iter();
        let name = parts.next()?.trim().to_ascii_uppercase();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return None;
        }
        let params = parts
            .filter_map(|part| {
                let (name, value) = part.split_once('=')?;
                Some((
                    name.trim().to_ascii_uppercase(),
                    value.trim().trim_matches('"').to_owned(),
                ))
            })
            .collect();
        Some(Self {
            name,
            params,
            value: value.get(1..).unwrap_or_default().to_owned(),
        })
    }

    /// A parameter.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value as text, at most so many characters, its escapes undone.
    pub(super) fn text(&self, most: usize) -> String {
        let mut out = String::new();
        let mut escaped = false;
        let mut count = 0;
        for c in self.value.chars() {
            let c = match (escaped, c) {
                (false, '\\') => {
                    escaped = true;
                    continue;
                }
                (true, 'n' | 'N') => '\n',
                (_, c) => c,
            };
            escaped = false;
            if c != '\n' && c.is_control() {
                continue;
            }
            count += 1;
            if count > most {
                break;
            }
            out.push(c);
        }
        out.trim().to_owned()
    }
}

fn split_outside_quotes(text: &str, at: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c| {
        if c == '"' {
            quoted = !quoted;
        }
        c == at && !quoted
    })
    .collect()
}

/// All lines of a file. What is no content line is passed over, as the standard asks of readers.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> + '_ {
    let mut rest = text.lines().peekable();
    std::iter::from_fn(move || {
        let mut whole = rest.next()?.to_owned();
        while let Some(more) = rest.peek().and_then(|next| next.strip_prefix([' ', '\t'])) {
            if whole.len() + more.len() <= MOST_LINE {
                whole.push_str(more);
            }
            rest.next();
        }
        Some(Line::parse(whole.trim_end_matches('\r')))
    })
    .flatten()
}
