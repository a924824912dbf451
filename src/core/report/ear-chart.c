/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart says, in numbers and in words. */
#include "ear-chart.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

static void
head_free (gpointer data)
{
  EarChartHead *head = data;

  g_free (head->label);
  g_free (head->key);
  g_free (head);
}

static void
cell_clear (gpointer data)
{
  g_free (((EarChartCell *) data)->text);
}

/**
 * ear_chart_new:
 * @unit: what is counted
 * @row_title: (nullable): what the rows are
 *
 * Series are added before rows. Returns: (transfer full): an empty chart. Any thread.
 */
EarChart *
ear_chart_new (EarChartKind kind, const char *title, const char *unit, const char *row_title)
{
  EarChart *chart = g_new0 (EarChart, 1);

  chart->kind = kind;
  chart->title = g_strdup (title);
  chart->unit = g_strdup (unit);
  chart->row_title = g_strdup (row_title);
  chart->series = g_ptr_array_new_with_free_func (head_free);
  chart->rows = g_ptr_array_new_with_free_func (head_free);
  chart->cells = g_array_new (FALSE, TRUE, sizeof (EarChartCell));
  g_array_set_clear_func (chart->cells, cell_clear);
  return chart;
}

void
ear_chart_free (EarChart *chart)
{
  if (chart == NULL)
    return;
  g_free (chart->title);
  g_free (chart->unit);
  g_free (chart->row_title);
  g_ptr_array_unref (chart->series);
  g_ptr_array_unref (chart->rows);
  g_array_unref (chart->cells);
  g_free (chart);
}

static EarChartHead *
head_new (const char *label, const char *key, guint depth)
{
  EarChartHead *head = g_new0 (EarChartHead, 1);

  head->label = g_strdup (label);
  head->key = g_strdup (key);
  head->depth = depth;
  return head;
}

guint
ear_chart_add_series (EarChart *chart, const char *label, const char *key)
{
  g_return_val_if_fail (chart->rows->len == 0, 0);

  g_ptr_array_add (chart->series, head_new (label, key, 0));
  return chart->series->len - 1;
}

guint
ear_chart_add_row (EarChart *chart, const char *label, const char *key, guint depth)
{
  g_ptr_array_add (chart->rows, head_new (label, key, depth));
  for (guint i = 0; i < chart->series->len; i++)
    {
      EarChartCell cell = { 0, -1, NULL };

      g_array_append_val (chart->cells, cell);
    }
  return chart->rows->len - 1;
}

static EarChartCell *
cell_of (const EarChart *chart, guint row, guint series)
{
  return &g_array_index (chart->cells, EarChartCell, row * chart->series->len + series);
}

void
ear_chart_set (EarChart *chart, guint row, guint series, gint64 value)
{
  g_return_if_fail (row < chart->rows->len && series < chart->series->len);

  cell_of (chart, row, series)->value = value;
}

/**
 * ear_chart_set_step:
 * @step: 0 to EAR_CHART_STEPS - 1, -1: none
 * @text: (nullable): in the place of the number
 */
void
ear_chart_set_step (EarChart *chart, guint row, guint series, int step, const char *text)
{
  EarChartCell *cell;

  g_return_if_fail (row < chart->rows->len && series < chart->series->len);

  cell = cell_of (chart, row, series);
  cell->step = step;
  g_free (cell->text);
  cell->text = g_strdup (text);
}

const EarChartCell *
ear_chart_get (const EarChart *chart, guint row, guint series)
{
  g_return_val_if_fail (row < chart->rows->len && series < chart->series->len, NULL);

  return cell_of (chart, row, series);
}

/**
 * ear_chart_figure:
 *
 * Returns: (transfer full): the figure as it is shown.
 */
char *
ear_chart_figure (const EarChart *chart, guint row, guint series)
{
  const EarChartCell *cell = cell_of (chart, row, series);

  if (cell->text != NULL)
    return g_strdup (cell->text);
  return cell->value == EAR_CHART_HIDDEN ? g_strdup ("✱") : g_strdup_printf ("%'" G_GINT64_FORMAT, cell->value);
}

/* The five parts of a feeling chart; what is mixed is in the first two. */
static const struct
{
  const char *key, *label;
} parts[] = {
  { EAR_FEELING_WORKING, N_ ("works") },     { EAR_FEELING_NOT_WORKING, N_ ("does not work") },
  { EAR_FEELING_IDEA, N_ ("ideas") },        { EAR_FEELING_QUESTION, N_ ("questions") },
  { EAR_HEADING_NOT_SAID, N_ ("feeling not recorded") },
};

static void
take_feeling (EarChart *chart, guint row, const char *key, gint64 value)
{
  gboolean mixed = g_str_equal (key, EAR_FEELING_MIXED);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if ((mixed && i < 2) || g_str_equal (parts[i].key, key))
        cell_of (chart, row, i)->value += value;
    }
}

static void
add_series_of (EarChart *chart, const EarTable *table)
{
  if (chart->kind == EAR_CHART_FEELINGS)
    {
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        ear_chart_add_series (chart, _ (parts[i].label), parts[i].key);
      return;
    }
  if (table->columns == NULL)
    ear_chart_add_series (chart, _ ("Voices"), NULL);
  for (guint c = 0; table->columns != NULL && c < table->columns->len; c++)
    {
      const EarHeading *heading = g_ptr_array_index (table->columns, c);

      ear_chart_add_series (chart, heading->label, heading->key);
    }
}

