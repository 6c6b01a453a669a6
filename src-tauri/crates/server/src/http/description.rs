//! What the server says of itself: its requests as OpenAPI, from one list.
//!
//! A test reads every line of the list with the protocol's own reader of paths, and finds every request of the protocol in it.

use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem, PathsBuilder,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApiBuilder, Required, ResponseBuilder, ResponsesBuilder,
};

const ABOUT: &str = "Stores and orders what teams seal, and can read none of it. Bodies are postcard (a compact binary encoding) of the \
    types named, which the crate `alongside-protocol` defines and freezes. Signed requests carry the headers `alongside-team`, \
    `alongside-device`, `alongside-time` and `alongside-signature`. What is declined is answered by a `Refusal` in the same encoding, or as \
    `application/problem+json` to those who accept that. Under `/open` anybody may read, in JSON, the directories that teams publish on purpose, if the server was started with `--serve-directories`. \
    Within `/v1` nothing changes its bytes; new things are added at the end.";

const BYTES: &str = "application/octet-stream";
const EVENTS: &str = "Events";
const NOTHING: &str = "Nothing";

/// Who has to sign a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asker {
    Anybody,
    Signed,
}
use Asker::{Anybody, Signed};

/// One request of the protocol: method, path, what it is, who may ask, what it takes and gives.
type Door = (
    HttpMethod,
    &'static str,
    &'static str,
    Asker,
    Option<&'static str>,
    &'static str,
);

#[rustfmt::skip]
const DOORS: [Door; 20] = [
    (HttpMethod::Get, "/v1/hello", "Who is there: service, versions, time.", Anybody, None, "`Hello`"),
    (HttpMethod::Post, "/v1/teams", "Makes a team, with a code from whoever runs the server.", Anybody, Some("`SignUp`"), "`Placed`"),
    (HttpMethod::Post, "/v1/teams/{team}/pull", "What comes after a head of the team's log.", Signed, Some("`Pull`"), "`Page`"),
    (HttpMethod::Post, "/v1/teams/{team}/push", "Hands in entries, in order. Handing in twice is handing in once.", Signed, Some("`Push`"), "`PushReply`"),
    (HttpMethod::Post, "/v1/teams/{team}/resend", "Hands in again what a restored server lost.", Signed, Some("`Push`"), "`PushReply`"),
    (HttpMethod::Post, "/v1/teams/{team}/survey", "What there is, without what was written: roster entries, openings, and which snapshots there are.", Signed, Some("`Survey`"), "`Surveyed`"),
    (HttpMethod::Post, "/v1/teams/{team}/snapshots", "Fetches snapshots.", Signed, Some("`Fetch`"), "`Fetched`"),
    (HttpMethod::Post, "/v1/teams/{team}/wanting", "Of which spaces snapshots should be made.", Signed, Some("`Wanting`"), "`Wanted`"),
    (HttpMethod::Put, "/v1/teams/{team}/snapshot", "Leaves a snapshot. Leaving it twice is leaving it once.", Signed, Some("`Snapshot`"), NOTHING),
    (HttpMethod::Get, "/v1/teams/{team}/wake", "Tells when the log grows: server-sent events, each with the position of its end. Ends when the roster changes, and after an hour.", Signed, None, EVENTS),
    (HttpMethod::Post, "/v1/teams/{team}/mailboxes", "Makes a mailbox for somebody who is to join.", Signed, None, "`MailboxMade`"),
    (HttpMethod::Post, "/v1/mailboxes/{number}/claim", "Claims a mailbox: the first who comes has it.", Anybody, Some("`Token`"), "`MailboxMade`"),
    (HttpMethod::Post, "/v1/mailboxes/{number}/put", "Leaves a message for the other side.", Anybody, Some("`MailboxPut`"), NOTHING),
    (HttpMethod::Post, "/v1/mailboxes/{number}/take", "Reads the other side's messages.", Anybody, Some("`MailboxTake`"), "`MailboxTaken`"),
    (HttpMethod::Post, "/v1/mailboxes/{number}/burn", "Ends a mailbox.", Anybody, Some("`MailboxTake`"), NOTHING),
    (HttpMethod::Put, "/v1/teams/{team}/escrow/{locator}", "Leaves what a member needs who has lost every laptop.", Signed, Some("The sealed bytes"), NOTHING),
    (HttpMethod::Get, "/v1/escrow/{locator}", "Fetches what was left.", Anybody, None, "The sealed bytes"),
    (HttpMethod::Post, "/v1/teams/{team}/publishing", "How the team's publishing stands.", Signed, None, "`Publishing`"),
    (HttpMethod::Put, "/v1/teams/{team}/publication", "Hands in, in clear, a part of what is to be public. A lead's laptop only. The last part makes it public, all at once.", Signed, Some("`PublicationPart`"), "`Publishing`"),
    (HttpMethod::Post, "/v1/teams/{team}/unpublish", "Takes away what is public. A lead's laptop only.", Signed, None, "`Publishing`"),
];

