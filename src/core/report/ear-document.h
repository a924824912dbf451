/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document every writer writes: blocks in order, holding plain text only. Nothing in it is markup; each writer
 * escapes what its own format needs. */
#pragma once

#include "ear-chart.h"
#include "ear-report.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_BLOCK_HEADING,
  EAR_BLOCK_PARAGRAPH,
  EAR_BLOCK_LIST,      /* each text an item */
  EAR_BLOCK_TABLE,
  EAR_BLOCK_QUOTATION, /* each text a paragraph, then the attribution */
  EAR_BLOCK_NOTICE,
  EAR_BLOCK_CHART,     /* drawn; the table that follows it says the same */
} EarBlockType;

/* Text of one language and so of one direction. */
typedef struct
{
  char *text;
  char *language; /* (nullable) BCP 47; NULL where it is the document's or not known */
} EarText;

typedef struct
{
  char *label;
  gboolean is_number;
  char *figure; /* (nullable) what its figures are called in the CSV, "" for those of the row as a whole; NULL: none */
} EarDocumentColumn;

#define EAR_FIGURE_NONE -1
#define EAR_FIGURE_HIDDEN -2

typedef struct
{
  char *text;
  gint64 contributions, sessions; /* EAR_FIGURE_NONE, EAR_FIGURE_HIDDEN */
  gint64 share; /* the same: in per cent, of the contributions */
} EarDocumentCell;

/* The first column is the row's heading; cells are those of the other columns. */
typedef struct
{
  char *label;
  char *path; /* the label with those above it, which alone would not say which row it is */
  guint depth;
  GArray *cells; /* EarDocumentCell */
} EarDocumentRow;

typedef struct
{
  char *caption;
  char *note;         /* (nullable) how its figures were counted */
  GPtrArray *columns; /* EarDocumentColumn, with the one of the row headings */
  GPtrArray *rows;    /* EarDocumentRow: what programs read */
  GPtrArray *shown;   /* those of them that stand on a page */
} EarDocumentTable;

typedef struct
{
  EarBlockType type;
  guint level;             /* of a heading, 1 to 3 */
  GPtrArray *texts;        /* EarText */
  char *attribution;       /* (nullable) of a quotation */
  EarDocumentTable *table; /* (nullable) */
  EarChart *chart;         /* (nullable) */
} EarBlock;

struct _EarDocument
{
  char *title;
  char *subtitle; /* (nullable) */
  char *language; /* BCP 47 */
  char *marking;  /* (nullable) stands on every page */
  GBytes *logo;   /* (nullable) a PNG picture; the subtitle says whose it is */
  gboolean large_print; /* a sheet of one page, for reading without glasses */
  GPtrArray *blocks; /* EarBlock */
  GPtrArray *warnings; /* utf8, NULL-terminated */
  GPtrArray *notes;    /* the same */
};

EarDocument *ear_document_new (const char *title, const char *language);
EarBlock *ear_document_add (EarDocument *document, EarBlockType type);
void ear_document_add_heading (EarDocument *document, guint level, const char *text);
void ear_document_add_paragraph (EarDocument *document, const char *text);
void ear_document_add_notice (EarDocument *document, const char *text);
void ear_document_add_chart (EarDocument *document, EarChart *chart);
EarDocumentTable *ear_document_add_table (EarDocument *document, const char *caption, const char *row_heading);
void ear_block_add_text (EarBlock *block, const char *text, const char *language);

void ear_document_table_add_column (EarDocumentTable *table, const char *label, gboolean is_number, const char *figure);
EarDocumentRow *ear_document_table_add_row (EarDocumentTable *table, const char *label, guint depth);
void ear_document_table_keep_off_page (EarDocumentTable *table, EarDocumentRow *row);
gboolean ear_document_table_is_on_page (const EarDocumentTable *table);
void ear_document_row_add_text (EarDocumentRow *row, const char *text);
void ear_document_row_add_figure (EarDocumentRow *row, EarShown shown, gint64 contributions, gint64 sessions);
void ear_document_row_add_share (EarDocumentRow *row, EarShown part, EarShown whole);
void ear_document_row_add_part (EarDocumentRow *row, EarShown part, EarShown whole, gint64 contributions, gint64 sessions);
gint64 ear_document_figure (EarShown shown);

/* ear-document-columns.c */
void ear_document_table_share_width (const EarDocumentTable *table, guint width, guint first_least, guint least, guint *widths);

/* ear-picture.c: a logo. */
cairo_surface_t *ear_picture_decode (GBytes *png);
gboolean ear_picture_is_fit (GBytes *png);
GBytes *ear_picture_from_file (GBytes *contents, GError **error);

gboolean ear_text_is_right_to_left (const char *text);
void ear_text_append_xml (GString *xml, const char *text);

/* The writers give the whole file's bytes. */
GBytes *ear_html_write (const EarDocument *document, GError **error);
GBytes *ear_odt_write (const EarDocument *document, GError **error);
GBytes *ear_pdf_write (const EarDocument *document, GError **error);
GBytes *ear_csv_write (const EarDocument *document, GError **error);
GBytes *ear_xml_write (const EarDocument *document);

G_END_DECLS
