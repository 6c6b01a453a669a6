-- Schema 2: what several laptops need to agree. Nothing of it is used until the vault joins a team.

-- A space that is shared has a secret, and a place in the team's log where it was opened. One that was erased stays as an id
-- without a secret, so that nothing of it comes back.
ALTER TABLE spaces ADD COLUMN secret BLOB;
ALTER TABLE spaces ADD COLUMN opened_at INTEGER;
ALTER TABLE spaces ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
-- The log that it stands in: that of the own team (empty), or of a team that shares it with this one.
ALTER TABLE spaces ADD COLUMN log BLOB NOT NULL DEFAULT x'';

-- Why an operation stands in the log and is not in its row: 1 it speaks of something that only a newer version knows, 2 it
-- does not belong to the space it came in.
ALTER TABLE operations ADD COLUMN waits INTEGER;
CREATE INDEX operations_waiting ON operations(waits) WHERE waits IS NOT NULL;

-- Small named facts of the engine: its identity, the roster, how far it has read.
CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What was written here and is not sealed: the part of a commit that is in one space. n = commit_n * 2^24 + space.
CREATE TABLE outbox (
    n INTEGER PRIMARY KEY,
    commit_n INTEGER NOT NULL REFERENCES commits(n),
    space INTEGER NOT NULL REFERENCES spaces(n)
) STRICT;

-- The same parts once they are sealed in a pack, until it is acknowledged.
CREATE TABLE sealed (
    n INTEGER PRIMARY KEY,
    commit_n INTEGER NOT NULL REFERENCES commits(n),
    space INTEGER NOT NULL REFERENCES spaces(n),
    pack INTEGER NOT NULL REFERENCES packs(n)
) STRICT;
CREATE INDEX sealed_pack ON sealed(pack);
CREATE VIEW unsent AS
    SELECT n, commit_n, space, 0 AS is_sealed FROM outbox UNION ALL SELECT n, commit_n, space, 1 FROM sealed;

