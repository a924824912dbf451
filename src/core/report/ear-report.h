/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document model, written as HTML, PDF, ODT, XML or CSV. No SQL here: all figures come from insight. */
#pragma once

#include "ear-quote-check.h"
#include "ear-report-template.h"

G_BEGIN_DECLS

#define EAR_REPORT_ERROR (ear_report_error_quark ())

typedef enum
{
  EAR_REPORT_ERROR_FORMAT, /* the file's name ends in nothing we write */
  EAR_REPORT_ERROR_NOT_WRITTEN,
  EAR_REPORT_ERROR_NOT_SAFE, /* it is not for publishing */
  EAR_REPORT_ERROR_SUBJECT,  /* what it is about is not said, or not in the workbook */
  EAR_REPORT_ERROR_TEXT,     /* an own text that is too long */
  EAR_REPORT_ERROR_LOGO,
} EarReportError;

GQuark ear_report_error_quark (void);

typedef enum
{
  EAR_REPORT_HTML,
  EAR_REPORT_ODT,
  EAR_REPORT_CSV,
  EAR_REPORT_PDF,
  EAR_REPORT_XML,
  EAR_REPORT_CSV_FOLDER, /* a file a table, with a data dictionary */
  EAR_N_REPORT_FORMATS
} EarReportFormat;

typedef struct
{
  EarReportTemplate kind;
  const EarId *strategy;    /* (nullable) NULL: every strategy that a theme is mapped to; EAR_REPORT_STRATEGY needs one */
  const EarId *group;       /* (nullable) EAR_REPORT_GROUP needs it, no other uses it */
  const EarId *place;       /* (nullable) the same for EAR_REPORT_PLACE */
  const GPtrArray *layout;  /* (nullable) (element-type EarReportPart) NULL: as it is kept in the workbook */
  const char *title;        /* (nullable) */
  const char *organisation; /* (nullable) whose report it is */
  const EarPreset *protect; /* (nullable) how small numbers are protected; NULL: they are not, and the report is internal */
  const char *publish;      /* (nullable) what the edition is called that is kept as published */
  GCancellable *cancellable; /* (nullable) */
  EarProtectProgress progress; /* (nullable) told, on the store's thread, how much is done, from 0 to 1 */
  gpointer progress_data;
} EarReportOptions;

/* A logo is a PNG or SVG picture of at most so many bytes, the PNG of at most so many pixels on each side. */
#define EAR_LOGO_MAX_BYTES (512 * 1024)
#define EAR_LOGO_MAX_PIXELS 2000

/* A quotation that a report may have. */
typedef struct
{
  EarVoice *voice;
  char *theme; /* under which it stands */
  EarQuoteResult check;
  gboolean stands; /* it is in the report; else it waits for a decision, or somebody left it out */
} EarReportQuote;

void ear_report_quote_free (EarReportQuote *quote);

/* What a report would hold, before it is made. These are exact figures, for those who make it. */
typedef struct
{
  EarCount all;             /* voices and conversations */
  guint n_sections;         /* those of protection, which it always has, not among them */
  gboolean has_quotations;  /* whether it has the section for them: without it all that follows is nothing */
  guint n_quotations;       /* in it */
  guint n_waiting;          /* that are left out until somebody decides about them */
  GPtrArray *quotes;        /* (element-type EarReportQuote) those, and what somebody left out */
} EarReportFacts;

/* ear-document.h holds the document model (blocks: heading, paragraph, table, list, quotation, notice). */
typedef struct _EarDocument EarDocument;

/* What was told of figures that could not be protected; empty where all is well. */
const char *const *ear_document_get_warnings (const EarDocument *document);
/* What somebody should look at before it goes out: their own texts are not protected by anything. */
const char *const *ear_document_get_notes (const EarDocument *document);

EarReportFacts *ear_report_facts_load (EarStore *store, const EarReportOptions *options, GError **error); /* on the store's thread */
void ear_report_facts_free (EarReportFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarReportFacts, ear_report_facts_free)
EarDocument *ear_report_build (EarStore *store, const EarReportOptions *options, GError **error); /* on the store's thread */
gboolean ear_report_format_from_path (const char *path, EarReportFormat *format, GError **error);
char *ear_report_path_with_format (const char *path, EarReportFormat format);
gboolean ear_report_format_is_table (EarReportFormat format);
gboolean ear_report_write (EarDocument *document, EarReportFormat format, const char *path, GError **error); /* any thread */
void ear_document_free (EarDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarDocument, ear_document_free)

G_END_DECLS
