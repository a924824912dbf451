/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of looking at files, or of bringing them in: each file with its counts, each count openable, and what somebody
 * has to say yes to first. */
#pragma once

#include <adwaita.h>

#include "ear-merge.h"

G_BEGIN_DECLS

#define EAR_TYPE_MERGE_RESULTS (ear_merge_results_get_type ())
G_DECLARE_FINAL_TYPE (EarMergeResults, ear_merge_results, EAR, MERGE_RESULTS, AdwPreferencesGroup)

/* Signal "accept" (char *id): the device is theirs. Signal "allow": what would be removed was seen, and may be. */

void ear_merge_results_clear (EarMergeResults *results);
void ear_merge_results_take_merge (EarMergeResults *results, EarMerge *merge, gboolean applied, gboolean allowed);
void ear_merge_results_add_failure (EarMergeResults *results, const char *title, const GError *error);
void ear_merge_results_add_account (EarMergeResults *results, const char *title, const char *words);

G_END_DECLS
