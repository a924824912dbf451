/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-book-model.h"

#include <string.h>

#include "ear-theme-finder.h"

struct _EarBookModel
{
  GObject parent_instance;

  GPtrArray *nodes;      /* EarBookNode: every theme in its order */
  GHashTable *by_id;     /* EarId → EarBookNode, of the same */
  GHashTable *folded;    /* EarId: those of which what stands under them is hidden */
  GListStore *list;      /* EarBookNode: what is shown */
  char *search;          /* (nullable) folded for comparing */
  gboolean passed;       /* those that nobody is to choose any more are shown, too */
  EarBookNode *begun;    /* (nullable) being named */
  EarBookNode *begun_after; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (EarBookModel, ear_book_model, G_TYPE_OBJECT)

static void
ear_book_model_finalize (GObject *object)
{
  EarBookModel *model = EAR_BOOK_MODEL (object);

  g_hash_table_unref (model->by_id);
  g_hash_table_unref (model->folded);
  g_ptr_array_unref (model->nodes);
  g_object_unref (model->list);
  g_clear_object (&model->begun);
  g_clear_object (&model->begun_after);
  g_free (model->search);
  G_OBJECT_CLASS (ear_book_model_parent_class)->finalize (object);
}

static void
ear_book_model_class_init (EarBookModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_book_model_finalize;

  /**
   * EarBookModel::node-added:
   * @node: one for a theme that was not there before
   */
  g_signal_new ("node-added", EAR_TYPE_BOOK_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, EAR_TYPE_BOOK_NODE);
}

static void
ear_book_model_init (EarBookModel *model)
{
  model->nodes = g_ptr_array_new_with_free_func (g_object_unref);
  model->by_id = g_hash_table_new (ear_id_hash, ear_id_equal);
  model->folded = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  model->list = g_list_store_new (EAR_TYPE_BOOK_NODE);
}

EarBookModel *
ear_book_model_new (void)
{
  return g_object_new (EAR_TYPE_BOOK_MODEL, NULL);
}

GListModel *
ear_book_model_get_list (EarBookModel *model)
{
  return G_LIST_MODEL (model->list);
}

static gboolean
is_wanted (EarBookModel *model, const EarBookTheme *theme)
{
  g_autofree char *key = NULL;

  if (!model->passed && theme->state != EAR_BOOK_IN_USE && theme->n_looks == 0 && theme->n_waiting == 0)
    return FALSE;
  if (model->search == NULL)
    return TRUE;
  key = ear_name_key (theme->name);
  return strstr (key, model->search) != NULL;
}

/* What is wanted, and all above it. */
static GHashTable *
collect_wanted (EarBookModel *model)
{
  GHashTable *wanted = g_hash_table_new (ear_id_hash, ear_id_equal);

  for (guint i = model->nodes->len; i > 0; i--)
    {
      const EarBookTheme *theme = ear_book_node_get_theme (model->nodes->pdata[i - 1]);

      if (is_wanted (model, theme) || g_hash_table_contains (wanted, &theme->id))
        {
          g_hash_table_add (wanted, (gpointer) &theme->id);
          g_hash_table_add (wanted, (gpointer) &theme->parent);
        }
    }
  return wanted;
}

static gboolean
has_wanted_below (EarBookModel *model, guint i, GHashTable *wanted)
{
  guint depth = ear_book_node_get_theme (model->nodes->pdata[i])->depth;

  for (guint j = i + 1; j < model->nodes->len; j++)
    {
      const EarBookTheme *below = ear_book_node_get_theme (model->nodes->pdata[j]);

      if (below->depth <= depth)
        return FALSE;
      if (g_hash_table_contains (wanted, &below->id))
        return TRUE;
    }
  return FALSE;
}

/* The one that is being named stands behind all that stands under the one it follows; else first under its parent. */
static void
insert_begun (EarBookModel *model, GPtrArray *shown)
{
  const EarBookTheme *begun = ear_book_node_get_theme (model->begun);
  guint at = 0;

  for (guint i = 0; i < shown->len; i++)
    {
      const EarBookTheme *theme = ear_book_node_get_theme (shown->pdata[i]);

      if (model->begun_after == shown->pdata[i])
        {
          at = i + 1;
          while (at < shown->len && ear_book_node_get_theme (shown->pdata[at])->depth > theme->depth)
            at++;
        }
      else if (model->begun_after == NULL && ear_id_equal (&theme->id, &begun->parent))
        {
          at = i + 1;
        }
    }
  g_ptr_array_insert (shown, (int) at, g_object_ref (model->begun));
}

static GPtrArray *
collect_shown (EarBookModel *model)
{
  g_autoptr (GHashTable) wanted = collect_wanted (model);
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_object_unref);
  guint hidden_below = G_MAXUINT;

