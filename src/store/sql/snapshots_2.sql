-- Whether it stays whatever the setting of how long they are kept says, and the bytes that it
-- brought along: bodies that no snapshot before it had. Not known of older ones.
ALTER TABLE snapshot ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE snapshot ADD COLUMN added INTEGER;
