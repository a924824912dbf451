/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table "ancestry": for each live node of a tree itself and every live node above it, so that a count over a
 * subtree is one join; and "theme_now", the theme that each theme stands for. Made anew for a kind in the transaction that
 * changed one of its records. */
#include "ear-store-private.h"
#include "ear-tree.h"

typedef struct
{
  GArray *nodes;     /* EarTreeNode, here or deleted, in the order of their ids */
  GArray *mergings;  /* EarTreeMerging; of themes only do they say what a node was merged into */
  GHashTable *index; /* row → index + 1 */
} Tree;

static void
tree_clear (Tree *tree)
{
  g_clear_pointer (&tree->nodes, g_array_unref);
  g_clear_pointer (&tree->index, g_hash_table_unref);
  g_clear_pointer (&tree->mergings, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tree, tree_clear)

#define STAMP_OF(alias, field)                                                                                         \
  "LEFT JOIN field_versions " alias " ON " alias ".record_table = '%1$s' AND " alias ".n = t.n AND " alias             \
  ".field = '" field "' AND " alias ".shown JOIN devices " alias "d ON " alias "d.n = coalesce (" alias ".device, t.device) "

/* n, state, parent with its stamp, what it was merged into with that one's. */
#define LOAD_TREE                                                                                                      \
  "SELECT t.n, t.state, coalesce (t.parent, 0), coalesce (v.stamp, t.stamp), vd.id, 0, 0, NULL FROM %1$s t "           \
  STAMP_OF ("v", "parent") "WHERE t.state IN (0, 1) ORDER BY t.id"
#define LOAD_THEMES                                                                                                    \
  "SELECT t.n, t.state, coalesce (t.parent, 0), coalesce (v.stamp, t.stamp), vd.id, coalesce (t.merged_into, 0), "     \
  "coalesce (m.stamp, t.stamp), md.id FROM %1$s t " STAMP_OF ("v", "parent") STAMP_OF ("m", "merged-into")             \
  "WHERE t.state IN (0, 1) ORDER BY t.id"

static void
read_stamp (EarStatement *row, int column, EarStamp *stamp)
{
  stamp->clock = (EarClock) ear_statement_get_integer (row, column);
  ear_statement_get_id (row, column + 1, &stamp->device);
}

static gboolean
load (EarStore *store, EarKind kind, Tree *tree, GError **error)
{
  const char *table = ear_kind_info (kind)->table;
  g_autofree char *sql = kind == EAR_KIND_THEME ? g_strdup_printf (LOAD_THEMES, table) : g_strdup_printf (LOAD_TREE, table);
  g_autoptr (EarStatement) each = ear_connection_prepare (store->connection, sql, error);
  EarStep step;

  tree->nodes = g_array_new (FALSE, FALSE, sizeof (EarTreeNode));
  tree->mergings = g_array_new (FALSE, FALSE, sizeof (EarTreeMerging));
  tree->index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (each == NULL)
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarTreeNode node = { ear_statement_get_integer (each, 0), ear_statement_get_integer (each, 2), { 0 } };
      EarTreeMerging merging = { .into = ear_statement_get_integer (each, 5) };

      merging.live = ear_statement_get_integer (each, 1) == EAR_STATE_HERE;
      read_stamp (each, 3, &node.moved);
      if (merging.into != 0)
        read_stamp (each, 6, &merging.merged);
      g_array_append_val (tree->nodes, node);
      g_array_append_val (tree->mergings, merging);
      g_hash_table_insert (tree->index, g_memdup2 (&node.n, sizeof node.n), GUINT_TO_POINTER (tree->nodes->len));
    }
  return step == EAR_STEP_DONE;
}

static gboolean
is_live (const Tree *tree, guint at)
{
  return g_array_index (tree->mergings, EarTreeMerging, at).live;
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

      if (is_live (tree, at) && !write_pair (store, table, self, node->n, depth++, error))
        return FALSE;
      index = GPOINTER_TO_UINT (g_hash_table_lookup (tree->index, &node->parent));
      if (index == 0)
        return TRUE;
      at = index - 1;
      node = &g_array_index (tree->nodes, EarTreeNode, at);
    }
}

static gboolean
write_stand_ins (EarStore *store, const Tree *tree, GError **error)
{
  g_autoptr (EarStatement) insert = NULL;

  if (!ear_connection_execute (store->connection, "DELETE FROM theme_now", error))
    return FALSE;
  insert = ear_connection_prepare (store->connection, "INSERT INTO theme_now (theme, now) VALUES (?, ?)", error);
  for (guint i = 0; insert != NULL && i < tree->nodes->len; i++)
    {
      gint64 now = g_array_index (tree->mergings, EarTreeMerging, i).stands_for;

      if (now == 0)
        continue;
      ear_statement_bind_integer (insert, 1, g_array_index (tree->nodes, EarTreeNode, i).n);
      ear_statement_bind_integer (insert, 2, now);
      if (!ear_statement_run (insert, error))
        return FALSE;
    }
  return insert != NULL;
}

static gboolean
rebuild_kind (EarStore *store, EarKind kind, GError **error)
{
  const char *table = ear_kind_info (kind)->table;
  g_autofree char *clear = g_strdup_printf ("DELETE FROM ancestry WHERE record_table = '%s'", table);
  g_auto (Tree) tree = { 0 };

  if (!load (store, kind, &tree, error) || !ear_connection_execute (store->connection, clear, error))
    return FALSE;
  ear_tree_follow_mergings ((EarTreeNode *) (void *) tree.nodes->data, (EarTreeMerging *) (void *) tree.mergings->data,
                            tree.nodes->len);
  if (kind == EAR_KIND_THEME && !write_stand_ins (store, &tree, error))
    return FALSE;
  for (guint i = 0; i < tree.nodes->len; i++)
    {
      if (is_live (&tree, i) && !write_ancestors (store, table, &tree, i, error))
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
