CREATE TABLE sightings (n INTEGER PRIMARY KEY, what TEXT NOT NULL) STRICT;
INSERT INTO sightings (what) SELECT text FROM contributions;
INSERT INTO no_such_table VALUES (1);
