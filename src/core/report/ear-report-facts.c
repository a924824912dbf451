/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report would hold, told before anybody waits for it. */
#include "ear-report-parts.h"

static gboolean
count_quotes (EarReportFacts *facts, const EarReportParts *parts, GError **error)
{
  facts->quotes = ear_report_choose_quotes (parts, error);
  if (facts->quotes == NULL)
    return FALSE;
  ear_report_count_quotes (facts->quotes, &facts->n_quotations, &facts->n_waiting);
  return TRUE;
}

/**
 * ear_report_facts_load:
 * @options: as for ear_report_build()
 *
 * Counts what ear_report_build() would, by the same rules, and protects nothing.
 *
 * Returns: (transfer full) (nullable): %NULL with %EAR_REPORT_ERROR_SUBJECT where it is not said what the report is about. The
 *   store's thread.
 */
EarReportFacts *
ear_report_facts_load (EarStore *store, const EarReportOptions *options, GError **error)
{
  g_auto (EarReportParts) parts = { .store = store };
  g_autoptr (EarReportFacts) facts = g_new0 (EarReportFacts, 1);

  if (!ear_report_parts_init (&parts, options, error) || !ear_report_count_themes (&parts, error))
    return NULL;
  facts->all = parts.themes->total;
  facts->n_sections = ear_report_layout_count (parts.layout);
  facts->has_quotations = ear_report_wants (&parts, EAR_SECTION_QUOTATIONS);
  if (!facts->has_quotations)
    facts->quotes = g_ptr_array_new ();
  else if (!count_quotes (facts, &parts, error))
    return NULL;
  return g_steal_pointer (&facts);
}

void
ear_report_facts_free (EarReportFacts *facts)
{
  if (facts == NULL)
    return;
  g_clear_pointer (&facts->quotes, g_ptr_array_unref);
  g_free (facts);
}