/// What is beside the protocol, for those who run the server.
const INSIDE: [(&str, &str, &str); 4] = [
    ("/health", "Whether the process lives.", "text/plain"),
    (
        "/ready",
        "Whether requests should be sent here: the database answers, and the server is not about to end.",
        "text/plain",
    ),
    ("/openapi.json", "This description.", "application/json"),
    (
        "/metrics",
        "Figures for Prometheus; may be on an address of their own.",
        "text/plain",
    ),
];

/// What may be asked of a list.
const PAGES: &[(&str, &str)] = &[
    ("page", "Which page, from 1"),
    (
        "per_page",
        "Things on a page: 50 if it is not said, 100 at the most",
    ),
];
/// What else may be asked of services. What states no age, and no time, is not found by one.
const SEARCH: &[(&str, &str)] = &[
    (
        "search",
        "Words, each of which begins one of the service's: its name, description, organisation, terms, towns and postcodes. Without regard to accents and capitals",
    ),
    ("taxonomy_term_id", "Has this term"),
    ("taxonomy_id", "Has a term of this taxonomy"),
    ("minimum_age", "States a minimum age of so much or more"),
    ("maximum_age", "States a maximum age of so much or less"),
    (
        "start_time",
        "Has a schedule that opens then or later, such as 09:30",
    ),
    (
        "end_time",
        "Has a schedule that closes then or earlier. Day, start and end must be those of one schedule",
    ),
    (
        "day",
        "Has a schedule on this day: MO, TU, WE, TH, FR, SA or SU",
    ),
];
/// What may be asked of services at their places, besides.
const NEAR: &[(&str, &str)] = &[
    (
        "postcode",
        "Alone: at a place in the same postcode district. With `proximity`: where to measure from",
    ),
    (
        "proximity",
        "At a place with a position so many metres from the postcode or nearer, or in that very postcode. Where a postcode is, this server knows only from what is published: the middle of the published places in it, else in its district. If none has a position, the answer is 422 and not an empty list",
    ),
];

/// Directories that teams publish, as Open Referral UK 3.0 has them: path, what it is, what may be asked.
type Open = (
    &'static str,
    &'static str,
    &'static [&'static [(&'static str, &'static str)]],
);

#[rustfmt::skip]
const OPEN: [Open; 9] = [
    ("/open/{name}/", "What this is: version and profile of the standard.", &[]),
    ("/open/{name}/services", "Services, in the order of their ids, with what each has one of.", &[PAGES, SEARCH]),
    ("/open/{name}/services/{id}", "A service, whole.", &[]),
    ("/open/{name}/taxonomies", "Taxonomies.", &[PAGES]),
    ("/open/{name}/taxonomies/{id}", "A taxonomy.", &[]),
    ("/open/{name}/taxonomy_terms", "Terms that the services have.", &[PAGES]),
    ("/open/{name}/taxonomy_terms/{id}", "A term.", &[]),
    ("/open/{name}/service_at_locations", "Services, at each of their places.", &[PAGES, SEARCH, NEAR]),
    ("/open/{name}/service_at_locations/{id}", "A service at one of its places, whole.", &[]),
];

