/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two doors to what opens sealed files. An input that begins as one is that file without its signature, which is made
 * here so that it holds. Any other input is what is sealed: it is put into a file that is right in all else, since nobody
 * finds by chance what lets itself be decrypted. */
#include <string.h>

#include "ear-merge.h"
#include "fuzz-world.h"
#include "seal-craft.h"

#define SIGNER EAR_SEAL_START_BYTES
#define FLAG (SIGNER + crypto_sign_PUBLICKEYBYTES + 1)

static void
try (const guint8 *data, gsize size)
{
  EarStore *store = fuzz_world_begin ();
  const char *paths[] = { fuzz_world_file (data, size), NULL };
  EarMergeOptions options = { .accept_all = TRUE, .allow_removals = TRUE, .passphrase = "tide" };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarMerge) merge = ear_merge_apply (store, paths, &options, NULL, NULL, NULL, &error);

  if (merge != NULL)
    fuzz_world_check_round_trip (store);
  else
    fuzz_world_check_refusal (error);
  fuzz_world_end ();
}

/* Argon2id over 256 MiB, as often as there is time for, would find nothing: more than the least is done only where it is
 * to be refused. */
static void
spare (guint8 *data, gsize size)
{
  static const guint8 least[8] = { 1, 0, 0, 0, 8, 0, 0, 0 };
  guint32 effort[2];

  if (size < FLAG + 1 + sizeof least || data[FLAG] != 1)
    return;
  memcpy (effort, data + FLAG + 1, sizeof effort);
  if (GUINT32_FROM_LE (effort[0]) <= EAR_SEAL_OPERATIONS && GUINT32_FROM_LE (effort[1]) <= EAR_SEAL_MEMORY_KIB)
    memcpy (data + FLAG + 1, least, sizeof least);
}

static void
try_file (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  guint8 seed[32] = { 0 }, secret[64];

  g_byte_array_append (file, data, (guint) size);
  g_byte_array_set_size (file, (guint) size + 64);
  spare (file->data, size);
  if (size >= FLAG)
    crypto_sign_seed_keypair (file->data + SIGNER, secret, seed);
  craft_resign (file, seed);
  try (file->data, file->len);
}

static void
try_inside (const guint8 *data, gsize size)
{
  g_autoptr (Craft) craft = craft_new (&CRAFT_HEADER ());

  for (; size > EAR_SEAL_CHUNK_BYTES; data += EAR_SEAL_CHUNK_BYTES, size -= EAR_SEAL_CHUNK_BYTES)
    craft_chunk (craft, data, EAR_SEAL_CHUNK_BYTES, CRAFT_MESSAGE);
  craft_chunk (craft, data, size, CRAFT_FINAL);
  craft_sign (craft);
  try (craft->file->data, craft->file->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_assert_cmpint (sodium_init (), >=, 0);
  if (size >= EAR_SEAL_MAGIC_BYTES && memcmp (data, EAR_SEAL_MAGIC, EAR_SEAL_MAGIC_BYTES) == 0)
    try_file (data, size);
  else
    try_inside (data, size);
  return 0;
}
