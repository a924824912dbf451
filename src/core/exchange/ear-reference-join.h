/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An item of a reference file and the same item of an older revision that is here. */
#pragma once

#include "ear-exchange.h"

G_BEGIN_DECLS

gboolean ear_reference_join (EarStore *store, EarRecord *item, gboolean strict, EarMergeResult *result,
                             gboolean *contradicts,
                             GError **error);

G_END_DECLS
