-- One row per data set. `generation` counts the readings that were begun.
CREATE TABLE dataset (
    name TEXT PRIMARY KEY,
    generation INTEGER NOT NULL DEFAULT 0,
    read_at TEXT,
    complete INTEGER NOT NULL DEFAULT 0,
    last_complete TEXT,
    pages INTEGER NOT NULL DEFAULT 0,
    note TEXT
) STRICT;

-- One row per thing. `seen` is the generation that told it last, `place` its order in there.
CREATE TABLE item (
    dataset TEXT NOT NULL REFERENCES dataset (name) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    seen INTEGER NOT NULL,
    place INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (dataset, kind, id)
) STRICT, WITHOUT ROWID;