/* Steps by the largest figure of the grid. */
static void
set_steps (EarChart *chart)
{
  gint64 most = 1;

  for (guint i = 0; i < chart->cells->len; i++)
    most = MAX (most, g_array_index (chart->cells, EarChartCell, i).value);
  for (guint i = 0; i < chart->cells->len; i++)
    {
      EarChartCell *cell = &g_array_index (chart->cells, EarChartCell, i);

      if (cell->value > 0)
        cell->step = (int) MIN (cell->value * EAR_CHART_STEPS / (most + 1), EAR_CHART_STEPS - 1);
    }
}

/**
 * ear_chart_from_table:
 * @kind: EAR_CHART_FEELINGS: the table's columns are feelings
 *
 * Returns: (transfer full): the table's voices. Rows and series have the keys of the table's headings.
 */
EarChart *
ear_chart_from_table (const EarTable *table, EarChartKind kind, const char *title)
{
  EarChart *chart = ear_chart_new (kind, title, _ ("voices"), ear_dimension_label (table->row_dimension));

  add_series_of (chart, table);
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (table->rows, r);
      guint row = ear_chart_add_row (chart, heading->label, heading->key, heading->depth);

      for (guint c = 0; c < (table->columns == NULL ? 1 : table->columns->len); c++)
        {
          gint64 voices = ear_table_cell (table, r, c).contributions;

          if (kind == EAR_CHART_FEELINGS && table->columns != NULL)
            take_feeling (chart, row, ((EarHeading *) g_ptr_array_index (table->columns, c))->key, voices);
          else
            ear_chart_set (chart, row, c, voices);
        }
    }
  if (kind == EAR_CHART_HEAT)
    set_steps (chart);
  return chart;
}

static gint64
row_sum (const EarChart *chart, guint row)
{
  gint64 sum = 0;

  for (guint s = 0; s < chart->series->len; s++)
    sum += MAX (0, cell_of (chart, row, s)->value);
  return sum;
}

static void
describe_row (const EarChart *chart, guint row, GString *text)
{
  g_string_append_printf (text, " %s: ", ((EarChartHead *) g_ptr_array_index (chart->rows, row))->label);
  for (guint s = 0; s < chart->series->len; s++)
    {
      g_autofree char *figure = ear_chart_figure (chart, row, s);

      if (chart->series->len > 1)
        g_string_append_printf (text, "%s%s %s", s == 0 ? "" : ", ",
                                ((EarChartHead *) g_ptr_array_index (chart->series, s))->label, figure);
      else
        g_string_append (text, figure);
    }
  g_string_append_c (text, ';');
}

/* Rows that a listener is told; the rest is in the table. */
#define TOLD_ROWS 5

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer chart)
{
  gint64 one = row_sum (chart, *(const guint *) a), other = row_sum (chart, *(const guint *) b);

  return one > other ? -1 : one < other ? 1 : *(const guint *) a < *(const guint *) b ? -1 : 1;
}

/**
 * ear_chart_describe:
 *
 * Returns: (transfer full): what the chart shows, for whoever does not see it: its largest rows, and of a timeline the first
 *   and the last.
 */
char *
ear_chart_describe (const EarChart *chart)
{
  g_autoptr (GString) text = g_string_new (chart->title);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  if (chart->rows->len == 0)
    {
      g_string_append_printf (text, ". %s", _ ("Nothing was heard yet."));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  for (guint i = 0; i < chart->rows->len; i++)
    g_array_append_val (order, i);
  if (chart->kind != EAR_CHART_TIMELINE)
    g_array_sort_with_data (order, compare_rows, (gpointer) chart);
  g_string_append_printf (text, ". %s (%s).", chart->row_title == NULL ? "" : chart->row_title, chart->unit);
  for (guint i = 0; i < order->len; i++)
    {
      gboolean told = chart->kind == EAR_CHART_TIMELINE ? i == 0 || i + 1 == order->len : i < TOLD_ROWS;

      if (told)
        describe_row (chart, g_array_index (order, guint, i), text);
    }
  text->str[text->len - 1] = '.';
  if (order->len > TOLD_ROWS)
    g_string_append_printf (text, " %s", _ ("All figures are in the table."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ear_chart_tabulate:
 *
 * Returns: (transfer full): the figures with tabs between them and a row a line, to be pasted into a table.
 */
char *
ear_chart_tabulate (const EarChart *chart)
{
  g_autoptr (GString) text = g_string_new (chart->row_title == NULL ? "" : chart->row_title);

  for (guint s = 0; s < chart->series->len; s++)
    g_string_append_printf (text, "\t%s", ((EarChartHead *) g_ptr_array_index (chart->series, s))->label);
  g_string_append_c (text, '\n');
  for (guint r = 0; r < chart->rows->len; r++)
    {
      g_string_append (text, ((EarChartHead *) g_ptr_array_index (chart->rows, r))->label);
      for (guint s = 0; s < chart->series->len; s++)
        {
          g_autofree char *figure = ear_chart_figure (chart, r, s);

          g_string_append_printf (text, "\t%s", figure);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
