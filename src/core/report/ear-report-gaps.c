/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose voice is missing, and about what nothing was heard. That nobody spoke is a figure too: where zeros are hidden none of
 * it is told, and a priority is named only where its zero is shown. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-coverage.h"
#include "ear-mapping-list.h"

static void
add_names (EarReportParts *parts, const char *sentence, const GPtrArray *names)
{
  EarBlock *list;

  if (names->len == 0)
    return;
  ear_document_add_paragraph (parts->document, sentence);
  list = ear_document_add (parts->document, EAR_BLOCK_LIST);
  for (guint i = 0; i < names->len; i++)
    ear_block_add_text (list, names->pdata[i], NULL);
}

/* What a group stands under: nobody would know what “18 to 25” is of. Returns: (nullable): of one at the top %NULL. */
static const EarHeading *
find_top (const EarTable *groups, const EarNotHeard *one)
{
  const EarHeading *top = NULL;

  for (guint r = 0; one->target < 0 && r < groups->rows->len; r++)
    {
      const EarHeading *heading = groups->rows->pdata[r];

      if (ear_id_equal (&heading->id, &one->group))
        return heading->depth == 0 ? NULL : top;
      if (heading->depth == 0)
        top = heading;
    }
  return NULL;
}

static char *
list_below (const EarHeading *top, const GPtrArray *names, guint most)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *more = NULL;

  for (guint i = 0; i < MIN (names->len, most); i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : "; ", (const char *) names->pdata[i]);
  if (names->len > most)
    more = g_strdup_printf (ngettext ("; and %u more group", "; and %u more groups", names->len - most), names->len - most);
  return g_strdup_printf ("%s: %s%s", top->label, list->str, more == NULL ? "" : more);
}

/**
 * ear_report_list_missing:
 * @most: how many groups under one heading are named
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the groups, and where targets say so the places, nobody of whom was heard;
 *   those under one heading together, after its name.
 */
GPtrArray *
ear_report_list_missing (const EarReportParts *parts, guint most, GError **error)
{
  g_autoptr (EarCoverage) coverage = ear_coverage_of (parts->cube, NULL, NULL, error);
  g_autoptr (GPtrArray) missing = coverage == NULL ? NULL : ear_coverage_not_heard (coverage);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; missing != NULL && i < missing->len; i++)
    {
      EarNotHeard *one = missing->pdata[i];
      const EarHeading *top = find_top (coverage->heard, one);
      gboolean is_last = i + 1 == missing->len || find_top (coverage->heard, missing->pdata[i + 1]) != top;

      g_ptr_array_add (names, one->text);
      if (top == NULL)
        g_ptr_array_add (lines, g_strdup (one->text));
      else if (is_last)
        g_ptr_array_add (lines, list_below (top, names, most));
      if (top == NULL || is_last)
        g_ptr_array_set_size (names, 0);
    }
  return missing == NULL ? NULL : g_steal_pointer (&lines);
}

/* Zeros that the report shows, where it shows them. */
gboolean
ear_report_is_gap (const EarReportParts *parts, const EarEvidenceRow *row)
{
  EarShown shown = ear_protect_get_evidence (parts->protect, row, EAR_EVIDENCE_VOICES);

  return row->is_gap && !shown.hidden && shown.value == 0;
}

static void
add_priorities (EarReportParts *parts)
{
  for (guint i = 0; i < parts->strategies->len; i++)
    {
      const EarStrategyRow *strategy = parts->strategies->pdata[i];
      const GPtrArray *evidence = parts->evidence->pdata[i];
      guint n_gaps = 0, n_asked = 0;
      g_autofree char *sentence = NULL;

      for (guint e = 0; e < evidence->len; e++)
        {
          n_asked += !((EarEvidenceRow *) evidence->pdata[e])->is_heading;
          n_gaps += ear_report_is_gap (parts, evidence->pdata[e]);
        }
      /* Translators: the title of a strategy, then two numbers. */
      sentence = g_strdup_printf (_ ("%s: nothing was heard yet about %u of %u items."), strategy->title == NULL ? "" : strategy->title, n_gaps,
                                  n_asked);
      ear_document_add_paragraph (parts->document, sentence);
    }
}

gboolean
ear_report_add_gaps (EarReportParts *parts, GError **error)
{
  g_autoptr (GPtrArray) missing = NULL;

  if (parts->preset.hide_zero)
    {
      ear_document_add_paragraph (parts->document, _ ("By the rules of this report it is not told of whom nobody was heard."));
      return TRUE;
    }
  missing = ear_report_list_missing (parts, G_MAXUINT, error);
  if (missing == NULL)
    return FALSE;
  if (missing->len == 0)
    ear_document_add_paragraph (parts->document, _ ("Somebody was heard of each group in the workbook."));
  add_names (parts, _ ("Nobody was heard yet of these, who are in the workbook or for whom a target was set:"), missing);
  if (parts->strategies->len > 0)
    {
      ear_document_add_heading (parts->document, 2, _ ("Priorities nothing was heard about"));
      add_priorities (parts);
    }
  return TRUE;
}
