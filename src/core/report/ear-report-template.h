/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of reports, their sections, and what a workbook remembers of how its owner wants them: which sections in which order,
 * what is written before each, and a logo. It is kept as settings, so that next year's report begins where this year's ended;
 * settings never travel, since it is one organisation's own text and no record of what anybody said. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_REPORT_ANNUAL,
  EAR_REPORT_STRATEGY, /* the evidence for one */
  EAR_REPORT_GROUP,    /* what one group said */
  EAR_REPORT_PLACE,
  EAR_REPORT_PLAIN,    /* in plain words */
  EAR_N_REPORT_TEMPLATES
} EarReportTemplate;

/* In the order in which they stand where nobody says otherwise. Rules and audit of protection come after them, always. */
typedef enum
{
  EAR_SECTION_GLANCE,
  EAR_SECTION_DID,     /* plain words: DID to MISSING, and SAFE */
  EAR_SECTION_TOLD,
  EAR_SECTION_DONE,
  EAR_SECTION_MISSING,
  EAR_SECTION_SAFE,
  EAR_SECTION_HEARD,
  EAR_SECTION_MATTERS,
  EAR_SECTION_GROUPS,
  EAR_SECTION_FEELINGS,
  EAR_SECTION_EVIDENCE,
  EAR_SECTION_PLACES,
  EAR_SECTION_QUOTATIONS,
  EAR_SECTION_ANSWERS,
  EAR_SECTION_GAPS,
  EAR_SECTION_METHOD,
  EAR_N_REPORT_SECTIONS
} EarReportSection;

/* A text is at most so long, in bytes: some pages. */
#define EAR_REPORT_TEXT_MAX (64 * 1024)

/* A section as it is wanted. */
typedef struct
{
  EarReportSection section;
  gboolean chosen;
  char *text; /* (nullable) the organisation's own words at its beginning; an empty line ends a paragraph */
} EarReportPart;

const char *ear_report_template_name (EarReportTemplate kind);     /* for the command line */
const char *ear_report_template_label (EarReportTemplate kind);    /* translated */
const char *ear_report_template_describe (EarReportTemplate kind); /* translated, a sentence */
gboolean ear_report_template_from_name (const char *name, EarReportTemplate *kind);
const char *ear_report_section_name (EarReportSection section);
const char *ear_report_section_label (EarReportSection section);   /* translated: its heading */
gboolean ear_report_section_from_name (const char *name, EarReportSection *section);
gboolean ear_report_template_has (EarReportTemplate kind, EarReportSection section);
char *ear_report_template_list (void);                             /* names, ", " between */
char *ear_report_section_list (EarReportTemplate kind);

/* ear-report-keep.c; the store's thread */
GPtrArray *ear_report_layout_load (EarStore *store, EarReportTemplate kind, GError **error);
gboolean ear_report_layout_keep (EarStore *store, EarReportTemplate kind, const GPtrArray *layout, GError **error);
void ear_report_part_free (gpointer part);
GPtrArray *ear_report_layout_copy (const GPtrArray *layout);
guint ear_report_layout_count (const GPtrArray *layout);
EarReportPart *ear_report_layout_find (const GPtrArray *layout, EarReportSection section);
gboolean ear_report_layout_set_text (EarReportPart *part, const char *text, GError **error);
GBytes *ear_report_logo_load (EarStore *store, GError **error);
gboolean ear_report_logo_keep (EarStore *store, GBytes *contents, GError **error);
char *ear_report_own_organisation (EarStore *store);

G_END_DECLS
