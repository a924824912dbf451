/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-csv-table.h"

#include <csv.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-exchange.h"
#include "ear-outside.h"

#define UTF8_MARK "\xef\xbb\xbf"
#define CELL_GROWS_BY 65536

typedef struct
{
  EarCsvTable *table;
  GPtrArray *cells; /* of the row being read */
  guint line;       /* being read */
  guint row_line;   /* on which the row began, 0 between rows */
  GError *error;
} TableReader;

/**
 * ear_csv_fail:
 * @line: from 1
 * @format: what is wrong and what was expected, in whole sentences
 */
void
ear_csv_fail (GError **error, const char *file, guint line, const char *format, ...)
{
  g_autofree char *name = ear_outside_text (file);
  g_autofree char *message = NULL;
  g_autofree char *plain = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  plain = ear_outside_message (message);
  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_CSV, _ ("“%s”, line %u: %s Nothing was changed."), name,
               line, plain);
}

static void
row_free (EarCsvRow *row)
{
  g_strfreev (row->cells);
  g_free (row);
}

void
ear_csv_table_free (EarCsvTable *table)
{
  if (table == NULL)
    return;
  g_free (table->name);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

static char *
load (const char *path, const char *name, gsize *size, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, &local);
  char *bytes = NULL;

  if (info != NULL && g_file_info_get_size (info) > EAR_CSV_MAX_BYTES)
    {
      g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_LIMIT,
                   _ ("“%s” is too large: at most %d MiB are read. Nothing was changed. Split it, then import the "
                      "parts."), name,
                   EAR_CSV_MAX_BYTES / 1024 / 1024);
      return NULL;
    }
  if (info != NULL && g_file_load_contents (file, NULL, &bytes, size, NULL, &local))
    return bytes;
  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE,
               _ ("“%s” cannot be read: %s. Nothing was changed. Check that the file is there and that you may open "
                  "it."), name,
               local->message);
  return NULL;
}

static guint
line_at (const char *bytes, gsize at)
{
  guint line = 1;

  for (gsize i = 0; i < at; i++)
    line += bytes[i] == '\n';
  return line;
}

/* Excel's “CSV” is in the system's old encoding, and looks like text until the first accent or curly quote. */
static char *
to_utf8 (EarCsvTable *table, char *bytes, gsize size, gsize *text_size, GError **error)
{
  const char *bad = NULL;
  char *zero = memchr (bytes, '\0', size);
  gsize n_read = 0;
  char *text;

  *text_size = size;
  if (zero != NULL || (size >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0)))
    {
      ear_csv_fail (error, table->name, zero == NULL ? 1 : line_at (bytes, (gsize) (zero - bytes)),
                    _ ("This is no CSV text. In the spreadsheet program, save it as “CSV UTF-8”, then try again."));
      return NULL;
    }
  if (g_utf8_validate_len (bytes, size, &bad))
    return g_strndup (bytes, size);
  text = g_convert (bytes, (gssize) size, "UTF-8", "WINDOWS-1252", &n_read, text_size, NULL);
  if (text == NULL)
    {
      ear_csv_fail (error, table->name, line_at (bytes, n_read),
                    _ ("The text is neither UTF-8 nor Windows-1252. In the spreadsheet program, save it as “CSV "
                       "UTF-8”, then try again."));
      return NULL;
    }
  table->was_windows_1252 = TRUE;
  return text;
}

/* Spreadsheets in some languages separate cells by semicolons, and some export tabs. */
static char
find_separator (const char *text)
{
  gsize header = strcspn (text, "\r\n");
  guint n[3] = { 0 };
  static const char separators[] = ",;\t";

  for (gsize i = 0; i < header; i++)
    {
      const char *found = strchr (separators, text[i]);

      if (found != NULL)
        n[found - separators]++;
    }
  if (n[0] > 0)
    return ',';
  return n[1] > 0 ? ';' : n[2] > 0 ? '\t' : ',';
}

static void
cell_cb (void *bytes, size_t size, void *data)
{
  TableReader *self = data;

  if (self->row_line == 0)
    self->row_line = self->line;
  if (self->cells->len < EAR_CSV_MAX_COLUMNS)
    g_ptr_array_add (self->cells, g_strstrip (g_strndup (bytes == NULL ? "" : bytes, size)));
  else if (self->error == NULL)
    ear_csv_fail (&self->error, self->table->name, self->row_line, _ ("There are more than %d columns."),
                  EAR_CSV_MAX_COLUMNS);
}

