/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-undo.h"

#include "ear-change.h"

static void
pair_free (gpointer data)
{
  EarUndoPair *pair = data;

  ear_record_free (pair->was);
  ear_record_free (pair->is);
  g_free (pair);
}

/* A record that is not here stands as an empty one. */
static EarRecord *
get (EarStore *store, const EarRecord *like, GError **error)
{
  g_autoptr (GError) local = NULL;
  EarRecord *record = ear_store_get (store, like->kind, &like->id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    record = ear_record_new_with_id (like->kind, &like->id);
  return record;
}

static gboolean
is_here (const EarRecord *record)
{
  return record->fields[EAR_FIELD_DELETED].shown.stamp.clock != 0 && !ear_record_is_deleted (record) && !record->erased;
}

static gboolean
is_same (const EarRecord *was, const EarRecord *is)
{
  if (is_here (was) != is_here (is))
    return FALSE;
  for (guint i = 1; i < ear_kind_info (was->kind)->n_fields; i++)
    {
      if (g_strcmp0 (ear_record_get (was, i), ear_record_get (is, i)) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_undo_step_new:
 * @before: what the change filled in
 *
 * Right after the change: a record that it touched several times counts once, as it was first, and one that says what it said
 * before does not count.
 *
 * Returns: (transfer full) (nullable): what ear_undo() needs.
 */
EarUndoStep *
ear_undo_step_new (EarStore *store, const EarCodebookBefore *before, GError **error)
{
  g_autoptr (GPtrArray) step = g_ptr_array_new_with_free_func (pair_free);
  g_autoptr (GHashTable) met = g_hash_table_new (ear_id_hash, ear_id_equal);

  for (guint i = 0; i < before->len; i++)
    {
      const EarRecord *was = before->pdata[i];
      EarUndoPair *pair;
      EarRecord *is;

      if (!g_hash_table_add (met, (gpointer) &was->id))
        continue;
      is = get (store, was, error);
      if (is == NULL)
        return NULL;
      if (is_same (was, is))
        {
          ear_record_free (is);
          continue;
        }
      pair = g_new0 (EarUndoPair, 1);
      pair->was = ear_record_copy (was);
      pair->is = is;
      g_ptr_array_add (step, pair);
    }
  return g_steal_pointer (&step);
}

/* What the change made goes, with what was written in it since: it comes back whole when the change is done again. */
static gboolean
put_back (EarStore *store, const EarUndoPair *pair, EarRecord *now, GError **error)
{
  gboolean was_here = is_here (pair->was), was_left_here = is_here (pair->is);

  /* Consent that was withdrawn since is final; it is no reason not to take the rest back. */
  if (now->erased)
    return TRUE;
  if (was_left_here && !was_here)
    return !is_here (now) || ear_store_set_deleted (store, now->kind, &now->id, TRUE, error);
  if (is_here (now) != was_left_here)
    return TRUE;
  if (was_here && !was_left_here)
    ear_record_set_flag (now, EAR_FIELD_DELETED, FALSE);
  for (guint i = 1; i < ear_kind_info (now->kind)->n_fields; i++)
    {
      const char *was = ear_record_get (pair->was, i), *is = ear_record_get (pair->is, i);

      if (g_strcmp0 (was, is) != 0 && g_strcmp0 (ear_record_get (now, i), is) == 0)
        ear_record_set (now, i, was);
    }
  return ear_store_put (store, now, error);
}

static gboolean
undo_all (EarStore *store, EarUndoStep *step, GPtrArray *opposite, GError **error)
{
  for (guint i = step->len; i > 0; i--)
    {
      const EarUndoPair *pair = step->pdata[i - 1];
      g_autoptr (EarRecord) now = get (store, pair->was, error);
      EarUndoPair *back;

      if (now == NULL)
        return FALSE;
      back = g_new0 (EarUndoPair, 1);
      back->was = ear_record_copy (now);
      g_ptr_array_add (opposite, back);
      if (!put_back (store, pair, now, error))
        return FALSE;
      back->is = get (store, pair->was, error);
      if (back->is == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_undo:
 * @step: what is taken back; afterwards what does it again
 *
 * All of it or nothing.
 */
gboolean
ear_undo (EarStore *store, EarUndoStep *step, GError **error)
{
  g_autoptr (GPtrArray) opposite = g_ptr_array_new_with_free_func (pair_free);

  if (!ear_store_begin (store, error) || !ear_change_finish (store, undo_all (store, step, opposite, error), error))
    return FALSE;
  g_ptr_array_set_size (step, 0);
  g_ptr_array_extend_and_steal (step, g_steal_pointer (&opposite));
  return TRUE;
}
