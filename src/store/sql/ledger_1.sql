-- Wix has no call that lists invites to a site; what was sent or seen is known only here.
CREATE TABLE site_invite (
    site TEXT NOT NULL,
    invite TEXT NOT NULL,
    email TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    at TEXT NOT NULL,
    PRIMARY KEY (site, invite)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    plan TEXT NOT NULL CHECK (json_valid(plan)),
    state TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    receipt TEXT CHECK (receipt IS NULL OR json_valid(receipt))
) STRICT;

CREATE TABLE line (
    run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT,
    request_id TEXT,
    at TEXT NOT NULL,
    read_back TEXT CHECK (read_back IS NULL OR json_valid(read_back)),
    PRIMARY KEY (run, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    tone TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    details TEXT,
    at TEXT NOT NULL,
    read INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE local_name (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE value (
    key TEXT PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
