-- Access reviews. A review and its items never change; what is said in it is added as an entry, and
-- nothing that was said is ever changed or taken out.
CREATE TABLE review (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    snapshot TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE review_item (
    review TEXT NOT NULL REFERENCES review (id) ON DELETE CASCADE,
    item INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (review, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE review_entry (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    review TEXT NOT NULL REFERENCES review (id),
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE INDEX review_entry_of ON review_entry (review, number);

CREATE TRIGGER review_entry_stays BEFORE UPDATE ON review_entry
BEGIN
    SELECT RAISE(ABORT, 'what was said in a review is never changed');
END;

CREATE TRIGGER review_entry_is_kept BEFORE DELETE ON review_entry
BEGIN
    SELECT RAISE(ABORT, 'what was said in a review is never taken out');
END;
