/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-outline.h"

typedef struct
{
  EarKind kind;
  const char *record_table;
  const char *sql; /* n, id, row above, strategy, passed, name, slug, code, nature, detail; siblings in their order */
  gboolean by_name; /* by their names alone */
} OutlineSource;

#define ABOVE(table) \
  "LEFT JOIN ancestry a ON a.record_table = '" table "' AND a.node = t.n AND a.depth = 1 WHERE t.state = 0 "

/* Siblings without a place of their own stand in the order of their names, see compare_names(). */
static const OutlineSource sources[] = {
  { EAR_KIND_THEME, "themes",
    "SELECT t.n, t.id, a.ancestor, 0, coalesce (t.retired, 0) OR w.now <> t.n, t.name, t.slug, NULL, t.nature, "
    "t.definition FROM themes t JOIN theme_now w ON w.theme = t.n " ABOVE ("themes")
    "ORDER BY t.position IS NULL, t.position, t.name COLLATE NOCASE, t.id", FALSE },
  { EAR_KIND_GROUP, "groups",
    "SELECT t.n, t.id, a.ancestor, 0, 0, t.name, NULL, NULL, t.category, t.description FROM groups t " ABOVE ("groups")
    "ORDER BY t.id", TRUE },
  { EAR_KIND_PLACE, "places",
    "SELECT t.n, t.id, a.ancestor, 0, 0, t.name, NULL, t.code, t.level, NULL FROM places t " ABOVE ("places")
    "ORDER BY t.id", TRUE },
  { EAR_KIND_PRIORITY, "priorities",
    "SELECT t.n, t.id, a.ancestor, t.strategy, 0, t.label, t.slug, t.code, t.nature, t.pillar FROM priorities t "
    "JOIN strategies s ON s.n = t.strategy AND s.state = 0 " ABOVE ("priorities")
    "ORDER BY coalesce (s.\"from\", 0) DESC, s.title COLLATE NOCASE, s.id, t.position IS NULL, t.position, t.id", FALSE },
};

static const OutlineSource *
find_source (EarKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (sources[i].kind == kind)
        return &sources[i];
    }
  return NULL;
}

static void
node_free (gpointer data)
{
  EarOutlineNode *node = data;

  g_free (node->name);
  g_free (node->slug);
  g_free (node->code);
  g_free (node->nature);
  g_free (node->detail);
  g_free (node);
}

static EarOutlineNode *
read_node (EarStatement *each)
{
  EarOutlineNode *node = g_new0 (EarOutlineNode, 1);
  const char *name = ear_statement_get_text (each, 5);

  node->n = ear_statement_get_integer (each, 0);
  ear_statement_get_id (each, 1, &node->id);
  node->parent = ear_statement_get_integer (each, 2);
  node->strategy = ear_statement_get_integer (each, 3);
  node->passed = ear_statement_get_integer (each, 4) != 0;
  node->name = g_strdup (name == NULL ? "" : name);
  node->slug = g_strdup (ear_statement_get_text (each, 6));
  node->code = g_strdup (ear_statement_get_text (each, 7));
  node->nature = g_strdup (ear_statement_get_text (each, 8));
  node->detail = g_strdup (ear_statement_get_text (each, 9));
  return node;
}

/* Numbers by what they say, so that 5 to 10 stands before 11 to 15; all else without regard to capital letters, as SQLite's own
 * NOCASE. Not by the locale's rules: every laptop shows one order. */
static int
compare_names (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        {
          guint64 one = g_ascii_strtoull (a, (char **) &a, 10), other = g_ascii_strtoull (b, (char **) &b, 10);

          if (one != other)
            return one < other ? -1 : 1;
          continue;
        }
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return (guchar) g_ascii_tolower (*a) < (guchar) g_ascii_tolower (*b) ? -1 : 1;
      a++;
      b++;
    }
  return (*a != '\0') - (*b != '\0');
}

