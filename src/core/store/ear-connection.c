/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-connection.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ear-statement-private.h"

G_DEFINE_QUARK (ear-store-error-quark, ear_store_error)

struct _EarConnection
{
  sqlite3 *handle;
  char *path;
  GThread *owner;
  GHashTable *statements; /* char * → EarStatement */
  GHashTable *lasting;    /* the same by the address of a text that never changes */
  GCancellable *cancellable;
  EarConnectionTick tick; /* (nullable) */
  gpointer tick_data;
  gboolean is_working; /* between ear_connection_begin() and the transaction's end */
  gboolean is_trusting; /* SQLite does not look up what a reference refers to as it is written */
  int lost;            /* SQLite's code of the error after which this transaction can only be taken back; 0 while it can go on */
};

/* SQLCipher's page size; a workbook is a whole number of pages. */
#define PAGE_BYTES 4096
#define START_BYTES 64
#define ROLLBACK "ROLLBACK"
#define PROGRESS_STEPS 20000

static void
set_error (GError **error, EarStoreError code, const char *path, const char *format)
{
  g_autofree char *name = g_path_get_basename (path);

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, EAR_STORE_ERROR, code, format, name);
#pragma GCC diagnostic pop
  G_GNUC_END_IGNORE_DEPRECATIONS
}

/* After these SQLite may have taken the transaction back itself, and what is written next would stand alone. */
static gboolean
ends_transaction (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_NOMEM:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_INTERRUPT:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * ear_connection_take_error:
 * @code: what SQLite returned
 *
 * Turns SQLite's answer into an error that a volunteer understands. A transaction in which the memory or the disk failed, or
 * which was stopped, cannot be committed any more, even where whoever asked takes no notice of @error. Owner thread.
 */
void
ear_connection_take_error (EarConnection *connection, int code, GError **error)
{
  const char *path = connection->path;

  if (connection->is_working && connection->lost == 0 && ends_transaction (code))
    connection->lost = code;
  switch (code & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped. Nothing was changed."));
      break;
    case SQLITE_FULL:
      set_error (error, EAR_STORE_ERROR_DISK_FULL, path,
                 _ ("The disk that holds “%s” is full. Everything saved before is safe; what you did just now is not saved "
                    "yet. Free some space, then try again."));
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      if ((code >> 8) == (SQLITE_IOERR_NOMEM >> 8))
        goto no_memory;
      set_error (error, EAR_STORE_ERROR_DISK, path,
                 _ ("The disk that holds “%s” did not answer. What was saved before is safe; what you did just now is not "
                    "saved. Check the disk or stick, then try again."));
      break;
    case SQLITE_NOMEM:
    no_memory:
      set_error (error, EAR_STORE_ERROR_NO_MEMORY, path,
                 _ ("The computer has too little free memory to go on with “%s”. Nothing was changed. Close other programs, "
                    "then try again."));
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      set_error (error, EAR_STORE_ERROR_DAMAGED, path,
                 _ ("Part of “%s” is damaged and cannot be read. Nothing was changed. Keep the file as it is and open your "
                    "last backup; “Check workbook” says what is damaged."));
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      set_error (error, EAR_STORE_ERROR_LOCKED, path,
                 _ ("“%s” is open in another window or program. Nothing was changed. Close it there, then try again."));
      break;
    case SQLITE_READONLY:
      set_error (error, EAR_STORE_ERROR_READ_ONLY, path,
                 _ ("“%s” is on a disk that cannot be written to. Nothing was changed. Copy it to this computer and open the "
                    "copy."));
      break;
    default:
      g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_INTERNAL,
                   _ ("Earshot met something it did not expect (%s). Nothing was changed. Please tell us what you were doing."),
                   sqlite3_errmsg (connection->handle));
    }
}

/**
 * ear_connection_may_write:
 *
 * Returns: whether the transaction under way, if there is one, can still be committed.
 */
gboolean
ear_connection_may_write (EarConnection *connection, GError **error)
{
  if (G_LIKELY (connection->lost == 0))
    return TRUE;
  ear_connection_take_error (connection, connection->lost, error);
  return FALSE;
}

/**
 * ear_connection_take_damage:
 *
 * Says that the file is damaged where a row that must be there was not, unless @error says why already.
 */
void
ear_connection_take_damage (EarConnection *connection, GError **error)
{
  if (error != NULL && *error == NULL)
    ear_connection_take_error (connection, SQLITE_CORRUPT, error);
}

static gboolean
check (EarConnection *connection, int code, GError **error)
{
  if (code == SQLITE_OK)
    return TRUE;
  ear_connection_take_error (connection, code, error);
  return FALSE;
}

static int
progress_cb (void *data)
{
  EarConnection *connection = data;

  if (connection->tick != NULL)
    connection->tick (connection->tick_data);
  return connection->cancellable != NULL && g_cancellable_is_cancelled (connection->cancellable);
}

/**
 * ear_connection_execute:
 * @sql: one or more statements that give no rows that matter
 */
