-- Everything of a team stands under the team's id first. A row of `log` is never changed but to take away what was erased.
CREATE TABLE teams (
    team BLOB NOT NULL PRIMARY KEY,
    made_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    chain BLOB NOT NULL,
    used INTEGER NOT NULL,
    room INTEGER NOT NULL,
    suspended INTEGER NOT NULL
);
-- Apart from `teams`, because it is large and changes seldom. `chain` is the log's chain at the roster's last entry.
CREATE TABLE rosters (
    team BLOB NOT NULL PRIMARY KEY,
    chain BLOB NOT NULL,
    roster BLOB NOT NULL
);
-- kind 1: a roster entry, `number` is its number. 2: an opening. 3: a pack; `home` is the team of its device. `bytes` is null once erased.
CREATE TABLE log (
    team BLOB NOT NULL,
    position INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    hash BLOB NOT NULL,
    chain BLOB NOT NULL,
    space BLOB,
    home BLOB,
    device BLOB,
    number INTEGER,
    size INTEGER NOT NULL,
    bytes BLOB,
    PRIMARY KEY (team, position)
);
CREATE UNIQUE INDEX log_rosters ON log (team, number) WHERE kind = 1;
CREATE UNIQUE INDEX log_packs ON log (team, space, home, device, number) WHERE kind = 3;
-- ring 1: the team, 2: open to volunteers too, 3: one member's own.
CREATE TABLE spaces (
    team BLOB NOT NULL,
    space BLOB NOT NULL,
    ring INTEGER NOT NULL,
    member BLOB,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL,
    erased INTEGER NOT NULL,
    PRIMARY KEY (team, space)
);
-- The end of each device's packs in each space.
CREATE TABLE chains (
    team BLOB NOT NULL,
    space BLOB NOT NULL,
    home BLOB NOT NULL,
    device BLOB NOT NULL,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (team, space, home, device)
) WITHOUT ROWID;
-- Stretches of spaces once more, in one piece each, for laptops that are new: what stands after `begins`, up to and with `ends`.
CREATE TABLE snapshots (
    team BLOB NOT NULL,
    space BLOB NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    packs INTEGER NOT NULL,
    hash BLOB NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (team, space, begins)
);
-- What a member needs who has lost every laptop, sealed.
CREATE TABLE escrow (
    team BLOB NOT NULL,
    locator BLOB NOT NULL,
    member BLOB NOT NULL,
    left_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (team, locator)
);
-- What a team shows the public, and what is on its way there: `live` is a publication, `begun` one of which `parts` parts are here.
CREATE TABLE publications (
    team BLOB NOT NULL PRIMARY KEY,
    name BLOB NOT NULL,
    live BLOB,
    live_services INTEGER NOT NULL,
    at INTEGER NOT NULL,
    begun BLOB,
    parts INTEGER NOT NULL,
    chain BLOB NOT NULL,
    services INTEGER NOT NULL
);
-- In clear. kind 1: a service, 2: a service at a place, 3: a taxonomy, 4: a term. `document` is JSON, `facets` what it is found by.
CREATE TABLE published (
    team BLOB NOT NULL,
    publication BLOB NOT NULL,
    kind INTEGER NOT NULL,
    id BLOB NOT NULL,
    service BLOB,
    size INTEGER NOT NULL,
    facets BLOB NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (team, publication, kind, id)
);
-- The doors, where nobody says of which team they are. Each stands under its own name.
CREATE TABLE codes (
    code BLOB NOT NULL PRIMARY KEY,
    made_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    room INTEGER NOT NULL,
    used_by BLOB
);
CREATE TABLE mailboxes (
    number INTEGER NOT NULL PRIMARY KEY,
    team BLOB NOT NULL,
    device BLOB NOT NULL,
    request BLOB NOT NULL,
    until INTEGER NOT NULL,
    token BLOB,
    burnt INTEGER NOT NULL
);
CREATE INDEX mailboxes_team ON mailboxes (team);
CREATE TABLE mailbox_messages (
    mailbox INTEGER NOT NULL,
    side INTEGER NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (mailbox, side, number)
);
CREATE TABLE locators (
    locator BLOB NOT NULL PRIMARY KEY,
    team BLOB NOT NULL
);
CREATE TABLE public_names (
    name BLOB NOT NULL PRIMARY KEY,
    team BLOB NOT NULL
);
