/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-cli-output.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "ear-cli.h"
#include "ear-outside.h"

struct _EarOutput
{
  EarFormat format;
  const EarColumn *columns;
  guint n_columns;
  GPtrArray *cells; /* row after row; NULL: nothing there */
};

const char *const ear_format_names[] = { "text", "csv", "json", NULL };

/**
 * ear_output_new:
 * @columns: must outlive the result
 *
 * Begins a list. Cells are then given one after the other, row by row, one for each column.
 */
EarOutput *
ear_output_new (EarFormat format, const EarColumn *columns, guint n_columns)
{
  EarOutput *output = g_new0 (EarOutput, 1);

  output->format = format;
  output->columns = columns;
  output->n_columns = n_columns;
  output->cells = g_ptr_array_new_with_free_func (g_free);
  return output;
}

void
ear_output_free (EarOutput *output)
{
  if (output == NULL)
    return;
  g_ptr_array_unref (output->cells);
  g_free (output);
}

void
ear_output_text (EarOutput *output, const char *value)
{
  g_ptr_array_add (output->cells, value == NULL ? NULL : g_utf8_make_valid (value, -1));
}

/* A negative number stands for none. */
void
ear_output_number (EarOutput *output, gint64 value)
{
  g_ptr_array_add (output->cells, value < 0 ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, value));
}

/* A figure as it may be shown. In JSON a hidden one is null. */
void
ear_output_shown (EarOutput *output, EarShown shown)
{
  if (!shown.hidden)
    ear_output_number (output, shown.value);
  else
    g_ptr_array_add (output->cells, output->format == EAR_FORMAT_JSON  ? NULL
                                    : output->format == EAR_FORMAT_CSV ? g_strdup (EAR_SHOWN_CODE)
                                                                       : g_strdup (EAR_SHOWN_MARK));
}

void
ear_output_flag (EarOutput *output, gboolean value)
{
  g_ptr_array_add (output->cells, g_strdup (value ? "true" : "false"));
}

void
ear_output_id (EarOutput *output, const EarId *id)
{
  g_ptr_array_add (output->cells, ear_id_is_none (id) ? NULL : ear_id_to_string (id));
}

static void
append_csv (GString *text, const char *value)
{
  if (value == NULL)
    return;
  if (strpbrk (value, ",\"\r\n") == NULL && *value != ' ' && (*value == '\0' || value[strlen (value) - 1] != ' '))
    {
      g_string_append (text, value);
      return;
    }
  g_string_append_c (text, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *value);
    }
  g_string_append_c (text, '"');
}

/* U+2028 and U+2029, which end a line where none ends, and the embeddings, overrides and isolates, which turn the order of
 * what follows: three bytes each. JSON says them in letters as well. */
static gboolean
turns_the_line (const char *at)
{
  const guchar *bytes = (const guchar *) at;

  return bytes[0] == 0xe2
         && ((bytes[1] == 0x80 && bytes[2] >= 0xa8 && bytes[2] <= 0xae) || (bytes[1] == 0x81 && bytes[2] >= 0xa6 && bytes[2] <= 0xa9));
}

static void
append_json (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"' || *value == '\\')
        g_string_append_printf (text, "\\%c", *value);
      else if (*value == '\n')
        g_string_append (text, "\\n");
      else if ((guchar) *value < 0x20 || *value == 0x7f)
        g_string_append_printf (text, "\\u%04x", (guint) *value);
      /* U+0080 to U+009F, which a terminal obeys too. */
      else if ((guchar) *value == 0xc2 && (guchar) value[1] < 0xa0)
        g_string_append_printf (text, "\\u%04x", (guint) (guchar) *++value);
      else if (turns_the_line (value))
        {
          g_string_append_printf (text, "\\u%04x", g_utf8_get_char (value));
          value += strlen ("\342\200\252") - 1;
        }
      else
        g_string_append_c (text, *value);
    }
  g_string_append_c (text, '"');
}

static const char *
cell (const EarOutput *output, guint row, guint column)
{
  return g_ptr_array_index (output->cells, row * output->n_columns + column);
}

/* In a file a cell holds what the workbook holds, to the byte. A terminal would obey some of that. */
static void
append_csv_cell (GString *line, const char *value, gboolean to_a_terminal)
{
  g_autofree char *plain = to_a_terminal && value != NULL ? ear_outside_text (value) : NULL;

  append_csv (line, plain != NULL ? plain : value);
}

static void
print_csv (const EarOutput *output, guint n_rows)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean to_a_terminal = isatty (STDOUT_FILENO) != 0;

  /* The first line holds the names. */
  for (guint row = 0; row <= n_rows; row++)
    {
      const char *before = "";

      g_string_truncate (line, 0);
      for (guint column = 0; column < output->n_columns; column++)
        {
          if (output->columns[column].name == NULL)
            continue;
          g_string_append (line, before);
          append_csv_cell (line, row == 0 ? output->columns[column].name : cell (output, row - 1, column), to_a_terminal);
          before = ",";
        }
      g_string_append (line, "\r\n");
      ear_output_write (line->str);
    }
}

