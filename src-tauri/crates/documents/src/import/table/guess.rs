//! Guessing which column feeds what: by its heading, and where headings say nothing, by what stands in it.

use super::cells::Cells;
use super::hours::DAYS;
use super::{KnownTable, Mapping, StatusColumn, StatusRule, TagColumn};
use crate::import::clean;
use alongside_domain::geo::plain_postcode;

/// Which published table it is, and a mapping.
pub(super) fn guess(cells: &Cells) -> (Option<KnownTable>, Mapping) {
    let has = |names: &[&str]| {
        names
            .iter()
            .all(|name| cells.header.iter().any(|column| column == name))
    };
    if has(&["org_id", "name", "postcode", "activities", "UKCAT"]) {
        return (Some(KnownTable::Charities), charities(cells));
    }
    if has(&[
        "Reporting service",
        "Name",
        "Year closed",
        "Monday opening times",
        "Email or website",
    ]) {
        return (Some(KnownTable::Libraries), libraries(cells));
    }
    (None, from_headings(cells))
}

fn some(name: &str) -> Option<String> {
    Some(name.to_owned())
}

fn charities(cells: &Cells) -> Mapping {
    let column = |name: &str| cells.header.iter().find(|column| *column == name).cloned();
    Mapping {
        name: some("name"),
        organisation: some("name"),
        description: ["activities", "objects"]
            .iter()
            .filter_map(|name| column(name))
            .collect(),
        postcode: some("postcode"),
        website: column("web"),
        tags: vec![TagColumn {
            column: "UKCAT".to_owned(),
            separator: ";".to_owned(),
            prefix: "ukcat:".to_owned(),
        }],
        source_id: some("org_id"),
        status: column("active").map(|column| StatusColumn {
            column,
            rule: StatusRule::Words,
        }),
        ..Mapping::default()
    }
}

/// A year's list may lack a column of the last: a guess names only what is there.
fn libraries(cells: &Cells) -> Mapping {
    let column = |name: &str| cells.header.iter().find(|column| *column == name).cloned();
    Mapping {
        name: some("Name"),
        organisation: some("Reporting service"),
        address: ["Address 1", "Address 2", "Address 3"]
            .iter()
            .filter_map(|name| column(name))
            .collect(),
        postcode: column("Postcode"),
        latitude: column("Latitude"),
        longitude: column("Longitude"),
        email_or_website: some("Email or website"),
        weekdays: DAYS
            .iter()
            .map(|(_, day)| column(&format!("{day} opening times")))
            .collect(),
        area: column("Upper tier local authority"),
        tags: column("Type")
            .map(|column| TagColumn {
                column,
                ..TagColumn::default()
            })
            .into_iter()
            .collect(),
        status: Some(StatusColumn {
            column: "Year closed".to_owned(),
            rule: StatusRule::ClosedIfFilled,
        }),
        ..Mapping::default()
    }
}

/// The columns not yet given away.
struct Free<'a> {
    cells: &'a Cells,
    taken: Vec<bool>,
}

