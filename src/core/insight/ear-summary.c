/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting voices by one dimension, two, or two for each heading of a third. */
#include "ear-cube.h"

/**
 * ear_side_count:
 * @counts: (out caller-allocates): to be cleared with ear_side_counts_clear(), after a failure too
 *
 * Counts the voices under each heading, each voice once. The store's thread.
 */
gboolean
ear_side_count (EarStore *store, const EarSide *side, EarSideCounts *counts, GError **error)
{
  g_autoptr (EarCube) cube = ear_cube_load (store, error);

  return cube != NULL && ear_cube_count_side (cube, side, counts, error);
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

  return count == NULL ? (EarCount) { 0 } : *count;
}

void
ear_side_counts_clear (EarSideCounts *counts)
{
  g_clear_pointer (&counts->by_heading, g_hash_table_unref);
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
  g_autoptr (EarCube) cube = NULL;

  g_return_val_if_fail (request->rows != EAR_DIMENSION_NONE, NULL);

  cube = ear_cube_load (store, error);
  return cube != NULL && ear_cube_filter (cube, request->filter, error) ? ear_cube_table (cube, request, error) : NULL;
}

/**
 * ear_summary_layers:
 * @by: the third dimension
 *
 * Returns: (transfer full) (element-type EarLayer) (nullable): the table of all voices, then one for each heading of @by that
 *   has voices. The store's thread.
 */
GPtrArray *
ear_summary_layers (EarStore *store, const EarSummaryRequest *request, EarDimension by, GError **error)
{
  g_autoptr (EarCube) cube = NULL;

  g_return_val_if_fail (request->rows != EAR_DIMENSION_NONE, NULL);

  cube = ear_cube_load (store, error);
  return cube != NULL && ear_cube_filter (cube, request->filter, error) ? ear_cube_layers (cube, request, by, error) : NULL;
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

  g_return_val_if_fail (row < table->rows->len && column < n_columns, ((EarCount) { 0 }));

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
