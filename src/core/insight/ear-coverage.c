/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-coverage.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ear-coverage-parts.h"
#include "ear-cube.h"

/**
 * ear_reached:
 *
 * Returns: the step. Any thread.
 */
EarReached
ear_reached (guint heard, guint wanted)
{
  if (heard >= wanted)
    return EAR_REACHED_ALL;
  if (heard == 0)
    return EAR_REACHED_NOTHING;
  if ((guint64) heard * 3 < wanted)
    return EAR_REACHED_LITTLE;
  return (guint64) heard * 3 < (guint64) wanted * 2 ? EAR_REACHED_SOME : EAR_REACHED_MOST;
}

const char *
ear_reached_word (EarReached reached)
{
  static const char *const words[EAR_N_REACHED]
    = { N_ ("not heard yet"), N_ ("under a third"), N_ ("under two thirds"), N_ ("nearly there"), N_ ("reached") };

  return _ (words[reached]);
}

/**
 * ear_target_describe:
 *
 * Returns: (transfer full): whom and where: "African men in Basildon", "Carers", "Anybody in Thurrock".
 */
char *
ear_target_describe (const EarTargetRow *target)
{
  if (target->place_name == NULL)
    return g_strdup (target->group_name == NULL ? _ ("Anybody") : target->group_name);
  if (target->group_name == NULL)
    /* Translators: a place. */
    return g_strdup_printf (_ ("Anybody in %s"), target->place_name);
  /* Translators: a group and a place. */
  return g_strdup_printf (_ ("%s in %s"), target->group_name, target->place_name);
}

static void
target_free (gpointer data)
{
  EarTargetRow *target = data;

  g_free (target->group_name);
  g_free (target->place_name);
  g_free (target->from);
  g_free (target->until);
  g_free (target->reason);
  g_free (target);
}

static const char targets_sql[]
  = "SELECT t.id, g.id, g.name, l.id, l.name, t.\"from\", t.\"until\", t.voices, t.sessions, t.reason FROM targets t "
    "LEFT JOIN groups g ON g.n = t.\"group\" LEFT JOIN places l ON l.n = t.place "
    "WHERE t.state = 0 AND (t.\"group\" IS NULL OR g.state = 0) AND (t.place IS NULL OR l.state = 0) "
    "ORDER BY g.name COLLATE NOCASE, l.name COLLATE NOCASE, t.\"from\", t.id";

static gboolean
load_targets (EarCoverage *coverage, EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, targets_sql, error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarTargetRow *target = g_new0 (EarTargetRow, 1);

      ear_statement_get_id (each, 0, &target->id);
      if (!ear_statement_is_null (each, 1))
        ear_statement_get_id (each, 1, &target->group);
      target->group_name = g_strdup (ear_statement_get_text (each, 2));
      if (!ear_statement_is_null (each, 3))
        ear_statement_get_id (each, 3, &target->place);
      target->place_name = g_strdup (ear_statement_get_text (each, 4));
      target->from = g_strdup (ear_statement_get_text (each, 5));
      target->until = g_strdup (ear_statement_get_text (each, 6));
      target->voices = (guint) ear_statement_get_integer (each, 7);
      target->sessions = (guint) ear_statement_get_integer (each, 8);
      target->reason = g_strdup (ear_statement_get_text (each, 9));
      g_ptr_array_add (coverage->targets, target);
    }
  return step == EAR_STEP_DONE;
}

/* Index of the heading with this id; of none the totals, as n. -1: not there. */
static int
find_heading (GPtrArray *headings, const EarId *id)
{
  if (ear_id_is_none (id))
    return (int) headings->len;
  for (guint i = 0; i < headings->len; i++)
    {
      if (ear_id_equal (&((EarHeading *) g_ptr_array_index (headings, i))->id, id))
        return (int) i;
    }
  return -1;
}

static EarCount
cell_of (const EarTable *table, int row, int column)
{
  gboolean all_rows = row == (int) table->rows->len, all_columns = column == (int) table->columns->len;

  if (row < 0 || column < 0)
    return (EarCount) { 0 };
  if (all_rows)
    return all_columns ? table->total : table->column_totals[column];
  return all_columns ? table->row_totals[row] : ear_table_cell (table, (guint) row, (guint) column);
}

