/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies, and for one of them what was heard about each of its items. */
#include "ear-dimension.h"
#include "ear-outline.h"
#include "ear-terms.h"

static const char strategies_sql[]
  = "SELECT s.id, s.title, s.short, s.slug, s.publisher, s.source, s.\"from\", s.\"to\", "
    "(SELECT count (DISTINCT m.priority) FROM priorities p JOIN mappings m ON m.priority = p.n AND m.state = 0 "
    " JOIN themes t ON t.n = m.theme AND t.state = 0 WHERE p.strategy = s.n AND p.state = 0) "
    "FROM strategies s WHERE s.state = 0 ORDER BY coalesce (s.\"from\", 0) DESC, s.title COLLATE NOCASE, s.id";

/**
 * ear_strategy_list:
 *
 * Returns: (transfer full) (element-type EarStrategyRow) (nullable): the strategies, the one that began last first.
 *   The store's thread.
 */
GPtrArray *
ear_strategy_list (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, strategies_sql, error);
  g_autoptr (GPtrArray) strategies = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_strategy_row_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarStrategyRow *strategy = g_new0 (EarStrategyRow, 1);

      ear_statement_get_id (each, 0, &strategy->id);
      strategy->title = g_strdup (ear_statement_get_text (each, 1));
      strategy->short_title = g_strdup (ear_statement_get_text (each, 2));
      strategy->slug = g_strdup (ear_statement_get_text (each, 3));
      strategy->publisher = g_strdup (ear_statement_get_text (each, 4));
      strategy->source = g_strdup (ear_statement_get_text (each, 5));
      strategy->from = ear_statement_is_null (each, 6) ? -1 : ear_statement_get_integer (each, 6);
      strategy->to = ear_statement_is_null (each, 7) ? -1 : ear_statement_get_integer (each, 7);
      strategy->n_mapped = (guint) ear_statement_get_integer (each, 8);
      g_ptr_array_add (strategies, strategy);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&strategies) : NULL;
}

static EarEvidenceRow *
row_from_node (EarOutlineNode *node)
{
  EarEvidenceRow *row = g_new0 (EarEvidenceRow, 1);

  row->id = node->id;
  row->parent = node->parent_id;
  row->is_heading = ear_outline_only_gathers (node);
  row->slug = g_steal_pointer (&node->slug);
  if (row->slug == NULL)
    row->slug = ear_id_to_string (&node->id);
  row->code = g_steal_pointer (&node->code);
  row->label = g_steal_pointer (&node->name);
  row->nature = node->nature == NULL ? g_strdup ("priority") : g_steal_pointer (&node->nature);
  row->pillar = g_steal_pointer (&node->detail);
  row->depth = node->depth;
  return row;
}

static gboolean
read_origin (EarStore *store, gint64 n, EarEvidenceRow *row, GError **error)
{
  g_autoptr (EarStatement) one
    = ear_store_query (store, "SELECT population, section FROM priorities WHERE n = ?1", error);

  if (one == NULL)
    return FALSE;
  ear_statement_bind_integer (one, 1, n);
  if (ear_statement_step (one, error) != EAR_STEP_ROW)
    return FALSE;
  row->population = g_strdup (ear_statement_get_text (one, 0));
  row->section = g_strdup (ear_statement_get_text (one, 1));
  return TRUE;
}

/* @feeling: (nullable): %NULL where none was said */
static void
add_feeling (EarEvidenceRow *row, const char *feeling, guint voices)
{
  gboolean mixed = g_strcmp0 (feeling, EAR_FEELING_MIXED) == 0;

  if (mixed || g_strcmp0 (feeling, EAR_FEELING_WORKING) == 0)
    row->works += voices;
  if (mixed || g_strcmp0 (feeling, EAR_FEELING_NOT_WORKING) == 0)
    row->does_not_work += voices;
  if (g_strcmp0 (feeling, EAR_FEELING_IDEA) == 0)
    row->ideas += voices;
  if (g_strcmp0 (feeling, EAR_FEELING_QUESTION) == 0)
    row->questions += voices;
  if (feeling == NULL)
    row->unsaid += voices;
}

/* Asks something of each item and its voices: @sql goes on after the table "item" of voices and their headings. */
static EarStatement *
query_items (EarStore *store, const EarSide *side, const char *sql, GError **error)
{
  g_auto (EarSideSql) pairs = { 0 };
  g_autofree char *text = NULL;

  ear_side_write (side, "item", &pairs);
  text = g_strdup_printf ("WITH %s%s", pairs.with, sql);
  return ear_store_query (store, text, error);
}

