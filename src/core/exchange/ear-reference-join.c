/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-reference-join.h"

/* Two contents under one revision could not be told apart when workbooks meet. */
static gboolean
is_other_content (const EarRecord *item, const EarRecord *here)
{
  for (guint i = 1; i < ear_kind_info (here->kind)->n_fields; i++)
    {
      const EarVersion *old = &here->fields[i].shown;
      const EarVersion *new = &item->fields[i].shown;

      if (ear_stamp_equal (&old->stamp, &item->fields[EAR_FIELD_DELETED].shown.stamp)
          && g_strcmp0 (old->value, new->value) != 0)
        return TRUE;
    }
  return FALSE;
}

/* What an older revision said and this one does not say any more is over. */
static void
clear_unsaid (EarRecord *item, const EarRecord *here)
{
  const EarStamp *stamp = &item->fields[EAR_FIELD_DELETED].shown.stamp;

  for (guint i = 1; i < ear_kind_info (here->kind)->n_fields; i++)
    {
      const EarVersion *old = &here->fields[i].shown;
      EarVersion *new = &item->fields[i].shown;

      if (new->stamp.clock == 0 && old->value != NULL && ear_id_equal (&old->stamp.device, &stamp->device)
          && old->stamp.clock < stamp->clock)
        new->stamp = *stamp;
    }
}

/**
 * ear_reference_join:
 * @item: an item, all its values stamped with the file's revision
 * @strict: whether to look for other content under the same revision
 * @result: counts what it did
 * @contradicts: (out): whether there is such content; then nothing was done
 *
 * Joins an item with what is here. One that somebody deleted stays deleted when a newer revision comes.
 */
gboolean
ear_reference_join (EarStore *store, EarRecord *item, gboolean strict, EarMergeResult *result, gboolean *contradicts,
                    GError **error)
{
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (GError) local = NULL;
  EarOutcome outcome = EAR_OUTCOME_UNCHANGED;
  gboolean conflict = FALSE;

  here = ear_store_get (store, item->kind, &item->id, &local);
  *contradicts = strict && here != NULL && is_other_content (item, here);
  if (*contradicts)
    return TRUE;
  if (here != NULL)
    clear_unsaid (item, here);
  if (local == NULL && (here == NULL || !ear_record_is_deleted (here)))
    ear_store_join (store, item, &outcome, &conflict, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  result->counts[item->kind][outcome]++;
  result->n_conflicts += conflict;
  result->n_records++;
  return TRUE;
}
