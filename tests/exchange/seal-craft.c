/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal-craft.h"

#include <string.h>
#include <zstd.h>

static void
add (Craft *craft, gconstpointer bytes, gsize size)
{
  g_byte_array_append (craft->file, bytes, (guint) size);
}

static void
add_byte (Craft *craft, guint8 byte)
{
  add (craft, &byte, 1);
}

static void
add_number (Craft *craft, guint32 number)
{
  guint8 bytes[4] = { (guint8) number, (guint8) (number >> 8), (guint8) (number >> 16), (guint8) (number >> 24) };

  add (craft, bytes, sizeof bytes);
}

static void
add_passphrase (Craft *craft, const CraftHeader *header)
{
  guint8 salt[16], nonce[24], derived[32], wrapped[48];

  randombytes_buf (salt, sizeof salt);
  randombytes_buf (nonce, sizeof nonce);
  /* What is said may be far more, or less, than what was done. */
  g_assert_cmpint (crypto_pwhash (derived, sizeof derived, header->passphrase, strlen (header->passphrase), salt,
                                  1, 8 * 1024, crypto_pwhash_ALG_ARGON2ID13),
                   ==, 0);
  crypto_secretbox_easy (wrapped, craft->key, sizeof craft->key, nonce, derived);
  add_number (craft, header->operations);
  add_number (craft, header->memory_kib);
  add (craft, salt, sizeof salt);
  add (craft, nonce, sizeof nonce);
  add (craft, wrapped, sizeof wrapped);
}

Craft *
craft_new (const CraftHeader *header)
{
  Craft *craft = g_new0 (Craft, 1);
  guint8 signer[32], secret[64], stream[24], slot[80];
  static const guint8 zeros[65536];
  guint32 length;

  craft->file = g_byte_array_new ();
  randombytes_buf (craft->seed, sizeof craft->seed);
  crypto_sign_seed_keypair (signer, secret, craft->seed);
  crypto_secretstream_xchacha20poly1305_keygen (craft->key);
  crypto_secretstream_xchacha20poly1305_init_push (&craft->stream, stream, craft->key);

  add (craft, "EARSEAL", 7);
  add_byte (craft, header->version);
  add_number (craft, 0);
  add (craft, signer, sizeof signer);
  add_byte (craft, header->compression);
  add_byte (craft, header->flag);
  if (header->flag == 1)
    add_passphrase (craft, header);
  add_byte (craft, (guint8) (header->strangers + (header->recipient != NULL ? 1 : 0)));
  for (guint i = 0; i < header->strangers; i++)
    {
      randombytes_buf (slot, sizeof slot);
      add (craft, slot, sizeof slot);
    }
  if (header->recipient != NULL)
    {
      crypto_box_seal (slot, craft->key, sizeof craft->key, header->recipient);
      add (craft, slot, sizeof slot);
    }
  add (craft, stream, sizeof stream);
  add (craft, zeros, header->extra);
  length = craft->file->len - 12 + (guint32) header->length_off_by;
  for (guint i = 0; i < 4; i++)
    craft->file->data[8 + i] = (guint8) (length >> (8 * i));
  craft->header_size = craft->file->len;
  crypto_generichash (craft->hash, sizeof craft->hash, craft->file->data, craft->file->len, NULL, 0);
  return craft;
}

void
craft_chunk (Craft *craft, gconstpointer bytes, gsize size, guint8 tag)
{
  g_autofree guint8 *sealed = g_malloc (size + 17);
  unsigned long long n;

  crypto_secretstream_xchacha20poly1305_push (&craft->stream, sealed, &n, bytes, size, craft->hash, sizeof craft->hash,
                                              tag);
  add (craft, sealed, (gsize) n);
}

static void
sign_over (GByteArray *file, gsize size, const guint8 seed[32])
{
  guint8 public[32], secret[64], signature[64];
  guint8 text[] = "Earshot sealed file 1\n1234567890123456789012345678901234567890123456789012345678901234";

  crypto_sign_seed_keypair (public, secret, seed);
  crypto_generichash (text + sizeof text - 65, 64, file->data, size, NULL, 0);
  crypto_sign_detached (signature, NULL, text, sizeof text - 1, secret);
  g_byte_array_set_size (file, (guint) size);
  g_byte_array_append (file, signature, sizeof signature);
}

void
craft_sign (Craft *craft)
{
  sign_over (craft->file, craft->file->len, craft->seed);
}

void
craft_resign (GByteArray *file, const guint8 seed[32])
{
  sign_over (file, file->len - 64, seed);
}

void
craft_save (Craft *craft, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, (const char *) craft->file->data, craft->file->len, G_FILE_SET_CONTENTS_NONE, 0600,
                            &error);
  g_assert_no_error (error);
}

void
craft_free (Craft *craft)
{
  g_byte_array_unref (craft->file);
  g_free (craft);
}

GBytes *
craft_compress (gconstpointer bytes, gsize size, int window_log)
{
  ZSTD_CCtx *zstd = ZSTD_createCCtx ();
  gsize most = ZSTD_compressBound (size), n;
  guint8 *out = g_malloc (most);
  ZSTD_inBuffer in = { bytes, size, 0 };
  ZSTD_outBuffer to = { out, most, 0 };

  ZSTD_CCtx_setParameter (zstd, ZSTD_c_compressionLevel, 1);
  ZSTD_CCtx_setParameter (zstd, ZSTD_c_windowLog, window_log);
  /* As a stream, so that the frame asks for the whole window. */
  n = ZSTD_compressStream2 (zstd, &to, &in, ZSTD_e_flush);
  while (!ZSTD_isError (n) && (n > 0 || in.pos < in.size))
    n = ZSTD_compressStream2 (zstd, &to, &in, ZSTD_e_flush);
  while (!ZSTD_isError (n) && (n = ZSTD_compressStream2 (zstd, &to, &in, ZSTD_e_end)) > 0)
    ;
  g_assert_false (ZSTD_isError (n));
  ZSTD_freeCCtx (zstd);
  return g_bytes_new_take (out, to.pos);
}

Craft *
craft_whole (const CraftHeader *header, const char *text)
{
  Craft *craft = craft_new (header);
  g_autoptr (GBytes) packed = craft_compress (text, strlen (text), 19);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (packed, &size);

  g_assert_cmpuint (size, <=, 65536);
  craft_chunk (craft, bytes, size, CRAFT_FINAL);
  craft_sign (craft);
  return craft;
}
