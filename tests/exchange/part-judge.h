/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second opinion on what a bundle may hold: data/schema/README.md and the counting rules put down once more over records
 * in memory, without the product's SQL, and a bundle read by another parser. */
#pragma once

#include "exchange-world.h"

G_BEGIN_DECLS

/* What may leave: "kind id" → all that may be said of that record, as text. */
GHashTable *part_judge (EarStore *store, const EarExportOptions *options);
/* What a bundle says, likewise. */
GHashTable *part_read (const char *bundle);
/* Both say the same, with the same authors, and no word is in the bundle's bytes that is not in there. */
void part_compare (const char *bundle, GHashTable *expected, GHashTable *found);

G_END_DECLS
