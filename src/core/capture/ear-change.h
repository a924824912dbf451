/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every change of records in this room begins and ends with. The store's thread. */
#pragma once

#include "ear-codebook-work.h"

G_BEGIN_DECLS

void ear_change_remember (EarCodebookBefore *before, const EarRecord *record);
const char *ear_change_was (const EarRecord *was, guint field);
EarRecord *ear_change_get_live (EarStore *store, EarKind kind, const EarId *id, GError **error);
gboolean ear_change_finish (EarStore *store, gboolean done, GError **error);

G_END_DECLS
