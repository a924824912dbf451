/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as a folder of CSV files: each table as it stands in the document, the quotations, all figures in long form, and
 * a data dictionary that says what every column of every file is. */
#include "ear-csv-folder.h"

#include <glib/gi18n-lib.h>

#include "ear-csv.h"

/* Names of files are the same in every language, so that a program finds them again. */
#define FIGURES "figures.csv"
#define QUOTATIONS "quotations.csv"
#define ABOUT "about.csv"

/* Of the name of a table's file, in characters. */
#define NAME_MAX_CHARACTERS 48

/* What the columns hold, as the dictionary calls it. */
#define TYPE_TEXT "text"
#define TYPE_NUMBER "whole number"
#define TYPE_SHARE "per cent"

typedef struct
{
  GPtrArray *files;
  GString *dictionary, *quotations;
  gboolean has_quotations;
} Folder;

static void
file_free (gpointer data)
{
  EarCsvFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->contents);
  g_free (file);
}

static void
add_file (Folder *folder, const char *name, GString *contents)
{
  EarCsvFile *file = g_new0 (EarCsvFile, 1);

  file->name = g_strdup (name);
  file->contents = g_string_free_to_bytes (contents);
  g_ptr_array_add (folder->files, file);
}

static void
explain (Folder *folder, const char *file, const char *column, const char *type, const char *meaning)
{
  ear_csv_append_texts (folder->dictionary, file, column, type, meaning, NULL);
}

/* Letters and digits of the caption with dashes between, after a number that keeps the order of the document. */
static char *
name_table (guint number, const char *caption)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean gap = FALSE;
  guint n = 0;

  g_string_append_printf (name, "table-%02u", number);
  for (const char *p = caption; *p != '\0' && n < NAME_MAX_CHARACTERS; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      if (!g_unichar_isalnum (c))
        {
          gap = TRUE;
          continue;
        }
      if (gap || n == 0)
        g_string_append_c (name, '-');
      g_string_append_unichar (name, c);
      gap = FALSE;
      n++;
    }
  g_string_append (name, ".csv");
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* A number as a program reads it: what is hidden by its code, a share without its sign. */
static void
append_number (GString *csv, const char *text)
{
  gsize digits = strspn (text, "0123456789");

  if (strstr (text, EAR_SHOWN_MARK) != NULL)
    g_string_append (csv, EAR_SHOWN_CODE);
  else if (digits > 0)
    g_string_append_len (csv, text, (gssize) digits);
  else
    ear_csv_append_text (csv, text);
}

static gboolean
is_share (const EarDocumentTable *table, guint column)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarDocumentRow *row = g_ptr_array_index (table->rows, r);

      const EarDocumentCell *cell = column > row->cells->len ? NULL : &g_array_index (row->cells, EarDocumentCell, column - 1);

      if (cell != NULL && cell->contributions == EAR_FIGURE_NONE && strchr (cell->text, '%') != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
explain_columns (Folder *folder, const char *name, const EarDocumentTable *table)
{
  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarDocumentColumn *column = g_ptr_array_index (table->columns, c);
      g_autofree char *meaning = NULL;

      if (c == 0)
        /* Translators: %s is what the rows of a table are, such as “Theme”. */
        meaning = g_strdup_printf (_ ("%s, with those above it before it"), column->label);
      else if (!column->is_number)
        meaning = g_strdup (column->label);
      else if (is_share (table, c))
        meaning = g_strdup_printf (_ ("%s, in per cent; [c] where it is hidden to protect people"), column->label);
      else
        meaning = g_strdup_printf (_ ("%s; [c] where it is hidden to protect people"), column->label);
      explain (folder, name, column->label, !column->is_number ? TYPE_TEXT : is_share (table, c) ? TYPE_SHARE : TYPE_NUMBER, meaning);
      if (c == 0)
        explain (folder, name, "depth", TYPE_NUMBER, _ ("How deep the row stands in its tree; 0 is the top"));
    }
}

static void
append_row (GString *csv, const EarDocumentTable *table, const EarDocumentRow *row)
{
  ear_csv_append_text (csv, row->path);
  g_string_append_printf (csv, ",%u", row->depth);
  for (guint c = 1; c < table->columns->len; c++)
    {
      const EarDocumentColumn *column = g_ptr_array_index (table->columns, c);
      const char *text = c <= row->cells->len ? g_array_index (row->cells, EarDocumentCell, c - 1).text : "";

      g_string_append_c (csv, ',');
      if (column->is_number)
        append_number (csv, text);
      else
        ear_csv_append_text (csv, text);
    }
  g_string_append (csv, "\r\n");
}

static void
add_table (Folder *folder, GString *about, const char *section, const EarDocumentTable *table, guint number)
{
  g_autofree char *name = name_table (number, table->caption);
  GString *csv = g_string_new (EAR_CSV_MARK);

  for (guint c = 0; c < table->columns->len; c++)
    {
      if (c > 0)
        g_string_append_c (csv, ',');
      ear_csv_append_text (csv, ((EarDocumentColumn *) g_ptr_array_index (table->columns, c))->label);
      if (c == 0)
        g_string_append (csv, ",depth");
    }
  g_string_append (csv, "\r\n");
  for (guint r = 0; r < table->rows->len; r++)
    append_row (csv, table, g_ptr_array_index (table->rows, r));
  ear_csv_append_texts (about, name, section, table->caption, table->note == NULL ? "" : table->note, NULL);
  explain_columns (folder, name, table);
  add_file (folder, name, csv);
}

