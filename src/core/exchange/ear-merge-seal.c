/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who signed a sealed file, and whether that is whom it says it is from. */
#include "ear-merge-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-keys.h"
#include "ear-partner.h"
#include "ear-seal-format.h"

static void
refuse_forged (EarStore *store, const EarId *sender, const char *file, GError **error)
{
  g_autofree char *name = ear_merge_device_name (store, sender);

  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_FORGED,
               _ ("“%s” says that it is from “%s”, but was signed with another key than that device's. Somebody may have made it up. "
                  "Nothing was changed. Ask its owner; if they have a new key, take in their new exchange card first."),
               file, name != NULL ? name : _ ("a device without a name"));
}

/**
 * ear_merge_check_signer:
 * @signing_key: the key that the file was signed with
 * @file: the file's name, for the error
 * @known: (out): whether this workbook knows the sender's key, which then is that one
 *
 * Returns: whether the file may be from the device it says it is from.
 */
gboolean
ear_merge_check_signer (EarStore *store, const EarId *sender, const guint8 *signing_key, const char *file, gboolean *known,
                        GError **error)
{
  EarPublicKeys keys;

  if (!ear_keys_of (store, sender, &keys, known, error))
    return FALSE;
  if (!*known || memcmp (keys.signing, signing_key, sizeof keys.signing) == 0)
    return TRUE;
  refuse_forged (store, sender, file, error);
  return FALSE;
}

/**
 * ear_merge_check_own_word:
 * @record: the sender's own record, as its file has it
 * @proved: (out): whether it says the key that the file was signed with
 *
 * Holds a file from a device whose key was not known here to what it says of itself.
 */
gboolean
ear_merge_check_own_word (EarStore *store, const EarRecord *record, const guint8 *signing_key, const char *file,
                          gboolean *proved, GError **error)
{
  guint8 said[EAR_SEAL_SIGNING_KEY_BYTES];

  *proved = FALSE;
  if (!ear_keys_parse (ear_record_get (record, EAR_DEVICE_SIGNING_KEY), said))
    return TRUE;
  *proved = memcmp (said, signing_key, sizeof said) == 0;
  if (!*proved)
    refuse_forged (store, &record->id, file, error);
  return *proved;
}

/**
 * ear_merge_pin_keys:
 *
 * Whoever accepts a device has compared its words, which are those of the keys that its record says: from then on no
 * bundle can change them.
 */
gboolean
ear_merge_pin_keys (EarStore *store, const EarId *device, GError **error)
{
  EarPublicKeys keys;
  gboolean known;

  return ear_keys_of (store, device, &keys, &known, error) && (!known || ear_keys_pin (store, device, &keys, error));
}

/**
 * ear_merge_device_words:
 *
 * Returns: (transfer full): the fingerprint of a device's keys, as this workbook knows them or as they wait in it; of
 *   its id where there are none.
 */
char *
ear_merge_device_words (EarStore *store, const EarId *device)
{
  g_autoptr (EarRecord) record = NULL;
  EarPublicKeys keys;
  gboolean known = FALSE;

  if (!ear_keys_of (store, device, &keys, &known, NULL) || known)
    return ear_fingerprint_words (known ? keys.signing : NULL, known ? keys.sealing : NULL, device);
  record = ear_store_find_waiting (store, EAR_KIND_DEVICE, device, NULL);
  known = record != NULL && ear_keys_parse (ear_record_get (record, EAR_DEVICE_SIGNING_KEY), keys.signing)
          && ear_keys_parse (ear_record_get (record, EAR_DEVICE_SEALING_KEY), keys.sealing);
  return ear_fingerprint_words (known ? keys.signing : NULL, known ? keys.sealing : NULL, device);
}
