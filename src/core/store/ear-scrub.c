/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was deleted is blanked by secure_delete where it stood last. But where SQLite moves a row to another page it leaves
 * a copy in the unused middle of the first, and nothing in SQL reaches that. So every page is written anew: the rows are
 * copied, in order, to a fresh file beside this one, that is looked over, and its pages are put in the place of the old
 * ones by SQLite's own page copy: one transaction of this file, with a rollback journal like any other. At each moment
 * before its end the file is as it was, after it as the copy is. The copy has a key that nobody keeps.
 *
 * The copy is made as long as the file, so that this never becomes shorter: SQLite cuts a file after the commit, when
 * there is no journal any more, and would leave what is past the end there for ever if the power failed just then. */
#include "ear-scrub.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ear-drafts.h"
#include "ear-sqlite.h"

#define COPY "clean"

/* What a copy is made with beside its 24 MiB: it is short of memory while the file's own pages are in it, too. */
#define COPY_SETTINGS "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -8192"

/* How far it is once the rows are copied, the copy is finished, and it was looked over: about the shares of the time they take. */
#define COPIED 0.4
#define FINISHED 0.6
#define CHECKED 0.7
#define PAGES_AT_ONCE 256

typedef struct
{
  EarConnection *connection;
  const char *path; /* of the copy */
  gint64 bytes;     /* of the file */
  EarScrubProgress progress; /* (nullable) */
  gpointer data;
  GCancellable *cancellable; /* (nullable) */
} Scrub;

/* A row that fills a page. */
#define FILLER_BYTES "3900"

static char *
name_copy (const char *path)
{
  return g_strconcat (path, ".clean", NULL);
}

/* Takes away what a scrub that was interrupted left: nothing can open it. */
void
ear_scrub_drop_unfinished (const char *path)
{
  g_autofree char *copy = name_copy (path);
  g_autofree char *journal = g_strconcat (copy, "-journal", NULL);

  g_unlink (copy);
  g_unlink (journal);
}

/* An attached file must be there: the connection itself may not make any. */
static gboolean
make_file (EarConnection *connection, const char *path, GError **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd >= 0)
    return g_close (fd, error);
  ear_connection_take_error (connection, errno == ENOSPC || errno == EDQUOT ? SQLITE_FULL : SQLITE_CANTOPEN, error);
  return FALSE;
}

static gboolean
attach (EarConnection *connection, const char *path, const char *key, GError **error)
{
  g_autoptr (EarStatement) attach = ear_connection_prepare (connection, "ATTACH ? AS " COPY " KEY ?", error);

  if (attach == NULL)
    return FALSE;
  ear_statement_bind_text (attach, 1, path);
  ear_statement_bind_text (attach, 2, key);
  return ear_statement_run (attach, error);
}

static gboolean
copy_number (EarConnection *connection, const char *pragma, GError **error)
{
  g_autofree char *get = g_strconcat ("PRAGMA main.", pragma, NULL);
  g_autofree char *set = NULL;
  gint64 number;

  if (!ear_connection_integer (connection, get, &number, error))
    return FALSE;
  set = g_strdup_printf ("PRAGMA " COPY ".%s = %" G_GINT64_FORMAT, pragma, number);
  return ear_connection_execute (connection, set, error);
}

static gboolean
copy_failed (EarConnection *connection, GError **error)
{
  g_autofree char *name = g_path_get_basename (ear_connection_path (connection));

  g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED,
               _ ("A fresh copy of “%s” did not come out whole and was thrown away. Nothing was changed. “Check workbook” says "
                  "whether the workbook itself is damaged."),
               name);
  return FALSE;
}

/* Whether a question about both that has 0 for its answer where they hold the same has it. */
static gboolean
is_none (EarConnection *connection, const char *sql, GError **error)
{
  gint64 difference;

  if (!ear_connection_integer (connection, sql, &difference, error))
    return FALSE;
  return difference == 0 || copy_failed (connection, error);
}

/* Every table, index, view and trigger, and as many rows. That the rows are whole the page copy finds out: it reads each
 * page, and no page is read that is not what was written. */
