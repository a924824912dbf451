/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headings of one side of a table. */
#include "ear-dimension.h"

#include <glib/gi18n-lib.h>

#include "ear-outline.h"
#include "ear-terms.h"

/* A date typed wrongly, such as the year 0203, must not make thousands of empty rows. */
#define MAX_FILLED_PERIODS 600

static const struct
{
  EarDimension dimension;
  const char *key;
  const char *label;
} nones[] = {
  { EAR_DIMENSION_THEME, EAR_HEADING_NO_THEME, N_ ("No theme") },
  { EAR_DIMENSION_GROUP, EAR_HEADING_NO_GROUP, N_ ("No group") },
  { EAR_DIMENSION_PRIORITY, EAR_HEADING_NO_PRIORITY, N_ ("No priority") },
  { EAR_DIMENSION_PLACE, EAR_HEADING_NOT_SAID, N_ ("Place not said") },
  { EAR_DIMENSION_PERIOD, EAR_HEADING_NOT_SAID, N_ ("Date not said") },
  { EAR_DIMENSION_FEELING, EAR_HEADING_NOT_SAID, N_ ("Not said") },
  { EAR_DIMENSION_PERMISSION, EAR_HEADING_NOT_SAID, N_ ("Not said") },
  { EAR_DIMENSION_ORGANISATION, EAR_HEADING_NO_ORGANISATION, N_ ("No organisation") },
};

EarHeading *
ear_heading_copy (const EarHeading *heading)
{
  EarHeading *copy = g_memdup2 (heading, sizeof *heading);

  copy->key = g_strdup (heading->key);
  copy->label = g_strdup (heading->label);
  copy->code = g_strdup (heading->code);
  return copy;
}

void
ear_heading_free (gpointer data)
{
  EarHeading *heading = data;

  g_free (heading->key);
  g_free (heading->label);
  g_free (heading->code);
  g_free (heading);
}

/* Takes over @key and @label. */
static void
add_heading (EarAxis *axis, const gint64 *number, const EarId *id, char *key, char *label, guint depth, EarCount total)
{
  EarHeading *heading = g_new0 (EarHeading, 1);

  heading->id = *id;
  heading->key = key;
  heading->label = label;
  heading->depth = depth;
  g_ptr_array_add (axis->headings, heading);
  g_array_append_val (axis->totals, total);
  if (number != NULL)
    g_hash_table_insert (axis->index, g_memdup2 (number, sizeof *number), GUINT_TO_POINTER (axis->headings->len));
}

/**
 * ear_side_drop_passed:
 * @nodes: (element-type EarOutlineNode): nodes of an outline
 *
 * Takes out what nobody is to choose any more, unless voices stand under it or a node does that stays: an empty theme
 * that was retired is no gap.
 */
void
ear_side_drop_passed (const EarSideCounts *counts, GPtrArray *nodes)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = nodes->len; i > 0; i--)
    {
      EarOutlineNode *node = g_ptr_array_index (nodes, i - 1);

      if (!node->passed || ear_side_counts_get (counts, node->n).contributions > 0
          || g_hash_table_contains (wanted, &node->n))
        g_hash_table_add (wanted, &node->parent);
      else
        g_ptr_array_remove_index (nodes, i - 1);
    }
}

static gboolean
add_nodes (EarAxis *axis, EarStore *store, EarKind kind, gint64 strategy, gboolean with_empty,
           const EarSideCounts *counts, GError **error)
{
  g_autoptr (GPtrArray) nodes = ear_outline_load (store, kind, strategy, error);

  if (nodes == NULL)
    return FALSE;
  ear_side_drop_passed (counts, nodes);
  for (guint i = 0; i < nodes->len; i++)
    {
      const EarOutlineNode *node = g_ptr_array_index (nodes, i);
      EarCount total = ear_side_counts_get (counts, node->n);
      char *key;

      if (total.contributions == 0 && !with_empty)
        continue;
      key = node->slug != NULL ? g_strdup (node->slug) : ear_id_to_string (&node->id);
      add_heading (axis, &node->n, &node->id, key, g_strdup (node->name), node->depth, total);
      ((EarHeading *) g_ptr_array_index (axis->headings, axis->headings->len - 1))->code = g_strdup (node->code);
    }
  return TRUE;
}

/* With all strategies each one is a heading above its items, and the items' keys begin with its. */
static gboolean
add_strategies (EarAxis *axis, EarStore *store, gboolean with_empty, const EarSideCounts *counts, GError **error)
{
  g_autoptr (GPtrArray) strategies = ear_strategy_list (store, error);

  for (guint i = 0; strategies != NULL && i < strategies->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (strategies, i);
      gint64 row = ear_store_find_row (store, EAR_KIND_STRATEGY, &strategy->id, error);
      gint64 number = -row;
      EarCount total = ear_side_counts_get (counts, number);
      char *key = strategy->slug != NULL ? g_strdup (strategy->slug) : ear_id_to_string (&strategy->id);
      guint first = axis->headings->len + 1;

      if (row < 0 || (total.contributions == 0 && !with_empty))
        {
          g_free (key);
          if (row < 0)
            return FALSE;
          continue;
        }
      add_heading (axis, &number, &strategy->id, key, g_strdup (strategy->title), 0, total);
      if (!add_nodes (axis, store, EAR_KIND_PRIORITY, row, with_empty, counts, error))
        return FALSE;
      for (guint h = first; h < axis->headings->len; h++)
        {
          EarHeading *heading = g_ptr_array_index (axis->headings, h);
          char *item_key = heading->key;

          heading->key = g_strconcat (key, "/", item_key, NULL);
          heading->depth++;
          g_free (item_key);
        }
    }
  return strategies != NULL;
}

