/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One change of many voices: a theme, a group, a permission. However many there are it is one transaction, all of it or
 * nothing, and what is kept to take it back is a few bytes a voice. The store's thread; no GTK here. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

typedef struct _EarBatch EarBatch;

typedef enum
{
  EAR_BATCH_THEME,      /* coded by this laptop's coder with @record, as wholes */
  EAR_BATCH_GROUP,      /* they speak for the group @record, too */
  EAR_BATCH_ONLY_GROUP, /* of the groups that were given to the voices themselves only @record stays */
  EAR_BATCH_FIELD,      /* @field of the contribution becomes @value */
} EarBatchKind;

/* Told how far it is, from 0 to 1. */
typedef void (*EarBatchProgress) (double fraction, gpointer data);

EarBatch *ear_batch_new (EarBatchKind kind, const EarId *record, guint field, const char *value);
void ear_batch_free (EarBatch *batch);
/* @ranges: (element-type guint): positions in @rows, each the first and how many. */
gboolean ear_batch_do (EarStore *store, EarBatch *batch, const EarVoiceRows *rows, const GArray *ranges,
                       EarBatchProgress progress, gpointer data, GCancellable *cancellable, GError **error);
gboolean ear_batch_take_back (EarStore *store, EarBatch *batch, EarBatchProgress progress, gpointer data,
                              GCancellable *cancellable, GError **error);
guint ear_batch_get_n_changes (const EarBatch *batch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarBatch, ear_batch_free)

G_END_DECLS