static gboolean
holds_the_same (EarConnection *connection, GError **error)
{
  g_autoptr (EarStatement) each = NULL;
  EarStep step = EAR_STEP_FAILED;

  if (!is_none (connection,
                "SELECT count (*) FROM (SELECT type, name, tbl_name, sql FROM main.sqlite_schema EXCEPT "
                "SELECT type, name, tbl_name, sql FROM " COPY ".sqlite_schema)",
                error))
    return FALSE;
  each = ear_connection_prepare (
    connection,
    "SELECT printf ('SELECT (SELECT count (*) FROM main.\"%w\") - (SELECT count (*) FROM " COPY ".\"%w\")', name, name) "
    "FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0",
    error);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!is_none (connection, ear_statement_get_text (each, 0), error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

/* SQLCipher says of whatever ended its export only what SQLite calls it. */
static int
code_of_message (const char *message)
{
  static const int codes[] = { SQLITE_FULL, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_NOMEM, SQLITE_CANTOPEN,
                              SQLITE_INTERRUPT };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_strcmp0 (message, sqlite3_errstr (codes[i])) == 0)
        return codes[i];
    }
  return SQLITE_ERROR;
}

static gboolean
export (EarConnection *connection, GError **error)
{
  sqlite3 *db = ear_connection_handle (connection);
  int code = sqlite3_exec (db, "SELECT sqlcipher_export ('" COPY "')", NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  ear_connection_take_error (connection, code == SQLITE_ERROR ? code_of_message (sqlite3_errmsg (db)) : code, error);
  return FALSE;
}

/* All in one transaction: one for each table would take most of the time where there is little in them. */
static gboolean
fill_copy (EarConnection *connection, GError **error)
{
  if (ear_connection_execute (connection, "PRAGMA " COPY ".synchronous = OFF; BEGIN", error) && export (connection, error)
      && copy_number (connection, "user_version", error) && copy_number (connection, "application_id", error)
      && holds_the_same (connection, error) && ear_connection_commit (connection, error))
    return TRUE;
  ear_connection_rollback (connection);
  return FALSE;
}

/* Copies the rows of all tables. */
static gboolean
make_copy (const Scrub *self, const char *key, GError **error)
{
  EarConnection *connection = self->connection;
  sqlite3 *db = ear_connection_handle (connection);
  gboolean attached, done;

  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 1);
  attached = attach (connection, self->path, key, error);
  ear_connection_set_cancellable (connection, self->cancellable);
  done = attached && fill_copy (connection, error);
  ear_connection_set_cancellable (connection, NULL);
  if (attached && !ear_connection_execute (connection, "DETACH " COPY, done ? error : NULL))
    done = FALSE;
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_release_memory (db);
  return done;
}

