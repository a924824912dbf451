/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two lists of the Reports page: quotations that somebody has to decide about, and what was published before. */
#pragma once

#include <adwaita.h>

#include "ear-report.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_REPORT_LISTS (ear_report_lists_get_type ())
G_DECLARE_FINAL_TYPE (EarReportLists, ear_report_lists, EAR, REPORT_LISTS, AdwBin)

/* What both show. EarWorkbookFunc; @data is a preset as text. */
typedef struct
{
  GPtrArray *quotes;   /* EarReportQuote */
  GPtrArray *editions; /* EarStoreEdition, without figures */
} EarReportListsData;

gpointer ear_report_lists_load (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);
void ear_report_lists_data_free (EarReportListsData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarReportListsData, ear_report_lists_data_free)

void ear_report_lists_show (EarReportLists *lists, EarWorkbook *workbook, const EarReportListsData *data);

G_END_DECLS
