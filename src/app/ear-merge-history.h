/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was brought in before, newest first, with a button that takes the newest back, also after the program was closed. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_MERGE_HISTORY (ear_merge_history_get_type ())
G_DECLARE_FINAL_TYPE (EarMergeHistory, ear_merge_history, EAR, MERGE_HISTORY, AdwBin)

/* Signal "undone" (char *account): what was taken back and what was kept. Signal "failed" (GError *). */

void ear_merge_history_set_workbook (EarMergeHistory *history, EarWorkbook *workbook);
void ear_merge_history_focus_newest (EarMergeHistory *history);

G_END_DECLS
