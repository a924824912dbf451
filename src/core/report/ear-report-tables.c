/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

/* Whether a heading stands for the voices that have none. */
gboolean
ear_report_is_none (const EarHeading *heading)
{
  static const char *const keys[]
    = { EAR_HEADING_NO_THEME, EAR_HEADING_NO_GROUP, EAR_HEADING_NO_PRIORITY, EAR_HEADING_NOT_SAID, NULL };

  return ear_id_is_none (&heading->id) && g_strv_contains (keys, heading->key);
}

/* Voices and sessions of a cell as they may be shown. */
static void
get_shown (const EarReportParts *parts, const EarTable *table, int row, int column, EarShown shown[2])
{
  for (guint m = 0; m < 2; m++)
    shown[m] = ear_protect_get_table (parts->protect, table, EAR_REPORT_PERIOD, parts->scope, m, row, column);
}

static void
add_counts (const EarReportParts *parts, const EarTable *table, int index, EarDocumentRow *row)
{
  EarShown shown[2];

  get_shown (parts, table, index, -1, shown);
  ear_document_row_add_figure (row, shown[0], ear_document_figure (shown[0]), ear_document_figure (shown[1]));
  ear_document_row_add_share (row, shown[0], ear_report_get_total (parts, EAR_MEASURE_VOICES));
  ear_document_row_add_figure (row, shown[1], EAR_FIGURE_NONE, EAR_FIGURE_NONE);
}

/* With its share of the row's voices; the last column, -1, is these voices. */
static void
add_cell (const EarReportParts *parts, const EarTable *table, int index, int column, EarDocumentRow *row)
{
  EarShown shown[2], all[2];

  get_shown (parts, table, index, column, shown);
  get_shown (parts, table, index, -1, all);
  if (column < 0)
    ear_document_row_add_figure (row, shown[0], ear_document_figure (shown[0]), ear_document_figure (shown[1]));
  else
    ear_document_row_add_part (row, shown[0], all[0], ear_document_figure (shown[0]), ear_document_figure (shown[1]));
}

/**
 * ear_report_add_counts:
 * @table: counts by one dimension
 *
 * Adds a table of voices, which share of all they are, and sessions, with a last row for all, and how it was counted.
 */
EarDocumentTable *
ear_report_add_counts (EarReportParts *parts, const char *caption, const EarTable *table)
{
  EarDocumentTable *added = ear_document_add_table (parts->document, caption, ear_dimension_label (table->row_dimension));

  added->note = g_strdup (ear_counting_rules (table->row_dimension));
  ear_document_table_add_column (added, _ ("Voices"), TRUE, "");
  ear_document_table_add_column (added, _ ("Share"), TRUE, NULL);
  ear_document_table_add_column (added, _ ("Sessions"), TRUE, NULL);
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (table->rows, r);

      add_counts (parts, table, (int) r, ear_document_table_add_row (added, heading->label, heading->depth));
    }
  add_counts (parts, table, -1, ear_document_table_add_row (added, _ ("All voices, each once"), 0));
  return added;
}

/**
 * ear_report_add_cross:
 * @table: counts by two dimensions
 *
 * Adds a table of voices and their shares of the row, with a last column for all. The CSV has the sessions too. Columns deeper in their tree than
 * EAR_REPORT_COLUMN_DEPTH are left out; their voices stand in those above them.
 */
EarDocumentTable *
ear_report_add_cross (EarReportParts *parts, const char *caption, const EarTable *table)
{
  EarDocumentTable *added = ear_document_add_table (parts->document, caption, ear_dimension_label (table->row_dimension));

  added->note = g_strdup (_ ("In brackets: how much that is of all voices of the row, each once. A voice may stand in several columns."));
  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarHeading *heading = g_ptr_array_index (table->columns, c);

      if (heading->depth <= EAR_REPORT_COLUMN_DEPTH)
        ear_document_table_add_column (added, heading->label, TRUE, heading->label);
    }
  ear_document_table_add_column (added, _ ("All"), TRUE, "");
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarHeading *row_heading = g_ptr_array_index (table->rows, r);
      EarDocumentRow *row = ear_document_table_add_row (added, row_heading->label, row_heading->depth);

      for (guint c = 0; c < table->columns->len; c++)
        {
          if (((EarHeading *) g_ptr_array_index (table->columns, c))->depth <= EAR_REPORT_COLUMN_DEPTH)
            add_cell (parts, table, (int) r, (int) c, row);
        }
      add_cell (parts, table, (int) r, -1, row);
    }
  return added;
}
