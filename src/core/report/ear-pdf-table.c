/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables. No row is split, its headings stand on each page that it goes on to, and one that is too wide is shown in parts, each
 * with the headings of its rows. */
#include "ear-pdf.h"

#define PADDING 3.5
#define INDENT 11.0
#define FIRST_LEAST 100    /* of the headings of the rows, beside numbers */
#define NUMBER_LEAST 27.0
#define NUMBER_LINE 1.36     /* of a number's size; the mark of what is hidden comes from a font with higher lines */
#define NUMBER_MOST 84.0
#define TEXT_LEAST 68
#define MAX_DEPTH 5

static const EarPdfStyle caption_style = { .size = 10, .bold = TRUE, .colour = EAR_PDF_INK };
static const EarPdfStyle head_style = { .size = 7.5, .bold = TRUE, .colour = EAR_PDF_INK };
static const EarPdfStyle note_style = { .size = 8.5, .colour = 0x44444a };
static const EarPdfStyle cell_style = { .size = 9, .colour = EAR_PDF_INK };

/* Some columns of the table beside its first one, as wide as they are shown. */
typedef struct
{
  EarPdf *pdf;
  const EarDocumentTable *table;
  guint from, to; /* columns, the first of which is 1 */
  double *widths; /* of all columns */
  double first;   /* the width of the first in this part */
} Part;

static const EarDocumentColumn *
column_of (const EarDocumentTable *table, guint column)
{
  return g_ptr_array_index (table->columns, column);
}

static const char *
text_of (const EarDocumentRow *row, guint column)
{
  return column == 0 ? row->label : column - 1 < row->cells->len ? g_array_index (row->cells, EarDocumentCell, column - 1).text : "";
}

static double
natural_width (EarPdf *pdf, const EarPdfStyle *style, const char *text)
{
  g_autoptr (PangoLayout) layout = ear_pdf_layout (pdf, style, text, NULL, -1);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE + 2 * PADDING + 1;
}

static double
widest_word (EarPdf *pdf, const EarPdfStyle *style, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t", -1);
  double widest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    widest = MAX (widest, natural_width (pdf, style, words[i]));
  return widest;
}

/* A column of numbers needs the longest word of its heading and its longest number; a share stands below its number where @narrow. */
static double
number_width (EarPdf *pdf, const EarDocumentTable *table, guint column, gboolean narrow)
{
  double width = widest_word (pdf, &head_style, column_of (table, column)->label);
  glong longest = 0;
  const char *text = "";

  for (guint r = 0; r < table->shown->len; r++)
    {
      const char *cell = text_of (table->shown->pdata[r], column);

      if (g_utf8_strlen (cell, -1) > longest)
        {
          longest = g_utf8_strlen (cell, -1);
          text = cell;
        }
    }
  return CLAMP (MAX (width, narrow ? widest_word (pdf, &cell_style, text) : natural_width (pdf, &cell_style, text)), NUMBER_LEAST, NUMBER_MOST);
}

/* Returns: what they leave of the page's width. */
static double
measure_numbers (EarPdf *pdf, const EarDocumentTable *table, gboolean narrow, double *widths)
{
  double left = EAR_PDF_TEXT_WIDTH;

  for (guint c = 1; c < table->columns->len; c++)
    {
      if (column_of (table, c)->is_number)
        left -= widths[c] = number_width (pdf, table, c, narrow);
    }
  return left;
}

/* Columns of text share what numbers leave. */
static double *
measure (EarPdf *pdf, const EarDocumentTable *table)
{
  double *widths = g_new0 (double, table->columns->len), left = measure_numbers (pdf, table, FALSE, widths);
  g_autofree guint *shared = g_new0 (guint, table->columns->len);

  if (left < FIRST_LEAST)
    left = measure_numbers (pdf, table, TRUE, widths);
  ear_document_table_share_width (table, (guint) MAX (0, left), FIRST_LEAST, TEXT_LEAST, shared);
  for (guint c = 1; c < table->columns->len; c++)
    {
      if (!column_of (table, c)->is_number)
        widths[c] = shared[c];
    }
  return widths;
}

static double
x_of (const Part *part, guint column)
{
  double x = EAR_PDF_MARGIN;

  if (column == 0)
    return x;
  x += part->first;
  for (guint c = part->from; c < column; c++)
    x += part->widths[c];
  return x;
}

