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
    = { .rows = rows, .columns = columns, .period = EAR_REPORT_PERIOD, .filter = parts->filter,
        .with_empty = parts->preset.hide_zero };

  return ear_cube_table (parts->cube, &request, error);
}

static gboolean
count_recorders (EarReportParts *parts, GError **error)
{
  if (!ear_report_wants (parts, EAR_SECTION_HEARD) || parts->scope != NULL)
    return TRUE;
  parts->recorders = ear_recorders_of (parts->cube, _ ("Organisation not said"), error);
  return parts->recorders != NULL;
}

static gboolean
count_evidence (EarReportParts *parts, GError **error)
{
  parts->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  if (!ear_report_wants (parts, EAR_SECTION_EVIDENCE) && !ear_report_wants (parts, EAR_SECTION_GAPS))
    return TRUE;
  for (guint i = 0; i < parts->strategies->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (parts->strategies, i);
      GPtrArray *evidence = ear_evidence_of (parts->cube, &strategy->id, error);

      if (evidence == NULL)
        return FALSE;
      g_ptr_array_add (parts->evidence, evidence);
    }
  return TRUE;
}

gboolean
ear_report_wants (const EarReportParts *parts, EarReportSection section)
{
  const EarReportPart *part = ear_report_layout_find (parts->layout, section);

  return part != NULL && part->chosen;
}

static gboolean
load_cube (EarReportParts *parts, GError **error)
{
  parts->cube = ear_cube_load (parts->store, error);
  return parts->cube != NULL && ear_cube_filter (parts->cube, parts->filter, error);
}

gboolean
ear_report_count_themes (EarReportParts *parts, GError **error)
{
  parts->themes = load_cube (parts, error) ? count_by (parts, EAR_DIMENSION_THEME, EAR_DIMENSION_NONE, error) : NULL;
  return parts->themes != NULL;
}

/* Only what a section shows is counted and so protected: a figure that nobody is shown need not be hidden, and hides none. */
gboolean
ear_report_count (EarReportParts *parts, GError **error)
{
  const EarDimension none = EAR_DIMENSION_NONE;
  gboolean plain = ear_report_wants (parts, EAR_SECTION_TOLD);
  const struct
  {
    EarTable **table;
    EarDimension rows, columns;
    gboolean wanted;
  } tables[] = {
    { &parts->themes, EAR_DIMENSION_THEME, none, TRUE },
    { &parts->groups, EAR_DIMENSION_GROUP, none, TRUE },
    { &parts->places, EAR_DIMENSION_PLACE, none, TRUE },
    { &parts->periods, EAR_DIMENSION_PERIOD, none, ear_report_wants (parts, EAR_SECTION_HEARD) },
    { &parts->feelings, EAR_DIMENSION_FEELING, none, ear_report_wants (parts, EAR_SECTION_FEELINGS) },
    { &parts->themes_of_groups, EAR_DIMENSION_GROUP, EAR_DIMENSION_THEME, ear_report_wants (parts, EAR_SECTION_GROUPS) },
    { &parts->feelings_of_themes, EAR_DIMENSION_THEME, EAR_DIMENSION_FEELING, plain || ear_report_wants (parts, EAR_SECTION_FEELINGS) },
    { &parts->themes_of_places, EAR_DIMENSION_PLACE, EAR_DIMENSION_THEME, ear_report_wants (parts, EAR_SECTION_PLACES) },
    { &parts->feelings_of_places, EAR_DIMENSION_PLACE, EAR_DIMENSION_FEELING, ear_report_wants (parts, EAR_SECTION_PLACES) },
  };

  if (!load_cube (parts, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (!tables[i].wanted)
        continue;
      *tables[i].table = count_by (parts, tables[i].rows, tables[i].columns, error);
      if (*tables[i].table == NULL)
        return FALSE;
    }
  return count_recorders (parts, error) && count_evidence (parts, error);
}

void
ear_report_parts_clear (EarReportParts *parts)
{
  EarTable *tables[] = { parts->themes, parts->groups, parts->places, parts->periods, parts->feelings,
                               parts->themes_of_groups, parts->feelings_of_themes, parts->themes_of_places,
                               parts->feelings_of_places };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    g_clear_pointer (&tables[i], ear_table_free);
  g_clear_pointer (&parts->layout, g_ptr_array_unref);
  g_clear_pointer (&parts->scope, g_free);
  g_clear_pointer (&parts->scope_name, g_free);
  g_clear_pointer (&parts->strategies, g_ptr_array_unref);
  g_clear_pointer (&parts->evidence, g_ptr_array_unref);
  g_clear_pointer (&parts->recorders, g_ptr_array_unref);
  g_clear_pointer (&parts->cube, ear_cube_free);
  g_clear_pointer (&parts->protect, ear_protect_free);
  g_clear_pointer (&parts->audit, ear_audit_free);
  g_clear_pointer (&parts->document, ear_document_free);
}