/* A fixed list of words. */
static void
add_words (EarAxis *axis, const char *const *terms, gboolean with_empty, const EarSideCounts *counts)
{
  for (guint i = 0; terms[i] != NULL; i++)
    {
      gint64 number = i + 1;
      EarCount total = ear_side_counts_get (counts, number);

      if (with_empty || total.contributions > 0)
        add_heading (axis, &number, &EAR_ID_NONE, g_strdup (terms[i]), g_strdup (ear_term_label (terms, terms[i])), 0, total);
    }
}

static gboolean
add_organisations (EarAxis *axis, EarStore *store, gboolean with_empty, const EarSideCounts *counts, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (
    store, "SELECT n, id, name FROM organisations WHERE state = 0 ORDER BY name COLLATE NOCASE, name, id", error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 number = ear_statement_get_integer (each, 0);
      EarCount total = ear_side_counts_get (counts, number);
      const char *name = ear_statement_get_text (each, 2);
      EarId id;

      if (ear_statement_get_id (each, 1, &id) && (with_empty || total.contributions > 0))
        add_heading (axis, &number, &id, ear_id_to_string (&id), g_strdup (name == NULL ? "" : name), 0, total);
    }
  return step == EAR_STEP_DONE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

/* Adds the periods between the first and the last that are not there. Bare years are between none. */
static void
fill_periods (GArray *numbers)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 first = G_MAXINT64, last = G_MININT64;
  guint n = numbers->len;

  for (guint i = 0; i < n; i++)
    {
      gint64 number = g_array_index (numbers, gint64, i);

      g_hash_table_add (there, g_memdup2 (&number, sizeof number));
      first = number % 2 == 0 ? MIN (first, number) : first;
      last = number % 2 == 0 ? MAX (last, number) : last;
    }
  if (first > last || (last - first) / 2 >= MAX_FILLED_PERIODS)
    return;
  for (gint64 number = first + 2; number < last; number += 2)
    {
      if (!g_hash_table_contains (there, &number))
        g_array_append_val (numbers, number);
    }
}

static void
add_periods (EarAxis *axis, EarPeriod period, gboolean with_empty, const EarSideCounts *counts)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, counts->by_heading);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (numbers, key, 1);
  if (with_empty)
    fill_periods (numbers);
  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    {
      gint64 number = g_array_index (numbers, gint64, i);

      add_heading (axis, &number, &EAR_ID_NONE, ear_period_key (period, number), ear_period_label (period, number), 0,
                   ear_side_counts_get (counts, number));
    }
}

static gboolean
add_headings (EarAxis *axis, EarStore *store, const EarSide *side, gboolean with_empty, const EarSideCounts *counts,
              GError **error)
{
  switch (side->dimension)
    {
    case EAR_DIMENSION_THEME:
      return add_nodes (axis, store, EAR_KIND_THEME, 0, with_empty, counts, error);
    case EAR_DIMENSION_GROUP:
      return add_nodes (axis, store, EAR_KIND_GROUP, 0, with_empty, counts, error);
    case EAR_DIMENSION_PLACE:
      return add_nodes (axis, store, EAR_KIND_PLACE, 0, with_empty, counts, error);
    case EAR_DIMENSION_PRIORITY:
      if (side->strategy == 0)
        return add_strategies (axis, store, with_empty, counts, error);
      return add_nodes (axis, store, EAR_KIND_PRIORITY, side->strategy, with_empty, counts, error);
    case EAR_DIMENSION_FEELING:
      add_words (axis, EAR_TERMS_FEELING, with_empty, counts);
      return TRUE;
    case EAR_DIMENSION_PERMISSION:
      add_words (axis, EAR_TERMS_PERMISSION, with_empty, counts);
      return TRUE;
    case EAR_DIMENSION_ORGANISATION:
      return add_organisations (axis, store, with_empty, counts, error);
    case EAR_DIMENSION_PERIOD:
      add_periods (axis, side->period, with_empty, counts);
      return TRUE;
    case EAR_DIMENSION_NONE:
    case EAR_N_DIMENSIONS:
    default:
      return TRUE;
    }
}

/**
 * ear_axis_init:
 * @axis: (out caller-allocates): to be cleared with ear_axis_clear(), after a failure too
 * @counts: of the side
 * @with_empty: also headings that no voice has
 *
 * The voices without a heading stand last, as a heading of their own, where there are any.
 */
gboolean
ear_axis_init (EarAxis *axis, EarStore *store, const EarSide *side, const EarSideCounts *counts, gboolean with_empty,
               GError **error)
{
  axis->headings = g_ptr_array_new_with_free_func (ear_heading_free);
  axis->totals = g_array_new (FALSE, TRUE, sizeof (EarCount));
  axis->index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  axis->none = -1;
  if (!add_headings (axis, store, side, with_empty, counts, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (nones) && counts->none.contributions > 0; i++)
    {
      if (nones[i].dimension != side->dimension)
        continue;
      axis->none = (int) axis->headings->len;
      add_heading (axis, NULL, &EAR_ID_NONE, g_strdup (nones[i].key), g_strdup (_ (nones[i].label)), 0, counts->none);
    }
  return TRUE;
}

/**
 * ear_axis_find:
 *
 * Returns: the index of the heading with this number, -1 where it is none of the axis.
 */
int
ear_axis_find (const EarAxis *axis, gint64 number)
{
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (axis->index, &number)) - 1;
}

void
ear_axis_clear (EarAxis *axis)
{
  g_clear_pointer (&axis->headings, g_ptr_array_unref);
  g_clear_pointer (&axis->totals, g_array_unref);
  g_clear_pointer (&axis->index, g_hash_table_unref);
}
