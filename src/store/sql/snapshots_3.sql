-- How many rows a part has, and in how many pages they came, where that is known. Evidence tells
-- both; parts of earlier versions do not.
ALTER TABLE part ADD COLUMN rows INTEGER;
ALTER TABLE part ADD COLUMN pages INTEGER;
