/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was published, and what a person decided about quotations. Both are this workbook's own and do not travel in
 * bundles: an edition is published by whoever holds the workbook that everything was merged into, the next one from that
 * workbook or a copy of it, and what is kept of it holds counts as they were, which a partner need not have. The store's
 * thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 n;        /* from 1 */
  char *title;
  char *published; /* a moment, UTC */
  char *preset;    /* as ear_preset_parse() reads it */
  char *figures;   /* as ear-edition.c writes them */
} EarStoreEdition;

GPtrArray *ear_store_list_editions (EarStore *store, gboolean with_figures, GError **error); /* oldest first */
gboolean ear_store_keep_edition (EarStore *store, EarStoreEdition *edition, GError **error); /* gives it its number */
gboolean ear_store_forget_edition (EarStore *store, gint64 n, GError **error);
void ear_store_edition_free (EarStoreEdition *edition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarStoreEdition, ear_store_edition_free)

/* A decision holds until the voice is changed; @decision 0 takes it back. */
gboolean ear_store_decide_quote (EarStore *store, const EarId *voice, int decision, GError **error);

G_END_DECLS
