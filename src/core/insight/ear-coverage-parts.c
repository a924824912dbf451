/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of voices beside shares of people, and pairs of groups nobody in both of which was heard. */
#include "ear-coverage-parts.h"

/* Pairs of which fewer voices would be expected are empty by chance: at 3 expected, none at all is seen once in 20 times
 * (e^-3, the Poisson chance of none). */
#define LEAST_EXPECTED 3.0
#define MOST_PAIRS 20

static void
share_free (gpointer data)
{
  EarPlaceShare *share = data;

  ear_heading_free (share->place);
  g_free (share->source);
  g_free (share);
}

static EarCount
count_of_place (const EarTable *heard, const EarId *id)
{
  for (guint c = 0; c < heard->columns->len; c++)
    {
      if (ear_id_equal (&((EarHeading *) g_ptr_array_index (heard->columns, c))->id, id))
        return heard->column_totals[c];
    }
  return (EarCount) { 0 };
}

/**
 * ear_coverage_shares:
 * @heard: places in its columns
 *
 * Returns: (transfer full) (element-type EarPlaceShare) (nullable): the places of level "place" whose population is known.
 */
GPtrArray *
ear_coverage_shares (EarStore *store, const EarTable *heard, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (
    store,
    "SELECT id, name, population, coalesce (population_year, -1), source FROM places "
    "WHERE state = 0 AND level = 'place' AND population > 0 ORDER BY name COLLATE NOCASE, id",
    error);
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func (share_free);
  EarStep step = EAR_STEP_FAILED;
  guint voices = 0;
  gint64 people = 0;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarPlaceShare *share = g_new0 (EarPlaceShare, 1);

      share->place = g_new0 (EarHeading, 1);
      ear_statement_get_id (each, 0, &share->place->id);
      share->place->key = ear_id_to_string (&share->place->id);
      share->place->label = g_strdup (ear_statement_get_text (each, 1));
      share->population = ear_statement_get_integer (each, 2);
      share->year = ear_statement_get_integer (each, 3);
      share->source = g_strdup (ear_statement_get_text (each, 4));
      share->heard = count_of_place (heard, &share->place->id);
      voices += share->heard.contributions;
      people += share->population;
      g_ptr_array_add (shares, share);
    }
  for (guint i = 0; i < shares->len; i++)
    {
      ((EarPlaceShare *) g_ptr_array_index (shares, i))->all_voices = voices;
      ((EarPlaceShare *) g_ptr_array_index (shares, i))->all_people = people;
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&shares) : NULL;
}

static void
pair_free (gpointer data)
{
  EarEmptyPair *pair = data;

  ear_heading_free (pair->one);
  ear_heading_free (pair->other);
  g_free (pair);
}

/* Rows come in the order of the tree: what is below a group follows it, deeper. */
static gboolean
is_below (const EarTable *table, guint above, guint row)
{
  guint depth = ((EarHeading *) g_ptr_array_index (table->rows, above))->depth;

  for (guint i = above + 1; i <= row; i++)
    {
      if (((EarHeading *) g_ptr_array_index (table->rows, i))->depth <= depth)
        return FALSE;
    }
  return TRUE;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const EarEmptyPair *one = *(EarEmptyPair *const *) a, *other = *(EarEmptyPair *const *) b;

  if (one->expected != other->expected)
    return one->expected > other->expected ? -1 : 1;
  return g_strcmp0 (one->one->label, other->one->label) != 0 ? g_strcmp0 (one->one->label, other->one->label)
                                                             : g_strcmp0 (one->other->label, other->other->label);
}

/**
 * ear_coverage_pairs:
 * @cube: with the voices looked at
 *
 * Returns: (transfer full) (element-type EarEmptyPair) (nullable): pairs of groups that were heard often enough for some
 *   voice to be of both, and none is.
 */
GPtrArray *
ear_coverage_pairs (EarCube *cube, GError **error)
{
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_GROUP, .columns = EAR_DIMENSION_GROUP };
  g_autoptr (EarTable) table = ear_cube_table (cube, &request, error);
  GPtrArray *pairs;

  if (table == NULL)
    return NULL;
  pairs = g_ptr_array_new_with_free_func (pair_free);
  for (guint a = 0; a < table->rows->len; a++)
    {
      for (guint b = a + 1; b < table->rows->len; b++)
        {
          const EarHeading *one = g_ptr_array_index (table->rows, a), *other = g_ptr_array_index (table->rows, b);
          double expected = (double) table->row_totals[a].contributions * table->row_totals[b].contributions
                            / MAX (table->total.contributions, 1);
          EarEmptyPair *pair;

          if (expected < LEAST_EXPECTED || ear_id_is_none (&one->id) || ear_id_is_none (&other->id) || is_below (table, a, b)
              || ear_table_cell (table, a, b).contributions > 0)
            continue;
          pair = g_new0 (EarEmptyPair, 1);
          *pair = (EarEmptyPair) { ear_heading_copy (one), ear_heading_copy (other), expected };
          g_ptr_array_add (pairs, pair);
        }
    }
  g_ptr_array_sort (pairs, compare_pairs);
  if (pairs->len > MOST_PAIRS)
    g_ptr_array_set_size (pairs, MOST_PAIRS);
  return pairs;
}
