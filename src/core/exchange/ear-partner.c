/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices this workbook exchanges with: whether they are accepted here, and whether they were revoked. */
#include "ear-merge-private.h"

#include <glib/gi18n-lib.h>

#include "ear-partner.h"

void
ear_partner_free (EarPartner *partner)
{
  if (partner == NULL)
    return;
  g_free (partner->name);
  g_free (partner->organisation);
  g_free (partner->words);
  g_free (partner->last_received);
  g_free (partner->last_sent);
  g_free (partner);
}

static EarPartner *
take_partner (EarStore *store, EarStatement *row, const EarId *own)
{
  EarPartner *partner = g_new0 (EarPartner, 1);
  g_autoptr (EarRecord) record = NULL;

  ear_statement_get_id (row, 0, &partner->device);
  partner->is_self = !ear_id_is_none (own) && ear_id_equal (&partner->device, own);
  partner->accepted = partner->is_self || ear_statement_get_integer (row, 1) != 0;
  partner->last_received = g_strdup (ear_statement_get_text (row, 2));
  record = ear_merge_look_up (store, EAR_KIND_DEVICE, &partner->device);
  partner->name = record == NULL ? NULL : g_strdup (ear_record_get (record, EAR_DEVICE_NAME));
  if (partner->name == NULL)
    partner->name = g_strdup (_ ("A device without a name"));
  partner->organisation = ear_merge_device_organisation (store, &partner->device);
  partner->words = ear_merge_device_words (store, &partner->device);
  partner->revoked = record != NULL && ear_record_get_flag (record, EAR_DEVICE_REVOKED);
  partner->has_card = record != NULL && ear_record_get (record, EAR_DEVICE_SEALING_KEY) != NULL;
  return partner;
}

static int
rank (const EarPartner *partner)
{
  return partner->is_self ? 0 : partner->accepted ? 1 : 2;
}

static int
compare_partners (gconstpointer a, gconstpointer b)
{
  const EarPartner *one = *(const EarPartner *const *) a;
  const EarPartner *other = *(const EarPartner *const *) b;
  int order = rank (one) - rank (other);

  if (order == 0)
    order = g_utf8_collate (one->name, other->name);
  return order != 0 ? order : ear_id_compare (&one->device, &other->device);
}

/**
 * ear_partner_list:
 *
 * Returns: (transfer full) (element-type EarPartner) (nullable): this device first, then those that are accepted, then
 *   others that wrote something which is here or which waits.
 */
GPtrArray *
ear_partner_list (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_partner_free);
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "WITH met (device) AS (SELECT d.id FROM devices d WHERE d.state IN (0, 1) "
                       "UNION SELECT a.device FROM accepted a "
                       "UNION SELECT q.sender FROM quarantine q WHERE q.sender <> zeroblob (16)) "
                       "SELECT met.device, met.device IN (SELECT a.device FROM accepted a), "
                       "(SELECT max (m.happened) FROM merge_files f JOIN merges m ON m.n = f.merge WHERE f.sender = met.device) "
                       "FROM met",
                       error);
  EarStep step;
  EarId own;

  if (each == NULL)
    return NULL;
  ear_store_get_device (store, &own, NULL);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_ptr_array_add (list, take_partner (store, each, &own));
  g_ptr_array_sort (list, compare_partners);
  return step == EAR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
accept (EarStore *store, const EarId *device, GError **error)
{
  g_auto (EarMergeResult) result = { 0 };
  g_autofree char *name = ear_merge_device_name (store, device);
  EarStoreMergeCounts counts = { 0 };

  if (!ear_store_accept_device (store, device, error) || ear_store_merge_begin (store, error) == 0
      || !ear_store_merge_note_file (store, 0, _ ("What waited"), device, name, error)
      || !ear_quarantine_release_sender (store, device, TRUE, &result, error) || !ear_merge_pin_keys (store, device, error))
    return FALSE;
  counts.n_added = ear_merge_result_total (&result, EAR_OUTCOME_ADDED);
  counts.n_updated
    = ear_merge_result_total (&result, EAR_OUTCOME_UPDATED) + ear_merge_result_total (&result, EAR_OUTCOME_RESTORED);
  counts.n_deleted = ear_merge_result_total (&result, EAR_OUTCOME_DELETED);
  counts.n_erased = ear_merge_result_total (&result, EAR_OUTCOME_ERASED);
  counts.n_conflicts = result.n_conflicts;
  return ear_store_merge_end (store, &counts, counts.n_added + counts.n_updated + counts.n_deleted + counts.n_erased > 0, error);
}

/**
 * ear_partner_accept:
 *
 * Takes in what @device sends from now on, and what of it waited, as a merge that can be taken back. Where that would
 * remove much that others wrote, what removes it goes on waiting. No transaction may be under way with a merge in it.
 */
gboolean
ear_partner_accept (EarStore *store, const EarId *device, GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (accept (store, device, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

gboolean
ear_partner_is_accepted (EarStore *store, const EarId *device, gboolean *accepted, GError **error)
{
  return ear_store_has_accepted (store, device, accepted, error);
}

/* A device that is known only by what waits of it is known here from now on. */
static EarRecord *
find_device (EarStore *store, const EarId *device, GError **error)
{
  g_autoptr (GError) local = NULL;
  EarRecord *record = ear_store_get (store, EAR_KIND_DEVICE, device, &local);
  g_autofree char *name = NULL;

  if (record != NULL || local != NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return record;
    }
  name = ear_merge_device_name (store, device);
  record = ear_record_new_with_id (EAR_KIND_DEVICE, device);
  ear_record_set (record, EAR_DEVICE_NAME, name != NULL ? name : _ ("A device without a name"));
  return record;
}

/**
 * ear_partner_revoke:
 * @revoked: FALSE takes it back
 *
 * Says in the device's record that its bundles are to be refused, here and wherever this workbook is merged.
 */
gboolean
ear_partner_revoke (EarStore *store, const EarId *device, gboolean revoked, GError **error)
{
  g_autoptr (EarRecord) record = find_device (store, device, error);

  if (record == NULL)
    return FALSE;
  ear_record_set_flag (record, EAR_DEVICE_REVOKED, revoked);
  return ear_store_put (store, record, error);
}
