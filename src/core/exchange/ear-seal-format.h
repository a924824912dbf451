/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sealed file's layout and limits, for the files of this room; data/schema/README.md tells it byte by byte. */
#pragma once

#include <sodium.h>

#include "ear-seal.h"
#include "ear-xml-writer.h"

G_BEGIN_DECLS

#define EAR_SEAL_MAGIC "EARSEAL"
#define EAR_SEAL_MAGIC_BYTES 7
#define EAR_SEAL_VERSION 1
#define EAR_SEAL_COMPRESSION_ZSTD 1

/* Magic, version, and how long the rest of the header is. */
#define EAR_SEAL_START_BYTES 12
#define EAR_SEAL_CHUNK_BYTES 65536
#define EAR_SEAL_SEALED_CHUNK_BYTES (EAR_SEAL_CHUNK_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES)
#define EAR_SEAL_KEY_BYTES crypto_secretstream_xchacha20poly1305_KEYBYTES
#define EAR_SEAL_WRAPPED_BYTES (EAR_SEAL_KEY_BYTES + crypto_secretbox_MACBYTES)
#define EAR_SEAL_SLOT_BYTES (EAR_SEAL_KEY_BYTES + crypto_box_SEALBYTES)
#define EAR_SEAL_PASSPHRASE_BYTES                                                                                      \
  (4 + 4 + crypto_pwhash_SALTBYTES + crypto_secretbox_NONCEBYTES + EAR_SEAL_WRAPPED_BYTES)
#define EAR_SEAL_HASH_BYTES crypto_generichash_BYTES

/* Nobody seals for more; it also bounds what an invented header makes us try. */
#define EAR_SEAL_MAX_RECIPIENTS 100
#define EAR_SEAL_MAX_HEADER_BYTES                                                                                      \
  (EAR_SEAL_START_BYTES + crypto_sign_PUBLICKEYBYTES + 3 + EAR_SEAL_PASSPHRASE_BYTES                                   \
   + EAR_SEAL_MAX_RECIPIENTS * EAR_SEAL_SLOT_BYTES + crypto_secretstream_xchacha20poly1305_HEADERBYTES)

/* How hard it is made to guess a passphrase: libsodium's MODERATE, 3 passes over 256 MiB, some 0.7 s on a laptop of
 * 2020. What a file asks for is done up to that, so that no file can make this program take all memory or all day. */
#define EAR_SEAL_OPERATIONS crypto_pwhash_OPSLIMIT_MODERATE
#define EAR_SEAL_MEMORY_KIB (crypto_pwhash_MEMLIMIT_MODERATE / 1024)

/* What inflating may take: the window of 8 MiB is 16 times what the writer uses. */
#define EAR_SEAL_WINDOW_LOG 19
#define EAR_SEAL_MAX_WINDOW_LOG 23
/* A file of a few kilobytes that inflates to gigabytes is no bundle: each record has an id of random bytes, so words
 * inflate some 10 to 50 times. */
#define EAR_SEAL_MAX_RATIO 1000
#define EAR_SEAL_FREE_BYTES (G_GUINT64_CONSTANT (64) << 20)

struct _EarKeys
{
  guint8 signing_public[crypto_sign_PUBLICKEYBYTES];
  guint8 signing_secret[crypto_sign_SECRETKEYBYTES];
  guint8 sealing_public[crypto_box_PUBLICKEYBYTES];
  guint8 sealing_secret[crypto_box_SECRETKEYBYTES];
};

typedef struct
{
  guint8 signer[crypto_sign_PUBLICKEYBYTES];
  gboolean by_passphrase;
  guint32 operations;
  guint32 memory_kib;
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 nonce[crypto_secretbox_NONCEBYTES];
  guint8 wrapped[EAR_SEAL_WRAPPED_BYTES];
  guint n_slots;
  guint8 slots[EAR_SEAL_MAX_RECIPIENTS][EAR_SEAL_SLOT_BYTES];
  guint8 stream[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
} EarSealHeader;

/* ear-seal-header.c */
gsize ear_seal_header_encode (const EarSealHeader *header, guint8 bytes[EAR_SEAL_MAX_HEADER_BYTES]);
gboolean ear_seal_header_size (const guint8 start[EAR_SEAL_START_BYTES], const char *name, gsize *size, GError **error);
gboolean ear_seal_header_parse (const guint8 *bytes, gsize size, const char *name, EarSealHeader *header,
                                GError **error);
void ear_seal_header_hash (const guint8 *bytes, gsize size, guint8 hash[EAR_SEAL_HASH_BYTES]);
gboolean ear_seal_derive (const EarSealHeader *header, const char *passphrase,
                          guint8 key[crypto_secretbox_KEYBYTES], GError **error);
void ear_seal_fail (GError **error, EarExchangeError code, const char *name, const char *format, ...)
  G_GNUC_PRINTF (4, 5);
void ear_seal_set_test_effort (guint operations, guint memory_kib); /* tests only: Argon2id is slow by design */
void ear_seal_get_effort (guint32 *operations, guint32 *memory_kib);
guint ear_seal_get_test_derivations (void); /* tests only: how often Argon2id was run by this program */

/* ear-seal-memory.c */
void ear_seal_memory_begin (void);
void ear_seal_memory_end (void);
gboolean ear_seal_memory_find (const EarSealHeader *header, const char *passphrase, guint8 key[crypto_secretbox_KEYBYTES]);
void ear_seal_memory_add (const EarSealHeader *header, const char *passphrase, const guint8 key[crypto_secretbox_KEYBYTES]);

/* ear-seal-signature.c */
typedef struct _EarSealSignature EarSealSignature;
EarSealSignature *ear_seal_signature_new (void);
void ear_seal_signature_free (EarSealSignature *signature);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSealSignature, ear_seal_signature_free)
void ear_seal_signature_add (EarSealSignature *signature, gconstpointer bytes, gsize size);
void ear_seal_signature_make (EarSealSignature *signature, const EarKeys *keys, guint8 made[crypto_sign_BYTES]);
gboolean ear_seal_signature_holds (EarSealSignature *signature, const guint8 made[crypto_sign_BYTES],
                                   const guint8 signer[crypto_sign_PUBLICKEYBYTES]);

/* ear-sealer.c: bytes in, a sealed file out, in constant memory. */
typedef struct _EarSealer EarSealer;
EarSealer *ear_sealer_new (const EarKeys *keys, const guint8 (*recipients)[EAR_SEAL_SEALING_KEY_BYTES],
                           guint n_recipients, const char *passphrase, const guint8 *salt, EarXmlSink sink, gpointer data, GError **error);
gboolean ear_sealer_write (gconstpointer bytes, gsize size, gpointer sealer, GError **error);
gboolean ear_sealer_finish (EarSealer *sealer, GError **error);
void ear_sealer_free (EarSealer *sealer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSealer, ear_sealer_free)

/* ear-unseal-stream.c: the second pass over a file that the first pass found whole and signed. */
GInputStream *ear_unseal_stream_new (int fd, const char *name, const EarSealHeader *header, const guint8 *header_bytes,
                                     gsize header_size, guint64 body, const guint8 key[EAR_SEAL_KEY_BYTES],
                                     GError **error);
gboolean ear_seal_read_exactly (int fd, const char *name, gpointer buffer, gsize size, GError **error);

/* ear-keys.c */
gboolean ear_sodium_ready (GError **error);
EarKeys *ear_keys_peek (EarStore *store, gboolean *failed, GError **error);
gboolean ear_keys_parse (const char *text, guint8 key[32]);
void ear_keys_format (const guint8 key[32], char text[65]);

G_END_DECLS