static void
append_json_cell (GString *line, const EarColumn *column, const char *value)
{
  if (value == NULL)
    g_string_append (line, "null");
  else if (column->type == EAR_CELL_TEXT)
    append_json (line, value);
  else
    g_string_append (line, value);
}

static void
print_json (const EarOutput *output, guint n_rows)
{
  g_autoptr (GString) line = g_string_new (NULL);

  ear_output_write ("[");
  for (guint row = 0; row < n_rows; row++)
    {
      const char *before = "";

      g_string_assign (line, row == 0 ? "\n  {" : ",\n  {");
      for (guint column = 0; column < output->n_columns; column++)
        {
          if (output->columns[column].name == NULL)
            continue;
          g_string_append (line, before);
          append_json (line, output->columns[column].name);
          g_string_append (line, ": ");
          append_json_cell (line, &output->columns[column], cell (output, row, column));
          before = ", ";
        }
      g_string_append_c (line, '}');
      ear_output_write (line->str);
    }
  ear_output_write (n_rows == 0 ? "]\n" : "\n]\n");
}

/**
 * ear_output_plain:
 *
 * Returns: (transfer full): @text on one line, without anything that a terminal would obey rather than show: words in
 *   a workbook may come from anybody.
 */
char *
ear_output_plain (const char *text)
{
  return ear_outside_plain (text);
}

static guint
width (const char *text)
{
  guint columns = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      columns += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return columns;
}

static const char *
text_cell (const EarOutput *output, guint row, guint column)
{
  const char *value;

  if (row == 0)
    return *output->columns[column].heading == '\0' ? "" : _ (output->columns[column].heading);
  value = cell (output, row - 1, column);
  if (value == NULL)
    return "";
  if (output->columns[column].type == EAR_CELL_FLAG)
    return g_str_equal (value, "true") ? _ ("yes") : "";
  return value;
}

static void
append_padded (GString *line, const char *text, guint wide, gboolean to_the_right)
{
  guint has = width (text);

  for (guint i = has; to_the_right && i < wide; i++)
    g_string_append_c (line, ' ');
  g_string_append (line, text);
  for (guint i = has; !to_the_right && i < wide; i++)
    g_string_append_c (line, ' ');
}

/* Row 0 is the headings. */
static void
print_text_row (const EarOutput *output, guint row, const guint *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);
  const char *before = "";

  for (guint column = 0; column < output->n_columns; column++)
    {
      g_autofree char *plain = NULL;

      if (output->columns[column].heading == NULL)
        continue;
      /* Or letters from the right would take the columns with them. */
      plain = ear_outside_text (text_cell (output, row, column));
      g_string_append (line, before);
      append_padded (line, plain, widths[column], output->columns[column].type == EAR_CELL_NUMBER);
      before = "  ";
    }
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  g_string_append_c (line, '\n');
  ear_output_write (line->str);
}

static void
print_text (const EarOutput *output, guint n_rows)
{
  g_autofree guint *widths = g_new0 (guint, output->n_columns);

  if (n_rows == 0)
    {
      ear_output_say ("%s", _ ("There are none."));
      return;
    }
  for (guint row = 0; row <= n_rows; row++)
    {
      for (guint column = 0; column < output->n_columns; column++)
        {
          g_autofree char *plain = NULL;

          if (output->columns[column].heading == NULL)
            continue;
          /* Or letters from the right would take the columns with them. */
      plain = ear_outside_text (text_cell (output, row, column));
          widths[column] = MAX (widths[column], width (plain));
        }
    }
  for (guint row = 0; row <= n_rows; row++)
    print_text_row (output, row, widths);
}

/**
 * ear_output_print:
 *
 * Writes the list to standard output. Whether that went well, ear_output_finish() says.
 */
void
ear_output_print (EarOutput *output)
{
  guint n_rows = output->cells->len / output->n_columns;

  g_return_if_fail (output->cells->len % output->n_columns == 0);

  if (output->format == EAR_FORMAT_CSV)
    print_csv (output, n_rows);
  else if (output->format == EAR_FORMAT_JSON)
    print_json (output, n_rows);
  else
    print_text (output, n_rows);
}

/**
 * ear_output_wrap:
 * @between: what stands between paragraphs, which in @prose is a line break
 *
 * Returns: (transfer full): @prose in lines of at most so many columns, but for words that are longer.
 */
char *
ear_output_wrap (const char *prose, guint columns, const char *between)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) paragraphs = g_strsplit (prose, "\n", -1);

  for (guint p = 0; paragraphs[p] != NULL; p++)
    {
      g_auto (GStrv) words = g_strsplit (paragraphs[p], " ", -1);
      glong column = 0;

      for (guint w = 0; words[w] != NULL; w++)
        {
          glong length = g_utf8_strlen (words[w], -1);
          gboolean fits = column + 1 + length <= (glong) columns;

          if (column > 0)
            g_string_append_c (text, fits ? ' ' : '\n');
          g_string_append (text, words[w]);
          column = column > 0 && fits ? column + 1 + length : length;
        }
      g_string_append (text, paragraphs[p + 1] != NULL ? between : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
