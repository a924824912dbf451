/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheets with a few characters put in, left out, doubled or moved: a second reader, which knows RFC 4180 and nothing else,
 * takes the same ones and finds the same cells. What is refused says where and leaves the workbook as it was; what is taken adds
 * exactly the rows that are there. GLib prints the seed; --seed repeats a corpus. */
#include <string.h>

#include "ear-csv-table.h"
#include "exchange-world.h"

#define N_SHEETS 1500

static const char *const bits[] = { "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "x", "é", "\xef\xbb\xbf", "\n\n", ",,,", "\" ", " \"", "=1+1" };

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

/* --- Sheets --- */

static void
add_cell (GString *sheet, char separator)
{
  static const char *const cells[] = { "Words", "", "two words", " x ", "\"a, b; c\"", "\"say \"\"no\"\"\"", "\"on\ntwo lines\"", "না", "\"\"", "3" };
  const char *cell = cells[pick (G_N_ELEMENTS (cells))];

  if (separator == '\t' || strchr (cell, separator) == NULL || *cell == '"')
    g_string_append (sheet, cell);
}

static GString *
random_sheet (void)
{
  static const char *const headers[] = { "text", "ref,text", "text;ref", "ref\ttext\tfeeling", "text,source,section" };
  const char *header = headers[pick (G_N_ELEMENTS (headers))];
  char separator = strchr (header, ';') != NULL ? ';' : strchr (header, '\t') != NULL ? '\t' : ',';
  const char *end = pick (3) == 0 ? "\r\n" : "\n";
  GString *sheet = g_string_new (pick (6) == 0 ? "\xef\xbb\xbf" : "");

  g_string_append_printf (sheet, "%s%s", header, end);
  for (guint rows = pick (4); rows > 0; rows--)
    {
      for (const char *at = header; at != NULL; at = strchr (at + 1, separator))
        {
          if (at != header)
            g_string_append_c (sheet, separator);
          add_cell (sheet, separator);
        }
      g_string_append (sheet, rows == 1 && pick (3) == 0 ? "" : end);
    }
  return sheet;
}

/* Between characters, so that the sheet stays UTF-8. */
static gssize
any_place (const GString *sheet)
{
  glong n = g_utf8_strlen (sheet->str, (gssize) sheet->len);

  return g_utf8_offset_to_pointer (sheet->str, (glong) pick ((guint) n + 1)) - sheet->str;
}

static void
change (GString *sheet)
{
  gssize at = any_place (sheet), other = any_place (sheet);
  gssize length = sheet->str[at] == '\0' ? 0 : g_utf8_next_char (sheet->str + at) - (sheet->str + at);
  g_autofree char *letter = g_strndup (sheet->str + at, (gsize) length);

  switch (pick (4))
    {
    case 0:
      g_string_erase (sheet, at, length);
      break;
    case 1:
      g_string_insert (sheet, other, letter);
      break;
    default:
      g_string_insert (sheet, at, bits[pick (G_N_ELEMENTS (bits))]);
    }
}

/* --- The second reader --- */

typedef struct
{
  const char *at;
  char separator;
} Cursor;

static gboolean
ends_cell (const Cursor *cursor)
{
  return *cursor->at == '\0' || *cursor->at == cursor->separator || *cursor->at == '\n' || *cursor->at == '\r';
}

static void
skip_blanks (Cursor *cursor)
{
  while ((*cursor->at == ' ' || *cursor->at == '\t') && *cursor->at != cursor->separator)
    cursor->at++;
}

/* Returns: (nullable): the cell; %NULL where a quotation mark is where none can be. */
static char *
read_cell (Cursor *cursor, gboolean *quoted)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  skip_blanks (cursor);
  *quoted = *cursor->at == '"';
  if (!*quoted)
    {
      for (; !ends_cell (cursor); cursor->at++)
        {
          if (*cursor->at == '"')
            return NULL;
          g_string_append_c (cell, *cursor->at);
        }
      return g_strstrip (g_string_free (g_steal_pointer (&cell), FALSE));
    }
  for (cursor->at++; *cursor->at != '\0'; cursor->at++)
    {
      if (*cursor->at == '"' && *++cursor->at != '"')
        {
          skip_blanks (cursor);
          return ends_cell (cursor) ? g_strstrip (g_string_free (g_steal_pointer (&cell), FALSE)) : NULL;
        }
      g_string_append_c (cell, *cursor->at);
    }
  return NULL;
}

