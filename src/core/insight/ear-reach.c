/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is above each theme, group and place, and which priorities a theme is evidence for. There are few of these and many
 * voices, so they are read once and looked up. */
#include "ear-dimension.h"

/* Two columns: a row, and a heading that it counts for. */
static char *
reach_sql (const EarSide *side)
{
  switch (side->dimension)
    {
    case EAR_DIMENSION_THEME:
      if (side->own)
        return g_strdup ("SELECT theme, now FROM theme_now");
      return g_strdup ("SELECT s.theme, a.ancestor FROM theme_now s "
                       "CROSS JOIN ancestry a ON a.record_table = 'themes' AND a.node = s.now");
    case EAR_DIMENSION_GROUP:
      if (side->own)
        return g_strdup ("SELECT n, n FROM groups WHERE state = 0");
      return g_strdup ("SELECT node, ancestor FROM ancestry WHERE record_table = 'groups'");
    case EAR_DIMENSION_PLACE:
      if (side->own)
        return g_strdup ("SELECT n, n FROM places WHERE state = 0");
      return g_strdup ("SELECT node, ancestor FROM ancestry WHERE record_table = 'places'");
    case EAR_DIMENSION_ORGANISATION:
      return g_strdup ("SELECT n, n FROM organisations WHERE state = 0");
    case EAR_DIMENSION_PRIORITY:
      {
        g_autofree char *only = side->strategy == 0 ? g_strdup ("")
                                                    : g_strdup_printf (" AND p.strategy = %" G_GINT64_FORMAT, side->strategy);
        const char *above = side->own ? "down.ancestor = down.node AND " : "";

        /* Mapped to the item or to one below it, itself or by a theme above it: the view "voice_priorities" for themes. */
        return g_strdup_printf ("WITH items (theme, item, strategy) AS MATERIALIZED ("
                                "SELECT DISTINCT s.theme, down.ancestor, p.strategy FROM mappings m "
                                "CROSS JOIN theme_now m_now ON m_now.theme = m.theme "
                                "CROSS JOIN ancestry up ON up.record_table = 'themes' AND up.ancestor = m_now.now "
                                "CROSS JOIN theme_now s ON s.now = up.node "
                                "CROSS JOIN ancestry down ON down.record_table = 'priorities' AND %sdown.node = m.priority "
                                "CROSS JOIN priorities p ON p.n = down.ancestor CROSS JOIN strategies g ON g.n = p.strategy "
                                "WHERE m.state = 0 AND g.state = 0%s) SELECT theme, item FROM items%s",
                                above, only, side->strategy != 0 ? "" : " UNION ALL SELECT DISTINCT theme, -strategy FROM items");
      }
    case EAR_DIMENSION_NONE:
    case EAR_DIMENSION_PERIOD:
    case EAR_DIMENSION_FEELING:
    case EAR_DIMENSION_PERMISSION:
    case EAR_N_DIMENSIONS:
    default:
      return NULL;
    }
}

/**
 * ear_reach_load:
 * @side: by theme, group, place, organisation or priority; for priorities it is themes that count for them
 *
 * Returns: (transfer full) (nullable): what each row counts for. The store's thread.
 */
GHashTable *
ear_reach_load (EarStore *store, const EarSide *side, GError **error)
{
  g_autofree char *sql = reach_sql (side);
  g_autoptr (GHashTable) reach = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 row = ear_statement_get_integer (each, 0), heading = ear_statement_get_integer (each, 1);
      GArray *list = g_hash_table_lookup (reach, &row);

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_hash_table_insert (reach, g_memdup2 (&row, sizeof row), list);
        }
      g_array_append_val (list, heading);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&reach) : NULL;
}

gboolean
ear_reach_holds (GHashTable *reach, gint64 row, gint64 heading)
{
  GArray *list = g_hash_table_lookup (reach, &row);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      if (g_array_index (list, gint64, i) == heading)
        return TRUE;
    }
  return FALSE;
}
