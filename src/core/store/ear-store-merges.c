/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-store-merges.h"

#include "ear-record-pack.h"
#include "ear-store-private.h"

static gboolean
note_last_rows (EarStore *store, gint64 last[EAR_N_KINDS], GError **error)
{
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      g_autofree char *sql
        = g_strdup_printf ("SELECT coalesce (max (n), 0) FROM %s", ear_kind_info ((EarKind) kind)->table);

      if (!ear_connection_integer (store->connection, sql, &last[kind], error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_store_merge_begin:
 *
 * Begins to log what ear_store_join() does, until ear_store_merge_end() or the end of the transaction, which must be
 * under way.
 *
 * Returns: the merge's number, 0 with @error set.
 */
gint64
ear_store_merge_begin (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) insert = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *happened = NULL;
  gint64 last[EAR_N_KINDS];

  g_return_val_if_fail (store->depth > 0 && store->merge == 0, 0);

  now = g_date_time_new_from_unix_utc ((gint64) (ear_store_now_ms (store) / 1000));
  happened = g_date_time_format (now, "%Y-%m-%dT%H:%M");
  if (!note_last_rows (store, last, error))
    return 0;
  insert = ear_connection_prepare (store->connection, "INSERT INTO merges (happened, clock) VALUES (?, 0)", error);
  if (insert == NULL)
    return 0;
  ear_statement_bind_text (insert, 1, happened);
  if (!ear_statement_run (insert, error))
    return 0;
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    store->merge_base[kind] = last[kind];
  store->merge = ear_connection_last_row (store->connection);
  return store->merge;
}

/**
 * ear_store_merge_note_file:
 * @sender: (nullable): the device that the file says it is from
 * @sender_name: (nullable): that device's name
 *
 * Notes a file of the merge that is being logged.
 */
gboolean
ear_store_merge_note_file (EarStore *store, guint position, const char *name, const EarId *sender,
                           const char *sender_name, GError **error)
{
  g_autoptr (EarStatement) insert = NULL;

  g_return_val_if_fail (store->merge != 0, FALSE);

  insert = ear_connection_prepare (store->connection,
                                   "INSERT INTO merge_files (merge, position, name, sender, sender_name) "
                                   "VALUES (?, ?, ?, ?, ?)",
                                   error);
  if (insert == NULL)
    return FALSE;
  ear_statement_bind_integer (insert, 1, store->merge);
  ear_statement_bind_integer (insert, 2, position);
  ear_statement_bind_text (insert, 3, name);
  if (sender != NULL)
    ear_statement_bind_id (insert, 4, sender);
  else
    ear_statement_bind_null (insert, 4);
  ear_statement_bind_text (insert, 5, sender_name);
  return ear_statement_run (insert, error);
}

static gboolean
write_counts (EarStore *store, const EarStoreMergeCounts *counts, GError **error)
{
  g_autoptr (EarStatement) update
    = ear_connection_prepare (store->connection,
                              "UPDATE merges SET clock = ?, added = ?, updated = ?, deleted = ?, erased = ?, conflicts = ? "
                              "WHERE n = ?",
                              error);

  if (update == NULL)
    return FALSE;
  ear_statement_bind_integer (update, 1, (gint64) store->clock);
  ear_statement_bind_integer (update, 2, counts->n_added);
  ear_statement_bind_integer (update, 3, counts->n_updated);
  ear_statement_bind_integer (update, 4, counts->n_deleted);
  ear_statement_bind_integer (update, 5, counts->n_erased);
  ear_statement_bind_integer (update, 6, counts->n_conflicts);
  ear_statement_bind_integer (update, 7, store->merge);
  return ear_statement_run (update, error);
}

static gboolean
write_added (EarStore *store, GError **error)
{
  gint64 last[EAR_N_KINDS];

  if (!note_last_rows (store, last, error))
    return FALSE;
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      g_autoptr (EarStatement) insert = NULL;

      if (last[kind] == store->merge_base[kind])
        continue;
      insert = ear_connection_prepare (store->connection,
                                       "INSERT INTO merge_added (merge, record_table, \"first\", \"last\") "
                                       "VALUES (?, ?, ?, ?)",
                                       error);
      if (insert == NULL)
        return FALSE;
      ear_statement_bind_integer (insert, 1, store->merge);
      ear_statement_bind_text (insert, 2, ear_kind_info ((EarKind) kind)->table);
      ear_statement_bind_integer (insert, 3, store->merge_base[kind] + 1);
      ear_statement_bind_integer (insert, 4, last[kind]);
      if (!ear_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_for (EarStore *store, const char *sql, gint64 merge, GError **error)
{
  g_autoptr (EarStatement) statement = ear_connection_prepare (store->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  ear_statement_bind_integer (statement, 1, merge);
  return ear_statement_run (statement, error);
}

/* Its number is given again: nothing may still hold it. */
static gboolean
forget_merge (EarStore *store, GError **error)
{
  return run_for (store, "DELETE FROM merge_files WHERE merge = ?", store->merge, error)
         && run_for (store, "DELETE FROM merge_before WHERE merge = ?", store->merge, error)
         && run_for (store, "UPDATE history SET merge = NULL WHERE merge = ?", store->merge, error)
         && run_for (store, "UPDATE quarantine SET merge = NULL WHERE merge = ?", store->merge, error)
         && run_for (store, "DELETE FROM merges WHERE n = ?", store->merge, error);
}

/**
 * ear_store_merge_end:
 * @counts: what it did, for the list of merges
 * @keep: whether it is worth being in that list; one that changed nothing is not
 *
 * Ends the log of the merge.
 */
gboolean
ear_store_merge_end (EarStore *store, const EarStoreMergeCounts *counts, gboolean keep, GError **error)
{
  gboolean done;

  g_return_val_if_fail (store->merge != 0, FALSE);

  done = keep ? write_counts (store, counts, error) && write_added (store, error) : forget_merge (store, error);
  store->merge = 0;
  return done;
}

/**
 * ear_store_merge_newest:
 *
 * Returns: the number of the newest merge that was not taken back, 0 for none, -1 with @error set.
 */
gint64
ear_store_merge_newest (EarStore *store, GError **error)
{
  gint64 newest;

  if (!ear_connection_integer (store->connection, "SELECT coalesce (max (n), 0) FROM merges WHERE NOT undone", &newest, error))
    return -1;
  return newest;
}

static gboolean
write_before (EarStore *store, gint64 n, EarKind kind, int state, GBytes *packed, GError **error)
{
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO merge_before (merge, record_table, n, state, packed) VALUES (?, ?, ?, ?, ?) "
                              "ON CONFLICT DO NOTHING",
                              error);

  if (insert == NULL)
    return FALSE;
  ear_statement_bind_integer (insert, 1, store->merge);
  ear_statement_bind_text (insert, 2, ear_kind_info (kind)->table);
  ear_statement_bind_integer (insert, 3, n);
  ear_statement_bind_integer (insert, 4, state);
  if (packed != NULL)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (packed, &size);

      ear_statement_bind_blob (insert, 5, bytes, size);
    }
  else
    ear_statement_bind_null (insert, 5);
  return ear_statement_run (insert, error);
}

/* Keeps how row @n stands in its table, before the merge that is being logged changes it. What is about to be erased
 * is not kept. */
gboolean
ear_merge_log_keep (EarStore *store, gint64 n, EarKind kind, int state, gboolean erased, GError **error)
{
  g_autoptr (EarRecord) before = NULL;
  g_autoptr (GBytes) packed = NULL;

  if (store->merge == 0 || n > store->merge_base[kind])
    return TRUE;
  if (erased)
    return write_before (store, n, kind, EAR_STATE_ERASED, NULL, error);
  if (state == EAR_STATE_MENTIONED)
    return write_before (store, n, kind, state, NULL, error);
  before = ear_record_new_with_id (kind, &EAR_ID_NONE);
  if (!ear_rows_load (store, n, before, error))
    return FALSE;
  packed = ear_record_pack (before);
  return write_before (store, n, kind, state, packed, error);
}

/* No merge knows any more what an erased record once was. */
gboolean
ear_merge_log_forget (EarStore *store, gint64 n, EarKind kind, GError **error)
{
  g_autoptr (EarStatement) update
    = ear_connection_prepare (store->connection,
                              "UPDATE merge_before SET state = 2, packed = NULL "
                              "WHERE merge IN (SELECT m.n FROM merges m) AND record_table = ? AND n = ?",
                              error);

  if (update == NULL)
    return FALSE;
  ear_statement_bind_text (update, 1, ear_kind_info (kind)->table);
  ear_statement_bind_integer (update, 2, n);
  return ear_statement_run (update, error);
}