static void
check_width (TableReader *self, const EarCsvRow *row)
{
  const EarCsvRow *header = self->table->rows->len == 0 ? row : self->table->rows->pdata[0];

  if (row->n_cells != header->n_cells && self->error == NULL)
    ear_csv_fail (&self->error, self->table->name, row->line,
                  _ ("This row has %u cells where the header has %u. Text that holds a comma needs quotation marks "
                     "around it."),
                  row->n_cells, header->n_cells);
}

static gboolean
is_blank (const EarCsvRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      if (*row->cells[i] != '\0')
        return FALSE;
    }
  return TRUE;
}

static void
row_cb (int separator G_GNUC_UNUSED, void *data)
{
  TableReader *self = data;
  EarCsvRow *row = g_new0 (EarCsvRow, 1);

  row->line = self->row_line;
  row->n_cells = self->cells->len;
  g_ptr_array_add (self->cells, NULL);
  row->cells = (char **) g_ptr_array_free (self->cells, FALSE);
  self->cells = g_ptr_array_new ();
  self->row_line = 0;
  /* Spreadsheets leave rows of nothing but commas at the end. */
  if (self->table->rows->len > 0 && is_blank (row))
    {
      row_free (row);
      return;
    }
  check_width (self, row);
  g_ptr_array_add (self->table->rows, row);
}

/* One line at a time, so that a row knows on which it begins. */
static void
parse_line (TableReader *self, struct csv_parser *parser, const char *line, gsize size)
{
  self->line++;
  if (self->row_line == 0)
    self->row_line = self->line;
  if (csv_parse (parser, line, size, cell_cb, row_cb, self) == size || self->error != NULL)
    return;
  if (csv_error (parser) == CSV_ENOMEM)
    ear_exchange_fail_no_memory (self->table->name, &self->error);
  else
    ear_csv_fail (&self->error, self->table->name, self->line,
                  _ ("A quotation mark stands where none can be (%s). Inside a quoted cell it is written twice."),
                  csv_strerror (csv_error (parser)));
}

static void
parse_text (TableReader *self, struct csv_parser *parser, const char *text, gsize size)
{
  const char *end = text + size;

  while (text < end && self->error == NULL)
    {
      const char *newline = memchr (text, '\n', (gsize) (end - text));
      gsize length = newline == NULL ? (gsize) (end - text) : (gsize) (newline - text) + 1;
      gboolean blank = length == strspn (text, "\r\n") && self->row_line == 0;

      if (blank)
        self->line++;
      else
        parse_line (self, parser, text, length);
      text += length;
    }
  if (self->error == NULL && csv_fini (parser, cell_cb, row_cb, self) != 0)
    ear_csv_fail (&self->error, self->table->name, MAX (self->row_line, 1),
                  _ ("The row that begins here has a quotation mark that is never closed."));
}

static gboolean
parse (EarCsvTable *table, const char *text, gsize size, GError **error)
{
  TableReader self = { .table = table };
  struct csv_parser parser;

  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI); /* which takes no memory yet */
  /* A long answer would otherwise be copied anew for each 128 bytes of it. */
  csv_set_blk_size (&parser, CELL_GROWS_BY);
  csv_set_delim (&parser, (unsigned char) find_separator (text));
  self.cells = g_ptr_array_new ();
  parse_text (&self, &parser, text, size);
  csv_free (&parser);
  g_ptr_array_set_free_func (self.cells, g_free);
  g_ptr_array_unref (self.cells);
  if (self.error == NULL && table->rows->len == 0)
    ear_csv_fail (&self.error, table->name, 1, _ ("The file is empty; expected a row of column names."));
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}

/**
 * ear_csv_table_read:
 * @path: a CSV file in UTF-8, with or without a byte order mark, or in Windows-1252
 *
 * Returns: (transfer full) (nullable): all its rows. Any thread.
 */
EarCsvTable *
ear_csv_table_read (const char *path, GError **error)
{
  g_autoptr (EarCsvTable) table = g_new0 (EarCsvTable, 1);
  g_autofree char *shown = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  gsize size = 0;
  const char *start;

  table->name = g_filename_display_basename (path);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  shown = ear_outside_file_name (path);
  bytes = load (path, shown, &size, error);
  text = bytes == NULL ? NULL : to_utf8 (table, bytes, size, &size, error);
  if (text == NULL)
    return NULL;
  start = g_str_has_prefix (text, UTF8_MARK) ? text + strlen (UTF8_MARK) : text;
  size -= (gsize) (start - text);
  return parse (table, start, size, error) ? g_steal_pointer (&table) : NULL;
}
