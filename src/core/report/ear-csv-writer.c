/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All figures of a document as one CSV file in long form (RFC 4180, UTF-8): one line a figure, so that a spreadsheet can
 * filter and pivot them. */
#include "ear-csv.h"

static const char head[] = EAR_CSV_MARK "section,table,row,column,contributions,sessions,share\r\n";

/* A cell that begins like a formula is run as one by spreadsheets; an apostrophe makes it text. Blanks before it do not
 * help: some spreadsheets take them off. */
static gboolean
looks_like_formula (const char *text)
{
  while (*text == ' ')
    text++;
  return *text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL;
}

/**
 * ear_csv_append_text:
 *
 * Adds one cell, quoted where it must be. Any thread.
 */
void
ear_csv_append_text (GString *csv, const char *text)
{
  gboolean quoted = strpbrk (text, "\",\r\n") != NULL || *text == ' ';

  if (quoted)
    g_string_append_c (csv, '"');
  if (looks_like_formula (text))
    g_string_append_c (csv, '\'');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  if (quoted)
    g_string_append_c (csv, '"');
}

/**
 * ear_csv_append_figure:
 * @figure: of a cell of the document; EAR_FIGURE_NONE is an empty cell
 */
void
ear_csv_append_figure (GString *csv, gint64 figure)
{
  if (figure == EAR_FIGURE_HIDDEN)
    g_string_append (csv, EAR_SHOWN_CODE);
  else if (figure >= 0)
    g_string_append_printf (csv, "%" G_GINT64_FORMAT, figure);
}

/**
 * ear_csv_append_texts:
 *
 * Adds a whole line. %NULL ends it.
 */
void
ear_csv_append_texts (GString *csv, const char *text, ...)
{
  va_list more;
  const char *cell;

  ear_csv_append_text (csv, text);
  va_start (more, text);
  while ((cell = va_arg (more, const char *)) != NULL)
    {
      g_string_append_c (csv, ',');
      ear_csv_append_text (csv, cell);
    }
  va_end (more);
  g_string_append (csv, "\r\n");
}

static void
append_line (GString *csv, const char *section, const char *table, const char *row, const char *column,
             gint64 contributions, gint64 sessions, gint64 share)
{
  const char *texts[] = { section, table, row, column };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ear_csv_append_text (csv, texts[i]);
      g_string_append_c (csv, ',');
    }
  ear_csv_append_figure (csv, contributions);
  g_string_append_c (csv, ',');
  ear_csv_append_figure (csv, sessions);
  g_string_append_c (csv, ',');
  ear_csv_append_figure (csv, share);
  g_string_append (csv, "\r\n");
}

static void
append_table (GString *csv, const char *section, const EarDocumentTable *table)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarDocumentRow *row = g_ptr_array_index (table->rows, r);

      for (guint c = 0; c < row->cells->len; c++)
        {
          const EarDocumentCell *cell = &g_array_index (row->cells, EarDocumentCell, c);
          const EarDocumentColumn *column = g_ptr_array_index (table->columns, c + 1);

          if (column->figure != NULL)
            append_line (csv, section, table->caption, row->path, column->figure, cell->contributions, cell->sessions, cell->share);
        }
    }
}

/**
 * ear_csv_write:
 *
 * A notice is a line without figures, so that the file says by itself what it must not be used for.
 *
 * Returns: (transfer full): the file's bytes. Any thread.
 */
GBytes *
ear_csv_write (const EarDocument *document, GError **error)
{
  GString *csv = g_string_new (head);
  const char *section = document->title;

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->type == EAR_BLOCK_HEADING && block->level == 1)
        section = ((EarText *) g_ptr_array_index (block->texts, 0))->text;
      else if (block->type == EAR_BLOCK_NOTICE)
        append_line (csv, section, ((EarText *) g_ptr_array_index (block->texts, 0))->text, "", "", EAR_FIGURE_NONE, EAR_FIGURE_NONE, EAR_FIGURE_NONE);
      else if (block->type == EAR_BLOCK_TABLE)
        append_table (csv, section, block->table);
    }
  return g_string_free_to_bytes (csv);
}
