/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealing: bytes are compressed, cut into chunks, encrypted and signed as they come. */
#include <glib/gi18n-lib.h>
#include <string.h>
#include <zstd.h>

#include "ear-seal-format.h"

/* The fastest that keeps most of what compressing gives: on a bundle of 30 MB level 1 shrinks 12 times at about
 * 1 GB/s; deflate shrinks 9 times at a third of that at best. */
#define LEVEL 1

struct _EarSealer
{
  const EarKeys *keys;
  EarXmlSink sink;
  gpointer data;
  ZSTD_CCtx *zstd;
  crypto_secretstream_xchacha20poly1305_state stream;
  EarSealSignature *signature;
  guint8 hash[EAR_SEAL_HASH_BYTES];
  guint64 n_in, n_out; /* plain bytes taken, compressed bytes made */
  gsize used;          /* of the chunk that is being filled */
  guint8 chunk[EAR_SEAL_CHUNK_BYTES];
  guint8 sealed[EAR_SEAL_SEALED_CHUNK_BYTES];
};

void
ear_sealer_free (EarSealer *sealer)
{
  if (sealer == NULL)
    return;
  ZSTD_freeCCtx (sealer->zstd);
  g_clear_pointer (&sealer->signature, ear_seal_signature_free);
  sodium_memzero (sealer, sizeof *sealer);
  g_free (sealer);
}

static gboolean
wrap_for_passphrase (EarSealHeader *header, const guint8 key[EAR_SEAL_KEY_BYTES], const char *passphrase,
                     const guint8 *salt, GError **error)
{
  guint8 derived[crypto_secretbox_KEYBYTES];

  header->by_passphrase = TRUE;
  ear_seal_get_effort (&header->operations, &header->memory_kib);
  if (salt != NULL)
    memcpy (header->salt, salt, sizeof header->salt);
  else
    randombytes_buf (header->salt, sizeof header->salt);
  randombytes_buf (header->nonce, sizeof header->nonce);
  if (!ear_seal_derive (header, passphrase, derived, error))
    return FALSE;
  crypto_secretbox_easy (header->wrapped, key, EAR_SEAL_KEY_BYTES, header->nonce, derived);
  sodium_memzero (derived, sizeof derived);
  return TRUE;
}