static double
width_of (const Part *part, guint column)
{
  return column == 0 ? part->first : part->widths[column];
}

/* The first column, then those of the part. */
static guint
next_column (const Part *part, guint column)
{
  return column == 0 ? part->from : column + 1;
}

static void
set_line_height (PangoLayout *layout, double height)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_line_height_new_absolute ((int) (height * PANGO_SCALE)));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static PangoLayout *
lay_cell (const Part *part, const EarPdfStyle *style, const char *text, guint column, guint depth)
{
  PangoLayout *layout = ear_pdf_layout (part->pdf, style, text, NULL,
                                        width_of (part, column) - 2 * PADDING - (column == 0 ? MIN (depth, MAX_DEPTH) * INDENT : 0));

  if (column_of (part->table, column)->is_number)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  if (column_of (part->table, column)->is_number && style == &cell_style)
    set_line_height (layout, NUMBER_LINE * style->size);
  return layout;
}

static void
draw_rule (EarPdf *pdf, double y, double width, guint32 colour)
{
  ear_pdf_begin_artifact (pdf, FALSE);
  ear_pdf_colour (pdf, colour);
  cairo_set_line_width (pdf->cr, width);
  cairo_move_to (pdf->cr, EAR_PDF_MARGIN, y);
  cairo_line_to (pdf->cr, EAR_PDF_MARGIN + EAR_PDF_TEXT_WIDTH, y);
  cairo_stroke (pdf->cr);
  ear_pdf_end_artifact (pdf);
}

static double
head_height (const Part *part)
{
  double height = 0;

  for (guint c = 0; c < part->to; c = next_column (part, c))
    {
      g_autoptr (PangoLayout) layout = lay_cell (part, &head_style, column_of (part->table, c)->label, c, 0);

      height = MAX (height, ear_pdf_height_of (layout));
    }
  return height + 2 * PADDING;
}

static void
fill_head (const Part *part, double height)
{
  EarPdf *pdf = part->pdf;

  ear_pdf_begin_artifact (pdf, FALSE);
  ear_pdf_colour (pdf, 0xf1f4f4);
  cairo_rectangle (pdf->cr, EAR_PDF_MARGIN, pdf->y, EAR_PDF_TEXT_WIDTH, height);
  cairo_fill (pdf->cr);
  ear_pdf_end_artifact (pdf);
}

/* @again: on a further page, where it is no row of the table any more, but part of the page. */
static void
draw_head (const Part *part, gboolean again)
{
  EarPdf *pdf = part->pdf;
  double height = head_height (part);

  fill_head (part, height);
  if (again)
    ear_pdf_begin_artifact (pdf, TRUE);
  else
    ear_pdf_begin (pdf, "TR", NULL);
  for (guint c = 0; c < part->to; c = next_column (part, c))
    {
      g_autoptr (PangoLayout) layout = lay_cell (part, &head_style, column_of (part->table, c)->label, c, 0);

      if (!again)
        ear_pdf_begin (pdf, "TH", g_strdup ("/A << /O /Table /Scope /Column >> "));
      ear_pdf_show (pdf, &head_style, layout, x_of (part, c) + PADDING, pdf->y + height - PADDING - ear_pdf_height_of (layout));
      if (!again)
        ear_pdf_end (pdf, "TH");
    }
  if (again)
    ear_pdf_end_artifact (pdf);
  else
    ear_pdf_end (pdf, "TR");
  pdf->y += height;
  draw_rule (pdf, pdf->y, 0.9, 0x555555);
}

static void
turn_page (const Part *part)
{
  ear_pdf_new_page (part->pdf);
  draw_head (part, TRUE);
}

/* What of a row's cells begins between two heights. */
static void
draw_cells (const Part *part, const EarDocumentRow *row, GPtrArray *layouts, double from, double to)
{
  EarPdf *pdf = part->pdf;
  guint n = 0;

  ear_pdf_begin (pdf, "TR", NULL);
  for (guint c = 0; c < part->to; c = next_column (part, c))
    {
      const char *name = c == 0 ? "TH" : "TD";
      double indent = c == 0 ? MIN (row->depth, MAX_DEPTH) * INDENT : 0;

      ear_pdf_begin (pdf, name, c == 0 ? g_strdup ("/A << /O /Table /Scope /Row >> ") : NULL);
      ear_pdf_show_lines (pdf, &cell_style, g_ptr_array_index (layouts, n++), x_of (part, c) + PADDING + indent, pdf->y + PADDING, from, to);
      ear_pdf_end (pdf, name);
    }
  ear_pdf_end (pdf, "TR");
}

