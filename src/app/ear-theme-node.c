/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-theme-node.h"

#include <glib/gi18n.h>

#include "ear-terms.h"

struct _EarThemeNode
{
  GObject parent_instance;

  EarTreeRow *row;
  EarRecord *record;
  EarFeelings feelings;
  guint most;           /* voices of the theme with most: what a full bar means */
  GListStore *children; /* NULL for a leaf */
};

G_DEFINE_FINAL_TYPE (EarThemeNode, ear_theme_node, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
add_feelings (EarStore *store, EarThemes *themes, GError **error)
{
  EarSummaryRequest request
    = { .rows = EAR_DIMENSION_THEME, .columns = EAR_DIMENSION_FEELING, .with_empty = TRUE };
  g_autoptr (EarTable) table = ear_summary (store, &request, error);
  g_autoptr (GHashTable) places = g_hash_table_new (ear_id_hash, ear_id_equal);

  if (table == NULL)
    return FALSE;
  themes->feelings = g_new0 (EarFeelings, themes->rows->len);
  for (guint i = 0; i < themes->rows->len; i++)
    g_hash_table_insert (places, &((EarTreeRow *) g_ptr_array_index (themes->rows, i))->id, &themes->feelings[i]);
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarHeading *theme = g_ptr_array_index (table->rows, r);
      EarFeelings *feelings = g_hash_table_lookup (places, &theme->id);

      for (guint c = 0; feelings != NULL && c < table->columns->len; c++)
        {
          const EarHeading *feeling = g_ptr_array_index (table->columns, c);

          ear_feelings_add (feelings, feeling->key, ear_table_cell (table, r, c).contributions);
        }
    }
  return TRUE;
}

/**
 * ear_themes_load:
 *
 * Returns: (transfer full) (nullable): all themes with what is known of them. The workbook's thread.
 */
EarThemes *
ear_themes_load (EarStore *store, GError **error)
{
  g_autoptr (EarThemes) themes = g_new0 (EarThemes, 1);

  themes->rows = ear_tree_list (store, EAR_KIND_THEME, NULL, error);
  if (themes->rows == NULL)
    return NULL;
  themes->records = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_record_free);
  for (guint i = 0; i < themes->rows->len; i++)
    {
      const EarTreeRow *row = g_ptr_array_index (themes->rows, i);
      EarRecord *record = ear_store_get (store, EAR_KIND_THEME, &row->id, error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (themes->records, record);
    }
  return add_feelings (store, themes, error) ? g_steal_pointer (&themes) : NULL;
}

void
ear_themes_free (EarThemes *themes)
{
  if (themes == NULL)
    return;
  g_clear_pointer (&themes->rows, g_ptr_array_unref);
  g_clear_pointer (&themes->records, g_ptr_array_unref);
  g_free (themes->feelings);
  g_free (themes);
}

/**
 * ear_themes_most_voices:
 *
 * Returns: how many voices the theme with most of them has, as feelings count them.
 */
guint
ear_themes_most_voices (const EarThemes *themes)
{
  guint most = 0;

  for (guint i = 0; i < themes->rows->len; i++)
    most = MAX (most, ear_feelings_sum (&themes->feelings[i]));
  return most;
}

static void
ear_theme_node_finalize (GObject *object)
{
  EarThemeNode *node = EAR_THEME_NODE (object);

  ear_tree_row_free (node->row);
  ear_record_free (node->record);
  g_clear_object (&node->children);
  G_OBJECT_CLASS (ear_theme_node_parent_class)->finalize (object);
}

