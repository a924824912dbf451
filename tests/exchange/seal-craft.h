/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files made by hand from data/schema/README.md, with libsodium and libzstd alone: a second writer, and one that
 * can do what ours never would, under a signature that holds. */
#pragma once

#include <sodium.h>

#include "ear-seal-format.h"
#include "exchange-world.h"

G_BEGIN_DECLS

typedef struct
{
  GByteArray *file;
  guint8 key[32];
  guint8 seed[32];
  guint8 hash[32];
  crypto_secretstream_xchacha20poly1305_state stream;
  gsize header_size;
} Craft;

/* What a header says besides the keys. */
typedef struct
{
  guint8 version, compression, flag;
  guint32 operations, memory_kib;
  const char *passphrase;
  const guint8 *recipient;
  guint strangers;     /* for how many others it is sealed, before the recipient; keys that nobody has */
  guint extra;         /* bytes after the header's end that its length covers */
  gint length_off_by;  /* a lie about that length */
} CraftHeader;

#define CRAFT_HEADER(...) ((CraftHeader){ 1, 1, 1, 1, 8, "tide", __VA_ARGS__ })

Craft *craft_new (const CraftHeader *header);
void craft_chunk (Craft *craft, gconstpointer bytes, gsize size, guint8 tag);
void craft_sign (Craft *craft);
void craft_resign (GByteArray *file, const guint8 seed[32]); /* after what stands before its last 64 bytes was changed */
void craft_save (Craft *craft, const char *path);
void craft_free (Craft *craft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Craft, craft_free)

#define CRAFT_MESSAGE 0
#define CRAFT_FINAL crypto_secretstream_xchacha20poly1305_TAG_FINAL

/* @text compressed; flat: one run of it, for bombs */
GBytes *craft_compress (gconstpointer bytes, gsize size, int window_log);

/* A whole file that is right, of compressed @text. */
Craft *craft_whole (const CraftHeader *header, const char *text);

G_END_DECLS
