-- Workbook, version 1.
--
-- Every table of records begins with the same seven columns:
--   n       the row's number in this workbook only; references hold it
--   id      the record's UUID, the same in every workbook
--   state   0 here, 1 deleted, 2 erased (only the id is left), 3 mentioned (referred to, not yet received)
--   stamp   clock of the value of "deleted", and of every field that field_versions does not say otherwise of
--   device  who wrote that
--   mixed   1 when field_versions holds rows for this record
--   changed the number of this workbook's transaction that last changed the record's state; 0 for a mention. Local:
--           it says what is new to somebody who has all up to an earlier one
-- The other columns are the fields of src/core/model/ear-kind.c, with '_' for '-', in the same order.

CREATE TABLE organisations (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  name TEXT,
  sector TEXT,
  notes TEXT,
  contact TEXT
) STRICT;

CREATE TABLE devices (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  name TEXT,
  organisation INTEGER REFERENCES organisations (n),
  signing_key TEXT,
  sealing_key TEXT,
  revoked INTEGER,
  codebook_version TEXT,
  codebook_published TEXT,
  replaces INTEGER REFERENCES devices (n)
) STRICT;

CREATE TABLE places (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  name TEXT,
  level TEXT,
  parent INTEGER REFERENCES places (n),
  code TEXT,
  population INTEGER,
  population_year INTEGER,
  source TEXT,
  section TEXT
) STRICT;

CREATE TABLE groups (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  name TEXT,
  parent INTEGER REFERENCES groups (n),
  category TEXT,
  description TEXT,
  source TEXT,
  section TEXT
) STRICT;

CREATE TABLE themes (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  name TEXT,
  parent INTEGER REFERENCES themes (n),
  nature TEXT,
  slug TEXT,
  definition TEXT,
  use_when TEXT,
  not_when TEXT,
  examples TEXT,
  colour INTEGER,
  position INTEGER,
  retired INTEGER,
  merged_into INTEGER REFERENCES themes (n),
  source TEXT,
  section TEXT,
  split_from INTEGER REFERENCES themes (n)
) STRICT;

CREATE TABLE strategies (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  title TEXT,
  short TEXT,
  slug TEXT,
  publisher TEXT,
  "from" INTEGER,
  "to" INTEGER,
  revised TEXT,
  source TEXT,
  section TEXT,
  retired INTEGER
) STRICT;

CREATE TABLE priorities (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  strategy INTEGER REFERENCES strategies (n),
  parent INTEGER REFERENCES priorities (n),
  slug TEXT,
  code TEXT,
  label TEXT,
  nature TEXT,
  population TEXT,
  pillar TEXT,
  position INTEGER,
  source TEXT,
  section TEXT
) STRICT;

CREATE TABLE mappings (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  theme INTEGER REFERENCES themes (n),
  priority INTEGER REFERENCES priorities (n),
  reason TEXT
) STRICT;

CREATE TABLE sessions (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  title TEXT,
  nature TEXT,
  started TEXT,
  ended TEXT,
  place INTEGER REFERENCES places (n),
  venue TEXT,
  organisation INTEGER REFERENCES organisations (n),
  language TEXT,
  facilitators TEXT,
  interpreter TEXT,
  consent_basis TEXT,
  consent_explained TEXT,
  consent_date TEXT,
  permission TEXT,
  project TEXT,
  people INTEGER,
  source TEXT,
  notes TEXT,
  private_notes TEXT
) STRICT;

CREATE TABLE session_groups (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  session INTEGER REFERENCES sessions (n),
  "group" INTEGER REFERENCES groups (n),
  people INTEGER
) STRICT;

CREATE TABLE participants (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  label TEXT,
  nature TEXT,
  sector TEXT,
  session INTEGER REFERENCES sessions (n),
  code_word TEXT,
  age_band TEXT,
  language TEXT,
  access_needs TEXT,
  place INTEGER REFERENCES places (n),
  people INTEGER,
  consent_basis TEXT,
  consent_date TEXT,
  permission TEXT,
  contact TEXT
) STRICT;

CREATE TABLE participant_groups (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  participant INTEGER REFERENCES participants (n),
  "group" INTEGER REFERENCES groups (n)
) STRICT;

CREATE TABLE contributions (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  session INTEGER REFERENCES sessions (n),
  position INTEGER,
  participant INTEGER REFERENCES participants (n),
  place INTEGER REFERENCES places (n),
  text TEXT,
  language TEXT,
  original TEXT,
  original_language TEXT,
  translator TEXT,
  feeling TEXT,
  verbatim INTEGER,
  permission TEXT,
  said_at TEXT,
  ref TEXT,
  source TEXT,
  section TEXT,
  private_note TEXT,
  safeguarding INTEGER,
  safeguarding_note TEXT
) STRICT;

CREATE TABLE contribution_groups (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  contribution INTEGER REFERENCES contributions (n),
  "group" INTEGER REFERENCES groups (n)
) STRICT;

CREATE TABLE codings (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  contribution INTEGER REFERENCES contributions (n),
  theme INTEGER REFERENCES themes (n),
  coder TEXT,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  memo TEXT
) STRICT;

CREATE TABLE actions (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  title TEXT,
  organisation INTEGER REFERENCES organisations (n),
  due TEXT,
  outcome TEXT,
  evidence TEXT
) STRICT;

