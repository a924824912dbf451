/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts all that the report shows. It is all counted before anything is shown, since a small number is protected by
 * looking at all figures together. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

/* A row that is there says that somebody spoke; where zeros are hidden all rows are there. */
static EarTable *
count_by (const EarReportParts *parts, EarDimension rows, EarDimension columns, GError **error)
{
  EarSummaryRequest request
    = { .rows = rows, .columns = columns, .period = EAR_REPORT_PERIOD, .with_empty = parts->preset.hide_zero };

  return ear_summary (parts->store, &request, error);
}

static int
compare_recorders (gconstpointer a, gconstpointer b)
{
  const EarReportRecorder *one = a, *other = b;

  return strcmp (one->name, other->name);
}

static EarReportRecorder *
find_recorder (GArray *recorders, const char *name)
{
  EarReportRecorder added = { NULL, 0, 0 };

  for (guint i = 0; i < recorders->len; i++)
    {
      if (g_str_equal (g_array_index (recorders, EarReportRecorder, i).name, name))
        return &g_array_index (recorders, EarReportRecorder, i);
    }
  added.name = g_strdup (name);
  g_array_append_val (recorders, added);
  return &g_array_index (recorders, EarReportRecorder, recorders->len - 1);
}

static void
recorder_clear (gpointer data)
{
  g_free (((EarReportRecorder *) data)->name);
}

/* Sessions without a voice count here: they took place. */
static gboolean
count_recorders (EarReportParts *parts, GError **error)
{
  g_autoptr (GPtrArray) sessions = ear_session_list (parts->store, error);

  parts->recorders = g_array_new (FALSE, FALSE, sizeof (EarReportRecorder));
  g_array_set_clear_func (parts->recorders, recorder_clear);
  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    {
      const EarSessionRow *session = g_ptr_array_index (sessions, i);
      EarReportRecorder *recorder = find_recorder (
        parts->recorders, session->organisation == NULL ? _ ("Organisation not said") : session->organisation);

      recorder->sessions++;
      recorder->voices += session->voices;
    }
  g_array_sort (parts->recorders, compare_recorders);
  return sessions != NULL;
}

static gboolean
count_evidence (EarReportParts *parts, GError **error)
{
  parts->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < parts->strategies->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (parts->strategies, i);
      GPtrArray *evidence = ear_evidence_list (parts->store, &strategy->id, error);

      if (evidence == NULL)
        return FALSE;
      g_ptr_array_add (parts->evidence, evidence);
    }
  return TRUE;
}

gboolean
ear_report_count (EarReportParts *parts, GError **error)
{
  const EarDimension none = EAR_DIMENSION_NONE;

  return (parts->themes = count_by (parts, EAR_DIMENSION_THEME, none, error)) != NULL
         && (parts->groups = count_by (parts, EAR_DIMENSION_GROUP, none, error)) != NULL
         && (parts->places = count_by (parts, EAR_DIMENSION_PLACE, none, error)) != NULL
         && (parts->periods = count_by (parts, EAR_DIMENSION_PERIOD, none, error)) != NULL
         && (parts->feelings = count_by (parts, EAR_DIMENSION_FEELING, none, error)) != NULL
         && (parts->themes_of_groups = count_by (parts, EAR_DIMENSION_GROUP, EAR_DIMENSION_THEME, error)) != NULL
         && (parts->feelings_of_themes = count_by (parts, EAR_DIMENSION_THEME, EAR_DIMENSION_FEELING, error)) != NULL
         && count_recorders (parts, error) && count_evidence (parts, error);
}

void
ear_report_parts_clear (EarReportParts *parts)
{
  EarTable *const tables[] = { parts->themes, parts->groups, parts->places, parts->periods, parts->feelings,
                               parts->themes_of_groups, parts->feelings_of_themes };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    ear_table_free (tables[i]);
  g_clear_pointer (&parts->strategies, g_ptr_array_unref);
  g_clear_pointer (&parts->evidence, g_ptr_array_unref);
  g_clear_pointer (&parts->recorders, g_array_unref);
  g_clear_pointer (&parts->protect, ear_protect_free);
  g_clear_pointer (&parts->audit, ear_audit_free);
  g_clear_pointer (&parts->document, ear_document_free);
}
