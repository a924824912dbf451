/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages: text that flows from one to the next, running heads and page numbers, and the tags around all of it. */
#include "ear-pdf.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#define FONT "Sans"

/* At least so many lines of a paragraph stand together before and after a page ends. */
#define KEPT_LINES 2

static const EarPdfStyle running = { .size = 8.5, .colour = 0x55555c };

static void
element_clear (gpointer data)
{
  g_free (((EarPdfElement *) data)->more);
}

static void
heading_clear (gpointer data)
{
  g_free (((EarPdfHeading *) data)->text);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

void
ear_pdf_init (EarPdf *pdf, const EarDocument *document)
{
  pdf->document = document;
  pdf->bytes = g_byte_array_new ();
  pdf->elements = g_array_new (FALSE, FALSE, sizeof (EarPdfElement));
  g_array_set_clear_func (pdf->elements, element_clear);
  pdf->headings = g_array_new (FALSE, FALSE, sizeof (EarPdfHeading));
  g_array_set_clear_func (pdf->headings, heading_clear);
  pdf->surface = cairo_pdf_surface_create_for_stream (append, pdf->bytes, EAR_PDF_WIDTH, EAR_PDF_HEIGHT);
  cairo_pdf_surface_restrict_to_version (pdf->surface, CAIRO_PDF_VERSION_1_7);
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_TITLE, document->title);
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_CREATOR, "Earshot");
  if (document->subtitle != NULL)
    cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_AUTHOR, document->subtitle);
  /* The same workbook gives the same bytes whenever it is reported. */
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
  pdf->cr = cairo_create (pdf->surface);
}

void
ear_pdf_clear (EarPdf *pdf)
{
  g_clear_pointer (&pdf->cr, cairo_destroy);
  g_clear_pointer (&pdf->surface, cairo_surface_destroy);
  g_clear_pointer (&pdf->bytes, g_byte_array_unref);
  g_clear_pointer (&pdf->elements, g_array_unref);
  g_clear_pointer (&pdf->headings, g_array_unref);
}

void
ear_pdf_begin (EarPdf *pdf, const char *name, char *more)
{
  EarPdfElement element = { name, more };

  g_array_append_val (pdf->elements, element);
  cairo_tag_begin (pdf->cr, name, NULL);
}

void
ear_pdf_end (EarPdf *pdf, const char *name)
{
  cairo_tag_end (pdf->cr, name);
}

/* What is there for the eye alone. @of_page: it belongs to the page, not to what stands on it. */
void
ear_pdf_begin_artifact (EarPdf *pdf, gboolean of_page)
{
  cairo_tag_begin (pdf->cr, "Artifact", of_page ? "type=Pagination" : "type=Layout");
}

void
ear_pdf_end_artifact (EarPdf *pdf)
{
  cairo_tag_end (pdf->cr, "Artifact");
}

