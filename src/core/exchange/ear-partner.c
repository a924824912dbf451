/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices this workbook exchanges with: whether they are accepted here, and whether they were revoked. */
#include "ear-merge-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-keys.h"
#include "ear-outside.h"
#include "ear-partner.h"
#include "ear-seal-format.h"
#include "ear-store-sent.h"

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
  g_free (partner->replaces_name);
  g_free (partner->replaced_by);
  g_free (partner);
}

/**
 * ear_partner_says_revoked:
 * @record: a device
 *
 * A thief who has the laptop can write on it, and a bundle of a partner who has not heard yet may bring that here: that
 * some other edit says “not revoked” without having seen the revocation is not enough, nor is the device's own word. This
 * is what every question whether a device was revoked comes down to. Any thread.
 *
 * Returns: whether it is revoked.
 */
gboolean
ear_partner_says_revoked (const EarRecord *record)
{
  const EarField *field = &record->fields[EAR_DEVICE_REVOKED];

  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      if (((EarVersion *) field->rivals->pdata[i])->value != NULL)
        return TRUE;
    }
  return field->shown.value != NULL
         || (field->shown.stamp.clock != 0 && ear_id_equal (&field->shown.stamp.device, &record->id));
}

/**
 * ear_partner_is_revoked:
 * @revoked: (out): whether somebody revoked @device, and nobody else who knew of that took it back
 */
