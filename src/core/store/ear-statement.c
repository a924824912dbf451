/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-statement.h"

#include "ear-connection.h"
#include "ear-statement-private.h"

/* A value bound by one run must not reach the next run of the same statement: every bind is either made again
 * or cleared when the statement is given back. Texts are bound without a copy where they outlive the run. */

static void
check_thread (EarStatement *statement)
{
  g_assert (statement->owner == g_thread_self ());
}

/* The first failure is what the next step tells. */
static void
check_bind (EarStatement *statement, int code)
{
  if (code != SQLITE_OK && statement->bind_failed == SQLITE_OK)
    statement->bind_failed = code;
}

void
ear_statement_bind_integer (EarStatement *statement, int parameter, gint64 value)
{
  check_thread (statement);
  check_bind (statement, sqlite3_bind_int64 (statement->handle, parameter, value));
}

/**
 * ear_statement_bind_text:
 * @value: (nullable): text; must stay as it is until the statement is reset or freed
 */
void
ear_statement_bind_text (EarStatement *statement, int parameter, const char *value)
{
  check_thread (statement);
  check_bind (statement, sqlite3_bind_text (statement->handle, parameter, value, -1, SQLITE_STATIC));
}

void
ear_statement_bind_id (EarStatement *statement, int parameter, const EarId *value)
{
  check_thread (statement);
  check_bind (statement, sqlite3_bind_blob (statement->handle, parameter, value->bytes, EAR_ID_BYTES, SQLITE_TRANSIENT));
}

void
ear_statement_bind_blob (EarStatement *statement, int parameter, gconstpointer value, gsize size)
{
  check_thread (statement);
  check_bind (statement, sqlite3_bind_blob64 (statement->handle, parameter, value, size, SQLITE_TRANSIENT));
}

void
ear_statement_bind_null (EarStatement *statement, int parameter)
{
  check_thread (statement);
  check_bind (statement, sqlite3_bind_null (statement->handle, parameter));
}

/**
 * ear_statement_step:
 *
 * Returns: whether there is a row, no more row, or an error.
 */
EarStep
ear_statement_step (EarStatement *statement, GError **error)
{
  int code;

  check_thread (statement);
  if (statement->bind_failed != SQLITE_OK)
    {
      ear_connection_take_error (statement->connection, statement->bind_failed, error);
      return EAR_STEP_FAILED;
    }

  if (!ear_connection_may_write (statement->connection, NULL) && !sqlite3_stmt_readonly (statement->handle))
    {
      ear_connection_may_write (statement->connection, error);
      return EAR_STEP_FAILED;
    }

  code = sqlite3_step (statement->handle);
  if (code == SQLITE_ROW)
    return EAR_STEP_ROW;
  if (code == SQLITE_DONE)
    return EAR_STEP_DONE;

  code = sqlite3_reset (statement->handle);
  ear_connection_take_error (statement->connection, code, error);
  return EAR_STEP_FAILED;
}

/**
 * ear_statement_run:
 *
 * Runs a statement that gives no rows and makes it ready to run again.
 */
gboolean
ear_statement_run (EarStatement *statement, GError **error)
{
  EarStep step = ear_statement_step (statement, error);

  sqlite3_reset (statement->handle);
  return step != EAR_STEP_FAILED;
}

void
ear_statement_reset (EarStatement *statement)
{
  check_thread (statement);
  sqlite3_reset (statement->handle);
  statement->bind_failed = SQLITE_OK;
}

gboolean
ear_statement_is_null (EarStatement *statement, int column)
{
  return sqlite3_column_type (statement->handle, column) == SQLITE_NULL;
}

gint64
ear_statement_get_integer (EarStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->handle, column);
}

/* What a row holds may need memory to be handed out. Where there is none it looks like nothing at all; then the next step fails,
 * and so does the transaction where there is no next one. */
static void
check_nothing (EarStatement *statement, int column)
{
  if (sqlite3_column_type (statement->handle, column) != SQLITE_NULL
      && sqlite3_errcode (sqlite3_db_handle (statement->handle)) == SQLITE_NOMEM)
    ear_connection_take_error (statement->connection, SQLITE_NOMEM, NULL);
}

/**
 * ear_statement_get_text:
 *
 * Returns: (nullable) (transfer none): the text, until the next step, reset or free.
 */
const char *
ear_statement_get_text (EarStatement *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement->handle, column);

  if (text == NULL)
    check_nothing (statement, column);
  return text;
}

gboolean
ear_statement_get_id (EarStatement *statement, int column, EarId *id)
{
  gconstpointer bytes = sqlite3_column_blob (statement->handle, column);

  if (bytes == NULL)
    check_nothing (statement, column);
  if (bytes == NULL || sqlite3_column_bytes (statement->handle, column) != EAR_ID_BYTES)
    return FALSE;
  memcpy (id->bytes, bytes, EAR_ID_BYTES);
  return TRUE;
}

gconstpointer
ear_statement_get_blob (EarStatement *statement, int column, gsize *size)
{
  gconstpointer bytes = sqlite3_column_blob (statement->handle, column);

  if (bytes == NULL)
    check_nothing (statement, column);
  *size = (gsize) sqlite3_column_bytes (statement->handle, column);
  return bytes;
}

int
ear_statement_n_columns (EarStatement *statement)
{
  return sqlite3_column_count (statement->handle);
}

gboolean
ear_statement_is_read_only (EarStatement *statement)
{
  return sqlite3_stmt_readonly (statement->handle) != 0;
}

/**
 * ear_statement_free:
 *
 * Gives the statement back to its connection, reset and with nothing bound.
 */
void
ear_statement_free (EarStatement *statement)
{
  if (statement == NULL)
    return;
  check_thread (statement);
  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  statement->bind_failed = SQLITE_OK;
  if (statement->spare)
    {
      sqlite3_finalize (statement->handle);
      g_free (statement);
      return;
    }
  statement->in_use = FALSE;
}
