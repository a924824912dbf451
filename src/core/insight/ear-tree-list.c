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
