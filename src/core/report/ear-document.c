/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-document.h"

#include <glib/gi18n-lib.h>

/* Between a row's label and those above it. */
#define PATH_SEPARATOR " > "

static void
text_free (gpointer data)
{
  EarText *text = data;

  g_free (text->text);
  g_free (text->language);
  g_free (text);
}

static void
column_free (gpointer data)
{
  EarDocumentColumn *column = data;

  g_free (column->label);
  g_free (column->figure);
  g_free (column);
}

static void
cell_clear (gpointer data)
{
  g_free (((EarDocumentCell *) data)->text);
}

static void
row_free (gpointer data)
{
  EarDocumentRow *row = data;

  g_free (row->label);
  g_free (row->path);
  g_array_unref (row->cells);
  g_free (row);
}

static void
block_free (gpointer data)
{
  EarBlock *block = data;

  g_ptr_array_unref (block->texts);
  g_free (block->attribution);
  g_clear_pointer (&block->chart, ear_chart_free);
  if (block->table != NULL)
    {
      g_free (block->table->caption);
      g_free (block->table->note);
      g_ptr_array_unref (block->table->columns);
      g_ptr_array_unref (block->table->shown);
      g_ptr_array_unref (block->table->rows);
      g_free (block->table);
    }
  g_free (block);
}

/* Texts come from records, which hold valid UTF-8; a report must be readable even if one does not. */
static char *
copy_text (const char *text)
{
  return g_utf8_make_valid (text == NULL ? "" : text, -1);
}

EarDocument *
ear_document_new (const char *title, const char *language)
{
  EarDocument *document = g_new0 (EarDocument, 1);

  document->title = copy_text (title);
  document->language = g_strdup (language);
  document->blocks = g_ptr_array_new_with_free_func (block_free);
  document->warnings = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  document->notes = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  return document;
}

void
ear_document_free (EarDocument *document)
{
  if (document == NULL)
    return;
  g_free (document->title);
  g_free (document->subtitle);
  g_free (document->language);
  g_free (document->marking);
  g_clear_pointer (&document->logo, g_bytes_unref);
  g_ptr_array_unref (document->blocks);
  g_ptr_array_unref (document->warnings);
  g_ptr_array_unref (document->notes);
  g_free (document);
}

/* An array that nothing was added to has no room for its end. */
static const char *const *
strings_of (const GPtrArray *array)
{
  static const char *const none[] = { NULL };

  return array->len == 0 ? none : (const char *const *) array->pdata;
}

const char *const *
ear_document_get_warnings (const EarDocument *document)
{
  return strings_of (document->warnings);
}

const char *const *
ear_document_get_notes (const EarDocument *document)
{
  return strings_of (document->notes);
}

/**
 * ear_document_add:
 *
 * Returns: (transfer none): a new block at the end, still without text.
 */
EarBlock *
ear_document_add (EarDocument *document, EarBlockType type)
{
  EarBlock *block = g_new0 (EarBlock, 1);

  block->type = type;
  block->texts = g_ptr_array_new_with_free_func (text_free);
  g_ptr_array_add (document->blocks, block);
  return block;
}

void
ear_block_add_text (EarBlock *block, const char *text, const char *language)
{
  EarText *added = g_new0 (EarText, 1);

  added->text = copy_text (text);
  added->language = g_strdup (language);
  g_ptr_array_add (block->texts, added);
}

void
ear_document_add_heading (EarDocument *document, guint level, const char *text)
{
  EarBlock *block = ear_document_add (document, EAR_BLOCK_HEADING);

  block->level = CLAMP (level, 1, 3);
  ear_block_add_text (block, text, NULL);
}

void
ear_document_add_paragraph (EarDocument *document, const char *text)
{
  ear_block_add_text (ear_document_add (document, EAR_BLOCK_PARAGRAPH), text, NULL);
}

void
ear_document_add_notice (EarDocument *document, const char *text)
{
  ear_block_add_text (ear_document_add (document, EAR_BLOCK_NOTICE), text, NULL);
}