/* Only a row that is higher than a page goes on on the next one. */
static void
draw_high_row (const Part *part, const EarDocumentRow *row, GPtrArray *layouts, double height)
{
  EarPdf *pdf = part->pdf;

  for (double from = 0; from < height;)
    {
      double room = MAX (EAR_PDF_BOTTOM - pdf->y - 2 * PADDING - 2 * cell_style.size, 4 * cell_style.size);

      draw_cells (part, row, layouts, from, from + room);
      from += room;
      if (from < height)
        turn_page (part);
      else
        pdf->y += height - from + room + 2 * PADDING;
    }
}

static void
draw_row (const Part *part, const EarDocumentRow *row)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  EarPdf *pdf = part->pdf;
  double height = 0;

  for (guint c = 0; c < part->to; c = next_column (part, c))
    {
      PangoLayout *layout = lay_cell (part, &cell_style, text_of (row, c), c, row->depth);

      g_ptr_array_add (layouts, layout);
      height = MAX (height, ear_pdf_height_of (layout));
    }
  if (pdf->y + height + 2 * PADDING > EAR_PDF_BOTTOM)
    turn_page (part);
  if (pdf->y + height + 2 * PADDING > EAR_PDF_BOTTOM)
    draw_high_row (part, row, layouts, height);
  else
    {
      draw_cells (part, row, layouts, 0, G_MAXDOUBLE);
      pdf->y += height + 2 * PADDING;
    }
  draw_rule (pdf, pdf->y, 0.35, EAR_PDF_LINE);
}

/* The caption and the head stand with two rows at least. */
static void
draw_part (const Part *part)
{
  EarPdf *pdf = part->pdf;
  g_autoptr (PangoLayout) caption = ear_pdf_layout (pdf, &caption_style, part->table->caption, NULL, EAR_PDF_TEXT_WIDTH);
  EarText text = { part->table->caption, NULL };

  ear_pdf_need (pdf, ear_pdf_height_of (caption) + head_height (part) + 4 * (cell_style.size + PADDING) + 12);
  pdf->y += 8;
  ear_pdf_begin (pdf, "Table", NULL);
  ear_pdf_flow (pdf, "Caption", NULL, &caption_style, &text, EAR_PDF_MARGIN, EAR_PDF_TEXT_WIDTH);
  pdf->y += 3;
  draw_head (part, FALSE);
  for (guint r = 0; r < part->table->shown->len; r++)
    draw_row (part, part->table->shown->pdata[r]);
  ear_pdf_end (pdf, "Table");
  pdf->y += 10;
}

/* As many columns as find room beside the first one; at least one. What is left over belongs to the first. */
static void
take_columns (Part *part)
{
  double left = EAR_PDF_TEXT_WIDTH - FIRST_LEAST;

  for (part->to = part->from; part->to < part->table->columns->len; part->to++)
    {
      if (part->to > part->from && part->widths[part->to] > left)
        break;
      left -= part->widths[part->to];
    }
  part->first = MAX (TEXT_LEAST, FIRST_LEAST + left);
}

void
ear_pdf_table (EarPdf *pdf, const EarDocumentTable *table)
{
  g_autofree double *widths = measure (pdf, table);
  Part part = { .pdf = pdf, .table = table, .widths = widths, .from = 1 };

  do
    {
      take_columns (&part);
      draw_part (&part);
      part.from = part.to;
    }
  while (part.to < table->columns->len);
  if (table->note != NULL)
    {
      EarText note = { table->note, NULL };

      pdf->y -= 6;
      ear_pdf_need (pdf, 2 * note_style.size);
      ear_pdf_flow (pdf, "P", NULL, &note_style, &note, EAR_PDF_MARGIN, EAR_PDF_TEXT_WIDTH);
      pdf->y += 10;
    }
}