/* Voices by group and place in one period. Empty headings are there, so that every target finds its own. */
static EarTable *
count_period (EarCube *cube, const char *from, const char *until, GError **error)
{
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_GROUP, .columns = EAR_DIMENSION_PLACE, .with_empty = TRUE };
  const EarVoiceFilter filter = { .from = from, .to = until };

  return ear_cube_filter (cube, from == NULL && until == NULL ? NULL : &filter, error) ? ear_cube_table (cube, &request, error) : NULL;
}

static guint
sessions_needed (const EarTargetRow *target, EarCount group, EarCount all)
{
  EarCount base = group.sessions >= 3 ? group : all;
  double average = base.sessions == 0 ? 1 : MAX (1, (double) base.contributions / base.sessions);
  guint missing = target->voices > target->heard.contributions ? target->voices - target->heard.contributions : 0;
  guint by_voices = (guint) ceil (missing / average);
  guint by_sessions = target->sessions > target->heard.sessions ? target->sessions - target->heard.sessions : 0;

  return MAX (by_voices, by_sessions);
}

/* Targets with the same period are judged by one table. */
static gboolean
judge_targets (EarCoverage *coverage, EarCube *cube, GError **error)
{
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ear_table_free);
  g_autoptr (EarTable) ever = count_period (cube, NULL, NULL, error);

  if (ever == NULL)
    return FALSE;
  for (guint i = 0; i < coverage->targets->len; i++)
    {
      EarTargetRow *target = g_ptr_array_index (coverage->targets, i);
      g_autofree char *key
        = g_strdup_printf ("%s/%s", target->from == NULL ? "" : target->from, target->until == NULL ? "" : target->until);
      EarTable *table = g_hash_table_lookup (tables, key);
      int group = find_heading (ever->rows, &target->group);

      if (table == NULL)
        {
          table = count_period (cube, target->from, target->until, error);
          if (table == NULL)
            return FALSE;
          g_hash_table_insert (tables, g_steal_pointer (&key), table);
        }
      target->heard = cell_of (table, find_heading (table->rows, &target->group), find_heading (table->columns, &target->place));
      target->reached = ear_reached (target->heard.contributions, target->voices);
      target->sessions_needed = sessions_needed (target, cell_of (ever, group, (int) ever->columns->len), ever->total);
    }
  return TRUE;
}

/* Whether a target has to do with the days looked at. */
static gboolean
is_looked_at (const EarCoverage *coverage, const EarTargetRow *target)
{
  return (coverage->until == NULL || target->from == NULL || strcmp (target->from, coverage->until) <= 0)
         && (coverage->from == NULL || target->until == NULL || strcmp (target->until, coverage->from) >= 0);
}

static void
place_target (EarCoverageCell *cell, GPtrArray *targets, guint i)
{
  const EarTargetRow *target = g_ptr_array_index (targets, i);

  if (cell->target >= 0 && ((EarTargetRow *) g_ptr_array_index (targets, cell->target))->voices >= target->voices)
    return;
  cell->target = (int) i;
  cell->heard = target->heard;
}

static void
fill_cells (EarCoverage *coverage)
{
  const EarTable *table = coverage->heard;
  guint n_columns = table->columns->len;

  coverage->cells = g_new0 (EarCoverageCell, MAX (table->rows->len * n_columns, 1));
  coverage->rows = g_new0 (EarCoverageCell, MAX (table->rows->len, 1));
  for (guint r = 0; r < table->rows->len; r++)
    {
      coverage->rows[r] = (EarCoverageCell) { table->row_totals[r], -1 };
      for (guint c = 0; c < n_columns; c++)
        coverage->cells[r * n_columns + c] = (EarCoverageCell) { ear_table_cell (table, r, c), -1 };
    }
  for (guint i = 0; i < coverage->targets->len; i++)
    {
      const EarTargetRow *target = g_ptr_array_index (coverage->targets, i);
      int row = find_heading (table->rows, &target->group), column = find_heading (table->columns, &target->place);

      if (row < 0 || column < 0 || row == (int) table->rows->len || !is_looked_at (coverage, target))
        continue;
      place_target (column == (int) n_columns ? &coverage->rows[row] : &coverage->cells[(guint) row * n_columns + (guint) column],
                    coverage->targets, i);
    }
}

