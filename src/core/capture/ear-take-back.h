/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a change of records back, and doing it again. Whatever the change was, it is known by how each record stood before
 * it and after it. The store's thread, but for freeing. */
#pragma once

#include "ear-codebook-work.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *before, *after; /* EarRecord, of the same records in the same order */
} EarTakeBack;

EarTakeBack *ear_take_back_new (EarStore *store, const EarCodebookBefore *before, GError **error);
EarTakeBack *ear_take_back_finish (EarStore *store, gboolean done, const EarCodebookBefore *before, GError **error);
void ear_take_back_free (EarTakeBack *change);
gboolean ear_take_back_is_empty (const EarTakeBack *change);
gboolean ear_take_back_join (EarTakeBack *change, EarTakeBack *next);
gboolean ear_take_back_do (EarStore *store, const EarTakeBack *change, gboolean again, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarTakeBack, ear_take_back_free)

G_END_DECLS
