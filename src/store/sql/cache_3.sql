-- Sites whose members were read. `number` is the upper half of the numbers of their members and
-- blocks. `began` to `flaw` belong to the reading of everybody that is under way or was left, and
-- so does `probe`: the newest time of change when it began, which counts as `newest` when it ends.
CREATE TABLE members_of (
    number INTEGER PRIMARY KEY,
    site TEXT NOT NULL UNIQUE,
    generation INTEGER NOT NULL DEFAULT 0,
    slots INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0,
    total INTEGER,
    began TEXT,
    done INTEGER NOT NULL DEFAULT 0,
    anchor TEXT,
    sorted INTEGER NOT NULL DEFAULT 1,
    flaw TEXT,
    full_at TEXT,
    newest_at TEXT,
    newest INTEGER,
    probe INTEGER,
    read_at TEXT,
    note TEXT
) STRICT;

-- One row per member: the site's number in the upper half of `number`, a slot in the lower one.
-- `seen` is the reading of everybody that told it last, `at` when it was last told (seconds).
CREATE TABLE member (
    number INTEGER PRIMARY KEY,
    site INTEGER NOT NULL,
    id TEXT NOT NULL,
    seen INTEGER NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (site, id)
) STRICT;

-- What tables show of members, many in one value, so that a million open at once. A block is
-- dropped when one of its members changes, and made again from them.
CREATE TABLE member_block (
    number INTEGER PRIMARY KEY,
    rows BLOB NOT NULL
) STRICT;

-- What one reading told otherwise than the one before. Wix pushes no events to a program.
CREATE TABLE member_change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    site INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    since TEXT,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX member_change_site ON member_change (site, number);
