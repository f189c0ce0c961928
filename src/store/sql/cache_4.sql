-- What a site sets for all of its members, sort by sort: badges, roles, fields, privacy. Each sort
-- is read as a whole, so one value holds all of it, with when it was read.
CREATE TABLE site_setting (
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (site, kind)
) STRICT, WITHOUT ROWID;
