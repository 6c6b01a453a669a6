-- Schema 2, what the directory keeps.

-- The directory: since when a source gives a service no longer, and the live lists that the team reads.
ALTER TABLE services ADD COLUMN "gone_since" TEXT;
CREATE TABLE feeds (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "form" TEXT NOT NULL DEFAULT '',
    "whole_at" INTEGER,
    "whole_by" TEXT NOT NULL DEFAULT '',
    "services" INTEGER
) STRICT;
CREATE INDEX feeds_bin ON feeds(archived) WHERE archived IS NOT NULL;

CREATE INDEX services_gone ON services(gone_since) WHERE gone_since IS NOT NULL;
CREATE TABLE service_checks (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "service" BLOB REFERENCES services(id) DEFERRABLE INITIALLY DEFERRED,
    "found" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "on" TEXT,
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;
CREATE INDEX service_checks_service ON service_checks(service);
CREATE INDEX service_checks_bin ON service_checks(archived) WHERE archived IS NOT NULL;
CREATE TABLE corrections_told (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "service" BLOB REFERENCES services(id) DEFERRABLE INITIALLY DEFERRED,
    "told" TEXT NOT NULL DEFAULT '[]',
    "to" TEXT NOT NULL DEFAULT '',
    "words" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;
CREATE INDEX corrections_told_service ON corrections_told(service);
CREATE INDEX corrections_told_bin ON corrections_told(archived) WHERE archived IS NOT NULL;

-- The same service from several sources: the later record names an earlier one. Each goes on being what its source says.
ALTER TABLE services ADD COLUMN "same_as" BLOB;
ALTER TABLE services ADD COLUMN "leads" BLOB;
ALTER TABLE services ADD COLUMN "chosen" TEXT NOT NULL DEFAULT '[]';
CREATE INDEX services_same_as ON services(same_as) WHERE same_as IS NOT NULL;
-- By which the same service is looked for elsewhere: the last nine figures of its telephone, and who runs it in a public register.
CREATE INDEX services_phone ON services(
    substr(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), -9)
) WHERE phone <> '';
CREATE INDEX organisations_register ON organisations(register ->> '$[0].identifier') WHERE register <> '[]';
CREATE TABLE not_same_services (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "service" BLOB REFERENCES services(id) DEFERRABLE INITIALLY DEFERRED,
    "other" BLOB,
    "because" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;
CREATE INDEX not_same_services_service ON not_same_services(service);
CREATE INDEX not_same_services_other ON not_same_services(other);
CREATE INDEX not_same_services_bin ON not_same_services(archived) WHERE archived IS NOT NULL;

CREATE TABLE column_choices (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "headings" TEXT NOT NULL DEFAULT '',
    "columns" TEXT NOT NULL DEFAULT '[]',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;
CREATE INDEX column_choices_headings ON column_choices(headings);
CREATE INDEX column_choices_bin ON column_choices(archived) WHERE archived IS NOT NULL;

-- Services at hand: a worker's own favourites, and the team's collections.
CREATE TABLE favourites (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "service" BLOB REFERENCES services(id) DEFERRABLE INITIALLY DEFERRED,
    "is_kept" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX favourites_service ON favourites(service);
CREATE INDEX favourites_kept ON favourites(is_kept) WHERE is_kept = 1;
CREATE INDEX favourites_bin ON favourites(archived) WHERE archived IS NOT NULL;
CREATE TABLE collections (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "about" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX collections_bin ON collections(archived) WHERE archived IS NOT NULL;
CREATE TABLE collected (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "collection" BLOB REFERENCES collections(id) DEFERRABLE INITIALLY DEFERRED,
    "service" BLOB REFERENCES services(id) DEFERRABLE INITIALLY DEFERRED,
    "is_in" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX collected_collection ON collected(collection);
CREATE INDEX collected_service ON collected(service);
CREATE INDEX collected_bin ON collected(archived) WHERE archived IS NOT NULL;

-- The words of all services, as the index has them: what a mistyped word may have been meant for.
CREATE VIRTUAL TABLE service_vocabulary USING fts5vocab('service_words', 'row');

-- How far this laptop is with reading a live list, what it read last, and what it has read of the next copy. Never sent.
CREATE TABLE feed_pulls (
    feed BLOB PRIMARY KEY,
    progress TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE feed_known (
    feed BLOB NOT NULL,
    key TEXT NOT NULL,
    listed BLOB NOT NULL,             -- digest of its line in the list
    whole BLOB NOT NULL,              -- digest of the record
    etag TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE feed_staged (
    n INTEGER PRIMARY KEY,
    feed BLOB NOT NULL,
    key TEXT NOT NULL,
    listed BLOB NOT NULL,
    whole BLOB NOT NULL,
    etag TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    wants INTEGER NOT NULL,           -- 1 while the record itself is still to be fetched
    body BLOB,                        -- nothing if it is as it was
    UNIQUE (feed, key)
) STRICT;
CREATE INDEX feed_wanting ON feed_staged(feed, key) WHERE wants = 1;