/* Returns: (nullable): a line a cell, rows apart by a blank one; %NULL where it is no such file. */
static char *
read_sheet (const char *text, guint *n_rows)
{
  g_autoptr (GString) all = g_string_new (NULL);
  Cursor cursor = { g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, ',' };
  g_autofree char *header = g_strndup (cursor.at, strcspn (cursor.at, "\r\n"));
  guint width = 0;

  *n_rows = 0;
  if (strchr (header, ',') == NULL)
    cursor.separator = strchr (header, ';') != NULL ? ';' : strchr (header, '\t') != NULL ? '\t' : ',';
  while (*cursor.at != '\0')
    {
      g_autoptr (GString) row = g_string_new (NULL);
      gboolean quoted, any_quoted = FALSE, any_words = FALSE;
      guint n_cells = 0;

      for (gboolean more = TRUE; more; cursor.at += *cursor.at != '\0')
        {
          g_autofree char *cell = read_cell (&cursor, &quoted);

          if (cell == NULL)
            return NULL;
          n_cells++;
          any_quoted |= quoted;
          any_words |= *cell != '\0';
          g_string_append_printf (row, "[%s]\n", cell);
          more = *cursor.at == cursor.separator;
        }
      /* A blank line is no row, and one of blank cells none but as the header. */
      if (!any_words && (width > 0 || (n_cells == 1 && !any_quoted)))
        continue;
      if (width != 0 && n_cells != width)
        return NULL;
      width = n_cells;
      g_string_append_printf (all, "%s\n", row->str);
      ++*n_rows;
    }
  return width == 0 ? NULL : g_string_free (g_steal_pointer (&all), FALSE);
}

/* --- Both --- */

static char *
say_table (const EarCsvTable *table)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < table->rows->len; i++)
    {
      const EarCsvRow *row = table->rows->pdata[i];

      for (guint j = 0; j < row->n_cells; j++)
        g_string_append_printf (all, "[%s]\n", row->cells[j]);
      g_string_append_c (all, '\n');
    }
  return g_string_free (all, FALSE);
}

static void
assert_says_where (const GError *error)
{
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_CSV);
  if (!g_str_has_prefix (error->message, "“sheet.csv”, line ") || strstr (error->message, "Nothing was changed.") == NULL)
    g_error ("Does not say where, or what is safe: %s", error->message);
}

static void
compare_tables (const char *path, const char *sheet, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarCsvTable) table = ear_csv_table_read (path, &error);
  g_autofree char *found = table == NULL ? NULL : say_table (table);

  if (g_strcmp0 (found, expected) != 0)
    g_error ("Read otherwise (%s):\n%s\n--- expected\n%s--- found\n%s", error == NULL ? "taken" : error->message, sheet,
             expected == NULL ? "refused" : expected, found == NULL ? "refused" : found);
  if (table == NULL)
    assert_says_where (error);
}

/* All is taken back again, so that each sheet comes into the same workbook. */
static gboolean
import (EarStore *store, const char *path, guint n_rows)
{
  const EarCsvOptions none = { 0 };
  g_auto (EarCsvResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean taken;

  g_assert_true (ear_store_begin (store, NULL));
  taken = ear_csv_import (store, path, &none, &result, NULL, &error);
  if (!taken)
    assert_says_where (error);
  else
    {
      g_assert_cmpuint (result.n_rows, ==, n_rows - 1);
      g_assert_cmpuint (result.n_contributions + result.n_known, ==, n_rows - 1);
      g_assert_cmpuint (world_count (store, "SELECT count (*) FROM contributions"), ==, result.n_contributions);
    }
  ear_store_rollback (store);
  return taken;
}

static void
test_changed (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "sheet.csv", NULL);
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autofree char *before = world_digest (store);
  g_autofree char *after = NULL;
  guint n_read = 0, n_taken = 0;

  for (guint i = 0; i < N_SHEETS; i++)
    {
      g_autoptr (GString) sheet = random_sheet ();
      g_autofree char *expected = NULL;
      guint n_rows;

      for (guint changes = pick (4); changes > 0; changes--)
        change (sheet);
      g_assert_true (g_file_set_contents (path, sheet->str, (gssize) sheet->len, NULL));
      expected = read_sheet (sheet->str, &n_rows);
      compare_tables (path, sheet->str, expected);
      n_read += expected != NULL;
      if (expected != NULL && i % 5 == 0)
        n_taken += import (store, path, n_rows);
    }
  g_test_message ("%u of %u read, of a fifth of them %u taken", n_read, N_SHEETS, n_taken);
  g_assert_cmpuint (n_taken, >, 0);
  g_assert_cmpuint (n_read, <, N_SHEETS);
  after = world_digest (store);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/csv-mutations/changed", test_changed);
  return g_test_run ();
}
