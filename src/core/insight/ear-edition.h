/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editions: what was published is kept with the relations it was audited with, and looked at together with the next one.
 * A figure that was 20 and is 22 now says that two were added; so what was added since is guarded like a figure, and so is
 * what was taken away. What a reader is taken to know stands in ear-edition-since.c. */
#pragma once

#include "ear-protect.h"
#include "ear-store-editions.h"

G_BEGIN_DECLS

/* After ear_protect_run(): as ear_store_keep_edition() keeps it. */
char *ear_edition_write (const EarProtect *protect);

/* Before ear_protect_run(), after all cells of the new edition were added. */
gboolean ear_edition_add_earlier (EarProtect *protect, const EarStoreEdition *edition, GError **error);
gboolean ear_edition_add_all (EarProtect *protect, EarStore *store, GError **error);
gboolean ear_edition_keep (const EarProtect *protect, EarStore *store, const char *title, gint64 *n, GError **error);

G_END_DECLS
