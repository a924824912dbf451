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

void
ear_statement_bind_integer (EarStatement *statement, int parameter, gint64 value)
{
  check_thread (statement);
  if (sqlite3_bind_int64 (statement->handle, parameter, value) != SQLITE_OK)
    statement->bind_failed = TRUE;
}

/**
 * ear_statement_bind_text:
 * @value: (nullable): text; must stay as it is until the statement is reset or freed
 */
void
ear_statement_bind_text (EarStatement *statement, int parameter, const char *value)
{
  check_thread (statement);
  if (sqlite3_bind_text (statement->handle, parameter, value, -1, SQLITE_STATIC) != SQLITE_OK)
    statement->bind_failed = TRUE;
}

void
ear_statement_bind_id (EarStatement *statement, int parameter, const EarId *value)
{
  check_thread (statement);
  if (sqlite3_bind_blob (statement->handle, parameter, value->bytes, EAR_ID_BYTES, SQLITE_TRANSIENT) != SQLITE_OK)
    statement->bind_failed = TRUE;
}

void
ear_statement_bind_blob (EarStatement *statement, int parameter, gconstpointer value, gsize size)
{
  check_thread (statement);
  if (sqlite3_bind_blob64 (statement->handle, parameter, value, size, SQLITE_TRANSIENT) != SQLITE_OK)
    statement->bind_failed = TRUE;
}

void
ear_statement_bind_null (EarStatement *statement, int parameter)
{
  check_thread (statement);
  if (sqlite3_bind_null (statement->handle, parameter) != SQLITE_OK)
    statement->bind_failed = TRUE;
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
  if (statement->bind_failed)
    {
      ear_connection_take_error (statement->connection, sqlite3_errcode (sqlite3_db_handle (statement->handle)), error);
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
  statement->bind_failed = FALSE;
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

/**
 * ear_statement_get_text:
 *
 * Returns: (nullable) (transfer none): the text, until the next step, reset or free.
 */
const char *
ear_statement_get_text (EarStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->handle, column);
}

gboolean
ear_statement_get_id (EarStatement *statement, int column, EarId *id)
{
  gconstpointer bytes = sqlite3_column_blob (statement->handle, column);

  if (bytes == NULL || sqlite3_column_bytes (statement->handle, column) != EAR_ID_BYTES)
    return FALSE;
  memcpy (id->bytes, bytes, EAR_ID_BYTES);
  return TRUE;
}

gconstpointer
ear_statement_get_blob (EarStatement *statement, int column, gsize *size)
{
  gconstpointer bytes = sqlite3_column_blob (statement->handle, column);

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
  statement->bind_failed = FALSE;
  if (statement->spare)
    {
      sqlite3_finalize (statement->handle);
      g_free (statement);
      return;
    }
  statement->in_use = FALSE;
}
