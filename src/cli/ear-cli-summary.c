/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary: how many voices and sessions, by one dimension or by two. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-own.h"
#include "ear-insight.h"
#include "ear-terms.h"

static const char *const periods[] = { "year", "financial-year", "quarter", "month", NULL };

static const EarOption options[] = {
  { "by", 'b', N_ ("DIMENSION[,DIMENSION[,DIMENSION]]"),
    N_ ("Count by theme, group, priority, place, period, feeling, permission or organisation; by two of them, or by two for each of a third"),
    EAR_OPTION_PLAIN, NULL },
  { "strategy", 's', N_ ("NAME"), N_ ("Only priorities of this strategy"), EAR_OPTION_PLAIN, NULL },
  { "period", 0, N_ ("PERIOD"), N_ ("How long a period is; a year without it"), EAR_OPTION_PLAIN, periods },
  { "all", 'a', NULL, N_ ("Show also what nobody spoke of"), EAR_OPTION_PLAIN, NULL },
  EAR_CLI_VOICE_FILTERS,
  { "own", 0, NULL, N_ ("Add a column that leaves out what stands below each one in its tree"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

/* Figures are exact, so that small numbers may point at a person. Each row says so, since a file is read without what
 * was printed beside it. */
#define PROTECTION "none"

#define HEADING_COLUMN 4

static const EarColumn list_columns[] = {
  { "key", NULL, EAR_CELL_TEXT },
  { "code", NULL, EAR_CELL_TEXT },
  { "label", NULL, EAR_CELL_TEXT },
  { "depth", NULL, EAR_CELL_NUMBER },
  { NULL, "", EAR_CELL_TEXT }, /* HEADING_COLUMN */
  { "contributions", N_ ("Voices"), EAR_CELL_NUMBER },
  { "sessions", N_ ("Sessions"), EAR_CELL_NUMBER },
  { "people", N_ ("People, at least"), EAR_CELL_NUMBER },
  { "protection", NULL, EAR_CELL_TEXT },
  { "own", N_ ("Voices of its own"), EAR_CELL_NUMBER },
};

static const EarColumn cell_columns[] = {
  { "row", NULL, EAR_CELL_TEXT },
  { "row_label", NULL, EAR_CELL_TEXT },
  { "column", NULL, EAR_CELL_TEXT },
  { "column_label", NULL, EAR_CELL_TEXT },
  { "contributions", NULL, EAR_CELL_NUMBER },
  { "sessions", NULL, EAR_CELL_NUMBER },
  { "people", NULL, EAR_CELL_NUMBER },
  { "protection", NULL, EAR_CELL_TEXT },
  { "layer", NULL, EAR_CELL_TEXT }, /* only by three */
  { "layer_label", NULL, EAR_CELL_TEXT },
};

static char *
indented (const EarHeading *heading)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < heading->depth; i++)
    g_string_append (text, "  ");
  if (heading->code != NULL)
    g_string_append_printf (text, "%s ", heading->code);
  g_string_append (text, heading->label);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_list_row (EarOutput *output, const EarHeading *heading, EarCount count, GHashTable *own)
{
  g_autofree char *shown = heading == NULL ? g_strdup (_ ("All, each once")) : indented (heading);

  ear_output_text (output, heading == NULL ? NULL : heading->key);
  ear_output_text (output, heading == NULL ? NULL : heading->code);
  ear_output_text (output, heading == NULL ? "Total" : heading->label);
  ear_output_number (output, heading == NULL ? -1 : (gint64) heading->depth);
  ear_output_text (output, shown);
  ear_output_number (output, count.contributions);
  ear_output_number (output, count.sessions);
  ear_output_number (output, count.people);
  ear_output_text (output, PROTECTION);
  if (own != NULL)
    ear_output_number (output, heading == NULL ? -1 : ear_own_get (own, heading, count));
}

static void
print_list (EarCli *cli, const EarTable *table, GHashTable *own)
{
  guint n_columns = G_N_ELEMENTS (list_columns) - (own == NULL ? 1 : 0);
  EarColumn columns[G_N_ELEMENTS (list_columns)];
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, n_columns);

  memcpy (columns, list_columns, sizeof columns);
  columns[HEADING_COLUMN].heading = ear_dimension_label (table->row_dimension);
  for (guint row = 0; row < table->rows->len; row++)
    add_list_row (output, g_ptr_array_index (table->rows, row), table->row_totals[row], own);
  add_list_row (output, NULL, table->total, own);
  ear_output_print (output);
}

/* @layer: (nullable): by two dimensions only */
static void
add_cell (EarOutput *output, const EarLayer *layer, const EarHeading *row, const EarHeading *column, EarCount count)
{
  ear_output_text (output, row == NULL ? NULL : row->key);
  ear_output_text (output, row == NULL ? "Total" : row->label);
  ear_output_text (output, column == NULL ? NULL : column->key);
  ear_output_text (output, column == NULL ? "Total" : column->label);
  ear_output_number (output, count.contributions);
  ear_output_number (output, count.sessions);
  ear_output_number (output, count.people);
  ear_output_text (output, PROTECTION);
  if (layer == NULL)
    return;
  ear_output_text (output, layer->heading == NULL ? NULL : layer->heading->key);
  ear_output_text (output, layer->heading == NULL ? "Total" : layer->heading->label);
}

static void
add_cells (EarOutput *output, const EarLayer *layer, const EarTable *table)
{
  for (guint row = 0; row < table->rows->len; row++)
    {
      const EarHeading *heading = g_ptr_array_index (table->rows, row);

      for (guint column = 0; column < table->columns->len; column++)
        add_cell (output, layer, heading, g_ptr_array_index (table->columns, column), ear_table_cell (table, row, column));
      add_cell (output, layer, heading, NULL, table->row_totals[row]);
    }
  for (guint column = 0; column < table->columns->len; column++)
    add_cell (output, layer, NULL, g_ptr_array_index (table->columns, column), table->column_totals[column]);
  add_cell (output, layer, NULL, NULL, table->total);
}

/* One line a cell: it can be pivoted, and has room for all counts. */
static void
print_cells (EarCli *cli, GPtrArray *layers)
{
  gboolean has_layers = layers->len > 1;
  g_autoptr (EarOutput) output
    = ear_output_new (cli->format, cell_columns, G_N_ELEMENTS (cell_columns) - (has_layers ? 0 : 2));

  for (guint i = 0; i < layers->len; i++)
    {
      const EarLayer *layer = g_ptr_array_index (layers, i);

      add_cells (output, has_layers ? layer : NULL, layer->table);
    }
  ear_output_print (output);
}

static EarColumn *
table_columns (const EarTable *table)
{
  EarColumn *columns = g_new0 (EarColumn, table->columns->len + 2);

  columns[0] = (EarColumn) { NULL, ear_dimension_label (table->row_dimension), EAR_CELL_TEXT };
  for (guint i = 0; i < table->columns->len; i++)
    columns[i + 1] = (EarColumn) { NULL, ((EarHeading *) g_ptr_array_index (table->columns, i))->label, EAR_CELL_NUMBER };
  columns[table->columns->len + 1] = (EarColumn) { NULL, N_ ("All, each once"), EAR_CELL_NUMBER };
  return columns;
}

static void
print_table (const EarTable *table)
{
  g_autofree EarColumn *columns = table_columns (table);
  g_autoptr (EarOutput) output = ear_output_new (EAR_FORMAT_TEXT, columns, table->columns->len + 2);

  for (guint row = 0; row < table->rows->len; row++)
    {
      g_autofree char *shown = indented (g_ptr_array_index (table->rows, row));

      ear_output_text (output, shown);
      for (guint column = 0; column < table->columns->len; column++)
        ear_output_number (output, ear_table_cell (table, row, column).contributions);
      ear_output_number (output, table->row_totals[row].contributions);
    }
  ear_output_text (output, _ ("All, each once"));
  for (guint column = 0; column < table->columns->len; column++)
    ear_output_number (output, table->column_totals[column].contributions);
  ear_output_number (output, table->total.contributions);
  ear_output_print (output);
}

/* Each layer under its name. */
static void
print_layers (GPtrArray *layers)
{
  for (guint i = 0; i < layers->len; i++)
    {
      const EarLayer *layer = g_ptr_array_index (layers, i);

      if (layers->len > 1)
        ear_output_say ("\n%s", layer->heading == NULL ? _ ("All") : layer->heading->label);
      print_table (layer->table);
    }
}

static void
say_rules (const EarSummaryRequest *request, EarDimension by)
{
  const EarDimension dimensions[] = { EAR_DIMENSION_NONE, request->rows, request->columns, by };

  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      if (i == 0 || dimensions[i] != EAR_DIMENSION_NONE)
        ear_output_say ("%s", ear_counting_rules (dimensions[i]));
    }
}

