/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the annual report, in its order. Each adds its blocks to the document. */
#pragma once

#include "ear-cube.h"
#include "ear-document.h"
#include "ear-protect-evidence.h"

G_BEGIN_DECLS

/* What several parts need, counted once. */
typedef struct
{
  EarStore *store;
  EarCube *cube; /* all voices, loaded once; whoever counts says by which filter */
  EarDocument *document;
  EarReportTemplate kind;
  GPtrArray *layout;     /* EarReportPart */
  GPtrArray *strategies; /* EarStrategyRow, those that are reported on */
  EarTable *themes, *groups, *places, *periods, *feelings; /* by one dimension */
  EarTable *themes_of_groups, *feelings_of_themes, *themes_of_places, *feelings_of_places; /* by two; NULL where no section needs it */
  GPtrArray *evidence;   /* of each strategy a GPtrArray of EarEvidenceRow */
  GPtrArray *recorders;  /* EarRecorder, by name; (nullable) */
  EarPreset preset;
  /* (nullable) what all voices of the report have in common: as ear_protect_add_table() takes it, as it is called, and as it
   * is asked for. */
  char *scope, *scope_name;
  const EarVoiceFilter *filter;
  EarVoiceFilter own_filter;
  EarId subject;
  EarProtect *protect;   /* all figures go through it */
  EarProtectProgress progress; /* (nullable) */
  gpointer progress_data;
  EarAudit *audit;
} EarReportParts;

/* The period by which tables in the report are, and how deep the columns of a table by two dimensions go. */
#define EAR_REPORT_PERIOD EAR_PERIOD_FINANCIAL_YEAR
#define EAR_REPORT_COLUMN_DEPTH 0

/* Each section, without its heading and the organisation's own text. */
gboolean ear_report_add_glance (EarReportParts *parts, GError **error);     /* ear-report-front.c */
gboolean ear_report_add_heard (EarReportParts *parts, GError **error);      /* ear-report-heard.c */
gboolean ear_report_add_matters (EarReportParts *parts, GError **error);    /* ear-report-matters.c */
gboolean ear_report_add_groups (EarReportParts *parts, GError **error);
gboolean ear_report_add_how_it_feels (EarReportParts *parts, GError **error);
gboolean ear_report_add_evidence (EarReportParts *parts, GError **error);   /* ear-report-evidence.c */
gboolean ear_report_add_places (EarReportParts *parts, GError **error);     /* ear-report-places.c */
gboolean ear_report_add_quotations (EarReportParts *parts, GError **error); /* ear-report-quotations.c */
gboolean ear_report_add_answers (EarReportParts *parts, GError **error);    /* ear-report-answers.c */
gboolean ear_report_add_gaps (EarReportParts *parts, GError **error);       /* ear-report-gaps.c */
gboolean ear_report_add_sources (EarReportParts *parts, GError **error);    /* ear-report-sources.c */
gboolean ear_report_add_did (EarReportParts *parts, GError **error);        /* ear-report-plain.c */
gboolean ear_report_add_told (EarReportParts *parts, GError **error);
gboolean ear_report_add_done (EarReportParts *parts, GError **error);
gboolean ear_report_add_missing (EarReportParts *parts, GError **error);
gboolean ear_report_add_safe (EarReportParts *parts, GError **error);

/* ear-report-front.c */
void ear_report_add_notices (EarReportParts *parts);
gboolean ear_report_describe_period (const EarReportParts *parts, char **period, GError **error);
EarShown ear_report_get_total (const EarReportParts *parts, EarMeasure measure);

/* ear-report-gaps.c */
GPtrArray *ear_report_list_missing (const EarReportParts *parts, guint most, GError **error);
gboolean ear_report_is_gap (const EarReportParts *parts, const EarEvidenceRow *row);

/* ear-report-subject.c: what is wanted, and what the report is about. */
gboolean ear_report_parts_init (EarReportParts *parts, const EarReportOptions *options, GError **error);
char *ear_report_make_title (const EarReportParts *parts);

gboolean ear_report_wants (const EarReportParts *parts, EarReportSection section); /* ear-report-count.c */

/* ear-report-count.c: counts all that the report shows, before any of it is shown. */
gboolean ear_report_count (EarReportParts *parts, GError **error);
gboolean ear_report_count_themes (EarReportParts *parts, GError **error); /* that alone, for ear_report_facts_load() */
void ear_report_parts_clear (EarReportParts *parts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarReportParts, ear_report_parts_clear)

/* ear-report-quotations.c */
GPtrArray *ear_report_choose_quotes (const EarReportParts *parts, GError **error);
void ear_report_count_quotes (const GPtrArray *quotes, guint *n, guint *n_waiting);

/* ear-report-protect.c */
gboolean ear_report_protect (EarReportParts *parts, GCancellable *cancellable, GError **error);
void ear_report_add_protection (EarReportParts *parts);
EarShown ear_report_get_recorder (const EarReportParts *parts, const EarRecorder *recorder, gboolean held);

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