gboolean
ear_partner_is_revoked (EarStore *store, const EarId *device, gboolean *revoked, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = ear_store_get (store, EAR_KIND_DEVICE, device, &local);

  *revoked = record != NULL && !record->erased && ear_partner_says_revoked (record);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
take_keys (EarStore *store, EarPartner *partner, const EarRecord *record, GError **error)
{
  EarPublicKeys keys;
  gboolean pinned;

  if (!ear_keys_pinned (store, &partner->device, &keys, &pinned, error))
    return FALSE;
  partner->has_keys = pinned || (record != NULL && ear_record_get (record, EAR_DEVICE_SEALING_KEY) != NULL);
  partner->has_card = pinned && partner->accepted && !partner->revoked;
  return TRUE;
}

/* What was merged of it, or what it says of itself to have got, whichever this workbook knows. */
static gboolean
take_moments (EarStore *store, EarPartner *partner, const char *merged, GError **error)
{
  if (!ear_store_last_exchanged (store, &partner->device, &partner->last_sent, &partner->last_received, error))
    return FALSE;
  if (partner->last_received == NULL || (merged != NULL && strcmp (merged, partner->last_received) > 0))
    g_set_str (&partner->last_received, merged);
  return TRUE;
}

static EarPartner *
take_partner (EarStore *store, EarStatement *row, const EarId *own, GError **error)
{
  g_autoptr (EarPartner) partner = g_new0 (EarPartner, 1);
  g_autoptr (EarRecord) record = NULL;
  const char *name;

  ear_statement_get_id (row, 0, &partner->device);
  partner->is_self = !ear_id_is_none (own) && ear_id_equal (&partner->device, own);
  partner->accepted = partner->is_self || ear_statement_get_integer (row, 1) != 0;
  record = ear_merge_look_up (store, EAR_KIND_DEVICE, &partner->device);
  name = record == NULL ? NULL : ear_record_get (record, EAR_DEVICE_NAME);
  partner->name = name == NULL ? NULL : ear_outside_text (name);
  if (partner->name == NULL)
    partner->name = g_strdup (_ ("A device without a name"));
  partner->organisation = ear_merge_device_organisation (store, &partner->device);
  partner->words = ear_merge_device_words (store, &partner->device);
  partner->n_merges = (guint) ear_statement_get_integer (row, 3);
  partner->is_newest = ear_statement_get_integer (row, 4) != 0;
  if (record != NULL)
    ear_record_get_id (record, EAR_DEVICE_REPLACES, &partner->replaces);
  return ear_partner_is_revoked (store, &partner->device, &partner->revoked, error)
                 && take_keys (store, partner, record, error)
                 && take_moments (store, partner, ear_statement_get_text (row, 2), error)
             ? g_steal_pointer (&partner)
             : NULL;
}

static int
rank (const EarPartner *partner)
{
  return partner->is_self ? 0 : partner->revoked ? 3 : partner->accepted ? 1 : 2;
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

/* Both are told: which one it replaced, and by which one it was. */
static void
name_replaced (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      EarPartner *partner = list->pdata[i];

      for (guint j = 0; j < list->len && !ear_id_is_none (&partner->replaces); j++)
        {
          EarPartner *other = list->pdata[j];

          if (i == j || !ear_id_equal (&other->device, &partner->replaces))
            continue;
          g_set_str (&partner->replaces_name, other->name);
          g_set_str (&other->replaced_by, partner->name);
        }
    }
}

/**
 * ear_partner_list:
 *
 * Returns: (transfer full) (element-type EarPartner) (nullable): this device first, then those that are accepted, then
 *   others that wrote something which is here or which waits, then those that were revoked.
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
                       "(SELECT max (m.happened) FROM merge_files f JOIN merges m ON m.n = f.merge WHERE f.sender = met.device), "
                       "(SELECT count (DISTINCT m.n) FROM merge_files f JOIN merges m ON m.n = f.merge "
                       "WHERE f.sender = met.device AND NOT m.undone), "
                       "EXISTS (SELECT 1 FROM merge_files f WHERE f.sender = met.device "
                       "AND f.merge = (SELECT max (m.n) FROM merges m WHERE NOT m.undone)) "
                       "FROM met",
                       error);
  EarStep step;
  EarId own;

  if (each == NULL)
    return NULL;
  ear_store_get_device (store, &own, NULL);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarPartner *partner = take_partner (store, each, &own, error);

      if (partner == NULL)
        return NULL;
      g_ptr_array_add (list, partner);
    }
  name_replaced (list);
  g_ptr_array_sort (list, compare_partners);
  return step == EAR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
signs_with (EarStore *store, const EarPartner *partner, const guint8 signing_key[32], gboolean *signs, GError **error)
{
  gboolean known = FALSE, failed = FALSE;
  EarPublicKeys keys;
  g_autoptr (EarKeys) own = NULL;

  *signs = FALSE;
  if (partner->is_self)
    {
      own = ear_keys_peek (store, &failed, error);
      *signs = own != NULL && memcmp (own->signing_public, signing_key, sizeof own->signing_public) == 0;
      return !failed;
    }
  if (!ear_keys_pinned (store, &partner->device, &keys, &known, error))
    return FALSE;
  *signs = known && memcmp (keys.signing, signing_key, sizeof keys.signing) == 0;
  return TRUE;
}

/**
 * ear_partner_of_key:
 *
 * Returns: (transfer full) (nullable): the device whose key that is: this one, or one whose words were compared here.
 */
EarPartner *
ear_partner_of_key (EarStore *store, const guint8 signing_key[32], GError **error)
{
  g_autoptr (GPtrArray) list = ear_partner_list (store, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      gboolean signs;

      if (!signs_with (store, list->pdata[i], signing_key, &signs, error))
        return NULL;
      if (signs)
        return g_ptr_array_steal_index (list, i);
    }
  return NULL;
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
 * Says in the device's record that its bundles are to be refused, here and wherever this workbook is merged. This
 * laptop cannot be revoked on itself: whoever holds it could as well say the contrary.
 */
gboolean
ear_partner_revoke (EarStore *store, const EarId *device, gboolean revoked, GError **error)
{
  g_autoptr (EarRecord) record = NULL;
  EarId own;

  if (ear_store_get_device (store, &own, NULL) && ear_id_equal (&own, device))
    {
      g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REVOKED,
                           _ ("This is the laptop you are working on. Nothing was changed. A lost laptop is revoked from another "
                              "one, and one that was revoked is taken back there too."));
      return FALSE;
    }
  record = find_device (store, device, error);
  if (record == NULL)
    return FALSE;
  ear_record_set_flag (record, EAR_DEVICE_REVOKED, revoked);
  return ear_store_put (store, record, error);
}

static gboolean
replace (EarStore *store, const EarId *device, const EarId *replaced, GError **error)
{
  g_autoptr (EarRecord) record = find_device (store, device, error);
  gboolean revoked;

  if (record == NULL)
    return FALSE;
  ear_record_set_id (record, EAR_DEVICE_REPLACES, replaced);
  return ear_store_put (store, record, error) && ear_partner_is_revoked (store, replaced, &revoked, error)
         && (revoked || ear_partner_revoke (store, replaced, TRUE, error));
}

/**
 * ear_partner_replace:
 * @replaced: another device, not this laptop
 *
 * Says in @device's record that it took the place of @replaced, and revokes that, since nobody should write on it any more. Both
 * travel.
 */
gboolean
ear_partner_replace (EarStore *store, const EarId *device, const EarId *replaced, GError **error)
{
  if (ear_id_equal (device, replaced))
    {
      g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REVOKED,
                           _ ("A laptop cannot take its own place. Nothing was changed. Say which other one it replaces."));
      return FALSE;
    }
  if (!ear_store_begin (store, error))
    return FALSE;
  if (replace (store, device, replaced, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

static gboolean
give_back (EarStore *store, const EarId *device, const EarId *replaced, gboolean restore, GError **error)
{
  g_autoptr (EarRecord) record = find_device (store, device, error);

  if (record == NULL)
    return FALSE;
  ear_record_set (record, EAR_DEVICE_REPLACES, NULL);
  return ear_store_put (store, record, error) && (!restore || ear_partner_revoke (store, replaced, FALSE, error));
}

/**
 * ear_partner_give_back:
 * @restore: whether @replaced was revoked only with that
 *
 * Takes ear_partner_replace() back. Both travel.
 */
gboolean
ear_partner_give_back (EarStore *store, const EarId *device, const EarId *replaced, gboolean restore, GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (give_back (store, device, replaced, restore, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}
