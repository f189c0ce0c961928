-- One row per moment at which everything known was kept. `gaps` are the sentences on what is
-- missing; there are none in a whole one. `digest` is over its parts.
CREATE TABLE snapshot (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    gaps TEXT NOT NULL CHECK (json_valid(gaps)),
    figures TEXT NOT NULL CHECK (json_valid(figures)),
    digest BLOB NOT NULL
) STRICT;

-- What a moment is made of: the hash of each part's body. The body of a site's members is the list
-- of the hashes of its buckets.
CREATE TABLE part (
    snapshot INTEGER NOT NULL REFERENCES snapshot (number) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    site TEXT NOT NULL,
    hash BLOB NOT NULL,
    read_at TEXT NOT NULL,
    PRIMARY KEY (snapshot, kind, site)
) STRICT, WITHOUT ROWID;

-- Bodies by the SHA-256 of what they hold, compressed. Moments share them.
CREATE TABLE body (
    hash BLOB PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;
