/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back what this device just said of a record, as though it had not been said. */
#include "ear-store-private.h"

/* What shows again, or is a rival again, is no history. */
static gboolean
forget_kept (EarStore *store, gint64 n, EarKind kind, guint field, const EarVersion *version, GError **error)
{
  g_autoptr (EarStatement) drop
    = ear_connection_prepare (store->connection,
                              "DELETE FROM history WHERE record_table = ? AND n = ? AND field = ? AND stamp = ? "
                              "AND device = (SELECT d.n FROM devices d WHERE d.id = ?)",
                              error);

  if (drop == NULL)
    return FALSE;
  ear_statement_bind_text (drop, 1, ear_kind_info (kind)->table);
  ear_statement_bind_integer (drop, 2, n);
  ear_statement_bind_text (drop, 3, ear_field_info (kind, field)->name);
  ear_statement_bind_integer (drop, 4, (gint64) version->stamp.clock);
  ear_statement_bind_id (drop, 5, &version->stamp.device);
  return ear_statement_run (drop, error);
}

static gboolean
holds_value (const EarField *field, const char *value)
{
  if (g_strcmp0 (field->shown.value, value) == 0)
    return TRUE;
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      if (g_strcmp0 (((EarVersion *) field->rivals->pdata[i])->value, value) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What was said and is taken back was typed by somebody: the history keeps it, unless it only chose among what is here. */
static gboolean
put_back_history (EarStore *store, gint64 n, guint number, const EarRecord *after, const EarRecord *was, GError **error)
{
  const EarField *now = &was->fields[number];
  EarReplaced said = { number, (EarVersion *) &after->fields[number].shown };

  if (ear_stamp_equal (&now->shown.stamp, &said.version->stamp))
    return TRUE;
  if (now->shown.stamp.clock != 0 && !forget_kept (store, n, was->kind, number, &now->shown, error))
    return FALSE;
  for (guint i = 0; now->rivals != NULL && i < now->rivals->len; i++)
    {
      if (!forget_kept (store, n, was->kind, number, now->rivals->pdata[i], error))
        return FALSE;
    }
  return holds_value (now, said.version->value) || ear_rows_keep (store, n, was->kind, &said, error);
}

static gboolean
put_back (EarStore *store, const EarRecord *after, const EarRecord *was, gboolean *done, GError **error)
{
  g_autoptr (EarRecord) here = ear_record_new_with_id (was->kind, &was->id);
  int state = EAR_STATE_MENTIONED;
  gint64 n = ear_rows_find (store, was->kind, &was->id, &state, error);

  *done = FALSE;
  if (n <= 0 || state == EAR_STATE_MENTIONED)
    return n >= 0;
  if (!ear_rows_load (store, n, here, error))
    return FALSE;
  if (here->erased || !ear_record_same_state (here, after))
    return TRUE;
  *done = TRUE;
  if (ear_kind_parent_field (was->kind) >= 0)
    store->trees_changed |= 1u << was->kind;
  store->changes[was->kind]++;
  if (!ear_rows_save (store, n, was, error))
    return FALSE;
  for (guint i = 0; i < ear_kind_info (was->kind)->n_fields; i++)
    {
      if (!put_back_history (store, n, i, after, was, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_store_put_back:
 * @after: the record as ear_store_put() left it
 * @was: as it was before
 * @done: (out): whether it is now; not where the record is not as @after any more, and then nothing is changed
 *
 * Takes back this device's latest edit of a record as though it had not been made, so that values it settled are rivals
 * again. No edit of one device can do that: whoever settles has seen both values, and so has all that they write later.
 * It stays a join all the same. A workbook that was told of the edit still holds it, and tells of it when it is merged
 * here; and what this device writes next supersedes it everywhere, being later by the same hand.
 */
gboolean
ear_store_put_back (EarStore *store, const EarRecord *after, const EarRecord *was, gboolean *done, GError **error)
{
  g_return_val_if_fail (after->kind == was->kind && ear_id_equal (&after->id, &was->id), FALSE);

  if (!ear_store_begin (store, error))
    return FALSE;
  if (put_back (store, after, was, done, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}
