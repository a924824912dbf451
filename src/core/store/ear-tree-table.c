/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table "ancestry": for each live node of a tree itself and every live node above it, so that a count over a
 * subtree is one join. Made anew for a kind in the transaction that changed one of its records. */
#include "ear-store-private.h"
#include "ear-tree.h"

typedef struct
{
  GArray *nodes;     /* EarTreeNode, here or deleted, in the order of their ids */
  GHashTable *index; /* row → index + 1 */
  GArray *live;      /* gboolean */
} Tree;

static void
tree_clear (Tree *tree)
{
  g_clear_pointer (&tree->nodes, g_array_unref);
  g_clear_pointer (&tree->index, g_hash_table_unref);
  g_clear_pointer (&tree->live, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tree, tree_clear)

static gboolean
load (EarStore *store, EarKind kind, Tree *tree, GError **error)
{
  const char *table = ear_kind_info (kind)->table;
  g_autofree char *sql
    = g_strdup_printf ("SELECT t.n, coalesce (t.parent, 0), coalesce (v.stamp, t.stamp), d.id, t.state FROM %s t "
                       "LEFT JOIN field_versions v ON v.record_table = '%s' AND v.n = t.n AND v.field = 'parent' AND v.shown "
                       "JOIN devices d ON d.n = coalesce (v.device, t.device) WHERE t.state IN (0, 1) ORDER BY t.id",
                       table, table);
  g_autoptr (EarStatement) each = ear_connection_prepare (store->connection, sql, error);
  EarStep step;

  tree->nodes = g_array_new (FALSE, FALSE, sizeof (EarTreeNode));
  tree->live = g_array_new (FALSE, FALSE, sizeof (gboolean));
  tree->index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (each == NULL)
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarTreeNode node = { ear_statement_get_integer (each, 0), ear_statement_get_integer (each, 1), { 0 } };
      gboolean live = ear_statement_get_integer (each, 4) == EAR_STATE_HERE;

      node.moved.clock = (EarClock) ear_statement_get_integer (each, 2);
      ear_statement_get_id (each, 3, &node.moved.device);
      g_array_append_val (tree->nodes, node);
      g_array_append_val (tree->live, live);
      g_hash_table_insert (tree->index, g_memdup2 (&node.n, sizeof node.n), GUINT_TO_POINTER (tree->nodes->len));
    }
  return step == EAR_STEP_DONE;
}

static gboolean
write_pair (EarStore *store, const char *table, gint64 node, gint64 ancestor, guint depth, GError **error)
{
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO ancestry (record_table, node, ancestor, depth) VALUES (?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;
  ear_statement_bind_text (insert, 1, table);
  ear_statement_bind_integer (insert, 2, node);
  ear_statement_bind_integer (insert, 3, ancestor);
  ear_statement_bind_integer (insert, 4, depth);
  return ear_statement_run (insert, error);
}

/* What stands below a deleted node counts for the nearest live one above it. */
static gboolean
write_ancestors (EarStore *store, const char *table, const Tree *tree, guint at, GError **error)
{
  const EarTreeNode *node = &g_array_index (tree->nodes, EarTreeNode, at);
  gint64 self = node->n;
  guint depth = 0;

  for (;;)
    {
      guint index;

      if (g_array_index (tree->live, gboolean, at) && !write_pair (store, table, self, node->n, depth++, error))
        return FALSE;
      index = GPOINTER_TO_UINT (g_hash_table_lookup (tree->index, &node->parent));
      if (index == 0)
        return TRUE;
      at = index - 1;
      node = &g_array_index (tree->nodes, EarTreeNode, at);
    }
}

static gboolean
rebuild_kind (EarStore *store, EarKind kind, GError **error)
{
  const char *table = ear_kind_info (kind)->table;
  g_autofree char *clear = g_strdup_printf ("DELETE FROM ancestry WHERE record_table = '%s'", table);
  g_auto (Tree) tree = { 0 };

  if (!load (store, kind, &tree, error) || !ear_connection_execute (store->connection, clear, error))
    return FALSE;
  ear_tree_break_cycles ((EarTreeNode *) (void *) tree.nodes->data, tree.nodes->len);
  for (guint i = 0; i < tree.nodes->len; i++)
    {
      if (g_array_index (tree.live, gboolean, i) && !write_ancestors (store, table, &tree, i, error))
        return FALSE;
    }
  return TRUE;
}

/* Makes anew the ancestry of every kind that changed in this transaction. */
gboolean
ear_tree_rebuild (EarStore *store, GError **error)
{
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      if ((store->trees_changed >> kind & 1) && !rebuild_kind (store, (EarKind) kind, error))
        return FALSE;
    }
  store->trees_changed = 0;
  return TRUE;
}
