/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was kept aside: looked at, joined after all, or dropped. */
#include "ear-merge-private.h"

/**
 * ear_quarantine_latest_now:
 *
 * Returns: the latest time in milliseconds since 1970 that a value may say it was written: a day from now, as this
 *   laptop's clock has it.
 */
guint64
ear_quarantine_latest_now (EarStore *store)
{
  return ear_store_now_ms (store) + EAR_MERGE_MAX_AHEAD_MS;
}

/**
 * ear_quarantine_is_ahead:
 * @latest_ms: what ear_quarantine_latest_now() said
 *
 * Returns: whether some value of the record was written after that.
 */
gboolean
ear_quarantine_is_ahead (const EarRecord *record, guint64 latest_ms)
{
  return ear_clock_ms (ear_record_latest (record, NULL)) > latest_ms;
}

void
ear_quarantined_free (EarQuarantined *item)
{
  if (item == NULL)
    return;
  g_free (item->file);
  g_free (item->label);
  g_free (item);
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

/**
 * ear_quarantine_list:
 *
 * Returns: (transfer full) (element-type EarQuarantined) (nullable): what waits, in the order it came.
 */
GPtrArray *
ear_quarantine_list (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_quarantined_free);
  g_autoptr (EarStatement) each
    = ear_store_query (store, "SELECT n, record_table, id, reason, sender, latest, file, label FROM quarantine ORDER BY n", error);
  EarStep step;

  if (each == NULL)
    return NULL;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarQuarantined *item = g_new0 (EarQuarantined, 1);

      g_ptr_array_add (list, item);
      item->n = ear_statement_get_integer (each, 0);
      kind_of_table (ear_statement_get_text (each, 1), &item->kind);
      ear_statement_get_id (each, 2, &item->id);
      item->reason = (EarQuarantineReason) ear_statement_get_integer (each, 3);
      ear_statement_get_id (each, 4, &item->sender);
      item->latest = (EarClock) ear_statement_get_integer (each, 5);
      item->file = g_strdup (ear_statement_get_text (each, 6));
      item->label = g_strdup (ear_statement_get_text (each, 7));
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

/**
 * ear_quarantine_count:
 *
 * Returns: how many records wait; 0 with @error set when that could not be found out.
 */
guint
ear_quarantine_count (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) count = ear_store_query (store, "SELECT count (*) FROM quarantine", error);

  if (count == NULL || ear_statement_step (count, error) != EAR_STEP_ROW)
    return 0;
  return (guint) ear_statement_get_integer (count, 0);
}

static gboolean
join_waiting (EarStore *store, const EarWaiting *waiting, EarMergeResult *result, GError **error)
{
  EarOutcome outcome;
  gboolean conflict;

  if (!ear_store_join (store, waiting->record, &outcome, &conflict, error))
    return FALSE;
  /* What the file itself just brought is not counted again. */
  if (outcome != EAR_OUTCOME_UNCHANGED)
    result->counts[waiting->record->kind][outcome]++;
  result->n_conflicts += conflict;
  return ear_store_drop_waiting (store, waiting->n, error);
}

static gboolean
removes_others (EarStore *store, const EarWaiting *waiting, gboolean *removes, GError **error)
{
  g_autoptr (EarRecord) here = NULL;
  EarOutcome outcome;
  gboolean conflict;

  if (!ear_store_foresee (store, waiting->record, &outcome, &conflict, error))
    return FALSE;
  *removes = FALSE;
  if (outcome != EAR_OUTCOME_DELETED && outcome != EAR_OUTCOME_ERASED)
    return TRUE;
  here = ear_store_get (store, waiting->record->kind, &waiting->record->id, NULL);
  *removes = here != NULL && !ear_id_equal (&here->fields[EAR_FIELD_DELETED].shown.stamp.device, &waiting->sender);
  return TRUE;
}

static gboolean
count_removals (EarStore *store, const EarId *sender, guint *n_removals, GError **error)
{
  gint64 n = 0;

  *n_removals = 0;
  while ((n = ear_store_next_waiting (store, sender, EAR_WAIT_SENDER, n, error)) > 0)
    {
      g_autoptr (EarWaiting) waiting = ear_store_get_waiting (store, n, error);
      gboolean removes;

      if (waiting == NULL || !removes_others (store, waiting, &removes, error))
        return FALSE;
      *n_removals += removes;
    }
  return n == 0;
}

