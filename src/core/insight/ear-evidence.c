/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies, and for one of them what was heard about each of its items. */
#include "ear-cube.h"
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

/* The items of one strategy while they are filled in. */
typedef struct
{
  EarCube *cube;
  const EarId *strategy;
  GHashTable *by_id; /* EarId → EarEvidenceRow */
  EarEvidence *evidence;
} Filling;

/* What a table by item says of one of them. */
typedef void (*CellFunc) (EarEvidenceRow *row, const EarHeading *column, EarCount count);

static gboolean
fill_from (Filling *filling, const EarSummaryRequest *request, CellFunc func, GError **error)
{
  g_autoptr (EarTable) table = ear_cube_table (filling->cube, request, error);

  for (guint r = 0; table != NULL && r < table->rows->len; r++)
    {
      EarEvidenceRow *row = g_hash_table_lookup (filling->by_id, &((EarHeading *) g_ptr_array_index (table->rows, r))->id);

      if (row == NULL)
        continue;
      row->count = table->row_totals[r];
      for (guint c = 0; c < table->columns->len; c++)
        {
          EarCount count = ear_table_cell (table, r, c);

          if (count.contributions > 0)
            func (row, g_ptr_array_index (table->columns, c), count);
        }
    }
  return table != NULL;
}

static void
take_feeling (EarEvidenceRow *row, const EarHeading *column, EarCount count)
{
  add_feeling (row, g_str_equal (column->key, EAR_HEADING_NOT_SAID) ? NULL : column->key, count.contributions);
}

static void
append_name (char **names, guint *n, const EarHeading *column)
{
  char *longer;

  if (ear_id_is_none (&column->id))
    return;
  longer = *names == NULL ? g_strdup (column->label) : g_strconcat (*names, "; ", column->label, NULL);
  g_free (*names);
  *names = longer;
  (*n)++;
}

static void
take_group (EarEvidenceRow *row, const EarHeading *column, EarCount count)
{
  append_name (&row->groups, &row->n_groups, column);
}

static void
take_place (EarEvidenceRow *row, const EarHeading *column, EarCount count)
{
  append_name (&row->places, &row->n_places, column);
}

static gboolean
fill_counts (Filling *filling, GError **error)
{
  EarSummaryRequest request = { .rows = EAR_DIMENSION_PRIORITY, .strategy = filling->strategy, .columns_own = TRUE };

  request.columns = EAR_DIMENSION_FEELING;
  if (!fill_from (filling, &request, take_feeling, error))
    return FALSE;
  request.columns = EAR_DIMENSION_GROUP;
  if (!fill_from (filling, &request, take_group, error))
    return FALSE;
  request.columns = EAR_DIMENSION_PLACE;
  return fill_from (filling, &request, take_place, error);
}

/* How many of each period's voices were about each item. */
static gboolean
fill_trend (Filling *filling, EarPeriod period, GError **error)
{
  EarSummaryRequest request
    = { .rows = EAR_DIMENSION_PRIORITY, .columns = EAR_DIMENSION_PERIOD, .period = period, .strategy = filling->strategy };
  g_autoptr (EarTable) table = NULL;
  gint64 now;
  int found = ear_cube_last_periods (filling->cube, period, &now, error);

  if (found <= 0)
    return found == 0;
  table = ear_cube_table (filling->cube, &request, error);
  if (table == NULL)
    return FALSE;
  for (guint back = 0; back < 2; back++)
    {
      g_autofree char *key = ear_period_key (period, now - 2 * (gint64) back);

      *(back == 0 ? &filling->evidence->now : &filling->evidence->before) = ear_period_label (period, now - 2 * (gint64) back);
      for (guint c = 0; c < table->columns->len; c++)
        {
          if (!g_str_equal (((EarHeading *) g_ptr_array_index (table->columns, c))->key, key))
            continue;
          for (guint i = 0; i < filling->evidence->rows->len; i++)
            {
              EarEvidenceRow *row = g_ptr_array_index (filling->evidence->rows, i);

              (back == 0 ? &row->now : &row->before)->all = table->column_totals[c].contributions;
            }
          for (guint r = 0; r < table->rows->len; r++)
            {
              EarEvidenceRow *row
                = g_hash_table_lookup (filling->by_id, &((EarHeading *) g_ptr_array_index (table->rows, r))->id);

              if (row != NULL)
                (back == 0 ? &row->now : &row->before)->of = ear_table_cell (table, r, c).contributions;
            }
        }
    }
  return TRUE;
}

static gboolean
fill_answers (Filling *filling, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (
    ear_cube_store (filling->cube),
    "SELECT p.id, count (DISTINCT x.\"action\") FROM action_priorities x JOIN actions o ON o.n = x.\"action\" AND o.state = 0 "
    "JOIN ancestry a ON a.record_table = 'priorities' AND a.node = x.priority JOIN priorities p ON p.n = a.ancestor "
    "WHERE x.state = 0 GROUP BY p.n",
    error);
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarEvidenceRow *row = ear_statement_get_id (each, 0, &id) ? g_hash_table_lookup (filling->by_id, &id) : NULL;

      if (row != NULL)
        row->n_answers = (guint) ear_statement_get_integer (each, 1);
    }
  return step == EAR_STEP_DONE;
}