CREATE TABLE action_contributions (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  "action" INTEGER REFERENCES actions (n),
  contribution INTEGER REFERENCES contributions (n)
) STRICT;

CREATE TABLE action_themes (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  "action" INTEGER REFERENCES actions (n),
  theme INTEGER REFERENCES themes (n)
) STRICT;

CREATE TABLE action_priorities (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  "action" INTEGER REFERENCES actions (n),
  priority INTEGER REFERENCES priorities (n)
) STRICT;

CREATE TABLE action_groups (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  "action" INTEGER REFERENCES actions (n),
  "group" INTEGER REFERENCES groups (n)
) STRICT;

CREATE TABLE action_steps (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  "action" INTEGER REFERENCES actions (n),
  status TEXT,
  happened TEXT,
  organisation INTEGER REFERENCES organisations (n),
  answer TEXT,
  translated TEXT,
  translated_language TEXT,
  evidence TEXT
) STRICT;

CREATE TABLE action_tellings (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  "action" INTEGER REFERENCES actions (n),
  "group" INTEGER REFERENCES groups (n),
  told_on TEXT,
  told_how TEXT
) STRICT;

CREATE TABLE coproductions (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  title TEXT,
  project TEXT,
  happened TEXT,
  stage TEXT,
  rung TEXT,
  organisation INTEGER REFERENCES organisations (n),
  hours INTEGER,
  reward TEXT,
  decision TEXT,
  influence TEXT
) STRICT;

CREATE TABLE coproduction_groups (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  coproduction INTEGER REFERENCES coproductions (n),
  "group" INTEGER REFERENCES groups (n),
  people INTEGER
) STRICT;

CREATE TABLE agenda_items (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  session INTEGER REFERENCES sessions (n),
  position INTEGER,
  nature TEXT,
  wording TEXT,
  minutes INTEGER,
  decision TEXT,
  outcome TEXT
) STRICT;

CREATE TABLE agenda_inputs (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  contribution INTEGER REFERENCES contributions (n),
  item INTEGER REFERENCES agenda_items (n),
  stance TEXT
) STRICT;

CREATE TABLE agenda_supports (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  item INTEGER REFERENCES agenda_items (n),
  participant INTEGER REFERENCES participants (n),
  method TEXT,
  happened TEXT,
  wording TEXT,
  dots INTEGER,
  "for" INTEGER,
  against INTEGER,
  unsure INTEGER,
  fist INTEGER,
  one INTEGER,
  two INTEGER,
  three INTEGER,
  four INTEGER,
  five INTEGER
) STRICT;

CREATE TABLE agenda_actions (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  item INTEGER REFERENCES agenda_items (n),
  "action" INTEGER REFERENCES actions (n)
) STRICT;

CREATE TABLE targets (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  stamp INTEGER NOT NULL DEFAULT 0,
  device INTEGER REFERENCES devices (n),
  mixed INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  "group" INTEGER REFERENCES groups (n),
  place INTEGER REFERENCES places (n),
  "from" TEXT,
  "until" TEXT,
  voices INTEGER,
  sessions INTEGER,
  reason TEXT
) STRICT;

-- What the row of a record cannot say: versions whose stamp is not the row's, that cleared a field, that had
-- seen another device's, or that are rivals of the value that shows. "shown" rows keep their value in the
-- record's own row, and here only when they cleared it (then it is NULL in both).
CREATE TABLE field_versions (
  record_table TEXT NOT NULL,
  n INTEGER NOT NULL,
  field TEXT NOT NULL,
  stamp INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES devices (n),
  shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
  seen BLOB,
  value TEXT,
  PRIMARY KEY (record_table, n, field, stamp, device)
) STRICT, WITHOUT ROWID;

