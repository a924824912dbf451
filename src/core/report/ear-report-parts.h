/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the annual report, in its order. Each adds its blocks to the document. */
#pragma once

#include "ear-document.h"
#include "ear-protect-evidence.h"

G_BEGIN_DECLS

/* What several parts need, counted once. */
typedef struct
{
  EarStore *store;
  EarDocument *document;
  GPtrArray *strategies; /* EarStrategyRow, those that are reported on */
  EarTable *themes, *groups, *places, *periods, *feelings; /* by one dimension */
  EarTable *themes_of_groups, *feelings_of_themes;         /* by two */
  GPtrArray *evidence;   /* of each strategy a GPtrArray of EarEvidenceRow */
  GArray *recorders;     /* EarReportRecorder, by name */
  EarPreset preset;
  const char *scope;     /* (nullable) what all voices of the report have in common, as ear_protect_add_table() takes it */
  EarProtect *protect;   /* all figures go through it */
  EarAudit *audit;
} EarReportParts;

/* Who recorded how much. */
typedef struct
{
  char *name;
  guint sessions, voices;
} EarReportRecorder;

/* The period by which tables in the report are, and how deep the columns of a table by two dimensions go. */
#define EAR_REPORT_PERIOD EAR_PERIOD_FINANCIAL_YEAR
#define EAR_REPORT_COLUMN_DEPTH 0

gboolean ear_report_add_heard (EarReportParts *parts, GError **error);      /* ear-report-heard.c */
gboolean ear_report_add_matters (EarReportParts *parts, GError **error);    /* ear-report-matters.c */
gboolean ear_report_add_evidence (EarReportParts *parts, GError **error);   /* ear-report-evidence.c */
gboolean ear_report_add_quotations (EarReportParts *parts, GError **error); /* ear-report-quotations.c */
gboolean ear_report_add_answers (EarReportParts *parts, GError **error);    /* ear-report-answers.c */
void ear_report_add_sources (EarReportParts *parts);                        /* ear-report-sources.c */

/* ear-report-count.c: counts all that the report shows, before any of it is shown. */
gboolean ear_report_count (EarReportParts *parts, GError **error);
void ear_report_parts_clear (EarReportParts *parts);

/* ear-report-protect.c */
gboolean ear_report_protect (EarReportParts *parts, GCancellable *cancellable, GError **error);
void ear_report_add_protection (EarReportParts *parts);
EarShown ear_report_get_recorder (const EarReportParts *parts, const EarReportRecorder *recorder, gboolean held);

/* ear-report-tables.c: a summary as a table of the document. */
EarDocumentTable *ear_report_add_counts (EarReportParts *parts, const char *caption, const EarTable *table);
EarDocumentTable *ear_report_add_cross (EarReportParts *parts, const char *caption, const EarTable *table);
gboolean ear_report_is_none (const EarHeading *heading);

/* ear-report-charts.c: before the table that says the same. */
void ear_report_add_bars (EarReportParts *parts, const char *title, const EarTable *table);
void ear_report_add_feelings (EarReportParts *parts, const char *title, const EarTable *table);
void ear_report_add_heat (EarReportParts *parts, const char *title, const EarTable *table);
void ear_report_add_evidence_chart (EarReportParts *parts, const char *title, const GPtrArray *evidence);

G_END_DECLS