gboolean
ear_connection_execute (EarConnection *connection, const char *sql, GError **error)
{
  g_assert (connection->owner == g_thread_self ());
  return check (connection, sqlite3_exec (connection->handle, sql, NULL, NULL, NULL), error);
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
  set_error (error, EAR_STORE_ERROR_NO_ENCRYPTION, connection->path,
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
    set_error (error, EAR_STORE_ERROR_WRONG_PASSPHRASE, connection->path,
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
    set_error (error, EAR_STORE_ERROR_NOT_FOUND, path,
               _ ("There is no file “%s” any more. Nothing was changed. It may have been moved or renamed, or be on a stick "
                  "that is not plugged in."));
  else
    set_error (error, EAR_STORE_ERROR_NOT_A_WORKBOOK, path,
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
  set_error (error, EAR_STORE_ERROR_NOT_A_WORKBOOK, connection->path,
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

/* Taking back must not need memory that there is no more of: it is prepared while there is. */
static gboolean
make_ready (EarConnection *connection, GError **error)
{
  g_autoptr (EarStatement) rollback = ear_connection_prepare (connection, ROLLBACK, error);

  return rollback != NULL;
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
  if (!check (connection, code, error)
      || (mode != EAR_CONNECTION_CREATE && !looks_like_workbook (connection, error))
      || !check (connection, sqlite3_key_v2 (connection->handle, "main", key, (int) key_size), error)
      || !has_encryption (connection, error) || !prove_key (connection, error) || !set_up (connection, error)
      || !lock_and_read (connection, mode, error)
      || (mode != EAR_CONNECTION_READ_ONLY && !is_writable (connection, error)) || !make_ready (connection, error))
    return NULL;

  return g_steal_pointer (&connection);
}

void
ear_connection_close (EarConnection *connection)
{
  GHashTableIter iter;
  gpointer statement;

  if (connection == NULL)
    return;
  g_assert (connection->owner == g_thread_self ());
  g_hash_table_iter_init (&iter, connection->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    {
      g_assert (!((EarStatement *) statement)->in_use);
      sqlite3_finalize (((EarStatement *) statement)->handle);
      g_free (statement);
    }
  g_hash_table_unref (connection->statements);
  g_hash_table_unref (connection->lasting);
  sqlite3_close (connection->handle);
  g_clear_object (&connection->cancellable);
  g_free (connection->path);
  g_free (connection);
}

/* Lets go of a statement that nobody uses and whose text is not a lasting one. */
static void
drop_statement (EarConnection *connection, const char *sql)
{
  EarStatement *statement = g_hash_table_lookup (connection->statements, sql);

  if (statement == NULL)
    return;
  g_assert (!statement->in_use);
  sqlite3_finalize (statement->handle);
  g_free (statement);
  g_hash_table_remove (connection->statements, sql);
}

static EarStatement *
statement_new (EarConnection *connection, const char *sql, GError **error)
{
  EarStatement *statement;
  sqlite3_stmt *handle = NULL;
  int code = sqlite3_prepare_v3 (connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

  if (!check (connection, code, error))
    return NULL;
  statement = g_new0 (EarStatement, 1);
  statement->connection = connection;
  statement->handle = handle;
  statement->owner = connection->owner;
  return statement;
}

/**
 * ear_connection_prepare:
 * @sql: one statement; statements with the same text are prepared once
 *
 * Returns: (transfer full) (nullable): the statement, ready to be bound.
 */
EarStatement *
ear_connection_prepare (EarConnection *connection, const char *sql, GError **error)
{
  EarStatement *statement;

  g_assert (connection->owner == g_thread_self ());
  statement = g_hash_table_lookup (connection->statements, sql);
  if (statement != NULL && statement->in_use)
    {
      statement = statement_new (connection, sql, error);
      if (statement != NULL)
        statement->spare = TRUE;
      return statement;
    }
  if (statement == NULL)
    {
      statement = statement_new (connection, sql, error);
      if (statement == NULL)
        return NULL;
      g_hash_table_insert (connection->statements, g_strdup (sql), statement);
    }
  statement->in_use = TRUE;
  return statement;
}

/**
 * ear_connection_prepare_lasting:
 * @sql: one statement, whose text stays where and as it is for as long as the program runs
 *
 * Does what ear_connection_prepare() does without reading @sql again each time.
 */
EarStatement *
ear_connection_prepare_lasting (EarConnection *connection, const char *sql, GError **error)
{
  EarStatement *statement;

  g_assert (connection->owner == g_thread_self ());
  statement = g_hash_table_lookup (connection->lasting, sql);
  if (statement != NULL && !statement->in_use)
    {
      statement->in_use = TRUE;
      return statement;
    }
  statement = ear_connection_prepare (connection, sql, error);
  if (statement != NULL && !statement->spare)
    g_hash_table_insert (connection->lasting, (gpointer) sql, statement);
  return statement;
}

/**
 * ear_connection_integer:
 * @sql: a statement whose first row's first column is wanted
 * @value: (out): the number, 0 for no row
 */
gboolean
ear_connection_integer (EarConnection *connection, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (EarStatement) statement = ear_connection_prepare (connection, sql, error);
  EarStep step = statement == NULL ? EAR_STEP_FAILED : ear_statement_step (statement, error);

  *value = step == EAR_STEP_ROW ? ear_statement_get_integer (statement, 0) : 0;
  return step != EAR_STEP_FAILED;
}

/**
 * ear_connection_text:
 *
 * Returns: (transfer full) (nullable): the first row's first column, or %NULL without @error set for no row.
 */
char *
ear_connection_text (EarConnection *connection, const char *sql, GError **error)
{
  g_autoptr (EarStatement) statement = ear_connection_prepare (connection, sql, error);

  if (statement == NULL || ear_statement_step (statement, error) != EAR_STEP_ROW)
    return NULL;
  return g_strdup (ear_statement_get_text (statement, 0));
}

static gboolean
run_ready (EarConnection *connection, const char *sql)
{
  g_autoptr (EarStatement) statement = ear_connection_prepare (connection, sql, NULL);

  return statement != NULL && ear_statement_run (statement, NULL);
}

/* SQLite takes this between transactions only, and then prepares every statement again when it is next run: the one for
 * taking back must be ready before. */
static gboolean
set_trusting (EarConnection *connection, gboolean trusting, GError **error)
{
  if (connection->is_trusting == trusting)
    return TRUE;
  if (!ear_connection_execute (connection, trusting ? "PRAGMA foreign_keys = OFF" : "PRAGMA foreign_keys = ON", error))
    return FALSE;
  connection->is_trusting = trusting;
  drop_statement (connection, ROLLBACK);
  return TRUE;
}

static gboolean
begin (EarConnection *connection, gboolean trusting, GError **error)
{
  /* One that could not even be rolled back for want of memory. */
  if (ear_connection_in_transaction (connection))
    ear_connection_rollback (connection);
  connection->is_working = set_trusting (connection, trusting, error) && make_ready (connection, error)
                           && ear_connection_execute (connection, "BEGIN IMMEDIATE", error);
  return connection->is_working;
}

gboolean
ear_connection_begin (EarConnection *connection, GError **error)
{
  return begin (connection, FALSE, error);
}

/**
 * ear_connection_begin_trusting:
 *
 * Begins a transaction in which the caller sees to it that there is a row for each reference that is written: SQLite does not
 * look for it. With hundreds of thousands of links in no order nearly every such look reads a page of the disk.
 */
gboolean
ear_connection_begin_trusting (EarConnection *connection, GError **error)
{
  return begin (connection, TRUE, error);
}

gboolean
ear_connection_commit (EarConnection *connection, GError **error)
{
  if (!ear_connection_may_write (connection, error) || !ear_connection_execute (connection, "COMMIT", error))
    return FALSE;
  connection->is_working = FALSE;
  return TRUE;
}

/**
 * ear_connection_rollback:
 *
 * Takes back everything since the transaction began. SQLite itself may have done so already after a grave error.
 */
void
ear_connection_rollback (EarConnection *connection)
{
  GCancellable *cancellable = g_steal_pointer (&connection->cancellable);

  connection->is_working = FALSE;
  connection->lost = 0;
  /* A cancelled operation's own rollback is not to be cancelled. */
  if (ear_connection_in_transaction (connection))
    run_ready (connection, ROLLBACK);
  /* After a disk error SQLite answers the first question with that error again, whatever the disk does by then. */
  ear_connection_execute (connection, "SELECT count (*) FROM sqlite_schema", NULL);
  connection->cancellable = cancellable;
}

gboolean
ear_connection_in_transaction (EarConnection *connection)
{
  return !sqlite3_get_autocommit (connection->handle);
}

gint64
ear_connection_last_row (EarConnection *connection)
{
  return sqlite3_last_insert_rowid (connection->handle);
}

int
ear_connection_changes (EarConnection *connection)
{
  return sqlite3_changes (connection->handle);
}

/* How many rows were inserted, changed or deleted since the connection was opened: the same twice means that nothing
 * was written in between. */
gint64
ear_connection_n_writes (EarConnection *connection)
{
  return sqlite3_total_changes64 (connection->handle);
}

/**
 * ear_connection_set_cancellable:
 * @cancellable: (nullable): what stops the statements run from now on; they then fail with %G_IO_ERROR_CANCELLED
 */
void
ear_connection_set_cancellable (EarConnection *connection, GCancellable *cancellable)
{
  g_set_object (&connection->cancellable, cancellable);
}

/**
 * ear_connection_set_tick:
 * @tick: (nullable): told every so often while statements run; it may not ask the connection anything
 */
void
ear_connection_set_tick (EarConnection *connection, EarConnectionTick tick, gpointer data)
{
  connection->tick = tick;
  connection->tick_data = data;
}

/**
 * ear_connection_take_cancellable:
 *
 * Returns: (transfer full) (nullable): what would have stopped statements; from now on nothing does.
 */
GCancellable *
ear_connection_take_cancellable (EarConnection *connection)
{
  return g_steal_pointer (&connection->cancellable);
}

const char *
ear_connection_path (EarConnection *connection)
{
  return connection->path;
}

sqlite3 *
ear_connection_handle (EarConnection *connection)
{
  g_assert (connection->owner == g_thread_self ());
  return connection->handle;
}
