-- Schema 1, the first. Never edited after release: a later schema is a file of its own beside this one.
--
-- Every kind of record has one table: `n` is the rowid (small, grows at one end), `id` the time-ordered id that all devices
-- share, `stamps` when each field was written (clock.rs), then the fields of the domain in their order. A test holds the
-- columns against the domain's declaration. No UNIQUE on what people type: duplicates are offered for merging.

-- Facts about this file: device, schema a reader needs, the link worker's name.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- The unit of sharing, of encryption and of erasure. The id is random and says nothing.
CREATE TABLE spaces (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind INTEGER NOT NULL,            -- 1 a person, 2 the directory
    person BLOB UNIQUE                -- whose, for a person's
) STRICT;

-- What members did (log.rs). `turn`: 0 done, 1 undone, 2 done again; `turns` is the commit that was.
CREATE TABLE commits (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamp BLOB NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    did TEXT NOT NULL,
    turn INTEGER NOT NULL DEFAULT 0,
    turns INTEGER REFERENCES commits(n)
) STRICT;

CREATE TABLE operations (
    n INTEGER PRIMARY KEY,
    commit_n INTEGER NOT NULL REFERENCES commits(n),
    space INTEGER NOT NULL REFERENCES spaces(n),
    kind INTEGER NOT NULL,
    record BLOB NOT NULL,
    body BLOB NOT NULL,               -- what leaves the laptop: fields, values, bases
    replaced BLOB                     -- what it replaced; nothing when it made the row
) STRICT;
CREATE INDEX operations_record ON operations(record);
CREATE INDEX operations_commit ON operations(commit_n);

