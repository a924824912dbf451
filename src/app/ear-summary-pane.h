/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What matters most now: the newest period beside the one before. Every figure opens the voices behind it. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_SUMMARY_PANE (ear_summary_pane_get_type ())
G_DECLARE_FINAL_TYPE (EarSummaryPane, ear_summary_pane, EAR, SUMMARY_PANE, AdwBin)

GtkWidget *ear_summary_pane_new (void);
void ear_summary_pane_set_workbook (EarSummaryPane *pane, EarWorkbook *workbook);

G_END_DECLS
