/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the strategies come from, and how voices were counted. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

/* The counting rules of ear-insight.h for whoever reads the report. */
static const char *const rules[] = {
  N_ ("A voice is one thing that somebody said and that was written down. A session is one occasion of listening. "
      "Deleted voices, and all voices of deleted sessions, are not counted."),
  N_ ("A voice with two themes counts under both, and once in the total. So the rows of a table may add up to more than "
      "its total."),
  N_ ("The figure of a theme, group, place or priority holds those of everything below it, each voice once."),
  N_ ("A voice’s groups are its own and its speaker’s. Where neither is known and the whole session was with one group, "
      "that group counts."),
  N_ ("A voice is evidence for a priority when one of its themes, or a theme above it, was mapped to that priority."),
  N_ ("Voices of which something was not recorded have a row of their own, so that none is lost."),
  N_ ("One person may have said several things. Voices are not people."),
};

static void
add_rules (EarDocument *document)
{
  EarBlock *list = ear_document_add (document, EAR_BLOCK_LIST);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    ear_block_add_text (list, _ (rules[i]), NULL);
}

static void
add_strategy (EarBlock *list, const EarStrategyRow *strategy)
{
  g_autoptr (GString) source = g_string_new (strategy->title);

  if (strategy->publisher != NULL)
    g_string_append_printf (source, ". %s", strategy->publisher);
  if (strategy->source != NULL && g_strcmp0 (strategy->source, strategy->title) != 0)
    g_string_append_printf (source, ". %s", strategy->source);
  ear_block_add_text (list, source->str, NULL);
}

gboolean
ear_report_add_sources (EarReportParts *parts, GError **error G_GNUC_UNUSED)
{
  EarBlock *list;

  if (parts->strategies->len > 0)
    {
      ear_document_add_heading (parts->document, 2, _ ("Strategies"));
      list = ear_document_add (parts->document, EAR_BLOCK_LIST);
      for (guint i = 0; i < parts->strategies->len; i++)
        add_strategy (list, g_ptr_array_index (parts->strategies, i));
    }
  ear_document_add_heading (parts->document, 2, _ ("How voices were counted"));
  add_rules (parts->document);
  return TRUE;
}
