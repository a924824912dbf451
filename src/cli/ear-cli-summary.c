/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary: how many voices and sessions, by one dimension or by two. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-edition.h"
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
  EarProtect *protect; /* NULL: figures are exact */
  char *protection;
  char *scope; /* (nullable) of figures that are not of all voices */
} Shown;

static void
shown_clear (Shown *shown)
{
  g_clear_pointer (&shown->protect, ear_protect_free);
  g_clear_pointer (&shown->protection, g_free);
  g_clear_pointer (&shown->scope, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static EarCount
count_at (const EarTable *table, int row, int column)
{
  if (row < 0)
    return column < 0 || table->columns == NULL ? table->total : table->column_totals[column];
  return column < 0 || table->columns == NULL ? table->row_totals[row] : ear_table_cell (table, (guint) row, (guint) column);
}

static void
add_shown (EarOutput *output, const Shown *shown, EarMeasure measure, int row, int column)
{
  EarCount count = count_at (shown->table, row, column);

  if (shown->protect == NULL)
    ear_output_number (output, measure == EAR_MEASURE_VOICES ? count.contributions : count.sessions);
  else
    ear_output_shown (output, ear_protect_get_table (shown->protect, shown->table, shown->period, shown->scope, measure, row, column));
}

/* People are not protected, so they are not shown beside figures that are. Of voices whose speakers nobody told apart it is not known
 * how many people there are: "at least 0" would be no answer. */
static void
add_figures (EarOutput *output, const Shown *shown, int row, int column)
{
  EarCount count = count_at (shown->table, row, column);
  gboolean is_known = shown->protect == NULL && (count.people > 0 || count.contributions == 0);

  add_shown (output, shown, EAR_MEASURE_VOICES, row, column);
  add_shown (output, shown, EAR_MEASURE_SESSIONS, row, column);
  ear_output_number (output, is_known ? (gint64) count.people : -1);
  ear_output_text (output, shown->protection);
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
add_list_row (EarOutput *output, const Shown *table, int index, GHashTable *own)
{
  const EarHeading *heading = index < 0 ? NULL : g_ptr_array_index (table->table->rows, (guint) index);
  g_autofree char *shown = heading == NULL ? g_strdup (_ ("All, each once")) : indented (heading);

  ear_output_text (output, heading == NULL ? NULL : heading->key);
  ear_output_text (output, heading == NULL ? NULL : heading->code);
  ear_output_text (output, heading == NULL ? "Total" : heading->label);
  ear_output_number (output, heading == NULL ? -1 : (gint64) heading->depth);
  ear_output_text (output, shown);
  add_figures (output, table, index, -1);
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

/* @layer: (nullable): by two dimensions only */
static void
add_cell (EarOutput *output, const Shown *shown, const EarLayer *layer, int of_row, int of_column)
{
  const EarHeading *row = of_row < 0 ? NULL : g_ptr_array_index (shown->table->rows, (guint) of_row);
  const EarHeading *column = of_column < 0 ? NULL : g_ptr_array_index (shown->table->columns, (guint) of_column);

  ear_output_text (output, row == NULL ? NULL : row->key);
  ear_output_text (output, row == NULL ? "Total" : row->label);
  ear_output_text (output, column == NULL ? NULL : column->key);
  ear_output_text (output, column == NULL ? "Total" : column->label);
  add_figures (output, shown, of_row, of_column);
  if (layer == NULL)
    return;
  ear_output_text (output, layer->heading == NULL ? NULL : layer->heading->key);
  ear_output_text (output, layer->heading == NULL ? "Total" : layer->heading->label);
}

static void
add_cells (EarOutput *output, const Shown *shown, const EarLayer *layer)
{
  for (guint row = 0; row <= shown->table->rows->len; row++)
    {
      for (guint column = 0; column <= shown->table->columns->len; column++)
        add_cell (output, shown, layer, row == shown->table->rows->len ? -1 : (int) row,
                  column == shown->table->columns->len ? -1 : (int) column);
    }
}

/* One line a cell: it can be pivoted, and has room for all counts. */
static void
print_cells (EarCli *cli, Shown *shown, GPtrArray *layers)
{
  gboolean has_layers = layers->len > 1;
  g_autoptr (EarOutput) output
    = ear_output_new (cli->format, cell_columns, G_N_ELEMENTS (cell_columns) - (has_layers ? 0 : 2));

  for (guint i = 0; i < layers->len; i++)
    {
      const EarLayer *layer = g_ptr_array_index (layers, i);

      shown->table = layer->table;
      add_cells (output, shown, has_layers ? layer : NULL);
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

/* Each layer under its name. */
static void
print_layers (Shown *shown, GPtrArray *layers)
{
  for (guint i = 0; i < layers->len; i++)
    {
      const EarLayer *layer = g_ptr_array_index (layers, i);

      if (layers->len > 1)
        ear_output_say ("\n%s", layer->heading == NULL ? _ ("All") : layer->heading->label);
      shown->table = layer->table;
      print_table (shown);
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
protect (EarCli *cli, EarStore *store, Shown *shown, GError **error)
{
  g_autoptr (EarAudit) audit = NULL;

  shown->protection = ear_preset_is_internal (&shown->preset) ? g_strdup ("none") : ear_preset_to_string (&shown->preset);
  if (ear_preset_is_internal (&shown->preset))
    return TRUE;
  shown->protect = ear_protect_new (&shown->preset);
  ear_protect_add_table (shown->protect, shown->table, shown->period, shown->scope, EAR_PROTECT_ALL_COLUMNS);
  if (!ear_edition_add_all (shown->protect, store, error) || !ear_protect_run (shown->protect, cli->cancellable, error)
      || (audit = ear_protect_audit (shown->protect, cli->cancellable, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < audit->exposed->len; i++)
    ear_output_say (_ ("Not protected: %s"), (char *) g_ptr_array_index (audit->exposed, i));
  return TRUE;
}

/* A filter's figures are cells of their own; the same filter gives the same ones. */
static char *
name_scope (const EarVoiceFilter *filter)
{
  g_autoptr (EarVoiceQuery) query = ear_voice_query_new (filter);
  g_autofree char *text = NULL, *digest = NULL;

  query->sort = EAR_VOICE_SORT_TIME;
  query->oldest_first = FALSE;
  if (ear_voice_query_is_empty (query))
    return NULL;
  text = ear_voice_query_to_text (query);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return g_strdup_printf ("filter=%.16s", digest);
}

static void
print (EarCli *cli, Shown *shown, GPtrArray *layers, GHashTable *own)
{
  if (cli->format == EAR_FORMAT_TEXT && ear_preset_is_internal (&shown->preset))
    ear_output_say ("%s", _ ("Internal: exact figures. Small numbers are not protected, so do not publish them."));
  if (shown->table->columns == NULL)
    print_list (cli, shown, own);
  else if (cli->format == EAR_FORMAT_TEXT)
    print_layers (shown, layers);
  else
    print_cells (cli, shown, layers);
}

/* What does not go together. */
static gboolean
check (EarCli *cli, const EarPreset *preset, const EarSummaryRequest *request, EarDimension third, GError **error)
{
  const char *wrong = NULL;

  if (ear_preset_is_internal (preset))
    return TRUE;
  if (ear_cli_has (cli, "own"))
    wrong = _ ("--own gives exact figures, and so does not go with --protect.");
  else if (third != EAR_DIMENSION_NONE)
    wrong = _ ("--protect takes one dimension or two: figures by three cannot be protected together. Nothing was shown.");
  else if (request->rows == request->columns)
    wrong = _ ("--protect takes two different dimensions: which voices are of both cannot be protected yet. Nothing was shown.");
  if (wrong != NULL)
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, wrong);
  return wrong == NULL;
}

static gboolean
run (EarCli *cli, GError **error)
{
  EarSummaryRequest request = { 0 };
  EarDimension third = EAR_DIMENSION_NONE;
  const char *rules = ear_cli_value (cli, "protect");
  g_auto (EarCliFilter) read = { 0 };
  g_autoptr (EarStore) store = NULL;
  g_autoptr (GPtrArray) layers = NULL;
  g_autoptr (GHashTable) own = NULL;
  g_auto (Shown) shown = { 0 };
  EarId strategy;

  if (!read_by (cli, &request, &third, error) || !ear_cli_read_preset (rules == NULL ? "internal" : rules, &shown.preset, error)
      || !check (cli, &shown.preset, &request, third, error))
    return FALSE;
  request.with_empty |= shown.preset.hide_zero;
  store = ear_cli_open (cli, error);
  if (store == NULL || !ear_cli_find_option (cli, store, "strategy", EAR_KIND_STRATEGY, &strategy, &request.strategy, error)
      || !ear_cli_read_filter (cli, store, &read, error))
    return FALSE;
  request.filter = &read.filter;
  layers = ear_summary_layers (store, &request, third, error);
  if (layers == NULL || (ear_cli_has (cli, "own") && (own = ear_own_count (store, request.rows, request.filter, error)) == NULL))
    return FALSE;
  shown.table = ((EarLayer *) g_ptr_array_index (layers, 0))->table;
  shown.period = request.period;
  shown.scope = name_scope (&read.filter);
  if (!protect (cli, store, &shown, error))
    return FALSE;
  print (cli, &shown, layers, own);
  if (cli->format == EAR_FORMAT_TEXT)
    say_rules (&request, third);
  return TRUE;
}

G_STATIC_ASSERT (EAR_PERIOD_YEAR == 0 && EAR_PERIOD_FINANCIAL_YEAR == 1 && EAR_PERIOD_QUARTER == 2 && EAR_PERIOD_MONTH == 3);

const EarVerb ear_cli_summary = {
  .name = "summary",
  .arguments = "WORKBOOK",
  .summary = N_ ("Count voices, sessions and people by theme, group, place and more"),
  .details = N_ ("Counts voices, and the sessions they were heard in. A voice with two themes counts under both and once in the total. "
                 "What stands in a tree holds all that is below it: carers hold young carers. With --own a further column counts only the "
                 "voices that are given to each one itself.\n"
                 "Without --protect the figures are exact, and so for internal use; in CSV and JSON each row says how it is protected. With "
                 "it small ones are hidden (✱; in CSV [c], in JSON null), and others from which they could be worked out, also by comparing with "
                 "editions published before. Two tables protected apart may tell more together than one, those of a filter and of all voices too: "
                 "for publishing use “report”.\n"
                 "Two dimensions are shown as a table of voices, and with a third as one such table for each of it; CSV and JSON then have a row "
                 "for each cell, with the sessions too, and with the people unless figures are protected. Filters combine: --group carers "
                 "--and-group \"Bangladeshi women\" counts who is both."),
  .example = "--by group,feeling coordinator.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
