/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saying which theme is evidence for which priority, and why. Each change is one transaction, merges as every edit does, and
 * is taken back with ear_codebook_take_back(). The store's thread. */
#pragma once

#include "ear-codebook-work.h"

G_BEGIN_DECLS

gboolean ear_mapping_set (EarStore *store, const EarId *theme, const EarId *priority, const char *reason, EarCodebookBefore *before,
                          GError **error);
gboolean ear_mapping_unset (EarStore *store, const EarId *theme, const EarId *priority, EarCodebookBefore *before, GError **error);

G_END_DECLS
