/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report, built and written on the workbook's thread. */
#pragma once

#include "ear-progress-box.h"
#include "ear-report-lists.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* What is asked for: how, and what a report is about. */
typedef struct
{
  const char *preset; /* static: its name, by which quotations are looked at */
  EarReportTemplate kind;
  EarId group, place; /* EAR_ID_NONE: not chosen */
} EarReportQuestion;

/* What a report can be about, whose it is, and what would be in it. */
typedef struct
{
  GPtrArray *strategies; /* EarStrategyRow */
  GPtrArray *groups, *places; /* EarTreeRow */
  GPtrArray *layout;     /* EarReportPart */
  gboolean has_logo;
  EarCount all;          /* what the report would count */
  char *organisation;    /* (nullable) this laptop's */
  EarReportListsData *lists;
} EarReportChoices;

gpointer ear_report_choices_load (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);
void ear_report_choices_free (EarReportChoices *choices);

void ear_report_save_async (EarWorkbook *workbook, const EarReportOptions *options, EarReportFormat format, GFile *file,
                            EarProgressShare *share, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Mostly nothing in either. */
typedef struct
{
  GStrv warnings; /* what could not be protected */
  GStrv notes;    /* what to look at before it is handed out */
} EarReportSaved;

void ear_report_saved_free (EarReportSaved *saved);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarReportSaved, ear_report_saved_free)

/* (transfer full) (nullable): %NULL where it failed */
EarReportSaved *ear_report_save_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);

void ear_report_logo_async (EarWorkbook *workbook, GFile *file, GAsyncReadyCallback callback, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarReportChoices, ear_report_choices_free)

G_END_DECLS
