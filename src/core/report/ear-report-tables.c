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

static void
add_total (EarDocumentTable *table, const EarCount *total)
{
  EarDocumentRow *row = ear_document_table_add_row (table, _ ("All voices, each once"), 0);

  ear_document_row_add_figure (row, total->contributions, total->contributions, total->sessions);
  ear_document_row_add_figure (row, total->sessions, -1, -1);
}

/**
 * ear_report_add_counts:
 * @table: counts by one dimension
 *
 * Adds a table of voices and sessions, with a last row for all.
 */
EarDocumentTable *
ear_report_add_counts (EarDocument *document, const char *caption, const EarTable *table)
{
  EarDocumentTable *added = ear_document_add_table (document, caption, ear_dimension_label (table->row_dimension));

  ear_document_table_add_column (added, _ ("Voices"), TRUE, "");
  ear_document_table_add_column (added, _ ("Sessions"), TRUE, NULL);
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (table->rows, r);
      EarCount count = table->row_totals[r];
      EarDocumentRow *row = ear_document_table_add_row (added, heading->label, heading->depth);

      ear_document_row_add_figure (row, count.contributions, count.contributions, count.sessions);
      ear_document_row_add_figure (row, count.sessions, -1, -1);
    }
  add_total (added, &table->total);
  return added;
}

/**
 * ear_report_add_cross:
 * @table: counts by two dimensions
 * @max_column_depth: columns deeper in their tree are left out; their voices stand in those above them
 *
 * Adds a table of voices, with a last column for all. The CSV has the sessions too.
 */
EarDocumentTable *
ear_report_add_cross (EarDocument *document, const char *caption, const EarTable *table, guint max_column_depth)
{
  EarDocumentTable *added = ear_document_add_table (document, caption, ear_dimension_label (table->row_dimension));

  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarHeading *heading = g_ptr_array_index (table->columns, c);

      if (heading->depth <= max_column_depth)
        ear_document_table_add_column (added, heading->label, TRUE, heading->label);
    }
  ear_document_table_add_column (added, _ ("All"), TRUE, "");
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarHeading *row_heading = g_ptr_array_index (table->rows, r);
      EarCount all = table->row_totals[r];
      EarDocumentRow *row = ear_document_table_add_row (added, row_heading->label, row_heading->depth);

      for (guint c = 0; c < table->columns->len; c++)
        {
          EarCount count = ear_table_cell (table, r, c);

          if (((EarHeading *) g_ptr_array_index (table->columns, c))->depth <= max_column_depth)
            ear_document_row_add_figure (row, count.contributions, count.contributions, count.sessions);
        }
      ear_document_row_add_figure (row, all.contributions, all.contributions, all.sessions);
    }
  return added;
}
