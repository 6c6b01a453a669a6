-- Everything of a team stands under the team's id first, so that the database can be divided by it. The same tables as in
-- sqlite.sql, where each is explained; all numbers are BIGINT.
CREATE TABLE teams (
    team BYTEA NOT NULL PRIMARY KEY,
    made_at BIGINT NOT NULL,
    position BIGINT NOT NULL,
    chain BYTEA NOT NULL,
    used BIGINT NOT NULL,
    room BIGINT NOT NULL,
    suspended BIGINT NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE rosters (
    team BYTEA NOT NULL PRIMARY KEY,
    chain BYTEA NOT NULL,
    roster BYTEA NOT NULL
);
CREATE TABLE log (
    team BYTEA NOT NULL,
    position BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    chain BYTEA NOT NULL,
    space BYTEA,
    home BYTEA,
    device BYTEA,
    number BIGINT,
    size BIGINT NOT NULL,
    bytes BYTEA,
    PRIMARY KEY (team, position)
);
-- What is sealed cannot be compressed; not trying saves the time.
ALTER TABLE log ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX log_rosters ON log (team, number) WHERE kind = 1;
CREATE UNIQUE INDEX log_packs ON log (team, space, home, device, number) WHERE kind = 3;
CREATE TABLE spaces (
    team BYTEA NOT NULL,
    space BYTEA NOT NULL,
    ring BIGINT NOT NULL,
    member BYTEA,
    position BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    erased BIGINT NOT NULL,
    PRIMARY KEY (team, space)
);
CREATE TABLE chains (
    team BYTEA NOT NULL,
    space BYTEA NOT NULL,
    home BYTEA NOT NULL,
    device BYTEA NOT NULL,
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (team, space, home, device)
);
CREATE TABLE snapshots (
    team BYTEA NOT NULL,
    space BYTEA NOT NULL,
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    packs BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    size BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (team, space, begins)
);
CREATE TABLE escrow (
    team BYTEA NOT NULL,
    locator BYTEA NOT NULL,
    member BYTEA NOT NULL,
    left_at BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (team, locator)
);
CREATE TABLE publications (
    team BYTEA NOT NULL PRIMARY KEY,
    name BYTEA NOT NULL,
    live BYTEA,
    live_services BIGINT NOT NULL,
    at BIGINT NOT NULL,
    begun BYTEA,
    parts BIGINT NOT NULL,
    chain BYTEA NOT NULL,
    services BIGINT NOT NULL
);
CREATE TABLE published (
    team BYTEA NOT NULL,
    publication BYTEA NOT NULL,
    kind BIGINT NOT NULL,
    id BYTEA NOT NULL,
    service BYTEA,
    size BIGINT NOT NULL,
    facets BYTEA NOT NULL,
    document BYTEA NOT NULL,
    PRIMARY KEY (team, publication, kind, id)
);
CREATE TABLE codes (
    code BYTEA NOT NULL PRIMARY KEY,
    made_at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    room BIGINT NOT NULL,
    used_by BYTEA
);
CREATE TABLE mailboxes (
    number BIGINT NOT NULL PRIMARY KEY,
    team BYTEA NOT NULL,
    device BYTEA NOT NULL,
    request BYTEA NOT NULL,
    until BIGINT NOT NULL,
    token BYTEA,
    burnt BIGINT NOT NULL
);
CREATE INDEX mailboxes_team ON mailboxes (team);
CREATE TABLE mailbox_messages (
    mailbox BIGINT NOT NULL,
    side BIGINT NOT NULL,
    number BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (mailbox, side, number)
);
CREATE TABLE locators (
    locator BYTEA NOT NULL PRIMARY KEY,
    team BYTEA NOT NULL
);
CREATE TABLE public_names (
    name BYTEA NOT NULL PRIMARY KEY,
    team BYTEA NOT NULL
);
