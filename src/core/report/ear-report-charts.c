/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of a report. They are made of figures as they are shown and of nothing else: what is hidden in the table is hidden in
 * its chart. Each stands before the table that says the same. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

/* More rows than these nobody reads as a chart; the table has them all. */
#define MAX_ROWS 24
#define MAX_COLUMNS 9

static gint64
value_of (EarShown shown)
{
  return shown.hidden ? EAR_CHART_HIDDEN : (gint64) shown.value;
}

static EarShown
get_cell (const EarReportParts *parts, const EarTable *table, int row, int column)
{
  return ear_protect_get_table (parts->protect, table, EAR_REPORT_PERIOD, parts->scope, EAR_MEASURE_VOICES, row, column);
}

/* The deepest level of which all headings down to it find room. */
static guint
choose_depth (const GPtrArray *headings, guint most)
{
  guint depth = 0;

  for (guint next = 0; next < 3; next++)
    {
      guint n = 0;

      for (guint i = 0; i < headings->len; i++)
        n += ((EarHeading *) headings->pdata[i])->depth <= next;
      if (n > most)
        break;
      depth = next;
    }
  return depth;
}

static gboolean
is_drawn (const EarHeading *heading, guint depth)
{
  return heading->depth <= depth && !ear_report_is_none (heading);
}

/**
 * ear_report_add_bars:
 * @table: counts by one dimension
 *
 * Adds a bar a heading, down to the level of the tree that finds room.
 */
void
ear_report_add_bars (EarReportParts *parts, const char *title, const EarTable *table)
{
  EarChart *chart = ear_chart_new (EAR_CHART_BARS, title, _ ("voices"), ear_dimension_label (table->row_dimension));
  guint depth = choose_depth (table->rows, MAX_ROWS);

  ear_chart_add_series (chart, _ ("Voices"), NULL);
  for (guint r = 0; r < table->rows->len && chart->rows->len < MAX_ROWS; r++)
    {
      const EarHeading *heading = table->rows->pdata[r];

      if (is_drawn (heading, depth))
        ear_chart_set (chart, ear_chart_add_row (chart, heading->label, heading->key, heading->depth), 0,
                       value_of (get_cell (parts, table, (int) r, -1)));
    }
  ear_document_add_chart (parts->document, chart);
}

static const char *const feelings[] = { EAR_FEELING_WORKING, EAR_FEELING_NOT_WORKING, EAR_FEELING_IDEA, EAR_FEELING_QUESTION,
                                        EAR_HEADING_NOT_SAID };

static EarChart *
new_feelings (const char *title, const char *row_title)
{
  const char *const labels[] = { _ ("works"), _ ("does not work"), _ ("ideas"), _ ("questions"), _ ("feeling not recorded") };
  EarChart *chart = ear_chart_new (EAR_CHART_FEELINGS, title, _ ("voices"), row_title);

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    ear_chart_add_series (chart, labels[i], feelings[i]);
  return chart;
}

/* What is mixed works and does not work; where one of the two is hidden, so is what they make together. */
static gint64
sum_feeling (const EarReportParts *parts, const EarTable *table, guint row, guint part)
{
  gint64 sum = 0;

  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarHeading *heading = table->columns->pdata[c];
      EarShown shown;

      if (!g_str_equal (heading->key, feelings[part]) && !(part < 2 && g_str_equal (heading->key, EAR_FEELING_MIXED)))
        continue;
      shown = get_cell (parts, table, (int) row, (int) c);
      if (shown.hidden)
        return EAR_CHART_HIDDEN;
      sum += shown.value;
    }
  return sum;
}

/**
 * ear_report_add_feelings:
 * @table: its columns are feelings
 */
