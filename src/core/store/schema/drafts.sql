-- The drafts file beside a workbook: what is being typed and not yet added. Its key is in the workbook.
CREATE TABLE IF NOT EXISTS drafts (
  place TEXT PRIMARY KEY, -- where it is being typed: "capture/" and a session's id
  text TEXT NOT NULL,
  saved INTEGER NOT NULL  -- Unix milliseconds
) STRICT, WITHOUT ROWID;