static void
add_quotation (Folder *folder, const char *section, const char *under, const EarBlock *block)
{
  folder->has_quotations = TRUE;
  for (guint i = 0; i < block->texts->len; i++)
    {
      const EarText *text = g_ptr_array_index (block->texts, i);

      ear_csv_append_texts (folder->quotations, section, under, text->text, text->language == NULL ? "" : text->language,
                            block->attribution == NULL ? "" : block->attribution, NULL);
    }
}

static void
explain_shared (Folder *folder)
{
  explain (folder, ABOUT, "file", TYPE_TEXT, _ ("The file that this is about; empty: the report as a whole"));
  explain (folder, ABOUT, "section", TYPE_TEXT, _ ("The section of the report it stands in"));
  explain (folder, ABOUT, "title", TYPE_TEXT, _ ("What it is called, or what must be known of it"));
  explain (folder, ABOUT, "note", TYPE_TEXT, _ ("How its figures were counted"));
  explain (folder, FIGURES, "section", TYPE_TEXT, _ ("The section of the report it stands in"));
  explain (folder, FIGURES, "table", TYPE_TEXT, _ ("The caption of the table"));
  explain (folder, FIGURES, "row", TYPE_TEXT, _ ("The row, with those above it before it"));
  explain (folder, FIGURES, "column", TYPE_TEXT, _ ("The column; empty where the figure is of the whole row"));
  explain (folder, FIGURES, "contributions", TYPE_NUMBER, _ ("Voices; [c] where they are hidden to protect people"));
  explain (folder, FIGURES, "sessions", TYPE_NUMBER, _ ("Sessions they were said in; [c] where they are hidden"));
  explain (folder, FIGURES, "share", TYPE_SHARE, _ ("The voices in per cent of all voices of the table, of a figure with a column of all voices of its row; from the figures shown"));
  if (!folder->has_quotations)
    return;
  explain (folder, QUOTATIONS, "section", TYPE_TEXT, _ ("The section of the report it stands in"));
  explain (folder, QUOTATIONS, "under", TYPE_TEXT, _ ("The heading it stands under"));
  explain (folder, QUOTATIONS, "words", TYPE_TEXT, _ ("What was said; an original and its translation are two lines"));
  explain (folder, QUOTATIONS, "language", TYPE_TEXT, _ ("The language of these words (BCP 47); empty: that of the report"));
  explain (folder, QUOTATIONS, "who", TYPE_TEXT, _ ("Who said it, as far as that may be told"));
}

static const char *
first_text (const EarBlock *block)
{
  return ((EarText *) g_ptr_array_index (block->texts, 0))->text;
}

/**
 * ear_csv_folder_write:
 *
 * The figures are those of the document, as every other writer shows them.
 *
 * Returns: (transfer full) (element-type EarCsvFile): the files, the data dictionary last. Any thread.
 */
GPtrArray *
ear_csv_folder_write (const EarDocument *document, GError **error)
{
  Folder folder = { g_ptr_array_new_with_free_func (file_free), g_string_new (EAR_CSV_MARK), g_string_new (EAR_CSV_MARK), FALSE };
  GString *about = g_string_new (EAR_CSV_MARK), *figures;
  g_autoptr (GBytes) all = ear_csv_write (document, error);
  const char *section = document->title, *under = "";
  guint n_tables = 0;

  ear_csv_append_texts (folder.dictionary, "file", "column", "type", "meaning", NULL);
  ear_csv_append_texts (folder.quotations, "section", "under", "words", "language", "who", NULL);
  ear_csv_append_texts (about, "file", "section", "title", "note", NULL);
  ear_csv_append_texts (about, "", "", document->title, document->subtitle == NULL ? "" : document->subtitle, NULL);
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->type == EAR_BLOCK_HEADING)
        {
          under = first_text (block);
          section = block->level == 1 ? under : section;
        }
      else if (block->type == EAR_BLOCK_NOTICE)
        ear_csv_append_texts (about, "", section, first_text (block), "", NULL);
      else if (block->type == EAR_BLOCK_TABLE)
        add_table (&folder, about, section, block->table, ++n_tables);
      else if (block->type == EAR_BLOCK_QUOTATION)
        add_quotation (&folder, section, under, block);
    }
  figures = g_string_new_len (g_bytes_get_data (all, NULL), (gssize) g_bytes_get_size (all));
  add_file (&folder, FIGURES, figures);
  add_file (&folder, ABOUT, about);
  explain_shared (&folder);
  if (folder.has_quotations)
    add_file (&folder, QUOTATIONS, folder.quotations);
  else
    g_string_free (folder.quotations, TRUE);
  add_file (&folder, EAR_CSV_DICTIONARY, folder.dictionary);
  return folder.files;
}
