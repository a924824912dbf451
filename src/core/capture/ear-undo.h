/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a change back and doing it again. What it changed is put back field by field, and only where it still stands as the
 * change left it: what somebody else wrote since, or a merge brought, stays. These are edits as any, so that they merge. The
 * store's thread. */
#pragma once

#include "ear-codebook-work.h"

G_BEGIN_DECLS

/* (element-type EarUndoPair) of one change: how each record stood before and after it. */
typedef GPtrArray EarUndoStep;

typedef struct
{
  EarRecord *was, *is;
} EarUndoPair;

EarUndoStep *ear_undo_step_new (EarStore *store, const EarCodebookBefore *before, GError **error);
gboolean ear_undo (EarStore *store, EarUndoStep *step, GError **error);

G_END_DECLS
