/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as PDF: tagged, so that it can be read aloud in order, with bookmarks and a table of contents. It is laid out
 * twice, since contents name pages that are not known before. */
#include "ear-pdf.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#define CHART_SIZE 9.5
#define LOGO_HEIGHT 54.0
#define LOGO_WIDTH 220.0
#define INDENT 16.0
#define TABLE_ROOM 110.0 /* caption, head and two rows */

static const EarPdfStyle title_style = { .size = 25, .bold = TRUE, .colour = EAR_PDF_ACCENT };
static const EarPdfStyle subtitle_style = { .size = 14, .colour = EAR_PDF_ACCENT };
static const EarPdfStyle contents_style = { .size = 10.5, .colour = EAR_PDF_INK, .spacing = 1.15 };
static const EarPdfStyle body_style = { .size = 10.5, .colour = EAR_PDF_INK, .spacing = 1.15 };
static const EarPdfStyle quotation_style = { .size = 12, .colour = EAR_PDF_INK, .spacing = 1.15 };
static const EarPdfStyle attribution_style = { .size = 9, .colour = 0x44444a };
static const EarPdfStyle notice_style = { .size = 10.5, .bold = TRUE, .colour = EAR_PDF_INK };
static const EarPdfStyle heading_styles[] = { { .size = 18, .bold = TRUE, .colour = EAR_PDF_ACCENT },
                                              { .size = 14, .bold = TRUE, .colour = EAR_PDF_ACCENT },
                                              { .size = 11.5, .bold = TRUE, .colour = EAR_PDF_ACCENT } };
static const double heading_space[] = { 20, 14, 10 };

/* A sheet in large print: 16 points (RNIB), and headings to match. */
static const EarPdfStyle large_style = { .size = 16, .colour = EAR_PDF_INK };
static const EarPdfStyle large_heading = { .size = 19, .bold = TRUE, .colour = EAR_PDF_ACCENT };

static const EarPdfStyle *
get_body (const EarPdf *pdf)
{
  return pdf->document->large_print ? &large_style : &body_style;
}

static const EarText *
first_text (const EarBlock *block)
{
  return g_ptr_array_index (block->texts, 0);
}

static const EarChartStyle chart_style = { .font = "Sans", .size = CHART_SIZE, .with_title = TRUE };

/* Of the page's room; a chart that is higher is made smaller. */
static double
chart_height (const EarChart *chart)
{
  return MIN (ear_chart_height (chart, &chart_style, EAR_PDF_TEXT_WIDTH), EAR_PDF_BOTTOM - EAR_PDF_TOP - 60);
}

/* What the next block needs at least of the page on which its heading stands; a heading needs what comes after it, too. */
static double
room_from (const EarPdf *pdf, guint at)
{
  const GPtrArray *blocks = pdf->document->blocks;
  const EarBlock *block = at < blocks->len ? blocks->pdata[at] : NULL;

  if (block == NULL)
    return 0;
  switch (block->type)
    {
    case EAR_BLOCK_HEADING:
      return heading_space[block->level - 1] + 2 * heading_styles[block->level - 1].size + room_from (pdf, at + 1);
    case EAR_BLOCK_CHART:
      return chart_height (block->chart) + 12;
    case EAR_BLOCK_TABLE:
      return TABLE_ROOM;
    case EAR_BLOCK_PARAGRAPH:
      return 4 * body_style.size + (at + 1 < blocks->len ? MIN (TABLE_ROOM, room_from (pdf, at + 1)) : 0);
    case EAR_BLOCK_LIST:
    case EAR_BLOCK_QUOTATION:
    case EAR_BLOCK_NOTICE:
    default:
      return 5 * body_style.size;
    }
}

/* A heading does not stand at the foot of a page without what it is the heading of. */
static void
add_heading (EarPdf *pdf, const EarBlock *block, guint number)
{
  static const char *const names[] = { "H2", "H3", "H4" };
  guint at = block->level - 1;
  const EarPdfStyle *style = pdf->document->large_print ? &large_heading : &heading_styles[at];
  EarPdfHeading heading = { .level = block->level, .text = g_strdup (first_text (block)->text) };
  g_autofree char *place = g_strdup_printf ("name='s%u'", pdf->headings->len);

  ear_pdf_need (pdf, MIN (room_from (pdf, number), EAR_PDF_BOTTOM - EAR_PDF_TOP));
  if (pdf->y > EAR_PDF_TOP)
    pdf->y += pdf->document->large_print ? 8 : heading_space[at];
  heading.page = pdf->page;
  g_array_append_val (pdf->headings, heading);
  cairo_tag_begin (pdf->cr, CAIRO_TAG_DEST, place);
  ear_pdf_flow (pdf, names[at], NULL, style, first_text (block), EAR_PDF_MARGIN, EAR_PDF_TEXT_WIDTH);
  cairo_tag_end (pdf->cr, CAIRO_TAG_DEST);
  pdf->y += 5;
}

