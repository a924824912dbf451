/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report, built and written on the workbook's thread. */
#pragma once

#include "ear-progress-box.h"
#include "ear-report.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* What is asked for: how, and what a report is about. */
typedef struct
{
  EarPreset preset;
  EarReportTemplate kind;
  EarId strategy, group, place; /* EAR_ID_NONE: not chosen */
  GPtrArray *layout;            /* (nullable) EarReportPart; NULL: as it is kept in the workbook */
} EarReportQuestion;

void ear_report_question_free (gpointer question);

/* What a report can be about, whose it is, and what would be in it. */
typedef struct
{
  GPtrArray *strategies; /* EarStrategyRow */
  GPtrArray *groups, *places; /* EarTreeRow */
  GPtrArray *layout;     /* EarReportPart */
  gboolean has_logo;
  EarReportFacts *facts; /* (nullable) what would be in it; NULL: it is not chosen yet what it is about */
  char *organisation;    /* (nullable) this laptop's */
  GPtrArray *editions;   /* EarStoreEdition, without figures */
} EarReportChoices;

gpointer ear_report_choices_load (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);
void ear_report_choices_free (EarReportChoices *choices);
char *ear_report_describe_facts (const EarReportFacts *facts, guint n_sections);
char *ear_report_describe_quotations (const EarReportFacts *facts);

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarReportChoices, ear_report_choices_free)

G_END_DECLS