static gboolean
shows_anything (const EarChart *chart)
{
  for (guint i = 0; i < chart->cells->len; i++)
    {
      if (g_array_index (chart->cells, EarChartCell, i).value > 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ear_document_add_chart:
 * @chart: (transfer full): of figures as they are shown
 *
 * A chart in which nothing is drawn, since there is no row or every figure is hidden or 0, says nothing and is left out.
 */
void
ear_document_add_chart (EarDocument *document, EarChart *chart)
{
  if (!shows_anything (chart))
    {
      ear_chart_free (chart);
      return;
    }
  ear_document_add (document, EAR_BLOCK_CHART)->chart = chart;
}

/**
 * ear_document_add_table:
 * @row_heading: what the first column, the rows' headings, is called
 *
 * Returns: (transfer none): the table, with that column only.
 */
EarDocumentTable *
ear_document_add_table (EarDocument *document, const char *caption, const char *row_heading)
{
  EarDocumentTable *table = g_new0 (EarDocumentTable, 1);

  ear_document_add (document, EAR_BLOCK_TABLE)->table = table;
  table->caption = copy_text (caption);
  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->rows = g_ptr_array_new_with_free_func (row_free);
  table->shown = g_ptr_array_new ();
  ear_document_table_add_column (table, row_heading, FALSE, NULL);
  return table;
}

void
ear_document_table_add_column (EarDocumentTable *table, const char *label, gboolean is_number, const char *figure)
{
  EarDocumentColumn *column = g_new0 (EarDocumentColumn, 1);

  column->label = copy_text (label);
  column->is_number = is_number;
  column->figure = g_strdup (figure);
  g_ptr_array_add (table->columns, column);
}

/* The rows above a new one, at each depth the last, give its path. */
static char *
make_path (const EarDocumentTable *table, const char *label, guint depth)
{
  for (guint i = table->rows->len; i > 0 && depth > 0; i--)
    {
      const EarDocumentRow *above = g_ptr_array_index (table->rows, i - 1);

      if (above->depth < depth)
        return g_strconcat (above->path, PATH_SEPARATOR, label, NULL);
    }
  return g_strdup (label);
}

EarDocumentRow *
ear_document_table_add_row (EarDocumentTable *table, const char *label, guint depth)
{
  EarDocumentRow *row = g_new0 (EarDocumentRow, 1);

  row->label = copy_text (label);
  row->path = make_path (table, row->label, depth);
  row->depth = depth;
  row->cells = g_array_new (FALSE, FALSE, sizeof (EarDocumentCell));
  g_array_set_clear_func (row->cells, cell_clear);
  g_ptr_array_add (table->rows, row);
  g_ptr_array_add (table->shown, row);
  return row;
}

/* What a page says in words beside the table need not stand in it, too; a program reads all rows. */
void
ear_document_table_keep_off_page (EarDocumentTable *table, EarDocumentRow *row)
{
  g_ptr_array_remove (table->shown, row);
}

/* Whether anything of it is left for a page. One that never had a row says so there. */
gboolean
ear_document_table_is_on_page (const EarDocumentTable *table)
{
  return table->shown->len > 0 || table->rows->len == 0;
}

void
ear_document_row_add_text (EarDocumentRow *row, const char *text)
{
  EarDocumentCell cell = { copy_text (text), EAR_FIGURE_NONE, EAR_FIGURE_NONE, EAR_FIGURE_NONE };

  g_array_append_val (row->cells, cell);
}

/**
 * ear_document_figure:
 *
 * Returns: a figure as it stands in the CSV.
 */
gint64
ear_document_figure (EarShown shown)
{
  return shown.hidden ? EAR_FIGURE_HIDDEN : (gint64) shown.value;
}

/**
 * ear_document_row_add_figure:
 * @shown: what stands in the cell
 * @contributions: voices, for the CSV; EAR_FIGURE_NONE for none
 * @sessions: sessions, for the CSV; EAR_FIGURE_NONE for none
 */
void
ear_document_row_add_figure (EarDocumentRow *row, EarShown shown, gint64 contributions, gint64 sessions)
{
  EarDocumentCell cell = { ear_shown_text (shown), contributions, sessions, EAR_FIGURE_NONE };

  g_array_append_val (row->cells, cell);
}

/**
 * ear_document_row_add_share:
 *
 * Adds how much of a whole the figure in the cell before is, in per cent of what is shown of both: where one of them is hidden,
 * so is the share.
 */
void
ear_document_row_add_share (EarDocumentRow *row, EarShown part, EarShown whole)
{
  int percent = ear_shown_percent (part, whole);
  gboolean hidden = part.hidden || whole.hidden;
  EarDocumentCell cell = { NULL, EAR_FIGURE_NONE, EAR_FIGURE_NONE, EAR_FIGURE_NONE };

  g_return_if_fail (row->cells->len > 0);

  /* Translators: a share in per cent. */
  cell.text = hidden ? g_strdup (EAR_SHOWN_MARK) : percent < 0 ? g_strdup ("") : g_strdup_printf (_ ("%d%%"), percent);
  g_array_index (row->cells, EarDocumentCell, row->cells->len - 1).share = hidden ? EAR_FIGURE_HIDDEN : percent;
  g_array_append_val (row->cells, cell);
}

/**
 * ear_document_row_add_part:
 * @contributions: voices, for the CSV; @part as a figure
 * @sessions: sessions, for the CSV; EAR_FIGURE_NONE for none
 *
 * Adds a figure and, in brackets, how much of @whole it is, from what is shown of both. Where one of them is hidden, and where there is
 * nothing to divide, it stands alone.
 */
void
ear_document_row_add_part (EarDocumentRow *row, EarShown part, EarShown whole, gint64 contributions, gint64 sessions)
{
  int percent = ear_shown_percent (part, whole);
  gboolean hidden = part.hidden || whole.hidden;
  g_autofree char *figure = ear_shown_text (part);
  EarDocumentCell cell = { NULL, contributions, sessions, hidden ? EAR_FIGURE_HIDDEN : percent };

  /* Translators: a number of voices, and how much that is of all of its row in per cent. */
  cell.text = hidden || percent < 0 || part.value == 0 ? g_steal_pointer (&figure) : g_strdup_printf (_ ("%s (%d%%)"), figure, percent);
  g_array_append_val (row->cells, cell);
}

/**
 * ear_text_is_right_to_left:
 *
 * Returns: whether the first letter of the text belongs to a script written from right to left. Any thread.
 */
gboolean
ear_text_is_right_to_left (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalpha (c))
        continue;
      switch (g_unichar_get_script (c))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
        case G_UNICODE_SCRIPT_ADLAM:
        case G_UNICODE_SCRIPT_HANIFI_ROHINGYA:
          return TRUE;
        default:
          return FALSE;
        }
    }
  return FALSE;
}

/**
 * ear_text_append_xml:
 *
 * Adds a text with what means something in XML escaped, and without the characters that XML cannot hold. Any thread.
 */
void
ear_text_append_xml (GString *xml, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '&')
        g_string_append (xml, "&amp;");
      else if (c == '<')
        g_string_append (xml, "&lt;");
      else if (c == '>')
        g_string_append (xml, "&gt;");
      else if (c == '"')
        g_string_append (xml, "&quot;");
      else if ((c >= ' ' && c != 0xfffe && c != 0xffff) || c == '\t' || c == '\n')
        g_string_append_unichar (xml, c);
    }
}
