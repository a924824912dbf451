/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-matters.h"

#include <math.h>

#include "ear-cube.h"
#include "ear-terms.h"

#define MOST_CONTRASTS 12
#define MOST_TOGETHER 12
/* Voices with both of two themes below which being together says nothing. */
#define LEAST_TOGETHER 3

static void
matter_free (gpointer data)
{
  ear_heading_free (((EarMatter *) data)->theme);
  g_free (data);
}

static void
contrast_free (gpointer data)
{
  EarContrast *contrast = data;

  ear_heading_free (contrast->group);
  ear_heading_free (contrast->theme);
  g_free (contrast);
}

static void
together_free (gpointer data)
{
  EarTogether *pair = data;

  ear_heading_free (pair->one);
  ear_heading_free (pair->other);
  g_free (pair);
}

/* A heading of the tree without heard ones below it. */
static gboolean
is_leaf (GPtrArray *headings, guint i)
{
  const EarHeading *heading = g_ptr_array_index (headings, i);

  if (ear_id_is_none (&heading->id))
    return FALSE;
  return i + 1 == headings->len || ((EarHeading *) g_ptr_array_index (headings, i + 1))->depth <= heading->depth;
}

static void
add_feeling (EarMatter *matter, const char *key, guint voices)
{
  gboolean mixed = g_str_equal (key, EAR_FEELING_MIXED);

  if (mixed || g_str_equal (key, EAR_FEELING_WORKING))
    matter->works += voices;
  if (mixed || g_str_equal (key, EAR_FEELING_NOT_WORKING))
    matter->does_not_work += voices;
  if (g_str_equal (key, EAR_FEELING_IDEA))
    matter->ideas += voices;
  if (g_str_equal (key, EAR_FEELING_QUESTION))
    matter->questions += voices;
  if (g_str_equal (key, EAR_HEADING_NOT_SAID))
    matter->unsaid += voices;
}

static int
compare_matters (gconstpointer a, gconstpointer b)
{
  const EarMatter *one = *(EarMatter *const *) a, *other = *(EarMatter *const *) b;

  if (one->count.contributions != other->count.contributions)
    return one->count.contributions > other->count.contributions ? -1 : 1;
  return g_strcmp0 (one->theme->label, other->theme->label);
}

static const EarCount *
find_total (const EarTable *table, const EarHeading *heading)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      if (g_str_equal (((EarHeading *) g_ptr_array_index (table->rows, r))->key, heading->key))
        return &table->row_totals[r];
    }
  return NULL;
}

/* @now, @before: by theme and feeling, and by theme */
static void
add_matters (EarMatters *matters, const EarTable *now, const EarTable *before)
{
  for (guint r = 0; r < now->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (now->rows, r);
      EarMatter *matter;

      if (g_str_equal (heading->key, EAR_HEADING_NO_THEME))
        matters->uncoded = now->row_totals[r].contributions;
      if (!is_leaf (now->rows, r))
        continue;
      matter = g_new0 (EarMatter, 1);
      matter->theme = ear_heading_copy (heading);
      matter->count = now->row_totals[r];
      matter->now = (EarShare) { matter->count.contributions, now->total.contributions };
      for (guint c = 0; c < now->columns->len; c++)
        add_feeling (matter, ((EarHeading *) g_ptr_array_index (now->columns, c))->key, ear_table_cell (now, r, c).contributions);
      if (before != NULL)
        {
          const EarCount *was = find_total (before, heading);

          matter->before = (EarShare) { was == NULL ? 0 : was->contributions, before->total.contributions };
          matter->trend = ear_trend_of (matter->now, matter->before);
        }
      g_ptr_array_add (matters->matters, matter);
    }
  /* Nobody speaks of it any more: that is a finding too. */
  for (guint r = 0; before != NULL && r < before->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (before->rows, r);
      EarMatter *matter;

      if (!is_leaf (before->rows, r) || find_total (now, heading) != NULL)
        continue;
      matter = g_new0 (EarMatter, 1);
      matter->theme = ear_heading_copy (heading);
      matter->now = (EarShare) { 0, now->total.contributions };
      matter->before = (EarShare) { before->row_totals[r].contributions, before->total.contributions };
      matter->trend = ear_trend_of (matter->now, matter->before);
      g_ptr_array_add (matters->matters, matter);
    }
  g_ptr_array_sort (matters->matters, compare_matters);
}

