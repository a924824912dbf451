/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepting a device here, and taking that back with all that it let in. */
#include "ear-merge-private.h"

#include <glib/gi18n-lib.h>

#include "ear-partner.h"
#include "ear-waited.h"

struct _EarAcceptance
{
  gint64 merge; /* that let in what waited; 0: nothing changed with it */
  GPtrArray *waited; /* of the device (ear_waited_new()) */
};

void
ear_acceptance_free (EarAcceptance *acceptance)
{
  if (acceptance == NULL)
    return;
  g_ptr_array_unref (acceptance->waited);
  g_free (acceptance);
}

static gboolean
refuse_revoked (EarStore *store, const EarId *device, GError **error)
{
  g_autofree char *name = ear_merge_device_name (store, device);

  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REVOKED,
               _ ("“%s” was revoked, so it cannot be accepted. Nothing was changed. If it is in good hands after all, take the "
                  "revocation back first; if another laptop replaced it, take in the card of that one."),
               name != NULL ? name : _ ("a device without a name"));
  return FALSE;
}

static gboolean
remember_waiting (EarStore *store, const EarId *device, GPtrArray *waited, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, "SELECT n, file, label FROM quarantine WHERE sender = ? ORDER BY n", error);
  EarStep step;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_id (each, 1, device);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!ear_waited_add (waited, store, ear_statement_get_integer (each, 0), ear_statement_get_text (each, 1),
                           ear_statement_get_text (each, 2), error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

static gboolean
let_in (EarStore *store, const EarId *device, gint64 *merge, GError **error)
{
  g_auto (EarMergeResult) result = { 0 };
  g_autofree char *name = ear_merge_device_name (store, device);
  EarStoreMergeCounts counts = { 0 };
  gboolean changed;

  if (!ear_store_accept_device (store, device, error) || (*merge = ear_store_merge_begin (store, error)) == 0
      || !ear_store_merge_note_file (store, 0, _ ("What waited"), device, name, error)
      || !ear_quarantine_release_sender (store, device, TRUE, &result, error) || !ear_merge_pin_keys (store, device, error))
    return FALSE;
  counts.n_added = ear_merge_result_total (&result, EAR_OUTCOME_ADDED);
  counts.n_updated
    = ear_merge_result_total (&result, EAR_OUTCOME_UPDATED) + ear_merge_result_total (&result, EAR_OUTCOME_RESTORED);
  counts.n_deleted = ear_merge_result_total (&result, EAR_OUTCOME_DELETED);
  counts.n_erased = ear_merge_result_total (&result, EAR_OUTCOME_ERASED);
  counts.n_conflicts = result.n_conflicts;
  changed = counts.n_added + counts.n_updated + counts.n_deleted + counts.n_erased > 0;
  if (!changed)
    *merge = 0;
  return ear_store_merge_end (store, &counts, changed, error);
}

/**
 * ear_partner_accept:
 * @acceptance: (out) (optional): what ear_partner_take_back() needs. It holds the words of whatever waited
 *
 * Takes in what @device sends from now on, and what of it waited, as a merge that can be taken back. Where that would
 * remove much that others wrote, what removes it goes on waiting. The keys that it showed are held to be its own from
 * now on (ear_keys_pin()); so they are where one that was accepted before it had any is accepted again. No transaction
 * may be under way with a merge in it.
 */
gboolean
ear_partner_accept (EarStore *store, const EarId *device, EarAcceptance **acceptance, GError **error)
{
  g_autoptr (EarAcceptance) accepted = g_new0 (EarAcceptance, 1);
  gboolean revoked;

  accepted->waited = ear_waited_new ();
  if (!ear_partner_is_revoked (store, device, &revoked, error))
    return FALSE;
  if (revoked)
    return refuse_revoked (store, device, error);
  if (!ear_store_begin (store, error))
    return FALSE;
  if ((acceptance != NULL && !remember_waiting (store, device, accepted->waited, error))
      || !let_in (store, device, &accepted->merge, error))
    {
      ear_store_rollback (store);
      return FALSE;
    }
  if (!ear_store_commit (store, error))
    return FALSE;
  if (acceptance != NULL)
    *acceptance = g_steal_pointer (&accepted);
  return TRUE;
}

/**
 * ear_partner_unaccept:
 *
 * What @device sends waits from now on, as if it had never been accepted, and nothing is sealed for it. What was merged of it
 * stays; the newest merge can be taken back (ear_merge_undo()). The keys that were compared are still held to be its own.
 */
gboolean
ear_partner_unaccept (EarStore *store, const EarId *device, GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (ear_store_forget_accepted (store, device, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

/* What went on waiting did so for another reason since. */
static gboolean
drop_waiting (EarStore *store, const EarId *device, GError **error)
{
  static const EarWait reasons[] = { EAR_WAIT_CLOCK, EAR_WAIT_SENDER, EAR_WAIT_REMOVAL };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      gint64 n = 0;

      while ((n = ear_store_next_waiting (store, device, reasons[i], n, error)) > 0)
        {
          if (!ear_store_drop_waiting (store, n, error))
            return FALSE;
        }
      if (n < 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_back (EarStore *store, const EarId *device, const EarAcceptance *acceptance, gboolean *stayed, GError **error)
{
  gint64 newest = ear_store_merge_newest (store, error);
  EarStoreUndone undone = { 0 };

  if (newest < 0 || !ear_store_forget_accepted (store, device, error))
    return FALSE;
  *stayed = acceptance->merge != 0 && acceptance->merge != newest;
  if (*stayed)
    return TRUE;
  if (acceptance->merge != 0 && !ear_store_merge_undo (store, acceptance->merge, &undone, NULL, NULL, NULL, error))
    return FALSE;
  return drop_waiting (store, device, error) && ear_waited_set_aside (acceptance->waited, store, error);
}

/**
 * ear_partner_take_back:
 * @stayed: (out): whether what was let in stays, since something was merged after it
 *
 * The device is not accepted any more, and what accepting it let in waits again. The keys that were compared are still held to
 * be its own. No transaction may be under way.
 */
gboolean
ear_partner_take_back (EarStore *store, const EarId *device, const EarAcceptance *acceptance, gboolean *stayed, GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (take_back (store, device, acceptance, stayed, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

gboolean
ear_partner_is_accepted (EarStore *store, const EarId *device, gboolean *accepted, GError **error)
{
  return ear_store_has_accepted (store, device, accepted, error);
}
