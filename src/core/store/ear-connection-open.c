/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a file that anybody may have put there: whether it can be a workbook, whether the key is its own, and the settings
 * under which it is read. */
#include "ear-connection-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ear-statement-private.h"

/* SQLCipher's page size; a workbook is a whole number of pages. */
#define PAGE_BYTES 4096
#define START_BYTES 64
#define PROGRESS_STEPS 20000

static int
progress_cb (void *data)
{
  EarConnection *connection = data;

  if (connection->tick != NULL)
    connection->tick (connection->tick_data);
  return connection->cancellable != NULL && g_cancellable_is_cancelled (connection->cancellable);
}

static gboolean
set_up (EarConnection *connection, GError **error)
{
  sqlite3 *db = connection->handle;
  static const struct
  {
    int limit, value;
  } limits[] = {
    { SQLITE_LIMIT_LENGTH, 8 * 1000 * 1000 }, { SQLITE_LIMIT_SQL_LENGTH, 100 * 1000 },
    { SQLITE_LIMIT_COLUMN, 100 },             { SQLITE_LIMIT_EXPR_DEPTH, 100 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 10 },     { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_VARIABLE_NUMBER, 200 },    { SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (db, limits[i].limit, limits[i].value);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_progress_handler (db, PROGRESS_STEPS, progress_cb, connection);

  /* One process, one connection: the exclusive lock is what makes both true. A rollback journal, not WAL, so that
   * the workbook is one file whenever nothing is being written; it is emptied at each commit, for it holds what the
   * pages said before, erased words too. Sorting never spills to a file outside. */
  return ear_connection_execute (connection,
                                 "PRAGMA locking_mode = EXCLUSIVE;"
                                 "PRAGMA journal_mode = DELETE;"
                                 "PRAGMA journal_size_limit = 0;"
                                 "PRAGMA synchronous = FULL;"
                                 "PRAGMA foreign_keys = ON;"
                                 "PRAGMA secure_delete = ON;"
                                 "PRAGMA cell_size_check = ON;"
                                 "PRAGMA mmap_size = 0;"
                                 "PRAGMA temp_store = MEMORY;"
                                 "PRAGMA cache_size = -24576;",
                                 error);
}

static gboolean
has_encryption (EarConnection *connection, GError **error)
{
  g_autofree char *version = ear_connection_text (connection, "PRAGMA cipher_version", NULL);

  if (version != NULL && *version != '\0')
    {
      /* It tells the terminal of every page it cannot read; we tell the person. */
      sqlite3_exec (connection->handle, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL);
      return TRUE;
    }
  ear_connection_set_error (error, EAR_STORE_ERROR_NO_ENCRYPTION, connection->path,
             _ ("This copy of Earshot was built without encryption and will not touch “%s”. Nothing was changed. Install "
                "Earshot again from its proper source."));
  return FALSE;
}

/* Reads the first page, and nothing else, so that a page damaged further on is not taken for a wrong passphrase. */
static gboolean
prove_key (EarConnection *connection, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (ear_connection_execute (connection, "PRAGMA user_version", &local))
    return TRUE;
  if (g_error_matches (local, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED))
    ear_connection_set_error (error, EAR_STORE_ERROR_WRONG_PASSPHRASE, connection->path,
               _ ("That passphrase does not open “%s”. Nothing was changed. Check capital letters and the keyboard's language, "
                  "then try again."));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Reads the schema and, but for reading only, takes the lock that this process keeps until it closes the file. */
static gboolean
lock_and_read (EarConnection *connection, EarConnectionMode mode, GError **error)
{
  return ear_connection_execute (connection,
                                 mode == EAR_CONNECTION_READ_ONLY
                                   ? "SELECT count (*) FROM sqlite_schema"
                                   : "SELECT count (*) FROM sqlite_schema; BEGIN EXCLUSIVE; COMMIT",
                                 error);
}

static gboolean
is_there (const char *path, GError **error)
{
  GStatBuf info;
  gboolean found = g_stat (path, &info) == 0;

  if (found && S_ISREG (info.st_mode))
    return TRUE;
  if (!found && errno == ENOENT)
    ear_connection_set_error (error, EAR_STORE_ERROR_NOT_FOUND, path,
               _ ("There is no file “%s” any more. Nothing was changed. It may have been moved or renamed, or be on a stick "
                  "that is not plugged in."));
  else
    ear_connection_set_error (error, EAR_STORE_ERROR_NOT_A_WORKBOOK, path,
               _ ("“%s” is not a file that Earshot can open. Nothing was changed."));
  return FALSE;
}

/* Text, or a database that is not encrypted. The first 16 bytes of a workbook are random and may all be letters by
 * chance; four times as many never are. */
static gboolean
is_plain (const char start[START_BYTES])
{
  gsize printable = 0;

  for (gsize i = 0; i < START_BYTES; i++)
    printable += g_ascii_isprint (start[i]) || g_ascii_isspace (start[i]);
  return printable == START_BYTES || memcmp (start, "SQLite format 3", 16) == 0;
}

/* A file that was being made longer when the power went is no whole number of pages until its journal has been
 * played back. */
static gboolean
has_journal (EarConnection *connection)
{
  g_autofree char *journal = g_strconcat (connection->path, "-journal", NULL);

  return g_file_test (journal, G_FILE_TEST_EXISTS);
}

/* Whether the file could be a workbook at all, since SQLCipher cannot tell a wrong key from a file of another
 * kind. Read through SQLite's own handle: closing another one of this process would let go of every lock on the
 * file. */
static gboolean
looks_like_workbook (EarConnection *connection, GError **error)
{
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  char start[START_BYTES] = "";

  sqlite3_file_control (connection->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file != NULL && file->pMethods != NULL && file->pMethods->xFileSize (file, &size) == SQLITE_OK
      && size >= PAGE_BYTES && (size % PAGE_BYTES == 0 || has_journal (connection))
      && file->pMethods->xRead (file, start, sizeof start, 0) == SQLITE_OK && !is_plain (start))
    return TRUE;
  ear_connection_set_error (error, EAR_STORE_ERROR_NOT_A_WORKBOOK, connection->path,
             _ ("“%s” is not an Earshot workbook. Nothing was changed. To bring in a partner's file, open your own workbook and "
                "use Exchange."));
  return FALSE;
}

static gboolean
is_writable (EarConnection *connection, GError **error)
{
  if (!sqlite3_db_readonly (connection->handle, "main"))
    return TRUE;
  ear_connection_take_error (connection, SQLITE_READONLY, error);
  return FALSE;
}

/* SQLite locks and counts each allocation so that it can say how much it uses, which nobody asks. Once it has begun,
 * in a program that uses it for something else too, it stays as it is. */
static gpointer
leave_out_statistics (gpointer unused G_GNUC_UNUSED)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  return NULL;
}

/**
 * ear_connection_open:
 * @path: the file
 * @mode: whether the file is there, is to be made, or is only to be read
 * @key: a passphrase, or `x'…'` with 64 hexadecimal digits for a raw key
 * @key_size: its length in bytes
 *
 * Opens an encrypted file and keeps every other process out of it until closed. The calling thread becomes the
 * connection's owner; every other function is for that thread only.
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with the file untouched.
 */
EarConnection *
ear_connection_open (const char *path, EarConnectionMode mode, gconstpointer key, gsize key_size, GError **error)
{
  g_autoptr (EarConnection) connection = NULL;
  static GOnce once = G_ONCE_INIT;
  /* Its owner is the only thread that uses it, which every call makes sure of. */
  int flags = SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
  int code;

  if (key_size == 0)
    {
      g_set_error_literal (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EMPTY_PASSPHRASE,
                           _ ("A workbook needs a passphrase. Nothing was changed. Please type one."));
      return NULL;
    }
  if (mode != EAR_CONNECTION_CREATE && !is_there (path, error))
    return NULL;

  g_once (&once, leave_out_statistics, NULL);
  connection = g_new0 (EarConnection, 1);
  connection->path = g_strdup (path);
  connection->owner = g_thread_self ();
  connection->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  connection->lasting = g_hash_table_new (NULL, NULL);

  flags |= mode == EAR_CONNECTION_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  flags |= mode == EAR_CONNECTION_CREATE ? SQLITE_OPEN_CREATE : 0;
  code = sqlite3_open_v2 (path, &connection->handle, flags, NULL);
  if ((code & 0xff) == SQLITE_CANTOPEN)
    code = access (path, F_OK) == 0 ? SQLITE_READONLY : SQLITE_IOERR;
  if (!ear_connection_check (connection, code, error)
      || (mode != EAR_CONNECTION_CREATE && !looks_like_workbook (connection, error))
      || !ear_connection_check (connection, sqlite3_key_v2 (connection->handle, "main", key, (int) key_size), error)
      || !has_encryption (connection, error) || !prove_key (connection, error) || !set_up (connection, error)
      || !lock_and_read (connection, mode, error)
      || (mode != EAR_CONNECTION_READ_ONLY && !is_writable (connection, error)) || !ear_connection_make_ready (connection, error))
    return NULL;

  return g_steal_pointer (&connection);
}
