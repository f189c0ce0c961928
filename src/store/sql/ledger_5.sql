-- Findings of the house rules that the owner lets stand. Entries are only added: one that ended
-- takes an earlier one back, so that who said what, and why, can always be told.
CREATE TABLE waiver (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    rule TEXT NOT NULL,
    finding TEXT NOT NULL,
    who TEXT NOT NULL,
    person TEXT NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    until TEXT
) STRICT;

CREATE TRIGGER waiver_is_not_changed BEFORE UPDATE ON waiver
BEGIN SELECT RAISE(ABORT, 'a waiver is never changed'); END;

CREATE TRIGGER waiver_is_not_removed BEFORE DELETE ON waiver
BEGIN SELECT RAISE(ABORT, 'a waiver is never removed'); END;
