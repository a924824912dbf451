/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of merges, so that the newest can be taken back. While one is open in a transaction, ear_store_join() keeps
 * how each record stood that had a row already; of new ones it keeps only which rows they took. The store's thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_added, n_updated, n_deleted, n_erased, n_conflicts;
} EarStoreMergeCounts;

gint64 ear_store_merge_begin (EarStore *store, GError **error);
gboolean ear_store_merge_note_file (EarStore *store, guint position, const char *name, const EarId *sender,
                                    const char *sender_name, GError **error);
gboolean ear_store_merge_end (EarStore *store, const EarStoreMergeCounts *counts, gboolean keep, GError **error);
gint64 ear_store_merge_newest (EarStore *store, GError **error);

/* ear-store-undo.c */
typedef struct
{
  guint n_removed, n_restored;
  guint n_kept;   /* edited here since */
  guint n_erased; /* stay erased */
} EarStoreUndone;

typedef void (*EarStoreProgress) (double fraction, gpointer data);
gboolean ear_store_merge_undo (EarStore *store, gint64 merge, EarStoreUndone *undone, EarStoreProgress progress,
                               gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
