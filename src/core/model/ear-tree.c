/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-tree.h"

static EarTreeNode *
parent_of (GHashTable *by_row, const EarTreeNode *node)
{
  return node->parent == 0 ? NULL : g_hash_table_lookup (by_row, &node->parent);
}

/* Every node has one parent at most, so a cycle has no branches: walk it once and cut its latest move. */
static void
cut_latest (GHashTable *by_row, EarTreeNode *on_cycle)
{
  EarTreeNode *latest = on_cycle;

  for (EarTreeNode *node = parent_of (by_row, on_cycle); node != on_cycle; node = parent_of (by_row, node))
    {
      if (ear_stamp_compare (&node->moved, &latest->moved) > 0)
        latest = node;
    }
  latest->parent = 0;
}

/**
 * ear_tree_break_cycles:
 * @nodes: (array length=n_nodes): all nodes of a tree kind; ties of stamps are broken by the order given
 *
 * Makes a forest of whatever was merged, the same forest from the same records. A node whose parent is not among
 * @nodes keeps it. Any thread.
 */
void
ear_tree_break_cycles (EarTreeNode *nodes, guint n_nodes)
{
  g_autoptr (GHashTable) by_row = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree guint *walks = g_new0 (guint, n_nodes); /* the number of the walk that first met a node, 0 for none */

  for (guint i = 0; i < n_nodes; i++)
    g_hash_table_insert (by_row, &nodes[i].n, &nodes[i]);

  for (guint i = 0; i < n_nodes; i++)
    {
      EarTreeNode *node = &nodes[i];
      guint walk = i + 1;

      for (; node != NULL && walks[node - nodes] == 0; node = parent_of (by_row, node))
        walks[node - nodes] = walk;
      /* Only a walk that meets itself has found a cycle. */
      if (node != NULL && walks[node - nodes] == walk)
        cut_latest (by_row, node);
    }
}