static void
add_texts (EarPdf *pdf, const EarBlock *block, const EarPdfStyle *style, double indent, double after)
{
  for (guint i = 0; i < block->texts->len; i++)
    {
      ear_pdf_need (pdf, 2 * style->size);
      ear_pdf_flow (pdf, "P", NULL, style, g_ptr_array_index (block->texts, i), EAR_PDF_MARGIN + indent, EAR_PDF_TEXT_WIDTH - 2 * indent);
      pdf->y += after;
    }
}

/* A bullet stands on the page on which its text begins: of more than three lines some may go on to the next. */
static double
item_height (EarPdf *pdf, const EarPdfStyle *style, const EarText *text)
{
  g_autoptr (PangoLayout) layout = ear_pdf_layout (pdf, style, text->text, text->language, EAR_PDF_TEXT_WIDTH - INDENT);
  int n = pango_layout_get_line_count (layout);

  return ear_pdf_height_of (layout) * MIN (n, 3) / MAX (n, 1);
}

static void
add_list (EarPdf *pdf, const EarBlock *block)
{
  const EarPdfStyle *style = get_body (pdf);

  if (block->texts->len == 0)
    return;
  ear_pdf_begin (pdf, "L", NULL);
  for (guint i = 0; i < block->texts->len; i++)
    {
      g_autoptr (PangoLayout) bullet = ear_pdf_layout (pdf, style, "•", NULL, -1);

      ear_pdf_need (pdf, item_height (pdf, style, g_ptr_array_index (block->texts, i)));
      ear_pdf_begin (pdf, "LI", NULL);
      ear_pdf_begin (pdf, "Lbl", NULL);
      ear_pdf_show (pdf, style, bullet, EAR_PDF_MARGIN + 3, pdf->y);
      ear_pdf_end (pdf, "Lbl");
      ear_pdf_flow (pdf, "LBody", NULL, style, g_ptr_array_index (block->texts, i), EAR_PDF_MARGIN + INDENT, EAR_PDF_TEXT_WIDTH - INDENT);
      ear_pdf_end (pdf, "LI");
      pdf->y += 2.5;
    }
  ear_pdf_end (pdf, "L");
  pdf->y += 5;
}

/* A quotation and whom it is of stay together where a page has room for both. */
static void
add_quotation (EarPdf *pdf, const EarBlock *block)
{
  double height = 2 * attribution_style.size, top, page;

  for (guint i = 0; i < block->texts->len; i++)
    {
      const EarText *text = g_ptr_array_index (block->texts, i);
      g_autoptr (PangoLayout) layout = ear_pdf_layout (pdf, &quotation_style, text->text, text->language, EAR_PDF_TEXT_WIDTH - 2 * INDENT);

      height += ear_pdf_height_of (layout) + 3;
    }
  ear_pdf_need (pdf, MIN (height, (EAR_PDF_BOTTOM - EAR_PDF_TOP) / 2));
  top = pdf->y;
  page = pdf->page;
  ear_pdf_begin (pdf, "BlockQuote", NULL);
  add_texts (pdf, block, &quotation_style, INDENT, 3);
  if (block->attribution != NULL)
    {
      EarText text = { block->attribution, NULL };

      ear_pdf_flow (pdf, "P", NULL, &attribution_style, &text, EAR_PDF_MARGIN + INDENT, EAR_PDF_TEXT_WIDTH - 2 * INDENT);
    }
  ear_pdf_end (pdf, "BlockQuote");
  if (page == pdf->page)
    {
      ear_pdf_begin_artifact (pdf, FALSE);
      ear_pdf_colour (pdf, EAR_PDF_ACCENT);
      cairo_rectangle (pdf->cr, EAR_PDF_MARGIN, top, 2.5, pdf->y - top);
      cairo_fill (pdf->cr);
      ear_pdf_end_artifact (pdf);
    }
  pdf->y += 11;
}

static void
add_notice (EarPdf *pdf, const EarBlock *block)
{
  for (guint i = 0; i < block->texts->len; i++)
    {
      const EarText *text = g_ptr_array_index (block->texts, i);
      g_autoptr (PangoLayout) layout = ear_pdf_layout (pdf, &notice_style, text->text, text->language, EAR_PDF_TEXT_WIDTH - 20);
      double height = ear_pdf_height_of (layout) + 14;

      ear_pdf_need (pdf, height + 8);
      pdf->y += 5;
      ear_pdf_begin_artifact (pdf, FALSE);
      cairo_rectangle (pdf->cr, EAR_PDF_MARGIN + 0.75, pdf->y, EAR_PDF_TEXT_WIDTH - 1.5, height);
      ear_pdf_colour (pdf, 0xfff4d6);
      cairo_fill_preserve (pdf->cr);
      ear_pdf_colour (pdf, 0x8a5a00);
      cairo_set_line_width (pdf->cr, 1.5);
      cairo_stroke (pdf->cr);
      ear_pdf_end_artifact (pdf);
      pdf->y += 7;
      ear_pdf_flow (pdf, "P", NULL, &notice_style, text, EAR_PDF_MARGIN + 10, EAR_PDF_TEXT_WIDTH - 20);
      pdf->y += 14;
    }
}

