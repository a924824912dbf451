/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-own.h"

#include "ear-cube.h"

static const char *
table_of (EarDimension dimension)
{
  switch (dimension)
    {
    case EAR_DIMENSION_THEME:
      return "themes";
    case EAR_DIMENSION_GROUP:
      return "groups";
    case EAR_DIMENSION_PRIORITY:
      return "priorities";
    case EAR_DIMENSION_PLACE:
      return "places";
    case EAR_DIMENSION_NONE:
    case EAR_DIMENSION_PERIOD:
    case EAR_DIMENSION_FEELING:
    case EAR_DIMENSION_PERMISSION:
    case EAR_DIMENSION_ORGANISATION:
    case EAR_N_DIMENSIONS:
    default:
      return NULL;
    }
}

/* Counts are of rows; whoever asks knows records by their ids. */
static GHashTable *
by_id (EarStore *store, const char *table, const EarSideCounts *counts, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT n, id FROM %s WHERE state = 0", table);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GHashTable) own = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      guint voices = ear_side_counts_get (counts, ear_statement_get_integer (each, 0)).contributions;

      if (voices > 0 && ear_statement_get_id (each, 1, &id))
        g_hash_table_insert (own, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (voices));
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&own) : NULL;
}

/**
 * ear_own_count:
 * @dimension: a tree
 * @filter: (nullable): only voices that pass it
 *
 * Returns: (transfer full) (nullable) (element-type EarId guint): voices by record, where there are any. The store's thread.
 */
GHashTable *
ear_own_count (EarStore *store, EarDimension dimension, const EarVoiceFilter *filter, GError **error)
{
  const EarSide side = { .dimension = dimension, .own = TRUE };
  g_auto (EarSideCounts) counts = { 0 };
  g_autoptr (EarCube) cube = NULL;

  g_return_val_if_fail (table_of (dimension) != NULL, NULL);

  cube = ear_cube_load (store, error);
  if (cube == NULL || !ear_cube_filter (cube, filter, error) || !ear_cube_count_side (cube, &side, &counts, error))
    return NULL;
  return by_id (store, table_of (dimension), &counts, error);
}

/**
 * ear_own_get:
 * @count: what the heading holds with all below it: of one that is no record, such as “No group”, that is its own
 */
gint64
ear_own_get (GHashTable *own, const EarHeading *heading, EarCount count)
{
  if (ear_id_is_none (&heading->id))
    return count.contributions;
  return GPOINTER_TO_UINT (g_hash_table_lookup (own, &heading->id));
}
