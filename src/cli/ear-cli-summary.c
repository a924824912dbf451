/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary: how many voices and sessions, by one dimension or by two. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-edition.h"
#include "ear-own.h"
#include "ear-insight.h"

static const char *const periods[] = { "year", "financial-year", "quarter", "month", NULL };

static const EarOption options[] = {
  { "by", 'b', N_ ("DIMENSION[,DIMENSION]"), N_ ("Count by theme, group, priority, place, period or feeling, or by two of them"),
    EAR_OPTION_PLAIN, NULL },
  { "strategy", 's', N_ ("NAME"), N_ ("Only priorities of this strategy"), EAR_OPTION_PLAIN, NULL },
  { "period", 0, N_ ("PERIOD"), N_ ("How long a period is; a year without it"), EAR_OPTION_PLAIN, periods },
  { "all", 'a', NULL, N_ ("Show also what nobody spoke of"), EAR_OPTION_PLAIN, NULL },
  { "protect", 'p', N_ ("RULES"), N_ ("Protect small numbers: nhs, friends-and-family, research or midpoint-6; as counted without it"),
    EAR_OPTION_PLAIN, NULL },
  { "own", 0, NULL, N_ ("Add a column that leaves out what stands below each one in its tree"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

/* A table with what may be shown of it. Each row says how it is protected, since a file is read without what was printed
 * beside it. */
typedef struct
{
  const EarTable *table;
  EarPeriod period;
  EarPreset preset;
  EarProtect *protect;
  char *protection;
} Shown;

static void
shown_clear (Shown *shown)
{
  g_clear_pointer (&shown->protect, ear_protect_free);
  g_clear_pointer (&shown->protection, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static void
add_shown (EarOutput *output, const Shown *shown, EarMeasure measure, int row, int column)
{
  ear_output_shown (output, ear_protect_get_table (shown->protect, shown->table, shown->period, NULL, measure, row, column));
}

#define HEADING_COLUMN 4

static const EarColumn list_columns[] = {
  { "key", NULL, EAR_CELL_TEXT },
  { "code", NULL, EAR_CELL_TEXT },
  { "label", NULL, EAR_CELL_TEXT },
  { "depth", NULL, EAR_CELL_NUMBER },
  { NULL, "", EAR_CELL_TEXT }, /* HEADING_COLUMN */
  { "contributions", N_ ("Voices"), EAR_CELL_NUMBER },
  { "sessions", N_ ("Sessions"), EAR_CELL_NUMBER },
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
  { "protection", NULL, EAR_CELL_TEXT },
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
add_list_row (EarOutput *output, const Shown *table, int index, GHashTable *own)
{
  const EarHeading *heading = index < 0 ? NULL : g_ptr_array_index (table->table->rows, (guint) index);
  g_autofree char *shown = heading == NULL ? g_strdup (_ ("All, each once")) : indented (heading);

  ear_output_text (output, heading == NULL ? NULL : heading->key);
  ear_output_text (output, heading == NULL ? NULL : heading->code);
  ear_output_text (output, heading == NULL ? "Total" : heading->label);
  ear_output_number (output, heading == NULL ? -1 : (gint64) heading->depth);
  ear_output_text (output, shown);
  add_shown (output, table, EAR_MEASURE_VOICES, index, -1);
  add_shown (output, table, EAR_MEASURE_SESSIONS, index, -1);
  ear_output_text (output, table->protection);
  if (own != NULL)
    ear_output_number (output, heading == NULL ? -1 : ear_own_get (own, heading, table->table->row_totals[index]));
}

static void
print_list (EarCli *cli, const Shown *shown, GHashTable *own)
{
  const EarTable *table = shown->table;
  guint n_columns = G_N_ELEMENTS (list_columns) - (own == NULL ? 1 : 0);
  EarColumn columns[G_N_ELEMENTS (list_columns)];
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, n_columns);

  memcpy (columns, list_columns, sizeof columns);
  columns[HEADING_COLUMN].heading = ear_dimension_label (table->row_dimension);
  for (guint row = 0; row < table->rows->len; row++)
    add_list_row (output, shown, (int) row, own);
  add_list_row (output, shown, -1, own);
  ear_output_print (output);
}

static void
add_cell (EarOutput *output, const Shown *shown, int of_row, int of_column)
{
  const EarHeading *row = of_row < 0 ? NULL : g_ptr_array_index (shown->table->rows, (guint) of_row);
  const EarHeading *column = of_column < 0 ? NULL : g_ptr_array_index (shown->table->columns, (guint) of_column);

  ear_output_text (output, row == NULL ? NULL : row->key);
  ear_output_text (output, row == NULL ? "Total" : row->label);
  ear_output_text (output, column == NULL ? NULL : column->key);
  ear_output_text (output, column == NULL ? "Total" : column->label);
  add_shown (output, shown, EAR_MEASURE_VOICES, of_row, of_column);
  add_shown (output, shown, EAR_MEASURE_SESSIONS, of_row, of_column);
  ear_output_text (output, shown->protection);
}

/* One line a cell: it can be pivoted, and has room for both counts. */
static void
print_cells (EarCli *cli, const Shown *shown)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, cell_columns, G_N_ELEMENTS (cell_columns));

  for (guint row = 0; row <= shown->table->rows->len; row++)
    {
      for (guint column = 0; column <= shown->table->columns->len; column++)
        add_cell (output, shown, row == shown->table->rows->len ? -1 : (int) row,
                  column == shown->table->columns->len ? -1 : (int) column);
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
print_table (const Shown *shown)
{
  const EarTable *table = shown->table;
  g_autofree EarColumn *columns = table_columns (table);
  g_autoptr (EarOutput) output = ear_output_new (EAR_FORMAT_TEXT, columns, table->columns->len + 2);

  for (guint row = 0; row < table->rows->len; row++)
    {
      g_autofree char *heading = indented (g_ptr_array_index (table->rows, row));

      ear_output_text (output, heading);
      for (guint column = 0; column < table->columns->len; column++)
        add_shown (output, shown, EAR_MEASURE_VOICES, (int) row, (int) column);
      add_shown (output, shown, EAR_MEASURE_VOICES, (int) row, -1);
    }
  ear_output_text (output, _ ("All, each once"));
  for (guint column = 0; column < table->columns->len; column++)
    add_shown (output, shown, EAR_MEASURE_VOICES, -1, (int) column);
  add_shown (output, shown, EAR_MEASURE_VOICES, -1, -1);
  ear_output_print (output);
}

static gboolean
read_by (EarCli *cli, EarSummaryRequest *request, GError **error)
{
  const char *by = ear_cli_value (cli, "by");
  g_auto (GStrv) names = g_strsplit (by == NULL ? "theme" : by, ",", 3);
  guint n = g_strv_length (names);

  if (n < 1 || n > 2 || !ear_dimension_from_name (names[0], &request->rows)
      || (n == 2 && (!ear_dimension_from_name (names[1], &request->columns) || request->rows == request->columns)))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           _ ("--by takes theme, group, priority, place, period or feeling, or two different ones with a comma between."));
      return FALSE;
    }
  if (ear_cli_has (cli, "own") && (n == 2 || request->rows == EAR_DIMENSION_PERIOD || request->rows == EAR_DIMENSION_FEELING))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--own goes with one of theme, group, priority and place alone."));
      return FALSE;
    }
  request->period = (EarPeriod) MAX (0, ear_term_index (periods, ear_cli_value (cli, "period")));
  request->with_empty = ear_cli_has (cli, "all");
  return TRUE;
}

static gboolean
protect (EarCli *cli, EarStore *store, Shown *shown, GError **error)
{
  g_autoptr (EarAudit) audit = NULL;

  shown->protect = ear_protect_new (&shown->preset);
  shown->protection = ear_preset_is_internal (&shown->preset) ? g_strdup ("none") : ear_preset_to_string (&shown->preset);
  ear_protect_add_table (shown->protect, shown->table, shown->period, NULL, EAR_PROTECT_ALL_COLUMNS);
  if (!ear_preset_is_internal (&shown->preset) && !ear_edition_add_all (shown->protect, store, error))
    return FALSE;
  if (!ear_protect_run (shown->protect, cli->cancellable, error)
      || (audit = ear_protect_audit (shown->protect, cli->cancellable, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < audit->exposed->len; i++)
    ear_output_say (_ ("Not protected: %s"), (char *) g_ptr_array_index (audit->exposed, i));
  return TRUE;
}

static void
print (EarCli *cli, const Shown *shown, GHashTable *own)
{
  if (cli->format == EAR_FORMAT_TEXT && ear_preset_is_internal (&shown->preset))
    ear_output_say ("%s", _ ("Internal: exact figures. Small numbers are not protected, so do not publish them."));
  if (shown->table->columns == NULL)
    print_list (cli, shown, own);
  else if (cli->format == EAR_FORMAT_TEXT)
    print_table (shown);
  else
    print_cells (cli, shown);
}

static gboolean
run (EarCli *cli, GError **error)
{
  EarSummaryRequest request = { 0 };
  const char *rules = ear_cli_value (cli, "protect");
  g_autoptr (EarStore) store = NULL;
  g_autoptr (EarTable) table = NULL;
  g_autoptr (GHashTable) own = NULL;
  g_auto (Shown) shown = { 0 };
  EarId strategy;

  if (!read_by (cli, &request, error) || !ear_cli_read_preset (rules == NULL ? "internal" : rules, &shown.preset, error))
    return FALSE;
  if (ear_cli_has (cli, "own") && !ear_preset_is_internal (&shown.preset))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--own gives exact figures, and so does not go with --protect."));
      return FALSE;
    }
  request.with_empty |= shown.preset.hide_zero;
  store = ear_cli_open (cli, error);
  if (store == NULL || !ear_cli_find_option (cli, store, "strategy", EAR_KIND_STRATEGY, &strategy, &request.strategy, error))
    return FALSE;
  table = ear_summary (store, &request, error);
  if (table == NULL || (ear_cli_has (cli, "own") && (own = ear_own_count (store, request.rows, error)) == NULL))
    return FALSE;
  shown.table = table;
  shown.period = request.period;
  if (!protect (cli, store, &shown, error))
    return FALSE;
  print (cli, &shown, own);
  return TRUE;
}

G_STATIC_ASSERT (EAR_PERIOD_YEAR == 0 && EAR_PERIOD_FINANCIAL_YEAR == 1 && EAR_PERIOD_QUARTER == 2 && EAR_PERIOD_MONTH == 3);

const EarVerb ear_cli_summary = {
  .name = "summary",
  .arguments = "WORKBOOK",
  .summary = N_ ("Count voices and sessions by theme, group, priority, place, period or feeling"),
  .details = N_ ("Counts voices, and the sessions they were heard in. A voice with two themes counts under both and once in the total. "
                 "What stands in a tree holds all that is below it: carers hold young carers. With --own a further column counts only the "
                 "voices that are given to each one itself.\n"
                 "Without --protect the figures are exact, and so for internal use; in CSV and JSON each row says how it is protected. With "
                 "it small ones are hidden (✱; in CSV [c], in JSON null), and others from which they could be worked out, also by comparing with "
                 "editions published before. Two tables protected apart may tell more together than one: for publishing use “report”. Two dimensions are "
                 "shown as a table of voices; CSV and JSON then have a row for each cell, with the sessions too."),
  .example = "--by group,feeling coordinator.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
