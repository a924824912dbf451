/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed bundles: compressed, encrypted in chunks, signed by the device that wrote them; data/schema/README.md tells
 * the format byte by byte. Streams, in constant memory, on any thread; the keys come from the store's. */
#pragma once

#include "ear-exchange.h"

G_BEGIN_DECLS

#define EAR_SEAL_SIGNING_KEY_BYTES 32
#define EAR_SEAL_SEALING_KEY_BYTES 32
#define EAR_SEAL_SALT_BYTES 16

/* This device's own keys; made when first asked for. The secret halves never leave the workbook. */
typedef struct _EarKeys EarKeys;
EarKeys *ear_keys_load (EarStore *store, GError **error);
void ear_keys_free (EarKeys *keys);
gconstpointer ear_keys_signing_public (EarKeys *keys);
gconstpointer ear_keys_sealing_public (EarKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarKeys, ear_keys_free)

/* Whom a file is sealed for: devices with a card, or whoever knows the passphrase; at least one of the two. */
typedef struct
{
  const EarId *devices;
  guint n_devices;
  const char *passphrase; /* (nullable) */
  const guint8 *salt;     /* (nullable) with it: EAR_SEAL_SALT_BYTES random ones that files with that passphrase share */
} EarSealFor;

/* What ear_bundle_export() writes, sealed. After an error there is no new file. */
gboolean ear_seal_export (EarStore *store, const char *path, const EarSealFor *whom, const struct _EarExportOptions *options,
                          EarProgress progress, gpointer data, GCancellable *cancellable, GError **error);

char *ear_seal_new_passphrase (GError **error);

typedef struct
{
  guint8 signing_key[EAR_SEAL_SIGNING_KEY_BYTES]; /* of who signed it; the signature has been checked */
  gboolean by_passphrase;
  guint n_recipients;
} EarSealInfo;

gboolean ear_seal_is_sealed (const char *path, gboolean *sealed, GError **error); /* looks at the first bytes */
/* Checks the whole file's signature, then gives the plain XML as a stream. Nothing unauthenticated is ever given. */
GInputStream *ear_seal_open (EarStore *store, const char *path, const char *passphrase, EarSealInfo *info,
                             GCancellable *cancellable, GError **error);
/* Writes that XML to a file of its own, whole or not at all. */
gboolean ear_seal_unseal (EarStore *store, const char *path, const char *passphrase, const char *to, EarSealInfo *info,
                          GCancellable *cancellable, GError **error);

#define EAR_SEAL_SUFFIX ".earshot-sealed"

G_END_DECLS
