/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys derived from passphrases, kept for the run of one merge: Argon2id is slow so that guessing is, and the files that one
 * laptop put into an exchange folder share a salt, so that it need be done only once. They stand in memory that is locked, not
 * dumped, and wiped when the run is over. */
#include <string.h>

#include "ear-seal-format.h"

/* So many at once, however many salts a folder of somebody else's making holds. */
#define MAX_KEYS 64

typedef struct
{
  guint32 operations, memory_kib;
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 passphrase[crypto_generichash_BYTES]; /* its hash, with a key of this run */
  guint8 key[crypto_secretbox_KEYBYTES];
} Remembered;

typedef struct
{
  guint depth;
  guint n;
  guint8 hash_key[crypto_generichash_KEYBYTES];
  Remembered keys[MAX_KEYS];
} Memory;

static _Thread_local Memory *memory;

/**
 * ear_seal_memory_begin:
 *
 * Keys that are derived on this thread from now on are kept until as many ear_seal_memory_end() have followed. Where no memory
 * can be locked they are not, and each is derived whenever it is needed.
 */
void
ear_seal_memory_begin (void)
{
  if (memory == NULL && sodium_init () >= 0)
    {
      memory = sodium_malloc (sizeof *memory);
      if (memory == NULL)
        return;
      memset (memory, 0, sizeof *memory);
      randombytes_buf (memory->hash_key, sizeof memory->hash_key);
    }
  if (memory != NULL)
    memory->depth++;
}

void
ear_seal_memory_end (void)
{
  if (memory != NULL && --memory->depth == 0)
    g_clear_pointer (&memory, sodium_free);
}

static void
hash_passphrase (const char *passphrase, guint8 hash[crypto_generichash_BYTES])
{
  crypto_generichash (hash, crypto_generichash_BYTES, (const guint8 *) passphrase, strlen (passphrase), memory->hash_key,
                      sizeof memory->hash_key);
}

static gboolean
is_of (const Remembered *one, const EarSealHeader *header, const guint8 hash[crypto_generichash_BYTES])
{
  return one->operations == header->operations && one->memory_kib == header->memory_kib
         && memcmp (one->salt, header->salt, sizeof one->salt) == 0 && sodium_memcmp (one->passphrase, hash, sizeof one->passphrase) == 0;
}

/**
 * ear_seal_memory_find:
 * @passphrase: in NFC
 * @key: (out): to be wiped
 *
 * Returns: whether the key was derived in this run already.
 */
gboolean
ear_seal_memory_find (const EarSealHeader *header, const char *passphrase, guint8 key[crypto_secretbox_KEYBYTES])
{
  guint8 hash[crypto_generichash_BYTES];
  gboolean found = FALSE;

  if (memory == NULL)
    return FALSE;
  hash_passphrase (passphrase, hash);
  for (guint i = 0; i < memory->n && !found; i++)
    {
      found = is_of (&memory->keys[i], header, hash);
      if (found)
        memcpy (key, memory->keys[i].key, crypto_secretbox_KEYBYTES);
    }
  sodium_memzero (hash, sizeof hash);
  return found;
}

void
ear_seal_memory_add (const EarSealHeader *header, const char *passphrase, const guint8 key[crypto_secretbox_KEYBYTES])
{
  Remembered *one;

  if (memory == NULL || memory->n == MAX_KEYS)
    return;
  one = &memory->keys[memory->n++];
  one->operations = header->operations;
  one->memory_kib = header->memory_kib;
  memcpy (one->salt, header->salt, sizeof one->salt);
  hash_passphrase (passphrase, one->passphrase);
  memcpy (one->key, key, sizeof one->key);
}
