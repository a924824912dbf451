/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-store-quarantine.h"

#include "ear-record-pack.h"
#include "ear-store-private.h"

void
ear_waiting_free (EarWaiting *waiting)
{
  if (waiting == NULL)
    return;
  ear_record_free (waiting->record);
  g_free (waiting);
}

/**
 * ear_record_latest:
 * @author: (out) (optional): whose it is; %EAR_ID_NONE for an erased record
 *
 * Returns: the clock of the record's latest version, 0 for an erased one. Any thread.
 */
EarClock
ear_record_latest (const EarRecord *record, EarId *author)
{
  EarStamp latest = { 0 };

  /* Of one field's versions the one that shows is the latest. */
  for (guint i = 0; i < ear_kind_info (record->kind)->n_fields && !record->erased; i++)
    {
      const EarStamp *stamp = &record->fields[i].shown.stamp;

      /* Whose it is decides between equal clocks, and is asked for seldom: each record that comes is looked at here. */
      if (stamp->clock > latest.clock || (author != NULL && ear_stamp_compare (stamp, &latest) > 0))
        latest = *stamp;
    }
  if (author != NULL)
    *author = latest.device;
  return latest.clock;
}

/* @waiting: (out): the row as it is, or NULL */
static gboolean
find_same (EarStore *store, const EarRecord *record, EarWait reason, const EarId *sender, EarWaiting **waiting, GError **error)
{
  g_autoptr (EarStatement) find
    = ear_connection_prepare (store->connection,
                              "SELECT n FROM quarantine WHERE record_table = ? AND id = ? AND sender = ? AND reason = ?", error);
  EarStep step;

  *waiting = NULL;
  if (find == NULL)
    return FALSE;
  ear_statement_bind_text (find, 1, ear_kind_info (record->kind)->table);
  ear_statement_bind_id (find, 2, &record->id);
  ear_statement_bind_id (find, 3, sender);
  ear_statement_bind_integer (find, 4, reason);
  step = ear_statement_step (find, error);
  if (step != EAR_STEP_ROW)
    return step == EAR_STEP_DONE;
  *waiting = ear_store_get_waiting (store, ear_statement_get_integer (find, 0), error);
  return *waiting != NULL;
}

static gboolean
write_waiting (EarStore *store, const EarRecord *record, EarWait reason, const EarId *sender, const char *file, const char *label,
       GError **error)
{
  g_autoptr (GBytes) packed = ear_record_pack (record);
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO quarantine (record_table, id, reason, sender, latest, file, label, packed, merge) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                              "ON CONFLICT (record_table, id, sender, reason) DO UPDATE "
                              "SET latest = excluded.latest, file = excluded.file, label = excluded.label, "
                              "packed = excluded.packed",
                              error);
  gconstpointer bytes;
  gsize size;

  if (insert == NULL)
    return FALSE;
  bytes = g_bytes_get_data (packed, &size);
  ear_statement_bind_text (insert, 1, ear_kind_info (record->kind)->table);
  ear_statement_bind_id (insert, 2, &record->id);
  ear_statement_bind_integer (insert, 3, reason);
  ear_statement_bind_id (insert, 4, sender);
  ear_statement_bind_integer (insert, 5, (gint64) ear_record_latest (record, NULL));
  ear_statement_bind_text (insert, 6, file);
  ear_statement_bind_text (insert, 7, record->erased ? NULL : label);
  ear_statement_bind_blob (insert, 8, bytes, size);
  if (store->merge != 0)
    ear_statement_bind_integer (insert, 9, store->merge);
  else
    ear_statement_bind_null (insert, 9);
  return ear_statement_run (insert, error);
}

/**
 * ear_store_set_aside:
 * @record: as it came
 * @sender: the device that sent it, %EAR_ID_NONE where the file did not say
 * @file: the name of the file that brought it
 * @label: (nullable): what a person calls the record
 *
 * Keeps a record for a person to decide about. What waits of it already, for the same reason and from the same
 * sender, is joined with it. The caller has made sure that the record is not erased here; where somebody whom it belongs
 * to is, only a mark waits.
 */