/* Of the same name the one with the lower id first. */
static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  const EarOutlineNode *one = *(EarOutlineNode *const *) a, *other = *(EarOutlineNode *const *) b;
  int order = compare_names (one->name, other->name);

  return order != 0 ? order : ear_id_compare (&one->id, &other->id);
}

static GPtrArray *
read_nodes (EarStore *store, const char *sql, gint64 strategy, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (node_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (strategy == 0 || ear_statement_get_integer (each, 3) == strategy)
        g_ptr_array_add (nodes, read_node (each));
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&nodes) : NULL;
}

/* Gives each node its parent's id. A parent that is not among the nodes, such as one of another strategy, is none. */
static GHashTable *
link_children (GPtrArray *nodes)
{
  g_autoptr (GHashTable) by_row = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) children
    = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < nodes->len; i++)
    {
      EarOutlineNode *node = g_ptr_array_index (nodes, i);
      g_hash_table_insert (by_row, &node->n, node);
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      EarOutlineNode *node = g_ptr_array_index (nodes, i);
      EarOutlineNode *parent = g_hash_table_lookup (by_row, &node->parent);
      GPtrArray *siblings;

      if (parent == NULL)
        node->parent = 0;
      else
        {
          node->parent_id = parent->id;
          parent->has_children = TRUE;
        }
      siblings = g_hash_table_lookup (children, &node->parent);
      if (siblings == NULL)
        {
          siblings = g_ptr_array_new ();
          g_hash_table_insert (children, &node->parent, siblings);
        }
      g_ptr_array_add (siblings, node);
    }
  return g_steal_pointer (&children);
}

static void
push_children (GPtrArray *stack, GHashTable *children, gint64 row, guint depth)
{
  GPtrArray *siblings = g_hash_table_lookup (children, &row);

  for (guint i = siblings == NULL ? 0 : siblings->len; i > 0; i--)
    {
      EarOutlineNode *node = g_ptr_array_index (siblings, i - 1);

      node->depth = depth;
      g_ptr_array_add (stack, node);
    }
}

/**
 * ear_outline_has_kind:
 *
 * Returns: whether records of this kind make a tree.
 */
gboolean
ear_outline_has_kind (EarKind kind)
{
  return find_source (kind) != NULL;
}

/**
 * ear_outline_load:
 * @kind: a kind whose records make a tree
 * @strategy: of priorities: the row of the strategy, 0 for all of them one after another
 *
 * A stack stands in for recursion: a merged workbook may hold a tree as deep as somebody cared to make it. The table
 * "ancestry" has no cycles, so every node is reached.
 *
 * Returns: (transfer full) (element-type EarOutlineNode) (nullable): the nodes in reading order. The store's thread.
 */
GPtrArray *
ear_outline_load (EarStore *store, EarKind kind, gint64 strategy, GError **error)
{
  const OutlineSource *source = find_source (kind);
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) ordered = NULL;
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();
  g_autoptr (GHashTable) children = NULL;

  g_return_val_if_fail (source != NULL, NULL);

  nodes = read_nodes (store, source->sql, strategy, error);
  if (nodes == NULL)
    return NULL;
  if (source->by_name)
    g_ptr_array_sort (nodes, compare_nodes);
  children = link_children (nodes);
  ordered = g_ptr_array_new_with_free_func (node_free);
  push_children (stack, children, 0, 0);
  while (stack->len > 0)
    {
      EarOutlineNode *node = g_ptr_array_steal_index (stack, stack->len - 1);

      g_ptr_array_add (ordered, node);
      push_children (stack, children, node->n, node->depth + 1);
    }
  g_assert (ordered->len == nodes->len);
  g_ptr_array_set_free_func (nodes, NULL);
  return g_steal_pointer (&ordered);
}

/**
 * ear_outline_only_gathers:
 * @node: a priority
 *
 * Returns: whether it is a pillar or a domain, or has items below it, which answer for it.
 */
gboolean
ear_outline_only_gathers (const EarOutlineNode *node)
{
  return node->has_children || g_strcmp0 (node->nature, "pillar") == 0 || g_strcmp0 (node->nature, "domain") == 0;
}