static void
ear_theme_node_class_init (EarThemeNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_theme_node_finalize;

  /**
   * EarThemeNode::changed:
   *
   * Its name or its figures are others.
   */
  signals[SIGNAL_CHANGED]
    = g_signal_new ("changed", EAR_TYPE_THEME_NODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ear_theme_node_init (EarThemeNode *node G_GNUC_UNUSED)
{
}

/* Moves what is at place @i of @themes into the node. */
static void
take (EarThemeNode *node, EarThemes *themes, guint i, guint most)
{
  ear_tree_row_free (node->row);
  ear_record_free (node->record);
  node->row = g_steal_pointer (&g_ptr_array_index (themes->rows, i));
  node->record = g_steal_pointer (&g_ptr_array_index (themes->records, i));
  node->feelings = themes->feelings[i];
  node->most = most;
  g_signal_emit (node, signals[SIGNAL_CHANGED], 0);
}

/**
 * ear_theme_nodes_new:
 * @themes: what was read; emptied
 *
 * Returns: (transfer full): the themes at the top, EarThemeNode, which hold those below them. Main thread.
 */
GListModel *
ear_theme_nodes_new (EarThemes *themes)
{
  GListStore *roots = g_list_store_new (EAR_TYPE_THEME_NODE);
  g_autoptr (GHashTable) nodes = g_hash_table_new (ear_id_hash, ear_id_equal);
  guint most = ear_themes_most_voices (themes);

  for (guint i = 0; i < themes->rows->len; i++)
    {
      g_autoptr (EarThemeNode) node = g_object_new (EAR_TYPE_THEME_NODE, NULL);
      EarThemeNode *parent;

      take (node, themes, i, most);
      parent = g_hash_table_lookup (nodes, &node->row->parent);
      if (parent != NULL && parent->children == NULL)
        parent->children = g_list_store_new (EAR_TYPE_THEME_NODE);
      g_list_store_append (parent == NULL ? roots : parent->children, node);
      g_hash_table_insert (nodes, &node->row->id, node);
    }
  return G_LIST_MODEL (roots);
}

static void
collect (GListModel *list, GPtrArray *nodes)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (EarThemeNode) node = g_list_model_get_item (list, i);

      g_ptr_array_add (nodes, node);
      if (node->children != NULL)
        collect (G_LIST_MODEL (node->children), nodes);
    }
}

/**
 * ear_theme_nodes_update:
 * @themes: what was read; emptied if it fits
 *
 * Gives the nodes that are there new names and figures, so that a list keeps its place.
 *
 * Returns: %FALSE if it is another tree by now.
 */
gboolean
ear_theme_nodes_update (GListModel *roots, EarThemes *themes)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  guint most = ear_themes_most_voices (themes);

  collect (roots, nodes);
  if (nodes->len != themes->rows->len)
    return FALSE;
  for (guint i = 0; i < nodes->len; i++)
    {
      const EarTreeRow *before = ((EarThemeNode *) g_ptr_array_index (nodes, i))->row;
      const EarTreeRow *now = g_ptr_array_index (themes->rows, i);

      if (!ear_id_equal (&before->id, &now->id) || !ear_id_equal (&before->parent, &now->parent))
        return FALSE;
    }
  for (guint i = 0; i < nodes->len; i++)
    take (g_ptr_array_index (nodes, i), themes, i, most);
  return TRUE;
}

const EarTreeRow *
ear_theme_node_get_row (EarThemeNode *node)
{
  return node->row;
}

const EarRecord *
ear_theme_node_get_record (EarThemeNode *node)
{
  return node->record;
}

const EarFeelings *
ear_theme_node_get_feelings (EarThemeNode *node)
{
  return &node->feelings;
}

guint
ear_theme_node_get_most (EarThemeNode *node)
{
  return node->most;
}

/**
 * ear_theme_node_get_children:
 *
 * Returns: (transfer none) (nullable): the themes below it; %NULL where there are none.
 */
GListModel *
ear_theme_node_get_children (EarThemeNode *node)
{
  return node->children == NULL ? NULL : G_LIST_MODEL (node->children);
}

gboolean
ear_theme_node_is_statement (EarThemeNode *node)
{
  return g_strcmp0 (node->row->nature, "statement") == 0;
}

/**
 * ear_theme_node_describe:
 *
 * Returns: (transfer full): name and figures in words, for those who hear the screen.
 */
char *
ear_theme_node_describe (EarThemeNode *node)
{
  g_autofree char *feelings = ear_feelings_describe (&node->feelings);
  g_autofree char *voices
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", node->row->voices), node->row->voices);

  if (node->row->voices == 0)
    return g_strdup_printf ("%s. %s", node->row->name, _ ("Not heard yet"));
  return g_strdup_printf ("%s. %s: %s", node->row->name, voices, feelings);
}
