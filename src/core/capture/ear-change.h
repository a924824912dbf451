/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every change of records in this room begins and ends with. The store's thread. */
#pragma once

#include "ear-codebook-work.h"

G_BEGIN_DECLS

void ear_change_remember (EarCodebookBefore *before, const EarRecord *record);
gboolean ear_change_put (EarStore *store, EarRecord *record, EarCodebookBefore *before, GError **error);
const char *ear_change_was (const EarRecord *was, guint field);
EarRecord *ear_change_get_live (EarStore *store, EarKind kind, const EarId *id, GError **error);
gboolean ear_change_finish (EarStore *store, gboolean done, GError **error);

/* ear-codebook-work.c */
gboolean ear_change_check_name (EarStore *store, const EarId *theme, const char *name, GError **error);
gboolean ear_change_check_different (const char *const *names, GError **error);
gboolean ear_change_add_part (EarStore *store, const EarRecord *whole, const char *name, GArray *parts, EarCodebookBefore *before,
                              GError **error);
gboolean ear_change_give (EarStore *store, const EarId *coding, const EarId *parts, guint n_parts, EarCodebookBefore *before,
                          GError **error);

/* ear-theme-work.c */
gboolean ear_change_follow (EarStore *store, const EarRecord *whole, const GArray *parts, EarCodebookBefore *before, GError **error);

G_END_DECLS