void
ear_report_add_feelings (EarReportParts *parts, const char *title, const EarTable *table)
{
  EarChart *chart = new_feelings (title, ear_dimension_label (table->row_dimension));
  guint depth = choose_depth (table->rows, MAX_ROWS);

  for (guint r = 0; r < table->rows->len && chart->rows->len < MAX_ROWS; r++)
    {
      const EarHeading *heading = table->rows->pdata[r];
      guint row;

      if (!is_drawn (heading, depth))
        continue;
      row = ear_chart_add_row (chart, heading->label, heading->key, heading->depth);
      for (guint part = 0; part < G_N_ELEMENTS (feelings); part++)
        ear_chart_set (chart, row, part, sum_feeling (parts, table, r, part));
    }
  ear_document_add_chart (parts->document, chart);
}

/**
 * ear_report_add_evidence_chart:
 * @evidence: (element-type EarEvidenceRow)
 *
 * Adds a line for each priority of which the table shows that somebody spoke of it, or hides how many did.
 */
void
ear_report_add_evidence_chart (EarReportParts *parts, const char *title, const GPtrArray *evidence)
{
  static const EarEvidenceFigure figures[]
    = { EAR_EVIDENCE_WORKS, EAR_EVIDENCE_DOES_NOT_WORK, EAR_EVIDENCE_IDEAS, EAR_EVIDENCE_QUESTIONS, EAR_EVIDENCE_UNSAID };
  EarChart *chart = new_feelings (title, _ ("Priority"));

  for (guint i = 0; i < evidence->len && chart->rows->len < MAX_ROWS; i++)
    {
      const EarEvidenceRow *priority = evidence->pdata[i];
      g_autofree char *label
        = priority->code == NULL ? g_strdup (priority->label) : g_strdup_printf ("%s %s", priority->code, priority->label);
      EarShown voices = ear_protect_get_evidence (parts->protect, priority, EAR_EVIDENCE_VOICES);
      guint row;

      if (priority->is_heading || (!voices.hidden && voices.value == 0))
        continue;
      row = ear_chart_add_row (chart, label, NULL, 0);
      for (guint part = 0; part < G_N_ELEMENTS (figures); part++)
        ear_chart_set (chart, row, part, value_of (ear_protect_get_evidence (parts->protect, priority, figures[part])));
    }
  ear_document_add_chart (parts->document, chart);
}

/* Steps are made of what is shown. */
static void
set_steps (EarChart *chart)
{
  gint64 most = 1;

  for (guint i = 0; i < chart->cells->len; i++)
    most = MAX (most, g_array_index (chart->cells, EarChartCell, i).value);
  for (guint r = 0; r < chart->rows->len; r++)
    {
      for (guint s = 0; s < chart->series->len; s++)
        {
          gint64 value = ear_chart_get (chart, r, s)->value;

          if (value > 0)
            ear_chart_set_step (chart, r, s, (int) MIN (value * EAR_CHART_STEPS / (most + 1), EAR_CHART_STEPS - 1), NULL);
        }
    }
}

/**
 * ear_report_add_heat:
 * @table: counts by two dimensions
 *
 * Adds a grid of greys where the main headings of both find room; else none.
 */
void
ear_report_add_heat (EarReportParts *parts, const char *title, const EarTable *table)
{
  EarChart *chart = ear_chart_new (EAR_CHART_HEAT, title, _ ("voices"), ear_dimension_label (table->row_dimension));
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
  guint depth = choose_depth (table->rows, MAX_ROWS);

  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarHeading *heading = table->columns->pdata[c];

      if (!is_drawn (heading, EAR_REPORT_COLUMN_DEPTH))
        continue;
      ear_chart_add_series (chart, heading->label, heading->key);
      g_array_append_val (columns, c);
    }
  for (guint r = 0; columns->len <= MAX_COLUMNS && r < table->rows->len && chart->rows->len < MAX_ROWS; r++)
    {
      const EarHeading *heading = table->rows->pdata[r];
      guint row;

      if (!is_drawn (heading, depth))
        continue;
      row = ear_chart_add_row (chart, heading->label, heading->key, heading->depth);
      for (guint s = 0; s < columns->len; s++)
        ear_chart_set (chart, row, s, value_of (get_cell (parts, table, (int) r, (int) g_array_index (columns, guint, s))));
    }
  set_steps (chart);
  ear_document_add_chart (parts->document, chart);
}
