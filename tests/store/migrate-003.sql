CREATE TABLE sightings (n INTEGER PRIMARY KEY, what TEXT NOT NULL) STRICT;
INSERT INTO sightings (what) SELECT weather FROM sessions;
CREATE VIEW fair_sessions AS SELECT n FROM sessions WHERE weather LIKE 'fair%';
