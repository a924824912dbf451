/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-mapping-list.h"

#include "ear-outline.h"

/* MIN picks one reason of a pair that is there twice; a NULL never wins against a text. */
static const char mappings_sql[]
  = "SELECT t.id, p.id, s.id, t.name, p.code, p.label, min (m.reason), t.n, p.n FROM mappings m "
    "JOIN theme_now w ON w.theme = m.theme JOIN themes t ON t.n = w.now AND t.state = 0 "
    "JOIN priorities p ON p.n = m.priority AND p.state = 0 JOIN strategies s ON s.n = p.strategy AND s.state = 0 "
    "WHERE m.state = 0 AND (?1 = 0 OR s.n = ?1) GROUP BY t.n, p.n";

/* A theme counts for what a theme above it is mapped to, so that both are out of the list. */
static const char covered_themes_sql[]
  = "SELECT DISTINCT below.node FROM mappings m JOIN theme_now w ON w.theme = m.theme "
    "JOIN priorities p ON p.n = m.priority AND p.state = 0 JOIN strategies s ON s.n = p.strategy AND s.state = 0 "
    "JOIN ancestry below ON below.record_table = 'themes' AND below.ancestor = w.now "
    "WHERE m.state = 0 AND (?1 = 0 OR s.n = ?1)";

static const char mapped_priorities_sql[]
  = "SELECT DISTINCT m.priority FROM mappings m JOIN theme_now w ON w.theme = m.theme "
    "JOIN themes t ON t.n = w.now AND t.state = 0 WHERE m.state = 0";

void
ear_mapping_row_free (EarMappingRow *row)
{
  g_free (row->theme_name);
  g_free (row->priority_code);
  g_free (row->priority_label);
  g_free (row->reason);
  g_free (row);
}

void
ear_unmapped_free (EarUnmapped *unmapped)
{
  g_free (unmapped->label);
  g_free (unmapped->code);
  g_free (unmapped);
}

/* @n: (out): the strategy's row, 0 for all of them */
static gboolean
find_strategy (EarStore *store, const EarId *strategy, gint64 *n, GError **error)
{
  g_autoptr (GError) local = NULL;

  *n = 0;
  if (strategy == NULL)
    return TRUE;
  *n = ear_store_find_row (store, EAR_KIND_STRATEGY, strategy, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* One that is not here has nothing; row numbers begin at 1. */
  if (*n == 0)
    *n = -1;
  return TRUE;
}

/* Where each node stands in reading order: row → place. */
static GHashTable *
order_of (EarStore *store, EarKind kind, gint64 strategy, GError **error)
{
  g_autoptr (GPtrArray) nodes = ear_outline_load (store, kind, MAX (strategy, 0), error);
  GHashTable *order;

  if (nodes == NULL)
    return NULL;
  order = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < nodes->len; i++)
    {
      EarOutlineNode *node = nodes->pdata[i];

      g_hash_table_insert (order, g_memdup2 (&node->n, sizeof node->n), GUINT_TO_POINTER (i));
    }
  return order;
}

typedef struct
{
  GHashTable *priorities, *themes;
} Orders;

static int
compare_places (GHashTable *order, gint64 one, gint64 other)
{
  guint a = GPOINTER_TO_UINT (g_hash_table_lookup (order, &one));
  guint b = GPOINTER_TO_UINT (g_hash_table_lookup (order, &other));

  return (a > b) - (a < b);
}

static int
compare_mappings (gconstpointer a, gconstpointer b, gpointer data)
{
  const EarMappingRow *one = *(const EarMappingRow *const *) a, *other = *(const EarMappingRow *const *) b;
  Orders *orders = data;
  int order = compare_places (orders->priorities, one->priority_row, other->priority_row);

  return order != 0 ? order : compare_places (orders->themes, one->theme_row, other->theme_row);
}

static EarMappingRow *
read_mapping (EarStatement *each)
{
  EarMappingRow *row = g_new0 (EarMappingRow, 1);

  ear_statement_get_id (each, 0, &row->theme);
  ear_statement_get_id (each, 1, &row->priority);
  ear_statement_get_id (each, 2, &row->strategy);
  row->theme_name = g_strdup (ear_statement_get_text (each, 3));
  row->priority_code = g_strdup (ear_statement_get_text (each, 4));
  row->priority_label = g_strdup (ear_statement_get_text (each, 5));
  row->reason = g_strdup (ear_statement_get_text (each, 6));
  row->theme_row = ear_statement_get_integer (each, 7);
  row->priority_row = ear_statement_get_integer (each, 8);
  return row;
}

/**
 * ear_mapping_list:
 * @strategy: (nullable): only what is mapped to its priorities
 *
 * Returns: (transfer full) (element-type EarMappingRow) (nullable): the mappings, priority by priority in the order of their
 *   documents, the themes of each in the order of the codebook. The store's thread.
 */
