/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was heard: groups, places, periods, and who recorded it. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

/* Names of groups that are in the workbook and whom nobody spoke for. What stands below such a group is silent too and
 * is not named again. */
static char *
list_silent_groups (const EarTable *with_empty)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint silent_depth = G_MAXUINT;

  for (guint r = 0; r < with_empty->rows->len; r++)
    {
      const EarHeading *heading = g_ptr_array_index (with_empty->rows, r);

      if (heading->depth > silent_depth)
        continue;
      silent_depth = G_MAXUINT;
      if (with_empty->row_totals[r].contributions > 0)
        continue;
      silent_depth = heading->depth;
      g_string_append_printf (names, "%s%s", names->len == 0 ? "" : "; ", heading->label);
    }
  return names->len == 0 ? NULL : g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
add_silent_groups (EarReportParts *parts, GError **error)
{
  EarSummaryRequest request = { .rows = EAR_DIMENSION_GROUP, .with_empty = TRUE };
  g_autoptr (EarTable) table = ear_summary (parts->store, &request, error);
  g_autofree char *names = table == NULL ? NULL : list_silent_groups (table);
  g_autofree char *sentence = NULL;

  /* That nobody spoke is a figure, too. */
  if (names == NULL || parts->preset.hide_zero)
    return table != NULL;
  sentence = g_strdup_printf (_ ("Groups in the workbook from which no voice is recorded yet: %s."), names);
  ear_document_add_paragraph (parts->document, sentence);
  return TRUE;
}

static void
add_recorders (EarReportParts *parts)
{
  EarDocumentTable *table;

  if (parts->recorders->len == 0)
    return;
  table = ear_document_add_table (parts->document, _ ("Sessions held and voices recorded, by organisation"),
                                  _ ("Organisation"));
  ear_document_table_add_column (table, _ ("Voices"), TRUE, "");
  ear_document_table_add_column (table, _ ("Sessions"), TRUE, NULL);
  for (guint i = 0; i < parts->recorders->len; i++)
    {
      const EarReportRecorder *recorder = &g_array_index (parts->recorders, EarReportRecorder, i);
      EarDocumentRow *row = ear_document_table_add_row (table, recorder->name, 0);
      EarShown voices = ear_report_get_recorder (parts, recorder, FALSE), held = ear_report_get_recorder (parts, recorder, TRUE);

      ear_document_row_add_figure (row, voices, ear_document_figure (voices), ear_document_figure (held));
      ear_document_row_add_figure (row, held, EAR_FIGURE_NONE, EAR_FIGURE_NONE);
    }
}

gboolean
ear_report_add_heard (EarReportParts *parts, GError **error)
{
  ear_document_add_heading (parts->document, 1, _ ("Who was heard"));
  ear_document_add_heading (parts->document, 2, _ ("Groups"));
  ear_report_add_bars (parts, _ ("Voices by group"), parts->groups);
  ear_report_add_counts (parts, _ ("Voices and sessions by group"), parts->groups);
  if (!add_silent_groups (parts, error))
    return FALSE;
  ear_document_add_heading (parts->document, 2, _ ("Places"));
  ear_report_add_bars (parts, _ ("Voices by place"), parts->places);
  ear_report_add_counts (parts, _ ("Voices and sessions by place"), parts->places);
  ear_document_add_heading (parts->document, 2, _ ("Time"));
  ear_report_add_counts (parts, _ ("Voices and sessions by financial year, April to March"), parts->periods);
  ear_document_add_heading (parts->document, 2, _ ("Who listened"));
  add_recorders (parts);
  return TRUE;
}
