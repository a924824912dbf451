/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-store-sets.h"

#include "ear-store-private.h"

/**
 * ear_store_fill_set:
 * @set: its name, in letters and underscores; in later statements it is `temp.set_` and this, since a temporary table would hide a table
 *   of the workbook that had the same name
 * @rows: (nullable): a SELECT of one column, the numbers of rows, any of them as often as it likes and %NULL for none; it may ask of
 *   other sets. %NULL: none
 *
 * Makes the set hold these rows and no others. It keeps them until it is filled again or the store is closed; where a transaction is
 * rolled back in which it was filled it has to be filled again. No statement that asks of the set may be under way.
 */
gboolean
ear_store_fill_set (EarStore *store, const char *set, const char *rows, GError **error)
{
  /* Without a rowid the key may not be NULL, so that IGNORE leaves those out. */
  g_autofree char *make
    = g_strdup_printf ("CREATE TEMP TABLE IF NOT EXISTS set_%s (n INTEGER NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID", set);
  g_autofree char *empty = g_strdup_printf ("DELETE FROM temp.set_%s", set);
  g_autofree char *fill = rows == NULL ? NULL : g_strdup_printf ("INSERT OR IGNORE INTO temp.set_%s (n) %s", set, rows);
  g_autoptr (EarStatement) filling = NULL;

  if (!ear_connection_execute (store->connection, make, error) || !ear_connection_execute (store->connection, empty, error))
    return FALSE;
  if (fill == NULL)
    return TRUE;
  filling = ear_connection_prepare (store->connection, fill, error);
  return filling != NULL && ear_statement_run (filling, error);
}