  for (guint i = 0; i < model->nodes->len; i++)
    {
      EarBookNode *node = model->nodes->pdata[i];
      const EarBookTheme *theme = ear_book_node_get_theme (node);
      gboolean below, expanded;

      if (theme->depth <= hidden_below)
        hidden_below = G_MAXUINT;
      if (hidden_below != G_MAXUINT || !g_hash_table_contains (wanted, &theme->id))
        continue;
      below = has_wanted_below (model, i, wanted);
      /* Whoever searches sees what is found. */
      expanded = model->search != NULL || !g_hash_table_contains (model->folded, &theme->id);
      ear_book_node_set_below (node, below, below && expanded);
      if (below && !expanded)
        hidden_below = theme->depth;
      g_ptr_array_add (shown, g_object_ref (node));
    }
  if (model->begun != NULL)
    insert_begun (model, shown);
  return shown;
}

/* Only what is other is replaced, so that the rest of the list stays as it is. */
static void
show (EarBookModel *model)
{
  g_autoptr (GPtrArray) shown = collect_shown (model);
  GListModel *list = G_LIST_MODEL (model->list);
  guint n = g_list_model_get_n_items (list), head = 0, tail = 0;

  for (; head < n && head < shown->len; head++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, head);

      if (item != shown->pdata[head])
        break;
    }
  for (; tail + head < n && tail + head < shown->len; tail++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, n - 1 - tail);

      if (item != shown->pdata[shown->len - 1 - tail])
        break;
    }
  if (n != head + tail || shown->len != head + tail)
    g_list_store_splice (model->list, head, n - head - tail, shown->pdata + head, shown->len - head - tail);
}

void
ear_book_model_take (EarBookModel *model, GPtrArray *themes)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&model->nodes);
  g_autoptr (GHashTable) known = g_steal_pointer (&model->by_id);
  g_autoptr (GPtrArray) added = g_ptr_array_new ();

  model->nodes = g_ptr_array_new_with_free_func (g_object_unref);
  model->by_id = g_hash_table_new (ear_id_hash, ear_id_equal);
  for (guint i = 0; i < themes->len; i++)
    {
      EarBookTheme *theme = themes->pdata[i];
      EarBookNode *node = g_hash_table_lookup (known, &theme->id);

      if (node == NULL)
        {
          node = ear_book_node_new (theme);
          g_ptr_array_add (added, node);
        }
      else
        {
          /* The key is in what is replaced. */
          g_hash_table_remove (known, &theme->id);
          ear_book_node_take (g_object_ref (node), theme);
        }
      g_ptr_array_add (model->nodes, node);
      g_hash_table_insert (model->by_id, (gpointer) &ear_book_node_get_theme (node)->id, node);
    }
  g_ptr_array_set_free_func (themes, NULL);
  g_ptr_array_unref (themes);
  for (guint i = 0; i < added->len; i++)
    g_signal_emit_by_name (model, "node-added", added->pdata[i]);
  show (model);
}

void
ear_book_model_set_search (EarBookModel *model, const char *typed)
{
  g_autofree char *key = typed == NULL ? NULL : ear_name_key (typed);

  g_free (model->search);
  model->search = key == NULL || *key == '\0' ? NULL : g_steal_pointer (&key);
  show (model);
}

void
ear_book_model_set_passed (EarBookModel *model, gboolean shown)
{
  model->passed = shown;
  show (model);
}

