-- A version 2 that there never was: a new column, filled from an old one.
ALTER TABLE sessions ADD COLUMN weather TEXT;
UPDATE sessions SET weather = 'fair, as at ' || title;