-- Values that no longer show, kept so that nothing typed is ever lost. Local: history does not travel.
CREATE TABLE history (
  record_table TEXT NOT NULL,
  n INTEGER NOT NULL,
  field TEXT NOT NULL,
  stamp INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES devices (n),
  value TEXT,
  merge INTEGER, -- which put it here, so that taking that merge back takes this too
  PRIMARY KEY (record_table, n, field, stamp, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_merge ON history (merge) WHERE merge IS NOT NULL;

-- Whom a record belongs to beside the one that its own row refers to: as a rival says, or as was before. When one of
-- those is erased the record is, too (ear-store-erase.c), so this is part of its state and travels.
CREATE TABLE owners_beside (
  record_table TEXT NOT NULL,
  n INTEGER NOT NULL,
  owner BLOB NOT NULL CHECK (length (owner) = 16),
  PRIMARY KEY (record_table, n, owner)
) STRICT, WITHOUT ROWID;

-- What was erased here and may still have a draft in the drafts file, which is wiped after the transaction that erased it.
-- Local.
CREATE TABLE erased_drafts (
  id BLOB PRIMARY KEY CHECK (length (id) = 16)
) STRICT, WITHOUT ROWID;

-- The copies that Earshot made of this workbook. Local.
CREATE TABLE backups (
  path TEXT PRIMARY KEY,
  made INTEGER NOT NULL,    -- Unix milliseconds
  erasures INTEGER NOT NULL -- how many transactions had erased something until then: later ones are not in the copy
) STRICT, WITHOUT ROWID;

-- This laptop's own state: its device, its clock, what the window remembers.
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was published, so that the next edition can be looked at together with it. Figures as they were counted and as they
-- were shown; no words. Local: see ear-store-editions.h.
CREATE TABLE editions (
  n INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  published TEXT NOT NULL, -- UTC
  preset TEXT NOT NULL,
  figures TEXT NOT NULL
) STRICT;

-- What a person decided about a voice as a quotation, and at which change of it. Local.
CREATE TABLE quote_decisions (
  voice BLOB PRIMARY KEY CHECK (length (voice) = 16),
  decision INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Merges that somebody started here, the newest of which can be taken back. "clock" is the newest clock there was when
-- it was done: what this device wrote later was edited since.
CREATE TABLE merges (
  n INTEGER PRIMARY KEY,
  happened TEXT NOT NULL, -- UTC
  clock INTEGER NOT NULL,
  added INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  erased INTEGER NOT NULL DEFAULT 0,
  conflicts INTEGER NOT NULL DEFAULT 0,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE merge_files (
  merge INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  sender BLOB,      -- the device it said it was from
  sender_name TEXT,
  PRIMARY KEY (merge, position)
) STRICT, WITHOUT ROWID;

-- How a record that had a row stood before a merge changed it: state as in its table; packed by ear-record-pack.c, NULL
-- when it was only mentioned, or once it is erased. Rows from "first" to "last" came with the merge.
CREATE TABLE merge_before (
  merge INTEGER NOT NULL,
  record_table TEXT NOT NULL,
  n INTEGER NOT NULL,
  state INTEGER NOT NULL,
  packed BLOB,
  PRIMARY KEY (merge, record_table, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE merge_added (
  merge INTEGER NOT NULL,
  record_table TEXT NOT NULL,
  "first" INTEGER NOT NULL,
  "last" INTEGER NOT NULL,
  PRIMARY KEY (merge, record_table)
) STRICT, WITHOUT ROWID;

-- Records that came and were not joined but wait for a person. One row a record, reason and sender.
CREATE TABLE quarantine (
  n INTEGER PRIMARY KEY,
  record_table TEXT NOT NULL,
  id BLOB NOT NULL CHECK (length (id) = 16),
  reason INTEGER NOT NULL, -- EarQuarantineReason
  sender BLOB NOT NULL CHECK (length (sender) = 16), -- all zero where the file did not say
  latest INTEGER NOT NULL, -- clock of its latest version
  file TEXT NOT NULL,
  label TEXT,
  packed BLOB NOT NULL,
  merge INTEGER,           -- that brought it
  UNIQUE (record_table, id, sender, reason)
) STRICT;
CREATE INDEX quarantine_sender ON quarantine (sender, reason);

-- Devices whose bundles are merged here.
CREATE TABLE accepted (
  device BLOB PRIMARY KEY CHECK (length (device) = 16),
  happened TEXT NOT NULL -- UTC
) STRICT, WITHOUT ROWID;

-- Bundles that were written for one partner. "sequence" is the newest "changed" that it had in it, so whoever merged it
-- and what it builds on has all up to there.
CREATE TABLE sent (
  n INTEGER PRIMARY KEY,
  bundle BLOB NOT NULL UNIQUE CHECK (length (bundle) = 16),
  device BLOB NOT NULL CHECK (length (device) = 16), -- whom it was for
  number INTEGER NOT NULL,                           -- of those for this device, from 1
  sequence INTEGER NOT NULL,
  happened TEXT NOT NULL                             -- UTC
) STRICT;

-- Bundles for this device that were merged here, in the order of merging. "got" is the last of ours that its sender had
-- merged by then; "complete" is 0 where what it builds on had not been merged here; "merge" is the newest merge there was,
-- so that taking that or an earlier one back forgets this too.
CREATE TABLE received (
  n INTEGER PRIMARY KEY,
  bundle BLOB NOT NULL UNIQUE CHECK (length (bundle) = 16),
  device BLOB NOT NULL CHECK (length (device) = 16), -- whom it was from
  number INTEGER NOT NULL,
  got BLOB,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  happened TEXT NOT NULL,                            -- UTC
  merge INTEGER NOT NULL
) STRICT;

-- Files that this workbook wrote to an exchange folder, known by the SHA-256 of their bytes. With "whole" one holds everything,
-- otherwise what changed since the one before; "sequence" is how far they reach together.
CREATE TABLE folder_own (
  n INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length (hash) = 32),
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
  sequence INTEGER NOT NULL,
  erasures INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sealed_for TEXT NOT NULL
) STRICT;

-- Files of an exchange folder that were merged; "merge" as in "received". Of one that "waits" something was kept aside;
-- "own_before" is the newest of folder_own by then.
CREATE TABLE folder_taken (
  hash BLOB PRIMARY KEY CHECK (length (hash) = 32),
  merge INTEGER NOT NULL,
  waits INTEGER NOT NULL CHECK (waits IN (0, 1)),
  own_before INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Everything below can be rebuilt from the tables above.

-- Each live node of a tree with itself (depth 0) and all that is above it, cycles broken as ear-tree.h says.
CREATE TABLE ancestry (
  record_table TEXT NOT NULL,
  node INTEGER NOT NULL,
  ancestor INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  PRIMARY KEY (record_table, node, ancestor)
) STRICT, WITHOUT ROWID;
CREATE INDEX ancestry_down ON ancestry (record_table, ancestor, node);

-- For each theme the one that codings with it count for: itself, or the last live one of those it was merged into one
-- after another, circles broken as ear-tree.h says. A deleted theme that leads to none has no row.
CREATE TABLE theme_now (
  theme INTEGER PRIMARY KEY,
  now INTEGER NOT NULL
) STRICT;

CREATE INDEX theme_now_back ON theme_now (now);

-- What needs a look (ear-look-list.c) is found in as many steps as there is of it: of a million voices few have a rival
-- value, and few are deleted.
CREATE INDEX field_versions_rivals ON field_versions (record_table, n, field, shown) WHERE shown = 0;
-- What a merge asks of each record, so that walking over what it knows already reads no words: the columns of the walk in
-- ear-store-sql.c, to the letter. Only the kinds have one of which there are many.
CREATE INDEX contributions_walk ON contributions (id, state, stamp, device, mixed,
  (0 + ("session" IS NOT NULL) + ("position" IS NOT NULL) + ("participant" IS NOT NULL)
   + ("place" IS NOT NULL) + ("text" IS NOT NULL) + ("language" IS NOT NULL) + ("original" IS NOT NULL)
   + ("original_language" IS NOT NULL) + ("translator" IS NOT NULL) + ("feeling" IS NOT NULL)
   + ("verbatim" IS NOT NULL) + ("permission" IS NOT NULL) + ("said_at" IS NOT NULL) + ("ref" IS NOT NULL)
   + ("source" IS NOT NULL) + ("section" IS NOT NULL)));
CREATE INDEX contribution_groups_walk ON contribution_groups (id, state, stamp, device, mixed,
  (0 + ("contribution" IS NOT NULL) + ("group" IS NOT NULL)));
CREATE INDEX codings_walk ON codings (id, state, stamp, device, mixed,
  (0 + ("contribution" IS NOT NULL) + ("theme" IS NOT NULL) + ("coder" IS NOT NULL) + ("start" IS NOT NULL)
   + ("end" IS NOT NULL) + ("quote" IS NOT NULL) + ("memo" IS NOT NULL)));
CREATE INDEX contributions_deleted ON contributions (id, stamp, device, mixed) WHERE state = 1;
CREATE INDEX participants_deleted ON participants (id, stamp, device, mixed) WHERE state = 1;
CREATE INDEX codings_deleted ON codings (id, stamp, device, mixed) WHERE state = 1;

CREATE INDEX session_groups_session ON session_groups (session);
CREATE INDEX participants_session ON participants (session);
CREATE INDEX participant_groups_participant ON participant_groups (participant, state, "group");
-- What a list of voices is filtered and put in order by, so that it is read without the words.
CREATE INDEX contributions_session ON contributions (session, position, id, state, participant, place, feeling, permission, said_at);
CREATE INDEX contributions_participant ON contributions (participant) WHERE participant IS NOT NULL;
CREATE INDEX contribution_groups_contribution ON contribution_groups (contribution, state, "group");
CREATE INDEX contribution_groups_group ON contribution_groups ("group", state, contribution);
CREATE INDEX codings_contribution ON codings (contribution, state, theme);
CREATE INDEX action_contributions_contribution ON action_contributions (contribution);
CREATE INDEX action_contributions_action ON action_contributions ("action");
CREATE INDEX action_themes_theme ON action_themes (theme);
CREATE INDEX action_priorities_priority ON action_priorities (priority);
CREATE INDEX action_groups_action ON action_groups ("action");
CREATE INDEX action_steps_action ON action_steps ("action");
CREATE INDEX action_tellings_action ON action_tellings ("action");
CREATE INDEX coproduction_groups_coproduction ON coproduction_groups (coproduction);
CREATE INDEX agenda_items_session ON agenda_items (session);
CREATE INDEX agenda_inputs_contribution ON agenda_inputs (contribution);
CREATE INDEX agenda_inputs_item ON agenda_inputs (item);
CREATE INDEX agenda_supports_item ON agenda_supports (item);
CREATE INDEX agenda_supports_participant ON agenda_supports (participant);
CREATE INDEX agenda_actions_item ON agenda_actions (item);
CREATE INDEX agenda_actions_action ON agenda_actions ("action");
CREATE INDEX owners_beside_owner ON owners_beside (owner);
CREATE INDEX participants_erased ON participants (id) WHERE state = 2;
CREATE INDEX contributions_erased ON contributions (id) WHERE state = 2;
CREATE INDEX codings_theme ON codings (theme, state, contribution, coder);
CREATE INDEX mappings_theme ON mappings (theme);
CREATE INDEX mappings_priority ON mappings (priority);
CREATE INDEX priorities_strategy ON priorities (strategy);

-- Words are folded to lower case without accents; marks are kept inside words, since in Bengali and Arabic they
-- are part of them. A deleted voice's words stay in the index, marked as deleted, until it is made anew with the rest of the
-- file after an erasure (ear-scrub.c): FTS5's secure-delete costs each edit more than all else, and leaves some behind.
CREATE VIRTUAL TABLE voices_search USING fts5 (
  text, original, private_note,
  content = 'contributions', content_rowid = 'n',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
);

CREATE TRIGGER contributions_search_insert AFTER INSERT ON contributions BEGIN
  INSERT INTO voices_search (rowid, text, original, private_note)
  VALUES (new.n, new.text, new.original, new.private_note);
END;
CREATE TRIGGER contributions_search_update AFTER UPDATE OF text, original, private_note ON contributions BEGIN
  INSERT INTO voices_search (voices_search, rowid, text, original, private_note)
  VALUES ('delete', old.n, old.text, old.original, old.private_note);
  INSERT INTO voices_search (rowid, text, original, private_note)
  VALUES (new.n, new.text, new.original, new.private_note);
END;
CREATE TRIGGER contributions_search_delete AFTER DELETE ON contributions BEGIN
  INSERT INTO voices_search (voices_search, rowid, text, original, private_note)
  VALUES ('delete', old.n, old.text, old.original, old.private_note);
END;

-- What counting needs of each voice, without its words, for 4096 rows of contributions together, packed by
-- ear-store-columns.c: counts of a million voices read a few megabytes instead of every row. A chunk is made when it is next
-- asked for and is not there; whatever a voice in it takes its place, time, groups or themes from takes it away. Trees,
-- merged themes and mappings are not in it: they are looked up at counting time.
CREATE TABLE voice_chunks (
  chunk INTEGER PRIMARY KEY,
  packed BLOB NOT NULL
) STRICT;

CREATE TRIGGER voice_chunks_contribution_insert AFTER INSERT ON contributions BEGIN
  DELETE FROM voice_chunks WHERE chunk = new.n >> 12;
END;
CREATE TRIGGER voice_chunks_contribution_update AFTER UPDATE OF state, session, participant, position, place, text, original, feeling, permission, said_at ON contributions BEGIN
  DELETE FROM voice_chunks WHERE chunk = new.n >> 12;
END;
CREATE TRIGGER voice_chunks_contribution_delete AFTER DELETE ON contributions BEGIN
  DELETE FROM voice_chunks WHERE chunk = old.n >> 12;
END;
CREATE TRIGGER voice_chunks_group_insert AFTER INSERT ON contribution_groups BEGIN
  DELETE FROM voice_chunks WHERE chunk = new.contribution >> 12;
END;
CREATE TRIGGER voice_chunks_group_update AFTER UPDATE ON contribution_groups BEGIN
  DELETE FROM voice_chunks WHERE chunk IN (old.contribution >> 12, new.contribution >> 12);
END;
CREATE TRIGGER voice_chunks_group_delete AFTER DELETE ON contribution_groups BEGIN
  DELETE FROM voice_chunks WHERE chunk = old.contribution >> 12;
END;
CREATE TRIGGER voice_chunks_coding_insert AFTER INSERT ON codings BEGIN
  DELETE FROM voice_chunks WHERE chunk = new.contribution >> 12;
END;
CREATE TRIGGER voice_chunks_coding_update AFTER UPDATE ON codings BEGIN
  DELETE FROM voice_chunks WHERE chunk IN (old.contribution >> 12, new.contribution >> 12);
END;
CREATE TRIGGER voice_chunks_coding_delete AFTER DELETE ON codings BEGIN
  DELETE FROM voice_chunks WHERE chunk = old.contribution >> 12;
END;
CREATE TRIGGER voice_chunks_speaker_group_insert AFTER INSERT ON participant_groups BEGIN
  DELETE FROM voice_chunks WHERE chunk IN
    (SELECT n >> 12 FROM contributions WHERE participant IN (new.participant));
END;
CREATE TRIGGER voice_chunks_speaker_group_update AFTER UPDATE ON participant_groups BEGIN
  DELETE FROM voice_chunks WHERE chunk IN
    (SELECT n >> 12 FROM contributions WHERE participant IN (old.participant, new.participant));
END;
CREATE TRIGGER voice_chunks_speaker_group_delete AFTER DELETE ON participant_groups BEGIN
  DELETE FROM voice_chunks WHERE chunk IN
    (SELECT n >> 12 FROM contributions WHERE participant IN (old.participant));
END;
CREATE TRIGGER voice_chunks_session_group_insert AFTER INSERT ON session_groups BEGIN
  DELETE FROM voice_chunks WHERE chunk IN
    (SELECT n >> 12 FROM contributions WHERE session IN (new.session));
END;
CREATE TRIGGER voice_chunks_session_group_update AFTER UPDATE ON session_groups BEGIN
  DELETE FROM voice_chunks WHERE chunk IN
    (SELECT n >> 12 FROM contributions WHERE session IN (old.session, new.session));
END;
CREATE TRIGGER voice_chunks_session_group_delete AFTER DELETE ON session_groups BEGIN
  DELETE FROM voice_chunks WHERE chunk IN
    (SELECT n >> 12 FROM contributions WHERE session IN (old.session));
END;
CREATE TRIGGER voice_chunks_session AFTER UPDATE OF state, place, started, organisation, permission ON sessions
WHEN old.state IS NOT new.state OR old.place IS NOT new.place OR old.started IS NOT new.started
     OR old.organisation IS NOT new.organisation OR old.permission IS NOT new.permission BEGIN
  DELETE FROM voice_chunks WHERE chunk IN
    (SELECT n >> 12 FROM contributions WHERE session = new.n UNION SELECT contribution >> 12 FROM rival_sessions WHERE session = new.n);
END;
CREATE TRIGGER voice_chunks_session_insert AFTER INSERT ON sessions BEGIN
  DELETE FROM voice_chunks WHERE chunk IN (SELECT contribution >> 12 FROM rival_sessions WHERE session = new.n);
END;
CREATE TRIGGER voice_chunks_session_delete AFTER DELETE ON sessions BEGIN
  DELETE FROM voice_chunks WHERE chunk IN (SELECT n >> 12 FROM contributions WHERE session = old.n);
END;
CREATE TRIGGER voice_chunks_participant AFTER UPDATE OF place, permission, people ON participants
WHEN old.place IS NOT new.place OR old.permission IS NOT new.permission OR old.people IS NOT new.people BEGIN
  DELETE FROM voice_chunks WHERE chunk IN
    (SELECT n >> 12 FROM contributions WHERE participant = new.n UNION SELECT contribution >> 12 FROM rival_speakers WHERE participant = new.n);
END;
CREATE TRIGGER voice_chunks_participant_insert AFTER INSERT ON participants BEGIN
  DELETE FROM voice_chunks WHERE chunk IN (SELECT contribution >> 12 FROM rival_speakers WHERE participant = new.n);
END;
CREATE TRIGGER voice_chunks_participant_delete AFTER DELETE ON participants BEGIN
  DELETE FROM voice_chunks WHERE chunk IN (SELECT n >> 12 FROM contributions WHERE participant = old.n);
END;

-- What a voice's permission hangs on may be disputed, or no longer: the views below say what holds then.
CREATE TRIGGER voice_chunks_dispute_insert AFTER INSERT ON field_versions
WHEN new.record_table IN ('contributions', 'participants', 'sessions') AND new.field IN ('permission', 'participant', 'session') BEGIN
  DELETE FROM voice_chunks WHERE chunk IN (
    SELECT new.n >> 12 WHERE new.record_table = 'contributions'
    UNION SELECT n >> 12 FROM contributions WHERE new.record_table = 'participants' AND participant = new.n
    UNION SELECT contribution >> 12 FROM rival_speakers WHERE new.record_table = 'participants' AND participant = new.n
    UNION SELECT n >> 12 FROM contributions WHERE new.record_table = 'sessions' AND session = new.n
    UNION SELECT contribution >> 12 FROM rival_sessions WHERE new.record_table = 'sessions' AND session = new.n);
END;
CREATE TRIGGER voice_chunks_dispute_update AFTER UPDATE ON field_versions
WHEN new.record_table IN ('contributions', 'participants', 'sessions') AND new.field IN ('permission', 'participant', 'session') BEGIN
  DELETE FROM voice_chunks WHERE chunk IN (
    SELECT new.n >> 12 WHERE new.record_table = 'contributions'
    UNION SELECT n >> 12 FROM contributions WHERE new.record_table = 'participants' AND participant = new.n
    UNION SELECT contribution >> 12 FROM rival_speakers WHERE new.record_table = 'participants' AND participant = new.n
    UNION SELECT n >> 12 FROM contributions WHERE new.record_table = 'sessions' AND session = new.n
    UNION SELECT contribution >> 12 FROM rival_sessions WHERE new.record_table = 'sessions' AND session = new.n);
END;
CREATE TRIGGER voice_chunks_dispute_delete AFTER DELETE ON field_versions
WHEN old.record_table IN ('contributions', 'participants', 'sessions') AND old.field IN ('permission', 'participant', 'session') BEGIN
  DELETE FROM voice_chunks WHERE chunk IN (
    SELECT old.n >> 12 WHERE old.record_table = 'contributions'
    UNION SELECT n >> 12 FROM contributions WHERE old.record_table = 'participants' AND participant = old.n
    UNION SELECT contribution >> 12 FROM rival_speakers WHERE old.record_table = 'participants' AND participant = old.n
    UNION SELECT n >> 12 FROM contributions WHERE old.record_table = 'sessions' AND session = old.n
    UNION SELECT contribution >> 12 FROM rival_sessions WHERE old.record_table = 'sessions' AND session = old.n);
END;

-- Contributions whose permission hangs on a value that waits beside the one that shows: their own permission, speaker or
-- session, or the permission of one of these was changed by two people who did not know of each other. Few, and found from
-- the rivals.
CREATE VIEW disputed_permissions (n) AS
SELECT r.n FROM field_versions r
WHERE r.record_table = 'contributions' AND r.shown = 0 AND r.field IN ('permission', 'participant', 'session')
UNION
SELECT c.n FROM field_versions r CROSS JOIN contributions c ON c.participant = r.n
WHERE r.record_table = 'participants' AND r.shown = 0 AND r.field = 'permission'
UNION
SELECT c.n FROM field_versions r CROSS JOIN contributions c ON c.session = r.n
WHERE r.record_table = 'sessions' AND r.shown = 0 AND r.field = 'permission';

-- The speakers and sessions that a contribution belongs to by a value that waits. NULL: by none, or by one not received.
CREATE VIEW rival_speakers (contribution, participant) AS
SELECT r.n, p.n
FROM field_versions r
CROSS JOIN field_versions w ON w.record_table = r.record_table AND w.n = r.n AND w.field = r.field AND w.stamp = r.stamp AND w.device = r.device
LEFT JOIN participants p ON p.id = unhex (w.value, '-')
WHERE r.record_table = 'contributions' AND r.field = 'participant' AND r.shown = 0;

CREATE VIEW rival_sessions (contribution, session) AS
SELECT r.n, s.n
FROM field_versions r
CROSS JOIN field_versions w ON w.record_table = r.record_table AND w.n = r.n AND w.field = r.field AND w.stamp = r.stamp AND w.device = r.device
LEFT JOIN sessions s ON s.id = unhex (w.value, '-')
WHERE r.record_table = 'contributions' AND r.field = 'session' AND r.shown = 0;

-- For a contribution, the strictest permission that any of its standing values gives it: until somebody decides, nobody's
-- “may be quoted” outweighs somebody's “internal”. A value that leaves it to the speaker, or the speaker to the session, lets
-- all that these say speak. Made with care and not fast: permissions and voices ask it of disputed ones only.
-- The words stand in the list from mild to strict, so that instr() puts them in that order.
CREATE VIEW strictest_permissions (n, permission) AS
SELECT c.n,
  CASE (
    SELECT max (coalesce (instr ('quote paraphrase count internal', own.said), (
      SELECT max (coalesce (instr ('quote paraphrase count internal', speaker.said), (
        SELECT max (instr ('quote paraphrase count internal', coalesce (occasion.said, 'paraphrase')))
        FROM (
          SELECT (SELECT x.permission FROM sessions x WHERE x.n = c.session) AS said
          UNION ALL
          SELECT r.value FROM field_versions r
          WHERE r.record_table = 'sessions' AND r.n = c.session AND r.field = 'permission' AND r.shown = 0
          UNION ALL
          SELECT x.permission FROM rival_sessions o LEFT JOIN sessions x ON x.n = o.session WHERE o.contribution = c.n
          UNION ALL
          SELECT r.value FROM rival_sessions o CROSS JOIN field_versions r
            ON r.record_table = 'sessions' AND r.n = o.session AND r.field = 'permission' AND r.shown = 0
          WHERE o.contribution = c.n
        ) occasion)))
      FROM (
        SELECT (SELECT x.permission FROM participants x WHERE x.n = c.participant) AS said
        UNION ALL
        SELECT r.value FROM field_versions r
        WHERE r.record_table = 'participants' AND r.n = c.participant AND r.field = 'permission' AND r.shown = 0
        UNION ALL
        SELECT x.permission FROM rival_speakers o LEFT JOIN participants x ON x.n = o.participant WHERE o.contribution = c.n
        UNION ALL
        SELECT r.value FROM rival_speakers o CROSS JOIN field_versions r
          ON r.record_table = 'participants' AND r.n = o.participant AND r.field = 'permission' AND r.shown = 0
        WHERE o.contribution = c.n
      ) speaker)))
    FROM (
      SELECT c.permission AS said
      UNION ALL
      SELECT r.value FROM field_versions r
      WHERE r.record_table = 'contributions' AND r.n = c.n AND r.field = 'permission' AND r.shown = 0
    ) own)
  WHEN instr ('quote paraphrase count internal', 'quote') THEN 'quote'
  WHEN instr ('quote paraphrase count internal', 'paraphrase') THEN 'paraphrase'
  WHEN instr ('quote paraphrase count internal', 'count') THEN 'count'
  ELSE 'internal' END
FROM contributions c;

-- What may be done with the words of each contribution, deleted ones too. The list of the disputed is made once a query, and
-- only where the permission is asked for.
CREATE VIEW permissions AS
SELECT c.n, c.id,
       CASE WHEN c.n IN (SELECT n FROM disputed_permissions)
            THEN (SELECT q.permission FROM strictest_permissions q WHERE q.n = c.n)
            ELSE coalesce (c.permission, p.permission, s.permission, 'paraphrase') END AS permission
FROM contributions c
LEFT JOIN participants p ON p.n = c.participant
LEFT JOIN sessions s ON s.n = c.session;

-- A voice: a live contribution of a session that is not deleted, with what it inherits filled in; its permission is as in
-- permissions, and shown_permission what the values that show would make it. One of which a partner only told that it is
-- internal now, and perhaps whose it is, or where or to whom it was moved, is none that was heard here.
CREATE VIEW voices AS
SELECT c.n, c.id, c.session, c.position, c.participant, c.text, c.language, c.original, c.original_language,
       c.translator, c.feeling, c.verbatim, c.private_note, c.safeguarding, c.ref, c.source, c.section,
       CASE WHEN c.n IN (SELECT n FROM disputed_permissions)
            THEN (SELECT q.permission FROM strictest_permissions q WHERE q.n = c.n)
            ELSE coalesce (c.permission, p.permission, s.permission, 'paraphrase') END AS permission,
       coalesce (c.permission, p.permission, s.permission, 'paraphrase') AS shown_permission,
       coalesce (c.place, p.place, s.place) AS place,
       coalesce (c.said_at, s.started) AS happened,
       s.organisation AS organisation
FROM contributions c
LEFT JOIN sessions s ON s.n = c.session
LEFT JOIN participants p ON p.n = c.participant
WHERE c.state = 0 AND (c.session IS NULL OR s.state IN (0, 3))
  AND (c.position IS NOT NULL OR c.text IS NOT NULL OR c.original IS NOT NULL OR c.feeling IS NOT NULL
       OR (NOT EXISTS (SELECT 1 FROM field_versions f WHERE f.record_table = 'contributions' AND f.n = c.n
                       AND f.field IN ('session', 'participant', 'permission'))
           AND (SELECT q.permission FROM strictest_permissions q WHERE q.n = c.n) <> 'internal'));

-- The groups a voice speaks for: its own and its speaker's; where neither says anything and the whole session
-- was with one group, that one.
CREATE VIEW voice_groups AS
SELECT own.contribution, own."group"
FROM contribution_groups own
WHERE own.state = 0
UNION
SELECT c.n, pg."group"
FROM contributions c JOIN participant_groups pg ON pg.participant = c.participant AND pg.state = 0
UNION
SELECT c.n, sg."group"
FROM session_groups sg JOIN contributions c ON c.session = sg.session
WHERE sg.state = 0
  AND NOT EXISTS (SELECT 1 FROM session_groups other WHERE other.session = sg.session AND other.state = 0 AND other.n <> sg.n)
  AND NOT EXISTS (SELECT 1 FROM contribution_groups own WHERE own.contribution = c.n AND own.state = 0)
  AND NOT EXISTS (SELECT 1 FROM participant_groups pg WHERE pg.participant = c.participant AND pg.state = 0);

-- The themes a voice was coded with; a theme that was merged into another counts as that one.
CREATE VIEW voice_themes AS
SELECT DISTINCT k.contribution, s.now AS theme
FROM codings k JOIN theme_now s ON s.theme = k.theme
WHERE k.state = 0;

-- The priorities a voice is evidence for: one of its themes, or a theme above it, is mapped to them. CROSS JOIN keeps the
-- order: left to itself SQLite reads the whole of ancestry for each voice.
CREATE VIEW voice_priorities AS
SELECT DISTINCT v.contribution, m.priority
FROM voice_themes v
CROSS JOIN ancestry a ON a.record_table = 'themes' AND a.node = v.theme
CROSS JOIN theme_now s ON s.now = a.ancestor
CROSS JOIN mappings m ON m.theme = s.theme AND m.state = 0
CROSS JOIN priorities p ON p.n = m.priority AND p.state = 0;

-- How far an action is: what its latest step says; of several on one day the one that was recorded last, since ids are in
-- the order of time. One without a step is heard. A function of the records alone, so that every workbook says the same.
CREATE VIEW action_now AS
SELECT a.n AS "action", coalesce (s.status, 'heard') AS status, s.n AS step
FROM actions a
LEFT JOIN action_steps s ON s.n = (SELECT l.n FROM action_steps l WHERE l."action" = a.n AND l.state = 0
                                   ORDER BY l.happened DESC, l.id DESC LIMIT 1)
WHERE a.state = 0;

-- The voices that an action answers, and through what: itself named, one of its themes (or a theme above it) named, or a
-- priority that it is evidence for (or one above that) named. A theme that was merged into another stands for that one.
CREATE VIEW action_voices AS
SELECT l."action", l.contribution, 'voice' AS through, NULL AS what
FROM action_contributions l JOIN actions a ON a.n = l."action" AND a.state = 0
WHERE l.state = 0
UNION ALL
SELECT l."action", k.contribution, 'theme', s.now
FROM action_themes l JOIN actions a ON a.n = l."action" AND a.state = 0
JOIN theme_now s ON s.theme = l.theme
JOIN ancestry below ON below.record_table = 'themes' AND below.ancestor = s.now
JOIN theme_now b ON b.now = below.node
JOIN codings k ON k.theme = b.theme AND k.state = 0
WHERE l.state = 0
UNION ALL
SELECT l."action", k.contribution, 'priority', l.priority
FROM action_priorities l JOIN actions a ON a.n = l."action" AND a.state = 0
JOIN ancestry below ON below.record_table = 'priorities' AND below.ancestor = l.priority
JOIN mappings m ON m.priority = below.node AND m.state = 0
JOIN theme_now s ON s.theme = m.theme
JOIN ancestry under ON under.record_table = 'themes' AND under.ancestor = s.now
JOIN theme_now b ON b.now = under.node
JOIN codings k ON k.theme = b.theme AND k.state = 0
WHERE l.state = 0;

-- The groups an action answers: those named, and those of the voices named.
CREATE VIEW action_heard AS
SELECT l."action", l."group"
FROM action_groups l JOIN actions a ON a.n = l."action" AND a.state = 0
WHERE l.state = 0
UNION
SELECT l."action", g."group"
FROM action_contributions l JOIN actions a ON a.n = l."action" AND a.state = 0
JOIN voice_groups g ON g.contribution = l.contribution
JOIN voices v ON v.n = l.contribution
WHERE l.state = 0;

-- What counts of the support for an item: of each table, and of the whole room (no table), the latest count by each method;
-- of two at one moment the one that was recorded last. What was counted before stays, and is shown as such.
CREATE VIEW support_now AS
SELECT s.n AS support
FROM agenda_supports s
WHERE s.state = 0
  AND NOT EXISTS (SELECT 1 FROM agenda_supports later WHERE later.item = s.item AND later.state = 0 AND later.n <> s.n
                  AND later.participant IS s.participant AND later.method IS s.method
                  AND (coalesce (later.happened, ''), later.id) > (coalesce (s.happened, ''), s.id));