void
ear_book_model_set_expanded (EarBookModel *model, EarBookNode *node, gboolean expanded)
{
  const EarId *id = &ear_book_node_get_theme (node)->id;

  if (expanded)
    g_hash_table_remove (model->folded, id);
  else
    g_hash_table_add (model->folded, g_memdup2 (id, sizeof *id));
  show (model);
}

/**
 * ear_book_model_reveal:
 *
 * Unfolds all that stands above a theme.
 */
void
ear_book_model_reveal (EarBookModel *model, const EarId *theme)
{
  EarBookNode *node = ear_book_model_find (model, theme);

  while (node != NULL && !ear_id_is_none (&ear_book_node_get_theme (node)->parent))
    {
      node = ear_book_model_find (model, &ear_book_node_get_theme (node)->parent);
      if (node != NULL)
        g_hash_table_remove (model->folded, &ear_book_node_get_theme (node)->id);
    }
  show (model);
}

guint
ear_book_model_size (EarBookModel *model)
{
  return model->nodes->len;
}

GPtrArray *
ear_book_model_get_nodes (EarBookModel *model)
{
  return model->nodes;
}

EarBookNode *
ear_book_model_find (EarBookModel *model, const EarId *theme)
{
  return g_hash_table_lookup (model->by_id, theme);
}

guint
ear_book_model_position (EarBookModel *model, const EarId *theme)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model->list)); i++)
    {
      g_autoptr (EarBookNode) node = g_list_model_get_item (G_LIST_MODEL (model->list), i);

      if (ear_id_equal (&ear_book_node_get_theme (node)->id, theme))
        return i;
    }
  return G_MAXUINT;
}

EarBookNode *
ear_book_model_beside (EarBookModel *model, EarBookNode *node, int step)
{
  const EarBookTheme *theme = ear_book_node_get_theme (node);
  int n = (int) g_list_model_get_n_items (G_LIST_MODEL (model->list));

  for (int i = (int) ear_book_model_position (model, &theme->id) + step; i >= 0 && i < n; i += step)
    {
      g_autoptr (EarBookNode) other = g_list_model_get_item (G_LIST_MODEL (model->list), (guint) i);
      const EarBookTheme *beside = ear_book_node_get_theme (other);

      if (beside->depth < theme->depth)
        return NULL;
      if (beside->depth == theme->depth && !ear_book_node_is_new (other))
        return other; /* the list holds it */
    }
  return NULL;
}

GPtrArray *
ear_book_model_list_choices (EarBookModel *model, const EarId *without)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);

  for (guint i = 0; i < model->nodes->len; i++)
    {
      const EarBookTheme *theme = ear_book_node_get_theme (model->nodes->pdata[i]);
      EarTreeRow *row;

      if (theme->state != EAR_BOOK_IN_USE || (without != NULL && ear_id_equal (&theme->id, without)))
        continue;
      row = g_new0 (EarTreeRow, 1);
      row->id = theme->id;
      row->parent = theme->parent;
      row->name = g_strdup (theme->name);
      row->depth = theme->depth;
      row->voices = theme->voices;
      g_ptr_array_add (rows, row);
    }
  return rows;
}

EarBookNode *
ear_book_model_begin (EarBookModel *model, const EarId *parent, EarBookNode *after)
{
  EarBookNode *above = ear_id_is_none (parent) ? NULL : ear_book_model_find (model, parent);
  EarBookTheme *theme = g_new0 (EarBookTheme, 1);

  ear_book_model_end (model);
  if (above != NULL)
    g_hash_table_remove (model->folded, parent);
  theme->parent = *parent;
  theme->depth = above == NULL ? 0 : ear_book_node_get_theme (above)->depth + 1;
  theme->name = g_strdup ("");
  theme->colour = -1;
  model->begun = ear_book_node_new (theme);
  g_set_object (&model->begun_after, after);
  g_signal_emit_by_name (model, "node-added", model->begun);
  show (model);
  return model->begun;
}

EarBookNode *
ear_book_model_get_after (EarBookModel *model)
{
  return model->begun_after;
}

void
ear_book_model_end (EarBookModel *model)
{
  g_clear_object (&model->begun_after);
  if (model->begun == NULL)
    return;
  g_clear_object (&model->begun);
  show (model);
}
