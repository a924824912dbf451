/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that write PDF share: pages, text that flows over them, and the tree of tags that tells a screen reader
 * what each text is and in which order it is read. Lengths are points. */
#pragma once

#include <pango/pangocairo.h>

#include "ear-document.h"

G_BEGIN_DECLS

/* A4, with margins of 2 cm (ISO 216); the text's size where none was asked for. */
#define EAR_PDF_WIDTH 595.28
#define EAR_PDF_HEIGHT 841.89
#define EAR_PDF_MARGIN 56.7
#define EAR_PDF_TEXT_WIDTH (EAR_PDF_WIDTH - 2 * EAR_PDF_MARGIN)
#define EAR_PDF_TOP (EAR_PDF_MARGIN + 14)
#define EAR_PDF_BOTTOM (EAR_PDF_HEIGHT - EAR_PDF_MARGIN - 8)

/* An element of the tree, in the order in which it was begun, and what cairo cannot say of it. */
typedef struct
{
  const char *name; /* static */
  char *more;       /* (nullable) entries of its dictionary */
} EarPdfElement;

/* Where a heading came to stand. */
typedef struct
{
  guint level, page;
  char *text;
} EarPdfHeading;

typedef struct
{
  const EarDocument *document;
  cairo_surface_t *surface;
  cairo_t *cr;
  GByteArray *bytes;
  GArray *elements;    /* EarPdfElement */
  GArray *headings;    /* EarPdfHeading, of this run */
  GArray *places;      /* (nullable) those of the run before, from which contents are made */
  guint page, n_pages; /* @n_pages: as the run before counted them */
  double y;
} EarPdf;

typedef struct
{
  double size;
  gboolean bold;
  guint32 colour;
  double spacing; /* a line's height as a multiple; 0: the font's own */
} EarPdfStyle;

#define EAR_PDF_INK 0x1d1d20
#define EAR_PDF_ACCENT 0x0a544c
#define EAR_PDF_LINE 0xb4bcbc

/* ear-pdf-page.c */
void ear_pdf_init (EarPdf *pdf, const EarDocument *document);
void ear_pdf_clear (EarPdf *pdf);
void ear_pdf_new_page (EarPdf *pdf);
void ear_pdf_need (EarPdf *pdf, double height);
void ear_pdf_begin (EarPdf *pdf, const char *name, char *more); /* takes @more */
void ear_pdf_end (EarPdf *pdf, const char *name);
void ear_pdf_begin_artifact (EarPdf *pdf, gboolean of_page);
void ear_pdf_end_artifact (EarPdf *pdf);
void ear_pdf_colour (EarPdf *pdf, guint32 rgb);
PangoLayout *ear_pdf_layout (EarPdf *pdf, const EarPdfStyle *style, const char *text, const char *language, double width);
double ear_pdf_height_of (PangoLayout *layout);
void ear_pdf_show (EarPdf *pdf, const EarPdfStyle *style, PangoLayout *layout, double x, double y);
void ear_pdf_show_lines (EarPdf *pdf, const EarPdfStyle *style, PangoLayout *layout, double x, double y, double from, double to);
void ear_pdf_flow (EarPdf *pdf, const char *name, char *more, const EarPdfStyle *style, const EarText *text, double x, double width);
char *ear_pdf_string (const char *text);
char *ear_pdf_language (const char *language);

/* ear-pdf-table.c */
void ear_pdf_table (EarPdf *pdf, const EarDocumentTable *table);

/* ear-pdf-finish.c */
GBytes *ear_pdf_finish (GByteArray *bytes, const EarDocument *document, const GArray *elements, GError **error);

G_END_DECLS