/**
 * ear_coverage_of:
 * @from: (nullable): the first day looked at
 * @until: (nullable): the last day
 *
 * Returns: (transfer full) (nullable): who was heard. Targets are all there, each judged by its own period.
 */
EarCoverage *
ear_coverage_of (EarCube *cube, const char *from, const char *until, GError **error)
{
  EarStore *store = ear_cube_store (cube);
  g_autoptr (EarCoverage) coverage = g_new0 (EarCoverage, 1);

  coverage->from = g_strdup (from);
  coverage->until = g_strdup (until);
  coverage->targets = g_ptr_array_new_with_free_func (target_free);
  if (!load_targets (coverage, store, error) || !judge_targets (coverage, cube, error))
    return NULL;
  coverage->heard = count_period (cube, from, until, error);
  if (coverage->heard == NULL)
    return NULL;
  fill_cells (coverage);
  coverage->shares = ear_coverage_shares (store, coverage->heard, error);
  coverage->pairs = coverage->shares == NULL ? NULL : ear_coverage_pairs (cube, error);
  return coverage->pairs == NULL ? NULL : g_steal_pointer (&coverage);
}

/**
 * ear_coverage_load:
 *
 * Returns: (transfer full) (nullable): what ear_coverage_of() says of the workbook as it is now.
 */
EarCoverage *
ear_coverage_load (EarStore *store, const char *from, const char *until, GError **error)
{
  g_autoptr (EarCube) cube = ear_cube_load (store, error);

  return cube == NULL ? NULL : ear_coverage_of (cube, from, until, error);
}

void
ear_coverage_free (EarCoverage *coverage)
{
  if (coverage == NULL)
    return;
  g_free (coverage->from);
  g_free (coverage->until);
  g_clear_pointer (&coverage->heard, ear_table_free);
  g_free (coverage->cells);
  g_free (coverage->rows);
  g_clear_pointer (&coverage->targets, g_ptr_array_unref);
  g_clear_pointer (&coverage->shares, g_ptr_array_unref);
  g_clear_pointer (&coverage->pairs, g_ptr_array_unref);
  g_free (coverage);
}

static void
not_heard_free (gpointer data)
{
  g_free (((EarNotHeard *) data)->text);
  g_free (data);
}

/* A group with others below it is a heading over them, unless a target names it: they are what is missing. */
static gboolean
gathers (const EarTable *table, guint row)
{
  const EarHeading *heading = g_ptr_array_index (table->rows, row);

  return row + 1 < table->rows->len && ((EarHeading *) g_ptr_array_index (table->rows, row + 1))->depth > heading->depth;
}

/**
 * ear_coverage_not_heard:
 *
 * Returns: (transfer full) (element-type EarNotHeard): first those whom a target names and nobody of whom was heard in its
 *   period, then groups nobody of which was heard in the months looked at. Any thread.
 */
GPtrArray *
ear_coverage_not_heard (const EarCoverage *coverage)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (not_heard_free);

  for (guint i = 0; i < coverage->targets->len; i++)
    {
      const EarTargetRow *target = g_ptr_array_index (coverage->targets, i);
      EarNotHeard *one;

      if (target->heard.contributions > 0 || target->voices == 0 || !is_looked_at (coverage, target))
        continue;
      one = g_new0 (EarNotHeard, 1);
      *one = (EarNotHeard) { target->group, target->place, ear_target_describe (target), (int) i };
      g_ptr_array_add (list, one);
    }
  for (guint r = 0; r < coverage->heard->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (coverage->heard->rows, r);
      EarNotHeard *one;

      if (coverage->heard->row_totals[r].contributions > 0 || ear_id_is_none (&heading->id) || gathers (coverage->heard, r)
          || coverage->rows[r].target >= 0)
        continue;
      one = g_new0 (EarNotHeard, 1);
      *one = (EarNotHeard) { heading->id, EAR_ID_NONE, g_strdup (heading->label), -1 };
      g_ptr_array_add (list, one);
    }
  return list;
}
