/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hashes for tables whose keys come from files. Whoever writes a file could choose keys that all fall on one place of a table, and
 * each would then be held against all before it; so what a key hashes to is another in each run of the program, and nobody outside
 * can know it. Nothing may depend on the order in which such a table is walked. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint ear_hash_bytes (gconstpointer bytes, gsize size);
guint ear_text_hash (gconstpointer text);

G_END_DECLS
