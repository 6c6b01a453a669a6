-- Schema 2, what casework keeps.

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

CREATE TABLE attachment_pieces (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stamps BLOB NOT NULL,
    "archived" INTEGER,
    "person" BLOB REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
    "attachment" BLOB,
    "position" INTEGER,
    "bytes" BLOB
) STRICT;
CREATE INDEX attachment_pieces_attachment ON attachment_pieces(attachment, position);

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
    "note" TEXT NOT NULL DEFAULT '',
    "told_on" TEXT,
    "told_words" TEXT NOT NULL DEFAULT ''
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
    "note" TEXT NOT NULL DEFAULT '',
    "from_at" TEXT,
    "back_at" TEXT
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
CREATE INDEX hand_overs_to ON hand_overs(to_worker) WHERE archived IS NULL;
CREATE INDEX hand_overs_bin ON hand_overs(archived) WHERE archived IS NOT NULL;
CREATE INDEX questionnaires_bin ON questionnaires(archived) WHERE archived IS NOT NULL;
CREATE INDEX measurements_questionnaire ON measurements(questionnaire) WHERE questionnaire IS NOT NULL;
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
CREATE INDEX attachment_pieces_person ON attachment_pieces(person);
CREATE INDEX attachment_pieces_bin ON attachment_pieces(archived) WHERE archived IS NOT NULL;
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
CREATE INDEX referral_pauses_from ON referral_pauses(from_on) WHERE archived IS NULL AND ended_on IS NULL;
CREATE INDEX leave_until ON leave(until) WHERE archived IS NULL;

-- What is to be taken to supervision: where it came from, and to which session it is brought. Ids and no more.
ALTER TABLE reflections ADD COLUMN "contact" BLOB;
ALTER TABLE reflections ADD COLUMN "task" BLOB;
ALTER TABLE reflections ADD COLUMN "session" BLOB;
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
CREATE INDEX contacts_newest ON contacts(person, "on" DESC, at DESC) WHERE archived IS NULL;
CREATE INDEX contacts_out_by ON contacts(out_by) WHERE out_by IS NOT NULL AND safe_at IS NULL AND archived IS NULL;