static gboolean
add_counts (EarStore *store, const EarSide *side, GHashTable *by_number, GError **error)
{
  g_autoptr (EarStatement) each
    = query_items (store, side,
                   " SELECT item.heading, count (*), count (DISTINCT v.session) FROM item "
                   "CROSS JOIN voices v ON v.n = item.voice GROUP BY 1",
                   error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 number = ear_statement_get_integer (each, 0);
      EarEvidenceRow *row = g_hash_table_lookup (by_number, &number);

      if (row == NULL)
        continue;
      row->count.contributions = (guint) ear_statement_get_integer (each, 1);
      row->count.sessions = (guint) ear_statement_get_integer (each, 2);
    }
  return step == EAR_STEP_DONE;
}

static gboolean
add_feelings (EarStore *store, const EarSide *side, GHashTable *by_number, GError **error)
{
  g_autoptr (EarStatement) each
    = query_items (store, side,
                   " SELECT item.heading, v.feeling, count (*) FROM item "
                   "CROSS JOIN voices v ON v.n = item.voice GROUP BY 1, 2",
                   error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 number = ear_statement_get_integer (each, 0);
      EarEvidenceRow *row = g_hash_table_lookup (by_number, &number);

      if (row != NULL)
        add_feeling (row, ear_statement_get_text (each, 1), (guint) ear_statement_get_integer (each, 2));
    }
  return step == EAR_STEP_DONE;
}

/* The groups by their own names, not those above them: who was heard is not who might stand for them. */
static gboolean
add_groups (EarStore *store, const EarSide *side, GHashTable *by_number, GError **error)
{
  g_autoptr (EarStatement) each
    = query_items (store, side,
                   ", heard (voice, \"group\") AS MATERIALIZED (SELECT contribution, \"group\" FROM voice_groups), "
                   "pairs (heading, \"group\") AS MATERIALIZED (SELECT DISTINCT item.heading, heard.\"group\" FROM item "
                   "CROSS JOIN heard ON heard.voice = item.voice CROSS JOIN voices v ON v.n = item.voice) "
                   "SELECT pairs.heading, g.name FROM pairs JOIN groups g ON g.n = pairs.\"group\" AND g.state = 0 "
                   "ORDER BY g.name COLLATE NOCASE, g.name, g.id",
                   error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 number = ear_statement_get_integer (each, 0);
      EarEvidenceRow *row = g_hash_table_lookup (by_number, &number);
      const char *name = ear_statement_get_text (each, 1);
      char *longer;

      if (row == NULL || name == NULL)
        continue;
      longer = row->groups == NULL ? g_strdup (name) : g_strconcat (row->groups, "; ", name, NULL);
      g_free (row->groups);
      row->groups = longer;
      row->n_groups++;
    }
  return step == EAR_STEP_DONE;
}

static gboolean
fill (EarStore *store, const EarSide *side, GPtrArray *nodes, GPtrArray *rows, GError **error)
{
  g_autoptr (GHashTable) by_number = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < nodes->len; i++)
    {
      EarOutlineNode *node = g_ptr_array_index (nodes, i);
      EarEvidenceRow *row = row_from_node (node);

      g_ptr_array_add (rows, row);
      if (!read_origin (store, node->n, row, error))
        return FALSE;
      g_hash_table_insert (by_number, &node->n, row);
    }
  if (!add_counts (store, side, by_number, error) || !add_feelings (store, side, by_number, error)
      || !add_groups (store, side, by_number, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      EarEvidenceRow *row = g_ptr_array_index (rows, i);

      row->is_gap = !row->is_heading && row->count.contributions == 0;
    }
  return TRUE;
}

/**
 * ear_evidence_list:
 * @strategy: whose items
 *
 * Returns: (transfer full) (element-type EarEvidenceRow) (nullable): the items in the document's order, none for a
 *   strategy that is not in the workbook. The store's thread.
 */
GPtrArray *
ear_evidence_list (EarStore *store, const EarId *strategy, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_evidence_row_free);
  g_autoptr (GPtrArray) nodes = NULL;
  EarSide side = { EAR_DIMENSION_PRIORITY, EAR_PERIOD_YEAR, 0 };

  side.strategy = ear_store_find_row (store, EAR_KIND_STRATEGY, strategy, error);
  if (side.strategy < 0)
    return NULL;
  if (side.strategy == 0)
    return g_steal_pointer (&rows);
  nodes = ear_outline_load (store, EAR_KIND_PRIORITY, side.strategy, error);
  if (nodes == NULL || !fill (store, &side, nodes, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}

void
ear_evidence_row_free (EarEvidenceRow *row)
{
  if (row == NULL)
    return;
  g_free (row->slug);
  g_free (row->code);
  g_free (row->label);
  g_free (row->nature);
  g_free (row->population);
  g_free (row->pillar);
  g_free (row->section);
  g_free (row->groups);
  g_free (row);
}

void
ear_strategy_row_free (EarStrategyRow *strategy)
{
  if (strategy == NULL)
    return;
  g_free (strategy->title);
  g_free (strategy->short_title);
  g_free (strategy->slug);
  g_free (strategy->publisher);
  g_free (strategy->source);
  g_free (strategy);
}
