/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two lists of the Reports page: quotations, of which somebody has to decide about some, and what was published before. */
#pragma once

#include <adwaita.h>

#include "ear-report.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_REPORT_LISTS (ear_report_lists_get_type ())
G_DECLARE_FINAL_TYPE (EarReportLists, ear_report_lists, EAR, REPORT_LISTS, AdwBin)

void ear_report_lists_show (EarReportLists *lists, EarWorkbook *workbook, GPtrArray *quotes, const GPtrArray *editions);
void ear_report_lists_open_quotes (EarReportLists *lists);

G_END_DECLS
