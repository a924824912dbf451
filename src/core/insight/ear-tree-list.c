/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tree of themes, groups, places or priorities, with how many voices stand under each node. */
#include "ear-dimension.h"
#include "ear-outline.h"

static EarDimension
dimension_of_kind (EarKind kind)
{
  if (kind == EAR_KIND_THEME)
    return EAR_DIMENSION_THEME;
  if (kind == EAR_KIND_GROUP)
    return EAR_DIMENSION_GROUP;
  if (kind == EAR_KIND_PLACE)
    return EAR_DIMENSION_PLACE;
  return EAR_DIMENSION_PRIORITY;
}

/* Moves what the row needs out of the node. */
static EarTreeRow *
row_from_node (EarOutlineNode *node, guint voices)
{
  EarTreeRow *row = g_new0 (EarTreeRow, 1);

  row->id = node->id;
  row->parent = node->parent_id;
  row->name = g_steal_pointer (&node->name);
  row->slug = g_steal_pointer (&node->slug);
  row->nature = g_steal_pointer (&node->nature);
  row->detail = g_steal_pointer (&node->detail);
  row->depth = node->depth;
  row->voices = voices;
  return row;
}

/**
 * ear_tree_list:
 * @kind: EAR_KIND_PLACE, EAR_KIND_GROUP, EAR_KIND_THEME or EAR_KIND_PRIORITY
 * @strategy: (nullable): of priorities: whose; %NULL for those of all strategies, one strategy after another
 *
 * Themes that are retired or were merged into another are left out where nothing stands under them.
 *
 * Returns: (transfer full) (element-type EarTreeRow) (nullable): the tree, each node after the one above it. The
 *   store's thread.
 */
GPtrArray *
ear_tree_list (EarStore *store, EarKind kind, const EarId *strategy, GError **error)
{
  EarSide side = { .dimension = dimension_of_kind (kind) };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);
  g_autoptr (GPtrArray) nodes = NULL;
  g_auto (EarSideCounts) counts = { 0 };

  g_return_val_if_fail (ear_outline_has_kind (kind), NULL);

  if (strategy != NULL && kind == EAR_KIND_PRIORITY)
    {
      side.strategy = ear_store_find_row (store, EAR_KIND_STRATEGY, strategy, error);
      if (side.strategy < 0)
        return NULL;
      if (side.strategy == 0)
        return g_steal_pointer (&rows);
    }
  nodes = ear_outline_load (store, kind, side.strategy, error);
  if (nodes == NULL || !ear_side_count (store, &side, &counts, error))
    return NULL;

  ear_side_drop_passed (&counts, nodes);
  for (guint i = 0; i < nodes->len; i++)
    {
      EarOutlineNode *node = g_ptr_array_index (nodes, i);

      g_ptr_array_add (rows, row_from_node (node, ear_side_counts_get (&counts, node->n).contributions));
    }
  return g_steal_pointer (&rows);
}

/* Theme's row → how often it, or what was merged into it, was given. From an index alone. */
static GHashTable *
count_uses (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT s.now, sum (u.uses) FROM (SELECT theme, count (*) AS uses FROM codings INDEXED BY codings_theme "
                       "WHERE theme IS NOT NULL AND state = 0 GROUP BY theme) u JOIN theme_now s ON s.theme = u.theme GROUP BY s.now",
                       error);
  g_autoptr (GHashTable) uses = g_hash_table_new (NULL, NULL);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_hash_table_insert (uses, GSIZE_TO_POINTER ((gsize) ear_statement_get_integer (each, 0)),
                         GUINT_TO_POINTER ((guint) ear_statement_get_integer (each, 1)));
  return step == EAR_STEP_DONE ? g_steal_pointer (&uses) : NULL;
}

/**
 * ear_tree_names:
 *
 * A theme that is retired or was merged into another is left out where it was never given.
 *
 * Returns: (transfer full) (element-type EarTreeRow) (nullable): what ear_tree_list() gives, but "voices" of a theme is how
 *   often it was given, of others 0. The store's thread.
 */
GPtrArray *
ear_tree_names (EarStore *store, EarKind kind, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);
  g_autoptr (GPtrArray) nodes = ear_outline_load (store, kind, 0, error);
  g_autoptr (GHashTable) uses = NULL;

  if (nodes == NULL)
    return NULL;
  uses = kind == EAR_KIND_THEME ? count_uses (store, error) : g_hash_table_new (NULL, NULL);
  for (guint i = 0; uses != NULL && i < nodes->len; i++)
    {
      EarOutlineNode *node = nodes->pdata[i];
      guint given = GPOINTER_TO_UINT (g_hash_table_lookup (uses, GSIZE_TO_POINTER ((gsize) node->n)));

      if (!node->passed || given > 0)
        g_ptr_array_add (rows, row_from_node (node, given));
    }
  return uses == NULL ? NULL : g_steal_pointer (&rows);
}

void
ear_tree_row_free (EarTreeRow *row)
{
  if (row == NULL)
    return;
  g_free (row->name);
  g_free (row->slug);
  g_free (row->nature);
  g_free (row->detail);
  g_free (row);
}
