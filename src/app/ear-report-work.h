/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report, built and written on the workbook's thread. */
#pragma once

#include "ear-progress-box.h"
#include "ear-report-lists.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* What a report can be about, and whose it is. */
typedef struct
{
  GPtrArray *strategies; /* EarStrategyRow */
  char *organisation;    /* (nullable) this laptop's */
  EarReportListsData *lists;
} EarReportChoices;

gpointer ear_report_choices_load (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);
void ear_report_choices_free (EarReportChoices *choices);

void ear_report_save_async (EarWorkbook *workbook, const EarReportOptions *options, EarReportFormat format, GFile *file,
                            EarProgressShare *share, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (nullable): what could not be protected, mostly nothing; %NULL where it failed */
GStrv ear_report_save_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarReportChoices, ear_report_choices_free)

G_END_DECLS
