/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the device signs of a sealed file: the BLAKE2b hash of all that stands before the signature. Ed25519ph would take
 * SHA-512, which is several times slower, and the whole file is read through it before a word of it is believed. */
#include <string.h>

#include "ear-seal-format.h"

/* No other text that a device signs begins so: a signature is good for nothing else. */
#define PURPOSE "Earshot sealed file 1\n"
#define PURPOSE_BYTES (sizeof PURPOSE - 1)

/* libsodium wants it at a multiple of 64 bytes, which no member of another structure is sure to be. */
struct _EarSealSignature
{
  crypto_generichash_state hash;
};

EarSealSignature *
ear_seal_signature_new (void)
{
  EarSealSignature *signature = g_aligned_alloc0 (1, sizeof *signature, G_ALIGNOF (EarSealSignature));

  crypto_generichash_init (&signature->hash, NULL, 0, crypto_generichash_BYTES_MAX);
  return signature;
}

void
ear_seal_signature_free (EarSealSignature *signature)
{
  g_aligned_free (signature);
}

void
ear_seal_signature_add (EarSealSignature *signature, gconstpointer bytes, gsize size)
{
  crypto_generichash_update (&signature->hash, bytes, size);
}

static void
end (EarSealSignature *signature, guint8 text[PURPOSE_BYTES + crypto_generichash_BYTES_MAX])
{
  memcpy (text, PURPOSE, PURPOSE_BYTES);
  crypto_generichash_final (&signature->hash, text + PURPOSE_BYTES, crypto_generichash_BYTES_MAX);
}

/**
 * ear_seal_signature_make:
 * @made: (out): the signature of what was added since it began
 */
void
ear_seal_signature_make (EarSealSignature *signature, const EarKeys *keys, guint8 made[crypto_sign_BYTES])
{
  guint8 text[PURPOSE_BYTES + crypto_generichash_BYTES_MAX];

  end (signature, text);
  crypto_sign_detached (made, NULL, text, sizeof text, keys->signing_secret);
}

/**
 * ear_seal_signature_holds:
 *
 * Returns: whether @made is the signature with @signer's key of what was added since it began.
 */
gboolean
ear_seal_signature_holds (EarSealSignature *signature, const guint8 made[crypto_sign_BYTES],
                          const guint8 signer[crypto_sign_PUBLICKEYBYTES])
{
  guint8 text[PURPOSE_BYTES + crypto_generichash_BYTES_MAX];

  end (signature, text);
  return crypto_sign_verify_detached (made, text, sizeof text, signer) == 0;
}