/* Adds blank free pages until there are @wanted. */
static gboolean
lengthen (EarConnection *copy, gint64 wanted, GError **error)
{
  gint64 n_pages;

  if (!ear_connection_execute (copy, "CREATE TABLE filler (page BLOB)", error))
    return FALSE;
  while (ear_connection_integer (copy, "PRAGMA page_count", &n_pages, error))
    {
      g_autofree char *sql = NULL;

      if (n_pages >= wanted)
        return ear_connection_execute (copy, "DROP TABLE filler", error);
      /* Pages above these are needed, too, so not all at once. */
      sql = g_strdup_printf ("WITH RECURSIVE count (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM count WHERE i < %" G_GINT64_FORMAT
                             ") INSERT INTO filler SELECT zeroblob (" FILLER_BYTES ") FROM count",
                             MAX (1, (wanted - n_pages) * 9 / 10));
      if (!ear_connection_execute (copy, sql, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
is_whole (EarConnection *connection, EarConnection *copy, GError **error)
{
  g_autofree char *says = ear_connection_text (copy, "PRAGMA quick_check (1)", error);

  if (says == NULL)
    return FALSE;
  return g_str_equal (says, "ok") || copy_failed (connection, error);
}

static void
tell (const Scrub *self, double fraction)
{
  if (self->progress != NULL)
    self->progress (fraction, self->data);
}

/* How much of the copy is on the disk: what is left of it is in memory, and that is little. */
static void
tick_cb (gpointer data)
{
  const Scrub *self = data;
  GStatBuf info;

  if (g_stat (self->path, &info) == 0 && self->bytes > 0)
    tell (self, MIN ((double) info.st_size / (double) self->bytes, 1) * COPIED);
}

static gboolean
fail_stopped (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       _ ("Stopped. Unused parts of the file are blanked when the workbook is next opened."));
  return FALSE;
}

/* Until the last page all of it is taken back when it is stopped. */
static int
copy_pages (const Scrub *self, sqlite3_backup *pages, gboolean *stopped)
{
  int code;

  do
    {
      *stopped = g_cancellable_is_cancelled (self->cancellable);
      if (*stopped)
        return SQLITE_INTERRUPT;
      code = sqlite3_backup_step (pages, PAGES_AT_ONCE);
      tell (self, CHECKED + (1 - CHECKED) * (1 - (double) sqlite3_backup_remaining (pages) / MAX (1, sqlite3_backup_pagecount (pages))));
    }
  while (code == SQLITE_OK);
  return code;
}

static gboolean
put_back (const Scrub *self, EarConnection *copy, GError **error)
{
  sqlite3 *db = ear_connection_handle (self->connection);
  sqlite3_backup *pages = sqlite3_backup_init (db, "main", ear_connection_handle (copy), "main");
  gboolean stopped;
  int code;

  if (pages == NULL)
    {
      ear_connection_take_error (self->connection, sqlite3_extended_errcode (db), error);
      return FALSE;
    }
  code = copy_pages (self, pages, &stopped);
  if (sqlite3_backup_finish (pages) == SQLITE_OK && code == SQLITE_DONE)
    return TRUE;
  if (stopped)
    fail_stopped (error);
  else
    ear_connection_take_error (self->connection, code, error);
  /* After a disk error SQLite answers the first question with that error again. */
  ear_connection_rollback (self->connection);
  return FALSE;
}

static gboolean
finish_copy (const Scrub *self, EarConnection *copy, const char *finish, gint64 n_pages, GError **error)
{
  /* It is thrown away whatever happens, so it needs no journal. */
  sqlite3_db_config (ear_connection_handle (copy), SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  ear_connection_set_cancellable (copy, self->cancellable);
  if (!ear_connection_execute (copy, COPY_SETTINGS, error)
      || (finish != NULL && !ear_connection_execute (copy, finish, error)) || !lengthen (copy, n_pages, error))
    return FALSE;
  tell (self, FINISHED);
  return is_whole (self->connection, copy, error);
}

static gboolean
scrub (Scrub *self, const char *finish, GError **error)
{
  g_autofree char *key = ear_drafts_new_key ();
  g_autoptr (EarConnection) copy = NULL;
  gint64 n_pages, page_bytes;
  gboolean made;

  if (!ear_connection_integer (self->connection, "PRAGMA page_count", &n_pages, error)
      || !ear_connection_integer (self->connection, "PRAGMA page_size", &page_bytes, error)
      || !make_file (self->connection, self->path, error))
    return FALSE;
  self->bytes = n_pages * page_bytes;
  ear_connection_set_tick (self->connection, tick_cb, self);
  made = make_copy (self, key, error);
  ear_connection_set_tick (self->connection, NULL, NULL);
  if (!made)
    return FALSE;
  copy = ear_connection_open (self->path, EAR_CONNECTION_EXISTING, key, strlen (key), error);
  if (copy == NULL || !finish_copy (self, copy, finish, n_pages, error))
    return FALSE;
  tell (self, CHECKED);
  return put_back (self, copy, error);
}

/**
 * ear_scrub_file:
 * @connection: in no transaction, and no statement under way; asked to stop, it does not
 * @finish: (nullable): what is still to be done to the copy before it takes the file's place
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): what stops it, at any moment: then the file is as it was
 *
 * Writes every page of the file anew, so that only what the file holds is in them. It takes as long as copying the file a few
 * times, and as much room on the disk beside it.
 *
 * Returns: whether it is done; the file is as it was otherwise.
 */
gboolean
ear_scrub_file (EarConnection *connection, const char *finish, EarScrubProgress progress, gpointer data,
                GCancellable *cancellable, GError **error)
{
  g_autofree char *path = name_copy (ear_connection_path (connection));
  g_autoptr (GCancellable) before = ear_connection_take_cancellable (connection);
  Scrub self = { connection, path, 0, progress, data, cancellable };
  gboolean done;

  ear_scrub_drop_unfinished (ear_connection_path (connection));
  done = scrub (&self, finish, error);
  ear_scrub_drop_unfinished (ear_connection_path (connection));
  ear_connection_set_cancellable (connection, before);
  return done;
}