static void
add_chart (EarPdf *pdf, const EarChart *chart)
{
  double height = chart_height (chart), scale = height / ear_chart_height (chart, &chart_style, EAR_PDF_TEXT_WIDTH);
  g_autofree char *words = ear_chart_describe (chart);
  g_autofree char *alt = ear_pdf_string (words);

  ear_pdf_need (pdf, height + 8);
  pdf->y += 4;
  ear_pdf_begin (pdf, "Figure", g_strdup_printf ("/Alt %s ", alt));
  cairo_save (pdf->cr);
  cairo_translate (pdf->cr, EAR_PDF_MARGIN, pdf->y);
  cairo_scale (pdf->cr, scale, scale);
  ear_chart_draw (chart, &chart_style, pdf->cr, EAR_PDF_TEXT_WIDTH);
  cairo_restore (pdf->cr);
  ear_pdf_end (pdf, "Figure");
  pdf->y += height + 8;
}

static void
add_block (EarPdf *pdf, const EarBlock *block, guint number)
{
  switch (block->type)
    {
    case EAR_BLOCK_HEADING:
      add_heading (pdf, block, number);
      break;
    case EAR_BLOCK_LIST:
      add_list (pdf, block);
      break;
    case EAR_BLOCK_TABLE:
      if (ear_document_table_is_on_page (block->table))
        ear_pdf_table (pdf, block->table);
      break;
    case EAR_BLOCK_CHART:
      add_chart (pdf, block->chart);
      break;
    case EAR_BLOCK_QUOTATION:
      add_quotation (pdf, block);
      break;
    case EAR_BLOCK_NOTICE:
      add_notice (pdf, block);
      break;
    case EAR_BLOCK_PARAGRAPH:
    default:
      add_texts (pdf, block, get_body (pdf), 0, 7);
      break;
    }
}

static void
add_logo (EarPdf *pdf)
{
  cairo_surface_t *logo = ear_picture_decode (pdf->document->logo);
  g_autofree char *alt = ear_pdf_string (pdf->document->subtitle == NULL ? _ ("Logo") : pdf->document->subtitle);
  double width, height, scale;

  if (logo == NULL)
    return;
  width = cairo_image_surface_get_width (logo);
  height = cairo_image_surface_get_height (logo);
  scale = MIN (LOGO_HEIGHT / height, LOGO_WIDTH / width);
  ear_pdf_begin (pdf, "Figure", g_strdup_printf ("/Alt %s ", alt));
  cairo_save (pdf->cr);
  cairo_translate (pdf->cr, EAR_PDF_MARGIN, pdf->y);
  cairo_scale (pdf->cr, scale, scale);
  cairo_set_source_surface (pdf->cr, logo, 0, 0);
  cairo_paint (pdf->cr);
  cairo_restore (pdf->cr);
  ear_pdf_end (pdf, "Figure");
  cairo_surface_destroy (logo);
  pdf->y += height * scale + 16;
}

static void
add_contents_line (EarPdf *pdf, const EarPdfHeading *heading, guint number)
{
  double indent = (heading->level - 1) * INDENT;
  g_autofree char *place = g_strdup_printf ("dest='s%u'", number), *page = g_strdup_printf (" %u", heading->page);
  g_autoptr (PangoLayout) text = ear_pdf_layout (pdf, &contents_style, heading->text, NULL, EAR_PDF_TEXT_WIDTH - indent - 40);
  g_autoptr (PangoLayout) at = ear_pdf_layout (pdf, &contents_style, page, NULL, 36);
  EarPdfElement link = { CAIRO_TAG_LINK, NULL };

  ear_pdf_need (pdf, ear_pdf_height_of (text) + 3);
  pango_layout_set_alignment (at, PANGO_ALIGN_RIGHT);
  ear_pdf_begin (pdf, "TOCI", NULL);
  g_array_append_val (pdf->elements, link);
  cairo_tag_begin (pdf->cr, CAIRO_TAG_LINK, place);
  ear_pdf_show (pdf, &contents_style, text, EAR_PDF_MARGIN + indent, pdf->y);
  ear_pdf_show (pdf, &contents_style, at, EAR_PDF_MARGIN + EAR_PDF_TEXT_WIDTH - 36, pdf->y);
  cairo_tag_end (pdf->cr, CAIRO_TAG_LINK);
  ear_pdf_end (pdf, "TOCI");
  pdf->y += ear_pdf_height_of (text) + 2.5;
}