static double
difference_of (const EarContrast *contrast)
{
  EarShare others = { contrast->all.of - contrast->part.of, contrast->all.all - contrast->part.all };
  double low, high;

  ear_share_difference (contrast->part, others, &low, &high);
  return contrast->direction > 0 ? low : -high;
}

static int
compare_contrasts (gconstpointer a, gconstpointer b)
{
  const EarContrast *one = *(EarContrast *const *) a, *other = *(EarContrast *const *) b;
  double first = difference_of (one), second = difference_of (other);
  int order = g_strcmp0 (one->group->label, other->group->label);

  if (fabs (first - second) > 1e-9)
    return first > second ? -1 : 1;
  return order != 0 ? order : g_strcmp0 (one->theme->label, other->theme->label);
}

static gboolean
add_contrasts (EarMatters *matters, EarCube *cube, GError **error)
{
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_GROUP, .columns = EAR_DIMENSION_THEME };
  g_autoptr (EarTable) table = ear_cube_table (cube, &request, error);

  for (guint g = 0; table != NULL && g < table->rows->len; g++)
    {
      const EarHeading *group = g_ptr_array_index (table->rows, g);

      for (guint t = 0; t < table->columns->len; t++)
        {
          EarShare part = { ear_table_cell (table, g, t).contributions, table->row_totals[g].contributions };
          EarShare all = { table->column_totals[t].contributions, table->total.contributions };
          int direction = ear_share_stands_out (part, all);
          EarContrast *contrast;

          if (direction == 0 || ear_id_is_none (&group->id) || !is_leaf (table->columns, t))
            continue;
          contrast = g_new0 (EarContrast, 1);
          *contrast = (EarContrast) { ear_heading_copy (group), ear_heading_copy (g_ptr_array_index (table->columns, t)), part, all,
                                      direction };
          g_ptr_array_add (matters->contrasts, contrast);
        }
    }
  g_ptr_array_sort (matters->contrasts, compare_contrasts);
  if (matters->contrasts->len > MOST_CONTRASTS)
    g_ptr_array_set_size (matters->contrasts, MOST_CONTRASTS);
  return table != NULL;
}

/* How strongly two themes go together: voices with both, by those with either (Jaccard's measure). */
static double
strength (const EarTogether *pair)
{
  return (double) pair->both / (pair->first + pair->second - pair->both);
}

static int
compare_together (gconstpointer a, gconstpointer b)
{
  const EarTogether *one = *(EarTogether *const *) a, *other = *(EarTogether *const *) b;
  int order = g_strcmp0 (one->one->label, other->one->label);

  if (fabs (strength (one) - strength (other)) > 1e-9)
    return strength (one) > strength (other) ? -1 : 1;
  if (one->both != other->both)
    return one->both > other->both ? -1 : 1;
  return order != 0 ? order : g_strcmp0 (one->other->label, other->other->label);
}

static gboolean
add_together (EarMatters *matters, EarCube *cube, GError **error)
{
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_THEME, .columns = EAR_DIMENSION_THEME };
  g_autoptr (EarTable) table = ear_cube_table (cube, &request, error);

  for (guint a = 0; table != NULL && a < table->rows->len; a++)
    {
      for (guint b = a + 1; b < table->columns->len; b++)
        {
          guint both = ear_table_cell (table, a, b).contributions;
          EarTogether *pair;

          if (both < LEAST_TOGETHER || !is_leaf (table->rows, a) || !is_leaf (table->columns, b))
            continue;
          pair = g_new0 (EarTogether, 1);
          *pair = (EarTogether) { ear_heading_copy (g_ptr_array_index (table->rows, a)),
                                  ear_heading_copy (g_ptr_array_index (table->columns, b)), both, table->row_totals[a].contributions,
                                  table->column_totals[b].contributions };
          g_ptr_array_add (matters->together, pair);
        }
    }
  g_ptr_array_sort (matters->together, compare_together);
  if (matters->together->len > MOST_TOGETHER)
    g_ptr_array_set_size (matters->together, MOST_TOGETHER);
  return table != NULL;
}

