/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-own.h"

static const char *
query (EarDimension dimension)
{
  switch (dimension)
    {
    case EAR_DIMENSION_THEME:
      return "SELECT t.id, count (DISTINCT v.n) FROM voices v JOIN voice_themes h ON h.contribution = v.n "
             "JOIN themes t ON t.n = h.theme GROUP BY t.n";
    case EAR_DIMENSION_GROUP:
      return "SELECT g.id, count (DISTINCT v.n) FROM voices v JOIN voice_groups h ON h.contribution = v.n "
             "JOIN groups g ON g.n = h.\"group\" GROUP BY g.n";
    case EAR_DIMENSION_PRIORITY:
      return "SELECT p.id, count (DISTINCT v.n) FROM voices v JOIN voice_priorities h ON h.contribution = v.n "
             "JOIN priorities p ON p.n = h.priority GROUP BY p.n";
    case EAR_DIMENSION_PLACE:
      return "SELECT p.id, count (*) FROM voices v JOIN places p ON p.n = v.place GROUP BY p.n";
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

/**
 * ear_own_count:
 * @dimension: a tree
 *
 * Returns: (transfer full) (nullable) (element-type EarId int): voices by record, where there are any.
 */
GHashTable *
ear_own_count (EarStore *store, EarDimension dimension, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, query (dimension), error);
  g_autoptr (GHashTable) own = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (ear_statement_get_id (each, 0, &id))
        g_hash_table_insert (own, g_memdup2 (&id, sizeof id), GINT_TO_POINTER ((int) ear_statement_get_integer (each, 1)));
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&own) : NULL;
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
  return GPOINTER_TO_INT (g_hash_table_lookup (own, &heading->id));
}