static gboolean
wrap_for_recipients (EarSealHeader *header, const guint8 key[EAR_SEAL_KEY_BYTES],
                     const guint8 (*recipients)[EAR_SEAL_SEALING_KEY_BYTES], guint n, GError **error)
{
  if (n > EAR_SEAL_MAX_RECIPIENTS)
    {
      g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_LIMIT,
                   _ ("A file can be sealed for at most %d laptops at once. No file was written and nothing was "
                      "changed. Write two files, each for some of them."),
                   EAR_SEAL_MAX_RECIPIENTS);
      return FALSE;
    }
  for (header->n_slots = 0; header->n_slots < n; header->n_slots++)
    {
      if (crypto_box_seal (header->slots[header->n_slots], key, EAR_SEAL_KEY_BYTES, recipients[header->n_slots]) == 0)
        continue;
      g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                           _ ("A recipient's card holds a key that nothing can be sealed with. No file was written and "
                              "nothing was changed. Ask for their card again."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
hand_over (EarSealer *self, gconstpointer bytes, gsize size, GError **error)
{
  ear_seal_signature_add (self->signature, bytes, size);
  return self->sink (bytes, size, self->data, error);
}

static gboolean
begin (EarSealer *self, EarSealHeader *header, const guint8 key[EAR_SEAL_KEY_BYTES], GError **error)
{
  guint8 bytes[EAR_SEAL_MAX_HEADER_BYTES];
  gsize size;

  memcpy (header->signer, self->keys->signing_public, sizeof header->signer);
  crypto_secretstream_xchacha20poly1305_init_push (&self->stream, header->stream, key);
  size = ear_seal_header_encode (header, bytes);
  ear_seal_header_hash (bytes, size, self->hash);
  self->signature = ear_seal_signature_new ();
  return hand_over (self, bytes, size, error);
}

/**
 * ear_sealer_new:
 * @keys: who signs; lent until the sealer is freed
 * @recipients: (array length=n_recipients): their public sealing keys
 * @passphrase: (nullable): for whoever knows it, besides the recipients
 * @salt: (nullable): crypto_pwhash_SALTBYTES random bytes that other files with that passphrase share; else its own
 * @sink: takes the sealed file's bytes
 *
 * Returns: (transfer full) (nullable): what the bytes of one file are given to; any thread.
 */
EarSealer *
ear_sealer_new (const EarKeys *keys, const guint8 (*recipients)[EAR_SEAL_SEALING_KEY_BYTES], guint n_recipients,
                const char *passphrase, const guint8 *salt, EarXmlSink sink, gpointer data, GError **error)
{
  g_autoptr (EarSealer) self = g_new0 (EarSealer, 1);
  g_autofree EarSealHeader *header = g_new0 (EarSealHeader, 1);
  guint8 key[EAR_SEAL_KEY_BYTES];
  gboolean done;

  g_return_val_if_fail (n_recipients > 0 || passphrase != NULL, NULL);

  self->keys = keys;
  self->sink = sink;
  self->data = data;
  self->zstd = ZSTD_createCCtx ();
  if (self->zstd == NULL)
    {
      ear_exchange_fail_no_memory (NULL, error);
      return NULL;
    }
  ZSTD_CCtx_setParameter (self->zstd, ZSTD_c_compressionLevel, LEVEL);
  ZSTD_CCtx_setParameter (self->zstd, ZSTD_c_windowLog, EAR_SEAL_WINDOW_LOG);
  crypto_secretstream_xchacha20poly1305_keygen (key);
  done = (passphrase == NULL || wrap_for_passphrase (header, key, passphrase, salt, error))
         && wrap_for_recipients (header, key, recipients, n_recipients, error) && begin (self, header, key, error);
  sodium_memzero (key, sizeof key);
  return done ? g_steal_pointer (&self) : NULL;
}

static gboolean
seal_chunk (EarSealer *self, guint8 tag, GError **error)
{
  unsigned long long size;

  crypto_secretstream_xchacha20poly1305_push (&self->stream, self->sealed, &size, self->chunk, self->used, self->hash,
                                              sizeof self->hash, tag);
  self->n_out += self->used;
  self->used = 0;
  return hand_over (self, self->sealed, (gsize) size, error);
}

/* Nobody could open a file beyond the limits that readers keep. */
static gboolean
check_limits (EarSealer *self, GError **error)
{
  if (self->n_in <= EAR_SEAL_FREE_BYTES + EAR_SEAL_MAX_RATIO * (self->n_out + self->used))
    return TRUE;
  g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_LIMIT,
                       _ ("The workbook says the same words so often that a sealed file of it would look like an attack, "
                          "and be refused. No file was written and nothing was changed. Export a plain file instead."));
  return FALSE;
}

/* A full chunk is sealed only once more comes, since the last one is marked as the last. */
static gboolean
compress (EarSealer *self, ZSTD_inBuffer *in, ZSTD_EndDirective directive, GError **error)
{
  gsize left;

  do
    {
      ZSTD_outBuffer out = { self->chunk, sizeof self->chunk, self->used };

      if (self->used == sizeof self->chunk && !seal_chunk (self, 0, error))
        return FALSE;
      out.pos = self->used;
      left = ZSTD_compressStream2 (self->zstd, &out, in, directive);
      if (ZSTD_isError (left))
        {
          /* Only memory can be lacking: what is compressed may be anything. */
          ear_exchange_fail_no_memory (NULL, error);
          return FALSE;
        }
      self->used = out.pos;
    }
  while (directive == ZSTD_e_end ? left > 0 : in->pos < in->size);
  return TRUE;
}

/**
 * ear_sealer_write:
 * @sealer: an EarSealer, untyped so that this is an EarXmlSink
 *
 * Takes the next bytes of what is to be sealed.
 */
gboolean
ear_sealer_write (gconstpointer bytes, gsize size, gpointer sealer, GError **error)
{
  EarSealer *self = sealer;
  ZSTD_inBuffer in = { bytes, size, 0 };

  self->n_in += size;
  return compress (self, &in, ZSTD_e_continue, error);
}

/**
 * ear_sealer_finish:
 *
 * Seals what is left and signs the whole.
 */
gboolean
ear_sealer_finish (EarSealer *self, GError **error)
{
  ZSTD_inBuffer in = { NULL, 0, 0 };
  guint8 signature[crypto_sign_BYTES];

  if (!compress (self, &in, ZSTD_e_end, error) || !check_limits (self, error)
      || !seal_chunk (self, crypto_secretstream_xchacha20poly1305_TAG_FINAL, error))
    return FALSE;
  ear_seal_signature_make (self->signature, self->keys, signature);
  return self->sink (signature, sizeof signature, self->data, error);
}
