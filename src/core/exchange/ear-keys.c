/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This laptop's own two pairs of keys. They live in the workbook, which is encrypted; the public halves stand in the
 * device's record, so that they travel with every bundle. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-keys.h"
#include "ear-seal-format.h"

/* The seed of the signing pair and the secret half of the sealing pair, as 128 hexadecimal digits. */
#define SETTING "exchange-keys"
#define SECRET_BYTES (crypto_sign_SEEDBYTES + crypto_box_SECRETKEYBYTES)

/**
 * ear_sodium_ready:
 *
 * Returns: whether random numbers can be drawn and secrets be made; any thread.
 */
gboolean
ear_sodium_ready (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;
  g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                       _ ("This computer gives no random numbers, so nothing can be sealed or opened safely. Nothing "
                          "was changed. Restart the computer, then try again."));
  return FALSE;
}

/**
 * ear_keys_parse:
 *
 * Returns: whether @text is a public key as records and cards write it: 64 hexadecimal digits, small letters.
 */
gboolean
ear_keys_parse (const char *text, guint8 key[32])
{
  gsize size;

  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64
         && sodium_hex2bin (key, 32, text, 64, NULL, &size, NULL) == 0 && size == 32;
}

void
ear_keys_format (const guint8 key[32], char text[65])
{
  sodium_bin2hex (text, 65, key, 32);
}

void
ear_keys_free (EarKeys *keys)
{
  if (keys == NULL)
    return;
  sodium_memzero (keys, sizeof *keys);
  g_free (keys);
}

gconstpointer
ear_keys_signing_public (EarKeys *keys)
{
  return keys->signing_public;
}

gconstpointer
ear_keys_sealing_public (EarKeys *keys)
{
  return keys->sealing_public;
}

static EarKeys *
from_secret (const guint8 secret[SECRET_BYTES])
{
  EarKeys *keys = g_new0 (EarKeys, 1);

  crypto_sign_seed_keypair (keys->signing_public, keys->signing_secret, secret);
  memcpy (keys->sealing_secret, secret + crypto_sign_SEEDBYTES, sizeof keys->sealing_secret);
  crypto_scalarmult_base (keys->sealing_public, keys->sealing_secret);
  return keys;
}

static void
free_secret_text (char *text)
{
  if (text != NULL)
    sodium_memzero (text, strlen (text));
  g_free (text);
}

/**
 * ear_keys_peek:
 * @failed: (out): whether they could not be looked for
 *
 * Returns: (transfer full) (nullable): this laptop's keys, where it has any. Changes nothing.
 */
