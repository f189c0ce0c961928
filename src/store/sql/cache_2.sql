-- Sites that Wix refused to tell about when they were read last, with its words.
CREATE TABLE refusal (
    site TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID;
