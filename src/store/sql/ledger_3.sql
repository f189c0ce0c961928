-- Links between people that somebody confirmed, with who that was. They stood in one value before,
-- which named nobody.
CREATE TABLE human_link (
    a TEXT NOT NULL CHECK (json_valid(a)),
    b TEXT NOT NULL CHECK (json_valid(b)),
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

INSERT OR REPLACE INTO human_link (a, b, at, person)
SELECT
    json_extract(link.value, '$.a'),
    json_extract(link.value, '$.b'),
    json_extract(link.value, '$.at'),
    coalesce(json_extract(link.value, '$.by'), '')
FROM value, json_each(value.body) AS link
WHERE value.key = 'humanLinks';

DELETE FROM value WHERE key = 'humanLinks';
