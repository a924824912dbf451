/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was heard: groups, places, periods, and who recorded it. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

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
      const EarRecorder *recorder = parts->recorders->pdata[i];
      EarDocumentRow *row = ear_document_table_add_row (table, recorder->name, 0);
      EarShown voices = ear_report_get_recorder (parts, recorder, FALSE), held = ear_report_get_recorder (parts, recorder, TRUE);

      ear_document_row_add_figure (row, voices, ear_document_figure (voices), ear_document_figure (held));
      ear_document_row_add_figure (row, held, EAR_FIGURE_NONE, EAR_FIGURE_NONE);
    }
}

/* Of one group or place only what is not that: a table of one row says nothing. */
gboolean
ear_report_add_heard (EarReportParts *parts, GError **error G_GNUC_UNUSED)
{
  if (parts->kind != EAR_REPORT_GROUP)
    {
      ear_document_add_heading (parts->document, 2, _ ("Groups"));
      ear_report_add_bars (parts, _ ("Voices by group"), parts->groups);
      ear_report_add_counts (parts, _ ("Voices and sessions by group"), parts->groups);
    }
  if (parts->kind != EAR_REPORT_PLACE)
    {
      ear_document_add_heading (parts->document, 2, _ ("Places"));
      ear_report_add_bars (parts, _ ("Voices by place"), parts->places);
      ear_report_add_counts (parts, _ ("Voices and sessions by place"), parts->places);
    }
  ear_document_add_heading (parts->document, 2, _ ("Time"));
  ear_report_add_counts (parts, _ ("Voices and sessions by financial year, April to March"), parts->periods);
  if (parts->recorders != NULL)
    {
      ear_document_add_heading (parts->document, 2, _ ("Who listened"));
      add_recorders (parts);
    }
  return TRUE;
}
