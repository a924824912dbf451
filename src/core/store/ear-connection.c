/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-connection-private.h"

#include <glib/gi18n-lib.h>

#include "ear-statement-private.h"

G_DEFINE_QUARK (ear-store-error-quark, ear_store_error)

#define ROLLBACK "ROLLBACK"

/**
 * ear_connection_set_error:
 * @path: the file, whose name alone is told
 * @format: a translated text with one %s, the file's name
 */
void
ear_connection_set_error (GError **error, EarStoreError code, const char *path, const char *format)
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
      ear_connection_set_error (error, EAR_STORE_ERROR_DISK_FULL, path,
                 _ ("The disk that holds “%s” is full. Everything saved before is safe; what you did just now is not saved "
                    "yet. Free some space, then try again."));
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      if ((code >> 8) == (SQLITE_IOERR_NOMEM >> 8))
        goto no_memory;
      ear_connection_set_error (error, EAR_STORE_ERROR_DISK, path,
                 _ ("The disk that holds “%s” did not answer. What was saved before is safe; what you did just now is not "
                    "saved. Check the disk or stick, then try again."));
      break;
    case SQLITE_NOMEM:
    no_memory:
      ear_connection_set_error (error, EAR_STORE_ERROR_NO_MEMORY, path,
                 _ ("The computer has too little free memory to go on with “%s”. Nothing was changed. Close other programs, "
                    "then try again."));
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      ear_connection_set_error (error, EAR_STORE_ERROR_DAMAGED, path,
                 _ ("Part of “%s” is damaged and cannot be read. Nothing was changed. Keep the file as it is and open your "
                    "last backup; “Check workbook” says what is damaged."));
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      ear_connection_set_error (error, EAR_STORE_ERROR_LOCKED, path,
                 _ ("“%s” is open in another window or program. Nothing was changed. Close it there, then try again."));
      break;
    case SQLITE_READONLY:
      ear_connection_set_error (error, EAR_STORE_ERROR_READ_ONLY, path,
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

/**
 * ear_connection_check:
 * @code: what SQLite returned
 *
 * Returns: whether that is success; otherwise @error says what went wrong, see ear_connection_take_error().
 */
gboolean
ear_connection_check (EarConnection *connection, int code, GError **error)
{
  if (code == SQLITE_OK)
    return TRUE;
  ear_connection_take_error (connection, code, error);
  return FALSE;
}

/**
 * ear_connection_execute:
 * @sql: one or more statements that give no rows that matter
 */
gboolean
ear_connection_execute (EarConnection *connection, const char *sql, GError **error)
{
  g_assert (connection->owner == g_thread_self ());
  return ear_connection_check (connection, sqlite3_exec (connection->handle, sql, NULL, NULL, NULL), error);
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

  if (!ear_connection_check (connection, code, error))
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

/**
 * ear_connection_make_ready:
 *
 * Taking back must not need memory that there is no more of: it is prepared while there is.
 */
gboolean
ear_connection_make_ready (EarConnection *connection, GError **error)
{
  g_autoptr (EarStatement) rollback = ear_connection_prepare (connection, ROLLBACK, error);

  return rollback != NULL;
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
  connection->is_working = set_trusting (connection, trusting, error) && ear_connection_make_ready (connection, error)
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
