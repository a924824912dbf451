/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-change.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

/**
 * ear_change_remember:
 * @before: (nullable): where nobody wants to take the change back
 *
 * Keeps a record as it is before a change.
 */
void
ear_change_remember (EarCodebookBefore *before, const EarRecord *record)
{
  if (before != NULL)
    g_ptr_array_add (before, ear_record_copy (record));
}

/**
 * ear_change_put:
 * @record: new, or from ear_store_get() with fields set
 * @before: (nullable): gets the record as it stands in the workbook until now, which is how taking back leaves it
 *
 * Writes a record that somebody else may have changed since it was loaded.
 */
gboolean
ear_change_put (EarStore *store, EarRecord *record, EarCodebookBefore *before, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) was = before == NULL ? NULL : ear_store_get (store, record->kind, &record->id, &local);
  g_autoptr (EarRecord) none = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (was == NULL)
    none = ear_record_new_with_id (record->kind, &record->id);
  ear_change_remember (before, was == NULL ? none : was);
  return ear_store_put (store, record, error);
}

/**
 * ear_change_was:
 * @was: a record that ear_change_remember() kept
 *
 * Returns: (nullable): what @field is to be again once the change is taken back: what showed. Of a voice's permissions that
 *   were in dispute the strictest held, and what showed may have allowed more; so it is that one.
 */
const char *
ear_change_was (const EarRecord *was, guint field)
{
  const EarField *values = &was->fields[field];
  const char *found = values->shown.value;

  if (was->kind != EAR_KIND_CONTRIBUTION || field != EAR_CONTRIBUTION_PERMISSION)
    return found;
  for (guint i = 0; values->rivals != NULL && i < values->rivals->len; i++)
    {
      const char *value = ((EarVersion *) values->rivals->pdata[i])->value;

      if (ear_term_index (EAR_TERMS_PERMISSION, value) > ear_term_index (EAR_TERMS_PERMISSION, found))
        found = value;
    }
  return found;
}

/**
 * ear_change_get_live:
 *
 * Returns: (transfer full) (nullable): a record that is here and not deleted; else %NULL with
 *   EAR_CAPTURE_ERROR_NOT_HERE.
 */
EarRecord *
ear_change_get_live (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL || record->erased || ear_record_is_deleted (record))
    g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE,
                         kind == EAR_KIND_CONTRIBUTION ? _ ("This voice is not in the workbook any more. Nothing was changed.")
                         : kind == EAR_KIND_THEME      ? _ ("This theme is not in the workbook any more. Nothing was changed.")
                         : kind == EAR_KIND_MAPPING    ? _ ("This mapping is not in the workbook any more. Nothing was changed.")
                         : kind == EAR_KIND_SESSION    ? _ ("This conversation is not in the workbook any more. Nothing was changed.")
                         : kind == EAR_KIND_PARTICIPANT ? _ ("This table or speaker is not in the workbook any more. Nothing was changed.")
                         : kind == EAR_KIND_ACTION     ? _ ("This action is not in the workbook any more. Nothing was changed.")
                         : kind == EAR_KIND_PRIORITY   ? _ ("This priority is not in the workbook any more. Nothing was changed.")
                         : kind == EAR_KIND_GROUP      ? _ ("This group is not in the workbook any more. Nothing was changed.")
                         : kind > EAR_KIND_ACTION      ? _ ("This entry is not in the workbook any more. Nothing was changed.")
                                                       : _ ("This coding is not in the workbook any more. Nothing was changed."));
  else
    return g_steal_pointer (&record);
  return NULL;
}

/**
 * ear_change_finish:
 * @done: whether all of the change was written; else @error is set already
 *
 * Ends the transaction that began before the change: all of it, or none.
 */
gboolean
ear_change_finish (EarStore *store, gboolean done, GError **error)
{
  if (done)
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}