/* The filter's other conditions, in one period. */
static gboolean
filter_period (EarCube *cube, EarPeriod period, gint64 number, const EarVoiceFilter *filter, char **from, char **to, GError **error)
{
  EarVoiceFilter whole = filter == NULL ? (EarVoiceFilter) { 0 } : *filter;
  g_autofree char *key = ear_period_key (period, number);

  if (!ear_period_span (period, key, from, to))
    return FALSE;
  whole.from = *from;
  whole.to = *to;
  return ear_cube_filter (cube, &whole, error);
}

static gboolean
load_before (EarMatters *matters, EarCube *cube, EarPeriod period, gint64 number, const EarVoiceFilter *filter, EarTable **before,
             GError **error)
{
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_THEME };
  g_autofree char *from = NULL, *to = NULL;

  matters->before_label = ear_period_label (period, number);
  if (!filter_period (cube, period, number, filter, &from, &to, error))
    return FALSE;
  *before = ear_cube_table (cube, &request, error);
  if (*before != NULL)
    matters->before = (*before)->total;
  return *before != NULL;
}

static gboolean
load (EarMatters *matters, EarCube *cube, EarPeriod period, gboolean all_time, const EarVoiceFilter *filter, GError **error)
{
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_THEME, .columns = EAR_DIMENSION_FEELING };
  const EarSummaryRequest over_time = { .rows = EAR_DIMENSION_PERIOD, .period = period, .with_empty = TRUE };
  g_autoptr (EarTable) before = NULL;
  g_autoptr (EarTable) now = NULL;
  gint64 number;
  int found;

  if (!ear_cube_filter (cube, filter, error))
    return FALSE;
  matters->over_time = ear_cube_table (cube, &over_time, error);
  found = matters->over_time == NULL ? -1 : all_time ? 0 : ear_cube_last_periods (cube, period, &number, error);
  if (found < 0)
    return FALSE;
  if (found > 0)
    {
      matters->label = ear_period_label (period, number);
      if (!load_before (matters, cube, period, number - 2, filter, &before, error)
          || !filter_period (cube, period, number, filter, &matters->from, &matters->to, error))
        return FALSE;
    }
  now = ear_cube_table (cube, &request, error);
  if (now == NULL)
    return FALSE;
  matters->total = now->total;
  add_matters (matters, now, before);
  return add_contrasts (matters, cube, error) && add_together (matters, cube, error);
}

/**
 * ear_matters_load:
 * @period: how long the periods are: the newest one with voices is beside the one before
 * @all_time: all voices, beside none
 * @filter: (nullable): of whom; its months are those of the period
 *
 * Returns: (transfer full) (nullable): what matters.
 */
EarMatters *
ear_matters_load (EarStore *store, EarPeriod period, gboolean all_time, const EarVoiceFilter *filter, GError **error)
{
  g_autoptr (EarMatters) matters = g_new0 (EarMatters, 1);
  g_autoptr (EarCube) cube = ear_cube_load (store, error);

  matters->matters = g_ptr_array_new_with_free_func (matter_free);
  matters->contrasts = g_ptr_array_new_with_free_func (contrast_free);
  matters->together = g_ptr_array_new_with_free_func (together_free);
  return cube != NULL && load (matters, cube, period, all_time, filter, error) ? g_steal_pointer (&matters) : NULL;
}

void
ear_matters_free (EarMatters *matters)
{
  if (matters == NULL)
    return;
  g_free (matters->label);
  g_free (matters->before_label);
  g_free (matters->from);
  g_free (matters->to);
  g_clear_pointer (&matters->matters, g_ptr_array_unref);
  g_clear_pointer (&matters->contrasts, g_ptr_array_unref);
  g_clear_pointer (&matters->together, g_ptr_array_unref);
  g_clear_pointer (&matters->over_time, ear_table_free);
  g_free (matters);
}