/* Voices with a theme that is mapped to nothing here: by theme, the total each once. */
static gboolean
fill_unplaced (Filling *filling, GError **error)
{
  EarSummaryRequest request = { .rows = EAR_DIMENSION_THEME, .columns = EAR_DIMENSION_PRIORITY, .strategy = filling->strategy };
  g_autoptr (EarTable) table = ear_cube_table (filling->cube, &request, error);
  EarTable *left = g_new0 (EarTable, 1);
  guint last = 0, uncoded = 0;

  filling->evidence->unplaced = left;
  left->row_dimension = EAR_DIMENSION_THEME;
  left->rows = g_ptr_array_new_with_free_func (ear_heading_free);
  if (table == NULL)
    return FALSE;
  left->cells = g_new0 (EarCount, table->rows->len + 1);
  left->row_totals = g_new0 (EarCount, table->rows->len + 1);
  left->column_totals = g_new0 (EarCount, 1);
  last = table->columns->len;
  if (last == 0 || !g_str_equal (((EarHeading *) g_ptr_array_index (table->columns, last - 1))->key, EAR_HEADING_NO_PRIORITY))
    return TRUE;
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (table->rows, r);
      EarCount count = ear_table_cell (table, r, last - 1);

      if (ear_id_is_none (&heading->id))
        uncoded = count.contributions;
      else if (count.contributions > 0)
        {
          left->cells[left->rows->len] = left->row_totals[left->rows->len] = count;
          g_ptr_array_add (left->rows, ear_heading_copy (heading));
        }
    }
  filling->evidence->n_unplaced = table->column_totals[last - 1].contributions - uncoded;
  left->total = left->column_totals[0] = (EarCount) { filling->evidence->n_unplaced, 0, 0 };
  return TRUE;
}

static gboolean
add_rows (Filling *filling, GPtrArray *nodes, GError **error)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      EarOutlineNode *node = g_ptr_array_index (nodes, i);
      EarEvidenceRow *row = row_from_node (node);

      g_ptr_array_add (filling->evidence->rows, row);
      if (!read_origin (ear_cube_store (filling->cube), node->n, row, error))
        return FALSE;
      g_hash_table_insert (filling->by_id, &row->id, row);
    }
  return TRUE;
}

static EarEvidence *
load_from (EarCube *cube, const EarId *strategy, EarPeriod period, GError **error)
{
  EarStore *store = ear_cube_store (cube);
  g_autoptr (EarEvidence) evidence = g_new0 (EarEvidence, 1);
  g_autoptr (GHashTable) by_id = g_hash_table_new (ear_id_hash, ear_id_equal);
  g_autoptr (GPtrArray) nodes = NULL;
  Filling filling = { cube, strategy, by_id, evidence };
  gint64 row = ear_cube_filter (cube, NULL, error) ? ear_store_find_row (store, EAR_KIND_STRATEGY, strategy, error) : -1;

  evidence->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_evidence_row_free);
  if (row < 0)
    return NULL;
  if (row > 0)
    {
      nodes = ear_outline_load (store, EAR_KIND_PRIORITY, row, error);
      if (nodes == NULL || !add_rows (&filling, nodes, error) || !fill_counts (&filling, error)
          || !fill_trend (&filling, period, error) || !fill_answers (&filling, error))
        return NULL;
    }
  for (guint i = 0; i < evidence->rows->len; i++)
    {
      EarEvidenceRow *item = g_ptr_array_index (evidence->rows, i);

      item->is_gap = !item->is_heading && item->count.contributions == 0;
    }
  return fill_unplaced (&filling, error) ? g_steal_pointer (&evidence) : NULL;
}

/**
 * ear_evidence_load:
 * @strategy: whose items
 * @period: how long the periods are that are compared: the newest one with voices, and the one before
 *
 * Returns: (transfer full) (nullable): the items in the document's order, none for a strategy that is not in the workbook;
 *   and what was heard that is evidence for none of them. The store's thread.
 */
EarEvidence *
ear_evidence_load (EarStore *store, const EarId *strategy, EarPeriod period, GError **error)
{
  g_autoptr (EarCube) cube = ear_cube_load (store, error);

  return cube == NULL ? NULL : load_from (cube, strategy, period, error);
}

GPtrArray *
ear_evidence_of (EarCube *cube, const EarId *strategy, GError **error)
{
  g_autoptr (EarEvidence) evidence = load_from (cube, strategy, EAR_PERIOD_FINANCIAL_YEAR, error);

  return evidence == NULL ? NULL : g_steal_pointer (&evidence->rows);
}

/**
 * ear_evidence_list:
 * @strategy: whose items
 *
 * Returns: (transfer full) (element-type EarEvidenceRow) (nullable): the items in the document's order, none for a
 *   strategy that is not in the workbook; financial years are compared. The store's thread.
 */
GPtrArray *
ear_evidence_list (EarStore *store, const EarId *strategy, GError **error)
{
  g_autoptr (EarCube) cube = ear_cube_load (store, error);

  return cube == NULL ? NULL : ear_evidence_of (cube, strategy, error);
}

void
ear_evidence_free (EarEvidence *evidence)
{
  if (evidence == NULL)
    return;
  g_clear_pointer (&evidence->rows, g_ptr_array_unref);
  g_clear_pointer (&evidence->unplaced, ear_table_free);
  g_free (evidence->now);
  g_free (evidence->before);
  g_free (evidence);
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
  g_free (row->places);
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
