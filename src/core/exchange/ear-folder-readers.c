/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the files that go to the exchange folder are sealed for. */
#include "ear-folder-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-keys.h"
#include "ear-merge-private.h"
#include "ear-partner.h"
#include "ear-seal-format.h"

void
ear_folder_readers_free (EarFolderReaders *readers)
{
  if (readers == NULL)
    return;
  g_clear_pointer (&readers->devices, g_array_unref);
  g_clear_pointer (&readers->unready, g_ptr_array_unref);
  g_free (readers->sealed_for);
  g_free (readers->tag);
  g_free (readers);
}

/* Only keys whose words somebody compared here are good enough to be told secrets; this laptop knows its own. */
static gboolean
find_key (EarStore *store, const EarId *device, const EarId *own, guint8 key[EAR_SEAL_SEALING_KEY_BYTES], gboolean *known,
          GError **error)
{
  g_autoptr (EarKeys) own_keys = NULL;
  EarPublicKeys keys = { 0 };
  gboolean failed;

  if (!ear_id_equal (device, own))
    {
      if (!ear_keys_pinned (store, device, &keys, known, error))
        return FALSE;
      memcpy (key, keys.sealing, sizeof keys.sealing);
      return TRUE;
    }
  own_keys = ear_keys_peek (store, &failed, error);
  *known = own_keys != NULL;
  if (*known)
    memcpy (key, ear_keys_sealing_public (own_keys), EAR_SEAL_SEALING_KEY_BYTES);
  return !failed;
}

static gboolean
add_device (EarStore *store, EarFolderReaders *readers, const EarId *device, const EarId *own, GChecksum *sum, GError **error)
{
  guint8 sealing_key[EAR_SEAL_SEALING_KEY_BYTES] = { 0 };
  char id[EAR_ID_TEXT_SIZE], key[65];
  gboolean revoked, known;

  if (!ear_partner_is_revoked (store, device, &revoked, error)
      || (!revoked && !find_key (store, device, own, sealing_key, &known, error)))
    return FALSE;
  if (revoked)
    return TRUE;
  if (!known)
    {
      char *name = ear_merge_device_name (store, device);

      g_ptr_array_add (readers->unready, name != NULL ? name : g_strdup (_ ("A device without a name")));
      return TRUE;
    }
  g_array_append_val (readers->devices, *device);
  ear_keys_format (sealing_key, key);
  g_checksum_update (sum, (const guchar *) ear_id_format (device, id), -1);
  g_checksum_update (sum, (const guchar *) key, -1);
  return TRUE;
}

/* This laptop is a reader too: a workbook that goes back to a backup finds what it had written since. */
static gboolean
add_devices (EarStore *store, EarFolderReaders *readers, GChecksum *sum, GError **error)
{
  g_autoptr (EarStatement) each = NULL;
  EarId own = EAR_ID_NONE, device;
  EarStep step;

  ear_store_get_device (store, &own, NULL);
  each = ear_store_query (store, "SELECT device FROM accepted UNION SELECT ? ORDER BY device", error);
  if (each == NULL)
    return FALSE;
  ear_statement_bind_id (each, 1, &own);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (ear_statement_get_id (each, 0, &device) && !ear_id_is_none (&device)
          && !add_device (store, readers, &device, &own, sum, error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_folder_readers_find:
 *
 * Returns: (transfer full) (nullable): who can open what is written with these settings.
 */
EarFolderReaders *
ear_folder_readers_find (EarStore *store, const EarFolderSettings *settings, GError **error)
{
  g_autoptr (EarFolderReaders) readers = g_new0 (EarFolderReaders, 1);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  readers->devices = g_array_new (FALSE, FALSE, sizeof (EarId));
  readers->unready = g_ptr_array_new_with_free_func (g_free);
  switch (settings->seal)
    {
    case EAR_FOLDER_FOR_DEVICES:
      if (!add_devices (store, readers, sum, error))
        return NULL;
      readers->sealed_for = g_strconcat ("devices ", g_checksum_get_string (sum), NULL);
      readers->tag = g_strndup (g_checksum_get_string (sum), EAR_FOLDER_TAG_DIGITS);
      break;
    case EAR_FOLDER_FOR_PASSPHRASE:
      g_checksum_update (sum, (const guchar *) settings->passphrase, -1);
      readers->sealed_for = g_strconcat ("passphrase ", g_checksum_get_string (sum), NULL);
      readers->tag = g_strdup ("phrase");
      break;
    case EAR_FOLDER_PLAIN:
    default:
      readers->sealed_for = g_strdup ("plain");
      readers->tag = g_strdup ("plain");
    }
  return g_steal_pointer (&readers);
}
