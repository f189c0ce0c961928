CREATE TABLE profile (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    colour TEXT NOT NULL,
    base_url TEXT NOT NULL,
    account_id TEXT,
    account_name TEXT,
    read_only INTEGER NOT NULL,
    practice TEXT CHECK (practice IS NULL OR json_valid(practice)),
    pace TEXT NOT NULL CHECK (json_valid(pace)),
    brakes TEXT NOT NULL CHECK (json_valid(brakes)),
    key_place TEXT NOT NULL,
    created TEXT NOT NULL,
    last_used TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE value (
    key TEXT PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
