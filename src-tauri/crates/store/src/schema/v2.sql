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

-- A large change is told in several commits; each but the first goes on with the change of the one before it, and is undone with it.
ALTER TABLE commits ADD COLUMN goes_on INTEGER NOT NULL DEFAULT 0;

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

-- The last pack of each device in each space, sealed and acknowledged: the next continues it. position = where the last one known to
-- the server stands in the log; what it is of may have been let go.
CREATE TABLE chains (
    device BLOB NOT NULL,
    space BLOB NOT NULL,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    known_number INTEGER NOT NULL,
    known_hash BLOB NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (device, space)
) STRICT, WITHOUT ROWID;

-- The chain of hashes of the team's log, as far as it is worth remembering.
CREATE TABLE heads (
    log BLOB NOT NULL,
    position INTEGER NOT NULL,
    chain BLOB NOT NULL,
    PRIMARY KEY (log, position)
) STRICT, WITHOUT ROWID;

-- Where the part of a commit that is in one space stands in the team's log, as numbered in outbox.
CREATE TABLE placed (
    n INTEGER PRIMARY KEY,
    space INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX placed_space ON placed(space, position);

-- Stretches of spaces that came in one piece, before the log was read up to their ends; and the parts that are known from them alone.
CREATE TABLE snapshots (
    n INTEGER PRIMARY KEY,
    space BLOB NOT NULL,
    device BLOB NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    chain BLOB NOT NULL,              -- of the log at its end
    unfounded INTEGER NOT NULL DEFAULT 0,
    UNIQUE (space, begins)
) STRICT;
CREATE TABLE claims (
    n INTEGER PRIMARY KEY,
    commit_n INTEGER NOT NULL,
    snapshot INTEGER NOT NULL
) STRICT;
CREATE INDEX claims_commit ON claims(commit_n);
CREATE INDEX claims_snapshot ON claims(snapshot);

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

-- Somebody who is recorded twice is read with the record that is kept.
ALTER TABLE people ADD COLUMN "same_as" BLOB;
CREATE INDEX people_same_as ON people(same_as) WHERE same_as IS NOT NULL;

-- The first page of People is read from here alone: a row of `people` is wide, and stands on a page of its own.
DROP INDEX people_name;
-- Counted every time that a list is drawn: a number is half as wide as the word.
DROP INDEX people_count;
CREATE INDEX people_count ON people(CASE standing WHEN 'open' THEN 0 WHEN 'waiting' THEN 1 WHEN 'paused' THEN 2 WHEN 'closed' THEN 3 END)
WHERE archived IS NULL AND same_as IS NULL;
CREATE INDEX people_list ON people(
    coalesce(nullif(family_name, ''), nullif(preferred_name, ''), given_name) COLLATE NOCASE, preferred_name, standing, id, given_name,
    family_name, pronouns, standing_since, referred_on, date_of_birth, coalesce(addresses ->> '$[0].postcode', ''), archived, same_as
) WHERE archived IS NULL AND same_as IS NULL;
-- Who may be recorded twice, by number.
CREATE INDEX people_numbers ON people(nhs_number, id) WHERE nhs_number IS NOT NULL AND archived IS NULL AND same_as IS NULL;
DROP INDEX people_standing;
CREATE INDEX people_standing ON people(standing, standing_since) WHERE archived IS NULL AND same_as IS NULL;

-- When each person was last met, kept by the rows themselves: "people to get back to" and "met this year" are asked all day and must not
-- read a hundred thousand contacts. Nothing else writes here, and nothing of it travels.
CREATE TABLE met (
    person BLOB PRIMARY KEY,
    -- Nothing for whoever is in the bin or read with another record.
    standing TEXT,
    standing_since TEXT,
    last_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX met_last ON met(last_on) WHERE last_on IS NOT NULL;
CREATE INDEX met_standing ON met(standing, last_on, standing_since) WHERE standing IS NOT NULL;
CREATE INDEX met_silence ON met(coalesce(last_on, standing_since, '')) WHERE standing = 'open';
CREATE VIEW met_now AS
    SELECT p.id AS person, CASE WHEN p.archived IS NULL AND p.same_as IS NULL THEN p.standing END AS standing, p.standing_since AS standing_since,
           (SELECT max(c."on") FROM contacts c WHERE c.person = p.id AND c.came = 'happened' AND c.archived IS NULL) AS last_on
    FROM people p;
INSERT INTO met SELECT person, standing, standing_since, last_on FROM met_now;
CREATE TRIGGER met_person_new AFTER INSERT ON people BEGIN
    INSERT OR REPLACE INTO met SELECT person, standing, standing_since, last_on FROM met_now WHERE person = NEW.id;
END;
CREATE TRIGGER met_person_changed AFTER UPDATE OF standing, standing_since, archived, same_as ON people BEGIN
    INSERT OR REPLACE INTO met SELECT person, standing, standing_since, last_on FROM met_now WHERE person = NEW.id;
END;
CREATE TRIGGER met_person_gone AFTER DELETE ON people BEGIN
    DELETE FROM met WHERE person = OLD.id;
END;
CREATE TRIGGER met_contact_new AFTER INSERT ON contacts WHEN NEW.came = 'happened' BEGIN
    INSERT OR REPLACE INTO met SELECT person, standing, standing_since, last_on FROM met_now WHERE person = NEW.person;
END;
CREATE TRIGGER met_contact_changed AFTER UPDATE OF person, "on", came, archived ON contacts BEGIN
    INSERT OR REPLACE INTO met SELECT person, standing, standing_since, last_on FROM met_now WHERE person IN (OLD.person, NEW.person);
END;
CREATE TRIGGER met_contact_gone AFTER DELETE ON contacts WHEN OLD.came = 'happened' BEGIN
    INSERT OR REPLACE INTO met SELECT person, standing, standing_since, last_on FROM met_now WHERE person = OLD.person;
END;
