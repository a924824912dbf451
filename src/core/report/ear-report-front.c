/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader must know first, and the facts at a glance. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

static guint
count_real_headings (const EarTable *table)
{
  guint n = 0;

  for (guint r = 0; r < table->rows->len; r++)
    n += !ear_report_is_none (g_ptr_array_index (table->rows, r));
  return n;
}

/* The key of a year of which no more is known is the year itself. */
static const char *
name_of_month (const EarHeading *heading)
{
  return strlen (heading->key) == 4 ? heading->key : heading->label;
}

/**
 * ear_report_describe_period:
 * @period: (out) (nullable): from the first month to the last one; %NULL where no voice has a date
 */
gboolean
ear_report_describe_period (const EarReportParts *parts, char **period, GError **error)
{
  EarSummaryRequest request = { .rows = EAR_DIMENSION_PERIOD, .period = EAR_PERIOD_MONTH, .filter = parts->filter };
  g_autoptr (EarTable) months
    = ear_cube_filter (parts->cube, parts->filter, error) ? ear_cube_table (parts->cube, &request, error) : NULL;
  guint n = months == NULL ? 0 : count_real_headings (months);
  const EarHeading *first, *last;

  *period = NULL;
  if (n == 0)
    return months != NULL;
  first = g_ptr_array_index (months->rows, 0);
  last = g_ptr_array_index (months->rows, n - 1);
  if (n == 1)
    *period = g_strdup (name_of_month (first));
  else
    /* Translators: the first and the last month. */
    *period = g_strdup_printf (_ ("%s to %s"), name_of_month (first), name_of_month (last));
  return TRUE;
}

EarShown
ear_report_get_total (const EarReportParts *parts, EarMeasure measure)
{
  g_autofree char *id = ear_protect_id (measure, "", parts->scope, NULL);

  return ear_protect_get (parts->protect, id);
}

void
ear_report_add_notices (EarReportParts *parts)
{
  if (ear_preset_is_internal (&parts->preset))
    ear_document_add_notice (parts->document,
                             _ ("Internal: small numbers are not protected; do not publish. Somebody could be recognised "
                                "by a small figure."));
  else if (parts->audit->exposed->len > 0)
    ear_document_add_notice (parts->document, _ ("Not all small figures could be protected: do not publish. The last page says which, and "
                                                 "what can be done."));
}

static void
add_fact (EarBlock *list, char *fact)
{
  ear_block_add_text (list, fact, NULL);
  g_free (fact);
}

gboolean
ear_report_add_glance (EarReportParts *parts, GError **error)
{
  g_autofree char *voices = ear_shown_text (ear_report_get_total (parts, EAR_MEASURE_VOICES));
  g_autofree char *sessions = ear_shown_text (ear_report_get_total (parts, EAR_MEASURE_SESSIONS));
  g_autofree char *period = NULL;
  EarBlock *facts;

  if (!ear_report_describe_period (parts, &period, error))
    return FALSE;
  facts = ear_document_add (parts->document, EAR_BLOCK_LIST);
  if (parts->document->subtitle != NULL)
    add_fact (facts, g_strdup_printf (_ ("Whose report: %s"), parts->document->subtitle));
  if (parts->scope_name != NULL)
    add_fact (facts, g_strdup_printf (_ ("About: %s"), parts->scope_name));
  add_fact (facts, g_strdup_printf (_ ("Voices: %s"), voices));
  add_fact (facts, g_strdup_printf (_ ("Sessions in which they were heard: %s"), sessions));
  /* Which groups and places were heard is not told where zeros are hidden, nor of few voices. */
  if (!parts->preset.hide_zero && parts->scope == NULL)
    {
      add_fact (facts, g_strdup_printf (_ ("Groups heard: %u"), count_real_headings (parts->groups)));
      add_fact (facts, g_strdup_printf (_ ("Places: %u"), count_real_headings (parts->places)));
    }
  add_fact (facts, g_strdup_printf (_ ("Period: %s"), period == NULL ? _ ("not said") : period));
  for (guint i = 0; i < parts->strategies->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (parts->strategies, i);

      add_fact (facts, g_strdup_printf (_ ("Set beside: %s"), strategy->title == NULL ? "" : strategy->title));
    }
  return TRUE;
}