GPtrArray *
ear_mapping_list (EarStore *store, const EarId *strategy, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_mapping_row_free);
  g_autoptr (GHashTable) priorities = NULL, themes = NULL;
  g_autoptr (EarStatement) each = NULL;
  EarStep step = EAR_STEP_FAILED;
  gint64 n;

  if (!find_strategy (store, strategy, &n, error))
    return NULL;
  priorities = order_of (store, EAR_KIND_PRIORITY, n, error);
  themes = priorities == NULL ? NULL : order_of (store, EAR_KIND_THEME, 0, error);
  each = themes == NULL ? NULL : ear_store_query (store, mappings_sql, error);
  if (each == NULL)
    return NULL;
  ear_statement_bind_integer (each, 1, n);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_ptr_array_add (rows, read_mapping (each));
  g_ptr_array_sort_with_data (rows, compare_mappings, &(Orders){ priorities, themes });
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/* @strategy: (nullable): what the query asks for, where it asks for one */
static GHashTable *
read_rows (EarStore *store, const char *sql, const gint64 *strategy, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL && strategy != NULL)
    ear_statement_bind_integer (each, 1, *strategy);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 n = ear_statement_get_integer (each, 0);

      g_hash_table_add (rows, g_memdup2 (&n, sizeof n));
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static EarUnmapped *
unmapped_new (const EarId *id, const char *label, const char *code, guint voices)
{
  EarUnmapped *unmapped = g_new0 (EarUnmapped, 1);

  unmapped->id = *id;
  unmapped->label = g_strdup (label);
  unmapped->code = g_strdup (code);
  unmapped->voices = voices;
  return unmapped;
}

/**
 * ear_unmapped_priorities:
 * @strategy: (nullable): only its priorities
 *
 * A pillar, a domain and whatever has items below it only gathers, and is not on the list.
 *
 * Returns: (transfer full) (element-type EarUnmapped) (nullable): the priorities that no theme is evidence for, in the
 *   order of their documents. The store's thread.
 */
GPtrArray *
ear_unmapped_priorities (EarStore *store, const EarId *strategy, GError **error)
{
  g_autoptr (GPtrArray) unmapped = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_unmapped_free);
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GHashTable) mapped = NULL;
  gint64 n;

  if (!find_strategy (store, strategy, &n, error))
    return NULL;
  mapped = read_rows (store, mapped_priorities_sql, NULL, error);
  nodes = mapped == NULL ? NULL : ear_outline_load (store, EAR_KIND_PRIORITY, MAX (n, 0), error);
  if (nodes == NULL)
    return NULL;
  for (guint i = 0; n >= 0 && i < nodes->len; i++)
    {
      const EarOutlineNode *node = nodes->pdata[i];

      if (!ear_outline_only_gathers (node) && !g_hash_table_contains (mapped, &node->n))
        g_ptr_array_add (unmapped, unmapped_new (&node->id, node->name, node->code, 0));
    }
  return g_steal_pointer (&unmapped);
}

/**
 * ear_unmapped_themes:
 * @strategy: (nullable): no evidence for this one; %NULL: for none at all
 *
 * Returns: (transfer full) (element-type EarUnmapped) (nullable): the themes that can be chosen and are evidence for no
 *   priority, neither by themselves nor by a theme above them, in the order of the codebook. The store's thread.
 */
GPtrArray *
ear_unmapped_themes (EarStore *store, const EarId *strategy, GError **error)
{
  g_autoptr (GPtrArray) unmapped = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_unmapped_free);
  g_autoptr (GPtrArray) nodes = NULL, rows = NULL;
  g_autoptr (GHashTable) covered = NULL, voices = g_hash_table_new (ear_id_hash, ear_id_equal);
  gint64 n;

  if (!find_strategy (store, strategy, &n, error))
    return NULL;
  covered = read_rows (store, covered_themes_sql, &n, error);
  nodes = covered == NULL ? NULL : ear_outline_load (store, EAR_KIND_THEME, 0, error);
  rows = nodes == NULL ? NULL : ear_tree_list (store, EAR_KIND_THEME, NULL, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (voices, &((EarTreeRow *) rows->pdata[i])->id,
                         GUINT_TO_POINTER (((EarTreeRow *) rows->pdata[i])->voices));
  for (guint i = 0; i < nodes->len; i++)
    {
      const EarOutlineNode *node = nodes->pdata[i];

      if (!node->passed && !g_hash_table_contains (covered, &node->n))
        g_ptr_array_add (unmapped, unmapped_new (&node->id, node->name, NULL,
                                                 GPOINTER_TO_UINT (g_hash_table_lookup (voices, &node->id))));
    }
  return g_steal_pointer (&unmapped);
}