void
ear_pdf_colour (EarPdf *pdf, guint32 rgb)
{
  cairo_set_source_rgb (pdf->cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

/**
 * ear_pdf_layout:
 * @language: (nullable): the document's where it is %NULL
 * @width: negative: as wide as its lines are
 *
 * Returns: (transfer full): the text in its script's own direction and shape, at no resolution of any screen.
 */
PangoLayout *
ear_pdf_layout (EarPdf *pdf, const EarPdfStyle *style, const char *text, const char *language, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (pdf->cr);
  PangoContext *context = pango_layout_get_context (layout);
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  cairo_font_options_destroy (options);
  pango_context_set_language (context, pango_language_from_string (language == NULL ? pdf->document->language : language));
  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  if (style->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  if (style->spacing > 0)
    pango_layout_set_line_spacing (layout, (float) style->spacing);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width >= 0)
    pango_layout_set_width (layout, (int) (MAX (1, width) * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  return layout;
}

double
ear_pdf_height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

void
ear_pdf_show (EarPdf *pdf, const EarPdfStyle *style, PangoLayout *layout, double x, double y)
{
  ear_pdf_show_lines (pdf, style, layout, x, y, 0, G_MAXDOUBLE);
}

/* The lines that begin between two heights of the layout; @y is where the height @from stands. */
void
ear_pdf_show_lines (EarPdf *pdf, const EarPdfStyle *style, PangoLayout *layout, double x, double y, double from, double to)
{
  PangoLayoutIter *line = pango_layout_get_iter (layout);

  ear_pdf_colour (pdf, style->colour);
  do
    {
      PangoRectangle area;
      int top, bottom;

      pango_layout_iter_get_line_yrange (line, &top, &bottom);
      if ((double) top / PANGO_SCALE < from - 0.01 || (double) top / PANGO_SCALE >= to - 0.01)
        continue;
      pango_layout_iter_get_line_extents (line, NULL, &area);
      cairo_move_to (pdf->cr, x + (double) area.x / PANGO_SCALE,
                     y - from + (double) pango_layout_iter_get_baseline (line) / PANGO_SCALE);
      pango_cairo_show_layout_line (pdf->cr, pango_layout_iter_get_line_readonly (line));
    }
  while (pango_layout_iter_next_line (line));
  pango_layout_iter_free (line);
  cairo_new_path (pdf->cr);
}

static void
show_running (EarPdf *pdf, const char *text, double y, gboolean at_end)
{
  g_autoptr (PangoLayout) layout = ear_pdf_layout (pdf, &running, text, NULL, EAR_PDF_TEXT_WIDTH);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (at_end)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  ear_pdf_show (pdf, &running, layout, EAR_PDF_MARGIN, y);
}

/* The first page has its title in large letters. */
static void
begin_page (EarPdf *pdf)
{
  const EarDocument *document = pdf->document;
  g_autofree char *number = NULL;

  pdf->page++;
  pdf->y = pdf->page == 1 ? EAR_PDF_MARGIN : EAR_PDF_TOP;
  /* Translators: the number of a page, and how many there are. */
  number = g_strdup_printf (_ ("Page %u of %u"), pdf->page, MAX (pdf->n_pages, pdf->page));
  ear_pdf_begin_artifact (pdf, TRUE);
  if (pdf->page > 1)
    {
      g_autofree char *head
        = document->subtitle == NULL ? g_strdup (document->title) : g_strdup_printf ("%s · %s", document->title, document->subtitle);

      show_running (pdf, head, EAR_PDF_MARGIN - 22, FALSE);
    }
  if (document->marking != NULL)
    show_running (pdf, document->marking, EAR_PDF_HEIGHT - EAR_PDF_MARGIN + 10, FALSE);
  show_running (pdf, number, EAR_PDF_HEIGHT - EAR_PDF_MARGIN + 10, TRUE);
  ear_pdf_end_artifact (pdf);
}

/* Between the parts of an element, not within one that holds text. */
void
ear_pdf_new_page (EarPdf *pdf)
{
  if (pdf->page > 0)
    cairo_show_page (pdf->cr);
  begin_page (pdf);
}

void
ear_pdf_need (EarPdf *pdf, double height)
{
  if (pdf->y + height > EAR_PDF_BOTTOM && pdf->y > EAR_PDF_TOP)
    ear_pdf_new_page (pdf);
}

/* How far down the lines from @from on can be shown in @room, so that no line stands alone on either page. */
static double
find_break (PangoLayout *layout, double from, double room)
{
  PangoLayoutIter *line = pango_layout_get_iter (layout);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = 0;

  do
    {
      int top, bottom;
      double end;

      pango_layout_iter_get_line_yrange (line, &top, &bottom);
      end = (double) bottom / PANGO_SCALE;
      if ((double) top / PANGO_SCALE < from - 0.01)
        continue;
      g_array_append_val (ends, end);
      n += end - from <= room;
    }
  while (pango_layout_iter_next_line (line));
  pango_layout_iter_free (line);
  if (n < ends->len && ends->len - n < KEPT_LINES)
    n -= MIN (n, KEPT_LINES - (ends->len - n));
  return n < MIN (KEPT_LINES, ends->len) ? from : g_array_index (ends, double, n - 1);
}

static void
flow_over_pages (EarPdf *pdf, const EarPdfStyle *style, PangoLayout *layout, double x)
{
  double whole = ear_pdf_height_of (layout), from = 0;

  while (from < whole - 0.01)
    {
      double to = find_break (layout, from, EAR_PDF_BOTTOM - pdf->y);

      /* A page of its own has room for something, whatever the size of the text. */
      if (to <= from && pdf->y <= EAR_PDF_TOP)
        to = whole;
      if (to > from)
        {
          ear_pdf_begin (pdf, "Span", NULL);
          ear_pdf_show_lines (pdf, style, layout, x, pdf->y, from, to);
          ear_pdf_end (pdf, "Span");
          pdf->y += to - from;
          from = to;
        }
      if (from < whole - 0.01)
        ear_pdf_new_page (pdf);
    }
}

/**
 * ear_pdf_flow:
 * @name: of the element
 * @more: (nullable) (transfer full): entries of its dictionary; the text's language is added
 *
 * Shows a text where the page stands, over as many pages as it takes.
 */
void
ear_pdf_flow (EarPdf *pdf, const char *name, char *more, const EarPdfStyle *style, const EarText *text, double x, double width)
{
  g_autoptr (PangoLayout) layout = ear_pdf_layout (pdf, style, text->text, text->language, width);
  g_autofree char *language = ear_pdf_language (text->language), *given = more;

  ear_pdf_begin (pdf, name, language == NULL && given == NULL ? NULL : g_strconcat (language == NULL ? "" : language, given, NULL));
  if (pdf->y + ear_pdf_height_of (layout) <= EAR_PDF_BOTTOM)
    {
      ear_pdf_show (pdf, style, layout, x, pdf->y);
      pdf->y += ear_pdf_height_of (layout);
    }
  else
    flow_over_pages (pdf, style, layout, x);
  ear_pdf_end (pdf, name);
}

/* A text as a hexadecimal string of UTF-16 (ISO 32000-1, 7.9.2.2). */
char *
ear_pdf_string (const char *text)
{
  glong n = 0;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);
  GString *string = g_string_new ("<FEFF");

  for (glong i = 0; i < n; i++)
    g_string_append_printf (string, "%04X", wide[i]);
  g_string_append_c (string, '>');
  return g_string_free (string, FALSE);
}

/* (nullable): the entry of an element's language. */
char *
ear_pdf_language (const char *language)
{
  g_autofree char *tag = language == NULL ? NULL : g_strcanon (g_strdup (language), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-", '-');

  return tag == NULL ? NULL : g_strdup_printf ("/Lang (%s) ", tag);
}
