/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Record identities: 16-byte UUIDs, version 7 when made here, version 8 when derived from what they stand for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EAR_ID_BYTES 16
#define EAR_ID_TEXT_SIZE 37 /* 36 characters and the terminating NUL. */

typedef struct
{
  guint8 bytes[EAR_ID_BYTES];
} EarId;

/* The id whose bytes are all zero: no record. It is also the device that signs what ships with Earshot. */
extern const EarId EAR_ID_NONE;

EarId ear_id_new (void);
EarId ear_id_derive (const char *const *parts);
EarId ear_id_derive_link (const char *kind, const EarId *one, const EarId *other);
gboolean ear_id_parse (const char *text, EarId *id);
const char *ear_id_format (const EarId *id, char text[EAR_ID_TEXT_SIZE]);
char *ear_id_to_string (const EarId *id);
gboolean ear_id_is_none (const EarId *id);
int ear_id_compare (const EarId *a, const EarId *b);
gboolean ear_id_equal (gconstpointer a, gconstpointer b);
guint ear_id_hash (gconstpointer id);

G_END_DECLS