static gboolean
read_by (EarCli *cli, EarSummaryRequest *request, EarDimension *third, GError **error)
{
  const char *by = ear_cli_value (cli, "by");
  g_auto (GStrv) names = g_strsplit (by == NULL ? "theme" : by, ",", 4);
  guint n = g_strv_length (names);

  *third = EAR_DIMENSION_NONE;
  if (n < 1 || n > 3 || !ear_dimension_from_name (names[0], &request->rows)
      || (n > 1 && !ear_dimension_from_name (names[1], &request->columns)) || (n > 2 && !ear_dimension_from_name (names[2], third)))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           _ ("--by takes theme, group, priority, place, period, feeling, permission or organisation, or two or three of them with commas "
                              "between."));
      return FALSE;
    }
  if (ear_cli_has (cli, "own") && (n > 1 || request->rows >= EAR_DIMENSION_PERIOD))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--own goes with one of theme, group, priority and place alone."));
      return FALSE;
    }
  request->period = (EarPeriod) MAX (0, ear_term_index (periods, ear_cli_value (cli, "period")));
  request->with_empty = ear_cli_has (cli, "all");
  return TRUE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  EarSummaryRequest request = { 0 };
  EarDimension third = EAR_DIMENSION_NONE;
  EarCliFilter read;
  g_autoptr (EarStore) store = NULL;
  g_autoptr (GPtrArray) layers = NULL;
  const EarTable *table;
  g_autoptr (GHashTable) own = NULL;
  EarId strategy;

  if (!read_by (cli, &request, &third, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL || !ear_cli_find_option (cli, store, "strategy", EAR_KIND_STRATEGY, &strategy, &request.strategy, error))
    return FALSE;
  if (!ear_cli_read_filter (cli, store, &read, error))
    return FALSE;
  request.filter = &read.filter;
  layers = ear_summary_layers (store, &request, third, error);
  if (layers == NULL || (ear_cli_has (cli, "own") && (own = ear_own_count (store, request.rows, error)) == NULL))
    return FALSE;
  table = ((EarLayer *) g_ptr_array_index (layers, 0))->table;
  if (cli->format == EAR_FORMAT_TEXT)
    ear_output_say ("%s", _ ("Internal: exact figures. Small numbers are not protected, so do not publish them."));
  if (table->columns == NULL)
    print_list (cli, table, own);
  else if (cli->format == EAR_FORMAT_TEXT)
    print_layers (layers);
  else
    print_cells (cli, layers);
  if (cli->format == EAR_FORMAT_TEXT)
    say_rules (&request, third);
  return TRUE;
}

G_STATIC_ASSERT (EAR_PERIOD_YEAR == 0 && EAR_PERIOD_FINANCIAL_YEAR == 1 && EAR_PERIOD_QUARTER == 2 && EAR_PERIOD_MONTH == 3);

const EarVerb ear_cli_summary = {
  .name = "summary",
  .arguments = "WORKBOOK",
  .summary = N_ ("Count voices, sessions and people by theme, group, priority, place, period, feeling and more"),
  .details = N_ ("Counts voices, and the sessions they were heard in. A voice with two themes counts under both and once in the total. "
                 "What stands in a tree holds all that is below it: carers hold young carers. With --own a further column counts only the "
                 "voices that are given to each one itself.\n"
                 "The figures are exact and not protected, and so for internal use; in CSV and JSON each row says so. Two dimensions are "
                 "shown as a table of voices, and with a third as one such table for each of it; CSV and JSON then have a row for each cell, "
                 "with the sessions and people too. Filters combine: --group carers --and-group \"Bangladeshi women\" counts who is both."),
  .example = "--by group,feeling coordinator.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