-- Entries of the team's log as they were signed: our own until and after they are acknowledged, and others'. Kept for a while, so
-- that a server that was restored from yesterday can be sent again what it lost.
CREATE TABLE packs (
    n INTEGER PRIMARY KEY,
    log BLOB NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    entry_kind INTEGER NOT NULL,      -- 1 roster, 2 opening, 3 pack
    space BLOB NOT NULL,
    device BLOB NOT NULL,
    number INTEGER NOT NULL,
    position INTEGER,                 -- nothing until the server has acknowledged it
    kept_at INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX packs_position ON packs(log, position) WHERE position IS NOT NULL;
CREATE INDEX packs_pending ON packs(n) WHERE position IS NULL;
CREATE INDEX packs_space ON packs(space);

-- The last pack of each device in each space, sealed and acknowledged: the next continues it.
CREATE TABLE chains (
    device BLOB NOT NULL,
    space BLOB NOT NULL,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    known_number INTEGER NOT NULL,
    known_hash BLOB NOT NULL,
    PRIMARY KEY (device, space)
) STRICT, WITHOUT ROWID;

-- The chain of hashes of the team's log, as far as it is worth remembering.
CREATE TABLE heads (
    log BLOB NOT NULL,
    position INTEGER NOT NULL,
    chain BLOB NOT NULL,
    PRIMARY KEY (log, position)
) STRICT, WITHOUT ROWID;

-- What arrived and could not be read, as it came.
CREATE TABLE quarantine (
    n INTEGER PRIMARY KEY,
    log BLOB NOT NULL,
    position INTEGER NOT NULL,
    space BLOB NOT NULL,
    why INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- Where two people wrote without seeing one another, until somebody has looked at it. The values stand in the log only.
CREATE TABLE differences (
    n INTEGER PRIMARY KEY,
    space INTEGER NOT NULL REFERENCES spaces(n),
    kind INTEGER NOT NULL,
    record BLOB NOT NULL,
    field INTEGER NOT NULL,
    losing BLOB NOT NULL,
    losing_commit BLOB NOT NULL,
    sort INTEGER NOT NULL             -- 1 two values, 2 brought back from the bin
) STRICT;
CREATE INDEX differences_record ON differences(record);

-- Who works together. A colleague's id is their id in the team's roster.
CREATE TABLE colleagues (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "about" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE laptops (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "colleague" BLOB REFERENCES colleagues(id) DEFERRABLE INITIALLY DEFERRED,
    "device" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL DEFAULT ''
) STRICT;

-- What a member keeps to themselves.
CREATE TABLE reflections (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "on" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "for_supervision" INTEGER NOT NULL DEFAULT 0,
    "talked_about_on" TEXT,
    "outcome" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX laptops_colleague ON laptops(colleague);
CREATE INDEX reflections_person ON reflections(person) WHERE person IS NOT NULL;
CREATE INDEX colleagues_bin ON colleagues(archived) WHERE archived IS NOT NULL;
CREATE INDEX laptops_bin ON laptops(archived) WHERE archived IS NOT NULL;
CREATE INDEX reflections_bin ON reflections(archived) WHERE archived IS NOT NULL;

-- The first page of People is read from here alone: a row of `people` is wide, and stands on a page of its own.
DROP INDEX people_name;
-- Counted every time that a list is drawn: a number is half as wide as the word.
DROP INDEX people_count;
CREATE INDEX people_count ON people(CASE standing WHEN 'open' THEN 0 WHEN 'waiting' THEN 1 WHEN 'paused' THEN 2 WHEN 'closed' THEN 3 END)
WHERE archived IS NULL;
CREATE INDEX people_list ON people(
    coalesce(nullif(family_name, ''), nullif(preferred_name, ''), given_name) COLLATE NOCASE, preferred_name, standing, id, given_name,
    family_name, pronouns, standing_since, referred_on, date_of_birth, coalesce(addresses ->> '$[0].postcode', ''), archived
) WHERE archived IS NULL;

-- Casework: coming in, the diary, how things are, outreach, papers, looking after the worker.
CREATE TABLE episodes (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "began_on" TEXT,
    "standing" TEXT,
    "standing_since" TEXT,
    "worker" TEXT NOT NULL DEFAULT '',
    "paused_until" TEXT,
    "ending" TEXT,
    "ending_words" TEXT NOT NULL DEFAULT '',
    "ending_agreed" TEXT,
    "door_open" TEXT NOT NULL DEFAULT '',
    "welcomed_on" TEXT,
    "welcome_words" TEXT NOT NULL DEFAULT '',
    "see_soon" INTEGER NOT NULL DEFAULT 0,
    "see_soon_because" TEXT NOT NULL DEFAULT '',
    "intensity" TEXT
) STRICT;

CREATE TABLE episode_events (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "episode" BLOB REFERENCES episodes(id) DEFERRABLE INITIALLY DEFERRED,
    "standing" TEXT,
    "on" TEXT,
    "because" TEXT NOT NULL DEFAULT '',
    "until" TEXT,
    "ending" TEXT,
    "agreed" TEXT,
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE referrals (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "episode" BLOB REFERENCES episodes(id) DEFERRABLE INITIALLY DEFERRED,
    "received_on" TEXT,
    "source" TEXT,
    "referrer_name" TEXT NOT NULL DEFAULT '',
    "referrer_role" TEXT NOT NULL DEFAULT '',
    "referrer_team" TEXT NOT NULL DEFAULT '',
    "organisation" TEXT NOT NULL DEFAULT '',
    "practice_code" TEXT NOT NULL DEFAULT '',
    "referrer_contact" TEXT NOT NULL DEFAULT '',
    "method" TEXT NOT NULL DEFAULT '',
    "referral_to" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "asked" TEXT NOT NULL DEFAULT '',
    "own_view" TEXT NOT NULL DEFAULT '',
    "consent_to_contact" TEXT,
    "urgency" TEXT,
    "response_to" TEXT NOT NULL DEFAULT '',
    "decision" TEXT,
    "decided_on" TEXT,
    "why_declined" TEXT,
    "decision_words" TEXT NOT NULL DEFAULT '',
    "offered_instead" TEXT NOT NULL DEFAULT '',
    "passed_to" TEXT NOT NULL DEFAULT '',
    "source_id" TEXT NOT NULL DEFAULT '',
    "source_file" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE appointments (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "worker" TEXT NOT NULL DEFAULT '',
    "on" TEXT,
    "at" TEXT,
    "minutes" INTEGER,
    "title" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "getting_in" TEXT NOT NULL DEFAULT '',
    "came" TEXT,
    "repeats" TEXT NOT NULL DEFAULT '',
    "travel_minutes" INTEGER,
    "miles" REAL,
    "note" TEXT NOT NULL DEFAULT '',
    "source_id" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE tasks (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "what" TEXT NOT NULL DEFAULT '',
    "worker" TEXT NOT NULL DEFAULT '',
    "due_on" TEXT,
    "status" TEXT,
    "done_on" TEXT,
    "outcome" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE hand_overs (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "from_worker" TEXT NOT NULL DEFAULT '',
    "to_worker" TEXT NOT NULL DEFAULT '',
    "on" TEXT,
    "until" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "own_view" TEXT NOT NULL DEFAULT '',
    "taken_on" TEXT,
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE questionnaires (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "code" TEXT NOT NULL DEFAULT '',
    "version" INTEGER,
    "intro" TEXT NOT NULL DEFAULT '',
    "questions" TEXT NOT NULL DEFAULT '[]',
    "attribution" TEXT NOT NULL DEFAULT '',
    "licence_held" INTEGER NOT NULL DEFAULT 0,
    "licence_words" TEXT NOT NULL DEFAULT '',
    "retired" INTEGER NOT NULL DEFAULT 0,
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE measurements (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "measure" TEXT NOT NULL DEFAULT '',
    "version" INTEGER,
    "questionnaire" BLOB,
    "on" TEXT,
    "filled" TEXT,
    "answers" TEXT NOT NULL DEFAULT '[]',
    "score" REAL,
    "words" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE what_changed (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "words" TEXT NOT NULL DEFAULT '',
    "who_helped" TEXT NOT NULL DEFAULT '',
    "what_helped" TEXT NOT NULL DEFAULT '',
    "voice" TEXT,
    "voice_name" TEXT NOT NULL DEFAULT '',
    "goal" BLOB REFERENCES goals(id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT,
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE stories (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "title" TEXT NOT NULL DEFAULT '',
    "words" TEXT NOT NULL DEFAULT '',
    "anonymised" TEXT NOT NULL DEFAULT '',
    "for_team" TEXT,
    "for_funder" TEXT,
    "for_public" TEXT,
    "agreed_on" TEXT,
    "agreed_words" TEXT NOT NULL DEFAULT '',
    "withdrawn_on" TEXT,
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE drop_ins (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "on" TEXT,
    "starts_at" TEXT,
    "ends_at" TEXT,
    "place" TEXT NOT NULL DEFAULT '',
    "workers" TEXT NOT NULL DEFAULT '',
    "head_count" INTEGER,
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE conversations (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "drop_in" BLOB REFERENCES drop_ins(id) DEFERRABLE INITIALLY DEFERRED,
    "at" TEXT,
    "called" TEXT NOT NULL DEFAULT '',
    "needs" TEXT NOT NULL DEFAULT '[]',
    "words" TEXT NOT NULL DEFAULT '',
    "services" TEXT NOT NULL DEFAULT '[]',
    "minutes" INTEGER,
    "became" BLOB,
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE groups (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "purpose" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "usually" TEXT NOT NULL DEFAULT '',
    "leaders" TEXT NOT NULL DEFAULT '',
    "began_on" TEXT,
    "ended_on" TEXT,
    "service" BLOB REFERENCES services(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE group_meetings (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "group" BLOB REFERENCES groups(id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT,
    "at" TEXT,
    "minutes" INTEGER,
    "others" INTEGER,
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE attendances (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "group" BLOB REFERENCES groups(id) DEFERRABLE INITIALLY DEFERRED,
    "meeting" BLOB REFERENCES group_meetings(id) DEFERRABLE INITIALLY DEFERRED,
    "came" TEXT,
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE community_events (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "on" TEXT,
    "at" TEXT,
    "minutes" INTEGER,
    "title" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "organisation" TEXT NOT NULL DEFAULT '',
    "worker" TEXT NOT NULL DEFAULT '',
    "audience" TEXT NOT NULL DEFAULT '',
    "reached" INTEGER,
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE attachments (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "name" TEXT NOT NULL DEFAULT '',
    "media_type" TEXT NOT NULL DEFAULT '',
    "size" INTEGER,
    "digest" TEXT NOT NULL DEFAULT '',
    "chunks" INTEGER,
    "thumbnail" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE phrases (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "what_for" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "parts" TEXT NOT NULL DEFAULT '[]',
    "for_team" INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE supervisions (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "on" TEXT,
    "at" TEXT,
    "minutes" INTEGER,
    "supervisor" TEXT NOT NULL DEFAULT '',
    "sort" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "agreed" TEXT NOT NULL DEFAULT '',
    "next_on" TEXT
) STRICT;

CREATE TABLE cpd_entries (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "on" TEXT,
    "title" TEXT NOT NULL DEFAULT '',
    "provider" TEXT NOT NULL DEFAULT '',
    "hours" REAL,
    "learned" TEXT NOT NULL DEFAULT '',
    "changed" TEXT NOT NULL DEFAULT '',
    "evidence" TEXT NOT NULL DEFAULT '',
    "headings" TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TABLE induction_items (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "what" TEXT NOT NULL DEFAULT '',
    "heading" TEXT NOT NULL DEFAULT '',
    "done_on" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "position" INTEGER
) STRICT;

CREATE TABLE capacities (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "worker" TEXT NOT NULL DEFAULT '',
    "from_on" TEXT,
    "open_at_once" INTEGER,
    "in_a_year" INTEGER,
    "hours_a_week" REAL,
    "full_time_hours" REAL,
    "weight_light" REAL,
    "weight_intensive" REAL,
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE leave (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "worker" TEXT NOT NULL DEFAULT '',
    "from_on" TEXT,
    "until" TEXT,
    "covered_by" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE not_same_person (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "other" BLOB,
    "because" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;

CREATE TABLE referral_pauses (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "from_on" TEXT,
    "until" TEXT,
    "because" TEXT NOT NULL DEFAULT '',
    "meanwhile" TEXT NOT NULL DEFAULT '',
    "ended_on" TEXT,
    "author" TEXT NOT NULL DEFAULT '',
    "written_at" INTEGER
) STRICT;
CREATE INDEX episodes_person ON episodes(person);
CREATE INDEX episodes_bin ON episodes(archived) WHERE archived IS NOT NULL;
CREATE INDEX episode_events_person ON episode_events(person);
CREATE INDEX episode_events_bin ON episode_events(archived) WHERE archived IS NOT NULL;
CREATE INDEX referrals_person ON referrals(person);
CREATE INDEX referrals_bin ON referrals(archived) WHERE archived IS NOT NULL;
CREATE INDEX appointments_bin ON appointments(archived) WHERE archived IS NOT NULL;
CREATE INDEX tasks_person ON tasks(person) WHERE person IS NOT NULL;
CREATE INDEX tasks_bin ON tasks(archived) WHERE archived IS NOT NULL;
CREATE INDEX hand_overs_person ON hand_overs(person);
CREATE INDEX hand_overs_bin ON hand_overs(archived) WHERE archived IS NOT NULL;
CREATE INDEX questionnaires_bin ON questionnaires(archived) WHERE archived IS NOT NULL;
CREATE INDEX measurements_bin ON measurements(archived) WHERE archived IS NOT NULL;
CREATE INDEX what_changed_person ON what_changed(person);
CREATE INDEX what_changed_bin ON what_changed(archived) WHERE archived IS NOT NULL;
CREATE INDEX stories_person ON stories(person);
CREATE INDEX stories_bin ON stories(archived) WHERE archived IS NOT NULL;
CREATE INDEX drop_ins_bin ON drop_ins(archived) WHERE archived IS NOT NULL;
CREATE INDEX conversations_bin ON conversations(archived) WHERE archived IS NOT NULL;
CREATE INDEX groups_bin ON groups(archived) WHERE archived IS NOT NULL;
CREATE INDEX group_meetings_bin ON group_meetings(archived) WHERE archived IS NOT NULL;
CREATE INDEX attendances_person ON attendances(person);
CREATE INDEX attendances_bin ON attendances(archived) WHERE archived IS NOT NULL;
CREATE INDEX community_events_bin ON community_events(archived) WHERE archived IS NOT NULL;
CREATE INDEX attachments_person ON attachments(person);
CREATE INDEX attachments_bin ON attachments(archived) WHERE archived IS NOT NULL;
CREATE INDEX phrases_bin ON phrases(archived) WHERE archived IS NOT NULL;
CREATE INDEX supervisions_bin ON supervisions(archived) WHERE archived IS NOT NULL;
CREATE INDEX cpd_entries_bin ON cpd_entries(archived) WHERE archived IS NOT NULL;
CREATE INDEX induction_items_bin ON induction_items(archived) WHERE archived IS NOT NULL;
CREATE INDEX capacities_bin ON capacities(archived) WHERE archived IS NOT NULL;
CREATE INDEX leave_bin ON leave(archived) WHERE archived IS NOT NULL;
CREATE INDEX not_same_person_person ON not_same_person(person);
CREATE INDEX not_same_person_bin ON not_same_person(archived) WHERE archived IS NOT NULL;
CREATE INDEX referral_pauses_bin ON referral_pauses(archived) WHERE archived IS NOT NULL;
CREATE INDEX episode_events_episode ON episode_events(episode);
CREATE INDEX episodes_standing ON episodes(standing, standing_since) WHERE archived IS NULL;
CREATE INDEX referrals_episode ON referrals(episode) WHERE episode IS NOT NULL;
CREATE INDEX referrals_source ON referrals(source_id) WHERE source_id <> '';
CREATE INDEX referrals_received ON referrals(received_on) WHERE archived IS NULL;
CREATE INDEX not_same_person_other ON not_same_person(other);
CREATE INDEX appointments_on ON appointments("on") WHERE archived IS NULL;
CREATE INDEX tasks_due ON tasks(due_on) WHERE archived IS NULL AND done_on IS NULL;
CREATE INDEX measurements_person ON measurements(person, measure, "on");
CREATE INDEX what_changed_goal ON what_changed(goal) WHERE goal IS NOT NULL;
CREATE INDEX drop_ins_on ON drop_ins("on") WHERE archived IS NULL;
CREATE INDEX conversations_drop_in ON conversations(drop_in);
CREATE INDEX group_meetings_group ON group_meetings("group");
CREATE INDEX attendances_group ON attendances("group");
CREATE INDEX attendances_meeting ON attendances(meeting);
CREATE INDEX groups_service ON groups(service) WHERE service IS NOT NULL;
CREATE INDEX community_events_on ON community_events("on") WHERE archived IS NULL;
CREATE INDEX leave_until ON leave(until) WHERE archived IS NULL;

-- Somebody who is recorded twice is read with the record that is kept.
ALTER TABLE people ADD COLUMN "same_as" BLOB;
CREATE INDEX people_same_as ON people(same_as) WHERE same_as IS NOT NULL;
-- A contact in the diary: whose, how to get there, how it repeats, and that the worker came out safe.
ALTER TABLE contacts ADD COLUMN "worker" TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN "getting_in" TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN "travel_minutes" INTEGER;
ALTER TABLE contacts ADD COLUMN "miles" REAL;
ALTER TABLE contacts ADD COLUMN "repeats" TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN "out_by" INTEGER;
ALTER TABLE contacts ADD COLUMN "buddy" TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN "went_in_at" INTEGER;
ALTER TABLE contacts ADD COLUMN "safe_at" INTEGER;
ALTER TABLE contacts ADD COLUMN "source_id" TEXT NOT NULL DEFAULT '';
CREATE INDEX contacts_out_by ON contacts(out_by) WHERE out_by IS NOT NULL AND safe_at IS NULL AND archived IS NULL;

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
