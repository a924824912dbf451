/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who writes here: this laptop's device record, made when it first writes something. A workbook that only ever took
 * in what others wrote has none, so that it holds exactly what they hold. */
#include "ear-store-private.h"

#include <glib/gi18n-lib.h>

/* The device's own record is written by itself, so its id must stand before its first stamp. */
static gboolean
write_device (EarStore *store, const char *name, const EarId *organisation, GError **error)
{
  g_autoptr (EarRecord) device = NULL;
  g_autoptr (GError) local = NULL;

  device = ear_store_get (store, EAR_KIND_DEVICE, &store->device, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (device == NULL)
    device = ear_record_new_with_id (EAR_KIND_DEVICE, &store->device);
  ear_record_set (device, EAR_DEVICE_NAME, name);
  if (organisation != NULL)
    ear_record_set_id (device, EAR_DEVICE_ORGANISATION, organisation);
  return ear_store_put (store, device, error);
}

static gboolean
make_device (EarStore *store, const char *name, const EarId *organisation, GError **error)
{
  g_autofree char *text = NULL;

  store->device = ear_id_new ();
  text = ear_id_to_string (&store->device);
  return ear_store_set_setting (store, "device", text, error) && write_device (store, name, organisation, error);
}

/* Makes this laptop's device record if there is none. Inside a transaction. */
gboolean
ear_store_ensure_device (EarStore *store, GError **error)
{
  return !ear_id_is_none (&store->device) || make_device (store, _ ("This laptop"), NULL, error);
}

/**
 * ear_store_get_device:
 * @id: (out): this laptop's device
 *
 * Returns: whether anything was ever written here; if not, @error is not set.
 */
gboolean
ear_store_get_device (EarStore *store, EarId *id, GError **error G_GNUC_UNUSED)
{
  *id = store->device;
  return !ear_id_is_none (&store->device);
}

/**
 * ear_store_own_organisation:
 * @id: (out): whose laptop this is; %EAR_ID_NONE where nobody said so
 */
gboolean
ear_store_own_organisation (EarStore *store, EarId *id, GError **error)
{
  g_autoptr (EarStatement) own
    = ear_store_query (store, "SELECT o.id FROM devices d JOIN organisations o ON o.n = d.organisation WHERE d.id = ?1", error);
  EarStep step;

  *id = EAR_ID_NONE;
  if (own == NULL)
    return FALSE;
  ear_statement_bind_id (own, 1, &store->device);
  step = ear_statement_step (own, error);
  if (step == EAR_STEP_ROW)
    ear_statement_get_id (own, 0, id);
  return step != EAR_STEP_FAILED;
}

/**
 * ear_store_set_identity:
 * @device_name: how this laptop's records are signed, such as “Engagement laptop 2”
 * @organisation: (nullable): whose laptop it is
 */
gboolean
ear_store_set_identity (EarStore *store, const char *device_name, const EarId *organisation, GError **error)
{
  gboolean done;

  if (!ear_store_begin (store, error))
    return FALSE;
  done = ear_id_is_none (&store->device) ? make_device (store, device_name, organisation, error)
                                         : write_device (store, device_name, organisation, error);
  if (done)
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}
