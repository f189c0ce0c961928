-- How a profile signs in. Profiles from before have an API key and no limit is known of it.
ALTER TABLE profile ADD COLUMN sign_in TEXT NOT NULL DEFAULT '{"kind":"apiKey"}'
    CHECK (json_valid(sign_in));