impl Free<'_> {
    /// The first column whose heading is one of these words, or failing that contains one; and whose cells pass the test.
    fn column(&mut self, words: &[&str], fits: impl Fn(&str) -> bool) -> Option<String> {
        let exact = words
            .iter()
            .find_map(|word| self.find(|heading| heading == *word, &fits));
        let at = exact.or_else(|| {
            words
                .iter()
                .filter(|word| word.len() > 3)
                .find_map(|word| self.find(|heading| heading.contains(word), &fits))
        })?;
        self.give(at)
    }

    fn give(&mut self, at: usize) -> Option<String> {
        *self.taken.get_mut(at)? = true;
        self.cells.header.get(at).cloned()
    }

    fn find(&self, is: impl Fn(&str) -> bool, fits: &impl Fn(&str) -> bool) -> Option<usize> {
        (0..self.cells.header.len()).find(|at| {
            self.taken.get(*at) == Some(&false)
                && self
                    .cells
                    .header
                    .get(*at)
                    .is_some_and(|heading| is(&heading_words(heading)))
                && self.share(*at, fits) >= 0.5
        })
    }

    /// How many of the filled cells of a column pass a test; a column with none passes.
    fn share(&self, at: usize, fits: &impl Fn(&str) -> bool) -> f64 {
        let (mut filled, mut passing) = (0_u32, 0_u32);
        for (_, row) in self.cells.rows.iter().take(200) {
            if let Some(cell) = row
                .get(at)
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
            {
                filled += 1;
                passing += u32::from(fits(cell));
            }
        }
        if filled == 0 {
            1.0
        } else {
            f64::from(passing) / f64::from(filled)
        }
    }

    /// A column known only by what stands in it.
    fn by_cells(&mut self, fits: impl Fn(&str) -> bool) -> Option<String> {
        let at = (0..self.cells.header.len()).find(|at| {
            let filled = self
                .cells
                .rows
                .iter()
                .take(200)
                .any(|(_, row)| row.get(*at).is_some_and(|cell| !cell.trim().is_empty()));
            self.taken.get(*at) == Some(&false) && filled && self.share(*at, &fits) > 0.8
        })?;
        self.give(at)
    }
}

