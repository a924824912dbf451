/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-heard-view.h"

#include <glib/gi18n.h>
#include <math.h>

static gboolean
row_has_anything (const EarCoverage *coverage, guint row)
{
  guint n = coverage->heard->columns->len;

  if (coverage->heard->row_totals[row].contributions > 0 || coverage->rows[row].target >= 0)
    return TRUE;
  for (guint c = 0; c < n; c++)
    {
      if (coverage->cells[row * n + c].target >= 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
column_has_anything (const EarCoverage *coverage, guint column)
{
  guint n = coverage->heard->columns->len;

  if (coverage->heard->column_totals[column].contributions > 0)
    return TRUE;
  for (guint r = 0; r < coverage->heard->rows->len; r++)
    {
      if (coverage->cells[r * n + column].target >= 0)
        return TRUE;
    }
  return FALSE;
}

static void
set_cell (EarChart *chart, guint row, guint series, const EarCoverage *coverage, const EarCoverageCell *cell)
{
  const EarTargetRow *target = cell->target < 0 ? NULL : g_ptr_array_index (coverage->targets, cell->target);
  g_autofree char *text = target == NULL ? NULL : g_strdup_printf ("%u/%u", cell->heard.contributions, target->voices);

  ear_chart_set (chart, row, series, cell->heard.contributions);
  ear_chart_set_step (chart, row, series, target == NULL ? -1 : (int) target->reached, text);
}

/**
 * ear_heard_grid_new:
 *
 * Returns: (transfer full): groups down, places across, those that were heard or that a target names; the first column is all
 *   places together.
 */
EarHeardGrid *
ear_heard_grid_new (const EarCoverage *coverage)
{
  EarHeardGrid *grid = g_new0 (EarHeardGrid, 1);
  const EarTable *table = coverage->heard;

  G_STATIC_ASSERT ((int) EAR_N_REACHED == EAR_CHART_STEPS);
  grid->chart = ear_chart_new (EAR_CHART_HEAT, _ ("Voices heard, against targets"), _ ("voices"), _ ("Group"));
  grid->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  grid->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  ear_chart_add_series (grid->chart, _ ("Everywhere"), NULL);
  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarHeading *heading = g_ptr_array_index (table->columns, c);

      if (!column_has_anything (coverage, c))
        continue;
      ear_chart_add_series (grid->chart, heading->label, heading->key);
      g_array_append_val (grid->columns, c);
    }
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (table->rows, r);
      guint row;

      if (!row_has_anything (coverage, r))
        continue;
      row = ear_chart_add_row (grid->chart, heading->label, heading->key, heading->depth);
      g_array_append_val (grid->rows, r);
      set_cell (grid->chart, row, 0, coverage, &coverage->rows[r]);
      for (guint i = 0; i < grid->columns->len; i++)
        set_cell (grid->chart, row, i + 1, coverage,
                  &coverage->cells[r * table->columns->len + g_array_index (grid->columns, guint, i)]);
    }
  return grid;
}

void
ear_heard_grid_free (EarHeardGrid *grid)
{
  if (grid == NULL)
    return;
  ear_chart_free (grid->chart);
  g_array_unref (grid->rows);
  g_array_unref (grid->columns);
  g_free (grid);
}

/**
 * ear_heard_summarise:
 *
 * Returns: (transfer full): one line.
 */
char *
ear_heard_summarise (const EarCoverage *coverage, const GPtrArray *not_heard)
{
  EarCount total = coverage->heard->total;
  guint reached = 0, heard = 0;
  g_autofree char *groups = NULL;

  for (guint i = 0; i < coverage->targets->len; i++)
    reached += ((EarTargetRow *) g_ptr_array_index (coverage->targets, i))->reached == EAR_REACHED_ALL;
  for (guint r = 0; r < coverage->heard->rows->len; r++)
    heard += coverage->heard->row_totals[r].contributions > 0 && !ear_id_is_none (&((EarHeading *) g_ptr_array_index (coverage->heard->rows, r))->id);
  groups = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice from %u groups", "%'u voices from %u groups", total.contributions),
                            total.contributions, heard);
  if (coverage->targets->len == 0)
    return g_steal_pointer (&groups);
  return g_strdup_printf (_ ("%s · %u of %u targets reached"), groups, reached, coverage->targets->len);
}

static gint64
percent (double part, double all)
{
  return all == 0 ? 0 : llround (part * 100 / all);
}

/**
 * ear_heard_shares:
 *
 * Returns: (transfer full) (nullable): per cent of the voices beside per cent of the people, by place; %NULL where no
 *   population is known or nobody was heard there.
 */
EarChart *
ear_heard_shares (const EarCoverage *coverage)
{
  EarChart *chart;

  if (coverage->shares->len < 2 || ((EarPlaceShare *) g_ptr_array_index (coverage->shares, 0))->all_voices == 0)
    return NULL;
  chart = ear_chart_new (EAR_CHART_MULTIPLES, _ ("Share of the voices beside share of the people"), _ ("per cent"), _ ("Place"));
  ear_chart_add_series (chart, _ ("% of voices"), "voices");
  ear_chart_add_series (chart, _ ("% of people"), "people");
  for (guint i = 0; i < coverage->shares->len; i++)
    {
      const EarPlaceShare *share = g_ptr_array_index (coverage->shares, i);
      guint row = ear_chart_add_row (chart, share->place->label, share->place->key, 0);

      ear_chart_set (chart, row, 0, percent (share->heard.contributions, share->all_voices));
      ear_chart_set (chart, row, 1, percent ((double) share->population, (double) share->all_people));
    }
  return chart;
}

/**
 * ear_target_period:
 *
 * Returns: (transfer full) (nullable): "2026-04-01 to 2027-03-31".
 */
char *
ear_target_period (const EarTargetRow *target)
{
  if (target->from != NULL && target->until != NULL)
    return g_strdup_printf (_ ("%s to %s"), target->from, target->until);
  if (target->from != NULL)
    return g_strdup_printf (_ ("from %s"), target->from);
  return target->until == NULL ? NULL : g_strdup_printf (_ ("until %s"), target->until);
}

/**
 * ear_target_detail:
 *
 * Returns: (transfer full): how much of it is reached, and what is still needed.
 */
char *
ear_target_detail (const EarTargetRow *target)
{
  g_autofree char *period = ear_target_period (target);
  g_autofree char *figures = g_strdup_printf (_ ("%'u of %'u voices, %s"), target->heard.contributions, target->voices,
                                              ear_reached_word (target->reached));
  g_autofree char *needed
    = target->sessions_needed == 0
        ? NULL
        : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "about %'u more conversation", "about %'u more conversations", target->sessions_needed),
                           target->sessions_needed);
  g_autoptr (GString) text = g_string_new (figures);

  if (needed != NULL)
    g_string_append_printf (text, " · %s", needed);
  if (period != NULL)
    g_string_append_printf (text, " · %s", period);
  if (target->reason != NULL)
    g_string_append_printf (text, " · %s", target->reason);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
