/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence by strategy: what was heard about each item, and plainly, what nothing was heard about. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

static char *
label_of (const EarEvidenceRow *row)
{
  return row->code == NULL ? g_strdup (row->label) : g_strdup_printf ("%s %s", row->code, row->label);
}

static void
add_row (const EarReportParts *parts, EarDocumentTable *table, const EarEvidenceRow *evidence)
{
  g_autofree char *label = label_of (evidence);
  EarDocumentRow *row = ear_document_table_add_row (table, label, evidence->depth);
  EarShown voices = ear_protect_get_evidence (parts->protect, evidence, EAR_EVIDENCE_VOICES);
  EarShown sessions = ear_protect_get_evidence (parts->protect, evidence, EAR_EVIDENCE_SESSIONS);

  ear_document_row_add_figure (row, voices, ear_document_figure (voices), ear_document_figure (sessions));
  ear_document_row_add_share (row, voices, ear_report_get_total (parts, EAR_MEASURE_VOICES));
  ear_document_row_add_figure (row, sessions, EAR_FIGURE_NONE, EAR_FIGURE_NONE);
  for (guint f = EAR_EVIDENCE_WORKS; f < EAR_N_EVIDENCE_FIGURES; f++)
    {
      EarShown shown = ear_protect_get_evidence (parts->protect, evidence, f);

      ear_document_row_add_figure (row, shown, ear_document_figure (shown), EAR_FIGURE_NONE);
    }
  /* They are in the list after the table, a line each. Where zeros are hidden there is no list, and no row may be missing. */
  if (!parts->preset.hide_zero && !voices.hidden && voices.value == 0 && (evidence->is_heading || ear_report_is_gap (parts, evidence)))
    ear_document_table_keep_off_page (table, row);
  /* That somebody of a group spoke says that they are one at least: where so few spoke, it may say who. */
  ear_document_row_add_text (row, voices.hidden ? NULL : evidence->groups);
}

static void
add_table (const EarReportParts *parts, const char *strategy, GPtrArray *evidence)
{
  const char *const feelings[]
    = { _ ("Works"), _ ("Does not work"), _ ("Idea"), _ ("Question"), _ ("Feeling not said") };
  g_autofree char *caption = g_strdup_printf (_ ("Evidence for %s"), strategy);
  EarDocumentTable *table = ear_document_add_table (parts->document, caption, _ ("Priority"));

  if (parts->preset.hide_zero)
    table->note = g_strdup (ear_counting_rules (EAR_DIMENSION_PRIORITY));
  else
    table->note = g_strdup_printf ("%s %s", ear_counting_rules (EAR_DIMENSION_PRIORITY), _ ("What nobody spoke to is listed after the table."));
  ear_document_table_add_column (table, _ ("Voices"), TRUE, "");
  ear_document_table_add_column (table, _ ("Share"), TRUE, NULL);
  ear_document_table_add_column (table, _ ("Sessions"), TRUE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (feelings); i++)
    ear_document_table_add_column (table, feelings[i], TRUE, feelings[i]);
  ear_document_table_add_column (table, _ ("Groups heard"), FALSE, NULL);
  for (guint i = 0; i < evidence->len; i++)
    add_row (parts, table, g_ptr_array_index (evidence, i));
}

static void
add_gaps (const EarReportParts *parts, GPtrArray *evidence)
{
  EarDocument *document = parts->document;
  guint n_gaps = 0, n_asked = 0, n_hidden = 0;
  g_autofree char *sentence = NULL;
  EarBlock *list;

  for (guint i = 0; i < evidence->len; i++)
    {
      const EarEvidenceRow *row = g_ptr_array_index (evidence, i);

      n_asked += !row->is_heading;
      n_gaps += ear_report_is_gap (parts, row);
      n_hidden += ear_protect_get_evidence (parts->protect, row, EAR_EVIDENCE_VOICES).hidden;
    }
  /* That nobody spoke is a figure, too. */
  if (parts->preset.hide_zero)
    return;
  if (n_gaps == 0)
    {
      if (n_hidden == 0)
        ear_document_add_paragraph (document, _ ("Something was heard about every item of this strategy."));
      return;
    }
  sentence = g_strdup_printf (_ ("Not heard yet: %u of %u items. No voice in this workbook is evidence for these:"), n_gaps,
                              n_asked);
  ear_document_add_paragraph (document, sentence);
  list = ear_document_add (document, EAR_BLOCK_LIST);
  for (guint i = 0; i < evidence->len; i++)
    {
      const EarEvidenceRow *row = g_ptr_array_index (evidence, i);
      g_autofree char *label = label_of (row);

      if (ear_report_is_gap (parts, row))
        ear_block_add_text (list, label, NULL);
    }
}

static void
add_strategy (EarReportParts *parts, const EarStrategyRow *strategy, GPtrArray *evidence)
{
  const char *title = strategy->title == NULL ? _ ("A strategy without a title") : strategy->title;
  g_autofree char *publisher = NULL;

  ear_document_add_heading (parts->document, 2, title);
  if (strategy->publisher != NULL)
    {
      publisher = g_strdup_printf (_ ("Published by %s."), strategy->publisher);
      ear_document_add_paragraph (parts->document, publisher);
    }
  ear_report_add_evidence_chart (parts, title, evidence);
  add_table (parts, title, evidence);
  add_gaps (parts, evidence);
}

gboolean
ear_report_add_evidence (EarReportParts *parts, GError **error G_GNUC_UNUSED)
{
  if (parts->strategies->len == 0)
    ear_document_add_paragraph (parts->document, _ ("No theme is mapped to a priority of any strategy yet."));
  else
    ear_document_add_paragraph (parts->document,
                                _ ("A voice that is mixed counts under Works and under Does not work. Groups heard are "
                                   "those of the voices themselves."));
  for (guint i = 0; i < parts->evidence->len; i++)
    add_strategy (parts, g_ptr_array_index (parts->strategies, i), g_ptr_array_index (parts->evidence, i));
  return TRUE;
}