-- What is being typed, until it is a commit. Never leaves the laptop.
CREATE TABLE drafts (
    key TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    route TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Full postcodes imported from the ONS directory; plain form, no spaces. Inserted in order of the key.
CREATE TABLE postcodes (
    code TEXT PRIMARY KEY,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- Search. Contentless: the words stand in the tables only. Names are apart from notes, so that the first letters of a name,
-- which begin half the words of all notes, are looked up among names alone. rowid = people.n
CREATE VIRTUAL TABLE person_names USING fts5(
    names, details,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
);

-- rowid = n * 64 + kind of the record that the words are in
CREATE VIRTUAL TABLE note_words USING fts5(
    notes,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

-- rowid = services.n
CREATE VIRTUAL TABLE service_words USING fts5(
    name, organisation, tags, place, text,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
);

-- Where places are. n = places.n; service = services.n, so that a search by distance reads nothing else.
CREATE VIRTUAL TABLE place_points USING rtree(n, south, north, west, east, +service INTEGER);

CREATE TABLE people (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "preferred_name" TEXT NOT NULL DEFAULT '',
    "given_name" TEXT NOT NULL DEFAULT '',
    "family_name" TEXT NOT NULL DEFAULT '',
    "standing" TEXT,
    "standing_since" TEXT,
    "standing_note" TEXT NOT NULL DEFAULT '',
    "date_of_birth" TEXT,
    "referred_on" TEXT,
    "worker" TEXT NOT NULL DEFAULT '',
    "pronouns" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "suffix" TEXT NOT NULL DEFAULT '',
    "also_known_as" TEXT NOT NULL DEFAULT '',
    "gender" TEXT NOT NULL DEFAULT '',
    "sex" TEXT NOT NULL DEFAULT '',
    "ethnicity" TEXT NOT NULL DEFAULT '',
    "religion" TEXT NOT NULL DEFAULT '',
    "sexual_orientation" TEXT NOT NULL DEFAULT '',
    "marital_status" TEXT NOT NULL DEFAULT '',
    "is_carer" INTEGER NOT NULL DEFAULT 0,
    "caring" TEXT NOT NULL DEFAULT '',
    "nhs_number" TEXT,
    "nhs_number_status" TEXT NOT NULL DEFAULT '',
    "chi_number" TEXT,
    "hc_number" TEXT,
    "other_identifiers" TEXT NOT NULL DEFAULT '[]',
    "addresses" TEXT NOT NULL DEFAULT '[]',
    "reach" TEXT NOT NULL DEFAULT '[]',
    "contact_method" TEXT NOT NULL DEFAULT '',
    "written_format" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT '',
    "interpreter" INTEGER NOT NULL DEFAULT 0,
    "immigration_status" TEXT NOT NULL DEFAULT '',
    "immigration_from" TEXT,
    "immigration_until" TEXT,
    "overseas_visitor" TEXT NOT NULL DEFAULT '',
    "gp_name" TEXT NOT NULL DEFAULT '',
    "gp_practice_code" TEXT NOT NULL DEFAULT '',
    "gp_practice_name" TEXT NOT NULL DEFAULT '',
    "gp_practice_address" TEXT NOT NULL DEFAULT '',
    "gp_opt_out" TEXT,
    "referred_by" TEXT NOT NULL DEFAULT '',
    "referral_reason" TEXT NOT NULL DEFAULT '',
    "date_of_death" TEXT,
    "alert" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE about_me (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "story" TEXT NOT NULL DEFAULT '',
    "important_to_me" TEXT NOT NULL DEFAULT '',
    "people_important_to_me" TEXT NOT NULL DEFAULT '',
    "how_to_communicate" TEXT NOT NULL DEFAULT '',
    "wellness" TEXT NOT NULL DEFAULT '',
    "please_do" TEXT NOT NULL DEFAULT '',
    "please_dont" TEXT NOT NULL DEFAULT '',
    "how_to_support_me" TEXT NOT NULL DEFAULT '',
    "also_worth_knowing" TEXT NOT NULL DEFAULT '',
    "supported_to_write_by" TEXT NOT NULL DEFAULT '',
    "media" TEXT NOT NULL DEFAULT '',
    "written_on" TEXT
) STRICT;

CREATE TABLE circumstances (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "adjustments_needed" INTEGER NOT NULL DEFAULT 0,
    "adjustments" TEXT NOT NULL DEFAULT '',
    "communication_support" TEXT NOT NULL DEFAULT '',
    "communication_professional" TEXT NOT NULL DEFAULT '',
    "contact_requirement" TEXT NOT NULL DEFAULT '',
    "information_format" TEXT NOT NULL DEFAULT '',
    "impairment" TEXT NOT NULL DEFAULT '',
    "mobility" TEXT NOT NULL DEFAULT '',
    "other_requirements" TEXT NOT NULL DEFAULT '',
    "household" TEXT NOT NULL DEFAULT '',
    "occupation" TEXT NOT NULL DEFAULT '',
    "education" TEXT NOT NULL DEFAULT '',
    "lifestyle" TEXT NOT NULL DEFAULT '',
    "smoking" TEXT NOT NULL DEFAULT '',
    "alcohol" TEXT NOT NULL DEFAULT '',
    "drugs" TEXT NOT NULL DEFAULT '',
    "social_circumstances" TEXT NOT NULL DEFAULT '',
    "getting_in" TEXT NOT NULL DEFAULT '',
    "dependants" TEXT NOT NULL DEFAULT '',
    "accommodation" TEXT NOT NULL DEFAULT '',
    "home_environment" TEXT NOT NULL DEFAULT '',
    "services_and_care" TEXT NOT NULL DEFAULT '',
    "health" TEXT NOT NULL DEFAULT '',
    "pregnancy" TEXT NOT NULL DEFAULT '',
    "summary_for_gp" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE relations (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "name" TEXT NOT NULL DEFAULT '',
    "relationship" TEXT NOT NULL DEFAULT '',
    "relationship_code" TEXT NOT NULL DEFAULT '',
    "is_carer" INTEGER NOT NULL DEFAULT 0,
    "is_next_of_kin" INTEGER NOT NULL DEFAULT 0,
    "is_emergency_contact" INTEGER NOT NULL DEFAULT 0,
    "is_dependant" INTEGER NOT NULL DEFAULT 0,
    "is_professional" INTEGER NOT NULL DEFAULT 0,
    "is_key_worker" INTEGER NOT NULL DEFAULT 0,
    "reach" TEXT NOT NULL DEFAULT '[]',
    "address" TEXT NOT NULL DEFAULT '',
    "may_we_talk" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE strengths (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "words" TEXT NOT NULL DEFAULT '',
    "sort" TEXT NOT NULL DEFAULT '',
    "position" INTEGER
) STRICT;

CREATE TABLE needs (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "code" TEXT NOT NULL DEFAULT '',
    "words" TEXT NOT NULL DEFAULT '',
    "said_on" TEXT,
    "met_on" TEXT,
    "position" INTEGER
) STRICT;

CREATE TABLE goals (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "words" TEXT NOT NULL DEFAULT '',
    "importance" INTEGER,
    "status" TEXT,
    "needs" TEXT NOT NULL DEFAULT '[]',
    "strengths" TEXT NOT NULL DEFAULT '[]',
    "outcome" TEXT NOT NULL DEFAULT '',
    "review_on" TEXT,
    "position" INTEGER
) STRICT;

CREATE TABLE steps (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "goal" BLOB REFERENCES goals(id) DEFERRABLE INITIALLY DEFERRED,
    "words" TEXT NOT NULL DEFAULT '',
    "status" TEXT,
    "outcome" TEXT NOT NULL DEFAULT '',
    "position" INTEGER
) STRICT;

CREATE TABLE actions (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "goal" BLOB REFERENCES goals(id) DEFERRABLE INITIALLY DEFERRED,
    "what" TEXT NOT NULL DEFAULT '',
    "who" TEXT,
    "who_name" TEXT NOT NULL DEFAULT '',
    "due_on" TEXT,
    "when_words" TEXT NOT NULL DEFAULT '',
    "confidence" INTEGER,
    "in_the_way" TEXT NOT NULL DEFAULT '',
    "strengths" TEXT NOT NULL DEFAULT '[]',
    "status" TEXT,
    "done_on" TEXT,
    "outcome" TEXT NOT NULL DEFAULT '',
    "review_on" TEXT,
    "position" INTEGER
) STRICT;

CREATE TABLE progress (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "goal" BLOB REFERENCES goals(id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT,
    "score" INTEGER,
    "words" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE agreements (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT,
    "agreed" TEXT,
    "because" TEXT NOT NULL DEFAULT '',
    "with_name" TEXT NOT NULL DEFAULT '',
    "with_role" TEXT NOT NULL DEFAULT '',
    "review_on" TEXT,
    "review_by" TEXT NOT NULL DEFAULT '',
    "funding" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE contacts (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT,
    "at" TEXT,
    "means" TEXT,
    "came" TEXT,
    "minutes" INTEGER,
    "place" TEXT NOT NULL DEFAULT '',
    "place_code" TEXT NOT NULL DEFAULT '',
    "present" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "agreed_next" TEXT NOT NULL DEFAULT '',
    "worker_note" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE risks (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "none_identified" INTEGER NOT NULL DEFAULT 0,
    "risk" TEXT NOT NULL DEFAULT '',
    "comment" TEXT NOT NULL DEFAULT '',
    "starts_on" TEXT,
    "ends_on" TEXT
) STRICT;

CREATE TABLE safeguarding (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "concern" TEXT NOT NULL DEFAULT '',
    "raised_on" TEXT,
    "ended_on" TEXT,
    "shared_with" TEXT NOT NULL DEFAULT '',
    "comment" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE consents (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "about" TEXT NOT NULL DEFAULT '',
    "with_whom" TEXT NOT NULL DEFAULT '',
    "given" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "on" TEXT,
    "until" TEXT
) STRICT;

CREATE TABLE connections (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "service" BLOB REFERENCES services(id) DEFERRABLE INITIALLY DEFERRED,
    "service_name" TEXT NOT NULL DEFAULT '',
    "need" BLOB REFERENCES needs(id) DEFERRABLE INITIALLY DEFERRED,
    "goal" BLOB REFERENCES goals(id) DEFERRABLE INITIALLY DEFERRED,
    "link" TEXT,
    "reached" TEXT,
    "why_not" TEXT,
    "why_not_words" TEXT NOT NULL DEFAULT '',
    "how_it_went" TEXT NOT NULL DEFAULT '',
    "since" TEXT,
    "support" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE connection_events (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "connection" BLOB REFERENCES connections(id) DEFERRABLE INITIALLY DEFERRED,
    "reached" TEXT,
    "why_not" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "on" TEXT,
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE organisations (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "website" TEXT NOT NULL DEFAULT '',
    "register" TEXT NOT NULL DEFAULT '[]',
    "source" TEXT NOT NULL DEFAULT '',
    "source_id" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE services (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "organisation" BLOB REFERENCES organisations(id) DEFERRABLE INITIALLY DEFERRED,
    "status" TEXT,
    "description" TEXT NOT NULL DEFAULT '',
    "also_known_as" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "ask_for" TEXT NOT NULL DEFAULT '[]',
    "opening" TEXT NOT NULL DEFAULT '[]',
    "opening_words" TEXT NOT NULL DEFAULT '',
    "costs" TEXT NOT NULL DEFAULT '[]',
    "fees" TEXT NOT NULL DEFAULT '',
    "free" INTEGER NOT NULL DEFAULT 0,
    "minimum_age" INTEGER,
    "maximum_age" INTEGER,
    "eligibility" TEXT NOT NULL DEFAULT '',
    "how_to_join" TEXT NOT NULL DEFAULT '',
    "waiting" TEXT NOT NULL DEFAULT '',
    "languages" TEXT NOT NULL DEFAULT '[]',
    "access" TEXT NOT NULL DEFAULT '',
    "step_free" INTEGER NOT NULL DEFAULT 0,
    "area" TEXT NOT NULL DEFAULT '',
    "tags" TEXT NOT NULL DEFAULT '[]',
    "needs" TEXT NOT NULL DEFAULT '[]',
    "accreditations" TEXT NOT NULL DEFAULT '',
    "alert" TEXT NOT NULL DEFAULT '',
    "assured_on" TEXT,
    "assurer_email" TEXT NOT NULL DEFAULT '',
    "source_changed" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "source_id" TEXT NOT NULL DEFAULT '',
    "checked_on" TEXT,
    "checked_by" TEXT NOT NULL DEFAULT '',
    "also" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE places (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "service" BLOB REFERENCES services(id) DEFERRABLE INITIALLY DEFERRED,
    "name" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "town" TEXT NOT NULL DEFAULT '',
    "postcode" TEXT NOT NULL DEFAULT '',
    "latitude" REAL,
    "longitude" REAL,
    "kind" TEXT,
    "access" TEXT NOT NULL DEFAULT '',
    "source_id" TEXT NOT NULL DEFAULT '',
    "position_from_postcode" INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tips (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "service" BLOB REFERENCES services(id) DEFERRABLE INITIALLY DEFERRED,
    "words" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE INDEX people_name ON people(coalesce(nullif(family_name, ''), nullif(preferred_name, ''), given_name) COLLATE NOCASE, preferred_name) WHERE archived IS NULL;
-- Narrow: how many stand where is counted every time that a list is drawn.
CREATE INDEX people_count ON people(standing) WHERE archived IS NULL;
CREATE INDEX people_standing ON people(standing, standing_since) WHERE archived IS NULL;
CREATE INDEX relations_person ON relations(person);
CREATE INDEX strengths_person ON strengths(person);
CREATE INDEX needs_person ON needs(person);
CREATE INDEX goals_person ON goals(person);
CREATE INDEX goals_review ON goals(review_on) WHERE archived IS NULL AND review_on IS NOT NULL;
CREATE INDEX steps_person ON steps(person);
CREATE INDEX steps_goal ON steps(goal);
CREATE INDEX actions_person ON actions(person);
CREATE INDEX actions_goal ON actions(goal);
CREATE INDEX actions_due ON actions(due_on) WHERE archived IS NULL AND due_on IS NOT NULL;
CREATE INDEX progress_person ON progress(person);
CREATE INDEX progress_goal ON progress(goal);
CREATE INDEX agreements_person ON agreements(person);
CREATE INDEX agreements_review ON agreements(review_on) WHERE archived IS NULL AND review_on IS NOT NULL;
-- The last that happened and the next that is planned are read from the index alone.
CREATE INDEX contacts_person ON contacts(person, came, archived, "on");
CREATE INDEX contacts_on ON contacts("on", came) WHERE archived IS NULL;
CREATE INDEX risks_person ON risks(person);
CREATE INDEX safeguarding_person ON safeguarding(person);
CREATE INDEX consents_person ON consents(person);
CREATE INDEX connections_person ON connections(person);
CREATE INDEX connections_service ON connections(service) WHERE service IS NOT NULL;
CREATE INDEX connections_need ON connections(need) WHERE need IS NOT NULL;
CREATE INDEX connections_goal ON connections(goal) WHERE goal IS NOT NULL;
CREATE INDEX connection_events_person ON connection_events(person);
CREATE INDEX connection_events_connection ON connection_events(connection);
CREATE INDEX organisations_source ON organisations(source, source_id);
CREATE INDEX organisations_name ON organisations(name COLLATE NOCASE);
CREATE INDEX services_source ON services(source, source_id);
CREATE INDEX services_organisation ON services(organisation);
CREATE INDEX services_name ON services(name COLLATE NOCASE) WHERE archived IS NULL;
CREATE INDEX places_service ON places(service);
CREATE INDEX tips_service ON tips(service);
CREATE INDEX about_me_person ON about_me(person);
CREATE INDEX circumstances_person ON circumstances(person);

-- The bin, newest first. Hardly anything is in it, so that these are next to nothing.
CREATE INDEX people_bin ON people(archived) WHERE archived IS NOT NULL;
CREATE INDEX about_me_bin ON about_me(archived) WHERE archived IS NOT NULL;
CREATE INDEX circumstances_bin ON circumstances(archived) WHERE archived IS NOT NULL;
CREATE INDEX relations_bin ON relations(archived) WHERE archived IS NOT NULL;
CREATE INDEX strengths_bin ON strengths(archived) WHERE archived IS NOT NULL;
CREATE INDEX needs_bin ON needs(archived) WHERE archived IS NOT NULL;
CREATE INDEX goals_bin ON goals(archived) WHERE archived IS NOT NULL;
CREATE INDEX steps_bin ON steps(archived) WHERE archived IS NOT NULL;
CREATE INDEX actions_bin ON actions(archived) WHERE archived IS NOT NULL;
CREATE INDEX progress_bin ON progress(archived) WHERE archived IS NOT NULL;
CREATE INDEX agreements_bin ON agreements(archived) WHERE archived IS NOT NULL;
CREATE INDEX contacts_bin ON contacts(archived) WHERE archived IS NOT NULL;
CREATE INDEX risks_bin ON risks(archived) WHERE archived IS NOT NULL;
CREATE INDEX safeguarding_bin ON safeguarding(archived) WHERE archived IS NOT NULL;
CREATE INDEX consents_bin ON consents(archived) WHERE archived IS NOT NULL;
CREATE INDEX connections_bin ON connections(archived) WHERE archived IS NOT NULL;
CREATE INDEX connection_events_bin ON connection_events(archived) WHERE archived IS NOT NULL;
CREATE INDEX organisations_bin ON organisations(archived) WHERE archived IS NOT NULL;
CREATE INDEX services_bin ON services(archived) WHERE archived IS NOT NULL;
CREATE INDEX places_bin ON places(archived) WHERE archived IS NOT NULL;
CREATE INDEX tips_bin ON tips(archived) WHERE archived IS NOT NULL;