EarKeys *
ear_keys_peek (EarStore *store, gboolean *failed, GError **error)
{
  guint8 secret[SECRET_BYTES];
  g_autoptr (GError) local = NULL;
  EarKeys *keys = NULL;
  gsize size = 0;
  char *text;

  *failed = TRUE;
  if (!ear_sodium_ready (error))
    return NULL;
  text = ear_store_get_setting (store, SETTING, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  *failed = FALSE;
  if (text != NULL && sodium_hex2bin (secret, sizeof secret, text, strlen (text), NULL, &size, NULL) == 0
      && size == sizeof secret)
    keys = from_secret (secret);
  free_secret_text (text);
  sodium_memzero (secret, sizeof secret);
  return keys;
}

static EarKeys *
make (EarStore *store, GError **error)
{
  guint8 secret[SECRET_BYTES];
  char text[2 * SECRET_BYTES + 1];
  EarKeys *keys = NULL;

  randombytes_buf (secret, sizeof secret);
  sodium_bin2hex (text, sizeof text, secret, sizeof secret);
  if (ear_store_set_setting (store, SETTING, text, error))
    keys = from_secret (secret);
  sodium_memzero (secret, sizeof secret);
  sodium_memzero (text, sizeof text);
  return keys;
}

/* Says the keys in this laptop's own record, where they are not said there yet. */
static gboolean
publish (EarStore *store, const EarKeys *keys, GError **error)
{
  g_autoptr (EarRecord) record = NULL;
  char signing[65], sealing[65];
  EarId device;

  if (!ear_store_get_device (store, &device, NULL))
    {
      if (!ear_store_set_identity (store, _ ("This laptop"), NULL, error))
        return FALSE;
      ear_store_get_device (store, &device, NULL);
    }
  record = ear_store_get (store, EAR_KIND_DEVICE, &device, error);
  if (record == NULL)
    return FALSE;
  ear_keys_format (keys->signing_public, signing);
  ear_keys_format (keys->sealing_public, sealing);
  if (g_strcmp0 (ear_record_get (record, EAR_DEVICE_SIGNING_KEY), signing) != 0)
    ear_record_set (record, EAR_DEVICE_SIGNING_KEY, signing);
  if (g_strcmp0 (ear_record_get (record, EAR_DEVICE_SEALING_KEY), sealing) != 0)
    ear_record_set (record, EAR_DEVICE_SEALING_KEY, sealing);
  return record->edited == 0 || ear_store_put (store, record, error);
}

/**
 * ear_keys_load:
 *
 * Makes this laptop's keys where it has none, and says their public halves in its record.
 *
 * Returns: (transfer full) (nullable): the keys. A workbook that cannot be written gives its own error. The store's
 *   thread.
 */
EarKeys *
ear_keys_load (EarStore *store, GError **error)
{
  gboolean failed;
  g_autoptr (EarKeys) keys = ear_keys_peek (store, &failed, error);

  if (failed || !ear_store_begin (store, error))
    return NULL;
  if (keys == NULL)
    keys = make (store, error);
  if (keys == NULL || !publish (store, keys, error))
    {
      ear_store_rollback (store);
      return NULL;
    }
  return ear_store_commit (store, error) ? g_steal_pointer (&keys) : NULL;
}

/* Whether all that anybody said of the field is one and the same key. */
static gboolean
agreed_key (const EarRecord *record, guint field, guint8 key[32])
{
  return !ear_field_in_conflict (&record->fields[field]) && ear_keys_parse (ear_record_get (record, field), key);
}

static char *
pin_name (const EarId *device)
{
  char text[EAR_ID_TEXT_SIZE];

  return g_strconcat ("keys-of-", ear_id_format (device, text), NULL);
}

static gboolean
parse_pin (const char *text, EarPublicKeys *keys)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 2);

  return g_strv_length (parts) == 2 && ear_keys_parse (parts[0], keys->signing)
         && ear_keys_parse (parts[1], keys->sealing);
}

/**
 * ear_keys_said:
 * @device: a device's record
 *
 * Returns: whether all that anybody said in it of its keys is one and the same pair.
 */
gboolean
ear_keys_said (const EarRecord *device, EarPublicKeys *keys)
{
  return agreed_key (device, EAR_DEVICE_SIGNING_KEY, keys->signing)
         && agreed_key (device, EAR_DEVICE_SEALING_KEY, keys->sealing);
}

/**
 * ear_keys_pinned:
 * @keys: (out caller-allocates): the device's public keys
 * @known: (out): whether anybody here held them to be the device's (ear_keys_pin())
 *
 * The only keys that anything is sealed for. Changes nothing. The store's thread.
 */
gboolean
ear_keys_pinned (EarStore *store, const EarId *device, EarPublicKeys *keys, gboolean *known, GError **error)
{
  g_autofree char *name = pin_name (device);
  g_autoptr (GError) local = NULL;
  g_autofree char *pin = ear_store_get_setting (store, name, &local);

  *known = pin != NULL && parse_pin (pin, keys);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ear_keys_of:
 * @keys: (out caller-allocates): the device's public keys
 * @known: (out): whether there are any; %FALSE too where its record holds keys that contradict each other
 *
 * Keys that were pinned (ear_keys_pin()) hold whatever the device's record says, since any accepted partner's bundle
 * could write there. Those of a record alone tell a forged signature, but nothing is sealed for them. Changes nothing.
 * The store's thread.
 */
gboolean
ear_keys_of (EarStore *store, const EarId *device, EarPublicKeys *keys, gboolean *known, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = NULL;

  if (!ear_keys_pinned (store, device, keys, known, error))
    return FALSE;
  if (*known)
    return TRUE;
  record = ear_store_get (store, EAR_KIND_DEVICE, device, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *known = record != NULL && !record->erased && ear_keys_said (record, keys);
  return TRUE;
}

/**
 * ear_keys_pin:
 *
 * Holds that these are the device's keys, here and for ever: a person compared its words, or took in its card. It
 * changes no record and does not travel. The store's thread.
 */
gboolean
ear_keys_pin (EarStore *store, const EarId *device, const EarPublicKeys *keys, GError **error)
{
  g_autofree char *name = pin_name (device);
  char text[65 + 65];

  ear_keys_format (keys->signing, text);
  text[64] = ' ';
  ear_keys_format (keys->sealing, text + 65);
  if (!ear_store_begin (store, error))
    return FALSE;
  if (ear_store_set_setting (store, name, text, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}
