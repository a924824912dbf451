/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-take-back.h"

#include "ear-change.h"

/* Reads a record as it is now; where it is not here, one that says so. */
static EarRecord *
read_now (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  EarRecord *record = ear_store_get (store, kind, id, &local);

  if (local == NULL)
    return record == NULL ? ear_record_new_with_id (kind, id) : record;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Whether the workbook held it, though it may be deleted. */
static gboolean
is_known (const EarRecord *record)
{
  return record->fields[EAR_FIELD_DELETED].shown.stamp.clock != 0;
}

/* One that was only mentioned, or never heard of, is not here either. */
static gboolean
is_here (const EarRecord *record)
{
  return is_known (record) && !ear_record_is_deleted (record);
}

static gboolean
is_same (const EarRecord *one, const EarRecord *other)
{
  gboolean same = is_here (one) == is_here (other);

  for (guint i = 1; same && i < ear_kind_info (one->kind)->n_fields; i++)
    same = g_strcmp0 (ear_record_get (one, i), ear_record_get (other, i)) == 0;
  return same;
}

/**
 * ear_take_back_new:
 * @before: what the change remembered; a record that it touched twice counts as it stood first
 *
 * Called when the change is written.
 *
 * Returns: (transfer full) (nullable): what takes the change back; %NULL with @error where a record cannot be read.
 */
EarTakeBack *
ear_take_back_new (EarStore *store, const EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarTakeBack) change = g_new0 (EarTakeBack, 1);
  g_autoptr (GHashTable) met = g_hash_table_new (ear_id_hash, ear_id_equal);

  change->before = ear_codebook_before_new ();
  change->after = ear_codebook_before_new ();
  for (guint i = 0; i < before->len; i++)
    {
      const EarRecord *was = before->pdata[i];
      g_autoptr (EarRecord) now = NULL;

      if (!g_hash_table_add (met, (gpointer) &was->id))
        continue;
      now = read_now (store, was->kind, &was->id, error);
      if (now == NULL)
        return NULL;
      if (is_same (was, now))
        continue;
      g_ptr_array_add (change->before, ear_record_copy (was));
      g_ptr_array_add (change->after, g_steal_pointer (&now));
    }
  return g_steal_pointer (&change);
}

void
ear_take_back_free (EarTakeBack *change)
{
  if (change == NULL)
    return;
  g_ptr_array_unref (change->before);
  g_ptr_array_unref (change->after);
  g_free (change);
}

/**
 * ear_take_back_finish:
 * @done: whether all of the change was written; else @error is set already
 * @before: (nullable): what it remembered, where somebody wants to take it back
 *
 * Ends the transaction of a change.
 *
 * Returns: (transfer full) (nullable): what takes it back; %NULL where nobody wants that, and with @error.
 */
EarTakeBack *
ear_take_back_finish (EarStore *store, gboolean done, const EarCodebookBefore *before, GError **error)
{
  if (!ear_change_finish (store, done, error) || before == NULL)
    return NULL;
  return ear_take_back_new (store, before, error);
}

/* Whether the change changed nothing that shows. Any thread. */
gboolean
ear_take_back_is_empty (const EarTakeBack *change)
{
  return change->before->len == 0;
}

/* The one field in which they differ; 0 where it is another number of fields. */
static guint
only_field (const EarRecord *one, const EarRecord *other)
{
  guint found = 0;

  if (is_here (one) != is_here (other))
    return 0;
  for (guint i = 1; i < ear_kind_info (one->kind)->n_fields; i++)
    {
      if (g_strcmp0 (ear_record_get (one, i), ear_record_get (other, i)) == 0)
        continue;
      if (found != 0)
        return 0;
      found = i;
    }
  return found;
}

/**
 * ear_take_back_join:
 * @next: a change that was made right after @change; empty afterwards where it was joined
 *
 * Words that are typed into one field are saved on the way, and are taken back at once.
 *
 * Returns: whether both changed the same field of the same record, and nothing else; then @change is both. Any thread.
 */
gboolean
ear_take_back_join (EarTakeBack *change, EarTakeBack *next)
{
  const EarRecord *first, *last;
  guint field;

  if (change->before->len != 1 || next->before->len != 1)
    return FALSE;
  first = change->before->pdata[0];
  last = next->after->pdata[0];
  field = only_field (first, change->after->pdata[0]);
  if (!ear_id_equal (&first->id, &last->id) || field == 0 || only_field (next->before->pdata[0], last) != field)
    return FALSE;
  g_ptr_array_set_size (change->after, 0);
  g_ptr_array_add (change->after, g_ptr_array_steal_index (next->after, 0));
  g_ptr_array_set_size (next->before, 0);
  return TRUE;
}

/* What somebody else changed meanwhile, here or by a merge, is theirs and stays. */
static gboolean
move_one (EarStore *store, const EarRecord *from, const EarRecord *to, GError **error)
{
  g_autoptr (EarRecord) now = read_now (store, from->kind, &from->id, error);
  gboolean changed = FALSE;

  if (now == NULL)
    return FALSE;
  /* Consent that was withdrawn since is final; it is no reason not to take the rest back. */
  if (now->erased || (!is_here (now) && (is_here (from) || !is_here (to))))
    return TRUE;
  if (!is_here (to) && !is_here (from))
    return TRUE;
  if (is_here (now) != is_here (to))
    {
      ear_record_set_flag (now, EAR_FIELD_DELETED, !is_here (to));
      changed = TRUE;
    }
  /* What was made is deleted as it is. What was brought back held values before, which whatever deleted it gives back later. */
  if (!is_known (to))
    return !changed || ear_store_put (store, now, error);
  for (guint i = 1; i < ear_kind_info (now->kind)->n_fields; i++)
    {
      if (g_strcmp0 (ear_record_get (from, i), ear_record_get (to, i)) == 0
          || g_strcmp0 (ear_record_get (from, i), ear_record_get (now, i)) != 0)
        continue;
      ear_record_set (now, i, ear_record_get (to, i));
      changed = TRUE;
    }
  return !changed || ear_store_put (store, now, error);
}

/**
 * ear_take_back_do:
 * @again: whether it was taken back before, and is done again now
 *
 * Gives each field that the change changed its value from before it, deletes what it made and brings back what it deleted: all
 * of it or, on an error, nothing. A field that has another value by now than the change left in it keeps that one. These are
 * edits as any, so that they merge.
 */
gboolean
ear_take_back_do (EarStore *store, const EarTakeBack *change, gboolean again, GError **error)
{
  GPtrArray *from = again ? change->before : change->after, *to = again ? change->after : change->before;
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  /* What belongs to something else is deleted before that, and comes back after it. */
  for (guint i = 0; i < from->len && done; i++)
    {
      guint at = again ? i : from->len - 1 - i;

      done = move_one (store, from->pdata[at], to->pdata[at], error);
    }
  return ear_change_finish (store, done, error);
}
