/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the annual report, in its order. Each adds its blocks to the document. */
#pragma once

#include "ear-document.h"

G_BEGIN_DECLS

/* What several parts need, counted once. */
typedef struct
{
  EarStore *store;
  EarDocument *document;
  GPtrArray *strategies; /* EarStrategyRow, those that are reported on */
  EarTable *themes, *groups, *places, *periods, *feelings; /* by one dimension */
} EarReportParts;

gboolean ear_report_add_heard (EarReportParts *parts, GError **error);      /* ear-report-heard.c */
gboolean ear_report_add_matters (EarReportParts *parts, GError **error);    /* ear-report-matters.c */
gboolean ear_report_add_evidence (EarReportParts *parts, GError **error);   /* ear-report-evidence.c */
gboolean ear_report_add_quotations (EarReportParts *parts, GError **error); /* ear-report-quotations.c */
gboolean ear_report_add_answers (EarReportParts *parts, GError **error);    /* ear-report-answers.c */
void ear_report_add_sources (EarReportParts *parts);                        /* ear-report-sources.c */

/* ear-report-tables.c: a summary as a table of the document. */
EarDocumentTable *ear_report_add_counts (EarDocument *document, const char *caption, const EarTable *table);
EarDocumentTable *ear_report_add_cross (EarDocument *document, const char *caption, const EarTable *table,
                                        guint max_column_depth);
gboolean ear_report_is_none (const EarHeading *heading);

G_END_DECLS
