-- A plan that was applied is recognized by its hash; runs of older versions have none.
ALTER TABLE run ADD COLUMN plan_hash TEXT;
CREATE INDEX run_plan ON run (plan_hash);

-- What a line made (an invite, a member), and how many mails Wix sent because of it.
ALTER TABLE line ADD COLUMN made TEXT;
ALTER TABLE line ADD COLUMN mails INTEGER NOT NULL DEFAULT 0;
