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

static GHashTable *
index_rows (const EarTreeNode *nodes, guint n_nodes)
{
  GHashTable *index = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n_nodes; i++)
    g_hash_table_insert (index, (gpointer) &nodes[i].n, GUINT_TO_POINTER (i + 1));
  return index;
}

/* Where a row is among the nodes, or -1. */
static int
find_row (GHashTable *index, gint64 n)
{
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (index, &n)) - 1;
}

/**
 * ear_tree_cut_levels:
 * @nodes: (array length=n_nodes): a forest
 *
 * What would stand below the lowest level stands at the top, with what is below it. Which nodes these are follows from the
 * forest alone. Any thread.
 */
void
ear_tree_cut_levels (EarTreeNode *nodes, guint n_nodes)
{
  g_autoptr (GHashTable) index = index_rows (nodes, n_nodes);
  g_autofree guint *levels = g_new0 (guint, n_nodes); /* from 1; 0: not known yet */
  g_autoptr (GArray) way = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < n_nodes; i++)
    {
      guint level = 0;

      for (int at = (int) i; at >= 0; at = find_row (index, nodes[at].parent))
        {
          level = levels[at];
          if (level != 0)
            break;
          g_array_append_val (way, at);
        }
      for (; way->len > 0; g_array_set_size (way, way->len - 1))
        {
          int at = g_array_index (way, int, way->len - 1);

          if (level == EAR_TREE_MAX_LEVELS)
            {
              nodes[at].parent = 0;
              level = 0;
            }
          levels[at] = ++level;
        }
    }
}

/* Each chain of mergings is walked once, to its end or to what is known already, and answered on the way back: it can be as
 * long as somebody cared to make it. */
static void
find_stand_ins (const EarTreeNode *nodes, EarTreeMerging *mergings, guint n_nodes, GHashTable *index)
{
  g_autofree EarTreeNode *links = g_new0 (EarTreeNode, n_nodes);
  g_autofree gboolean *known = g_new0 (gboolean, n_nodes);
  g_autoptr (GArray) way = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < n_nodes; i++)
    links[i] = (EarTreeNode) { nodes[i].n, mergings[i].into, mergings[i].merged };
  ear_tree_break_cycles (links, n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    {
      gint64 end = 0;

      for (int at = (int) i; at >= 0; at = find_row (index, links[at].parent))
        {
          if (known[at])
            {
              end = mergings[at].stands_for;
              break;
            }
          g_array_append_val (way, at);
        }
      for (; way->len > 0; g_array_set_size (way, way->len - 1))
        {
          int at = g_array_index (way, int, way->len - 1);

          if (end == 0 && mergings[at].live)
            end = nodes[at].n;
          mergings[at].stands_for = end;
          known[at] = TRUE;
        }
    }
}

/**
 * ear_tree_follow_mergings:
 * @nodes: (array length=n_nodes): all nodes of a tree kind; ties of stamps are broken by the order given
 * @mergings: (array length=n_nodes): what each was merged into; stands_for is set
 *
 * Makes a forest in which nodes that were merged into others are leaves: what stood below them stands below what they
 * stand for. Mergings that go round in a circle are cut at the latest, as moves are; so are trees below their lowest level. The
 * same records give the same forest, in whatever order they came. Any thread.
 */
void
ear_tree_follow_mergings (EarTreeNode *nodes, EarTreeMerging *mergings, guint n_nodes)
{
  g_autoptr (GHashTable) index = index_rows (nodes, n_nodes);
  g_autofree gint64 *parents = g_new0 (gint64, n_nodes);

  find_stand_ins (nodes, mergings, n_nodes, index);
  ear_tree_break_cycles (nodes, n_nodes);
  for (guint i = 0; i < n_nodes; i++)
    {
      int above = find_row (index, parents[i] = nodes[i].parent);

      /* What was merged into the very node below it leaves its own place to it. */
      while (above >= 0 && mergings[above].stands_for == nodes[i].n)
        above = find_row (index, parents[i] = nodes[above].parent);
      if (above >= 0 && mergings[above].stands_for != 0)
        parents[i] = mergings[above].stands_for;
    }
  for (guint i = 0; i < n_nodes; i++)
    nodes[i].parent = parents[i];
  ear_tree_break_cycles (nodes, n_nodes);
  ear_tree_cut_levels (nodes, n_nodes);
}
