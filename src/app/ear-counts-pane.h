/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many voices there are by what a person asks: by one thing or two, and one picture for each value of a third. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_COUNTS_PANE (ear_counts_pane_get_type ())
G_DECLARE_FINAL_TYPE (EarCountsPane, ear_counts_pane, EAR, COUNTS_PANE, AdwBin)

void ear_counts_pane_set_workbook (EarCountsPane *pane, EarWorkbook *workbook); /* (nullable) */

G_END_DECLS
