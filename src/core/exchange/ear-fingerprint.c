/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ear-fingerprint-words.h"
#include "ear-partner.h"
#include "ear-seal-format.h"

#define N_WORDS 8

/**
 * ear_fingerprint_words:
 * @signing_key: (nullable): the 32 bytes of the device's public signing key
 * @sealing_key: (nullable): the 32 bytes of its public sealing key
 * @device: its id, which stands in for the keys where it has shown none
 *
 * Eight words for two people to compare over the phone, the same in every language: the first 64 bits of a BLAKE2b hash,
 * one byte a word. To be taken for another laptop somebody would have to try some 2^64 keys until one gives that
 * laptop's words: six thousand years at a hundred million a second, six for a thousand such machines. Two keys of the
 * cheat's own choice with the same words (some 2^32 tries) would deceive nobody, as both are the cheat's. Six words, 48
 * bits, one machine finds in a month; more than eight are not read aloud to the end.
 *
 * Returns: (transfer full): the words, with hyphens between them. Any thread.
 */
char *
ear_fingerprint_words (gconstpointer signing_key, gconstpointer sealing_key, const EarId *device)
{
  static const char of_keys[] = "earshot-keys-1", of_id[] = "earshot-device-1";
  crypto_generichash_state state;
  guint8 hash[EAR_SEAL_HASH_BYTES];
  const char *words[N_WORDS + 1] = { NULL };

  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  if (signing_key != NULL && sealing_key != NULL)
    {
      crypto_generichash_update (&state, (const guint8 *) of_keys, strlen (of_keys));
      crypto_generichash_update (&state, signing_key, EAR_SEAL_SIGNING_KEY_BYTES);
      crypto_generichash_update (&state, sealing_key, EAR_SEAL_SEALING_KEY_BYTES);
    }
  else
    {
      crypto_generichash_update (&state, (const guint8 *) of_id, strlen (of_id));
      crypto_generichash_update (&state, device->bytes, sizeof device->bytes);
    }
  crypto_generichash_final (&state, hash, sizeof hash);
  for (guint i = 0; i < N_WORDS; i++)
    words[i] = fingerprint_words[hash[i]];
  return g_strjoinv ("-", (char **) words);
}

#define N_PASSPHRASE_WORDS 6

/**
 * ear_seal_new_passphrase:
 *
 * Six words by chance, easy to tell by phone and to type: 48 bits, and each guess at a sealed file takes some 0.7 s and
 * 256 MiB, so that a thousand such laptops would be busy for six thousand years.
 *
 * Returns: (transfer full): the words, with blanks between them; to be wiped. %NULL with @error set where there are no
 *   random numbers. Any thread.
 */
char *
ear_seal_new_passphrase (GError **error)
{
  const char *words[N_PASSPHRASE_WORDS + 1] = { NULL };

  if (!ear_sodium_ready (error))
    return NULL;
  for (guint i = 0; i < N_PASSPHRASE_WORDS; i++)
    words[i] = fingerprint_words[randombytes_uniform (G_N_ELEMENTS (fingerprint_words))];
  return g_strjoinv (" ", (char **) words);
}