/// The description, as OpenAPI in JSON.
#[must_use]
pub fn description() -> String {
    let mut paths = PathsBuilder::new();
    for (method, path, says, asker, takes, gives) in DOORS {
        let item = PathItem::new(method, door(path, says, asker, takes, gives));
        paths = paths.path(path, item);
    }
    for (path, says, kind) in INSIDE {
        let well = ResponseBuilder::new()
            .description("As it is")
            .content(kind, text());
        let operation = OperationBuilder::new()
            .summary(Some(says))
            .response("200", well);
        paths = paths.path(path, PathItem::new(HttpMethod::Get, operation));
    }
    for (path, says, parameters) in OPEN {
        paths = paths.path(
            path,
            PathItem::new(HttpMethod::Get, open(path, says, parameters)),
        );
    }
    let info = InfoBuilder::new()
        .title("alongside-server")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT));
    let described = OpenApiBuilder::new().info(info).paths(paths).build();
    // Made of constants: a test has seen it written.
    described.to_pretty_json().unwrap_or_default()
}

fn door(
    path: &str,
    says: &str,
    asker: Asker,
    takes: Option<&str>,
    gives: &str,
) -> OperationBuilder {
    let named = [
        ("team", "The team, 32 hexadecimal digits"),
        ("locator", "32 hexadecimal digits"),
        ("number", "The mailbox"),
    ];
    let headers = [
        ("alongside-team", "The device's own team"),
        ("alongside-device", "The device"),
        ("alongside-time", "When, in milliseconds since 1970"),
        ("alongside-signature", "Over the request"),
    ];
    let parameter = |place: ParameterIn, (name, says): (&str, &str)| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .required(Required::True)
            .description(Some(says))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
    };
    let mut operation = OperationBuilder::new().summary(Some(says));
    for known in named {
        if path.contains(&format!("{{{}}}", known.0)) {
            operation = operation.parameter(parameter(ParameterIn::Path, known));
        }
    }
    if asker == Signed {
        for header in headers {
            operation = operation.parameter(parameter(ParameterIn::Header, header));
        }
    }
    let taken = takes.map(|what| {
        RequestBodyBuilder::new()
            .description(Some(what))
            .content(BYTES, bytes())
            .build()
    });
    let given = ResponseBuilder::new().description(gives);
    let given = match gives {
        EVENTS => given.content("text/event-stream", text()),
        NOTHING => given,
        _ => given.content(BYTES, bytes()),
    };
    let declined = ResponseBuilder::new()
        .description("`Refusal`")
        .content(BYTES, bytes())
        .content("application/problem+json", text());
    let unwell = ResponseBuilder::new().description("The server is not well; try later");
    let answers = ResponsesBuilder::new()
        .response("200", given)
        .response("4XX", declined)
        .response("503", unwell);
    operation.request_body(taken).responses(answers)
}

/// A path that anybody may read.
fn open(path: &str, says: &str, parameters: &[&[(&str, &str)]]) -> OperationBuilder {
    let parameter = |place: ParameterIn, name: &str, says: &str| {
        let is_needed = matches!(place, ParameterIn::Path);
        ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .required(if is_needed {
                Required::True
            } else {
                Required::False
            })
            .description(Some(says))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
    };
    let name = parameter(ParameterIn::Path, "name", "The directory's public name");
    let mut operation = OperationBuilder::new().summary(Some(says)).parameter(name);
    if path.ends_with("{id}") {
        operation = operation.parameter(parameter(ParameterIn::Path, "id", "A UUID"));
    }
    for (name, says) in parameters.iter().copied().flatten() {
        operation = operation.parameter(parameter(ParameterIn::Query, name, says));
    }
    let problem = |says: &str| {
        ResponseBuilder::new()
            .description(says)
            .content("application/problem+json", text())
    };
    let well = ResponseBuilder::new()
        .description("As Open Referral UK 3.0 has it, with an ETag")
        .content("application/json", text());
    let answers = ResponsesBuilder::new()
        .response("200", well)
        .response(
            "304",
            ResponseBuilder::new().description("As it was, by `If-None-Match`"),
        )
        .response("400", problem("A parameter that cannot be read, named"))
        .response(
            "404",
            problem("Nothing is published there, or this server shows no directories"),
        )
        .response("429", problem("Too many requests; see `Retry-After`"));
    operation.responses(answers)
}

fn bytes() -> utoipa::openapi::Content {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    ContentBuilder::new().schema(Some(schema)).build()
}

fn text() -> utoipa::openapi::Content {
    let schema = ObjectBuilder::new().schema_type(Type::String);
    ContentBuilder::new().schema(Some(schema)).build()
}