static gboolean
release_one (EarStore *store, gint64 n, gboolean hold, EarMergeResult *result, GError **error)
{
  g_autoptr (EarWaiting) waiting = ear_store_get_waiting (store, n, error);
  gboolean removes = FALSE;

  if (waiting == NULL || (hold && !removes_others (store, waiting, &removes, error)))
    return FALSE;
  if (ear_quarantine_is_ahead (waiting->record, ear_quarantine_latest_now (store)))
    return ear_store_set_waiting_reason (store, waiting, EAR_WAIT_CLOCK, error);
  return removes ? ear_store_set_waiting_reason (store, waiting, EAR_WAIT_REMOVAL, error)
                 : join_waiting (store, waiting, result, error);
}

/**
 * ear_quarantine_release_sender:
 * @hold_removals: whether to keep what would remove things where it would remove many that others wrote
 * @result: what it did is added to it
 *
 * Joins what waited for its sender to be accepted, in a transaction of the caller's. What is also written too far ahead
 * goes on waiting for that.
 */
gboolean
ear_quarantine_release_sender (EarStore *store, const EarId *sender, gboolean hold_removals, EarMergeResult *result,
                               GError **error)
{
  guint n_removals = 0;
  gint64 n = 0;

  if (hold_removals && !count_removals (store, sender, &n_removals, error))
    return FALSE;
  while ((n = ear_store_next_waiting (store, sender, EAR_WAIT_SENDER, n, error)) > 0)
    {
      if (!release_one (store, n, n_removals > EAR_MERGE_MAX_REMOVALS, result, error))
        return FALSE;
    }
  return n == 0;
}

/* What is released names the file it came with in the list of merges. */
static gboolean
note_file_of (EarStore *store, gint64 n, guint position, GError **error)
{
  g_autoptr (EarStatement) find = ear_store_query (store, "SELECT sender, file FROM quarantine WHERE n = ?", error);
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;
  EarId sender;

  if (find == NULL)
    return FALSE;
  ear_statement_bind_integer (find, 1, n);
  if (ear_statement_step (find, error) != EAR_STEP_ROW || !ear_statement_get_id (find, 0, &sender))
    return FALSE;
  file = g_strdup (ear_statement_get_text (find, 1));
  name = ear_id_is_none (&sender) ? NULL : ear_merge_device_name (store, &sender);
  return ear_store_merge_note_file (store, position, file, ear_id_is_none (&sender) ? NULL : &sender, name, error);
}

static gboolean
release_item (EarStore *store, gint64 n, gboolean first, EarMergeResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarWaiting) waiting = ear_store_get_waiting (store, n, &local);

  if (waiting == NULL && local == NULL)
    return TRUE;
  if (waiting != NULL && (!first || note_file_of (store, n, 0, &local)) && join_waiting (store, waiting, result, &local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
end_release (EarStore *store, const EarMergeResult *result, GError **error)
{
  EarStoreMergeCounts counts = {
    .n_added = ear_merge_result_total (result, EAR_OUTCOME_ADDED),
    .n_updated = ear_merge_result_total (result, EAR_OUTCOME_UPDATED) + ear_merge_result_total (result, EAR_OUTCOME_RESTORED),
    .n_deleted = ear_merge_result_total (result, EAR_OUTCOME_DELETED),
    .n_erased = ear_merge_result_total (result, EAR_OUTCOME_ERASED),
    .n_conflicts = result->n_conflicts,
  };

  return ear_store_merge_end (store, &counts, counts.n_added + counts.n_updated + counts.n_deleted + counts.n_erased > 0, error);
}

/**
 * ear_quarantine_release:
 * @items: their numbers
 *
 * Joins what waited after all, in one transaction, as a merge that can be taken back.
 */
gboolean
ear_quarantine_release (EarStore *store, const gint64 *items, guint n_items, GError **error)
{
  g_auto (EarMergeResult) result = { 0 };
  gboolean done;

  if (!ear_store_begin (store, error))
    return FALSE;
  done = ear_store_merge_begin (store, error) != 0;
  for (guint i = 0; i < n_items && done; i++)
    done = release_item (store, items[i], i == 0, &result, error);
  if (done && end_release (store, &result, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

/**
 * ear_quarantine_drop:
 * @items: their numbers
 *
 * Forgets what waited. Merging its file again brings it back.
 */
gboolean
ear_quarantine_drop (EarStore *store, const gint64 *items, guint n_items, GError **error)
{
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < n_items && done; i++)
    done = ear_store_refuse_waiting (store, items[i], error);
  if (done)
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}