/* In the first run the pages are not known, but how many lines there will be is: the headings are counted beforehand. */
static void
add_contents (EarPdf *pdf)
{
  EarText title = { (char *) _ ("Contents"), NULL };

  if (pdf->places == NULL || pdf->places->len < 2)
    return;
  ear_pdf_need (pdf, 90);
  pdf->y += 14;
  ear_pdf_flow (pdf, "P", NULL, &heading_styles[1], &title, EAR_PDF_MARGIN, EAR_PDF_TEXT_WIDTH);
  pdf->y += 5;
  ear_pdf_begin (pdf, "TOC", NULL);
  for (guint i = 0; i < pdf->places->len; i++)
    {
      const EarPdfHeading *heading = &g_array_index (pdf->places, EarPdfHeading, i);

      if (heading->level == 1)
        add_contents_line (pdf, heading, i);
    }
  ear_pdf_end (pdf, "TOC");
}

static void
add_front (EarPdf *pdf)
{
  const EarDocument *document = pdf->document;
  EarText title = { document->title, NULL }, subtitle = { document->subtitle, NULL };
  EarPdfStyle style = title_style;

  if (document->logo != NULL)
    add_logo (pdf);
  ear_pdf_flow (pdf, "H1", NULL, &style, &title, EAR_PDF_MARGIN, EAR_PDF_TEXT_WIDTH);
  pdf->y += 4;
  if (document->subtitle != NULL)
    ear_pdf_flow (pdf, "P", NULL, &subtitle_style, &subtitle, EAR_PDF_MARGIN, EAR_PDF_TEXT_WIDTH);
  pdf->y += 8;
}

static void
add_outline (EarPdf *pdf)
{
  int above[] = { CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT };

  for (guint i = 0; i < pdf->headings->len; i++)
    {
      const EarPdfHeading *heading = &g_array_index (pdf->headings, EarPdfHeading, i);
      g_autofree char *place = g_strdup_printf ("dest='s%u'", i);
      int added = cairo_pdf_surface_add_outline (pdf->surface, above[heading->level - 1], heading->text, place,
                                                 heading->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);

      for (guint level = heading->level; level < G_N_ELEMENTS (above); level++)
        above[level] = added;
    }
}

/* Notices stand before the contents, which a reader may not get past. */
static void
write_all (EarPdf *pdf)
{
  const EarDocument *document = pdf->document;
  guint first = 0;

  ear_pdf_new_page (pdf);
  ear_pdf_begin (pdf, "Document", ear_pdf_language (document->language));
  add_front (pdf);
  while (!document->large_print && first < document->blocks->len
         && ((EarBlock *) document->blocks->pdata[first])->type == EAR_BLOCK_NOTICE)
    {
      add_block (pdf, document->blocks->pdata[first], first);
      first++;
    }
  if (!document->large_print)
    add_contents (pdf);
  for (guint i = first; i < document->blocks->len; i++)
    add_block (pdf, document->blocks->pdata[i], i);
  ear_pdf_end (pdf, "Document");
  add_outline (pdf);
  cairo_show_page (pdf->cr);
  cairo_surface_finish (pdf->surface);
}

static GArray *
list_headings (const EarDocument *document)
{
  GArray *headings = g_array_new (FALSE, FALSE, sizeof (EarPdfHeading));

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = document->blocks->pdata[i];
      EarPdfHeading heading = { block->level, 0, NULL };

      if (block->type != EAR_BLOCK_HEADING)
        continue;
      heading.text = first_text (block)->text;
      g_array_append_val (headings, heading);
    }
  return headings;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarPdf, ear_pdf_clear)

/**
 * ear_pdf_write:
 *
 * Returns: (transfer full) (nullable): the file's bytes. Any thread.
 */
GBytes *
ear_pdf_write (const EarDocument *document, GError **error)
{
  g_autoptr (GArray) headings = list_headings (document);
  g_auto (EarPdf) draft = { .places = headings }, pdf = { 0 };
  cairo_status_t status;

  ear_pdf_init (&draft, document);
  write_all (&draft);
  pdf.places = draft.headings;
  pdf.n_pages = draft.page;
  ear_pdf_init (&pdf, document);
  write_all (&pdf);
  status = cairo_status (pdf.cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (pdf.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return ear_pdf_finish (pdf.bytes, document, pdf.elements, error);
  g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN,
               _ ("The PDF could not be drawn: %s. Nothing was written. Write the report as HTML or ODT."), cairo_status_to_string (status));
  return NULL;
}