gboolean
ear_store_set_aside (EarStore *store, const EarRecord *record, EarWait reason, const EarId *sender, const char *file,
                     const char *label, GError **error)
{
  g_autoptr (EarWaiting) waiting = NULL;
  g_autoptr (EarRecord) mark = NULL;
  g_auto (EarJoin) join = { 0 };
  gboolean reached;

  g_return_val_if_fail (store->depth > 0, FALSE);

  if (!ear_erasure_reaches (store, record, &reached, error))
    return FALSE;
  if (reached)
    {
      mark = ear_record_new_with_id (record->kind, &record->id);
      mark->erased = TRUE;
      record = mark;
    }
  if (!find_same (store, record, reason, sender, &waiting, error))
    return FALSE;
  if (waiting == NULL)
    return write_waiting (store, record, reason, sender, file, label, error);
  ear_record_join (waiting->record, record, &join);
  return !join.changed || write_waiting (store, waiting->record, reason, sender, file, label, error);
}

static gboolean
kind_of_table (const char *table, EarKind *kind)
{
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      if (g_strcmp0 (ear_kind_info ((EarKind) i)->table, table) == 0)
        {
          *kind = (EarKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

static EarWaiting *
take_waiting (EarStore *store, EarStatement *row, GError **error)
{
  g_autoptr (EarWaiting) waiting = g_new0 (EarWaiting, 1);
  gconstpointer packed;
  gsize size;
  EarKind kind;
  EarId id;

  packed = ear_statement_get_blob (row, 5, &size);
  if (kind_of_table (ear_statement_get_text (row, 1), &kind) && ear_statement_get_id (row, 2, &id)
      && ear_statement_get_id (row, 4, &waiting->sender) && packed != NULL)
    {
      waiting->n = ear_statement_get_integer (row, 0);
      waiting->reason = (EarWait) ear_statement_get_integer (row, 3);
      waiting->record = ear_record_new_with_id (kind, &id);
      if (ear_record_unpack (packed, size, waiting->record))
        return g_steal_pointer (&waiting);
    }
  ear_connection_take_damage (store->connection, error);
  return NULL;
}

/**
 * ear_store_get_waiting:
 *
 * Returns: (transfer full) (nullable): what waits under number @n; %NULL without @error when nothing does.
 */
EarWaiting *
ear_store_get_waiting (EarStore *store, gint64 n, GError **error)
{
  g_autoptr (EarStatement) get
    = ear_connection_prepare (store->connection,
                              "SELECT n, record_table, id, reason, sender, packed FROM quarantine WHERE n = ?", error);

  if (get == NULL)
    return NULL;
  ear_statement_bind_integer (get, 1, n);
  return ear_statement_step (get, error) == EAR_STEP_ROW ? take_waiting (store, get, error) : NULL;
}

/**
 * ear_store_find_waiting:
 *
 * Returns: (transfer full) (nullable): a record that waits, as one of its senders has it; %NULL without @error when
 *   it does not wait.
 */
EarRecord *
ear_store_find_waiting (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  g_autoptr (EarStatement) find
    = ear_connection_prepare (store->connection,
                              "SELECT n, record_table, id, reason, sender, packed FROM quarantine "
                              "WHERE record_table = ? AND id = ? ORDER BY n LIMIT 1",
                              error);
  g_autoptr (EarWaiting) waiting = NULL;

  if (find == NULL)
    return NULL;
  ear_statement_bind_text (find, 1, ear_kind_info (kind)->table);
  ear_statement_bind_id (find, 2, id);
  if (ear_statement_step (find, error) == EAR_STEP_ROW)
    waiting = take_waiting (store, find, error);
  return waiting == NULL ? NULL : g_steal_pointer (&waiting->record);
}

/**
 * ear_store_next_waiting:
 *
 * Returns: the number of what waits next after @after, of a sender and for a reason; 0 for none, -1 with @error set.
 */
gint64
ear_store_next_waiting (EarStore *store, const EarId *sender, EarWait reason, gint64 after, GError **error)
{
  g_autoptr (EarStatement) next
    = ear_connection_prepare (store->connection,
                              "SELECT n FROM quarantine WHERE sender = ? AND reason = ? AND n > ? ORDER BY n LIMIT 1", error);
  EarStep step;

  if (next == NULL)
    return -1;
  ear_statement_bind_id (next, 1, sender);
  ear_statement_bind_integer (next, 2, reason);
  ear_statement_bind_integer (next, 3, after);
  step = ear_statement_step (next, error);
  if (step == EAR_STEP_FAILED)
    return -1;
  return step == EAR_STEP_ROW ? ear_statement_get_integer (next, 0) : 0;
}

/**
 * ear_store_set_waiting_reason:
 *
 * What waits goes on waiting, for another reason.
 */
gboolean
ear_store_set_waiting_reason (EarStore *store, const EarWaiting *waiting, EarWait reason, GError **error)
{
  g_autofree char *file = NULL;
  g_autofree char *label = NULL;
  g_autoptr (EarStatement) get
    = ear_connection_prepare (store->connection, "SELECT file, label FROM quarantine WHERE n = ?", error);

  if (get == NULL)
    return FALSE;
  ear_statement_bind_integer (get, 1, waiting->n);
  if (ear_statement_step (get, error) != EAR_STEP_ROW)
    return FALSE;
  file = g_strdup (ear_statement_get_text (get, 0));
  label = g_strdup (ear_statement_get_text (get, 1));
  return ear_store_set_aside (store, waiting->record, reason, &waiting->sender, file, label, error)
         && ear_store_drop_waiting (store, waiting->n, error);
}

gboolean
ear_store_drop_waiting (EarStore *store, gint64 n, GError **error)
{
  g_autoptr (EarStatement) drop
    = ear_connection_prepare (store->connection, "DELETE FROM quarantine WHERE n = ?", error);

  if (drop == NULL)
    return FALSE;
  ear_statement_bind_integer (drop, 1, n);
  return ear_statement_run (drop, error);
}

/**
 * ear_store_refuse_waiting:
 *
 * Does what ear_store_drop_waiting() does, for what is not here otherwise: nothing is left of it in the file.
 */
gboolean
ear_store_refuse_waiting (EarStore *store, gint64 n, GError **error)
{
  store->has_traces = TRUE;
  return ear_store_drop_waiting (store, n, error);
}

/* What is erased does not wait either. */
gboolean
ear_quarantine_forget (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  g_autoptr (EarStatement) drop
    = ear_connection_prepare (store->connection, "DELETE FROM quarantine WHERE record_table = ? AND id = ?", error);

  if (drop == NULL)
    return FALSE;
  ear_statement_bind_text (drop, 1, ear_kind_info (kind)->table);
  ear_statement_bind_id (drop, 2, id);
  if (!ear_statement_run (drop, error))
    return FALSE;
  store->has_traces |= ear_connection_changes (store->connection) > 0;
  return TRUE;
}

/* Nor does what belongs to somebody who was erased, though it is not here itself: it comes again as a mark. */
gboolean
ear_quarantine_sweep (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) next
    = ear_connection_prepare (store->connection, "SELECT n FROM quarantine WHERE n > ? ORDER BY n LIMIT 1", error);
  EarStep step = EAR_STEP_FAILED;
  gint64 n = 0;

  while (next != NULL)
    {
      g_autoptr (EarWaiting) waiting = NULL;
      gboolean reached;

      ear_statement_reset (next);
      ear_statement_bind_integer (next, 1, n);
      step = ear_statement_step (next, error);
      if (step != EAR_STEP_ROW)
        break;
      n = ear_statement_get_integer (next, 0);
      waiting = ear_store_get_waiting (store, n, error);
      if (waiting == NULL || !ear_erasure_reaches (store, waiting->record, &reached, error)
          || (reached && !ear_store_refuse_waiting (store, n, error)))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}