/// A heading as plain words: "E-mail_Address" is "email address".
fn heading_words(heading: &str) -> String {
    heading
        .to_lowercase()
        .replace("e-mail", "email")
        .replace(|c: char| !c.is_alphanumeric(), " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn from_headings(cells: &Cells) -> Mapping {
    let mut free = Free {
        cells,
        taken: vec![false; cells.header.len()],
    };
    let any = |_: &str| true;
    let postcode = |cell: &str| plain_postcode(cell).is_some();
    let number = |cell: &str| clean::number(cell).is_some();
    let weekdays: Vec<Option<String>> = DAYS
        .iter()
        .map(|(_, day)| {
            let day = day.to_lowercase();
            let short = day.get(..3).unwrap_or_default().to_owned();
            free.column(&[&day, &short], any)
        })
        .collect();
    let mut mapping = Mapping {
        latitude: free.column(&["latitude", "lat", "y"], number),
        longitude: free.column(&["longitude", "long", "lng", "lon", "x"], number),
        postcode: free.column(&["postcode", "post code", "postal code", "zip"], any),
        email: free.column(&["email", "email address", "contact email"], |cell| {
            cell.contains('@')
        }),
        website: free.column(
            &[
                "website",
                "web",
                "url",
                "web address",
                "webpage",
                "web site",
                "link",
            ],
            clean::is_url,
        ),
        phone: free.column(
            &[
                "telephone",
                "phone",
                "tel",
                "phone number",
                "telephone number",
                "contact number",
                "mobile",
            ],
            any,
        ),
        organisation: free.column(
            &[
                "organisation",
                "organization",
                "organisation name",
                "organization name",
                "provider",
                "charity name",
                "reporting service",
                "run by",
                "charity",
            ],
            any,
        ),
        name: free.column(
            &[
                "service name",
                "name",
                "service",
                "group name",
                "activity name",
                "project",
                "title",
                "venue",
                "group",
                "activity",
            ],
            any,
        ),
        also_known_as: free.column(
            &[
                "also known as",
                "alternate name",
                "alternative name",
                "other name",
            ],
            any,
        ),
        source_id: free.column(
            &[
                "id",
                "service id",
                "org id",
                "reference",
                "ref",
                "record id",
                "uuid",
                "identifier",
                "charity number",
            ],
            any,
        ),
        weekdays: if weekdays.iter().any(Option::is_some) {
            weekdays
        } else {
            Vec::new()
        },
        opening: free.column(
            &[
                "opening times",
                "opening hours",
                "opening",
                "times",
                "when",
                "hours",
                "day and time",
                "days",
            ],
            any,
        ),
        minimum_age: free.column(&["minimum age", "min age", "age from"], number),
        maximum_age: free.column(&["maximum age", "max age", "age to"], number),
        ages: free.column(&["age", "ages", "age range", "age group"], any),
        eligibility: free.column(
            &[
                "eligibility",
                "who is it for",
                "who can come",
                "who for",
                "criteria",
                "target group",
            ],
            any,
        ),
        how_to_join: free.column(
            &[
                "how to join",
                "how to access",
                "referral",
                "how to refer",
                "booking",
                "access route",
                "referral route",
            ],
            any,
        ),
        access: free.column(
            &[
                "accessibility",
                "access",
                "accessible",
                "wheelchair access",
                "disabled access",
            ],
            any,
        ),
        cost: free.column(
            &["cost", "costs", "price", "fee", "fees", "charge", "charges"],
            any,
        ),
        languages: free.column(&["languages", "language"], any),
        area: free.column(
            &[
                "area served",
                "area",
                "coverage",
                "area covered",
                "local authority",
                "ward",
                "district",
            ],
            any,
        ),
        town: free.column(&["town", "city", "town city", "locality", "post town"], any),
        ..Mapping::default()
    };
    for words in [
        ["description", "activities"],
        ["about", "details"],
        ["what we do", "summary"],
        ["activity", "objects"],
        ["information", "notes"],
    ] {
        if mapping.description.len() < 2 {
            mapping.description.extend(free.column(&words, any));
        }
    }
    while let Some(column) = free.column(
        &[
            "address",
            "address 1",
            "street",
            "building",
            "venue address",
        ],
        any,
    ) {
        mapping.address.push(column);
        if mapping.address.len() == 6 {
            break;
        }
    }
    if let Some(column) = free.column(
        &[
            "tags",
            "categories",
            "category",
            "type",
            "theme",
            "keywords",
            "service type",
        ],
        any,
    ) {
        let separator = separator_of(cells, &column);
        mapping.tags.push(TagColumn {
            column,
            separator,
            prefix: String::new(),
        });
    }
    mapping.status = free
        .column(
            &[
                "date closed",
                "year closed",
                "closed on",
                "closure date",
                "date removed",
            ],
            any,
        )
        .map(|column| StatusColumn {
            column,
            rule: StatusRule::ClosedIfFilled,
        })
        .or_else(|| {
            free.column(&["status", "active", "open", "closed"], any)
                .map(|column| StatusColumn {
                    column,
                    rule: StatusRule::Words,
                })
        });
    mapping.postcode = mapping.postcode.or_else(|| free.by_cells(postcode));
    mapping.email = mapping.email.or_else(|| free.by_cells(clean::is_email));
    mapping.website = mapping
        .website
        .or_else(|| free.by_cells(|cell| cell.starts_with("http") || cell.starts_with("www.")));
    mapping.email_or_website = free.by_cells(|cell| {
        clean::is_email(cell) || cell.starts_with("http") || cell.starts_with("www.")
    });
    mapping.name = mapping.name.or_else(|| mapping.organisation.clone());
    mapping.name = mapping
        .name
        .or_else(|| free.by_cells(|cell| cell.chars().any(char::is_alphabetic)));
    mapping
}

/// What parts the tags of a column: the sign found most.
fn separator_of(cells: &Cells, column: &str) -> String {
    let Some(at) = cells.header.iter().position(|heading| heading == column) else {
        return String::new();
    };
    let count = |sign: char| {
        cells
            .rows
            .iter()
            .take(200)
            .filter(|(_, row)| row.get(at).is_some_and(|cell| cell.contains(sign)))
            .count()
    };
    [';', '|', ',']
        .into_iter()
        .map(|sign| (count(sign), sign))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, _)| *count)
        .map(|(_, sign)| sign.to_string())
        .unwrap_or_default()
}
