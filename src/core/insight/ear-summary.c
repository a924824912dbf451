/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting voices by one or two dimensions. All counting is done by the database; here only the figures it gives are
 * put in their places. */
#include "ear-dimension.h"

static char *
write_count (const EarSideSql *rows, const EarSideSql *columns)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  if (rows->with != NULL || columns->with != NULL)
    g_string_append_printf (sql, "WITH %s%s%s ", rows->with == NULL ? "" : rows->with,
                            rows->with != NULL && columns->with != NULL ? ", " : "",
                            columns->with == NULL ? "" : columns->with);
  g_string_append_printf (sql,
                          "SELECT %s AS r, %s AS c, count (*), count (DISTINCT v.session) FROM voices v%s%s GROUP BY 1, 2",
                          rows->expression, columns->expression, rows->join, columns->join);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static EarCount
read_count (EarStatement *each)
{
  EarCount count = { (guint) ear_statement_get_integer (each, 2), (guint) ear_statement_get_integer (each, 3) };

  return count;
}

static EarStatement *
query_counts (EarStore *store, const EarSide *rows, const EarSide *columns, GError **error)
{
  static const EarSide nothing = { EAR_DIMENSION_NONE, EAR_PERIOD_YEAR, 0 };
  g_auto (EarSideSql) row_sql = { 0 };
  g_auto (EarSideSql) column_sql = { 0 };
  g_autofree char *sql = NULL;

  ear_side_write (rows == NULL ? &nothing : rows, "r_side", &row_sql);
  ear_side_write (columns == NULL ? &nothing : columns, "c_side", &column_sql);
  sql = write_count (&row_sql, &column_sql);
  return ear_store_query (store, sql, error);
}

/**
 * ear_side_count:
 * @counts: (out caller-allocates): to be cleared with ear_side_counts_clear(), after a failure too
 *
 * Counts the voices under each heading, each voice once. The store's thread.
 */
gboolean
ear_side_count (EarStore *store, const EarSide *side, EarSideCounts *counts, GError **error)
{
  g_autoptr (EarStatement) each = query_counts (store, side, NULL, error);
  EarStep step = EAR_STEP_FAILED;

  counts->by_heading = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  counts->none = (EarCount) { 0, 0 };
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 number = ear_statement_get_integer (each, 0);
      EarCount count = read_count (each);

      if (ear_statement_is_null (each, 0))
        counts->none = count;
      else
        g_hash_table_insert (counts->by_heading, g_memdup2 (&number, sizeof number), g_memdup2 (&count, sizeof count));
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_side_counts_get:
 *
 * Returns: the count of a heading; nothing where no voice has it.
 */
EarCount
ear_side_counts_get (const EarSideCounts *counts, gint64 heading)
{
  const EarCount *count = g_hash_table_lookup (counts->by_heading, &heading);

  return count == NULL ? (EarCount) { 0, 0 } : *count;
}

void
ear_side_counts_clear (EarSideCounts *counts)
{
  g_clear_pointer (&counts->by_heading, g_hash_table_unref);
}

static gboolean
count_total (EarStore *store, EarCount *total, GError **error)
{
  g_autoptr (EarStatement) each = query_counts (store, NULL, NULL, error);
  EarStep step = each == NULL ? EAR_STEP_FAILED : ear_statement_step (each, error);

  /* No voice at all makes no row. */
  *total = step == EAR_STEP_ROW ? read_count (each) : (EarCount) { 0, 0 };
  return step != EAR_STEP_FAILED;
}

static gboolean
count_cells (EarTable *table, EarStore *store, const EarSide *sides, const EarAxis *rows, const EarAxis *columns,
             GError **error)
{
  g_autoptr (EarStatement) each = query_counts (store, &sides[0], &sides[1], error);
  EarStep step = EAR_STEP_FAILED;

  table->cells = g_new0 (EarCount, MAX ((gsize) rows->headings->len * columns->headings->len, 1));
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      int row = ear_axis_find (rows, each, 0), column = ear_axis_find (columns, each, 1);

      if (row >= 0 && column >= 0)
        table->cells[(gsize) row * columns->headings->len + (gsize) column] = read_count (each);
    }
  return step == EAR_STEP_DONE;
}

static EarCount *
copy_totals (const EarAxis *axis)
{
  EarCount *totals = g_new0 (EarCount, MAX (axis->totals->len, 1));

  if (axis->totals->len > 0)
    memcpy (totals, axis->totals->data, axis->totals->len * sizeof (EarCount));
  return totals;
}

static gboolean
fill (EarTable *table, EarStore *store, const EarSide *sides, gboolean with_empty, GError **error)
{
  g_auto (EarAxis) rows = { 0 };
  g_auto (EarAxis) columns = { 0 };

  if (!count_total (store, &table->total, error) || !ear_axis_init (&rows, store, &sides[0], with_empty, error))
    return FALSE;
  if (sides[1].dimension != EAR_DIMENSION_NONE)
    {
      if (!ear_axis_init (&columns, store, &sides[1], with_empty, error)
          || !count_cells (table, store, sides, &rows, &columns, error))
        return FALSE;
      table->column_totals = copy_totals (&columns);
      table->columns = g_steal_pointer (&columns.headings);
    }
  else
    {
      table->cells = copy_totals (&rows);
      table->column_totals = g_memdup2 (&table->total, sizeof table->total);
    }
  table->row_totals = copy_totals (&rows);
  table->rows = g_steal_pointer (&rows.headings);
  return TRUE;
}

/**
 * ear_summary:
 * @request: what to count by; its rows are not EAR_DIMENSION_NONE
 *
 * A strategy that is not in the workbook has no items, so all voices are under "no priority".
 *
 * Returns: (transfer full) (nullable): the counts. The store's thread.
 */
EarTable *
ear_summary (EarStore *store, const EarSummaryRequest *request, GError **error)
{
  g_autoptr (EarTable) table = NULL;
  EarSide sides[2] = { { request->rows, request->period, 0 }, { request->columns, request->period, 0 } };

  g_return_val_if_fail (request->rows != EAR_DIMENSION_NONE, NULL);

  if (request->strategy != NULL)
    {
      gint64 row = ear_store_find_row (store, EAR_KIND_STRATEGY, request->strategy, error);

      if (row < 0)
        return NULL;
      /* Rows begin at 1, so that -1 is no strategy's; 0 would mean all of them. */
      sides[0].strategy = sides[1].strategy = row == 0 ? -1 : row;
    }
  table = g_new0 (EarTable, 1);
  table->row_dimension = request->rows;
  table->column_dimension = request->columns;
  return fill (table, store, sides, request->with_empty, error) ? g_steal_pointer (&table) : NULL;
}

/**
 * ear_table_cell:
 *
 * Returns: the count under a row and a column; with one dimension the column is 0.
 */
EarCount
ear_table_cell (const EarTable *table, guint row, guint column)
{
  guint n_columns = table->columns == NULL ? 1 : table->columns->len;

  g_return_val_if_fail (row < table->rows->len && column < n_columns, ((EarCount) { 0, 0 }));

  return table->cells[(gsize) row * n_columns + column];
}

void
ear_table_free (EarTable *table)
{
  if (table == NULL)
    return;
  g_clear_pointer (&table->rows, g_ptr_array_unref);
  g_clear_pointer (&table->columns, g_ptr_array_unref);
  g_free (table->cells);
  g_free (table->row_totals);
  g_free (table->column_totals);
  g_free (table);
}
