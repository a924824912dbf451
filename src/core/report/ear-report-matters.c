/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What matters: by theme, to each group, and how it feels. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#define N_FOREMOST 3

/* A main theme: no others have a column in the table of groups, so that no others are counted for being published. */
static gboolean
is_main (const EarTable *table, guint column)
{
  const EarHeading *heading = g_ptr_array_index (table->columns, column);

  return !ear_report_is_none (heading) && heading->depth <= EAR_REPORT_COLUMN_DEPTH;
}

/* The themes a group spoke of most, "Waiting times 7; Being listened to 4". Of equals the earlier one in the codebook. By
 * what is shown: an order by what was counted would tell more. Where something is hidden and nothing else is there, that is
 * said. */
static char *
list_foremost (const EarReportParts *parts, const EarTable *table, guint row)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree gboolean *taken = g_new0 (gboolean, MAX (table->columns->len, 1));
  gboolean hidden = FALSE;

  for (guint n = 0; n < N_FOREMOST; n++)
    {
      guint best = 0, best_count = 0;

      for (guint c = 0; c < table->columns->len; c++)
        {
          EarShown shown = ear_protect_get_table (parts->protect, table, EAR_REPORT_PERIOD, parts->scope, EAR_MEASURE_VOICES,
                                                  (int) row, (int) c);

          if (!is_main (table, c))
            continue;
          hidden |= shown.hidden;
          if (!shown.hidden && shown.value > best_count && !taken[c])
            {
              best = c;
              best_count = shown.value;
            }
        }
      if (best_count == 0)
        break;
      taken[best] = TRUE;
      g_string_append_printf (list, "%s%s %u", list->len == 0 ? "" : "; ",
                              ((EarHeading *) g_ptr_array_index (table->columns, best))->label, best_count);
    }
  if (list->len == 0 && hidden)
    g_string_append (list, EAR_SHOWN_MARK);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
add_foremost (EarReportParts *parts, const EarTable *table)
{
  EarDocumentTable *added
    = ear_document_add_table (parts->document, _ ("The main themes each group spoke of most, with voices"), _ ("Group"));

  ear_document_table_add_column (added, _ ("Voices"), TRUE, NULL);
  ear_document_table_add_column (added, _ ("Themes"), FALSE, NULL);
  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (table->rows, r);
      g_autofree char *foremost = list_foremost (parts, table, r);
      EarDocumentRow *row = ear_document_table_add_row (added, heading->label, heading->depth);

      ear_document_row_add_figure (row,
                                   ear_protect_get_table (parts->protect, table, EAR_REPORT_PERIOD, parts->scope,
                                                          EAR_MEASURE_VOICES, (int) r, -1),
                                   EAR_FIGURE_NONE, EAR_FIGURE_NONE);
      ear_document_row_add_text (row, foremost);
    }
}

gboolean
ear_report_add_matters (EarReportParts *parts, GError **error G_GNUC_UNUSED)
{
  ear_report_add_bars (parts, _ ("Voices by theme"), parts->themes);
  ear_report_add_counts (parts, _ ("Voices and sessions by theme"), parts->themes);
  return TRUE;
}

gboolean
ear_report_add_groups (EarReportParts *parts, GError **error G_GNUC_UNUSED)
{
  ear_report_add_heat (parts, _ ("Main themes of each group"), parts->themes_of_groups);
  ear_report_add_cross (parts, _ ("Voices by group and main theme"), parts->themes_of_groups);
  add_foremost (parts, parts->themes_of_groups);
  return TRUE;
}

gboolean
ear_report_add_how_it_feels (EarReportParts *parts, GError **error G_GNUC_UNUSED)
{
  ear_report_add_counts (parts, _ ("Voices and sessions by feeling"), parts->feelings);
  ear_report_add_feelings (parts, _ ("What works and what does not, by theme"), parts->feelings_of_themes);
  ear_report_add_cross (parts, _ ("Voices by theme and feeling"), parts->feelings_of_themes);
  return TRUE;
}
