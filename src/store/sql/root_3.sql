-- A profile of an account that stands below the account of another profile. Without a key of its
-- own it uses that profile's key, which lies in the key store under that profile alone; what Wix
-- said when that was tried last stands here.
CREATE TABLE child_profile (
    profile TEXT PRIMARY KEY,
    parent TEXT NOT NULL,
    tried TEXT,
    works INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
